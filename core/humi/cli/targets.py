"""`humi targets`: how far a region is with what its document wants reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command, Option
from humi.cli.extras import need
from humi.cli.options import complete_regions, format_option, lang_option, on_option, plugins_dir_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.decision import Decision
    from humi.library import Humi
    from humi.wording.shape import Report

INVALID_PACK = 3
TABLES = (".tsv", ".jsonl", ".ndjson", ".parquet", ".duckdb", ".ddb", ".sqlite", ".sqlite3", ".db")
DATABASES = ("duckdb:", "sqlite:", "postgresql:", "postgres:")
LARGE = 20_000_000
"""Bytes of a folder from which its tables are too many rows to be told record by record."""

HELP_ZH = """按登记册计算一个地区的目标：计数、要求、到期日、结果、进度，以及哪些记录使计数不能确定。

REGISTRY 是一个目录（每类记录一个 CSV 或 YAML 表，如 titles.csv）、一个工作簿（.xlsx，每类记录一张表）或一个 YAML 文件。
也可以是 humi screen 的任何输入（Parquet、JSON Lines、数据库、大的目录）：在表上计数，读不懂的行搁置并说明，不逐条列出记录。
目标按到期日当天的状态判断，到期前只报进度。

\b
示例：
  humi targets yinchuan registries/yinchuan
  humi targets yinchuan 登记册.xlsx --on 2026-12-31
  humi targets yinchuan registries/yinchuan --format json | jq '.regions[0].targets[].count'
  humi targets yinchuan postgresql://reader@db/registry --on 2025-12-31
"""


@click.command("targets", cls=Command, help_zh=HELP_ZH)
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@click.argument("registry", metavar="REGISTRY", type=click.Path())
@click.option(
    "--map",
    "mapping",
    cls=Option,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What foreign tables and columns are called here (YAML); then counted over tables.",
    help_zh="对照文件（YAML）：外来的表名、列名在这里叫什么；此时在表上计数。",
)
@on_option
@lang_option
@format_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    region: str,
    registry: str,
    mapping: Path | None,
    on: date,
    lang: Lang,
    output: str,
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
      humi targets yinchuan registries/yinchuan --format json | jq '.regions[0].targets[].count'
      humi targets yinchuan postgresql://reader@db/registry --on 2025-12-31
    """
    from humi.cli.regions import tell_missing, tell_warnings
    from humi.library import Humi

    humi = Humi([region], plugins_dir)
    tell_missing(humi.loaded.quarantined, lang)
    if humi.regions and (mapping is not None or _as_tables(registry)):
        _count(humi, registry, mapping, on, plugins_dir, lang, output)
        return
    read = humi.registry(registry)
    tell_warnings(read, humi, lang)
    show(humi.evaluate(read, on=on), registry, lang, output)
    context.exit(INVALID_PACK if humi.loaded.quarantined else 0)


def _as_tables(source: str) -> bool:
    """Whether a registry is counted over tables: it is not read as one document, or too large for that."""
    path = Path(source)
    if not path.is_dir():
        return source.startswith(DATABASES) or path.suffix.lower() in (*TABLES, ".csv")
    entries = [one for one in path.iterdir() if not one.name.startswith((".", "_", "~$"))]
    size = sum(one.stat().st_size for one in entries if one.is_file())
    return size > LARGE or any(one.is_dir() or one.suffix.lower() in TABLES for one in entries)


def _count(
    humi: Humi, source: str, mapping: Path | None, on: date, plugins_dir: str | None, lang: Lang, output: str
) -> None:
    """The targets, counted over tables. Raises InputError, Untranslatable."""
    need("screen")
    from humi.cli.progress import Progress
    from humi.plugins import load_regions
    from humi.sheets.counting import count_files
    from humi.wording.screening import aside_blocks, rows_line

    (pack,) = humi.loaded.packs.values()
    vocabulary = load_regions(folder=plugins_dir).vocabulary
    with Progress(lang) as progress:
        targets, read = count_files(source, vocabulary, pack, on, mapping, progress)
    for problem in read.warnings:
        click.echo(problem.render(lang), err=True)
    asked = humi.evaluate(humi.registry({}), on=on)
    # The authority's own duties rest on records that are not told apart here.
    regions = tuple(replace(one, targets=targets, duties=()) for one in asked.regions)
    more = rows_line(read, vocabulary.labels, lang), *aside_blocks(read, lang)
    show(replace(asked, regions=regions), source, lang, output, more)


def show(decision: Decision, whose: str, lang: Lang, output: str, more: Report = ()) -> None:
    """Print the targets; below them what `more` there is to say."""
    from humi.cli.shown import print_report
    from humi.wording.targets import targets_report

    if output == "json":
        click.echo(decision.to_json())
    else:
        print_report((*targets_report(decision, whose, lang), *more), lang, output)
