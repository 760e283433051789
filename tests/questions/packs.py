"""Small packs for questions, and what is asked of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from humi.policy.pack import Pack
from humi.questions.answers import Answered, Proven, Refuted
from humi.questions.asking import prove
from tests.engines.agreement import pack_of

NAME = {"zh": "名称", "en": "name"}
ASKED = date(2026, 6, 1)


def pack(criteria: dict[str, Any] | None = None, **sections: Any) -> Pack:
    """A pack with one designation of units, `d`, with some criteria."""
    named = {key: {**says, "source": "p1"} for key, says in (criteria or {}).items()}
    designations = {"d": {"for": "unit", "name": NAME, "criteria": named}} if named else {}
    head = {"humi": 1, "region": {"id": "testland", "name": NAME}, "edition": {"version": "1.0.0"}}
    return pack_of({**head, "designations": designations, **sections})


def asked_of(which: Pack, kind: str) -> list[Answered]:
    """The answers of one kind."""
    return [one for one in prove(which, ASKED.toordinal(), 20) if one.kind == kind]


def verdict(which: Pack, kind: str, path: str = "") -> str:
    """`proven complete`, `proven any`, `refuted` or `unknown`, of the only answer of a kind or the one on a path."""
    (found,) = [one for one in asked_of(which, kind) if path in ("", one.path)]
    if isinstance(found.answer, Proven):
        return f"proven {found.answer.holds_for}"
    return "refuted" if isinstance(found.answer, Refuted) else "unknown"
