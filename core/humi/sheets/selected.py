"""Where each applicant stands for a place, and why: in words to sort and filter by, or under names for programs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl

from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Ordering
from humi.policy.places import Places
from humi.sheets.columns import each_once
from humi.sheets.pool import NONE, OPEN, WHY, ends
from humi.sheets.ranking import (
    CHOSEN,
    GROUP,
    IN,
    LEAST,
    MOST,
    NUMBER_DECIDES,
    OTHERS,
    OUT,
    STANDING,
    STANDINGS,
    TIE_DECIDES,
    TIED,
)
from humi.sheets.ranking import OPEN as UNDECIDED
from humi.values.label import Lang
from humi.wording.selecting import (
    BEST_RANK,
    NOT_KNOWN,
    PREFERRED,
    REFUSED,
    RESULT,
    STANDS,
    TIE,
    WHY_HEADING,
    WHYS,
    WORST_RANK,
    number_of_places,
)
from humi.wording.show import show_number

CAUSES = "causes"
TELLING = (STANDING, LEAST, MOST, GROUP, TIED, TIE_DECIDES, OTHERS, NUMBER_DECIDES, CHOSEN, OPEN)
UNLIMITED = 2**60


class Telling:
    """How a selection is told. `lang`: in words for people; None: for programs."""

    def __init__(self, rule: Designation, places: Places, lang: Lang | None) -> None:
        self.rule, self.places, self.lang = rule, places, lang

    def pool(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of the pool with their standing, after which its columns are."""
        who = rows.select(pl.exclude(*TELLING, "^#.*$", "sure", *(name for item in self.rule.priority for name in ends(item))))
        return self._in_words(who, rows, self.lang) if self.lang is not None else self._named(who, rows)

    def refused(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Those refused, in the columns of the pool."""
        who = rows.drop(WHY)
        if self.lang is None:
            return who.with_columns(
                pl.lit(REFUSED).cast(pl.Enum([*STANDINGS, REFUSED])).alias(STANDING), _split(rows[WHY]).alias(CAUSES)
            )
        words = {RESULT: STANDS[REFUSED].text(self.lang), WHY_HEADING: rows[WHY]}
        return _before(who, {RESULT.text(self.lang): words[RESULT]}).with_columns(
            pl.Series(WHY_HEADING.text(self.lang), words[WHY_HEADING], dtype=pl.String)
        )

    # --- for programs ---

    def _named(self, who: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
        causes = each_once(rows, [STANDING, TIE_DECIDES, OTHERS, NUMBER_DECIDES, OPEN], self._causes)
        standing = rows[STANDING].cast(pl.String).cast(pl.Enum([*STANDINGS, REFUSED]))
        told = [standing, rows[LEAST], rows[MOST], rows[GROUP], rows[TIED], _split(causes).alias(CAUSES)]
        return pl.concat([who, pl.DataFrame(told), *(_key(item, rows) for item in self.rule.priority)], how="horizontal")

    def _causes(self, row: Mapping[str, Any]) -> str:
        if row[STANDING] != UNDECIDED:
            return ""
        told = [f"judgement {self.rule.selection.path}"] if self.rule.selection is not None else []
        told += ["tie"] if row[TIE_DECIDES] else []
        told += [row[OPEN]] if row[OPEN] else []
        told += [f"others {row[OTHERS]}"] if row[OTHERS] and self.rule.selection is None else []
        return "\n".join([*told, *(["places"] if row[NUMBER_DECIDES] else [])])

    # --- for people ---

    def _in_words(self, who: pl.DataFrame, rows: pl.DataFrame, lang: Lang) -> pl.DataFrame:
        standing = rows[STANDING].cast(pl.String).replace_strict({one: STANDS[one].text(lang) for one in STANDINGS})
        first = {RESULT.text(lang): standing, BEST_RANK.text(lang): rows[LEAST], WORST_RANK.text(lang): rows[MOST]}
        why = each_once(rows, TELLING, partial(self._why, lang))
        last = {WHY_HEADING.text(lang): why, TIE.text(lang): rows[GROUP]}
        for item in self.rule.priority:
            heading = item.name().text(lang)
            heading = heading if heading not in {**first, **last} else f"{heading} ({item.id})"
            last[heading] = each_once(rows, ends(item), partial(_key_in_words, item, lang))
        return _before(who, first).with_columns(series.alias(name) for name, series in last.items())

    def _why(self, lang: Lang, row: Mapping[str, Any]) -> str:
        """What its standing rests on."""
        number = number_of_places(self.places, lang)
        discretion = self.rule.selection is not None
        if row[STANDING] in (IN, OUT):
            word = ("chosen" if row[STANDING] == IN else "given") if discretion else row[STANDING]
            return WHYS[word].text(lang).format(most=row[MOST], ahead=row[LEAST] - 1, number=number)
        told = [WHYS["discretion"]] if discretion else []
        told += [WHYS["tie"]] if row[TIE_DECIDES] else []
        told += [WHYS["open"]] if row[OPEN] else []
        told += [WHYS["others"]] if row[OTHERS] and not discretion else []
        told += [WHYS["places"]] if row[NUMBER_DECIDES] else []
        facts = {"equals": row[TIED] - 1, "group": row[GROUP], "open": row[OPEN], "others": row[OTHERS], "number": number}
        return ("；" if lang == "zh" else "; ").join(one.text(lang).format(**facts) for one in told)


def _before(who: pl.DataFrame, first: Mapping[str, Any]) -> pl.DataFrame:
    """Some columns, before those that tell who it is."""
    added = who.with_columns(*(pl.lit(one).alias(name) for name, one in first.items()))
    return added.select(*first, *who.columns)


def _split(told: pl.Series) -> pl.Series:
    """Lists of what stands line by line."""
    return told.cast(pl.String).str.split("\n").list.filter(pl.element() != "")


def _natural(item: Criterion, row: Mapping[str, Any]) -> tuple[int, int]:
    """The least and the greatest of an item, of the worst and the best that it may be."""
    worst, best = (row[name] for name in ends(item))
    return (worst, best) if not isinstance(item, Ordering) or item.highest_first else (-best, -worst)


def _key_in_words(item: Criterion, lang: Lang, row: Mapping[str, Any]) -> str:
    worst, best = (row[name] for name in ends(item))
    if not isinstance(item, Ordering):
        return PREFERRED[worst, best].text(lang)
    if best == NONE:
        return ""
    least, most = _natural(item, row)
    if worst == NONE:
        return NOT_KNOWN.text(lang)
    return show_number(least, most, n.kind_of(item.value), n.places_of(item.value), lang)


def _key(item: Criterion, rows: pl.DataFrame) -> pl.DataFrame:
    """An item of the order for programs: of a condition whether it is met (null: not known), of a value its ends (null: no
    limit, or none yet)."""
    worst, best = ends(item)
    if not isinstance(item, Ordering):
        known = pl.when(pl.col(worst) == pl.col(best)).then(pl.col(best) == 1)
        return rows.select(known.alias(item.path))
    least, most = (pl.col(worst), pl.col(best)) if item.highest_first else (-pl.col(best), -pl.col(worst))
    kind, places = n.kind_of(item.value), n.places_of(item.value)

    def end(column: pl.Expr) -> pl.Expr:
        limited: pl.Expr = pl.when(column.abs() < UNLIMITED).then(column)
        if kind == n.DATE:
            return (limited - EPOCH).cast(pl.Int32).cast(pl.Date)
        scale: int = 10**places
        return (limited.cast(pl.Decimal(38, places)) / scale).cast(pl.Decimal(38, places))

    return rows.select(end(least).alias(f"{item.path}/least"), end(most).alias(f"{item.path}/most"))


EPOCH = 719_163
"""The ordinal of 1970-01-01, from which columns count days."""
