"""A decision table in words: what it answers by which policy, and each row as a sentence."""

from __future__ import annotations

from humi.language import nodes as n
from humi.language.tables import table as t
from humi.language.tables.lowering import hit
from humi.language.tables.table import Default, Row, Table
from humi.values.label import Label, Lang
from humi.wording.requirements import Wording
from humi.wording.show import joined, member_name

POLICIES = {
    t.UNIQUE: Label("至多一行适用", "at most one row applies"),
    t.ANY: Label("适用的各行答案相同", "rows that apply together answer the same"),
    t.FIRST: Label("适用的第一行作答", "the first row that applies answers"),
    t.PRIORITY: Label("适用各行中答案排在最前的作答", "of the rows that apply, the answer that comes first"),
    t.COLLECT: Label("适用各行的答案", "the answers of all rows that apply"),
    t.RULE_ORDER: Label("适用各行的答案，按行次", "the answers of all rows that apply, in their order"),
    t.OUTPUT_ORDER: Label("适用各行的答案，按答案的次序", "the answers of all rows that apply, in the order of answers"),
    t.SUM: Label("适用各行的答案之和", "the sum of the answers of all rows that apply"),
    t.COUNT: Label("适用的行数", "the number of rows that apply"),
    t.MIN: Label("适用各行中最小的答案", "the least answer of the rows that apply"),
    t.MAX: Label("适用各行中最大的答案", "the greatest answer of the rows that apply"),
}


class TableWording:
    """A table in one language."""

    def __init__(self, table: Table, words: Wording) -> None:
        self.table = table
        self.words = words
        self.lang: Lang = words.lang

    def policy(self) -> str:
        """Which row answers."""
        return POLICIES[self.table.policy].text(self.lang)

    def row(self, row: Row) -> str:
        """A row: its number, when it applies, what it answers, and what is noted of it."""
        when = self.words.condition(hit(self.table, row))
        answer = joined([self.answer(said, at) for at, said in enumerate(row.answers)], self.lang)
        note = (f"（{row.note}）" if self.lang == "zh" else f" ({row.note})") if row.note else ""
        if self.lang == "zh":
            return f"第{row.number}行：{when} → {answer}{note}"
        return f"row {row.number}: {when} → {answer}{note}"

    def otherwise(self) -> str:
        """What is answered where no row applies; empty where nothing is said."""
        defaults = [(output.default, at) for at, output in enumerate(self.table.outputs) if output.default is not None]
        if not defaults:
            return ""
        told = joined([self.answer(default, at) for default, at in defaults], self.lang)
        return f"其他情形：{told}" if self.lang == "zh" else f"otherwise: {told}"

    def answer(self, said: Default, at: int) -> str:
        """What stands in a cell of an output."""
        if isinstance(said, str):
            return member_name(self.table.outputs[at].fact, said, self.lang)
        return self.words.condition(said) if isinstance(said, n.Undecidable) else self.words.value(said)
