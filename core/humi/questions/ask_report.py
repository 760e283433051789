"""What to ask next, for people: each rule that is open, then the questions, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from humi.questions.ask import Asked, Asking, Question
from humi.values.label import Label, Lang
from humi.wording import asking as words
from humi.wording.shape import Block, Node, Report, Span, line, quiet
from humi.wording.show import joined
from humi.wording.words import OUTCOMES


def report_of(found: Asking, asked: int, lang: Lang) -> Report:
    """The questions of one region."""
    return tuple(_Report(found, asked, lang).blocks())


def called(question: Question, lang: Lang) -> str:
    """What is asked for, with the record it is of."""
    name = words.KINDS[question.kind].text(lang).format(name=question.name.text(lang))
    if not question.record:
        return name
    return of_record(name, question.record, lang)


def of_record(name: str, record: str, lang: Lang) -> str:
    """Something of a record."""
    told = words.RECORDS[record].text(lang) if record in words.RECORDS else record
    return f"{name}（{told}）" if lang == "zh" else f"{name} ({told})"


def held_by(kind: str, supplier: str, who: Label, evidence: Label | None, lang: Lang) -> str:
    """Who has it, and what shows it."""
    if kind == "judgement":
        return (words.DECIDES if supplier else words.WHOEVER).text(lang).format(who=who.text(lang))
    told = words.FROM.text(lang).format(who=who.text(lang))
    return told + (words.SHOWN_BY.text(lang).format(evidence=evidence.text(lang)) if evidence is not None else "")


class _Report:
    def __init__(self, found: Asking, asked: int, lang: Lang) -> None:
        self.found = found
        self.asked = asked
        self.lang = lang
        self.names = {rule.path: rule.name.text(lang) for rule in found.rules}

    def say(self, label: Label, **words: object) -> str:
        return label.text(self.lang).format(**words)

    def blocks(self) -> Iterator[Block]:
        found = self.found
        yield line(Span(found.name.text(self.lang), "title"), quiet(f"  {found.region}"))
        yield line(self.say(words.ON, on=date.fromordinal(self.asked).isoformat()))
        if not found.rules:
            yield Node(line(self.say(words.NOTHING_OPEN)))
            return
        for rule in found.rules:
            yield Node(line(Span(rule.name.text(self.lang), "strong"), quiet(f"  {rule.path}")), [Node(line(self.state(rule)))])
        yield Node(line(Span(self.say(words.NEXT if found.questions else words.NOTHING_NEXT), "strong")), self.questions())
        if found.needless:
            names = joined([called(one, self.lang) for one in found.needless], self.lang)
            yield Node(line(quiet(self.say(words.NEEDLESS, names=names))))

    def state(self, rule: Asked) -> str:
        """What a rule can still turn out to be."""
        if rule.reason:
            return self.say(words.NOT_ASKED[rule.reason])
        if rule.cautious is not None:
            return self.say(words.CAUTIOUS, outcome=OUTCOMES[rule.cautious].text(self.lang))
        if rule.stays_open:
            return self.say(words.STAYS_OPEN)
        outcomes = joined([OUTCOMES[one].text(self.lang) for one in rule.possible], self.lang)
        return self.say(words.POSSIBLE if rule.sure else words.PERHAPS, outcomes=outcomes or "—")

    def questions(self) -> list[Node]:
        nodes = []
        for number, one in enumerate(self.found.questions, start=1):
            who = held_by(one.kind, one.supplier, one.supplier_name, one.evidence, self.lang)
            head = line(f"{number}. {called(one, self.lang)}{who}", quiet(f"  [{one.what}]"))
            only = tuple(path for path in one.changes if path not in one.settles)
            told = ((words.SETTLES, one.settles), (words.CHANGES, only), (words.UNSURE, one.unsure))
            nodes.append(Node(head, [Node(line(self.say(label, rules=self.rules(paths)))) for label, paths in told if paths]))
        return nodes

    def rules(self, paths: Sequence[str]) -> str:
        return ("；" if self.lang == "zh" else "; ").join(self.names[path] for path in paths)
