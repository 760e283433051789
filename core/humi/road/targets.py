"""Targets: counted on the state of their due day, whatever the day of asking; until then, how far they have come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from humi.decision import Cause, Finding, Later, Outcome, Pace, Reason, TargetDecision
from humi.language import nodes as n
from humi.policy.pack import Criterion, DueDay, Target
from humi.road import measures
from humi.road.applicability import Applicability, applicability
from humi.road.hearing import GoverningDate, Hearing, Matter, outcome_of, unique
from humi.values.dates import format_days
from humi.values.label import Label
from humi.wording.requirements import needed
from humi.wording.show import show_number

READINGS = Label("不同理解", "readings")
UNTIL = Label("期限未到", "the due day has not come")


def judge_targets(hearing: Hearing) -> tuple[TargetDecision, ...]:
    """Every target of the region, of what an authority holds; an applicant's dossier does not tell."""
    if hearing.dossier.of_applicant:
        return ()
    days = _Days(hearing)
    return tuple(_judge(days, target) for target in hearing.pack.targets)


class _Days:
    """The same registry on the days that targets are due, or on the day of asking where that is earlier."""

    def __init__(self, hearing: Hearing) -> None:
        self.asked = hearing.asked
        self._hearings = {hearing.asked: hearing}
        self._first = hearing

    def at(self, day: int | None) -> Hearing:
        """What was so on a day, as far as it has come."""
        on = self.asked if day is None else min(day, self.asked)
        if on not in self._hearings:
            self._hearings[on] = self._first.on(on)
        return self._hearings[on]

    def is_due(self, day: int | None) -> bool:
        """On its due day a target is judged."""
        return day is None or self.asked >= day


def _judge(days: _Days, target: Target) -> TargetDecision:
    judged = [_Judged(days, target, due) for due in target.due]
    first = min(judged, key=lambda one: one.due.day or 0)
    known = sorted(due.day for due in target.due if due.day is not None)
    finding = _finding(target, judged)
    condition = first.due.condition
    count, whole, value = (_hull([ask(one) for one in judged]) for ask in (_Judged.count, _Judged.whole, _Judged.value))
    bounds, per = measures.bounds(condition)
    return TargetDecision(
        finding=finding,
        kind=target.kind,
        due=format_days((known[0], known[-1])) if known else "",
        needed=needed(first.hearing.pack, condition),
        found=shown_count(count, whole) or measures.shown(value, condition),
        bounds=bounds,
        count=count,
        of=whole,
        value=value,
        per=per,
        pace=first.pace() if finding.outcome is Outcome.NOT_YET_DUE else None,
        doubts=() if count is None or count[0] == count[1] else Later(lambda: unique(_doubts(judged))),
    )


def _finding(target: Target, judged: list[_Judged]) -> Finding:
    """The outcome where every reading of the due day has the same, else undetermined, with what each says."""
    first, hearing = judged[0], judged[0].hearing
    if len({one.outcome for one in judged}) > 1:
        open_ = [one for one in judged if one.outcome is Outcome.UNDETERMINED]
        causes = Later(lambda: unique(chain([_differ(judged)], *(one.causes for one in open_))))
        return hearing.made(target, Outcome.UNDETERMINED, causes)
    undetermined = first.outcome is Outcome.UNDETERMINED
    return hearing.made(
        target,
        first.outcome,
        causes=Later(lambda: unique(chain.from_iterable(one.causes for one in judged))) if undetermined else (),
        reasons=first.reasons(),
        remark=first.remark,
    )


def _differ(judged: list[_Judged]) -> Cause:
    """That the due day can be read in several ways, and what each comes to."""
    return Cause(
        "readings",
        ",".join(one.due.name for one in judged),
        name=READINGS,
        answers=tuple((one.due.name, one.outcome.value) for one in judged),
        answer_names=tuple(one.due.label or Label(one.due.name, one.due.name) for one in judged),
    )


def _doubts(judged: list[_Judged]) -> Iterator[Cause]:
    """Why the number is not known exactly: by one reading of the due day or another, or because it differs from day to day."""
    if len({one.count() for one in judged}) > 1:
        yield _differ(judged)
    for one in judged:
        yield from one.doubts()


def _hull(ranges: Sequence[tuple[int, int] | None]) -> tuple[int, int] | None:
    """Everything that a number may be, by any reading."""
    known = [one for one in ranges if one is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def shown_count(count: tuple[int, int] | None, whole: tuple[int, int] | None) -> Label | None:
    """What was counted, as people read it."""
    if count is None:
        return None
    if whole is None:
        return Label(_shown(count), _shown(count))
    return Label(f"{_shown(whole)}中{_shown(count)}", f"{_shown(count)} of {_shown(whole)}")


class _Judged:
    """A target by one reading of its due day."""

    def __init__(self, days: _Days, target: Target, due: DueDay) -> None:
        self.asked = days.asked
        self.target = target
        self.due = due
        self.hearing = days.at(due.day)
        self.key = "/".join(filter(None, (target.path, due.name)))
        self.matter = self._matter()
        self.applies: Applicability = applicability(self.hearing, self.key, self.matter)
        (self.raw,) = self.hearing.judge(self.key, lambda: [due.condition], self.matter)
        self.is_due = days.is_due(due.day)
        self.outcome = self._outcome()

    def _matter(self) -> Matter:
        """The due day governs; where there is none, the day of asking."""
        day = self.asked if self.due.day is None else self.due.day
        return Matter("programme", None, None, GoverningDate(day, day, self.due.day is not None))

    def _outcome(self) -> Outcome:
        if self.applies.outcome is Outcome.OUT_OF_SCOPE:
            return Outcome.OUT_OF_SCOPE
        if not self.is_due:
            return Outcome.NOT_YET_DUE
        if self.applies.outcome is Outcome.UNDETERMINED:
            return Outcome.UNDETERMINED
        return outcome_of(self.raw)

    @property
    def remark(self) -> Label | None:
        """Why it does not apply, or that its day is still to come."""
        return self.applies.remark or (UNTIL if self.outcome is Outcome.NOT_YET_DUE else None)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it is undetermined."""
        return (*self.applies.causes, *self.hearing.causes(self.raw, self.matter))

    def reasons(self) -> Sequence[Reason]:
        """What was required and found, where that decides."""
        if self.outcome not in (Outcome.MET, Outcome.NOT_MET):
            return ()
        return self.hearing.finding(self._rule(), self.raw, self.matter).reasons

    def _rule(self) -> Criterion:
        target = self.target
        return Criterion(self.key, target.place, target.sources, target.label, condition=self.due.condition)

    # --- how far it has come ---

    def count(self) -> tuple[int, int] | None:
        """The number counted, where what is counted is a whole number; of a share, the part."""
        value = measures.counted(self.due.condition)
        return None if value is None else self._range("count", value)

    def whole(self) -> tuple[int, int] | None:
        """Of a share, the whole."""
        of = measures.whole(self.due.condition)
        return None if of is None else self._range("whole", of)

    def value(self) -> tuple[int, int] | None:
        """The number measured, where it is no whole one and anything is known of it."""
        value = measures.valued(self.due.condition)
        if value is None:
            return None
        return measures.in_parts(self._range("value", value), self.due.condition)

    def pace(self) -> Pace | None:
        """What is missing of a number that has to be reached by a day to come."""
        enough, counted = measures.enough(self.due.condition), self.count()
        if self.outcome is not Outcome.NOT_YET_DUE or counted is None or enough is None or self.due.day is None:
            return None
        missing = max(0, enough - counted[1]), max(0, enough - counted[0])
        since = self._since()
        gone = None if since is None or since > self.asked else self.asked - since + 1
        return Pace(missing, self.due.day - self.asked, gone)

    def _since(self) -> int | None:
        """The first day of the stretch: the one the target itself has, else that of the plan."""
        governs = self.hearing.pack.governs
        return self.target.since if self.target.since is not None else governs.span[0] if governs else None

    def doubts(self) -> Sequence[Cause]:
        """Why the number is not known exactly: a number is its own least one, unless something is open."""
        value, counted = measures.counted(self.due.condition), self.count()
        if value is None or counted is None or counted[0] == counted[1]:
            return ()
        exact = n.Compare("<=", value, n.Constant(n.NUMBER, counted[0]))
        return Later(lambda: self.hearing.causes(self.hearing.judge_once(exact, self.matter), self.matter))

    def _range(self, what: str, value: n.Value) -> tuple[int, int]:
        return self.hearing.range_of(f"{self.key}/{what}", value, self.matter)


def _shown(counted: tuple[int, int]) -> str:
    return show_number(*counted, n.NUMBER, 0, "en")


