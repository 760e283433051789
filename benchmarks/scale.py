"""The largest screens that are asked for: ten million applicants and thirty million related records through all regions with
all findings and causes, and a hundred million through one region, outcomes only; Parquet to Parquet, within 4 GiB.

    python -m benchmarks.scale                                  # both: half an hour on a busy machine, 4 GB of disk
    python -m benchmarks.scale --findings 1_000_000 --outcomes 0

The encoded tables are written into a folder that is removed afterwards, and screened by `screening.ranges.screen_ranges`. Each
run writes its line into `scale.md`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.screening.drawn import encoded_district, write_population
from benchmarks.screening.measured import Measured, measured

FILE = Path(__file__).with_name("scale.md")
LIMIT = 4096.0
"""MiB."""
ASKED = date(2025, 12, 31).toordinal()
ONE = "yinchuan"
HEADS = ("applicants", "related records", "what", "processor time", "wall", "applicants/s of processor time", "peak memory", "")
INTRODUCTION = """# Screens at scale

`python -m benchmarks.scale` writes these lines, one for each run; `--findings` and `--outcomes` say how many applicants. Wall
time is that of a machine with two cores that others use too. The budget is 4 GiB.

"""


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--findings", type=int, default=10_000_000, help="applicants for all regions, all findings and causes")
    parser.add_argument("--outcomes", type=int, default=100_000_000, help="applicants for one region, outcomes only")
    parser.add_argument("--folder", type=Path, help="where to write, a folder that is there (default: a temporary one)")
    return parser.parse_args()


def screening(folder: Path, out: Path, regions: Sequence[str], causes: bool) -> Callable[[], object]:
    """A job to be measured."""
    from humi import Humi
    from humi.screening.ranges import screen_ranges

    packs = Humi().loaded.chosen(tuple(regions) if regions else None)
    return lambda: [*screen_ranges(packs, folder, ASKED, out, causes=causes)]


def line(applicants: int, related: int, what: str, found: Measured) -> tuple[str, ...]:
    """A line of the table."""
    rate = f"{applicants / found.processor:,.0f}"
    times = f"{found.processor:,.0f} s", f"{found.clock:,.0f} s"
    held = "ok" if found.peak <= LIMIT else "over"
    return f"{applicants:,}", f"{related:,}", what, *times, rate, f"{found.peak / 1024:.2f} GiB", held


def write(found: tuple[str, ...]) -> None:
    """The line into `scale.md`, in place of the last one of the same run."""
    before = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    table = [one for one in before if one.startswith("| ") and one.split(" | ")[0][2:].replace(",", "").isdigit()]
    same = f"| {found[0]} | "
    table = [one for one in table if not (one.startswith(same) and found[2] in one)]
    rows = sorted([*table, "| " + " | ".join(found) + " |"], key=lambda one: (one.split(" | ")[2], one))
    head = ["| " + " | ".join(HEADS) + " |", "|" + " --- |" * len(HEADS)]
    FILE.write_text(INTRODUCTION + "\n".join([*head, *rows, ""]), encoding="utf-8")


def run(folder: Path, applicants: int, what: str, regions: Sequence[str] = (), causes: bool = True) -> None:
    """Generate, screen and remove. One region is screened without claims, which belong to another."""
    from humi import Humi

    with TemporaryDirectory(dir=folder) as name:
        into = Path(name)
        tables = {name: frame for name, frame in encoded_district(Humi()).items() if not (regions and name == "claims")}
        related = write_population(tables, into / "in", applicants)
        found = measured(screening, into / "in", into / "out", regions, causes)
    told = line(applicants, related, what, found)
    print(" | ".join(told), flush=True)
    write(told)


def main() -> None:
    asked = options()
    if asked.findings:
        run(asked.folder, asked.findings, "all regions, all findings and causes")
    if asked.outcomes:
        run(asked.folder, asked.outcomes, f"one region ({ONE}), outcomes only", (ONE,), causes=False)


if __name__ == "__main__":
    main()
