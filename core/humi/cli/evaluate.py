"""`humi evaluate`: would this applicant qualify, where, and what is missing."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import FORMATS, lang_option, on_option, plugins_dir_option, region_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.decision import Decision
    from humi.dossier.dossier import Dossier
    from humi.wording.shape import Report

NOT_MET, UNDETERMINED = 2, 4
INVALID_PACK = 3
ENDINGS = {".txt": "plain", ".json": "json", ".html": "html", ".htm": "html"}

HELP_ZH = """试算一份或几份案卷：能否成为示范单位、站、点或基地，能申领什么，缺什么、由谁提供，下一步做什么。

案卷是 YAML 文件，“-”为标准输入。结果只是试算，不是行政决定。几份案卷时先列总表；--format json 下一份为对象，几份为列表。
-o FILE.html 写出可打印的预审意见（A4）：结果与理由、所缺材料清单、须裁定的事项、签章处；几份案卷各自成页。

\b
示例：
  humi evaluate dossier.yaml
  humi evaluate dossier.yaml -r yinchuan --on 2026-06-01
  humi evaluate a.yaml b.yaml --format json | jq '.[].regions[].region'
  cat dossier.yaml | humi evaluate - --format plain --lang zh
  humi evaluate dossier.yaml -r yinchuan -o 预审意见.html
"""


@click.command("evaluate", cls=Command, help_zh=HELP_ZH)
@click.argument("dossiers", metavar="DOSSIER...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@region_option
@on_option
@lang_option
@click.option(
    "--format",
    "output",
    cls=Option,
    type=click.Choice((*FORMATS, "html")),
    help="text, plain and json as elsewhere; html is a pre-review sheet to print. Default: by the ending of FILE, "
    "else text on a terminal and plain elsewhere.",
    help_zh="text、plain、json 与其他命令相同；html 为可打印的预审意见。"
    "默认：随 FILE 的扩展名，否则终端上为 text，其他为 plain。",
)
@click.option(
    "-o",
    "--output",
    "file",
    cls=Option,
    metavar="FILE",
    help='Write into FILE (.html, .json, .txt). Default: "-", standard output.',
    help_zh="写入文件（.html、.json、.txt）；默认为 “-”，即标准输出。",
)
@plugins_dir_option
@click.option(
    "--exit-code",
    "exit_code",
    cls=Option,
    is_flag=True,
    help="Exit with 2 for a not_met, 4 for an undetermined, 6 for both, in any designation asked for.",
    help_zh="任一认定不符合则退出码加 2，不能确定则加 4。",
)
@click.pass_context
def command(
    context: click.Context,
    dossiers: tuple[str, ...],
    regions: tuple[str, ...] | None,
    on: date,
    lang: Lang,
    output: str | None,
    file: str | None,
    plugins_dir: str | None,
    exit_code: bool,
) -> None:
    """Judge one or several dossiers: what the applicant could become or claim, what is missing and who supplies it,
    and what the next step is.

    A dossier is a YAML file; "-" is standard input. The result is a dry run, not an administrative decision. Several
    dossiers are summed up first. With --format json, one dossier gives an object, several a list. -o FILE.html writes a
    pre-review sheet to print (A4): results with their reasons, what is missing as a list to tick off, what has to be
    judged, and room to sign; each dossier on sheets of its own.

    \b
    Examples:
      humi evaluate dossier.yaml
      humi evaluate dossier.yaml -r yinchuan --on 2026-06-01
      humi evaluate a.yaml b.yaml --format json | jq '.[].regions[].region'
      cat dossier.yaml | humi evaluate - --format plain --lang zh
      humi evaluate dossier.yaml -r yinchuan -o sheet.html
    """
    from humi.cli.dossiers import read_dossiers
    from humi.cli.output import form_of
    from humi.cli.regions import tell_missing, tell_warnings
    from humi.library import Humi

    form = output or form_of(file, ENDINGS, "text" if sys.stdout.isatty() else "plain")
    humi = Humi(regions, plugins_dir)
    quarantined = humi.loaded.quarantined
    tell_missing(quarantined, lang)
    read = read_dossiers(humi, dossiers)
    for dossier in read:
        tell_warnings(dossier, humi, lang)
    decisions = list(humi.evaluate_many(read, on=on, regions=regions))
    _show(list(zip((_whose(dossier) for dossier in read), decisions, strict=True)), lang, form, file)
    if quarantined and (regions or not humi.regions):
        context.exit(INVALID_PACK)
    if exit_code:
        context.exit(sum(_bits(decisions)))


# --- showing ---


def _whose(dossier: Dossier) -> str:
    """The applicant's recorded name, else the file's."""
    name = dossier.vocabulary.find("unit", "name")
    recorded = dossier.records["unit"][name.slot] if name is not None else None
    return str(recorded) if recorded else dossier.file


def _show(decisions: list[tuple[str, Decision]], lang: Lang, form: str, file: str | None) -> None:
    from humi.cli.output import deliver

    if form == "json":
        deliver(_as_json([decision for _, decision in decisions]), file)
    elif form == "html":
        from humi.wording.pages.html import to_html
        from humi.wording.sheet import sheet_of

        deliver(to_html([sheet_of(decision, lang, whose) for whose, decision in decisions]), file)
    else:
        from humi.cli.shown import deliver_reports

        deliver_reports(_reports(decisions, lang), lang, form, file)


def _reports(decisions: list[tuple[str, Decision]], lang: Lang) -> list[Report]:
    from humi.wording.report import report_of, report_of_many

    reports = [report_of(decision, lang, whose) for whose, decision in decisions]
    return [report_of_many(decisions, lang), *reports] if len(decisions) > 1 else reports


def _as_json(decisions: list[Decision]) -> str:
    import json

    plain = [decision.to_dict() for decision in decisions]
    return json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=2) + "\n"


def _bits(decisions: list[Decision]) -> set[int]:
    outcomes = {one.outcome for decision in decisions for region in decision.regions for one in region.designations}
    return {bit for outcome, bit in (("not_met", NOT_MET), ("undetermined", UNDETERMINED)) if outcome in outcomes}
