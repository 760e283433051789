"""Reading a mapping whose keys are known: unknown keys, missing keys and wrong shapes become problems at their place."""

from __future__ import annotations

import collections.abc as typing
from collections.abc import Callable, Iterable, Iterator
from typing import TypeGuard

from humi.reading.located import Located, Mapping, Scalar, Sequence
from humi.reading.problems import Place, Problems
from humi.values.label import Label

WordTable = typing.Mapping[str, str]
"""English to Chinese."""


def _as_written(word: str) -> str:
    return word


class Fields:
    """The entries of a mapping by their English key.

    `allowed` are the English keys; `english` turns a Chinese spelling into the English one. Anything else is reported as
    L101, a value that is no mapping as L103; the object is then empty and reading goes on, so that all errors are found.
    """

    def __init__(
        self,
        located: Located,
        problems: Problems,
        allowed: Iterable[str],
        english: Callable[[str], str] = _as_written,
    ) -> None:
        self.problems = problems
        self.place: Place = located.place
        self._entries: dict[str, Located] = {}
        self._places: dict[str, Place] = {}
        self._readable = isinstance(located, Mapping)
        if not isinstance(located, Mapping):
            wrong_type(problems, located, "mapping")
            return
        names = tuple(allowed)
        for key, value in located.entries:
            name = english(str(key.value))
            if name not in names and isinstance(value, Scalar) and value.text == "" and not value.quoted:
                problems.add("L117", key.place, found=key.text)
            elif name not in names:
                unknown_key(problems, key, names)
            elif name in self._entries:
                problems.add("Y109", key.place, key=key.text)
            else:
                self._entries[name] = value
                self._places[name] = key.place

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def get(self, key: str) -> Located | None:
        """The value of a key, or None where it is not written."""
        return self._entries.get(key)

    def require(self, key: str) -> Located | None:
        """As `get`; a missing key is reported, unless there is no mapping in which it could be missing."""
        if self._readable and key not in self._entries:
            self.problems.add("L102", self.place, key=key)
        return self._entries.get(key)

    def place_of(self, key: str) -> Place:
        """Where a key stands, or the mapping where it does not."""
        return self._places.get(key, self.place)

    def place_of_value(self, key: str) -> Place:
        """Where the value of a key stands, or the mapping where it is not written."""
        located = self._entries.get(key)
        return located.place if located is not None else self.place

    def text(self, key: str, default: str = "") -> str:
        """A key that holds a word; numbers such as a version are taken as written."""
        located = self.get(key)
        return default if located is None else text_of(located, self.problems)

    def label(self, key: str = "name") -> Label | None:
        """A key that holds `{zh: ..., en: ...}`."""
        located = self.get(key)
        return None if located is None else read_label(located, self.problems)


def unknown_key(problems: Problems, key: Scalar, allowed: Iterable[str], others: Iterable[str] = ()) -> None:
    """Report L101 with what is allowed and the nearest name, in the spelling of the key; `others` are names that might have
    been meant, too."""
    from humi.reading.keywords import TABLE
    from humi.reading.slips import comparator
    from humi.values.text import nearest

    names = sorted(allowed)
    said = comparator(key.text)
    if said not in names and not key.text.isascii():
        names = [TABLE.get(name, name) for name in names]
    near = said if said in names else nearest(key.text, (*names, *others))
    problems.add("L101", key.place, found=key.text, allowed=", ".join(names), suggestion=near or "")


def unknown_word(problems: Problems, place: Place, word: str, allowed: Iterable[str], choices: WordTable) -> None:
    """Report L105 of a word that is not in a closed list, with what is allowed and the nearest in both spellings."""
    from humi.reading.keywords import ALIKE, TABLE
    from humi.values.text import nearest

    names = tuple(allowed)
    chinese = [choices.get(name, TABLE.get(name, name)) for name in names]
    near = ALIKE.get(word, "")
    if near not in chinese:
        near = nearest(word, names if word.isascii() else (*chinese, *names)) or ""
    problems.add("L105", place, found=word, allowed=", ".join(names), allowed_zh="、".join(chinese), suggestion=near)


def wrong_type(problems: Problems, located: Located, expected: str) -> None:
    """Report L103."""
    problems.add("L103", located.place, found=shown(located), expected=expected)


def shown(located: Located) -> str:
    """A short rendering of what was found, for messages."""
    if isinstance(located, Scalar):
        return located.text if located.text else "null"
    return "list" if isinstance(located, Sequence) else "mapping"


def is_text(located: Located | None) -> TypeGuard[Scalar]:
    """Whether it can be read as text; numbers such as a version can."""
    return isinstance(located, Scalar) and located.value is not None and not isinstance(located.value, bool)


def text_of(located: Located, problems: Problems) -> str:
    """A scalar as text; anything else is reported and read as empty."""
    if is_text(located):
        return located.text
    wrong_type(problems, located, "text")
    return ""


def items_of(located: Located) -> tuple[Located, ...]:
    """The items of a list; anything else is a list of one."""
    return located.items if isinstance(located, Sequence) else (located,)


def read_label(located: Located, problems: Problems) -> Label | None:
    """`{zh: ..., en: ...}`, both required."""
    if isinstance(located, Scalar) and located.text:
        lang = "en" if located.text.isascii() else "zh"
        suggestion = "{zh: ..., en: ...}".replace(f"{lang}: ...", f"{lang}: {located.text}")
        problems.add("L103", located.place, found=located.text, expected="mapping", suggestion=suggestion)
        return None
    fields = Fields(located, problems, ("zh", "en"))
    if not isinstance(located, Mapping):
        return None
    for lang in ("zh", "en"):
        said = fields.get(lang)
        if said is None or (isinstance(said, Scalar) and not said.text.strip()):
            problems.add("P211", said.place if said is not None else located.place, lang=lang)
    return Label(fields.text("zh"), fields.text("en"))
