"""What a region's pack says, as a tree: document, force, designations, phases, incentives, duties, silences, register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from humi.language.nodes import Constant, Value
from humi.policy.pack import (
    Criterion,
    Designation,
    Duty,
    FollowedRecord,
    FollowedRule,
    Incentive,
    Pack,
    Phase,
    Premise,
    ProcedureStep,
    Rule,
    Target,
)
from humi.policy.provisions import Ledger, cited
from humi.values.dates import LAST_DAY
from humi.values.label import Label, Lang
from humi.wording.ledger import identity, register
from humi.wording.requirements import Wording
from humi.wording.shape import Line, Node, Span, line, quiet, remark
from humi.wording.show import joined
from humi.wording.tree import sources
from humi.wording.words import DUTY_KINDS, HEADINGS, TARGET_KINDS, TEXTS

FORCE = Label("施行", "In force")
DOCUMENT = Label("文件", "Document")
PHASES = Label("阶段", "Phases")
REGISTER = Label("职责登记（仅登记，不计算）", "Register of duties (kept, not computed)")
TERMS = Label("共用条款", "Terms used more than once")
UNSTATED = Label("未写明", "not stated")
UNDATED = Label("无日期", "undated")
OPEN_END = Label("无截止", "without end")
PARTS = ("criteria", "model", "priority", "factors", "steps")


def pack_tree(pack: Pack, ledger: Ledger, lang: Lang) -> Node:
    """Everything a pack says, in one language."""
    return PackTree(pack, ledger, lang).whole()


class PackTree:
    """The parts of a pack as trees, in one language."""

    def __init__(self, pack: Pack, ledger: Ledger, lang: Lang) -> None:
        self.pack = pack
        self.ledger = ledger
        self.lang = lang
        self.words = Wording(pack, lang)
        self.colon = "：" if lang == "zh" else ": "

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def whole(self) -> Node:
        pack = self.pack
        text = TEXTS.get(pack.text, Label(pack.text, pack.text)).text(self.lang)
        about = self.say(f"  {pack.region} {pack.version}，{text}", f"  {pack.region} {pack.version}, {text}")
        root = Node(line(Span(pack.label.text(self.lang), "title"), quiet(about)))
        for heading, below in (
            (DOCUMENT, [*identity(self.ledger, self.lang), self.hash()]),
            (FORCE, self.force()),
            (HEADINGS["scope"], [self.criterion(pack.scope, named=False)]),
            (TERMS, [self.rule(term) for term in pack.terms.values()]),
            (HEADINGS["designations"], [self.designation(one) for one in pack.designations]),
            (PHASES, [self.phase(one) for one in pack.phases]),
            (HEADINGS["targets"], self.targets()),
            (HEADINGS["incentives"], [self.incentive(one) for one in pack.incentives]),
            (HEADINGS["duties"], self.duties()),
            (HEADINGS["silent"], self.silences()),
            (REGISTER, register(self.ledger, self.lang)),
        ):
            if below:
                root.below.append(Node(line(Span(heading.text(self.lang), "strong")), below))
        return root

    # --- head ---

    def hash(self) -> Node:
        told = self.say("规则包内容哈希", "hash of the pack's content")
        return Node(line(f"{told}{self.colon}", quiet(self.pack.hash)))

    def force(self) -> list[Node]:
        found = []
        rule = self.pack.in_force
        if rule is not None:
            first, last = (self.words.value(end) if end else UNSTATED.text(self.lang) for end in (rule.first, rule.last))
            found.append(self.rule(rule, line(self.say(f"自 {first} 起，至 {last}", f"from {first} to {last}"))))
        governs = self.pack.governs
        if governs is not None:
            first, last = (date.fromordinal(day).isoformat() for day in governs.span)
            found.append(self.rule(governs, line(self.say(f"适用于 {first} 至 {last} 的事项", f"governs {first} to {last}"))))
        return found

    # --- rules ---

    def rule(self, rule: Rule, head: Line | None = None, below: Iterable[Node] = ()) -> Node:
        """A rule's line with its sources, and under it how the text was understood."""
        shown = head or line(rule.name().text(self.lang))
        node = Node(line(*shown, sources(cited(self.pack.file, rule.sources), self.lang)), list(below))
        if rule.interpretation is not None:
            told = self.say("我们的理解：", "our reading of the text: ")
            node.below.append(Node(line(remark(told + rule.interpretation.text(self.lang)))))
        if rule.note is not None:
            node.below.append(Node(line(quiet(self.say("说明：", "note: ") + rule.note.text(self.lang)))))
        return node

    def criterion(self, rule: Criterion, named: bool = True) -> Node:
        told = self.words.condition(rule.condition)
        if not named:
            return self.rule(rule, line(told))
        return self.rule(rule, line(f"{rule.name().text(self.lang)}{self.colon}{told}"))

    def designation(self, rule: Designation) -> Node:
        below = []
        for part in PARTS:
            held: Sequence[Criterion | ProcedureStep] = getattr(rule, part)
            shown = [self.step(one) if isinstance(one, ProcedureStep) else self.criterion(one) for one in held]
            below.extend([self.headed(part, shown)] if shown else [])
        if rule.selection is not None:
            below.append(self.headed("selection", [self.criterion(rule.selection, named=False)]))
        if rule.validity is not None:
            until = self.words.value(rule.validity.until)
            below.append(self.rule(rule.validity, line(self.say(f"有效期至：{until}", f"valid until: {until}"))))
        return self.rule(rule, self.title(rule, rule.this, ()), below)

    def headed(self, key: str, below: list[Node]) -> Node:
        return Node(line(Span(HEADINGS[key].text(self.lang), "strong")), below)

    def title(self, rule: Rule, this: str, holders: tuple[str, ...], *more: str) -> Line:
        """The name of a rule with whom it is for, and what else there is to say in brackets."""
        # The first of the kinds of title is the one that the rule names; the others are its parts.
        whom = self.kind(holders[0]) if holders else self.pack.vocabulary.labels[this].text(self.lang)
        shown = [self.say(f"对象：{whom}", f"for: {whom}"), *filter(None, more)]
        text = self.say(f"（{'；'.join(shown)}）", f" ({'; '.join(shown)})")
        return line(Span(rule.name().text(self.lang), "strong"), text)

    def kind(self, word: str) -> str:
        """What a kind of title is called: a designation, a kind of this region, or an entity."""
        rule = next((one for one in self.pack.designations if one.id == word), None) or self.pack.kinds.get(word)
        label = rule.name() if rule else self.pack.vocabulary.labels.get(word)
        return label.text(self.lang) if label else word

    def who(self, supplier: str) -> str:
        label = self.pack.vocabulary.suppliers.get(supplier)
        return self.say(f"责任方：{label.zh}", f"by {label.en}") if label else ""

    def step(self, rule: ProcedureStep) -> Node:
        done = self.words.condition(rule.done)
        told = [self.say(f"完成：{done}", f"done: {done}")]
        if rule.passed is not None:
            passed = self.words.condition(rule.passed)
            told.append(self.say(f"通过：{passed}", f"passed: {passed}"))
        told.extend(filter(None, [self.who(rule.who)]))
        shown = self.say("；", "; ").join(told)
        return self.rule(rule, line(f"{rule.name().text(self.lang)}{self.colon}{shown}"))

    def phase(self, rule: Phase) -> Node:
        if rule.first is None and rule.last is None:
            span = UNDATED.text(self.lang)
        else:
            span = " – ".join(self.end(end) for end in (rule.first, rule.last))
        return self.rule(rule, line(f"{rule.name().text(self.lang)}{self.colon}{span}"))

    def end(self, day: Value | None) -> str:
        """An end of a phase. One that runs on is something else than one that is not stated."""
        if day is None:
            return UNSTATED.text(self.lang)
        runs_on = isinstance(day, Constant) and day.value == LAST_DAY
        return OPEN_END.text(self.lang) if runs_on else self.words.value(day)

    def targets(self) -> list[Node]:
        """Each target once, with what it counts; a series or a yearly one with a line for each of its days."""
        series: dict[str, list[Target]] = {}
        for target in self.pack.targets:
            base = "/".join(target.path.split("/")[:2])
            series.setdefault(base, []).append(target)
        return [self.target(same) for same in series.values()]

    def target(self, same: list[Target]) -> Node:
        rule = same[0]
        kind = TARGET_KINDS[rule.kind].text(self.lang) if rule.kind in TARGET_KINDS and rule.kind != "target" else ""
        words = Wording(self.pack, self.lang)
        words.due = rule.due[0].day if len(same) > 1 else None
        measured = words.counted(rule.due[0].condition)
        below = [Node(line(f"{self.say('计数', 'counted')}{self.colon}{measured}"))] if measured else []
        for one in same:
            days = [UNSTATED.text(self.lang) if due.day is None else date.fromordinal(due.day).isoformat() for due in one.due]
            told = f"{joined(list(dict.fromkeys(days)), self.lang)}{self.colon}{self.words.bound(one.due[0].condition)}"
            below.append(Node(line(told, sources(cited(self.pack.file, one.sources), self.lang) if len(same) > 1 else "")))
        name = rule.name().text(self.lang)
        head = line(Span(name, "strong"), (f"（{kind}）" if self.lang == "zh" else f" ({kind})") if kind else "")
        return self.rule(replace(rule, sources=()) if len(same) > 1 else rule, head, below)

    def incentive(self, rule: Incentive) -> Node:
        amount = self.words.value(rule.amount) if rule.amount is not None else ""
        below = [self.criterion(one) for one in rule.criteria]
        below[:0] = [self.premise(premise) for premise in rule.follows]
        return self.rule(rule, self.title(rule, rule.this, rule.holders, amount), below)

    def premise(self, premise: Premise) -> Node:
        """What something follows from."""
        if isinstance(premise, FollowedRule):
            rules: list[Rule] = [*self.pack.designations, *self.pack.incentives, *self.pack.duties]
            name = next((one.name().text(self.lang) for one in rules if one.path == premise.rule), premise.rule)
        else:
            assert isinstance(premise, FollowedRecord)
            name = self.words.relation(premise.related, one=True)
        return Node(line(self.say(f"以“{name}”为前提", f"follows `{name}`")))

    # --- duties ---

    def duties(self) -> list[Node]:
        """Each duty once; a yearly one with its years."""
        years: dict[str, list[Duty]] = {}
        for duty in self.pack.duties:
            base = duty.path.rpartition("/")[0] if duty.year is not None else duty.path
            years.setdefault(base, []).append(duty)
        return [self.duty(same) for same in years.values()]

    def duty(self, same: list[Duty]) -> Node:
        rule = same[0]
        kind = DUTY_KINDS.get(rule.kind, Label(rule.kind, rule.kind)).text(self.lang) if rule.kind != "duty" else ""
        yearly = ""
        if rule.year is not None:
            yearly = self.say(f"每年，{rule.year}–{same[-1].year}", f"each year, {rule.year}–{same[-1].year}")
        below = [self.premise(premise) for premise in rule.follows]
        for node, zh, en in ((rule.trigger, "触发", "when"), (rule.done, "完成", "done")):
            if node is not None:
                below.append(Node(line(f"{self.say(zh, en)}{self.colon}{self.words.condition(node)}")))
        if rule.done is None:
            below.append(Node(line(self.say("仅列出，不判断", "shown, not judged"))))
        elif rule.due is not None:
            days = [self.words.value(one.due) for one in same if one.due is not None]
            below.append(Node(line(f"{self.say('期限', 'due')}{self.colon}{joined(days, self.lang)}")))
        else:
            below.append(Node(line(self.say("期限：未写明", "due: not stated"))))
        return self.rule(rule, self.title(rule, rule.this, rule.holders, kind, yearly, self.who(rule.who)), below)

    # --- silence ---

    def silences(self) -> list[Node]:
        """Topics by their gap, and what the gap is."""
        by_gap: dict[tuple[str, ...], list[str]] = {}
        for silence in self.pack.silent:
            by_gap.setdefault(silence.sources, []).append(silence.name().text(self.lang))
        found = []
        for gaps, topics in by_gap.items():
            node = Node(line(joined(topics, self.lang), quiet(f"  〔{joined(gaps, self.lang)}〕")))
            if self.lang == "en":
                # The ledger speaks English only; Chinese readers have the topics and the text itself.
                says = [self.ledger.gaps[gap].document_says for gap in gaps if gap in self.ledger.gaps]
                node.below.extend(Node(line(f"the text says: {said}")) for said in says)
            found.append(node)
        return found
