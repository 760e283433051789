"""The chapters about time: phases and due days as a drawing and in words, and what has to be reached."""

from __future__ import annotations

from collections.abc import Iterator

from humi.authoring.book.material import Material
from humi.values.label import Label
from humi.wording import gantt
from humi.wording.days import show_due, show_stretch
from humi.wording.pages.flow import timeline_mermaid
from humi.wording.pages.page import Block, Drawing, Section
from humi.wording.timeline import titled

TIMELINE = Label("阶段与期限", "Phases and due days")
TARGETS = Label("目标", "Targets")
WIDTH = 720.0
"""Of the drawing: what a printed page holds."""


def timeline(material: Material) -> Section | None:
    """The dates as a drawing, then the phases in words. What has to be done by a day is told with targets and duties."""
    rows = tuple(_rows(material))
    blocks: list[Block] = []
    if rows:
        caption = material.say(
            f"文件写明的日期；查询日 {material.asked}",
            f"the dates that the document gives; as of {material.asked}",
        )
        picture = gantt.drawn(material.timeline, material.lang, WIDTH)
        blocks.append(Drawing(picture, caption, timeline_mermaid(TIMELINE.text(material.lang), rows), wide=True))
    blocks.extend(material.tree.phase(phase) for phase in material.pack.phases)
    return Section(TIMELINE.text(material.lang), "timeline", tuple(blocks)) if blocks else None


def _rows(material: Material) -> Iterator[tuple[str, str]]:
    """When, and what."""
    lang, (region,) = material.lang, material.timeline.regions
    for stretch in (region.in_force, region.period, *region.phases):
        if stretch is not None:
            yield show_stretch(stretch, lang), stretch.name.text(lang)
    for deadline in region.deadlines:
        yield show_due(deadline.due, lang), titled(deadline, lang, deadline.bound)


def targets(material: Material) -> Section | None:
    """What has to be reached."""
    shown = tuple(material.tree.targets())
    return Section(TARGETS.text(material.lang), "targets", shown) if shown else None
