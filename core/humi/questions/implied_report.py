"""Whoever qualifies for one designation, would they meet another elsewhere: a sentence for each pair, or a table of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from humi.dossier.saving import to_yaml
from humi.policy.pack import Designation, Pack
from humi.questions.answers import Proven, Refuted
from humi.questions.folding import folded
from humi.questions.implying import Elsewhere
from humi.values.label import Label, Lang
from humi.wording import proofs
from humi.wording.shape import Block, Line, Node, Report, Row, Span, Table, Verbatim, line, quiet
from humi.wording.show import joined

Named = tuple[Pack, Designation]
Pair = tuple[Named, Named, Elsewhere]


def report_of(found: Sequence[Pair], on: date, lang: Lang, table: bool) -> Report:
    """What was found of some pairs; where `table`, as one."""
    return tuple(_Report(found, on, lang).blocks(table))


class _Report:
    def __init__(self, found: Sequence[Pair], on: date, lang: Lang) -> None:
        self.found = found
        self.on = on
        self.lang = lang

    def say(self, label: Label, **words: object) -> str:
        return label.text(self.lang).format(**words)

    def blocks(self, table: bool) -> Iterator[Block | Verbatim]:
        yield line(self.say(proofs.ELSEWHERE, on=self.on.isoformat()))
        if not self.found:
            yield line(self.say(proofs.NOTHING_TO_COMPARE))
            return
        if table:
            yield from self.tabled()
            return
        for pair in self.found:
            yield Node(self.headed(pair), [Node(line(self.sentence(pair))), *self.looked(pair)])
        if len(self.found) == 1:
            answer = self.found[0][2].answered.answer
            if isinstance(answer, Refuted):
                yield Verbatim(to_yaml(folded(answer.example.document), short=True))

    # --- one pair ---

    def headed(self, pair: Pair) -> Line:
        (pack, rule), (other, wanted), _ = pair
        paths = quiet(f"  {pack.region}/{rule.path} {other.region}/{wanted.path}")
        return line(Span(f"{self.name(pair[0])} → {self.name(pair[1])}", "strong"), paths)

    def name(self, named: Named) -> str:
        pack, rule = named
        return f"{pack.label.text(self.lang)} {rule.name().text(self.lang)}"

    def sentence(self, pair: Pair) -> str:
        _, (_, wanted), one = pair
        if one.nobody:
            return self.say(proofs.NOBODY_HERE)
        said = self.say(proofs.MEETS, met=len(one.met), all=len(wanted.criteria))
        names = [rule.name().text(self.lang) for rule in wanted.criteria if rule.path in one.missed]
        if not names:
            return said
        return f"{said}{'；' if self.lang == 'zh' else '; '}{self.say(proofs.MAY_FAIL, names=joined(names, self.lang))}"

    def looked(self, pair: Pair) -> Iterator[Node]:
        """By which mapping of facts."""
        (pack, _), (other, _), one = pair
        if one.nobody:
            return
        looked = one.looked
        stands = [f"{self.called(pack, here)} → {self.called(other, there)}" for there, here in looked.stands]
        told = (
            (proofs.SAME_FACTS, [self.called(other, path) for path in looked.same]),
            (proofs.STANDS, stands),
            (proofs.OWN_FACTS, [self.called(other, path) for path in looked.own]),
        )
        for label, names in told:
            if names:
                yield Node(line(quiet(self.say(label, names=joined(names, self.lang)))))

    def called(self, pack: Pack, path: str) -> str:
        """What a fact or a judgement is called, and its path."""
        fact = pack.vocabulary.by_path(path)
        if fact is not None:
            name = fact.label.text(self.lang)
        else:
            rules = {f"{pack.region}/{rule.path}": rule for rule in pack.rules()}
            name = rules[path].name().text(self.lang) if path in rules else ""
        return f"{name} [{path}]" if name else path

    # --- many ---

    def tabled(self) -> Iterator[Block]:
        """Every pair in a table whose columns have the numbers of the rows; what is proven in sentences below."""
        rows = list(dict.fromkeys((pack.region, rule.path) for (pack, rule), _, _ in self.found))
        columns = list(dict.fromkeys((pack.region, rule.path) for _, (pack, rule), _ in self.found))
        numbers = {key: number for number, key in enumerate(dict.fromkeys((*rows, *columns)), start=1)}
        columns.sort(key=lambda key: numbers[key])
        names = {(pack.region, rule.path): self.name((pack, rule)) for pair in self.found for pack, rule in pair[:2]}
        cells = {
            ((pack.region, rule.path), (other.region, wanted.path)): self.cell(one, len(wanted.criteria))
            for (pack, rule), (other, wanted), one in self.found
        }
        yield Table(
            (self.say(proofs.QUALIFIES), *(str(numbers[key]) for key in columns)),
            tuple(
                Row((line(f"{numbers[row]} {names[row]}"), *(line(cells.get((row, key), "")) for key in columns)))
                for row in rows
            ),
            1,
            1,
        )
        for key in columns:
            if key not in rows:
                yield Node(line(f"{numbers[key]} {names[key]}"))
        yield Node(line(quiet(self.say(proofs.CELLS))))
        proven = [pair for pair in self.found if isinstance(pair[2].answered.answer, Proven) and not pair[2].nobody]
        for pair in proven:
            yield Node(self.headed(pair), [Node(line(self.sentence(pair))), *self.looked(pair)])

    def cell(self, one: Elsewhere, every: int) -> str:
        return "–" if one.nobody else f"{len(one.met)}/{every}"
