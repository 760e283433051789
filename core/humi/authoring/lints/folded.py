"""Conditions that declared bounds alone decide: lowered as for an engine, but for one that knows no fact.

`pairs.py` folds away what constants and declared bounds decide. What is left over after that depends on somebody; what is not
was decided when it was written, and most likely not on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.uses import NAMED, said_by
from humi.language import nodes as n
from humi.language.pairs import Pairs
from humi.reading.problems import Place, Problems


class _Unknown:
    """An algebra of which every term is unknown."""

    def __getattr__(self, name: str) -> object:
        return self._one

    def _one(self, *_: object) -> object:
        return self

    def _two(self, *_: object) -> tuple[object, object]:
        return self, self

    count_over = sum_over = distinct_over = step = yearly = more = governing = _two


_PAIRS: Pairs[object] = Pairs(_Unknown())  # type: ignore[arg-type]


def decided(condition: n.Condition) -> bool | None:
    """True or false where a condition is met, or never met, whatever the facts; None where it depends on them."""
    if isinstance(condition, n.Includes) and not condition.members:
        return condition.every
    surely, possibly = _PAIRS.condition(condition)
    return True if surely is True else False if possibly is False else None


def constants(draft: Draft, problems: Problems) -> None:
    """W810, W811: what can never be met, and what is always met."""
    for said in said_by(draft.pack):
        for place, always in _decided_parts(said.node):
            problems.add("W811" if always else "W810", place or said.place, found=said.path)


def _decided_parts(node: n.Node) -> Iterator[tuple[Place | None, bool]]:
    """The uppermost conditions that are decided. A reading may be one: that is how it says that nothing is asked."""
    if isinstance(node, n.Term | n.ValueTerm):
        return
    if isinstance(node, n.Readings):
        for _, option in node.options:
            if decided(option) is None:
                yield from _decided_parts(option)
        return
    if isinstance(node, n.Condition) and (node.place is not None or not isinstance(node, n.Always)):
        always = decided(node)
        if always is not None:
            yield _narrowed(node, always).place, always
            return
    if isinstance(node, NAMED):
        return
    for child in n.children(node):
        yield from _decided_parts(child)


def _narrowed(node: n.Condition, always: bool) -> n.Condition:
    """The part that decides the whole, where one does."""
    if isinstance(node, n.AnyOf if always else n.All):
        for item in node.items:
            if decided(item) is always:
                return _narrowed(item, always)
    return node
