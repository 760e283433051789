"""The screen by hand on DuckDB: one SQL statement, related rows grouped once, written by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from benchmarks.dossiers import JUDGED
from benchmarks.screening import by_hand
from benchmarks.screening.by_hand import ALL_CAUSES, BITS, CAUSES, CRITERIA, LAST, MET, NOT_MET, PATH, UNDETERMINED
from humi.screening.screen import INVALID

COUNTS = {**by_hand.TITLE_COUNTS, **by_hand.CASE_COUNTS}
FLAGS = (*by_hand.TITLE_ANY, *by_hand.CASE_ANY, "titles_beyond", "cases_beyond")


def screen(folder: Path, out: Path) -> None:
    """`folder/TABLE/*.parquet` to one file."""
    duckdb.execute("SET enable_progress_bar = false")
    duckdb.execute(f"COPY ({query(folder)}) TO '{out}' (FORMAT parquet)")


def query(folder: Path) -> str:
    """A row for each applicant, with the columns that Humi gives."""
    filled = [f"COALESCE({name}, 0) AS {name}" for name in COUNTS] + [f"COALESCE({name}, FALSE) AS {name}" for name in FLAGS]
    filled += [f"COALESCE({name}, 3) AS {name}" for name in JUDGED]
    asked = {
        **{f"{name}+": one.surely for name, one in CRITERIA.items()},
        **{f"{name}-": f"NOT ({one.possibly})" for name, one in CRITERIA.items()},
    }
    causes = {
        f"{name}?{cause}": f'"{name}~" AND ({when})' for name, one in CRITERIA.items() for cause, when in one.causes.items()
    }
    return f"""
WITH titles AS ({_titles(folder)}), cases AS ({_cases(folder)}), decided AS ({_decided(folder)}),
applicants AS (SELECT key, {_named(by_hand.APPLICANT)} FROM {_files(folder, "applicants")}),
joined AS (
  SELECT applicants.* , {", ".join(filled)}, {_as(by_hand.settled("applied", "inspected"))},
    {_later("founded_low")} AS seasoned_low, {_later("founded_high")} AS seasoned_high
  FROM applicants LEFT JOIN titles USING (key) LEFT JOIN cases USING (key) LEFT JOIN decided USING (key)
),
asked AS (SELECT *, {_as(asked)} FROM joined),
unsure AS (SELECT *, {_as({f"{name}~": f'NOT ("{name}+" OR "{name}-")' for name in CRITERIA})} FROM asked),
told AS (
  SELECT *, {_as(causes)}, {_any(f"{name}-" for name in CRITERIA)} AS failed, {_any(f"{name}~" for name in CRITERIA)} AS unsure
  FROM unsure
)
SELECT key, {_as(_columns())} FROM told"""


def _columns() -> dict[str, str]:
    made = {"scope": f"{MET}::TINYINT", PATH: _outcome("NOT (failed OR unsure)", "failed")}
    for start in range(0, len(ALL_CAUSES), BITS):
        part = ALL_CAUSES[start : start + BITS]
        mask = _mask([_any(f"{name}?{cause}" for name in CRITERIA if cause in CAUSES[name]) for cause in part])
        made[f"{PATH}?{start // BITS or ''}"] = f"CASE WHEN unsure AND NOT failed THEN {mask} ELSE 0 END"
    for name in CRITERIA:
        made[f"{PATH}/criteria/{name}"] = _outcome(f'"{name}+"', f'"{name}-"')
        made[f"{PATH}/criteria/{name}?"] = _mask([f'"{name}?{cause}"' for cause in CAUSES[name]])
    return {**made, INVALID: f"{by_hand.beyond(by_hand.APPLICANT)} OR titles_beyond OR cases_beyond"}


def _outcome(surely: str, failed: str) -> str:
    return f"(CASE WHEN {surely} THEN {MET} WHEN {failed} THEN {NOT_MET} ELSE {UNDETERMINED} END)::TINYINT"


def _mask(bits: Iterable[str]) -> str:
    return " + ".join(f"({bit})::BIGINT * {1 << at}" for at, bit in enumerate(bits))


def _any(columns: Iterable[str]) -> str:
    return " OR ".join(f'"{name}"' for name in columns)


def _as(columns: Mapping[str, str]) -> str:
    return ", ".join(f'{value} AS "{name}"' for name, value in columns.items())


def _named(columns: by_hand.Columns) -> str:
    return ", ".join(f'"{slot}" AS {name}' for name, (slot, _, _) in columns.items())


def _files(folder: Path, table: str) -> str:
    return f"read_parquet('{folder / table}/*.parquet')"


def _titles(folder: Path) -> str:
    named = f'key, "title.region#0" AS region, "title.kind#0" AS kind, {_named(by_hand.TITLE)}'
    rows = f"SELECT {named} FROM {_files(folder, 'titles')}"
    return _said(rows, by_hand.TITLE_SEEN, by_hand.TITLE_COUNTS, by_hand.TITLE_ANY, "titles_beyond", by_hand.TITLE)


def _cases(folder: Path) -> str:
    rows = f'SELECT key, "case.region#0" AS region, {_named(by_hand.CASE)} FROM {_files(folder, "cases")}'
    rows = f"SELECT *, {_as(by_hand.settled('received', 'disposed', 'penalised'))} FROM ({rows})"
    return _said(rows, by_hand.CASE_SEEN, by_hand.CASE_COUNTS, by_hand.CASE_ANY, "cases_beyond", by_hand.CASE)


def _said(
    rows: str, seen: str, counts: Mapping[str, str], flags: Mapping[str, str], beyond: str, columns: by_hand.Columns
) -> str:
    said = [f"COUNT(*) FILTER (WHERE {when}) AS {name}" for name, when in counts.items()]
    said += [f"BOOL_OR({when}) AS {name}" for name, when in {**flags, beyond: by_hand.beyond(columns)}.items()]
    return f"SELECT key, {', '.join(said)} FROM ({rows}) WHERE {seen} GROUP BY key"


def _decided(folder: Path) -> str:
    masks = ", ".join(f"MAX(mask) FILTER (WHERE path = '{path}') AS {name}" for name, path in JUDGED.items())
    latest = f"about IS NULL AND first <= {by_hand.NOW}"
    return f"SELECT key, {masks} FROM {_files(folder, 'determinations')} WHERE {latest} GROUP BY key"


def _later(column: str) -> str:
    """Eighteen months later, as ordinals."""
    moved = f"(DATE '0001-01-01' + ({column} - 1)::INTEGER + INTERVAL 18 MONTH)::DATE"
    return f"LEAST(({moved} - DATE '0001-01-01') + 1, {LAST})"
