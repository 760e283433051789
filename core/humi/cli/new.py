"""`humi new`: the files of a new region, which check and test green from the start."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from humi.cli.bilingual import Command, Option, say
from humi.cli.options import lang_option
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.authoring.scaffold.wish import Wish

T = TypeVar("T")

HELP_ZH = """写出一个新地区的规则包：条款清单、规则、案例，一开始就能通过检查和案例，再由你逐条换成文件的规定。

在终端运行且不带选项时逐项询问，每项都有默认值，直接回车即可。REGION 是地区编号：小写字母、数字、下划线。

\b
示例：
  humi new mypark
  humi new mypark --name-zh 示例园区 --name-en "Example Park" --for base --in-force 2026-01-01
  humi new mypark --keywords en --package -o humi-mypark
"""
QUESTIONS = {
    "name_zh": Label("地区中文名称", "name of the region in Chinese"),
    "name_en": Label("地区英文名称", "name of the region in English"),
    "document": Label("文件标题（中文，可只写几个字）", "title of the document (in Chinese, a few characters will do)"),
    "what": Label("可以被认定为什么", "what may be recognised"),
    "title_zh": Label("这一认定的中文名称", "what it is called in Chinese"),
    "title_en": Label("这一认定的英文名称", "what it is called in English"),
    "in_force": Label("哪一天施行（年-月-日；文件没写就回车）", "in force from (year-month-day; Enter if the text has none)"),
    "keywords": Label("关键词用中文还是英文", "keywords in Chinese or in English"),
    "package": Label("做成可安装的包吗（否：一个目录）", "as an installable package (no: a folder)"),
}
FOLDER = Label("写到哪个目录", "folder to write into")
WROTE, NEXT = Label("已写出", "written"), Label("下一步", "Next")


@click.command("new", cls=Command, help_zh=HELP_ZH)
@click.argument("region", metavar="REGION")
@click.option("--name-zh", cls=Option, help="Name of the region in Chinese.", help_zh="地区中文名称。")
@click.option("--name-en", cls=Option, help="Name of the region in English.", help_zh="地区英文名称。")
@click.option("--document", cls=Option, help="Title of the document.", help_zh="文件标题。")
@click.option(
    "--for",
    "what",
    cls=Option,
    type=click.Choice(("unit", "base", "station", "point")),
    help="What may be recognised. Default: unit.",
    help_zh="可以被认定为什么：单位、基地、站、点。默认 unit。",
)
@click.option("--title-zh", cls=Option, help="What that is called in Chinese.", help_zh="这一认定的中文名称。")
@click.option("--title-en", cls=Option, help="What that is called in English.", help_zh="这一认定的英文名称。")
@click.option(
    "--in-force",
    cls=Option,
    metavar="YYYY-MM-DD",
    help="The day it comes into force. Default: the text does not say.",
    help_zh="施行日期。默认：文件没有写明。",
)
@click.option(
    "--keywords",
    cls=Option,
    type=click.Choice(("zh", "en")),
    help="Keywords and comments in Chinese or in English. Default: as --lang.",
    help_zh="关键词和注释用中文还是英文。默认同 --lang。",
)
@click.option(
    "--package",
    cls=Option,
    is_flag=True,
    default=None,
    help="Write a package that can be installed, rather than a folder.",
    help_zh="写成可安装的包，而不是一个目录。",
)
@click.option(
    "-o",
    "--output",
    "output",
    cls=Option,
    type=click.Path(path_type=Path),
    help="The folder to write, which must not exist. Default: REGION.",
    help_zh="写到哪个目录（须尚不存在）。默认与地区编号同名。",
)
@lang_option
@click.pass_context
def command(context: click.Context, /, region: str, output: Path | None, lang: Lang, **given: Any) -> None:
    """Write the files of a new region: a ledger, rules and cases that check and test green from the start, for you to
    replace line by line by what the document says.

    On a terminal, without options, it asks; every question has a default. REGION is the id: lower-case letters, digits, _.

    \b
    Examples:
      humi new mypark
      humi new mypark --name-zh 示例园区 --name-en "Example Park" --for base --in-force 2026-01-01
      humi new mypark --keywords en --package -o humi-mypark
    """
    from humi.authoring.scaffold import write_region
    from humi.authoring.scaffold.wish import region_id
    from humi.plugins import installed

    found = region_id(region, frozenset(installed()))
    asks = sys.stdin.isatty() and output is None and all(answer is None for answer in given.values())
    wish = _asked(found, lang, context) if asks else _given(found, given, lang)
    home = output or (Path(_ask(FOLDER, found, str, context)) if asks else Path(found))
    pack = write_region(wish, home)
    for line in _told(wish, home, pack, lang):
        click.echo(line)


def _given(region: str, given: dict[str, Any], lang: Lang) -> Wish:
    """The answers that flags give; defaults for the others."""
    from humi.authoring.scaffold.wish import DOCUMENT, NAMES, PLACE, Wish, day_or_none

    what = given["what"] or "unit"
    return Wish(
        id=region,
        name=Label(given["name_zh"] or PLACE.zh, given["name_en"] or PLACE.en),
        document=given["document"] or DOCUMENT.zh,
        what=what,
        title=Label(given["title_zh"] or NAMES[what].zh, given["title_en"] or NAMES[what].en),
        in_force=day_or_none(given["in_force"] or ""),
        keywords=given["keywords"] or lang,
        packaged=bool(given["package"]),
    )


def _asked(region: str, lang: Lang, context: click.Context) -> Wish:
    """The answers that a person gives, one by one."""
    from humi.authoring.scaffold.wish import DOCUMENT, NAMES, PLACE, WHAT, Wish, day_or_none

    def ask(question: str, default: str, read: Callable[[str], T]) -> T:
        return _ask(QUESTIONS[question], default, read, context)

    name = Label(ask("name_zh", PLACE.zh, str), ask("name_en", PLACE.en, str))
    document = ask("document", DOCUMENT.zh, str)
    what = _choose(QUESTIONS["what"], WHAT, WHAT[0], context)
    return Wish(
        id=region,
        name=name,
        document=document,
        what=what,
        title=Label(ask("title_zh", NAMES[what].zh, str), ask("title_en", NAMES[what].en, str)),
        in_force=ask("in_force", "", day_or_none),
        keywords="zh" if _choose(QUESTIONS["keywords"], ("zh", "en"), lang, context) == "zh" else "en",
        packaged=click.confirm(say(context, QUESTIONS["package"]), default=False, err=True),
    )


def _ask(question: Label, default: str, read: Callable[[str], T], context: click.Context) -> T:
    """An answer that can be read; what is wrong with another is said, and it is asked again."""
    from humi.cli.bilingual import lang_of
    from humi.errors import InputError

    while True:
        answer = click.prompt(say(context, question), default=default, show_default=bool(default), err=True)
        try:
            return read(answer.strip())
        except InputError as error:
            click.echo(error.render(lang_of(context)), err=True)


def _choose(question: Label, allowed: tuple[str, ...], default: str, context: click.Context) -> str:
    return str(click.prompt(say(context, question), type=click.Choice(allowed), default=default, err=True))


def _told(wish: Wish, home: Path, pack: Path, lang: Lang) -> list[str]:
    """What was written, and what to do next."""
    from humi.cli.shown import short_path

    files = sorted(path for path in home.rglob("*") if path.is_file() and ".schemas" not in path.parts)
    where = short_path(pack)
    steps = [
        (f"humi check {where}", Label("检查写法", "is it well-formed and complete")),
        (f"humi test {where}", Label("运行案例", "run its cases")),
    ]
    if wish.packaged:
        steps.append((f"pip install {short_path(home)}", Label("装成一个地区", "make it a region like any other")))
        steps.append((f"humi show {wish.id}", Label("读规则", "how the rules read")))
    else:
        above = short_path(home.parent) or "."
        steps.append((f"humi show {wish.id} --plugins-dir {above}", Label("读规则", "how the rules read")))
        steps.append((f"humi form {wish.id} --plugins-dir {above} > dossier.yaml", Label("打印空白案卷", "a blank dossier")))
        steps.append((f"humi evaluate dossier.yaml -r {wish.id} --plugins-dir {above}", Label("试算", "the dry run")))
    width = max(len(line) for line, _ in steps)
    colon = "：" if lang == "zh" else ":"
    return [
        f"{WROTE.text(lang)}{colon}",
        *(f"  {short_path(path)}" for path in files),
        f"{NEXT.text(lang)}{colon}",
        *(f"  {line:{width}}  # {told.text(lang)}" for line, told in steps),
    ]
