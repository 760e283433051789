"""What two versions of a pack find of the same rows, side by side, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from humi.authoring.diff.pairing import Pairing
from humi.decision import PRECEDENCE, Outcome
from humi.dossier.vocabulary import Vocabulary
from humi.policy.pack import FollowedRule, Pack
from humi.population.population import Batch
from humi.population.slots import APPLICANTS, KEY, PLACE
from humi.sheets.batches import Part, Screening
from humi.sheets.columns import Offered, deciding, yuan
from humi.values.frozen import Frozen
from humi.values.label import Label

CODES = {outcome: code for code, outcome in enumerate(PRECEDENCE)}
ENDS = ("least", "most")
PAID = (Outcome.MET, Outcome.UNDETERMINED)
"""Where an amount is one that somebody gets, or may get."""


class Side(Frozen):
    """One version's part of a comparison: a rule, its rows, and its applicants. A version without the rule has none."""

    rule: Offered
    part: Part
    applicants: Part


class Judged(Frozen):
    """A rule over the rows of one kind in a batch, under both versions; `path` is that of the new one.

    A rule that a version does not have applies to nobody there. `frame` has for every row `before` and `after`, outcomes as
    places in `decision.PRECEDENCE`; `changed`; where it has amounts those of each version in yuan (`least_before`, ...); and
    for each path of `deciding` what was found of it, `PATH<` and `PATH>`.
    """

    path: str
    sheet: str
    sides: tuple[Side | None, Side | None]
    frame: pl.DataFrame
    deciding: dict[str, Label]

    @property
    def rule(self) -> Offered:
        """As the new version has it, or the old one where it is gone."""
        return next(side.rule for side in reversed(self.sides) if side is not None)

    @property
    def part(self) -> Part:
        """The rows, as one of the versions has them: both have the same."""
        return next(side.part for side in reversed(self.sides) if side is not None)

    @property
    def has_amounts(self) -> bool:
        """Whether either version gives an amount."""
        return f"{ENDS[0]}_before" in self.frame.columns


class Comparing:
    """Two versions over batches of one population, as known on the day `on`. Raises Untranslatable."""

    def __init__(self, pairing: Pairing, vocabulary: Vocabulary, on: date) -> None:
        self.pairing = pairing
        self.versions = tuple(Screening([pack], vocabulary, on) for pack in pairing.packs)

    def judged(self, batch: Batch) -> Iterator[Judged]:
        """Every rule of either version over a batch."""
        before, after = (list(version.parts(batch.tables)) for version in self.versions)
        was = {self.pairing.now(part.name): part for part in before}
        now = {part.name: part for part in after}
        both = _aligned(was[APPLICANTS], now[APPLICANTS])
        for name in dict.fromkeys((*now, *was)):
            parts = both if name == APPLICANTS else _aligned(was.get(name), now.get(name))
            yield from self._of_rows(name, parts, both)

    def _of_rows(self, name: str, parts: tuple[Part | None, ...], applicants: tuple[Part | None, ...]) -> Iterator[Judged]:
        found: list[dict[str, Side]] = []
        for at, (part, above) in enumerate(zip(parts, applicants, strict=True)):
            rules = part.rules() if part is not None else ()
            found.append({self._path(rule.path, at): Side(rule, part, above) for rule in rules if part and above})
        for path in dict.fromkeys((*found[1], *found[0])):
            sides = found[0].get(path), found[1].get(path)
            yield self._judged(path, name, sides)

    def _path(self, path: str, version: int) -> str:
        return path if version else self.pairing.now(path)

    def _judged(self, path: str, name: str, sides: tuple[Side | None, Side | None]) -> Judged:
        height = next(side.part.frame.height for side in sides if side is not None)
        columns = {
            title: _outcomes(side, side.rule.path if side else "", Outcome.OUT_OF_SCOPE, height)
            for title, side in zip(("before", "after"), sides, strict=True)
        }
        if any(side is not None and side.rule.path in side.part.sheet.amounts for side in sides):
            columns.update(_amounts(sides, height))
        frame = pl.DataFrame(columns)
        frame = frame.with_columns(_changed(frame))
        names, paths = self._deciding(sides)
        for one in names:
            for sign, side, of_side in zip("<>", sides, paths, strict=True):
                # A criterion that a version does not have keeps nobody from anything.
                told = _outcomes(side, of_side.get(one, ""), Outcome.MET, height)
                frame = frame.with_columns(told.alias(f"{one}{sign}"))
        return Judged(path, name, sides, frame, names)

    def _deciding(self, sides: tuple[Side | None, Side | None]) -> tuple[dict[str, Label], list[dict[str, str]]]:
        """What decides a rule, by its path in the new version: its name, and its path in each version."""
        names: dict[str, Label] = {}
        paths: list[dict[str, str]] = []
        for at, side in enumerate(sides):
            told = _deciding(side.rule, side.part.pack) if side is not None else {}
            paths.append({self._path(path, at): path for path in told})
            names.update({self._path(path, at): label for path, label in told.items()})
        return names, paths


def _aligned(old: Part | None, new: Part | None) -> tuple[Part | None, Part | None]:
    """Both parts with the same rows in the same order; of a row that one does not have, it says that it is out of scope."""
    if old is None or new is None:
        return old, new
    identity = [name for name in (KEY, PLACE) if name in new.frame.columns]
    if old.frame.select(identity).equals(new.frame.select(identity)):
        return old, new
    rows = pl.concat([part.frame.select(identity) for part in (new, old)]).unique(maintain_order=True)
    frames = (rows.join(part.frame, on=identity, how="left", maintain_order="left") for part in (old, new))
    filled = [frame.with_columns(pl.exclude(identity).fill_null(pl.lit(0))) for frame in frames]
    return tuple(  # type: ignore[return-value]
        Part(part.pack, part.name, part.sheet, frame) for part, frame in zip((old, new), filled, strict=True)
    )


def _outcomes(side: Side | None, path: str, otherwise: Outcome, height: int) -> pl.Series:
    """What one version found of a rule or of what decides it; `otherwise` where it does not ask."""
    if side is not None and path in side.part.sheet.findings:
        return side.part.frame[path]
    if side is not None and path in side.applicants.sheet.findings:
        above = side.applicants.frame.select(KEY, path)
        return side.part.frame.select(KEY).join(above, on=KEY, how="left", maintain_order="left")[path]
    return pl.Series([CODES[otherwise]], dtype=pl.Int8).new_from_index(0, height)


def _amounts(sides: tuple[Side | None, Side | None], height: int) -> dict[str, pl.Series]:
    nothing = pl.Series([None], dtype=pl.Decimal(38, 2)).new_from_index(0, height)
    return {
        f"{end}_{title}": yuan(side.part.frame, side.rule.path, end)
        if side is not None and side.rule.path in side.part.sheet.amounts
        else nothing
        for title, side in zip(("before", "after"), sides, strict=True)
        for end in ENDS
    }


def _changed(frame: pl.DataFrame) -> pl.Expr:
    """Rows with another outcome, or with the same and another amount that is paid or may be."""
    changed = pl.col("before") != pl.col("after")
    if f"{ENDS[0]}_before" in frame.columns:
        other = pl.any_horizontal(pl.col(f"{end}_before").ne_missing(pl.col(f"{end}_after")) for end in ENDS)
        changed = changed | (pl.col("after").is_in([CODES[outcome] for outcome in PAID]) & other)
    return changed.alias("changed")


def _deciding(rule: Offered, pack: Pack) -> dict[str, Label]:
    """What decides a rule: whether the region is the applicant's, its criteria and steps, and what it follows from."""
    followed = [one.rule for one in getattr(rule, "follows", ()) if isinstance(one, FollowedRule)]
    named = {other.path: other.name() for other in pack.rules()}
    told = {pack.scope.path: SCOPE, **{one.path: one.name() for one in deciding(rule)}}
    return {**told, **{path: named[path] for path in followed if path in named}}


SCOPE = Label("适用范围", "scope")
