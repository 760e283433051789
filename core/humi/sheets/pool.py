"""Who may get a place: the applicants of a batch who meet a designation or may meet it, and those whom it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from humi.decision import PRECEDENCE, Cause, Outcome
from humi.dossier.vocabulary import Vocabulary
from humi.policy.pack import Criterion, Designation, Ordering, Pack, Rule
from humi.population.population import Batch
from humi.road.hearing import first_version
from humi.sheets.batches import Part, candidates_in
from humi.sheets.columns import FAILED, Missing, causes_in, each_once, masks, names_in
from humi.sheets.files import identified
from humi.sheets.ranking import CHOSEN, SURE
from humi.values.dates import FIRST_DAY
from humi.values.frozen import Frozen
from humi.values.label import Lang
from humi.wording.causes import by_importance, listed, short

NONE = -(2**62)
"""Stands for a value that an applicant does not have yet: it comes last."""
OPEN, WHY = "#open", "#why"
CODES = {outcome: PRECEDENCE.index(outcome) for outcome in PRECEDENCE}


class Split(Frozen):
    """A batch in two: the pool, with `sure`, `chosen`, the ends of each key and in `#open` what is not known of an applicant
    itself; and those refused, with `#why`. Both begin with who it is."""

    pool: pl.DataFrame
    refused: pl.DataFrame


def ends(item: Criterion) -> tuple[str, str]:
    """The columns with the worst and the best that an item of the order may be; greater comes first."""
    return f"{item.path}<", f"{item.path}>"


class Pooling:
    """A designation over batches of one population, as known on the day `on`. `lang`: what is told in words for people; None:
    for programs. Raises Untranslatable."""

    def __init__(self, pack: Pack, rule: Designation, vocabulary: Vocabulary, on: date, lang: Lang | None) -> None:
        self.pack, self.rule = pack, rule
        self.vocabulary = vocabulary
        self.on = on
        self.lang = lang
        self.names = names_in(pack)

    def split(self, batch: Batch) -> Split:
        """The pool of a batch, and those refused."""
        part = candidates_in(batch.tables, self.vocabulary, self.pack, self.rule, self.on)
        who = identified(batch, None, self.lang)
        told = part.frame.select(
            refused=self._is_refused(),
            **{SURE: self._is_sure(), CHOSEN: self._is_chosen()},
            **{name: end for item in self.rule.priority for name, end in zip(ends(item), _ends(item), strict=True)},
        )
        known = self._known(part)
        pool, refused = (
            pl.concat([who, told, columns], how="horizontal").filter(pl.col("refused") == chosen).drop("refused")
            for columns, chosen in ((pl.DataFrame({OPEN: known}), False), (pl.DataFrame({WHY: self._why(part)}), True))
        )
        return Split(pool, refused.select(*who.columns, WHY))

    # --- who is in the pool ---

    def _is_refused(self) -> pl.Expr:
        whole = pl.col(self.rule.path).is_in([CODES[one] for one in (Outcome.NOT_MET, Outcome.OUT_OF_SCOPE)])
        return pl.any_horizontal(whole, *(_is(one, Outcome.NOT_MET) for one in self._after()))

    def _is_sure(self) -> pl.Expr:
        """Criteria met, and no step that may have failed; one that is still to come has not."""
        steps = (_is(step, Outcome.MET, Outcome.NOT_YET_DUE) for step in self.rule.steps)
        return pl.all_horizontal(_is(self.rule, Outcome.MET), *steps)

    def _is_chosen(self) -> pl.Expr:
        return _is(self.rule.selection, Outcome.MET) if self.rule.selection is not None else pl.lit(False)

    def _after(self) -> list[Rule]:
        """What comes after the criteria."""
        return [*self.rule.steps, *([self.rule.selection] if self.rule.selection is not None else [])]

    # --- why ---

    def _known(self, part: Part) -> pl.Series:
        """What is not known of each applicant itself, of its criteria, steps and order."""
        rules = [self.rule, *self.rule.steps, *self.rule.priority]
        columns = [mask for rule in rules for mask in masks(part.frame, rule.path)]

        def tell(row: Mapping[str, Any]) -> str:
            found = (causes_in(rule.path, part.sheet.legend(rule.path), _of(row, rule)) for rule in rules)
            return self._told(dict.fromkeys(cause for causes in found for cause in causes))

        return each_once(part.frame, columns, tell).cast(pl.Categorical)

    def _told(self, causes: Iterable[tuple[str, str]]) -> str:
        if self.lang is None:
            return "\n".join(f"{kind} {what}".strip() for kind, what in causes)
        lang = self.lang
        told = [short(cause, lang) for cause in by_importance([Cause(*key, name=self.names.get(key[1])) for key in causes])]
        return listed(list(dict.fromkeys(told)), lang, len(told))

    def _why(self, part: Part) -> pl.Series:
        """What refuses each applicant."""
        parts: Sequence[Rule] = [*self.rule.criteria, *self._after()]
        missing = Missing(part, self.rule, self.names, self.lang or "en")

        def tell(row: Mapping[str, Any]) -> str:
            failed = [one for one in parts if PRECEDENCE[row[one.path]] is Outcome.NOT_MET]
            if self.lang is None:
                whole = PRECEDENCE[row[self.rule.path]]
                outside = [f"{whole.value} {self.rule.path}"] if whole is Outcome.OUT_OF_SCOPE else []
                return "\n".join([*outside, *(f"not_met {one.path}" for one in failed)])
            if PRECEDENCE[row[self.rule.path]] is Outcome.OUT_OF_SCOPE:
                return missing.tell(row)
            names = [one.name().text(self.lang) for one in failed]
            return FAILED.text(self.lang).format(names=listed(names, self.lang, len(names))) if names else ""

        columns = list(dict.fromkeys([*missing.columns, *(one.path for one in parts)]))
        return each_once(part.frame, columns, tell)


def _is(rule: Rule, *outcomes: Outcome) -> pl.Expr:
    return pl.col(rule.path).is_in([CODES[outcome] for outcome in outcomes])


def _of(row: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name.startswith(f"{rule.path}?")}


def _ends(item: Criterion) -> tuple[pl.Expr, pl.Expr]:
    """The worst and the best of an item: of a condition not met or met, of a value its ends."""
    if not isinstance(item, Ordering):
        return _is(item, Outcome.MET).cast(pl.Int64), _is(item, Outcome.MET, Outcome.UNDETERMINED).cast(pl.Int64)
    least, most = pl.col(f"{item.path}>least"), pl.col(f"{item.path}>most")
    worst, best = (least, most) if item.highest_first else (-most, -least)
    begun_in_doubt = first_version(item.condition) > FIRST_DAY
    none, may_be_none = _is(item, Outcome.OUT_OF_SCOPE), _is(item, Outcome.OUT_OF_SCOPE, Outcome.UNDETERMINED)
    return (
        pl.when(may_be_none if begun_in_doubt else none).then(pl.lit(NONE)).otherwise(worst),
        pl.when(none).then(pl.lit(NONE)).otherwise(best),
    )
