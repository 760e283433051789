"""What comes out: outcomes, findings with their causes, and the decision that holds them.

Plain immutable dataclasses. `schemas/decision.json` is generated from them; `SCHEMA_VERSION` changes when a field changes its
meaning or goes away, never when one is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, overload

from humi.values.frozen import Frozen
from humi.values.label import Label, Lang

SCHEMA_VERSION = 1


class Outcome(StrEnum):
    """What is found of a rule on a day."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_YET_DUE = "not_yet_due"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    MET = "met"


PRECEDENCE = tuple(Outcome)
"""Joined inside one designation, the first of these that occurs wins: a definite failure beats missing facts."""

CAUSES = (
    "missing_fact",
    "imprecise_fact",
    "judgement",
    "unpublished_standard",
    "readings",
    "open_list",
    "unmeasured",
    "no_clause",
    "undated",
    "empty_share",
    "tie",
    "calendar",
)
"""The closed list of causes of undetermined."""


def join(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of several that must all be met."""
    return min(outcomes, key=PRECEDENCE.index, default=Outcome.MET)


T = TypeVar("T")


class Later(Sequence[T]):
    """A sequence made when first looked at: explanations and citations cost nothing until somebody reads them."""

    __slots__ = ("_items", "_make")

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make: Callable[[], Iterable[T]] | None = make
        self._items: tuple[T, ...] = ()

    def _all(self) -> tuple[T, ...]:
        make = self._make
        if make is not None:
            self._items = tuple(make())
            self._make = None
        return self._items

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        return tuple, (self._all(),)  # what has been made can be stored; how it is made cannot


class Citation(Frozen):
    """Where the document says it: a provision (clause, anchor) or a gap (both empty)."""

    id: str
    clause: str = ""
    anchor: str = ""
    certainty: str = ""


class Cause(Frozen):
    """Why something is undetermined, what would settle it, and who holds that.

    `what` is a fact's path, a list, the path of a judgement, the names of the readings, or the word that cannot be measured.
    `record` names the related record (`titles[1]`, counted from 0), else empty. `answers` gives each reading's outcome,
    `answer_names` what the readings are called; `of_trigger`: they are about whether a duty applies, not about what was done.
    """

    kind: str
    what: str
    record: str = ""
    name: Label | None = None
    supplier: str = ""
    supplier_name: Label | None = None
    evidence: Label | None = None
    answers: Sequence[tuple[str, str]] = ()
    answer_names: Sequence[Label] = ()
    of_trigger: bool = False


class Reason(Frozen):
    """One fact behind a definite answer: what was required, what was found.

    `rows` are the paths of the rows of decision tables that it rests on, or may (`tables/risk/3`).
    """

    what: str
    record: str
    name: Label
    required: Label
    found: Label
    outcome: Outcome
    rows: tuple[str, ...] = ()


class Finding(Frozen):
    """What one rule says. `path` is durable: region, section, rule, and the record or year where there are several."""

    path: str
    name: Label
    outcome: Outcome
    causes: Sequence[Cause] = ()
    sources: Sequence[Citation] = ()
    reasons: Sequence[Reason] = ()
    interpretation: Label | None = None
    note: Label | None = None
    remark: Label | None = None


class Standing(Frozen):
    """Where a region's plan stands on the day, and in which phases.

    `state` is `none`, `before`, `in`, `between` two, `after`, `undated` or `uncertain`. `undated` are the phases without
    any date, beside dated ones: the day of asking does not tell of them. `interpretation` and `note` are about `in_force`.
    """

    state: str
    phases: tuple[str, ...] = ()
    names: tuple[Label, ...] = ()
    causes: Sequence[Cause] = ()
    sources: Sequence[Citation] = ()
    in_force: Outcome = Outcome.MET
    in_force_remark: Label | None = None
    interpretation: Label | None = None
    note: Label | None = None
    undated: tuple[str, ...] = ()
    undated_names: tuple[Label, ...] = ()


class TitleStanding(Frozen):
    """Until when a title held is valid: `valid`, `expired` or `uncertain`; `until` as a date range."""

    path: str
    title: str
    state: str
    until: str
    causes: Sequence[Cause] = ()
    sources: Sequence[Citation] = ()


class DesignationDecision(Frozen):
    """Whether the applicant fulfils what decides, what is shown beside it, and how far the procedure has come."""

    finding: Finding
    criteria: tuple[Finding, ...] = ()
    model: tuple[Finding, ...] = ()
    priority: tuple[Finding, ...] = ()
    factors: tuple[Finding, ...] = ()
    steps: tuple[Finding, ...] = ()
    selection: Finding | None = None
    titles: tuple[TitleStanding, ...] = ()
    next_step: Label | None = None

    @property
    def outcome(self) -> Outcome:
        """Scope and criteria joined."""
        return self.finding.outcome


class IncentiveDecision(Frozen):
    """One claim, or what could be claimed. `amount` is the range in fen, None where no money is given; `amount_reasons` name
    the rows of the decision tables that it comes from."""

    finding: Finding
    criteria: tuple[Finding, ...] = ()
    amount: tuple[int, int] | None = None
    service: str = ""
    amount_reasons: Sequence[Reason] = ()

    @property
    def outcome(self) -> Outcome:
        """Scope, criteria and what it follows, joined."""
        return self.finding.outcome


class DutyDecision(Frozen):
    """One duty for one record or year. `due` is a date range, empty where the text states none; `entity` is what the duty
    is about: a unit, a case, the authority's programme."""

    finding: Finding
    kind: str = "duty"
    who: str = ""
    due: str = ""
    entity: str = "unit"

    @property
    def outcome(self) -> Outcome:
        """As the rule of duties gives it."""
        return self.finding.outcome

    @property
    def is_open(self) -> bool:
        """It applies and is not known to be done: not yet due, without a record, or late."""
        return self.outcome in (Outcome.NOT_YET_DUE, Outcome.UNDETERMINED, Outcome.NOT_MET)


class Pace(Frozen):
    """What is still to come, and how much time is left. `missing` is the least and greatest number still needed, `gone` and
    `left` are days: since the first day of the stretch, and until the due day. `gone` is None where no first day is known."""

    missing: tuple[int, int]
    left: int
    gone: int | None = None


class Bound(Frozen):
    """A limit of what is enough of a number: `operator` is `>=`, `>`, `<=`, `<` or `==`."""

    operator: str
    number: int


class TargetDecision(Frozen):
    """One target on its due day, or so far where that is still to come.

    `due` is a date range, empty where the text states none; `count` the least and greatest number counted, None where
    nothing is counted; `of` the least and greatest number of which it is a share; `value` the least and greatest of a
    number that is no whole one, such as a rate or an amount in yuan, None where nothing is known of it. `bounds` are what
    is enough of that number, of a share as a share; empty where the target is about no single number. `per` of the parts
    in which `bounds` and `value` are given make one. `doubts` tell why a count is no single number, whether or not that
    leaves the outcome open.
    """

    finding: Finding
    kind: str = "target"
    due: str = ""
    needed: Label | None = None
    found: Label | None = None
    bounds: tuple[Bound, ...] = ()
    count: tuple[int, int] | None = None
    of: tuple[int, int] | None = None
    value: tuple[int, int] | None = None
    per: int = 1
    pace: Pace | None = None
    doubts: Sequence[Cause] = ()

    @property
    def outcome(self) -> Outcome:
        """As the rule of targets gives it."""
        return self.finding.outcome


class RegionDecision(Frozen):
    """What one region's document says of the dossier, or of the registry; targets are judged of a registry only."""

    region: str
    name: Label
    version: str
    text: str
    pack_hash: str
    scope: Finding
    standing: Standing
    designations: tuple[DesignationDecision, ...]
    incentives: tuple[IncentiveDecision, ...]
    duties: tuple[DutyDecision, ...]
    silent: tuple[Finding, ...]
    targets: tuple[TargetDecision, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """Every finding of the region, whole before parts."""
        yield self.scope
        for designation in self.designations:
            yield designation.finding
            for part in ("criteria", "model", "priority", "factors", "steps"):
                yield from getattr(designation, part)
            if designation.selection is not None:
                yield designation.selection
        for target in self.targets:
            yield target.finding
        for incentive in self.incentives:
            yield incentive.finding
            yield from incentive.criteria
        for duty in self.duties:
            yield duty.finding
        yield from self.silent

    def find(self, path: str) -> Finding:
        """The finding of a path, with or without the region in front. Raises KeyError."""
        for finding in self.findings():
            if path in (finding.path, finding.path.removeprefix(f"{self.region}/")):
                return finding
        raise KeyError(path)


class Ground(Frozen):
    """A criterion, the scope or the force of the document, on which an answer rests.

    `path` is that of its finding (`<region>/in_force`, which has none, is told by the standing). `facts` are the facts and
    lists that it looks at. Of the other regions compared, `asked_by` have a criterion that looks at one of them, or at the
    same standard to judge by; `not_asked_by` have none.
    """

    path: str
    facts: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    not_asked_by: tuple[str, ...] = ()


class ComparedAnswer(Frozen):
    """What one region says of an entity: the paths of designations with one outcome, and what that rests on."""

    region: str
    outcome: Outcome
    designations: tuple[str, ...]
    grounds: tuple[Ground, ...]


class Difference(Frozen):
    """An entity, a unit or a base, whose designations come out otherwise from region to region."""

    entity: str
    name: Label
    answers: tuple[ComparedAnswer, ...]


class Missing(Frozen):
    """A region that could not be asked, and why: the first problem, on one line."""

    region: str
    reason: Label


class Published(Frozen):
    """What is published as JSON, as a schema in `schemas/` describes it."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data: mappings, lists, texts and numbers."""
        result = as_plain(self)
        assert isinstance(result, dict)
        return result

    def to_json(self, indent: int | None = 2) -> str:
        """`to_dict` as JSON text."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


class Decision(Published):
    """The answer to one question: this dossier or registry, these regions, this day. A dry run, not an administrative decision.

    As JSON: `schemas/decision.json`.

    `subject` is the applicant's name, where it is recorded; `about` is `dossier` or `registry`. `differences` tell why
    designations of one kind come out otherwise in one region than in another.
    """

    humi: str
    schema: int
    asked: str
    dossier_hash: str
    subject: str
    regions: tuple[RegionDecision, ...]
    missing: tuple[Missing, ...] = ()
    warnings: tuple[str, ...] = ()
    about: str = "dossier"
    differences: Sequence[Difference] = ()

    def region(self, region: str) -> RegionDecision:
        """The decision of one region. Raises KeyError."""
        for decided in self.regions:
            if decided.region == region:
                return decided
        raise KeyError(region)

    def find(self, path: str) -> Finding:
        """The finding of a durable path such as `yinchuan/designations/base`. Raises KeyError."""
        return self.region(path.partition("/")[0]).find(path)

    def explain(self, lang: Lang = "zh") -> str:
        """The matrix and the tree of every region as plain text."""
        from humi.wording.report import plain_report

        return plain_report(self, lang)


def as_plain(value: Any) -> Any:
    """Dataclasses and named tuples as dicts; labels as {zh, en}; private fields left out."""
    if isinstance(value, Label):
        return {"zh": value.zh, "en": value.en}
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_plain(getattr(value, item.name)) for item in fields(value) if item.name[0] != "_"}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: as_plain(getattr(value, name)) for name in value._fields}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value
