"""What an authority decided, as rows of a table; and what a row that cannot be read leaves open.

Decisions alone settle a judgement, and of several the latest stands. One that cannot be read may say anything, and may be the
latest. So those that it may be about do not count, and what they would settle is open: as the judge has it where a decision is
`unknown`, without a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from humi.dossier.determinations import KEYS
from humi.dossier.facts import UNKNOWN, Fact
from humi.population.slots import KEY, ROW
from humi.reading.keywords import TABLE
from humi.reading.problems import Problem
from humi.values.label import Label

if TYPE_CHECKING:
    from humi.population.columns import Layout
    from humi.population.encoding import Encoded

DETERMINATION = "determination"
_TYPES = {"result": "boolean", "on": "date"}
FACTS = {
    name: Fact(DETERMINATION, name, _TYPES.get(name, "name"), Label(TABLE.get(name, name), name), slot=0) for name in KEYS
}
"""The columns of the table. In a name, 不详 is a name like any other, as it is in a dossier."""
_SLOTS: dict[str, tuple[str, pl.DataType]] = {
    "path": ("determination.criterion#0", pl.String()),
    "about": ("determination.about#0", pl.String()),
    "mask": ("determination.result#0", pl.Int64()),
    "first": ("determination.on#0", pl.Int64()),
    "last": ("determination.on#1", pl.Int64()),
}
KNOWN = "known"
LOST = dict.fromkeys((KEY, "path", "about", KNOWN), pl.String)
MANY = 100_000
"""So many decisions of nobody who is named are told apart."""


def decisions(rows: pl.DataFrame) -> pl.DataFrame:
    """Encoded rows as `engines.screen.population` has decisions. Who decided, and on what grounds, settles nothing."""
    columns = [
        (pl.col(slot) if slot in rows.columns else pl.lit(None)).cast(kind).alias(name)
        for name, (slot, kind) in _SLOTS.items()
    ]
    return rows.select(KEY, *columns).with_columns(pl.col("mask").fill_null(UNKNOWN))


def lost_decisions(encoded: Encoded, layout: Layout) -> pl.DataFrame:
    """What rows that were set aside are about: whose, which path and record; `known` tells which of these could be read."""
    at = {group.fact.name: group.columns[0] + 1 for group in layout.groups}
    named = {KEY: layout.key + 1, "path": at["criterion"], "about": at.get("about", 0)}
    read = decisions(encoded.lost).select(KEY, "path", "about").rows()
    rows = []
    for row, cells in zip(encoded.lost[ROW], read, strict=True):
        bad = set(map(_column, encoded.wrong[row]))
        known = [
            name for (name, column), cell in zip(named.items(), cells, strict=True)
            if column not in bad and (cell is not None or name == "about")
        ]  # fmt: skip
        if "path" not in known:
            known = [name for name in known if name == KEY]  # on what is not told, it may be about any record
        rows.append((*cells, " ".join(known)))
    if len(encoded.wrong) > len(rows):  # one that could not even be cut into cells
        rows.append((None, None, None, ""))
    return pl.DataFrame(rows, schema=LOST, orient="row").unique()


def _column(problem: Problem) -> int:
    return problem.place.column if problem.place is not None else 0


def of_nobody(lost: pl.DataFrame) -> pl.DataFrame:
    """Those of which nobody knows whose they are, so that they may be anybody's."""
    nameless = lost.filter(~pl.col(KNOWN).str.starts_with(KEY))
    return nameless if nameless.height <= MANY else nameless.head(1).with_columns(pl.lit("").alias(KNOWN))


def standing(made: pl.DataFrame, lost: pl.DataFrame) -> pl.DataFrame:
    """The decisions that no lost one may be about."""
    for (known, *_), rows in lost.partition_by(KNOWN, as_dict=True).items():
        names = known.split()
        made = made.join(rows.select(names).unique(), on=names, how="anti", nulls_equal=True) if names else made.clear()
    return made
