"""Questions about targets: does reaching one mean that another is reached too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from humi.decision import Outcome
from humi.engines.prove.logic import Term, both, choose, negate, total
from humi.language import nodes as n
from humi.policy.pack import Target
from humi.questions.answers import Answered, Proven, Refuted
from humi.questions.outcomes import Outcomes
from humi.questions.proving import Prover
from humi.questions.said import Said
from humi.road.hearing import Hearing
from humi.road.targets import judge_targets
from humi.values.dates import LAST_DAY

TITLES = "titles"
Targets = list[Target]
"""One target, or all the days of a series or years of a yearly one, up to a day."""


def about_targets(prover: Prover) -> Iterator[Answered]:
    """For each two targets that count records of one list: does one imply the other, and where not, would it if titles were
    kept. A series is taken as a whole, a yearly target with all its years, on the last due day. What neither implies nor is
    implied is left out."""
    comparable = [group for group in prover.pack.targets_by_rule() if _is_dated(group)]
    for one, other in combinations(comparable, 2):
        if _counted(one) & _counted(other):
            asked = [each for pair in ((one, other), (other, one)) for each in _both_ways(prover, *pair)]
            if any(isinstance(each.answer, Proven) for each in asked):
                yield from asked


def _both_ways(prover: Prover, one: Targets, other: Targets) -> Iterator[Answered]:
    """As the rules are, and where that is refuted, with titles that are kept."""
    found = implies(prover, one, other)
    yield found
    if not isinstance(found.answer, Proven) and TITLES in _counted(one) & _counted(other):
        yield implies(prover, one, other, kept=True)


def implies(prover: Prover, one: Targets, other: Targets, kept: bool = False) -> Answered:
    """The claim that whoever reaches the one reaches the other. `kept`: taken for granted that titles run on from the day
    they are granted, and that nobody holds two."""
    asked = Prover(prover.pack, last_day([*one, *other], prover.asked), prover.seconds, registry=True)

    def says(outcomes: Outcomes) -> tuple[list[Term], list[Term]]:
        met = [[reached(outcomes, target).met for target in group] for group in (one, other)]
        if kept:
            outcomes.unknowns.population(TITLES).suppose(_kept(outcomes), different=True)
        return met[0], met[1]

    def exists(said: tuple[list[Term], list[Term]]) -> Term:
        return both((*said[0], negate(both(said[1]))))

    def nearly(said: tuple[list[Term], list[Term]]) -> Term:
        return both((exists(said), total(choose(term, 0, 1) for term in said[1]) <= 1))

    def shows(hearing: Hearing) -> bool:
        found = {decision.finding.path: decision.finding.outcome for decision in judge_targets(hearing)}
        region = hearing.pack.region
        met = [[found[f"{region}/{target.path}"] is Outcome.MET for target in group] for group in (one, other)]
        return all(met[0]) and not all(met[1])

    assuming = "kept" if kept else ""
    ground = asked.about(says, "complete")
    answer = ground.never(nearly, shows, assuming)  # one year missed tells more than all of them missed
    if not isinstance(answer, Refuted):
        answer = ground.never(exists, shows, assuming)
    return Answered("implies", _path(one), answer, (_path(other),))


def reached(outcomes: Outcomes, target: Target) -> Said:
    """What a target comes to: what every reading of its due day says (`road.targets`)."""
    said = [outcomes.on(due.day).target(due) if due.day is not None else outcomes.target(due) for due in target.due]
    return Said(both(one.met for one in said), both(one.not_met for one in said), both(one.out for one in said))


def _kept(outcomes: Outcomes) -> Term:
    """A title is held from the day it is granted, without end."""
    facts, title = outcomes.pack.vocabulary.facts_of("title"), outcomes.unknowns.population(TITLES).probe
    granted = title.slot(facts["granted"], 0, outcomes.view)
    start, end = (title.slot(facts["held"], offset, outcomes.view) for offset in (0, 2))
    return both((start == granted, end == LAST_DAY))


def _path(group: Targets) -> str:
    return "/".join(group[0].path.split("/")[:2])


def last_day(group: Targets, asked: int) -> int:
    """The last due day; the day asked where none is stated."""
    return max((due.day for target in group for due in target.due if due.day is not None), default=asked)


def _is_dated(group: Targets) -> bool:
    """Whether the text states each due day."""
    return all(due.day is not None for target in group for due in target.due)


def _counted(group: Targets) -> set[str]:
    """The lists that a target counts."""
    nodes = (node for target in group for due in target.due for node in n.walk(due.condition))
    return {node.relation for node in nodes if isinstance(node, n.Related)}
