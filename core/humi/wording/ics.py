"""A timeline as a calendar file (RFC 5545), of days that are certain. The only module that imports icalendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from icalendar import Calendar, Event

from humi.decision import Citation
from humi.timeline import Deadline, RegionTimeline, Stretch, Timeline
from humi.values.label import Label, Lang
from humi.wording.days import show_due, show_stretch
from humi.wording.show import joined
from humi.wording.svg import clean
from humi.wording.timeline import due_readings, readings_of, titled
from humi.wording.words import ASKED, DRY_RUN

NAME = Label("护密：{regions}的时间线", "Humi: timeline of {regions}")
LEFT_OUT = Label("没有确定日期、未列入日历：{names}", "without a certain day and so not in the calendar: {names}")
BEGINS = Label("（开始；之后一直）", " (begins; open-ended)")
SURELY_BEGUN = Label("（至迟此日已开始；之后一直）", " (has begun by this day; open-ended)")
FIRST_ONLY = Label("（开始；何时结束未写明）", " (begins; no last day is stated)")
LAST_ONLY = Label("（结束；何时开始未写明）", " (ends; no first day is stated)")
CERTAIN = Label("确定的部分；首末日见说明", "the certain part; for its ends see below")
DUE = Label("期限：", "due: ")
WHEN = Label("时间：", "when: ")
NEEDED = Label("要求：", "needed: ")
TRIGGER = Label("前提：", "arises when: ")
CLAUSES = Label("出处：", "clause: ")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A phase or due day for which the calendar has no day."""

    path: str
    name: Label


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The text of the file, how many events are in it, and what is not."""

    text: str
    events: int
    left_out: tuple[LeftOut, ...]


def calendar(timeline: Timeline, lang: Lang) -> CalendarFile:
    """All-day events for phases and due days. The same timeline gives the same file."""
    made = Calendar()
    events = [event for region in timeline.regions for event in _events(region, timeline.asked, lang)]
    missing = tuple(one for region in timeline.regions for one in _left_out(region))
    regions = joined([region.name.text(lang) for region in timeline.regions], lang)
    told = [f"{ASKED.text(lang)} {timeline.asked}", DRY_RUN.text(lang)]
    if missing:
        told.append(LEFT_OUT.text(lang).format(names=joined([one.name.text(lang) for one in missing], lang)))
    made.add("version", "2.0")
    made.add("prodid", f"-//Humi//humi {timeline.humi}//{lang.upper()}")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", clean(NAME.text(lang).format(regions=regions)))
    made.add("x-wr-caldesc", clean(("；" if lang == "zh" else "; ").join(told)))
    for event in events:
        made.add_component(event)
    return CalendarFile(made.to_ical().decode("utf-8"), len(events), missing)


# --- what is in it ---


def _events(region: RegionTimeline, asked: str, lang: Lang) -> Iterator[Event]:
    for phase in region.phases:
        if phase.core is not None:
            summary = phase.name.text(lang) + _remark(phase).text(lang)
            yield _event(region, asked, lang, phase.path, summary, phase.core, _of_phase(phase, lang))
    for deadline in region.deadlines:
        summary = titled(deadline, lang, deadline.bound)
        for id_, name, day in _days(deadline):
            told = summary + (f"（{name.zh}）" if lang == "zh" else f" ({name.en})") if name else summary
            path = "/".join(filter(None, (deadline.path, id_)))
            yield _event(region, asked, lang, path, told, (day, day), _of_deadline(deadline, lang))


def _event(
    region: RegionTimeline, asked: str, lang: Lang, path: str, summary: str, days: tuple[int, int], told: Sequence[str]
) -> Event:
    """An all-day event; its end is the day after the last."""
    event, name = Event(), region.name.text(lang)
    event.add("uid", f"{path}@humi")
    event.add("dtstamp", datetime.combine(date.fromisoformat(asked), datetime.min.time(), UTC))
    event.add("dtstart", date.fromordinal(days[0]))
    event.add("dtend", date.fromordinal(days[1] + 1))
    event.add("summary", clean(f"{name}：{summary}" if lang == "zh" else f"{name}: {summary}"))
    event.add("description", "\n".join(clean(line) for line in told))
    event.add("categories", [clean(name)])
    event.add("transp", "TRANSPARENT")
    return event


def _days(deadline: Deadline) -> Iterator[tuple[str, Label | None, int]]:
    """The due day, or one for each reading that names a day."""
    if deadline.due.kind == "day":
        yield "", None, deadline.due.low
    else:
        for reading in deadline.due.readings:
            low, high = reading.days
            if low == high:
                yield reading.id, reading.name, low


def _left_out(region: RegionTimeline) -> Iterator[LeftOut]:
    for phase in region.phases:
        if phase.core is None:
            yield LeftOut(phase.path, phase.name)
    for deadline in region.deadlines:
        if not list(_days(deadline)):
            yield LeftOut(deadline.path, deadline.name)


# --- in words ---


def _remark(phase: Stretch) -> Label:
    """What an event of one day does not show by itself."""
    if phase.last.kind == "unlimited":
        return BEGINS if phase.first.kind == "day" else SURELY_BEGUN
    if not phase.last.dated:
        return FIRST_ONLY
    return Label("", "") if phase.first.dated else LAST_ONLY


def _of_phase(phase: Stretch, lang: Lang) -> list[str]:
    told = [f"{WHEN.text(lang)}{show_stretch(phase, lang)}", *readings_of(phase, lang)]
    if "between" in (phase.first.kind, phase.last.kind):
        told.insert(0, CERTAIN.text(lang))
    return [*told, *_remarks(phase, lang)]


def _of_deadline(deadline: Deadline, lang: Lang) -> list[str]:
    told = [f"{DUE.text(lang)}{show_due(deadline.due, lang)}", due_readings(deadline, lang)]
    for word, what in ((NEEDED, deadline.needed), (TRIGGER, deadline.trigger)):
        told.append(f"{word.text(lang)}{what.text(lang)}" if what else "")
    return [*filter(None, told), *_remarks(deadline, lang)]


def _remarks(one: Stretch | Deadline, lang: Lang) -> list[str]:
    said = [label.text(lang) for label in (one.interpretation, one.note) if label is not None]
    return [*said, *_clauses(one.sources, lang)]


def _clauses(cited: Sequence[Citation], lang: Lang) -> list[str]:
    clauses = list(dict.fromkeys(citation.clause or citation.id for citation in cited))
    return [f"{CLAUSES.text(lang)}{joined(clauses, lang)}"] if clauses else []
