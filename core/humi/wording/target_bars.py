"""The bars of a target: for each due day what was found, as far as it is certain, and a line of steps at what is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from humi.decision import TargetDecision
from humi.dossier.facts import BOUND
from humi.values.frozen import Frozen
from humi.values.numbers import format_decimal
from humi.wording import svg
from humi.wording.marks import COLOURS
from humi.wording.scale import scale_to

THICK = 14.0
ENOUGH = "#E3F1EA"
"""Behind all numbers that are enough."""
AXIS, TICK = 20.0, 12.0
ROOM = 30.0
"""Right of the axis, for half of its last number."""
PLACES = 6
"""Decimals of a number below an axis, at most."""
BEYOND = Fraction(11, 10)
"""How much further an axis reaches than what is needed, so that there is room for what is enough, or than an open bar."""


class Found(Frozen):
    """What was found of a number: from `low` to `high`, None where nothing bounds it."""

    low: Fraction
    high: Fraction | None


def found_of(target: TargetDecision) -> Found | None:
    """The number on the axis of a target: a count, a rate, an amount, or a share; None where nothing is known of it."""
    if target.value is not None:
        return _found(*target.value, target.per)
    if target.count is None:
        return None
    low, high = target.count
    if target.of is None:
        return None if low <= -BOUND and high >= BOUND else _found(low, high, 1)
    least, most = target.of
    if most == 0:
        return None
    return Found(Fraction(low, most), Fraction(1) if high >= least else Fraction(high, max(least, 1)))


def _found(low: int, high: int, per: int) -> Found:
    return Found(Fraction(low, per), None if high >= BOUND * per else Fraction(high, per))


def limits_of(target: TargetDecision) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest number that is enough, as far as there are such."""
    low = [Fraction(one.number, target.per) for one in target.bounds if one.operator in (">=", ">", "==")]
    high = [Fraction(one.number, target.per) for one in target.bounds if one.operator in ("<=", "<", "==")]
    return max(low, default=None), min(high, default=None)


def _reached(targets: Sequence[TargetDecision]) -> Iterator[Fraction]:
    """The numbers that have to lie on the axis."""
    for target in targets:
        yield from (limit * BEYOND for limit in limits_of(target) if limit is not None)
        found = found_of(target)
        if found is not None:
            yield found.low * BEYOND if found.high is None else found.high


class Bars:
    """Of one target on its due days, all on one scale."""

    def __init__(self, targets: Sequence[TargetDecision], left: float, right: float) -> None:
        self.targets = targets
        self.is_share = any(target.of is not None for target in targets)
        if self.is_share:
            self.scale = scale_to([1], Fraction(1, 100), left, right)
        else:
            finest = Fraction(1, max(target.per for target in targets))
            self.scale = scale_to(_reached(targets), finest, left, right)

    def draw(self, parent: Element, tops: Sequence[float], bottom: float) -> None:
        """Each bar between its top and the next, the axis below the last. The plot tells its scale."""
        scale = self.scale
        parent.attrib.update({"data-last": str(scale.last), "data-left": str(scale.left), "data-right": str(scale.right)})
        ends = [*tops[1:], bottom]
        for target, top, end in zip(self.targets, tops, ends, strict=True):
            self._enough(parent, target, top, end)
        self._axis(parent, tops[0], bottom)
        for target, top, end in zip(self.targets, tops, ends, strict=True):
            self._bar(parent, target, (top + end) / 2)
        for side in (0, 1):
            self._steps(parent, side, tops, ends)

    def _enough(self, parent: Element, target: TargetDecision, top: float, end: float) -> None:
        low, high = limits_of(target)
        if low is None and high is None:
            return
        left = self.scale.x(low if low is not None else 0)
        right = self.scale.x(high) if high is not None else self.scale.right
        svg.rect(parent, left, top, right - left, end - top, ENOUGH, class_="enough")

    def _bar(self, parent: Element, target: TargetDecision, y: float) -> None:
        found, colour = found_of(target), COLOURS[target.outcome]
        if found is None:
            return
        group = svg.group(parent, id=f"bar-{target.finding.path}", class_=f"bar {target.outcome.value}")
        top, zero, low = y - THICK / 2, self.scale.x(0), self.scale.x(found.low)
        high = self.scale.right if found.high is None else self.scale.x(found.high)
        if low > zero:
            svg.rect(group, zero, top, low - zero, THICK, colour, class_="counted")
        if high > low:
            hatch = {"fill": f"url(#hatch-{target.outcome.value})", "stroke": colour, "stroke_dasharray": "3,2"}
            svg.rect(group, low, top, high - low, THICK, class_="maybe", **hatch)
        if found.high is None:
            svg.polygon(group, ((high, top - 2), (high + 9, y), (high, top + THICK + 2)), colour, class_="open")

    def _steps(self, parent: Element, side: int, tops: Sequence[float], ends: Sequence[float]) -> None:
        """A line down the days at what is needed, which steps aside where that changes."""
        path, drawing = [], False
        for target, top, end in zip(self.targets, tops, ends, strict=True):
            limit = limits_of(target)[side]
            if limit is not None:
                x = svg.number(self.scale.x(limit))
                path.append(f"{'L' if drawing else 'M'}{x},{svg.number(top)} L{x},{svg.number(end)}")
            drawing = limit is not None
        if path:
            look = {"fill": "none", "stroke": svg.INK, "stroke-width": "2.4", "class": "needed"}
            SubElement(parent, "path", {"d": " ".join(path), **look})

    def _axis(self, parent: Element, top: float, bottom: float) -> None:
        scale = self.scale
        free = 0.0
        for tick in scale.ticks():
            x, told = scale.x(tick), self._number(tick)
            svg.rule(parent, x, top, x, bottom, svg.INK if tick == 0 else svg.LINE)
            half = svg.width_of(told, TICK) / 2
            if x - half >= free and half <= scale.right + ROOM - x:  # large numbers do not all have room
                svg.words(parent, x, bottom + 15, told, TICK, fill=svg.GREY, text_anchor="middle")
                free = x + half + 4
        svg.rule(parent, scale.left, bottom, scale.right, bottom, svg.GREY)

    def _number(self, tick: Fraction) -> str:
        if self.is_share:
            return f"{int(tick * 100)}%"
        return f"{int(tick):,}" if tick.denominator == 1 else format_decimal(int(tick * 10**PLACES), PLACES)
