"""`humi diff`: two versions of a pack, compared by meaning."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import complete_regions, format_option, lang_option, map_option, on_option, plugins_dir_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.authoring.diff.report import Compared
    from humi.authoring.diff.versions import Version
    from humi.reading.problems import Place

SCHEMA = 1
CHANGED, INVALID = 2, 3

HELP_ZH = """按含义比较一个规则包的两个版本：改了什么，哪些结果随之改变，各附一份不能再减的案卷。

版本可以是地区编号、规则包目录、其中的文件，或 git 版本“版本:路径”。只给一个版本时，与最近一次提交比较；
只给“版本:路径”时，与该路径现在的文件比较。试算的是两个版本的案例，以及所改规则的边界案例。

加 --over 则以真实的申请人试算：INPUT 与 humi screen 相同（一张表、一个目录或数据库）。逐条规则说明谁变为符合、
谁不再符合、谁变为不能确定，因哪一项条件，金额由多少变为多少，并各举几行为例。
退出码：0 结果不变；2 有结果改变；3 有规则包无效。

\b
示例：
  humi diff yinchuan
  humi diff HEAD~1:plugins/yinchuan plugins/yinchuan --lang zh
  humi diff v1.0:plugins/yinchuan v1.1:plugins/yinchuan
  humi diff drafts/old drafts/new --format json | jq '.flips[].path'
  humi diff yinchuan drafts/yinchuan --over 企业名录.xlsx -o 改变.xlsx -o 改变.svg
"""


@click.command("diff", cls=Command, help_zh=HELP_ZH)
@click.argument("old", metavar="OLD", shell_complete=complete_regions)
@click.argument("new", metavar="[NEW]", required=False, shell_complete=complete_regions)
@click.option(
    "--over",
    "source",
    cls=Option,
    metavar="INPUT",
    help="Compare over a population: a table, a folder of tables or a database, as for `humi screen`.",
    help_zh="以一批申请人比较：一张表、一个目录或数据库，与 humi screen 相同。",
)
@click.option(
    "-o",
    "--output",
    "files",
    cls=Option,
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With --over: write every changed row (.xlsx, .csv, .jsonl, .parquet), or a picture of gains and losses (.svg, .png); "
    "repeatable.",
    help_zh="与 --over 一起：写出每一行改变（.xlsx、.csv、.jsonl、.parquet），或得失图（.svg、.png）；可重复。",
)
@map_option(
    "With --over: what foreign tables and columns are called here (YAML).",
    "与 --over 一起：对照文件（YAML），外来的表名、列名在这里叫什么。",
)
@on_option
@plugins_dir_option
@lang_option
@format_option
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str | None,
    source: str | None,
    files: tuple[Path, ...],
    mapping: Path | None,
    on: date,
    plugins_dir: str | None,
    lang: Lang,
    output: str,
) -> None:
    """Compare two versions of a pack by meaning: what changed, which answers change, and for each a dossier from which
    nothing can be taken away.

    A version is the id of a region, the folder of a pack, a file in it, or a git revision, REV:PATH. OLD alone is compared
    with its last commit; REV:PATH alone with what that path holds now. The cases of both versions are asked, and
    boundary cases of the rules that changed.

    With --over, real applicants are asked instead; INPUT is one of `humi screen`: a table, a folder of tables or a database.
    Told is, rule by rule, who gains, who loses and who becomes undetermined, by which criterion, what the money was and
    becomes, with a few rows for each change.
    Exit codes: 0 no answer changes; 2 an answer changes; 3 a pack is invalid.

    \b
    Examples:
      humi diff yinchuan
      humi diff HEAD~1:plugins/yinchuan plugins/yinchuan --lang en
      humi diff v1.0:plugins/yinchuan v1.1:plugins/yinchuan
      humi diff drafts/old drafts/new --format json | jq '.flips[].path'
      humi diff yinchuan drafts/yinchuan --over enterprises.xlsx -o changes.xlsx -o changes.svg
    """
    from humi.authoring.diff.versions import two_versions

    if source is None:
        _refuse_without_over(context)
    with two_versions(old, new, plugins_dir) as versions:
        if _tell_problems(versions, lang):
            context.exit(INVALID)
        if source is not None:
            from humi.cli.over import tell_over

            changed = tell_over(versions, source, files, mapping, on, plugins_dir, lang, output)
            context.exit(CHANGED if changed else 0)
        compared = _compared(versions)
        if output == "json":
            import json

            click.echo(json.dumps(as_data(compared, versions), ensure_ascii=False, indent=2, default=str))
        else:
            from humi.authoring.diff.report import report_of
            from humi.cli.shown import print_report

            print_report(report_of(compared, lang), lang, output)
        context.exit(CHANGED if compared.flips.changed else 0)


def _refuse_without_over(context: click.Context) -> None:
    """Options that say something of a population only. Raises UsageError."""
    from click.core import ParameterSource

    from humi.errors import UsageError

    names = {"files": "-o", "mapping": "--map", "on": "--on"}
    given = [option for name, option in names.items() if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        raise UsageError.of("C491", None, found=", ".join(given))


def _tell_problems(versions: tuple[Version, Version], lang: Lang) -> bool:
    """Tell what is wrong, and whether that keeps the versions from being compared."""
    from humi.authoring.normalised import ledger_of
    from humi.cli.shown import problem_line
    from humi.errors import PackError
    from humi.reading.problems import Problem

    packs, problems = [version.target.pack for version in versions], []
    for version, pack in zip(versions, packs, strict=True):
        found = version.target.problems
        if pack is not None:
            try:
                ledger_of(pack)
            except PackError as error:
                found = error.problems
        if version.silent_code:
            problems.append(Problem("C447", None, {"found": version.name}))
        problems.extend(version.problem(problem) for problem in found)
    if packs[0] is not None and packs[1] is not None and packs[0].region != packs[1].region:
        problems.append(Problem("C448", None, {"old": packs[0].region, "new": packs[1].region}))
    for problem in problems:
        click.echo(problem_line(problem, lang, False), err=True)
    return None in packs or any(problem.severity == "error" for problem in problems)


def _compared(versions: tuple[Version, Version]) -> Compared:
    from humi.authoring.diff.changes import changes_in
    from humi.authoring.diff.flips import flips_in
    from humi.authoring.diff.pairing import Pairing
    from humi.authoring.diff.questions import of_boundaries, of_cases
    from humi.authoring.diff.report import Compared
    from humi.cli.shown import short_place

    old, new = (version.target.pack for version in versions)
    assert old is not None
    assert new is not None
    pairing = Pairing(old, new)
    cases = [case for version in reversed(versions) for case in version.cases()]
    questions = chain(of_cases(cases), of_boundaries(pairing))

    def shown(place: Place, of_new: bool) -> str:
        return short_place(versions[of_new].place(versions[not of_new].place(place)))

    names = versions[0].name, versions[1].name
    return Compared(names, (old, new), changes_in(pairing), flips_in(pairing, questions), shown)


# --- for programs ---


def as_data(compared: Compared, versions: tuple[Version, Version]) -> dict[str, Any]:
    """The same for programs."""
    from humi.authoring.normalised import summary
    from humi.decision import as_plain
    from humi.version import __version__

    def place(where: Place | None) -> Any:
        return as_plain(versions[1].place(versions[0].place(where))) if where is not None else None

    old, new = ({"version_of": name, **summary(pack)} for name, pack in zip(compared.names, compared.packs, strict=True))
    found = compared.flips
    return {
        "humi": __version__,
        "schema": SCHEMA,
        "old": old,
        "new": new,
        "same_meaning": compared.meant_alike,
        "changed": found.changed,
        "changes": [{**as_plain(one), "old": place(one.old), "new": place(one.new)} for one in compared.changes],
        "asked": found.asked,
        "boundaries": found.proposed,
        "more": found.more,
        "flips": [
            {
                **as_plain(flip),
                "questions": [{**as_plain(one), "place": place(one.place)} for one in flip.questions],
            }
            for flip in found.flips
        ],
        "unread": [
            {
                "question": {**as_plain(one.question), "place": place(one.question.place)},
                "problems": [problem.to_dict() for problem in one.problems],
            }
            for one in found.unread
        ],
        "only_old": list(found.gone),
        "only_new": list(found.come),
    }
