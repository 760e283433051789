"""Which rows of a table answered, and what the dossier says of what they look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from humi.decision import Outcome, Reason
from humi.dossier.facts import NO, UNKNOWN, YES
from humi.language import nodes as n
from humi.language.tables import table as t
from humi.language.tables.lowering import hit
from humi.language.tables.policies import may_decide
from humi.language.tables.table import Answer, Row, Table
from humi.road.found import found_value, recorded
from humi.values.label import Label, Lang
from humi.wording.requirements import Wording
from humi.wording.show import YES_NO, joined, member_name

if TYPE_CHECKING:
    from humi.road.hearing import Hearing, Matter

MOST = 6
"""So many rows, and so much of what they look at, are told one by one."""


class Rows:
    """The rows of a table, and which of them surely and possibly hit."""

    def __init__(self, hearing: Hearing, table: Table, matter: Matter) -> None:
        from humi.road.hearing import outcome_of

        self.hearing = hearing
        self.table = table
        self.matter = matter
        self.key = f"{table.path}/{matter.entity}/{matter.governed_by.fact.path if matter.governed_by else ''}"
        raws = hearing.judge(self.key, lambda: [hit(table, row) for row in table.rows], matter)
        outcomes = [outcome_of(raw) for raw in raws]
        self.surely = [outcome is Outcome.MET for outcome in outcomes]
        self.possibly = [outcome is not Outcome.NOT_MET for outcome in outcomes]

    def deciding(self, members: tuple[str, ...] = (), output: str = "") -> list[Row]:
        """The rows that answer, or may; of a list of answers those that give one of the members."""
        rows = may_decide(self.table, self.surely, self.possibly)
        if self.table.policy not in t.LISTS or not members:
            return rows
        at = self.table.output(output)
        return [row for row in rows if row.answers[at] in members]

    def clashing(self) -> list[Row]:
        """Rows that surely hit and must not together."""
        rows = [row for row, hits in zip(self.table.rows, self.surely, strict=True) if hits]
        alike = self.table.policy == t.ANY and len({row.answers for row in rows}) < 2
        return rows if self.table.policy in (t.UNIQUE, t.ANY) and len(rows) > 1 and not alike else []

    def named(self, row: Row, lang: Lang) -> str:
        """A row by its number and what it answers."""
        said = joined([self.answer(answer, at, lang) for at, answer in enumerate(row.answers)], lang)
        perhaps = "" if self.surely[row.number - 1] else "可能是" if lang == "zh" else "perhaps "
        return f"{perhaps}第{row.number}行（{said}）" if lang == "zh" else f"{perhaps}row {row.number} ({said})"

    def answer(self, answer: Answer, at: int, lang: Lang) -> str:
        """What stands in a cell of an output, as people say it."""
        if isinstance(answer, str):
            return member_name(self.table.outputs[at].fact, answer, lang)
        return Wording(self.hearing.pack, lang).value(answer)

    def told(self, rows: list[Row], lang: Lang) -> str:
        """Some rows, and what the dossier says of what they look at."""
        shown = [self.named(row, lang) for row in rows[:MOST]]
        if len(rows) > MOST:
            shown.append(f"另{len(rows) - MOST}行" if lang == "zh" else f"and {len(rows) - MOST} more")
        told = joined(shown, lang) if rows else self._without(lang)
        at_once = ("同时命中：" if lang == "zh" else "at once ") if rows and self.clashing() else ""
        return self._with_inputs(at_once + told, lang)

    def _without(self, lang: Lang) -> str:
        """No row answers."""
        defaults = [(at, output.default) for at, output in enumerate(self.table.outputs) if output.default is not None]
        if not any(self.possibly) and not defaults and self.table.policy not in t.LISTS:
            return "没有这种情形的行" if lang == "zh" else "no row is for this"
        if not defaults or any(self.possibly):
            return "没有相应的行" if lang == "zh" else "no such row"
        told = [self.answer(default, at, lang) for at, default in defaults if not isinstance(default, n.Undecidable)]
        if not told:
            return "没有行命中" if lang == "zh" else "no row hits"
        said = joined(told, lang)
        return f"没有行命中，默认为{said}" if lang == "zh" else f"no row hits; by default {said}"

    def _with_inputs(self, told: str, lang: Lang) -> str:
        semicolon = "；" if lang == "zh" else "; "
        return semicolon.join([told, *self.inputs(lang)])

    def inputs(self, lang: Lang) -> Iterator[str]:
        """What the dossier says of each column."""
        colon = "：" if lang == "zh" else ": "
        for column in self.table.columns[:MOST]:
            yield f"{self._name(column, lang)}{colon}{self._found(column).text(lang)}"

    def _name(self, column: t.Column, lang: Lang) -> str:
        """A fact by its name, anything else by what it says."""
        looks_at, words = column.looks_at, Wording(self.hearing.pack, lang)
        if isinstance(looks_at, n.Ref | n.FactValue):
            return column.label.text(lang)
        return words.value(looks_at) if n.is_value(looks_at) else words.condition(looks_at)  # type: ignore[arg-type]

    def _found(self, column: t.Column) -> Label:
        from humi.road.hearing import outcome_of

        looks_at = column.looks_at
        if isinstance(looks_at, n.Ref | n.FactValue):
            ref = looks_at if isinstance(looks_at, n.Ref) else looks_at.ref
            return recorded(self.hearing, ref, self.matter.record)
        if n.is_value(looks_at):
            return found_value(self.hearing, f"{self.key}/{column.id}", looks_at, self.matter)
        held: n.Condition = looks_at  # type: ignore[assignment]
        raws = self.hearing.judge(f"{self.key}/{column.id}", lambda: [held], self.matter)
        return YES_NO[{Outcome.NOT_MET: NO, Outcome.MET: YES}.get(outcome_of(raws[0]), UNKNOWN)]


def reason_of(hearing: Hearing, node: n.Lookup | n.ValueLookup, matter: Matter) -> Reason:
    """The rows behind what a table answers."""
    held, name = Rows(hearing, node.table, matter), node.table.label
    rows = held.deciding(node.asked[1] if isinstance(node, n.Lookup) else (), node.output)
    sure = rows and all(held.surely[row.number - 1] for row in rows) and not held.clashing()
    return Reason(
        node.table.path,
        "",
        name,
        Label(f"《{name.zh}》", f"table “{name.en}”"),
        Label(held.told(rows, "zh"), held.told(rows, "en")),
        Outcome.MET if sure else Outcome.UNDETERMINED,
        tuple(f"{node.table.path}/{row.number}" for row in rows),
    )


def without_answer(hearing: Hearing, node: n.Undecidable | n.NoValue, matter: Matter) -> tuple[Label, tuple[Label, ...]]:
    """Why a table gives no answer: nothing is there for this case, or the rows that contradict one another."""
    table = hearing.pack.tables[node.word.partition("/")[2]].table
    assert table is not None
    held = Rows(hearing, table, matter)
    zh, en = "；".join(held.inputs("zh")), "; ".join(held.inputs("en"))
    name = table.label
    clashing = held.clashing() if node.cause == "readings" else []
    if clashing:
        return Label(f"《{name.zh}》（{zh}）", f"table “{name.en}” ({en})"), tuple(
            Label(f"《{name.zh}》{held.named(row, 'zh')}", f"{held.named(row, 'en')} of table “{name.en}”") for row in clashing
        )
    return Label(f"《{name.zh}》没有这种情形的行（{zh}）", f"no row of table “{name.en}” is for this ({en})"), ()


def behind(hearing: Hearing, value: n.Value, matter: Matter) -> list[Reason]:
    """For each table that a value comes from, the rows that gave it."""
    return [reason_of(hearing, node, matter) for node in dict.fromkeys(n.lookups(value))]
