"""Three answers and how they are joined (Kleene): met is True, not met False, undetermined None, with its causes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Cause = tuple[str, str, str]
"""Kind, what, and the record that it is about."""

Causes = frozenset[Cause]
NOTHING: Causes = frozenset()


@dataclass(frozen=True)
class Told:
    """An answer; causes belong to an undetermined one only."""

    answer: bool | None
    causes: Causes = NOTHING


YES, NO = Told(True), Told(False)


def told(surely: bool, possibly: bool, causes: Causes) -> Told:
    """Met where it surely holds, not met where it cannot hold, else undetermined for these causes."""
    return YES if surely else Told(None, causes) if possibly else NO


def causes_of(parts: Iterable[Told]) -> Causes:
    """The causes of the undetermined parts."""
    return frozenset().union(*(part.causes for part in parts if part.answer is None))


def all_of(parts: Iterable[Told]) -> Told:
    """Not met as soon as one part is not met."""
    parts = list(parts)
    answers = [part.answer for part in parts]
    return NO if False in answers else Told(None, causes_of(parts)) if None in answers else YES


def any_of(parts: Iterable[Told]) -> Told:
    """Met as soon as one part is met."""
    parts = list(parts)
    answers = [part.answer for part in parts]
    return YES if True in answers else Told(None, causes_of(parts)) if None in answers else NO


def opposite(part: Told) -> Told:
    """Undetermined stays undetermined."""
    return part if part.answer is None else Told(not part.answer)


def at_least_of(number: int, parts: Iterable[Told]) -> Told:
    """So many of the parts hold."""
    parts = list(parts)
    surely = sum(part.answer is True for part in parts)
    possibly = sum(part.answer is not False for part in parts)
    return told(surely >= number, possibly >= number, causes_of(parts))


def readings(options: dict[str, Told]) -> Told:
    """Met or not met where all readings agree; else undetermined, and `readings` where two answer differently."""
    answers = {option.answer for option in options.values()}
    if len(answers) == 1 and None not in answers:
        return next(iter(options.values()))
    differ: Causes = frozenset({("readings", ",".join(options), "")}) if len(answers) > 1 else NOTHING
    return Told(None, differ | causes_of(options.values()))
