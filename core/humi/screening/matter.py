"""What rules are asked about, for every row at once: an entity, a day that governs, and what is found of conditions."""

from __future__ import annotations

from humi.decision import Outcome
from humi.dossier.facts import NO, RELATION_OF, SINGLE, YES
from humi.engines.causes import CauseWriter
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Truth, Whole
from humi.engines.screen.sight import Sight
from humi.engines.screen.terms import ScreenTerms, doubts
from humi.language import nodes as n
from humi.language.pairs import Pairs
from humi.policy.pack import Criterion, Pack
from humi.road.applicability import holds_title, in_force_condition
from humi.road.hearing import first_version
from humi.screening.found import NEVER, CauseKey, Found, everywhere, found, join, of_pair, together, where


class Matter:
    """The rows of a frame, as rules for `entity` see them that are governed by the day of a fact."""

    def __init__(self, pack: Pack, sight: Sight, frame: Frame, entity: str, governed_by: n.Ref | None) -> None:
        self.pack = pack
        self.sight = sight
        self.frame = frame
        self.entity = entity
        self.governed_by = governed_by
        self.low: Whole = sight.asked
        self.high: Whole = sight.asked
        self.happened: Truth = False
        self.did_not: Truth = True
        if governed_by is not None:
            self._governed(governed_by)

    @property
    def listed(self) -> bool:
        """Whether what is judged is a record of a list."""
        return self.entity not in SINGLE

    def on(self, day: int, event: bool) -> Matter:
        """The same rows, governed by a day; `event` as in `road.hearing.GoverningDate`."""
        self.low = self.high = day
        self.happened, self.did_not = event, not event
        return self

    def _slot(self, ref: n.Ref, offset: int) -> Whole:
        frame = self.sight.applicants if ref.owner in SINGLE else self.frame
        return self.sight.slot(frame, ref.fact, offset)  # type: ignore[no-any-return]

    def _governed(self, ref: n.Ref) -> None:
        """The days that may govern, and whether what the rule is about happened, or did not."""
        if ref.fact.type == "date":
            self.low, self.high, self.happened, self.did_not = self._slot(ref, 0), self._slot(ref, 1), True, False
            return
        happened, low, high = (self._slot(ref, offset) for offset in range(3))
        self.happened, self.did_not = f.equal(happened, YES), f.equal(happened, NO)
        self.low = f.choose(self.did_not, self.sight.asked, low)
        self.high = f.choose(self.happened, high, self.sight.asked)

    # --- conditions ---

    def _terms(self) -> ScreenTerms:
        return ScreenTerms(self.sight, self.frame, (self.low, self.high))

    def judge(self, condition: n.Condition) -> Found:
        """What is found of a condition, its dated versions aside."""
        terms = self._terms()
        pairs: Pairs[f.Term] = Pairs(terms)  # type: ignore[arg-type]
        surely, possibly = pairs.condition(condition)
        if f.both([possibly, f.negate(surely)]) is False:
            return of_pair(surely, possibly)
        causes: CauseWriter[f.Term] = CauseWriter(terms, pairs, self.listed, self.governed_by)  # type: ignore[arg-type]
        causes.condition(condition)
        return of_pair(surely, possibly, terms.collected)

    def range_of(self, value: n.Value) -> tuple[Whole, Whole]:
        """The least and greatest of a value."""
        pairs: Pairs[f.Term] = Pairs(self._terms())  # type: ignore[arg-type]
        both = pairs.value(value)
        return both.low, both.high

    def finding(self, rule: Criterion) -> Found:
        """What is found of a criterion: out of scope where its first version had not begun."""
        raw, first = self.judge(rule.condition), first_version(rule.condition)
        began, may_have = f.at_least(self.low, first), f.at_least(self.high, first)
        unsure = found({Outcome.UNDETERMINED: f.both([may_have, f.negate(began)]), Outcome.MET: began}, self.undated())
        return where([(f.negate(may_have), everywhere(Outcome.OUT_OF_SCOPE))], join([raw, unsure]))

    def undated(self) -> dict[CauseKey, Truth]:
        """The cause of a governing day that is not known."""
        ref = self.governed_by
        if ref is None:
            return {}
        unrecorded = f.both([f.equal(self._slot(ref, offset), part) for offset, part in enumerate(ref.fact.unknown()[:2])])  # type: ignore[arg-type]
        path = ref.fact.path
        return {("missing_fact", path): unrecorded, ("imprecise_fact", path): f.negate(unrecorded)}

    # --- whether rules apply at all ---

    def applicability(self, holders: tuple[str, ...] = (), recorded: Truth = True) -> Found:
        """As `road.applicability` has it: met where a rule applies, else out of scope, or undetermined."""
        pack = self.pack
        scope = everywhere(Outcome.MET) if self.entity == "programme" else self.judge(pack.scope.condition)
        if self.listed:
            scope = where([(recorded, self._existence())], scope)
        parts = [scope, self.judge(in_force_condition(pack)), self._governs(), self.judge(holds_title(holders, pack))]
        failed = f.either([part[Outcome.NOT_MET] for part in parts])
        return where([(failed, everywhere(Outcome.OUT_OF_SCOPE))], join(parts))

    def _governs(self) -> Found:
        governs = self.pack.governs
        if governs is None:
            return everywhere(Outcome.MET)
        raw = self.judge(n.Within(n.Governing(), (governs.span,)))
        unknown = f.negate(f.either([self.happened, self.did_not]))
        maybe = f.both([unknown, f.negate(raw[Outcome.MET])])
        unsure = found({Outcome.UNDETERMINED: True}, self.undated())
        return where([(self.did_not, everywhere(Outcome.MET)), (maybe, unsure)], raw)

    def _existence(self) -> Found:
        """Whether a listed record surely exists and belongs to this region."""
        why = {(cause.kind, cause.what): rows for cause, rows in doubts(self.sight, self.frame, RELATION_OF[self.entity])}
        exists = self.sight.exists(self.frame)
        return of_pair(exists, True, together([why, NEVER]))
