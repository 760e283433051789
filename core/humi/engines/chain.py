"""The chain: rules that join small facts, run by durable-rules where it can be imported, by the fixpoint elsewhere.

Chaining is monotone, so uncertainty needs no logic of its own: one session, two batches. First what is certain, until nothing
more follows; then what is possible: what follows only then is possible.

durable-rules sees nothing of what a fact says: kinds, fields and values go in as short names made here, and only facts that
some rule reads. So nothing is coerced or cut, and no text of a dossier reaches the library.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import count
from threading import Lock
from typing import Any, Protocol

from humi.engines.chain_rules import ChainRule, Concluded, Derivation, Fact, concluded
from humi.engines.envelope import breaches, conditions, looked_at
from humi.engines.fixpoint import Fixpoint

Place = tuple[int, int]
"""A premise: the number of its rule, and its place there."""

NAME, START = "chain", "start"


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
        sure = dict.fromkeys(certain)
        maybe = dict.fromkeys(fact for fact in possible if fact not in sure)
        if not self._readers.enough((*sure, *maybe)):
            return {}
        return self._engine.run(sure, maybe)

    @cached_property
    def _engine(self) -> Engine:
        return registered(self.rules, self._readers) if durable_works() else Fixpoint(self.rules)


def durable_works() -> bool:
    """Whether durable-rules can be imported: neither on Python 3.13 and later nor on Windows."""
    try:
        import durable.engine  # noqa: F401
    except ImportError:
        return False
    return True


class Readers:
    """Which premises a fact may be, going by what each asks of the fact alone."""

    def __init__(self, rules: Sequence[ChainRule]) -> None:
        self._sizes = [len(rule.premises) for rule in rules]
        self._by: dict[object, list[tuple[Place, frozenset[tuple[str, str]], frozenset[str]]]] = defaultdict(list)
        patterns = [pattern for rule in rules for pattern in rule.premises]
        shared = Counter((pattern.kind, field) for pattern in patterns for field in pattern.fields)
        for number, rule in enumerate(rules):
            for place, pattern in enumerate(rule.premises):
                rarest = min(pattern.fields, key=lambda field: shared[pattern.kind, field], default=None)
                self._by[pattern.kind, rarest].append(((number, place), frozenset(pattern.fields), rule.needed(place)))

    def of(self, fact: Fact) -> Iterator[Place]:
        for field in (None, *fact.fields):
            for place, fields, needed in self._by.get((fact.kind, field), ()):
                if fields.issubset(fact.fields) and needed.issubset(name for name, _ in fact.fields):
                    yield place

    def any(self, fact: Fact) -> bool:
        return next(self.of(fact), None) is not None

    def enough(self, facts: Iterable[Fact]) -> bool:
        """Whether some rule finds a fact for each of its premises: if none does, nothing at all follows."""
        found: dict[int, set[int]] = defaultdict(set)
        for fact in facts:
            for number, place in self.of(fact):
                found[number].add(place)
        return any(len(places) == self._sizes[number] for number, places in found.items())


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
    """Rules registered with durable-rules, under names made here: `k0` is a kind, `f0` one of its fields, `v0` a value."""

    def __init__(self, rules: tuple[ChainRule, ...], readers: Readers) -> None:
        self.rules = rules
        self.readers = readers
        looked = looked_at(rules)
        constants = {value for rule in rules for pattern in rule.premises for _, value in pattern.fields}
        self.kinds = {kind: f"k{number}" for number, kind in enumerate(sorted(looked))}
        self.fields = {kind: {name: f"f{n}" for n, name in enumerate(sorted(names))} for kind, names in looked.items()}
        self.values = {value: f"v{number}" for number, value in enumerate(sorted(constants))}
        self.sessions: dict[str, _Session] = {}
        self.sids = count(1)
        self.host = _host()
        self.host.register_rulesets({NAME: self._definition()})

    def _definition(self) -> dict[str, Any]:
        """Written anew for each registration, which consumes it."""
        definition: dict[str, Any] = {START: {"all": [{"p0": {"k": START}}], "run": lambda c: None}}
        for number, rule in enumerate(self.rules):
            patterns = [{f"p{place}": {"$and": self._asked(rule, place)}} for place in range(len(rule.premises))]
            definition[f"r{number}"] = {"all": patterns, "run": self._action(number)}
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

    def _action(self, number: int) -> Callable[[Any], None]:
        """What an action raises is swallowed, and what it asserts runs inside it, so it only takes note. It has one
        parameter: with two it would count as asynchronous."""
        names = [f"p{place}" for place in range(len(self.rules[number].premises))]
        sessions = self.sessions

        def note(c: Any) -> None:
            sessions[c.s.sid].notes.append((number, [getattr(c, name).id for name in names]))

        return note

    def run(self, certain: Iterable[Fact], possible: Iterable[Fact]) -> Concluded:
        """See `Chain.run`."""
        given = dict.fromkeys(certain)
        known = set(given)
        found: dict[Fact, list[Derivation]] = defaultdict(list)
        with _Session(self) as session:
            for sure, batch in ((True, given), (False, dict.fromkeys(possible))):
                wave = [fact for fact in batch if sure or fact not in known]
                while wave:
                    known.update(wave)
                    following: dict[Fact, None] = {}
                    for rule, premises in session.tell(wave):
                        fact = rule.conclude(premises)
                        assert fact is not None, "premises have all fields that the rule needs"
                        found[fact].append(Derivation(rule.name, premises, sure))
                        following[fact] = None
                    wave = [fact for fact in following if fact not in known]
        return concluded(found, given)


class _Session:
    """One session of durable-rules: its own `sid`, facts by their ids, values by their names, and what actions noted.

    It begins with a fact whose rule always fires, since deleting a session in which no action has finished crashes the
    process, and is always deleted, since no more than 1,024 can live at once. Ids are numbers, for what the library would
    make of a fact's content collides after some ten thousand; decimal numbers do not below 797,186.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.sid = str(next(ruleset.sids))
        self.facts: list[Fact] = []
        self.values = dict(ruleset.values)
        self.notes: list[tuple[int, list[str]]] = []

    def __enter__(self) -> _Session:
        self._assert([{"sid": self.sid, "id": START, "k": START}])
        self.ruleset.sessions[self.sid] = self
        return self

    def __exit__(self, *_: object) -> None:
        del self.ruleset.sessions[self.sid]
        self.ruleset.host.delete_state(NAME, self.sid)

    def tell(self, facts: Iterable[Fact]) -> list[tuple[ChainRule, tuple[Fact, ...]]]:
        """Assert facts; gives the rules that fired, each with its premises."""
        messages = [self._message(fact) for fact in facts if self.ruleset.readers.any(fact)]
        if not messages:
            return []
        self._assert(messages)
        notes, self.notes = self.notes, []
        return [(self.ruleset.rules[number], tuple(self.facts[int(id_)] for id_ in ids)) for number, ids in notes]

    def _message(self, fact: Fact) -> dict[str, str]:
        fields, values = self.ruleset.fields[fact.kind], self.values
        message = {"sid": self.sid, "id": str(len(self.facts)), "k": self.ruleset.kinds[fact.kind]}
        for name, value in fact.fields:
            if name in fields:
                message[fields[name]] = values.setdefault(value, f"v{len(values)}")
        self.facts.append(fact)
        return message

    def _assert(self, messages: list[dict[str, str]]) -> None:
        """A fact that matches nothing, or that is known already, would raise before actions run; none such comes here."""
        state = self.ruleset.host.assert_facts(NAME, messages)
        if isinstance(state, dict) and "exception" in state:
            raise RuntimeError(f"durable-rules: {state['exception']}")


def _host() -> Any:
    from durable.engine import Host

    class Quiet(Host):  # type: ignore[misc]
        """Without the two threads of the original, so that actions run in the calling thread."""

        def _run(self) -> None:
            pass

    return Quiet()
