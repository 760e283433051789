"""What changed in a decision table: which row answers, what is looked at, what is answered, and row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from humi.authoring.diff import facts
from humi.authoring.diff.change import MEANING, WORDING
from humi.authoring.diff.phrases import Phrases
from humi.authoring.diff.said import NONE, NOTHING, Said, arrow, headed, led, listed, named, same_words
from humi.language import nodes as n
from humi.language.tables.lowering import hit
from humi.language.tables.table import IN_ORDER, Cell, Column, Output, Row, Table
from humi.values.label import Label
from humi.wording.tables import POLICIES, TableWording

Pair = tuple[int | None, int | None]
"""The position in either version; None where there is no counterpart."""
ADDED, REMOVED = Label("新增", "added"), Label("删去", "removed")


class Told(NamedTuple):
    """One thing that changed, and where it stands in either version."""

    said: Said
    weight: str
    old: n.Node | None = None
    new: n.Node | None = None


class TableChanges:
    """What changed between two versions of one table."""

    def __init__(self, old: Table, new: Table, phrases: Phrases) -> None:
        self.old, self.new, self.phrases = old, new, phrases
        self.was = [TableWording(old, words) for words in phrases.old]
        self.now = [TableWording(new, words) for words in phrases.new]
        self.columns = self._counterparts(old.columns, new.columns, lambda column: column.looks_at)
        self.outputs = self._counterparts(old.outputs, new.outputs, lambda output: output)

    def told(self) -> Iterator[Told]:
        """Everything that changed, rows at the end."""
        old, new = self.old, self.new
        if old.policy != new.policy:
            told = arrow(POLICIES[old.policy], POLICIES[new.policy])
            yield Told(Said("policy", led(Label("命中规则：", "hit policy: "), told)), MEANING)
        if old.this != new.this:
            was, now = (pack.vocabulary.labels[one.this] for pack, one in zip(self.phrases.packs, (old, new), strict=True))
            yield Told(Said("for_whom", led(Label("对象：", "for: "), arrow(was, now))), MEANING)
        yield from self._inputs()
        yield from self._answers()
        yield from self._rows()

    # --- what is looked at, what is answered ---

    def _inputs(self) -> Iterator[Told]:
        for old, new in self._pairs(self.old.columns, self.new.columns, self.columns):
            if old is None or new is None:
                head = Label("不再看：", "no longer looks at: ") if new is None else Label("另看：", "also looks at: ")
                told = led(head, self._looks_at(old, new))
                yield Told(Said("condition", told), MEANING, old, new)
                continue
            before, after, lead = old.looks_at, new.looks_at, same_words(f"{new.id}: ", "输入", "input ")
            if self.phrases.equal(before, after):
                continue
            inner: Callable[[Any, Any, Label], Iterator[Said]] | None = None
            if n.is_value(before) and n.is_value(after):
                inner = self.phrases.values
            elif not any(isinstance(one, n.Ref) or n.is_value(one) for one in (before, after)):
                inner = self.phrases.conditions
            whole = [Said("condition", led(lead, arrow(self._looks_at(old, None), self._looks_at(None, new))))]
            yield from (Told(said, MEANING, old, new) for said in (inner(before, after, lead) if inner else whole))

    def _looks_at(self, old: Column | None, new: Column | None) -> Label:
        column = new or old
        assert column is not None
        return self.phrases.now(column.looks_at) if new else self.phrases.was(column.looks_at)

    def _answers(self) -> Iterator[Told]:
        for old, new in self._pairs(self.old.outputs, self.new.outputs, self.outputs):
            if old is None or new is None:
                output = new or old
                assert output is not None
                head = Label("另回答：", "also answers: ") if new else Label("不再回答：", "no longer answers: ")
                yield Told(Said("value", led(head, output.fact.label)), MEANING, old, new)
                continue
            lead = self._lead(new)
            before = replace(old.fact, label=new.fact.label) if old.fact.label == self.old.label else old.fact
            for kind, weight, told in facts.between(before, new.fact):
                yield Told(Said(kind, led(lead, told)), weight, old, new)
            at = self.old.outputs.index(old), self.new.outputs.index(new)
            if old.order != new.order and set(old.order) == set(new.order):
                was, now = self._list(self.was, old.order, at[0]), self._list(self.now, new.order, at[1])
                yield Told(Said("order", led(lead, led(Label("答案次序：", "order of answers: "), arrow(was, now)))), MEANING)
            if not self.phrases.equal(old.default, new.default):
                was = self._said(self.was, old.default, at[0]) if old.default is not None else NONE
                now = self._said(self.now, new.default, at[1]) if new.default is not None else NONE
                told = led(Label("其他情形：", "otherwise: "), arrow(was, now))
                yield Told(Said("value", led(lead, told)), MEANING, old, new)

    def _lead(self, output: Output) -> Label:
        """The name of an answer, where there are several."""
        name = output.fact.label
        return Label(f"{name.zh}：", f"{name.en}: ") if len(self.new.outputs) > 1 else NOTHING

    # --- rows ---

    def _rows(self) -> Iterator[Told]:
        pairs = self._paired_rows()
        for old, new in pairs:
            if old is not None and new is not None:
                yield from self._row(old, new)
            elif new is not None:
                yield Told(Said("row", headed(ADDED, Label(*(one.row(new) for one in self.now)))), MEANING, None, new)
            elif old is not None:
                yield Told(Said("row", headed(REMOVED, Label(*(one.row(old) for one in self.was)))), MEANING, old, None)
        stayed = sorted((old.number, new.number) for old, new in pairs if old is not None and new is not None)
        numbers = [number for _, number in stayed]
        kept = SequenceMatcher(None, numbers, sorted(numbers), autojunk=False).get_matching_blocks()
        in_order = {numbers[block.a + step] for block in kept for step in range(block.size)}
        if self.new.policy in IN_ORDER:
            for before, after in stayed:
                if after not in in_order:
                    told = Label(f"第{before}行现为第{after}行", f"row {before} is now row {after}")
                    yield Told(Said("order", told), MEANING, self.old.rows[before - 1], self.new.rows[after - 1])

    def _row(self, old: Row, new: Row) -> Iterator[Told]:
        """A row that looks at something else, or answers something else."""
        cells = [self._cell(one, other, pair) for pair in self.columns for one, other in [self._cells(old, new, pair)]
                 if not self.phrases.equal(one, other)]  # fmt: skip
        answers = [
            led(self._lead(self.new.outputs[now]), arrow(self._said(self.was, old.answers[was], was),
                                                         self._said(self.now, new.answers[now], now)))
            for was, now in self.outputs
            if was is not None and now is not None and not self.phrases.equal(old.answers[was], new.answers[now])
        ]  # fmt: skip
        row = Label(f"第{new.number}行", f"row {new.number}")
        if cells and not answers:
            row = named(row, listed([self._said(self.now, said, at) for at, said in enumerate(new.answers)]))
        elif answers and not cells:
            row = named(row, Label(*(one.words.condition(hit(self.new, new)) for one in self.now)))
        if cells or answers:
            yield Told(Said("row", headed(row, _joined([*cells, *answers]))), MEANING, old, new)
        if old.note != new.note:
            notes = f"{old.note or '–'} → {new.note or '–'}"
            told = same_words(notes, f"第{new.number}行，说明：", f"row {new.number}, note: ")
            yield Told(Said("note", told), WORDING, old, new)

    def _cells(self, old: Row, new: Row, pair: Pair) -> tuple[Cell, Cell]:
        was, now = pair
        return (old.cells[was] if was is not None else Cell()), (new.cells[now] if now is not None else Cell())

    def _cell(self, old: Cell, new: Cell, pair: Pair) -> Label:
        was, now = pair
        column = self.new.columns[now] if now is not None else self.old.columns[was or 0]
        either = self.phrases.now(column.looks_at) if now is not None else self.phrases.was(column.looks_at)
        stated = n.is_value(column.looks_at) or isinstance(column.looks_at, n.Ref)
        head = Label("不论", "any ") if stated else Label("不论是否", "whether or not ")
        any_of_them = led(head, either)
        before, after = self._test(self.old, old, was), self._test(self.new, new, now)
        if before is not None and after is not None:
            told = [said.told for said in self.phrases.conditions(before, after)]
            return _joined(told) if told else arrow(self.phrases.was(before), self.phrases.now(after))
        stated = n.is_value(column.looks_at) or isinstance(column.looks_at, n.Ref)
        head = Label("不论", "any ") if stated else Label("不论是否", "whether or not ")
        any_of_them = led(head, either)
        return arrow(
            any_of_them if before is None else self.phrases.was(before),
            any_of_them if after is None else self.phrases.now(after),
        )

    @staticmethod
    def _test(table: Table, cell: Cell, at: int | None) -> n.Condition | None:
        """That one cell is met; None where whatever its column is meets it."""
        if at is None or cell.any:
            return None
        return hit(table, Row(0, tuple(cell if at == other else Cell() for other in range(len(table.columns))), ()))

    def _paired_rows(self) -> list[tuple[Row | None, Row | None]]:
        """Rows that stayed, those that became others, and those without counterpart; in the order of the new table."""
        old, new = list(self.old.rows), list(self.new.rows)
        pairs: list[tuple[Row | None, Row | None]] = []
        for alike in (self._same, self._same_cells, self._same_answers, self._mostly_same):
            for row in list(new):
                twin = next((one for one in old if alike(one, row)), None)
                if twin is not None:
                    old.remove(twin)
                    new.remove(row)
                    pairs.append((twin, row))
        pairs += [*((None, row) for row in new), *((row, None) for row in old)]
        return sorted(pairs, key=lambda pair: (pair[1] or pair[0] or self.new.rows[0]).number)

    def _same(self, old: Row, new: Row) -> bool:
        return self._same_cells(old, new) and self._same_answers(old, new)

    def _same_cells(self, old: Row, new: Row) -> bool:
        return all(self.phrases.equal(*self._cells(old, new, pair)) for pair in self.columns)

    def _same_answers(self, old: Row, new: Row) -> bool:
        both = [(was, now) for was, now in self.outputs if was is not None and now is not None]
        return all(self.phrases.equal(old.answers[was], new.answers[now]) for was, now in both)

    def _mostly_same(self, old: Row, new: Row) -> bool:
        alike = sum(self.phrases.equal(*self._cells(old, new, pair)) for pair in self.columns)
        return old.number == new.number and 2 * alike >= len(self.columns)

    # --- counterparts ---

    def _counterparts(self, old: Sequence[Any], new: Sequence[Any], says: Callable[[Any], Any]) -> list[Pair]:
        """The positions of columns or outputs in pairs: by their id, else by what they say."""
        left = list(range(len(old)))
        found: list[Pair] = []
        for at, one in enumerate(new):
            twin = next((other for other in left if old[other].id == one.id), None)
            if twin is None:
                free = [other for other in left if old[other].id not in {part.id for part in new}]
                twin = next((other for other in free if self.phrases.equal(says(old[other]), says(one))), None)
            if twin is not None:
                left.remove(twin)
            found.append((twin, at))
        return [*found, *((at, None) for at in left)]

    @staticmethod
    def _pairs(old: Sequence[Any], new: Sequence[Any], pairs: Sequence[Pair]) -> Iterator[tuple[Any, Any]]:
        for was, now in pairs:
            yield (old[was] if was is not None else None), (new[now] if now is not None else None)

    # --- words ---

    @staticmethod
    def _said(words: list[TableWording], answer: Any, at: int) -> Label:
        return Label(*(one.answer(answer, at) for one in words))

    def _list(self, words: list[TableWording], answers: Sequence[Any], at: int) -> Label:
        return listed([self._said(words, one, at) for one in answers])


def _joined(told: Sequence[Label]) -> Label:
    return Label("；".join(one.zh for one in told), "; ".join(one.en for one in told))
