"""Who screens a folder of encoded tables to Parquet: Humi on two engines, code by hand on the same, OpenFisca.

Each is a job for `measured`: imports and the reading of the pack come before the clock, planning and everything else after.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.dossiers import ASKED, REGION
from benchmarks.screening.measured import Job

HUMI, HUMI_OUTCOMES, HUMI_DUCKDB = "Humi on Polars", "Humi on Polars, outcomes only", "Humi on DuckDB"
HAND_POLARS, HAND_DUCKDB = "hand-written Polars", "hand-written DuckDB SQL"
OPENFISCA = "OpenFisca, outcomes only"
FILES = "*.parquet"
Run = Callable[[], object]


def humi_polars(folder: Path, out: Path, causes: bool = True) -> Run:
    from benchmarks.peers.humi_judge import HumiJudge
    from humi.screening.ranges import screen_ranges

    pack = HumiJudge().pack
    return lambda: [*screen_ranges([pack], folder, ASKED.toordinal(), out, causes=causes)]


def humi_outcomes(folder: Path, out: Path) -> Run:
    return humi_polars(folder, out, causes=False)


def humi_duckdb(folder: Path, out: Path) -> Run:
    import ibis

    from benchmarks.peers.humi_judge import HumiJudge
    from humi.engines.screen.population import Population
    from humi.screening.screen import Screen

    pack = HumiJudge().pack

    def run() -> None:
        connection = ibis.duckdb.connect()
        connection.raw_sql("SET enable_progress_bar = false")
        tables = {one.name: connection.read_parquet(str(one / FILES), table_name=one.name) for one in folder.iterdir()}
        screen = Screen(pack, Population(tables, pack.vocabulary), ASKED.toordinal())
        for name, table in screen.tables().items():
            (out / REGION / name).mkdir(parents=True)
            connection.to_parquet(table, str(out / REGION / name / "0.parquet"))

    return run


def hand_polars(folder: Path, out: Path) -> Run:
    from benchmarks.screening import by_hand_polars

    return lambda: by_hand_polars.screen(folder, _only_file(out))


def hand_duckdb(folder: Path, out: Path) -> Run:
    from benchmarks.screening import by_hand_duckdb

    return lambda: by_hand_duckdb.screen(folder, _only_file(out))


def openfisca(folder: Path, out: Path) -> Run:
    from benchmarks.screening.openfisca import Vectorised

    contestant = Vectorised()
    return lambda: contestant.screen(folder, _only_file(out))


def _only_file(out: Path) -> Path:
    out.mkdir(parents=True)
    return out / "0.parquet"


SCREENS: dict[str, Job] = {
    HUMI: humi_polars,
    HAND_POLARS: hand_polars,
    HUMI_DUCKDB: humi_duckdb,
    HAND_DUCKDB: hand_duckdb,
    HUMI_OUTCOMES: humi_outcomes,
    OPENFISCA: openfisca,
}
