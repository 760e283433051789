"""`humi targets`: how far a region is with what its document wants reached."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command, Option
from humi.cli.extras import need
from humi.cli.options import FORMATS, complete_regions, lang_option, map_option, on_option, plugins_dir_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.decision import Decision
    from humi.library import Humi
    from humi.wording.shape import Report

INVALID_PACK = 3
TABLES = (".tsv", ".jsonl", ".ndjson", ".parquet", ".duckdb", ".ddb", ".sqlite", ".sqlite3", ".db")
DATABASES = ("duckdb:", "sqlite:", "postgresql:", "postgres:")
ENDINGS = {".txt": "plain", ".json": "json", ".svg": "svg", ".png": "png"}
PICTURES = ("svg", "png")
LARGE = 2_000_000
"""Bytes of a folder or workbook from which its rows, some tens of thousands, are too many to be told record by record."""

HELP_ZH = """按登记册计算一个地区的目标：计数、要求、到期日、结果、进度，以及哪些记录使计数不能确定。

REGISTRY 是一个目录（每类记录一个 CSV 或 YAML 表，如 titles.csv）、一个工作簿（.xlsx，每类记录一张表）或一个 YAML 文件。
也可以是 humi screen 的任何输入（Parquet、JSON Lines、数据库、大的目录）：在表上计数，读不懂的行搁置并说明，不逐条列出记录。
目标按到期日当天的状态判断，到期前只报进度。

\b
示例：
  humi targets yinchuan registries/yinchuan
  humi targets yinchuan 登记册.xlsx --on 2026-12-31
  humi targets yinchuan 登记册.xlsx -o 目标.png
  humi targets yinchuan registries/yinchuan --format json | jq '.regions[0].targets[].count'
  humi targets yinchuan postgresql://reader@db/registry --on 2025-12-31
"""


@click.command("targets", cls=Command, help_zh=HELP_ZH)
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@click.argument("registry", metavar="REGISTRY", type=click.Path())
@map_option(
    "What foreign tables and columns are called here (YAML); then counted over tables.",
    "对照文件（YAML）：外来的表名、列名在这里叫什么；此时在表上计数。",
)
@on_option
@lang_option
@click.option(
    "--format",
    "output",
    cls=Option,
    type=click.Choice((*FORMATS, *PICTURES)),
    help="text, plain and json as elsewhere; svg and png are a chart: what is needed and what was counted by each due day. "
    "Default: by the ending of FILE, else text on a terminal and plain elsewhere.",
    help_zh="text、plain、json 与其他命令相同；svg、png 为图：每个到期日要求多少、计得多少。"
    "默认：随 FILE 的扩展名，否则终端上为 text，其他为 plain。",
)
@click.option(
    "-o",
    "--output",
    "file",
    cls=Option,
    metavar="FILE",
    help='Write into FILE (.svg, .png, .json, .txt). Default: "-", standard output.',
    help_zh="写入文件（.svg、.png、.json、.txt）；默认为 “-”，即标准输出。",
)
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    region: str,
    registry: str,
    mapping: Path | None,
    on: date,
    lang: Lang,
    output: str | None,
    file: str | None,
    plugins_dir: str | None,
) -> None:
    """Count the targets of a region in a registry: the count, what is needed, the due day, the outcome, the pace, and
    which records leave the count uncertain.

    REGISTRY is a folder (a CSV or YAML table for each kind of record, such as titles.csv), a workbook (.xlsx, a sheet for
    each) or a YAML file. Any other input of `humi screen` will do too (Parquet, JSON lines, a database, a large folder): it
    is counted over tables, rows that cannot be read are set aside and told, and no single record is named. A target is judged
    on the state of its due day; before that, only its pace is told.

    \b
    Examples:
      humi targets yinchuan registries/yinchuan
      humi targets yinchuan registry.xlsx --on 2026-12-31
      humi targets yinchuan registry.xlsx -o targets.png
      humi targets yinchuan registries/yinchuan --format json | jq '.regions[0].targets[].count'
      humi targets yinchuan postgresql://reader@db/registry --on 2025-12-31
    """
    from humi.cli.output import STANDARD_OUTPUT, form_of
    from humi.cli.regions import tell_missing, tell_warnings
    from humi.library import Humi
    from humi.sheets.overwriting import refuse_overwriting

    form = output or form_of(file, ENDINGS, "text" if sys.stdout.isatty() else "plain")
    if form == "png":
        need("png")  # before anything is counted
    if file is not None and file != STANDARD_OUTPUT:
        refuse_overwriting(registry, mapping, [Path(file)])
    humi = Humi([region], plugins_dir)
    tell_missing(humi.loaded.quarantined, lang)
    if humi.regions and (mapping is not None or _as_tables(registry)):
        _show(*_count(humi, registry, mapping, on, plugins_dir, lang), lang, form, file)
        return
    read = humi.registry(registry)
    tell_warnings(read, humi, lang)
    _show(humi.evaluate(read, on=on), registry, (), lang, form, file)
    context.exit(INVALID_PACK if humi.loaded.quarantined else 0)


def _as_tables(source: str) -> bool:
    """Whether a registry is counted over tables: it is not read as one document, or too large for that."""
    path = Path(source)
    if not path.is_dir():
        ending = path.suffix.lower()
        large = ending == ".xlsx" and path.is_file() and path.stat().st_size > LARGE
        return large or source.startswith(DATABASES) or ending in (*TABLES, ".csv")
    entries = [one for one in path.iterdir() if not one.name.startswith((".", "_", "~$"))]
    size = sum(one.stat().st_size for one in entries if one.is_file())
    return size > LARGE or any(one.is_dir() or one.suffix.lower() in TABLES for one in entries)


def _count(
    humi: Humi, source: str, mapping: Path | None, on: date, plugins_dir: str | None, lang: Lang
) -> tuple[Decision, str, Report]:
    """The targets counted over tables, of which, and what was read and set aside. Raises InputError, Untranslatable."""
    need("screen")
    from humi.cli.progress import Progress
    from humi.cli.regions import tell_table_warnings
    from humi.plugins import load_regions
    from humi.population.database import Database
    from humi.sheets.counting import count_files
    from humi.wording.screening import aside_blocks, rows_line

    (pack,) = humi.loaded.packs.values()
    every = load_regions(folder=plugins_dir)
    vocabulary = every.vocabulary
    with Progress(lang) as progress:
        targets, read = count_files(source, vocabulary, pack, on, mapping, progress)
    tell_table_warnings(read, every, lang)
    asked = humi.evaluate(humi.registry({}), on=on)
    # The authority's own duties rest on records that are not told apart here.
    regions = tuple(replace(one, targets=targets, duties=()) for one in asked.regions)
    database = Database.of(source)
    whose = source if database is None else database.name
    return replace(asked, regions=regions), whose, (rows_line(read, vocabulary.labels, lang), *aside_blocks(read, lang))


def _show(decision: Decision, whose: str, more: Report, lang: Lang, form: str, file: str | None) -> None:
    """Tell the targets of a registry, and what `more` there is to say of what was counted: what was read, what set aside."""
    if form in ("text", "plain"):
        from humi.cli.shown import deliver_reports
        from humi.wording.targets import targets_report

        deliver_reports([(*targets_report(decision, whose, lang), *more)], lang, form, file)
        return
    from humi.cli.output import deliver, deliver_picture
    from humi.wording.plain import plain

    if form == "json":
        click.echo(plain(more[1:], lang) if more[1:] else "", err=True, nl=False)
        deliver(decision.to_json() + "\n", file)
    else:
        from humi.wording.target_chart import picture

        notes = plain(more, lang).splitlines() if more else ()
        deliver_picture(picture(decision, whose, lang, notes), form, file)
