"""Cases that prove nothing: designations that none is about, and cases that repeat one another."""

from __future__ import annotations

from humi.authoring.cases import Case
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.written import place_of
from humi.reading.problems import Problems


def cases(draft: Draft, problems: Problems) -> None:
    """W840: a designation of which no case says anything. Without cases at all, that is what is told."""
    if not draft.cases:
        return
    told = {expected.path for case in draft.cases for expected in case.expected}
    for one in draft.pack.designations:
        if one.path not in told and not any(path.startswith(f"{one.path}/") for path in told):
            problems.add("W840", place_of(draft, one.path, one.place), found=one.id)


def repetitions(draft: Draft, problems: Problems) -> None:
    """W841, W842: a case that another one says already, and two cases with one sentence."""
    seen: dict[str, Case] = {}
    sentences: dict[str, Case] = {}
    for case in draft.cases:
        wanted = sorted((one.path, one.wanted, one.causes or ()) for one in case.expected)
        content = repr((case.on, case.of_authority, case.given, wanted))
        first, same = seen.setdefault(content, case), sentences.setdefault(case.sentence, case)
        if first is not case:
            problems.add("W841", case.place, found=case.sentence, line=first.place.line)
        elif same is not case:
            problems.add("W842", case.place, found=case.sentence, line=same.place.line)
