"""What a document says, as rules: the typed form of a `policy.yaml`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache, cached_property
from typing import Any, TypeVar

from humi.dossier.facts import Fact
from humi.dossier.vocabulary import Vocabulary
from humi.language.nodes import Condition, Ref, Related, Value
from humi.language.tables.table import ENTITY, Table
from humi.reading.keywords import english
from humi.reading.problems import Place
from humi.values.frozen import Frozen
from humi.values.label import Label

LANGUAGE_VERSION = 1

TOPICS = {
    "incentive": Label("激励", "incentives"),
    "amount": Label("数额", "amounts"),
    "validity": Label("有效期", "period of validity"),
    "renewal": Label("复审续期", "renewal"),
    "withdrawal": Label("撤销", "withdrawal"),
    "repayment": Label("追回", "repayment"),
    "appeal": Label("异议救济", "objection and appeal"),
    "decider": Label("认定机关", "who decides"),
    "application_window": Label("申报时间", "application window"),
    "review_time_limits": Label("审核时限", "time limits of review"),
    "fees": Label("费用", "fees"),
    "case_time_limits": Label("办案时限", "time limits for cases"),
    "double_claim": Label("重复享受", "claiming twice"),
    "phases": Label("阶段安排", "phases"),
    "credit_repair": Label("信用修复", "credit repair"),
}
"""What everybody asks. A pack answers each topic by a rule, or says that its text is silent."""

_TOPICS_BY_NAME = {label.zh: topic for topic, label in TOPICS.items()}


def topic_of(word: str) -> str:
    """The topic that a word names, in English or by its Chinese name; any other word as it is."""
    return _TOPICS_BY_NAME.get(word) or english(word)


class Rule(Frozen):
    """What every rule has: its path, where it is written, what it cites, and what people read about it.

    `sources` are ids of provisions and gaps; `answers` are topics.
    """

    path: str
    place: Place | None = field(compare=False, repr=False)
    sources: tuple[str, ...]
    label: Label | None = None
    interpretation: Label | None = None
    note: Label | None = None
    answers: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    def name(self) -> Label:
        """Its name, or its id where it has none."""
        return self.label or Label(self.id, self.id)


T = TypeVar("T", bound=Rule)


class Criterion(Rule):
    """A condition with its source."""

    condition: Condition = field(kw_only=True)


class Ordering(Criterion):
    """A value that orders applicants, the highest or the lowest first; as a criterion, it is met where the value is known."""

    value: Value = field(kw_only=True)
    highest_first: bool = True


class Act(Rule):
    """A kind of act that the rules ask for: a report handed in, a list sent up, a survey."""


class Kind(Rule):
    """A word of this region for core entities; `either` are the kinds it stands for."""

    either: tuple[str, ...] = ()


class TableRule(Rule):
    """A decision table, which other rules ask by its id; None where it could not be read."""

    table: Table | None = None


class ProcedureStep(Rule):
    """One step of a procedure: what shows that it was done, what shows that it was passed, who acts."""

    done: Condition = field(kw_only=True)
    passed: Condition | None = None
    who: str = ""


class Validity(Rule):
    """Until when a title of this designation is valid."""

    until: Value = field(kw_only=True)


class Designation(Rule):
    """What somebody may become. `this` is the entity judged; `priority` orders, its first item first, and may hold an
    `Ordering`."""

    this: str = "unit"
    governed_by: Ref | None = None
    criteria: tuple[Criterion, ...] = ()
    model: tuple[Criterion, ...] = ()
    priority: tuple[Criterion, ...] = ()
    factors: tuple[Criterion, ...] = ()
    steps: tuple[ProcedureStep, ...] = ()
    selection: Criterion | None = None
    validity: Validity | None = None


class Phase(Rule):
    """A period or step of the plan; `first` and `last` are None where the text gives no date. One that has no end lasts
    to the last day there is."""

    order: int = 0
    first: Value | None = None
    last: Value | None = None

    @property
    def dated(self) -> bool:
        """Whether the text gives a date for it at all."""
        return self.first is not None or self.last is not None


class DueDay(Frozen):
    """What has to hold on a day; `day` is an ordinal, None where the text names none. `name` and `label` are those of the
    reading of the day, where there are several."""

    day: int | None
    condition: Condition
    name: str = ""
    label: Label | None = None


class Target(Rule):
    """What has to be reached, judged on the state of its due day.

    `due` holds one day, or one for each reading of it. `kind` is `target`, `quota` or `milestone`; `since` the first day
    of the stretch in which it is to be reached (None where the text gives none); `year` that of a yearly target;
    `places_for` the id of the designation for which a quota says how many are chosen.
    """

    kind: str = "target"
    due: tuple[DueDay, ...] = field(kw_only=True)
    since: int | None = None
    year: int | None = None
    places_for: str = ""


class Premise(Frozen):
    """What something follows from."""

    place: Place | None = field(compare=False, repr=False)


class FollowedRule(Premise):
    """A designation, an incentive or a duty of the pack that is met; `rule` is its path."""

    rule: str


class FollowedRecord(Premise):
    """A related record whose facts `equal` one of some members, and are the `same` as facts of what is judged."""

    related: Related
    equal: tuple[tuple[Fact, tuple[str, ...]], ...]
    same: tuple[tuple[Fact, Ref], ...]

    def equal_to(self, fact: Fact, members: tuple[str, ...]) -> FollowedRecord:
        """With one more fact that equals one of the members."""
        return replace(self, equal=(*self.equal, (fact, members)))

    def same_as(self, fact: Fact, other: Ref) -> FollowedRecord:
        """With one more fact that is the same as another."""
        return replace(self, same=(*self.same, (fact, other)))


class Incentive(Rule):
    """What follows for somebody. `holders` are the kinds of title it is for, where it is for holders of a title."""

    this: str = "unit"
    holders: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    amount: Value | None = None
    service: str = ""
    follows: tuple[Premise, ...] = ()
    governed_by: Ref | None = None


class Duty(Rule):
    """Who has to do what, when triggered, until when. `year` is the year of a yearly duty; `holders` as for incentives."""

    this: str = "unit"
    holders: tuple[str, ...] = ()
    kind: str = "duty"
    who: str = ""
    trigger: Condition | None = None
    done: Condition | None = None
    due: Value | None = None
    governed_by: Ref | None = None
    year: int | None = None
    follows: tuple[Premise, ...] = ()


class InForce(Rule):
    """From when the document is in force; None where the text does not say."""

    first: Value | None = None
    last: Value | None = None


class Governs(Rule):
    """First and last day (ordinals) of the events and due days that the plan governs."""

    span: tuple[int, int] = field(kw_only=True)


class Silence(Rule):
    """A topic that the text does not speak of; `sources` name the gap."""


@dataclass(frozen=True, eq=False)
class Pack:
    """One region's rules; `judgements` are the paths that a determination may name.

    Immutable; its engines are compiled when it has been asked often enough.
    """

    region: str
    label: Label
    version: str
    text: str
    file: str
    vocabulary: Vocabulary = field(repr=False)
    facts: tuple[Fact, ...]
    in_force: InForce | None
    governs: Governs | None
    scope: Criterion
    kinds: Mapping[str, Kind]
    acts: Mapping[str, Act]
    titles: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, Rule]
    tables: Mapping[str, TableRule]
    designations: tuple[Designation, ...]
    phases: tuple[Phase, ...]
    targets: tuple[Target, ...]
    incentives: tuple[Incentive, ...]
    duties: tuple[Duty, ...]
    silent: tuple[Silence, ...]
    judgements: frozenset[str] = frozenset()

    def rules(self) -> Iterator[Rule]:
        """Every rule of the pack, in the order written, parts after their whole."""
        for item in fields(self):
            yield from _rules_in(getattr(self, item.name))

    def duties_by_rule(self) -> list[list[Duty]]:
        """The duties as the document has them: a yearly one with all its years is one."""
        return _together(self.duties)

    def targets_by_rule(self) -> list[list[Target]]:
        """The targets as the document has them: a series or a yearly one with all its days is one."""
        return _together(self.targets)

    @cached_property
    def names(self) -> dict[str, Label]:
        """What texts in rules are called: kinds, acts, designations and incentives by id, and the region itself."""
        named = (*self.kinds.values(), *self.acts.values(), *self.designations, *self.incentives)
        return {**self.vocabulary.labels, self.region: self.label, **{rule.id: rule.name() for rule in named}}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content: the same for English and Chinese spelling, comments and layout aside."""
        from hashlib import sha256

        # A pack without tables keeps the hash that it had before there were any.
        left_out = ("file", "vocabulary", "facts", "titles", "judgements", *(() if self.tables else ("tables",)))
        content = {item.name: canonical(getattr(self, item.name)) for item in fields(self) if item.name not in left_out}
        content["facts"] = [fact_content(fact) for fact in self.facts]
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _together(rules: Iterable[T]) -> list[list[T]]:
    """Those of one section and id."""
    found: dict[str, list[T]] = {}
    for rule in rules:
        found.setdefault("/".join(rule.path.split("/")[:2]), []).append(rule)
    return list(found.values())


def _rules_in(value: object) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
        for item in fields(value):
            if item.name not in ("place", "label"):
                yield from _rules_in(getattr(value, item.name))
    elif isinstance(value, Mapping):
        for item_ in value.values():
            yield from _rules_in(item_)
    elif isinstance(value, tuple) and not isinstance(value, Label | str):
        for item_ in value:
            yield from _rules_in(item_)


def canonical(value: Any) -> Any:
    """A node or rule as plain data for hashing and for `humi show --format json`; places are left out."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Label):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, tuple | list):
        return [canonical(part) for part in value]
    if isinstance(value, Fact):
        return value.path if value.entity != ENTITY else fact_content(value)
    names = _told(value.__class__)
    if names is not None:
        content = ((name, canonical(getattr(value, name))) for name in names)
        return {"is": type(value).__name__, **{name: part for name, part in content if part not in (None, [], {})}}
    if isinstance(value, Mapping):
        return {str(key): canonical(part) for key, part in value.items()}
    return value


@cache
def _told(kind: type) -> tuple[str, ...] | None:
    """The fields of a class of nodes or rules that tell what it says; None for any other class."""
    return tuple(item.name for item in fields(kind) if item.compare) if is_dataclass(kind) else None


def fact_content(fact: Fact) -> Any:
    """A declared fact as plain data, for hashing."""
    return {
        item.name: canonical(part) if isinstance(part := getattr(fact, item.name), tuple) else part
        for item in fields(fact)
        if item.name != "slot"
    }
