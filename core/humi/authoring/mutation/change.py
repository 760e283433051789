"""One change in a tree: what is there instead, where, and in which words it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from humi.reading.problems import Place
from humi.values.frozen import Frozen


class Change(Frozen):
    """`whole` is the tree with the change in it. `old` became `new`, which is None where it was left out.

    `where` are the steps from the tree to what was changed, by names that stay when lines move; `what` is the change itself
    in a few characters, `kind` what sort of change it is (`wording.mutants` tells each in a sentence). `place` is None where
    the tree does not say where the author wrote it. Where `shaped`, more is changed than what single conditions answer.
    """

    whole: Any
    kind: str
    what: str
    old: Any
    new: Any = None
    where: tuple[str, ...] = ()
    place: Place | None = None
    shaped: bool = False

    def under(self, whole: Any, step: str, place: Place | None) -> Change:
        """The same change, told from the tree above."""
        return replace(
            self, whole=whole, where=(step, *self.where) if step else self.where, place=self.place or place
        )


def within(changes: Iterator[Change], whole: Any, field: str, step: str | None = None) -> Iterator[Change]:
    """Changes of what stands in a field, as changes of the whole."""
    place = getattr(whole, "place", None)
    for change in changes:
        yield change.under(replace(whole, **{field: change.whole}), field if step is None else step, place)


def among(items: tuple[Any, ...], index: int, item: Any) -> tuple[Any, ...]:
    """The items with another one at an index; without it where that is None."""
    return (*items[:index], *(() if item is None else (item,)), *items[index + 1 :])
