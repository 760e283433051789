"""Related records: which there are for certain, which there may be, how many are unlisted, and how they are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from . import evaluator, values
from .comparing import compared
from .facts import OF_A_REGION, RELATIONS
from .frame import Frame, Record, Value, cause_of
from .ranges import INFINITE, Span, Text, is_unknown, number
from .truth import NO, NOTHING, YES, Causes, Told, all_of, any_of, causes_of, opposite, told


@dataclass(frozen=True)
class Related:
    """The records of a relation, with whether each counts; and the unlisted ones, of which nothing else is known."""

    name: str
    frames: tuple[Frame, ...]
    counts: tuple[Told, ...]
    surely_unlisted: Any
    """So many more surely count: they surely exist, and there is no `where` that they could fail."""
    unlisted: Any
    """So many more may count."""

    @property
    def number_open(self) -> Causes:
        """The list itself, where it leaves open how many more count."""
        return self.itself if self.unlisted > self.surely_unlisted else NOTHING

    @property
    def open(self) -> Causes:
        """The list itself, where there may be more of which nothing is known."""
        return self.itself if self.unlisted else NOTHING

    @property
    def itself(self) -> Causes:
        """The list itself as a cause."""
        return frozenset({("missing_fact", self.name, "")})

    @property
    def causes(self) -> Causes:
        """Why it is not known which records count."""
        return self.open | causes_of(self.counts)

    @property
    def may_count(self) -> list[tuple[Told, Frame]]:
        """The listed records that count or may count."""
        return [
            (told_, frame) for told_, frame in zip(self.counts, self.frames, strict=True) if told_.answer is not False
        ]


def related(name: str, where: dict[str, Any], frame: Frame) -> Related:
    """The related records of one list for which `where` holds. A record is never among its own related records."""
    entity = RELATIONS[name]
    records = [record for record in listed(name, frame.dossier) if record.label != frame.this.label]
    frames = tuple(frame.at(record=record) for record in records)
    counts = tuple(all_of([exists(each), evaluator.holds(where, each)]) for each in frames)
    least, greatest = unlisted(name, frame.dossier)
    begun = frame.asked == frame.now or frame.vocabulary.beginning(entity) is None
    whole = not where and entity not in OF_A_REGION and begun
    return Related(name, frames, counts, least if whole else 0, greatest)


def written_in(name: str, dossier: dict[str, Any]) -> list[dict[str, Any]] | None:
    """A list as written, or None where it is absent."""
    written = dossier.get(name)
    return None if is_unknown(written) else written


def listed(name: str, dossier: dict[str, Any]) -> Iterator[Record]:
    """The records written in a list."""
    for index, facts in enumerate(written_in(name, dossier) or []):
        yield Record(RELATIONS[name], facts, f"{name}[{index}]", listed=True)


def unlisted(name: str, dossier: dict[str, Any]) -> tuple[Any, Any]:
    """How many records there are beyond those written: at least and at most."""
    written, complete = written_in(name, dossier), dossier.get("complete", True)
    counted = (dossier.get("counted") or {}).get(name)
    if not is_unknown(counted):
        least, greatest = counted, counted
        if isinstance(counted, dict):
            least, greatest = counted.get("from", 0), counted.get("to")
        length = len(written or [])
        return max(0, number(least) - length), INFINITE if greatest is None else max(0, number(greatest) - length)
    if written is None or complete is False or (isinstance(complete, list) and name not in complete):
        return 0, INFINITE
    return 0, 0


def exists(frame: Frame) -> Told:
    """Whether the record at hand exists as of the day of asking, and is one of the pack's region."""
    record = frame.record
    assert record is not None
    parts = []
    beginning = frame.vocabulary.beginning(record.entity)
    if beginning is not None:
        day = frame.known(beginning, record)
        assert isinstance(day, Span)
        if day.recorded:
            parts.append(told(day.hi <= frame.asked, day.lo <= frame.asked, cause_of(beginning, day, record)))
        elif frame.asked < frame.now:
            parts.append(Told(None, cause_of(beginning, day, record)))
    if record.entity in OF_A_REGION:
        fact = frame.vocabulary.find(record.entity, "region")
        region = frame.known(fact, record)
        assert isinstance(region, Text)
        here = region.text == frame.region
        parts.append(told(here, here or region.text is None, cause_of(fact, region, record)))
    return all_of(parts)


def quantified(word: str, related_: Related, meets: dict[str, Any]) -> Told:
    """`some`, `none`, or `every` with `meets`. Every one of none meets anything."""
    if word == "every":
        parts = [
            any_of([opposite(counts), evaluator.holds(meets, frame)])
            for counts, frame in zip(related_.counts, related_.frames, strict=True)
        ]
        return all_of([*parts, Told(None, related_.itself) if related_.unlisted else YES])
    more = YES if related_.surely_unlisted else Told(None, related_.itself) if related_.unlisted else NO
    found = any_of([*related_.counts, more])
    return found if word == "some" else opposite(found)


def count(related_: Related, once_per: str) -> Value:
    """How many count; with `once_per`, each text of that field once. Once for each own id is each once."""
    if once_per in ("", "id"):
        surely = sum(counts.answer is True for counts in related_.counts)
        possibly = len(related_.may_count)
        return Value(
            surely + related_.surely_unlisted,
            possibly + related_.unlisted,
            related_.number_open | causes_of(related_.counts),
        )
    sure_texts, texts, nameless, some, causes = set(), set(), 0, related_.surely_unlisted > 0, related_.causes
    for counts, frame in related_.may_count:
        assert frame.record is not None
        fact, record = frame.find(once_per)
        known = frame.known(fact, record)
        assert isinstance(known, Text)
        some = some or counts.answer is True
        if known.text is None:
            nameless += 1
            causes |= cause_of(fact, known, record)
        else:
            texts.add(known.text)
            if counts.answer is True:
                sure_texts.add(known.text)
    return Value(max(len(sure_texts), int(some)), len(texts) + nameless + related_.unlisted, causes)


def total(related_: Related, of: Any, frame: Frame) -> Value:
    """The sum of `of` over the records that count; one that may count adds something or nothing."""
    lo, hi, causes = Fraction(0), Fraction(0), related_.causes  # type: Any, Any, Causes
    for counts, each in related_.may_count:
        item = values.value(of, each)
        causes |= item.causes
        lo += item.lo if counts.answer else min(Fraction(0), item.lo)
        hi += item.hi if counts.answer else max(Fraction(0), item.hi)
    if related_.unlisted:
        anyone = values.value(of, frame.at(record=Record(RELATIONS[related_.name], {}, related_.name)))
        numbers = (related_.surely_unlisted, related_.unlisted)
        lo += min(values.times(item, anyone.lo) for item in numbers)
        hi += max(values.times(item, anyone.hi) for item in numbers)
    return Value(lo, hi, causes)


def rank(related_: Related, of: Any, own: Value, highest_first: bool) -> Value:
    """One more than the number of better records; one that is equal may be better."""
    surely, possibly, causes = 1, 1 + related_.unlisted, related_.open
    for counts, frame in related_.may_count:
        item = values.value(of, frame)
        higher, lower = item.lo > own.hi, item.hi < own.lo
        better, worse = (higher, lower) if highest_first else (lower, higher)
        if worse:
            continue
        possibly += 1
        if better and counts.answer:
            surely += 1
        elif better:
            causes |= counts.causes
        elif counts.answer and item.lo == item.hi == own.lo == own.hi:
            causes |= {("tie", related_.name, "")}
        else:
            causes |= causes_of([counts]) | item.causes | own.causes
    return Value(surely, possibly, causes)


def share(related_: Related, meets: dict[str, Any], operator: str, ratio: Fraction) -> Told:
    """Whether the share of those that meet compares to a ratio, in every way in which the records may turn out.

    A record is outside, or counts without meeting, or counts and meets; both answers are taken to be independent.
    """
    ways = {(0, 0)}
    causes = related_.causes
    for counts, frame in related_.may_count:
        met = evaluator.holds(meets, frame)
        causes |= causes_of([met])
        options = [(0, 0)] if counts.answer is None else []
        options += [(1, 0)] if met.answer is not True else []
        options += [(1, 1)] if met.answer is not False else []
        ways = {(all_ + of_all, meeting + more) for all_, meeting in ways for of_all, more in options}
    if related_.unlisted:
        # The unlisted ones: the fewest and the most, none or all of them meeting. Between lies nothing more extreme.
        least, most = related_.surely_unlisted, min(related_.unlisted, 10**9)
        numbers = {least, most} | ({1} if not least else set())
        ways = {(all_ + n, meeting + m) for all_, meeting in ways for n in numbers for m in (0, n)}
    filled = [(all_, meeting) for all_, meeting in ways if all_]
    empty = frozenset({("empty_share", related_.name, "")})
    if len(filled) < len(ways):
        return Told(None, empty | (causes if filled else NOTHING))
    answers = {compared(Fraction(meeting), operator, ratio * all_) for all_, meeting in filled}
    return told(False not in answers, True in answers, causes)
