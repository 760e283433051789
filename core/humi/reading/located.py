"""The tree that every reader works on: plain values that remember where they were written.

A tree comes from a file (`strict_yaml`) or from Python values (`from_plain`), and looks the same either way. Python may also
take a mapping of a file and add to it with `|`: what the file says keeps its places.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from collections.abc import Mapping as PythonMapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from humi.reading.files import first_forbidden
from humi.reading.limits import LIMITS, Limits
from humi.reading.problems import Place, Problems

ScalarValue: TypeAlias = str | int | bool | Decimal | None


class Scalar(NamedTuple):
    """A single value; `text` is what was written, which tells `1.50` from `1.5`."""

    value: ScalarValue
    text: str
    place: Place
    quoted: bool


class Key(str):
    """The text of a key that was written at a place."""

    place: Place

    @classmethod
    def of(cls, text: str, place: Place) -> Key:
        """The key of that text and place."""
        key = cls(text)
        key.place = place
        return key


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Located, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written. A key's value is always its text, and no key occurs twice."""

    entries: tuple[tuple[Scalar, Located], ...]
    place: Place

    def get(self, key: str) -> Located | None:
        """The value of a key, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def keys(self) -> tuple[str, ...]:
        """The keys as text."""
        return tuple(name.text for name, _ in self.entries)

    def __contains__(self, key: object) -> bool:
        return any(name.text == key for name, _ in self.entries)

    def __getitem__(self, key: str) -> Located:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __or__(self, other: Mapping | PythonMapping[str, Any]) -> dict[str, Any]:
        """A dict of both, whose keys and values that were here keep their places; of a key in both, the other's value."""
        return self._unpacked() | (other._unpacked() if isinstance(other, Mapping) else dict(other))

    def __ror__(self, other: PythonMapping[str, Any]) -> dict[str, Any]:
        return dict(other) | self._unpacked()

    def _unpacked(self) -> dict[str, Any]:
        return {Key.of(name.text, name.place): value for name, value in self.entries}


Located: TypeAlias = Scalar | Sequence | Mapping


def plain(located: Located) -> object:
    """The tree as dicts, lists and scalars; decimals stay Decimal."""
    if isinstance(located, Scalar):
        return located.value
    if isinstance(located, Sequence):
        return [plain(item) for item in located.items]
    return {key.text: plain(value) for key, value in located.entries}


def from_plain(
    value: object, problems: Problems, file: str = "<dict>", within: str = "", limits: Limits = LIMITS
) -> Located | None:
    """The tree of a Python value, or None if anything in it became a problem.

    Dates become ISO text, floats become the decimal they print as; what is located already stays as it is. `within` names
    what in `file` made the value, such as a function: places then tell it, and the keys that lead to each part.
    """
    converter = _Converter(problems, file, within, limits)
    located = converter.convert(value, (), ())
    return None if converter.failed else located


class _Converter:
    def __init__(self, problems: Problems, file: str, within: str, limits: Limits) -> None:
        self.problems = problems
        self.file = file
        self.within = within
        self.place = self.at(())
        self.limits = limits
        self.nodes = 0
        self.failed = False

    def at(self, path: tuple[str, ...]) -> Place:
        """The place of what these keys lead to."""
        made = f"{self.within}: {'.'.join(path)}" if path else self.within
        return Place(f"{self.file} ({made})" if self.within else self.file, 0, 0)

    def convert(self, value: object, inside: tuple[int, ...], path: tuple[str, ...]) -> Located:
        """The tree of a value that lies inside the collections with these identities, below these keys."""
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            return self.fail("Y028", limit=self.limits.nodes)
        if isinstance(value, Scalar | Sequence | Mapping):
            return value
        self.place = place = self.at(path)
        if not isinstance(value, dict | list | tuple):
            return self.scalar(value)
        if id(value) in inside:
            return self.fail("Y042")
        if len(inside) >= self.limits.depth:
            return self.fail("Y029", limit=self.limits.depth)
        inside = (*inside, id(value))
        if isinstance(value, dict):
            return Mapping(tuple(self.entries(value, inside, path)), place)
        items = []
        for index, item in enumerate(value):
            items.append(self.convert(item, inside, (*path, str(index))))
            if self.nodes > self.limits.nodes:
                break
        return Sequence(tuple(items), place)

    def entries(
        self, value: dict[object, object], inside: tuple[int, ...], path: tuple[str, ...]
    ) -> Iterator[tuple[Scalar, Located]]:
        for key, item in value.items():
            if isinstance(key, str):
                name = str.__str__(key)
                self.place = self.at(path)
                self.check(name)
                place = key.place if isinstance(key, Key) else self.at((*path, name))
                yield Scalar(name, name, place, True), self.convert(item, inside, (*path, name))
            else:
                self.place = self.at(path)
                self.fail("Y041", found=_short(key))
            if self.nodes > self.limits.nodes:
                break

    def scalar(self, value: object) -> Scalar:
        if value is None:
            return Scalar(None, "null", self.place, False)
        if isinstance(value, bool):
            return Scalar(value, "true" if value else "false", self.place, False)
        if isinstance(value, str):
            # A member of an enumeration of strings has to become a plain string.
            text = str.__str__(value)
            self.check(text)
            return Scalar(text, text, self.place, True)
        if isinstance(value, int):
            number = int(value)
            if abs(number) >= 10**self.limits.digits:
                return self.fail("Y030", limit=self.limits.digits)
            return Scalar(number, str(number), self.place, False)
        if isinstance(value, float):
            return self.decimal(Decimal(float.__repr__(value)))
        if isinstance(value, Decimal):
            return self.decimal(value)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            text = value.isoformat()
            return Scalar(text, text, self.place, False)
        return self.fail("Y040", found=type(value).__name__)

    def decimal(self, value: Decimal) -> Scalar:
        if not value.is_finite():
            return self.fail("Y043", found=str(value))
        _, digits, exponent = value.as_tuple()
        # Also keeps format() below from writing out 1E+999999999.
        if max(len(digits), value.adjusted(), -int(exponent)) > self.limits.digits:
            return self.fail("Y030", limit=self.limits.digits)
        return Scalar(value, format(value, "f"), self.place, False)

    def check(self, text: str) -> None:
        """Text that is made may hold no more than text in a file."""
        bad = first_forbidden(text)
        if bad is not None:
            self.fail("Y009", found=f"U+{ord(text[bad]):04X}")

    def fail(self, code: str, **details: str | int) -> Scalar:
        self.failed = True
        self.problems.add(code, self.place, **details)
        return Scalar(None, "", self.place, False)


def _short(key: object) -> str:
    # Only these print harmlessly: the repr of an arbitrary object may be huge or raise.
    return str(key) if isinstance(key, bool | float | datetime.date | None) else type(key).__name__
