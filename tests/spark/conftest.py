"""A Spark cluster with two executors, each a process of its own, as `make spark` asks for. It is as Spark comes: what is set
here says where it runs, and how many parts so little data makes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.engines.screened import Hold

HERE = "127.0.0.1"
SETTINGS = {
    "spark.driver.host": HERE,
    "spark.driver.bindAddress": HERE,
    "spark.executorEnv.SPARK_LOCAL_IP": HERE,
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="make spark installs humi[spark]")
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = HERE
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("humi")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    yield started
    started.stop()


@pytest.fixture
def connection(session: Any) -> Any:
    import ibis

    return ibis.pyspark.connect(session)


@pytest.fixture
def viewed(session: Any, connection: Any) -> Hold:
    """Holds tables as views of data that is spread over the executors."""

    def hold(tables: Mapping[str, Any]) -> dict[str, Any]:
        for name, table in tables.items():
            session.createDataFrame(table).repartition(2).createOrReplaceTempView(name)
        return {name: connection.table(name) for name in tables}

    return hold
