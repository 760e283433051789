"""What the rows of a population name that packs may not know: places, regions, kinds of titles and acts, incentives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from humi.dossier.facts import OF_A_REGION, RELATIONS
from humi.dossier.vocabulary import Vocabulary
from humi.population.decisions import FACTS
from humi.population.slots import APPLICANTS, DETERMINATIONS, column
from humi.strays import NAMING

MOST = 10_000
"""So many different rows are told apart; a misspelling that matters is among them."""


@dataclass(slots=True)
class Named:
    """How many rows name what, by table and the names that stand in the row."""

    vocabulary: Vocabulary
    rows: Counter[tuple[str, tuple[str | None, ...]]] = field(default_factory=Counter)

    def count(self, section: str, frame: pl.DataFrame) -> None:
        """Count the names in some rows of slots."""
        columns = [column(fact, 0) for fact in self._facts(section)]
        if not any(name in frame.columns for name in columns):
            return
        cells = [pl.col(name) if name in frame.columns else pl.lit(None, pl.String).alias(name) for name in columns]
        for *names, rows in frame.select(cells).group_by(pl.all()).len().sort("len", descending=True).iter_rows():
            key = section, tuple(names)
            if key in self.rows or len(self.rows) < MOST:
                self.rows[key] += rows

    def documents(self) -> Iterator[tuple[str, dict[str, Any], int]]:
        """The table, a dossier that names the same, and how many rows do."""
        for (section, names), rows in self.rows.items():
            facts = (fact.name for fact in self._facts(section))
            record = {name: value for name, value in zip(facts, names, strict=True) if value is not None}
            if record:
                yield section, {"unit": record} if section == APPLICANTS else {section: [record]}, rows

    def _facts(self, section: str) -> list[Any]:
        if section == DETERMINATIONS:
            return [FACTS["criterion"]]
        if section == APPLICANTS:
            names = [("unit", "place")]
        else:
            entity = RELATIONS[section]
            named = [(entity, name) for relation, name in NAMING if relation == section]
            names = [(entity, "region"), *named] if entity in OF_A_REGION else []
        return [fact for entity, name in names if (fact := self.vocabulary.find(entity, name)) is not None]
