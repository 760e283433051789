"""What an authority decided: only that settles a judgement."""

from __future__ import annotations

from typing import Any

from .frame import Frame
from .ranges import FIRST, Span, day_of, is_unknown
from .truth import Told


def judgement(says: dict[str, Any], frame: Frame) -> Told:
    """Met or not met where the latest determination up to the day of asking says so."""
    path = f"{frame.path}/{says['name']}" if "name" in says else frame.path
    kind = "unpublished_standard" if says.get("standard") == "unpublished" else "judgement"
    result = decided(path, frame)
    if result in ("met", "not_met"):
        return Told(result == "met")
    return Told(None, frozenset({(kind, path, frame.this.label)}))


def decided(path: str, frame: Frame) -> str:
    """`met`, `not_met` or `unknown`: what all determinations say that may be the latest.

    A record of a list is meant by its `id`; the subject by a determination that is about nobody. One without a day was
    made on some day up to the day of asking; one that was perhaps made later may not count.
    """
    about = frame.this.facts.get("id") if frame.this.listed else None
    if frame.this.listed and is_unknown(about):
        return "unknown"
    days: list[tuple[Span, str]] = []
    for written in frame.dossier.get("determinations") or []:
        concerns = None if is_unknown(written.get("about")) else written["about"]
        if written["criterion"] != path or concerns != about:
            continue
        on = written.get("on")
        day = Span(FIRST, frame.now) if is_unknown(on) else day_of(on)
        if day.lo <= frame.now:
            days.append((day, written.get("result", "unknown")))
    certain = [day for day, _ in days if day.hi <= frame.now]
    if not certain:
        return "unknown"
    latest_start = max(day.lo for day in certain)
    results = {result for day, result in days if day.hi >= latest_start}
    return results.pop() if len(results) == 1 else "unknown"
