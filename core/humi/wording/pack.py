"""What a region's pack says, as a tree: document, force, designations, phases, incentives, duties, silences, register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType

from humi.language.nodes import Constant, Term, Value, ValueTerm, walk
from humi.language.nodes import Node as Said
from humi.policy.pack import (
    Criterion,
    Designation,
    Duty,
    FollowedRecord,
    FollowedRule,
    Incentive,
    InForce,
    Ordering,
    Pack,
    Phase,
    Premise,
    ProcedureStep,
    Rule,
    Silence,
    TableRule,
    Target,
    Validity,
)
from humi.policy.provisions import Ledger, cited
from humi.values.dates import LAST_DAY
from humi.values.label import Label, Lang
from humi.wording.ledger import identity, register
from humi.wording.requirements import Wording
from humi.wording.shape import Line, Node, Span, line, quiet
from humi.wording.show import joined
from humi.wording.spelled import spelled
from humi.wording.tables import TableWording
from humi.wording.tree import remark_nodes, sources
from humi.wording.words import DUTY_KINDS, HEADINGS, TARGET_KINDS, TEXTS

FORCE = Label("施行", "In force")
DOCUMENT = Label("文件", "Document")
PHASES = Label("阶段", "Phases")
REGISTER = Label("职责登记（仅登记，不计算）", "Register of duties (kept, not computed)")
KINDS = Label("本地区的用语", "Words of this region")
ACTS = Label("规则所问的工作", "acts of work that rules ask for")
TERMS = Label("共用条款", "Terms used more than once")
UNSTATED = Label("未写明", "not stated")
UNDATED = Label("无日期", "undated")
OPEN_END = Label("无截止", "without end")
PARTS = ("criteria", "model", "priority", "factors", "steps")


def pack_tree(pack: Pack, ledger: Ledger, lang: Lang) -> Node:
    """Everything a pack says, in one language."""
    return PackTree(pack, ledger, lang).whole()


def terms_in(rule: Rule) -> Iterator[Term | ValueTerm]:
    """The terms that a rule uses."""
    for item in fields(rule):
        value = getattr(rule, item.name)
        if isinstance(value, Said):
            yield from (node for node in walk(value) if isinstance(node, Term | ValueTerm))


class PackTree:
    """Says each part of one pack as a node, which is anchored at the path of its rule."""

    def __init__(self, pack: Pack, ledger: Ledger, lang: Lang, gap_names: Mapping[str, str] = MappingProxyType({})) -> None:
        self.pack = pack
        self.ledger = ledger
        self.lang = lang
        self.gap_names = gap_names
        self.words = Wording(pack, lang)
        self.words.gap_names = gap_names
        self.colon = "：" if lang == "zh" else ": "

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def whole(self) -> Node:
        pack = self.pack
        text = TEXTS.get(pack.text, Label(pack.text, pack.text)).text(self.lang)
        about = self.say(f"  {pack.region} {pack.version}，{text}", f"  {pack.region} {pack.version}, {text}")
        root = Node(line(Span(pack.label.text(self.lang), "title"), quiet(about)))
        for heading, below in (
            (DOCUMENT, [*(Node(line(f"{name}{self.colon}{text}")) for name, text in self.document()), self.hash()]),
            (FORCE, self.force()),
            (HEADINGS["scope"], [self.criterion(pack.scope, under_heading=True)]),
            (KINDS, self.kinds()),
            (TERMS, self.terms()),
            (HEADINGS["tables"], self.tables()),
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

    def document(self) -> list[tuple[str, str]]:
        """Title, number, issuer and dates of the document."""
        return identity(self.ledger, self.lang)

    def hash(self) -> Node:
        told = self.say("规则包内容哈希", "hash of the pack's content")
        return Node(line(f"{told}{self.colon}", quiet(self.pack.hash)))

    def force(self) -> list[Node]:
        found = []
        rule = self.pack.in_force
        if rule is not None:
            found.append(self.rule(rule, line(self.span(rule))))
        governs = self.pack.governs
        if governs is not None:
            first, last = (date.fromordinal(day).isoformat() for day in governs.span)
            found.append(self.rule(governs, line(self.say(f"适用于 {first} 至 {last} 的事项", f"governs {first} to {last}"))))
        return found

    def span(self, rule: InForce) -> str:
        """From when to when it is in force, as far as the text says so."""
        first, last = (self.words.value(end) if end else "" for end in (rule.first, rule.last))
        begins = self.say(f"自 {first} 起", f"from {first}") if first else self.say("何时施行未写明", "no first day is stated")
        if last:
            return begins + self.say(f"，至 {last}", f" to {last}" if first else f", until {last}")
        return begins + self.say("，何时失效未写明", ", no end is stated")

    # --- rules ---

    def rule(self, rule: Rule, head: Line | None = None, below: Iterable[Node] = ()) -> Node:
        """A rule's line with its sources, and under it how the text was understood."""
        shown = head or line(rule.name().text(self.lang))
        return Node(line(shown, self.sources(rule)), [*below, *remark_nodes(rule, self.lang)], (rule.path,))

    def sources(self, rule: Rule) -> Line:
        """What a rule cites."""
        return sources(cited(self.pack.file, rule.sources), self.lang, self.gap_names)

    def criterion(self, rule: Criterion, under_heading: bool = False) -> Node:
        """A criterion; one that stands alone under its heading needs no name but its own."""
        told, below = (self.words.criterion(rule), []) if isinstance(rule, Ordering) else spelled(self.words, rule.condition)
        if under_heading and rule.label is None:
            return self.rule(rule, line(told), below)
        return self.rule(rule, line(Span(rule.name().text(self.lang), "strong"), f"{self.colon}{told}"), below)

    def kinds(self) -> list[Node]:
        """This region's words: those for several kinds, and those for acts."""
        found = []
        for rule in self.pack.kinds.values():
            parts = joined([self.kind(word) for word in rule.either], self.lang)
            told = self.say(f"：包括{parts}", f": {parts}") if parts else ""
            found.append(self.rule(rule, line(Span(rule.name().text(self.lang), "strong"), told)))
        acts = [self.rule(rule) for rule in self.pack.acts.values()]
        return [*found, *([Node(line(ACTS.text(self.lang)), acts)] if acts else [])]

    def terms(self) -> list[Node]:
        """Each term with what it says: it is kept where it is used."""
        used = {node.name: node for rule in self.pack.rules() for node in terms_in(rule)}
        return [self.term(rule, used.get(name)) for name, rule in self.pack.terms.items()]

    def term(self, rule: Rule, item: Term | ValueTerm | None) -> Node:
        head = Span(rule.name().text(self.lang), "strong")
        if item is None:
            return self.rule(rule, line(head))
        told, below = (self.words.value(item.item), []) if isinstance(item, ValueTerm) else spelled(self.words, item.item)
        return self.rule(rule, line(head, f"{self.colon}{told}"), below)

    def tables(self) -> list[Node]:
        """Each decision table with its rows."""
        return [self.table(rule) for rule in self.pack.tables.values()]

    def table(self, rule: TableRule) -> Node:
        """A table with its rows as sentences."""
        assert rule.table is not None
        told = TableWording(rule.table, self.words)
        below = [Node(line(sentence)) for sentence in (*map(told.row, rule.table.rows), told.otherwise()) if sentence]
        return self.rule(rule, line(Span(rule.name().text(self.lang), "strong"), f"{self.colon}{told.policy()}"), below)

    def designation(self, rule: Designation) -> Node:
        below = [self.headed(part, shown) for part, shown in self.parts(rule)]
        if rule.validity is not None:
            below.append(self.validity(rule.validity))
        return self.rule(rule, self.title(rule, rule.this, ()), below)

    def parts(self, rule: Designation) -> Iterator[tuple[str, list[Node]]]:
        """The parts of a designation by the keys of their headings; those that it has."""
        for part in PARTS:
            held: Sequence[Criterion | ProcedureStep] = getattr(rule, part)
            if held:
                yield part, [self.step(one) if isinstance(one, ProcedureStep) else self.criterion(one) for one in held]
        if rule.selection is not None:
            yield "selection", [self.criterion(rule.selection, under_heading=True)]

    def validity(self, rule: Validity) -> Node:
        until = self.words.value(rule.until)
        return self.rule(rule, line(self.say(f"有效期至：{until}", f"valid until: {until}")))

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
        return self.rule(rule, line(Span(rule.name().text(self.lang), "strong"), f"{self.colon}{shown}"))

    def phase(self, rule: Phase) -> Node:
        if rule.first is None and rule.last is None:
            span = UNDATED.text(self.lang)
        else:
            span = " – ".join(self.end(end) for end in (rule.first, rule.last))
        return self.rule(rule, line(Span(rule.name().text(self.lang), "strong"), f"{self.colon}{span}"))

    def end(self, day: Value | None) -> str:
        """An end of a phase. One that runs on is something else than one that is not stated."""
        if day is None:
            return UNSTATED.text(self.lang)
        runs_on = isinstance(day, Constant) and day.value == LAST_DAY
        return OPEN_END.text(self.lang) if runs_on else self.words.value(day)

    def targets(self) -> list[Node]:
        """Each target once, with what it counts; a series or a yearly one with a line for each of its days."""
        return [self.target(same) for same in self.pack.targets_by_rule()]

    def target(self, same: list[Target]) -> Node:
        rule = same[0]
        kind = TARGET_KINDS[rule.kind].text(self.lang) if rule.kind in TARGET_KINDS and rule.kind != "target" else ""
        words = Wording(self.pack, self.lang)
        words.gap_names = self.gap_names
        words.due = rule.due[0].day if len(same) > 1 else None
        measured = words.counted(rule.due[0].condition)
        below = [Node(line(f"{self.say('计数', 'counted')}{self.colon}{measured}"))] if measured else []
        for one in same:
            days = [UNSTATED.text(self.lang) if due.day is None else date.fromordinal(due.day).isoformat() for due in one.due]
            told = f"{joined(list(dict.fromkeys(days)), self.lang)}{self.colon}{self.words.bound(one.due[0].condition)}"
            clauses = self.sources(one) if len(same) > 1 else ()
            same_remarks = (one.interpretation, one.note) == (rule.interpretation, rule.note)
            remarks = [] if same_remarks else remark_nodes(one, self.lang)
            below.append(Node(line(told, clauses), remarks, (one.path,) if len(same) > 1 else ()))
        name = rule.name().text(self.lang)
        head = line(Span(name, "strong"), (f"（{kind}）" if self.lang == "zh" else f" ({kind})") if kind else "")
        if len(same) == 1:
            return self.rule(rule, head, below)
        return replace(self.rule(replace(rule, sources=()), head, below), anchors=())

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
            link = premise.rule
        else:
            assert isinstance(premise, FollowedRecord)
            name, link = self.words.relation(premise.related, one=True), ""
        return Node(line(self.say("以“", "follows `"), Span(name, link=link), self.say("”为前提", "`")))

    # --- duties ---

    def duties(self) -> list[Node]:
        """Each duty once; a yearly one with its years."""
        return [self.duty(same) for same in self.pack.duties_by_rule()]

    def duty(self, same: list[Duty]) -> Node:
        rule = same[0]
        kind = DUTY_KINDS.get(rule.kind, Label(rule.kind, rule.kind)).text(self.lang) if rule.kind != "duty" else ""
        yearly = ""
        if rule.year is not None:
            yearly = self.say(f"每年，{rule.year}–{same[-1].year}", f"each year, {rule.year}–{same[-1].year}")
        below = [self.premise(premise) for premise in rule.follows]
        for node, zh, en in ((rule.trigger, "触发", "when"), (rule.done, "完成", "done")):
            if node is not None:
                told, parts = spelled(self.words, node)
                below.append(Node(line(f"{self.say(zh, en)}{self.colon}{told}"), parts))
        if rule.done is None:
            below.append(Node(line(self.say("仅列出，不判断", "shown, not judged"))))
        elif rule.due is not None:
            days = [self.words.value(one.due) for one in same if one.due is not None]
            below.append(Node(line(f"{self.say('期限', 'due')}{self.colon}{joined(days, self.lang)}")))
        else:
            below.append(Node(line(self.say("期限：未写明", "due: not stated"))))
        head = self.title(rule, rule.this, rule.holders, kind, yearly, self.who(rule.who))
        return replace(self.rule(rule, head, below), anchors=tuple(one.path for one in same))

    # --- silence ---

    def silences(self) -> list[Node]:
        """Topics by their gap, and what the gap is."""
        by_gap: dict[tuple[str, ...], list[Silence]] = {}
        for silence in self.pack.silent:
            by_gap.setdefault(silence.sources, []).append(silence)
        found = []
        for topics in by_gap.values():
            names = joined([topic.name().text(self.lang) for topic in topics], self.lang)
            node = Node(line(names, self.sources(topics[0])), anchors=tuple(topic.path for topic in topics))
            if self.lang == "en":
                # The ledger speaks English only; Chinese readers have the topics and the text itself.
                says = [self.ledger.gaps[gap].document_says for gap in topics[0].sources if gap in self.ledger.gaps]
                node.below.extend(Node(line(f"the text says: {said}")) for said in says)
            found.append(node)
        return found
