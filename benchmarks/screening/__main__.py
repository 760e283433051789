"""`python -m benchmarks.screening`: whole tables, Parquet to Parquet, beside the same by hand and beside other engines.

Everybody must give the same columns on ten thousand applicants first. Then all take turns, size by size, each turn in a process
of its own. Processor time, since others may be at work; the best of the rounds. What one row costs is told by the difference
between the two largest sizes, so that planning, which costs the same for any size, is told apart.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers.humi_judge import HumiJudge
from benchmarks.screening import agreement, loops, packs, picture, report
from benchmarks.screening.contestants import SCREENS
from benchmarks.screening.drawn import encoded_dossiers, write_population
from benchmarks.screening.measured import Measured, measured
from benchmarks.screening.report import MILLION, Sizes


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10**4, 10**5, 10**6], help="sizes; 10**8 takes 10 GB of disk")
    parser.add_argument(
        "--rounds", type=int, default=3, help="rounds of which the best counts (default 3; above a million half as many)"
    )
    parser.add_argument("--packs", type=int, default=300, help="as many packs at most (default 300; 3000 takes some minutes)")
    parser.add_argument("--folder", type=Path, help="where to write, a folder that is there (default: a temporary one)")
    return parser.parse_args()


def race(folder: Path, sizes: Sequence[int], rounds: int, humi: HumiJudge) -> Sizes:
    """What everybody takes for each size."""
    tables, best = encoded_dossiers(humi), Sizes()
    for rows in sizes:
        write_population(tables, folder / "in", rows)
        for _ in range(rounds if rows <= MILLION else (rounds + 1) // 2):
            for name, job in SCREENS.items():
                best.keep(name, rows, _turn(folder, job))
                print(
                    f"{rows:>11,} {name:32} {best.of[name][rows].processor:8.2f} s {best.of[name][rows].peak:8.0f} MiB",
                    flush=True,
                )
        shutil.rmtree(folder / "in")
    return best


def _turn(folder: Path, job: object) -> Measured:
    try:
        return measured(job, folder / "in", folder / "out")  # type: ignore[arg-type]
    finally:
        shutil.rmtree(folder / "out", ignore_errors=True)


def main() -> None:
    asked = options()
    humi = HumiJudge()
    with TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        compared = agreement.check(folder, humi)
        print(f"Everybody gives the same on {compared:,} applicants.")
        best = race(folder, sorted(asked.rows), asked.rounds, humi)
        alone = loops.rates(humi)
        many = packs.measure(folder, humi, asked.packs)
    about = {
        "Python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "agreement": f"on {compared:,} applicants: every column by hand, every outcome of the others",
        "rounds": f"best of {asked.rounds}; above a million of {(asked.rounds + 1) // 2}",
    }
    print(report.write(best, alone, many, about))
    picture.write(best)


if __name__ == "__main__":
    main()
