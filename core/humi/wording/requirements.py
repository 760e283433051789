"""What a condition requires, as a phrase in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from humi.dossier.facts import RELATIONS
from humi.language import nodes as n
from humi.policy.pack import Criterion, Ordering, Pack
from humi.values.dates import format_days
from humi.values.label import Label, Lang
from humi.values.numbers import format_percent
from humi.wording.show import joined, member_name, show_number

if TYPE_CHECKING:
    from humi.language.tables.table import Table

OPERATORS = {
    ">=": Label("不少于", "at least"),
    ">": Label("超过", "more than"),
    "<=": Label("不超过", "at most"),
    "<": Label("不满", "less than"),
    "==": Label("等于", "equal to"),
}
DATED = {
    ">=": Label("不早于", "on or after"),
    ">": Label("晚于", "after"),
    "<=": Label("不晚于", "on or before"),
    "<": Label("早于", "before"),
    "==": Label("为", "on"),
}
UNITS = {
    "years": Label("年", "years"),
    "months": Label("个月", "months"),
    "days": Label("日", "days"),
    "working_days": Label("个工作日", "working days"),
}


class Wording:
    """Phrases in one language, with the names of one pack."""

    def __init__(self, pack: Pack, lang: Lang) -> None:
        self.vocabulary = pack.vocabulary
        self.names = pack.names
        self.kinds = pack.titles
        self.lang = lang
        self.within = 0
        """How many relations the phrase stands in: there it must be said whose fact it is."""
        self.due: int | None = None
        """A day that is called the due day rather than by its date, where one phrase stands for several targets."""
        self.gap_names: Mapping[str, str] = {}
        """What gaps are called other than by their ids."""

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def name(self, ref: n.Ref) -> str:
        """A fact by its name, with its owner where that is not clear."""
        label = ref.fact.label.text(self.lang)
        own = ref.owner == n.THIS or ref.fact.entity == "unit"
        if ref.owner == n.RECORD or (own and not self.within):
            return label
        owner = self.vocabulary.labels[ref.fact.entity].text(self.lang)
        if owner in label:
            return label
        if self.lang == "zh" and ref.fact.type not in ("boolean", "event"):
            return f"{owner}的{label}"
        return self.say(f"{label}（{owner}）", f"{label} ({owner})")

    def relation(self, related: n.Related, one: bool = False) -> str:
        """A relation with its restriction; `one` for a single record of it."""
        entity = RELATIONS[related.relation]
        name = self.say(self.vocabulary.labels[entity].zh, self.vocabulary.labels[entity if one else related.relation].en)
        if related.where == n.Always(True):
            return name
        self.within += 1
        where = self.condition(related.where)
        self.within -= 1
        return self.say(f"{name}（{where}）", f"{name} ({where})")

    # --- conditions ---

    def condition(self, node: n.Condition) -> str:
        """The condition as a phrase."""
        match node:
            case n.Always(value=value):
                return self.say("总是", "always") if value else self.say("从不", "never")
            case n.All():
                told = self.told(node)
                return self.say("，且", " and ").join(self._part(item, len(told)) for item in told)
            case n.AnyOf(items=items):
                return self.say("，或", " or ").join(self._part(item, len(items)) for item in items)
            case n.Not(item=item):
                return self._negated(item)
            case n.AtLeastOf(number=number, items=items):
                parts = self.say("；", "; ").join(self.condition(item) for item in items)
                return self.say(f"以下至少{number}项：{parts}", f"at least {number} of: {parts}")
            case n.OneOf():
                return self._one_of(node)
            case n.Includes(ref=ref, members=members, every=every):
                names = joined([member_name(ref.fact, member, self.lang) for member in members], self.lang)
                if len(members) == 1:
                    return self.say(f"{self.name(ref)}含{names}", f"{self.name(ref)}: with {names}")
                some = self.say("含以下全部", "all of") if every else self.say("含以下之一", "one of")
                return self.say(f"{self.name(ref)}{some}：{names}", f"{self.name(ref)}: {some} {names}")
            case n.Happened(ref=ref):
                return self.say(f"已{self.name(ref)}", f"{self.name(ref)}: happened")
            case n.Compare():
                return self._compare(node)
            case n.Within(date=day, spans=spans):
                shown = joined([self._span(span) for span in spans], self.lang)
                return self.say(f"{self.value(day)}在{shown}内", f"{self.value(day)} within {shown}")
            case n.WithinYearly(date=day, first=first, last=last):
                window = f"{first[0]:02}-{first[1]:02}/{last[0]:02}-{last[1]:02}"
                return self.say(f"{self.value(day)}在每年{window}内", f"{self.value(day)} within {window} of a year")
            case n.Covers(ref=ref, date=day):
                return self.say(f"{self.name(ref)}涵盖{self.value(day)}", f"{self.name(ref)} covers {self.value(day)}")
            case n.SameAs(left=left, right=right):
                one, other = self.name(left), self.name(right)
                return self.say(f"{one}同于{other}", f"{one} is the same as {other}")
            case n.Judgement():
                return self._judgement(node)
            case n.Undecidable(cause="unmeasured", word=word):
                return self.say(f"「{word}」（文件未量化）", f"「{word}」 (not measured in the text)")
            case n.Undecidable(word=word):
                gap = self.say("缺项 ", "gap ") + self.gap_names[word] if word in self.gap_names else word
                return self.say(f"文件未规定之事（{gap}）", f"what the text does not say ({gap})")
            case n.Readings(options=options, labels=labels):
                named = zip(labels or [Label(name, name) for name, _ in options], options, strict=True)
                shown = self.say("；", "; ").join(
                    f"{label.text(self.lang)}{self.say('：', ': ')}{self.condition(item)}" for label, (_, item) in named
                )
                return self.say(f"各种理解（{shown}）", f"each reading ({shown})")
            case n.Versions(starts=starts, items=items):
                shown = "; ".join(
                    f"{date.fromordinal(start)}: {self.condition(item)}" for start, item in zip(starts, items, strict=True)
                )
                return self.say(f"按日期版本（{shown}）", f"by dated version ({shown})")
            case n.Quantified():
                return self._quantified(node)
            case n.ShareCompare():
                share, gap = self.counted(node), self.say("", " ")
                return f"{share}{gap}{self.bound(node)}"
            case n.Term(item=item):
                return self.condition(item)
            case n.Lookup():
                return self._lookup(node)
            case n.Choice(items=items):
                return self.say("；", "; ").join(self.condition(item) for item in items)

    def _lookup(self, node: n.Lookup) -> str:
        """A table asked for a category: by its name and by what has to come out."""
        word, members = node.asked
        fact = node.table.outputs[node.table.output(node.output)].fact
        table = self.table(node.table, node.output)
        if fact.type == "boolean":
            told = self.say("得出否", "says no") if members == ("no",) else self.say("得出是", "says yes")
            return f"{table}{self.say('', ' ')}{told}"
        names = joined([member_name(fact, member, self.lang) for member in members], self.lang)
        if word == "include":
            return self.say(f"{table}含{names}", f"{table} includes {names}")
        several = self.say("得出以下之一：", "gives one of: ") if len(members) > 1 else self.say("得出", "gives ")
        return f"{table}{self.say('', ' ')}{several}{names}"

    def table(self, table: Table, output: str) -> str:
        """A table by its name, and its output where it has several."""
        name = table.label.text(self.lang)
        if len(table.outputs) > 1:
            held = table.outputs[table.output(output)].fact.label.text(self.lang)
            name = self.say(f"{name}·{held}", f"{name}: {held}")
        return self.say(f"《{name}》", f"table “{name}”")

    def told(self, node: n.All) -> list[n.Condition]:
        """The items that are worth saying: not those that another one says as well."""
        return [item for item in node.items if not (isinstance(item, n.Happened) and item.implied)]

    def _part(self, item: n.Condition, beside: int) -> str:
        """An item of several: one that joins others itself stands in brackets."""
        inner = item
        while isinstance(inner, n.Term):
            inner = inner.item
        told = self.condition(item)
        joins = isinstance(inner, n.All | n.AnyOf) and len(inner.items) > 1
        return self.say(f"（{told}）", f"({told})") if joins and beside > 1 else told

    def _negated(self, item: n.Condition) -> str:
        if isinstance(item, n.Happened):
            return self.say(f"未{self.name(item.ref)}", f"{self.name(item.ref)}: did not happen")
        if isinstance(item, n.OneOf) and len(item.members) == 1 and not item.part and not item.open:
            if item.ref.fact.type == "boolean":
                return self._yes_no(item.ref, not_yes=item.members[0] == "yes")
            shown = self._named(item)[0]
            return self.say(f"{self.name(item.ref)}不为{shown}", f"{self.name(item.ref)} is not {shown}")
        return self.say(f"并非（{self.condition(item)}）", f"not ({self.condition(item)})")

    def _one_of(self, node: n.OneOf) -> str:
        ref, names = node.ref, self._named(node)
        shown = joined(names, self.lang) + (self.say("等", ", ...") if node.open else "")
        if node.part == "result":
            return self.say(f"{self.name(ref)}的结果为{shown}", f"result of {self.name(ref)} is {shown}")
        if node.part:
            return self.say(f"{self.name(ref)}（{node.part}）为{shown}", f"{self.name(ref)} {node.part} {shown}")
        if ref.fact.type == "boolean" and len(names) == 1:
            return self._yes_no(ref, not_yes=node.members[0] == "no")
        if len(names) == 1 and not node.open:
            return self.say(f"{self.name(ref)}为{shown}", f"{self.name(ref)} is {shown}")
        return self.say(f"{self.name(ref)}属于：{shown}", f"{self.name(ref)} is one of: {shown}")

    def _named(self, node: n.OneOf) -> list[str]:
        """The members as people call them; a kind speaks for those that it stands for."""
        if node.ref.fact.type == "text":
            told = {part for kind in node.members for part in self.kinds.get(kind, ()) if part != kind}
            return [self._label_of(text) for text in node.members if text not in told]
        return [member_name(node.ref.fact, member, self.lang) for member in node.members]

    def _yes_no(self, ref: n.Ref, not_yes: bool) -> str:
        return self.say(f"{self.name(ref)}为否", f"{self.name(ref)}: no") if not_yes else self.name(ref)

    def _label_of(self, text: str) -> str:
        label = self.names.get(text)
        return label.text(self.lang) if label else text

    def _compare(self, node: n.Compare) -> str:
        kind = n.kind_of(node.left)
        operator = (DATED if kind == n.DATE else OPERATORS)[node.operator].text(self.lang)
        left, right = self.value(node.left), self.value(node.right)
        if node.operator == "==" and node.left == node.right:
            return self.say(f"已知{left}", f"{left} is known")
        return f"{left}{operator}{right}" if self.lang == "zh" else f"{left} {operator} {right}"

    def criterion(self, rule: Criterion) -> str:
        """What a criterion asks, or by which value it puts applicants in order."""
        if not isinstance(rule, Ordering):
            return self.condition(rule.condition)
        value = self.value(rule.value)
        if rule.highest_first:
            return self.say(f"按{value}从高到低", f"by {value}, the highest first")
        return self.say(f"按{value}从低到高", f"by {value}, the lowest first")

    def _span(self, span: tuple[int, int]) -> str:
        year = None if self.due is None else date.fromordinal(self.due).year
        if year is not None and span == (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()):
            return self.say("当年", "the year")
        return f"{date.fromordinal(span[0])}/{date.fromordinal(span[1])}"

    def _judgement(self, node: n.Judgement) -> str:
        if not node.published:
            return self.say("符合未公布的标准", "meets a standard that was never published")
        if node.by is None:
            return self.say(f"经裁量：「{node.standard}」", f"judged: 「{node.standard}」")
        label = self.vocabulary.suppliers.get(node.by)
        who = label.text(self.lang) if label else node.by
        return self.say(f"由{who}裁量：「{node.standard}」", f"judged by {who}: 「{node.standard}」")

    def _quantified(self, node: n.Quantified) -> str:
        related = self.relation(node.related, one=True)
        if node.word == "some":
            return self.say(f"至少有一项{related}", f"at least one {related}")
        if node.word == "none":
            return self.say(f"没有{related}", f"no {related}")
        meets = self.condition(node.meets)
        return self.say(f"每一项{related}都须：{meets}", f"every {related}: {meets}")

    # --- values ---

    def value(self, node: n.Value) -> str:
        """The value as a phrase."""
        match node:
            case n.Constant(kind=n.DATE, value=value) if value == self.due:
                return self.say("到期日", "the due day")
            case n.Constant(kind=kind, value=value, places=places):
                return show_number(value, value, kind, places, self.lang)
            case n.SomeDay(first=first, last=last):
                return format_days((first, last))
            case n.FactValue(ref=ref):
                if ref.fact.type == "event":
                    return self.say(f"{self.name(ref)}之日", f"{self.name(ref)} (day)")
                return self.name(ref)
            case n.Asked():
                return self.say("查询日", "the day of asking")
            case n.Governing():
                return self.say("所依据日期", "the governing date")
            case n.Count(related=related, once_per=once):
                counted = self.say(f"{self.relation(related)}的数量", f"number of {self.relation(related)}")
                if once is None or once.fact.name == "id":
                    return counted
                label = once.fact.label.text(self.lang)
                return self.say(f"{counted}（每个{label}计一次）", f"{counted} (each {label} once)")
            case n.SumOf(related=related, of=of):
                return self.say(
                    f"{self.relation(related)}的{self.value(of)}合计", f"sum of {self.value(of)} over {self.relation(related)}"
                )
            case n.Rank(related=related, own=own):
                one, many = self.value(own), self.relation(related)
                return self.say(f"{one}在{many}中的排名", f"rank of {one} among {many}")
            case n.Total(items=items):
                return " + ".join(self.value(item) for item in items)
            case n.Difference(left=left, right=right):
                return f"{self.value(left)} − {self.value(right)}"
            case n.Product(items=items):
                return " × ".join(self.value(item) for item in items)
            case n.Smallest(items=items):
                shown = joined([self.value(item) for item in items], self.lang)
                return self.say(f"最小值（{shown}）", f"the least of ({shown})")
            case n.Largest(items=items):
                shown = joined([self.value(item) for item in items], self.lang)
                return self.say(f"最大值（{shown}）", f"the greatest of ({shown})")
            case n.Worth(item=item, when=when):
                return self.say(
                    f"{self.value(item)}（如{self.condition(when)}）", f"{self.value(item)} (if {self.condition(when)})"
                )
            case n.Step():
                return self._step(node)
            case n.EdgeOf(ref=ref, edge=edge):
                if edge == "start":
                    return self.say(f"{self.name(ref)}的起日", f"first day of {self.name(ref)}")
                return self.say(f"{self.name(ref)}的止日", f"last day of {self.name(ref)}")
            case n.ValueReadings(options=((_, n.Count(related=related)), *_), labels=labels):
                counted = self.value(n.Count(related))
                ways = joined([label.text(self.lang) for label in labels], self.lang)
                return self.say(f"{counted}（{ways}，理解不一）", f"{counted} ({ways}: readings)")
            case n.ValueReadings(options=options, labels=labels):
                named_values = zip(labels or [Label(name, name) for name, _ in options], options, strict=True)
                return joined([self._reading(item, label.text(self.lang)) for label, (_, item) in named_values], self.lang)
            case n.ValueVersions(starts=starts, items=items):
                days = [str(date.fromordinal(start)) for start in starts]
                dated = [(self.value(item), day) for item, day in zip(items, days, strict=True)]
                return joined([self.say(f"{told}（{day}起）", f"{told} (from {day})") for told, day in dated], self.lang)
            case n.ValueTerm(item=item):
                return self.value(item)
            case n.ValueLookup(table=table, output=output):
                return self.say(f"{self.table(table, output)}所列", f"what {self.table(table, output)} gives")
            case n.ValueChoice(when=when, items=items):
                parts = (self.value(n.Worth(item, one)) for one, item in zip(when, items, strict=True))
                return joined(list(parts), self.lang)
            case n.NoValue(word=word):
                return self.say(f"文件未规定之数（{word}）", f"what the text does not say ({word})")

    def _reading(self, item: n.Value, name: str) -> str:
        return self.say(f"{self.value(item)}（{name}）", f"{self.value(item)} ({name})")

    def _step(self, node: n.Step) -> str:
        if (node.unit, node.amount) == ("days", -1) and isinstance(node.base, n.Step) and node.base.amount > 0:
            return self._last_day(node.base)
        amount, unit, base = abs(node.amount), UNITS[node.unit].text(self.lang), self.value(node.base)
        if node.amount >= 0:
            return self.say(f"{base}起{amount}{unit}", f"{amount} {unit} after {base}")
        return self.say(f"{base}前{amount}{unit}", f"{amount} {unit} before {base}")

    def counted(self, node: n.Condition) -> str:
        """What is counted, where something is; empty where not."""
        match node:
            case n.All(items=(first, *_)):
                return self.counted(first)
            case n.Compare(left=left) if n.kind_of(left) != n.DATE:
                return self.value(left)
            case n.ShareCompare(related=related, meets=meets):
                related_, met = self.relation(related), self.condition(meets)
                return self.say(f"{related_}中{met}的占比", f"share of {related_} with {met}")
        return ""

    def bound(self, node: n.Condition) -> str:
        """What has to be reached, without saying again what is counted; the whole condition where nothing is counted."""
        match node:
            case n.All(items=items) if len({item.left if isinstance(item, n.Compare) else item for item in items}) == 1:
                return self.say("，", ", ").join(self.bound(item) for item in items)
            case n.Compare(operator=operator, left=left, right=right) if n.kind_of(left) != n.DATE:
                compared, value = OPERATORS[operator].text(self.lang), self.value(right)
                return f"{compared}{value}" if self.lang == "zh" else f"{compared} {value}"
            case n.ShareCompare(operator=operator, numerator=p, denominator=q):
                compared, share = OPERATORS[operator].text(self.lang), format_percent(p, q)
                return f"{compared}{share}" if self.lang == "zh" else f"{compared} {share}"
        return self.condition(node)

    def _last_day(self, after: n.Step) -> str:
        """The day before a length of time has gone by: the last one of it."""
        lengths: list[str] = []
        start: n.Value = after
        while isinstance(start, n.Step) and start.amount > 0:
            gap = self.say("", " ")
            lengths.insert(0, f"{start.amount}{gap}{UNITS[start.unit].text(self.lang)}")
            start = start.base
        length = "".join(lengths) if self.lang == "zh" else " ".join(lengths)
        return self.say(f"{self.value(start)}起{length}的最后一日", f"the last day of {length} from {self.value(start)}")


def required(pack: Pack, node: n.Condition) -> Label:
    """What a condition requires, in both languages."""
    return Label(Wording(pack, "zh").condition(node), Wording(pack, "en").condition(node))


def asked_by(pack: Pack, rule: Criterion) -> Label:
    """What a criterion asks, or by which value it puts applicants in order, in both languages."""
    return Label(Wording(pack, "zh").criterion(rule), Wording(pack, "en").criterion(rule))


def needed(pack: Pack, node: n.Condition) -> Label:
    """What has to be reached, in both languages."""
    return Label(Wording(pack, "zh").bound(node), Wording(pack, "en").bound(node))
