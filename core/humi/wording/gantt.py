"""A timeline as a picture: for each region a panel with an axis of its own, a row for each phase and series of due days.

What the text does not date stands below the axis in a lane of its own, so that nobody reads a date out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from humi.timeline import Deadline, RegionTimeline, Stretch, Timeline
from humi.values.label import Label, Lang
from humi.wording import bars, svg
from humi.wording.axis import Axis, Tick, domain
from humi.wording.days import UNDATED, show_due, show_stretch
from humi.wording.legend import draw_legend
from humi.wording.show import joined
from humi.wording.timeline import KINDS, due_readings, readings_of, standing_of
from humi.wording.words import ASKED, DRY_RUN, TEXTS

WIDTH, EDGE = 1120.0, 28.0
NARROWEST, WIDEST = 130.0, 300.0
WIDEST_SHARE = 0.3
"""Of the column of names."""
GAP = 18.0
NAME, SMALL, LINE = 13, 11, 17
ROW = 36.0
TITLE = Label("时间线", "Timeline")
OFF_AXIS = Label("不在时间轴上", "not on the axis")
NOTHING = Label("规则包中没有日期，也没有阶段", "the pack holds no dates and no phases")
DRAWN = Label("{regions}的阶段与期限", "phases and due days of {regions}")


def picture(timeline: Timeline, lang: Lang) -> str:
    """The timeline as an SVG file."""
    return svg.to_text(drawn(timeline, lang))


def drawn(timeline: Timeline, lang: Lang, width: float = WIDTH) -> Element:
    """The timeline as an element, in a width of its own."""
    return _Picture(timeline, lang, width).root


@dataclass(frozen=True, slots=True)
class Row:
    """A name with what is said below it, and what is drawn beside it."""

    name: list[str]
    said: list[str]
    strong: bool
    part: str
    stretch: Stretch | None = None
    deadlines: tuple[Deadline, ...] = ()

    @property
    def height(self) -> float:
        """How high it is at least."""
        return max(ROW, 12 + LINE * len(self.name) + 15 * len(self.said))


@dataclass(slots=True)
class _Picture:
    """Draws from the top to the bottom; `y` is how far it has come."""

    timeline: Timeline
    lang: Lang
    width: float
    root: Element = field(init=False)
    y: float = field(init=False, default=0.0)
    asked: int = field(init=False)

    def __post_init__(self) -> None:
        timeline, lang = self.timeline, self.lang
        names = joined([region.name.text(lang) for region in timeline.regions], lang)
        told = f"{TITLE.text(lang)}{self.colon}{names}" if names else TITLE.text(lang)
        described = DRAWN.text(lang).format(regions=names) + f"；{self.say_asked}" if lang == "zh" else ""
        described = described or f"{DRAWN.en.format(regions=names)}; {self.say_asked}"
        self.asked = date.fromisoformat(timeline.asked).toordinal()
        self.root = svg.drawing(self.width, 100, told, described)
        self._fills()
        self.y = EDGE + 14
        svg.words(self.root, EDGE, self.y, TITLE.text(lang), 20, font_weight="bold")
        svg.words(self.root, self.width - EDGE, self.y, self.say_asked, NAME, text_anchor="end", fill=svg.GREY)
        for region in timeline.regions:
            _Panel(self, region).draw()
        self._foot()

    @property
    def colon(self) -> str:
        return "：" if self.lang == "zh" else ": "

    @property
    def say_asked(self) -> str:
        return f"{ASKED.text(self.lang)}{self.colon}{self.timeline.asked}"

    def _fills(self) -> None:
        definitions = SubElement(self.root, "defs")
        for part, colour in (*bars.COLOURS.items(), ("target", bars.RED), ("duty", bars.GREEN)):
            svg.hatched(definitions, f"hatch-{part}", colour)
        for part, colour in bars.COLOURS.items():
            svg.fading(definitions, f"fade-left-{part}", colour, to_left=True)
            svg.fading(definitions, f"fade-right-{part}", colour, to_left=False)

    def _foot(self) -> None:
        """Who is missing, the legend, and that it is no decision."""
        for one in self.timeline.missing:
            told = f"{one.region}{self.colon}{one.reason}"
            for line in svg.wrapped(told, self.width - 2 * EDGE, SMALL, 3):
                self.y += 15
                svg.words(self.root, EDGE, self.y, line, SMALL, fill=bars.RED)
        self.y = draw_legend(self.root, self.timeline, self.lang, EDGE, self.width - EDGE, self.y + 14)
        self.y += 20
        humi = f"{'护密' if self.lang == 'zh' else 'Humi'} {self.timeline.humi} · {DRY_RUN.text(self.lang)}"
        svg.words(self.root, EDGE, self.y, humi, SMALL, fill=svg.GREY)
        svg.grow(self.root, self.width, self.y + EDGE - 8)


class _Panel:
    """One region."""

    def __init__(self, picture: _Picture, region: RegionTimeline) -> None:
        self.picture = picture
        self.region = region
        self.lang = picture.lang
        self.widest = min(WIDEST, picture.width * WIDEST_SHARE)
        self.root = svg.group(picture.root, id=region.region, class_="region")
        self.rows = list(self._rows())
        wide = [svg.width_of(line, NAME) for row in self.rows for line in row.name]
        wide += [svg.width_of(line, SMALL) for row in self.rows for line in row.said]
        self.left = EDGE + max(NARROWEST, *wide) + GAP if wide else EDGE + NARROWEST + GAP
        self.right = self.picture.width - EDGE

    def draw(self) -> None:
        """Head, axis, rows, and what is not dated."""
        self._head()
        spanned = domain(self.region, self.picture.asked)
        if spanned is not None and self.rows:
            axis = Axis(*spanned, self.left, self.right)
            self._on_axis(axis)
        self._undated()
        if spanned is None and not self.region.phases and not self.region.deadlines:
            self._say(NOTHING.text(self.lang))

    # --- head ---

    def _head(self) -> None:
        region, lang = self.region, self.lang
        self.picture.y += 40
        y = self.picture.y
        svg.rule(self.root, EDGE, y - 22, self.picture.width - EDGE, y - 22)
        name = svg.wrapped(region.name.text(lang), self.picture.width / 2, 16, 1)[0]
        svg.words(self.root, EDGE, y, name, 16, font_weight="bold")
        edition = TEXTS.get(region.text, Label(region.text, region.text)).text(lang)
        about = f"{region.region} {region.version}{'，' if lang == 'zh' else ', '}{edition}"
        svg.words(self.root, EDGE + svg.width_of(name, 16) + 14, y, about, SMALL, fill=svg.GREY)
        self._say(standing_of(region, lang))

    def _say(self, text: str) -> None:
        for line in svg.wrapped(text, self.picture.width - 2 * EDGE, 12, 3):
            self.picture.y += 19
            svg.words(self.root, EDGE, self.picture.y, line, 12)

    # --- rows ---

    def _rows(self) -> list[Row]:
        region = self.region
        found = []
        for part, stretch in (("in_force", region.in_force), ("period", region.period)):
            if stretch is not None and stretch.state != "undated":
                found.append(self._row(stretch, part))
        found += [self._row(phase, "phase") for phase in region.phases if phase.state != "undated"]
        dated = sorted((one for one in region.deadlines if one.due.dated), key=lambda one: one.is_duty)
        series = {one.series: [other for other in dated if other.series == one.series] for one in dated}
        return [*found, *(self._series(same) for same in series.values())]

    def _row(self, stretch: Stretch, part: str) -> Row:
        name = stretch.name.text(self.lang)
        told = f"{stretch.order} {name}" if part == "phase" else name
        return Row(
            svg.wrapped(told, self.widest, NAME, 3),
            svg.wrapped(show_stretch(stretch, self.lang), self.widest, SMALL, 2),
            part == "phase" and stretch.state == "in",
            part,
            stretch=stretch,
        )

    def _series(self, same: Sequence[Deadline]) -> Row:
        first = same[0]
        who = [first.who_name.text(self.lang)] if first.who_name else []
        said = svg.wrapped(joined([self._kind(first), *who], self.lang), self.widest, SMALL, 2)
        return Row(svg.wrapped(first.name.text(self.lang), self.widest, NAME, 3), said, False, "due", deadlines=tuple(same))

    def _kind(self, deadline: Deadline) -> str:
        return KINDS.get(deadline.kind, Label(deadline.kind, deadline.kind)).text(self.lang)

    # --- on the axis ---

    def _on_axis(self, axis: Axis) -> None:
        """The rows over their ground: stripes, the plan's period, and lines for years and months."""
        self.picture.y += 14
        ground = svg.group(self.root, class_="ground")
        plot = svg.group(
            self.root,
            class_="plot",
            data_first=date.fromordinal(axis.first).isoformat(),
            data_last=date.fromordinal(axis.last).isoformat(),
            data_left=svg.number(axis.left),
            data_right=svg.number(axis.right),
        )
        top = self._scale(axis)
        for index, row in enumerate(self.rows):
            self._draw(plot, ground, row, axis, striped=index % 2 == 0)
        bottom = self.picture.y
        self._ground(ground, axis, top, bottom)
        self._day(axis, top, bottom)

    def _scale(self, axis: Axis) -> float:
        """Years above, months below; gives where the rows begin."""
        top = self.picture.y
        years, months = axis.years(self.lang), axis.months(self.lang)
        strip = svg.group(self.root, class_="axis")
        for index, tick in enumerate(years):
            left, wide = axis.x(tick.first), axis.x(tick.after) - axis.x(tick.first)
            svg.rect(strip, left, top, wide, 20, "#E4E8EC" if index % 2 else "#EEF1F4")
            self._fit(strip, axis, tick, top + 14.5, 12, font_weight="bold")
        for tick in months:
            self._fit(strip, axis, tick, top + 34, SMALL, fill=svg.GREY)
        self.picture.y += 40 if months else 22
        return self.picture.y

    def _fit(self, strip: Element, axis: Axis, tick: Tick, y: float, size: float, **look: str) -> None:
        """The name of a year or month, where it has room."""
        left, right = axis.x(tick.first), axis.x(tick.after)
        if svg.width_of(tick.label, size) <= right - left - 4:
            svg.words(strip, left + 4, y, tick.label, size, **look)

    def _ground(self, ground: Element, axis: Axis, top: float, bottom: float) -> None:
        period = self.region.period
        if period is not None and period.core is not None:
            left, right = axis.x(period.core[0]), axis.x(period.core[1] + 1)
            svg.rect(ground, left, top, right - left, bottom - top, bars.SAND, opacity="0.13", class_="period")
        for tick in axis.months(self.lang):
            svg.rule(ground, axis.x(tick.first), top - 18, axis.x(tick.first), bottom, "#E3E6E9")
        for tick in axis.years(self.lang):
            svg.rule(ground, axis.x(tick.first), top - 18, axis.x(tick.first), bottom, "#B8BEC4")
        svg.rule(ground, axis.right, top, axis.right, bottom, "#B8BEC4")

    def _day(self, axis: Axis, top: float, bottom: float) -> None:
        """A line on the day asked, or where it lies beyond the axis."""
        asked, y = self.picture.asked, bottom + 14
        told = self.picture.say_asked
        marked = svg.group(self.root, told, class_="asked")
        wide = svg.width_of(told, SMALL)
        look = {"fill": bars.PLUM, "font_weight": "bold"}
        if axis.first <= asked <= axis.last:
            x = axis.middle(asked)
            svg.rule(marked, x, top - 4, x, bottom + 3, bars.PLUM, stroke_width="1.6", stroke_dasharray="5,3")
            svg.words(marked, min(max(x - wide / 2, axis.left), axis.right - wide), y, told, SMALL, **look)
        elif asked < axis.first:
            svg.words(marked, axis.left, y, f"← {told}", SMALL, **look)
        else:
            svg.words(marked, axis.right, y, f"{told} →", SMALL, text_anchor="end", **look)
        self.picture.y = y + 6

    def _draw(self, plot: Element, ground: Element, row: Row, axis: Axis, striped: bool) -> None:
        top = self.picture.y
        labels = bars.labels(row.deadlines, axis, self.picture.asked, self.lang)
        below = bars.LABEL_LINE * max((label.level for label in labels if label), default=0)
        height = max(row.height, 24 + below)
        if striped:
            svg.rect(ground, EDGE - 6, top, self.picture.width - 2 * EDGE + 12, height, svg.FAINT)
        self._name(row, top, height)
        if row.stretch is not None:
            drawn = svg.group(plot, self._tip(row.stretch), id=row.stretch.path, class_=row.part)
            bars.Bar(row.stretch, axis, row.part).draw(drawn, top + height / 2)
        y = top + (height - below) / 2
        for deadline, label in zip(row.deadlines, labels, strict=True):
            drawn = svg.group(plot, self._due_tip(deadline), id=deadline.path, class_=f"due {bars.kind_of(deadline)}")
            bars.mark(drawn, deadline, axis, y)
            if label is not None:
                svg.words(drawn, label.left, y + 4 + bars.LABEL_LINE * label.level, label.text, bars.LABEL)
        self.picture.y += height

    def _name(self, row: Row, top: float, height: float) -> None:
        y = top + (height - LINE * len(row.name) - 15 * len(row.said)) / 2 + 13
        for line in row.name:
            svg.words(self.root, EDGE, y, line, NAME, font_weight="bold" if row.strong else "")
            y += LINE
        for line in row.said:
            svg.words(self.root, EDGE, y - 1.5, line, SMALL, fill=svg.GREY)
            y += 15

    # --- not dated ---

    def _undated(self) -> None:
        """Phases and due days without a date, in their order, off the axis."""
        region, lang = self.region, self.lang
        chips = [
            (phase.path, f"{phase.order} {phase.name.text(lang)}", self._tip(phase))
            for phase in region.phases
            if phase.state == "undated"
        ]
        chips += [
            (one.path, f"{self._kind(one)}{self.picture.colon}{one.name.text(lang)} {one.bound}".strip(), self._due_tip(one))
            for one in region.deadlines
            if not one.due.dated
        ]
        if not chips:
            return
        lane = svg.group(self.root, class_="undated")
        self.picture.y += 12
        top = self.picture.y
        svg.words(lane, EDGE, top + 16, UNDATED.text(lang), NAME)
        svg.words(lane, EDGE, top + 32, OFF_AXIS.text(lang), SMALL, fill=svg.GREY)
        left = EDGE + max(svg.width_of(UNDATED.text(lang), NAME), svg.width_of(OFF_AXIS.text(lang), SMALL)) + GAP
        left = max(left, self.left) if self.rows else left
        x, y, high = left, top, 0.0
        for path, told, tip in chips:
            lines = svg.wrapped(told, self.right - left - 24, 12, 3)
            wide = max(svg.width_of(line, 12) for line in lines) + 20
            if x > left and x + wide > self.right:
                x, y, high = left, y + high + 8, 0.0
            tall = 10 + 16 * len(lines)
            chip = svg.group(lane, tip, id=path, class_="undated")
            svg.rect(chip, x, y, wide, tall, "#FFFFFF", stroke=svg.GREY, stroke_dasharray="4,3", rx="4")
            for index, line in enumerate(lines):
                svg.words(chip, x + 10, y + 17 + 16 * index, line, 12)
            x, high = x + wide + 10, max(high, tall)
        self.picture.y = max(y + high, top + 38) + 4

    # --- tips ---

    def _tip(self, stretch: Stretch) -> str:
        told = [f"{stretch.name.text(self.lang)}{self.picture.colon}{show_stretch(stretch, self.lang)}"]
        told += readings_of(stretch, self.lang)
        return "\n".join([*told, *self._clauses(stretch)])

    def _due_tip(self, deadline: Deadline) -> str:
        told = [f"{deadline.name.text(self.lang)}{self.picture.colon}{show_due(deadline.due, self.lang)}"]
        told += [due_readings(deadline, self.lang), deadline.needed.text(self.lang) if deadline.needed else ""]
        return "\n".join([*filter(None, told), *self._clauses(deadline)])

    def _clauses(self, one: Stretch | Deadline) -> list[str]:
        clauses = list(dict.fromkeys(citation.clause or citation.id for citation in one.sources))
        return [f"〔{joined(clauses, self.lang)}〕"] if clauses else []
