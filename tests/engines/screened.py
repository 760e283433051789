"""The judge and the screen about the same dossiers, in one form: an answer for each finding about each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from humi.decision import PRECEDENCE, Finding
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.dossier.vocabulary import Vocabulary
from humi.dossier.world import Record
from humi.engines.screen.lazy import collected
from humi.engines.screen.population import Population, encoded
from humi.language.nodes import places_of
from humi.policy.pack import Incentive, Pack, Rule
from humi.road import duties, incentives
from humi.road.designations import judge_designations, judged_designations
from humi.road.duties import judge_duties
from humi.road.following import Following
from humi.road.hearing import Hearing
from humi.road.incentives import judge_incentives
from humi.road.scope import judge_scope
from humi.screening.incentives import NO_LIMIT
from humi.screening.screen import BITS, Screen
from humi.screening.sql import declared, statements

Row = tuple[int, int | None]
Answer = tuple[str, frozenset[tuple[str, str]], tuple[int, int] | None]
Answers = dict[tuple[str, Row], Answer]
Hold = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Takes Arrow tables into a database, and gives them as tables of Ibis."""


def judged(pack: Pack, dossiers: Sequence[Dossier], asked: int) -> Answers:
    """What the road says, dossier by dossier."""
    return {
        (path, (key, place)): answer
        for key, dossier in enumerate(dossiers)
        for path, place, answer in answers_of(pack, dossier, asked)
    }


def answers_of(pack: Pack, dossier: Dossier, asked: int) -> Iterator[tuple[str, int | None, Answer]]:
    """What the road says of one dossier: the path of each finding, the place of the record it is about, and the answer."""
    hearing = Hearing(pack, dossier.under(pack.vocabulary), asked)
    yield pack.scope.path, None, _answer(judge_scope(hearing))
    designations = judge_designations(hearing)
    for rule, one in zip(pack.designations, designations, strict=True):
        yield rule.path, None, _answer(one.finding)
        rules: list[Rule] = [*rule.criteria, *rule.model, *rule.priority, *rule.factors, *rule.steps]
        found = [*one.criteria, *one.model, *one.priority, *one.factors, *one.steps]
        if rule.selection is not None:
            rules, found = [*rules, rule.selection], [*found, *filter(None, (one.selection,))]
        for part, finding in zip(rules, found, strict=True):
            yield part.path, None, _answer(finding)
    given, bound = judge_incentives(hearing), judge_duties(hearing)
    chained = Following(hearing, (*judged_designations(hearing, designations), *(one for _, one in (*given, *bound))))
    for decision, one in given:
        assert isinstance(one.rule, Incentive)
        whole = incentives.following(hearing, decision, one, chained.of(one))
        place = _place(hearing, one.rule.this, one.record)
        yield one.rule.path, place, _answer(whole.finding, _limited(one.rule, whole.amount))
        for criterion, finding in zip(one.rule.criteria, whole.criteria, strict=True):
            yield criterion.path, place, _answer(finding)
    for duty, one in bound:
        place = _place(hearing, one.matter.entity, one.record)
        yield one.rule.path, place, _answer(duties.following(hearing, duty, one, chained.of(one)).finding)


def _limited(rule: Incentive, amount: tuple[int, int] | None) -> tuple[int, int] | None:
    """Amounts as far as the screen tells them apart."""
    if amount is None:
        return None
    assert rule.amount is not None
    most = NO_LIMIT // 10 ** (places_of(rule.amount) - 2)
    low, high = (NO_LIMIT if end >= most else -NO_LIMIT if end <= -most else end for end in amount)
    return low, high


def _place(hearing: Hearing, entity: str, record: Record | None) -> int | None:
    if record is None or entity in SINGLE:
        return None
    relation = RELATION_OF[entity]
    places = zip(hearing.world.places.get(relation, ()), getattr(hearing.world, relation), strict=True)
    return next((place for place, listed in places if listed is record), -1)


def _answer(finding: Finding, amount: tuple[int, int] | None = None) -> Answer:
    return finding.outcome.value, frozenset((cause.kind, cause.what) for cause in finding.causes), amount


def screened(pack: Pack, dossiers: Sequence[Dossier], asked: int, connection: Any, hold: Hold | None = None) -> Answers:
    """What the screen says of all of them in one table, which the engine has in memory unless told how it holds it."""
    population = Population.of(dossiers, pack.vocabulary)
    if hold is not None:
        population = Population(hold(encoded(dossiers, pack.vocabulary)), pack.vocabulary)
    return answered(Screen(pack, population, asked), connection)


def answered(screen: Screen, connection: Any) -> Answers:
    """What a screen says, computed by an engine."""
    return read(screen, {name: rows_of(table, connection) for name, table in screen.tables().items()})


def rows_of(table: Any, connection: Any) -> list[dict[str, Any]]:
    """The rows that an engine makes, on Polars as the product has them made."""
    if connection.name == "polars":
        return collected(connection, table).to_dicts()
    rows: list[dict[str, Any]] = connection.to_pyarrow(table).to_pylist()
    return rows


def read(screen: Screen, sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> Answers:
    """The answers that rows of sheets hold."""
    answers: Answers = {}
    for name, rows in sheets.items():
        sheet = screen.sheets[name]
        for path in sheet.findings:
            legend = sheet.legend(path)
            for row in rows:
                masks = [row[part] for part in row if part.startswith(f"{path}?")]
                causes = {key for bit, key in enumerate(legend) if masks[bit // BITS] >> bit % BITS & 1}
                amount = (row[f"{path}>least"], row[f"{path}>most"]) if path in sheet.amounts else None
                outcome = PRECEDENCE[row[path]].value
                where = row["key"], row.get("place")
                answers[path, where] = outcome, frozenset(causes), None if outcome == "out_of_scope" else amount
    return answers


def differences(mine: Answers, theirs: Answers) -> dict[tuple[str, Row], tuple[Answer | None, Answer | None]]:
    """Where two say different things."""
    return {key: (mine.get(key), theirs.get(key)) for key in _keys(mine, theirs) if mine.get(key) != theirs.get(key)}


def _keys(mine: Answers, theirs: Answers) -> Iterable[tuple[str, Row]]:
    return mine | theirs


def engines() -> list[Any]:
    """The embedded engines, each as a function that connects to it."""
    import ibis
    import pytest

    return [pytest.param(ibis.polars.connect, id="polars"), pytest.param(ibis.duckdb.connect, id="duckdb")]


def stored(connection: Any) -> Hold:
    """Holds tables in a database, in the place of those before."""

    def hold(tables: Mapping[str, Any]) -> dict[str, Any]:
        for name in connection.list_tables():
            connection.drop_table(name)
        return {name: connection.create_table(name, table) for name, table in tables.items()}

    return hold


def whole_tables(dossiers: Sequence[Dossier], vocabulary: Vocabulary) -> dict[str, Any]:
    """The tables of dossiers with every column that there may be, as printed SQL reads them."""
    import pyarrow as pa
    from ibis.formats.pyarrow import PyArrowSchema

    held, whole = encoded(dossiers, vocabulary), {}
    for name, table in declared(vocabulary).tables.items():
        schema = PyArrowSchema.from_ibis(table.schema()).set(0, pa.field("key", pa.int64()))
        rows = held[name].to_pylist() if name in held else []
        whole[name] = pa.Table.from_pylist([{**dict.fromkeys(schema.names), **row} for row in rows], schema=schema)
    return whole


def ran(pack: Pack, asked: int, dialect: str, run: Callable[[str], Any]) -> Answers:
    """What printed SQL says; `run` runs a statement, and gives its rows as sequences."""
    sheets: dict[str, list[dict[str, Any]]] = {}
    screen = Screen(pack, declared(pack.vocabulary), asked)
    columns = {name: table.columns for name, table in screen.tables().items()}
    for statement in statements(pack, asked, dialect):
        rows = run(statement.sql)
        if statement.region:
            sheets[statement.name] = [dict(zip(columns[statement.name], row, strict=True)) for row in rows]
    return read(screen, sheets)
