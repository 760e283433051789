"""Why designations of one kind come out otherwise in one region than in another: on which criteria each answer rests, and which
of them nobody asks elsewhere. Nothing is compared but what the rules look at, and what was found of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from humi.decision import ComparedAnswer, DesignationDecision, Difference, Finding, Ground, Outcome, RegionDecision
from humi.dossier.facts import ENTITIES
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Pack

Heard = tuple[Pack, RegionDecision]


def differences(heard: Sequence[Heard]) -> Iterator[Difference]:
    """The entities for which two regions or more have designations, and not the same outcomes."""
    for entity in ENTITIES:
        offering = [one for one in heard if any(rule.this == entity for rule in one[0].designations)]
        if len({frozenset(one.outcome for _, one in _of(pack, decided, entity)) for pack, decided in offering}) > 1:
            label = offering[0][0].vocabulary.labels[entity]
            yield Difference(entity, label, tuple(_Comparison(offering, entity).answers()))


def _of(pack: Pack, decided: RegionDecision, entity: str) -> list[tuple[Designation, DesignationDecision]]:
    """The designations for an entity."""
    both = zip(pack.designations, decided.designations, strict=True)
    return [(rule, one) for rule, one in both if rule.this == entity]


class _Comparison:
    """The designations of several regions for one entity."""

    def __init__(self, heard: Sequence[Heard], entity: str) -> None:
        self.heard = heard
        self.entity = entity
        self.looks = {
            pack.region: {look for rule, _ in _of(pack, decided, entity) for one in rule.criteria for look in _looks(one)}
            for pack, decided in heard
            if decided.scope.outcome is not Outcome.OUT_OF_SCOPE
        }
        """What the criteria of each region look at; a document that does not apply asks nothing."""

    def answers(self) -> Iterator[ComparedAnswer]:
        """Region by region; designations with one outcome that rest on the same are one answer."""
        for pack, decided in self.heard:
            alike: dict[Hashable, list[tuple[Designation, DesignationDecision]]] = {}
            for rule, one in _of(pack, decided, self.entity):
                key = one.outcome, tuple(part.id for part in self._resting(rule, one))
                alike.setdefault(key, []).append((rule, one))
            for same in alike.values():
                rule, one = same[0]
                grounds = tuple(self._grounds(pack, decided, rule, one))
                paths = tuple(other.finding.path for _, other in same)
                yield ComparedAnswer(pack.region, one.outcome, paths, grounds)

    @staticmethod
    def _resting(rule: Designation, decided: DesignationDecision) -> list[Criterion]:
        """The criteria with the outcome of the whole."""
        both = zip(rule.criteria, decided.criteria, strict=True)
        return [criterion for criterion, finding in both if finding.outcome is decided.outcome]

    def _grounds(self, pack: Pack, decided: RegionDecision, rule: Designation, one: DesignationDecision) -> Iterator[Ground]:
        if one.outcome is Outcome.OUT_OF_SCOPE:
            outside = decided.scope.outcome is Outcome.OUT_OF_SCOPE
            yield Ground(decided.scope.path if outside else one.finding.path, _facts(pack.scope) if outside else ())
            return
        if one.outcome is Outcome.UNDETERMINED:
            if decided.scope.outcome is Outcome.UNDETERMINED:
                yield Ground(decided.scope.path, _facts(pack.scope))
            if decided.standing.in_force is Outcome.UNDETERMINED:
                yield Ground(f"{pack.region}/in_force")
        found: dict[str, Finding] = {finding.path: finding for finding in one.criteria}
        for criterion in self._resting(rule, one):
            path = f"{pack.region}/{criterion.path}"
            assert path in found
            looks = _looks(criterion)
            others = {region: looks & of for region, of in self.looks.items() if region != pack.region}
            yield Ground(
                path,
                _facts(criterion),
                tuple(region for region, shared in others.items() if shared),
                tuple(region for region, shared in others.items() if not shared),
            )


def _facts(rule: Criterion) -> tuple[str, ...]:
    """The facts and lists that a rule looks at."""
    return tuple(dict.fromkeys(path for kind, path in _nodes(rule) if kind == "fact"))


def _looks(rule: Criterion) -> set[tuple[str, str]]:
    """What a rule looks at: facts and lists, and standards to judge by."""
    return set(_nodes(rule))


def _nodes(rule: Criterion) -> Iterator[tuple[str, str]]:
    for node in n.walk(rule.condition):
        match node:
            case n.Ref(fact=fact):
                yield "fact", fact.path
            case n.Related(relation=relation):
                yield "fact", relation
            case n.Judgement(standard=standard):
                yield "standard", standard
