"""`humi book`: a region's policy book, as one HTML file or as Markdown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import complete_regions, lang_option, on_option, plugins_dir_option
from humi.cli.output import STANDARD_OUTPUT, deliver, form_of
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.authoring.targets import Target
    from humi.wording.pages.page import Page

INVALID_PACK = 3
ENDINGS = {".html": "html", ".htm": "html", ".md": "md"}
WRITTEN = Label("已写入 {file}", "written: {file}")

HELP_ZH = """写出一个地区的政策手册：提供什么、谁可以、条件与程序（逐条写明出处）、怎样成为示范单位的流程图、阶段与期限图、
目标、激励、各方职责、案件办理、未决问题、原文覆盖与条款索引。

HTML 为单个文件，不联网、不用脚本，可打印，手机上也能读；Markdown 供 GitHub 等阅读。默认写入当前目录的
REGION.html（或 REGION.md），已有的同名文件被替换；“-o -” 写到标准输出。REGION 也可以是规则包目录。

\b
示例：
  humi book yinchuan
  humi book yinchuan --lang zh -o 银川.html
  humi book plugins/yinchuan --format md
  humi book yinchuan --format md -o - | less
"""


@click.command("book", cls=Command, help_zh=HELP_ZH)
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@click.option(
    "-o",
    "--output",
    "file",
    cls=Option,
    metavar="FILE",
    help='Write into FILE (.html, .md); "-" is standard output. Default: REGION.html here.',
    help_zh="写入文件（.html、.md）；“-” 为标准输出。默认为当前目录的 REGION.html。",
)
@click.option(
    "--format",
    "output",
    cls=Option,
    type=click.Choice(("html", "md")),
    help="One HTML file, or Markdown. Default: by the ending of FILE, else html.",
    help_zh="单个 HTML 文件，或 Markdown。默认随 FILE 的扩展名，否则为 html。",
)
@on_option
@lang_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    region: str,
    file: str | None,
    output: str | None,
    on: date,
    lang: Lang,
    plugins_dir: str | None,
) -> None:
    """Write a region's policy book: what it offers, who qualifies, every rule as a sentence with its clause, the way to each
    designation and the timeline as drawings, targets, incentives, duties by actor, cases, open questions, and what became of
    every provision of the text.

    HTML is one file that needs no network and no script, can be printed, and read on a phone; Markdown is for GitHub and
    the like. The book is written to REGION.html (or REGION.md) in the current folder, in place of what is there; "-o -"
    prints it. The folder of a pack will do for a REGION. --on is the day marked in the timeline.

    \b
    Examples:
      humi book yinchuan
      humi book yinchuan --lang en -o book.html
      humi book plugins/yinchuan --format md
      humi book yinchuan --format md -o - | less
    """
    form = output or form_of(file, ENDINGS, "html")
    target = _target(region, plugins_dir)
    if target.pack is None:
        _tell(target, lang)
        context.exit(INVALID_PACK)
    from humi.authoring.book import book_of

    name = file or f"{target.pack.region}.{form}"
    deliver(_as_text(book_of(target.pack, on, lang), form), name)
    if name != STANDARD_OUTPUT:
        click.echo(WRITTEN.text(lang).format(file=name), err=True)


def _target(region: str, plugins_dir: str | None) -> Target:
    """The one pack that is meant. Raises UsageError where a folder holds several."""
    from humi.authoring.targets import find_targets
    from humi.errors import UsageError

    found = find_targets([region], plugins_dir)
    if len(found) != 1:
        raise UsageError.of("C435", None, found=region, allowed=", ".join(one.name for one in found))
    return found[0]


def _as_text(page: Page, form: str) -> str:
    if form == "md":
        from humi.wording.pages.markdown import to_markdown

        return to_markdown(page)
    from humi.wording.pages.html import to_html

    return to_html([page])


def _tell(target: Target, lang: Lang) -> None:
    from humi.cli.shown import problem_line

    for problem in target.problems:
        click.echo(problem_line(problem, lang, False), err=True)
