"""Causes for people: what would settle the question, who holds it, and which evidence shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from humi.decision import Cause, Later
from humi.dossier.facts import RELATIONS
from humi.dossier.vocabulary import Vocabulary
from humi.engines.judge import RawCause
from humi.language import nodes as n
from humi.values.label import Label

if TYPE_CHECKING:
    from humi.road.hearing import Hearing, Matter


TABLES = "tables/"
UNPUBLISHED = Label("未公布的标准", "a standard that was never published")
CALENDAR = Label("尚未公布的放假调休安排", "working days of years not yet published")
STATE_COUNCIL = Label("国务院办公厅", "the General Office of the State Council")


def explained(hearing: Hearing, raw: RawCause, matter: Matter) -> Cause:
    """A cause found by the judge, with names."""
    cause, record = raw
    place = hearing.world.name_of(record) if record is not None else ""
    vocabulary = hearing.pack.vocabulary
    node = cause.node
    if isinstance(node, n.Ref):
        fact = node.fact
        return Cause(
            cause.kind, cause.what, place, fact.label, fact.supplier, vocabulary.suppliers[fact.supplier], fact.evidence
        )
    if isinstance(node, n.Judgement):
        standard = _label(node.standard) if node.published else UNPUBLISHED
        return Cause(cause.kind, cause.what, place, standard, node.by or "", judged_by(vocabulary, node.by))
    if cause.kind == "calendar":
        return Cause(cause.kind, cause.what, place, CALENDAR, "", STATE_COUNCIL)
    if isinstance(node, n.SomeDay):
        return Cause(cause.kind, cause.what, place, Label(f"{cause.what}的确切日", f"the exact day of {cause.what}"))
    if isinstance(node, n.ValueReadings):
        return Cause(cause.kind, cause.what, place, Label("不同理解", "readings"), answer_names=node.labels)
    if isinstance(node, n.Readings):
        return Cause(
            cause.kind,
            cause.what,
            place,
            Label("不同理解", "readings"),
            answers=Later(lambda: _answers(hearing, node, matter)),
            answer_names=node.labels,
        )
    if isinstance(node, n.Undecidable | n.NoValue) and cause.what.startswith(TABLES):
        from humi.road.rows import without_answer

        name, rows = without_answer(hearing, node, matter)
        return Cause(cause.kind, cause.what, place, name, answer_names=rows)
    if cause.kind == "missing_fact":
        supplier = _keeper(hearing, cause.what)
        return Cause(cause.kind, cause.what, place, vocabulary.labels[cause.what], supplier, vocabulary.suppliers[supplier])
    return Cause(cause.kind, cause.what, place, vocabulary.labels.get(cause.what, _label(cause.what)))


def _keeper(hearing: Hearing, relation: str) -> str:
    """Who keeps a list: in a registry the authority, in a dossier whoever supplies the numbers of its records."""
    identity = hearing.pack.vocabulary.find(RELATIONS[relation], "id")
    assert identity is not None
    return identity.supplier if hearing.dossier.of_applicant else "authority"


def _label(text: str) -> Label:
    return Label(text, text)


def judged_by(vocabulary: Vocabulary, by: str | None) -> Label:
    """Who decides a judgement."""
    if by is None:
        return Label("文件未写明由谁裁量", "the text does not say who decides")
    return vocabulary.suppliers.get(by, _label(by))


def _answers(hearing: Hearing, node: n.Readings, matter: Matter) -> list[tuple[str, str]]:
    """What each reading answers; nothing inside a list, where there are as many answers as records."""
    from humi.road.hearing import outcome_of

    if _inside_a_list(node):
        return []
    raws = hearing.judge(f"readings/{id(node)}", lambda: [option for _, option in node.options], matter)
    return [(name, outcome_of(raw).value) for (name, _), raw in zip(node.options, raws, strict=True)]


def _inside_a_list(node: n.Node) -> bool:
    """Whether a node looks at the related record around it."""
    if isinstance(node, n.Related):
        return False
    if isinstance(node, n.Ref):
        return node.owner == n.RECORD
    related = {id(part) for part in n.children(node) if isinstance(part, n.Related)}
    return not related and any(_inside_a_list(part) for part in n.children(node))
