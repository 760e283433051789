"""Several regions side by side, topic by topic: what each text offers, asks, sets, leaves open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from humi.dossier.facts import ENTITIES
from humi.language import nodes as n
from humi.policy.pack import TOPICS, Criterion, Designation, Incentive, Pack, Rule
from humi.policy.provisions import Ledger, cited
from humi.values.label import Label, Lang
from humi.wording.pack import FORCE, PHASES, PackTree
from humi.wording.shape import Beside, Line, Side, Span, line, quiet
from humi.wording.show import joined
from humi.wording.words import HEADINGS, TEXTS

TEXT = Label("文本", "Text")
WHO_DECIDES = Label("由谁裁量", "Who decides")
OFFERED = Label("{entity}可成为", "a {entity} may become")
SILENT = Label("原文未作规定", "the text is silent")
NOT_SO = Label("—", "—")
NOBODY = Label("未写明由谁", "nobody is named")
LONGEST: dict[Lang, int] = {"zh": 60, "en": 130}
"""What a named criterion asks is told where it is no longer; `humi show` of one region tells all."""
TOLD_APART = ("validity", "decider")
"""Topics with a row of their own; the others share one."""


def beside(packs: Sequence[tuple[Pack, Ledger]], lang: Lang) -> Beside:
    """The regions in columns. A topic on which none has anything to say is left out."""
    columns = [_Column(pack, ledger, lang) for pack, ledger in packs]
    entities = [one for one in ENTITIES if any(rule.this == one for pack, _ in packs for rule in pack.designations)]
    labels = packs[0][0].vocabulary.labels
    topics: list[tuple[str, Callable[[_Column], list[Line]]]] = [
        (TEXT.text(lang), _Column.text),
        (FORCE.text(lang), _Column.force),
        (HEADINGS["scope"].text(lang), _Column.scope),
        *(
            (OFFERED.text(lang).format(entity=labels[one].text(lang)), partial(_Column.designations, entity=one))
            for one in entities
        ),
        (WHO_DECIDES.text(lang), _Column.deciders),
        (TOPICS["validity"].text(lang), partial(_Column.topic, topic="validity")),
        (HEADINGS["incentives"].text(lang), _Column.incentives),
        (PHASES.text(lang), _Column.phases),
        (HEADINGS["targets"].text(lang), _Column.targets),
        (HEADINGS["duties"].text(lang), _Column.duties),
        (HEADINGS["silent"].text(lang), _Column.silences),
    ]
    sides = []
    for topic, lines in topics:
        cells = [lines(column) for column in columns]
        if any(cells):
            sides.append(Side(topic, tuple(tuple(told or [line(NOT_SO.text(lang))]) for told in cells)))
    return Beside(tuple(pack.label.text(lang) for pack, _ in packs), tuple(sides))


class _Column:
    """What one region has to say on each topic."""

    def __init__(self, pack: Pack, ledger: Ledger, lang: Lang) -> None:
        self.pack = pack
        self.lang = lang
        self.tree = PackTree(pack, ledger, lang)
        self.words = self.tree.words
        self.colon = self.tree.colon
        self.say = self.tree.say

    def text(self) -> list[Line]:
        pack = self.pack
        text = TEXTS.get(pack.text, Label(pack.text, pack.text)).text(self.lang)
        return [line(text), line(quiet(f"{pack.region} {pack.version}"))]

    def force(self) -> list[Line]:
        rules = [rule for rule in (self.pack.in_force, self.pack.governs) if rule is not None]
        return [self.told(node.line, rule) for node, rule in zip(self.tree.force(), rules, strict=True)]

    def scope(self) -> list[Line]:
        return [self.criterion(self.pack.scope, named=False)]

    def designations(self, entity: str) -> list[Line]:
        """Designations with what decides them; those that ask the same share it."""
        asking: dict[tuple[Line, ...], list[Designation]] = {}
        for rule in self.pack.designations:
            if rule.this == entity:
                asking.setdefault(tuple(self._asked(rule)), []).append(rule)
        return [told for below, rules in asking.items() for told in (*map(self.named, rules), *below)]

    def _asked(self, rule: Designation) -> Iterator[Line]:
        for one in rule.criteria:
            yield self.criterion(one, "· ")
        if not rule.criteria:
            yield line(self.say("· 没有条件", "· no criteria"))
        if rule.steps:
            steps = " → ".join(step.name().text(self.lang) for step in rule.steps)
            yield line(f"{HEADINGS['steps'].text(self.lang)}{self.colon}{steps}")
        if rule.selection is not None:
            yield line(f"{HEADINGS['selection'].text(self.lang)}{self.colon}", *self.criterion(rule.selection, named=False))

    def deciders(self) -> list[Line]:
        """Who is named for what has to be judged, and what the text says of who decides."""
        judged: dict[str, list[str]] = {}
        for rule in self.pack.rules():
            for node in _judgements(rule):
                label = self.pack.vocabulary.suppliers.get(node.by or "")
                who = label.text(self.lang) if label else node.by or NOBODY.text(self.lang)
                standard = f"「{node.standard}」" if node.published else self.say("未公布的标准", "unpublished standard")
                judged.setdefault(who, []).append(standard)
        told = [line(f"{who}{self.colon}{joined(list(dict.fromkeys(all_)), self.lang)}") for who, all_ in judged.items()]
        return [*self.topic("decider"), *told]

    def topic(self, topic: str) -> list[Line]:
        """The rules that answer a topic, or that the text is silent on it."""
        silence = next((one for one in self.pack.silent if one.id == topic), None)
        if silence is not None:
            return [line(SILENT.text(self.lang), self.clauses(silence))]
        rules = [rule for rule in self.pack.rules() if topic in rule.answers]
        lasting = [one.validity for one in self.pack.designations if one.validity is not None] if topic == "validity" else []
        until = [line(self.say("至：", "until: "), self.words.value(one.until), self.clauses(one)) for one in lasting]
        return until or [line(rule.name().text(self.lang), self.clauses(rule)) for rule in rules]

    def incentives(self) -> list[Line]:
        return [told for rule in self.pack.incentives for told in self._incentive(rule)] or self.topic("incentive")

    def _incentive(self, rule: Incentive) -> Iterator[Line]:
        amount = f"{self.colon}{self.words.value(rule.amount)}" if rule.amount is not None else ""
        yield line(*self.named(rule)[:1], amount, self.clauses(rule))
        for premise in rule.follows:
            yield line("· ", *self.tree.premise(premise).line)
        for one in rule.criteria:
            yield self.criterion(one, "· ")

    def phases(self) -> list[Line]:
        return [line(*self.tree.phase(rule).line[:1], self.clauses(rule)) for rule in self.pack.phases]

    def targets(self) -> list[Line]:
        found = []
        for node in self.tree.targets():
            found.append(line(*node.line[:1]))
            days = (below.line[0] for below in node.below)
            found.extend(line("· ", span) for span in days if not span.role)
        return found

    def duties(self) -> list[Line]:
        """Duties by who has to act; a yearly one once."""
        by_actor: dict[str, dict[str, None]] = {}
        for rule in self.pack.duties:
            label = self.pack.vocabulary.suppliers.get(rule.who)
            who = label.text(self.lang) if label else NOBODY.text(self.lang)
            by_actor.setdefault(who, {})[rule.name().text(self.lang)] = None
        return [self._of_actor(who, list(names)) for who, names in by_actor.items()]

    def _of_actor(self, who: str, duties: list[str]) -> Line:
        count = self.say(f"（{len(duties)}）", f" ({len(duties)})")
        return line(Span(who, "strong"), count, self.colon, self.say("；", "; ").join(duties))

    def silences(self) -> list[Line]:
        topics = [one.name().text(self.lang) for one in self.pack.silent if one.id not in TOLD_APART]
        return [line(joined(topics, self.lang))] if topics else []

    # --- parts ---

    def named(self, rule: Rule) -> Line:
        return line(Span(rule.name().text(self.lang), "strong"), self.clauses(rule))

    def criterion(self, rule: Criterion, lead: str = "", named: bool = True) -> Line:
        told, name = self.words.criterion(rule), rule.name().text(self.lang)
        if not named or rule.label is None or name == told:
            return line(f"{lead}{told}", self.clauses(rule))
        short = len(told) <= LONGEST[self.lang]
        return line(f"{lead}{name}", f"{self.colon}{told}" if short else "", self.clauses(rule))

    def told(self, spans: Line, rule: Rule) -> Line:
        return line(*(span for span in spans if span.role != "quiet"), self.clauses(rule))

    def clauses(self, rule: Rule) -> Span:
        """The clauses alone; of a gap, nothing: it is no place in the text."""
        clauses = dict.fromkeys(one.clause for one in cited(self.pack.file, rule.sources) if one.clause)
        return quiet(f" 〔{self.say('；', '; ').join(clauses)}〕" if clauses else "")


def _judgements(rule: Rule) -> Iterator[n.Judgement]:
    """What has to be judged in a rule, its parts apart."""
    for name in rule.__dataclass_fields__:
        value = getattr(rule, name)
        if isinstance(value, n.Node):
            yield from (node for node in n.walk(value) if isinstance(node, n.Judgement))
