"""The chapters about what is decided: to whom the document applies, what one may become, what one may get."""

from __future__ import annotations

from collections.abc import Sequence

from humi.authoring.book.material import Material, also_at
from humi.authoring.book.ways import way_to
from humi.policy.pack import Designation
from humi.values.label import Label
from humi.wording.pack import FORCE, KINDS, TERMS
from humi.wording.pages.flow import drawing_of
from humi.wording.pages.page import Block, Section
from humi.wording.shape import Span, line
from humi.wording.show import joined
from humi.wording.words import HEADINGS

APPLIES = Label("适用与施行", "Scope and force")
QUALIFIES = Label("谁可以", "Who qualifies")
INCENTIVES = Label("激励", "Incentives")
VALIDITY = Label("有效期", "Period of validity")
EACH = Label("：规定相同，分别认定", ": the same rules, each recognised by itself")


def applies(material: Material) -> Section:
    """From when to when and for whom, and the words that the document uses."""
    tree, lang = material.tree, material.lang
    parts = (
        (HEADINGS["scope"], [tree.criterion(material.pack.scope, under_heading=True)]),
        (FORCE, tree.force()),
        (KINDS, tree.kinds()),
        (TERMS, tree.terms()),
        (HEADINGS["tables"], tree.tables()),
    )
    shown = tuple(Section(name.text(lang), blocks=tuple(nodes)) for name, nodes in parts if nodes)
    return Section(APPLIES.text(lang), "applies", sections=shown)


def designations(material: Material) -> Section | None:
    """Each designation: the way to it, then its rules."""
    if not material.pack.designations:
        return None
    shown = tuple(_designation(material, same) for same in material.alike)
    return Section(QUALIFIES.text(material.lang), "designations", sections=shown)


def _designation(material: Material, same: Sequence[Designation]) -> Section:
    rule, lang, tree = same[0], material.lang, material.tree
    others = [one.path for one in same[1:]]
    name = joined([one.name().text(lang) for one in same], lang)
    head = tree.rule(rule, line(Span(name, "strong"), *tree.title(rule, rule.this, ())[1:], EACH.text(lang) if others else ""))
    parts = [Section(HEADINGS[key].text(lang), blocks=tuple(also_at(node, rule.path, others) for node in nodes))
             for key, nodes in tree.parts(rule)]  # fmt: skip
    if rule.validity is not None:
        parts.append(Section(VALIDITY.text(lang), blocks=(also_at(tree.validity(rule.validity), rule.path, others),)))
    blocks: list[Block] = [also_at(head, rule.path, others), drawing_of(way_to(material, same), lang)]
    return Section(name, f"way/{rule.id}", tuple(blocks), tuple(parts))


def incentives(material: Material) -> Section | None:
    """Each incentive with its amount, its criteria and what it follows."""
    if not material.pack.incentives:
        return None
    shown = tuple(material.tree.incentive(one) for one in material.pack.incentives)
    return Section(INCENTIVES.text(material.lang), "incentives", shown)
