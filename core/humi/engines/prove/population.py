"""Related records, however many: those that answer every question alike are one cell, with a number and a witness.

Every question about a relation (how many records count, how many texts they hold, what they sum up to) is kept until all are
known. Then `close` makes a cell of each way to answer them: an integer says how many records are in it, and one record, the
witness, stands for them all. So counts have no bound. What a sum or a number of different texts comes to is only bounded by
the numbers of records: that allows at least what is possible, so what is proven stays proven, and examples are replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import z3

from humi.dossier.facts import OF_A_REGION, Fact
from humi.engines.prove.logic import (
    Term,
    both,
    choose,
    either,
    equal,
    implies,
    key_of,
    leaves,
    names_in,
    negate,
    same_term,
    total,
)
from humi.engines.prove.records import Record
from humi.values.frozen import Frozen

MOST_CELLS = 128
"""Questions beyond this many cells are asked of records of their own: allowed for a proof, and examples are replayed."""

MOST_VALUES = 8
"""A sum whose parts take so few values is made of counts, which is exact."""

Ask = Callable[[Record], tuple[Term, Term]]
"""Whether a record surely, and possibly, counts."""


class Cell(Frozen):
    """Records that answer alike: how many, and one of them, which is the probe under names of its own."""

    number: Term
    names: tuple[tuple[Term, Term], ...]
    surely: tuple[bool | None, ...]
    possibly: tuple[bool | None, ...]
    """What the cell answers to each question, in order; None to those that are asked of records of their own."""

    def said(self, term: Term) -> Term:
        """What is said of the probe, said of the witness."""
        return term if isinstance(term, int) else z3.substitute(term, *self.names)


class _Question:
    """A question about each record; `low` and `high` are how many records surely, and possibly, answer yes."""

    def __init__(self, name: str, surely: Term, possibly: Term) -> None:
        self.surely = surely
        self.possibly = possibly
        self.low = z3.Int(f"{name}.low")
        self.sharp = same_term(surely, possibly)
        """Whether what is possible is sure."""
        self.high = self.low if self.sharp else z3.Int(f"{name}.high")


class Distinct(Frozen):
    """How many different texts the records of a question hold in a field."""

    question: int
    fact: Fact
    least: Term
    most: Term


class Population:
    """The records of one relation that are not told apart by name. The probe is any one of them."""

    def __init__(self, relation: str, probe: Record) -> None:
        self.relation = relation
        self.probe = probe
        self.rules: list[Term] = []
        self.small: list[Term] = []
        """What is so where each cell holds one record at most, and sums are exact."""
        self.cells: list[Cell] = []
        self.distinct: list[Distinct] = []
        self.sums: list[tuple[Term, Term]] = []
        """What each record adds to a sum, and the sum."""
        self.questions: list[_Question] = []
        self._known: dict[object, int] = {}

    # --- questions ---

    def count(self, ask: Ask) -> tuple[Term, Term]:
        """How many records surely, and possibly, answer yes."""
        surely, possibly = ask(self.probe)
        if possibly is False:
            return 0, 0
        question = self.questions[self._asked(surely, possibly)]
        return (0 if surely is False else question.low), question.high

    def _asked(self, surely: Term, possibly: Term) -> int:
        key = key_of(surely), key_of(possibly)
        if key not in self._known:
            self._known[key] = len(self.questions)
            self.questions.append(_Question(f"{self.relation}#{len(self.questions)}", surely, possibly))
        return self._known[key]

    def texts(self, ask: Ask, fact: Fact) -> tuple[Term, Term]:
        """The least and the greatest number of different texts of a field, among the records that answer yes."""
        surely, possibly = ask(self.probe)
        if possibly is False:
            return 0, 0
        index = self._asked(surely, possibly)
        question, entity = self.questions[index], self.probe.entity
        if self.probe.complete and fact.path == f"{entity}.id":  # no two records share one
            return question.low, question.high
        if self.probe.complete and entity in OF_A_REGION and fact.path == f"{entity}.region":  # those that are seen share it
            return choose(question.low >= 1, 1, 0), choose(question.high >= 1, 1, 0)
        for known in self.distinct:
            if known.question == index and known.fact == fact:
                return known.least, known.most
        return self._texts(index, fact)

    def _texts(self, index: int, fact: Fact) -> tuple[Term, Term]:
        question, name = self.questions[index], f"{self.relation}#{index}/{fact.path}"
        least = z3.Int(f"{name}.least")
        most = least if self.probe.complete and question.sharp else z3.Int(f"{name}.most")
        low, high = question.low, question.high
        self.rules += [least >= 0, least <= low, implies(low >= 1, least >= 1), most <= high, implies(high >= 1, most >= 1)]
        if most is not least:
            self.rules.append(least <= most)
        self.distinct.append(Distinct(index, fact, least, most))
        return least, most

    def sum(self, part: Callable[[Record], Term]) -> Term:
        """The sum of a part of each record."""
        term = part(self.probe)
        values = set(leaves(term))
        if all(isinstance(value, int) for value in values) and len(values) <= MOST_VALUES:
            return total(self._number(is_value(term, value)) * value for value in sorted(values) if value)
        return self._loose_sum(term)

    def _number(self, condition: Term) -> Term:
        return self.count(lambda _: (condition, condition))[0]

    def _loose_sum(self, part: Term) -> Term:
        for known, result in self.sums:  # the same sum, asked for again
            if same_term(known, part):
                return result
        number, result = self._number(negate(equal(part, 0))), z3.FreshInt(f"{self.relation}.sum")
        self.rules.append(implies(equal(number, 0), result == 0))
        for sign in (1, -1):
            if self._never_below(sign * part):
                self.rules.append(sign * result >= number)
        self.sums.append((part, result))
        return result

    def _never_below(self, part: Term) -> bool:
        """Whether the part of a record is never below 0."""
        solver = self._of_probe(200)
        solver.add(part < 0)
        return bool(solver.check() == z3.unsat)

    def _of_probe(self, milliseconds: int) -> z3.Solver:
        solver = z3.Solver()
        solver.set("timeout", milliseconds)
        solver.add(*(rule for rule in self.probe.rules if rule is not True))
        return solver

    def suppose(self, rule: Term, different: bool = False) -> None:
        """Take something for granted of every record; `different`: where texts are counted, that no two share one."""
        self.probe.rules.append(rule)
        for one in self.distinct if different else ():
            question = self.questions[one.question]
            self.rules += [equal(one.least, question.low), equal(one.most, question.high)]

    # --- cells ---

    def close(self) -> None:
        """Make the cells; nothing is asked afterwards."""
        identified = self._asks_for("id")
        one_each = bool(self.sums) or identified is not None
        for number, group in enumerate(self._groups()):
            found = list(self._ways(group)) * (2 if one_each else 1)
            own = [self._cell(f"{self.relation}[{number}.{index}]", group, way) for index, way in enumerate(found)]
            for at in group:
                question = self.questions[at]
                self.rules.append(question.low == total(cell.number for cell in own if cell.surely[at]))
                if not question.sharp:
                    self.rules.append(question.high == total(cell.number for cell in own if cell.possibly[at]))
        if one_each:
            self.small += [cell.number <= 1 for cell in self.cells]
        if identified is not None and len(self.cells) > 1:
            self.small.append(z3.Distinct([cell.said(identified) for cell in self.cells]))
        for part, result in self.sums:
            self.small.append(result == total(choose(cell.number == 1, cell.said(part), 0) for cell in self.cells))

    def _asks_for(self, name: str) -> Term | None:
        """The text of a record that some question asks for; None where none does."""
        held = self.probe.held.get(f"{self.probe.entity}.{name}")
        if held is None:
            return None
        code = held.slots[0].code
        asked = names_in(term for one in self.questions for term in (one.surely, one.possibly))
        return code if code.decl().name() in asked else None

    def everywhere(self, term: Term) -> Term:
        """What is said of the probe, of every witness."""
        return both(cell.said(term) for cell in self.cells)

    def _groups(self) -> Iterator[list[int]]:
        """Questions that are asked of the same records; all of them, unless they make too many cells."""
        left = list(range(len(self.questions)))
        while left:
            group = left
            while len(group) > 1 and self._too_many(group):
                group = group[: len(group) // 2]
            yield group
            left = [index for index in left if index not in group]

    def _too_many(self, group: Sequence[int]) -> bool:
        return sum(1 for _, _ in zip(range(MOST_CELLS + 1), self._ways(group), strict=False)) > MOST_CELLS

    def _ways(self, group: Sequence[int]) -> Iterator[tuple[tuple[bool, bool], ...]]:
        """The ways in which one record may answer some questions; not the one in which it answers all with no."""
        solver = self._of_probe(500)

        def extend(way: tuple[tuple[bool, bool], ...]) -> Iterator[tuple[tuple[bool, bool], ...]]:
            if len(way) == len(group):
                if any(possibly for _, possibly in way):
                    yield way
                return
            question = self.questions[group[len(way)]]
            answers = ((False, False), (True, True)) if question.sharp else ((False, False), (False, True), (True, True))
            for answer in answers:
                said = _answers(question, answer)
                if said is False:
                    continue
                solver.push()
                if said is not True:
                    solver.add(said)
                if said is True or solver.check() != z3.unsat:
                    yield from extend((*way, answer))
                solver.pop()

        yield from extend(())

    def _cell(self, name: str, group: Sequence[int], way: Sequence[tuple[bool, bool]]) -> Cell:
        number = z3.Int(f"{name}.number")
        names = tuple((one, z3.Const(f"{name}.{one}", one.sort())) for one in self.probe.variables)
        surely: list[bool | None] = [None] * len(self.questions)
        possibly: list[bool | None] = [None] * len(self.questions)
        for at, answer in zip(group, way, strict=True):
            surely[at], possibly[at] = answer
        cell = Cell(number, names, tuple(surely), tuple(possibly))
        said = both(_answers(self.questions[at], answer) for at, answer in zip(group, way, strict=True))
        self.rules += [number >= 0, implies(number >= 1, cell.said(said)), cell.said(both(self.probe.rules))]
        self.cells.append(cell)
        return cell


def _answers(question: _Question, answer: tuple[bool, bool]) -> Term:
    """A record answers a question so."""
    return both((equal(question.surely, answer[0]), equal(question.possibly, answer[1])))


def is_value(term: Term, value: int) -> Term:
    """Whether a choice among few values comes to one of them."""
    if isinstance(term, int):
        return term == value
    if z3.is_int_value(term):
        return term.as_long() == value
    if z3.is_app_of(term, z3.Z3_OP_ITE):
        condition, yes, no = term.children()
        return either((both((condition, is_value(yes, value))), both((negate(condition), is_value(no, value)))))
    return term == value
