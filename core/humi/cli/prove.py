"""`humi prove`: what no list of cases can show, proven or with an example."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command, Option
from humi.cli.extras import need
from humi.cli.options import complete_regions, format_option, lang_option, on_option, plugins_dir_option, seconds_option
from humi.cli.output import STANDARD_OUTPUT
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.authoring.targets import Target
    from humi.policy.pack import Pack
    from humi.questions.answers import Answered

SCHEMA = 1
CHANGED, INVALID, NOT_KNOWN = 2, 3, 4

HELP_ZH = """逐条提问：有没有人能符合、会不会被拒，哪些条件不起作用或互相矛盾，激励能否得到、会否重复支付，义务会否产生、
能否履行、期限会否在先，阶段有没有空档或重叠，各种理解在哪里得出不同结果，一个目标是否蕴含另一个，哪些事实从不起作用。

每个答案或者得到证明（注明就完整案卷还是任何案卷而言），或者附一份评判引擎认可的案卷，或者注明在限时内没有结论。
--same 比较两个版本：认定、激励（连同金额）、义务（连同期限）对任何人、目标对任何登记册是否都相同，否则给出能区分两者的
案卷；阶段、有效期的差别只列出。版本写法同 humi diff。
--implies 比较两个地区的认定：在前者符合的，是否也满足后者的全部条件；all 表示全部地区（列成对照表）。各地共有的事实视为同一
事实，各地自有的事实与裁量各算各的，除非 --map 写明以哪项代替；关联记录视为后者的记录，后者的适用范围与施行期不论。
--mutants 只问案例没有发现的规则改动：有没有案卷能发现它；有的给出案卷，没有的得到证明。
需要 Z3：pip install 'humi[prove]'。
退出码：0 完成；2 两个版本不同（--same）；3 有规则包无效；4 是否不同没有结论（--same）。

\b
示例：
  humi prove yinchuan
  humi prove yinchuan --on 2026-06-01 --lang zh
  humi prove yinchuan --save examples.yaml
  humi prove yinchuan --mutants
  humi prove --implies sanmen/designations/key_enterprise yinchuan/designations/pilot_enterprise
  humi prove --implies jiangjin qingdao_ftz --map facts.yaml
  humi prove --implies all all
  humi prove --same HEAD~1:plugins/yinchuan plugins/yinchuan
  humi prove --format json | jq '.regions[].answers[] | select(.expected == false)'
"""


@click.command("prove", cls=Command, help_zh=HELP_ZH)
@click.argument("names", nargs=-1, metavar="[REGION|PATH]...", shell_complete=complete_regions)
@click.option(
    "--same",
    "versions",
    cls=Option,
    nargs=2,
    metavar="OLD NEW",
    help="Do two versions of a pack come to the same for everybody? Versions as for `humi diff`.",
    help_zh="两个版本对任何人的结果是否都相同；版本写法同 humi diff。",
)
@click.option(
    "--implies",
    "implied",
    cls=Option,
    nargs=2,
    metavar="A B",
    help="Does whoever qualifies in A meet the criteria of B? Each is REGION/designations/ID, a REGION, or `all`.",
    help_zh="在 A 符合的，是否也满足 B 的条件？A、B 写作 地区/designations/编号、地区编号或 all。",
)
@click.option(
    "--map",
    "stated",
    cls=Option,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With --implies: which facts and judgements of A stand for those of B (YAML).",
    help_zh="与 --implies 一起：对照文件（YAML），写明前者的哪些事实、裁量当作后者的哪些。",
)
@click.option(
    "--mutants",
    cls=Option,
    is_flag=True,
    help="Ask only about changes of the rules that no case notices: is there a dossier that does?",
    help_zh="只问案例没有发现的规则改动：有没有案卷能发现它。",
)
@seconds_option
@click.option(
    "--save",
    "file",
    cls=Option,
    metavar="FILE",
    help='Write the examples of one region into FILE, as cases for `humi test`; "-" is standard output.',
    help_zh="把一个地区的例子写成案例文件，供 humi test 运行；“-” 为标准输出。",
)
@on_option
@lang_option
@format_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    names: tuple[str, ...],
    versions: tuple[str, str] | None,
    implied: tuple[str, str] | None,
    stated: Path | None,
    mutants: bool,
    seconds: float,
    file: str | None,
    on: date,
    lang: Lang,
    output: str,
    plugins_dir: str | None,
) -> None:
    """Ask what every author should ask: can anybody qualify or be refused, which criteria are idle or contradict, can an
    incentive be had or paid twice, can a duty arise, be done or breached, do phases leave a hole or overlap, where do two
    readings of a clause lead to different answers, does one target imply another, which facts never matter.

    Each answer is proven (of complete dossiers or of any), or comes with a dossier that the judge confirms, or says that
    there is none within the time. --same compares two versions: do designations, incentives (with amounts), duties (with due
    days) and targets come to the same for everybody, or here is a dossier that tells them apart; changed phases and periods of
    validity are only named. --implies asks whether whoever qualifies for one designation meets every criterion of another
    elsewhere (`all all` is the matrix of all regions): what regions call alike is one fact, their own facts and judgements
    are their own unless --map states what stands for them, related records are taken for the other region's, and its scope
    and force are left aside.

    --mutants asks only about changes of the rules that no case notices (see `humi test`): either no
    dossier can, or here is one that does. Needs Z3: pip install 'humi[prove]'.
    Exit codes: 0 done; 2 two versions differ (--same); 3 a pack is invalid; 4 it is
    not known whether they differ (--same).

    \b
    Examples:
      humi prove yinchuan
      humi prove yinchuan --on 2026-06-01 --lang en
      humi prove yinchuan --save examples.yaml
      humi prove yinchuan --mutants
      humi prove --implies sanmen/designations/key_enterprise yinchuan/designations/pilot_enterprise
      humi prove --implies jiangjin qingdao_ftz --map facts.yaml
      humi prove --implies all all
      humi prove --same HEAD~1:plugins/yinchuan plugins/yinchuan
      humi prove --format json | jq '.regions[].answers[] | select(.expected == false)'
    """
    need("prove")
    if versions is not None:
        context.exit(_same(versions, seconds, on, lang, output, plugins_dir))
    if implied is not None:
        from humi.cli.implied import implies

        context.exit(implies(implied, stated, seconds, on, lang, output, plugins_dir))
    if stated is not None:
        from humi.errors import UsageError

        raise UsageError.of("C483", None, found="--map")
    from humi.authoring.targets import find_targets
    from humi.authoring.unnoticed import unnoticed
    from humi.questions.asking import prove

    targets = find_targets(names, plugins_dir)
    _tell(targets, lang)
    asked = on.toordinal()
    read = [(target, target.pack) for target in targets if target.pack is not None]
    found = [
        (pack, list(unnoticed(target, pack, asked, seconds) if mutants else prove(pack, asked, seconds)))
        for target, pack in read
    ]
    if file is not None:
        _save(found, asked, seconds, lang, file)
    if file != STANDARD_OUTPUT:
        _show(found, asked, seconds, lang, output)
    context.exit(INVALID if any(target.pack is None for target in targets) else 0)


def _save(found: Sequence[tuple[Pack, list[Answered]]], asked: int, seconds: float, lang: Lang, file: str) -> None:
    """Write the examples of one region as cases. Raises UsageError where there are several."""
    from humi.cli.output import deliver
    from humi.errors import UsageError
    from humi.questions.report import sentences
    from humi.questions.saving import cases_of

    if len(found) != 1:
        raise UsageError.of("C450", None, found=str(len(found)))
    ((pack, answers),) = found
    deliver(cases_of(pack, answers, sentences(pack, asked, seconds, lang)), file)


def _tell(targets: Sequence[Target], lang: Lang) -> None:
    from humi.cli.shown import problem_line

    for target in targets:
        for problem in target.problems if target.pack is None else ():
            click.echo(problem_line(problem, lang, False), err=True)


def _same(versions: tuple[str, str], seconds: float, on: date, lang: Lang, output: str, plugins_dir: str | None) -> int:
    from humi.authoring.diff.versions import two_versions
    from humi.questions.answers import Refuted, Unknown
    from humi.questions.comparing import not_compared, only_in_one, same

    with two_versions(*versions, plugins_dir) as both:
        _tell([version.target for version in both], lang)
        old, new = (version.target.pack for version in both)
        if old is None or new is None:
            return INVALID
        asked = on.toordinal()
        answers = list(same(old, new, asked, seconds)) if old.hash != new.hash else []
        alone, left = only_in_one(old, new), not_compared(old, new)
        _show([(new, answers)], asked, seconds, lang, output, (*alone, left), old.hash == new.hash)
        if any(alone) or left or any(isinstance(one.answer, Refuted) for one in answers):
            return CHANGED
        return NOT_KNOWN if any(isinstance(one.answer, Unknown) for one in answers) else 0


def _show(
    found: Sequence[tuple[Pack, list[Answered]]],
    asked: int,
    seconds: float,
    lang: Lang,
    output: str,
    beside: tuple[tuple[str, ...], ...] | None = None,
    alike: bool = False,
) -> None:
    if output == "json":
        import json

        click.echo(json.dumps(as_data(found, asked, seconds, beside), ensure_ascii=False, indent=2, default=str))
        return
    from humi.cli.shown import print_report
    from humi.questions.report import report_of
    from humi.wording.proofs import NOT_COMPARED, ONLY_NEW, ONLY_OLD, SAME_PACK
    from humi.wording.shape import line

    for pack, answers in found:
        more = [line(SAME_PACK.text(lang))] if alike else []
        for paths, told in zip(beside or (), (ONLY_OLD, ONLY_NEW, NOT_COMPARED), strict=False):
            more += [line(told.text(lang).format(paths=", ".join(paths)))] if paths else []
        print_report((*report_of(pack, answers, asked, seconds, lang), *more), lang, output)


# --- for programs ---


def as_data(
    found: Sequence[tuple[Pack, list[Answered]]],
    asked: int,
    seconds: float,
    beside: tuple[tuple[str, ...], ...] | None = None,
) -> dict[str, Any]:
    """The same for programs."""
    from humi.authoring.normalised import summary
    from humi.version import __version__

    regions = [{**summary(pack), "answers": [_answer(one) for one in answers]} for pack, answers in found]
    told: dict[str, Any] = {"humi": __version__, "schema": SCHEMA, "asked": _iso(asked), "seconds": seconds}
    if beside is not None:
        told |= dict(zip(("only_old", "only_new", "not_compared"), map(list, beside), strict=True))
    return {**told, "regions": regions}


def _answer(one: Answered) -> dict[str, Any]:
    from humi.decision import as_plain
    from humi.questions.answers import Refuted

    answer = as_plain(one.answer)
    if isinstance(one.answer, Refuted):
        answer["example"]["asked"] = _iso(one.answer.example.asked)
    told = {"claim": one.kind, "path": one.path, "beside": list(one.beside), "expected": one.expected}
    return {**told, "verdict": type(one.answer).__name__.lower(), **answer}


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
