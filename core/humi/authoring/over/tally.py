"""How many rows each rule answers otherwise, by which criterion, and the sums of money, counted batch by batch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from humi.authoring.over.judged import CODES, ENDS, PAID, Judged
from humi.authoring.over.rows import WHO
from humi.decision import PRECEDENCE, Outcome
from humi.policy.pack import Rule
from humi.values.frozen import Frozen
from humi.values.label import Label

Change = tuple[Outcome, Outcome]
"""Before and after; the same twice where only the amount is another."""
SAMPLES = 3
"""So many rows show a change."""


class Sample(Frozen):
    """A row of the population: its applicant, what that is called, and which of its records."""

    key: str
    name: str
    record: str


@dataclass
class Sum:
    """Amounts in yuan, added: the least and the most that it comes to; None where an end has no limit."""

    least: Decimal | None = Decimal(0)
    most: Decimal | None = Decimal(0)

    def add(self, least: Decimal | None, most: Decimal | None) -> None:
        """Add to both ends."""
        self.least = None if self.least is None or least is None else self.least + least
        self.most = None if self.most is None or most is None else self.most + most


@dataclass
class Tally:
    """One rule over all rows. `matrix` counts the rows by outcome before and after, `amounts` those of an outcome that stayed
    with another amount; `by` the criteria whose outcome changed with it; `money` is by version (0, 1) and outcome."""

    rule: Rule
    matrix: Counter[Change] = field(default_factory=Counter)
    amounts: Counter[Outcome] = field(default_factory=Counter)
    by: dict[Change, Counter[tuple[str, Outcome, Outcome]]] = field(default_factory=dict)
    names: dict[str, Label] = field(default_factory=dict)
    samples: dict[Change, list[Sample]] = field(default_factory=dict)
    money: dict[tuple[int, Outcome], Sum] = field(default_factory=dict)

    @property
    def changes(self) -> dict[Change, int]:
        """The rows of each change, the most common first."""
        other = {change: number for change, number in self.matrix.items() if change[0] is not change[1]}
        other.update({(outcome, outcome): number for outcome, number in self.amounts.items()})
        return dict(sorted(other.items(), key=lambda item: (-item[1], *map(CODES.__getitem__, item[0]))))

    def criteria(self, change: Change) -> dict[tuple[str, Outcome, Outcome], int]:
        """By which criteria, with the outcomes of each: the rows, the most common first."""
        found = self.by.get(change, Counter[tuple[str, Outcome, Outcome]]()).items()
        return dict(sorted(found, key=lambda item: (-item[1], item[0][0], *map(CODES.__getitem__, item[0][1:]))))

    def gained(self) -> int:
        """Rows that become met."""
        return sum(number for (before, after), number in self.matrix.items() if after is Outcome.MET is not before)

    def unsure(self) -> int:
        """Rows that become undetermined."""
        undetermined = Outcome.UNDETERMINED
        return sum(number for (before, after), number in self.matrix.items() if after is undetermined is not before)

    def lost(self) -> int:
        """Rows that are no longer met, nor undetermined."""
        kept = (Outcome.MET, Outcome.UNDETERMINED)
        return sum(number for (before, after), number in self.matrix.items() if before is Outcome.MET and after not in kept)

    def otherwise(self) -> int:
        """Rows that change in another way, the amount alone apart."""
        changed = sum(number for (before, after), number in self.matrix.items() if before is not after)
        return changed - self.gained() - self.unsure() - self.lost()

    def add(self, judged: Judged, changed: pl.DataFrame) -> None:
        """Count a batch. `changed` are its changed rows, which `rows.WHO` names."""
        frame = judged.frame
        for before, after, number in frame.group_by("before", "after").len().iter_rows():
            self.matrix[PRECEDENCE[before], PRECEDENCE[after]] += number
        if judged.has_amounts:
            self._sum(frame)
        self.names.update(judged.deciding)
        shown = changed.group_by("before", "after", maintain_order=True).head(SAMPLES)
        for before, after, *who in shown.select("before", "after", *WHO).iter_rows():
            samples = self.samples.setdefault((PRECEDENCE[before], PRECEDENCE[after]), [])
            samples.extend([Sample(*(text or "" for text in who))][: SAMPLES - len(samples)])
        same = changed.filter(pl.col("before") == pl.col("after"))
        self.amounts.update({PRECEDENCE[code]: number for code, number in same["after"].value_counts().iter_rows()})
        for path in judged.deciding:
            self._by(path, changed)

    def _by(self, path: str, changed: pl.DataFrame) -> None:
        was, now = f"{path}<", f"{path}>"
        moved = changed.filter((pl.col("before") != pl.col("after")) & (pl.col(was) != pl.col(now)))
        for *codes, number in moved.group_by("before", "after", was, now).len().iter_rows():
            before, after, old, new = (PRECEDENCE[code] for code in codes)
            self.by.setdefault((before, after), Counter())[path, old, new] += number

    def _sum(self, frame: pl.DataFrame) -> None:
        for version, title in enumerate(("before", "after")):
            for outcome in PAID:
                rows = frame.filter(pl.col(title) == CODES[outcome])
                ends = [rows[f"{end}_{title}"] for end in ENDS]
                if rows.height and not all(end.null_count() == rows.height for end in ends):
                    told = [None if end.null_count() else Decimal(end.sum()) for end in ends]
                    self.money.setdefault((version, outcome), Sum()).add(*told)
