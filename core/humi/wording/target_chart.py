"""The targets of a registry as a picture, as wide as the screen of a telephone: what is needed, found and came out."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from humi.decision import Cause, Decision, Outcome, RegionDecision, TargetDecision
from humi.values.label import Label, Lang
from humi.wording import causes, marks, svg
from humi.wording.show import UNRECORDED, joined
from humi.wording.target_bars import AXIS, ENOUGH, ROOM, THICK, Bars, found_of
from humi.wording.targets import NONE, name_of, pace_of, series_of
from humi.wording.words import ASKED, DRY_RUN, HEADINGS, OUTCOMES

WIDTH, EDGE = 560.0, 24.0
NAMES = 208.0
"""The column of days and numbers, left of the bars."""
TITLE, NAME, TEXT, SMALL = 21.0, 16.0, 14.0, 12.5
NAME_LINE, LINE, SMALL_LINE = 21.0, 19.0, 17.0
TARGETS = Label("目标", "targets")
COUNTED = Label("计数", "counted")
NEEDED = Label("要求", "needed")
CERTAIN = Label("已计", "counted")
MAYBE = Label("可能，不能确定", "perhaps: not certain")
ENOUGH_SAID = Label("达到要求", "enough")
NO_DAY = Label("期限未写明", "no due day stated")
CLAUSES = Label("出处：", "clauses: ")
DRAWN = Label("{region}的目标：要求与计数", "targets of {region}: what is needed and what was counted")


def picture(decision: Decision, whose: str, lang: Lang, notes: Sequence[str] = ()) -> str:
    """The picture as an SVG file; below it, what `notes` there are on what was counted."""
    return svg.to_text(_Picture(decision, whose, lang, notes).root)


class _Picture:
    """Draws from the top to the bottom; `y` is how far it has come."""

    def __init__(self, decision: Decision, whose: str, lang: Lang, notes: Sequence[str]) -> None:
        self.lang = lang
        self.colon = "：" if lang == "zh" else ": "
        self.y = EDGE
        names = joined([region.name.text(lang) for region in decision.regions], lang)
        title = self._title(names)
        semicolon = "；" if lang == "zh" else "; "
        self.root = svg.drawing(WIDTH, 100, title, f"{DRAWN.text(lang).format(region=names)}{semicolon}{decision.asked}")
        hatches = SubElement(self.root, "defs")
        for outcome in Outcome:
            svg.hatched(hatches, f"hatch-{outcome.value}", marks.COLOURS[outcome])
        self._lines(self.root, title, TITLE, 27, font_weight="bold")
        self.y += 4
        self._lines(self.root, f"{ASKED.text(lang)}{self.colon}{decision.asked}", TEXT, LINE)
        self._lines(self.root, f"{HEADINGS['registry'].text(lang)}{self.colon}{whose}", SMALL, SMALL_LINE, fill=svg.GREY)
        for region in decision.regions:
            self._region(region, len(decision.regions) > 1)
        self._foot(decision, notes)

    def _title(self, names: str) -> str:
        return f"{names}：{TARGETS.zh}" if self.lang == "zh" else f"{names}: {TARGETS.en}"

    def _lines(self, parent: Element, text: str, size: float, high: float, **look: str) -> None:
        """Text over the whole width, in as many lines as it takes."""
        for told in svg.wrapped(text, WIDTH - 2 * EDGE, size, 4):
            self.y += high
            svg.words(parent, EDGE, self.y - 5, told, size, **look)

    # --- targets ---

    def _region(self, region: RegionDecision, named: bool) -> None:
        if named:
            self.y += 14
            self._lines(self.root, region.name.text(self.lang), NAME, NAME_LINE, font_weight="bold")
        if not region.targets:
            self.y += 10
            self._lines(self.root, NONE.text(self.lang), TEXT, LINE)
        for same in series_of(region):
            self._target(same)

    def _target(self, same: Sequence[TargetDecision]) -> None:
        """Name and clauses, and below them the due days, with bars where there are numbers."""
        group = svg.group(self.root, class_="target")
        self.y += 12
        svg.rule(group, EDGE, self.y, WIDTH - EDGE, self.y)
        self.y += 8
        self._lines(group, name_of(same[0], self.lang), NAME, NAME_LINE, font_weight="bold")
        self._lines(group, self._clauses(same), SMALL, SMALL_LINE, fill=svg.GREY)
        self.y += 4
        if any(target.bounds for target in same):
            self._due_days(group, same)
        else:
            for target in same:
                self._said(svg.group(group, id=target.finding.path, class_=target.outcome.value), target)

    def _clauses(self, same: Sequence[TargetDecision]) -> str:
        cited = (source.clause for target in same for source in target.finding.sources if source.clause)
        told = joined(list(dict.fromkeys(cited)), self.lang)
        return f"{CLAUSES.text(self.lang)}{told}" if told else ""

    def _due_days(self, group: Element, same: Sequence[TargetDecision]) -> None:
        tops = []
        plot = svg.group(group, class_="plot")
        for target in same:
            tops.append(self.y)
            row = svg.group(group, id=target.finding.path, class_=target.outcome.value)
            self._day(row, target)
            for told in self._numbers(target):
                self._aside(row, told, TEXT, LINE)
            for told in self._why(target):
                self._aside(row, told, SMALL, SMALL_LINE, fill=svg.GREY)
            self.y = max(self.y, tops[-1] + THICK + 12) + 8
        Bars(same, EDGE + NAMES, WIDTH - ROOM).draw(plot, tops, self.y)
        self.y += AXIS

    def _day(self, row: Element, target: TargetDecision) -> None:
        """The due day, and what came out: in a colour, with a mark and a word."""
        self.y += LINE
        due = target.due or NO_DAY.text(self.lang)
        outcome, colour = OUTCOMES[target.outcome].text(self.lang), marks.COLOURS[target.outcome]
        x = EDGE + svg.width_of(due, TEXT) + 14
        if x + 12 + svg.width_of(outcome, TEXT) > EDGE + NAMES:
            svg.words(row, EDGE, self.y - 5, due, TEXT)
            self.y += LINE
            x, due = EDGE + 6, ""
        if due:
            svg.words(row, EDGE, self.y - 5, due, TEXT)
        marks.mark(row, target.outcome, x, self.y - 10)
        svg.words(row, x + 12, self.y - 5, outcome, TEXT, fill=colour, font_weight="bold")

    def _numbers(self, target: TargetDecision) -> list[str]:
        """What is needed and what was found, on one line where they fit."""
        needed = target.needed.text(self.lang) if target.needed else ""
        found = f"{COUNTED.text(self.lang)} {target.found.text(self.lang)}" if target.found else ""
        told = [part for part in (needed, found) if part]
        whole = ("；" if self.lang == "zh" else "; ").join(told)
        return [whole] if svg.width_of(whole, TEXT) <= NAMES - 8 else told

    def _aside(self, row: Element, text: str, size: float, high: float, **look: str) -> None:
        """Text left of the bars."""
        for told in svg.wrapped(text, NAMES - 8, size, 4):
            self.y += high
            svg.words(row, EDGE, self.y - 5, told, size, **look)

    def _said(self, row: Element, target: TargetDecision) -> None:
        """A target that is no number: the day, what came out, and what is wanted, over the whole width."""
        self._day(row, target)
        if target.needed:
            self._lines(row, f"{NEEDED.text(self.lang)}{self.colon}{target.needed.text(self.lang)}", TEXT, LINE)
        for told in self._why(target):
            self._lines(row, told, SMALL, SMALL_LINE, fill=svg.GREY)

    def _why(self, target: TargetDecision) -> list[str]:
        """Why it is open, what is still to come, or why it does not apply."""
        if target.outcome is Outcome.UNDETERMINED:
            return self._open(target.finding.causes)
        if target.pace is not None:
            return [pace_of(target.pace, self.lang)]
        remark = target.finding.remark if target.outcome is Outcome.OUT_OF_SCOPE else None
        return [remark.text(self.lang)] if remark is not None else []

    def _open(self, found: Sequence[Cause]) -> list[str]:
        """Why it is open, the same of many records once; what the text does not measure stands in what is needed."""
        named = [one for one in causes.by_importance(found) if one.kind != "unmeasured"]
        told = dict.fromkeys((one.kind == "missing_fact", causes.short(one, self.lang, record=False)) for one in named)
        missing = joined([text for is_missing, text in told if is_missing], self.lang)
        others = joined([text for is_missing, text in told if not is_missing], self.lang)
        return [text for text in (f"{UNRECORDED.text(self.lang)}{self.colon}{missing}" if missing else "", others) if text]

    # --- what is below ---

    def _foot(self, decision: Decision, notes: Sequence[str]) -> None:
        """The legend, the notes, and that it is no decision."""
        self.y += 14
        svg.rule(self.root, EDGE, self.y, WIDTH - EDGE, self.y)
        targets = [target for region in decision.regions for target in region.targets]
        if any(target.bounds for target in targets):
            self._legend(targets)
        self.y += 4
        for note in filter(None, notes):
            self._lines(self.root, note, SMALL, SMALL_LINE)
        humi = f"{'护密' if self.lang == 'zh' else 'Humi'} {decision.humi} · {DRY_RUN.text(self.lang)}"
        self._lines(self.root, humi, SMALL, SMALL_LINE, fill=svg.GREY)
        svg.grow(self.root, WIDTH, self.y + EDGE - 8)

    def _legend(self, targets: Sequence[TargetDecision]) -> None:
        legend = svg.group(self.root, class_="legend")
        self.y += 24
        x = EDGE
        ranges = [found for found in map(found_of, targets) if found is not None]
        shown = [CERTAIN, *([MAYBE] if any(one.low != one.high for one in ranges) else []), NEEDED, ENOUGH_SAID]
        for label in shown:
            name = label.text(self.lang)
            self._sample(legend, label, x)
            svg.words(legend, x + 30, self.y, name, SMALL)
            x += 46 + svg.width_of(name, SMALL)
        self.y += 8

    def _sample(self, legend: Element, label: Label, x: float) -> None:
        top, grey = self.y - 11, marks.COLOURS[Outcome.OUT_OF_SCOPE]
        if label is NEEDED:
            svg.rule(legend, x + 12, top - 2, x + 12, top + 15, svg.INK, stroke_width="2.4")
        elif label is MAYBE:
            look = {"fill": "url(#hatch-out_of_scope)", "stroke": grey, "stroke_dasharray": "3,2"}
            svg.rect(legend, x, top, 24, 13, **look)
        else:
            svg.rect(legend, x, top, 24, 13, grey if label is CERTAIN else ENOUGH)
