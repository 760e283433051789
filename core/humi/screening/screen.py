"""One region screens a population on a day: for each kind of rows the findings of all rules about them, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from humi.decision import Outcome
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.engines.screen import frames as f
from humi.engines.screen.columns import Columns
from humi.engines.screen.frames import Frame, Term, Truth, Whole
from humi.engines.screen.plan import everything
from humi.engines.screen.population import Population
from humi.engines.screen.sight import Sight
from humi.policy.pack import Incentive, Pack
from humi.population.slots import APPLICANTS
from humi.screening.designations import designation
from humi.screening.duties import duty
from humi.screening.following import Following
from humi.screening.found import CauseKey, Found, join, outcome_code
from humi.screening.incentives import amount, incentive
from humi.screening.matter import Matter

if TYPE_CHECKING:
    import ibis.expr.types as ir

INVALID = "invalid"
"""Where a number that the answers of a row rest on, its own or of a related record, is none that its fact can have."""
BITS = 60
"""So many causes are told in one column."""


@dataclass
class Sheet:
    """The rows of one kind and what is found of them: findings by the path of their rule, and amounts in fen."""

    frame: Frame
    findings: dict[str, Found] = field(default_factory=dict)
    amounts: dict[str, tuple[Whole, Whole]] = field(default_factory=dict)

    def legend(self, path: str) -> tuple[CauseKey, ...]:
        """The causes of a finding, in the order of their bits."""
        return tuple(sorted(self.findings[path].causes))

    def columns(self, causes: bool = True) -> dict[str, Any]:
        """The columns by name: the outcome of a finding under the path of its rule, beside it its causes and amount."""
        columns: dict[str, Any] = {}
        for path, found in self.findings.items():
            columns[path] = outcome_code(found)
            if causes:
                columns.update(self._causes(path))
            if path in self.amounts:
                columns[f"{path}>least"], columns[f"{path}>most"] = self.amounts[path]
        columns[INVALID] = self._invalid(columns.values())
        return {name: self.frame.lifted(term) for name, term in columns.items()}

    def _causes(self, path: str) -> Iterator[tuple[str, Any]]:
        causes = [self.findings[path].causes[key] for key in self.legend(path)]
        for part in range(0, len(causes), BITS):
            yield f"{path}?{part // BITS or ''}", f.bits(causes[part : part + BITS])

    def _invalid(self, told: Iterable[Any]) -> Truth:
        """Some number that these rest on is beyond its bounds: asked once for all of a frame, since each row below costs."""
        beyond: dict[Frame, list[Truth]] = {}
        for term in everything(told):
            if term.op == "column" and term.kind == "int":
                beyond.setdefault(term.frame, []).append(f.beyond(term))
        return f.either([self._seen(f.either(terms)) for terms in beyond.values()])

    def _seen(self, term: Truth) -> Truth:
        """A truth of any frame, as a row of this one sees it."""
        while isinstance(term, Term) and term.frame not in (self.frame, self.frame.parent):
            assert term.frame.parent is not None
            term = term.frame.parent.any(term.frame, term)
        return term


class Screen:
    """What a region's document says of each row of a population, on the day `asked` (an ordinal).

    `sheets` are `applicants`, one for each incentive that is claimed (by its path), and one for each list whose records are
    judged (`cases`). Raises Untranslatable for a rule that tables cannot express.
    """

    def __init__(self, pack: Pack, population: Population, asked: int) -> None:
        self.pack = pack
        self.population = population
        self.sight = population.sight(pack.region, asked)
        self._following = Following(pack, self.sight)
        self.sheets: dict[str, Sheet] = {APPLICANTS: Sheet(self.sight.applicants)}
        self.sheets[APPLICANTS].findings.update(self._of_applicants())
        self._incentives()
        self._duties()

    def _of_applicants(self) -> Iterator[tuple[str, Found]]:
        yield of_scope(self.pack, self.sight)
        for rule in self.pack.designations:
            yield from designation(rule, self._following.matter(rule, self.sight.applicants))

    def _sheet(self, name: str, frame: Frame) -> Sheet:
        return self.sheets.setdefault(name, Sheet(frame))

    def _incentives(self) -> None:
        for rule in self.pack.incentives:
            frame = self._following.frame(rule)
            if frame is None:
                continue
            sheet = self._sheet(_name(rule), frame)
            matter, followed = self._following.matter(rule, frame), self._following.of(rule, frame)
            own = dict(incentive(rule, matter))
            own[rule.path] = join([own[rule.path], followed])
            sheet.findings.update(own)
            value = amount(rule, matter)
            if value is not None:
                sheet.amounts[rule.path] = value

    def _duties(self) -> None:
        for rule in self.pack.duties:
            frame = self._following.frame(rule)
            if frame is None or rule.done is None:
                continue
            name = APPLICANTS if rule.this in SINGLE else RELATION_OF[rule.this]
            followed = self._following.of(rule, frame)
            self._sheet(name, frame).findings[rule.path] = duty(rule, self._following.matter(rule, frame), followed)

    def tables(self, causes: bool = True) -> Mapping[str, ir.Table]:
        """The sheets as tables. Rows are told apart by `key`, and records of a list by their `place` in it (-1: a claim
        that could be filed). Without `causes`, which cost more than all the rest, only outcomes and amounts are told."""
        columns = Columns(self.population, self.sight)
        return {name: table_of(columns, sheet, causes) for name, sheet in self.sheets.items()}


def of_scope(pack: Pack, sight: Sight) -> tuple[str, Found]:
    """Whether each applicant is in the region's scope."""
    scope = Matter(pack, sight, sight.applicants, "unit", None).finding(pack.scope)
    outside = {Outcome.OUT_OF_SCOPE: f.either([scope[Outcome.NOT_MET], scope[Outcome.OUT_OF_SCOPE]])}
    return pack.scope.path, Found({**scope.outcomes, Outcome.NOT_MET: False, **outside}, scope.causes)


def _name(rule: Incentive) -> str:
    if rule.this in SINGLE:
        return APPLICANTS
    return rule.path if rule.this == "claim" else RELATION_OF[rule.this]


def table_of(columns: Columns, sheet: Sheet, causes: bool = True) -> ir.Table:
    """A sheet as a table: which row it is, and the columns of the sheet."""
    named = sheet.columns(causes)
    terms = [term for term in named.values() if isinstance(term, Term)]
    table = columns.table(sheet.frame, terms)
    identity = {"key": table["key"]}
    if sheet.frame.parent is not None:
        identity["place"] = table[sheet.frame.identity[-1]]
    values = {name: _value(sheet, table, name, term) for name, term in named.items()}
    return table.select(**identity, **values)


def _value(sheet: Sheet, table: ir.Table, name: str, term: Any) -> ir.Value:
    import ibis

    value = table[term.name] if isinstance(term, Term) else ibis.literal(term)
    return value.cast("boolean" if name == INVALID else "int8" if name in sheet.findings else "int64")
