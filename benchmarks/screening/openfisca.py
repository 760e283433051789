"""OpenFisca over whole tables: the thirty criteria of its peer for every applicant at once, run twice: surely, and possibly.

Applicants are groups, and titles and cases their members: a system has one kind of members only. Reading, setting up both
populations and writing the outcomes are in the clock. What it has no function for comes from the code by hand on Polars (months
later, decisions, events as of the day asked); causes it has none. Members are assigned by number, its fastest way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation
from openfisca_core.variables import Variable

from benchmarks.peers.openfisca import CRITERIA, YEAR, system_of
from benchmarks.screening import by_hand
from benchmarks.screening.by_hand import GRANTED_FROM, MET, NOT_MET, NOW, PATH, PENALISED_AFTER, UNDETERMINED
from benchmarks.screening.by_hand_polars import alone, seen_cases, seen_titles

RECORD = build_entity(key="record", plural="records", label="title or case", is_person=True)
UNIT = build_entity(
    key="unit", plural="units", label="applicant", roles=[{"key": "holder", "plural": "holders", "label": "holder"}]
)
LOWEST = np.array([0, *((mask & -mask).bit_length() - 1 for mask in range(1, 16))])
HIGHEST = np.array([0, *(mask.bit_length() - 1 for mask in range(1, 16))])
RANGES = ("founded", "staff", "trained", "secrets", "officers", "coverage", "budget", "revenue", "revised", "audit")
MASKS = ("has_rules", "has_organisation", "has_measures", "independent", "willing", "insured", "applied", "inspected")
SAME = ("kind", "sector", "traits", "traits_may", "systems", "systems_may", "chosen", "standard")
MORE = {
    "held": "more_titles",
    "cities": "more_titles",
    "recent": "more_titles",
    "punished": "more_cases",
    "pending": "more_cases",
}
DEMO, SITE, OTHER, UNKNOWN, CASE = 1, 2, 3, 0, 4
OF_RECORD = (
    "exists", "of", "level", "granted_low", "granted_high", "start_low", "start_high", "end_low", "end_high",
    "infringement", "penalised", "penalised_low", "penalised_high", "received", "disposed",
)  # fmt: skip
Look = Callable[[Callable[[str], Any]], Any]
TITLES: dict[str, tuple[Look, Look]] = {
    "held": (
        lambda of: (of("of") == DEMO) & (of("start_high") <= NOW) & (of("end_low") >= NOW),
        lambda of: (of("of") <= DEMO) & (of("start_low") <= NOW) & (of("end_high") >= NOW),
    ),
    "cities": (lambda of: of("level") & by_hand.NOT_CITY == 0, lambda of: of("level") & by_hand.CITY != 0),
    "recent": (
        lambda of: (of("of") == SITE) & (of("granted_low") >= GRANTED_FROM),
        lambda of: ((of("of") == SITE) | (of("of") == UNKNOWN)) & (of("granted_high") >= GRANTED_FROM),
    ),
}
CASES: dict[str, tuple[Look, Look]] = {
    "punished": (
        lambda of: (of("infringement") == 2) & (of("penalised") == 2) & (of("penalised_low") > PENALISED_AFTER),
        lambda of: (of("infringement") != 1) & (of("penalised") != 1) & (of("penalised_high") > PENALISED_AFTER),
    ),
    "pending": (
        lambda of: (of("received") == 2) & (of("disposed") == 1),
        lambda of: (of("received") != 1) & (of("disposed") != 2),
    ),
}


def _system() -> Any:
    counted = {}
    for name, more in MORE.items():
        counted[f"{name}_low"], counted[f"{name}_high"] = _count(name), _count(name, more)
    system = system_of(UNIT, (RECORD,), counted)

    def add(name: str, entity: Any, kind: type, **more: Any) -> None:
        members = {"value_type": kind, "entity": entity, "definition_period": DateUnit.YEAR, "label": name, **more}
        system.add_variable(type(name, (Variable,), members))
        if kind is int:
            system.variables[name].dtype = np.int64

    for name in OF_RECORD:
        add(name, RECORD, int)
    for name in sorted(set(MORE.values())):
        add(name, UNIT, int)
    for name, (surely, possibly) in {**TITLES, **CASES}.items():
        add(f"{name}_surely_counts", RECORD, bool, formula=_counts(surely, name in CASES, exists=True))
        add(f"{name}_possibly_counts", RECORD, bool, formula=_counts(possibly, name in CASES))
    return system


def _count(name: str, more: str = "") -> Any:
    def least(unit: Any, year: Any) -> Any:
        return unit.sum(unit.members(f"{name}_surely_counts", year))

    def greatest(unit: Any, year: Any) -> Any:
        return unit.sum(unit.members(f"{name}_possibly_counts", year)) + unit(more, year)

    return greatest if more else least


def _counts(look: Look, of_cases: bool, exists: bool = False) -> Any:
    def formula(record: Any, year: Any) -> Any:
        rows = look(lambda name: record(name, year)) & ((record("of", year) == CASE) == of_cases)
        return rows & (record("exists", year) == 1) if exists else rows

    return formula


class Vectorised:
    """The system is made once; a population for each run."""

    def __init__(self) -> None:
        self.system = _system()

    def screen(self, folder: Path, out: Path) -> None:
        """`folder/TABLE/*.parquet` to one file with the outcome of each criterion."""
        tables = {path.name: pl.scan_parquet(path / "*.parquet") for path in folder.iterdir()}
        units = alone(tables).select("key", **_inputs()).sort("key").collect(engine="streaming")
        records = _records(tables).collect(engine="streaming")
        owners = units["key"].search_sorted(records["key"]).to_numpy()
        surely, possibly = (self._run(units, records, owners, side) for side in ("surely", "possibly"))
        outcomes = {f"{PATH}/criteria/{name}": _outcome(surely[name], possibly[name]) for name in CRITERIA}
        pl.DataFrame({"key": units["key"], **outcomes}).write_parquet(out)

    def _run(self, units: pl.DataFrame, records: pl.DataFrame, owners: Any, side: str) -> dict[str, Any]:
        populations = self.system.instantiate_entities()
        for name, count in (("unit", units.height), ("record", records.height)):
            populations[name].ids, populations[name].count = np.arange(count), count
        populations["unit"].members_entity_id = owners
        simulation = Simulation(self.system, populations)
        for frame in (units, records):
            for name in frame.columns[1:]:
                simulation.set_input(name, YEAR, _array(name, frame[name]))
        return {name: simulation.calculate(f"{name}_{side}", YEAR) for name in CRITERIA}


def _inputs() -> dict[str, pl.Expr]:
    made = {f"{name}_{end}": pl.col(f"{name}_{end}") for name in RANGES for end in ("low", "high")}
    made |= {f"{name}_{end}": pl.col(f"{name}_{end}") for name in ("applied", "seasoned") for end in ("low", "high")}
    made |= {name: pl.col(name) for name in (*MASKS, *SAME, "more_titles", "more_cases")}
    made |= {f"{name}_{end}": pl.col(name) for name in ("risk", "grade") for end in ("low", "high")}
    result = pl.col("result")
    passed = pl.when(result == by_hand.PASSED).then(2).when(result & by_hand.PASSED == 0).then(1).otherwise(3)
    return {**made, "passed": passed}


def _records(tables: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    kind = pl.when(pl.sql_expr(by_hand.SITE)).then(SITE).when(pl.col("kind") == "demo").then(DEMO)
    titles = seen_titles(tables["titles"]).with_columns(
        exists=pl.sql_expr(by_hand.TITLE_EXISTS), of=kind.when(pl.col("kind").is_null()).then(UNKNOWN).otherwise(OTHER)
    )
    cases = seen_cases(tables["cases"]).with_columns(exists=pl.col("region").is_not_null(), of=pl.lit(CASE))
    both = pl.concat([titles, cases], how="diagonal_relaxed")
    return both.select("key", **{name: pl.col(name).cast(pl.Int64).fill_null(0) for name in OF_RECORD})


def _array(name: str, values: pl.Series) -> Any:
    array = values.cast(pl.Int64).to_numpy()
    if name.startswith(("risk_", "grade_")):
        return (LOWEST if name.endswith("low") else HIGHEST)[array]
    return array


def _outcome(surely: Any, possibly: Any) -> Any:
    return np.where(surely, MET, np.where(possibly, UNDETERMINED, NOT_MET)).astype(np.int8)
