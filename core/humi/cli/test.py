"""`humi test`: run the cases of packs, again whenever a file changes, or propose more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import complete_regions, format_option, lang_option, plugins_dir_option
from humi.cli.output import STANDARD_OUTPUT, deliver
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.authoring.proposing import Proposals
    from humi.authoring.suite import Suite
    from humi.authoring.targets import Target
    from humi.cli.watching import Watch
    from humi.policy.pack import Pack

FAILED, INVALID = 2, 3


@click.command(
    "test",
    cls=Command,
    help_zh="运行规则包的案例（cases.yaml，以及 proposed.yaml 中已确认的）："
    "每个案例是一句话、一个日期、若干事实和应得的结果。\n\n"
    "REGION 可以是地区编号、规则包目录或其中的文件；文件后可加行号（cases.yaml:120），只运行该行的案例。"
    "默认运行全部已加载地区。"
    "退出码：0 全部通过；2 有案例未通过；3 有规则包无效。\n\n"
    "\b\n示例：\n  humi test\n  humi test yinchuan\n  humi test drafts/mypark --watch\n"
    "  humi test drafts/mypark/cases.yaml:120\n  humi test yinchuan --case 未记录载体\n  humi test drafts/mypark --propose\n",
)
@click.argument("targets", nargs=-1, metavar="[REGION|PATH]...", shell_complete=complete_regions)
@click.option(
    "--case",
    "said",
    cls=Option,
    metavar="TEXT",
    default="",
    help="Run only cases with these words in their sentence.",
    help_zh="只运行句子中含有该文字的案例。",
)
@click.option(
    "--watch",
    cls=Option,
    is_flag=True,
    help="Go on running, and run the cases of a pack again when one of its files changes. Ctrl-C ends it.",
    help_zh="持续运行：规则包的文件一有改动，就重新运行该规则包的案例。按 Ctrl-C 结束。",
)
@click.option(
    "--propose",
    cls=Option,
    is_flag=True,
    help="Run nothing; write boundary cases that no case shows yet to proposed.yaml beside the pack, with `confirm` in place "
    "of the outcome. They count once it is replaced.",
    help_zh="不运行案例；把尚无案例覆盖的边界案例写入规则包旁的 proposed.yaml，结果处写 confirm，"
    "由作者改为应得的结果后才计入。",
)
@click.option(
    "-o",
    "--output",
    "file",
    cls=Option,
    metavar="FILE",
    help="With --propose: write to this file instead; - is standard output.",
    help_zh="与 --propose 同用：改为写入该文件；“-” 为标准输出。",
)
@plugins_dir_option
@lang_option
@format_option
@click.pass_context
def command(
    context: click.Context,
    targets: tuple[str, ...],
    said: str,
    watch: bool,
    propose: bool,
    file: str | None,
    plugins_dir: str | None,
    lang: Lang,
    output: str,
) -> None:
    """Run the cases of packs (cases.yaml, and what is confirmed in proposed.yaml): each is a sentence, a day, facts, and what
    must come out.

    A REGION is the id of a region; a PATH is the folder of a pack or a file in it, with a line (cases.yaml:120) the case that
    stands there. Default: all regions loaded. Exit codes: 0 all passed; 2 a case failed; 3 a pack is invalid.

    \b
    Examples:
      humi test
      humi test yinchuan
      humi test drafts/mypark --watch
      humi test drafts/mypark/cases.yaml:120
      humi test yinchuan --case "carrier is not recorded"
      humi test drafts/mypark --propose
    """
    from humi.authoring.targets import find_targets
    from humi.cli.watching import Watch as Watching

    _one_thing({"--propose": propose, "--watch": watch, "--case": bool(said)}, file)
    found = find_targets(targets, plugins_dir)
    if propose:
        context.exit(_propose(found, file, lang, output))
    # What changes while the cases are run has changed too.
    began = Watching([target.folder for target in found if target.folder is not None]) if watch else None
    suites = _run(found, said)
    _show(suites, lang, output)
    if began is not None:
        _go_on(began, suites, said, lang, output)
        context.exit(0)
    context.exit(INVALID if any(suite.invalid for suite in suites) else 0 if _all_passed(suites) else FAILED)


def _one_thing(asked: dict[str, bool], file: str | None) -> None:
    """Raises UsageError where options are for different things."""
    from humi.errors import UsageError

    if file is not None and not asked["--propose"]:
        raise UsageError.of("T935", None, option="-o", other="--propose")
    given = [option for option, is_asked in asked.items() if is_asked]
    if asked["--propose"] and len(given) > 1:
        raise UsageError.of("T933", None, option=given[1], other="--propose")


# --- running ---


def _run(targets: list[Target], said: str) -> list[Suite]:
    """The suites of packs. Raises UsageError where a case was asked for and there is none such."""
    from humi.authoring.suite import measured, run_suite
    from humi.errors import UsageError

    suites = [run_suite(target, said) for target in targets]
    if not said:
        suites = measured(suites)
    asked = said or next((f"{target.cases}:{target.line}" for target in targets if target.line), "")
    nothing = not any(suite.results or suite.waiting or suite.problems for suite in suites)
    if asked and nothing and not any(suite.invalid for suite in suites):
        raise UsageError.of("T931", None, found=asked)
    return [suite for suite in suites if not said or suite.results or suite.waiting or suite.problems or suite.invalid]


def _all_passed(suites: list[Suite]) -> bool:
    return all(suite.passed for suite in suites)


def _show(suites: list[Suite], lang: Lang, output: str) -> None:
    from humi.cli.tested import suite_lines, suites_data

    if output == "json":
        _echo_json(suites_data(suites))
        return
    for suite in suites:
        for line in suite_lines(suite, lang, output == "text"):
            click.echo(line)


def _echo_json(data: Any) -> None:
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _go_on(began: Watch, suites: list[Suite], said: str, lang: Lang, output: str) -> None:
    """Run again what changes, until somebody ends it."""
    from humi.authoring.suite import measured, run_suite
    from humi.authoring.targets import again

    told = "正在等待改动，按 Ctrl-C 结束。" if lang == "zh" else "waiting for changes; Ctrl-C ends this."
    click.echo(told, err=True)
    try:
        for changed in began.changes():
            targets = [suite.target for suite in suites if suite.target.folder in changed]
            run = [run_suite(again(target), said) for target in targets]
            _show(run if said else measured(run), lang, output)
    except KeyboardInterrupt:
        click.echo(err=True)


# --- proposing ---


def _propose(targets: list[Target], file: str | None, lang: Lang, output: str) -> int:
    """Write boundary cases; the exit code. Raises UsageError where they cannot be written."""
    from pathlib import Path

    from humi.authoring.proposing import propose
    from humi.authoring.suite import Suite
    from humi.cli.tested import proposals_data, suite_lines
    from humi.errors import UsageError

    if file is not None and len(targets) != 1:
        raise UsageError.of("T934", None, option="-o", number=str(len(targets)))
    made: list[tuple[Pack, Proposals]] = []
    for target in targets:
        if target.pack is None:
            for line in suite_lines(Suite(target, problems=target.problems), lang, output == "text"):
                click.echo(line, err=True)
            continue
        path = None if file in (None, STANDARD_OUTPUT) else Path(str(file))
        found = propose(target.pack, Path(target.pack.file).parent, path)
        made.append((target.pack, found))
        if found.text is not None and (file == STANDARD_OUTPUT or found.changed):
            deliver(found.text, file or str(found.path))
        _tell(target, found, file, lang, output)
    if output == "json" and file != STANDARD_OUTPUT:
        _echo_json(proposals_data(made))
    return INVALID if len(made) < len(targets) else FAILED if any(found.text is None for _, found in made) else 0


def _tell(target: Target, found: Proposals, file: str | None, lang: Lang, output: str) -> None:
    """What was proposed; beside standard output, where that is the cases themselves."""
    from humi.cli.shown import short_path
    from humi.cli.tested import proposal_lines

    if output == "json":
        return
    assert target.pack is not None
    shown = file if file == STANDARD_OUTPUT else short_path(found.path)
    for line in proposal_lines(target.name, target.pack, found, str(shown), lang, output == "text"):
        click.echo(line, err=file == STANDARD_OUTPUT)
