"""What everybody asks and the text does not answer: undetermined, cause no_clause, with the gap."""

from __future__ import annotations

from humi.decision import Cause, Finding, Outcome
from humi.road.hearing import Hearing


def answer_silent(hearing: Hearing) -> tuple[Finding, ...]:
    """A finding for each topic the text is silent on."""
    return tuple(
        hearing.made(silence, Outcome.UNDETERMINED, causes=(Cause("no_clause", silence.sources[0], name=silence.label),))
        for silence in hearing.pack.silent
        if silence.sources
    )
