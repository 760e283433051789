"""The facts behind a definite answer: what was required, what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from humi.decision import Outcome, Reason
from humi.dossier.facts import IDENTITY, UNKNOWN
from humi.dossier.world import Record
from humi.language import nodes as n
from humi.policy.pack import Criterion, Ordering
from humi.road.found import found_value, recorded
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.label import Label
from humi.wording.requirements import asked_by, required
from humi.wording.show import JUDGED, UNRECORDED

if TYPE_CHECKING:
    from humi.road.hearing import GoverningDate, Hearing, Matter

JOINTS = (n.All, n.AnyOf, n.AtLeastOf, n.Not, n.Term, n.Readings, n.Versions)


def reasons(hearing: Hearing, rule: Criterion, matter: Matter) -> list[Reason]:
    """One reason for each decisive leaf of a rule: those that are not met where it is not met, all those met where it is."""
    from humi.road.hearing import outcome_of

    parts = list({id(part): part for part in _conditions(rule.condition)}.values())
    raws = hearing.judge(f"{rule.path}/reasons/{id(rule.condition)}", lambda: parts, matter)
    outcomes = {id(part): outcome_of(raw) for part, raw in zip(parts, raws, strict=True)}
    found: dict[tuple[str, str], Reason] = {}
    for leaf in _decisive(rule.condition, outcomes, matter.governing):
        reason = _reason(hearing, rule, leaf, outcomes[id(leaf)], matter)
        found.setdefault((reason.what, reason.required.en), reason)
    return list(found.values())


def _conditions(node: n.Condition) -> Iterator[n.Condition]:
    """The condition and its parts, down to leaves; what stands inside a relation belongs to the leaf."""
    yield node
    if isinstance(node, JOINTS):
        for part in _parts(node):
            yield from _conditions(part)


def _parts(node: n.Condition) -> tuple[n.Condition, ...]:
    match node:
        case n.All(items=items) | n.AnyOf(items=items) | n.AtLeastOf(items=items) | n.Versions(items=items):
            return items
        case n.Not(item=item) | n.Term(item=item):
            return (item,)
        case n.Readings(options=options):
            return tuple(item for _, item in options)
    return ()


def _decisive(node: n.Condition, outcomes: dict[int, Outcome], governing: GoverningDate) -> Iterator[n.Condition]:
    """Leaves with the same answer as the whole; under `not`, those with the opposite one; of versions, those that govern."""
    if isinstance(node, n.Not) and not isinstance(node.item, JOINTS):
        yield node
        return
    if not isinstance(node, JOINTS):
        yield node
        return
    wanted = outcomes[id(node)]
    if isinstance(node, n.Not):
        yield from _decisive(node.item, outcomes, governing)
        return
    parts = _governing(node, governing) if isinstance(node, n.Versions) else _parts(node)
    for part in parts:
        if outcomes[id(part)] is wanted:
            yield from _decisive(part, outcomes, governing)


def _governing(node: n.Versions, governing: GoverningDate) -> list[n.Condition]:
    """The versions that the governing date may choose."""
    ends = (*node.starts[1:], LAST_DAY + 1)
    begins = (FIRST_DAY, *node.starts[1:])
    spans = zip(begins, ends, node.items, strict=True)
    return [item for begin, end, item in spans if begin <= governing.high and governing.low < end]


def _reason(hearing: Hearing, rule: Criterion, leaf: n.Condition, outcome: Outcome, matter: Matter) -> Reason:
    inner = leaf.item if isinstance(leaf, n.Not) else leaf
    what, name, record = _subject(hearing, inner, matter.record)
    found = _found(hearing, rule, inner, matter)
    rows: tuple[str, ...] = ()
    for node in dict.fromkeys(n.lookups(inner)):
        from humi.road.rows import reason_of

        by = reason_of(hearing, node, matter)
        found = by.found if node is inner else Label(f"{found.zh}：{by.found.zh}", f"{found.en}: {by.found.en}")
        rows = (*rows, *by.rows)
    asked = asked_by(hearing.pack, rule) if isinstance(rule, Ordering) else required(hearing.pack, leaf)
    return Reason(what, record, name, asked, found, outcome, rows)


def _subject(hearing: Hearing, leaf: n.Condition, this: Record | None) -> tuple[str, Label, str]:
    """Path and name of the fact or list that a leaf looks at, and the record it is of."""
    vocabulary = hearing.pack.vocabulary
    table = next(n.lookups(leaf), None)
    if table is not None:
        return table.table.path, table.table.label, ""
    ref = next((part for part in n.walk(leaf) if isinstance(part, n.Ref | n.Related)), None)
    if isinstance(ref, n.Related):
        return ref.relation, vocabulary.labels[ref.relation], ""
    if isinstance(ref, n.Ref):
        place = hearing.world.name_of(this) if ref.owner == n.THIS else ""
        return ref.fact.path, ref.fact.label, place
    if isinstance(leaf, n.Judgement):
        return leaf.path, Label(leaf.standard, leaf.standard), ""
    return "", Label("规则本身", "the rule itself"), ""


def _found(hearing: Hearing, rule: Criterion, leaf: n.Condition, matter: Matter) -> Label:
    match leaf:
        case n.OneOf(ref=ref) | n.Includes(ref=ref) | n.Happened(ref=ref) | n.Covers(ref=ref) | n.SameAs(left=ref):
            return recorded(hearing, ref, matter.record)
        case n.Compare(left=value) | n.Within(date=value) | n.WithinYearly(date=value):
            return _value(hearing, rule, value, matter)
        case n.Quantified(related=related, word=word, meets=meets):
            where = related.where if word != "every" else n.All((related.where, n.Not(meets)))
            count = n.Count(n.Related(related.relation, where))
            shown = _value(hearing, rule, count, matter)
            if word == "every":
                return Label(f"{shown.zh}项不符合", f"{shown.en} that do not")
            return Label(f"{shown.zh}项", f"{shown.en} such")
        case n.ShareCompare(related=related, meets=meets):
            part = n.Count(n.Related(related.relation, n.All((related.where, meets))))
            counted = _value(hearing, rule, part, matter)
            whole = _value(hearing, rule, n.Count(related), matter)
            return Label(f"{whole.zh}项中{counted.zh}项", f"{counted.en} of {whole.en}")
        case n.Judgement(path=path):
            about = None if matter.record is None else matter.record[IDENTITY] or ""
            return JUDGED.get(hearing.world.determinations.get((path, about), UNKNOWN), UNRECORDED)
    return UNRECORDED


def _value(hearing: Hearing, rule: Criterion, value: n.Value, matter: Matter) -> Label:
    return found_value(hearing, rule.path, value, matter)
