"""Where the plan stands on the day of asking: before, in which phases, between two, after, undated; and in force or not."""

from __future__ import annotations

from collections.abc import Sequence

from humi.decision import Cause, Later, Outcome, Standing
from humi.language import nodes as n
from humi.policy.pack import Phase
from humi.road.applicability import in_force_condition
from humi.road.hearing import Hearing, Matter, outcome_of, unique
from humi.values.label import Label

IN_FORCE = {
    Outcome.MET: Label("文件已施行", "the document is in force"),
    Outcome.NOT_MET: Label("文件尚未施行或已失效", "the document is not in force"),
    Outcome.UNDETERMINED: Label("文件是否已施行不能确定", "whether the document is in force cannot be told"),
}
UNSTATED = Label("文件未写明施行日期", "the text does not state from when it is in force")


def judge_standing(hearing: Hearing) -> Standing:
    """The standing of the region's plan on the day of asking."""
    matter = hearing.matter()
    phases = hearing.pack.phases
    dated = [phase for phase in phases if phase.dated]
    undated = [phase for phase in phases if not phase.dated] if dated else []
    rules = [in_force_condition(hearing.pack), *(end for phase in dated for end in _ends(phase))]
    in_force, *ends = hearing.judge("phases", lambda: rules, matter)
    rule = hearing.pack.in_force
    stated = rule is not None and rule.first is not None
    state, current, causes = _state(hearing, phases, dated, ends, matter)
    return Standing(
        state=state,
        phases=tuple(hearing.path(phase) for phase in current),
        names=tuple(phase.name() for phase in current),
        causes=Later(lambda: unique((*causes, *hearing.causes(in_force, matter)))),
        sources=hearing.citations(tuple(source for phase in current for source in phase.sources)),
        in_force=outcome_of(in_force),
        in_force_remark=IN_FORCE[outcome_of(in_force)] if stated else UNSTATED,
        interpretation=rule.interpretation if rule is not None else None,
        note=rule.note if rule is not None else None,
        undated=tuple(hearing.path(phase) for phase in undated),
        undated_names=tuple(phase.name() for phase in undated),
    )


def _ends(phase: Phase) -> tuple[n.Condition, n.Condition]:
    """The phase has begun; it has not ended. Of an end that the text does not date, nothing can be told."""
    unknown = n.Undecidable("undated", phase.id, place=phase.place)
    begun = n.Compare(">=", n.Asked(), phase.first) if phase.first is not None else unknown
    running = n.Compare("<=", n.Asked(), phase.last) if phase.last is not None else unknown
    return begun, running


def _state(
    hearing: Hearing, phases: tuple[Phase, ...], dated: list[Phase], ends: Sequence[object], matter: Matter
) -> tuple[str, list[Phase], list[Cause]]:
    if not phases:
        return "none", [], []
    if not dated:
        return "undated", list(phases), [_undated(phase, hearing) for phase in phases]
    begun = [outcome_of(raw) for raw in ends[0::2]]  # type: ignore[arg-type]
    running = [outcome_of(raw) for raw in ends[1::2]]  # type: ignore[arg-type]
    may = [phase for phase, one, other in zip(dated, begun, running, strict=True) if Outcome.NOT_MET not in (one, other)]
    sure = [phase for phase, one, other in zip(dated, begun, running, strict=True) if {one, other} == {Outcome.MET}]
    if len(sure) < len(may):
        return "uncertain", may, _doubts(hearing, dated, may, ends, matter)
    if may:
        return "in", may, []
    if Outcome.NOT_MET not in begun:
        return "after", [], []
    return ("before" if all(one is Outcome.NOT_MET for one in begun) else "between"), [], []


def _doubts(
    hearing: Hearing, dated: list[Phase], may: list[Phase], ends: Sequence[object], matter: Matter
) -> list[Cause]:
    """Why it is not certain in which phase the plan is: a phase without one of its dates, or a date not known to the day."""
    found: list[Cause] = []
    for index, phase in enumerate(dated):
        if phase not in may:
            continue
        for raw in ends[2 * index : 2 * index + 2]:
            known = phase.first is not None and phase.last is not None
            if isinstance(raw, tuple):
                found.extend(hearing.causes(raw, matter) if known else [_undated(phase, hearing)])
    return unique(found)


def _undated(phase: Phase, hearing: Hearing) -> Cause:
    return Cause("undated", hearing.path(phase), name=phase.name())
