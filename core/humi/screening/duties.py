"""Duties, for everybody they bind at once: as `road.duties` has them for one."""

from __future__ import annotations

from humi.decision import Outcome
from humi.engines.screen import frames as f
from humi.language import nodes as n
from humi.policy.pack import Duty
from humi.road.duties import in_time
from humi.screening.found import Found, everywhere, found, together, where
from humi.screening.matter import Matter

MET = everywhere(Outcome.MET)


def duty(rule: Duty, matter: Matter, followed: Found = MET) -> Found:
    """What is found of a duty; what it follows from triggers it too."""
    assert rule.done is not None
    applies = matter.applicability(rule.holders)
    trigger = matter.judge(rule.trigger or n.Always(True))
    done = matter.judge(in_time(rule.done, rule.due))
    ended = matter.judge(n.Always(True) if rule.due is None else n.Compare(">", n.Asked(), rule.due))
    follows = followed.is_any(Outcome.MET, Outcome.UNDETERMINED)
    none = f.either([applies[Outcome.OUT_OF_SCOPE], trigger[Outcome.NOT_MET], f.negate(follows)])
    triggered = f.both([trigger[Outcome.MET], applies[Outcome.MET], followed[Outcome.MET]])
    why = [applies.causes]
    before = {cause: f.both([rows, f.negate(done[Outcome.MET])]) for cause, rows in followed.causes.items()}
    unsure = found({Outcome.UNDETERMINED: True}, together([*why, before, trigger.causes, done.causes]))
    unended = found({Outcome.UNDETERMINED: True}, together([*why, before, ended.causes, done.causes]))
    return where(
        [
            (none, everywhere(Outcome.OUT_OF_SCOPE)),
            (f.both([done[Outcome.MET], applies[Outcome.MET]]), MET),
            (done[Outcome.MET], found({Outcome.UNDETERMINED: True}, applies.causes)),
            (f.negate(triggered), unsure),
            (ended[Outcome.NOT_MET], everywhere(Outcome.NOT_YET_DUE)),
            (f.negate(ended[Outcome.MET]), unended),
        ],
        done,
    )
