"""Whatever a CSV file holds, a line that is broken costs itself and nothing else."""

from __future__ import annotations

import csv
import tracemalloc
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humi import Humi
from humi.population import csv_chunks, encoding
from humi.population.csv_chunks import CsvPart
from humi.population.population import PopulationReader

VOCABULARY = Humi().loaded.vocabulary
HEAD = "id,name,staff\n"

Read = tuple[list[tuple[int, tuple[str | None, ...]]], dict[int, str]]


def read(path: Path) -> Read:
    """The rows with their numbers, and the codes of those that are none."""
    rows, ragged = [], {}
    for chunk in CsvPart(path).chunks():
        rows.extend((row, tuple(cells)) for row, *cells in chunk.frame.iter_rows())
        ragged.update((one.row, one.problem.code) for one in chunk.ragged)
    return rows, ragged


@pytest.fixture(params=[csv_chunks.BLOCK, 40], ids=["one block", "small blocks"])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(csv_chunks, "BLOCK", request.param)
    return tmp_path / "a.csv"


@pytest.mark.parametrize(
    ("text", "rows", "ragged"),
    [
        ("U-1,A,1\nU-2,B,2\n", {2: "A", 3: "B"}, {}),
        ("U-1,A,1\r\n\r\nU-2,B,2", {2: "A", 4: "B"}, {}),
        ('U-1,"A, ""x""",1\nU-2,B,2\n', {2: 'A, "x"', 3: "B"}, {}),
        ('U-1,"A\nx",1\nU-2,B,2\n', {2: "A\nx", 4: "B"}, {}),
        ('U-1,"A,1\nU-2,B,2\nU-3,C,3\n', {3: "B", 4: "C"}, {2: "R612"}),
        ('U-1,"A,1\nU-2,"B",2\nU-3,C,3\n', {3: "B", 4: "C"}, {2: "R612"}),
        ("U-1,A\nU-2,B,2\nU-3,C,3,x\nU-4,D,4,,\n", {3: "B", 5: "D"}, {2: "R605", 4: "R609"}),
        ("U-1,A\0,1\nU-2,B\u202e,2\nU-3,C,3\n", {4: "C"}, {2: "Y009", 3: "Y009"}),
        (",,\n , ,\nU-1,,\n", {4: None}, {}),
    ],
)
def test_lines(path: Path, text: str, rows: dict[int, str | None], ragged: dict[int, str]) -> None:
    path.write_text(HEAD + text, "utf-8", newline="")
    found, broken = read(path)
    assert {row: cells[1] for row, cells in found} == rows
    assert broken == ragged


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_separators_and_encodings(path: Path, separator: str, encoding: str) -> None:
    text = HEAD + "".join(f"U-{number},护密{number}号,{number}\n" for number in range(20))
    path.write_text(text.replace(",", separator), encoding)
    rows, ragged = read(path)
    assert [cells for _, cells in rows] == [(f"U-{number}", f"护密{number}号", str(number)) for number in range(20)]
    assert not ragged


@pytest.mark.parametrize(("most", "few"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_line_in_another_encoding_is_set_aside(path: Path, most: str, few: str) -> None:
    lines = [f"U-{number},商业秘密,{number}\n".encode(most) for number in range(9)]
    lines[4] = "U-4,护密号,4\n".encode(few)
    path.write_bytes(HEAD.encode() + b"".join(lines))
    rows, ragged = read(path)
    assert ragged == {6: "R663"}
    assert len(rows) == 8


CELL = st.text(st.sampled_from('a",\n护 '), max_size=6)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=12), st.sampled_from([30, 200, csv_chunks.BLOCK]))
@settings(max_examples=300, deadline=None)
def test_what_a_spreadsheet_writes_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, ...]], block: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    path.write_text(HEAD + text.getvalue(), "utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_chunks, "BLOCK", block)
        rows, ragged = read(path)
    assert [cells for _, cells in rows] == [
        tuple(cell if cell.strip() else None for cell in row) for row in table if any(map(str.strip, row))
    ]
    assert not ragged


def test_memory_is_that_of_a_batch(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        path.write_text(HEAD + "".join(f"U-{number:07},护密{number}号,x{number}\n" for number in range(rows)), "utf-8")
        tracemalloc.start()
        with PopulationReader(str(path), VOCABULARY, batch_rows=250) as reader:
            for _ in reader.batches():
                pass
            assert reader.aside.counts["applicants"] == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_chunks, "BLOCK", 1 << 14)
        patch.setattr(encoding, "REMEMBERED", 500)
        peak(2_000)
        assert peak(9_000) < 2 * peak(3_000)
