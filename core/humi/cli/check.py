"""`humi check`: every problem of a pack's files, at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command, Option
from humi.cli.extras import need
from humi.cli.options import complete_regions, lang_option, plugins_dir_option, sarif_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.authoring.check import Checked
    from humi.authoring.mends import Mend
    from humi.authoring.targets import Target

SCHEMA = 1
FOUND_ERRORS = 2


@click.command(
    "check",
    cls=Command,
    help_zh="检查规则包：policy.yaml、provisions.yaml、cases.yaml 的全部问题一次列出，"
    "每条规则有出处，每个条款有交代，定位词不超过 20 个字，规则写得妥当。\n\n"
    "REGION 可以是地区编号、规则包目录或其中的文件；默认检查全部已加载地区。退出码：0 没有错误；2 有错误。\n\n"
    "\b\n示例：\n  humi check\n  humi check yinchuan --sources texts/\n  humi check drafts/mypark --lang zh\n"
    "  humi check drafts/mypark --fix\n  humi check drafts/mypark --prove\n  humi check --explain P213\n",
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
    "--fix",
    "fix",
    cls=Option,
    is_flag=True,
    help="Mend what is mechanical in the files, and say what was changed; comments and layout stay.",
    help_zh="自动改正文件中显而易见的笔误，并列出所改之处；注释与排版不变。",
)
@click.option(
    "--prove",
    "prove",
    cls=Option,
    is_flag=True,
    help="Ask the prover too: nobody can qualify, a criterion is idle, criteria contradict, an incentive cannot be had, or is "
    "paid twice, phases may leave a hole or overlap, a duty never arises, cannot be done, "
    "or is due before it arises. Needs Z3: pip install 'humi[prove]'.",
    help_zh="同时提问证明引擎：无人能符合、条件不起作用、条件互相矛盾、激励得不到、重复支付、阶段留有空档或重叠、"
    "义务不会产生、不能履行或期限在先。"
    "需要 Z3：pip install 'humi[prove]'。",
)
@click.option(
    "--explain",
    "explain",
    cls=Option,
    metavar="CODE",
    help="Explain a code such as P213, or list those of a family such as P, and do nothing else.",
    help_zh="解释一个代码（如 P213），或列出一类代码（如 P），不做检查。",
)
@plugins_dir_option
@lang_option
@sarif_option
@click.pass_context
def command(
    context: click.Context,
    targets: tuple[str, ...],
    sources: Path | None,
    fix: bool,
    prove: bool,
    explain: str | None,
    plugins_dir: str | None,
    lang: Lang,
    output: str,
) -> None:
    """Check packs: all problems of policy.yaml, provisions.yaml and cases.yaml at once.

    Every rule has a source, every provision is accounted for, no anchor is longer than 20 characters, and rules are well
    made. A REGION is the id of a region; a PATH is the folder of a pack or a file in it. Default: all regions. Exit codes:
    0 no errors; 2 errors.

    \b
    Examples:
      humi check
      humi check yinchuan --sources texts/
      humi check drafts/mypark --lang zh
      humi check drafts/mypark --fix
      humi check drafts/mypark --prove
      humi check --explain P213
    """
    from humi.authoring.check import check_target
    from humi.authoring.targets import find_targets

    if explain is not None:
        _explain(explain, lang, output)
        return
    _require_folder(sources)
    if prove:
        need("prove")
    found = find_targets(targets, plugins_dir)
    mends = [mend for target in found for mend in _mended(target)] if fix else []
    checked = [check_target(target, sources, prove) for target in (find_targets(targets, plugins_dir) if mends else found)]
    if output == "json":
        _echo_json(as_data(checked, mends))
    elif output == "sarif":
        from humi.authoring.sarif import sarif

        _echo_json(sarif(checked, lang))
    else:
        for line in _lines(checked, mends, lang, output == "text"):
            click.echo(line)
    context.exit(FOUND_ERRORS if any(one.count("error") for one in checked) else 0)


def _mended(target: Target) -> list[Mend]:
    """Mend the files of a pack. Raises UsageError where one cannot be written."""
    from humi.authoring.mending import mend_files
    from humi.errors import UsageError

    try:
        return mend_files(target)
    except OSError as error:
        raise UsageError.of("C421", None, found=str(error.filename), reason=error.strerror or str(error)) from error


def _explain(explain: str, lang: Lang, output: str) -> None:
    """Print the documentation of a code, or the codes of a family. Raises UsageError for an unknown one."""
    from humi.authoring.docs import explained, template
    from humi.errors import UsageError
    from humi.reading.catalogue import CATALOGUE, FAMILIES
    from humi.values.text import nearest

    known = explain.strip().upper()
    family = [code for table in FAMILIES.get(known, ()) for code in table]
    if known not in CATALOGUE and not family:
        raise UsageError.of("C409", None, found=explain, suggestion=nearest(known, CATALOGUE) or "")
    if output in ("json", "sarif"):
        entries = [_entry_data(code) for code in family or [known]]
        _echo_json(entries if family else entries[0])
    elif family:
        for code in family:
            click.echo(f"{code} {template(getattr(CATALOGUE[code], lang))}")
    else:
        click.echo(explained(known, lang))


def _entry_data(code: str) -> dict[str, Any]:
    from humi.reading.catalogue import CATALOGUE

    entry = CATALOGUE[code]
    told = {key: {"zh": part.zh, "en": part.en} for key in ("avoid", "prefer", "why") for part in [getattr(entry, key)]}
    return {"code": code, "severity": entry.severity, "message": {"zh": entry.zh, "en": entry.en}, **told}


def _require_folder(sources: Path | None) -> None:
    from humi.errors import UsageError

    if sources is not None and not sources.is_dir():
        raise UsageError.of("C401", None, found=str(sources))


def _echo_json(data: object) -> None:
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _lines(checked: list[Checked], mends: list[Mend], lang: Lang, text: bool) -> Iterator[str]:
    """What was mended, and each pack's findings with a line that sums up. On a terminal a finding takes several lines."""
    from humi.authoring.excerpts import Excerpts
    from humi.authoring.mends import mend_of
    from humi.cli.findings import finding_lines, mended_line, summary_lines

    excerpts = Excerpts()
    for mend in mends:
        yield mended_line(mend, lang)
    for one in checked:
        for problem in one.problems:
            yield from finding_lines(problem, lang, excerpts if text else None)
        placed = ((problem, excerpts.lines(problem.place.file)) for problem in one.problems if problem.place)
        mendable = sum(mend_of(problem, lines) is not None for problem, lines in placed)
        yield from summary_lines(one, mendable, lang, text)


def as_data(checked: list[Checked], mends: list[Mend]) -> dict[str, Any]:
    """The same for programs. `fix` of a problem is what `--fix` would write; `fixed` is what it wrote."""
    from humi.version import __version__

    fixed = [_mend_data(mend) for mend in mends]
    return {"humi": __version__, "schema": SCHEMA, "fixed": fixed, "packs": [_pack_data(one) for one in checked]}


def _mend_data(mend: Mend | None) -> dict[str, Any] | None:
    return None if mend is None else {"place": mend.place._asdict(), "found": mend.found, "written": mend.written}


def _pack_data(one: Checked) -> dict[str, Any]:
    from humi.authoring.excerpts import Excerpts
    from humi.authoring.mends import mend_of

    excerpts = Excerpts()
    mends = [mend_of(problem, excerpts.lines(problem.place.file)) if problem.place else None for problem in one.problems]
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
        "notes": one.count("note"),
        "problems": [
            {**problem.to_dict(), "fix": _mend_data(mend)} for problem, mend in zip(one.problems, mends, strict=True)
        ],
    }
