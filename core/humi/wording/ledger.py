"""What a ledger says, for people: the identity of a document, and the register of duties that no rule computes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from humi.decision import Citation
from humi.policy.provisions import Ledger, Provision
from humi.values.label import Label, Lang
from humi.wording.shape import Node, line
from humi.wording.show import joined
from humi.wording.tree import sources

TITLE, NUMBER, ISSUER = Label("标题", "title"), Label("文号", "number"), Label("发文机关", "issuer")
ROLES = {
    "signed": Label("签署", "signed"),
    "written": Label("成文", "written"),
    "issued": Label("印发", "issued"),
    "published": Label("发布", "published"),
    "printed": Label("印制", "printed"),
    "republished": Label("转载", "republished"),
}
FREQUENCIES = {
    "annual": Label("每年", "every year"),
    "regular_unspecified": Label("定期（未写间隔）", "regularly (no interval given)"),
    "irregular": Label("不定期", "at no fixed interval"),
    "standing_unspecified": Label("常态化（未写间隔）", "standing (no interval given)"),
    "daily_supervision_unspecified": Label("日常（未写间隔）", "daily supervision (no interval given)"),
    "promptly_unspecified": Label("及时（未写期限）", "promptly (no time given)"),
    "continuous": Label("持续", "continuously"),
}
ACTORS = {
    "addressees": Label("收文单位", "addressees"),
    "relevant_units": Label("各有关单位", "relevant units"),
    "relevant_units_and_enterprises": Label("各有关单位和企业", "relevant units and enterprises"),
    "each_unit": Label("各单位", "each unit"),
    "sections": Label("各科室", "sections"),
    "leading_group_office": Label("领导小组办公室", "leading group office"),
    "joint_conference": Label("联席会议", "joint conference"),
    "joint_conference_members": Label("联席会议成员单位", "joint conference members"),
    "each_joint_conference_member": Label("联席会议各成员单位", "each joint conference member"),
    "industry_associations": Label("行业协会", "industry associations"),
    "third_party_bodies": Label("第三方机构", "third party bodies"),
    "governments_departments_parks": Label("各级政府、部门和园区", "governments departments parks"),
    "district_market_regulator": Label("区市场监管部门", "district market regulator"),
    "zone_market_regulator": Label("示范区市场监管部门", "zone market regulator"),
}
"""Actors as ledgers write them; any other is shown as written."""
OWN_NUMBER = "doc_number"
"""Other documents are named with their numbers too."""

UNNAMED = Label("未写明由谁负责", "nobody is named")


def identity(ledger: Ledger, lang: Lang) -> list[tuple[str, str]]:
    """Title, number, issuer and dates of the document, as far as its ledger has them: names with what they hold."""
    found: dict[str, list[str]] = {}
    for one in ledger.provisions.values():
        if one.kind == "document":
            for name, text in _identity_of(one):
                found.setdefault(name.text(lang), []).append(text)
    order = [label.text(lang) for label in (TITLE, NUMBER, ISSUER, *ROLES.values())]
    told = [(name, joined(list(dict.fromkeys(texts)), lang)) for name, texts in found.items()]
    return sorted(told, key=lambda one: order.index(one[0]))


def _identity_of(one: Provision) -> Iterable[tuple[Label, str]]:
    values = one.values
    if values.get("title_zh"):
        yield TITLE, str(values["title_zh"])
    if values.get("number") and (one.id == OWN_NUMBER or values.get("title_zh")):
        yield NUMBER, str(values["number"])
    for issuer in values.get("issuers_zh") or ():
        yield ISSUER, str(issuer)
    role = ROLES.get(str(values.get("role")))
    if role is not None and values.get("date"):
        yield role, str(values["date"])


def register(ledger: Ledger, lang: Lang) -> list[Node]:
    """The provisions kept in the register: where they stand, who has to act, how often."""
    return [_registered(one, lang) for one in ledger.provisions.values() if one.register]


def _registered(one: Provision, lang: Lang) -> Node:
    """The ledger speaks English only: Chinese readers have clause and anchor."""
    named = lang == "zh" and one.values.get("actor")
    told = [f"责任方 {actor_of(one, lang)}" if named else actor_of(one, lang)]
    if one.values.get("frequency"):
        frequency = str(one.values["frequency"])
        told.append(FREQUENCIES.get(frequency, Label(frequency, frequency.replace("_", " "))).text(lang))
    where = sources([Citation(one.id, one.clause, one.anchor, one.certainty)], lang)
    if lang == "zh":
        return Node(line("；".join(told), where))
    return Node(line(one.statement, f" ({'; '.join(told)})", where))


def actor_of(one: Provision, lang: Lang) -> str:
    """Who has to act, as far as the text names somebody."""
    actor: Any = one.values.get("actor")
    if not actor:
        return UNNAMED.text(lang)
    words = [str(one) for one in (actor if isinstance(actor, list) else [actor])]
    return joined([ACTORS[word].text(lang) if word in ACTORS else word.replace("_", " ") for word in words], lang)
