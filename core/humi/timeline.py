"""What a timeline says: the dates of a document, its phases and due days, each as far as the text gives it.

Plain immutable dataclasses, as those of `decision.py`. `schemas/timeline.json` is generated from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from humi.decision import Citation, Missing, Published, Standing
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.frozen import Frozen
from humi.values.label import Label, Lang

SCHEMA_VERSION = 1
EDGES = ("day", "between", "unlimited", "unstated", "depends")
"""What is known of an edge: the day; that it is some day of several; that there is no limit; nothing, because the text gives
no date; nothing, because the text makes it depend on something else than dates."""
STATES = ("before", "in", "after", "uncertain", "undated")
"""Where the day asked falls, seen from a stretch or a due day."""


def _ordinal(iso: str, otherwise: int) -> int:
    return date.fromisoformat(iso).toordinal() if iso else otherwise


class Reading(Frozen):
    """A day by one reading of the text."""

    id: str
    name: Label
    earliest: str
    latest: str

    @property
    def days(self) -> tuple[int, int]:
        """The earliest and the latest day as ordinals."""
        return _ordinal(self.earliest, FIRST_DAY), _ordinal(self.latest, LAST_DAY)


class Edge(Frozen):
    """The first or last day of a stretch, or a due day. `kind` is one of `EDGES`.

    `earliest` and `latest` are ISO days, both included; the same for a `day`, empty where that side has no bound. `readings`
    are those of the text, where it is they that leave the day open.
    """

    kind: str
    earliest: str = ""
    latest: str = ""
    readings: tuple[Reading, ...] = ()

    @property
    def low(self) -> int:
        """The earliest day as an ordinal; the first day there is where there is no bound."""
        return _ordinal(self.earliest, FIRST_DAY)

    @property
    def high(self) -> int:
        """The latest day as an ordinal; the last day there is where there is no bound."""
        return _ordinal(self.latest, LAST_DAY)

    @property
    def dated(self) -> bool:
        """Whether the text ties it to the calendar."""
        return self.kind in ("day", "between")


class Stretch(Frozen):
    """A phase, the period that the plan governs, or the time in which the document is in force.

    `order` is the number that a phase has in the plan. `state` is one of `STATES`: of the day asked.
    """

    path: str
    name: Label
    first: Edge
    last: Edge
    state: str
    order: int = 0
    sources: Sequence[Citation] = ()
    interpretation: Label | None = None
    note: Label | None = None

    @property
    def core(self) -> tuple[int, int] | None:
        """The first and last day (ordinals) that belong to it for certain; None where no day does.

        Of one that is open on one side, the certain day next to the other side, twice.
        """
        first, last = self.first, self.last
        if first.dated and last.dated:
            return (first.high, last.low) if first.high <= last.low else None
        if first.kind == "day" or (first.kind == "between" and last.kind == "unlimited"):
            return first.high, first.high
        if last.kind == "day" or (last.kind == "between" and first.kind == "unlimited"):
            return last.low, last.low
        return None


class Deadline(Frozen):
    """A target, quota or milestone, or a duty with a fixed day: what has to be so by when.

    `kind` is that of the target or duty. `needed` is what has to hold, `bound` the number in it, as a sign and a figure, where
    it comes down to one. `trigger` is when a duty arises at all, `who` has to do it.
    """

    path: str
    name: Label
    kind: str
    due: Edge
    state: str
    needed: Label | None = None
    bound: str = ""
    trigger: Label | None = None
    who: str = ""
    who_name: Label | None = None
    sources: Sequence[Citation] = ()
    interpretation: Label | None = None
    note: Label | None = None

    @property
    def series(self) -> str:
        """The path of the rule in the pack: the same for all days of a series."""
        return "/".join(self.path.split("/")[:3])

    @property
    def is_duty(self) -> bool:
        """Whether somebody has to do something, rather than something has to be reached."""
        return self.path.split("/")[1] == "duties"


class RegionTimeline(Frozen):
    """The dates of one region's document. `silent` are the gaps that say that the text arranges no phases."""

    region: str
    name: Label
    version: str
    text: str
    pack_hash: str
    standing: Standing
    in_force: Stretch | None
    period: Stretch | None
    phases: tuple[Stretch, ...]
    deadlines: tuple[Deadline, ...]
    silent: Sequence[Citation] = ()


class Timeline(Published):
    """The dates of several regions' documents, and where the day asked falls. As JSON: `schemas/timeline.json`."""

    humi: str
    schema: int
    asked: str
    regions: tuple[RegionTimeline, ...]
    missing: tuple[Missing, ...] = ()

    def region(self, region: str) -> RegionTimeline:
        """The timeline of one region. Raises KeyError."""
        for one in self.regions:
            if one.region == region:
                return one
        raise KeyError(region)

    def explain(self, lang: Lang = "zh") -> str:
        """Phases and due days of every region as plain text."""
        from humi.wording.plain import plain
        from humi.wording.timeline import report_of

        return plain(report_of(self, lang), lang)

    def to_svg(self, lang: Lang = "zh") -> str:
        """A Gantt chart, one panel for each region."""
        from humi.wording.gantt import picture

        return picture(self, lang)

    def to_ics(self, lang: Lang = "zh") -> str:
        """A calendar file (RFC 5545) with what has a certain day; it may hold no event at all."""
        from humi.wording.ics import calendar

        return calendar(self, lang).text
