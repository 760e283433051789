"""The chapters about duties: who has to do what, and how cases are handled."""

from __future__ import annotations

from collections.abc import Sequence

from humi.authoring.book.material import Material
from humi.decision import Citation
from humi.policy.pack import Duty
from humi.policy.provisions import Provision
from humi.values.label import Label
from humi.wording.ledger import UNNAMED, actor_of
from humi.wording.pages.page import Section
from humi.wording.shape import Node, Span, line
from humi.wording.tree import sources, who_of

DUTIES = Label("职责", "Duties")
CASES = Label("案件办理", "Handling of cases")
REGISTER = Label("仅登记、不计算的职责", "Duties that are kept and not computed")


def by_actor(material: Material) -> Section | None:
    """The duties of everybody, but for cases; then those that no rule computes."""
    shown = [same for same in material.pack.duties_by_rule() if not _of_case(same[0])]
    found: dict[str, list[Node]] = {}
    for same in shown:
        found.setdefault(same[0].who, []).append(material.tree.duty(same))
    sections = []
    for who, nodes in found.items():
        name = who_of(who, material.lang) if who else UNNAMED.text(material.lang)
        sections.append(Section(_capital(name), f"actor/{who}", tuple(nodes)))
    kept = _register(material)
    if kept:
        sections.append(Section(REGISTER.text(material.lang), "register", kept))
    return Section(DUTIES.text(material.lang), "duties", sections=tuple(sections)) if sections else None


def cases(material: Material) -> Section | None:
    """What happens to a case, from the complaint to what is published of it."""
    shown = tuple(material.tree.duty(same) for same in material.pack.duties_by_rule() if _of_case(same[0]))
    return Section(CASES.text(material.lang), "cases", shown) if shown else None


def _of_case(duty: Duty) -> bool:
    return duty.this == "case" or duty.kind == "case_handling"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _register(material: Material) -> tuple[Node, ...]:
    """By who has to act."""
    found: dict[str, list[Provision]] = {}
    for one in material.ledger.provisions.values():
        if one.register:
            found.setdefault(actor_of(one, material.lang), []).append(one)
    return tuple(Node(line(Span(who, "strong")), _kept(material, held)) for who, held in found.items())


def _kept(material: Material, held: Sequence[Provision]) -> list[Node]:
    """The ledger speaks English only: Chinese readers have clause and anchor."""
    where = [sources([Citation(one.id, one.clause, one.anchor, one.certainty)], material.lang) for one in held]
    if material.lang == "zh":
        return [Node(line(*where))]
    return [Node(line(one.statement, clause)) for one, clause in zip(held, where, strict=True)]


