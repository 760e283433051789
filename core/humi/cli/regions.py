"""Loading regions for a command, and knowing their names without loading them."""

from __future__ import annotations

from collections.abc import Iterable

from humi.values.label import Lang


def known_regions(folder: str | None) -> list[str]:
    """Ids of the installed regions and of those in a folder of drafts; none is loaded."""
    from humi.errors import HumiError
    from humi.plugins import _drafts, _installed

    try:
        drafts = [path.name for path in _drafts(folder)]
    except HumiError:
        drafts = []
    return list(dict.fromkeys([*(name for name, _ in _installed()), *drafts]))


def missing_lines(quarantined: Iterable[object], lang: Lang) -> list[str]:
    """What is wrong with the regions that could not be loaded, one line per problem."""
    from humi.plugins import Quarantined
    from humi.reading.problems import Problem

    lines = []
    for one in quarantined:
        assert isinstance(one, Quarantined)
        if not one.problems:
            lines.append(Problem("C404", None, {"name": one.region, "reason": one.reason}).render(lang))
            continue
        lines.append(Problem("C407", None, {"name": one.region}).render(lang))
        lines.extend(problem.render(lang) for problem in one.problems)
    return lines


def tell_missing(quarantined: Iterable[object], lang: Lang) -> None:
    """Tell on standard error which regions could not be loaded, and why."""
    import click

    for line in missing_lines(quarantined, lang):
        click.echo(line, err=True)
