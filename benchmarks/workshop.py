"""The workshop: check, test and mutants of one region and of all five, as commands; and how that grows with the rules.

`python -m benchmarks.workshop` prints a table. Wall time, since the budgets are what a person waits; the bare click program
beside it tells how fast the machine is just now. Growth is told by packs of 10 to 320 criteria, each with two cases.
"""

from __future__ import annotations

import subprocess
import sys
import time
from math import log
from pathlib import Path
from statistics import linear_regression

REGIONS = ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan")
ROUNDS = 3
ONE, ALL = 2.0, 8.0
"""Seconds on two cores."""
SIZES = (10, 20, 40, 80, 160, 320)


def seconds(*commands: tuple[str, ...], rounds: int = ROUNDS) -> float:
    """The least time that some commands take, one after another."""
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        for command in commands:
            subprocess.run((sys.executable, "-m", *command), check=True, capture_output=True)
        found.append(time.perf_counter() - began)
    return min(found)


def workshop(*regions: str) -> float:
    """Check, then test with mutants."""
    return seconds(("humi", "check", *regions), ("humi", "test", *regions))


def growth() -> float:
    """The exponent k of time ~ n^k over packs of n criteria."""
    from tempfile import TemporaryDirectory

    from humi.authoring.cases import read_cases
    from humi.authoring.measuring import measure
    from humi.authoring.targets import load_target
    from humi.reading.problems import Problems

    spent = []
    for size in SIZES:
        with TemporaryDirectory() as folder:
            write_pack(Path(folder), size)
            pack = load_target(Path(folder)).pack
            assert pack is not None
            cases = read_cases(Path(folder) / "cases.yaml", Problems())
            began = time.process_time()
            found = measure(pack, cases)
            spent.append(time.process_time() - began)
            assert found.mutants > size, found
    return linear_regression([log(size) for size in SIZES], [log(one) for one in spent]).slope


def write_pack(folder: Path, size: int, together: int = 10) -> None:
    """Designations of so many criteria each, with cases at each threshold."""
    topics = "incentive amount validity renewal withdrawal repayment appeal decider application_window review_time_limits fees"
    topics += " case_time_limits double_claim phases credit_repair"
    rules, facts, cases = [], [], []
    for at in range(size):
        if at % together == 0:
            rules.append(f"  d{at}:\n    for: unit\n    name: {{zh: 甲{at}, en: a{at}}}\n    criteria:")
        rules.append(f"      c{at}: {{unit.f{at}: {{at_least: {at + 5}}}, source: s}}")
        facts.append(f"  unit.f{at}: {{type: integer, minimum: 0, maximum: 9999, name: {{zh: 事实{at}, en: fact {at}}}}}")
        path = f"designations/d{at - at % together}/criteria/c{at}"
        for value, outcome in ((at + 4, "not_met"), (at + 5, "met")):
            given = f"{{unit: {{place: p, p: {{f{at}: {value}}}}}}}"
            cases.append(f"  - {{case: {at} {outcome}, on: 2026-06-01, given: {given}, expect: {{{path}: {outcome}}}}}")
    silent = "\n".join(f"  {topic}: gap_rest" for topic in topics.split())
    policy = "humi: 1\nregion: {id: p, name: {zh: 甲, en: P}}\nedition: {version: 1.0.0}\n"
    policy += "scope: {when: {unit.place: p}, source: s}\n"
    for section, lines in (("facts", facts), ("designations", rules), ("silent", [silent])):
        policy += "\n".join((f"{section}:", *lines, ""))
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    (folder / "provisions.yaml").write_text("provisions: []\ngaps: []\n", encoding="utf-8")
    (folder / "cases.yaml").write_text("humi: 1\ncases:\n" + "\n".join(cases) + "\n", encoding="utf-8")


def main() -> None:
    bare = seconds(("benchmarks.bare_click", "evaluate", "dossier"))
    print("| what | seconds | beside bare click | budget | |\n| --- | --- | --- | --- | --- |")
    rows = [(f"check, test and mutants: {region}", workshop(region), ONE) for region in REGIONS]
    rows.append(("check, test and mutants: all five", workshop(), ALL))
    for name, spent, budget in rows:
        held = "ok" if spent <= budget else "over"
        print(f"| {name} | {spent:.2f} | {spent / bare:.0f}x | at most {budget:.0f} s | {held} |")
    print(f"\nmutants of n criteria take time in proportion to n^{growth():.2f}")


if __name__ == "__main__":
    main()
