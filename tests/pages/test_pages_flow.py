"""The way to a designation as a drawing: every stage in its order, every alternative, nothing outside of the picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

import pytest

from humi.authoring.book.material import gather
from humi.authoring.book.ways import way_to
from humi.values.label import Lang
from humi.wording import svg
from humi.wording.pages.flow import Flow, Item, Stage, drawing_of, mermaid
from tests.house.packs import FOLDERS, pack_in

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
LONG = "认定条件" * 60


def ways() -> Iterator[tuple[str, Flow, Lang]]:
    for folder in FOLDERS:
        for lang in LANGUAGES:
            material = gather(pack_in(folder), date(2026, 6, 1), lang)
            for same in material.alike:
                yield f"{folder.name} {same[0].id} {lang}", way_to(material, same), lang


WAYS = list(ways())


def flow_of(region: str, designation: str) -> Flow:
    (found,) = [flow for name, flow, _ in WAYS if name == f"{region} {designation} en"]
    return found


def texts(root: Element) -> list[Element]:
    return list(root.iter("text"))


@pytest.mark.parametrize(("flow", "lang"), [(flow, lang) for _, flow, lang in WAYS], ids=[name for name, _, _ in WAYS])
def test_no_text_runs_out_of_the_picture_or_lies_on_another(flow: Flow, lang: Lang) -> None:
    root = drawing_of(flow, lang).picture
    _, _, width, height = map(float, root.get("viewBox", "").split())
    boxes = []
    for text in texts(root):
        x, y, size = (float(text.get(key, "")) for key in ("x", "y", "font-size"))
        wide = svg.width_of(text.text or "", size)
        assert 0 <= x <= x + wide <= width, text.text
        assert 0 < y < height
        boxes.append((x, y - 0.7 * size, x + wide, y))
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_way_leads_from_the_applicant_over_criteria_and_steps_to_what_follows() -> None:
    flow = flow_of("qingdao_ftz", "guidance_station")
    assert [stage.title for stage in flow.stages] == [
        "A unit that applies",
        "Criteria: all must be met",
        "Looked at beside, refuses nobody",
        "1. apply of one's own accord to the area's market regulator",
        "2. initial review and re-check",
        "3. acceptance inspection",
        "4. public notice",
        "5. further steps",
        "Selection",
        "demonstration guidance station, demonstration point",
        "What may follow",
    ]
    assert [stage.goal for stage in flow.stages].index(True) == 9
    kinds = {item.text: item.kind for item in flow.stages[1].items}
    assert kinds["enterprise or other organisation"] == "fact"
    assert kinds["fairly good results"] == "judgement"
    assert kinds["completeness of rules"] == "unpublished"
    (following,) = flow.stages[-1].items
    assert len(following.branches) == 4


def test_alternatives_are_branches_each_with_who_decides() -> None:
    (choice,) = [item for item in flow_of("sanmen", "key_enterprise").stages[1].items if item.branches]
    assert [branch.kind for branch in choice.branches] == ["judgement", "fact"]


def test_a_title_is_followed_by_what_asks_for_it_only() -> None:
    following = {item.text for item in flow_of("yunhai", "demo_base").stages[-1].items[0].branches}
    assert following == {"grant for a demonstration base", "free legal check"}


def test_long_names_are_cut_rather_than_run_out() -> None:
    root = drawing_of(Flow("x", (Stage(LONG, (Item("fact", LONG),), LONG), Stage("y", goal=True))), "zh").picture
    ends = [float(text.get("x", "")) + svg.width_of(text.text or "", float(text.get("font-size", ""))) for text in texts(root)]
    assert max(ends) < 430


def test_both_drawings_hold_the_same_stages() -> None:
    for _, flow, lang in WAYS:
        drawn, told = [text.text for text in texts(drawing_of(flow, lang).picture)], mermaid(flow, lang)
        assert told.count('  s') >= len(flow.stages)
        assert told.count("-->") + told.count("-.->") == len(flow.stages) - 1
        assert sum(text in drawn for text in ("●", "◆", "◇", "◐", "○")) >= 1
