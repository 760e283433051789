"""What the applicant may become: criteria decide; model, priority and factors are shown; steps and selection follow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from humi.decision import DesignationDecision, Finding, Later, Outcome, TitleStanding, join
from humi.dossier.facts import IDENTITY
from humi.dossier.world import Record
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, ProcedureStep
from humi.road.applicability import OUTSIDE, applicability
from humi.road.following import Judged
from humi.road.hearing import Hearing, Matter, outcome_of, unique
from humi.values.dates import format_days
from humi.values.label import Label

ROLES = ("criteria", "model", "priority", "factors")
AWAIT_SELECTION = Label("等待选定", "await the selection")


def judge_designations(hearing: Hearing) -> tuple[DesignationDecision, ...]:
    """Every designation of the region; they are alternatives and never joined. A registry has no applicant to judge."""
    if not hearing.dossier.of_applicant:
        return ()
    return tuple(judge_designation(hearing, designation) for designation in hearing.pack.designations)


def judged_designations(hearing: Hearing, decided: Sequence[DesignationDecision]) -> list[Judged]:
    """The designations, as what other rules may follow from."""
    return [
        Judged(designation, None, hearing.matter(designation.this, designation.governed_by), decision.finding)
        for designation, decision in zip(hearing.pack.designations, decided, strict=False)
    ]


def judge_designation(hearing: Hearing, designation: Designation) -> DesignationDecision:
    """One designation of the region, of an applicant."""
    matter = hearing.matter(designation.this, designation.governed_by)
    roles = {role: getattr(designation, role) for role in ROLES}
    rules: list[Criterion] = list(chain.from_iterable(roles.values()))
    raws = hearing.judge(designation.path, lambda: [rule.condition for rule in rules], matter)
    found = {rule.path: hearing.finding(rule, raw, matter) for rule, raw in zip(rules, raws, strict=True)}
    criteria, model, priority, factors = (tuple(found[rule.path] for rule in roles[role]) for role in ROLES)
    whole = _whole(hearing, designation, criteria, matter)
    steps = _steps(hearing, designation, matter)
    selection = _selection(hearing, designation, (whole, *steps), matter)
    return DesignationDecision(
        finding=whole,
        criteria=criteria,
        model=model,
        priority=priority,
        factors=factors,
        steps=steps,
        selection=selection,
        titles=_titles(hearing, designation),
        next_step=_next_step(whole, steps, selection),
    )


def _whole(hearing: Hearing, designation: Designation, criteria: Sequence[Finding], matter: Matter) -> Finding:
    applies = applicability(hearing, designation.path, matter)
    outcome = join([applies.outcome, *(finding.outcome for finding in criteria)])
    remark = applies.remark
    if outcome is Outcome.OUT_OF_SCOPE and remark is None:
        remark = OUTSIDE["versions"]
    open_ = [finding for finding in criteria if finding.outcome is Outcome.UNDETERMINED]
    refused = [finding for finding in criteria if finding.outcome is Outcome.NOT_MET]
    undetermined = outcome is Outcome.UNDETERMINED
    return hearing.made(
        designation,
        outcome,
        causes=Later(lambda: unique(chain(applies.causes, *(f.causes for f in open_)))) if undetermined else (),
        reasons=Later(lambda: chain.from_iterable(f.reasons for f in refused)) if refused else (),
        remark=remark,
    )


def _steps(hearing: Hearing, designation: Designation, matter: Matter) -> tuple[Finding, ...]:
    """Each step by what is recorded of it; after one that failed or is still to come, one not recorded is not yet due."""
    found: list[Finding] = []
    waiting = False
    for step in designation.steps:
        rules = [step.done] if step.passed is None else [step.done, step.passed]
        done, *passed = hearing.judge(step.path, lambda rules=rules: rules, matter)  # type: ignore[misc]
        outcome, open_ = _step_outcome(outcome_of(done), [outcome_of(raw) for raw in passed])
        if waiting and outcome_of(done) is Outcome.UNDETERMINED:
            outcome = Outcome.NOT_YET_DUE
        raw = (done, *passed)[open_]
        undetermined = outcome is Outcome.UNDETERMINED
        rule = _as_criterion(step, rules[open_])
        found.append(
            hearing.made(
                step,
                outcome,
                causes=hearing.causes(raw, matter) if undetermined else (),
                reasons=() if undetermined else hearing.finding(rule, raw, matter).reasons,
            )
        )
        waiting = waiting or outcome in (Outcome.NOT_YET_DUE, Outcome.NOT_MET)
    return tuple(found)


def _step_outcome(done: Outcome, passed: list[Outcome]) -> tuple[Outcome, int]:
    """The outcome of a step, and which of (done, passed) it rests on."""
    if done is Outcome.NOT_MET:
        return Outcome.NOT_YET_DUE, 0
    if done is Outcome.UNDETERMINED:
        return Outcome.UNDETERMINED, 0
    return (passed[0], 1) if passed else (Outcome.MET, 0)


def _as_criterion(step: ProcedureStep, condition: n.Condition) -> Criterion:
    return Criterion(step.path, step.place, step.sources, step.label, condition=condition)


def _selection(hearing: Hearing, designation: Designation, before: Sequence[Finding], matter: Matter) -> Finding | None:
    rule = designation.selection
    if rule is None:
        return None
    if join(finding.outcome for finding in before) is not Outcome.MET:
        return hearing.made(rule, Outcome.NOT_YET_DUE)
    (raw,) = hearing.judge(rule.path, lambda: [rule.condition], matter)
    return hearing.finding(rule, raw, matter)


def _next_step(whole: Finding, steps: Sequence[Finding], selection: Finding | None) -> Label | None:
    """What comes next; nothing where the applicant is refused or out of scope."""
    if whole.outcome in (Outcome.NOT_MET, Outcome.OUT_OF_SCOPE):
        return None
    step = next((step for step in steps if step.outcome is not Outcome.MET), None)
    if step is not None:
        return None if step.outcome is Outcome.NOT_MET else step.name
    return AWAIT_SELECTION if selection is not None and selection.outcome is not Outcome.MET else None


def _titles(hearing: Hearing, designation: Designation) -> tuple[TitleStanding, ...]:
    """Until when the titles of this designation are valid."""
    rule = designation.validity
    if rule is None:
        return ()
    kind = hearing.pack.vocabulary.find("title", "kind")
    assert kind is not None
    held = [record for record in hearing.world.titles if record[kind.slot] == designation.id]
    return tuple(_title(hearing, designation, record) for record in held)


def _title(hearing: Hearing, designation: Designation, record: Record) -> TitleStanding:
    rule = designation.validity
    assert rule is not None
    granted = hearing.pack.vocabulary.find("title", "granted")
    assert granted is not None
    matter = hearing.matter("title", n.Ref(n.THIS, granted), record)
    low, high = hearing.range_of(rule.path, rule.until, matter)
    (raw,) = hearing.judge(f"{rule.path}/valid", lambda: [n.Compare(">=", rule.until, n.Asked())], matter)
    outcome = outcome_of(raw)
    state = {Outcome.MET: "valid", Outcome.NOT_MET: "expired"}.get(outcome, "uncertain")
    return TitleStanding(
        path=hearing.path(rule),
        title=str(record[IDENTITY] or hearing.world.name_of(record)),
        state=state,
        until=format_days((low, high)),
        causes=hearing.causes(raw, matter),
        sources=hearing.citations(rule.sources),
    )
