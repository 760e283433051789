"""A fact of any dossier that stays as it is recorded, and one that is known to the point."""

from __future__ import annotations

from typing import Any

from humi.dossier.facts import NO, YES
from humi.engines.prove.dossier import Unknowns
from humi.engines.prove.facts import Held, Mask, Text
from humi.engines.prove.logic import Term, both, equal, implies, negate


def stays(unknowns: Unknowns, held: Held, slots: list[Any]) -> Term:
    """A fact of any dossier is as it is recorded."""
    own = held.slots
    match held.fact.type:
        case "boolean":
            return _mask_is(own[0], slots[0])
        case "category":
            return _bits_are(own[0], slots[0])
        case "categories":
            return both((_bits_are(own[0], slots[0]), _bits_are(own[1], slots[1])))
        case "text":
            return _text_is(unknowns, own[0], slots[0])
        case "event":
            if slots[0] != YES:
                return _mask_is(own[0], slots[0])
            (low, high), (result, by, to) = held.days[0], own[3:]
            told = (_bits_are(result, slots[3]), _text_is(unknowns, by, slots[4]), _text_is(unknowns, to, slots[5]))
            return both((_mask_is(own[0], YES), equal(low, slots[1]), equal(high, slots[2]), *told))
    return both(equal(one, slot) for one, slot in zip(own, slots, strict=True))


def point(held: Held) -> Term:
    """A fact of any dossier is known to the point, as far as rules ask."""
    own = held.slots
    match held.fact.type:
        case "boolean":
            return negate(both(own[0]))
        case "category":
            return negate(both(own[0])) if len(own[0]) > 1 else True
        case "categories":
            return both(equal(sure, may) for sure, may in zip(own[0], own[1], strict=True))
        case "text":
            return own[0].known
        case "period":
            return both((equal(own[0], own[1]), equal(own[2], own[3])))
        case "event":
            low, high = held.days[0]
            parts = [negate(both(own[3])) if len(own[3]) > 1 else True, own[4].known, own[5].known]
            asked = [part for offset, part in zip((3, 4, 5), parts, strict=True) if offset in held.asked]
            return both((negate(both(own[0])), implies(own[0][1], both((equal(low, high), *asked)))))
    return equal(own[0], own[1])


def _mask_is(mask: Mask, slot: int) -> Term:
    no, yes = mask
    return both((equal(no, bool(slot & NO)), equal(yes, bool(slot & YES))))


def _bits_are(mask: Mask, members: int) -> Term:
    return both(equal(bit, bool(members >> index & 1)) for index, bit in enumerate(mask))


def _text_is(unknowns: Unknowns, text: Text, said: str | None) -> Term:
    return negate(text.known) if said is None else both((text.known, text.code == unknowns.code(said)))
