"""What another version changes for a population, as a picture: for each rule who gains to the right, who loses to the left."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, SubElement

from humi.authoring.over.files import Over
from humi.authoring.over.report import AMOUNT, GAINED, LOST, MET_SUM, OPEN_SUM, OTHERWISE, SAME, UNSURE, sums_of
from humi.authoring.over.tally import Tally
from humi.decision import Outcome
from humi.values.label import Label, Lang
from humi.version import __version__
from humi.wording import bars, svg
from humi.wording.words import ASKED, DRY_RUN

WIDTH, EDGE = 960.0, 28.0
NAMES = 300.0
"""The column of names, and of what is said below them."""
NUMBER = 72.0
"""Kept free for a number at either end."""
THICK, LINE, SMALL, SIZE = 18.0, 17.0, 11.0, 13.0
TITLE = Label("谁的结果改变", "Who is answered otherwise")
KINDS = ((LOST, bars.RED), (UNSURE, bars.SAND), (GAINED, bars.GREEN))


def picture(over: Over, names: tuple[str, str], on: date, lang: Lang) -> str:
    """The picture as an SVG file."""
    return svg.to_text(_Picture(over, names, on, lang).root)


class _Picture:
    """Draws from the top to the bottom; `y` is how far it has come."""

    def __init__(self, over: Over, names: tuple[str, str], on: date, lang: Lang) -> None:
        self.lang = lang
        self.changed = list(over.changed.values())
        self.colon = "：" if lang == "zh" else ": "
        region, versions = over.packs[1].label.text(lang), " → ".join(names)
        asked = f"{ASKED.text(lang)}{self.colon}{on.isoformat()}"
        described = f"{versions}{'；' if lang == 'zh' else '; '}{asked}"
        self.root = svg.drawing(WIDTH, 100, f"{TITLE.text(lang)}{self.colon}{region}", described)
        self.unsure = svg.hatched(SubElement(self.root, "defs"), "hatch-unsure", bars.SAND)
        self.y = EDGE + 14
        svg.words(self.root, EDGE, self.y, f"{region}  {TITLE.text(lang)}", 20, font_weight="bold")
        svg.words(self.root, WIDTH - EDGE, self.y, asked, SIZE, text_anchor="end", fill=svg.GREY)
        self.y += 22
        svg.words(self.root, EDGE, self.y, svg.wrapped(versions, WIDTH - 2 * EDGE, SIZE, 1)[0], SIZE, fill=svg.GREY)
        self.y += 18
        self._scale()
        for tally in self.changed:
            self._rule(tally)
        self._foot()

    def _scale(self) -> None:
        """One scale for all rules and both ways, from zero."""
        left = max((tally.lost() + tally.unsure() for tally in self.changed), default=0)
        right = max((tally.gained() for tally in self.changed), default=0)
        first, last = EDGE + NAMES + NUMBER, WIDTH - EDGE - NUMBER
        self.each = (last - first) / max(left + right, 1)
        self.zero = first + left * self.each if left + right else (first + last) / 2

    def _rule(self, tally: Tally) -> None:
        """The name, the money below it, and the bars beside it."""
        top = self.y
        said = self._said(tally)
        for line in svg.wrapped(tally.rule.name().text(self.lang), NAMES - 16, SIZE, 2):
            self.y += LINE
            svg.words(self.root, EDGE, self.y, line, SIZE, font_weight="600")
        for line in (part for text in said for part in svg.wrapped(text, NAMES - 16, SMALL, 3)):
            self.y += 15
            svg.words(self.root, EDGE, self.y, line, SMALL, fill=svg.GREY)
        self.y = max(self.y, top + THICK) + 14
        self._bars(tally, (top + self.y) / 2 - 4)
        svg.rule(self.root, EDGE, self.y, WIDTH - EDGE, self.y)
        self.y += 4

    def _said(self, tally: Tally) -> list[str]:
        """What no bar shows: other changes, and the money."""
        numbers = (OTHERWISE, tally.otherwise()), (AMOUNT, sum(tally.amounts.values()))
        sums = (MET_SUM, sums_of(tally, Outcome.MET, self.lang)), (OPEN_SUM, sums_of(tally, Outcome.UNDETERMINED, self.lang))
        told = [*((label, f"{number:,}" if number else "") for label, number in numbers), *sums]
        return [f"{label.text(self.lang)}{self.colon}{text}" for label, text in told if text]

    def _bars(self, tally: Tally, y: float) -> None:
        lost, unsure, gained = (number * self.each for number in (tally.lost(), tally.unsure(), tally.gained()))
        group = svg.group(self.root, "\n".join(self._counted(tally)))
        top = y - THICK / 2
        svg.rect(group, self.zero - lost, top, lost, THICK, bars.RED, class_="lost")
        look = {"stroke": bars.SAND, "stroke_dasharray": "2,2"} if unsure else {}
        svg.rect(group, self.zero - lost - unsure, top, unsure, THICK, self.unsure, class_="unsure", **look)
        svg.rect(group, self.zero, top, gained, THICK, bars.GREEN, class_="gained")
        svg.rule(group, self.zero, top - 5, self.zero, top + THICK + 5, svg.INK)
        losses = " + ".join(f"{number:,}" for number in (tally.unsure(), tally.lost()) if number)
        svg.words(group, self.zero - lost - unsure - 6, y + 4, losses, SIZE, text_anchor="end")
        if tally.gained():
            svg.words(group, self.zero + gained + 6, y + 4, f"{tally.gained():,}", SIZE)

    def _counted(self, tally: Tally) -> list[str]:
        counts = ((LOST, tally.lost()), (UNSURE, tally.unsure()), (GAINED, tally.gained()))
        return [f"{label.text(self.lang)}{self.colon}{number:,}" for label, number in counts]

    def _foot(self) -> None:
        """The legend, and that it is no decision."""
        if not self.changed:
            self.y += LINE
            svg.words(self.root, EDGE, self.y, SAME.text(self.lang), SIZE)
        else:
            self._legend(svg.group(self.root, class_="legend"))
        self.y += 24
        humi = f"{'护密' if self.lang == 'zh' else 'Humi'} {__version__} · {DRY_RUN.text(self.lang)}"
        svg.words(self.root, EDGE, self.y, humi, SMALL, fill=svg.GREY)
        svg.grow(self.root, WIDTH, self.y + EDGE - 8)

    def _legend(self, legend: Element) -> None:
        self.y += 26
        x = EDGE
        for label, colour in KINDS:
            fill = self.unsure if label is UNSURE else colour
            svg.rect(legend, x, self.y - 11, 22, 12, fill, stroke=colour)
            svg.words(legend, x + 30, self.y, label.text(self.lang), SIZE)
            x += 54 + svg.width_of(label.text(self.lang), SIZE)
