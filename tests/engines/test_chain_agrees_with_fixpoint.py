"""The chain and the fixpoint conclude the same: facts, certainty, derivations and their order."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.engines.chain import Chain, durable_works
from humi.engines.chain_rules import ChainRule, Concluded, Fact
from humi.engines.fixpoint import Fixpoint
from tests.engines.chained import Dealer, fact, pattern

SETS, FACTS_EACH = 250, 4
SEEDS = st.integers(0, 2**32 - 1)

needs_durable = pytest.mark.skipif(not durable_works(), reason="durable-rules cannot be imported by this Python")


def listed(concluded: Concluded) -> list[object]:
    """In order, since dicts in another order are equal."""
    return list(concluded.items())


@needs_durable
def test_chain_agrees_with_fixpoint() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=SETS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(SEEDS)
    def agree(seed: int) -> None:
        dealer = Dealer(seed)
        rules = dealer.rules()
        for _ in range(FACTS_EACH):
            certain, possible = dealer.facts()
            expected = Fixpoint(rules).run(certain, possible)
            found = Chain(dealer.shuffled(rules)).run(dealer.shuffled(certain), dealer.shuffled(possible))
            assert listed(found) == listed(expected), (rules, certain, possible)
            seen.update(told(expected))

    agree()
    for what in ("certain", "possible", "both", "chained"):
        assert seen[what] > SETS * FACTS_EACH / 20, seen


def told(concluded: Concluded) -> set[str]:
    """What there was to agree on."""
    ways = [way for one in concluded.values() for way in one.derivations]
    kinds = {"certain" if way.certain else "possible" for way in ways}
    chained = any(premise in concluded for way in ways for premise in way.premises)
    return kinds | ({"both"} if len(kinds) > 1 else set()) | ({"chained"} if chained else set())


@given(SEEDS)
@settings(max_examples=60, deadline=None, database=None)
def test_the_order_of_rules_and_facts_changes_nothing(seed: int) -> None:
    dealer = Dealer(seed)
    rules, (certain, possible) = dealer.rules(), dealer.facts()
    for engine in (Chain, Fixpoint):
        first = listed(engine(rules).run(certain, possible))
        for _ in range(4):
            turned = engine(dealer.shuffled(rules)).run(dealer.shuffled(certain), dealer.shuffled(possible))
            assert listed(turned) == first


@given(SEEDS)
@settings(max_examples=60, deadline=None, database=None)
def test_knowing_more_never_takes_a_conclusion_back(seed: int) -> None:
    dealer = Dealer(seed)
    chain, (certain, possible) = Chain(dealer.rules()), dealer.facts()
    less = chain.run(certain[: len(certain) // 2], possible)
    more = chain.run(certain, possible)
    assert less.keys() <= more.keys()
    assert all(more[one].certain for one, conclusion in less.items() if conclusion.certain)


# --- the fixpoint by hand ---

PAY = ChainRule(
    "pay",
    (pattern("granted", incentive="bonus"), pattern("claim", {"title": (0, "title")}, incentive="bonus")),
    "payable",
    (("claim", (1, "id")), ("as", "money")),
)
GRANT = ChainRule(
    "grant",
    (pattern("finding", outcome="met"), pattern("title", kind="base")),
    "granted",
    (("incentive", "bonus"), ("title", (1, "id"))),
)
MET = fact("finding", outcome="met")
HELD = fact("title", kind="base", id="T1")
CLAIMED = fact("claim", incentive="bonus", title="T1", id="C1")
GRANTED = fact("granted", incentive="bonus", title="T1")
PAYABLE = fact("payable", claim="C1", **{"as": "money"})


@pytest.mark.parametrize("engine", [Fixpoint, Chain])
class TestByHand:
    def test_what_follows_from_what_is_certain_is_certain_and_names_its_premises(self, engine: type[Chain]) -> None:
        found = engine([PAY, GRANT]).run([MET, HELD, CLAIMED], [])
        assert list(found) == [GRANTED, PAYABLE]
        assert found[PAYABLE].certain
        assert found[PAYABLE].derivations == (("pay", (GRANTED, CLAIMED), True),)
        assert found[GRANTED].derivations == (("grant", (MET, HELD), True),)

    def test_one_possible_premise_makes_everything_after_it_possible(self, engine: type[Chain]) -> None:
        found = engine([PAY, GRANT]).run([MET, CLAIMED], [HELD])
        assert [found[one].certain for one in (GRANTED, PAYABLE)] == [False, False]
        assert found[PAYABLE].derivations == (("pay", (GRANTED, CLAIMED), False),)

    def test_a_conclusion_is_certain_where_one_way_to_it_is(self, engine: type[Chain]) -> None:
        other = fact("finding", outcome="met", path="other")
        found = engine([PAY, GRANT]).run([MET, HELD, CLAIMED], [other])
        assert found[GRANTED].certain
        assert found[GRANTED].derivations == (("grant", (MET, HELD), True), ("grant", (other, HELD), False))

    def test_a_fact_given_as_both_is_certain(self, engine: type[Chain]) -> None:
        assert engine([GRANT]).run([MET, HELD], [MET, HELD])[GRANTED].derivations == (("grant", (MET, HELD), True),)

    def test_a_fact_given_as_possible_that_follows_from_what_is_certain_is_a_certain_premise(self, engine: type[Chain]) -> None:
        assert engine([PAY, GRANT]).run([MET, HELD, CLAIMED], [GRANTED])[PAYABLE].certain

    def test_a_fact_given_as_certain_stays_a_certain_premise_where_it_follows_only_possibly(self, engine: type[Chain]) -> None:
        found = engine([PAY, GRANT]).run([GRANTED, MET, CLAIMED], [HELD])
        assert not found[GRANTED].certain
        assert found[PAYABLE].certain

    def test_another_title_joins_nothing(self, engine: type[Chain]) -> None:
        assert PAYABLE not in engine([PAY, GRANT]).run([MET, fact("title", kind="base", id="T2"), CLAIMED], [])

    @pytest.mark.parametrize(
        ("held", "claimed"),
        [
            (fact("title", kind="base"), fact("claim", incentive="bonus", id="C1")),
            (HELD, fact("claim", incentive="bonus", id="C1")),
            (HELD, fact("claim", incentive="bonus", title="T1")),
        ],
        ids=["both lack the field joined", "the claim lacks it", "the claim lacks what the conclusion takes"],
    )
    def test_a_missing_field_equals_nothing(self, engine: type[Chain], held: Fact, claimed: Fact) -> None:
        assert PAYABLE.kind not in {one.kind for one in engine([PAY, GRANT]).run([MET, held, claimed], [])}

    def test_nothing_follows_from_nothing(self, engine: type[Chain]) -> None:
        assert engine([PAY, GRANT]).run([], []) == engine([]).run([MET], []) == {}


def test_the_fixpoint_never_joins_a_fact_with_itself() -> None:
    twice = ChainRule("twice", (pattern("title"), pattern("title")), "two")
    one, other = fact("title", id="T1"), fact("title", id="T2")
    assert Fixpoint([twice]).run([one], []) == {}
    assert [way.premises for way in Fixpoint([twice]).run([one, other], [])[fact("two")].derivations] == [
        (one, other),
        (other, one),
    ]
