"""Options that several commands share, each with one meaning everywhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from humi.cli.bilingual import Option, lang_of
from humi.values.label import Lang

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("text", "plain", "json")
FOLDER_VARIABLE = "HUMI_PLUGINS_DIR"


def complete_regions(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Region ids for the shell; nothing is loaded for it."""
    from click.shell_completion import CompletionItem

    from humi.cli.regions import known_regions

    folder = context.params.get("plugins_dir")
    return [CompletionItem(region) for region in known_regions(folder) if region.startswith(incomplete)]


def region_option(function: F) -> F:
    """`-r/--region`, repeatable: a tuple `regions`, or None for all."""
    return click.option(
        "-r",
        "--region",
        "regions",
        cls=Option,
        multiple=True,
        metavar="REGION",
        shell_complete=complete_regions,
        callback=lambda context, parameter, value: value or None,
        help="Ask this region only; repeatable. Default: all installed.",
        help_zh="只查该地区，可重复；默认查全部已安装地区。",
    )(function)


def on_option(function: F) -> F:
    """`--on`: a date, today where none is given."""
    return click.option(
        "--on",
        "on",
        cls=Option,
        metavar="YYYY-MM-DD",
        callback=_day,
        help="The day asked about; later events have not happened yet. Default: today.",
        help_zh="查询日；此后的事件视为尚未发生。默认为今天。",
    )(function)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date:
    from humi.errors import UsageError
    from humi.values.dates import NotADate, parse_days

    if value is None:
        return date.today()
    try:
        low, high = parse_days(value)
    except NotADate:
        low, high = 0, 1
    if low != high:
        raise UsageError.of("C405", None, found=value, allowed="YYYY-MM-DD", suggestion="")
    return date.fromordinal(low)


def lang_option(function: F) -> F:
    """`--lang`: `zh` or `en`."""
    return click.option(
        "--lang",
        "lang",
        cls=Option,
        type=click.Choice(("zh", "en")),
        callback=_lang,
        help="Language of everything printed. Default: from the locale.",
        help_zh="输出所用语言；默认随系统语言。",
    )(function)


def _lang(context: click.Context, parameter: click.Parameter, value: Lang | None) -> Lang:
    return value or lang_of(context)


def format_option(function: F) -> F:
    """`--format`: `text`, `plain` or `json`."""
    return _format_option(FORMATS, "", "")(function)


def sarif_option(function: F) -> F:
    """`--format`, also `sarif`."""
    more, more_zh = " sarif for editors and code scanning.", "sarif 供编辑器与代码扫描读取。"
    return _format_option((*FORMATS, "sarif"), more, more_zh)(function)


def _format_option(formats: tuple[str, ...], more: str, more_zh: str) -> Callable[[F], F]:
    return click.option(
        "--format",
        "output",
        cls=Option,
        type=click.Choice(formats),
        callback=_format_or_default,
        help="text for a terminal; plain without colour and boxes, for pipes and screen readers; json for programs."
        f"{more} Default: text on a terminal, else plain.",
        help_zh="text 供终端阅读；plain 无颜色无边框，供管道与读屏软件；json 供程序读取。"
        f"{more_zh}默认：终端上为 text，否则为 plain。",
    )


def _format_or_default(context: click.Context, option: click.Parameter, value: str | None) -> str:
    return value or ("text" if sys.stdout.isatty() else "plain")


def map_option(
    told: str = "What foreign tables and columns are called here (YAML).",
    told_zh: str = "对照文件（YAML）：外来的表名、列名在这里叫什么。",
) -> Callable[[F], F]:
    """`--map`: the file that says what foreign tables and columns are called here."""
    return click.option(
        "--map", "mapping", cls=Option, metavar="FILE", type=click.Path(path_type=Path), help=told, help_zh=told_zh
    )


def result_option(required: bool) -> Callable[[F], F]:
    """`-o/--output`: the table that a command writes."""
    return click.option(
        "-o",
        "--output",
        "out",
        cls=Option,
        metavar="OUT",
        required=required,
        type=click.Path(path_type=Path),
        help="Write into OUT: .xlsx, .csv, .jsonl or .parquet.",
        help_zh="写入 OUT：.xlsx、.csv、.jsonl 或 .parquet。",
    )


def seconds_option(function: F) -> F:
    """`--seconds`: the time for each proof."""
    return click.option(
        "--seconds",
        cls=Option,
        type=click.FloatRange(min=0.01),
        default=10.0,
        show_default=True,
        metavar="SECONDS",
        help="The time for each question.",
        help_zh="每个问题的限时（秒）。",
    )(function)


def plugins_dir_option(function: F) -> F:
    """`--plugins-dir`: a folder of drafts, also from HUMI_PLUGINS_DIR."""
    return click.option(
        "--plugins-dir",
        "plugins_dir",
        cls=Option,
        type=click.Path(file_okay=False),
        envvar=FOLDER_VARIABLE,
        help=f"A folder of draft regions, each a folder with policy.yaml. Also {FOLDER_VARIABLE}.",
        help_zh=f"草稿地区所在目录，每个子目录含 policy.yaml；也可用环境变量 {FOLDER_VARIABLE}。",
    )(function)
