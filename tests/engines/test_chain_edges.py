"""Where durable-rules is sharp: what cut somebody once, and does not cut the chain."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from humi.engines.chain import Chain, durable_works, registered
from humi.engines.chain_rules import ChainRule, Fact
from tests.engines.chained import VALUES, fact, pattern
from tests.house.documents import ROOT

needs_durable = pytest.mark.skipif(not durable_works(), reason="durable-rules cannot be imported by this Python")

COPY = ChainRule("copy", (pattern("a"),), "b", (("of", (0, "x")),))
JOIN = ChainRule("join", (pattern("a"), pattern("c", {"x": (0, "x")})), "both", (("x", (0, "x")),))

LOOKALIKES = ("5", "5.0", "05", " 5", "５", "true", "True", "1", "null", "", "1e3", "[1]", "{}", "护密", "护 密", "v0", "k0")


@pytest.mark.parametrize("value", LOOKALIKES)
def test_a_value_equals_itself_and_nothing_that_looks_like_it(value: str) -> None:
    chain = Chain([ChainRule("r", (pattern("a", x=value),), "b")])
    assert [chain.run([fact("a", x=other)]) != {} for other in LOOKALIKES] == [other == value for other in LOOKALIKES]
    joined = Chain([JOIN]).run([fact("a", x=value), *(fact("c", x=other) for other in LOOKALIKES)])
    assert list(joined) == [fact("both", x=value)]


@pytest.mark.parametrize("value", [*VALUES, "\n\t\\u0000\"'", "𠮷" * 3, "长" * 70_000], ids=ascii)
def test_a_value_comes_out_as_it_went_in(value: str) -> None:
    assert list(Chain([COPY]).run([fact("a", x=value)])) == [fact("b", of=value)]


def test_values_that_differ_only_far_behind_differ() -> None:
    long = "长" * 70_000
    assert Chain([JOIN]).run([fact("a", x=long + "1"), fact("c", x=long + "2")]) == {}


@pytest.mark.parametrize("word", ["sid", "id", "m", "$s", "$and", "$nex", "$ex", "run", "all", "start", "k", "护密", "a.b", ""])
def test_no_word_is_taken(word: str) -> None:
    """Kinds, fields, values and names of rules may be words of the library."""
    rule = ChainRule(word, (pattern(word, **{word: word}), pattern("z", {word: (0, word)})), "out", ((word, (1, word)),))
    assert list(Chain([rule]).run([Fact.of(word, {word: word}), Fact.of("z", {word: word})])) == [Fact.of("out", {word: word})]


class Spied:
    """The library, and all that it was told."""

    def __init__(self, library: Any) -> None:
        self.library = library
        self.told: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.library, name)

    def assert_facts(self, handle: int, messages: str) -> Any:
        self.told.append(messages)
        return self.library.assert_facts(handle, messages)


@needs_durable
def test_no_text_of_a_fact_reaches_the_library() -> None:
    rule = ChainRule("rule", (pattern("kind", field="constant"), pattern("other", {"join": (0, "name")})), "out")
    chain = Chain([rule])
    spied = chain._engine.library = Spied(registered(chain.rules, chain._readers).library)
    assert chain.run([fact("kind", field="constant", name="secret"), fact("other", join="secret", rest="more")])
    told = [message for messages in spied.told for message in json.loads(messages)]
    assert [message.keys() - {"sid", "id", "k"} for message in told] == [set(), {"f0", "f1"}, {"f0"}]
    assert all(re.fullmatch("start|[kv]?[0-9]+", value) for message in told for value in message.values())


def test_many_facts_lose_nothing() -> None:
    pairs = [fact(kind, x=str(number)) for kind in "ac" for number in range(3_000)]
    assert len(Chain([JOIN]).run(pairs)) == 3_000


def test_the_ids_of_a_session_do_not_collide() -> None:
    """The library knows facts by this hash of their id. Of what it makes of a fact without one, the 46,010th collided."""

    def hashed(text: str) -> int:
        found = 0x811C9DC5
        for byte in text.encode():
            found = (found ^ byte) * 16777619 % 2**32
        return found

    ids = ["start", *(str(number) for number in range(100_000))]
    assert len({hashed(one) for one in ids}) == len(ids)


def test_many_ways_to_one_conclusion_are_all_told() -> None:
    rule = ChainRule("r", (pattern("a"), pattern("c")), "out")
    found = Chain([rule]).run(fact(kind, x=str(number)) for kind in "ac" for number in range(40))
    assert len(found[fact("out")].derivations) == 1_600


def test_facts_that_match_nothing_are_passed_over() -> None:
    facts = [fact("a", x="1"), fact("c", x="1"), fact("unheard"), fact("both", x="1"), fact("a"), fact("c", y="1")]
    assert all(len(Chain([JOIN]).run(order)) == 1 for order in permutations(facts))
    assert Chain([JOIN]).run([fact("unheard")], [fact("a")]) == {}


def test_repeated_facts_count_once() -> None:
    one, other = fact("a", x="1"), fact("c", x="1")
    found = Chain([JOIN]).run([one, one, other], [one, other, other])
    assert found[fact("both", x="1")].derivations == (("join", (one, other), True),)


def test_a_fact_of_any_size_goes_in() -> None:
    """The library takes no more than 255 fields; only those go in that rules look at."""
    large = fact("a", **{f"field{number}": "x" for number in range(1_000)}, x="1")
    assert list(Chain([COPY]).run([large])) == [fact("b", of="1")]


def test_facts_that_differ_only_where_no_rule_looks_are_two() -> None:
    facts = [fact("a", x="1", note="one"), fact("a", x="1", note="two")]
    assert [way.premises for way in Chain([COPY]).run(facts)[fact("b", of="1")].derivations] == [(facts[0],), (facts[1],)]


def test_a_rule_set_registered_again_and_again_is_registered_once() -> None:
    """Each would keep about 120 kB for good."""
    rules = [ChainRule(f"again{number}", (pattern("a", x=str(number)),), "b") for number in range(20)]
    chains = [Chain(rules), Chain(rules[::-1]), Chain(map(replace, rules))]
    assert all(chain.run([fact("a", x="3")]) for chain in chains)
    assert len({id(chain._engine) for chain in chains}) == (1 if durable_works() else 3)


ALMOST = """
from humi.engines.chain import Chain
from humi.engines.chain_rules import ChainRule, Fact, Pattern
rule = ChainRule("r", (Pattern("a"), Pattern("c", (), (("x", (0, "x")),))), "out")
chain = Chain([rule])
for number in range(3_000):
    assert chain.run([Fact.of("a", {"x": "1"}), Fact.of("c", {"x": "2"})]) == {}
"""


def test_sessions_in_which_no_rule_fires_do_not_crash() -> None:
    """Deleting a session in which no action has finished frees what was never set."""
    done = subprocess.run([sys.executable, "-c", ALMOST], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
