"""OpenFisca over whole tables: the thirty criteria of its peer, surely and possibly, for every applicant at once.

It has no second table: what is counted over titles and cases comes from the code by hand on Polars, as does the step in months.
That, reading, setting up the population and writing the outcomes are in the clock; causes it has none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.simulations import SimulationBuilder

from benchmarks.peers.openfisca import CRITERIA, YEAR, _system
from benchmarks.screening import by_hand
from benchmarks.screening.by_hand import MET, NOT_MET, PATH, UNDETERMINED
from benchmarks.screening.by_hand_polars import joined

LOWEST = np.array([0, *((mask & -mask).bit_length() - 1 for mask in range(1, 16))])
HIGHEST = np.array([0, *(mask.bit_length() - 1 for mask in range(1, 16))])
COUNTED = {
    "held": (pl.col("held").cast(pl.Int64), pl.col("held_may").cast(pl.Int64) + pl.col("more_titles")),
    "cities": (pl.col("cities"), pl.col("cities_may") + pl.col("more_titles")),
    "recent": (pl.col("recent"), pl.col("recent_may") + pl.col("more_titles")),
    "punished": (pl.col("punished").cast(pl.Int64), pl.col("punished_may").cast(pl.Int64) + pl.col("more_cases")),
    "pending": (pl.col("pending"), pl.col("pending_may") + pl.col("more_cases")),
}
RANGES = ("founded", "staff", "trained", "secrets", "officers", "coverage", "budget", "revenue", "revised", "audit")
MASKS = ("has_rules", "has_organisation", "has_measures", "independent", "willing", "insured", "applied", "inspected")
SAME = ("kind", "sector", "traits", "traits_may", "systems", "systems_may", "chosen", "standard")


class Vectorised:
    """The system is made once; a population for each screen."""

    def __init__(self) -> None:
        self.system = _system()

    def screen(self, folder: Path, out: Path) -> None:
        """`folder/TABLE/*.parquet` to one file with the outcome of each criterion."""
        tables = {path.name: pl.scan_parquet(path / "*.parquet") for path in folder.iterdir()}
        rows = joined(tables).select("key", **_inputs()).collect(engine="streaming")
        simulation = SimulationBuilder().build_default_simulation(self.system, count=rows.height)
        for name in rows.columns[1:]:
            simulation.set_input(name, YEAR, _array(name, rows[name]))
        outcomes = {f"{PATH}/criteria/{name}": _outcome(simulation, name) for name in CRITERIA}
        pl.DataFrame({"key": rows["key"], **outcomes}).write_parquet(out)


def _inputs() -> dict[str, pl.Expr]:
    made = {f"{name}_{end}": pl.col(f"{name}_{end}") for name in RANGES for end in ("low", "high")}
    made |= {f"{name}_{end}": pl.col(f"{name}_{end}") for name in ("applied", "seasoned") for end in ("low", "high")}
    made |= {name: pl.col(name) for name in (*MASKS, *SAME)}
    made |= {f"{name}_{end}": pl.col(name) for name in ("risk", "grade") for end in ("low", "high")}
    made |= {f"{name}_{end}": value for name, ends in COUNTED.items() for end, value in zip(("low", "high"), ends, strict=True)}
    passed = (
        pl.when(pl.col("result") == by_hand.PASSED).then(2).when(pl.col("result") & by_hand.PASSED == 0).then(1).otherwise(3)
    )
    return {**made, "passed": passed}


def _array(name: str, values: pl.Series) -> Any:
    array = values.cast(pl.Int64).to_numpy()
    if name.startswith(("risk_", "grade_")):
        return (LOWEST if name.endswith("low") else HIGHEST)[array]
    return array


def _outcome(simulation: Any, name: str) -> Any:
    surely, possibly = (simulation.calculate(f"{name}_{side}", YEAR) for side in ("surely", "possibly"))
    return np.where(surely, MET, np.where(possibly, UNDETERMINED, NOT_MET)).astype(np.int8)
