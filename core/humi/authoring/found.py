"""What came out of a decision, in the form in which a case expects it."""

from __future__ import annotations

from collections.abc import Sequence

from humi.decision import Cause, DesignationDecision, Finding, IncentiveDecision, Outcome, RegionDecision
from humi.values.frozen import Frozen
from humi.values.numbers import format_money
from humi.values.text import nearest

ABSENT = "absent"
SPECIAL = ("standing", "phase", "amount", "service", "next", "due", "count", "title", "cites")
"""First parts of paths that ask for something other than the outcome of a finding."""

PHASE_STATES = ("in", "perhaps", "out", "undated", ABSENT)
"""What can be said of one phase on a day."""


class Why(Frozen):
    """Why something came out as it did: the finding, the parts of it that decide, and causes that are of no finding."""

    finding: Finding | None = None
    parts: tuple[Finding, ...] = ()
    causes: Sequence[Cause] = ()


NOTHING_TO_TELL = Why()


def found(path: str, decided: RegionDecision, with_causes: bool) -> str:
    """The outcome of a finding, with its causes where asked for, or what else the path asks for."""
    section, _, name = path.partition("/")
    match section:
        case "standing":
            phases = sorted(phase.rpartition("/")[2] for phase in decided.standing.phases)
            return f"{decided.standing.state}: {', '.join(phases)}" if with_causes else decided.standing.state
        case "phase":
            return _phase(name, decided)
        case "amount":
            return _amount(name, decided)
        case "service":
            services = {_below(one.finding.path, "incentives"): one.service for one in decided.incentives}
            return services.get(name) or "no service"
        case "due":
            return _dues(decided).get(name) or ABSENT
        case "count":
            counts = {_below(one.finding.path, "targets"): one.count for one in decided.targets}
            low, high = counts.get(name) or (None, None)
            return ABSENT if low is None else str(low) if low == high else f"{low}..{high}"
        case "title":
            titles = {one.title: one for designation in decided.designations for one in designation.titles}
            return f"{titles[name].state} {titles[name].until}" if name in titles else ABSENT
        case "next":
            return next((_next_step(one) for one in decided.designations if one.finding.path.endswith(f"/{name}")), ABSENT)
        case "cites":
            cited = _finding(name, decided)
            return ABSENT if cited is None else ", ".join(source.id for source in cited.sources)
    finding = _finding(path, decided)
    return _absent(path, decided) if finding is None else _outcome(finding, with_causes)


def answers(decided: RegionDecision) -> dict[str, str]:
    """Everything that a case could expect of a decision, outcomes with their causes."""
    told = {finding.path.partition("/")[2]: _outcome(finding, True) for finding in decided.findings()}
    asked = [
        "standing",
        *(f"next/{_below(one.finding.path, 'designations')}" for one in decided.designations),
        *(f"title/{title.title}" for one in decided.designations for title in one.titles),
        *(f"amount/{_below(one.finding.path, 'incentives')}" for one in decided.incentives if one.amount is not None),
        *(f"due/{name}" for name, due in _dues(decided).items() if due),
        *(f"count/{_below(one.finding.path, 'targets')}" for one in decided.targets if one.count is not None),
    ]
    return told | {path: found(path, decided, with_causes=True) for path in asked}


def _phase(name: str, decided: RegionDecision) -> str:
    """Where the plan stands towards one phase."""
    path, standing = f"{decided.region}/phases/{name}", decided.standing
    if path in standing.undated:
        return "undated"
    if path not in standing.phases:
        return "out"
    return {"in": "in", "undated": "undated"}.get(standing.state, "perhaps")


def _dues(decided: RegionDecision) -> dict[str, str]:
    """Due days of duties by their path below `duties`, of targets by theirs."""
    dues = {_below(one.finding.path, "duties"): one.due for one in decided.duties}
    return {**dues, **{_below(one.finding.path, "targets"): one.due for one in decided.targets}}


def _below(path: str, section: str) -> str:
    return path.partition(f"/{section}/")[2]


def _finding(path: str, decided: RegionDecision) -> Finding | None:
    try:
        return decided.find(path)
    except KeyError:
        return None


def _absent(path: str, decided: RegionDecision) -> str:
    """A duty or incentive without a record to be about, or a slip of the pen."""
    if path.startswith(("duties/", "incentives/")):
        return ABSENT
    near = nearest(path, [finding.path.partition("/")[2] for finding in decided.findings()])
    return f"no such path{f', did you mean {near}' if near else ''}"


def _outcome(finding: Finding, with_causes: bool) -> str:
    if not with_causes or finding.outcome is not Outcome.UNDETERMINED:
        return finding.outcome.value
    causes = sorted({cause.kind for cause in finding.causes})
    return f"{finding.outcome.value}: {', '.join(causes)}"


def _amount(name: str, decided: RegionDecision) -> str:
    amounts = {one.finding.path.partition("/incentives/")[2]: one.amount for one in decided.incentives}
    amount = amounts.get(name)
    if amount is None:
        return "no amount"
    low, high = (format_money(end, "en").removeprefix("CNY ").replace(",", "") for end in amount)
    return f"{low} yuan" if low == high else f"{low}..{high} yuan"


def _next_step(designation: DesignationDecision) -> str:
    if designation.next_step is None:
        return "none"
    steps = (step.path.rpartition("/")[2] for step in designation.steps if step.name == designation.next_step)
    return next(steps, "selection")


# --- why ---


def _why_next(designation: DesignationDecision) -> Why:
    """Why a step is the next one: what is known of it; where there is none, why that is so."""
    steps = (step for step in designation.steps if step.name == designation.next_step)
    return Why(next(steps, designation.selection if designation.next_step else None) or designation.finding)


def why(path: str, decided: RegionDecision) -> Why:
    """Why it came out so, as far as findings tell."""
    section, _, name = path.partition("/")
    match section:
        case "standing" | "phase":
            return Why(causes=decided.standing.causes)
        case "title":
            titles = (one for designation in decided.designations for one in designation.titles if one.title == name)
            return next((Why(causes=title.causes) for title in titles), NOTHING_TO_TELL)
        case "amount":
            # Another amount is what the pack says; why there is none is for the incentive to tell.
            amount = next((one.amount for one in decided.incentives if one.finding.path.endswith(f"/incentives/{name}")), None)
            return why(f"incentives/{name}", decided) if amount is None else NOTHING_TO_TELL
        case "count":
            return next((Why(causes=one.doubts) for one in decided.targets if one.finding.path.endswith(f"/{name}")), Why())
        case "next":
            return next((_why_next(one) for one in decided.designations if one.finding.path.endswith(f"/{name}")), Why())
        case "cites" | "due":
            return NOTHING_TO_TELL
    finding = _finding(path, decided)
    if finding is None:
        return NOTHING_TO_TELL
    wholes: tuple[DesignationDecision | IncentiveDecision, ...] = (*decided.designations, *decided.incentives)
    criteria = next((one.criteria for one in wholes if one.finding is finding), ())
    if finding.outcome is Outcome.OUT_OF_SCOPE and decided.scope.outcome is Outcome.OUT_OF_SCOPE:
        criteria = (decided.scope,)
    return Why(finding, tuple(part for part in criteria if part.outcome is finding.outcome))
