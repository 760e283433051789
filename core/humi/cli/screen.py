"""`humi screen`: a whole table of applicants at once."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from humi.cli.bilingual import Command, Option
from humi.cli.extras import need
from humi.cli.options import format_option, lang_option, map_option, on_option, plugins_dir_option, region_option, result_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.library import Humi
    from humi.policy.pack import Pack
    from humi.sheets.files import Screened

T = TypeVar("T")
INVALID_PACK = 3

HELP_ZH = """把整张表里的申请人一次试算完：各自是否符合、缺什么，写成一张可以排序、筛选的表。

INPUT 是一张表（.csv、.xlsx、.jsonl、.parquet；CSV 为 UTF-8 或 GB18030）、由这样的表组成的目录（各申请人、各称号、
各申领、裁定……），或数据库里的一张表（duckdb:、sqlite:、postgresql:// 加 ?table=）。列名用中文或英文的事实名称；
别的列名写在对照文件里。
读不懂的行不丢弃，也不影响其余的行：连同行号和原因放在结果旁的 …-aside 目录，改好后可以重新试算。

OUT 为 .xlsx 或 .csv 时用文字写明结果和所缺；为 .jsonl 或 .parquet 时写出每条规则的结果和原因，供程序使用。

\b
示例：
  humi screen 企业名录.xlsx -r yinchuan -o 结果.xlsx
  humi screen 登记册/ --on 2026-06-01 -o 结果.csv
  humi screen 名录.csv --map 对照.yaml -o result.parquet
  humi screen --sql postgres -r yinchuan > screen.sql

加 --sql 时不读表、不试算，只印出数据库自己可以运行的 SQL，读取的是按 docs/screening.md 编码的各表。
"""


@click.command("screen", cls=Command, help_zh=HELP_ZH)
@click.argument("source", metavar="INPUT", required=False)
@result_option(required=False)  # not with --sql
@map_option()
@click.option(
    "--sql",
    "dialect",
    cls=Option,
    type=click.Choice(("duckdb", "postgres", "spark")),
    help="Read nothing: print the SQL over tables of encoded slots that a database runs by itself.",
    help_zh="不读表：印出 SQL，由数据库自己在编码后的各表上运行。",
)
@region_option
@on_option
@lang_option
@format_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    source: str | None,
    out: Path | None,
    mapping: Path | None,
    dialect: str | None,
    regions: tuple[str, ...] | None,
    on: date,
    lang: Lang,
    output: str,
    plugins_dir: str | None,
) -> None:
    """Screen a whole table of applicants at once: would each of them qualify, and what is missing, as a table to sort and
    filter.

    INPUT is a table (.csv, .xlsx, .jsonl, .parquet; CSV in UTF-8 or GB18030), a folder of such tables (applicants, titles,
    claims, determinations, ...), or a table in a database (duckdb:, sqlite:, postgresql:// with ?table=). Columns have the
    names of facts, in English or Chinese; others are told in a mapping file. A row that cannot be read stops no other and is
    not lost: it stands in the folder ...-aside beside the result, with its line and the reason, and can be mended and
    screened again.

    With OUT as .xlsx or .csv, outcomes and what is missing are told in words; as .jsonl or .parquet, the outcome and causes of
    every rule are there for programs.

    \b
    Examples:
      humi screen enterprises.xlsx -r yinchuan -o result.xlsx
      humi screen registry/ --on 2026-06-01 -o result.csv
      humi screen list.csv --map names.yaml -o result.parquet
      humi screen --sql postgres -r yinchuan > screen.sql

    With --sql nothing is read or screened: what is printed is SQL for a database, over tables as docs/screening.md has them.
    """
    need("screen")
    from humi.cli.regions import tell_missing
    from humi.library import Humi

    given = {"INPUT": source, "-o": out, "--map": mapping}
    if dialect is not None and (stray := [name for name, value in given.items() if value is not None]):
        from humi.errors import UsageError

        raise UsageError.of("C472", None, found=stray[0])
    gc.enable()  # the program as a whole goes without; this run is long
    humi = Humi(plugins_dir=plugins_dir)  # a column may be a fact of any region
    tell_missing(humi.loaded.quarantined, lang)
    packs = humi.loaded.chosen(regions)
    if dialect is not None:
        _print_sql(packs, on, lang, dialect)
    else:
        from humi.cli.progress import Progress
        from humi.sheets.files import screen_files

        source, out = _needed(context, "source", source), _needed(context, "out", out)
        with Progress(lang) as progress:
            result = screen_files(source, humi.loaded.vocabulary, packs, on, out, lang, mapping, progress)
        _show(result, humi, on, lang, output)
        check_screened(result, [out])
    context.exit(INVALID_PACK if humi.loaded.quarantined else 0)


def _needed(context: click.Context, name: str, value: T | None) -> T:
    """What only --sql does without."""
    if value is None:
        raise click.MissingParameter(ctx=context, param=next(one for one in context.command.params if one.name == name))
    return value


def check_screened(result: Screened, files: Sequence[Path]) -> None:
    """Raises UsageError where nobody could be screened: that is no result, and `files` are not of this run."""
    from humi.errors import UsageError
    from humi.reading.problems import Problem

    if not result.applicants:
        rows, aside = (str(counts.total()) for counts in (result.rows, result.aside))
        left = [Problem("C479", None, {"found": str(file)}) for file in files if file.exists()]
        raise UsageError([Problem("C477", None, {"rows": rows, "aside": aside}), *left])


def _print_sql(packs: Sequence[Pack], on: date, lang: Lang, dialect: str) -> None:
    from humi.screening.sql import statements
    from humi.wording.screening import sql_script

    for pack in packs:
        for statement in statements(pack, on.toordinal(), dialect):
            click.echo(sql_script(statement, on, lang))


def _show(result: Screened, humi: Humi, on: date, lang: Lang, output: str) -> None:
    from humi.cli.regions import tell_table_warnings
    from humi.cli.shown import print_report
    from humi.wording.screening import screened_data, screened_report

    tell_table_warnings(result, humi.loaded, lang)
    if output == "json":
        import json

        click.echo(json.dumps(screened_data(result, on), ensure_ascii=False, indent=2))
    else:
        print_report(screened_report(result, humi.loaded, on, lang), lang, output)
