"""Of several decisions the screen lets stand what the judge lets stand."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from humi.dossier.dossier import Dossier
from tests.engines.agreement import pack_of
from tests.engines.screened import differences, engines, judged, screened

ASKED = date(2025, 7, 1).toordinal()
NAME = {"zh": "名称", "en": "name"}
POLICY = {
    "humi": 1,
    "region": {"id": "testland", "name": NAME},
    "edition": {"version": "1.0.0"},
    "designations": {
        "base": {
            "for": "unit",
            "name": NAME,
            "criteria": {
                "chosen": {"judgement": {"standard": "择优", "by": "unstated"}, "source": "p1"},
                "standard": {"judgement": {"standard": "unpublished", "by": "authority"}, "source": "p1"},
            },
        }
    },
}
DAYS = ("2025-03-01", "2025-05-20", "2025-05", "2025", "2025-07-02", None)
"""To the day, the month or the year, to come, and not told."""


def decided(criterion: str, result: str, day: str | None) -> dict[str, Any]:
    path = f"testland/designations/base/criteria/{criterion}"
    return {"criterion": path, "result": result, "by": "局", **({"on": day} if day else {})}


@pytest.mark.parametrize("engine", engines())
def test_the_latest_decision_stands(engine: Any) -> None:
    pack = pack_of(POLICY)
    pairs = product(product(("met", "not_met"), DAYS), repeat=2)
    documents = [{"determinations": [decided("chosen", *one), decided("chosen", *other)]} for one, other in pairs]
    documents += [{"determinations": [decided("standard", "met", "2025-03-01")]}, {}]
    dossiers = [Dossier.from_dict(one, pack.vocabulary) for one in documents]
    assert not differences(screened(pack, dossiers, ASKED, engine()), judged(pack, dossiers, ASKED))
