"""Every exception that Humi raises on purpose.

HumiError
├── InputError            something given to Humi is wrong; holds the problems
│   ├── DossierError      (also ValueError) a dossier
│   ├── PackError         a policy pack
│   └── UsageError        a command or a call
│       └── UnknownRegion a region that is not loaded
└── Untranslatable        an engine cannot express a node
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from humi.reading.problems import Place, Problem
    from humi.values.label import Lang


class HumiError(Exception):
    """Any error of Humi."""


class InputError(HumiError):
    """An input has problems; the message renders all of them in English."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    @classmethod
    def of(cls, code: str, place: Place | None, **details: str) -> Self:
        """The error of one problem."""
        from humi.reading.problems import Problem

        return cls([Problem(code, place, details)])

    def render(self, lang: Lang) -> str:
        """All problems, one per line."""
        return "\n".join(problem.render(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.render("en")


class DossierError(InputError, ValueError):
    """A dossier cannot be read."""


class PackError(InputError):
    """A policy pack cannot be read."""


class UsageError(InputError):
    """Humi is asked for something that does not exist."""


class UnknownRegion(UsageError):
    """No loaded pack has this region."""


class Untranslatable(HumiError):
    """An engine cannot express a node of the rule language; `place` is where its author wrote it."""

    def __init__(self, node: object, engine: str, place: Place | None = None) -> None:
        super().__init__(node, engine, place)
        self.node = node
        self.engine = engine
        self.place = place

    def render(self, lang: Lang) -> str:
        """What cannot be expressed, and where it stands."""
        from humi.reading.problems import Problem

        return Problem("L160", self.place, {"engine": self.engine, "found": type(self.node).__name__}).render(lang)

    def __str__(self) -> str:
        return self.render("en")
