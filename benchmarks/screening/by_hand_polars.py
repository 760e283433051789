"""The screen by hand on Polars: lazy frames, related rows grouped once, one streaming sink."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add
from pathlib import Path

import polars as pl

from benchmarks.dossiers import JUDGED
from benchmarks.screening import by_hand
from benchmarks.screening.by_hand import ALL_CAUSES, BITS, CAUSES, CRITERIA, LAST, MET, NOT_MET, PATH, UNDETERMINED
from humi.screening.screen import INVALID

EPOCH = 719_163


def screen(folder: Path, out: Path) -> None:
    """`folder/TABLE/*.parquet` to one file."""
    scans = {path.name: pl.scan_parquet(path / "*.parquet") for path in folder.iterdir()}
    findings(scans).sink_parquet(out)


def alone(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """A row for each applicant with its own columns, and what is decided of it."""
    rows = tables["applicants"].select("key", **_named(by_hand.APPLICANT))
    return rows.join(_decided(tables["determinations"]), on="key", how="left").with_columns(
        pl.col("chosen", "standard").fill_null(3),
        **_asked(by_hand.settled("applied", "inspected")),
        **{f"seasoned_{end}": _later(f"founded_{end}", 18) for end in ("low", "high")},
    )


def joined(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """A row for each applicant, with all that is asked about."""
    rows = alone(tables)
    for grouped in (_titles(tables["titles"]), _cases(tables["cases"])):
        rows = rows.join(grouped, on="key", how="left")
    counts, flags = {**by_hand.TITLE_COUNTS, **by_hand.CASE_COUNTS}, {**by_hand.TITLE_ANY, **by_hand.CASE_ANY}
    return rows.with_columns(pl.col(*counts).fill_null(0), pl.col(*flags, "titles_beyond", "cases_beyond").fill_null(False))


def findings(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """A row for each applicant, with the columns that Humi gives."""
    rows = joined(tables)
    rows = rows.with_columns(
        **{f"{name}+": pl.sql_expr(asked.surely) for name, asked in CRITERIA.items()},
        **{f"{name}-": ~pl.sql_expr(asked.possibly) for name, asked in CRITERIA.items()},
    )
    rows = rows.with_columns(**{f"{name}~": ~(pl.col(f"{name}+") | pl.col(f"{name}-")) for name in CRITERIA})
    rows = rows.with_columns(
        **{
            f"{name}?{cause}": pl.col(f"{name}~") & pl.sql_expr(when)
            for name, asked in CRITERIA.items()
            for cause, when in asked.causes.items()
        },
        failed=pl.any_horizontal(f"{name}-" for name in CRITERIA),
        open=pl.any_horizontal(f"{name}~" for name in CRITERIA),
    )
    return rows.select("key", **_columns())


def _columns() -> dict[str, pl.Expr]:
    made = {"scope": pl.lit(MET, pl.Int8), PATH: _outcome(~(pl.col("failed") | pl.col("open")), pl.col("failed"))}
    undetermined = pl.col("open") & ~pl.col("failed")
    for start in range(0, len(ALL_CAUSES), BITS):
        told = {
            cause: [f"{name}?{cause}" for name in CRITERIA if cause in CAUSES[name]]
            for cause in ALL_CAUSES[start : start + BITS]
        }
        mask = _mask([pl.any_horizontal(columns) for columns in told.values()])
        made[f"{PATH}?{start // BITS or ''}"] = pl.when(undetermined).then(mask).otherwise(0)
    for name in CRITERIA:
        made[f"{PATH}/criteria/{name}"] = _outcome(pl.col(f"{name}+"), pl.col(f"{name}-"))
        made[f"{PATH}/criteria/{name}?"] = _mask([pl.col(f"{name}?{cause}") for cause in CAUSES[name]])
    made[INVALID] = pl.sql_expr(by_hand.beyond(by_hand.APPLICANT)) | pl.col("titles_beyond") | pl.col("cases_beyond")
    return made


def _outcome(surely: pl.Expr, failed: pl.Expr) -> pl.Expr:
    met, not_met, undetermined = (pl.lit(code, pl.Int8) for code in (MET, NOT_MET, UNDETERMINED))
    return pl.when(surely).then(met).when(failed).then(not_met).otherwise(undetermined)


def _mask(bits: list[pl.Expr]) -> pl.Expr:
    return reduce(add, [pl.when(bit).then(pl.lit(1 << at, pl.Int64)).otherwise(0) for at, bit in enumerate(bits)])


def _named(columns: by_hand.Columns) -> dict[str, pl.Expr]:
    return {name: pl.col(slot) for name, (slot, _, _) in columns.items()}


def _asked(conditions: Mapping[str, str]) -> dict[str, pl.Expr]:
    return {name: pl.sql_expr(when) for name, when in conditions.items()}


def seen_titles(scan: pl.LazyFrame) -> pl.LazyFrame:
    """The titles that the region sees."""
    rows = scan.select("key", region="title.region#0", kind="title.kind#0", **_named(by_hand.TITLE))
    return rows.filter(pl.sql_expr(by_hand.TITLE_SEEN))


def seen_cases(scan: pl.LazyFrame) -> pl.LazyFrame:
    """The cases that the region sees, as of the day asked."""
    rows = scan.select("key", region="case.region#0", **_named(by_hand.CASE)).filter(pl.sql_expr(by_hand.CASE_SEEN))
    return rows.with_columns(**_asked(by_hand.settled("received", "disposed", "penalised")))


def _titles(scan: pl.LazyFrame) -> pl.LazyFrame:
    return _said(seen_titles(scan), by_hand.TITLE_COUNTS, by_hand.TITLE_ANY, "titles_beyond", by_hand.TITLE)


def _cases(scan: pl.LazyFrame) -> pl.LazyFrame:
    return _said(seen_cases(scan), by_hand.CASE_COUNTS, by_hand.CASE_ANY, "cases_beyond", by_hand.CASE)


def _said(
    rows: pl.LazyFrame, counts: Mapping[str, str], flags: Mapping[str, str], beyond: str, columns: by_hand.Columns
) -> pl.LazyFrame:
    return rows.group_by("key").agg(
        **{name: when.sum().cast(pl.Int64) for name, when in _asked(counts).items()},
        **{name: when.any() for name, when in _asked({**flags, beyond: by_hand.beyond(columns)}).items()},
    )


def _decided(scan: pl.LazyFrame) -> pl.LazyFrame:
    rows = scan.filter(pl.col("about").is_null(), pl.col("first") <= by_hand.NOW)
    return rows.group_by("key").agg(
        **{name: pl.when(pl.col("path") == path).then("mask").max() for name, path in JUDGED.items()}
    )


def _later(column: str, months: int) -> pl.Expr:
    """Some months later, as ordinals."""
    moved = (pl.col(column) - EPOCH).cast(pl.Int32).cast(pl.Date).dt.offset_by(f"{months}mo")
    return pl.min_horizontal(moved.cast(pl.Int32).cast(pl.Int64) + EPOCH, LAST)
