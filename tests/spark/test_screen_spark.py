"""On a Spark cluster the screen says of every row what the judge says, through Ibis and as printed SQL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from tests.engines.generated_pairs import DOSSIERS_EACH, agrees_with_judge
from tests.engines.regions import REGIONS, by_day
from tests.engines.screened import Hold, differences, judged, ran, screened, whole_tables
from tests.engines.test_screen_sql import ASKED, looked_up
from tests.house.packs import pack_in


def test_there_are_two_executors_beside_the_driver(session: Any) -> None:
    workers = session.sparkContext.parallelize(range(4), 4).map(lambda _: os.getppid()).distinct().collect()
    assert os.getpid() not in workers
    assert session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3


def test_screen_in_spark_agrees_with_judge(connection: Any, viewed: Hold, request: pytest.FixtureRequest) -> None:
    """Few and small packs: Spark plans and compiles each anew, on the driver and on both executors."""
    agrees_with_judge(-(-request.config.getoption("--pairs") // (200 * DOSSIERS_EACH)), connection, viewed, largest=2)


@pytest.mark.parametrize("folder", REGIONS, ids=lambda one: one.name)
def test_the_cases_of_a_region_are_answered_alike(folder: Path, connection: Any, viewed: Hold) -> None:
    pack = pack_in(folder)
    asked, dossiers = max(by_day(folder).items(), key=lambda one: len(one[1]))
    assert not differences(screened(pack, dossiers, asked, connection, viewed), judged(pack, dossiers, asked))


def printed_sql_agrees(pack: Pack, dossiers: list[Dossier], asked: int, session: Any, viewed: Hold) -> bool:
    viewed(whole_tables(dossiers, pack.vocabulary))
    said = ran(pack, asked, "spark", lambda sql: [tuple(row) for row in session.sql(sql).collect()])
    return not differences(said, judged(pack, dossiers, asked))


def test_printed_sql_of_a_region_says_what_the_judge_says(session: Any, viewed: Hold) -> None:
    folder = next(one for one in REGIONS if one.name == "jiangjin")
    asked, dossiers = max(by_day(folder).items(), key=lambda one: len(one[1]))
    assert printed_sql_agrees(pack_in(folder), dossiers, asked, session, viewed)


def test_days_are_looked_up_in_views_that_the_sql_makes(session: Any, viewed: Hold) -> None:
    assert printed_sql_agrees(*looked_up(), ASKED, session, viewed)
