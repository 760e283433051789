"""`humi test`: run the cases of packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command
from humi.cli.options import complete_regions, format_option, lang_option, plugins_dir_option
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.authoring.cases import CaseResult
    from humi.authoring.suite import Suite

SCHEMA = 1
FAILED, INVALID = 2, 3
EXPECTED, FOUND = Label("应为", "expected"), Label("实为", "found")


@click.command(
    "test",
    cls=Command,
    help_zh="运行规则包的案例（cases.yaml）：每个案例是一句话、一个日期、若干事实和应得的结果。\n\n"
    "REGION 可以是地区编号、规则包目录或其中的文件；默认运行全部已加载地区。"
    "退出码：0 全部通过；2 有案例未通过；3 有规则包无效。\n\n"
    "\b\n示例：\n  humi test\n  humi test yinchuan\n  humi test drafts/mypark\n",
)
@click.argument("targets", nargs=-1, metavar="[REGION|PATH]...", shell_complete=complete_regions)
@plugins_dir_option
@lang_option
@format_option
@click.pass_context
def command(context: click.Context, targets: tuple[str, ...], plugins_dir: str | None, lang: Lang, output: str) -> None:
    """Run the cases of packs (cases.yaml): each is a sentence, a day, facts, and what must come out.

    A REGION is the id of a region; a PATH is the folder of a pack or a file in it. Default: all regions loaded.
    Exit codes: 0 all passed; 2 a case failed; 3 a pack is invalid.

    \b
    Examples:
      humi test
      humi test yinchuan
      humi test drafts/mypark
    """
    from humi.authoring.suite import run_suite
    from humi.authoring.targets import find_targets

    suites = [run_suite(target) for target in find_targets(targets, plugins_dir)]
    if output == "json":
        import json

        click.echo(json.dumps(as_data(suites), ensure_ascii=False, indent=2))
    else:
        for suite in suites:
            for line in suite_lines(suite, lang, output == "text"):
                click.echo(line)
    context.exit(INVALID if any(suite.invalid for suite in suites) else 0 if _all_passed(suites) else FAILED)


def _all_passed(suites: list[Suite]) -> bool:
    return all(suite.passed for suite in suites)


def suite_lines(suite: Suite, lang: Lang, colour: bool) -> list[str]:
    """A line with counts, then what failed."""
    from humi.cli.shown import paint, problem_line

    target, failed = suite.target, len(suite.failed)
    name = target.name if target.pack is None else f"{target.name} {target.pack.label.text(lang)}"
    if suite.invalid:
        verdict, shade = ("规则包无效，未运行" if lang == "zh" else "the pack is invalid, nothing was run"), "red"
    elif suite.file is None:
        verdict, shade = ("没有案例" if lang == "zh" else "no cases"), "yellow"
    else:
        verdict, shade = _counts(len(suite.results), failed, lang), "green" if suite.passed else "red"
    colon = "：" if lang == "zh" else ": "
    lines = [f"{paint(name, colour, bold=True)}{colon}{paint(verdict, colour, fg=shade)}"]
    lines.extend(f"  {problem_line(problem, lang, colour)}" for problem in suite.problems)
    for result in suite.failed:
        lines.extend(f"  {line}" for line in case_lines(result, lang, colour))
    return lines


def _counts(cases: int, failed: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{cases} 个案例，" + (f"{failed} 个未通过" if failed else "全部通过")
    return f"{cases} {'case' if cases == 1 else 'cases'}, " + (f"{failed} failed" if failed else "all passed")


def case_lines(result: CaseResult, lang: Lang, colour: bool) -> list[str]:
    """A failing case: its sentence, and what was expected and found of each path."""
    from humi.cli.shown import paint, problem_line, short_place
    from humi.wording.answers import in_words

    case = result.case
    on = f"（{case.on}）" if lang == "zh" else f" ({case.on})"
    lines = [f"{paint('✗', colour, fg='red')} {paint(case.sentence, colour, bold=True)}{on}"]
    lines.extend(f"  {problem_line(problem, lang, colour)}" for problem in result.problems)
    for one in result.differences:
        lines.append(f"  {short_place(one.place)}: {one.path}")
        for told, answer in ((EXPECTED, one.wanted), (FOUND, one.found)):
            word = told.text(lang)
            colon = "：" if lang == "zh" else ":".ljust(10 - len(word))
            lines.append(f"    {word}{colon}{in_words(answer, lang)}")
    return lines


def as_data(suites: list[Suite]) -> dict[str, Any]:
    """The same for programs."""
    from humi.version import __version__

    return {"humi": __version__, "schema": SCHEMA, "packs": [_suite_data(suite) for suite in suites]}


def _suite_data(suite: Suite) -> dict[str, Any]:
    pack = suite.target.pack
    return {
        "name": suite.target.name,
        "region": pack.region if pack else None,
        "file": str(suite.file) if suite.file else None,
        "valid": not suite.invalid,
        "cases": len(suite.results),
        "failed": len(suite.failed),
        "problems": [problem.to_dict() for problem in suite.problems],
        "failures": [_case_data(result) for result in suite.failed],
    }


def _case_data(result: CaseResult) -> dict[str, Any]:
    from humi.decision import as_plain

    return {
        "case": result.case.sentence,
        "on": result.case.on.isoformat(),
        "place": as_plain(result.case.place),
        "problems": [problem.to_dict() for problem in result.problems],
        "differences": [as_plain(one) for one in result.differences],
    }
