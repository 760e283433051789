"""Exactly the dirty rows of a district are set aside, whatever it is written in; the others mean the same in every format."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from benchmarks.registries import FORMATS, Manifest, write_district
from humi import Humi
from humi.population.population import PopulationReader

VOCABULARY = Humi().loaded.vocabulary
ROWS, PART = 700, 300
SHOWN = {"units": "applicants"}


def district(folder: Path, kind: str, dirty: float) -> tuple[Path, Manifest]:
    out = folder / (f"{kind}.xlsx" if kind == "xlsx" else kind)
    return out, write_district(out, ROWS, seed=7, dirty=dirty, kind=kind, part_rows=PART)


def read(source: Path, aside: Path, batch_rows: int = 200) -> dict[str, pl.DataFrame]:
    """All batches of a population, one after another."""
    found: dict[str, list[pl.DataFrame]] = {}
    with PopulationReader(str(source), VOCABULARY, batch_rows=batch_rows) as reader:
        for batch in reader.batches():
            for name, table in batch.tables.items():
                found.setdefault(name, []).append(table)
        reader.save_aside(aside)
    return {name: pl.concat(tables, how="diagonal_relaxed") for name, tables in found.items()}


def rows_aside(folder: Path, table: str) -> Iterator[tuple[str, int]]:
    """File and number of the rows set aside of a table."""
    path = folder / f"{SHOWN.get(table, table)}.csv"
    if path.exists():
        for row in csv.DictReader(path.read_text("utf-8-sig").splitlines()):
            assert row["#code"]
            assert row["#reason"]
            assert row["#原因"]
            yield row["#file"], int(row["#row"])


@pytest.mark.parametrize("kind", FORMATS)
def test_exactly_the_dirty_rows_are_set_aside(tmp_path: Path, kind: str) -> None:
    source, manifest = district(tmp_path, kind, dirty=0.05)
    tables = read(source, tmp_path / "aside")
    for name, dirty in manifest.aside.items():
        first = 1 if kind in ("jsonl", "parquet") else 2
        found = sorted(rows_aside(tmp_path / "aside", name))
        if kind == "parquet":
            heights = [pl.read_parquet(path).height for path in sorted((source / name).glob("*.parquet"))]
            starts = [sum(heights[:part]) for part in range(len(heights))]
            numbers = [row - 1 + starts[int(file[-13:-8])] for file, row in found]
        else:
            numbers = [row - first for _, row in found]
        assert sorted(numbers) == sorted(dirty), name
        assert tables[SHOWN.get(name, name)].height == manifest.rows[name] - len(dirty)
        assert len(dirty) > 10


def test_the_same_district_means_the_same_in_every_format(tmp_path: Path) -> None:
    read_tables = {kind: read(district(tmp_path, kind, dirty=0)[0], tmp_path / f"aside-{kind}") for kind in FORMATS}
    for name in ("applicants", "titles", "claims", "cases"):
        expected = said(read_tables["parquet"][name])
        assert expected.height > 200
        for kind in FORMATS:
            assert said(read_tables[kind][name]).equals(expected), (kind, name)


def said(table: pl.DataFrame) -> pl.DataFrame:
    """What is said, in an order of its own; a null is the whole range. Names are left out: some are given commas."""
    columns = sorted(name for name in table.columns if not name.startswith(("#", "unit.name")))
    filled = []
    for name in columns:
        fact = VOCABULARY.by_path(name.partition("#")[0])
        unknown = fact.unknown()[int(name.partition("#")[2])] if fact else None
        filled.append(pl.col(name).fill_null(unknown) if unknown is not None else pl.col(name))
    identity = next((name for name in columns if name.endswith(".id#0")), "key")
    return table.select(filled).sort("key", identity)


@pytest.mark.parametrize("batch_rows", [1, 50, 699, 700, 10_000])
def test_every_applicant_is_in_one_batch_with_all_its_records(tmp_path: Path, batch_rows: int) -> None:
    source, manifest = district(tmp_path, "csv", dirty=0)
    keys: list[str] = []
    with PopulationReader(str(source), VOCABULARY, batch_rows=batch_rows) as reader:
        records = dict.fromkeys(("titles", "claims", "cases"), 0)
        for batch in reader.batches():
            own = set(batch.tables["applicants"]["key"])
            assert own.isdisjoint(keys)
            assert len(own) <= 2 * batch_rows + 60
            keys.extend(own)
            for name in records:
                if name in batch.tables:
                    assert set(batch.tables[name]["key"]) <= own
                    records[name] += batch.tables[name].height
    assert len(keys) == ROWS
    assert records == {name: manifest.rows[name] for name in records}


def test_rows_that_were_mended_where_they_were_set_aside_can_be_read_again(tmp_path: Path) -> None:
    source = tmp_path / "units.csv"
    source.write_text("编号,职工人数\nU-1,20\nU-2,许多\n", "utf-8")
    read(source, tmp_path / "aside")
    aside = tmp_path / "aside" / "applicants.csv"
    aside.write_text(aside.read_text("utf-8-sig").replace("U-2,许多", "U-2,30"), "utf-8-sig")
    again = read(aside, tmp_path / "again")["applicants"]
    assert again.select("key", "unit.staff#0").rows() == [("U-2", 30)]
    assert not (tmp_path / "again").exists()
