"""A row means the same in a population as in a registry: the same slots, or it is set aside."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humi import Humi
from humi.dossier.facts import REGIONS, RELATIONS
from humi.dossier.headings import Headings
from humi.dossier.reading import Reader
from humi.dossier.tables import Grid, Placed, Table
from humi.population.chunks import Chunk, to_frame
from humi.population.columns import layout
from humi.population.encoding import Encoder
from humi.population.mapping import Foreign
from humi.population.slots import APPLICANTS, KEY, ROW, columns
from humi.reading.limits import TABLE_LIMITS
from humi.reading.problems import Problems

VOCABULARY = Humi().loaded.vocabulary

ANY = [None, "", "  ", "不详", "unknown", "#N/A", "　", "许多", "是", "1", 7, True, Decimal("1.5"), "ＡＢＣ", "1.20E+17"]
DAYS = [
    "2025-05-20",
    "2025/5/2",
    "2025年8月",
    "2025",
    2025,
    "2023-07-XX",
    "2025-02-30",
    "0000-01-01",
    "9999-12-31",
    "２０２５-05-20",
]
NUMBERS = ["20", "-1", "007", "1,200", "1.2万", "99999999999", 12, -3, "20.0", Decimal("3.0"), "1e3", "-0", "90%"]
CELLS: dict[str, list[object]] = {
    "text": ["甲", " 甲 ", "12", 12, 10**16, "other: 1", "9.1E+17"],
    "boolean": ["是", "否", "TRUE", "no", False, "0"],
    "integer": NUMBERS,
    "money": [
        "5万元",
        "50000 yuan",
        "0.5元",
        "1.255 yuan",
        "12",
        12,
        "3.5万元",
        "0.00001万元",
        "￥5",
        "-5元",
        Decimal("2.5"),
        "99999999999元",
    ],
    "date": DAYS,
    "period": [
        "2022-06-15/..",
        "2022-06-15/",
        "/2022",
        "2022",
        "..",
        "2022-06-15/2021-01-01",
        "2022-06-15/2022-06-15",
        "../..",
    ],
    "event": ["是", "否", *DAYS],
    "category": ["企业", "enterprise", "其他：银行", "other: 企业", "市级", "city", "公司"],
    "categories": ["无", "none", "创新型、老字号", "innovative;large", "创新型、公司", "其他：银行"],
}
TABLES = {
    "titles": ("编号", "holder", "级别", "granted", "held.from", "held.to"),
    "units": ("id", "staff", "受训人数", "founded", "traits", "kind", "has_rules", "applied.on", "applied", "yinchuan.willing"),
    "claims": ("id", "holder", "filed", "paid", "paid.by", "金额（万元）", "用途"),
    "cases": ("id", "respondent", "received", "accepted", "suspended", "infringement"),
    "claims in yuan": ("id", "holder", "amount", "filed"),
    "bases": ("id", "carrier", "established", "yinchuan.park"),
}


def cells_under(heading: str, entity: str) -> st.SearchStrategy[object]:
    found = Headings(VOCABULARY, entity).find(heading)
    assert found is not None, heading
    fact = VOCABULARY.by_path(found.fact)
    assert fact is not None
    kind = {"from": "date", "to": "date", "on": "date", "by": "text"}.get(found.part, fact.type)
    return st.sampled_from([*CELLS[kind], ".."] if found.part == "to" else CELLS[kind]) | st.sampled_from(ANY)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, tuple[str, ...], list[list[object]]]:
    name = draw(st.sampled_from(sorted(TABLES)))
    relation, headings = name.split()[0], TABLES[name]
    row = st.tuples(*(cells_under(heading, RELATIONS[relation]) for heading in headings))
    rows = draw(st.lists(row, min_size=1, max_size=12))
    return relation, headings, [list(cells) for cells in rows]


def read_by_registry(relation: str, headings: tuple[str, ...], cells: list[object]) -> dict[str, Any] | None:
    """The slots of one row, as the reader of registries has them; None where it refuses the row, blank where it is blank."""
    problems, placed = Problems(), Placed("t")
    table = Table(Headings(VOCABULARY, RELATIONS[relation]), problems, TABLE_LIMITS)
    records = table.records(Grid("t", iter([(1, list(headings)), (2, cells)])), placed)
    reader = Reader({relation: records}, VOCABULARY, lambda path: None, "t")
    problems.extend(reader.problems)
    if problems.has_errors:
        return None
    slots: dict[str, Any] = {}
    for record in reader.lists[relation]:
        for region in ("", *VOCABULARY.regions_of(RELATIONS[relation])):
            held = record[REGIONS].get(region) if region else record
            for fact in VOCABULARY.facts_of(RELATIONS[relation], region).values():
                said = held[fact.slot :] if held is not None else fact.unknown()
                slots.update(zip(columns(fact), said, strict=False))
    return slots


def read_by_population(
    relation: str, headings: tuple[str, ...], rows: list[list[object]]
) -> tuple[dict[int, dict[str, Any]], set[int]]:
    problems = Problems()
    section = APPLICANTS if relation == "units" else relation
    found = layout(section, [*headings, "申请人"], VOCABULARY, "t", Foreign(), problems)
    assert found is not None, list(problems)
    kept = [[*(None if cell == "" else cell for cell in row), "A"] for row in rows]
    made = Encoder(VOCABULARY, found, "t").encode(Chunk(to_frame(range(2, len(rows) + 2), kept, len(headings) + 1)))
    return {row[ROW]: row for row in made.frame.iter_rows(named=True)}, set(made.wrong)


@given(tables(), st.booleans())
@settings(max_examples=400, deadline=None)
def test_a_row_has_the_same_slots_or_is_set_aside(
    table: tuple[str, tuple[str, ...], list[list[object]]], as_text: bool
) -> None:
    relation, headings, rows = table
    if as_text:
        rows = [[None if cell is None else str(cell) for cell in row] for row in rows]
    slots, aside = read_by_population(relation, headings, rows)
    for number, row in enumerate(rows, 2):
        expected = read_by_registry(relation, headings, row)
        assert (number in aside) == (expected is None), row
        if expected is not None:
            mine = {name: value for name, value in slots[number].items() if name not in (ROW, KEY)}
            said = {name: _unknown(name) if value is None else value for name, value in mine.items()}
            assert said == {name: expected.get(name, _unknown(name)) for name in mine}, row


def _unknown(name: str) -> Any:
    path, _, offset = name.partition("#")
    fact = VOCABULARY.by_path(path)
    assert fact is not None
    return fact.unknown()[int(offset)]


@pytest.mark.parametrize("kind", sorted(CELLS))
def test_every_type_of_fact_is_among_the_columns_compared(kind: str) -> None:
    used = {
        fact.type
        for name, headings in TABLES.items()
        for heading in headings
        if (found := Headings(VOCABULARY, RELATIONS[name.split()[0]]).find(heading))
        and (fact := VOCABULARY.by_path(found.fact))
    }
    assert kind in used
