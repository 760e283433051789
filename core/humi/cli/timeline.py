"""`humi timeline`: the phases and due days of documents, as text, picture or calendar file."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import FORMATS, complete_regions, lang_option, on_option, plugins_dir_option
from humi.cli.output import deliver, deliver_picture, form_of
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.timeline import Timeline
    from humi.wording.ics import CalendarFile

INVALID_PACK = 3
ENDINGS = {".txt": "plain", ".json": "json", ".svg": "svg", ".png": "png", ".ics": "ics"}
LEFT_OUT = Label("未列入日历，没有确定日期：{name}（{path}）", "not in the calendar, without a certain day: {name} ({path})")

HELP_ZH = """显示各地区文件写明的日期：施行与规划期间、各阶段的起止、目标与职责的期限，以及查询日处于何处。

原文没有写明或有几种理解的日期照实显示，不作推算。--format svg 为甘特图，每个地区一幅；--format ics 为日历文件，
可导入 Outlook、WPS 等，只含确定的日期，未列入的在标准错误输出中列出。

\b
示例：
  humi timeline
  humi timeline yinchuan --on 2026-06-01 --lang zh
  humi timeline -o 时间线.svg
  humi timeline yinchuan -o 银川.ics
"""


@click.command("timeline", cls=Command, help_zh=HELP_ZH)
@click.argument("regions", nargs=-1, metavar="[REGION]...", shell_complete=complete_regions)
@on_option
@lang_option
@plugins_dir_option
@click.option(
    "--format",
    "output",
    cls=Option,
    type=click.Choice((*FORMATS, "svg", "png", "ics")),
    help="text, plain and json as elsewhere; svg and png are a Gantt chart, ics is a calendar file. Default: by the ending "
    "of FILE, else text on a terminal and plain elsewhere.",
    help_zh="text、plain、json 与其他命令相同；svg、png 为甘特图，ics 为日历文件。"
    "默认：随 FILE 的扩展名，否则终端上为 text，其他为 plain。",
)
@click.option(
    "-o",
    "--output",
    "file",
    cls=Option,
    metavar="FILE",
    help='Write into FILE (.svg, .png, .ics, .json, .txt). Default: "-", standard output.',
    help_zh="写入文件（.svg、.png、.ics、.json、.txt）；默认为 “-”，即标准输出。",
)
@click.pass_context
def command(
    context: click.Context,
    regions: tuple[str, ...],
    on: date,
    lang: Lang,
    plugins_dir: str | None,
    output: str | None,
    file: str | None,
) -> None:
    """Show the dates that documents give: when they are in force and for which years, from when to when each phase runs,
    by when targets are to be reached and duties done, and where the day asked falls.

    Days that the text leaves out, or that can be read in several ways, are shown as that. --format svg draws a Gantt
    chart, one panel a region. --format ics makes a calendar for Outlook, WPS and others; only what has a certain day is in
    it, the rest is named on standard error.

    \b
    Examples:
      humi timeline
      humi timeline yinchuan --on 2026-06-01 --lang en
      humi timeline -o timeline.svg
      humi timeline yinchuan -o yinchuan.ics
    """
    from humi.cli.regions import missing_lines
    from humi.library import Humi

    form = output or form_of(file, ENDINGS, "text" if sys.stdout.isatty() else "plain")
    humi = Humi(regions or None, plugins_dir)
    quarantined = humi.loaded.quarantined
    for line in missing_lines(quarantined, lang):
        click.echo(line, err=True)
    if humi.regions or not quarantined:
        _show(humi.timeline(on=on, regions=regions or None), lang, form, file)
    if quarantined and (regions or not humi.regions):
        context.exit(INVALID_PACK)


def _show(timeline: Timeline, lang: Lang, form: str, file: str | None) -> None:
    if form in ("text", "plain"):
        from humi.cli.shown import deliver_reports
        from humi.wording.timeline import report_of

        deliver_reports([report_of(timeline, lang)], lang, form, file)
    elif form == "json":
        deliver(timeline.to_json() + "\n", file)
    elif form in ("svg", "png"):
        deliver_picture(timeline.to_svg(lang), form, file)
    else:
        from humi.wording.ics import calendar

        made = calendar(timeline, lang)
        _tell_left_out(made, lang)
        deliver(made.text, file)


def _tell_left_out(made: CalendarFile, lang: Lang) -> None:
    """What has no certain day. Raises UsageError where nothing has one."""
    from humi.errors import UsageError

    for one in made.left_out:
        click.echo(LEFT_OUT.text(lang).format(name=one.name.text(lang), path=one.path), err=True)
    if not made.events:
        raise UsageError.of("C423", None)
