"""What may become of one dossier: what stands stays or changes, what is open is filled in, at the least cost, or soonest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import z3

from humi.dossier.dossier import Dossier
from humi.dossier.facts import BOUND, IDENTITY, NO, UNKNOWN, YES
from humi.engines.prove.dossier import Unknowns
from humi.engines.prove.example import Document, Writer
from humi.engines.prove.facts import Held, Text
from humi.engines.prove.given import Given, Open, is_open, within
from humi.engines.prove.logic import Term, at_least, both, choose, either, equal, implies, lifted, negate, total
from humi.engines.prove.points import point, stays
from humi.engines.prove.search import NEAR
from humi.values.dates import LAST_DAY
from humi.values.frozen import Frozen

T = TypeVar("T")


KEPT = 1000
"""A member that is recorded and goes weighs as much as so many that come."""


class Change(Frozen):
    """Something that may change, and whether it does. `recorded`: it is known to the point. Of a list, `adds` tells apart
    records that are added, so many in `number`, from listing all there are. Each record costs, all together take the `days`
    of one."""

    open: Open
    changes: Term
    cost: int
    days: int
    number: Term = 1
    recorded: bool = False
    adds: bool = False


class Least(Frozen):
    """Changes that suffice and cost least, or are done soonest, and the dossier as it is then. `shortest`: it is proven that
    none cost less (are done sooner)."""

    changes: tuple[Change, ...]
    decided: tuple[Open, ...]
    document: Document
    cost: int
    days: int
    shortest: bool


class Prices(Frozen):
    """What changes cost, by paths of facts and lists (1 where not named), and the days that each takes (0). Costs add up;
    changes run side by side, so that the longest counts. `quickest`: few days come before low costs."""

    costs: Mapping[str, int] = {}
    days: Mapping[str, int] = {}
    quickest: bool = False

    def measured(self, cost: T, days: T) -> tuple[T, T]:
        """The two in the order in which they count."""
        return (days, cost) if self.quickest else (cost, days)


class Changes:
    """The dossiers that another may become. Everything that is asked of them has been asked of the unknowns, which are about
    any dossiers."""

    def __init__(self, given: Given, asked: int, keep: frozenset[str], prices: Prices) -> None:
        """`keep` are paths of facts, or lists, that stay as they are."""
        self.given = given
        self.asked = asked
        self.keep = keep
        self.prices = prices
        self.unknowns: Unknowns = given.unknowns
        self.dossier: Dossier = given.dossier
        closed = self.unknowns.close()
        self._near = [closed.near(asked - days, asked + days // 3, asked) for days in NEAR]
        self.changes: list[Change] = []
        self.judged: list[tuple[Open, Term]] = []
        rules = [closed.rules, *self._facts(), *self._lists(), *self._judgements()]
        self.rules = both(rules)
        self._exact = both((self.rules, closed.exact(), *self._likely()))
        self.cost = total(_times(one.cost, one.changes, one.number) for one in self.changes)
        self.days = _longest((one.days, one.changes) for one in self.changes)

    # --- what may become of it ---

    def _facts(self) -> Iterator[Term]:
        for record in (*self.unknowns.singles.values(), *self.given.places):
            name = "{}[{}]".format(*self.given.places[record]) if record in self.given.places else ""
            for held in record.held.values():
                if not held.variables:  # it is the same as another
                    continue
                slots = self.given.slots(record, held.fact)
                same = stays(self.unknowns, held, slots)
                if not is_open(held, slots) and self._kept(held, slots, bool(name)):
                    yield same
                    continue
                changed = z3.Bool(f"changes!{len(self.changes)}")
                one = Open("fact", held.fact.path, name, tuple(held.variables))
                self._may_change(one, changed, recorded=not is_open(held, slots))
                yield either((changed, same))
                yield implies(changed, both((negate(same), point(held), self._becomes(held, slots, bool(name)))))

    def _may_change(self, one: Open, changes: Term, **more: Any) -> None:
        cost, days = self.prices.costs.get(one.what, 1), self.prices.days.get(one.what, 0)
        self.changes.append(Change(one, changes, cost, days, **more))

    def _kept(self, held: Held, slots: list[Any], listed: bool) -> bool:
        """Whether a fact cannot change: what lasts, what is history, what is recorded of titles, claims, cases and acts."""
        fact = held.fact
        if fact.path in self.keep or fact.lasting or fact.type in ("date", "period"):
            return True
        if fact.type == "event":
            return bool(slots[0] != NO)
        return listed

    def _becomes(self, held: Held, slots: list[Any], listed: bool) -> Term:
        """What a fact may become: within what is recorded where it cannot change, and not after today; what happens from now on
        happens today."""
        if self._kept(held, slots, listed):
            return both((within(self.unknowns, held, slots, self.asked), self._by_now(held)))
        if held.fact.type == "event":
            return both((held.slots[0][1], held.days[0][0] == self.asked))
        return True

    def _by_now(self, held: Held) -> Term:
        """What happens, and what makes a record begin, has done so: nobody can show today what comes later."""
        if held.fact.type == "event":
            return implies(held.slots[0][1], at_least(self.asked, held.days[0][1]))
        begins = self.unknowns.vocabulary.begins(held.fact.entity)
        return at_least(self.asked, held.slots[0]) if held.fact == begins else True

    def _lists(self) -> Iterator[Term]:
        for relation, population in self.unknowns.populations.items():
            low, high = self.unknowns.unlisted(relation)
            least, most = self.dossier.unlisted[relation]
            same, whole = both((equal(low, least), equal(high, most))), both((equal(low, 0), equal(high, 0)))
            added = total(self.unknowns.numbers(relation))
            if relation in self.keep:
                yield both((same, equal(added, 0)))
                continue
            one = Open("list", relation, "", ())
            if most:
                closed = z3.Bool(f"closes!{relation}")
                self._may_change(one, closed)
                enough = both((whole, added >= least, added <= most))
                yield either((both((closed, enough)), both((negate(closed), _fewer(low, high, least, most, added)))))
                if not isinstance(added, int):
                    self._may_change(one, added >= 1, number=added, adds=True)
                continue
            yield same
            if not isinstance(added, int):
                self._may_change(one, added >= 1, number=added, adds=True)
            begins = self.unknowns.vocabulary.begins(population.probe.entity)
            if begins is not None:  # the list is whole: what is added begins today
                day = population.probe.fact(begins).slots[0]
                yield both(implies(cell.number >= 1, cell.said(day) == self.asked) for cell in population.cells)
                for record in self.given.witnesses(relation):
                    yield implies(record.exists, record.fact(begins).slots[0] == self.asked)

    def _judgements(self) -> Iterator[Term]:
        for (path, about), (no, yes) in self.unknowns.judged.items():
            mask = self.given.decided(path, about)
            if mask == UNKNOWN:
                name = "{}[{}]".format(*self.given.places[about]) if about is not None else ""
                decided = negate(both((no, yes)))
                self.judged.append((Open("judgement", path, name, ()), decided))
            else:
                yield both((equal(no, mask == NO), equal(yes, mask == YES)))

    def _likely(self) -> Iterator[Term]:
        """Texts that become known are named by a rule, made up, or names of what is in the dossier."""
        own = [self.unknowns.code(text) for text in _identities(self.dossier)]

        def likely(text: Text) -> Term:
            return either((self.unknowns.likely(text), *(text.code == code for code in own)))

        changed = {one.open.key: one.changes for one in self.changes}
        for record in (*self.unknowns.singles.values(), *self.given.places):
            name = "{}[{}]".format(*self.given.places[record]) if record in self.given.places else ""
            for held in record.held.values():
                changes = changed.get(("fact", held.fact.path, name))
                if changes is not None:
                    yield from (implies(changes, likely(text)) for text in held.texts)
        for relation, population in self.unknowns.populations.items():
            for record in self.given.witnesses(relation):
                yield from (likely(text) for held in record.held.values() for text in held.texts)
            held_facts = population.probe.held.values()
            yield population.everywhere(both(likely(text) for held in held_facts for text in held.texts))

    # --- the least ---

    def least(self, goal: Term, seconds: float, other_than: Sequence[Least] = ()) -> Least | None:
        """Changes that suffice at the least cost (in the fewest days), and are not merely more than others; None where none
        were found."""
        solver = z3.Optimize()
        solver.set("timeout", max(1, int(seconds * 1000)))
        different = [self._differ(one) for one in other_than]
        solver.add(*map(lifted, (self._exact, goal, *different)))
        for measure in self.prices.measured(self.cost, self.days):
            solver.minimize(lifted(measure))
        if 0 in self.prices.costs.values():  # what costs nothing is left alone even so
            solver.minimize(lifted(total(z3.If(lifted(one.changes), 1, 0) for one in self.changes)))
        solver.minimize(lifted(total(z3.If(decided, 1, 0) for _, decided in self.judged)))
        if solver.check() != z3.sat:
            return None
        model = solver.model()
        model = self._nearest(goal, different, model, seconds) or model
        changed = tuple(one for one in self.changes if z3.is_true(model.eval(lifted(one.changes), True)))
        decided = tuple(one for one, term in self.judged if z3.is_true(model.eval(lifted(term), True)))
        cost, days = (int(model.eval(lifted(measure), True).as_long()) for measure in (self.cost, self.days))
        better = _solver(seconds, self.rules, goal, *different, self._better(cost, days))
        shortest = better.check() == z3.unsat
        changed = tuple(
            replace(one, number=int(model.eval(lifted(one.number), True).as_long())) if one.adds else one for one in changed
        )
        return Least(changed, decided, Writer(self.unknowns, model).document(), cost, days, shortest)

    def _better(self, cost: int, days: int) -> Term:
        """Whether it costs less, or takes as much and fewer days (or the other way round)."""
        (one, first), (two, second) = self.prices.measured((self.cost, cost), (self.days, days))
        return either((negate(at_least(one, first)), both((equal(one, first), negate(at_least(two, second))))))

    def _differ(self, other: Least) -> Term:
        return negate(both(one.changes for one in other.changes))

    def _nearest(self, goal: Term, different: list[Term], model: Any, seconds: float) -> Any:
        """The same changes, as small as can be."""
        solver = z3.Optimize()
        solver.set("timeout", max(1, int(seconds * 1000)))
        fixed = [one.changes == model.eval(lifted(one.changes), True) for one in self.changes]
        fixed += [decided == model.eval(lifted(decided), True) for _, decided in self.judged]
        solver.add(*map(lifted, (self._exact, goal, *different, *fixed)))
        solver.minimize(lifted(self.cost))
        solver.minimize(lifted(total(self._distances(model))))
        if solver.check() == z3.sat:
            return solver.model()
        fixed.append(equal(self.cost, model.eval(lifted(self.cost), True)))
        for near in self._near:  # not the smallest, but of days that people know
            plain = _solver(seconds, self._exact, goal, *different, *fixed, near)
            if plain.check() == z3.sat:
                return plain.model()
        return None

    def _distances(self, model: Any) -> Iterator[Term]:
        changed = {one.open.key for one in self.changes if z3.is_true(model.eval(lifted(one.changes), True))}
        for record in (*self.unknowns.singles.values(), *self.given.places):
            name = "{}[{}]".format(*self.given.places[record]) if record in self.given.places else ""
            for held in record.held.values():
                if ("fact", held.fact.path, name) not in changed:
                    continue
                recorded = self.given.slots(record, held.fact)
                if held.fact.type == "categories":
                    yield from _members_apart(held, recorded)
                elif held.fact.type == "period":
                    yield from self._period_apart(held, recorded)
                elif held.fact.type == "event":
                    yield z3.If(lifted(held.slots[0][1]), z3.Abs(held.days[0][0] - self.asked), 0)
                elif held.fact.type in ("integer", "decimal", "money", "date"):
                    low, high = recorded
                    around = self.asked if held.fact.type == "date" else 0
                    yield z3.Abs(held.slots[0] - min(max(around, low), high))

        for relation, population in self.unknowns.populations.items():
            for record in self.given.witnesses(relation):
                yield from (far for held in record.held.values() for far in self._far(held))
            for cell in population.cells:
                yield from (cell.said(far) for held in population.probe.held.values() for far in self._far(held))

    def _period_apart(self, held: Held, recorded: list[Any]) -> Iterator[Term]:
        """How far a period that becomes known begins from the day asked about; it is best without an end."""
        first, last = held.slots[0], held.slots[2]
        yield z3.Abs(lifted(first) - min(max(self.asked, recorded[0]), recorded[1]))
        yield z3.If(lifted(equal(last, recorded[3])), 0, 1)

    def _far(self, held: Held) -> Iterator[Term]:
        """How far the days of a record that is added lie from the day asked about; a period is best without an end."""
        for place, (low, _) in enumerate(held.days):
            ends = held.fact.type == "period" and place == 1
            yield z3.If(low == LAST_DAY, 0, 1) if ends else z3.Abs(low - self.asked)

    # --- why there is none ---

    def blocking(self, parts: Mapping[str, Term], seconds: float) -> tuple[str, ...]:
        """Parts that cannot all come about: of none of them is it proven that the others suffice. Empty where all can."""
        left = list(parts)
        if _solver(seconds, self.rules, *(parts[one] for one in left)).check() != z3.unsat:
            return ()
        for part in parts:
            fewer = [one for one in left if one != part]
            if _solver(seconds, self.rules, *(parts[one] for one in fewer)).check() == z3.unsat:
                left = fewer
        return tuple(left)

    def reaching(self, parts: Iterable[Term], seconds: float) -> Document | None:
        """A dossier that this one may become in which some parts all come about; None where none was found."""
        solver = _solver(seconds, self._exact, *parts)
        return Writer(self.unknowns, solver.model()).document() if solver.check() == z3.sat else None


def _members_apart(held: Held, recorded: list[Any]) -> Iterator[Term]:
    """Members that are there stay where they can, which counts for more than that none is added."""
    for index, bit in enumerate(held.slots[0]):
        there = bool(recorded[0] >> index & 1)
        yield z3.If(lifted(bit), 0, KEPT) if there else z3.If(lifted(bit), 1, 0)


def _identities(dossier: Dossier) -> Iterator[str]:
    for record in dossier.records.values():
        if record[IDENTITY] is not None:
            yield str(record[IDENTITY])
    for records in dossier.lists.values():
        yield from (str(record[IDENTITY]) for record in records if record[IDENTITY] is not None)


def _fewer(low: Term, high: Term, least: int, most: int, added: Term) -> Term:
    """What is not listed yet, after some records have been added."""
    beyond = equal(high, BOUND) if most == BOUND else both((added <= most, high == most - added))
    return both((either((both((least <= added, equal(low, 0))), both((least >= added, low == least - added)))), beyond))


def _times(cost: int, changes: Term, number: Term) -> Term:
    return cost * number if not isinstance(number, int) else z3.If(lifted(changes), cost * number, 0)


def _longest(days: Iterable[tuple[int, Term]]) -> Term:
    """The most days of what changes."""
    longest: Term = 0
    for number, changes in sorted(((number, changes) for number, changes in days if number), key=lambda one: one[0]):
        longest = choose(changes, number, longest)
    return longest


def _solver(seconds: float, *terms: Term) -> z3.Solver:
    solver = z3.Solver()
    solver.set("timeout", max(1, int(seconds * 1000)))
    solver.add(*map(lifted, terms))
    return solver
