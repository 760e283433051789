"""Whether a case notices a mutant: the cases are heard once, and of each mutant only what its change may touch is heard again.

1. Of a case only those expectations are compared that speak of the changed rules or of what follows from them.
2. Of the pack only the rules that these speak of are heard, with those that they follow from. No other has a say in them.
3. A case is heard again only where a condition that was changed answers otherwise than before, to the questions that the
   road asked in it. Changes of what a rule does with its conditions (`shaped`) are always heard.

So the answer is that of running every case on the whole mutant, which a test holds it to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from humi.authoring.cases import Case, Expectation, compare, dossier_of
from humi.authoring.mutation.mutants import ALONE, SECTIONS, Mutant
from humi.authoring.mutation.parts import SCOPE, STANDING, TITLES, Part, part_of, part_of_key, part_of_rule, premises_of
from humi.authoring.mutation.rehearing import Again, Asked, Memory, Rehearing
from humi.authoring.mutation.rules import nodes_of
from humi.decision import RegionDecision
from humi.language import nodes as n
from humi.policy.pack import Pack, Rule
from humi.road import decide, decided


class Heard:
    """A case with what the pack as it is came to in it, and its expectations by what they speak of."""

    def __init__(self, case: Case, pack: Pack) -> None:
        """Raises DossierError where the case's dossier cannot be read."""
        self.case = case
        self.day = case.on.toordinal()
        self.memory = Memory(dossier_of(case, pack))
        self.decision = decided(Rehearing(pack, self.memory, self.day))
        self.asked: dict[Part, list[Asked]] = {}
        for asked in self.memory.asked.values():
            self.asked.setdefault(part_of_key(asked.key[1], pack), []).append(asked)
        self.expected: dict[Part, list[Expectation]] = {}
        for expectation in case.expected:
            self.expected.setdefault(part_of(expectation.path, pack), []).append(expectation)

    @property
    def passed(self) -> bool:
        """The pack as it is comes to what the case expects."""
        return self.holds(self.decision, self.expected)

    def holds(self, decision: RegionDecision, parts: Iterable[Part]) -> bool:
        """Whether a decision is what is expected of some parts."""
        return all(compare(one, decision) is None for part in parts for one in self.expected.get(part, ()))


class Bench:
    """All cases of a pack, heard once, in which each mutant is tried."""

    def __init__(self, pack: Pack, heard: Sequence[Heard]) -> None:
        self.pack = pack
        self.heard = tuple(heard)
        self.rules: dict[Part, list[Rule]] = {}
        for section in SECTIONS:
            for rule in getattr(pack, section):
                self.rules.setdefault(part_of_rule(rule.path), []).append(rule)
        self.premises = {part: premises_of(rules) for part, rules in self.rules.items()}
        every = (*(rule for name in ALONE if (rule := getattr(pack, name)) is not None), *chain(*self.rules.values()))
        self.versioned = {rule.path: first_days(rule) for rule in every if any(map(may_be_dated, nodes_of(rule)))}
        self._speaking: dict[Part, list[Heard]] = {}
        for one in self.heard:
            for part in one.expected:
                self._speaking.setdefault(part, []).append(one)

    def notices(self, mutant: Mutant) -> Heard | None:
        """A case that no longer comes to what it expects; None where every case still does."""
        trial = _Trial(self, mutant)
        for one in self._speaking_of(trial):
            if trial.may_differ(one) and not trial.holds(one):
                return one
        return None

    def _speaking_of(self, trial: _Trial) -> list[Heard]:
        """The cases that speak of what may change, those first that speak of what was changed itself."""
        parts = (*trial.touched, *sorted(trial.parts - trial.touched))
        return list(dict.fromkeys(one for part in parts for one in self._speaking.get(part, ())))


class _Trial:
    """One mutant on the bench: which parts of an answer it may touch, and the slices of the pack that give them."""

    def __init__(self, bench: Bench, mutant: Mutant) -> None:
        self.bench = bench
        self.pack = mutant.pack
        # A rule does not apply before its first version: which that is, conditions do not answer.
        begins = ((bench.versioned.get(path), rule) for path, rule in mutant.rules.items())
        self.shaped = mutant.change.shaped or any(days is not None and days != first_days(rule) for days, rule in begins)
        self.wide = mutant.wide
        self.touched = {part_of_rule(path) for path in mutant.rules}
        changed = {part: [mutant.rules.get(rule.path, rule) for rule in bench.rules.get(part, ())] for part in self.touched}
        self.premises = {**bench.premises, **{part: premises_of(rules) for part, rules in changed.items()}}
        self.parts = self._parts()
        self.again = Again()
        self._slices: dict[frozenset[Part], Pack] = {}
        self._answered: dict[Any, bool] = {}

    def _parts(self) -> set[Part]:
        """What was changed, all that follows from it, and what else is told from it."""
        if self.wide:
            return {SCOPE, STANDING, TITLES, *self.bench.rules}
        found = _closed(self.touched, lambda part: {one for one, from_ in self.bench.premises.items() if part in from_})
        if any(getattr(rule, "validity", None) for part in self.touched for rule in self.bench.rules.get(part, ())):
            found.add(TITLES)
        return found

    # --- hearing a case again ---

    def holds(self, one: Heard) -> bool:
        """Whether a case still comes to what it expects of these parts."""
        parts = frozenset(self.parts.intersection(one.expected))
        decision = decided(Rehearing(self._slice(parts), one.memory, one.day, again=self.again))
        return one.holds(decision, parts)

    def _slice(self, parts: frozenset[Part]) -> Pack:
        """Of the mutant what has a say in these parts."""
        if parts not in self._slices:
            needed = _closed(parts, lambda part: self.premises.get(part, frozenset()))
            rules: dict[str, Any] = {
                section: tuple(rule for rule in getattr(self.pack, section) if part_of_rule(rule.path) in needed)
                for section in SECTIONS
            }
            if TITLES in parts:
                valid = [rule for rule in self.pack.designations if rule.validity is not None]
                rules["designations"] = tuple(dict.fromkeys((*rules["designations"], *valid)))
            # Phases are asked about together, so all slices have them or none has.
            rules["phases"] = self.pack.phases if STANDING in self.parts else ()
            part_ = replace(self.pack, silent=(), **rules)
            part_.__dict__["hash"] = ""  # of a slice nobody asks, and it takes longer than all the rest
            self._slices[parts] = part_
        return self._slices[parts]

    # --- without hearing it again ---

    def may_differ(self, one: Heard) -> bool:
        """Whether anything that was asked in a case may now be answered otherwise."""
        if self.shaped:
            return True
        asked = one.asked if self.wide else self.touched
        return any(self._differs(question) for part in asked for question in one.asked.get(part, ()))

    def _differs(self, asked: Asked) -> bool:
        """Questions that see the same are answered the same; of one that was not asked again yet, nothing is known."""
        if asked.key not in self.again.nodes:
            return True
        known = asked.key, asked.seen
        if known not in self._answered:
            self._answered[known] = self.again.differs(asked)
        return self._answered[known]


def first_days(rule: Rule) -> list[int]:
    """The first day of each thing in a rule that has dated versions."""
    return [node.starts[0] for node in nodes_of(rule) if isinstance(node, n.Versions | n.ValueVersions)]


def may_be_dated(node: n.Node) -> bool:
    """Whether a node has dated versions, or may have some when a table is changed."""
    return isinstance(node, n.Versions | n.ValueVersions | n.Lookup | n.ValueLookup)


def _closed(parts: Iterable[Part], more: Any) -> set[Part]:
    """With all that more is found for, again and again."""
    found: set[Part] = set()
    left = list(parts)
    while left:
        part = left.pop()
        if part not in found:
            found.add(part)
            left.extend(more(part))
    return found


def noticing(mutant: Mutant, heard: Iterable[Heard]) -> Iterator[Heard]:
    """The cases that notice a mutant, each run on the whole of it: slow, and what `Bench` has to agree with."""
    for one in heard:
        decision = decide(mutant.pack, one.memory.dossier, one.day)
        if not one.holds(decision, one.expected):
            yield one
