"""Answers of the prover for people: what is worth a look first, each with its clauses and the dossier that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from humi.dossier.saving import to_yaml
from humi.policy.pack import Pack, Phase, Rule
from humi.policy.provisions import cited
from humi.questions.answers import Answered, Example, Proven, Refuted, Unknown
from humi.questions.folding import folded
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.label import Label, Lang
from humi.values.numbers import format_decimal
from humi.wording import proofs
from humi.wording.shape import Block, Line, Node, Report, Span, Verbatim, line, quiet
from humi.wording.show import joined
from humi.wording.tree import sources

EMPTY = {"humi": 1}
"""A dossier that holds nothing: of days that hang on no fact, any would do."""


def report_of(pack: Pack, answers: Sequence[Answered], asked: int, seconds: float, lang: Lang) -> Report:
    """The answers on one pack."""
    return tuple(_Report(pack, asked, seconds, lang).blocks(answers))


def sentences(pack: Pack, asked: int, seconds: float, lang: Lang) -> Callable[[Answered], str]:
    """The words of an answer, with the name of its rule."""
    report = _Report(pack, asked, seconds, lang)
    colon = "：" if lang == "zh" else ": "
    return lambda one: f"{report.name(one.path)}{colon}{report.sentence(one)}"


def days_taken(pack: Pack, answered: Answered, lang: Lang) -> list[str]:
    """What phases are taken to last in an example, where the text leaves that open."""
    assert isinstance(answered.answer, Refuted)
    example = answered.answer.example
    return list(_Report(pack, example.asked, 0, lang).taken(answered, example))


class _Report:
    def __init__(self, pack: Pack, asked: int, seconds: float, lang: Lang) -> None:
        self.pack = pack
        self.asked = asked
        self.seconds = seconds
        self.lang = lang
        self.rules: dict[str, Rule] = {}
        for rule in pack.rules():
            self.rules.setdefault(rule.path, rule)
            self.rules.setdefault("/".join(rule.path.split("/")[:2]), rule)

    def say(self, label: Label, **words: object) -> str:
        return label.text(self.lang).format(**words)

    def blocks(self, answers: Sequence[Answered]) -> Iterator[Block | Verbatim]:
        pack = self.pack
        yield line(Span(pack.label.text(self.lang), "title"), quiet(f"  {pack.region} {pack.version}"))
        yield line(self.say(proofs.ON, on=_iso(self.asked), within=_short(self.seconds)))
        groups: list[tuple[str, Callable[[Answered], bool]]] = [
            ("notable", lambda one: one.expected is False),
            ("neutral", lambda one: one.expected is None and not isinstance(one.answer, Unknown)),
            ("unknown", lambda one: isinstance(one.answer, Unknown)),
        ]
        for heading, belongs in groups:
            found = [one for one in answers if belongs(one)]
            if found:
                yield Node(line(Span(self.say(proofs.HEADINGS[heading]), "strong"), f"  {len(found)}"))
            for one in found:
                yield from self.answer(one)
        hoped = [one for one in answers if one.expected]
        if hoped:
            yield Node(line(Span(self.say(proofs.HEADINGS["as_hoped"]), "strong"), f"  {len(hoped)}"), self.counted(hoped))

    # --- one answer ---

    def answer(self, one: Answered) -> Iterator[Block | Verbatim]:
        rule = self.rules.get(one.path)
        name = self.name(one.path)
        head = line(Span(name, "strong"), quiet(f"  {one.path}" if name != one.path else ""), self.clauses(rule))
        below = [Node(line(self.sentence(one)))]
        answer = one.answer
        if isinstance(answer, Proven) and one.beside and one.kind in proofs.WHY:
            below.append(Node(line(self.say(proofs.WHY[one.kind], beside=self.names(one.beside)))))
        if isinstance(answer, Unknown) and answer.place is not None:
            below.append(Node(line(quiet(str(answer.place)))))
        if isinstance(answer, Refuted):
            below += [Node(line(told)) for told in self.taken(one, answer.example)]
        yield Node(head, below)
        if isinstance(answer, Refuted) and not (isinstance(rule, Phase) and answer.example.document == EMPTY):
            yield Verbatim(self.example(answer.example))

    def sentence(self, one: Answered) -> str:
        """What is claimed and whether it holds, for whom, under what."""
        answer = one.answer
        proven, refuted = proofs.CLAIMS[one.kind]
        beside = joined([name.text(self.lang) for name in one.names], self.lang) if one.names else self.names(one.beside)
        if isinstance(answer, Unknown):
            why = self.say(
                proofs.UNKNOWN[answer.reason], within=_short(answer.within), records=answer.records, node=answer.node
            )
            return f"{self.say(proven, beside=beside)}{'？' if self.lang == 'zh' else '?'} {why}"
        day = _iso(answer.example.asked) if isinstance(answer, Refuted) else ""
        told = [self.say(proven if isinstance(answer, Proven) else refuted, beside=beside, day=day)]
        if isinstance(answer, Proven):
            told.append(self.say(proofs.HOLDS_FOR[answer.holds_for]))
        if answer.assuming:
            told.append(self.say(proofs.ASSUMING[answer.assuming]))
        comma, opening, closing = ("，", "（", "）") if self.lang == "zh" else (", ", " (", ")")
        return told[0] + (f"{opening}{comma.join(told[1:])}{closing}" if told[1:] else "")

    def example(self, example: Example) -> str:
        """The dossier as a file that can be judged; lists of many records are folded."""
        documents = [example.document, *([example.other] if example.other is not None else [])]
        if any(folded(each) != each for each in documents):
            return "".join(f"# {self.say(proofs.FOLDED, on=_iso(example.asked))}\n{_written(each)}" for each in documents)
        file = ("登记册.yaml" if example.registry else "案卷.yaml") if self.lang == "zh" else (
            "registry.yaml" if example.registry else "dossier.yaml"
        )  # fmt: skip
        region, on = self.pack.region, _iso(example.asked)
        command = f"targets {region} {file}" if example.registry else f"evaluate {file} -r {region}"
        return "".join(f"# humi {command} --on {on}\n{_written(each)}" for each in documents)

    def taken(self, one: Answered, example: Example) -> Iterator[str]:
        """What the phases that it is about are taken to last, where the text leaves that open."""
        opening, closing = ("（", "）") if self.lang == "zh" else (" (", ")")
        for taken in example.taken:
            if taken.path in (one.path, *one.beside):
                ends = [".." if end in (FIRST_DAY, LAST_DAY) else _iso(end) for end in (taken.first, taken.last)]
                read = joined([label.text(self.lang) for label in taken.readings], self.lang)
                told = self.say(proofs.TAKEN, name=self.name(taken.path), period="/".join(ends))
                yield f"{told}{opening}{read}{closing}" if read else told

    # --- names and clauses ---

    def names(self, paths: Iterable[str]) -> str:
        return joined([self.name(path) for path in paths], self.lang)

    def name(self, path: str) -> str:
        """What a rule, a fact or a reading is called."""
        rule = self.rules.get(path)
        if rule is not None:
            return rule.name().text(self.lang)
        fact = self.pack.vocabulary.by_path(path)
        return fact.label.text(self.lang) if fact is not None else path

    def clauses(self, rule: Rule | None) -> Line:
        return sources(tuple(dict.fromkeys(cited(self.pack.file, rule.sources))), self.lang) if rule is not None else ()

    def counted(self, answers: Sequence[Answered]) -> list[Node]:
        """How many of each kind are as one would hope, in a line each."""
        kinds = dict.fromkeys(one.kind for one in answers)
        nodes = []
        for kind in kinds:
            found = [one for one in answers if one.kind == kind]
            sentence = proofs.CLAIMS[kind][isinstance(found[0].answer, Refuted)]
            told = self.say(sentence, beside="", day="").rstrip("：: ")
            nodes.append(Node(line(f"{told}  ", quiet(f"{len(found)}"))))
        return nodes


def _written(document: dict[str, Any]) -> str:
    return to_yaml(folded(document), short=True)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _short(seconds: float) -> str:
    return format_decimal(round(seconds * 100), 2)
