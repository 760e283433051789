"""Related records, however many: those that answer every question alike are one cell, with a number and a witness.

Every question about a relation (how many records count, how many texts they hold, what they sum up to) is kept until all are
known. Then `close` makes a cell of each way to answer them: an integer says how many records are in it, and one record, the
witness, stands for them all. So counts have no bound. What a sum or a number of different texts comes to is only bounded by
the numbers of records: that allows at least what is possible, so what is proven stays proven, and examples are replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import z3

from humi.dossier.facts import OF_A_REGION
from humi.engines.prove.logic import Term, both, choose, either, equal, implies, key_of, leaves, negate, same_term, total
from humi.engines.prove.records import Record
from humi.values.frozen import Frozen

MOST_CELLS = 128
"""Questions beyond this many cells are asked of records of their own: allowed for a proof, and examples are replayed."""

MOST_VALUES = 8
"""A sum whose parts take so few values is made of counts, which is exact."""

Ask = Callable[[Record], tuple[Term, Term]]
"""Whether a record surely, and possibly, counts."""


class Cell(Frozen):
    """Records that answer alike: how many, and one of them."""

    number: Term
    witness: Record
    surely: tuple[bool | None, ...]
    possibly: tuple[bool | None, ...]
    """What the cell answers to each question, in order; None to those that are asked of records of their own."""
    asked: tuple[Term, ...]
    """The questions, as asked of the witness."""


class _Question:
    """A question about each record; `low` and `high` are how many records surely, and possibly, answer yes."""

    def __init__(self, name: str, ask: Ask, probe: tuple[Term, Term]) -> None:
        self.ask = ask
        self.probe = probe
        """Kept, because the number of a term is given to another once it is gone."""
        self.low, self.high = z3.Int(f"{name}.low"), z3.Int(f"{name}.high")
        if same_term(*probe):
            self.high = self.low
        self.sharp = self.high is self.low
        """Whether what is possible is sure."""


class Distinct(Frozen):
    """How many different texts the records of a question hold in a field."""

    question: int
    fact: Any
    least: Term
    most: Term


class Population:
    """The records of one relation that are not told apart by name."""

    def __init__(self, relation: str, new: Callable[[str], Record]) -> None:
        self.relation = relation
        self.new = new
        self.probe = new(f"{relation}?")
        self.rules: list[Term] = []
        self.small: list[Term] = []
        """What is so where each cell holds one record at most, and sums are exact."""
        self.cells: list[Cell] = []
        self.distinct: list[Distinct] = []
        self.summed = False
        self._questions: list[_Question] = []
        self._known: dict[object, int] = {}
        self._sums: list[tuple[Callable[[Record], Term], Term]] = []

    # --- questions ---

    def count(self, ask: Ask) -> tuple[Term, Term]:
        """How many records surely, and possibly, answer yes."""
        probe = ask(self.probe)
        if probe[1] is False:
            return 0, 0
        question = self._questions[self._asked(ask, probe)]
        return (0 if probe[0] is False else question.low), question.high

    def _asked(self, ask: Ask, probe: tuple[Term, Term]) -> int:
        key = key_of(probe[0]), key_of(probe[1])
        if key not in self._known:
            self._known[key] = len(self._questions)
            self._questions.append(_Question(f"{self.relation}#{len(self._questions)}", ask, probe))
        return self._known[key]

    def texts(self, ask: Ask, fact: Any) -> tuple[Term, Term]:
        """The least and the greatest number of different texts of a field, among the records that answer yes."""
        probe = ask(self.probe)
        if probe[1] is False:
            return 0, 0
        index = self._asked(ask, probe)
        question = self._questions[index]
        if self.probe.complete and fact.path == f"{self.probe.entity}.id":  # no two records share one
            return question.low, question.high
        if self.probe.complete and self.probe.entity in OF_A_REGION and fact.path == f"{self.probe.entity}.region":  # those that are seen share it
            return choose(question.low >= 1, 1, 0), choose(question.high >= 1, 1, 0)
        for known in self.distinct:
            if known.question == index and known.fact == fact:
                return known.least, known.most
        name = f"{self.relation}#{index}/{fact.name}"
        least = z3.Int(f"{name}.least")
        most = least if self.probe.complete and question.sharp else z3.Int(f"{name}.most")
        low, high = question.low, question.high
        self.rules += [least >= 0, least <= low, implies(low >= 1, least >= 1), least <= most, most <= high]
        self.rules.append(implies(high >= 1, most >= 1))
        self.distinct.append(Distinct(index, fact, least, most))
        return least, most

    def sum(self, part: Callable[[Record], Term]) -> Term:
        """The sum of a part of each record; 0 of records that are not seen."""
        probe = part(self.probe)
        values = set(leaves(probe))
        if all(isinstance(value, int) for value in values) and len(values) <= MOST_VALUES:

            def holds(value: int) -> Ask:
                def ask(record: Record) -> tuple[Term, Term]:
                    same = _is(part(record), value)
                    return same, same

                return ask

            return total(_times(self.count(holds(value))[0], value) for value in sorted(values) if value)
        return self._loose_sum(part)

    def _loose_sum(self, part: Callable[[Record], Term]) -> Term:
        self.summed = True

        def matters(record: Record) -> tuple[Term, Term]:
            some = negate(equal(part(record), 0))
            return some, some

        (number, _), result = self.count(matters), z3.FreshInt(f"{self.relation}.sum")
        self.rules.append(implies(equal(number, 0), result == 0))
        for sign in (1, -1):
            if self._never(part, sign):
                self.rules.append(sign * result >= number)
        self._sums.append((part, result))
        return result

    def _never(self, part: Callable[[Record], Term], sign: int) -> bool:
        """Whether the part of a record is never beyond 0 in a direction."""
        solver = z3.Solver()
        solver.set("timeout", 200)
        term = part(self.probe)
        solver.add(*self._of(self.probe), sign * term < 0)
        return bool(solver.check() == z3.unsat)

    @staticmethod
    def _of(record: Record) -> list[Term]:
        return [rule for rule in record.rules if rule is not True]

    # --- cells ---

    def close(self) -> None:
        """Make the cells; nothing is asked afterwards."""
        twice = 2 if self.summed else 1
        for number, group in enumerate(self._groups()):
            found = list(self._ways(group))
            for index, way in enumerate(found * twice):
                self._cell(f"{self.relation}[{number}.{index}]", group, way)
            for at in group:
                question = self._questions[at]
                own = [cell for cell in self.cells if cell.surely[at] is not None]
                self.rules.append(question.low == total(cell.number for cell in own if cell.surely[at]))
                if not question.sharp:
                    self.rules.append(question.high == total(cell.number for cell in own if cell.possibly[at]))
        self.small += [cell.number <= 1 for cell in self.cells] if self.summed else []
        for part, result in self._sums:
            parts = [choose(equal(cell.number, 1), part(cell.witness), 0) for cell in self.cells]
            self.small.append(result == total(parts))
        for cell in self.cells:
            self.rules += self._of(cell.witness)

    def _groups(self) -> Iterator[list[int]]:
        """Questions that are asked of the same records; all of them, unless they make too many cells."""
        left = list(range(len(self._questions)))
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
        solver = z3.Solver()
        solver.set("timeout", 500)
        asked = [self._questions[at].ask(self.probe) for at in group]
        solver.add(*self._of(self.probe))

        def extend(way: tuple[tuple[bool, bool], ...]) -> Iterator[tuple[tuple[bool, bool], ...]]:
            if len(way) == len(group):
                if any(possibly for _, possibly in way):
                    yield way
                return
            question, (surely, possibly) = self._questions[group[len(way)]], asked[len(way)]
            answers = ((False, False), (True, True)) if question.sharp else ((False, False), (False, True), (True, True))
            for answer in answers:
                said = both((equal(surely, answer[0]), equal(possibly, answer[1])))
                if said is False:
                    continue
                solver.push()
                if said is not True:
                    solver.add(said)
                if said is True or solver.check() != z3.unsat:
                    yield from extend((*way, answer))
                solver.pop()

        yield from extend(())

    def _cell(self, name: str, group: Sequence[int], way: Sequence[tuple[bool, bool]]) -> None:
        number, witness = z3.Int(f"{name}.number"), self.new(name)
        surely: list[Any] = [None] * len(self._questions)
        possibly: list[Any] = [None] * len(self._questions)
        questions: list[Term] = []
        for at, answer in zip(group, way, strict=True):
            surely[at], possibly[at] = answer
            asked = self._questions[at].ask(witness)
            questions += asked
            said = both((equal(asked[0], answer[0]), equal(asked[1], answer[1])))
            if said is not True:
                self.rules.append(implies(number >= 1, said))
        self.rules.append(number >= 0)
        self.cells.append(Cell(number, witness, tuple(surely), tuple(possibly), tuple(questions)))


def _is(term: Term, value: int) -> Term:
    """Whether a choice among few values comes to one of them."""
    if isinstance(term, int):
        return term == value
    if z3.is_int_value(term):
        return term.as_long() == value
    if z3.is_app_of(term, z3.Z3_OP_ITE):
        condition, yes, no = term.children()
        return either((both((condition, _is(yes, value))), both((negate(condition), _is(no, value)))))
    return term == value


def _times(number: Term, value: int) -> Term:
    return number * value
