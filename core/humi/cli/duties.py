"""`humi duties`: who has to do what, and what of it is open on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command
from humi.cli.options import format_option, lang_option, on_option, plugins_dir_option, region_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.library import Humi

INVALID_PACK = 3
WORKBOOK = ".xlsx"

HELP_ZH = """不给文件时，列出各地区的职责登记：谁、对什么、何时之前、凭什么，以及仅登记、不计算的职责。

给出案卷（YAML）或登记册（目录或 .xlsx）时，列出查询日当天尚未办结的职责：单位的、案件的、主管部门自己的；
逾期的、没有记录的、尚未到期的分别标明。

\b
示例：
  humi duties -r jiyuan
  humi duties dossier.yaml -r yinchuan --on 2026-06-01
  humi duties registries/yinchuan -r yinchuan
"""


@click.command("duties", cls=Command, help_zh=HELP_ZH)
@click.argument("file", metavar="[DOSSIER|REGISTRY]", required=False, type=click.Path())
@region_option
@on_option
@lang_option
@format_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    file: str | None,
    regions: tuple[str, ...] | None,
    on: date,
    lang: Lang,
    output: str,
    plugins_dir: str | None,
) -> None:
    """Without a file, list the register of duties: who has to do what, until when, by which clause; and the duties that are
    kept but not computed.

    With a dossier (YAML) or a registry (a folder or .xlsx), list what is open on the day: for the unit, for each case, for
    the authority itself; late, not recorded, or not yet due.

    \b
    Examples:
      humi duties -r jiyuan
      humi duties dossier.yaml -r yinchuan --on 2026-06-01
      humi duties registries/yinchuan -r yinchuan
    """
    from humi.cli.regions import tell_missing
    from humi.library import Humi

    humi = Humi(regions, plugins_dir)
    tell_missing(humi.loaded.quarantined, lang)
    if file is None:
        _show_register(humi, lang, output)
    else:
        _show_open(humi, file, on, lang, output)
    context.exit(INVALID_PACK if humi.loaded.quarantined and regions else 0)


def _show_register(humi: Humi, lang: Lang, output: str) -> None:
    from humi.authoring.normalised import ledger_of
    from humi.cli.shown import print_report
    from humi.wording.duties import register_data, register_report

    packs = [(pack, ledger_of(pack)) for pack in humi.loaded.packs.values()]
    if output == "json":
        import json

        click.echo(json.dumps(register_data(packs), ensure_ascii=False, indent=2))
    else:
        print_report(register_report(packs, lang), lang, output)


def _show_open(humi: Humi, file: str, on: date, lang: Lang, output: str) -> None:
    from humi.cli.regions import tell_warnings
    from humi.cli.shown import print_report
    from humi.wording.duties import open_report

    read = _read(humi, file)
    tell_warnings(read, humi, lang)
    decision = humi.evaluate(read, on=on)
    if output == "json":
        click.echo(decision.to_json())
    else:
        print_report(open_report(decision, read.subject or file, lang), lang, output)


def _read(humi: Humi, file: str) -> Dossier:
    """A folder or a workbook is a registry, any other file a dossier."""
    path = Path(file)
    return humi.registry(path) if path.is_dir() or path.suffix.lower() == WORKBOOK else humi.dossier(path)
