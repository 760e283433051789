"""Whether a case notices a mutant: the cases are heard once, and of each mutant only what its change may touch is heard again.

1. Of the pack only a part is heard: the rules that were changed, those that follow from them, and what those follow. No
   other rule has a say in what they come to.
2. Of a case only those expectations are compared that speak of the changed rules or of what follows from them.
3. A case is heard again only where a condition that was changed answers otherwise than before, to the questions that the
   road asked in it. Changes of what a rule does with its conditions (`shaped`) are always heard.

So the answer is that of running every case on the whole mutant, which a test holds it to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from humi.authoring.cases import Case, Expectation, compare, dossier_of
from humi.authoring.mutation.mutants import Mutant
from humi.authoring.mutation.rehearing import ALL, Asked, Memory, Rehearing, differing
from humi.decision import Outcome, RegionDecision
from humi.engines.judge import Raw
from humi.policy.pack import FollowedRule, Pack, Rule
from humi.road import decided
from humi.road.chaining import base

Part = str
"""What an expectation speaks of: `scope`, `standing`, or the path of a rule as others name it."""
STANDING = ("standing", "phase")
OF_DESIGNATIONS = ("next",)
SECTIONS = ("designations", "targets", "incentives", "duties")


class Heard:
    """A case with what the pack as it is came to in it, and its expectations by what they speak of."""

    def __init__(self, case: Case, pack: Pack) -> None:
        """Raises DossierError where the case's dossier cannot be read."""
        self.case = case
        self.memory = Memory(case, dossier_of(case, pack))
        self.decision = decided(Rehearing(pack, self.memory, case.on.toordinal(), first=True))
        self.asked = tuple(self.memory.asked.values())
        self.expected: dict[Part, list[Expectation]] = {}
        for expectation in case.expected:
            self.expected.setdefault(part_of(expectation.path, pack), []).append(expectation)

    def passes(self) -> bool:
        """Whether the pack as it is comes to what the case expects."""
        return self.holds(self.decision, self.case.expected)

    def holds(self, decision: RegionDecision, expected: Iterable[Expectation]) -> bool:
        """Whether a decision is what is expected."""
        return all(compare(one, decision) is None for one in expected)


def part_of(path: str, pack: Pack) -> Part:
    """What an expectation of a path speaks of. Titles are of every designation: they are told apart by none."""
    first, _, rest = path.partition("/")
    if first in STANDING:
        return "standing"
    if first == "cites":
        return part_of(rest, pack)
    if first == "title":
        return "titles"
    if first == "next":
        return f"designations/{rest}"
    if first == "amount":
        return _rule(f"incentives/{rest}")
    if first == "count":
        return _rule(f"targets/{rest}")
    if first == "due":
        name = rest.partition("/")[0]
        section = "targets" if any(_rule(rule.path) == f"targets/{name}" for rule in pack.targets) else "duties"
        return f"{section}/{name}"
    return _rule(path) if first in SECTIONS else first


def _rule(path: str) -> Part:
    """A rule by its section and name, whatever stands below it."""
    return "/".join(path.split("/", 2)[:2])


class Bench:
    """All cases of a pack, heard once; mutants are tried before it."""

    def __init__(self, pack: Pack, heard: Sequence[Heard]) -> None:
        self.pack = pack
        self.heard = tuple(heard)
        self._premises = {_rule(rule.path): _premises(rule) for rule in (*pack.incentives, *pack.duties)}
        self._rules: dict[Part, list[Rule]] = {}
        for section in SECTIONS:
            for rule in getattr(pack, section):
                self._rules.setdefault(_rule(rule.path), []).append(rule)
        self._of_part: dict[Part, list[Heard]] = {}
        for one in self.heard:
            for part in one.expected:
                self._of_part.setdefault(part, []).append(one)

    def notices(self, mutant: Mutant) -> Heard | None:
        """A case that no longer comes to what it expects; None where every case still does."""
        touched = {_rule(path) for path in mutant.rules}
        parts = self._follow(touched)
        if mutant.wide:
            parts |= {"scope", "standing", *self._rules}
        if any(part.startswith("phases/") for part in touched):
            parts.add("standing")
        if any(part.startswith("designations/") for part in touched):
            parts.add("titles")
        if mutant.wide:
            parts.add("titles")
        sliced = self._slice(mutant, parts)
        trial = None if mutant.change.shaped else _Trial(sliced, touched, mutant.wide)
        for one in self._concerned(parts, touched):
            if trial is not None and not trial.may_differ(one):
                continue
            expected = [each for part in parts for each in one.expected.get(part, ())]
            decision = decided(Rehearing(sliced, one.memory, one.case.on.toordinal()))
            if not one.holds(decision, expected):
                return one
        return None

    def _concerned(self, parts: set[Part], touched: set[Part]) -> list[Heard]:
        """The cases that speak of any of these parts, those first that speak of what was changed itself."""
        found = dict.fromkeys(one for part in touched for one in self._of_part.get(part, ()))
        found.update(dict.fromkeys(one for one in self.heard if not parts.isdisjoint(one.expected)))
        return list(found)

    def _follow(self, parts: set[Part]) -> set[Part]:
        """With all that follows from them, directly or not."""
        found = set(parts)
        while True:
            more = {part for part, premises in self._premises.items() if premises & found} - found
            if not more:
                return found
            found |= more

    def _slice(self, mutant: Mutant, parts: set[Part]) -> Pack:
        """Of the mutant what matters for these parts."""
        pack = mutant.pack
        if mutant.wide:
            return pack
        needed = set(parts)
        premises = {**self._premises, **{_rule(path): _premises(rule) for path, rule in mutant.rules.items()}}
        while True:
            more = {one for part in needed for one in premises.get(part, ())} - needed
            if not more:
                break
            needed |= more
        sections: dict[str, Any] = {
            section: tuple(rule for rule in getattr(pack, section) if _rule(rule.path) in needed) for section in SECTIONS
        }
        phases = pack.phases if "standing" in parts else ()
        return replace(pack, phases=phases, silent=(), **sections)


def _premises(rule: Any) -> frozenset[Part]:
    return frozenset(premise.rule for premise in getattr(rule, "follows", ()) if isinstance(premise, FollowedRule))


class _Trial:
    """What a slice asks, as far as the road has shown it, beside what was asked before."""

    def __init__(self, sliced: Pack, touched: set[Part], wide: bool) -> None:
        self.kept = sliced.__dict__.setdefault("_kept", {})
        self.touched = tuple(touched)
        self.wide = wide
        self.answered: dict[Any, bool] = {}

    def may_differ(self, one: Heard) -> bool:
        """Whether anything that was asked in a case may now be answered otherwise."""
        return any(self._differs(asked) for asked in one.asked if self.wide or self._concerns(asked.key[1]))

    def _concerns(self, key: str) -> bool:
        return any(key.startswith(part) and key[len(part) : len(part) + 1] in ("", "/") for part in self.touched)

    def _differs(self, asked: Asked) -> bool:
        nodes = self.kept.get(asked.key)
        if nodes is None:
            return True  # the road will show what is asked now
        seen = asked.key, asked.seen
        found = self.answered.get(seen)
        if found is None:
            found = self.answered[seen] = self._answers_differ(asked, nodes)
        return found

    def _answers_differ(self, asked: Asked, nodes: tuple[Any, ...]) -> bool:
        key = ("changed", "/".join(asked.key))
        changed = self.kept.get(key)
        if changed is None:
            changed = self.kept[key] = differing(nodes, asked.nodes)
        if changed is ALL:
            return True
        if not changed:
            return False
        if asked.key[0] == "ranged":
            return asked.answer(nodes) != asked.answers
        now = asked.answer([nodes[index] for index in changed])
        return any(_told(raw) != _told(asked.answers[index]) for index, raw in zip(changed, now, strict=True))


def _told(raw: Raw) -> Any:
    """What cases can tell of a raw finding: the outcome, and the kinds of its causes."""
    return raw if isinstance(raw, int) else frozenset(cause.kind for cause, _ in raw)


def slow(mutant: Mutant, heard: Iterable[Heard]) -> Iterator[Heard]:
    """The cases that notice a mutant, each run on the whole of it: what `Bench` has to agree with."""
    from humi.road import decide

    for one in heard:
        decision = decide(mutant.pack, one.memory.dossier, one.case.on.toordinal())
        if not one.holds(decision, one.case.expected):
            yield one


__all__ = ["Bench", "Heard", "Outcome", "slow"]
