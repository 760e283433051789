"""Small packs, asked small questions."""

from __future__ import annotations

from datetime import date
from typing import Any

from humi.decision import RegionDecision
from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.policy.pack import Pack
from humi.road import decide
from tests.engines.agreement import pack_of

NAME = {"zh": "名称", "en": "name"}
HEAD: dict[str, Any] = {"humi": 1, "region": {"id": "testland", "name": NAME}, "edition": {"version": "1.0.0"}}
RULE = {"name": NAME, "source": "p1"}


def pack(**sections: Any) -> Pack:
    """A pack of some sections."""
    return pack_of({**HEAD, **sections})


def of_applicant(pack: Pack, day: str, **document: Any) -> RegionDecision:
    """What the pack says of a dossier."""
    return decide(pack, Dossier.from_dict(document, pack.vocabulary), date.fromisoformat(day).toordinal())


def of_authority(pack: Pack, day: str, **document: Any) -> RegionDecision:
    """What the pack says of a registry."""
    return decide(pack, Registry.from_dict(document, pack.vocabulary), date.fromisoformat(day).toordinal())
