"""Loading regions for a command, and knowing their names without loading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.library import Humi
    from humi.plugins import Quarantined
    from humi.reading.problems import Problem


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

    from humi.strays import strays

    known = humi.loaded.origins
    for problem in read.warnings:
        if problem.code != "D310" or problem.details["found"] not in known:
            click.echo(problem.render(lang), err=True)
    for problem in (*strays(read, humi.loaded.packs.values(), known), *_strange_place(read, humi)):
        click.echo(problem.render(lang), err=True)


def _strange_place(read: Dossier, humi: Humi) -> Iterator[Problem]:
    """The applicant's place, where no region has it."""
    from humi.reading.problems import Place, Problem
    from humi.strays import region_called

    fact = read.vocabulary.find("unit", "place")
    place: str | None = read.records["unit"][fact.slot] if fact is not None else None
    known = humi.loaded.origins
    if place is not None and place not in known:
        details = {"found": place, "allowed": ", ".join(known), "suggestion": region_called(place, humi.loaded.packs, known)}
        yield Problem("D309", Place(read.file, 0, 0), details)
