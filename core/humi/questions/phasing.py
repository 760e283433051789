"""Questions about phases: does one leave days that are in none before the next begins, and is a day in two of them.

Asked under every reading of a date, and of every day that a date given to the month may be. An end that the text does not
state may be any day. Phases without dates are neither before nor after any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from humi.dossier.dossier import Dossier
from humi.engines.prove import Completions, Found, Impossible, Search, Undecided
from humi.engines.prove.logic import Term, both, choose, either, negate
from humi.engines.prove.search import MOST_RECORDS
from humi.errors import DossierError, Untranslatable
from humi.language import nodes as n
from humi.policy.pack import Phase
from humi.questions.answers import Answer, Answered, Dossiers, Example, Proven, Refuted, Taken, Unknown
from humi.questions.outcomes import Outcomes
from humi.questions.proving import Prover
from humi.questions.reading import replaced
from humi.road.hearing import Hearing
from humi.road.standing import judge_standing
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.frozen import Frozen
from humi.values.label import Label

DATED = "dated"
Shows = Callable[[str, tuple[str, ...]], bool]
"""Whether the judge says the same, given where the plan stands and in which phases."""


def about_phases(prover: Prover) -> Iterator[Answered]:
    """Of each phase that has a date: the claims that it leaves no hole after it, and that no day of it is in one of the phases
    before it in the pack."""
    phases = [phase for phase in prover.pack.phases if phase.dated]
    if len(phases) < 2:
        return
    for place, phase in enumerate(phases):
        yield no_hole(prover, phases, phase)
        if place:
            yield no_overlap(prover, phases[:place], phase)


def no_hole(prover: Prover, phases: Sequence[Phase], phase: Phase) -> Answered:
    """The claim that the day after a phase is in one of the phases, unless none begins later. Where it is not, `beside` is
    the phase that begins next."""
    plan = _Plan(prover, phases)

    def day() -> tuple[Term, Term]:
        after = plan.ends(phase)[1] + 1
        later = either(first > after for first, _ in map(plan.ends, phases))
        inside = either(both((first <= after, after <= last)) for first, last in map(plan.ends, phases))
        return after, both((later, negate(inside)))

    answer = plan.never(day, lambda state, _: state == "between")
    return Answered("no_hole", phase.path, answer, plan.next_after(phase) if isinstance(answer, Refuted) else ())


def no_overlap(prover: Prover, others: Sequence[Phase], phase: Phase) -> Answered:
    """The claim that no day of a phase is in one of the others. `beside` is the first that shares a day with it."""
    answer: Answer | None = None
    for other in others:
        plan = _Plan(prover, (other, phase))

        def day(plan: _Plan = plan, other: Phase = other) -> tuple[Term, Term]:
            (one, one_last), (two, two_last) = plan.ends(other), plan.ends(phase)
            latest = max(one, two) if isinstance(one, int) and isinstance(two, int) else choose(one >= two, one, two)
            return latest, both((one <= two_last, two <= one_last))

        wanted = {f"{prover.pack.region}/{each.path}" for each in (other, phase)}

        def shows(state: str, phases: tuple[str, ...], wanted: set[str] = wanted) -> bool:
            return state == "in" and wanted <= set(phases)

        found = plan.never(day, shows)
        if isinstance(found, Refuted):
            return Answered("no_overlap", phase.path, found, (other.path,))
        answer = found if answer is None or isinstance(found, Unknown) else answer
    assert answer is not None
    return Answered("no_overlap", phase.path, answer)


class _End(Frozen):
    """One end of a phase: its day, and what the text has there."""

    term: Term
    value: n.Value | None


class _Plan:
    """The days of some phases, and of the dossier that they hang on."""

    def __init__(self, prover: Prover, phases: Sequence[Phase]) -> None:
        self.prover = prover
        self.phases = phases
        self.outcomes = Outcomes(prover.pack, prover.asked, True)
        self.completions = Completions(self.outcomes.pairs(self.outcomes.matter()).algebra)  # type: ignore[arg-type]
        self._ends: dict[str, tuple[_End, _End]] = {}
        self._search: Search | None = None
        undated = any(not phase.dated for phase in prover.pack.phases)
        facts = any(isinstance(node, n.Ref) for phase in phases for node in _written(phase))
        self._assuming = DATED if undated or facts else ""
        self._holds_for: Dossiers = "complete" if facts else "any"

    def ends(self, phase: Phase) -> tuple[Term, Term]:
        """First and last day of a phase."""
        first, last = self._ends[phase.path]
        return first.term, last.term

    def next_after(self, phase: Phase) -> tuple[str, ...]:
        """The phase that begins next after another, in the solution found."""
        assert self._search is not None
        after = self._search.value(self.ends(phase)[1])
        begins = {other.path: self._search.value(self.ends(other)[0]) for other in self.phases}
        return (min((path for path, first in begins.items() if first > after), key=lambda path: begins[path]),)

    def never(self, day: Callable[[], tuple[Term, Term]], shows: Shows) -> Answer:
        """The claim that there is no day of which something is so; `day` tells which day and what."""
        seconds = self.prover.seconds
        try:
            rules = self._lay_out()
            asked, so = day()
        except Untranslatable as error:
            return Unknown("untranslatable", seconds, 0, type(error.node).__name__, error.place)
        search = self._search = Search(self.outcomes.unknowns, self.prover.asked)
        examples: list[Example] = []

        def accept(document: dict[str, Any]) -> bool:
            example = Example(document, search.value(asked), taken=tuple(self._taken()))
            if not self._judged(example, shows):
                return False
            examples.append(example)
            return True

        found = search.find(both((*rules, so)), seconds, accept)
        if isinstance(found, Impossible) and not isinstance(search.find(both(rules), seconds, lambda _: True), Impossible):
            return Proven(self._holds_for, self._assuming)
        match found:
            case Found():
                return Refuted(examples[0], self._holds_for, self._assuming)
            case Undecided(reason="time"):
                return Unknown("time", seconds, rejected=found.rejected)
        # What is asked of phases that cannot be a day long by any reading, nobody can tell.
        return Unknown("example", seconds, MOST_RECORDS[-1], rejected=getattr(found, "rejected", None))

    def _lay_out(self) -> list[Term]:
        """Say the days of all phases; none is over before it begins."""
        rules: list[Term] = []
        for phase in self.phases:
            first, last = (self._day(value, rules) for value in (phase.first, phase.last))
            self._ends[phase.path] = _End(first, phase.first), _End(last, phase.last)
            rules.append(first <= last)
        return rules

    def _day(self, value: n.Value | None, rules: list[Term]) -> Term:
        """One day. What a phase hangs on has happened; where the text states nothing it is any day."""
        if value is None:
            return self.completions.between(FIRST_DAY, LAST_DAY)
        found = self.completions.value(value)
        low, high = (self.completions.algebra.add([end]) for end in (found.low, found.high))
        if isinstance(low, int) and isinstance(high, int):
            return low if low == high else self.completions.between(low, high)
        if low is not high:
            rules.append(low == high)
        return low

    # --- the example ---

    def _taken(self) -> Iterator[Taken]:
        """What phases are taken to last, where an end is not one day that is written out."""
        assert self._search is not None
        for phase in self.phases:
            ends = self._ends[phase.path]
            if all(isinstance(end.term, int) for end in ends):
                continue
            first, last = (self._search.value(end.term) for end in ends)
            yield Taken(phase.path, first, last, tuple(self._read(phase)))

    def _read(self, phase: Phase) -> Iterator[Label]:
        assert self._search is not None
        for node in dict.fromkeys(node for node in _written(phase) if isinstance(node, n.ValueReadings)):
            place = self._search.value(self.completions.readings[node])
            name = node.options[place][0]
            yield node.labels[place] if place < len(node.labels) else Label(name, name)

    def _judged(self, example: Example, shows: Shows) -> bool:
        """Whether the judge says so, of a pack with these phases only, whose dates are as they are taken."""
        pack = replace(self.prover.pack, phases=tuple(map(self._with_dates, self.phases)))
        try:
            dossier = Dossier.from_dict(example.document, pack.vocabulary)
        except DossierError:  # it cannot be written so
            return False
        standing = judge_standing(Hearing(pack, dossier, example.asked))
        return shows(standing.state, standing.phases)

    def _with_dates(self, phase: Phase) -> Phase:
        first, last = (self._written_out(end) for end in self._ends[phase.path])
        return replace(phase, first=first, last=last)

    def _written_out(self, end: _End) -> n.Value:
        """A date of which everything that the text leaves open is taken in one way."""
        assert self._search is not None
        if end.value is None:
            return n.Constant(n.DATE, self._search.value(end.term))
        value = end.value
        for node, term in reversed(self.completions.readings.items()):  # a choice within a choice was said before it
            value = replaced(value, node, node.options[self._search.value(term)][1])
        for day in [node for node in n.walk(value) if isinstance(node, n.SomeDay)]:
            value = replaced(value, day, n.Constant(n.DATE, self._search.value(self.completions.days[id(day)])))
        return value


def _written(phase: Phase) -> Iterator[n.Node]:
    for end in (phase.first, phase.last):
        if end is not None:
            yield from n.walk(end)
