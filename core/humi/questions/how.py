"""The shortest way to yes: the fewest facts to change or evidence to bring, the cheapest or quickest; or what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from humi.decision import Cause, Outcome
from humi.dossier.dossier import Dossier
from humi.dossier.facts import REGIONS, RELATIONS, Fact
from humi.dossier.world import Record
from humi.engines.judge import MET
from humi.engines.prove import Change, Changes, Given, Least, Open, Prices
from humi.engines.prove.logic import Term
from humi.errors import DossierError, Untranslatable
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Incentive, Pack
from humi.questions.answers import SECONDS
from humi.questions.ask import holder_of
from humi.questions.outcomes import Outcomes
from humi.questions.prospects import Prospect, prospects
from humi.questions.reading import replaced
from humi.questions.supposing import placed, supposed
from humi.road.applicability import applicability
from humi.road.found import told
from humi.road.hearing import Hearing
from humi.values.frozen import Frozen
from humi.values.label import Label

WAYS = 3
"""So many ways are told, of those that cost the same."""
TRIES = 8
FREE = Prices()
"""Where nothing is said of prices, each step costs 1."""


class Step(Frozen):
    """One thing to do. `how` is `change` what is recorded, `show` what is not, `add` records to a list, list `all` there are,
    or let an authority `decide`. `before` and `after` are what the dossier holds of it."""

    how: str
    what: str
    record: str
    name: Label
    supplier: str
    supplier_name: Label
    evidence: Label | None
    before: Label | None = None
    after: Label | None = None
    number: int = 1


class Way(Frozen):
    """Steps after which, with the decisions, the judge says `met`, or leaves open only what `remains`. `cost` is that of the
    steps together, `days` that of the longest; decisions of an authority cost nothing. `shortest`: it is proven that no way
    costs less (takes fewer days, where the quickest was asked for)."""

    steps: tuple[Step, ...]
    decisions: tuple[Step, ...]
    remains: tuple[Cause, ...]
    cost: int
    days: int
    shortest: bool


class Ways(Frozen):
    """What leads one rule to `met`, best first. `blocked`: criteria that cannot all be met; `scope` where it cannot apply,
    `follows` where what it follows from cannot be met. `fewest`: without any one of them the others can be met, as the judge
    says of a dossier for each. `reason`: it could not be asked about (`untranslatable`), or neither was found
    (`unknown`)."""

    path: str
    name: Label
    outcome: Outcome
    ways: tuple[Way, ...] = ()
    blocked: tuple[str, ...] = ()
    fewest: bool = False
    reason: str = ""


def how(
    pack: Pack,
    dossier: Dossier,
    asked: int,
    seconds: float = SECONDS,
    keep: Iterable[str] = (),
    prices: Prices = FREE,
) -> Iterator[Ways]:
    """The shortest ways to yes of every designation and incentive that a dossier does not meet on a day (an ordinal).

    `keep` are paths of facts, and lists, that stay as they are. `prices`: what changes cost, and the days they take.
    """
    dossier = dossier.under(pack.vocabulary)
    for prospect in prospects(pack, dossier, asked):
        if prospect.finding.outcome is not Outcome.MET:
            yield _One(pack, asked, seconds, frozenset(keep), prices, prospect).ways()


class _One:
    """One rule of one dossier."""

    def __init__(
        self,
        pack: Pack,
        asked: int,
        seconds: float,
        keep: frozenset[str],
        prices: Prices,
        prospect: Prospect,
    ) -> None:
        self.pack = pack
        self.dossier = prospect.dossier
        self.day = asked
        self.seconds = seconds
        self.keep = keep
        self.prices = prices
        self.prospect = prospect

    def ways(self) -> Ways:
        finding = self.prospect.finding
        told = Ways(finding.path, finding.name, finding.outcome)
        blocked: tuple[str, ...] = ()
        fewest = False
        try:
            for rule in dict.fromkeys((self.prospect.rule, _without_gaps(self.prospect.rule))):
                changes, goal, parts = self._asked(rule)
                found = tuple(self._found(changes, goal, rule))
                if found:
                    return replace(told, ways=found)
                blocked = changes.blocking(parts, self.seconds)
                fewest = all(self._others_can(changes, parts, blocked, one, rule) for one in blocked)
        except Untranslatable:
            return replace(told, reason="untranslatable")
        return replace(told, blocked=blocked, fewest=fewest and bool(blocked), reason="" if blocked else "unknown")

    def _asked(self, rule: Designation | Incentive) -> tuple[Changes, Term, dict[str, Term]]:
        outcomes = Outcomes(self.pack, self.day, False)
        given = Given(self.dossier, outcomes.unknowns, self.day)
        goal = replace(self.prospect, rule=rule).said(outcomes).met
        record = self.prospect.record(outcomes)
        matter = outcomes.matter(rule.this, rule.governed_by, record)
        # The whole rule stands for what it follows from, so it has to go first where its own criteria suffice.
        parts: dict[str, Term] = {"follows": goal} if isinstance(rule, Incentive) and rule.follows else {}
        parts |= {one.path: outcomes.criterion(one, matter).met for one in rule.criteria}
        parts["scope"] = outcomes.applies(matter, getattr(rule, "holders", ()))[0]
        return Changes(given, self.day, self.keep, self.prices), goal, parts

    def _others_can(
        self, changes: Changes, parts: Mapping[str, Term], blocked: Sequence[str], one: str, rule: Designation | Incentive
    ) -> bool:
        """Whether all others of what blocks can come about, as the judge says of a dossier that this one may become."""
        others = [part for part in blocked if part != one]
        if not others:
            return True
        document = changes.reaching([parts[part] for part in others], self.seconds)
        try:
            return document is not None and self._come_about(document, others, rule)
        except DossierError:  # it cannot be written so
            return False

    def _come_about(self, document: Any, parts: Sequence[str], rule: Designation | Incentive) -> bool:
        hearing = Hearing(self.pack, Dossier.from_dict(document, self.pack.vocabulary), self.day)
        world, place, relation = hearing.world, self.prospect.place, self.prospect.relation
        record = getattr(world, relation)[world.places[relation].index(place)] if place is not None else None
        matter = hearing.matter(rule.this, rule.governed_by, record)
        conditions = {criterion.path: criterion.condition for criterion in rule.criteria}

        def comes_about(part: str) -> bool:
            if part == "scope":
                holders = getattr(rule, "holders", ())
                return applicability(hearing, rule.path, matter, holders).outcome is Outcome.MET
            return part in conditions and hearing.judge_once(conditions[part], matter) == MET

        return all(map(comes_about, parts))

    def _found(self, changes: Changes, goal: Term, rule: Designation | Incentive) -> Iterator[Way]:
        """Ways that cost the same, each replayed; those that the judge does not confirm are passed over."""
        tried: list[Least] = []
        best: int | None = None
        passed_over = False
        for _ in range(TRIES):
            least = changes.least(goal, self.seconds, tried)
            if least is None or (best is not None and self._measure(least) > best):
                return
            tried.append(least)
            way = self._replayed(least, rule)
            if way is None:
                passed_over = True
                continue
            best = self._measure(least)
            yield replace(way, shortest=least.shortest and not passed_over)
            if sum(1 for one in tried if self._measure(one) == best) >= WAYS:
                return

    def _measure(self, least: Least) -> int:
        return self.prices.measured(least.cost, least.days)[0]

    def _replayed(self, least: Least, rule: Designation | Incentive) -> Way | None:
        """The way, if the judge says so of the dossier with its steps and decisions, and nothing else."""
        try:
            other = Dossier.from_dict(least.document, self.pack.vocabulary)
        except DossierError:  # it cannot be written so
            return None
        changed = [one.open for one in least.changes]
        finished = supposed(self.dossier, other, [*changed, *least.decided])
        relaxed = self._with(rule)
        if replace(self.prospect, rule=rule).outcome(relaxed, finished, self.day) is not Outcome.MET:
            return None
        finding = self.prospect.found(self.pack, finished, self.day)
        assert finding is not None
        remains = tuple(finding.causes) if finding.outcome is not Outcome.MET else ()
        if any(cause.kind in ("missing_fact", "imprecise_fact") for cause in remains):
            return None
        steps = tuple(self._step(one, other) for one in least.changes)
        decisions = tuple(self._decision(one) for one in least.decided)
        return Way(steps, decisions, remains, least.cost, least.days, least.shortest)

    def _with(self, rule: Designation | Incentive) -> Pack:
        """The pack with another rule in the place of the one asked about."""
        old = self.prospect.rule
        if rule is old:
            return self.pack
        if isinstance(rule, Designation):
            return replace(self.pack, designations=tuple(rule if one is old else one for one in self.pack.designations))
        return replace(self.pack, incentives=tuple(rule if one is old else one for one in self.pack.incentives))

    # --- steps ---

    def _step(self, change: Change, other: Dossier) -> Step:
        one = change.open
        name, supplier, supplier_name, evidence = holder_of(self.pack, one.kind, one.what)
        if one.kind == "list":
            adds = change.adds
            after = self._added(one.what, other) if adds else None
            how, number = "add" if adds else "all", int(change.number)
            return Step(how, one.what, "", name, supplier, supplier_name, evidence, None, after, number)
        fact = self.pack.vocabulary.by_path(one.what)
        assert fact is not None
        before, now = (self._told(fact, _record(dossier, fact, one.record)) for dossier in (self.dossier, other))
        how, shown = ("change", before) if change.recorded else ("show", None)
        return Step(how, one.what, self.prospect.named(one.record), name, supplier, supplier_name, evidence, shown, now)

    def _added(self, relation: str, other: Dossier) -> Label | None:
        """What is recorded of the first record that is added."""
        vocabulary, region = self.pack.vocabulary, self.pack.region
        record = other.lists[relation][len(self.dossier.lists[relation])]
        entity = RELATIONS[relation]
        facts = [*vocabulary.facts_of(entity).values(), *vocabulary.facts_of(entity, region).values()]
        parts = [
            (fact.label, self._told(fact, own))
            for fact in facts
            for own in [(record[REGIONS].get(region) or vocabulary.template(entity, region)) if fact.region else record]
            if fact.name not in ("id", "region") and own[fact.slot : fact.slot + len(fact.unknown())] != fact.unknown()
        ]
        zh = "，".join(f"{name.zh}：{value.zh}" for name, value in parts)
        en = ", ".join(f"{name.en}: {value.en}" for name, value in parts)
        return Label(zh, en) if parts else None

    def _told(self, fact: Fact, record: Record) -> Label:
        """What a record holds of a fact; the region and its titles by their names."""
        named = {self.pack.region: self.pack.label, **{one.id: one.name() for one in self.pack.designations}}
        held = record[fact.slot]
        return named[held] if fact.type == "text" and held in named else told(fact, record)

    def _decision(self, one: Open) -> Step:
        name, supplier, supplier_name, evidence = holder_of(self.pack, one.kind, one.what)
        return Step("decide", one.what, self.prospect.named(one.record), name, supplier, supplier_name, evidence)


def _record(dossier: Dossier, fact: Fact, name: str) -> Record:
    """The encoded record, or the region's own facts of it, in which a fact stands."""
    if name:
        relation, place = placed(name)
        record = dossier.lists[relation][place]
    else:
        record = dossier.records[fact.entity]
    if not fact.region:
        return record
    own: Record = record[REGIONS].get(fact.region) or dossier.vocabulary.template(fact.entity, fact.region)
    return own


def _without_gaps(rule: Designation | Incentive) -> Designation | Incentive:
    """The rule as if all held that nobody can decide from the text; the same where there is nothing of that kind."""
    criteria = tuple(map(_closed, rule.criteria))
    same = all(one is other for one, other in zip(criteria, rule.criteria, strict=True))
    return rule if same else replace(rule, criteria=criteria)


def _closed(criterion: Criterion) -> Criterion:
    condition: Any = criterion.condition
    for node in [node for node in n.walk(condition) if isinstance(node, n.Undecidable)]:
        condition = replaced(condition, node, n.Always(True))
    return criterion if condition is criterion.condition else replace(criterion, condition=condition)
