"""`humi diff --over`: every changed row is the judge's two answers; counts, criteria and money; nothing half written."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest
from syrupy.assertion import SnapshotAssertion

from humi.authoring.targets import load_target
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATIONS
from humi.policy.pack import Pack
from tests.authoring.drafts import POLICY, change
from tests.cli.conftest import LANGUAGES, Run
from tests.engines.screened import judged
from tests.house.documents import ROOT

DAY = "2026-06-01"
OLD, NEW = ROOT / "examples" / "versions" / "2025", ROOT / "examples" / "versions" / "2026"
QINGDAO = ROOT / "plugins" / "qingdao_ftz"
EDITS = (
    ("    amount: 50000 yuan\n", "    amount: 30000 yuan\n"),
    ("          level: district\n          holder", "          level: {in: [district, city]}\n          holder"),
    ("        this.purpose: {include: [software_hardware_upgrade, ", "        this.purpose: {include: ["),
    ("  investigate:\n    for: case\n", "  look_into:\n    for: case\n"),
    ("    done: {case.accepted: true}\n", "    done: {case.accepted: {on_or_after: 2025-04-01}}\n"),
)
ROWS = """编号,名称,所在地,类别,有保密制度,职工人数
U1,甲公司,lanting,企业,是,12
U2,乙大学,lanting,高等院校,是,40
U3,丙公司,lanting,企业,,20
U4,丁公司,elsewhere,企业,是,12
U5,戊公司,lanting,企业,是,300
"""
BAD = "U6,己公司,lanting,企业,是,许多\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "企业.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.fixture
def edited(tmp_path: Path) -> tuple[Path, Path]:
    """A region with incentives that are claimed and duties on cases, and a draft amendment of it."""
    new = Path(shutil.copytree(QINGDAO, tmp_path / "new" / "qingdao_ftz"))
    for edit in EDITS:
        change(new / POLICY, *edit)
    return QINGDAO, new


# --- as the judge says ---


def applicants(number: int, region: str) -> list[dict[str, Any]]:
    """Invented applicants with their records, as dossiers. What is left out is not recorded."""
    random = Random(number)
    return [_applicant(random, f"U{at}", region) for at in range(number)]


def _applicant(random: Random, key: str, region: str) -> dict[str, Any]:
    day = lambda: f"20{random.randint(21, 26)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"  # noqa: E731
    kinds = ["enterprise", "university", "law_firm", "individual"]
    kind = {"lanting": "demo_unit", "qingdao_ftz": "demonstration_unit"}[region]
    unit = {"kind": random.choice(kinds), "staff": random.choice([5, 9, 10, 29, 30, 300]), "has_rules": random.random() < 0.8}
    unit = {name: value for name, value in unit.items() if random.random() < 0.9}
    titles = [
        {"level": random.choice(["district", "city"]), "granted": (granted := day()), "held": f"{granted}/2026-12-31"}
        for _ in range(random.choice([0, 1, 1, 2]))
    ]
    purposes = ["software_hardware_upgrade", "study_and_training"]
    claims = [
        {"incentive": "cash", "filed": day(), "paid": random.random() < 0.3, "purpose": [random.choice(purposes)]}
        for _ in range(random.choice([0, 1, 2]))
    ]
    accepted = f"2025-0{random.randint(2, 5)}-10"
    cases = [{"received": "2025-01-06", "accepted": accepted} for _ in range(random.choice([0, 0, 1]))]
    lists = {
        "titles": [{"region": region, "kind": kind, "holder": key, **title} for title in titles],
        "claims": [{"region": region, "holder": key, "id": f"{key}-{at}", **claim} for at, claim in enumerate(claims)],
        "cases": [{"region": region, "respondent": key, **case} for case in cases],
    }
    place = region if random.random() < 0.9 else "elsewhere"
    return {"unit": {"id": key, "name": f"{key}公司", "place": place, **unit}, **{one: [] for one in RELATIONS}, **lists}


def written(dossiers: list[dict[str, Any]], folder: Path) -> Path:
    """The same as tables in JSON lines."""
    folder.mkdir()
    tables = {"applicants": [one["unit"] for one in dossiers]}
    tables.update({name: [record for one in dossiers for record in one[name]] for name in ("titles", "claims", "cases")})
    for name, rows in tables.items():
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def pack_in(folder: Path) -> Pack:
    pack = load_target(folder).pack
    assert pack is not None
    return pack


def answers(pack: Pack, dossiers: list[dict[str, Any]]) -> dict[tuple[str, tuple[int, int | None]], Any]:
    read = [Dossier.from_dict(one, pack.vocabulary) for one in dossiers]
    return judged(pack, read, date.fromisoformat(DAY).toordinal())


def by_judge(old: Pack, new: Pack, dossiers: list[dict[str, Any]], moved: dict[str, str]) -> dict[tuple[Any, ...], Any]:
    """Every changed row of every rule: both outcomes, causes of the new one, and both amounts in fen."""
    was = {(moved.get(path, path), row): answer for (path, row), answer in answers(old, dossiers).items()}
    now = answers(new, dossiers)
    nothing = ("out_of_scope", frozenset(), None)
    rules = {
        moved.get(rule.path, rule.path)
        for pack in (old, new)
        for rule in (*pack.designations, *pack.incentives, *pack.duties)
        if getattr(rule, "this", "") != "programme"
    }
    found = {}
    for path, row in was.keys() | now.keys():
        before, after = was.get((path, row), nothing), now.get((path, row), nothing)
        paid = after[0] in ("met", "undetermined") and before[2] != after[2]
        if path in rules and (before[0] != after[0] or paid):
            found[path, dossiers[row[0]]["unit"]["id"], row[1]] = (before[0], after[0], after[1], before[2], after[2])
    return found


def changed_rows(out: Path, region: str, dossiers: list[dict[str, Any]]) -> dict[tuple[Any, ...], Any]:
    """The same as it was written."""
    claims = {claim["id"]: at for one in dossiers for at, claim in enumerate(one["claims"])}
    found = {}
    for row in pl.read_parquet(out).iter_rows(named=True):
        path, record = row["rule"].removeprefix(f"{region}/"), row["record"]
        place: int | None = None
        if path.startswith("incentives/cash"):
            place = claims[record] if record is not None else -1
        elif record is not None:
            place = int(record) - 1
        causes = frozenset(tuple(f"{cause} ".split(" ")[:2]) for cause in row["causes"] or ())
        ends = ((row[f"amount_least_{end}"], row[f"amount_most_{end}"]) for end in ("before", "after"))
        amounts = (None if least is None else (int(least * 100), int(most * 100)) for least, most in ends)
        found[path, row["key"], place] = (row["before"], row["after"], causes, *amounts)
    return found


@pytest.fixture
def two_amounts(tmp_path: Path) -> tuple[Path, Path]:
    """A draft that can be read in two ways: the most that is paid changes, the least does not."""
    new = Path(shutil.copytree(OLD, tmp_path / "new" / "lanting"))
    change(new / POLICY, "amount: 20000 yuan", "amount: {readings: {lower: 20000 yuan, higher: 50000 yuan}}")
    return OLD, new


@pytest.mark.parametrize("which", ["lanting", "two_amounts", "edited"])
def test_every_changed_row_is_the_two_answers_of_the_judge(
    run: Run, tmp_path: Path, which: str, request: pytest.FixtureRequest
) -> None:
    folders = (OLD, NEW) if which == "lanting" else request.getfixturevalue(which)
    region = "qingdao_ftz" if which == "edited" else "lanting"
    moved = {"duties/investigate": "duties/look_into"} if which == "edited" else {}
    dossiers = applicants(300, region)
    out = tmp_path / "out.parquet"
    words = ("--over", written(dossiers, tmp_path / "in"), "--on", DAY, "-o", out, "--format", "json")
    result = run("diff", *folders, *words)
    assert result.exit_code == 2
    expected = by_judge(*map(pack_in, folders), dossiers, moved)
    assert len({path for path, *_ in expected}) == (1 if which == "two_amounts" else 2)
    assert changed_rows(out, region, dossiers) == expected
    told = {
        (rule["path"], one["before"], one["after"]): one["rows"]
        for rule in json.loads(result.stdout)["rules"]
        for one in rule["changes"]
    }
    assert told == Counter((path, before, after) for (path, *_), (before, after, *_) in expected.items())


def test_by_which_criteria_and_for_what_money_is_what_the_judge_says(
    run: Run, tmp_path: Path, edited: tuple[Path, Path]
) -> None:
    dossiers = applicants(200, "qingdao_ftz")
    source = written(dossiers, tmp_path / "in")
    result = run("diff", *edited, "--over", source, "--on", DAY, "--format", "json")
    cash = next(rule for rule in json.loads(result.stdout)["rules"] if rule["path"] == "incentives/cash")
    was, now = (answers(pack_in(folder), dossiers) for folder in edited)
    rows = [row for path, row in now if path == "incentives/cash"]
    criteria = [f"incentives/cash/criteria/{name}" for name in ("recognised", "once", "purpose")]
    by: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        before, after = was["incentives/cash", row][0], now["incentives/cash", row][0]
        for path in criteria if before != after else ():
            if was[path, row][0] != now[path, row][0]:
                by[before, after, path, was[path, row][0], now[path, row][0]] += 1
    told = {
        (one["before"], one["after"], each["path"], each["before"], each["after"]): each["rows"]
        for one in cash["changes"]
        for each in one["by"]
    }
    assert by
    assert told == by
    sums: Counter[tuple[str, str]] = Counter()
    for version, said in (("old", was), ("new", now)):
        for row in rows:
            outcome, _, amount = said["incentives/cash", row]
            if outcome in ("met", "undetermined"):
                sums[version, outcome] += amount[0] // 100
    assert {(one["version"], one["outcome"]): float(one["least"]) for one in cash["money"]} == sums
    assert all(one["least"] == one["most"] for one in cash["money"])


def test_what_one_version_alone_has_applies_to_nobody_in_the_other(run: Run, table: Path, tmp_path: Path) -> None:
    new = Path(shutil.copytree(OLD, tmp_path / "new"))
    text = (new / POLICY).read_text(encoding="utf-8")
    start, end = text.index("incentives:\n"), text.index("silent:\n")
    silent = text[end:].replace("{validity", "{incentive: gap, amount: gap, validity")
    (new / POLICY).write_text(text[:start] + silent, encoding="utf-8")
    result = run("diff", OLD, new, "--over", table, "--on", DAY, "--format", "json")
    told = {rule["path"]: rule["changes"] for rule in json.loads(result.stdout)["rules"]}
    assert [(one["before"], one["after"], one["rows"]) for one in told["incentives/support"]] == [
        ("undetermined", "out_of_scope", 4)
    ]


# --- what people read ---


@pytest.mark.parametrize("output", ["text", "plain"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_people_read(
    run: Run, table: Path, snapshot: SnapshotAssertion, lang: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.write_text(ROWS + BAD, encoding="utf-8")
    monkeypatch.chdir(table.parent)
    shutil.copytree(OLD, "old")
    shutil.copytree(NEW, "new")
    words = ("--over", table.name, "--on", DAY, "--lang", lang, "--format", output, "-o", "改变.csv", "-o", "改变.svg")
    result = run("diff", "./old", "./new", *words, columns=120)
    assert result.exit_code == 2
    assert result.stdout == snapshot(name="told")
    assert Path("改变.csv").read_text(encoding="utf-8-sig") == snapshot(name="table")
    assert [path.name for path in Path("改变-aside").iterdir()] == ["applicants.csv"]


def test_a_workbook_can_be_sorted_and_filtered(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "改变.xlsx"
    assert run("diff", OLD, NEW, "--over", table, "--on", DAY, "-o", out, "--lang", "zh").exit_code == 2
    sheet = openpyxl.load_workbook(out)["改变的结果"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", f"A1:J{len(rows)}")
    assert rows[1] == ["U1", "甲公司", None, "示范单位", "符合", "不符合", "职工人数", "未满足：职工人数", None, None]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_shows_gains_and_losses_to_scale(run: Run, table: Path, tmp_path: Path, lang: str) -> None:
    table.write_text(ROWS + "U6,己公司,lanting,企业,是,29\n", encoding="utf-8")
    out = tmp_path / "out.svg"
    run("diff", OLD, NEW, "--over", table, "--on", DAY, "-o", out, "--lang", lang)
    root = ElementTree.parse(out).getroot()
    bars = [one for one in root.findall(".//{*}g") if one.get("class") != "legend"]
    widths = [{one.get("class"): float(one.get("width") or 0) for one in rule.findall("{*}rect")} for rule in bars]
    assert [rule["unsure"] for rule in widths] == [0, 0]
    assert widths[0]["lost"] == pytest.approx(2 * widths[0]["gained"], rel=1e-3)
    assert widths[1]["lost"] == widths[1]["gained"] == 0
    assert [text.text for text in bars[0].findall("{*}text")] == ["2", "1"]


# --- where nothing changes, and where it cannot be done ---


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl", ".svg"])
def test_nothing_changes(run: Run, table: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out{ending}"
    result = run("diff", OLD, OLD, "--over", table, "--on", DAY, "-o", out, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "no row is answered otherwise" in result.stdout
    assert out.exists()
    if ending == ".csv":
        assert out.read_text(encoding="utf-8-sig").splitlines() == [
            "applicant,name,record,What,before,after,by,Missing or failed,amount before (yuan),amount after (yuan)"
        ]


def test_a_fact_that_the_versions_declare_otherwise_is_refused(run: Run, tmp_path: Path, table: Path) -> None:
    folders = [Path(shutil.copytree(ROOT / "examples" / "yunhai", tmp_path / name / "yunhai")) for name in ("old", "new")]
    change(folders[1] / POLICY, "unit.patents: {type: integer, minimum: 0, ", "unit.patents: {type: integer, minimum: 5, ")
    result = run("diff", *folders, "--over", table, "-o", tmp_path / "out.csv", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "C490" in result.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("words", [("-o", "out.csv"), ("--map", "names.yaml"), ("--on", DAY)])
def test_what_goes_with_a_population_only_is_refused_without_one(run: Run, words: tuple[str, ...]) -> None:
    result = run("diff", OLD, NEW, *words, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{words[0]} goes with --over only" in result.stderr
    assert "C491" in result.stderr


@pytest.mark.parametrize(
    ("out", "heading", "told"),
    [("out.xls", "编号,类别", ".svg"), ("missing/out.csv", "编号,类别", "C421"), ("out.csv", "编号,类型", "R603")],
)
def test_what_cannot_be_done_is_told_and_leaves_nothing(run: Run, tmp_path: Path, out: str, heading: str, told: str) -> None:
    table = tmp_path / "list.csv"
    table.write_text(f"{heading}\nU1,企业\n", encoding="utf-8")
    result = run("diff", OLD, NEW, "--over", table, "-o", tmp_path / out, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
