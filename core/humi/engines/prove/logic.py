"""Solver terms, folded: plain `bool` and `int` go in and come out wherever something is decided already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import z3

Term: TypeAlias = Any
"""A solver term, or a plain bool or int."""


def both(terms: Iterable[Term]) -> Term:
    """Every term is true."""
    rest = []
    for term in terms:
        if term is False:
            return False
        if term is not True:
            rest.append(term)
    return True if not rest else rest[0] if len(rest) == 1 else z3.And(rest)


def either(terms: Iterable[Term]) -> Term:
    """At least one term is true."""
    rest = []
    for term in terms:
        if term is True:
            return True
        if term is not False:
            rest.append(term)
    return False if not rest else rest[0] if len(rest) == 1 else z3.Or(rest)


def negate(term: Term) -> Term:
    """The term is false."""
    return not term if isinstance(term, bool) else z3.Not(term)


def implies(one: Term, other: Term) -> Term:
    """Where the first is true, so is the second."""
    return either((negate(one), other))


def choose(condition: Term, yes: Term, no: Term) -> Term:
    """`yes` where the condition is true, else `no`."""
    if isinstance(condition, bool):
        return yes if condition else no
    if yes is no or (isinstance(yes, int) and isinstance(no, int) and yes == no):
        return yes
    if isinstance(yes, bool) and isinstance(no, bool):
        return condition if yes else negate(condition)
    return z3.If(condition, yes, no)


def at_least(left: Term, right: Term) -> Term:
    """`left >= right`."""
    if left is right:
        return True
    return left >= right


def equal(left: Term, right: Term) -> Term:
    """`left == right`, of two integers or of two truths."""
    if left is right:
        return True
    if isinstance(left, bool) or isinstance(right, bool):
        if isinstance(left, bool):
            left, right = right, left
        return left if right is True else negate(left) if not isinstance(left, bool) else left is right
    return left == right


def total(terms: Iterable[Term]) -> Term:
    """The sum."""
    fixed, rest = 0, []
    for term in terms:
        if isinstance(term, int):
            fixed += term
        else:
            rest.append(term)
    if not rest:
        return fixed
    return z3.Sum([*rest, fixed] if fixed else rest)


def divided(term: Term, by: int) -> Term:
    """The whole number of times that it goes into an integer, down to the next."""
    return term // by if isinstance(term, int) else term / by


def same_term(one: Term, other: Term) -> bool:
    """Whether two terms are one and the same."""
    if isinstance(one, int) or isinstance(other, int):
        return type(one) is type(other) and bool(one == other)
    return bool(one.eq(other))


def key_of(term: Term) -> object:
    """What is the same for terms that are the same."""
    return term if isinstance(term, int) else ("term", term.get_id())


def lifted(term: Term) -> Any:
    """The term as one of the solver."""
    if isinstance(term, bool):
        return z3.BoolVal(term)
    return z3.IntVal(term) if isinstance(term, int) else term


def names_in(terms: Iterable[Term]) -> set[str]:
    """The names of the variables in some terms."""
    found: set[str] = set()
    seen: set[int] = set()
    left = [term for term in terms if not isinstance(term, int)]
    while left:
        term = left.pop()
        if term.get_id() in seen:
            continue
        seen.add(term.get_id())
        if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found.add(term.decl().name())
        left.extend(term.children())
    return found


def leaves(term: Term) -> Iterator[Term]:
    """What a choice comes to, one way or another; a plain int where it is one."""
    if isinstance(term, int):
        yield term
    elif z3.is_int_value(term):
        yield term.as_long()
    elif z3.is_app_of(term, z3.Z3_OP_ITE):
        _, yes, no = term.children()
        yield from leaves(yes)
        yield from leaves(no)
    else:
        yield term
