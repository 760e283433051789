"""A blank dossier with comments: what may be recorded, in which form, by whom, and what the rules of some regions ask for.

A line that begins with `#` and no blank is an example: without the `#` it is valid. Everything else after a `#` explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from humi.dossier.encode import limit
from humi.dossier.facts import BOUND, RELATIONS, SINGLE, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.language.nodes import Judgement, Ref, Related
from humi.policy.pack import Pack, Rule
from humi.values.label import Label, Lang

DAY = "2024-05-01"
TYPES = {
    "boolean": Label("true 或 false", "true or false"),
    "integer": Label("整数", "whole number"),
    "decimal": Label("小数或百分数", "decimal or percentage"),
    "money": Label("金额，带单位，如 5万元", "amount with its unit, 50000 yuan"),
    "date": Label("日期，年、年月或年月日", "date: year, month or day"),
    "period": Label("期间，起/止；.. 表示仍在继续", "period, first/last; .. runs on"),
    "event": Label("事件：false 未发生，true 已发生而日期未记，或日期", "event: false, true (day not recorded), or its date"),
    "category": Label("下列之一", "one of these"),
    "categories": Label("下列若干项", "any of these, as a list"),
    "text": Label("文字", "text"),
}
HEAD = (
    Label(
        "护密空白案卷。去掉行首的一个 # 即填写该行；未填写不等于“否”。不详者写 unknown。",
        'A blank dossier. Remove one # at the beginning of a line to fill it in. Not recorded is not "no"; '
        "write unknown where nobody knows.",
    ),
    Label(
        "列表：每条记录从“-”一行开始，先去掉该行的 #。写出的列表视为完整，不写则不限。",
        'Lists: a record begins with its line "-"; uncomment that line first. A list as written is whole, an absent one open.',
    ),
    Label(
        "只记录有无，不得写入商业秘密的内容。",
        "Record only that something exists, never the content of a secret.",
    ),
)
ASKED = Label("所选地区的规则用到：{regions}", "asked for by the rules of: {regions}")
OTHERS = Label("其他（所选地区的规则未用到）", "the rest (no rule of these regions asks for it)")
OWN = Label("{region} 自有事实", "facts of {region} alone")
UNASKED = Label("以下各部分，所选地区的规则均未用到", "no rule of these regions asks for the parts below")
FROM = Label("由{who}提供", "from {who}")
EVIDENCE = Label("凭{what}", "shown by {what}")
RANGE = Label("范围 {low} 至 {high}", "from {low} to {high}")
OTHER = Label("未列举的写 {other: ...}", "anything else: {other: ...}")
COMPLETE = Label(
    "列表若未列全，写 complete: false，或写明哪些列全",
    "where lists are not whole: complete: false, or the names of those that are",
)
COUNTED = Label("只知总数时写总数", "totals, where only they are known")
DETERMINED = Label(
    "主管部门已作的裁定（规则所称裁量只能由此确定）：result 为 met 或 not_met",
    "what an authority decided (nothing else settles a judgement); result: met or not_met",
)
UNPUBLISHED = Label("所依标准未公布", "rests on a standard that was never published")
ALWAYS = ("id", "name")


def blank_form(packs: Iterable[Pack], vocabulary: Vocabulary, lang: Lang) -> str:
    """The form for some regions. `lang` says which language comes first in comments."""
    return "\n".join(_Form(tuple(packs), vocabulary, lang).lines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Used:
    """What the rules of some packs look at."""

    facts: frozenset[str]
    relations: frozenset[str]
    judgements: Mapping[str, Judgement]


def used_by(packs: Iterable[Pack]) -> _Used:
    """Every fact, list and judgement that a rule names; and what the road itself asks of titles and claims."""
    refs: set[str] = set()
    relations: set[str] = set()
    judgements: dict[str, Judgement] = {}
    for pack in packs:
        for node in _everything(tuple(pack.rules())):
            if isinstance(node, Ref):
                refs.add(node.fact.path)
            elif isinstance(node, Related):
                relations.add(node.relation)
            elif isinstance(node, Judgement):
                judgements.setdefault(node.path, node)
        if any(incentive.holders for incentive in pack.incentives) or any(one.validity for one in pack.designations):
            refs.update(("title.kind", "title.held", "title.granted"))
        if any(incentive.this == "claim" for incentive in pack.incentives):
            refs.update(("claim.incentive", "claim.filed", "claim.holder"))
    for relation, entity in RELATIONS.items():
        if relation in relations or any(path.startswith(f"{entity}.") for path in refs):
            refs.add(f"{entity}.region")
    return _Used(frozenset(refs), frozenset(relations), judgements)


def _everything(value: object) -> Iterator[object]:
    """The value and whatever it holds."""
    if isinstance(value, tuple):
        for item in value:
            yield from _everything(item)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        if isinstance(value, Fact):
            return
        for field in fields(value):
            if field.name not in ("place", "label") and not (isinstance(value, Rule) and field.name == "sources"):
                yield from _everything(getattr(value, field.name))


class _Form:
    """Writes one form."""

    def __init__(self, packs: tuple[Pack, ...], vocabulary: Vocabulary, lang: Lang) -> None:
        self.packs = packs
        self.vocabulary = vocabulary
        self.lang = lang
        self.used = used_by(packs)
        self.regions = [pack.region for pack in packs]

    def lines(self) -> Iterator[str]:
        for label in HEAD:
            yield from self._both(label, "")
        yield from ("", "humi: 1", "")
        sections = [(key, entity) for entity in SINGLE for key in (entity,)] + list(RELATIONS.items())
        asked = [section for section in sections if self._asked(*section)]
        for key, entity in asked:
            yield from self._section(key, entity)
        if self.used.judgements:
            yield from self._determinations()
        yield from self._control()
        rest = [section for section in sections if section not in asked]
        if rest:
            yield from self._both(UNASKED, "")
            yield ""
        for key, entity in rest:
            yield from self._section(key, entity)

    # --- comments ---

    def _both(self, label: Label, indent: str, **parts: str) -> Iterator[str]:
        """A comment in both languages, each on its own line."""
        for text in self._ordered(label):
            yield f"{indent}# {_filled(text, parts)}"

    def _ordered(self, label: Label) -> tuple[str, ...]:
        pair = (label.zh, label.en) if self.lang == "zh" else (label.en, label.zh)
        return pair[:1] if pair[0] == pair[1] else pair

    def _short(self, label: Label, **parts: str) -> str:
        """Both languages on one line."""
        return " / ".join(_filled(text, parts) for text in self._ordered(label))

    # --- sections ---

    def _asked(self, key: str, entity: str) -> bool:
        return key in self.used.relations or any(path.startswith(f"{entity}.") for path in self._paths(key, entity))

    def _paths(self, key: str, entity: str) -> frozenset[str]:
        """Facts of stations are asked for in `stations` where rules count them, else of the one station."""
        if key in RELATIONS and entity in SINGLE and key not in self.used.relations:
            return frozenset()
        return self.used.facts

    def _section(self, key: str, entity: str) -> Iterator[str]:
        yield f"{key}:  # {self._short(self.vocabulary.labels[key])}"
        shared = list(self.vocabulary.facts_of(entity).values())
        asked = [fact for fact in shared if fact.path in self._paths(key, entity) or fact.name in ALWAYS]
        rest = [fact for fact in shared if fact not in asked]
        listed = key in RELATIONS
        if listed:
            yield "  #-"
        indent = "    " if listed else "  "
        if self._asked(key, entity) and rest:
            yield from self._both(ASKED, indent, regions=", ".join(self.regions))
        yield from self._facts(asked, indent)
        for region in self.regions:
            yield from self._own(entity, region, indent)
        if rest:
            if self._asked(key, entity):
                yield from self._both(OTHERS, indent)
            yield from self._facts(rest, indent)

    def _own(self, entity: str, region: str, indent: str) -> Iterator[str]:
        own = list(self.vocabulary.facts_of(entity, region).values())
        if own:
            yield from self._both(OWN, indent, region=region)
            yield f"{indent}#{region}:"
            yield from self._facts(own, f"{indent}  ")

    def _facts(self, facts: Iterable[Fact], indent: str) -> Iterator[str]:
        for fact in facts:
            for comment in self._about(fact):
                yield f"{indent}# {comment}"
            yield f"{indent}#{fact.name}: {example(fact, self.packs)}"
            yield ""

    def _about(self, fact: Fact) -> Iterator[str]:
        """Name, form, supplier and evidence; the members below."""
        name = self._short(fact.label)
        yield f"{name}: {self._short(TYPES[fact.type])}" if self.lang == "en" else f"{name}：{self._short(TYPES[fact.type])}"
        if fact.type != "boolean":
            for member, label in zip(fact.members, fact.member_labels, strict=False):
                yield f"  {member}  {self._short(label)}"
        if fact.has_other:
            yield f"  {self._short(OTHER)}"
        if fact.type in ("integer", "decimal", "money") and (low_high := _range(fact)):
            yield self._short(RANGE, low=low_high[0], high=low_high[1])
        yield self._source(fact)
        if fact.note is not None:
            yield self._short(fact.note)

    def _source(self, fact: Fact) -> str:
        who = self.vocabulary.suppliers[fact.supplier]
        if fact.evidence is None:
            return self._short(Label(FROM.zh.format(who=who.zh), FROM.en.format(who=who.en)))
        zh = f"{FROM.zh.format(who=who.zh)}，{EVIDENCE.zh.format(what=fact.evidence.zh)}"
        en = f"{FROM.en.format(who=who.en)}, {EVIDENCE.en.format(what=fact.evidence.en)}"
        return self._short(Label(zh, en))

    # --- what is no fact ---

    def _determinations(self) -> Iterator[str]:
        yield from self._both(DETERMINED, "")
        yield "determinations:"
        for path, judgement in self.used.judgements.items():
            yield f"  # {judgement.standard if judgement.published else self._short(UNPUBLISHED)}"
            yield "  #-"
            yield f"    #criterion: {path}"
            yield "    #result: met"
            yield f"    #on: {DAY}"
            yield ""

    def _control(self) -> Iterator[str]:
        yield from self._both(COMPLETE, "")
        yield "#complete: false"
        yield from self._both(COUNTED, "")
        yield "#counted:"
        yield "  #stations: 18"
        yield ""


def _filled(text: str, parts: Mapping[str, str]) -> str:
    return text.format_map(parts) if parts else text


def _range(fact: Fact) -> tuple[str, str] | None:
    """The declared bounds, where they were declared."""
    if (fact.minimum, fact.maximum) == (-BOUND * 10**fact.places, BOUND * 10**fact.places):
        return None
    return limit(fact, fact.minimum), limit(fact, fact.maximum)


def example(fact: Fact, packs: tuple[Pack, ...] = ()) -> str:
    """A valid value of a fact, as a dossier writes it."""
    match fact.type:
        case "boolean":
            return "true"
        case "integer" | "decimal" | "money":
            return limit(fact, min(max(10**fact.places, fact.minimum), fact.maximum))
        case "date":
            return DAY
        case "period":
            return f"{DAY}/.."
        case "event":
            return f"{{on: {DAY}, result: {fact.members[0]}}}" if fact.members else DAY
        case "category":
            return fact.members[0]
        case "categories":
            return f"[{fact.members[0]}]"
    return _text(fact, packs)


def _text(fact: Fact, packs: tuple[Pack, ...]) -> str:
    """Texts are names and ids: of regions, of what a pack declares, of other records."""
    pack = packs[0] if packs else None
    match fact.name:
        case "id":
            return f"{fact.entity}-1"
        case "place" | "business_place" | "region":
            return pack.region if pack else "..."
        case "kind" if fact.entity == "act":
            return next(iter(pack.acts), "...") if pack else "..."
        case "kind" if pack and pack.designations:
            return pack.designations[0].id
        case "incentive" if pack and pack.incentives:
            return pack.incentives[0].id
        case "holder" | "respondent" | "actor":
            return "unit-1"
        case "title" | "base":
            return f"{fact.name}-1"
    return "..."
