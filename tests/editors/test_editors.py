"""Completion, hover and diagnostics for the files of a pack, as an author sees them."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from humi.cli.main import main
from tests.editors.conftest import ROOT
from tests.editors.server import Server

NUMBERS = count()


class Editor(NamedTuple):
    """Opens texts as files of a region; `|` in a text is where the cursor stands, and is taken out."""

    server: Server
    folder: Path
    schemas: Path

    def _open(self, kind: str, text: str) -> tuple[Path, int, int, list[str]]:
        path = self.folder / f"{kind}{next(NUMBERS)}.yaml"
        text = f"# yaml-language-server: $schema={self.schemas}/{kind}.json\n{text}"
        before = text.partition("|")[0]
        path.write_text(text.replace("|", "", 1), encoding="utf-8")
        told = self.server.open(path)
        lines = path.read_text(encoding="utf-8").splitlines()
        marked = [f"{lines[one['range']['start']['line']].strip()}: {one['message']}" for one in told]
        return path, before.count("\n"), len(before.rpartition("\n")[2]), marked

    def hover(self, kind: str, text: str) -> str:
        path, line, column, _ = self._open(kind, text)
        return self.server.hover(path, line, column)

    def complete(self, kind: str, text: str) -> dict[str, str]:
        path, line, column, _ = self._open(kind, text)
        return self.server.complete(path, line, column)

    def marks(self, kind: str, text: str) -> list[str]:
        return self._open(kind, text)[3]


@pytest.fixture
def editor(server: Server, tmp_path: Path) -> Editor:
    return Editor(server, tmp_path, ROOT / "schemas" / "yinchuan")


HEAD = """
humi: 1
region: {id: yinchuan, name: {zh: 银川市, en: Yinchuan}}
edition: {version: 1.0.0}
scope: {when: {unit.place: yinchuan}, source: doc_title}
"""
DESIGNATION = """
designations:
  base:
    for: base
    name: {zh: 基地, en: base}
    criteria:
      one:
        source: elig_construction_standard
        when:
"""
TERM = "引用条款: clean_record"
WHERE = """          some: titles
          where:
"""
CASE = """
humi: 1
cases:
  - case: 一句话
    on: 2026-06-01
"""

OFFERED = [
    ("policy", f"{HEAD}{DESIGNATION}          |", "unit.willing", "主观意愿 / own wish"),
    ("policy", f"{HEAD}{DESIGNATION}          |", "单位.主观意愿", "主观意愿 / own wish"),
    ("policy", f"{HEAD}{DESIGNATION}          |", "单位.类别", "类别 / kind of applicant"),
    ("policy", f"{HEAD}{DESIGNATION}          unit.kind: |", "law_firm", "律师事务所 / law firm"),
    ("policy", f"{HEAD}{DESIGNATION}          unit.kind: |", "律师事务所", "律师事务所 / law firm"),
    ("policy", f"{HEAD}{DESIGNATION}          some: |", "titles", ""),
    ("policy", f"{HEAD}{DESIGNATION}{WHERE}            |", "held", "持有期间 / period held"),
    ("policy", f"{HEAD}{DESIGNATION}{WHERE}            |", "持有期间", "持有期间 / period held"),
    ("policy", f"{HEAD}{DESIGNATION}          no_clause: |", "gap_incentive", ""),
    ("policy", f"{HEAD}designations:\n  base:\n    source: |", "elig_construction_standard", "standard"),
    ("policy", f"{HEAD}认定:\n  base:\n    出处: |", "elig_construction_standard", "standard"),
    ("policy", f"{HEAD}|", "designations", "可以被认定为什么"),
    ("policy", f"{HEAD}|", "认定", "可以被认定为什么"),
    ("policy", f"{HEAD}silent:\n  |", "incentive", "激励 / incentives"),
    ("cases", f"{CASE}    expect:\n      |", "designations/base/criteria/carrier", "依托载体 / what carries the base"),
    ("cases", f"{CASE}    expect:\n      designations/base: |", "undetermined", ""),
    ("cases", f"{CASE}    given:\n      unit:\n        |", "kind", "类别 / kind of applicant"),
    ("cases", f"{CASE}    given:\n      单位:\n        |", "类别", "类别 / kind of applicant"),
    ("cases", f"{CASE}    given:\n      unit:\n        yinchuan:\n          |", "willing", "主观意愿 / own wish"),
    ("cases", f"{CASE}    given:\n      unit:\n        kind: |", "律师事务所", "律师事务所 / law firm"),
    ("dossier", "determinations:\n  - criterion: |", "yinchuan/designations/base/criteria/standard", "符合建设标准"),
    ("provisions", "items:\n  - kind: |", "case_handling", ""),
]


@pytest.mark.parametrize(("kind", "text", "word", "told"), OFFERED, ids=[f"{row[0]}: {row[2]}" for row in OFFERED])
def test_a_word_is_offered_with_what_it_means(editor: Editor, kind: str, text: str, word: str, told: str) -> None:
    offered = editor.complete(kind, text)
    assert word in offered
    assert told in offered[word]


SHOWN = [
    ("policy", f"{HEAD}{DESIGNATION}          unit.|willing: true", "主观意愿 / own wish"),
    ("policy", f"{HEAD}{DESIGNATION}          单位.|主观意愿: true", "主观意愿 / own wish"),
    ("policy", f"{HEAD}{DESIGNATION}          unit.staff: {{at_|least: 30}}", "以上、不少于 / this or more"),
    ("policy", f"{HEAD}{DESIGNATION}          unit.staff: {{不|少于: 30}}", "以上、不少于 / this or more"),
    ("policy", HEAD.replace("source: doc_title", "source: doc_|title"), "元数据「"),
    ("policy", HEAD.replace("source: doc_title", "source: gap_|incentive"), "gap_incentive"),
    ("policy", HEAD.replace("scope", "sc|ope"), "对谁适用 / to whom it applies"),
    ("cases", f"{CASE}    expect:\n      designations/base/cri|teria/carrier: met", "依托载体 / what carries the base"),
    ("cases", f"{CASE}    given:\n      base:\n        carr|ier: industrial_park", "依托载体"),
]


@pytest.mark.parametrize(("kind", "text", "told"), SHOWN, ids=[f"{row[0]}: {row[2]}" for row in SHOWN])
def test_what_is_under_the_mouse_is_told_in_chinese(editor: Editor, kind: str, text: str, told: str) -> None:
    if told == "gap_incentive":
        from humi.policy.provisions import read_ledger

        told = read_ledger(str(ROOT / "plugins" / "yinchuan")).gaps["gap_incentive"].document_says
    assert told in editor.hover(kind, text)


MARKED = [
    ("policy", f"{HEAD}{DESIGNATION}          unit.kindd: enterprise", "Property unit.kindd is not allowed"),
    ("policy", f"{HEAD}{DESIGNATION}          unit.kind: enterprize", "unit.kind: enterprize: Value is not accepted"),
    ("policy", f"{HEAD}{DESIGNATION}          单位.类别: 企叶", "单位.类别: 企叶: Value is not accepted"),
    ("policy", HEAD.replace("source: doc_title", "source: doc_titel"), "no such id in provisions.yaml"),
    ("policy", HEAD + "designatons: {}", "designatons: {}: Property designatons is not allowed"),
    ("cases", f"{CASE}    expect:\n      designations/base: mett", "designations/base: mett: Value is not accepted"),
    ("cases", f"{CASE}    given: {{base: {{carrier: prk}}}}\n    expect: {{scope: met}}", "Value is not accepted"),
    ("provisions", "items:\n  - {id: a, clause: 一, kind: dutyy}", "Value is not accepted"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "told"), MARKED, ids=[row[2] for row in MARKED])
def test_a_mistake_is_marked_where_it_is(editor: Editor, kind: str, text: str, told: str) -> None:
    assert any(told in mark for mark in editor.marks(kind, text))


PACKS = [path for path in sorted(ROOT.glob("plugins/*/*.yaml")) if path.stem in ("policy", "provisions", "cases")]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_five_regions_name_their_schemas_and_are_clean(server: Server, path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../../schemas/")
    assert server.open(path) == []


def test_a_draft_in_chinese_gets_schemas_of_its_own(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "yunhai"
    shutil.copytree(ROOT / "examples" / "yunhai_zh", folder)
    done = CliRunner().invoke(main, ["schema", str(folder), "--lang", "zh"])
    assert done.exit_code == 0, done.output
    marked = "policy.yaml: # yaml-language-server: $schema=.schemas/policy.json"
    assert marked in done.output
    policy = folder / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(f"# yaml-language-server: $schema=.schemas/policy.json\n{text}", encoding="utf-8")
    assert server.open(policy) == []
    lines = policy.read_text(encoding="utf-8").splitlines()
    line, column = next((number, text.index(TERM)) for number, text in enumerate(lines) if TERM in text)
    assert "前两年无处罚" in server.hover(policy, line, column + TERM.index("clean"))
    again = CliRunner().invoke(main, ["schema", str(folder), "--lang", "zh"])
    assert "已是最新" in again.output
    assert "policy.yaml" not in again.output
