"""Duties: who has to do what, when triggered, until when. Case handling, consequences and reports are duties too."""

from __future__ import annotations

from itertools import chain

from humi.decision import DutyDecision, Later, Outcome
from humi.dossier.facts import IDENTITY, RELATION_OF, SINGLE
from humi.dossier.world import Record
from humi.engines.judge import MET, NOT_MET, Raw, RawCause
from humi.language import nodes as n
from humi.policy.pack import Criterion, Duty
from humi.road.applicability import applicability
from humi.road.hearing import Hearing, unique
from humi.values.dates import format_days
from humi.values.label import Label

OPEN = Label("未见记录，尚未办结；文件未规定期限", "nothing is recorded: open; the text sets no time limit")
UNTIL = Label("期限未到", "the due day has not ended")


def judge_duties(hearing: Hearing) -> tuple[DutyDecision, ...]:
    """Every duty that can be judged, for each record it concerns. A duty without `done` is kept and shown, not judged."""
    return tuple(
        _judge(hearing, duty, record)
        for duty in hearing.pack.duties
        if duty.done is not None
        for record in _concerned(hearing, duty)
    )


def _concerned(hearing: Hearing, duty: Duty) -> tuple[Record | None, ...]:
    if duty.this in SINGLE:
        return (None,)
    records: tuple[Record, ...] = getattr(hearing.world, RELATION_OF[duty.this])
    return records


def in_time(duty: Duty) -> n.Condition:
    """Done, and every event that shows it on or before the due day."""
    assert duty.done is not None
    if duty.due is None:
        return duty.done
    events = [node.ref for node in n.walk(duty.done) if isinstance(node, n.Happened)]
    days = tuple(n.Compare("<=", n.FactValue(ref), duty.due) for ref in dict.fromkeys(events))
    return n.All((duty.done, *days))


def _judge(hearing: Hearing, duty: Duty, record: Record | None) -> DutyDecision:
    governing = hearing.governing(duty.governed_by, record)
    applies = applicability(
        hearing, duty.path, record, duty.this, governing, duty.governed_by,
        placed=duty.this in SINGLE and duty.this != "programme",
    )  # fmt: skip
    done = in_time(duty)
    trigger = duty.trigger or n.Always(True)
    judged = hearing.findings(duty.path, lambda: _rules(duty), duty.this, duty.governed_by)
    raws = judged(hearing.world, record, governing.version_low, governing.high)
    outcome, remark, basis = _outcome(raws, applies.outcome)
    open_ = tuple(one for index in basis for one in _causes(raws[index]))
    undetermined = outcome is Outcome.UNDETERMINED
    rule = Criterion(duty.path, duty.place, duty.sources, duty.label, condition=done if raws[0] == MET else trigger)
    raw = raws[1] if raws[0] == MET else raws[0]
    causes = hearing.causes(open_, record, governing, duty.this) if open_ else ()
    finding = hearing.made(
        duty,
        outcome,
        causes=Later(lambda: unique(chain(applies.causes, causes))) if undetermined else (),
        reasons=hearing.finding(rule, raw, record, governing, duty.this).reasons if not undetermined else (),
        suffix=_suffix(hearing, record),
        remark=applies.remark or remark,
    )
    due = ""
    if duty.due is not None:
        range_of = hearing.range_of(f"{duty.path}/due", duty.due, duty.this, duty.governed_by)
        due = format_days(range_of(hearing.world, record, governing.version_low, governing.high))
    return DutyDecision(finding=finding, kind=duty.kind, who=duty.who, due=due)


def _rules(duty: Duty) -> list[n.Condition]:
    """Trigger; done in time; done at all, as far as recorded; the due day has ended."""
    assert duty.done is not None
    ended: n.Condition = n.Always(True) if duty.due is None else n.Compare(">", n.Asked(), duty.due)
    return [duty.trigger or n.Always(True), in_time(duty), ended]


def _outcome(raws: tuple[Raw, ...], applies: Outcome) -> tuple[Outcome, Label | None, tuple[int, ...]]:
    """The duty rule: outcome, remark, and which of the raw findings explain it."""
    trigger, done, ended = raws
    if applies is Outcome.OUT_OF_SCOPE or trigger == NOT_MET:
        return Outcome.OUT_OF_SCOPE, None, ()
    if done == MET:
        return (Outcome.MET if applies is Outcome.MET else Outcome.UNDETERMINED), None, ()
    if trigger != MET:
        return Outcome.UNDETERMINED, None, (0, 1)
    if ended == NOT_MET:
        return Outcome.NOT_YET_DUE, UNTIL, ()
    if ended != MET:
        return Outcome.UNDETERMINED, None, (2, 1)
    if done == NOT_MET:
        return Outcome.NOT_MET, None, (1,)
    return Outcome.UNDETERMINED, OPEN, (1,)


def _causes(raw: Raw) -> tuple[RawCause, ...]:
    return raw if isinstance(raw, tuple) else ()


def _suffix(hearing: Hearing, record: Record | None) -> str:
    if record is None:
        return ""
    return f"/{record[IDENTITY] or hearing.world.name_of(record)}"
