"""Five hooks give the sections of a region; merged, they are read like one file. What Python makes is held as strictly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import humi
from humi import hookimpl, hooks
from humi.dossier.vocabulary import shared_vocabulary
from humi.hooks import REQUIRED, SECTIONS, HookSpecs, RegionPlugin
from humi.policy.reader import SECTIONS as READ
from humi.policy.reader import read_pack
from humi.reading import strict_yaml
from humi.reading.problems import Place
from tests.authoring.drafts import PACK, change
from tests.house.documents import ROOT
from tests.plugins.conftest import Install, problems_of, rules_of, subclass

YUNHAI = ROOT / "examples" / "yunhai"
GIVES = {
    "humi_region": {"humi", "region", "edition", "in_force", "governs", "kinds", "acts", "facts", "terms", "tables", "silent"},
    "humi_eligibility": {"scope", "designations"},
    "humi_phases": {"phases", "targets"},
    "humi_incentives": {"incentives"},
    "humi_duties": {"duties"},
}
MEETING = """{'for': 'unit', 'name': {'zh': '会', 'en': 'meeting'}, 'when': {'unit.has_rules': True},
                'done': {'unit.applied': True}, 'by': 'unstated', 'source': 'a'}"""


# --- what a file gives ---


def test_every_section_comes_from_one_hook() -> None:
    given = [section for sections in SECTIONS.values() for section in sections]
    assert len(given) == len(set(given))
    assert set(READ) == set(given)
    assert set(SECTIONS) == {name for name in vars(HookSpecs) if name.startswith("humi_")}
    assert set(REQUIRED) <= set(SECTIONS)


@pytest.mark.parametrize("folder", ["yunhai", "yunhai_zh"])
@pytest.mark.parametrize(("hook", "sections"), GIVES.items(), ids=list(GIVES))
def test_a_hook_of_a_file_gives_its_own_sections_by_their_english_name(folder: str, hook: str, sections: set[str]) -> None:
    given = getattr(RegionPlugin(ROOT / "examples" / folder), hook)()
    assert sections >= set(given) >= sections - {"governs", "terms", "tables", "kinds", "facts", "acts"}


def test_the_file_is_read_once_for_all_hooks_and_again_when_it_changes(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, read = install(), []
    real = strict_yaml.read_yaml

    def counting(path: Path, *rest: object) -> object:
        read.append(path)
        return real(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(strict_yaml, "read_yaml", counting)
    judge = humi.Humi(["lanting"])
    assert read.count(folder / "policy.yaml") == 1
    assert judge.loaded.packs["lanting"].version == "0.1.0"
    change(folder / "policy.yaml", "version: 0.1.0", "version: 0.1.10")
    assert humi.Humi(["lanting"]).loaded.packs["lanting"].version == "0.1.10"


@pytest.mark.parametrize("folder", [PACK, YUNHAI, ROOT / "examples" / "yunhai_zh"], ids=lambda folder: folder.name)
def test_asked_hook_by_hook_a_file_gives_the_pack_that_it_holds(tmp_path: Path, folder: Path) -> None:
    whole = read_pack(folder / "policy.yaml", shared_vocabulary())
    (tmp_path / whole.region).symlink_to(folder)
    pack = humi.Humi([whole.region], plugins_dir=tmp_path).loaded.packs[whole.region]
    assert pack.hash == whole.hash
    assert [rule.place.line for rule in pack.rules() if rule.place] == [rule.place.line for rule in whole.rules() if rule.place]


def test_problems_of_a_file_keep_their_place(install: Install) -> None:
    """Unknown keys, both spellings of one, and what is missing: as if no hook stood between."""
    folder = install()
    change(folder / "policy.yaml", "phases:\n", "fases: {}\n阶段: {}\nphases:\n")
    change(folder / "policy.yaml", "scope: {when: {unit.place: lanting}, source: doc_purpose}\n", "")
    found = [(one.code, one.place.line, one.place.column) for one in problems_of() if one.place]
    assert found == [("L102", 1, 1), ("L101", 11, 1), ("Y109", 13, 1)]


@pytest.mark.parametrize("text", ["- a\n", "just words\n", "", "a: [\n"], ids=["list", "text", "empty", "broken"])
def test_a_file_that_is_no_mapping_is_told_once(install: Install, text: str) -> None:
    install(files={"policy.yaml": text})
    assert len(problems_of()) == 1


# --- what Python gives ---

MODULE = """
from datetime import date
from humi import hookimpl
SILENT = ("incentive amount validity renewal withdrawal repayment appeal decider application_window review_time_limits fees "
          "case_time_limits double_claim phases credit_repair").split()

@hookimpl
def humi_region():
    return {
        "humi": 1,
        "region": {"id": "lanting", "name": {"zh": "兰汀", "en": "Lanting"}},
        "edition": {"version": "1.0.0", "text": "complete"},
        "in_force": {"from": date(2026, 1, 1), "to": "unstated", "source": "a"},
        "silent": dict.fromkeys(SILENT, "gap"),
    }

@hookimpl
def humi_eligibility():
    return {"scope": {"when": {"unit.place": "lanting"}, "source": "a"}}
"""


def test_a_module_without_any_yaml_may_be_a_plugin_and_need_not_implement_every_hook(install: Install) -> None:
    """humi_phases, humi_incentives and humi_duties are not implemented, which is valid."""
    folder = install(MODULE, entry="{package}", files={"policy.yaml": None})
    pack = humi.Humi(["lanting"]).loaded.packs["lanting"]
    assert (pack.phases, pack.incentives, pack.duties) == ((), (), ())
    assert pack.file == str(folder / "__init__.py")
    answered = humi.Humi(["lanting"]).evaluate({"unit": {"place": "lanting"}})
    assert [region.region for region in answered.regions] == ["lanting"]


def test_none_gives_nothing(install: Install) -> None:
    install(MODULE + "@hookimpl\ndef humi_duties():\n    return None\n", entry="{package}", files={"policy.yaml": None})
    assert not any(path.startswith("duties/") for path in rules_of())


@pytest.mark.parametrize("hook", REQUIRED)
@pytest.mark.parametrize("how", ["not implemented", "None"])
def test_a_region_has_to_say_who_it_is_and_where_it_applies(install: Install, hook: str, how: str) -> None:
    code = MODULE.replace(f"@hookimpl\ndef {hook}", "def unused")
    if how == "None":
        code += f"@hookimpl\ndef {hook}(): return None\n"
    install(code, entry="{package}", files={"policy.yaml": None})
    (problem,) = problems_of()
    assert (problem.code, problem.details["hook"]) == ("C456", hook)


def test_python_adds_to_a_section_and_the_file_keeps_its_places(install: Install) -> None:
    code = subclass(
        "humi_phases: written = super().humi_phases(); return written | {'phases': written['phases'] | {'third': "
        "{'order': 3, 'period': '2032-01/2032-12', 'name': {'zh': '三', 'en': 'third'}, 'source': 'phase_survey'}}}"
    )
    folder = install(code)
    rules = rules_of()
    assert rules["phases/survey"].place == Place(str(folder / "policy.yaml"), 13, 11)
    assert rules["phases/third"].place == Place(f"{folder / '__init__.py'} (humi_phases: phases.third)", 0, 0)
    answer = humi.Humi(["lanting"]).evaluate({"unit": {"place": "lanting"}}, on=date(2032, 6, 1))
    assert answer.region("lanting").standing.phases[-1].endswith("phases/third")


WRONG: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "unknown fact": (
        f"humi_duties: return {{'duties': {{'a': {MEETING.replace('has_rules', 'has_rulez')}}}}}",
        [("L104", "humi_duties: duties.a.when.unit.has_rulez")],
    ),
    "no source": (
        f"humi_duties: return {{'duties': {{'a': {MEETING}, 'b': {MEETING} | {{'source': None}}}}}}",
        [("L103", "humi_duties: duties.b.source")],
    ),
    "unknown key": (
        "humi_phases: return {'phases': {'a': {'order': 1, 'peroid': 2026, 'name': {'zh': '甲', 'en': 'a'}, 'source': 'a'}}}",
        [("L101", "humi_phases: phases.a.peroid")],
    ),
    "no data": ("humi_duties: return {'duties': {'a': object()}}", [("Y040", "humi_duties: duties.a")]),
    "a function": ("humi_incentives: return {'incentives': lambda: 1}", [("Y040", "humi_incentives: incentives")]),
    "a key that is no text": ("humi_duties: return {'duties': {1: {}}}", [("Y041", "humi_duties: duties")]),
    "not a number": ("humi_phases: return {'phases': {'a': {'order': 1e999}}}", [("Y043", "humi_phases: phases.a.order")]),
    "a circle": ("humi_duties: a = {}; a['duties'] = a; return a", [("Y042", "humi_duties: duties.duties")]),
    "a section that is a list": ("humi_duties: return {'duties': [{}]}", [("L103", "humi_duties: duties")]),
}  # fmt: skip


@pytest.mark.parametrize(("method", "expected"), WRONG.values(), ids=list(WRONG))
def test_what_python_makes_is_checked_at_a_place_that_names_hook_and_key(
    install: Install, method: str, expected: list[tuple[str, str]]
) -> None:
    folder = install(subclass(method))
    found = {(one.code, str(one.place)) for one in problems_of()}
    assert found >= {(code, f"{folder / '__init__.py'} ({at})") for code, at in expected}


def test_python_makes_rules_and_never_answers(install: Install) -> None:
    """What looks like an answer is a condition like any other, with a source and a tree."""
    install(subclass("humi_eligibility: return super().humi_eligibility() | {'scope': lambda dossier: True}"))
    assert [problem.code for problem in problems_of()] == ["Y040"]


# --- which hook gives what ---


@pytest.mark.parametrize("hook", SECTIONS)
@pytest.mark.parametrize("owner", SECTIONS)
def test_a_section_of_another_hook_is_refused(install: Install, hook: str, owner: str) -> None:
    """So no two hooks ever give the same section."""
    if hook == owner:
        return
    section = SECTIONS[owner][-1]
    install(subclass(f"{hook}: return super().{hook}() | {{'{section}': {{}}}}"))
    (problem,) = problems_of()
    assert problem.code == "C458"
    assert {"hook": hook, "found": section, "expected": owner}.items() <= problem.details.items()
    assert problem.details["allowed"] == ", ".join(SECTIONS[hook])


def test_a_section_of_the_file_is_refused_from_another_hook_too(install: Install) -> None:
    folder = install(subclass("humi_duties: return super().humi_phases()"))
    (problem,) = problems_of()
    assert (problem.code, problem.place) == ("C458", Place(str(folder / "policy.yaml"), 12, 1))


def test_an_unknown_section(install: Install) -> None:
    folder = install(subclass("humi_duties: return {'dutys': {}}", "humi_phases: return {'阶段': {}, 'phase': {}}"))
    first, second = problems_of()
    assert (first.code, first.details["suggestion"], first.details["allowed"]) == ("C459", "duties", "duties")
    assert str(first.place) == f"{folder / '__init__.py'} (humi_duties: dutys)"
    assert (second.details["found"], second.details["suggestion"]) == ("phase", "phases")


@pytest.mark.parametrize("given", ["'nonsense'", "3", "[1]", "object", "{1: 2}"])
def test_a_hook_that_returns_something_else(install: Install, given: str) -> None:
    folder = install(subclass(f"humi_incentives: return {given}"))
    (problem,) = problems_of()
    assert problem.code == ("Y041" if given == "{1: 2}" else "C457")
    assert problem.place is not None
    assert problem.place.file.startswith(str(folder / "__init__.py"))


# --- names and arguments ---

Named = tuple[str, str, dict[str, str]]
NAMES: dict[str, Named] = {
    "misspelt": (
        "@hookimpl\n    def humi_fases(self): return {}",
        "C453",
        {"found": "humi_fases", "suggestion": "humi_phases"},
    ),
    "nothing like it": ("@hookimpl\n    def humi_xyz(self): return {}", "C453", {"found": "humi_xyz", "suggestion": ""}),
    "not marked": ("def humi_duties(self): return {}", "C454", {"found": "humi_duties"}),
    "neither": ("def humi_dutys(self): return {}", "C454", {"found": "humi_dutys", "suggestion": "humi_duties"}),
    "static": ("@staticmethod\n    def humi_duties(): return {}", "C454", {"found": "humi_duties"}),
    "an argument": (
        "@hookimpl\n    def humi_duties(self, vocabulary): return {}",
        "C455",
        {"hook": "humi_duties", "found": "vocabulary"},
    ),
}


@pytest.mark.parametrize(("method", "code", "details"), NAMES.values(), ids=list(NAMES))
def test_a_hook_that_nothing_would_call_is_told_by_name(
    install: Install, method: str, code: str, details: dict[str, str]
) -> None:
    folder = install(f"from humi import RegionPlugin, hookimpl\nclass P(RegionPlugin):\n    {method}\nplugin = P(__name__)\n")
    (problem,) = problems_of()
    assert problem.code == code
    assert details.items() <= problem.details.items()
    assert problem.details["name"] == "lanting"
    assert problem.place == Place(str(folder / "__init__.py"), 3, 1)


@pytest.mark.parametrize("written", ["@property\n    def humi_duties(self): raise ValueError", "humi_duties = {'duties': {}}"])
def test_what_takes_the_place_of_a_hook_without_being_one(install: Install, written: str) -> None:
    """The rules of the hook that it hides would be gone without a word."""
    install(f"from humi import RegionPlugin\nclass P(RegionPlugin):\n    {written}\nplugin = P(__name__)\n")
    assert [(problem.code, problem.details["found"]) for problem in problems_of()] == [("C454", "humi_duties")]


def test_all_misnamed_hooks_at_once_in_a_module_too(install: Install) -> None:
    install("from humi import hookimpl\n@hookimpl\ndef humi_regio(): ...\ndef humi_phases(): ...\n", entry="{package}")
    assert [problem.code for problem in problems_of()] == ["C453", "C454"]


def test_an_argument_with_a_default_is_the_plugins_own(install: Install) -> None:
    install(subclass("humi_duties: return {}").replace("def humi_duties(self)", "def humi_duties(self, year=2026)"))
    assert not any(path.startswith("duties/") for path in rules_of())


def test_a_hook_under_another_name(install: Install) -> None:
    """`specname` names the hook; it is told when there is none, or it takes an argument."""
    other = subclass("duties: return {}").replace("@hookimpl", "@hookimpl(specname='humi_dutys')")
    install(other)
    (problem,) = problems_of()
    assert (problem.code, "unknown hook 'humi_dutys'" in problem.details["reason"]) == ("C408", True)


def test_a_wrapper_that_is_none_is_told(install: Install) -> None:
    install(subclass("humi_duties: ...").replace("@hookimpl", "@hookimpl(wrapper=True)"))
    (problem,) = problems_of()
    assert (problem.code, "PluginValidationError" in problem.details["reason"]) == ("C408", True)


# --- plugins apart ---


def test_hooks_of_two_regions_never_meet(install: Install) -> None:
    """The second implements what the first does not, and each has its own only."""
    install(subclass("humi_duties: return {'duties': {'met': " + MEETING + "}}"))
    install(MODULE.replace("lanting", "shawan"), region="shawan", package="humi_shawan", entry="{package}")
    assert "duties/met" in rules_of("lanting")
    assert not any(path.startswith("duties/") for path in rules_of("shawan"))


def test_the_marker_is_the_one_of_humi() -> None:
    """A hook of another project that happens to be called so is none of ours."""

    @hookimpl
    def humi_duties() -> None: ...

    assert hasattr(humi_duties, f"{hooks.PROJECT}_impl")


@pytest.mark.parametrize("hook", SECTIONS)
def test_a_hook_says_when_it_is_called_what_none_means_and_who_may_implement_it(hook: str) -> None:
    function: Callable[..., object] = getattr(HookSpecs, hook)
    told = function.__doc__ or ""
    for word in ("Called", ":return:", "None", ":raises PackError:", "Use in plugins:", *SECTIONS[hook]):
        assert word in told, word
