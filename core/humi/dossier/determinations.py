"""What an authority decided: the only thing that settles a judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from humi.dossier.encode import days_of, is_unknown, shown
from humi.dossier.facts import NO, UNKNOWN, YES
from humi.reading.keywords import english
from humi.values.dates import NotADate
from humi.values.frozen import Frozen
from humi.values.text import nearest

KEYS = ("criterion", "about", "result", "by", "on", "evidence")
RESULTS = {"met": YES, "not_met": NO, "unknown": UNKNOWN}
Key = tuple[str, str | None]


class Decided(Frozen):
    """One decision: what was found, and the first and last possible day of it (None where no day is recorded)."""

    mask: int
    days: tuple[int, int] | None
    by: str | None
    evidence: str | None


class Determination(Frozen):
    """All decisions on one judgement about one record (or the subject)."""

    key: Key
    decided: tuple[Decided, ...]

    def known_on(self, asked: int) -> tuple[tuple[Key, int], ...]:
        """What the latest decision up to a day says. Decisions that cannot be put in order and differ leave it unknown."""
        made = [one for one in self.decided if one.days is None or one.days[0] <= asked]
        if not made:
            return ()
        mask = 0
        for one in made:
            superseded = any(
                one.days and other.days and one.days[1] < other.days[0] and other.days[1] <= asked for other in made
            )
            if not superseded:
                mask |= one.mask
        unsure = all(one.days is not None and one.days[1] > asked for one in made)
        return ((self.key, UNKNOWN if unsure else mask),)


def read_determinations(value: Any, add: Callable[..., None]) -> tuple[Determination, ...]:
    """The `determinations` of a dossier, gathered by what they are about."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        add("L103", ("determinations",), found=shown(value), expected="list")
        return ()
    gathered: dict[Key, list[Decided]] = {}
    for index, item in enumerate(value):
        path = ("determinations", index)
        if not isinstance(item, Mapping):
            add("L103", path, found=shown(item), expected="mapping")
            continue
        fields = {english(str(key)): part for key, part in item.items()}
        for key in fields.keys() - set(KEYS):
            add("L101", path, found=key, allowed=", ".join(KEYS), suggestion=nearest(key, KEYS) or "")
        _gather(fields, path, gathered, add)
    return tuple(Determination(key, tuple(decided)) for key, decided in gathered.items())


def _gather(
    fields: dict[str, Any], path: tuple[str, int], gathered: dict[Key, list[Decided]], add: Callable[..., None]
) -> None:
    criterion, result = fields.get("criterion"), fields.get("result")
    if not isinstance(criterion, str):
        add("L102", path, key="criterion")
        return
    mask = RESULTS.get(english(result)) if isinstance(result, str) else UNKNOWN if result is None else None
    if mask is None:
        add("L105", path, found=shown(result), allowed=", ".join(RESULTS), suggestion="")
        return
    days, day = None, fields.get("on")
    if day is not None and not is_unknown(day):
        try:
            days = days_of(day)
        except NotADate as error:
            add("L110", path, found=shown(day), reason=error.reason)
    about = fields.get("about")
    key = (criterion, str(about) if about is not None else None)
    gathered.setdefault(key, []).append(Decided(mask, days, _text(fields.get("by")), _text(fields.get("evidence"))))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
