"""The tree that every reader works on: plain values that remember where they were written.

A tree comes from a file (`strict_yaml`) or from Python values (`from_plain`), and looks the same either way.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from humi.reading.limits import LIMITS, Limits
from humi.reading.problems import Place, Problems

ScalarValue: TypeAlias = str | int | bool | Decimal | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `text` is what was written, which tells `1.50` from `1.5`."""

    value: ScalarValue
    text: str
    place: Place
    quoted: bool


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


Located: TypeAlias = Scalar | Sequence | Mapping


def plain(located: Located) -> object:
    """The tree as dicts, lists and scalars; decimals stay Decimal."""
    if isinstance(located, Scalar):
        return located.value
    if isinstance(located, Sequence):
        return [plain(item) for item in located.items]
    return {key.text: plain(value) for key, value in located.entries}


def from_plain(value: object, problems: Problems, file: str = "<dict>", limits: Limits = LIMITS) -> Located | None:
    """The tree of a Python value, or None if anything in it became a problem.

    Dates become ISO text, floats become the decimal they print as.
    """
    converter = _Converter(problems, Place(file, 0, 0), limits)
    located = converter.convert(value, ())
    return None if converter.failed else located


class _Converter:
    def __init__(self, problems: Problems, place: Place, limits: Limits) -> None:
        self.problems = problems
        self.place = place
        self.limits = limits
        self.nodes = 0
        self.failed = False

    def convert(self, value: object, inside: tuple[int, ...]) -> Located:
        """The tree of a value that lies inside the collections with these identities."""
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            return self.fail("Y028", limit=self.limits.nodes)
        if not isinstance(value, dict | list | tuple):
            return self.scalar(value)
        if id(value) in inside:
            return self.fail("Y042")
        if len(inside) >= self.limits.depth:
            return self.fail("Y029", limit=self.limits.depth)
        inside = (*inside, id(value))
        if isinstance(value, dict):
            return self.mapping(value, inside)
        items = []
        for item in value:
            items.append(self.convert(item, inside))
            if self.nodes > self.limits.nodes:
                break
        return Sequence(tuple(items), self.place)

    def mapping(self, value: dict[object, object], inside: tuple[int, ...]) -> Mapping:
        entries = []
        for key, item in value.items():
            if isinstance(key, str):
                name = str.__str__(key)
                entries.append((Scalar(name, name, self.place, True), self.convert(item, inside)))
            else:
                self.fail("Y041", found=_short(key))
            if self.nodes > self.limits.nodes:
                break
        return Mapping(tuple(entries), self.place)

    def scalar(self, value: object) -> Scalar:
        if value is None:
            return Scalar(None, "null", self.place, False)
        if isinstance(value, bool):
            return Scalar(value, "true" if value else "false", self.place, False)
        if isinstance(value, str):
            # A member of an enumeration of strings has to become a plain string.
            text = str.__str__(value)
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

    def fail(self, code: str, **details: str | int) -> Scalar:
        self.failed = True
        self.problems.add(code, self.place, **details)
        return Scalar(None, "", self.place, False)


def _short(key: object) -> str:
    # Only these print harmlessly: the repr of an arbitrary object may be huge or raise.
    return str(key) if isinstance(key, bool | float | datetime.date | None) else type(key).__name__
