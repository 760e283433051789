"""Chaining: Humi's chain against durable-rules as one would write it by hand, over the very same assertions.

Eight incentives: a designation that is met and a title of the right kind grant one, a claim for that title makes it payable,
and what is payable is published. Per dossier most facts are certain and some only possible, and some links are missing. Both
assert in the same batches what can be read by some rule; bare durable-rules notes what follows and asserts it in turn, and
keeps neither derivations nor an order.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any

from benchmarks.budgets import CHAIN, DURABLE, HUMI
from benchmarks.contest import Contestant
from humi.engines.chain import Chain, durable_works
from humi.engines.chain_rules import ChainRule, Concluded, Fact, Pattern
from humi.engines.fixpoint import Fixpoint

INCENTIVES = 8

RULES = tuple(
    rule
    for number in range(INCENTIVES)
    for rule in (
        ChainRule(
            f"grant{number}",
            (
                Pattern("finding", (("path", f"designation{number}"), ("outcome", "met"))),
                Pattern("title", (("kind", f"kind{number}"),)),
            ),
            "granted",
            (("incentive", f"incentive{number}"), ("title", (1, "id"))),
        ),
        ChainRule(
            f"pay{number}",
            (
                Pattern("granted", (("incentive", f"incentive{number}"),)),
                Pattern("claim", (("incentive", f"incentive{number}"),), (("title", (0, "title")),)),
            ),
            "payable",
            (("incentive", f"incentive{number}"), ("claim", (1, "id"))),
        ),
        ChainRule(
            f"publish{number}",
            (Pattern("payable", (("incentive", f"incentive{number}"),)),),
            "published",
            (("claim", (0, "claim")),),
        ),
    )
)

Facts = tuple[list[Fact], list[Fact]]


def cases(number: int, seed: int = 3) -> list[Facts]:
    """What is certain and what is possible, of `number` dossiers; the same seed gives the same ones."""
    random = Random(seed)
    return [_case(random) for _ in range(number)]


def _case(random: Random) -> Facts:
    certain: list[Fact] = []
    possible: list[Fact] = []
    for number in range(INCENTIVES):
        title, claim, incentive = f"T{number}", f"C{number}", f"incentive{number}"
        for fact in (
            Fact.of("finding", {"path": f"designation{number}", "outcome": "met"}),
            Fact.of("title", {"id": title, "kind": f"kind{number}"}),
            Fact.of("claim", {"id": claim, "incentive": incentive, "title": title}),
        ):
            chance = random.random()
            if chance < 0.9:
                (certain if chance < 0.7 else possible).append(fact)
    return certain, possible


class Bare:
    """The same rules and batches, written for durable-rules by hand."""

    def __init__(self) -> None:
        from durable.engine import Host

        class Quiet(Host):  # type: ignore[misc]
            def _run(self) -> None:
                pass

        self._sids = count(1)
        self._noted: list[dict[str, str]] = []
        definition: dict[str, Any] = {"start": {"all": [{"m": {"kind": "start"}}], "run": lambda c: None}}
        for number in range(INCENTIVES):
            definition |= self._rules(f"designation{number}", f"kind{number}", f"incentive{number}")
        self._host = Quiet()
        self._host.register_rulesets({"bare": definition})

    def _rules(self, designation: str, kind: str, incentive: str) -> dict[str, Any]:
        def grant(c: Any) -> None:
            self._noted.append({"kind": "granted", "incentive": incentive, "title": c.title.id_})

        def pay(c: Any) -> None:
            self._noted.append({"kind": "payable", "incentive": incentive, "claim": c.claim.id_})

        def publish(c: Any) -> None:
            self._noted.append({"kind": "published", "claim": c.payable.claim})

        met = {"$and": [{"kind": "finding"}, {"path": designation}, {"outcome": "met"}]}
        title = {"$and": [{"kind": "title"}, {"kind_": kind}]}
        granted = {"$and": [{"kind": "granted"}, {"incentive": incentive}]}
        claim = {"$and": [{"kind": "claim"}, {"incentive": incentive}, {"title": {"granted": "title"}}]}
        payable = {"$and": [{"kind": "payable"}, {"incentive": incentive}]}
        return {
            f"grant {incentive}": {"all": [{"finding": met}, {"title": title}], "run": grant},
            f"pay {incentive}": {"all": [{"granted": granted}, {"claim": claim}], "run": pay},
            f"publish {incentive}": {"all": [{"payable": payable}], "run": publish},
        }

    @staticmethod
    def prepare(facts: Facts) -> tuple[Any, ...]:
        """Ready-made messages, outside the clock. `id` and `kind` are words of the library or of these rules."""
        own = {"id": "id_", "kind": "kind_"}
        return tuple(
            [{"kind": fact.kind, **{own.get(name, name): value for name, value in fact.fields}} for fact in batch]
            for batch in facts
        )

    def run(self, certain: list[dict[str, str]], possible: list[dict[str, str]]) -> tuple[list[Any], list[Any]]:
        """What follows from what is certain, and what only with what is possible."""
        sid, host, found = str(next(self._sids)), self._host, ([], [])
        known: set[tuple[str, ...]] = set()
        host.assert_fact("bare", {"sid": sid, "kind": "start"})
        try:
            for batch, concluded in zip((certain, possible), found, strict=True):
                wave = batch
                while wave:
                    state = host.assert_facts("bare", [{"sid": sid, **message} for message in wave])
                    if isinstance(state, dict) and "exception" in state:
                        raise RuntimeError(state["exception"])
                    noted, self._noted, wave = self._noted, [], []
                    for message in noted:
                        key = tuple(message.values())
                        if key not in known:
                            known.add(key)
                            concluded.append(message)
                            if message["kind"] != "published":
                                wave.append(message)
        finally:
            host.delete_state("bare", sid)
        return found


def check(run: Callable[..., Concluded], bare: Bare, facts: list[Facts]) -> None:
    """Both conclude the same, certain and possible."""
    for one in facts:
        mine, by_hand = run(*one), bare.run(*bare.prepare(one))
        for certain, messages in zip((True, False), by_hand, strict=True):
            expected = {_fact(message) for message in messages}
            assert expected == {fact for fact, found in mine.items() if found.certain is certain}, one


def _fact(message: dict[str, str]) -> Fact:
    return Fact.of(message["kind"], {name: value for name, value in message.items() if name != "kind"})


def contestants(checked: int, raced: int) -> list[Contestant]:
    """Checked to conclude the same, then ready to race. Without durable-rules the fixpoint runs alone."""
    chain, fixpoint, facts = Chain(RULES), Fixpoint(RULES), cases(raced)
    found = [Contestant(CHAIN, f"{HUMI}'s fixpoint", fixpoint.run, facts)]
    if durable_works():
        bare = Bare()
        for run in (chain.run, fixpoint.run):
            check(run, bare, cases(checked, seed=4))
        ready_made = [bare.prepare(one) for one in facts]
        found = [Contestant(CHAIN, HUMI, chain.run, facts), Contestant(CHAIN, DURABLE, bare.run, ready_made), *found]
    return found
