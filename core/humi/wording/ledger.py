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
OWN_NUMBER = "doc_number"
"""Other documents are named with their numbers too."""

UNNAMED = Label("未写明由谁负责", "nobody is named")


def identity(ledger: Ledger, lang: Lang) -> list[Node]:
    """Title, number, issuer and dates of the document, as far as its ledger has them."""
    found: dict[str, list[str]] = {}
    for one in ledger.provisions.values():
        if one.kind == "document":
            for name, text in _identity_of(one):
                found.setdefault(name.text(lang), []).append(text)
    colon = "：" if lang == "zh" else ": "
    return [Node(line(f"{name}{colon}{joined(list(dict.fromkeys(texts)), lang)}")) for name, texts in found.items()]


def _identity_of(one: Provision) -> Iterable[tuple[Label, str]]:
    values = one.values
    if values.get("title_zh"):
        yield Label("标题", "title"), str(values["title_zh"])
    if values.get("number") and (one.id == OWN_NUMBER or values.get("title_zh")):
        yield Label("文号", "number"), str(values["number"])
    for issuer in values.get("issuers_zh") or ():
        yield Label("发文机关", "issuer"), str(issuer)
    role = ROLES.get(str(values.get("role")))
    if role is not None and values.get("date"):
        yield role, str(values["date"])


def register(ledger: Ledger, lang: Lang) -> list[Node]:
    """The provisions kept in the register: where they stand, who has to act, how often."""
    return [_registered(one, lang) for one in ledger.provisions.values() if one.register]


def _registered(one: Provision, lang: Lang) -> Node:
    """The ledger speaks English only: Chinese readers have clause and anchor."""
    told = [_actor(one.values.get("actor"), lang)]
    if one.values.get("frequency"):
        frequency = str(one.values["frequency"])
        told.append(FREQUENCIES.get(frequency, Label(frequency, frequency.replace("_", " "))).text(lang))
    where = sources([Citation(one.id, one.clause, one.anchor, one.certainty)], lang)
    if lang == "zh":
        return Node(line("；".join(told), where))
    return Node(line(one.statement, f" ({'; '.join(told)})", where))


def _actor(actor: Any, lang: Lang) -> str:
    if not actor:
        return UNNAMED.text(lang)
    names = [str(one).replace("_", " ") for one in (actor if isinstance(actor, list) else [actor])]
    return f"责任方 {joined(names, lang)}" if lang == "zh" else joined(names, lang)
