"""Loading regions for a command, and knowing their names without loading them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from humi.values.label import Label, Lang

MOST_TOLD = 10
ROWS = Label("（{rows} 行）", " (rows: {rows})")
AND_MORE = Label("另有 {number} 个这样的名称", "and {number} more such names")

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.library import Humi
    from humi.plugins import Quarantined, Regions
    from humi.policy.pack import Pack
    from humi.sheets.files import Screened


def known_regions(folder: str | None) -> list[str]:
    """Ids of the installed regions and of those in a folder of drafts; none is loaded."""
    from humi.errors import HumiError
    from humi.plugins import find_origins, installed

    try:
        return list(find_origins(folder))
    except HumiError:
        return list(installed())


def missing_lines(quarantined: Iterable[Quarantined], lang: Lang) -> list[str]:
    """What is wrong with the regions that could not be loaded, one line per problem."""
    from humi.reading.problems import Problem

    lines = []
    for one in quarantined:
        lines.append(Problem("C407", None, {"name": one.region}).render(lang))
        lines.extend(problem.render(lang) for problem in one.problems)
    return lines


def tell_missing(quarantined: Iterable[Quarantined], lang: Lang) -> None:
    """Tell on standard error which regions could not be loaded, and why."""
    import click

    for line in missing_lines(quarantined, lang):
        click.echo(line, err=True)


def tell_warnings(read: Dossier, humi: Humi, lang: Lang) -> None:
    """Tell on standard error what does not keep a dossier or registry from being judged. A region that is installed but was
    not asked is no reason for a warning."""
    import click

    from humi.strays import strange_place, strays

    known, packs = humi.loaded.origins, humi.loaded.packs
    for problem in read.warnings:
        if problem.code != "D310" or problem.details["found"] not in known:
            click.echo(problem.render(lang), err=True)
    for problem in (*strays(read, packs.values(), known), *strange_place(read, packs, known)):
        click.echo(problem.render(lang), err=True)


def tell_table_warnings(run: Screened, loaded: Regions, lang: Lang, *drafts: Pack) -> None:
    """Tell on standard error what kept no row of a table from being read: a name that nobody knows once, with its rows."""
    import click

    from humi.strays import table_strays

    for problem in run.warnings:
        click.echo(problem.render(lang), err=True)
    packs = {**loaded.packs, **{pack.region: pack for pack in drafts}}
    regions = list(dict.fromkeys((*loaded.origins, *packs)))
    most = table_strays(run.named, packs, regions) if run.named is not None else []
    for problem, rows in most[:MOST_TOLD]:
        click.echo(problem.render(lang) + ROWS.text(lang).format(rows=rows), err=True)
    if len(most) > MOST_TOLD:
        click.echo(AND_MORE.text(lang).format(number=len(most) - MOST_TOLD), err=True)
