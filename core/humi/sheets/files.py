"""From a population in files or a database to result files, batch by batch; rows that cannot be read are set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import polars as pl

from humi.decision import PRECEDENCE, Outcome
from humi.dossier.facts import RELATIONS
from humi.dossier.vocabulary import Vocabulary
from humi.policy.pack import Pack
from humi.population.named import Named
from humi.population.population import Batch, PopulationReader
from humi.population.slots import APPLICANTS, KEY, PLACE, ROW
from humi.reading.problems import Problem
from humi.screening.found import CauseKey
from humi.sheets.aside import set_aside
from humi.sheets.batches import Part, Screening
from humi.sheets.columns import failed_parts, in_words, named, open_causes
from humi.sheets.output import FOR_PEOPLE, MAIN, Output
from humi.sheets.overwriting import refuse_overwriting
from humi.sheets.stale import drop_stale
from humi.sheets.summary import TITLE as SUMMARY
from humi.sheets.summary import write_summary
from humi.values.label import Label, Lang

ASIDE, CLAIMS = "aside", "claims"
SHOWN = {"unit.id#0": Label("编号", "identifier"), "unit.name#0": Label("名称", "name")}
APPLICANT = Label("申请人", "applicant")
NUMBER = Label("序号", "number")
ROW_READ = Label("原表行号", "row of the table read")


@dataclass
class Screened:
    """What a run came to: rows read and set aside by table, how many applicants were screened, outcomes by region, rule and
    outcome, what leaves a rule open and what fails in how many rows, and what was written;
    `mended_in` is the folder of what is `put_aside`."""

    rows: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Problem] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    named: Named | None = None
    applicants: int = 0
    outcomes: dict[tuple[str, str], Counter[Outcome]] = field(default_factory=dict)
    open: dict[tuple[str, str], Counter[CauseKey]] = field(default_factory=dict)
    failed: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    put_aside: list[Path] = field(default_factory=list)
    mended_in: Path | None = None


class Listener(Protocol):
    """Whom a run tells how far it is."""

    def read(self, table: str, rows: int) -> None:
        """So many rows of a table are read."""

    def screened(self, batch: int, of: int) -> None:
        """So many batches are screened, of all."""


def screen_files(
    source: str,
    vocabulary: Vocabulary,
    packs: Sequence[Pack],
    on: date,
    out: Path,
    lang: Lang = "zh",
    mapping: Path | None = None,
    listener: Listener | None = None,
) -> Screened:
    """Screen `source` (a file, a folder or a database, `population.inputs`) and write `out` (`screening.output`).

    CSV and workbooks are for people, in words of `lang`; JSON lines and Parquet are for programs. Rows that cannot be read are
    kept in a folder beside `out`, with reasons; those of an earlier run are removed. Where no applicant can be read there is no
    result. Raises InputError,
    UsageError, Untranslatable: then nothing was written.
    """
    result, on_rows = Screened(), listener.read if listener is not None else None
    output, aside = Output(out, SUMMARY.text(lang)), aside_of(out)
    refuse_overwriting(source, mapping, [out, *map(output.target, _tables(packs))], [aside])
    with output, PopulationReader(source, vocabulary, mapping, on_rows=on_rows) as reader:
        result.warnings, result.named, result.rows = reader.warnings, reader.named, reader.rows
        screening = Screening(packs, vocabulary, on)
        for batch in reader.batches():
            _screen(screening, batch, out.suffix.lower() in FOR_PEOPLE, lang, output, result)
            if listener is not None:
                listener.screened(batch.number, batch.of)
        set_aside(reader, result, aside, [out])
        result.aside, result.codes, result.examples = reader.aside.counts, reader.aside.codes, reader.aside.examples
        if result.applicants:
            output.put_front(write_summary(result, packs, vocabulary.labels, on, lang))
            result.written = output.save()
            drop_stale(aside, result.put_aside)
    return result


def aside_of(out: Path) -> Path:
    """The folder of the rows set aside, beside a result."""
    return out.with_name(f"{out.stem}-{ASIDE}")


def _tables(packs: Sequence[Pack]) -> list[str]:
    """Every table that there may be beside the main one."""
    parts = ((pack.region, name) for pack in packs for name in (*RELATIONS, *(rule.path for rule in pack.incentives)))
    return [f"{region}/{name}" for region, name in parts]


def _screen(screening: Screening, batch: Batch, for_people: bool, lang: Lang, output: Output, result: Screened) -> None:
    told = lang if for_people else None
    result.applicants += batch.tables[APPLICANTS].height
    of_applicants, of_records = [identified(batch, None, told)], []
    for part in screening.parts(batch.tables):
        _count(part, result)
        columns = in_words(part, lang) if for_people else named(part)
        if part.name == APPLICANTS:
            of_applicants.append(columns)
        elif columns.width:
            of_records.append((part, pl.concat([identified(batch, part, told), columns], how="horizontal")))
    output.put(MAIN, pl.concat(of_applicants, how="horizontal"), APPLICANT.text(lang))
    for part, frame in of_records:
        output.put(f"{part.pack.region}/{part.name}", frame, f"{part.pack.label.text(lang)} {_called(part).text(lang)}")


def _called(part: Part) -> Label:
    """What the rows of a part are about: a list, or the incentive that is claimed."""
    names = {**part.pack.vocabulary.labels, **{rule.path: rule.name() for rule in part.pack.incentives}}
    return names[part.name]


def identified(batch: Batch, part: Part | None, lang: Lang | None) -> pl.DataFrame:
    """Which row it is: the applicant with id and name, and of a record its own id. `lang`: in words for people, who are
    also told in which row of their table to find it."""
    applicants = batch.tables[APPLICANTS]
    shown = [name for name in SHOWN if name in applicants.columns]
    known = applicants.select(KEY, *shown)
    frame = known if lang is None else applicants.select(KEY, *shown, *_row_of(applicants))
    if part is not None:
        frame = part.frame.select(KEY, PLACE).join(known, on=KEY, how="left", maintain_order="left")
        frame = _of_records(frame, part.name if part.name in RELATIONS else CLAIMS, batch, lang is not None)
    if lang is None:
        return frame.rename({name: name.partition("#")[0] for name in shown})
    # The key is the identifier where there is one: one column is enough.
    if "unit.id#0" in shown and frame["unit.id#0"].equals(frame[KEY]):
        frame = frame.drop("unit.id#0")
    if part is not None:
        # Records are counted from 1 for people; what could be claimed and is not stands nowhere yet.
        frame = frame.with_columns(pl.when(pl.col(PLACE) >= 0).then(pl.col(PLACE) + 1))
    told = SHOWN["unit.id#0"] if part is None and "unit.id#0" not in frame.columns else APPLICANT
    words = {KEY: told.text(lang), PLACE: NUMBER.text(lang), ROW: ROW_READ.text(lang)}
    words |= {name: label.text(lang) for name, label in SHOWN.items()}
    if part is not None:
        entity = RELATIONS.get(part.name, "claim")
        words[f"{entity}.id"] = f"{part.pack.vocabulary.labels[entity].text(lang)} {SHOWN['unit.id#0'].text(lang)}"
    return frame.rename({name: words[name] for name in frame.columns if name in words})


def _of_records(frame: pl.DataFrame, relation: str, batch: Batch, rows: bool) -> pl.DataFrame:
    """Beside the place of each record its id, where the table has one: `claim.id`; and its row, if asked for."""
    records = batch.tables.get(relation)
    if records is None:
        return frame
    name = f"{RELATIONS[relation]}.id"
    ids = [pl.col(f"{name}#0").alias(name)] if f"{name}#0" in records.columns else []
    known = records.select(KEY, PLACE, *ids, *(_row_of(records) if rows else ()))
    return frame.join(known, on=[KEY, PLACE], how="left", maintain_order="left") if known.width > 2 else frame


def _row_of(table: pl.DataFrame) -> list[str]:
    return [ROW] if ROW in table.columns else []


def _count(part: Part, result: Screened) -> None:
    for rule in part.rules():
        key = part.pack.region, rule.path
        found = result.outcomes.setdefault(key, Counter())
        found.update({PRECEDENCE[code]: number for code, number in part.frame[rule.path].value_counts().iter_rows()})
        result.open.setdefault(key, Counter()).update(open_causes(part, rule.path))
        result.failed.setdefault(key, Counter()).update(failed_parts(part, rule))
