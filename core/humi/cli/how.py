"""`humi how`: the shortest way to yes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import format_option, lang_option, on_option, plugins_dir_option, region_option, seconds_option
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.dossier.vocabulary import Vocabulary
    from humi.engines.prove import Prices
    from humi.policy.pack import Pack
    from humi.questions.how import Ways

SCHEMA = 1
INVALID_PACK = 3

HELP_ZH = """怎样最快达到“符合”：从该申请人的现状出发，最少（或代价最小、用时最短）要改动哪些事实、
补充哪些材料，逐项认定、逐个地区列出。

不能改变的不改：成立日期之类一直不变的、已经发生的、已记入称号、申领、案件和工作记录的；另可用 --keep 指明。
同样短的办法最多列三种；没有办法的，列出挡住去路的最少几条规定。须由主管部门裁量的单列，不计代价。
每种办法都经评判引擎复核。需要 Z3：pip install 'humi[prove]'。

\b
示例：
  humi how dossier.yaml -r yinchuan
  humi how dossier.yaml -r yinchuan --keep unit.place --cost base.carrier=3000
  humi how dossier.yaml -r yinchuan --days unit.place=30 --days titles=90 --quickest
  humi how dossier.yaml --format json | jq '.regions[].rules[].ways[0].steps'
"""


@click.command("how", cls=Command, help_zh=HELP_ZH)
@click.argument("file", metavar="DOSSIER", type=click.Path(allow_dash=True))
@region_option
@on_option
@lang_option
@click.option(
    "--keep",
    "keep",
    cls=Option,
    multiple=True,
    metavar="FACT",
    help="A fact (unit.place) or list (titles) that stays as it is; repeatable.",
    help_zh="不可改动的事实（unit.place）或列表（titles），可重复。",
)
@click.option(
    "--cost",
    "costs",
    cls=Option,
    multiple=True,
    metavar="FACT=N",
    help="What changing a fact, or adding a record to a list, costs: a whole number, of money or anything. Default: 1.",
    help_zh="改动一项事实或新增一条记录的代价，整数，单位自定（元等）；默认为 1。",
)
@click.option(
    "--days",
    "days",
    cls=Option,
    multiple=True,
    metavar="FACT=N",
    help="How many days that takes. Changes run side by side, so that the longest counts. Default: 0.",
    help_zh="该项需要的天数；各项并行，以最长的计；默认为 0。",
)
@click.option(
    "--quickest",
    cls=Option,
    is_flag=True,
    help="The way that takes the fewest days, and of these the cheapest. Default: the cheapest, and of these the quickest.",
    help_zh="先求天数最少，再求代价最小；默认先求代价最小，再求天数最少。",
)
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
    keep: tuple[str, ...],
    costs: tuple[str, ...],
    days: tuple[str, ...],
    quickest: bool,
    seconds: float,
    output: str,
    plugins_dir: str | None,
) -> None:
    """The shortest way to yes: from where this applicant stands, the fewest facts to change or to bring evidence of (or the
    cheapest, or the quickest way), for each designation and incentive.

    What cannot change is left alone: what lasts (the day of founding), what has happened, what is recorded of titles, claims,
    cases and acts; and whatever --keep names. Up to three ways that are equally short are told; where there is none, the fewest
    clauses that stand in it. What an authority has to judge is told beside and costs nothing. Each way is replayed through the
    judge. Needs Z3: pip install 'humi[prove]'.

    \b
    Examples:
      humi how dossier.yaml -r yinchuan
      humi how dossier.yaml -r yinchuan --keep unit.place --cost base.carrier=3000
      humi how dossier.yaml -r yinchuan --days unit.place=30 --days titles=90 --quickest
      humi how dossier.yaml --format json | jq '.regions[].rules[].ways[0].steps'
    """
    from humi.cli.dossiers import read_dossiers
    from humi.cli.extras import need
    from humi.cli.regions import tell_missing, tell_warnings
    from humi.library import Humi
    need("prove")
    from humi.engines.prove import Prices
    from humi.questions.how import how

    humi = Humi(regions, plugins_dir)
    tell_missing(humi.loaded.quarantined, lang)
    vocabulary = humi.loaded.vocabulary
    kept = [_fact(vocabulary, word) for word in keep]
    costly, lasting = (dict(_number(vocabulary, text) for text in texts) for texts in (costs, days))
    prices = Prices(costly, lasting, quickest)
    (dossier,) = read_dossiers(humi, (file,))
    tell_warnings(dossier, humi, lang)
    day, packs = on.toordinal(), humi.loaded.chosen(regions)
    found = [(pack, list(how(pack, dossier, day, seconds, kept, prices))) for pack in packs]
    _show(found, dossier, day, lang, output, prices)
    if humi.loaded.quarantined and (regions or not humi.regions):
        context.exit(INVALID_PACK)


def _fact(vocabulary: Vocabulary, text: str) -> str:
    """The path of a fact, or a list. Raises UsageError where it is neither."""
    from humi.dossier.facts import ENTITIES, RELATIONS
    from humi.errors import UsageError
    from humi.values.text import nearest, normalise

    word = normalise(text)
    if word in RELATIONS or vocabulary.by_path(word) is not None:
        return word
    regions = ("", *vocabulary.regions)
    facts = [fact for entity in ENTITIES for region in regions for fact in vocabulary.facts_of(entity, region).values()]
    if (named := vocabulary.entity(word)) in RELATIONS:
        return str(named)
    head, _, rest = word.partition(".")
    *between, name = rest.split(".")
    for fact in facts:  # in Chinese: 单位.所在地, 单位.yinchuan.得分
        own = [fact.region] if fact.region else []
        if between == own and vocabulary.entity(head) == fact.entity and name in (fact.name, fact.label.zh):
            return fact.path
    known = [*RELATIONS, *(fact.path for fact in facts)]
    raise UsageError.of("C480", None, found=text, suggestion=nearest(word, known) or "")


def _number(vocabulary: Vocabulary, text: str) -> tuple[str, int]:
    """A fact and what it costs, or the days that it takes. Raises UsageError."""
    from humi.errors import UsageError
    from humi.values.text import normalise

    name, _, number = normalise(text).partition("=")
    if not number.isdecimal() or len(number) > 9:
        raise UsageError.of("C481", None, found=text)
    return _fact(vocabulary, name), int(number)


def _show(
    found: list[tuple[Pack, list[Ways]]], dossier: Dossier, asked: int, lang: Lang, output: str, prices: Prices
) -> None:
    if output == "json":
        import json

        click.echo(json.dumps(as_data(found, dossier, asked), ensure_ascii=False, indent=2))
        return
    from humi.cli.shown import print_report
    from humi.questions.how_report import report_of

    for number, (pack, ways) in enumerate(found):
        if number:
            click.echo()
        print_report(report_of(pack, ways, asked, lang, prices), lang, output)


def as_data(found: list[tuple[Pack, list[Ways]]], dossier: Dossier, asked: int) -> dict[str, Any]:
    """The same for programs."""
    from humi.decision import as_plain
    from humi.version import __version__

    day = date.fromordinal(asked).isoformat()
    regions = [{"region": pack.region, "name": as_plain(pack.label), "rules": as_plain(ways)} for pack, ways in found]
    return {"humi": __version__, "schema": SCHEMA, "asked": day, "dossier_hash": dossier.hash, "regions": regions}
