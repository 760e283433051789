"""`humi diff --over`: two versions of a pack over a population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from humi.cli.extras import need
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.authoring.diff.versions import Version
    from humi.authoring.over.files import Over

PICTURES = {".svg": "svg", ".png": "png"}


def tell_over(
    versions: tuple[Version, Version],
    source: str,
    files: Sequence[Path],
    mapping: Path | None,
    on: date,
    plugins_dir: str | None,
    lang: Lang,
    output: str,
) -> bool:
    """Compare, write the files and tell; whether any row is answered otherwise.

    Raises UsageError, InputError, Untranslatable: then nothing was written.
    """
    need("screen")
    from humi.authoring.over.facts import facts_of_both
    from humi.authoring.over.files import compare_over
    from humi.cli.progress import Progress
    from humi.cli.regions import tell_table_warnings
    from humi.cli.screen import check_screened
    from humi.plugins import load_regions
    from humi.sheets.files import aside_of
    from humi.sheets.overwriting import refuse_overwriting

    old, new = (version.target.pack for version in versions)
    assert old is not None
    assert new is not None
    pictures = [file for file in files if file.suffix.lower() in PICTURES]
    tables = [file for file in files if file not in pictures]
    aside = aside_of(files[0]) if files else None
    _check(tables)
    refuse_overwriting(source, mapping, files, [aside] if aside is not None else [])
    if any(PICTURES[path.suffix.lower()] == "png" for path in pictures):
        need("png")
    loaded = load_regions(folder=plugins_dir)
    vocabulary = facts_of_both(old, new, loaded.vocabulary)
    with Progress(lang) as progress:
        over = compare_over(source, vocabulary, (old, new), on, tables, aside, lang, mapping, progress)
    tell_table_warnings(over.run, loaded, lang, new)
    names = versions[0].name, versions[1].name
    for path in pictures if over.run.applicants else ():
        from humi.authoring.over.picture import picture
        from humi.cli.output import deliver_picture

        deliver_picture(picture(over, names, on, lang), PICTURES[path.suffix.lower()], str(path))
    over.run.written = list(files) if over.run.applicants else []
    _show(over, names, vocabulary.labels, on, lang, output)
    check_screened(over.run, files)
    return bool(over.changed)


def _check(tables: Sequence[Path]) -> None:
    """Endings that name neither a table nor a picture, before anything is read. Raises UsageError."""
    from humi.errors import UsageError
    from humi.sheets.output import ENDINGS

    for file in tables:
        if file.suffix.lower() not in ENDINGS:
            raise UsageError.of("C471", None, found=str(file), allowed=", ".join((*ENDINGS, *PICTURES)))


def _show(over: Over, names: tuple[str, str], labels: Mapping[str, Label], on: date, lang: Lang, output: str) -> None:
    from humi.authoring.over.report import over_data, over_report
    from humi.cli.shown import print_report

    if output == "json":
        import json

        click.echo(json.dumps(over_data(over, names, on), ensure_ascii=False, indent=2))
    else:
        print_report(over_report(over, names, labels, on, lang), lang, output)
