"""Two versions of a pack over a population in files or a database, batch by batch, to a file of the rows that changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from humi.authoring.diff.pairing import Pairing
from humi.authoring.over.judged import Comparing, Judged
from humi.authoring.over.rows import changed_rows, for_programs, in_words
from humi.authoring.over.tally import Tally
from humi.dossier.vocabulary import Vocabulary
from humi.policy.pack import Pack
from humi.population.population import Batch, PopulationReader
from humi.population.slots import APPLICANTS
from humi.sheets.aside import set_aside
from humi.sheets.files import Listener, Screened
from humi.sheets.output import FOR_PEOPLE, MAIN, Output
from humi.sheets.stale import drop_stale
from humi.values.label import Label, Lang

CHANGED = Label("改变的结果", "changes")
"""What the sheet of changed rows is called."""


@dataclass
class Over:
    """Two versions over a population: what was read, set aside and written, and of every rule how its answers changed, by the
    kind of rows and its path."""

    packs: tuple[Pack, Pack]
    run: Screened = field(default_factory=Screened)
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    @property
    def changed(self) -> dict[tuple[str, str], Tally]:
        """The rules with rows that are answered otherwise."""
        return {key: tally for key, tally in self.tallies.items() if tally.changes}


def compare_over(
    source: str,
    vocabulary: Vocabulary,
    packs: tuple[Pack, Pack],
    on: date,
    files: Sequence[Path] = (),
    aside: Path | None = None,
    lang: Lang = "zh",
    mapping: Path | None = None,
    listener: Listener | None = None,
) -> Over:
    """Screen `source` (a file, a folder or a database, `population.inputs`) under both versions, `vocabulary` being that of
    both (`facts_of_both`), and write every row that is answered otherwise into each of `files` (`sheets.output`).

    CSV and workbooks are for people, in words of `lang`; JSON lines and Parquet are for programs. Rows that cannot be read are
    kept in the folder `aside`, if given; those of an earlier run are removed. Raises InputError, UsageError, Untranslatable:
    then nothing was written.
    """
    result, on_rows = Over(packs), listener.read if listener is not None else None
    with ExitStack() as opened:
        outputs = [opened.enter_context(Output(file)) for file in files]
        reader = opened.enter_context(PopulationReader(source, vocabulary, mapping, on_rows=on_rows))
        result.run.warnings, result.run.named, result.run.rows = reader.warnings, reader.named, reader.rows
        comparing = Comparing(Pairing(*packs), vocabulary, on)
        for batch in reader.batches():
            result.run.applicants += batch.tables[APPLICANTS].height
            for judged in comparing.judged(batch):
                _take(judged, batch, result, outputs, lang)
            if listener is not None:
                listener.screened(batch.number, batch.of)
        kept = reader.aside
        if aside is not None:
            set_aside(reader, result.run, aside, files)
        result.run.aside, result.run.codes, result.run.examples = kept.counts, kept.codes, kept.examples
        if result.run.applicants:
            result.run.written = [path for output in outputs for path in output.save()]
            if aside is not None:
                drop_stale(aside, result.run.put_aside)
    return result


def _take(judged: Judged, batch: Batch, result: Over, outputs: Sequence[Output], lang: Lang) -> None:
    changed = changed_rows(judged, batch)
    result.tallies.setdefault((judged.sheet, judged.path), Tally(judged.rule)).add(judged, changed)
    for output in outputs:
        for_people = output.path.suffix.lower() in FOR_PEOPLE
        told = in_words(judged, changed, lang) if for_people else for_programs(judged, changed)
        output.put(MAIN, told, CHANGED.text(lang))
