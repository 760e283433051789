"""`humi ask` and `humi how` as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import LANGUAGES, Run

DOSSIERS = Path(__file__).parents[2] / "examples" / "dossiers"
ON = ("--on", "2026-06-01")


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("zh", ("还可能是：符合、不符合、不适用", "1. 所在地；由申请人提供，凭营业执照", "单凭它就可能定论")),
        ("en", ("can still turn out: met, not met, out of scope", "1. registered seat; from the applicant", "can settle")),
    ],
)
def test_questions_are_told_best_first_with_who_holds_them(run: Run, lang: str, sentences: tuple[str, ...]) -> None:
    result = run("ask", DOSSIERS / "empty.yaml", "-r", "yinchuan", *ON, "--lang", lang, columns=200)
    assert result.exit_code == 0, result.output
    for sentence in sentences:
        assert sentence in result.output


def test_what_no_longer_matters_is_not_asked(run: Run) -> None:
    result = run("ask", DOSSIERS / "park.yaml", "-r", "jiyuan", *ON, "--lang", "en", columns=200)
    assert "no longer asked (can change no answer): became a pilot unit" in result.output


def test_where_nothing_is_open_nothing_is_asked(run: Run) -> None:
    result = run("ask", DOSSIERS / "holder.yaml", "-r", "sanmen", *ON, "--lang", "en")
    assert "there is nothing to ask" in result.output


def test_programs_get_the_questions(run: Run) -> None:
    told = json.loads(run("ask", DOSSIERS / "empty.yaml", "-r", "yinchuan", *ON, "--format", "json").stdout)
    (region,) = told["regions"]
    assert (told["schema"], told["asked"], region["region"]) == (1, "2026-06-01", "yinchuan")
    assert region["questions"][0]["what"] == "unit.place"
    assert len(region["questions"][0]["changes"]) == 4


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("zh", ("没有办法。挡住去路的", "二(二)3", "仍须裁量", "申请人无须再做什么")),
        ("en", ("there is no way. What stands in it:", "二(二)3", "still to be judged", "nothing is left for")),
    ],
)
def test_ways_and_what_stands_in_them_are_told(run: Run, lang: str, sentences: tuple[str, ...]) -> None:
    result = run("how", DOSSIERS / "park.yaml", "-r", "yinchuan", *ON, "--lang", lang, columns=200)
    assert result.exit_code == 0, result.output
    for sentence in sentences:
        assert sentence in result.output


def test_what_is_kept_is_not_changed(run: Run) -> None:
    options = ("-r", "sanmen", *ON, "--lang", "en")
    assert "from `qingdao_ftz` to `Sanmen`" in run("how", DOSSIERS / "holder.yaml", *options, columns=200).output
    kept = run("how", DOSSIERS / "holder.yaml", *options, "--keep", "unit.place", columns=200).output
    assert "there is no way" in kept
    assert "the rule does not apply" in kept


def test_costs_are_added_up(run: Run) -> None:
    options = ("-r", "sanmen", *ON, "--lang", "en", "--cost", "unit.place=30")
    assert "way 1 (cost: 30)" in run("how", DOSSIERS / "holder.yaml", *options).output


@pytest.mark.parametrize(("lang", "told"), [("zh", "办法 1（1 项，30 天）"), ("en", "way 1 (steps: 1, days: 30)")])
def test_days_are_told_beside(run: Run, lang: str, told: str) -> None:
    options = ("-r", "sanmen", *ON, "--lang", lang, "--days", "unit.place=30", "--quickest")
    assert told in run("how", DOSSIERS / "holder.yaml", *options).output


def test_programs_get_the_ways(run: Run) -> None:
    told = json.loads(run("how", DOSSIERS / "park.yaml", "-r", "yinchuan", *ON, "--format", "json").stdout)
    rules = {one["path"]: one for one in told["regions"][0]["rules"]}
    assert rules["yinchuan/designations/pilot_enterprise"]["blocked"] == ["designations/pilot_enterprise/criteria/enterprise"]
    (way,) = rules["yinchuan/designations/base"]["ways"]
    assert (way["cost"], way["shortest"], way["decisions"][0]["how"]) == (0, True, "decide")


@pytest.mark.parametrize("command", ["ask", "how"])
@pytest.mark.parametrize(
    ("text", "code"),
    [("humi: 1\nunit: {foundde: 2020-01-01}\n", "D301"), ("- a list\n", "D307"), ("humi: 1\nunit: [\n", "Y014")],
)
def test_a_dossier_that_cannot_be_read_is_told_with_its_place(
    run: Run, tmp_path: Path, command: str, text: str, code: str
) -> None:
    file = tmp_path / "dossier.yaml"
    file.write_text(text, encoding="utf-8")
    result = run(command, file)
    assert result.exit_code == 1
    assert f"[{code}" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--keep", "unit.plase"), "C480"),
        (("--cost", "unit.place=dear"), "C481"),
        (("--cost", "unit.place"), "C481"),
        (("--cost", "ttles=3"), "C480"),
        (("--days", "unit.place=1.5"), "C481"),
    ],
)
def test_a_fact_or_a_cost_that_is_none_is_refused(run: Run, options: tuple[str, ...], code: str) -> None:
    result = run("how", DOSSIERS / "park.yaml", "-r", "yinchuan", *options)
    assert result.exit_code == 1
    assert f"[{code}]" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_text_does_not_say_is_told_in_words_with_its_clause(run: Run, tmp_path: Path, lang: str) -> None:
    dossier = tmp_path / "a.yaml"
    dossier.write_text("unit: {id: U1, kind: enterprise, place: jiangjin}\n", "utf-8")
    result = run("how", dossier, "-r", "jiangjin", "--on", "2024-06-01", "--lang", lang, "--format", "plain")
    assert result.exit_code == 0
    told = [one.strip() for one in result.stdout.splitlines() if "gap_liaison_points" in one]
    expected = {
        "zh": ("此后仍不能确定，因为：文件没有规定：联络点的设立条件  〔段3「", "（文件未明言）；缺项 gap_liaison_points〕"),
        "en": (
            "it stays undetermined even so: the text does not say: conditions of a liaison point  〔段3「",
            " (not said outright); gap gap_liaison_points〕",
        ),
    }
    begins, ends = expected[lang]
    assert [(one.startswith(begins), one.endswith(ends)) for one in told] == [(True, True)]
