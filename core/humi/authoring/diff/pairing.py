"""Which rule of one version became which of another: by path, and where that is gone, by what the rules say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields

from humi.authoring.diff.meaning import meaning
from humi.language.nodes import Node, children
from humi.policy.pack import Pack, Rule, Silence

ALIKE = 0.4
"""Two rules are one that moved where they share so much of what either says."""

HAVE_PARTS = ("designations", "incentives")
"""Sections whose rules have parts that are rules."""
Pair = tuple[Rule | None, Rule | None]


class Pairing:
    """The rules of two packs in pairs; None where there is no counterpart. A rule of the new version stands in its place,
    one that is gone after those before it."""

    def __init__(self, old: Pack, new: Pack) -> None:
        self.packs = old, new
        before, after = ({rule.path: rule for rule in pack.rules()} for pack in (old, new))
        self.moved: dict[str, str] = {}
        """The new path of each rule that has another one, by its old path."""
        self._match(before, after, whole=True)
        self._match(before, after, whole=False)
        was = {self.now(path): rule for path, rule in before.items()}
        self.pairs: tuple[Pair, ...] = tuple(
            (was.get(path), after.get(path)) for path in sorted({*was, *after}, key=_order(list(after), list(was)))
        )

    def now(self, path: str) -> str:
        """The path in the new version of a rule of the old one, or of a record below it."""
        parts = path.split("/")
        for length in range(len(parts), 0, -1):
            moved = self.moved.get("/".join(parts[:length]))
            if moved is not None:
                return "/".join((moved, *parts[length:]))
        return path

    def _match(self, before: dict[str, Rule], after: dict[str, Rule], whole: bool) -> None:
        """Find rules that moved: first whole ones, then the parts of those that stayed or moved."""
        taken = {self.now(path) for path in before}
        gone = [rule for path, rule in before.items() if self.now(path) not in after and _is_whole(rule) == whole]
        come = [rule for path, rule in after.items() if path not in taken and _is_whole(rule) == whole]
        says = {id(rule): _says(rule, pack) for rules, pack in zip((gone, come), self.packs, strict=True) for rule in rules}
        scored = [
            (_alike(says[id(old)], says[id(new)]), old.path, new.path) for old in gone for new in come if _may_be(old, new)
        ]
        found: set[str] = set()
        for score, path, other in sorted(scored, key=lambda one: -one[0]):
            if score >= ALIKE and path not in self.moved and other not in found:
                self.moved[path] = other
                found.add(other)


def _is_whole(rule: Rule) -> bool:
    """Whether a rule stands directly in a section, as opposed to a part of another rule."""
    section, _, rest = rule.path.partition("/")
    return section not in HAVE_PARTS or "/" not in rest


def _may_be(old: Rule, new: Rule) -> bool:
    """Whether one can have become the other at all. Of a yearly rule another year is another rule, and so is another topic."""
    years = getattr(old, "year", None), getattr(new, "year", None)
    return type(old) is type(new) and years[0] == years[1] and not isinstance(old, Silence)


def _says(rule: Rule, pack: Pack) -> set[Hashable]:
    """What a rule says, in pieces."""
    pieces: set[Hashable] = {("source", source) for source in rule.sources}
    pieces.update(("name", text) for text in rule.label or ())
    pieces.add(("id", rule.id))
    for item in fields(rule):
        value = getattr(rule, item.name)
        for node in value if isinstance(value, tuple) else (value,):
            if isinstance(node, Node):
                pieces.update(_nodes(node, pack, f"{pack.region}/{rule.path}"))
            elif isinstance(node, Rule):
                pieces.update(_says(node, pack))
    return pieces


def _nodes(node: Node, pack: Pack, own: str) -> Iterator[Hashable]:
    yield meaning(node, pack, own)
    for child in children(node):
        yield from _nodes(child, pack, own)


def _alike(one: set[Hashable], other: set[Hashable]) -> float:
    return len(one & other) / len(one | other)


def _order(after: list[str], before: list[str]) -> Callable[[str], tuple[int, int]]:
    """A key that keeps the order of the new version, and puts what is gone where it stood among its neighbours."""
    places: dict[str, tuple[int, int]] = {path: (index, 0) for index, path in enumerate(after)}
    last = (-1, 0)
    for index, path in enumerate(before):
        last = (places[path][0], 0) if path in places else last
        places.setdefault(path, (last[0], index + 1))
    return places.__getitem__
