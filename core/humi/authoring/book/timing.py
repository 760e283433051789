"""The chapters about time: phases and due days as a drawing and in words, and what has to be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from humi.authoring.book.material import Material
from humi.timeline import RegionTimeline
from humi.values.label import Label, Lang
from humi.wording import gantt
from humi.wording.days import show_due, show_stretch
from humi.wording.pages.flow import timeline_mermaid
from humi.wording.pages.page import Block, Drawing, Section
from humi.wording.timeline import deadlines_table, titled

TIMELINE = Label("阶段与期限", "Phases and due days")
TARGETS = Label("目标", "Targets")
WIDTH = 720.0
"""Of the drawing: what a printed page holds."""
MOST = 16
"""Rows that a page holds."""


def timeline(material: Material) -> Section | None:
    """The dates as a drawing, then the phases in words, and what is due when."""
    blocks: list[Block] = [_drawing(material, region) for region in _regions(material)]
    blocks.extend(material.tree.phase(phase) for phase in material.pack.phases)
    (region,) = material.timeline.regions
    if region.deadlines:
        blocks.append(deadlines_table(region.deadlines, material.timeline.asked, material.lang))
    return Section(TIMELINE.text(material.lang), "timeline", tuple(blocks)) if blocks else None


def _regions(material: Material) -> Iterator[RegionTimeline]:
    """What is drawn: all in one, or duties by themselves where one page would not hold them."""
    (region,) = material.timeline.regions
    duties = tuple(one for one in region.deadlines if one.is_duty)
    rest = tuple(one for one in region.deadlines if not one.is_duty)
    if len(region.phases) + len({one.series for one in region.deadlines}) <= MOST or not duties:
        if _rows(region, material.lang):
            yield region
        return
    yield replace(region, deadlines=rest)
    yield replace(region, phases=(), in_force=None, deadlines=duties)


def _drawing(material: Material, region: RegionTimeline) -> Drawing:
    title = TIMELINE.text(material.lang)
    caption = material.say(
        f"文件写明的日期；查询日 {material.asked}", f"the dates that the document gives; as of {material.asked}"
    )
    picture = gantt.drawn(replace(material.timeline, regions=(region,)), material.lang, WIDTH)
    return Drawing(picture, caption, timeline_mermaid(title, _rows(region, material.lang)), wide=True)


def _rows(region: RegionTimeline, lang: Lang) -> list[tuple[str, str]]:
    """When, and what."""
    return list(_each(region, lang))


def _each(region: RegionTimeline, lang: Lang) -> Iterator[tuple[str, str]]:
    for stretch in (region.in_force, region.period, *region.phases):
        if stretch is not None:
            yield show_stretch(stretch, lang), stretch.name.text(lang)
    for deadline in region.deadlines:
        yield show_due(deadline.due, lang), titled(deadline, lang, deadline.bound)


def targets(material: Material) -> Section | None:
    """What has to be reached."""
    shown = tuple(material.tree.targets())
    return Section(TARGETS.text(material.lang), "targets", shown) if shown else None
