"""What every pack of this repository promises, over the dossiers of all its cases and the examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from humi.authoring.cases import Case, run_case
from humi.authoring.check import check_target
from humi.decision import CAUSES, Finding, Outcome, RegionDecision
from humi.dossier.dossier import Dossier
from humi.road import decide
from tests.house.documents import ROOT
from tests.house.packs import DAYS, FOLDERS, all_asked, cases_in, pack_in, target_in

CASES = [(folder, case) for folder in FOLDERS for case in cases_in(folder)]
LEAST_CASES = 30
KINDS = {
    "jiangjin": {"key_cultivation": "quota"},
    "jiyuan": {"names_sent_up": "quota", "launch": "milestone"},
    "qingdao_ftz": {"batch": "quota"},
    "sanmen": dict.fromkeys(
        ["first_batch", *(f"first_batch_{one}" for one in ("scope", "body", "rules", "measures"))]
        + [f"{one}_2011" for one in ("awareness", "organisation", "training", "self_protection")],
        "milestone",
    ),
    "yinchuan": {},
}
"""The goals of each region that bound how many are chosen, or stand at a point in time."""
every_pack = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
MEANINGS = [folder for folder in FOLDERS if folder.name != "yunhai_zh"]  # which is Yunhai in another spelling
every_meaning = pytest.mark.parametrize("folder", MEANINGS, ids=lambda folder: folder.name)


@pytest.mark.parametrize(("folder", "case"), CASES, ids=[f"{folder.name}: {case.sentence}" for folder, case in CASES])
def test_case(folder: Path, case: Case) -> None:
    result = run_case(case, pack_in(folder))
    wrong = [f"{one.place}: {one.path} is {one.found}, not {one.wanted}" for one in result.differences]
    wrong += [problem.render("en") for problem in result.problems]
    assert not wrong, "\n".join(wrong)


@every_pack
def test_a_pack_has_enough_cases_each_with_its_own_sentence(folder: Path) -> None:
    sentences = [case.sentence for case in cases_in(folder)]
    assert len(sentences) >= LEAST_CASES
    assert len(sentences) == len(set(sentences))


@every_pack
def test_check_finds_nothing(folder: Path) -> None:
    checked = check_target(target_in(folder), None)
    assert [problem.render("en") for problem in checked.problems] == []


def test_both_spellings_are_one_pack() -> None:
    english, chinese = (pack_in(ROOT / "examples" / name) for name in ("yunhai", "yunhai_zh"))
    assert english.hash == chinese.hash


@pytest.mark.parametrize("region", KINDS)
def test_quotas_and_milestones_are_told_from_other_goals(region: str) -> None:
    targets = pack_in(ROOT / "plugins" / region).targets
    assert {target.path.split("/")[1]: target.kind for target in targets if target.kind != "target"} == KINDS[region]


@every_pack
def test_phases_are_numbered_as_they_are_written(folder: Path) -> None:
    orders = [phase.order for phase in pack_in(folder).phases]
    assert orders == list(range(1, len(orders) + 1))


@every_pack
def test_the_empty_dossier_is_refused_nowhere(folder: Path) -> None:
    pack = pack_in(folder)
    empty = Dossier.from_dict({}, pack.vocabulary)
    for day in DAYS:
        decided = decide(pack, empty, day.toordinal())
        refused = [finding.path for finding in decided.findings() if finding.outcome is Outcome.NOT_MET]
        assert refused == [], day


def decisive(decided: RegionDecision) -> Iterator[tuple[Finding, tuple[Finding, ...]]]:
    """Every finding with the parts that it is joined from: none where it stands for itself."""
    joined = {whole.finding.path: whole.criteria for part in (decided.designations, decided.incentives) for whole in part}
    for finding in decided.findings():
        yield finding, joined.get(finding.path, ())


@every_meaning
def test_every_refusal_names_region_clause_fact_required_and_found(folder: Path) -> None:
    refused = set()
    for asked in all_asked(folder):
        for finding, parts in decisive(asked.decided):
            if finding.outcome is not Outcome.NOT_MET:
                continue
            refused.add(finding.path)
            told = f"{asked.name}: {finding.path}"
            assert finding.path.startswith(f"{asked.decided.region}/"), told
            if any(part.outcome is Outcome.NOT_MET for part in parts):
                continue  # the part that failed is a finding of its own
            assert any(source.clause for source in finding.sources), f"{told} cites no clause"
            behind = [reason for reason in finding.reasons if reason.outcome is Outcome.NOT_MET]
            assert behind, f"{told} gives no reason"
            for reason in behind:
                assert reason.what, told
                assert all((*reason.name, *reason.required, *reason.found)), f"{told}: {reason}"
    assert refused, "no case refuses anybody"


@every_meaning
def test_a_duty_that_is_met_tells_what_meets_it(folder: Path) -> None:
    """Also where nobody has settled whether it applies."""
    for asked in all_asked(folder):
        for duty in asked.decided.duties:
            if duty.finding.outcome is Outcome.MET:
                open_ = [reason for reason in duty.finding.reasons if reason.outcome is Outcome.UNDETERMINED]
                assert open_ == [], f"{asked.name}: {duty.finding.path}"


@every_meaning
def test_every_undetermined_names_causes_of_the_closed_list(folder: Path) -> None:
    for asked in all_asked(folder):
        for finding in asked.decided.findings():
            kinds = {cause.kind for cause in finding.causes}
            told = f"{asked.name}: {finding.path}"
            assert kinds <= set(CAUSES), told
            assert bool(kinds) == (finding.outcome is Outcome.UNDETERMINED), f"{told} {finding.outcome} {kinds}"
            assert all(cause.what for cause in finding.causes if cause.kind != "calendar"), told
