"""The chart of targets: bars end where the numbers lie, every outcome has its word and mark, and no text lies on another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import humi
from humi.decision import Decision, Outcome, RegionDecision, TargetDecision
from humi.dossier.facts import BOUND
from humi.dossier.registry import Registry
from humi.road import decide
from humi.values.label import Label
from humi.wording import svg
from humi.wording.marks import COLOURS
from humi.wording.scale import scale_to
from humi.wording.target_chart import picture
from humi.wording.targets import series_of
from humi.wording.words import OUTCOMES
from tests.engines.agreement import pack_of
from tests.house.packs import FOLDERS, pack_in
from tests.strategies import Filler, a_policy, a_registry, an_asked_date
from tests.timeline.packs import LONG

LANGUAGES = ("zh", "en")
SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 12, 31)


def drawn(region: RegionDecision, lang: str = "zh") -> Element:
    whole = Decision(humi.__version__, 1, DAY.isoformat(), "", "", (region,), about="registry")
    return ElementTree.fromstring(picture(whole, "登记册.xlsx", lang, ("note",)))


def generated(seed: int) -> Iterator[RegionDecision]:
    random = Random(seed)
    policy = a_policy(random, random.randint(1, 4))
    if "targets" in policy:
        pack, fill = pack_of(policy), Filler(random, policy)
        for _ in range(3):
            registry = Registry.from_dict(a_registry(random, policy, fill), pack.vocabulary)
            yield decide(pack, registry, an_asked_date(random).toordinal())


REAL = [decide(pack, Registry.from_dict({"titles": []}, pack.vocabulary), DAY.toordinal()) for pack in map(pack_in, FOLDERS)]
LAW = settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def of_class(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if name in one.get("class", "").split()]


def span_of(bar: Element, name: str) -> tuple[float, float] | None:
    """From where to where a part of a bar reaches."""
    for part in of_class(bar, name):
        left = float(part.get("x", ""))
        return left, left + float(part.get("width", ""))
    return None


# --- bars ---


def share_of(plot: Element, number: Fraction) -> float:
    left, right = (float(plot.get(f"data-{side}", "")) for side in ("left", "right"))
    return left + float(number / Fraction(plot.get("data-last", ""))) * (right - left)


def numbers_of(target: TargetDecision) -> tuple[Fraction, Fraction] | None:
    """What is certain and what may be, worked out anew; shares by their own law."""
    ends = target.value if target.value is not None else target.count if target.of is None else None
    return None if ends is None else (Fraction(ends[0], target.per), Fraction(ends[1], target.per)) if target.value else ends


@LAW
@given(st.integers(0, 2**32 - 1))
def test_a_bar_is_solid_to_the_least_and_hatched_to_the_greatest_number_found(seed: int) -> None:
    for region in generated(seed):
        root = drawn(region)
        plots = {one.get("id"): plot for plot in of_class(root, "plot") for one in plot.iter() if one.get("id")}
        for target in region.targets:
            numbers, plot = numbers_of(target), plots.get(f"bar-{target.finding.path}")
            if not target.bounds or numbers is None or plot is None:
                continue
            low, high = (max(Fraction(number), Fraction(0)) for number in numbers)
            (bar,) = (one for one in plot.iter() if one.get("id") == f"bar-{target.finding.path}")
            zero, solid, hatched = share_of(plot, Fraction(0)), span_of(bar, "counted"), span_of(bar, "maybe")
            assert (solid or (zero, zero)) == pytest.approx((zero, share_of(plot, low)), abs=0.02)
            if high >= BOUND:
                assert hatched is not None
                assert hatched[1] == pytest.approx(float(plot.get("data-right", "")), abs=0.02)
                assert of_class(bar, "open")
            elif hatched is not None or high > low:
                assert hatched == pytest.approx((share_of(plot, low), share_of(plot, high)), abs=0.02)


@LAW
@given(st.integers(0, 2**32 - 1))
def test_a_share_reaches_no_further_than_the_whole_and_no_less_than_it_surely_is(seed: int) -> None:
    for region in generated(seed):
        plots = {one.get("id"): plot for plot in of_class(drawn(region), "plot") for one in plot.iter() if one.get("id")}
        for target in region.targets:
            plot = plots.get(f"bar-{target.finding.path}")
            if target.of is None or plot is None or target.count is None:
                continue
            (bar,) = (one for one in plot.iter() if one.get("id") == f"bar-{target.finding.path}")
            ends = [span for span in (span_of(bar, "counted"), span_of(bar, "maybe")) if span]
            least = share_of(plot, Fraction(target.count[0], target.of[1]))
            assert (ends[0][1] if of_class(bar, "counted") else share_of(plot, Fraction(0))) == pytest.approx(least, abs=0.02)
            assert all(end <= share_of(plot, Fraction(1)) + 0.02 for _, end in ends)


@pytest.mark.parametrize(
    ("numbers", "last"), [((), 1), ((3,), 3), ((6,), 6), ((7,), 8), ((26,), 30), ((1_234_567,), 1_500_000)]
)
def test_an_axis_reaches_to_the_numbers_in_few_round_steps(numbers: tuple[int, ...], last: int) -> None:
    scale = scale_to(numbers, Fraction(1), 0, 100)
    assert scale.last == last
    assert len(scale.ticks()) <= 6


# --- words ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_word_and_a_mark_beside_its_colour(outcome: Outcome, lang: str) -> None:
    region = next(one for one in REAL if one.region == "yinchuan")
    first, *_ = region.targets
    target = replace(first, finding=replace(first.finding, outcome=outcome))
    root = drawn(replace(region, targets=(target,)), lang)
    (row,) = (one for one in root.iter() if one.get("id") == target.finding.path)
    words = [text.text for text in row.iter(f"{SVG}text")]
    assert OUTCOMES[outcome].text(lang) in words
    coloured = {one.tag.removeprefix(SVG) for one in row.iter() if COLOURS[outcome] in (one.get("fill"), one.get("stroke"))}
    mark = {Outcome.NOT_YET_DUE: "circle", Outcome.UNDETERMINED: "text"}.get(outcome, "path")
    assert mark in coloured
    assert (words.count("?") == 1) == (outcome is Outcome.UNDETERMINED)


def contrast(colour: str) -> float:
    """With white, as accessibility guidelines have it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS.values(), svg.GREY, svg.INK])
def test_words_stand_out_from_white(colour: str) -> None:
    assert contrast(colour) >= 4.5


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("region", REAL, ids=lambda one: one.region)
def test_every_target_of_a_region_is_there_with_its_day_and_clause(region: RegionDecision, lang: str) -> None:
    root = drawn(region, lang)
    told = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    for same in series_of(region):
        assert same[0].finding.name.text(lang)[:20] in told
        for target in same:
            assert any(one.get("id") == target.finding.path for one in root.iter())
            assert target.due.split("/")[0] in told
            assert all(source.clause in told for source in target.finding.sources)


# --- legible ---


def boxes(root: Element) -> Iterator[tuple[float, float, float, float, str]]:
    for text in root.iter(f"{SVG}text"):
        size, told = float(text.get("font-size", "")), text.text or ""
        wide, bottom = svg.width_of(told, size), float(text.get("y", ""))
        left = float(text.get("x", "")) - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", "start"), 0)
        yield left, bottom - 0.7 * size, left + wide, bottom, told


def legible(root: Element) -> None:
    """No text leaves the picture, is too small for a telephone, or lies on another."""
    _, _, width, height = map(float, root.get("viewBox", "").split())
    found = list(boxes(root))
    assert all(float(text.get("font-size", "")) >= 12 for text in root.iter(f"{SVG}text"))
    for left, top, right, bottom, told in found:
        assert left >= 0, told
        assert right <= width, told
        assert 0 < top < bottom < height, told
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("region", REAL, ids=lambda one: one.region)
def test_the_targets_of_the_regions_can_be_read(region: RegionDecision, lang: str) -> None:
    legible(drawn(region, lang))


@LAW
@given(st.integers(0, 2**32 - 1), st.sampled_from(LANGUAGES))
def test_generated_targets_can_be_read(seed: int, lang: str) -> None:
    for region in generated(seed):
        legible(drawn(region, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twenty_targets_with_long_names_and_large_numbers_can_be_read(lang: str) -> None:
    region = next(one for one in REAL if one.region == "yinchuan")
    name = Label(LONG, "a" * 200 + " " + LONG)
    long = [
        replace(
            one,
            finding=replace(one.finding, path=f"{one.finding.path.rpartition('/')[0]}{number}/2026", name=name),
            count=(10 * number**8, BOUND * 2),
            found=Label("≥ 1,234,567,890", "≥ 1,234,567,890"),
        )
        for number, one in enumerate([*region.targets] * 3)
    ][:20]
    root = drawn(replace(region, targets=tuple(long)), lang)
    assert len(of_class(root, "target")) == 20
    legible(root)
