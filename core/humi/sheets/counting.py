"""Targets counted over tables of any size: files or a database to the same decision that the road gives for a registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import ibis
import polars as pl

from humi.decision import Cause, Outcome, Pace, TargetDecision
from humi.dossier.facts import RELATIONS
from humi.dossier.registry import Registry
from humi.dossier.vocabulary import Vocabulary
from humi.engines.screen.population import Population
from humi.policy.pack import Pack, Target
from humi.population.whole import WholeRegistry
from humi.road import decide, measures
from humi.road.targets import shown_count
from humi.screening.targets import Counted, count_targets
from humi.sheets.columns import names_in
from humi.sheets.files import Listener, Screened
from humi.values.label import Label


def count_files(
    source: str,
    vocabulary: Vocabulary,
    pack: Pack,
    on: date,
    mapping: Path | None = None,
    listener: Listener | None = None,
) -> tuple[tuple[TargetDecision, ...], Screened]:
    """The targets of a region counted over `source` (a file, a folder or a database, `population.inputs`), and what was read.

    Outcome, causes, numbers and pace are those of the road; the reasons in words and the records at which a cause was found are
    left out. Raises InputError, Untranslatable.
    """
    with WholeRegistry(source, vocabulary, mapping, on_rows=listener.read if listener is not None else None) as registry:
        engine = ibis.polars.connect()
        tables = {name: engine.create_table(name, _rows(paths)) for name, paths in registry.tables.items()}
        population = Population(tables, vocabulary)
        asked = on.toordinal()
        counted = count_targets(pack, population, asked, lambda table: engine.to_polars(table).row(0, named=True))
        read = Screened(registry.rows, registry.aside, registry.codes, registry.examples, registry.warnings, registry.named)
    # What does not depend on the records, and how much is needed: of a registry that has none.
    none = Registry.from_dict({relation: [] for relation in RELATIONS}, vocabulary)
    said = decide(pack, none, asked).targets
    names = names_in(pack)
    judged = zip(pack.targets, said, counted, strict=True)
    return tuple(_decided(target, one, found, names) for target, one, found in judged), read


def _rows(paths: Sequence[Path]) -> pl.LazyFrame:
    return pl.concat([pl.scan_parquet(path) for path in paths], how="diagonal_relaxed")


def _decided(target: Target, empty: TargetDecision, counted: Counted, names: Mapping[str, Label]) -> TargetDecision:
    causes = tuple(Cause(kind, what, name=names.get(what)) for kind, what in sorted(counted.causes))
    finding = replace(empty.finding, outcome=counted.outcome, causes=causes, reasons=())
    pace = empty.pace if counted.outcome is Outcome.NOT_YET_DUE else None
    if pace is not None and counted.count is not None:
        (needed, _), (low, high) = pace.missing, counted.count
        pace = Pace((max(0, needed - high), max(0, needed - low)), pace.left, pace.gone)
    found = shown_count(counted.count, counted.of) or measures.shown(counted.value, target.due[0].condition)
    measured = replace(empty, found=found, count=counted.count, of=counted.of, value=counted.value)
    return replace(measured, finding=finding, pace=pace, doubts=())
