"""One region hearing one dossier on one day: what every step of the road shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from humi.decision import Cause, Citation, Finding, Later, Outcome, Reason, join
from humi.dossier.dossier import Dossier
from humi.dossier.facts import EXISTS, IDENTITY, NO, REGIONS, RELATION_OF, SINGLE, YES
from humi.dossier.world import Record
from humi.engines import runtime
from humi.engines.cause import Cause as RawKind
from humi.engines.judge import MET, Judge, Ranger, Raw, RawCause, Setting
from humi.language import nodes as n
from humi.policy.pack import Criterion, Pack, Rule
from humi.policy.provisions import cited
from humi.road.causes import explained
from humi.road.reasons import reasons
from humi.values.dates import FIRST_DAY
from humi.values.label import Label

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoverningDate:
    """First and last possible day of what a rule is about.

    `event` tells whether it is about something that happened (as opposed to the day of asking); None where that is not
    recorded: it may have been on any day, or not yet.
    """

    low: int
    high: int
    event: bool | None


@dataclass(frozen=True, slots=True)
class Matter:
    """What rules are asked about: an entity, its record where it stands in a list, and the date that governs."""

    entity: str
    record: Record | None
    governed_by: n.Ref | None
    governing: GoverningDate

    @property
    def listed(self) -> bool:
        """Whether `this` is a record of a list, rather than what the dossier holds once."""
        return self.entity not in SINGLE


class Hearing:
    """A pack, a dossier and a day; `now` is the day of asking, where that is a later one."""

    def __init__(self, pack: Pack, dossier: Dossier, asked: int, now: int | None = None) -> None:
        self.pack = pack
        self.dossier = dossier
        self.asked = asked
        self.world = dossier.world(pack.region, asked, now)

    def on(self, day: int) -> Hearing:
        """The same pack and dossier on an earlier day, as far as is told on this one."""
        return Hearing(self.pack, self.dossier, day, self.asked)

    def matter(self, entity: str = "unit", governed_by: n.Ref | None = None, record: Record | None = None) -> Matter:
        """What a rule for `entity` is about."""
        return Matter(entity, record, governed_by, self._governing(governed_by, record))

    def _governing(self, ref: n.Ref | None, record: Record | None) -> GoverningDate:
        asked = self.asked
        if ref is None:
            return GoverningDate(asked, asked, False)
        slots, first = self.slots(ref, record), ref.fact.slot
        if ref.fact.type == "date":
            return GoverningDate(slots[first], slots[first + 1], True)
        happened, low, high = slots[first : first + 3]
        if happened == YES:
            return GoverningDate(low, high, True)
        return GoverningDate(asked, asked, False) if happened == NO else GoverningDate(low, asked, None)

    def slots(self, ref: n.Ref, record: Record | None) -> Record:
        """The slots in which a fact stands: of a record, or of the region's own facts in it."""
        held = getattr(self.world, ref.owner) if ref.owner in SINGLE else record
        assert held is not None
        if not ref.fact.region:
            whole: Record = held
            return whole
        own: Record | None = held[REGIONS].get(ref.fact.region)
        return own or self.pack.vocabulary.template(ref.fact.entity, ref.fact.region)

    # --- compiled rules, kept with the pack ---

    def judge(self, key: str, rules: Callable[[], Sequence[n.Condition]], matter: Matter) -> tuple[Raw, ...]:
        """The raw findings of some rules; `key` names them within the pack."""
        judge = self.kept(("findings", key), lambda: Judge(rules(), self.setting(matter)))
        return judge(self.world, matter.record, matter.governing.low, matter.governing.high)

    def judge_once(self, rule: n.Condition, matter: Matter) -> Raw:
        """The raw finding of a rule that is made of what was found, and so is not kept."""
        return Judge([rule], self.setting(matter))(self.world, matter.record, matter.governing.low, matter.governing.high)[0]

    def range_of(self, key: str, value: n.Value, matter: Matter) -> tuple[int, int]:
        """The least and greatest value, scaled by `places_of(value)`."""
        ranger = self.kept(("range", key), lambda: Ranger(value, self.setting(matter)))
        return ranger(self.world, matter.record, matter.governing.low, matter.governing.high)

    def setting(self, matter: Matter) -> Setting:
        """Where rules stand that are asked about a matter."""
        pack = self.pack
        return Setting(pack.vocabulary, pack.region, pack.file, matter.entity, matter.governed_by)

    def kept(self, key: tuple[str, str], make: Callable[[], T]) -> T:
        """What was compiled for a pack stays with it. Two threads may compile the same; either result serves."""
        kept = self.pack.__dict__.setdefault("_kept", {})
        found: T | None = kept.get(key)
        if found is None:
            found = kept[key] = make()
        return found

    # --- findings ---

    def path(self, rule: Rule, record: Record | None = None) -> str:
        """The durable path of a rule, with the identifier of the record judged where there are several."""
        section, name, *rest = (*rule.path.split("/", 2), "")
        which = "" if record is None else str(record[IDENTITY] or self.world.name_of(record))
        return "/".join(filter(None, (self.pack.region, section, name, which, *rest)))

    def finding(self, rule: Criterion, raw: Raw, matter: Matter, recorded: bool = True) -> Finding:
        """The finding of a criterion. Explanations are made when looked at."""
        began = self._versions_began(rule, matter.governing)
        outcome = Outcome.OUT_OF_SCOPE if began is Outcome.NOT_MET else join((outcome_of(raw), began))
        causes: Sequence[Cause] = ()
        if outcome is Outcome.UNDETERMINED:
            unsure = self.undated(matter) if began is Outcome.UNDETERMINED else ()
            causes = self.causes((*unsure, *(raw if isinstance(raw, tuple) else ())), matter)
        why = Later(lambda: reasons(self, rule, matter))
        return self.made(rule, outcome, causes, why, matter.record if recorded else None)

    def _versions_began(self, rule: Criterion, governing: GoverningDate) -> Outcome:
        """Whether the first of the rule's dated versions had begun on the governing date."""
        first: int = self.kept(("first version", rule.path), lambda: first_version(rule.condition))
        if first <= governing.low:
            return Outcome.MET
        return Outcome.NOT_MET if governing.high < first else Outcome.UNDETERMINED

    def made(
        self,
        rule: Rule,
        outcome: Outcome,
        causes: Sequence[Cause] = (),
        reasons: Sequence[Reason] = (),
        record: Record | None = None,
        remark: Label | None = None,
    ) -> Finding:
        """A finding with the rule's name, sources and remarks."""
        return Finding(
            path=self.path(rule, record),
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
        file = self.pack.file
        return Later(lambda: cited(file, sources))

    def causes(self, raw: Raw, matter: Matter) -> Sequence[Cause]:
        """Causes for people: named, with who supplies what. Each once, in the order found."""
        if not isinstance(raw, tuple) or not raw:
            return ()
        return Later(lambda: unique(explained(self, one, matter) for one in raw))

    def undated(self, matter: Matter) -> tuple[RawCause, ...]:
        """The cause of a governing date that is not known to the day."""
        ref = matter.governed_by
        if ref is None:
            return ()
        unknown, first = ref.fact.unknown()[:2], ref.fact.slot
        unrecorded = self.slots(ref, matter.record)[first : first + len(unknown)] == unknown
        kind = "missing_fact" if unrecorded else "imprecise_fact"
        return ((RawKind(kind, ref.fact.path, ref), matter.record if ref.owner == n.THIS else None),)

    def existence(self, matter: Matter) -> Raw:
        """Whether a listed record surely exists and belongs to this region."""
        record = matter.record
        if record is None or record[EXISTS]:
            return MET
        return tuple(runtime.doubts(self.pack.vocabulary, self.world, record, RELATION_OF[matter.entity]))


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


def first_version(condition: n.Condition) -> int:
    """The day from which every dated choice in a condition has a version."""
    starts = (node.starts[0] for node in n.walk(condition) if isinstance(node, n.Versions | n.ValueVersions))
    return max(starts, default=FIRST_DAY)
