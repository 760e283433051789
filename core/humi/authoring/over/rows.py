"""The rows that are answered otherwise, as a table: in words that a clerk can sort and filter by, or for programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import polars as pl

from humi.authoring.over.judged import ENDS, Judged, Side
from humi.decision import PRECEDENCE
from humi.dossier.facts import RELATIONS
from humi.population.population import Batch
from humi.population.slots import APPLICANTS, KEY, PLACE
from humi.sheets.batches import Part
from humi.sheets.columns import Missing, each_once, masks, names_in, outcome_names, texts
from humi.sheets.files import APPLICANT, SHOWN, identified
from humi.values.label import Label, Lang
from humi.wording.show import joined
from humi.wording.words import HEADINGS, OUTCOMES

WHO = (KEY, "name", "record")
"""Which row it is: applicant, name, and of a record its id or, without one, its number in the list, counted from 1."""
NAME = "unit.name"
IDS = tuple(f"{entity}.id" for relation, entity in RELATIONS.items() if relation != "units")
NOBODY = pl.lit(None, dtype=pl.String)
RECORD = Label("记录", "record")
BEFORE, AFTER = Label("旧版本", "before"), Label("新版本", "after")
BY = Label("因何改变", "by")
AMOUNTS = {"before": Label("旧金额（元）", "amount before (yuan)"), "after": Label("新金额（元）", "amount after (yuan)")}


def changed_rows(judged: Judged, batch: Batch) -> pl.DataFrame:
    """The changed rows of `judged.frame`, with `WHO` they are."""
    who = identified(batch, None if judged.sheet == APPLICANTS else judged.part, None)
    name = pl.col(NAME) if NAME in who.columns else NOBODY
    named = who.select(pl.col(KEY).cast(pl.String), name.alias("name"), _record(who.columns).alias("record"))
    return pl.concat([judged.frame, named], how="horizontal").filter("changed")


def _record(columns: list[str]) -> pl.Expr:
    if PLACE not in columns:
        return NOBODY
    # What could be claimed and is not has no number.
    number = pl.when(pl.col(PLACE) >= 0).then(pl.col(PLACE) + 1).cast(pl.String)
    return pl.coalesce(*(name for name in IDS if name in columns), number)


# --- for programs ---


def for_programs(judged: Judged, changed: pl.DataFrame) -> pl.DataFrame:
    """Rule, outcomes by name, the criteria that changed with it, the causes of the new outcome, amounts in yuan."""
    nothing = pl.lit(None, dtype=pl.Decimal(38, 2))
    amounts = [f"{end}_{title}" for title in ("before", "after") for end in ENDS]
    return changed.select(
        *WHO,
        pl.lit(f"{judged.part.pack.region}/{judged.path}").alias("rule"),
        outcome_names(changed["before"]),
        outcome_names(changed["after"]),
        _by(judged, changed, list).cast(pl.List(pl.String)).alias("by"),
        _causes(judged, changed).alias("causes"),
        *((pl.col(name) if judged.has_amounts else nothing).alias(f"amount_{name}") for name in amounts),
    )


def _causes(judged: Judged, changed: pl.DataFrame) -> pl.Series:
    after = judged.sides[1]
    legend = after.part.sheet.legend(after.rule.path) if after is not None else ()
    if after is None or not legend:
        return pl.Series([None], dtype=pl.List(pl.String)).new_from_index(0, changed.height)
    frame = _rows_of(after, judged).frame
    told = each_once(frame, masks(frame, after.rule.path), partial(texts, after.rule.path, legend))
    return told.cast(pl.List(pl.String))


# --- for people ---


def in_words(judged: Judged, changed: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """The same in words; what is missing or failed after the change stands beside its outcome."""
    words = {code: OUTCOMES[outcome].text(lang) for code, outcome in enumerate(PRECEDENCE)}
    outcomes = ("before", BEFORE), ("after", AFTER)
    nothing = pl.lit(None, dtype=pl.Decimal(38, 2))
    return changed.select(
        pl.col(KEY).alias(APPLICANT.text(lang)),
        pl.col("name").alias(SHOWN["unit.name#0"].text(lang)),
        pl.col("record").alias(RECORD.text(lang)),
        pl.lit(judged.rule.name().text(lang)).alias(HEADINGS["what"].text(lang)),
        *(pl.col(name).replace_strict(words, return_dtype=pl.String).alias(label.text(lang)) for name, label in outcomes),
        _by(judged, changed, lambda paths: _called(judged, paths, lang)).cast(pl.String).replace("", None).alias(BY.text(lang)),
        _missing(judged, lang).replace("", None).alias(HEADINGS["missing"].text(lang)),
        *(
            (pl.col(f"{ENDS[0]}_{title}") if judged.has_amounts else nothing).alias(label.text(lang))
            for title, label in AMOUNTS.items()
        ),
    )


def _called(judged: Judged, paths: list[str], lang: Lang) -> str:
    return joined(list(dict.fromkeys(judged.deciding[path].text(lang) for path in paths)), lang)


def _missing(judged: Judged, lang: Lang) -> pl.Series:
    after = judged.sides[1]
    if after is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, int(judged.frame["changed"].sum()))
    part = _rows_of(after, judged)
    wording = Missing(part, after.rule, names_in(part.pack), lang)
    return each_once(part.frame, wording.columns, wording.tell).cast(pl.String)


# --- both ---


def _by(judged: Judged, changed: pl.DataFrame, tell: Callable[[list[str]], Any]) -> pl.Series:
    """What is told of the criteria whose outcome changed with that of the rule."""
    columns = [f"{path}{sign}" for path in judged.deciding for sign in "<>"]

    def told(row: dict[str, Any]) -> Any:
        other = row["before"] != row["after"]
        return tell([path for path in judged.deciding if other and row[f"{path}<"] != row[f"{path}>"]])

    return each_once(changed, ["before", "after", *columns], told)


def _rows_of(side: Side, judged: Judged) -> Part:
    """One version's part with the changed rows alone."""
    part = side.part
    return Part(part.pack, part.name, part.sheet, part.frame.filter(judged.frame["changed"]))
