"""Correctness before speed: code by hand gives every column that Humi gives, everybody else every outcome."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl

from benchmarks.dossiers import ASKED
from benchmarks.peers.humi_judge import HumiJudge
from benchmarks.screening.by_hand import CRITERIA, MET, NOT_MET, PATH, UNDETERMINED
from benchmarks.screening.contestants import HAND_DUCKDB, HAND_POLARS, HUMI, HUMI_DUCKDB, SCREENS
from benchmarks.screening.drawn import encoded_dossiers, write_population
from benchmarks.screening.loops import documents
from humi.population.slots import APPLICANTS, KEY

SAME_COLUMNS = (HUMI, HAND_POLARS, HUMI_DUCKDB, HAND_DUCKDB)
CODES = {0: NOT_MET, 1: MET, 2: UNDETERMINED}


def check(folder: Path, humi: HumiJudge) -> int:
    """Raises AssertionError naming who differs and in which column. Returns how many applicants were compared."""
    tables = encoded_dossiers(humi)
    write_population(tables, folder / "in", tables[APPLICANTS].height)
    found = {name: _screened(folder, name) for name in SCREENS}
    expected = found[HUMI]
    for name, rows in found.items():
        assert name not in SAME_COLUMNS or rows.columns == expected.columns, f"{name} has other columns"
        for column in rows.columns:
            assert rows[column].equals(expected[column]), f"{name} differs in {column}"
    shutil.rmtree(folder / "in")
    _check_judge(folder, humi)
    return expected.height


def _screened(folder: Path, name: str) -> pl.DataFrame:
    SCREENS[name](folder / "in", folder / "out")()
    rows = pl.read_parquet(sorted((folder / "out").rglob("*.parquet"))).sort(KEY)
    shutil.rmtree(folder / "out")
    return rows


def _check_judge(folder: Path, humi: HumiJudge, count: int = 1_000) -> None:
    """The judge says the same of dossiers one by one."""
    for name, frame in encoded_dossiers(humi, count).items():
        (folder / "in" / name).mkdir(parents=True)
        frame.write_parquet(folder / "in" / name / "0.parquet")
    rows = _screened(folder, HUMI)
    shutil.rmtree(folder / "in")
    columns = [rows[f"{PATH}/criteria/{name}"].to_list() for name in CRITERIA]
    for number, document in enumerate(documents(count)):
        found = humi.findings(*humi.arguments(humi.world(humi.dossier(document), ASKED)))
        outcomes = [CODES[one if isinstance(one, int) else 2] for one in found]
        assert outcomes == [column[number] for column in columns], f"the judge differs on dossier {number}"
