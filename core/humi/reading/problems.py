"""What is wrong with an input, where, and in which words.

A reader adds problems to a `Problems` and carries on, so that an author sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.reading.codes.entry import Entry, Severity

_LONGEST_WORD = 80
_LONGEST_LIST = 400


class Place(NamedTuple):
    """A position in a file, counted from 1. Line 0 means the file as a whole."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the catalogue. Raises KeyError if the code is unknown or its message needs a missing detail.

    `certain`: nothing but what it suggests can have been meant.
    """

    code: str
    place: Place | None
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    certain: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "details", MappingProxyType(dict(self.details)))
        entry = self._entry()
        entry.zh.format_map(self.details)
        entry.en.format_map(self.details)

    def __reduce__(self) -> tuple[type[Problem], tuple[str, Place | None, dict[str, str], bool]]:
        # A read-only view of a dict can be neither copied nor pickled.
        return Problem, (self.code, self.place, dict(self.details), self.certain)

    def _entry(self) -> Entry:
        from humi.reading.catalogue import CATALOGUE  # most programs meet no problem

        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """How bad it is, by the catalogue."""
        return self._entry().severity

    def message(self, lang: Lang) -> str:
        """What is wrong, on one line."""
        from humi.reading.shapes import in_words

        entry = self._entry()
        template = entry.zh if lang == "zh" else entry.en
        return template.format_map(in_words({name: one_line(text) for name, text in self.details.items()}, lang))

    def hint(self, lang: Lang) -> str | None:
        """What to write instead, if the details tell."""
        hints = []
        if suggestion := self.details.get("suggestion"):
            word = one_line(suggestion)
            hints.append(f"是否想写「{word}」？" if lang == "zh" else f"did you mean `{word}`?")
        in_chinese = self.details.get("allowed_zh") if lang == "zh" else None
        if allowed := in_chinese or self.details.get("allowed"):
            words = one_line(allowed, _LONGEST_LIST)
            hints.append(f"可用：{words.replace(', ', '、')}" if lang == "zh" else f"allowed: {words}")
        return ("" if lang == "zh" else " ").join(hints) or None

    def render(self, lang: Lang) -> str:
        """Place, message, hint and code on one line."""
        place = f"{one_line(str(self.place), _LONGEST_LIST)}: " if self.place else ""
        return f"{place}{self.told(lang)} [{self.code}]"

    def told(self, lang: Lang) -> str:
        """Message and hint."""
        return ("；" if lang == "zh" else "; ").join(filter(None, (self.message(lang), self.hint(lang))))

    def to_dict(self) -> dict[str, object]:
        """The same for JSON, in both languages."""
        place = self.place
        return {
            "code": self.code,
            "severity": self.severity,
            "place": {"file": place.file, "line": place.line, "column": place.column} if place else None,
            "message": {"zh": self.message("zh"), "en": self.message("en")},
            "hint": {"zh": self.hint("zh"), "en": self.hint("en")},
            "details": dict(self.details),
        }


class Problems:
    """Collects problems in the order of their places; the same problem at the same place counts once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, code: str, place: Place | None, **details: str | int) -> None:
        """Note a problem. Raises KeyError for an unknown code or a detail that its message lacks.

        Where the reader has nothing to suggest, what was written may tell what was meant.
        """
        from humi.reading.slips import meant

        told = {name: str(value) for name, value in details.items()}
        near = details.get("suggestion") or meant(code, told)
        if near:
            told["suggestion"] = str(near)
        self._found[Problem(code, place, told, getattr(near, "only", False))] = None

    def extend(self, others: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        self._found.update(dict.fromkeys(others))

    @property
    def has_errors(self) -> bool:
        """Whether any is an error rather than a warning or a note."""
        return any(problem.severity == "error" for problem in self._found)

    def raise_if_errors(self, error_class: Callable[[tuple[Problem, ...]], Exception]) -> None:
        """Raise `error_class` with all problems, warnings too, if any is an error."""
        if self.has_errors:
            raise error_class(tuple(self))

    def __len__(self) -> int:
        return len(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=_order))


def one_line(text: str, longest: int = _LONGEST_WORD) -> str:
    """Foreign text made safe to print: white space joined, invisible characters escaped, the rest cut."""
    text = " ".join(text[: 4 * longest].split())
    if not text.isprintable():
        text = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)
