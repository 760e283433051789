"""`humi check`: every problem of a pack's files, at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import complete_regions, format_option, lang_option, plugins_dir_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.authoring.check import Checked

SCHEMA = 1
FOUND_ERRORS = 2


@click.command(
    "check",
    cls=Command,
    help_zh="检查规则包：policy.yaml、provisions.yaml、cases.yaml 的全部问题一次列出，"
    "每条规则有出处，每个条款有交代，定位词不超过 20 个字。\n\n"
    "REGION 可以是地区编号、规则包目录或其中的文件；默认检查全部已加载地区。退出码：0 没有错误；2 有错误。\n\n"
    "\b\n示例：\n  humi check\n  humi check yinchuan --sources texts/\n  humi check drafts/mypark --lang zh\n"
    "  humi check --explain P213\n",
)
@click.argument("targets", nargs=-1, metavar="[REGION|PATH]...", shell_complete=complete_regions)
@click.option(
    "--sources",
    "sources",
    cls=Option,
    type=click.Path(path_type=Path),
    help="A folder with the texts, one <region>.txt each: every anchor must stand once in its clause, every sentence "
    "must have one.",
    help_zh="原文所在目录，每个地区一个 <地区>.txt：每个定位词须在其条款中恰好出现一次，每句话须有定位词。",
)
@click.option(
    "--explain",
    "explain",
    cls=Option,
    metavar="CODE",
    help="Explain a code such as P213 and do nothing else.",
    help_zh="解释一个代码（如 P213），不做检查。",
)
@plugins_dir_option
@lang_option
@format_option
@click.pass_context
def command(
    context: click.Context,
    targets: tuple[str, ...],
    sources: Path | None,
    explain: str | None,
    plugins_dir: str | None,
    lang: Lang,
    output: str,
) -> None:
    """Check packs: all problems of policy.yaml, provisions.yaml and cases.yaml at once.

    Every rule has a source, every provision is accounted for, no anchor is longer than 20 characters. A REGION is the id
    of a region; a PATH is the folder of a pack or a file in it. Default: all regions. Exit codes: 0 no errors; 2 errors.

    \b
    Examples:
      humi check
      humi check yinchuan --sources texts/
      humi check drafts/mypark --lang zh
      humi check --explain P213
    """
    from humi.authoring.check import check_target
    from humi.authoring.targets import find_targets

    if explain is not None:
        _explain(explain, lang, output)
        return
    _require_folder(sources)
    checked = [check_target(target, sources) for target in find_targets(targets, plugins_dir)]
    if output == "json":
        _echo_json(as_data(checked))
    else:
        for one in checked:
            for line in checked_lines(one, lang, output == "text"):
                click.echo(line)
    context.exit(FOUND_ERRORS if any(one.count("error") for one in checked) else 0)


def _explain(code: str, lang: Lang, output: str) -> None:
    """Print the documentation of a code. Raises UsageError for an unknown one."""
    from humi.authoring.docs import explained
    from humi.errors import UsageError
    from humi.reading.catalogue import CATALOGUE
    from humi.values.text import nearest

    known = code.strip().upper()
    if known not in CATALOGUE:
        raise UsageError.of("C409", None, found=code, suggestion=nearest(known, CATALOGUE) or "")
    if output == "json":
        entry = CATALOGUE[known]
        data = {key: {"zh": part.zh, "en": part.en} for key in ("avoid", "prefer", "why") for part in [getattr(entry, key)]}
        _echo_json({"code": known, "severity": entry.severity, "message": {"zh": entry.zh, "en": entry.en}, **data})
    else:
        click.echo(explained(known, lang))


def _require_folder(sources: Path | None) -> None:
    from humi.errors import UsageError

    if sources is not None and not sources.is_dir():
        raise UsageError.of("C401", None, found=str(sources))


def _echo_json(data: object) -> None:
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def checked_lines(checked: Checked, lang: Lang, colour: bool) -> list[str]:
    """A pack's findings, one per line, and a line that sums up."""
    from humi.cli.shown import paint, problem_line

    errors, warnings = checked.count("error"), checked.count("warning")
    pack = checked.pack
    name = checked.region or checked.name
    if pack is not None:
        name = f"{name} {pack.label.text(lang)}"
    if lang == "zh":
        counted = (f"{errors} 个错误" if errors else "", f"{warnings} 个警告" if warnings else "")
        found = "，".join(filter(None, counted)) or "没有问题"
        size = f"（{checked.rules} 条规则，{checked.provisions} 个条款，{checked.gaps} 个空白，{checked.cases} 个案例）"
        summary = f"{paint(name, colour, bold=True)}：{paint(found, colour, fg=_shade(errors, warnings))}{size}"
    else:
        counted = (_plural(errors, "error"), _plural(warnings, "warning"))
        found = ", ".join(filter(None, counted)) or "no problems"
        parts = ((checked.rules, "rule"), (checked.provisions, "provision"), (checked.gaps, "gap"), (checked.cases, "case"))
        size = ", ".join(_plural(number, noun) or f"no {noun}s" for number, noun in parts)
        summary = f"{paint(name, colour, bold=True)}: {paint(found, colour, fg=_shade(errors, warnings))} ({size})"
    return [*(problem_line(problem, lang, colour) for problem in checked.problems), summary]


def _shade(errors: int, warnings: int) -> str:
    return "red" if errors else "yellow" if warnings else "green"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def as_data(checked: list[Checked]) -> dict[str, Any]:
    """The same for programs."""
    from humi.version import __version__

    return {"humi": __version__, "schema": SCHEMA, "packs": [_pack_data(one) for one in checked]}


def _pack_data(one: Checked) -> dict[str, Any]:
    return {
        "name": one.name,
        "region": one.region or None,
        "folder": str(one.folder) if one.folder else None,
        "rules": one.rules,
        "provisions": one.provisions,
        "gaps": one.gaps,
        "cases": one.cases,
        "errors": one.count("error"),
        "warnings": one.count("warning"),
        "problems": [problem.to_dict() for problem in one.problems],
    }
