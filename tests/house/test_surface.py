"""The public surface is this list; everything on it says what it is; importing it costs next to nothing."""

from __future__ import annotations

import inspect
import subprocess
import sys
from enum import Enum

import pytest

import humi

SURFACE = """
Answered Asked Asking Bound Cause Citation ComparedAnswer Deadline Decision DecisionTable DesignationDecision Difference
Dossier DossierError DutyDecision Edge Example Finding Ground Humi HumiError IncentiveDecision InputError Label Missing
Outcome Pace PackError Place Prices Problem Proven Question Reading Reason Refuted RegionDecision RegionPlugin
RegionTimeline Registry Standing Step Stretch TableDecision Taken TargetDecision Timeline TitleStanding Unknown
UnknownRegion Untranslatable UsageError Way Ways __version__ evaluate hookimpl
""".split()
HEAVY = {
    "icalendar", "pydantic", "rich", "yaml", "pluggy", "click", "importlib.metadata", "chinese_calendar", "durable",
    "durable_rules_engine", "openpyxl", "jinja2",
}


def test_the_surface_is_this_list() -> None:
    assert sorted(humi.__all__) == sorted(SURFACE)
    assert dir(humi) == sorted(humi.__all__)


@pytest.mark.parametrize("name", SURFACE)
def test_everything_public_exists_and_says_what_it_is(name: str) -> None:
    found = getattr(humi, name)
    if name in ("__version__", "hookimpl"):
        return
    assert inspect.getdoc(found), name
    assert not (found.__doc__ or "").startswith(f"{name}("), f"{name} has the docstring of the dataclass machinery"
    if inspect.isclass(found) and not issubclass(found, Enum):
        for member, value in vars(found).items():
            function = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
            if member[0] != "_" and inspect.isfunction(function) and name != "RegionPlugin":
                assert function.__doc__, f"{name}.{member}"


def test_what_is_not_public_is_not_found() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Pack'"):
        _ = humi.Pack


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys; before = set(sys.modules); import humi; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "humi" in loaded
    assert {name for name in loaded if name.startswith("humi.")} == {"humi.version"}
    assert loaded & HEAVY == set()
