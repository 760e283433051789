"""What is proven of a pack: nobody qualifies, a criterion is idle, money is paid twice, phases may leave a hole or overlap.

What a criterion leaves to a rule that was never published is no finding: the pack says so already. The day asked about is
today, or the nearest day that the plan governs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.written import place_of
from humi.language import nodes as n
from humi.policy.pack import Criterion, Duty, Pack
from humi.questions.answers import Answered, Proven, Refuted
from humi.reading.problems import Problems
from humi.road.chaining import base

SECONDS = 5.0
"""The time for one question."""


def proven(draft: Draft, problems: Problems) -> None:
    """W870 to W879."""
    from humi.questions.obliging import about_duty
    from humi.questions.phasing import about_phases
    from humi.questions.proving import Prover
    from humi.questions.qualifying import about_designation
    from humi.questions.rewarding import about_incentive

    pack = draft.pack
    prover = Prover(pack, _asked(pack), SECONDS)
    for designation in pack.designations:
        _designation(pack, list(about_designation(prover, designation)), problems)
    for incentive in pack.incentives:
        for one in about_incentive(prover, incentive):
            if one.kind == "unreachable" and isinstance(one.answer, Proven):
                if any(map(_unpublished, incentive.criteria)):
                    continue
                problems.add("W873", incentive.place, found=incentive.id)
            elif one.kind == "never_twice" and isinstance(one.answer, Refuted):
                facts = json.dumps(one.answer.example.document, ensure_ascii=False, default=str)
                problems.add("W874", incentive.place, found=incentive.id, facts=facts)
    for duty in pack.duties:
        for one in about_duty(prover, duty):
            _duty(draft, duty, one, problems)
    for one in about_phases(prover):
        _phase(draft, one, problems)


def _duty(draft: Draft, duty: Duty, answered: Answered, problems: Problems) -> None:
    """W877 to W879. What hangs on a reading, or on a rule that was never published, is open for everybody."""
    code = {"never_arises": "W877", "never_done": "W878"}.get(answered.kind)
    place = place_of(draft, base(duty), duty.place)
    if code is not None and isinstance(answered.answer, Proven):
        open_ = duty.trigger is not None and any(
            isinstance(node, n.Undecidable | n.Readings | n.ValueReadings) for node in n.walk(duty.trigger)
        )
        if not open_:
            problems.add(code, place, found=base(duty).rpartition("/")[2])
    elif answered.kind == "never_due_before" and isinstance(answered.answer, Refuted):
        facts = json.dumps(answered.answer.example.document, ensure_ascii=False, default=str)
        problems.add("W879", place, found=base(duty).rpartition("/")[2], facts=facts)


def _phase(draft: Draft, answered: Answered, problems: Problems) -> None:
    """W875, W876: what plain inspection does not tell already (`plan.phases`), and what is not merely left unstated."""
    from humi.questions.report import days_taken

    answer = answered.answer
    if not isinstance(answer, Refuted):
        return
    phases = {phase.path: phase for phase in draft.pack.phases}
    about = [phases[path] for path in (answered.path, *answered.beside)]
    place = place_of(draft, about[0].path, about[0].place)
    plain, code = {"no_hole": ("W821", "W875"), "no_overlap": ("W820", "W876")}[answered.kind]
    told = any(problem.code == plain and problem.place == place for problem in problems)
    if told or any(phase.first is None or phase.last is None for phase in about):
        return
    taken, taken_zh = ("; ".join(days_taken(draft.pack, answered, "en")), "；".join(days_taken(draft.pack, answered, "zh")))
    day = date.fromordinal(answer.example.asked).isoformat()
    names = {"found": about[0].id, "other": about[-1].id}
    problems.add(code, place, day=day, taken=taken, taken_zh=taken_zh, **names)


def _designation(pack: Pack, answers: list[Answered], problems: Problems) -> None:
    criteria = {one.path: one for designation in pack.designations for one in designation.criteria}
    designations = {one.path: one for one in pack.designations}
    told = {one.kind: one for one in answers if isinstance(one.answer, Proven)}
    # Why nobody qualifies is told once, and then no criterion makes a difference.
    blocked = told.get("contradiction") or told.get("nobody_qualifies")
    if blocked is not None:
        why = [criteria[path] for path in blocked.beside]
        if not any(_unpublished(one) for one in why):
            rule = designations[blocked.path]
            code = "W872" if blocked.kind == "contradiction" and len(why) > 1 else "W870"
            problems.add(code, rule.place, found=rule.id, **_named(why))
        return
    for one in answers:
        if one.kind == "idle" and isinstance(one.answer, Proven):
            problems.add("W871", criteria[one.path].place, found=criteria[one.path].id)


def _unpublished(rule: Criterion) -> bool:
    return any(isinstance(node, n.Undecidable) for node in n.walk(rule.condition))


def _named(rules: Iterable[Criterion]) -> dict[str, str]:
    names = [rule.name() for rule in rules]
    if not names:
        return {"criteria": "the scope or the dates already rule it out", "criteria_zh": "适用范围或日期已排除所有人"}
    return {"criteria": ", ".join(name.en for name in names), "criteria_zh": "、".join(name.zh for name in names)}


def _asked(pack: Pack) -> int:
    """Today, or the nearest day of the plan."""
    today = date.today().toordinal()
    first, last = pack.governs.span if pack.governs is not None else (today, today)
    return min(max(today, first, *_in_force_from(pack)), max(last, first))


def _in_force_from(pack: Pack) -> Iterator[int]:
    """The last of the days on which the document may come into force."""
    rule = pack.in_force
    if rule is not None and rule.first is not None:
        days = [node.value for node in n.walk(rule.first) if isinstance(node, n.Constant) and node.kind == n.DATE]
        yield from [max(days)] if days else []
