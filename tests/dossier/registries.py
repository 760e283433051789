"""Registries written for a test, and what reading them says."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import humi
from humi.dossier.registry import Registry
from humi.dossier.vocabulary import Vocabulary
from tests.strategies import OWN, REGION

Found = list[tuple[str, str, int, int]]
"""Problems as code, name of the file, row, column."""


def own_vocabulary() -> Vocabulary:
    """The shared facts and those of the region that the strategies speak of."""
    from humi.dossier.fact_reader import read_fact
    from humi.dossier.vocabulary import shared_vocabulary
    from humi.reading.located import from_plain
    from humi.reading.problems import Problems

    problems, facts = Problems(), []
    for path, declared in OWN.items():
        entity, name = path.split(".")
        located = from_plain(declared, problems)
        assert located is not None
        facts.append(read_fact(entity, name, located, REGION, problems))
    assert not problems
    return shared_vocabulary().with_region(REGION, facts)


WITH_OWN = own_vocabulary()


def csv_text(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> str:
    """Rows as a spreadsheet writes them."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files."""
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    del book["Sheet"]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def problems_of(path: Path) -> tuple[humi.Problem, ...]:
    """What is wrong with a registry."""
    with pytest.raises(humi.DossierError) as raised:
        Registry.read(path, WITH_OWN)
    return raised.value.problems


def found_in(path: Path) -> Found:
    """What is wrong with a registry, and where."""
    return [
        (problem.code, problem.place.file.rpartition("/")[2], problem.place.line, problem.place.column)
        for problem in problems_of(path)
        if problem.place is not None
    ]
