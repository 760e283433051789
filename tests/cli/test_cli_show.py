"""`humi show A B`: regions side by side, in as many columns as fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from tests.authoring.drafts import POLICY, copy_of_pack
from tests.cli.conftest import DRAFTS, LANGUAGES, Run
from tests.house.documents import ROOT

VERSION = ROOT / "examples" / "versions" / "2025"
TESTBED = DRAFTS / "testbed"
REGIONS = ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan")
OFFERED = {"zh": "单位可成为", "en": "a unit may become"}


@pytest.mark.parametrize("output", ["text", "plain"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_regions(run: Run, snapshot: SnapshotAssertion, lang: str, output: str) -> None:
    result = run("show", VERSION, TESTBED, "--lang", lang, "--format", output)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize("columns", [40, 80, 100, 120, 140])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_the_terminal(run: Run, lang: str, columns: int) -> None:
    text = run("show", *REGIONS, "--lang", lang, "--format", "text", columns=columns).stdout
    assert max(cell_len(line) for line in text.splitlines()) <= columns


@pytest.mark.parametrize(("columns", "tables"), [(60, 5), (80, 3), (110, 2), (140, 2)])
def test_what_does_not_fit_stands_below(run: Run, columns: int, tables: int) -> None:
    """Every region once, and every table with all topics."""
    text = run("show", *REGIONS, "--lang", "zh", "--format", "text", columns=columns).stdout
    assert text.count(f"\n{OFFERED['zh']} ") == tables
    heads = [
        line.split() for line, below in zip(text.splitlines(), text.splitlines()[1:], strict=False) if below.startswith("──")
    ]
    assert [head for line in heads for head in line] == ["江津区", "济源示范区", "青岛自贸片区", "三门县", "银川市"]


def test_each_region_says_something_on_each_topic(run: Run) -> None:
    data = json.loads(run("show", *REGIONS, "--format", "json").stdout)
    assert [one["region"] for one in data["regions"]] == list(REGIONS)
    for topic in data["topics"]:
        assert list(topic["regions"]) == list(REGIONS)
        for said in topic["regions"].values():
            assert said["zh"]
            assert len(said["zh"]) == len(said["en"])
    names = [topic["name"]["en"] for topic in data["topics"]]
    assert names[:4] == ["Text", "In force", "Scope", "a unit may become"]
    assert {"Who decides", "period of validity", "Incentives", "Targets", "Duties", "The text is silent on"} <= set(names)


def test_designations_that_ask_the_same_are_told_once(run: Run) -> None:
    data = json.loads(run("show", "qingdao_ftz", "yinchuan", "--format", "json").stdout)
    offered = next(topic for topic in data["topics"] if topic["name"]["en"] == OFFERED["en"])
    told = offered["regions"]["qingdao_ftz"]["zh"]
    assert told[:2] == ["商业秘密保护示范指导站", "商业秘密保护示范点"]
    assert len(told) == len(set(told))


def test_one_region_alone_is_told_whole(run: Run) -> None:
    assert "topics" not in json.loads(run("show", "yinchuan", "--format", "json").stdout)
    assert run("show", "yinchuan", "--lang", "en").stdout.startswith("Yinchuan  yinchuan ")


def test_one_that_cannot_be_read_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    (folder / POLICY).write_text("humi: 2\n", encoding="utf-8")
    result = run("show", folder, VERSION, TESTBED, "--lang", "en")
    assert result.exit_code == 3
    assert result.stdout.startswith("Text\n  Lanting\n")
    assert f"{folder / POLICY}" in result.stderr
