"""A small pack around one table, and what it answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from humi.decision import Finding, IncentiveDecision, RegionDecision
from humi.dossier.dossier import Dossier
from humi.dossier.vocabulary import shared_vocabulary
from humi.language.tables.table import Table
from humi.policy.pack import Pack
from humi.policy.reader import pack_from
from humi.reading.located import from_plain
from humi.reading.problems import Problem, Problems
from humi.road import decide
from tests.engines.agreement import complete

Plain = dict[str, Any]
NAME = {"zh": "名", "en": "name"}
ASKED = date(2026, 6, 1)
LEVELS = {"type": "category", "members": {"low": {"zh": "低", "en": "low"}, "high": {"zh": "高", "en": "high"}}}
FACTS: Plain = {
    "unit.grade": {"type": "category", "ordered": True, "name": NAME, "members": dict.fromkeys(("c", "b", "a"), NAME)},
    "unit.turnover": {"type": "money", "minimum": "0 yuan", "name": NAME},
    "unit.seen": {"type": "event", "name": NAME},
    "unit.code": {"type": "text", "name": NAME},
}


def policy(table: Plain, condition: Plain | None = None, amount: Any = None) -> Plain:
    """A pack whose criterion `x` is the condition, and whose incentive `i` gives the amount."""
    said: Plain = {
        "humi": 1,
        "region": {"id": "testland", "name": NAME},
        "edition": {"version": "1.0"},
        "facts": FACTS,
        "tables": {"t": {"name": {"zh": "表", "en": "the table"}, "source": "p1", **table}},
    }
    if condition is not None:
        said["designations"] = {"d": {"for": "unit", "name": NAME, "criteria": {"x": {**condition, "source": "p1"}}}}
    if amount is not None:
        said["incentives"] = {"i": {"for": "unit", "name": NAME, "source": "p1", "amount": amount}}
    return complete(said)


def read(said: Plain, file: str = "policy.yaml") -> tuple[Pack | None, list[Problem]]:
    """The pack, or why there is none."""
    problems = Problems()
    located = from_plain(said, problems)
    assert located is not None, list(problems)
    return pack_from(located, shared_vocabulary(), problems, file), list(problems)


def pack_of(said: Plain, file: str = "policy.yaml") -> Pack:
    """A pack that has to load."""
    pack, problems = read(said, file)
    assert pack is not None, [problem.render("en") for problem in problems]
    return pack


def table_of(table: Plain, file: str = "policy.yaml") -> Table:
    """The table of a pack that has to load."""
    found = pack_of(policy(table), file).tables["t"].table
    assert found is not None
    return found


def decided(pack: Pack, unit: Plain) -> RegionDecision:
    """What a pack says of a unit."""
    return decide(pack, Dossier.from_dict({"unit": unit}, pack.vocabulary), ASKED.toordinal())


def criterion(pack: Pack, unit: Plain) -> Finding:
    """The finding of the criterion `x`."""
    return decided(pack, unit).find("designations/d/criteria/x")


def incentive(pack: Pack, unit: Plain) -> IncentiveDecision:
    """The incentive `i`."""
    return decided(pack, unit).incentives[0]


def rows_in(folder: Path, name: str, data: bytes) -> str:
    """A file beside a pack in that folder; gives the pack's file."""
    (folder / name).write_bytes(data)
    return str(folder / "policy.yaml")
