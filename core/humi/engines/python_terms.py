"""The algebra of the judge: terms are Python expressions, built as syntax trees, never from text of a pack.

What cannot be one expression (a loop over related records, a date step) becomes statements in the block at hand, and its
result a local name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from humi.dossier.facts import EXISTS, IDENTITY, REGIONS, RELATION_OF
from humi.engines.cause import Cause
from humi.language.nodes import RECORD, THIS, Pause, Ref, Step

Term = ast.expr
FOUND = "found"
"""The list that collected causes go to."""


def name(identifier: str) -> ast.Name:
    return ast.Name(identifier, ast.Load())


def constant(value: object) -> ast.Constant:
    return ast.Constant(value)  # type: ignore[arg-type]


def lifted(term: Term | int) -> Term:
    return ast.Constant(term) if isinstance(term, int) else term


def item(value: Term, index: int) -> Term:
    return ast.Subscript(value, constant(index), ast.Load())


def call(function: str, *arguments: Term) -> Term:
    return ast.Call(name(function), list(arguments), [])


def method(value: Term, called: str, *arguments: Term) -> Term:
    return ast.Call(ast.Attribute(value, called, ast.Load()), list(arguments), [])


def compared(left: Term, operator: ast.cmpop, right: Term) -> Term:
    return ast.Compare(left, [operator], [right])


def assign(target: str, value: Term) -> ast.stmt:
    return ast.Assign([ast.Name(target, ast.Store())], value)


def increase(target: str, value: Term) -> ast.stmt:
    return ast.AugAssign(ast.Name(target, ast.Store()), ast.Add(), value)


class PythonTerms:
    """Implements `language.algebra.Algebra` for one function being written.

    `this` is the entity judged where it is a record of a list, else empty. `namespace` collects what the function needs
    from outside: templates of a region's own facts, causes.
    """

    def __init__(self, this: str, namespace: dict[str, Any], templates: Callable[[str, str], list[Any]]) -> None:
        self.this = this
        self.namespace = namespace
        self.templates = templates
        self.blocks: list[list[ast.stmt]] = [[]]
        self.records: list[str] = []
        self.prologue: dict[str, ast.stmt] = {}
        self._names = 0

    # --- writing statements ---

    def fresh(self, prefix: str) -> str:
        self._names += 1
        return f"{prefix}{self._names}"

    def emit(self, *statements: ast.stmt) -> None:
        self.blocks[-1].extend(statements)

    @contextmanager
    def block(self) -> Iterator[list[ast.stmt]]:
        """Statements emitted inside are collected instead of emitted."""
        self.blocks.append([])
        try:
            yield self.blocks[-1]
        finally:
            self.blocks.pop()

    def when(self, condition: Term | bool, write: Callable[[], object]) -> None:
        """Write statements under a condition; nothing where it is surely false."""
        if condition is False:
            return
        with self.block() as body:
            write()
        if condition is True:
            self.emit(*body)
        elif body:
            self.emit(ast.If(lifted(condition), body, []))

    def share(self, value: object, prefix: str) -> Term:
        """A name for an object that the function uses from outside."""
        for known, other in self.namespace.items():
            if other is value:
                return name(known)
        identifier = f"{prefix}{len(self.namespace)}"
        self.namespace[identifier] = value
        return name(identifier)

    def over(self, relation: str, write: Callable[[], object]) -> None:
        """A loop over the listed records of a relation; the record judged is never among them."""
        record = self.fresh("r")
        self.records.append(record)
        with self.block() as body:
            if self.this and RELATION_OF[self.this] == relation:
                same = compared(name(record), ast.Is(), name(THIS))
                self.emit(ast.If(same, [ast.Continue()], []))
            write()
        self.records.pop()
        records = ast.Attribute(name("world"), relation, ast.Load())
        self.emit(ast.For(ast.Name(record, ast.Store()), records, body or [ast.Pass()], []))

    # --- two-valued logic ---

    def both(self, terms: Sequence[Term]) -> Term:
        return ast.BoolOp(ast.And(), [lifted(term) for term in terms])

    def either(self, terms: Sequence[Term]) -> Term:
        return ast.BoolOp(ast.Or(), [lifted(term) for term in terms])

    def negate(self, term: Term) -> Term:
        return ast.UnaryOp(ast.Not(), term)

    def enough(self, number: int, terms: Sequence[Term]) -> Term:
        counted = [ast.Call(name("bool"), [term], []) for term in terms]
        return compared(self.add(counted), ast.GtE(), constant(number))

    def at_least(self, left: Term | int, right: Term | int) -> Term:
        return compared(lifted(left), ast.GtE(), lifted(right))

    # --- facts ---

    def record_of(self, ref: Ref) -> Term:
        """The record that holds a fact, or the list of the region's own facts in it."""
        if ref.owner == RECORD:
            record = name(self.records[-1])
        elif ref.owner == THIS:
            record = name(THIS)
        else:
            record = name(ref.owner)
            self.prologue.setdefault(ref.owner, assign(ref.owner, ast.Attribute(name("world"), ref.owner, ast.Load())))
        if not ref.fact.region:
            return record
        template = self.share(self.templates(ref.fact.entity, ref.fact.region), "unrecorded_")
        own = method(item(record, REGIONS), "get", constant(ref.fact.region), template)
        if ref.owner == RECORD:
            return own
        local = f"{ref.owner}_own"
        self.prologue.setdefault(local, assign(local, own))
        return name(local)

    def slot(self, ref: Ref, offset: int) -> Term:
        return item(self.record_of(ref), ref.fact.slot + offset)

    def touches(self, mask: Term, members: int) -> Term:
        return ast.BinOp(mask, ast.BitAnd(), constant(members))

    def inside(self, mask: Term, members: int) -> Term:
        return ast.UnaryOp(ast.Not(), ast.BinOp(mask, ast.BitAnd(), constant(~members)))

    def holds(self, mask: Term, members: int) -> Term:
        return compared(ast.BinOp(mask, ast.BitAnd(), constant(members)), ast.Eq(), constant(members))

    def recorded(self, text: Term) -> Term:
        return compared(text, ast.IsNot(), constant(None))

    def text_in(self, text: Term, members: tuple[str, ...]) -> Term:
        if len(members) == 1:
            return compared(text, ast.Eq(), constant(members[0]))
        return compared(text, ast.In(), ast.Tuple([constant(member) for member in members], ast.Load()))

    def text_same(self, left: Term, right: Term) -> Term:
        return compared(left, ast.Eq(), right)

    # --- integers ---

    def add(self, terms: Sequence[Term | int]) -> Term:
        total = lifted(terms[0])
        for term in terms[1:]:
            total = ast.BinOp(total, ast.Add(), lifted(term))
        return total

    def times(self, left: Term | int, right: Term | int) -> Term:
        return ast.BinOp(lifted(left), ast.Mult(), lifted(right))

    def smallest(self, terms: Sequence[Term | int]) -> Term:
        return call("min", *map(lifted, terms))

    def largest(self, terms: Sequence[Term | int]) -> Term:
        return call("max", *map(lifted, terms))

    def choose(self, condition: Term, yes: Term | int, no: Term | int) -> Term:
        return ast.IfExp(condition, lifted(yes), lifted(no))

    # --- the question ---

    def asked(self) -> Term:
        return ast.Attribute(name("world"), "asked", ast.Load())

    def governing(self) -> tuple[Term, Term]:
        return name("governing_low"), name("governing_high")

    def judged(self, path: str) -> Term:
        about = self.either([item(name(THIS), IDENTITY), constant("")]) if self.this else constant(None)
        key = ast.Tuple([constant(path), about], ast.Load())
        return method(ast.Attribute(name("world"), "determinations", ast.Load()), "get", key, constant(3))

    # --- related records ---

    def exists(self) -> Term:
        return item(name(self.records[-1]), EXISTS)

    def more(self, relation: str) -> tuple[Term, Term]:
        unlisted = ast.Subscript(ast.Attribute(name("world"), "unlisted", ast.Load()), constant(relation), ast.Load())
        return item(unlisted, 0), item(unlisted, 1)

    def count_over(self, relation: str, body: Callable[[], tuple[Any, Any]]) -> tuple[Term, Term]:
        low, high = self.fresh("low"), self.fresh("high")
        self.emit(assign(low, constant(0)), assign(high, constant(0)))

        def count() -> None:
            surely, possibly = body()

            def counted() -> None:
                self.emit(increase(high, constant(1)))
                self.when(surely, lambda: self.emit(increase(low, constant(1))))

            self.when(possibly, counted)

        self.over(relation, count)
        return name(low), name(high)

    def sum_over(self, relation: str, body: Callable[[], tuple[Any, Any]]) -> tuple[Term, Term]:
        low, high = self.fresh("low"), self.fresh("high")
        self.emit(assign(low, constant(0)), assign(high, constant(0)))

        def add() -> None:
            least, most = body()
            self.emit(increase(low, lifted(least)), increase(high, lifted(most)))

        self.over(relation, add)
        return name(low), name(high)

    def distinct_over(self, relation: str, body: Callable[[], tuple[Any, Any, Term]]) -> tuple[Term, Term]:
        sure, possible, unknown = self.fresh("sure"), self.fresh("possible"), self.fresh("unknown")
        self.emit(assign(sure, call("set")), assign(possible, call("set")), assign(unknown, constant(0)))

        def gather() -> None:
            surely, possibly, text = body()

            def possible_text() -> None:
                self.emit(ast.Expr(method(name(possible), "add", text)))
                missing = compared(text, ast.Is(), constant(None))
                self.emit(ast.If(missing, [increase(unknown, constant(1))], []))
                self.when(surely, lambda: self.emit(ast.Expr(method(name(sure), "add", text))))

            self.when(possibly, possible_text)

        self.over(relation, gather)
        counted = self.fresh("distinct")
        self.emit(assign(counted, call("distinct", name(sure), name(possible), name(unknown))))
        return item(name(counted), 0), item(name(counted), 1)

    # --- dates ---

    def step(self, step: Step, low: Term | int, high: Term | int, pauses: Sequence[Term]) -> tuple[Term, Term]:
        result = self.fresh("step")
        if step.unit in ("months", "years") and not step.roll:
            months = step.amount * (12 if step.unit == "years" else 1)
            self.emit(assign(result, call("month_step", lifted(low), lifted(high), constant(months))))
            return item(name(result), 0), item(name(result), 1)
        arguments = [constant(step.unit), constant(step.amount), constant(step.roll), lifted(low), lifted(high)]
        self.emit(assign(result, call("step", *arguments, ast.Tuple(list(pauses), ast.Load()))))
        return item(name(result), 0), item(name(result), 1)

    def pause(self, pause: Pause, body: Callable[[], tuple[Any, Any]] | None) -> Term:
        if pause.related is None or body is None:
            record = self.record_of(pause.ref)
            return ast.Tuple([call("pause", record, constant(pause.ref.fact.slot))], ast.Load())
        found, relation = self.fresh("pauses"), pause.related.relation
        self.emit(assign(found, ast.List([], ast.Load())))

        def gather() -> None:
            surely, possibly = body()
            record = self.record_of(pause.ref)
            one = call("pause", record, constant(pause.ref.fact.slot), lifted(surely))
            self.when(possibly, lambda: self.emit(ast.Expr(method(name(found), "append", one))))

        self.over(relation, gather)
        unlisted = ast.Expr(method(name(found), "append", name("ANY_TIME")))
        self.emit(ast.If(self.more(relation)[1], [unlisted], []))
        return name(found)

    def yearly(self, low: Term | int, high: Term | int, first: tuple[int, int], last: tuple[int, int]) -> tuple[Term, Term]:
        result = self.fresh("yearly")
        days = ast.Tuple([lifted(low), lifted(high)], ast.Load())
        ends = [ast.Tuple([constant(part) for part in pair], ast.Load()) for pair in (first, last)]
        self.emit(assign(result, call("in_yearly_window", days, *ends)))
        return item(name(result), 0), item(name(result), 1)

    # --- causes ---

    def equal(self, left: Term | int, right: object) -> Term:
        other = right if isinstance(right, ast.expr) else constant(right)
        return compared(lifted(left), ast.Is() if right is None else ast.Eq(), other)

    def cause(self, cause: Cause, owner: str) -> Term:
        if not owner:
            return self.share((cause, None), "cause_")
        record = self.records[-1] if owner == RECORD else THIS
        return ast.Tuple([self.share(cause, "cause_"), name(record)], ast.Load())

    def only(self, cause: Term) -> Term:
        """The tuple of one cause, made beforehand where the cause depends on nothing."""
        if isinstance(cause, ast.Name):
            return self.share((self.namespace[cause.id],), "causes_")
        if isinstance(cause, ast.IfExp):
            return ast.IfExp(cause.test, self.only(cause.body), self.only(cause.orelse))
        return ast.Tuple([cause], ast.Load())

    def collect(self, cause: Term) -> None:
        self.emit(ast.Expr(method(name(FOUND), "append", cause)))

    def collect_doubts(self, relation: str) -> None:
        doubts = call("doubts", name("world"), name(self.records[-1]), constant(relation))
        self.emit(ast.Expr(method(name(FOUND), "extend", doubts)))

    def unpublished(self, step: Step, base: tuple[Any, Any], result: tuple[Any, Any], pauses: Sequence[Term]) -> Term:
        ranges = [ast.Tuple([lifted(low), lifted(high)], ast.Load()) for low, high in (base, result)]
        paused = ast.Tuple(list(pauses), ast.Load())
        return call("unpublished", constant(step.unit), constant(step.roll), *ranges, paused)
