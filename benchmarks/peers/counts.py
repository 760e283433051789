"""How many related records each criterion counts, least and greatest: for engines that have no second table."""

from __future__ import annotations

from datetime import date

from benchmarks.inputs import Inputs


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def counts(inputs: Inputs) -> dict[str, tuple[int, int]]:
    """Least and greatest number of related records that each criterion counts."""
    asked, titles, cases = inputs["asked"], inputs["titles"], inputs["cases"]
    recent, punished = _day("2021-01-01"), _day("2022-07-01")

    def site(kind: str | None) -> bool:
        return kind in ("site", "station", "point")

    surely = {
        "held": [t["kind"] == "demo" and t["start_high"] <= asked <= t["end_low"] for t in titles],
        "cities": [t["level_low"] >= 1 for t in titles],
        "recent": [site(t["kind"]) and t["granted_low"] >= recent for t in titles],
        "punished": [c["infringement"] is True and c["penalised"] is True and c["penalised_low"] >= punished for c in cases],
        "pending": [c["received"] is True and c["disposed"] is False for c in cases],
    }
    possibly = {
        "held": [t["kind"] in (None, "demo") and t["start_low"] <= asked <= t["end_high"] for t in titles],
        "cities": [t["level_high"] >= 1 for t in titles],
        "recent": [(t["kind"] is None or site(t["kind"])) and t["granted_high"] >= recent for t in titles],
        "punished": [
            c["infringement"] is not False and c["penalised"] is not False and c["penalised_high"] >= punished for c in cases
        ],
        "pending": [c["received"] is not False and c["disposed"] is not True for c in cases],
    }
    records = {name: titles if name in ("held", "cities", "recent") else cases for name in surely}
    more = {name: inputs["more_titles" if records[name] is titles else "more_cases"] for name in surely}
    return {
        name: (
            sum(record["exists"] and sure for record, sure in zip(records[name], surely[name], strict=True)),
            sum(possibly[name]) + more[name],
        )
        for name in surely
    }
