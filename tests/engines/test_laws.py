"""Laws that hold for every pack and every dossier."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.decision import TargetDecision, as_plain
from humi.dossier.dossier import Dossier
from humi.dossier.facts import BOUND, RELATIONS
from humi.dossier.registry import Registry
from humi.policy.pack import Pack
from humi.road import decide
from tests.engines.agreement import answers, pack_of
from tests.strategies import SINGLE, Filler, a_policy, a_registry, an_asked_date, cases, narrow, rests_on_claims

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
            settled = answer.outcome in DEFINITE and not ("/" in path and rests_on_claims(policy, path))
            if found is not None and settled:
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


ORDERED = ("readings", "steps", "terms", "tables", "inputs", "incentives", "members")


def _reordered(tree: dict[str, Any], random: Any) -> dict[str, Any]:
    """The same mapping with its keys in another order; readings, steps and terms are in an order that means something, and
    so are tables, one of which may ask those above it, and their inputs, which are asked in the order declared."""
    if "tables" in tree:
        tables = {name: _reordered(table, random) for name, table in tree["tables"].items()}
        tree = {**tree, "tables": tables}
    keys = list(tree)
    random.shuffle(keys)
    return {
        key: _reordered(tree[key], random)
        if isinstance(tree[key], dict) and key not in ORDERED
        else tree[key]
        for key in keys
    }


@LAW
@given(SEEDS)
def test_a_pack_that_loads_never_raises_on_a_valid_dossier(seed: int) -> None:
    for policy, dossier, asked, _ in cases(seed, 4, 3):
        pack = pack_of(policy)
        read = Dossier.from_dict(dossier, pack.vocabulary)
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


# --- targets, of a registry ---


def registries(seed: int, each: int = 3) -> Iterator[tuple[dict[str, Any], Pack, dict[str, Any], date, Random]]:
    """Packs with targets and what an authority holds."""
    random = Random(seed)
    policy = a_policy(random, random.randint(1, 4))
    if "targets" in policy:
        pack, fill = pack_of(policy), Filler(random, policy)
        for _ in range(each):
            yield policy, pack, a_registry(random, policy, fill), an_asked_date(random), random


def targets_of(pack: Pack, document: dict[str, Any], asked: date) -> dict[str, TargetDecision]:
    decision = decide(pack, Registry.from_dict(document, pack.vocabulary), asked.toordinal())
    assert json.loads(json.dumps(as_plain(decision), allow_nan=False))["region"] == pack.region
    return {one.finding.path.removeprefix(f"{pack.region}/"): one for one in decision.targets}


def told(one: TargetDecision) -> tuple[Any, ...]:
    """What comes out, but for the names of records."""
    causes = frozenset((cause.kind, cause.what) for cause in (*one.finding.causes, *one.doubts))
    return one.outcome, one.count, one.of, one.pace, causes


def within(inner: tuple[int, int] | None, outer: tuple[int, int] | None) -> bool:
    """A range that is not bounded is any number."""
    if inner is None or outer is None:
        return inner is outer
    return outer[0] <= inner[0] and (inner[1] <= outer[1] or outer[1] >= BOUND)


@LAW
@given(SEEDS)
def test_knowing_more_in_a_registry_narrows_what_is_counted_and_turns_no_answer(seed: int) -> None:
    for policy, pack, registry, asked, random in registries(seed):
        before = targets_of(pack, registry, asked)
        more = narrow(random, policy, registry, asked)
        more = {key: says for key, says in more.items() if key not in SINGLE or key == "programme"}
        for path, after in targets_of(pack, more, asked).items():
            one = before[path]
            assert within(after.count, one.count), path
            assert within(after.of, one.of), path
            if one.outcome in DEFINITE:
                assert after.outcome in (one.outcome, "out_of_scope"), path


@LAW
@given(SEEDS)
def test_after_its_due_day_a_target_stays_as_it_was_whatever_the_day_of_asking(seed: int) -> None:
    """But for what is decided later; and on the due day itself what has no day has come, which later cannot be told."""
    for _, pack, registry, asked, random in registries(seed):
        registry.pop("determinations", None)
        due = {target.path: [due.day for due in target.due] for target in pack.targets}
        later = asked + timedelta(random.choice((1, 40, 400, 4000)))
        after = targets_of(pack, registry, later)
        for path, one in targets_of(pack, registry, asked).items():
            if all(day is not None and day < asked.toordinal() for day in due[path]):
                assert told(after[path]) == told(one), path
            elif all(day is not None and day <= asked.toordinal() for day in due[path]):
                assert within(one.count, after[path].count), path
                assert after[path].outcome in (one.outcome, "undetermined"), path


@LAW
@given(SEEDS)
def test_the_order_of_a_registry_and_of_rules_changes_no_target(seed: int) -> None:
    for policy, pack, registry, asked, random in registries(seed):
        shuffled = copy.deepcopy(registry)
        for key in RELATIONS.keys() & shuffled.keys():
            random.shuffle(shuffled[key])
        after = targets_of(pack_of(_reordered(policy, random)), _reordered(shuffled, random), asked)
        before = targets_of(pack, registry, asked)
        assert {path: told(one) for path, one in after.items()} == {path: told(one) for path, one in before.items()}


@LAW
@given(SEEDS)
def test_a_count_that_is_no_single_number_says_why(seed: int) -> None:
    for _, pack, registry, asked, _ in registries(seed):
        for path, one in targets_of(pack, registry, asked).items():
            assert bool(one.doubts) == (one.count is not None and one.count[0] != one.count[1]), path
