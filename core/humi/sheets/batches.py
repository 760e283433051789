"""Batches of a population, screened by some regions: a table for each kind of rows, outcomes and causes as whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import ibis
import polars as pl

from humi.dossier.vocabulary import Vocabulary
from humi.engines.screen.lazy import collected
from humi.engines.screen.population import Population
from humi.policy.pack import Designation, Duty, Incentive, Pack
from humi.population.slots import APPLICANTS, KEY, PLACE
from humi.screening.candidates import candidates
from humi.screening.screen import Screen, Sheet
from humi.values.frozen import Frozen


class Part(Frozen):
    """What one region found of the rows of one kind. `name` is `applicants`, the path of an incentive, or a list.

    `frame` has `key`, `place` (not of applicants), and for each path of `sheet` its columns as `Sheet.columns` names them.
    """

    pack: Pack
    name: str
    sheet: Sheet
    frame: pl.DataFrame

    def rules(self) -> Iterator[Designation | Incentive | Duty]:
        """What the rows can become, claim or have to do; what the authority has to do is the same for all of them."""
        rules: list[Designation | Incentive | Duty] = [*self.pack.designations, *self.pack.incentives, *self.pack.duties]
        for rule in rules:
            if rule.path in self.sheet.findings and getattr(rule, "this", "") != "programme":
                yield rule


class Screening:
    """Some packs over batches of one population, as known on the day `on`. Raises Untranslatable."""

    def __init__(self, packs: Sequence[Pack], vocabulary: Vocabulary, on: date) -> None:
        self.packs = tuple(packs)
        self.vocabulary = vocabulary
        self.on = on

    def parts(self, tables: Mapping[str, pl.DataFrame]) -> Iterator[Part]:
        """What each region found in one batch of slots (`population.population.Batch`)."""
        population, engine = _population(tables, self.vocabulary), ibis.polars.connect()
        for pack in self.packs:
            screen = Screen(pack, population, self.on.toordinal())
            for name, table in screen.tables().items():
                yield Part(pack, name, screen.sheets[name], in_order(collected(engine, table), tables))


def candidates_in(
    tables: Mapping[str, pl.DataFrame], vocabulary: Vocabulary, pack: Pack, rule: Designation, on: date
) -> Part:
    """What a region found of one designation in a batch, and by what it puts applicants in order. Raises Untranslatable."""
    sheet, table = candidates(pack, rule, _population(tables, vocabulary), on.toordinal())
    return Part(pack, APPLICANTS, sheet, in_order(collected(ibis.polars.connect(), table), tables))


def _population(tables: Mapping[str, pl.DataFrame], vocabulary: Vocabulary) -> Population:
    return Population({name: ibis.memtable(frame) for name, frame in tables.items()}, vocabulary)


def in_order(frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows in the order of the applicants, and of the records of each."""
    numbered = tables[APPLICANTS].select(KEY).with_row_index("#at")
    by = ["#at", *(name for name in (PLACE,) if name in frame.columns)]
    return frame.join(numbered, on=KEY, how="left").sort(by).drop("#at")

