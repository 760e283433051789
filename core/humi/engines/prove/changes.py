"""What may become of one dossier: what stands stays or changes, what is open is filled in, at the least cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import z3

from humi.dossier.dossier import Dossier
from humi.dossier.facts import BOUND, IDENTITY, NO, UNKNOWN, YES
from humi.engines.prove.dossier import Unknowns
from humi.engines.prove.example import Document, Writer
from humi.engines.prove.facts import Held, Mask, Text
from humi.engines.prove.given import Given, Open, is_open, within
from humi.engines.prove.logic import Term, both, either, equal, implies, lifted, negate, total
from humi.values.dates import LAST_DAY
from humi.values.frozen import Frozen


class Change(Frozen):
    """Something that may change, and whether it does. `recorded`: it is known to the point. Of a list, `adds` tells apart
    records that are added, so many in `number`, from listing all there are."""

    open: Open
    changes: Term
    cost: int
    number: Term = 1
    recorded: bool = False
    adds: bool = False


class Least(Frozen):
    """Changes that suffice and cost least, and the dossier as it is then. `shortest`: it is proven that none cost less."""

    changes: tuple[Change, ...]
    decided: tuple[Open, ...]
    document: Document
    cost: int
    shortest: bool


class Changes:
    """The dossiers that another may become. Everything that is asked of them has been asked of the unknowns, which are about
    any dossiers."""

    def __init__(self, given: Given, asked: int, keep: frozenset[str], costs: Mapping[str, int]) -> None:
        """`keep` are paths of facts, or lists, that stay as they are; `costs` those of facts and lists, 1 where not named."""
        self.given = given
        self.asked = asked
        self.keep = keep
        self.costs = costs
        self.unknowns: Unknowns = given.unknowns
        self.dossier: Dossier = given.dossier
        closed = self.unknowns.close()
        self.changes: list[Change] = []
        self.judged: list[tuple[Open, Term]] = []
        rules = [closed.rules, *self._facts(), *self._lists(), *self._judgements()]
        self.rules = both(rules)
        self._exact = both((self.rules, closed.exact(), *self._likely()))
        self.cost = total(_times(one.cost, one.changes, one.number) for one in self.changes)

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
                self.changes.append(Change(one, changed, self.costs.get(held.fact.path, 1), recorded=not is_open(held, slots)))
                yield either((changed, same))
                yield implies(changed, both((negate(same), point(held), self._becomes(held, slots, bool(name)))))

    def _kept(self, held: Held, slots: list[Any], listed: bool) -> bool:
        """Whether a fact cannot change: what lasts, what is history, what is recorded of titles, claims, cases and acts."""
        fact = held.fact
        if fact.path in self.keep or fact.lasting or fact.type in ("date", "period"):
            return True
        if fact.type == "event":
            return bool(slots[0] != NO)
        return listed

    def _becomes(self, held: Held, slots: list[Any], listed: bool) -> Term:
        """What a fact may become: within what is recorded where it cannot change; what happens from now on happens today."""
        if self._kept(held, slots, listed):
            return within(self.unknowns, held, slots, self.asked)
        if held.fact.type == "event":
            return both((held.slots[0][1], held.days[0][0] == self.asked))
        return True

    def _lists(self) -> Iterator[Term]:
        for relation, population in self.unknowns.populations.items():
            low, high = self.unknowns.unlisted(relation)
            least, most = self.dossier.unlisted[relation]
            same, whole = both((equal(low, least), equal(high, most))), both((equal(low, 0), equal(high, 0)))
            added = total(self.unknowns.numbers(relation))
            if relation in self.keep:
                yield both((same, equal(added, 0)))
                continue
            cost = self.costs.get(relation, 1)
            one = Open("list", relation, "", ())
            if most:
                closed = z3.Bool(f"closes!{relation}")
                self.changes.append(Change(one, closed, cost))
                enough = both((whole, added >= least, added <= most))
                yield either((both((closed, enough)), both((negate(closed), _fewer(low, high, least, most, added)))))
                if not isinstance(added, int):
                    self.changes.append(Change(one, added >= 1, cost, added, adds=True))
                continue
            yield same
            if not isinstance(added, int):
                self.changes.append(Change(one, added >= 1, cost, added, adds=True))
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
        """Changes that suffice at the least cost, and are not merely more than others; None where none were found."""
        solver = z3.Optimize()
        solver.set("timeout", max(1, int(seconds * 1000)))
        different = [self._differ(one) for one in other_than]
        solver.add(*map(lifted, (self._exact, goal, *different)))
        solver.minimize(lifted(self.cost))
        solver.minimize(lifted(total(z3.If(decided, 1, 0) for _, decided in self.judged)))
        if solver.check() != z3.sat:
            return None
        model = solver.model()
        model = self._nearest(goal, different, model, seconds) or model
        changed = tuple(one for one in self.changes if z3.is_true(model.eval(lifted(one.changes), True)))
        decided = tuple(one for one, term in self.judged if z3.is_true(model.eval(lifted(term), True)))
        cost = int(model.eval(lifted(self.cost), True).as_long())
        cheaper = _solver(seconds, self.rules, goal, *different, self.cost < cost)
        shortest = cheaper.check() == z3.unsat
        changed = tuple(
            replace(one, number=int(model.eval(lifted(one.number), True).as_long())) if one.adds else one for one in changed
        )
        return Least(changed, decided, Writer(self.unknowns, model).document(), cost, shortest)

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
        return solver.model() if solver.check() == z3.sat else None

    def _distances(self, model: Any) -> Iterator[Term]:
        changed = {one.open.key for one in self.changes if z3.is_true(model.eval(lifted(one.changes), True))}
        for record in (*self.unknowns.singles.values(), *self.given.places):
            name = "{}[{}]".format(*self.given.places[record]) if record in self.given.places else ""
            for held in record.held.values():
                if ("fact", held.fact.path, name) in changed and held.fact.type in ("integer", "decimal", "money", "date"):
                    low, high = self.given.slots(record, held.fact)
                    around = self.asked if held.fact.type == "date" else 0
                    yield z3.Abs(held.slots[0] - min(max(around, low), high))

        for relation, population in self.unknowns.populations.items():
            for record in self.given.witnesses(relation):
                yield from (far for held in record.held.values() for far in self._far(held))
            for cell in population.cells:
                yield from (cell.said(far) for held in population.probe.held.values() for far in self._far(held))

    def _far(self, held: Held) -> Iterator[Term]:
        """How far the days of a record that is added lie from the day asked about; a period is best without an end."""
        for place, (low, _) in enumerate(held.days):
            ends = held.fact.type == "period" and place == 1
            yield z3.If(low == LAST_DAY, 0, 1) if ends else z3.Abs(low - self.asked)

    # --- why there is none ---

    def blocking(self, parts: Mapping[str, Term], seconds: float) -> tuple[str, ...]:
        """Parts that cannot all come about, as few as can be: without any one of them they can. Empty where all can."""
        left = list(parts)
        if _solver(seconds, self.rules, *(parts[one] for one in left)).check() != z3.unsat:
            return ()
        for part in parts:
            fewer = [one for one in left if one != part]
            if _solver(seconds, self.rules, *(parts[one] for one in fewer)).check() == z3.unsat:
                left = fewer
        return tuple(left)


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


def _solver(seconds: float, *terms: Term) -> z3.Solver:
    solver = z3.Solver()
    solver.set("timeout", max(1, int(seconds * 1000)))
    solver.add(*map(lifted, terms))
    return solver


# --- one fact ---


def stays(unknowns: Unknowns, held: Held, slots: list[Any]) -> Term:
    """A fact of any dossier is as it is recorded."""
    own = held.slots
    match held.fact.type:
        case "boolean":
            return _mask_is(own[0], slots[0])
        case "category":
            return _bits_are(own[0], slots[0])
        case "categories":
            return both((_bits_are(own[0], slots[0]), _bits_are(own[1], slots[1])))
        case "text":
            return _text_is(unknowns, own[0], slots[0])
        case "event":
            if slots[0] != YES:
                return _mask_is(own[0], slots[0])
            (low, high), (result, by, to) = held.days[0], own[3:]
            told = (_bits_are(result, slots[3]), _text_is(unknowns, by, slots[4]), _text_is(unknowns, to, slots[5]))
            return both((_mask_is(own[0], YES), equal(low, slots[1]), equal(high, slots[2]), *told))
    return both(equal(one, slot) for one, slot in zip(own, slots, strict=True))


def point(held: Held) -> Term:
    """A fact of any dossier is known to the point, as far as rules ask."""
    own = held.slots
    match held.fact.type:
        case "boolean":
            return negate(both(own[0]))
        case "category":
            return negate(both(own[0])) if len(own[0]) > 1 else True
        case "categories":
            return both(equal(sure, may) for sure, may in zip(own[0], own[1], strict=True))
        case "text":
            return own[0].known
        case "period":
            return both((equal(own[0], own[1]), equal(own[2], own[3])))
        case "event":
            low, high = held.days[0]
            parts = [negate(both(own[3])) if len(own[3]) > 1 else True, own[4].known, own[5].known]
            asked = [part for offset, part in zip((3, 4, 5), parts, strict=True) if offset in held.asked]
            return both((negate(both(own[0])), implies(own[0][1], both((equal(low, high), *asked)))))
    return equal(own[0], own[1])


def _mask_is(mask: Mask, slot: int) -> Term:
    no, yes = mask
    return both((equal(no, bool(slot & NO)), equal(yes, bool(slot & YES))))


def _bits_are(mask: Mask, members: int) -> Term:
    return both(equal(bit, bool(members >> index & 1)) for index, bit in enumerate(mask))


def _text_is(unknowns: Unknowns, text: Text, said: str | None) -> Term:
    return negate(text.known) if said is None else both((text.known, text.code == unknowns.code(said)))
