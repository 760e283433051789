"""Rules held to the words of the text: what each rule says beside what the provisions say that it cites."""

from __future__ import annotations

from collections.abc import Callable

from humi.authoring.lints import dates, figures, lists, wording
from humi.authoring.lints.cited import Cited, Library
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.said import Said, Written
from humi.reading.problems import Problem, Problems

Check = Callable[[Said, Cited, Library, Problems], None]

CHECKS: tuple[Check, ...] = (
    wording.operators,
    wording.days,
    figures.numbers,
    figures.lengths,
    dates.days,
    dates.yearly,
    lists.open_lists,
)


def rules(draft: Draft, problems: Problems) -> None:
    """Hold every rule to what it cites. What a rule of several years says is told once."""
    if draft.ledger is None:
        return
    library, written = Library(draft.ledger, draft.clauses), Written(draft.located)
    in_force = tuple(rule for rule in (draft.pack.in_force, draft.pack.governs) if rule is not None)
    library.known = {day for rule in in_force for one in Said(rule, written).days for day in (one.first, one.last)}
    found = Problems()
    for rule in draft.pack.rules():
        cited = Cited(rule, library)
        if cited.words:
            said = Said(rule, written)
            for check in CHECKS:
                check(said, cited, library, found)
    figures.ledger(draft, found)
    problems.extend(_once(found))


def _once(found: Problems) -> list[Problem]:
    return list({(one.code, one.place, tuple(sorted(one.details.items()))): one for one in found}.values())
