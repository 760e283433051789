"""What an engine must be able to say: two-valued operations on integers, texts and related records.

`Pairs` lowers every node to these. A term is whatever the engine builds (a Python expression, a column, a solver term);
constants reach the engine only beside a term, as plain `bool` and `int`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from humi.language.nodes import Pause, Ref, Step

T = TypeVar("T")


class Algebra(Protocol[T]):
    """Operations of an engine. Every term is two-valued or an exact integer; uncertainty is already gone."""

    def both(self, terms: Sequence[T]) -> T:
        """Every term is true."""

    def either(self, terms: Sequence[T]) -> T:
        """At least one term is true."""

    def negate(self, term: T) -> T:
        """The term is false."""

    def enough(self, number: int, terms: Sequence[T]) -> T:
        """At least `number` of the terms are true."""

    def at_least(self, left: T | int, right: T | int) -> T:
        """`left >= right`."""

    def slot(self, ref: Ref, offset: int) -> T:
        """An integer or text slot of a fact, counted from its first."""

    def touches(self, mask: T, members: int) -> T:
        """The mask has one of the members."""

    def inside(self, mask: T, members: int) -> T:
        """The mask has nothing but members."""

    def holds(self, mask: T, members: int) -> T:
        """The mask has all the members."""

    def recorded(self, text: T) -> T:
        """The text is known."""

    def text_in(self, text: T, members: tuple[str, ...]) -> T:
        """The text is known and one of the members."""

    def text_same(self, left: T, right: T) -> T:
        """The two texts are equal; only asked beside `recorded` of both."""

    def add(self, terms: Sequence[T | int]) -> T:
        """The sum."""

    def times(self, left: T | int, right: T | int) -> T:
        """The product."""

    def smallest(self, terms: Sequence[T | int]) -> T:
        """The least of the terms."""

    def largest(self, terms: Sequence[T | int]) -> T:
        """The greatest of the terms."""

    def choose(self, condition: T, yes: T | int, no: T | int) -> T:
        """`yes` where the condition is true, else `no`."""

    def asked(self) -> T:
        """The day of asking."""

    def governing(self) -> tuple[T, T]:
        """First and last possible governing day."""

    def judged(self, path: str) -> T:
        """The determination for a path, as the mask of a boolean."""

    def exists(self) -> T:
        """The related record at hand surely exists."""

    def more(self, relation: str) -> tuple[T, T]:
        """The least and greatest number of records that are not listed."""

    def count_over(self, relation: str, body: Callable[[], tuple[T | bool, T | bool]]) -> tuple[T, T]:
        """How many listed records surely, and possibly, satisfy what `body` says of one of them."""

    def sum_over(self, relation: str, body: Callable[[], tuple[T | int, T | int]]) -> tuple[T, T]:
        """The sums of the two integers that `body` gives for each listed record."""

    def distinct_over(self, relation: str, body: Callable[[], tuple[T | bool, T | bool, T]]) -> tuple[T, T]:
        """The least and greatest number of different texts, given surely, possibly and text of each listed record."""

    def step(self, step: Step, low: T | int, high: T | int, pauses: Sequence[T]) -> tuple[T, T]:
        """A date step applied to a range of days; pauses as `pause` gives them."""

    def pause(self, pause: Pause, body: Callable[[], tuple[T | bool, T | bool]] | None) -> T:
        """The days that a pause takes out; for related records, `body` says which of them count."""

    def yearly(self, low: T | int, high: T | int, first: tuple[int, int], last: tuple[int, int]) -> tuple[T, T]:
        """Whether a range of days surely, and possibly, lies in a window that returns every year."""
