"""The shortest ways to yes, for people: step by step, or the clauses that stand in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from humi.decision import Cause, Outcome
from humi.engines.prove import Prices
from humi.language import nodes as n
from humi.policy.pack import Criterion, Pack, Rule
from humi.policy.provisions import cited
from humi.questions.ask_report import held_by, of_record
from humi.questions.how import FREE, Step, Way, Ways
from humi.values.label import Label, Lang
from humi.wording import asking as words
from humi.wording.causes import whole
from humi.wording.shape import Block, Line, Node, Report, Span, line, quiet, verdict
from humi.wording.tree import sources


def report_of(pack: Pack, found: Sequence[Ways], asked: int, lang: Lang, prices: Prices = FREE) -> Report:
    """The ways of one region, by these prices."""
    return tuple(_Report(pack, asked, lang, prices).blocks(found))


class _Report:
    def __init__(self, pack: Pack, asked: int, lang: Lang, prices: Prices) -> None:
        self.pack = pack
        self.asked = asked
        self.lang = lang
        self.prices = prices
        self.rules: dict[str, Rule] = {rule.path: rule for rule in pack.rules()}

    def say(self, label: Label, **words: object) -> str:
        return label.text(self.lang).format(**words)

    def blocks(self, found: Sequence[Ways]) -> Iterator[Block]:
        yield line(Span(self.pack.label.text(self.lang), "title"), quiet(f"  {self.pack.region}"))
        yield line(self.say(words.ON, on=date.fromordinal(self.asked).isoformat()))
        if not found:
            yield Node(line(self.say(words.ALL_MET)))
        colon = "：" if self.lang == "zh" else ": "
        for one in found:
            name, path = Span(one.name.text(self.lang), "strong"), quiet(f"  {one.path}")
            yield Node(line(name, colon, verdict(one.outcome, self.lang), path), list(self.below(one)))

    def below(self, one: Ways) -> Iterator[Node]:
        if one.reason:
            yield Node(line(self.say(words.NO_WAY_TOLD[one.reason])))
        if one.blocked:
            doubt = "" if one.fewest else f"  {self.say(words.NOT_FEWEST)}"
            yield Node(line(self.say(words.BLOCKED), quiet(doubt)), [self.clause(path, one.outcome) for path in one.blocked])
        for number, way in enumerate(one.ways, start=1):
            yield self.way(number, way, one.path.removeprefix(f"{self.pack.region}/"))

    def clause(self, path: str, outcome: Outcome) -> Node:
        if path == "scope":
            told = words.MAY_NOT_APPLY if outcome is not Outcome.OUT_OF_SCOPE else words.OUT_OF_SCOPE
            return Node(line(self.say(told), *self.sources(self.pack.scope)))
        rule = self.rules.get(path)
        if rule is None:
            return Node(line(self.say(words.FOLLOWS)))
        return Node(line(rule.name().text(self.lang), *self.sources(rule), quiet(f"  {path}")))

    def sources(self, rule: Rule) -> Line:
        return sources(tuple(dict.fromkeys(cited(self.pack.file, rule.sources))), self.lang)

    def remaining(self, cause: Cause, within: str) -> Line:
        """What stays open; where the text is silent, what it says nothing of and where, rather than the mark of a gap."""
        silent = [rule for rule in self.rules.values() if rule.path.startswith(f"{within}/") and _asks(rule, cause)]
        if not silent:
            return line(self.say(words.REMAINS, why=whole(cause, self.lang)))
        label = Label("、".join(rule.name().zh for rule in silent), ", ".join(rule.name().en for rule in silent))
        cites = dict.fromkeys(one for rule in silent for one in cited(self.pack.file, rule.sources))
        why = whole(replace(cause, name=label), self.lang)
        return line(self.say(words.REMAINS, why=why), *sources(tuple(cites), self.lang))

    def way(self, number: int, way: Way, path: str) -> Node:
        parts = [self.say(words.COST if self.prices.costs else words.STEPS, cost=way.cost)]
        parts += [self.say(words.DAYS, days=way.days)] if self.prices.days else []
        cost = "，".join(parts) if self.lang == "zh" else ", ".join(parts)
        told = [self.step(step) for step in (*way.steps, *way.decisions)]
        if not way.steps:
            told.insert(0, Node(line(self.say(words.NOTHING_TO_DO))))
        told += [Node(self.remaining(cause, path)) for cause in way.remains]
        doubt = "" if way.shortest else f"  {self.say(words.NOT_QUICKEST if self.prices.quickest else words.NOT_SHORTEST)}"
        return Node(line(self.say(words.WAY, number=number, cost=cost), quiet(doubt)), told)

    def step(self, step: Step) -> Node:
        name = step.name.text(self.lang)
        if step.record:
            name = of_record(name, step.record, self.lang)
        before, after = (one.text(self.lang) if one is not None else "" for one in (step.before, step.after))
        told = self.say(words.DO[step.how], name=name, before=before, after=after, number=step.number)
        kind = "judgement" if step.how == "decide" else "fact"
        who = held_by(kind, step.supplier, step.supplier_name, step.evidence, self.lang)
        return Node(line(f"{told}{who}", quiet(f"  [{step.what}]")))


def _asks(rule: Rule, cause: Cause) -> bool:
    """Whether a criterion asks what the text does not say."""
    if not isinstance(rule, Criterion) or cause.kind != "no_clause":
        return False
    return any(isinstance(node, n.Undecidable) and node.word == cause.what for node in n.walk(rule.condition))
