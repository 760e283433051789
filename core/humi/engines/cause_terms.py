"""What an algebra must be able to do for causes to be collected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from humi.engines.cause import Cause
from humi.language.algebra import Algebra, T
from humi.language.nodes import Step


class CauseTerms(Algebra[T], Protocol[T]):
    """An algebra that can do things under a condition and collect causes."""

    def when(self, condition: T | bool, write: Callable[[], object]) -> None:
        """Do something where the condition is true."""

    def over(self, relation: str, write: Callable[[], object]) -> None:
        """Do something for each listed record, which is then the record at hand."""

    def equal(self, left: T | int, right: object) -> T:
        """Two slots, or a slot and a constant, are equal."""

    def cause(self, cause: Cause, owner: str) -> T:
        """A cause beside the record it is found at: the one at hand, what is judged, or none."""

    def collect(self, cause: T) -> None:
        """Collect a cause."""

    def collect_doubts(self, relation: str) -> None:
        """Collect why the record at hand may not exist."""

    def unpublished(self, step: Step, base: tuple[Any, Any], result: tuple[Any, Any], pauses: Sequence[T]) -> T:
        """A day of which no calendar is published had a say in a step."""
