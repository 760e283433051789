"""`humi ask`: what to ask next of a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command
from humi.cli.options import format_option, lang_option, on_option, plugins_dir_option, region_option, seconds_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.questions.ask import Asking

SCHEMA = 1
INVALID_PACK = 3

HELP_ZH = """接下来该问什么：在所缺的事实里，只列还能改变结果的，最值得问的在前，并注明由谁提供。

能改变结果，是指有两份补全后的案卷，只在这一项上不同，而评判引擎给出不同结果。先列单凭自己就可能定论的，再看能改变几项结果。
评判引擎说“不能确定”、而无论怎样补全结果都一样的，在旁注明；仍以评判引擎的结论为准。需要 Z3：pip install 'humi[prove]'。

\b
示例：
  humi ask dossier.yaml
  humi ask dossier.yaml -r yinchuan --on 2026-06-01
  humi ask dossier.yaml --format json | jq -r '.regions[].questions[0].what'
"""


@click.command("ask", cls=Command, help_zh=HELP_ZH)
@click.argument("file", metavar="DOSSIER", type=click.Path(allow_dash=True))
@region_option
@on_option
@lang_option
@seconds_option
@format_option
@plugins_dir_option
@click.pass_context
def command(
    context: click.Context,
    file: str,
    regions: tuple[str, ...] | None,
    on: date,
    lang: Lang,
    seconds: float,
    output: str,
    plugins_dir: str | None,
) -> None:
    """What to ask next: of the facts that are missing, those that can still change an answer, best first, and who holds them.

    A fact can change an answer if two completions of the dossier that differ in nothing else come to different outcomes, as
    the judge says. First comes what can settle an answer by itself, then what can change most of them. Where every completion
    comes to the same and the judge says undetermined, that is told beside its answer, which stands.
    Needs Z3: pip install 'humi[prove]'.

    \b
    Examples:
      humi ask dossier.yaml
      humi ask dossier.yaml -r yinchuan --on 2026-06-01
      humi ask dossier.yaml --format json | jq -r '.regions[].questions[0].what'
    """
    from humi.cli.dossiers import read_dossiers
    from humi.cli.extras import need
    from humi.cli.regions import tell_missing, tell_warnings
    from humi.library import Humi

    need("prove")
    humi = Humi(regions, plugins_dir)
    tell_missing(humi.loaded.quarantined, lang)
    (dossier,) = read_dossiers(humi, (file,))
    tell_warnings(dossier, humi, lang)
    found = humi.ask(dossier, on=on, regions=regions, seconds=seconds)
    _show(found, dossier, on.toordinal(), lang, output)
    if humi.loaded.quarantined and (regions or not humi.regions):
        context.exit(INVALID_PACK)


def _show(found: Sequence[Asking], dossier: Dossier, asked: int, lang: Lang, output: str) -> None:
    if output == "json":
        import json

        click.echo(json.dumps(as_data(found, dossier, asked), ensure_ascii=False, indent=2))
        return
    from humi.cli.shown import print_report
    from humi.questions.ask_report import report_of

    for number, one in enumerate(found):
        if number:
            click.echo()
        print_report(report_of(one, asked, lang), lang, output)


def as_data(found: Sequence[Asking], dossier: Dossier, asked: int) -> dict[str, Any]:
    """The same for programs."""
    from humi.decision import as_plain
    from humi.version import __version__

    day = date.fromordinal(asked).isoformat()
    told = {"humi": __version__, "schema": SCHEMA, "asked": day, "dossier_hash": dossier.hash}
    return {**told, "regions": as_plain(found)}
