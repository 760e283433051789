"""The budgets of the design (section 11) that this benchmark can measure."""

from __future__ import annotations

from dataclasses import dataclass

VERDICT = "verdict only"
FINDINGS = "findings and causes"
DATED = "findings and causes, day of asking applied"
FROM_DICT = "plain dict to findings"
CHAIN = "chain"
ROAD = "the whole road, one region"
REGIONS = "the whole road, all regions"
HELP = "cold start: --help"
EVALUATE = "cold start: evaluate"
LOADING = "growth: loading, for each region"
HELD = "growth: memory, for each region"
EVALUATION = "growth: one evaluation, one region of many"
SOAK = "growth: memory, one evaluation after another"
ROWS = (VERDICT, FINDINGS, DATED, FROM_DICT, CHAIN, ROAD, REGIONS, HELP, EVALUATE, LOADING, HELD, EVALUATION, SOAK)

HAND, HUMI, ZEN, OPENFISCA, CLICK = "hand-written", "Humi", "zen-engine", "OpenFisca", "bare click"
DURABLE, ALONE = "durable-rules", "one region after another"
AMONG_FEW, AMONG_FIVE, WARMED_UP = "100 regions", "5 regions", "warmed up"


@dataclass(frozen=True, slots=True)
class Budget:
    """`at_most`: Humi may take so many times what the other takes. Otherwise it must be so many times faster."""

    row: str
    against: str
    limit: float
    at_most: bool = False

    def measured(self, humi: float, other: float) -> float:
        return humi / other if self.at_most else other / humi

    def held(self, measured: float) -> bool:
        return measured <= self.limit if self.at_most else measured >= self.limit

    def text(self) -> str:
        return f"Humi {'at most' if self.at_most else 'faster, at least'} {self.limit:g}x"


BUDGETS = (
    Budget(VERDICT, HAND, 1.5, at_most=True),
    Budget(VERDICT, ZEN, 3),
    Budget(FINDINGS, HAND, 2.5, at_most=True),
    Budget(FINDINGS, ZEN, 50),
    Budget(FINDINGS, OPENFISCA, 300),
    Budget(FROM_DICT, ZEN, 10),
    Budget(FROM_DICT, OPENFISCA, 50),
    Budget(CHAIN, DURABLE, 1.2, at_most=True),
    Budget(ROAD, DURABLE, 1.5, at_most=True),
    # The design says: five regions at most 5x one. Regions differ in size, so "one" is the mean: beside the dearest even a
    # cost that grows faster than the number of regions would pass, beside the cheapest none. Five at 5x the mean are all
    # regions together at 1x each of them alone, which asks the same of two regions or of ten.
    Budget(REGIONS, ALONE, 1, at_most=True),
    Budget(HELP, CLICK, 1.5, at_most=True),
    Budget(EVALUATE, CLICK, 5, at_most=True),
    # Linear would be 1x, and that is what it comes to on a quiet machine; with many regions in memory the processor's caches
    # serve less. Work that grows with the square would be 30x of what it is at a hundred, so that a hundredth of it is found.
    Budget(LOADING, AMONG_FEW, 1.3, at_most=True),
    Budget(HELD, AMONG_FEW, 1.1, at_most=True),
    Budget(EVALUATION, AMONG_FIVE, 1.2, at_most=True),
    # Some 3 MiB. Python's allocator keeps what was once needed, so that not even a flat line is quite flat.
    Budget(SOAK, WARMED_UP, 1.1, at_most=True),
)


def budget(row: str, name: str) -> Budget | None:
    """The budget that compares Humi with `name` in that row."""
    return next((one for one in BUDGETS if (one.row, one.against) == (row, name)), None)
