"""Laws that hold for every pack and every dossier."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATIONS
from tests.engines.agreement import answers, pack_of
from tests.strategies import cases, narrow

LAW = settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 2**32 - 1)
DEFINITE = {"met", "not_met"}


@LAW
@given(SEEDS)
def test_knowing_more_never_turns_met_into_not_met_or_back(seed: int) -> None:
    """Nor does it take back a definite answer, but for one that turns out to be out of scope."""
    for policy, dossier, asked, random in cases(seed, 2, 3):
        pack = pack_of(policy)
        before = answers(pack, dossier, asked)
        after = answers(pack, narrow(random, policy, dossier, asked), asked)
        for path, answer in before.items():
            found = after.get(path)
            if found is not None and answer.outcome in DEFINITE:
                assert found.outcome in (answer.outcome, "out_of_scope"), path


@LAW
@given(SEEDS)
def test_order_of_rules_facts_and_records_changes_nothing(seed: int) -> None:
    for policy, dossier, asked, random in cases(seed, 2, 2):
        before = answers(pack_of(policy), dossier, asked)
        shuffled = copy.deepcopy(dossier)
        for key, value in shuffled.items():
            if key in RELATIONS and isinstance(value, list):
                shuffled[key] = _named(key, value)
                random.shuffle(shuffled[key])
        straight = copy.deepcopy(dossier)
        for key, value in straight.items():
            if key in RELATIONS and isinstance(value, list):
                straight[key] = _named(key, value)
        before = _by_name(answers(pack_of(policy), straight, asked), straight)
        after = _by_name(answers(pack_of(_reordered(policy, random)), _reordered(shuffled, random), asked), shuffled)
        assert before == after


def _named(relation: str, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records with an identifier, so that answers about them can be compared whatever their order."""
    return [{**record, "id": f"{relation}-{index}"} for index, record in enumerate(records)]


def _by_name(found: dict[str, Any], dossier: dict[str, Any]) -> dict[str, Any]:
    names = {
        f"{relation}[{index}]": record["id"]
        for relation, records in dossier.items()
        if relation in RELATIONS and isinstance(records, list)
        for index, record in enumerate(records)
    }
    result = {}
    for path, answer in found.items():
        section, *rest = path.split("/")
        relation = {"duties": "cases", "incentives": "claims"}.get(section)
        if relation and rest[1:] and f"{relation}[{rest[1]}]" in names:
            rest[1] = names[f"{relation}[{rest[1]}]"]
        causes = frozenset((kind, what, names.get(record, record)) for kind, what, record in answer.causes)
        result["/".join((section, *rest))] = (answer.outcome, causes)
    return result


def _reordered(tree: dict[str, Any], random: Any) -> dict[str, Any]:
    """The same mapping with its keys in another order; readings, steps and terms are in an order that means something."""
    keys = list(tree)
    random.shuffle(keys)
    return {
        key: _reordered(tree[key], random)
        if isinstance(tree[key], dict) and key not in ("readings", "steps", "terms", "incentives", "members")
        else tree[key]
        for key in keys
    }


@LAW
@given(SEEDS)
def test_a_pack_that_loads_never_raises_on_a_valid_dossier(seed: int) -> None:
    for policy, dossier, asked, _ in cases(seed, 4, 3):
        pack = pack_of(policy)
        read = Dossier.from_dict(dossier, pack.vocabulary)
        from humi.decision import as_plain
        from humi.road import decide

        assert as_plain(decide(pack, read, asked.toordinal()))["region"] == "testland"


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_load_save_load_is_the_identity(seed: int, tmp_path_factory: Any) -> None:
    folder: Path = tmp_path_factory.mktemp("dossiers")
    for policy, dossier, asked, _ in cases(seed, 2, 2):
        pack = pack_of(policy)
        first = Dossier.from_dict(dossier, pack.vocabulary)
        first.save(folder / "a.yaml")
        second = Dossier.read(folder / "a.yaml", pack.vocabulary)
        second.save(folder / "b.yaml")
        assert (folder / "a.yaml").read_bytes() == (folder / "b.yaml").read_bytes()
        assert first.world("testland", asked.toordinal()) == second.world("testland", asked.toordinal())
