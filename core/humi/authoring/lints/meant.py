"""`meant: [W820]`: the author says that a finding is no mistake but what the text says, beside a note that tells a reader why.

A finding is excused where the rule in which it stands, or one around it, says so. What excuses nothing is told (W848): it would
hide the next mistake.
"""

from __future__ import annotations

from collections.abc import Iterator

from humi.authoring.lints.written import value_of
from humi.reading.fields import items_of
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place, Problem, Problems
from humi.values.frozen import Frozen

START, END = (0, 0), (10**9, 0)


class Excuse(Frozen):
    """A code that is meant, from where to where."""

    code: Scalar
    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, problem: Problem) -> bool:
        """Whether a finding is the one meant, and stands there."""
        place = problem.place
        return (
            place is not None
            and problem.code == self.code.text
            and place.file == self.code.place.file
            and self.first <= (place.line, place.column) < self.last
        )


def without_meant(found: Problems, located: Located, problems: Problems, unasked: frozenset[str]) -> None:
    """Take over the findings that are not meant, and W848 for what excuses nothing. `unasked` are codes that nothing was
    looked at for."""
    excuses = list(_excuses(located, START, END))
    used = set()
    for problem in found:
        covering = [excuse for excuse in excuses if excuse.covers(problem)]
        used.update(covering)
        if not covering:
            problems.extend([problem])
    for excuse in excuses:
        if excuse not in used and excuse.code.text.startswith("W") and excuse.code.text not in unasked:
            problems.add("W848", excuse.code.place, found=excuse.code.text)


def _excuses(located: Located, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Excuse]:
    """The excuses of a tree that is written from one position to another. What an alias repeats stands elsewhere."""
    if isinstance(located, Mapping):
        said = value_of(located, "meant")
        if said is not None:
            yield from (Excuse(item, first, last) for item in items_of(said) if isinstance(item, Scalar))
        starts = [_position(key.place) for key, _ in located.entries]
        for start, end, (_, value) in zip(starts, [*starts[1:], last], located.entries, strict=False):
            if start <= _position(value.place) < end:
                yield from _excuses(value, start, end)
    elif not isinstance(located, Scalar):
        for item in located.items:
            yield from _excuses(item, first, last)


def _position(place: Place) -> tuple[int, int]:
    return place.line, place.column
