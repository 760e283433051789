"""`humi show`: what a region's document says, as its pack has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command
from humi.cli.options import complete_regions, format_option, lang_option, plugins_dir_option
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.authoring.targets import Target
    from humi.policy.pack import Pack
    from humi.wording.shape import Report

INVALID = 3
COLUMNS = (
    Label("地区", "Region"),
    Label("编号", "Id"),
    Label("版本", "Version"),
    Label("文本", "Text"),
    Label("内容", "Holds"),
)
QUARANTINED = Label("{name} 未加载：{reason}", "{name} is not loaded: {reason}")
MORE = Label("（共 {count} 个问题，见 humi check {name}）", " ({count} problems, see humi check {name})")

HELP_ZH = """显示地区规则：文件信息、施行、各项认定的条件与出处、阶段、激励、职责、未作规定的事项、职责登记。

不给地区时列出全部地区，包括未能加载的；给出几个地区时按主题并列。也可给出规则包目录。
--format json 输出规范化的规则包：每条规则及其条件树，每个条款及其去向（被引用、登记、说明理由）。

\b
示例：
  humi show
  humi show yinchuan --lang zh
  humi show yinchuan qingdao_ftz --lang zh
  humi show yinchuan --format json | jq '.regions[0].provisions[] | select(.became == "reason")'
"""


@click.command("show", cls=Command, help_zh=HELP_ZH)
@click.argument("regions", nargs=-1, metavar="[REGION]...", shell_complete=complete_regions)
@plugins_dir_option
@lang_option
@format_option
@click.pass_context
def command(context: click.Context, regions: tuple[str, ...], plugins_dir: str | None, lang: Lang, output: str) -> None:
    """Show what a region's pack says: the document, when it is in force, designations with their criteria and clauses,
    phases, incentives, duties, what the text is silent on, and the register of duties.

    Without a REGION, list all regions and those that could not be loaded; several are laid side by side, topic by topic.
    The folder of a pack will do for a REGION.
    --format json gives the normalised pack: every rule with its tree, every provision with what became of it.

    \b
    Examples:
      humi show
      humi show yinchuan --lang en
      humi show yinchuan qingdao_ftz --lang en
      humi show yinchuan --format json | jq '.regions[0].provisions[] | select(.became == "reason")'
    """
    from humi.authoring.targets import find_targets

    targets = find_targets(regions, plugins_dir)
    if regions:
        targets = [_with_ledger(target) for target in targets]
    if output == "json":
        import json

        click.echo(json.dumps(as_data(targets, whole=bool(regions)), ensure_ascii=False, indent=2))
    else:
        from humi.cli.shown import print_report

        report = _rules(targets, lang) if regions else _table(targets, lang)
        if report:
            print_report(report, lang, output)
    if regions:
        _tell_invalid(targets, lang)
        context.exit(INVALID if any(target.pack is None for target in targets) else 0)


def _with_ledger(target: Target) -> Target:
    """The target, invalid where the ledger beside its pack cannot be read."""
    from dataclasses import replace

    from humi.authoring.normalised import ledger_of
    from humi.errors import PackError

    if target.pack is not None:
        try:
            ledger_of(target.pack)
        except PackError as error:
            return replace(target, pack=None, problems=error.problems)
    return target


def _rules(targets: list[Target], lang: Lang) -> Report:
    """A region whole; several side by side."""
    from humi.authoring.normalised import ledger_of
    from humi.wording.beside import beside
    from humi.wording.pack import pack_tree

    packs = [(one.pack, ledger_of(one.pack)) for one in targets if one.pack is not None]
    if len(targets) > 1 and packs:
        return (beside(packs, lang),)
    return tuple(pack_tree(pack, ledger, lang) for pack, ledger in packs)


def _table(targets: list[Target], lang: Lang) -> Report:
    from humi.wording.shape import Row, Span, Table, line
    from humi.wording.words import TEXTS

    rows = []
    for target in targets:
        pack = target.pack
        if pack is not None:
            text = TEXTS[pack.text].text(lang) if pack.text in TEXTS else pack.text
            name = Span(pack.label.text(lang), "strong")
            rows.append(Row((line(name), line(pack.region), line(pack.version), line(text), line(_holds(pack, lang)))))
    table = Table(tuple(column.text(lang) for column in COLUMNS), tuple(rows), grouped=0, spoken=2)
    failed = (line(Span(_failed(target, lang), "remark")) for target in targets if target.pack is None)
    return *((table,) if rows else ()), *failed


def _failed(target: Target, lang: Lang) -> str:
    """Why a region is not there: the first problem, and how many there are."""
    from humi.cli.shown import problem_line

    first, count = problem_line(target.problems[0], lang, colour=False), len(target.problems)
    more = MORE.text(lang).format(count=count, name=target.name) if count > 1 else ""
    return QUARANTINED.text(lang).format(name=target.name, reason=first) + more


def _holds(pack: Pack, lang: Lang) -> str:
    """How much there is of each section."""
    # A yearly duty is one duty in the text.
    duties = {duty.path.removesuffix(f"/{duty.year}") for duty in pack.duties}
    counted = (
        (len(pack.designations), "项认定", "designation"),
        (len(pack.phases), "个阶段", "phase"),
        (len({"/".join(target.path.split("/")[:2]) for target in pack.targets}), "项目标", "target"),
        (len(pack.incentives), "项激励", "incentive"),
        (len(duties), "项职责", "dut"),
    )
    if lang == "zh":
        return "，".join(f"{number} {zh}" for number, zh, _ in counted if number)
    parts = []
    for number, _, en in counted:
        ending = ("y" if number == 1 else "ies") if en == "dut" else ("" if number == 1 else "s")
        parts.append(f"{number} {en}{ending}" if number else "")
    return ", ".join(filter(None, parts))


def _tell_invalid(targets: list[Target], lang: Lang) -> None:
    from humi.cli.shown import problem_line

    for target in targets:
        if target.pack is None:
            for problem in target.problems:
                click.echo(problem_line(problem, lang, False), err=True)


def as_data(targets: list[Target], whole: bool) -> dict[str, Any]:
    """The same for programs: normalised packs, or what tells them apart."""
    from humi.authoring.normalised import SCHEMA, normalised, summary
    from humi.version import __version__

    loaded = [target.pack for target in targets if target.pack is not None]
    compared = {"topics": _topics(loaded)} if whole and len(targets) > 1 and loaded else {}
    return {
        "humi": __version__,
        "schema": SCHEMA,
        "regions": [normalised(pack) if whole else summary(pack) for pack in loaded],
        "quarantined": [
            {"region": target.name, "problems": [problem.to_dict() for problem in target.problems]}
            for target in targets
            if target.pack is None
        ],
        **compared,
    }


def _topics(packs: list[Pack]) -> list[dict[str, Any]]:
    """What each region says on each topic, in both languages."""
    from humi.authoring.normalised import ledger_of
    from humi.wording.beside import beside
    from humi.wording.shape import text_of

    held = [(pack, ledger_of(pack)) for pack in packs]
    zh, en = beside(held, "zh"), beside(held, "en")
    return [
        {
            "name": {"zh": one.topic, "en": other.topic},
            "regions": {
                pack.region: {"zh": list(map(text_of, told)), "en": list(map(text_of, words))}
                for pack, told, words in zip(packs, one.cells, other.cells, strict=True)
            },
        }
        for one, other in zip(zh.sides, en.sides, strict=True)
    ]
