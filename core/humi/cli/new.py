"""`humi new`: the files of a new region, which check and test green from the start."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command, Option, cells
from humi.cli.options import lang_option
from humi.cli.questions import Words, ask, choose
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.authoring.scaffold.wish import Wish

HELP_ZH = """写出一个新地区的规则包：条款清单、规则、案例，一开始就能通过检查和案例，再由你逐条换成文件的规定。

在终端运行且不带选项时逐项询问，每项都有默认值，直接回车即可。REGION 是地区编号：小写字母、数字、下划线。

\b
示例：
  humi new
  humi new mypark --name-zh 示例园区 --for 基地 --in-force 2026-01-01
  humi new mypark --keywords 英文 --package -o humi-mypark
"""
QUESTIONS = {
    "region": Label("地区编号：小写字母、数字、下划线，如拼音", "id of the region: lower-case letters, digits and _"),
    "name_zh": Label("地区中文名称", "name of the region in Chinese"),
    "name_en": Label("地区英文名称", "name of the region in English"),
    "document": Label("文件标题", "title of the document, in Chinese"),
    "dated": Label("成文日期（年-月-日；没有就回车）", "the day it bears (year-month-day; Enter if none)"),
    "what": Label("可以被认定的是", "what may be recognised"),
    "title_zh": Label("这一认定的中文名称", "what it is called in Chinese"),
    "title_en": Label("这一认定的英文名称", "what it is called in English"),
    "in_force": Label("哪一天起施行（年-月-日；文件没写就回车）", "in force from (year-month-day; Enter if the text has none)"),
    "keywords": Label("规则用中文还是英文写", "rules in Chinese or in English words"),
    "form": Label("写成", "as"),
    "output": Label("写到哪个目录", "folder to write into"),
}
WHAT = Words(
    {
        "unit": Label("单位", "unit"),
        "base": Label("基地", "base"),
        "station": Label("站", "station"),
        "point": Label("点", "point"),
    }
)
KEYWORDS = Words({"zh": Label("中文", "Chinese"), "en": Label("英文", "English")})
FORM = Words(
    {
        "folder": Label("目录（先写草稿）", "folder, for a draft"),
        "package": Label("包（用 pip 安装）", "package, to be installed with pip"),
    }
)
WROTE, NEXT = Label("已写出", "written"), Label("下一步", "Next")


@click.command("new", cls=Command, help_zh=HELP_ZH)
@click.argument("region", metavar="[REGION]", required=False)
@click.option("--name-zh", cls=Option, help="Name of the region in Chinese.", help_zh="地区中文名称。")
@click.option("--name-en", cls=Option, help="Name of the region in English.", help_zh="地区英文名称。")
@click.option("--document", cls=Option, help="Title of the document.", help_zh="文件标题。")
@click.option(
    "--dated",
    cls=Option,
    metavar="YYYY-MM-DD",
    help="The day that the document bears. Default: none.",
    help_zh="成文日期。默认：没有。",
)
@click.option(
    "--for",
    "what",
    cls=Option,
    type=WHAT,
    help="What may be recognised. Default: unit.",
    help_zh="可以被认定的是单位、基地、站还是点。默认单位。",
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
    type=KEYWORDS,
    help="Keywords and comments in Chinese or in English. Default: as --lang.",
    help_zh="关键词和注释用中文还是英文。默认同 --lang。",
)
@click.option(
    "--package",
    "packaged",
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
def command(context: click.Context, /, region: str | None, output: Path | None, lang: Lang, **given: Any) -> None:
    """Write the files of a new region: a ledger, rules and cases that check and test green from the start, for you to
    replace line by line by what the document says.

    On a terminal, without options, it asks; every question has a default. REGION is the id: lower-case letters, digits, _.

    \b
    Examples:
      humi new
      humi new mypark --name-zh 示例园区 --name-en "Example Park" --for base --in-force 2026-01-01
      humi new mypark --keywords en --package -o humi-mypark
    """
    from humi.authoring.scaffold import home_of, write_region
    from humi.authoring.scaffold.wish import region_id
    from humi.plugins import installed

    asks = sys.stdin.isatty() and output is None and all(answer is None for answer in given.values())
    taken = frozenset(installed())
    if region is not None:
        found = region_id(region, taken)
    elif asks:
        found = ask(QUESTIONS["region"], "mypark", lambda text: region_id(text, taken), context)
    else:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    wish = _asked(found, lang, context) if asks else _given(found, given, lang)
    home = output or (ask(QUESTIONS["output"], found, lambda text: home_of(wish, Path(text)), context) if asks else Path(found))
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
        document=given["document"] or DOCUMENT,
        dated=day_or_none(given["dated"] or ""),
        what=what,
        title=Label(given["title_zh"] or NAMES[what].zh, given["title_en"] or NAMES[what].en),
        in_force=day_or_none(given["in_force"] or ""),
        keywords=given["keywords"] or lang,
        packaged=bool(given["packaged"]),
    )


def _asked(region: str, lang: Lang, context: click.Context) -> Wish:
    """The answers that a person gives, one by one."""
    from humi.authoring.scaffold.wish import DOCUMENT, NAMES, PLACE, Wish, day_or_none

    name = Label(ask(QUESTIONS["name_zh"], PLACE.zh, str, context), ask(QUESTIONS["name_en"], PLACE.en, str, context))
    document = ask(QUESTIONS["document"], DOCUMENT, str, context)
    dated = ask(QUESTIONS["dated"], "", day_or_none, context)
    what = choose(QUESTIONS["what"], WHAT, "unit", context)
    titles = NAMES[what]
    title = Label(ask(QUESTIONS["title_zh"], titles.zh, str, context), ask(QUESTIONS["title_en"], titles.en, str, context))
    in_force = ask(QUESTIONS["in_force"], "", day_or_none, context)
    keywords: Lang = "zh" if choose(QUESTIONS["keywords"], KEYWORDS, lang, context) == "zh" else "en"
    packaged = choose(QUESTIONS["form"], FORM, "folder", context) == "package"
    return Wish(region, name, document, dated, what, title, in_force, keywords, packaged)


def _told(wish: Wish, home: Path, pack: Path, lang: Lang) -> list[str]:
    """What was written, and what to do next."""
    from humi.cli.shown import short_path

    files = sorted(path for path in home.rglob("*") if path.is_file() and ".schemas" not in path.parts)
    colon = "：" if lang == "zh" else ":"
    steps = _steps(wish, home, pack)
    width = max(cells(line) for line, _ in steps)
    return [
        f"{WROTE.text(lang)}{colon}",
        *(f"  {short_path(path)}" for path in files),
        f"{NEXT.text(lang)}{colon}",
        *(f"  {line}{' ' * (width - cells(line))}  # {told.text(lang)}" for line, told in steps),
    ]


def _steps(wish: Wish, home: Path, pack: Path) -> list[tuple[str, Label]]:
    """Commands that can be copied as they stand."""
    from humi.cli.shown import short_path

    where = _quoted(short_path(pack))
    steps = [
        (f"humi check {where}", Label("检查写法", "is it well-formed and complete")),
        (f"humi test {where}", Label("运行案例", "run its cases")),
    ]
    if wish.packaged:
        # Without a slash, pip would look for a package of that name elsewhere.
        path = short_path(home)
        local = path if home.is_absolute() and path == str(home) else f"./{path}"
        steps.append((f"pip install {_quoted(local)}", Label("装成一个地区", "make it a region like any other")))
        found = ""
    else:
        found = f" --plugins-dir {_quoted(short_path(home.parent) or '.')}"
    return [
        *steps,
        (f"humi show {wish.id}{found}", Label("读规则", "how the rules read")),
        (f"humi form {wish.id}{found} > dossier.yaml", Label("打印空白案卷", "a blank dossier")),
        (f"humi evaluate dossier.yaml -r {wish.id}{found}", Label("试算", "the dry run")),
    ]


def _quoted(path: str) -> str:
    """A path as a shell takes it, in quotes only where it has to be."""
    from shlex import quote

    return path if re.fullmatch(r"[\w./~-]+", path) else quote(path)
