"""Rules held to the words of the text: what each rule says beside what the provisions say that it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.faithful import bindings, dates, figures, grounds, lists, wording
from humi.authoring.lints.faithful.cited import Cited, Library
from humi.authoring.lints.faithful.places import Written
from humi.authoring.lints.faithful.said import Said
from humi.language import nodes as n
from humi.policy.pack import Duty, Pack, Rule, Target
from humi.reading.problems import Problem, Problems

Check = Callable[[Said, Cited, Library, Problems], None]

CHECKS: tuple[Check, ...] = (
    wording.operators,
    wording.ages,
    wording.days,
    figures.numbers,
    figures.lengths,
    dates.days,
    dates.yearly,
    dates.years,
    lists.open_lists,
    lists.members,
    grounds.certainty,
    grounds.unpublished,
    bindings.bindings,
)


def rules(draft: Draft, problems: Problems) -> None:
    """Hold every rule to what it cites. What a rule of several years says is told once."""
    if draft.ledger is None:
        return
    library, written = Library(draft.ledger, draft.clauses), Written(draft.located)
    library.governed = _days(draft.pack.governs, written)
    library.known = library.governed | _days(draft.pack.in_force, written)
    found = Problems()
    for said in _said(draft.pack, written):
        cited = Cited(said.rule, library)
        if cited.words:
            for check in CHECKS:
                check(said, cited, library, found)
    figures.ledger(draft, found)
    problems.extend(_once(found))


def _days(rule: Rule | None, written: Written) -> set[int]:
    """The first and last days that a rule names."""
    return {day for one in Said(rule, written).days for day in (one.first, one.last)} if rule is not None else set()


def _said(pack: Pack, written: Written) -> Iterator[Said]:
    """What every rule says; of a term what it stands for, which is told where it is used."""
    terms: dict[str, n.Node] = {}
    for rule in pack.rules():
        said = Said(rule, written, years=_years(rule, pack))
        terms.update((node.name, node.item) for node, _ in said.nodes if isinstance(node, n.Term | n.ValueTerm))
        yield said
    for name, node in terms.items():
        if name in pack.terms:
            yield Said(pack.terms[name], written, term=node)


def _years(rule: Rule, pack: Pack) -> tuple[int, int] | None:
    """The first and last year of a rule that returns, told of its first year."""
    if not isinstance(rule, Target | Duty) or rule.year is None:
        return None
    groups = pack.targets_by_rule() if isinstance(rule, Target) else pack.duties_by_rule()
    years = next([one.year for one in group if one.year is not None] for group in groups if rule in group)
    return (min(years), max(years)) if rule.year == min(years) else None


def _once(found: Problems) -> list[Problem]:
    """Each finding once, though a rule may say it in two ways, and the provisions cited in another order."""
    told: dict[object, Problem] = {}
    for one in found:
        details = sorted(item for item in one.details.items() if item[0] not in ("anchor", "suggestion"))
        told.setdefault((one.code, one.place, tuple(details)), one)
    return list(told.values())
