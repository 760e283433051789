"""One region hearing one dossier on one day: what every step of the road shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from humi.decision import Cause, Citation, Finding, Later, Outcome, Reason
from humi.dossier.dossier import Dossier
from humi.dossier.facts import EXISTS, NO, REGIONS, RELATION_OF, SINGLE, YES
from humi.dossier.world import Record
from humi.engines.judge import MET, Findings, RangeOf, Raw, Setting, compile_findings, compile_value, doubts_of
from humi.language import nodes as n
from humi.policy.pack import Criterion, Pack, Rule
from humi.policy.provisions import cited
from humi.road.causes import explained
from humi.road.reasons import reasons
from humi.values.label import Label


@dataclass(frozen=True, slots=True)
class GoverningDate:
    """First and last possible day of what a rule is about.

    `event` tells whether it is about something that happened (as opposed to the day of asking). `version_low` is the first
    day that may choose a dated version: an event that is not recorded may have been at any time.
    """

    low: int
    high: int
    event: bool
    version_low: int


class Hearing:
    """A pack, a dossier and a day."""

    def __init__(self, pack: Pack, dossier: Dossier, asked: int) -> None:
        self.pack = pack
        self.dossier = dossier
        self.asked = asked
        self.world = dossier.world(pack.region, asked)

    # --- compiled rules, kept with the pack ---

    def setting(self, this: str = "unit", governed_by: n.Ref | None = None) -> Setting:
        return Setting(self.pack.vocabulary, self.pack.region, self.pack.file, this, governed_by)

    def findings(
        self, key: str, rules: Callable[[], Sequence[n.Condition]], this: str = "unit", governed_by: n.Ref | None = None
    ) -> Findings:
        """The compiled findings of some rules; `key` names them within the pack."""
        kept: Findings = _kept(
            self.pack, ("findings", key), lambda: compile_findings(rules(), self.setting(this, governed_by))
        )
        return kept

    def range_of(self, key: str, value: n.Value, this: str = "unit", governed_by: n.Ref | None = None) -> RangeOf:
        """The compiled range of a value."""
        kept: RangeOf = _kept(self.pack, ("range", key), lambda: compile_value(value, self.setting(this, governed_by)))
        return kept

    # --- whose and when ---

    def governing(self, ref: n.Ref | None, this: Record | None) -> GoverningDate:
        """The governing date of a rule about `this`."""
        asked = self.asked
        if ref is None:
            return GoverningDate(asked, asked, False, asked)
        slots = self._slots(ref, this)
        if ref.fact.type == "date":
            low, high = slots[ref.fact.slot], min(slots[ref.fact.slot + 1], asked)
            return GoverningDate(low, high, True, low)
        happened, low, high = slots[ref.fact.slot : ref.fact.slot + 3]
        if happened == YES:
            return GoverningDate(low, high, True, low)
        if happened == NO:
            return GoverningDate(asked, asked, False, asked)
        return GoverningDate(asked, asked, False, min(low, asked))

    def _slots(self, ref: n.Ref, this: Record | None) -> Record:
        record: Record = getattr(self.world, ref.owner) if ref.owner in SINGLE else this  # type: ignore[assignment]
        if not ref.fact.region:
            return record
        own: Record = record[REGIONS].get(ref.fact.region) or self.pack.vocabulary.template(
            ref.fact.entity, ref.fact.region
        )
        return own

    # --- findings ---

    def path(self, rule: Rule, suffix: str = "") -> str:
        return f"{self.pack.region}/{rule.path}{suffix}"

    def finding(self, rule: Criterion, raw: Raw, this: Record | None, governing: GoverningDate, entity: str) -> Finding:
        """The finding of a criterion. Explanations are made when looked at."""
        outcome = outcome_of(raw)
        if outcome is not Outcome.UNDETERMINED and before_first_version(rule.condition, governing):
            outcome = Outcome.OUT_OF_SCOPE
        return self.made(
            rule,
            outcome,
            causes=self.causes(raw, this, governing, entity),
            reasons=Later(lambda: reasons(self, rule, this, governing, entity)),
        )

    def made(
        self,
        rule: Rule,
        outcome: Outcome,
        causes: Sequence[Cause] = (),
        reasons: Sequence[Reason] = (),
        suffix: str = "",
        remark: Label | None = None,
    ) -> Finding:
        """A finding with the rule's name, sources and remarks."""
        return Finding(
            path=self.path(rule, suffix),
            name=rule.name(),
            outcome=outcome,
            causes=causes,
            sources=self.citations(rule.sources),
            reasons=reasons,
            interpretation=rule.interpretation,
            note=rule.note,
            remark=remark,
        )

    def citations(self, sources: tuple[str, ...]) -> Sequence[Citation]:
        """Clause and anchor of what a rule cites, read from the ledger when looked at."""
        pack = self.pack
        return Later(lambda: cited(pack.file, sources))

    def causes(self, raw: Raw, this: Record | None, governing: GoverningDate, entity: str) -> Sequence[Cause]:
        """Causes for people: named, with who supplies what. Each once, in the order found."""
        if isinstance(raw, int):
            return ()
        return Later(lambda: unique(explained(self, one, this, governing, entity) for one in raw))

    def existence(self, record: Record, entity: str) -> Raw:
        """Whether a listed record surely exists and belongs to this region."""
        if record[EXISTS]:
            return MET
        doubts = _kept(self.pack, ("doubts", ""), lambda: doubts_of(self.pack.vocabulary))
        return tuple(doubts(record, RELATION_OF[entity]))


def _kept(pack: Pack, key: tuple[str, str], make: Callable[[], Any]) -> Any:
    """What was compiled for a pack stays with it. Two threads may compile the same; either result serves."""
    kept = pack.__dict__.setdefault("_kept", {})
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
    return found


def outcome_of(raw: Raw) -> Outcome:
    """The outcome of a raw finding of the judge."""
    if isinstance(raw, tuple):
        return Outcome.UNDETERMINED
    return Outcome.MET if raw == MET else Outcome.NOT_MET


def unique(causes: Iterable[Cause]) -> list[Cause]:
    """Each cause once, in the order found."""
    found: dict[tuple[str, str, str], Cause] = {}
    for cause in causes:
        found.setdefault((cause.kind, cause.what, cause.record), cause)
    return list(found.values())


def before_first_version(condition: n.Condition | n.Value, governing: GoverningDate) -> bool:
    """Whether the governing date surely precedes the first of the rule's dated versions."""
    return any(
        isinstance(node, n.Versions | n.ValueVersions) and governing.high < node.starts[0] for node in n.walk(condition)
    )
