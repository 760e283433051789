"""`humi diff`: two versions of a pack, compared by meaning."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command
from humi.cli.options import complete_regions, format_option, lang_option, plugins_dir_option
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
退出码：0 结果不变；2 有结果改变；3 有规则包无效。

\b
示例：
  humi diff yinchuan
  humi diff HEAD~1:plugins/yinchuan plugins/yinchuan --lang zh
  humi diff v1.0:plugins/yinchuan v1.1:plugins/yinchuan
  humi diff drafts/old drafts/new --format json | jq '.flips[].path'
"""


@click.command("diff", cls=Command, help_zh=HELP_ZH)
@click.argument("old", metavar="OLD", shell_complete=complete_regions)
@click.argument("new", metavar="[NEW]", required=False, shell_complete=complete_regions)
@plugins_dir_option
@lang_option
@format_option
@click.pass_context
def command(context: click.Context, old: str, new: str | None, plugins_dir: str | None, lang: Lang, output: str) -> None:
    """Compare two versions of a pack by meaning: what changed, which answers change, and for each a dossier from which
    nothing can be taken away.

    A version is the id of a region, the folder of a pack, a file in it, or a git revision, REV:PATH. OLD alone is compared
    with its last commit; REV:PATH alone with what that path holds now. The cases of both versions are asked, and
    boundary cases of the rules that changed.
    Exit codes: 0 no answer changes; 2 an answer changes; 3 a pack is invalid.

    \b
    Examples:
      humi diff yinchuan
      humi diff HEAD~1:plugins/yinchuan plugins/yinchuan --lang en
      humi diff v1.0:plugins/yinchuan v1.1:plugins/yinchuan
      humi diff drafts/old drafts/new --format json | jq '.flips[].path'
    """
    from humi.authoring.diff.versions import two_versions

    with two_versions(old, new, plugins_dir) as versions:
        if _tell_problems(versions, lang):
            context.exit(INVALID)
        compared = _compared(versions)
        if output == "json":
            import json

            click.echo(json.dumps(as_data(compared, versions), ensure_ascii=False, indent=2, default=str))
        else:
            from humi.authoring.diff.report import report_of
            from humi.cli.shown import print_report

            print_report(report_of(compared, lang), lang, output)
        context.exit(CHANGED if compared.flips.changed else 0)


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
