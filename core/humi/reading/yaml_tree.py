"""Builds the located tree from a parser's events, one by one and without recursion.

Composing nodes first would recurse as deep as the file nests, and would resolve aliases before anything can object.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from humi.reading.files import first_forbidden
from humi.reading.limits import Limits
from humi.reading.located import Located, Mapping, Scalar, ScalarValue, Sequence
from humi.reading.problems import Place, Problems
from humi.reading.yaml_scalars import value_of
from humi.reading.yaml_syntax import wide_separator

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT_TAG = "tag:yaml.org,2002:str"
# Below its key, `b：2` or `甲：1 乙：2` are entries; `见附件：第三条` alone may be prose.
_PROBABLE_ENTRIES = re.compile("[a-z][a-z0-9_]*：|[^\\s：]+：.*\\s[^\\s：]+：")


class TooMuch(Exception):
    """A limit is exceeded; the problem has been added."""


class _Sized:
    """A node that may be repeated, with the number of nodes and of levels it expands to."""

    __slots__ = ("height", "node", "size")

    def __init__(self, node: Located, size: int = 1, height: int = 0) -> None:
        self.node = node
        self.size = size
        self.height = height


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("anchor", "entries", "height", "is_map", "items", "key", "place", "size", "used")

    def __init__(self, place: Place, anchor: str | None, is_map: bool) -> None:
        self.place = place
        self.anchor = anchor
        self.is_map = is_map
        self.items: list[Located] = []
        self.entries: list[tuple[Scalar, Located]] = []
        self.used: dict[str, int] = {}
        self.key: Scalar | None = None
        self.size = 1
        self.height = 1


class TreeBuilder:
    """Takes events and gives the tree; `failed` tells whether anything became a problem."""

    def __init__(self, file: str, problems: Problems, limits: Limits) -> None:
        self.file = file
        self.problems = problems
        self.limits = limits
        self.failed = False
        self.root: Located | None = None
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Sized | None] = {}
        self._aliases = 0
        self._nodes = 0
        self._documents = 0

    @property
    def opened(self) -> Place | None:
        """Where the innermost unfinished collection starts."""
        return self._stack[-1].place if self._stack else None

    def take_all(self, events: Iterable[yaml.Event]) -> None:
        """Take all events. Raises TooMuch where a limit is exceeded, and whatever the parser raises."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._stop("Y032", self._place(event))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        if event.tag is not None:
            self._check_tag(event, event.tag, place)
        self._count(1, place)
        text: str = event.value
        quoted = bool(event.style)
        if quoted and (bad := first_forbidden(text)) is not None:
            self._fail("Y009", place, found=f"U+{ord(text[bad]):04X}")
        value: ScalarValue = text
        if not (quoted or event.tag == _TEXT_TAG or self._awaits_key()):
            try:
                value = value_of(text, self.limits.digits)
            except OverflowError:
                self._fail("Y030", place, limit=self.limits.digits)
            self._check_wide(text, place)
        node = Scalar(value, text, place, quoted)
        if event.anchor:
            # Anchors on keys keep the text as written: what it means depends on where it is repeated.
            self._anchors[event.anchor] = _Sized(node)
        self._add(node)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place = self._place(event)
        if event.tag is not None:
            self._check_tag(event, event.tag, place)
        self._count(1, place)
        if len(self._stack) >= self.limits.depth:
            self._stop("Y029", place, limit=self.limits.depth)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_Open(place, event.anchor, isinstance(event, yaml.MappingStartEvent)))

    def _close(self) -> None:
        done = self._stack.pop()
        node: Located
        node = Mapping(tuple(done.entries), done.place) if done.is_map else Sequence(tuple(done.items), done.place)
        if done.anchor:
            self._anchors[done.anchor] = _Sized(node, done.size, done.height)
        self._add(node, done.size, done.height)

    def _alias(self, event: yaml.AliasEvent) -> None:
        place = self._place(event)
        name = event.anchor or ""
        self._aliases += 1
        if self._aliases > self.limits.aliases:
            self._stop("Y027", place, limit=self.limits.aliases)
        target = self._anchors.get(name)
        if target is None:
            self._fail("Y026" if name in self._anchors else "Y025", place, found=name)
            target = _Sized(Scalar(None, "", place, False))
        self._count(target.size, place)
        if len(self._stack) + target.height > self.limits.depth:
            self._stop("Y029", place, limit=self.limits.depth)
        self._add(target.node, target.size, target.height)

    def _add(self, node: Located, size: int = 1, height: int = 0) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.size += size
        if parent.height <= height:
            parent.height = height + 1
        if not parent.is_map:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._checked_key(node)
        else:
            key, parent.key = parent.key, None
            self._check_glued(key, node)
            if key.text in parent.used:
                self._fail("Y033", key.place, key=key.text, first=parent.used[key.text])
            else:
                parent.used[key.text] = key.place.line
                parent.entries.append((key, node))

    def _checked_key(self, node: Located) -> Scalar:
        if not isinstance(node, Scalar):
            self._fail("Y022", node.place)
            # Any text will do for the rest of this reading, as long as it repeats no other key.
            return Scalar("", f"\0{node.place}", node.place, True)
        if not node.quoted:
            if node.text == "<<":
                self._fail("Y023", node.place)
            elif node.text != node.text.strip():
                self._fail("Y031", node.place)
            elif "：" in node.text:
                name, _, _ = node.text.partition("：")
                place = Place(self.file, node.place.line, node.place.column + len(name))
                self._fail("Y016", place, found=f"{name}：", suggestion=f"{name}:")
        return node if node.value == node.text else Scalar(node.text, node.text, node.place, node.quoted)

    def _check_wide(self, text: str, place: Place) -> None:
        """Object to text that must have been meant as `key: value`, but was typed with a full-width separator."""
        if self._stack:
            key = self._stack[-1].key
            if key is None or place.line == key.place.line:
                return
        wide = wide_separator(text)
        if self._stack:
            if wide and wide[0] == "Y016" and not _PROBABLE_ENTRIES.match(text):
                return
        elif wide is None and "：" in text:
            self._fail("Y016", place, found=text)
        if wide:
            code, index, name = wide
            place = Place(self.file, place.line, place.column + index)
            self._fail(code, place, found=f"{name}：", suggestion=f"{name}:")

    def _check_glued(self, key: Scalar, node: Located) -> None:
        """Object to `{at_least:30}`, which is a key without a value."""
        if isinstance(node, Scalar) and not (node.text or node.quoted or key.quoted) and ":" in key.text:
            name, _, value = key.text.partition(":")
            place = Place(self.file, key.place.line, key.place.column + len(name))
            if value[:1] in ("\u3000", "\xa0"):
                self._fail("Y031", Place(self.file, place.line, place.column + 1), found=f"{name}：", suggestion=f"{name}:")
            elif value and not value.startswith("/"):
                self._fail("Y034", place, found=key.text, suggestion=f"{name}: {value}")

    def _awaits_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].is_map and self._stack[-1].key is None

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, tag: str, place: Place) -> None:
        if tag != _TEXT_TAG or not isinstance(event, yaml.ScalarEvent):
            self._fail("Y024", place, found=tag.replace("tag:yaml.org,2002:", "!!"))

    def _count(self, nodes: int, place: Place) -> None:
        self._nodes += nodes
        if self._nodes > self.limits.nodes:
            self._stop("Y028", place, limit=self.limits.nodes)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 0, 0)

    def _fail(self, code: str, place: Place, **details: str | int) -> None:
        self.failed = True
        self.problems.add(code, place, **details)

    def _stop(self, code: str, place: Place, **details: str | int) -> None:
        self._fail(code, place, **details)
        raise TooMuch(code)
