"""Duties: who has to do what, when triggered, until when. Case handling, consequences and reports are duties too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from humi.decision import Cause, DutyDecision, Later, Outcome
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.dossier.world import Record
from humi.engines.judge import MET, NOT_MET, Raw, RawCause
from humi.language import nodes as n
from humi.policy.pack import Criterion, Duty
from humi.road.applicability import applicability
from humi.road.chaining import ONE
from humi.road.following import ALWAYS, WITHOUT, Followed, Judged
from humi.road.hearing import Hearing, unique
from humi.values.dates import FIRST_DAY, format_days
from humi.values.label import Label

LONG_AGO = 366 * 1000
"""A due day counted from a day not recorded; nothing these documents speak of is older."""

TRIGGER = 0
"""Where the trigger stands among what is asked of a duty."""
OPEN = Label("未见记录，尚未办结；文件未规定期限", "nothing is recorded: open; the text sets no time limit")
OVERDUE = Label("期限已过，未见记录", "the due day has passed and nothing is recorded")
UNTIL = Label("期限未到", "the due day has not ended")


def judge_duties(hearing: Hearing) -> list[tuple[DutyDecision, Judged]]:
    """Every duty that can be judged, by itself, for each record it concerns; what it follows from is joined in later.
    A duty without `done` is kept and shown, not judged."""
    return [
        _judge(hearing, duty, record, ONE if record is None else f"{duty.this}[{place}]")
        for duty in hearing.pack.duties
        if duty.done is not None
        for place, record in enumerate(_concerned(hearing, duty))
    ]


def following(hearing: Hearing, own: DutyDecision, judged: Judged, followed: Followed) -> DutyDecision:
    """A duty joined with what it follows from, which is part of its trigger."""
    if followed.outcome is Outcome.MET:
        return own
    assert isinstance(judged.rule, Duty)
    return _judge(hearing, judged.rule, judged.record, judged.about, followed)[0]


def _concerned(hearing: Hearing, duty: Duty) -> tuple[Record | None, ...]:
    """Whom a duty binds: each record of a list, or what is held once; of an applicant's duties a registry tells nothing."""
    if duty.this in SINGLE:
        return (None,) if hearing.dossier.of_applicant or duty.this == "programme" else ()
    records: tuple[Record, ...] = getattr(hearing.world, RELATION_OF[duty.this])
    return records


def in_time(done: n.Condition, due: n.Value | None) -> n.Condition:
    """Done, every event that shows it on or before the due day."""
    if due is None:
        return done
    match done:
        case n.Happened(ref=ref, place=place):
            return n.All((done, n.Compare("<=", n.FactValue(ref), due, place=place)), place=place)
        case n.All(items=items) | n.AnyOf(items=items) | n.AtLeastOf(items=items):
            return replace(done, items=tuple(in_time(item, due) for item in items))
        case n.Term(item=item):
            return replace(done, item=in_time(item, due))
    return done


def _judge(
    hearing: Hearing, duty: Duty, record: Record | None, about: str, followed: Followed = ALWAYS
) -> tuple[DutyDecision, Judged]:
    matter = hearing.matter(duty.this, duty.governed_by, record)
    applies = applicability(hearing, duty.path, matter, duty.holders)
    rules = hearing.kept(("duty", duty.path), lambda: rules_of(duty))
    raws = hearing.judge(duty.path, lambda: rules, matter)
    outcome, remark, basis = _outcome(raws, applies.outcome, followed.outcome, duty.due is not None)
    open_ = [hearing.causes(_causes(raws[index]), matter) for index in basis]
    if basis[:1] == (TRIGGER,):
        open_[0] = _of_trigger(open_[0])
    before = () if raws[1] == MET else followed.causes
    without = WITHOUT if followed.outcome not in (Outcome.MET, Outcome.UNDETERMINED) else None
    undetermined = outcome is Outcome.UNDETERMINED
    # Why it does not apply is told by its trigger; everything else by what was done.
    decisive = 0 if raws[0] == NOT_MET else 1
    rule = Criterion(duty.path, duty.place, duty.sources, duty.label, condition=rules[decisive])
    finding = hearing.made(
        duty,
        outcome,
        causes=Later(lambda: unique(chain(applies.causes, before, *open_))) if undetermined else (),
        reasons=() if undetermined else hearing.finding(rule, raws[decisive], matter).reasons,
        record=record,
        remark=applies.remark or remark or followed.remark or without,
    )
    due = ""
    if duty.due is not None and outcome is not Outcome.OUT_OF_SCOPE:
        low, high = hearing.range_of(f"{duty.path}/due", duty.due, matter)
        due = format_days((low if low > LONG_AGO else FIRST_DAY, high))
    decided = DutyDecision(finding=finding, kind=duty.kind, who=duty.who, due=due, entity=duty.this)
    return decided, Judged(duty, record, matter, finding, about)


def _of_trigger(causes: Sequence[Cause]) -> Sequence[Cause]:
    """The same causes, where readings differ about whether the duty applies."""
    return Later(lambda: [replace(cause, of_trigger=cause.kind == "readings") for cause in causes])


def rules_of(duty: Duty) -> list[n.Condition]:
    """Trigger; done in time; the due day has ended."""
    assert duty.done is not None
    ended: n.Condition = n.Always(True) if duty.due is None else n.Compare(">", n.Asked(), duty.due)
    return [duty.trigger or n.Always(True), in_time(duty.done, duty.due), ended]


def _outcome(
    raws: tuple[Raw, ...], applies: Outcome, followed: Outcome, has_due_day: bool
) -> tuple[Outcome, Label | None, tuple[int, ...]]:
    """The duty rule: outcome, remark, and which of the raw findings explain it. What a duty follows from triggers it too."""
    trigger, done, ended = raws
    follows = followed in (Outcome.MET, Outcome.UNDETERMINED)
    if applies is Outcome.OUT_OF_SCOPE or trigger == NOT_MET or not follows:
        return Outcome.OUT_OF_SCOPE, None, ()
    if done == MET:
        return (Outcome.MET if applies is Outcome.MET else Outcome.UNDETERMINED), None, ()
    if trigger != MET or applies is not Outcome.MET or followed is not Outcome.MET:
        return Outcome.UNDETERMINED, None, (TRIGGER, 1)
    if ended == NOT_MET:
        return Outcome.NOT_YET_DUE, UNTIL, ()
    if ended != MET:
        return Outcome.UNDETERMINED, None, (2, 1)
    if done == NOT_MET:
        return Outcome.NOT_MET, None, (1,)
    remark = OVERDUE if has_due_day else OPEN
    return Outcome.UNDETERMINED, remark if _unrecorded(done) else None, (1,)


def _unrecorded(done: Raw) -> bool:
    """Whether something that would show it done is not recorded; what is read or dated in several ways was recorded."""
    return any(cause.kind not in ("readings", "imprecise_fact") for cause, _ in _causes(done))


def _causes(raw: Raw) -> tuple[RawCause, ...]:
    return raw if isinstance(raw, tuple) else ()
