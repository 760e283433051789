"""How results of cases are printed, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from humi.cli.shown import paint, problem_line, short_place
from humi.decision import Outcome
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.authoring.cases import CaseResult
    from humi.authoring.measuring import Measure
    from humi.authoring.proposing import Proposals
    from humi.authoring.suite import Suite
    from humi.policy.pack import Pack
    from humi.wording.cases import Failure
    from humi.wording.shape import Line, Node

SCHEMA = 1
MOST_TOLD = 20
COLOURS = {Outcome.MET: "green", Outcome.NOT_MET: "red", Outcome.UNDETERMINED: "yellow"}


def suite_lines(suite: Suite, lang: Lang, colour: bool) -> list[str]:
    """A line with counts, then what failed."""
    from humi.wording.cases import failure_nodes

    if suite.invalid:
        verdict, shade = ("规则包无效，未运行" if lang == "zh" else "the pack is invalid, nothing was run"), "red"
    elif not suite.files:
        verdict, shade = ("没有案例" if lang == "zh" else "no cases"), "yellow"
    else:
        verdict, shade = _counts(suite, lang), "green" if suite.passed else "red"
    colon = "：" if lang == "zh" else ": "
    name = paint(_name(suite.target.name, suite.target.pack, lang), colour, bold=True)
    lines = [f"{name}{colon}{paint(verdict, colour, fg=shade)}"]
    lines.extend(f"  {problem_line(problem, lang, colour)}" for problem in suite.problems)
    if suite.measure is not None:
        lines.extend(_measure_lines(suite.measure, lang, colour))
    for node in failure_nodes([_failure(result, lang, colour) for result in suite.failed], lang):
        lines.extend(_node_lines(node, colour, f"  {paint('✗', colour, fg='red')} ", 4))
    return lines


def _name(name: str, pack: Pack | None, lang: Lang) -> str:
    return name if pack is None else f"{name} {pack.label.text(lang)}"


def _counts(suite: Suite, lang: Lang) -> str:
    cases, failed, waiting = len(suite.results), len(suite.failed), len(suite.waiting)
    if lang == "zh":
        parts = [f"{cases} 个案例", f"{failed} 个未通过" if failed else "全部通过" if cases else ""]
        return "，".join(filter(None, (*parts, f"{waiting} 个待确认" if waiting else "")))
    parts = [f"{cases} {'case' if cases == 1 else 'cases'}", f"{failed} failed" if failed else "all passed" if cases else ""]
    return ", ".join(filter(None, (*parts, f"{waiting} to confirm" if waiting else "")))


def _measure_lines(measure: Measure, lang: Lang, colour: bool) -> Iterator[str]:
    """How much is proven, then what is not, as far as a person reads on."""
    seen, all_ = measure.covered, measure.criteria
    noticed, changes, explained = measure.noticed, measure.mutants, measure.explained
    if lang == "zh":
        told = f"条件见过各种结果的 {seen}/{all_}，规则改动被发现的 {noticed}/{changes}"
        told += f"，另有 {explained} 处写明理由" if explained else ""
    else:
        told = f"criteria seen in every way {seen} of {all_}, changes of the rules noticed {noticed} of {changes}"
        told += f", {explained} more explained" if explained else ""
    yield f"  {paint(told, colour, fg='green' if measure.whole else 'yellow')}"
    shown, rest = measure.problems[:MOST_TOLD], len(measure.problems) - MOST_TOLD
    yield from (f"  {problem_line(problem, lang, colour)}" for problem in shown)
    if rest > 0:
        yield f"  还有 {rest} 处，见 --format json" if lang == "zh" else f"  and {rest} more: --format json has all"


def _failure(result: CaseResult, lang: Lang, colour: bool) -> Failure:
    from humi.wording.cases import Failure, Told

    case = result.case
    differences = tuple(
        Told(one.path, short_place(one.place), one.wanted, one.found, one.why.finding, one.why.parts, one.why.causes)
        for one in result.differences
    )
    problems = tuple(problem_line(problem, lang, colour) for problem in result.problems)
    return Failure(case.sentence, case.on.isoformat(), short_place(case.place), differences, problems)


def _node_lines(node: Node, colour: bool, before: str, depth: int) -> Iterator[str]:
    """A tree as lines, what belongs below a line two further in."""
    yield f"{before}{_painted(node.line, colour)}"
    for below in node.below:
        yield from _node_lines(below, colour, " " * depth, depth + 2)


def _painted(line: Line, colour: bool) -> str:
    styles: dict[str, dict[str, bool | str]] = {"strong": {"bold": True}, "quiet": {"dim": True}}
    shades: dict[Outcome | None, dict[str, bool | str]] = {outcome: {"fg": shade} for outcome, shade in COLOURS.items()}
    return "".join(paint(span.text, colour, **{**styles.get(span.role, {}), **shades.get(span.outcome, {})}) for span in line)


def proposal_lines(name: str, pack: Pack, found: Proposals, shown: str, lang: Lang, colour: bool) -> list[str]:
    """How many cases were proposed and where they are, and what none could be made for."""
    number, waiting = len(found.added), len(found.added) + found.waiting
    if lang == "zh":
        told = f"新提出 {number} 个案例" if number else "没有新案例可提"
        told += f"，共 {waiting} 个待确认" if waiting else ""
        at, colon = f"：{shown}" if number else "", "："
    else:
        told = f"{number} {'case' if number == 1 else 'cases'} proposed" if number else "nothing new to propose"
        told += f", {waiting} to confirm in all" if waiting else ""
        at, colon = f": {shown}" if number else "", ": "
    lines = [f"{paint(_name(name, pack, lang), colour, bold=True)}{colon}{told}{at}"]
    lines.extend(f"  {problem_line(problem, lang, colour)}" for problem in found.problems)
    if found.unreached:
        places = len(found.unreached)
        in_places = "in one place" if places == 1 else f"in {places} places"
        lines.append(f"  有 {places} 处未能构造案例：" if lang == "zh" else f"  no cases could be made {in_places}:")
        lines.extend(f"    {one.path}{colon}{one.about.text(lang)}{colon}{one.why.text(lang)}" for one in found.unreached)
    return lines


# --- for programs ---


def suites_data(suites: list[Suite]) -> dict[str, Any]:
    """The results as plain data."""
    from humi.version import __version__

    return {"humi": __version__, "schema": SCHEMA, "packs": [_suite_data(suite) for suite in suites]}


def _suite_data(suite: Suite) -> dict[str, Any]:
    pack = suite.target.pack
    return {
        "name": suite.target.name,
        "region": pack.region if pack else None,
        "file": str(suite.files[0]) if suite.files else None,
        "valid": not suite.invalid,
        "cases": len(suite.results),
        "failed": len(suite.failed),
        "to_confirm": len(suite.waiting),
        "problems": [problem.to_dict() for problem in suite.problems],
        "measure": _measure_data(suite.measure) if suite.measure else None,
        "failures": [_case_data(result) for result in suite.failed],
    }


def _measure_data(measure: Measure) -> dict[str, Any]:
    return {
        "criteria": measure.criteria,
        "covered": measure.covered,
        "mutants": measure.mutants,
        "noticed": measure.noticed,
        "explained": measure.explained,
        "problems": [problem.to_dict() for problem in measure.problems],
    }


def _case_data(result: CaseResult) -> dict[str, Any]:
    from humi.decision import as_plain

    return {
        "case": result.case.sentence,
        "on": result.case.on.isoformat(),
        "place": as_plain(result.case.place),
        "problems": [problem.to_dict() for problem in result.problems],
        "differences": [
            {"path": one.path, "place": as_plain(one.place), "wanted": one.wanted, "found": one.found, "why": as_plain(one.why)}
            for one in result.differences
        ],
    }


def proposals_data(made: list[tuple[Pack, Proposals]]) -> dict[str, Any]:
    """Proposed cases as plain data."""
    from humi.decision import as_plain
    from humi.version import __version__

    packs = [
        {
            "region": pack.region,
            "file": str(found.path),
            "to_confirm": len(found.added) + found.waiting,
            "proposed": [
                {
                    "path": one.path,
                    "about": as_plain(one.about),
                    "on": one.on.isoformat(),
                    "registry" if one.of_authority else "given": one.given,
                }
                for one in found.added
            ],
            "unreached": [as_plain(one) for one in found.unreached],
            "problems": [problem.to_dict() for problem in found.problems],
        }
        for pack, found in made
    ]
    return {"humi": __version__, "schema": SCHEMA, "packs": packs}
