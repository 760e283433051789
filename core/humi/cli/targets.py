"""`humi targets`: how far a region is with what its document wants reached."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command
from humi.cli.options import complete_regions, format_option, lang_option, on_option, plugins_dir_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.decision import Decision

INVALID_PACK = 3

HELP_ZH = """按登记册计算一个地区的目标：计数、要求、到期日、结果、进度，以及哪些记录使计数不能确定。

REGISTRY 是一个目录（每类记录一个 CSV 或 YAML 表，如 titles.csv）、一个工作簿（.xlsx，每类记录一张表）或一个 YAML 文件。
目标按到期日当天的状态判断，到期前只报进度。

\b
示例：
  humi targets yinchuan registries/yinchuan
  humi targets yinchuan 登记册.xlsx --on 2026-12-31
  humi targets yinchuan registries/yinchuan --format json | jq '.regions[0].targets[].count'
"""


@click.command("targets", cls=Command, help_zh=HELP_ZH)
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@click.argument("registry", metavar="REGISTRY", type=click.Path())
@on_option
@lang_option
@format_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context, region: str, registry: str, on: date, lang: Lang, output: str, plugins_dir: str | None
) -> None:
    """Count the targets of a region in a registry: the count, what is needed, the due day, the outcome, the pace, and
    which records leave the count uncertain.

    REGISTRY is a folder (a CSV or YAML table for each kind of record, such as titles.csv), a workbook (.xlsx, a sheet for
    each) or a YAML file. A target is judged on the state of its due day; before that, only its pace is told.

    \b
    Examples:
      humi targets yinchuan registries/yinchuan
      humi targets yinchuan registry.xlsx --on 2026-12-31
      humi targets yinchuan registries/yinchuan --format json | jq '.regions[0].targets[].count'
    """
    from humi.cli.regions import tell_missing, tell_warnings
    from humi.library import Humi

    humi = Humi([region], plugins_dir)
    tell_missing(humi.loaded.quarantined, lang)
    read = humi.registry(registry)
    tell_warnings(read, humi, lang)
    show(humi.evaluate(read, on=on), registry, lang, output)
    context.exit(INVALID_PACK if humi.loaded.quarantined else 0)


def show(decision: Decision, whose: str, lang: Lang, output: str) -> None:
    """Print the targets."""
    from humi.cli.shown import print_report
    from humi.wording.targets import targets_report

    if output == "json":
        click.echo(decision.to_json())
    else:
        print_report(targets_report(decision, whose, lang), lang, output)
