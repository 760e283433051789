"""The judge: one dossier, all findings and causes.

Rules are decided on the values at hand (`eager`) until they have been asked often enough that compiling them (`compiled`) pays.
Both say the same; a property test holds them to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from humi.dossier.facts import SINGLE
from humi.dossier.vocabulary import Vocabulary
from humi.dossier.world import Record, World
from humi.engines.cause import Cause
from humi.engines.causes import CauseWriter
from humi.engines.eager import EagerTerms
from humi.language import nodes as n
from humi.language.pairs import Pairs
from humi.values.frozen import Frozen

NOT_MET, MET, UNDETERMINED = 0, 1, 2
RawCause = tuple[Cause, list[Any] | None]
Raw = int | tuple[RawCause, ...]
"""`NOT_MET`, `MET`, or the causes of undetermined, each with the related record it was found at."""

Verdict = Callable[[World, Any, int, int], int]
Findings = Callable[[World, Any, int, int], "tuple[Raw, ...]"]
RangeOf = Callable[[World, Any, int, int], "tuple[int, int]"]

HOT = 16
"""After so much work compiling has paid: it takes about as long as deciding twenty times on values at hand."""


class Setting(Frozen):
    """Where rules stand: whose facts they see, what they judge, what chooses their dated versions."""

    vocabulary: Vocabulary
    region: str
    file: str
    this: str = "unit"
    governed_by: n.Ref | None = None

    @property
    def listed(self) -> str:
        """The entity judged, where it is a record of a list."""
        return "" if self.this in SINGLE else self.this


class _Work:
    """How much was decided on values at hand: once for each time asked, and for each record that was looked at."""

    def __init__(self, nodes: Sequence[n.Node]) -> None:
        self._nodes = nodes
        self._relations: frozenset[str] | None = None
        self._done = 0

    def is_much(self, world: World) -> bool:
        """Whether compiling has paid, with what is to be decided now."""
        if self._relations is None:
            parts = (part for node in self._nodes for part in n.walk(node))
            self._relations = frozenset(part.relation for part in parts if isinstance(part, n.Related))
        self._done += 1 + sum(len(getattr(world, relation)) for relation in self._relations)
        return self._done > HOT


class Judge:
    """Rules that are asked together: gives the raw finding of each, in order."""

    def __init__(self, rules: Sequence[n.Condition], setting: Setting) -> None:
        self.rules = tuple(rules)
        self.setting = setting
        self._work = _Work(self.rules)
        self._compiled: Findings | None = None

    def __call__(self, world: World, this: Record | None, low: int, high: int) -> tuple[Raw, ...]:
        if self._compiled is not None:
            return self._compiled(world, this, low, high)
        if self._work.is_much(world):
            from humi.engines.compiled import compile_findings

            self._compiled = compile_findings(self.rules, self.setting)
            return self._compiled(world, this, low, high)
        return findings_at_hand(self.rules, self.setting, world, this, low, high)


def findings_at_hand(
    rules: Sequence[n.Condition], setting: Setting, world: World, this: Record | None, low: int, high: int
) -> tuple[Raw, ...]:
    """The raw findings of rules that are asked once."""
    terms = EagerTerms(setting, world, this, low, high)
    pairs: Pairs[Any] = Pairs(terms)
    causes: CauseWriter[Any] = CauseWriter(terms, pairs, bool(setting.listed), setting.governed_by)
    return tuple(_finding(rule, terms, pairs, causes) for rule in rules)


def _finding(rule: n.Condition, terms: EagerTerms, pairs: Pairs[Any], causes: CauseWriter[Any]) -> Raw:
    surely, possibly = pairs.condition(rule)
    if surely or not possibly:
        return MET if surely else NOT_MET
    terms.found = []
    causes.condition(rule)
    return tuple(terms.found)


class Ranger:
    """A value: gives its least and greatest, scaled by `places_of(value)`."""

    def __init__(self, value: n.Value, setting: Setting) -> None:
        self.value = value
        self.setting = setting
        self._work = _Work((value,))
        self._compiled: RangeOf | None = None

    def __call__(self, world: World, this: Record | None, low: int, high: int) -> tuple[int, int]:
        if self._compiled is not None:
            return self._compiled(world, this, low, high)
        if self._work.is_much(world):
            from humi.engines.compiled import compile_value

            self._compiled = compile_value(self.value, self.setting)
            return self._compiled(world, this, low, high)
        return range_at_hand(self.value, self.setting, world, this, low, high)


def range_at_hand(
    value: n.Value, setting: Setting, world: World, this: Record | None, low: int, high: int
) -> tuple[int, int]:
    """The least and greatest of a value that is asked once."""
    found = Pairs(EagerTerms(setting, world, this, low, high)).value(value)
    return found.low, found.high
