"""Rules that leave the envelope are told, all at once, and never reach durable-rules."""

from __future__ import annotations

import pytest

from humi.engines.chain import Chain
from humi.engines.chain_rules import ChainRule, Fact, Pattern
from humi.engines.envelope import CANDIDATES, FIELDS, JOINS, PREMISES, RULES, SIBLINGS, Breach, breaches
from humi.engines.fixpoint import Fixpoint
from tests.engines.chained import fact, pattern

A = pattern("a")


def rule(name: str = "r", *premises: Pattern, to: str = "out", **fields: str | tuple[int, str]) -> ChainRule:
    return ChainRule(name, premises or (A,), to, tuple(fields.items()))


def named(fields: int) -> dict[str, str]:
    return {f"field{number}": "x" for number in range(fields)}


def joined(fields: int) -> Pattern:
    return pattern("b", {f"field{number}": (0, f"field{number}") for number in range(fields)})


def kinds(count: int, rules: int = RULES) -> list[ChainRule]:
    """Rules with premises of so many different kinds."""
    return [rule(f"r{n:03}", *(pattern(f"k{one}") for one in range(n, count, rules))) for n in range(min(count, rules))]


def values(count: int, rules: int = RULES) -> list[ChainRule]:
    """Rules with premises of one kind and so many different values."""
    return [rule(f"r{n:03}", *(pattern("a", id=str(one)) for one in range(n, count, rules))) for n in range(min(count, rules))]


OUTSIDE = {
    "no premise": ([ChainRule("r", (), "out")], [Breach("r", "premises", "0", PREMISES)]),
    "too many premises": (
        [rule("r", *(pattern(f"k{number}") for number in range(PREMISES + 1)))],
        [Breach("r", "premises", str(PREMISES + 1), PREMISES)],
    ),
    "too many joins": ([rule("r", A, joined(JOINS + 1))], [Breach("r", "joins", str(JOINS + 1), JOINS)]),
    "too many fields in one pattern": (
        [rule("r", pattern("a", **named(FIELDS + 1)))],
        [Breach("r", "fields", str(FIELDS + 1), FIELDS)],
    ),
    "too many fields of one kind": (
        [rule("r", pattern("a", **named(FIELDS))), rule("s", A, to="b", last=(0, "last"))],
        [Breach("s", "fields", str(FIELDS + 1), FIELDS)],
    ),
    "a join to itself": ([rule("r", pattern("a", {"x": (0, "y")}))], [Breach("r", "source", "0.y")]),
    "a join to a later premise": ([rule("r", pattern("a", {"x": (1, "y")}), pattern("b"))], [Breach("r", "source", "1.y")]),
    "a join to no premise": ([rule("r", A, pattern("b", {"x": (-1, "y")}))], [Breach("r", "source", "-1.y")]),
    "a conclusion from no premise": ([rule("r", A, x=(1, "y"))], [Breach("r", "source", "1.y")]),
    "a field equal to two constants": ([rule("r", Pattern("a", (("x", "1"), ("x", "2"))))], [Breach("r", "twice", "x")]),
    "a field with a constant and a join": (
        [rule("r", A, pattern("b", {"x": (0, "y")}, x="1"))],
        [Breach("r", "twice", "x")],
    ),
    "a variable twice in one pattern": (
        [rule("r", A, pattern("b", {"x": (0, "y"), "z": (0, "y")}))],
        [Breach("r", "twice", "0.y")],
    ),
    "a field concluded twice": (
        [ChainRule("r", (A,), "out", (("x", "1"), ("x", (0, "y"))))],
        [Breach("r", "twice", "x")],
    ),
    "premises that one fact may match": (
        [rule("r", pattern("a", x="1"), pattern("b"), pattern("a", y="2"))],
        [Breach("r", "overlap", "0, 2")],
    ),
    "two rules of one name": ([rule("r"), rule("r", pattern("b"))], [Breach("r", "name", "r")]),
    "a rule that feeds itself": ([rule("r", to="a")], [Breach("r", "cycle", "r -> r")]),
    "rules that feed each other": (
        [rule("s", pattern("b"), to="c"), rule("r", pattern("c", x="1"), to="a", y="2"), rule("q", A, to="c", x="1")],
        [Breach("q", "cycle", "q -> r -> q")],
    ),
    "a cycle through a field that may hold anything": (
        [rule("r", pattern("a", x="1"), pattern("b"), to="a", x=(1, "y"))],
        [Breach("r", "cycle", "r -> r")],
    ),
    "two cycles": (
        [rule("r", to="a"), rule("s", pattern("b"), to="b")],
        [Breach("r", "cycle", "r -> r"), Breach("s", "cycle", "s -> s")],
    ),
    "too many rules": (
        [rule(f"r{number:03}", pattern(f"k{number}")) for number in range(RULES + 1)],
        [Breach(f"r{RULES}", "rules", str(RULES + 1), RULES)],
    ),
    "too many rules for one fact": (
        [rule(f"r{number:03}", pattern("a", **{f"field{number}": "x"})) for number in range(CANDIDATES + 1)],
        [Breach(f"r{CANDIDATES:03}", "candidates", str(CANDIDATES + 1), CANDIDATES)],
    ),
    "too many rules with the same premise": (
        [rule(f"r{number:03}") for number in range(CANDIDATES + 1)],
        [Breach(f"r{CANDIDATES:03}", "candidates", str(CANDIDATES + 1), CANDIDATES)],
    ),
    "too many kinds": (kinds(SIBLINGS + 1), [Breach(f"r{RULES - 1}", "siblings", str(SIBLINGS + 1), SIBLINGS)]),
    "too many values": (values(SIBLINGS + 1), [Breach(f"r{RULES - 1}", "siblings", str(SIBLINGS + 1), SIBLINGS)]),
}

def facts(count: int, fields: int = 0) -> list[Fact]:
    return [fact(f"k{number}", **named(fields)) for number in range(count)]


WITHIN = {
    "all premises": ([rule("r", *(pattern(f"k{number}") for number in range(PREMISES)))], facts(PREMISES)),
    "all joins": ([rule("r", pattern("k0"), Pattern("k1", (), joined(JOINS).joins))], facts(2, JOINS)),
    "all fields": ([rule("r", pattern("k0", **named(FIELDS)))], facts(1, FIELDS)),
    "all rules": ([rule(f"r{number:03}", pattern(f"k{number}"), n=str(number)) for number in range(RULES)], facts(RULES)),
    "all candidates": (
        [rule(f"r{number:03}", pattern("k0", **{f"field{number}": "x"}), n=str(number)) for number in range(CANDIDATES)],
        facts(1, CANDIDATES),
    ),
    "all kinds": (kinds(SIBLINGS), facts(SIBLINGS)),
    "all values": (values(SIBLINGS), [fact("a", id=str(number)) for number in range(SIBLINGS)]),
    "many values, of which one fact has one": ([*values(200), rule("s")], [fact("a", id="7")]),
    "one kind told apart by a constant": (
        [rule("r", pattern("a", x="1"), pattern("a", x="2"))],
        [fact("a", x="1"), fact("a", x="2")],
    ),
    "a kind that follows from itself with another constant": (
        [rule("r", pattern("a", x="1"), to="a", x="2"), rule("s", pattern("a", x="2"), to="a", x="3")],
        [fact("a", x="1")],
    ),
    "a conclusion that lacks what the premise needs": (
        [rule("r", pattern("b"), to="a", x="1"), rule("s", A, to="b", y=(0, "y"))],
        [fact("a", y="1")],
    ),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_outside_the_envelope(case: str) -> None:
    rules, expected = OUTSIDE[case]
    assert breaches(rules) == expected
    assert breaches(rules[::-1]) == expected
    with pytest.raises(ValueError, match=expected[0].what):
        Chain(rules)


def test_everything_is_told_at_once() -> None:
    rules = [rule("b", to="a"), rule("a", *(pattern(f"k{number}") for number in range(17))), rule("c", A, x=(3, "y"))]
    assert [(one.rule, one.what) for one in breaches(rules)] == [("a", "premises"), ("c", "source"), ("b", "cycle")]


@pytest.mark.parametrize("case", WITHIN)
def test_within_the_envelope_up_to_its_limits(case: str) -> None:
    rules, given = WITHIN[case]
    assert breaches(rules) == []
    expected = Fixpoint(rules).run(given, [])
    assert expected
    assert Chain(rules).run(given) == expected
