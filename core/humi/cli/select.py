"""`humi select`: who of a whole table of applicants gets one of so many places."""

from __future__ import annotations

import gc
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command, Option
from humi.cli.extras import need
from humi.cli.options import (
    complete_regions,
    format_option,
    lang_option,
    map_option,
    on_option,
    plugins_dir_option,
    result_option,
)
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.policy.pack import Designation, Pack, Target
    from humi.policy.places import Places
    from humi.sheets.selecting import Selection

INVALID_PACK = 3

HELP_ZH = """名额有限时，一张表里的申请人谁在名额之内、谁在名额之外、谁待定，为什么。

INPUT 与 humi screen 相同：一张表、由这样的表组成的目录，或数据库里的一张表。DESIGNATION 是该地区一项认定的编号或名称。
候选者是符合条件或可能符合的申请人，先后按文件自己的次序（重点）；文件没有规定先后的，全部并列。

结果只说无论再查明什么、并列者怎样定先后都成立的：名额之内、名额之外；其余一律待定，写明是并列、情况未查明，还是须由人选定。
并列从不暗中分出先后。不在其列的申请人排在最后，写明缘由。

名额不写时取文件自己的名额；文件没有数量的，须用 --places 给出。

\b
示例：
  humi select 申报表.xlsx point -r yinchuan --places 5 -o 结果.xlsx
  humi select 申报表.csv 省级商业秘密保护创新试点单位 -r jiyuan -o 结果.csv
  humi select registry/ point -r yinchuan --places 3-5 --on 2026-06-01 -o result.parquet
"""


def _places(context: click.Context, parameter: click.Parameter, value: str | None) -> Places | None:
    """A number, or a range of two."""
    from humi.errors import UsageError
    from humi.policy.places import Places
    from humi.values.text import normalise

    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,9})(?:(?:-|–|—|~|至|到)([0-9]{1,9}))?", normalise(value).replace(" ", ""))
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if most < 1 or least > most:
        raise UsageError.of("C474", None, found=value)
    return Places(least, most)


@click.command("select", cls=Command, help_zh=HELP_ZH)
@click.argument("source", metavar="INPUT")
@click.argument("designation", metavar="DESIGNATION")
@click.option(
    "-r",
    "--region",
    "region",
    cls=Option,
    metavar="REGION",
    required=True,
    shell_complete=complete_regions,
    help="The region whose designation it is.",
    help_zh="认定所属的地区。",
)
@click.option(
    "--places",
    cls=Option,
    metavar="N",
    callback=_places,
    help="How many places there are: 5, or 3-5. Default: the quota that the text gives.",
    help_zh="名额：如 5，或 3-5。默认取文件写明的名额。",
)
@result_option(required=True)
@map_option()
@on_option
@lang_option
@format_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    source: str,
    designation: str,
    region: str,
    places: Places | None,
    out: Path,
    mapping: Path | None,
    on: date,
    lang: Lang,
    output: str,
    plugins_dir: str | None,
) -> None:
    """Who of a whole table of applicants gets one of so many places, who does not, and between whom somebody has to
    decide, and why.

    INPUT is what `humi screen` reads: a table, a folder of tables, or a table in a database. DESIGNATION is a designation of
    the region, by id or name. The candidates are those who meet it or may meet it, in the order that the text itself gives
    (its priority); where it gives none, all of them are tied.

    In and beyond the places are told only where they hold whatever is found out and however ties are broken. All else is
    open, with what leaves it so: a tie, something not known, a choice that somebody has to make. No tie is broken in
    silence. Those refused come last, with what refuses them.

    Without --places the quota of the text is taken; where its text gives no number, --places has to.

    \b
    Examples:
      humi select applications.xlsx point -r yinchuan --places 5 -o result.xlsx
      humi select applications.csv pilot_unit -r jiyuan -o result.csv
      humi select registry/ point -r yinchuan --places 3-5 --on 2026-06-01 -o result.parquet
    """
    need("screen")
    from humi.cli.progress import Progress
    from humi.cli.regions import tell_missing, tell_table_warnings
    from humi.cli.screen import check_screened
    from humi.library import Humi
    from humi.plugins import load_regions
    from humi.sheets.selecting import select_files

    gc.enable()  # the program as a whole goes without; this run is long
    humi = Humi([region], plugins_dir)
    tell_missing(humi.loaded.quarantined, lang)
    for pack in humi.loaded.packs.values():
        rule = _found(pack, designation, lang)
        quota, number = _number(pack, rule, places, on, lang)
        every = load_regions(folder=plugins_dir)  # a column may be a fact of any region
        vocabulary = every.vocabulary
        with Progress(lang) as progress:
            selection = select_files(source, vocabulary, pack, rule, number, on, out, lang, mapping, progress, quota)
        tell_table_warnings(selection.run, every, lang)
        _show(selection, vocabulary.labels, on, lang, output)
        check_screened(selection.run, [out])
    context.exit(INVALID_PACK if humi.loaded.quarantined else 0)


def _found(pack: Pack, name: str, lang: Lang) -> Designation:
    """The designation that an id or a name means. Raises UsageError."""
    from humi.errors import UsageError
    from humi.values.text import nearest, normalise

    wanted = normalise(name).removeprefix(f"{pack.region}/").removeprefix("designations/").casefold()
    named: dict[str, Designation] = {}
    for rule in pack.designations:
        label = rule.name()
        named |= {normalise(one).casefold(): rule for one in (label.en, label.zh, rule.id)}
    if wanted in named:
        return named[wanted]
    allowed: Sequence[str] = [f"{rule.id} ({rule.name().text(lang)})" for rule in pack.designations]
    near = nearest(wanted, named)
    suggestion = named[near].id if near else ""
    region = pack.label.text(lang)
    raise UsageError.of("C473", None, found=name, region=region, allowed=", ".join(allowed), suggestion=suggestion)


def _number(pack: Pack, rule: Designation, places: Places | None, on: date, lang: Lang) -> tuple[Target | None, Places]:
    """How many places there are, and the quota that says so. Raises UsageError where nothing does."""
    from humi.errors import UsageError
    from humi.policy.places import places_of, quota_for

    if places is not None:
        return None, places
    quota = quota_for(pack, rule, on.toordinal())
    number = places_of(quota) if quota is not None else None
    if number is not None:
        return quota, number
    found = rule.name().text(lang)
    if quota is None:
        raise UsageError.of("C475", None, found=found)
    raise UsageError.of("C476", None, found=found, quota=quota.name().text(lang))


def _show(selection: Selection, labels: Mapping[str, Label], on: date, lang: Lang, output: str) -> None:
    from humi.cli.shown import print_report
    from humi.wording.selecting import selection_data, selection_report

    if output == "json":
        import json

        click.echo(json.dumps(selection_data(selection, on), ensure_ascii=False, indent=2))
    else:
        print_report(selection_report(selection, labels, on, lang), lang, output)
