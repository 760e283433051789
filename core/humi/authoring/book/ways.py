"""The way to a designation: scope, criteria, steps, selection, title, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from humi.authoring.book.material import Material
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, FollowedRecord, FollowedRule, Incentive, ProcedureStep
from humi.values.label import Label
from humi.wording.pages.flow import Flow, Item, Stage
from humi.wording.show import joined
from humi.wording.words import HEADINGS

ALL = Label("条件：各项都须符合", "Criteria: all must be met")
FAILING = Label(
    "有一项不符合即不符合；缺事实或未裁量的，不能确定",
    "one that fails refuses; what is missing or not judged leaves it open",
)


def way_to(material: Material, same: Sequence[Designation]) -> Flow:
    """The stages on the way to a designation, or to several that are alike."""
    rule, say, lang = same[0], material.say, material.lang
    name = joined([one.name().text(lang) for one in same], lang)
    whom = material.pack.vocabulary.labels[rule.this].text(lang)
    stages = [Stage(say(f"申请的{whom}", f"A {whom} that applies"), (_decides(material, material.pack.scope, scope=True),))]
    if rule.criteria:
        decide = tuple(_decides(material, one) for one in rule.criteria)
        stages.append(Stage(ALL.text(lang), decide, FAILING.text(lang)))
    beside = [one for part in (rule.model, rule.priority, rule.factors) for one in part]
    if beside:
        title = say("同时查看，不作否决", "Looked at beside, refuses nobody")
        stages.append(Stage(title, tuple(_decides(material, one) for one in beside), beside=True))
    stages.extend(_step(material, step, index) for index, step in enumerate(rule.steps, 1))
    if rule.selection is not None:
        item = Item(_kind(rule.selection.condition), material.words.condition(rule.selection.condition))
        stages.append(Stage(HEADINGS["selection"].text(lang), (item,)))
    stages.append(Stage(name, said=_until(material, rule), goal=True))
    following = [Item("fact", name) for name in _following(material, same)]
    if following:
        stages.append(Stage(say("由此可以申领或享有", "What may follow"), (Item("fact", "", tuple(following)),)))
    return Flow(say(f"怎样成为{name}", f"The way to: {name}"), tuple(stages))


def _decides(material: Material, rule: Criterion, scope: bool = False) -> Item:
    """A criterion by its name; where it is a choice, with what one may choose from."""
    condition = rule.condition
    while isinstance(condition, n.Term):
        condition = condition.item
    name = rule.name().text(material.lang)
    if scope and rule.label is None:
        simple = not isinstance(condition, n.AnyOf | n.Readings)
        name = material.words.condition(condition) if simple else HEADINGS["scope"].text(material.lang)
    if isinstance(condition, n.AnyOf) and len(condition.items) > 1:
        branches = tuple(Item(_kind(item), material.words.condition(item)) for item in condition.items)
        return Item("fact", f"{name}{material.say('：任一', ': one of')}", branches)
    if isinstance(condition, n.Readings):
        named = zip(condition.labels or [None] * len(condition.options), condition.options, strict=True)
        told = [label.text(material.lang) if label else key for label, (key, _) in named]
        return Item("readings", f"{name}{material.say('（', ' (')}{joined(told, material.lang)}{material.say('？）', '?)')}")
    return Item(_kind(condition), name)


def _kind(condition: n.Condition) -> str:
    """Who decides: of several, whoever is hardest to ask."""
    kinds = {_kind_of(node) for node in n.walk(condition)}
    return next(kind for kind in ("unpublished", "judgement", "open", "readings", "fact") if kind in kinds)


def _kind_of(node: n.Node) -> str:
    match node:
        case n.Judgement(published=published):
            return "judgement" if published else "unpublished"
        case n.Undecidable():
            return "open"
        case n.Readings() | n.ValueReadings():
            return "readings"
    return "fact"


def _step(material: Material, step: ProcedureStep, index: int) -> Stage:
    who = material.tree.who(step.who)
    return Stage(f"{index}. {step.name().text(material.lang)}", said=who)


def _until(material: Material, rule: Designation) -> str:
    if rule.validity is not None:
        until = material.words.value(rule.validity.until)
        return material.say(f"有效期至：{until}", f"valid until: {until}")
    return material.say("有效期未写明", "how long it is valid is not said")


def _following(material: Material, same: Sequence[Designation]) -> Iterator[str]:
    """The incentives that a designation opens: given to its holders, asked of them, or following it."""
    ids, paths = {one.id for one in same}, {one.path for one in same}
    kinds = ids | {kind.id for kind in material.pack.kinds.values() if ids & set(kind.either)}
    for incentive in material.pack.incentives:
        if kinds & set(incentive.holders) or _asks_for(incentive, ids) or _follows(incentive, paths, ids):
            yield incentive.name().text(material.lang)


def _asks_for(incentive: Incentive, ids: set[str]) -> bool:
    asked = (node for one in incentive.criteria for node in n.walk(one.condition) if isinstance(node, n.OneOf))
    return any(node.ref.fact.path == "title.kind" and ids & set(node.members) for node in asked)


def _follows(incentive: Incentive, paths: set[str], ids: set[str]) -> bool:
    for premise in incentive.follows:
        if isinstance(premise, FollowedRule) and premise.rule in paths:
            return True
        if isinstance(premise, FollowedRecord):
            titles = (members for fact, members in premise.equal if fact.path == "title.kind")
            if any(ids & set(members) for members in titles):
                return True
    return False
