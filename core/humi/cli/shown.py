"""How commands print findings: paths as short as they can be, colour only on a terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from humi.reading.problems import Place, Problem
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.wording.shape import Report

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def short_path(path: str | Path) -> str:
    """A path below the current directory from there, any other as it is."""
    text = str(path)
    if not os.path.isabs(text):
        return text
    relative = os.path.relpath(text)
    return text if relative.startswith(os.pardir) else relative


def short_place(place: Place) -> str:
    """The place with its path shortened."""
    return str(Place(short_path(place.file), place.line, place.column))


def problem_line(problem: Problem, lang: Lang, colour: bool) -> str:
    """A problem on one line."""
    import click

    place = problem.place
    if place is not None:
        problem = Problem(problem.code, Place(short_path(place.file), place.line, place.column), problem.details)
    line = problem.render(lang)
    if not colour:
        return line
    body, _, code = line.rpartition(" ")
    return f"{body} {click.style(code, fg=COLOURS[problem.severity])}"


def print_report(report: Report, lang: Lang, output: str) -> None:
    """Print a report as `text` or `plain`."""
    import click

    if output == "plain":
        from humi.wording.plain import plain

        click.echo(plain(report, lang), nl=False)
    else:
        from humi.wording.terminal import show

        show(report)


def deliver_reports(reports: Sequence[Report], lang: Lang, output: str, file: str | None) -> None:
    """Reports as `text` or `plain`, a blank line between them, on standard output or into a file."""
    import click

    from humi.cli.output import STANDARD_OUTPUT, deliver

    if file is None or file == STANDARD_OUTPUT:
        for index, report in enumerate(reports):
            if index:
                click.echo()
            print_report(report, lang, output)
    else:
        deliver("\n".join(_as_text(report, lang, output) for report in reports), file)


def _as_text(report: Report, lang: Lang, output: str) -> str:
    from io import StringIO

    from humi.wording.plain import plain

    if output == "plain":
        return plain(report, lang)
    from humi.wording.terminal import show

    shown = StringIO()
    show(report, shown)
    return shown.getvalue()


def paint(text: str, colour: bool, **style: bool | str) -> str:
    """The text in a style, where there is colour."""
    import click

    return click.style(text, **style) if colour else text  # type: ignore[arg-type]
