"""`import humi`: files, plain data, many dossiers, errors, and regions that cannot be loaded."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
import traceback
import weakref
from datetime import date
from pathlib import Path

import pytest

import humi
from tests.house.documents import ROOT

DAY = date(2026, 6, 1)
REGIONS = ("qingdao_ftz", "yinchuan")
ENTERPRISE = {"unit": {"place": "yinchuan", "kind": "enterprise"}}
POLICY = "humi: 1\nregion: {id: draft, name: {zh: 草案, en: Draft}}\n"


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUMI_PLUGINS_DIR", raising=False)


@pytest.fixture(scope="module")
def both() -> humi.Humi:
    return humi.Humi(REGIONS)


# --- what is asked ---


def test_plain_data_file_and_dossier_give_the_same(both: humi.Humi, tmp_path: Path) -> None:
    file = tmp_path / "dossier.yaml"
    both.dossier(ENTERPRISE).save(file)
    plain = both.evaluate(ENTERPRISE, on=DAY)
    answers = [both.evaluate(source, on=DAY) for source in (file, str(file), both.dossier(file))]
    assert {answer.to_json() for answer in answers} == {plain.to_json().replace(plain.dossier_hash, answers[0].dossier_hash)}
    assert [region.region for region in plain.regions] == list(REGIONS)


def test_the_function_does_what_the_class_does(both: humi.Humi) -> None:
    assert humi.evaluate(ENTERPRISE, on=DAY, regions=REGIONS).to_dict() == both.evaluate(ENTERPRISE, on=DAY).to_dict()


def test_many_are_answered_in_order_and_only_when_asked_for(both: humi.Humi) -> None:
    def dossiers():  # type: ignore[no-untyped-def]
        yield ENTERPRISE
        yield {"unit": {"kind": "individual"}}
        raise AssertionError("read too early")

    answers = both.evaluate_many(dossiers(), on=DAY, regions=["yinchuan"])
    path = "yinchuan/designations/pilot_enterprise/criteria/enterprise"
    assert [next(answers).find(path).outcome for _ in range(2)] == ["met", "not_met"]


def test_today_is_the_default_and_is_told(both: humi.Humi) -> None:
    before = date.today()
    assert before.isoformat() <= both.evaluate({}).asked <= date.today().isoformat()


def test_a_dossier_does_not_change_when_its_data_does(both: humi.Humi) -> None:
    document = {"unit": {"place": "yinchuan", "kind": "enterprise"}}
    dossier = both.dossier(document)
    before = both.evaluate(dossier, on=DAY).to_json()
    document["unit"]["kind"] = "individual"
    assert both.evaluate(dossier, on=DAY).to_json() == before


def test_json_is_the_whole_decision(both: humi.Humi) -> None:
    decision = both.evaluate(ROOT / "examples/dossiers/enterprise.yaml", on=DAY)
    assert json.loads(decision.to_json()) == decision.to_dict()
    assert decision.to_dict()["schema"] == 1
    assert "试算" in decision.explain("zh")
    assert "dry run" in decision.explain("en")
    for region in decision.regions:
        for finding in region.findings():
            assert decision.find(finding.path) is finding


# --- errors ---


def test_every_problem_of_a_dossier_at_once(both: humi.Humi) -> None:
    with pytest.raises(humi.DossierError) as caught:
        both.evaluate({"unit": {"plaec": "yinchuan", "staff": "many"}})
    assert isinstance(caught.value, ValueError)
    assert [problem.code for problem in caught.value.problems] == ["D301", "D302"]
    assert "did you mean `place`" in str(caught.value)
    assert "是否想写" in caught.value.render("zh")


@pytest.mark.parametrize(
    ("source", "code"), [("nowhere.yaml", "Y001"), (str(ROOT), "Y002"), ({"unit": []}, "L103")], ids=["file", "folder", "list"]
)
def test_what_is_no_dossier(both: humi.Humi, source: object, code: str) -> None:
    with pytest.raises(humi.DossierError) as caught:
        both.evaluate(source)  # type: ignore[arg-type]
    assert caught.value.problems[0].code == code


def test_unknown_regions(both: humi.Humi) -> None:
    for ask in (lambda: both.evaluate({}, regions=["yinchan", "x"]), lambda: humi.Humi(["yinchan", "x"])):
        with pytest.raises(humi.UnknownRegion, match="did you mean `yinchuan`") as caught:
            ask()
        assert [problem.code for problem in caught.value.problems] == ["C403", "C403"]


def test_a_folder_of_drafts_must_exist() -> None:
    with pytest.raises(humi.UsageError, match="nowhere"):
        humi.Humi(plugins_dir="nowhere")


def test_paths_that_are_not_there(both: humi.Humi) -> None:
    decision = both.evaluate({}, on=DAY)
    for path in ("yinchuan/designations/nothing", "nowhere/designations/base"):
        with pytest.raises(KeyError):
            decision.find(path)


# --- many regions ---


def test_a_region_holds_its_own_facts_whichever_others_are_loaded(both: humi.Humi) -> None:
    """Thousands of regions would not fit where each held the facts of those before it."""
    for region, pack in both.loaded.packs.items():
        assert pack.vocabulary.regions == {region}
        assert pack.hash == humi.Humi([region]).loaded.packs[region].hash
    whole = both.loaded.vocabulary
    assert whole.regions == set(REGIONS)
    for region, pack in both.loaded.packs.items():
        for fact in pack.facts:
            own = pack.vocabulary.by_path(fact.path)
            assert own is not None
            assert whole.by_path(fact.path) is own


def test_facts_of_all_loaded_regions_fit_into_one_dossier(both: humi.Humi) -> None:
    dossier = both.dossier({"unit": {"yinchuan": {"willing": True}, "qingdao_ftz": {"trained": True}}})
    assert not dossier.warnings
    with pytest.raises(humi.DossierError):
        both.dossier({"unit": {"yinchuan": {"trained": True}}})


@pytest.mark.parametrize("enabled", [True, False])
def test_nothing_is_collected_while_regions_are_read_and_the_collector_is_left_as_it_was(drafts: Path, enabled: bool) -> None:
    """Going through all of them again and again would make many regions cost more than each alone."""
    stopped: set[str] = set()
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    gc.callbacks.append(lambda *_: stopped.update(frame.name for frame in traceback.extract_stack()))
    try:
        judge = humi.Humi(["yunhai", "yinchuan", "no_scope"], plugins_dir=drafts)
        assert "pack_from" not in stopped
        assert len(judge.loaded.quarantined) == 1
        assert gc.isenabled() is enabled
    finally:
        gc.callbacks.pop()
        (gc.enable if before else gc.disable)()


def test_what_was_made_for_loaded_regions_goes_with_them() -> None:
    """Loading again and again, as a service does whose drafts change, holds the last regions only."""
    again = humi.Humi(["yinchuan"])
    again.evaluate(ENTERPRISE, on=DAY)
    pack, vocabulary = weakref.ref(again.loaded.packs["yinchuan"]), weakref.ref(again.loaded.vocabulary)
    del again
    gc.collect()
    assert pack() is None
    assert vocabulary() is None


# --- much asked ---

CIRCLES = """
import gc, sys
from datetime import date
from pathlib import Path
import humi
judge = humi.Humi()
files = [Path(name) for name in sys.argv[1:]]
def ask():
    for file in files:
        answer = judge.evaluate(file, on=date(2026, 6, 1))
        answer.explain("en"), answer.to_dict()
for _ in range(20):  # until rules are compiled
    ask()
gc.collect()
gc.disable()
ask()
print(gc.collect())
"""


def test_an_answer_leaves_nothing_that_refers_to_itself_in_a_circle() -> None:
    """So memory stays flat without the collector, which the commands switch off."""
    files = [str(ROOT / "examples/dossiers" / name) for name in ("enterprise.yaml", "holder.yaml", "park.yaml")]
    done = subprocess.run([sys.executable, "-c", CIRCLES, *files], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0\n", "")


# --- quarantine ---


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder of drafts: one that is right, and others each wrong in its own way."""
    shutil.copytree(ROOT / "examples/yunhai", tmp_path / "yunhai")
    wrong = {
        "no_yaml": b"humi: 1\nregion: {id: x\n",
        "binary": b"\x89PNG\r\n\x00\x1a\n",
        "no_scope": POLICY.encode(),
        "unknown_key": (POLICY + "scoop: {}\n").encode(),
        "empty": b"",
    }
    for name, content in wrong.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "policy.yaml").write_bytes(content)
    return tmp_path


def test_what_cannot_be_loaded_stops_nobody(drafts: Path) -> None:
    judge = humi.Humi(plugins_dir=drafts)
    assert {"yunhai", *REGIONS} <= set(judge.regions)
    decision = judge.evaluate(ENTERPRISE, on=DAY)
    missing = {one.region: one.reason.en for one in decision.missing}
    assert set(missing) == {"no_yaml", "binary", "no_scope", "unknown_key", "empty"}
    assert all(missing.values())
    assert missing["unknown_key"].startswith(str(drafts / "unknown_key/policy.yaml"))
    assert [one.region for one in judge.evaluate({}, on=DAY, regions=["empty", "yunhai"]).missing] == ["empty"]
    assert "unknown_key" in decision.explain("en")


def test_facts_of_a_missing_region_do_not_make_a_dossier_invalid(drafts: Path) -> None:
    judge = humi.Humi(["no_scope", "yinchuan"], plugins_dir=drafts)
    decision = judge.evaluate({"unit": {"no_scope": {"anything": 1}, "yinchuan": {"willing": True}}}, on=DAY)
    assert [region.region for region in decision.regions] == ["yinchuan"]
    assert len(decision.warnings) == 1
