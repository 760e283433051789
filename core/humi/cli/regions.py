"""Loading regions for a command, and knowing their names without loading them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.library import Humi
    from humi.plugins import Quarantined


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
    """Tell on standard error what does not keep a dossier or registry from being judged."""
    import click

    from humi.plugins import stray_determinations

    for problem in (*read.warnings, *stray_determinations(read, humi.loaded.packs.values())):
        click.echo(problem.render(lang), err=True)
