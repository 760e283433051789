"""Shahe, invented, lists a report for each year with a day of its own. Python makes those rules; the rest is YAML."""

from __future__ import annotations

from datetime import date
from typing import Any

from humi import RegionPlugin, hookimpl

DUE = {2026: date(2027, 1, 31), 2027: date(2028, 2, 15), 2028: date(2029, 1, 31)}


def report_of(year: int) -> dict[str, Any]:
    """The fact that the report of a year was filed."""
    return {"type": "event", "name": {"zh": f"{year}年度报告", "en": f"report for {year}"}}


def yearly_duty(year: int) -> dict[str, Any]:
    """The duty to file it."""
    return {
        "for": "unit",
        "who": "applicant",
        "name": {"zh": f"报送{year}年度报告", "en": f"file the report for {year}"},
        "when": {"unit.has_rules": True},
        "done": {f"unit.report_{year}": True},
        "by": DUE[year],
        "source": "report",
    }


class Shahe(RegionPlugin):
    """What policy.yaml says, and the yearly reports."""

    @hookimpl
    def humi_region(self) -> dict[str, Any]:
        written = super().humi_region()
        return written | {"facts": written["facts"] | {f"unit.report_{year}": report_of(year) for year in DUE}}

    @hookimpl
    def humi_duties(self) -> dict[str, Any]:
        written = super().humi_duties()
        return written | {"duties": written["duties"] | {f"report_{year}": yearly_duty(year) for year in DUE}}


plugin = Shahe(__name__)
