"""Who is asked for what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.road import decide
from tests.house.documents import ROOT
from tests.house.packs import pack_in

DAY = date(2026, 6, 1).toordinal()


def asked_for_lists(kind: type[Dossier], region: str) -> dict[str, str]:
    """The supplier of every list that is missing in an empty dossier or registry."""
    pack = pack_in(ROOT / "plugins" / region)
    decided = decide(pack, kind.from_dict({}, pack.vocabulary), DAY)
    causes = [cause for finding in decided.findings() for cause in finding.causes if cause.kind == "missing_fact"]
    return {cause.what: cause.supplier for cause in causes if "." not in cause.what}


@pytest.mark.parametrize(
    ("region", "asked"),
    [
        ("jiangjin", {"acts": "authority"}),
        ("qingdao_ftz", {"titles": "authority", "claims": "applicant"}),
        ("yinchuan", {"stations": "applicant", "points": "applicant"}),
    ],
)
def test_a_list_is_asked_of_whoever_keeps_it(region: str, asked: dict[str, str]) -> None:
    assert asked_for_lists(Dossier, region) == asked


def test_of_a_registry_every_list_is_the_authoritys() -> None:
    assert asked_for_lists(Registry, "jiangjin") == {"titles": "authority", "units": "authority", "acts": "authority"}
