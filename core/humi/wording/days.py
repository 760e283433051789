"""Days and stretches as people write them: 2009年9月—10月, `Sep–Oct 2009`, and what the text leaves open in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import pairwise

from humi.timeline import Edge, Stretch
from humi.values.label import Label, Lang

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
UNDATED = Label("未写明日期", "undated")
ENDLESS = Label("，之后一直", ", open-ended")
UNKNOWN = {
    "unstated": (Label("首日未写明", "first day not stated"), Label("末日未写明", "last day not stated")),
    "depends": (Label("首日视情况而定", "first day depends"), Label("末日视情况而定", "last day depends")),
    "unlimited": (Label("一直以来", "always"), Label("之后一直", "open-ended")),
}


def show_stretch(stretch: Stretch, lang: Lang) -> str:
    """From when to when, as far as the text tells."""
    first, last = stretch.first, stretch.last
    if stretch.state == "undated":
        return UNDATED.text(lang)
    if first.kind == last.kind == "day":
        return show_span(first.low, last.low, lang)
    if first.dated and last.kind == "unlimited":
        from_then = f"{show_edge(first, lang)}起" if lang == "zh" else f"from {show_edge(first, lang)}"
        return from_then + ENDLESS.text(lang)
    dash = " — " if lang == "zh" else " – "
    return dash.join((show_edge(first, lang), show_edge(last, lang, last=True)))


def show_edge(edge: Edge, lang: Lang, last: bool = False) -> str:
    """One day, or what is known of it."""
    if not edge.dated:
        return UNKNOWN[edge.kind][last].text(lang)
    if not edge.earliest:
        return f"不晚于{_day(edge.high, lang)}" if lang == "zh" else f"at the latest {_day(edge.high, lang)}"
    if not edge.latest:
        return f"不早于{_day(edge.low, lang)}" if lang == "zh" else f"at the earliest {_day(edge.low, lang)}"
    if edge.kind == "day":
        return _day(edge.low, lang)
    if edge.readings and all(reading.earliest == reading.latest for reading in edge.readings):
        days = sorted({date.fromisoformat(reading.earliest).toordinal() for reading in edge.readings})
        return _one_of(days, lang)
    span = show_span(edge.low, edge.high, lang)
    whole = _whole(edge.low, edge.high)
    if lang == "zh":
        return f"{span}某日" if whole else f"{span.replace('—', '至')}间某日"
    return f"some day of {span}" if whole else f"some day within {span}"


def show_due(edge: Edge, lang: Lang) -> str:
    """A due day."""
    return show_edge(edge, lang) if edge.dated else UNDATED.text(lang)


def show_span(first: int, last: int, lang: Lang) -> str:
    """Two days and what lies between them, in whole months or years where they are that."""
    if first == last:
        return _day(first, lang)
    whole = _whole(first, last)
    start, end = date.fromordinal(first), date.fromordinal(last)
    return _span_zh(start, end, whole) if lang == "zh" else _span_en(start, end, whole)


def _whole(first: int, last: int) -> str:
    """`year` or `month` where the days are whole ones."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return ""
    return "year" if (start.month, end.month) == (1, 12) else "month"


def _span_zh(start: date, end: date, whole: str) -> str:
    same_year = start.year == end.year
    if whole == "year":
        return f"{start.year}年" if same_year else f"{start.year}—{end.year}年"
    if whole == "month":
        until = f"{end.month}月" if same_year else f"{end.year}年{end.month}月"
        return f"{start.year}年{start.month}月" + ("" if same_year and start.month == end.month else f"—{until}")
    return f"{_zh(start)}—{_beside_zh(end, start)}"


def _span_en(start: date, end: date, whole: str) -> str:
    same_year = start.year == end.year
    if whole == "year":
        return f"{start.year}" if same_year else f"{start.year}–{end.year}"
    one, other = MONTHS[start.month - 1], MONTHS[end.month - 1]
    if whole == "month":
        if not same_year:
            return f"{one} {start.year} – {other} {end.year}"
        return f"{one} {start.year}" if one == other else f"{one}–{other} {end.year}"
    if not same_year:
        return f"{_en(start)} – {_en(end)}"
    return f"{start.day}–{_en(end)}" if one == other else f"{start.day} {one} – {_en(end)}"


def _one_of(days: list[int], lang: Lang) -> str:
    """`30 or 31 Dec 2026`: what the days share is said once, in Chinese with the first, in English with the last."""
    told = [date.fromordinal(day) for day in days]
    if lang == "zh":
        shown = [_zh(told[0]), *(_beside_zh(day, before) for before, day in pairwise(told))]
        return "或".join(filter(None, ("、".join(shown[:-1]), shown[-1])))
    shown = [*(_beside_en(day, after) for day, after in pairwise(told)), _en(told[-1])]
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _beside_zh(day: date, before: date) -> str:
    if day.year != before.year:
        return _zh(day)
    return f"{day.day}日" if day.month == before.month else f"{day.month}月{day.day}日"


def _beside_en(day: date, after: date) -> str:
    if day.year != after.year:
        return _en(day)
    return f"{day.day}" if day.month == after.month else f"{day.day} {MONTHS[day.month - 1]}"


def _day(day: int, lang: Lang) -> str:
    return _zh(date.fromordinal(day)) if lang == "zh" else _en(date.fromordinal(day))


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _en(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
