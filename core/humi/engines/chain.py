"""The chain: rules that join small facts, run by durable-rules where it can be imported, by the fixpoint elsewhere.

Chaining is monotone, so uncertainty needs no logic of its own: one session, two batches. First what is certain, until nothing
more follows; then what is possible: what follows only then is possible.

durable-rules sees nothing of what a fact says: kinds, fields and values go in as short names made here, and only facts that
some rule reads. So nothing is coerced or cut, and no text of a dossier reaches the library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from itertools import count
from json import dumps, loads
from threading import Lock
from typing import Any, Protocol

from humi.engines.chain_rules import ChainRule, Concluded, Derivation, Fact, concluded
from humi.engines.envelope import breaches, conditions, looked_at
from humi.engines.fixpoint import Fixpoint
from humi.engines.readers import Readers

START = "start"


class Engine(Protocol):
    """The contract of `Chain.run`."""

    def run(self, certain: Iterable[Fact], possible: Iterable[Fact]) -> Concluded: ...


class Chain:
    """Rules that feed each other. Instances do not change and may be used from many threads.

    Raises ValueError where the rules leave the envelope; `envelope.breaches` says how, all at once.
    """

    def __init__(self, rules: Iterable[ChainRule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.name))
        found = breaches(self.rules)
        if found:
            raise ValueError("; ".join(map(repr, found)))
        self._readers = Readers(self.rules)

    def run(self, certain: Iterable[Fact], possible: Iterable[Fact] = ()) -> Concluded:
        """Everything that the rules conclude, certain or possible, with all derivations.

        A fact given as both is certain. The order of facts and of rules, and repeated facts, change nothing.
        """
        sure = self._readers.read(dict.fromkeys(certain))
        maybe = self._readers.read(fact for fact in dict.fromkeys(possible) if fact not in sure)
        if not self._readers.enough(sure, maybe):
            return {}
        return self._engine.run(sure, maybe)

    @cached_property
    def _engine(self) -> Engine:
        return registered(self.rules, self._readers) if durable_works() else Fixpoint(self.rules)


def durable_works() -> bool:
    """Whether durable-rules can be imported: neither on Python 3.13 and later nor on Windows."""
    try:
        import durable_rules_engine  # noqa: F401
    except ImportError:
        return False
    return True


# --- durable-rules ---

_REGISTERED: dict[str, Ruleset] = {}
_REGISTERING = Lock()


def registered(rules: tuple[ChainRule, ...], readers: Readers) -> Ruleset:
    """Rulesets of the library can be neither freed nor replaced, so equal rules share one for the life of the process."""
    content = sha256(repr(rules).encode("utf-8", "surrogatepass")).hexdigest()
    with _REGISTERING:
        if content not in _REGISTERED:
            _REGISTERED[content] = Ruleset(rules, readers)
        return _REGISTERED[content]


class Ruleset:
    """Rules registered with durable-rules, under names made here: `k0` is a kind, `f0` one of its fields, `v0` a value,
    `r0` a rule, `p0` its first premise."""

    def __init__(self, rules: tuple[ChainRule, ...], readers: Readers) -> None:
        import durable_rules_engine

        self.library: Any = durable_rules_engine
        self.readers = readers
        looked = looked_at(rules)
        constants = {value for rule in rules for pattern in rule.premises for _, value in pattern.fields}
        self.rules = {f"r{number}": rule for number, rule in enumerate(rules)}
        self.kinds = {kind: f"k{number}" for number, kind in enumerate(sorted(looked))}
        self.fields = {kind: {name: f"f{n}" for n, name in enumerate(sorted(names))} for kind, names in looked.items()}
        self.values = {value: f"v{number}" for number, value in enumerate(sorted(constants))}
        self.sids = count(1)
        self.handle = self.library.create_ruleset("chain", dumps(self._definition()))

    def _definition(self) -> dict[str, Any]:
        definition: dict[str, Any] = {START: {"all": [{"p0": {"k": START}}]}}
        for number, rule in self.rules.items():
            patterns = [{f"p{place}": {"$and": self._asked(rule, place)}} for place in range(len(rule.premises))]
            definition[number] = {"all": patterns}
        return definition

    def _asked(self, rule: ChainRule, place: int) -> list[dict[str, Any]]:
        pattern = rule.premises[place]
        fields = self.fields[pattern.kind]
        asked: list[dict[str, Any]] = [{"k": self.kinds[pattern.kind]}]
        for name, value in conditions(rule, place):
            asked.append({"$ex": {fields[name]: 1}} if value is None else {fields[name]: self.values[value]})
        for name, (other, field) in pattern.joins:
            asked.append({fields[name]: {f"p{other}": self.fields[rule.premises[other].kind][field]}})
        return asked

    def run(self, certain: Iterable[Fact], possible: Iterable[Fact]) -> Concluded:
        """See `Chain.run`; facts that no premise reads are left out already."""
        known: set[Fact] = set()
        found: dict[Fact, list[Derivation]] = defaultdict(list)
        with _Session(self) as session:
            for sure, batch in ((True, certain), (False, possible)):
                wave = [fact for fact in batch if fact not in known]
                while wave:
                    known.update(wave)
                    following: dict[Fact, None] = {}
                    for rule, premises in session.tell(wave):
                        fact = rule.conclude(premises)
                        assert fact is not None, "premises have all fields that the rule needs"
                        found[fact].append(Derivation(rule.name, premises, sure))
                        following[fact] = None
                    wave = [fact for fact in following if fact not in known and self.readers.of(fact)]
        return concluded(found)


class _Session:
    """One session of durable-rules: its own `sid`, facts by their ids and values by their names.

    It begins with a fact whose rule always fires, since deleting a session in which no action has finished crashes the
    process, and is always deleted, since no more than 1,024 can live at once. Ids are numbers, for what the library would
    make of a fact's content collides after some ten thousand; decimal numbers do not below 797,186.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.sid = str(next(ruleset.sids))
        self.facts: list[Fact] = []
        self.values = dict(ruleset.values)

    def __enter__(self) -> _Session:
        self._fire([{"sid": self.sid, "id": START, "k": START}])
        return self

    def __exit__(self, *_: object) -> None:
        self.ruleset.library.delete_state(self.ruleset.handle, self.sid)

    def tell(self, facts: Iterable[Fact]) -> list[tuple[ChainRule, tuple[Fact, ...]]]:
        """Assert facts; gives the rules that fired, each with its premises."""
        fired = []
        for action in self._fire([self._message(fact) for fact in facts]):
            ((number, premises),) = action.items()
            rule = self.ruleset.rules[number]
            ids = [int(premises[f"p{place}"]["id"]) for place in range(len(rule.premises))]
            fired.append((rule, tuple(self.facts[id_] for id_ in ids)))
        return fired

    def _message(self, fact: Fact) -> dict[str, str]:
        fields, values = self.ruleset.fields[fact.kind], self.values
        message = {"sid": self.sid, "id": str(len(self.facts)), "k": self.ruleset.kinds[fact.kind]}
        for name, value in fact.fields:
            if name in fields:
                if value not in values:
                    values[value] = f"v{len(values)}"
                message[fields[name]] = values[value]
        self.facts.append(fact)
        return message

    def _fire(self, messages: list[dict[str, str]]) -> list[dict[str, Any]]:
        """Assert, and take the actions one by one until there are none.

        This is what the library's own Python layer does around callbacks, with threads and time limits that are of no use
        here: it swallows what a callback raises, and drops whatever is left where one took ten seconds by the clock.
        """
        library, handle = self.ruleset.library, self.ruleset.handle
        code, state = library.assert_facts(handle, dumps(messages))
        if code:
            raise RuntimeError(f"durable-rules took a fact for unread or repeated, code {code}")
        started = library.start_action_for_state(handle, state)
        action = started and started[1]
        fired = []
        while action:
            fired.append(loads(action))
            action = library.complete_and_start_action(handle, state)
        return fired
