"""What a condition requires, as a phrase in both languages."""

from __future__ import annotations

from datetime import date

from humi.dossier.facts import SINGLE
from humi.dossier.vocabulary import Vocabulary
from humi.language import nodes as n
from humi.values.label import Label, Lang
from humi.values.numbers import format_percent
from humi.wording.show import joined, member_name, show_number

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
NEGATED = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
UNITS = {
    "years": Label("年", "years"),
    "months": Label("个月", "months"),
    "days": Label("日", "days"),
    "working_days": Label("个工作日", "working days"),
}


class Wording:
    """Phrases in one language, with the names of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, lang: Lang) -> None:
        self.vocabulary = vocabulary
        self.lang = lang

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def name(self, ref: n.Ref) -> str:
        """A fact by its name, with its owner where that is not the applicant."""
        label = ref.fact.label.text(self.lang)
        if ref.owner == "unit" or ref.owner == n.RECORD or ref.owner not in (*SINGLE, n.THIS):
            return label
        owner = self.vocabulary.labels[ref.fact.entity].text(self.lang)
        return self.say(f"{owner}的{label}", f"{label} of the {owner}")

    def relation(self, related: n.Related) -> str:
        """A relation with its restriction."""
        name = self.vocabulary.labels[related.relation].text(self.lang)
        if related.where == n.Always(True):
            return name
        return self.say(f"{name}（{self.condition(related.where)}）", f"{name} ({self.condition(related.where)})")

    # --- conditions ---

    def condition(self, node: n.Condition) -> str:
        """The condition as a phrase."""
        match node:
            case n.Always(value=value):
                return self.say("总是", "always") if value else self.say("从不", "never")
            case n.All(items=items):
                return self.say("，且", " and ").join(self.condition(item) for item in items)
            case n.AnyOf(items=items):
                return self.say("，或", " or ").join(self.condition(item) for item in items)
            case n.Not(item=item):
                return self._negated(item)
            case n.AtLeastOf(number=number, items=items):
                parts = self.say("；", "; ").join(self.condition(item) for item in items)
                return self.say(f"以下至少{number}项：{parts}", f"at least {number} of: {parts}")
            case n.OneOf():
                return self._one_of(node)
            case n.Includes(ref=ref, members=members, every=every):
                names = joined([member_name(ref.fact, member, self.lang) for member in members], self.lang)
                some = self.say("包含全部", "includes all of") if every else self.say("包含其一", "includes one of")
                return self.say(f"{self.name(ref)}{some}：{names}", f"{self.name(ref)} {some}: {names}")
            case n.Happened(ref=ref):
                return self.say(f"已{self.name(ref)}", f"{self.name(ref)} happened")
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
                return self.say(f"{self.name(left)}同于{self.name(right)}", f"{self.name(left)} same as {self.name(right)}")
            case n.Judgement():
                return self._judgement(node)
            case n.Undecidable(word=word):
                return self.say(f"文件未量化或未规定：{word}", f"not measured or not said in the text: {word}")
            case n.Readings(options=options):
                shown = self.say("；", "; ").join(f"{name}: {self.condition(item)}" for name, item in options)
                return self.say(f"各种理解（{shown}）", f"each reading ({shown})")
            case n.Versions(starts=starts, items=items):
                shown = "; ".join(
                    f"{date.fromordinal(start)}: {self.condition(item)}" for start, item in zip(starts, items, strict=True)
                )
                return self.say(f"按日期版本（{shown}）", f"by dated version ({shown})")
            case n.Quantified():
                return self._quantified(node)
            case n.ShareCompare(operator=operator, related=related, meets=meets, numerator=p, denominator=q):
                bound, compared = format_percent(p, q), OPERATORS[operator].text(self.lang)
                return self.say(
                    f"{self.relation(related)}中{self.condition(meets)}的占比{compared}{bound}",
                    f"share of {self.relation(related)} with {self.condition(meets)} {compared} {bound}",
                )
            case n.Term(item=item):
                return self.condition(item)

    def _negated(self, item: n.Condition) -> str:
        if isinstance(item, n.Happened):
            return self.say(f"未{self.name(item.ref)}", f"{self.name(item.ref)} did not happen")
        return self.say(f"并非（{self.condition(item)}）", f"not ({self.condition(item)})")

    def _one_of(self, node: n.OneOf) -> str:
        ref = node.ref
        names = [member_name(ref.fact, member, self.lang) for member in node.members]
        if ref.fact.type == "text":
            names = [self._label_of(text) for text in node.members]
        shown = joined(names, self.lang) + (self.say("等", ", ...") if node.open else "")
        if node.part == "result":
            return self.say(f"{self.name(ref)}的结果为{shown}", f"result of {self.name(ref)} is {shown}")
        if node.part:
            return self.say(f"{self.name(ref)}（{node.part}）为{shown}", f"{self.name(ref)} {node.part} {shown}")
        if len(names) == 1:
            return self.say(f"{self.name(ref)}为{shown}", f"{self.name(ref)} is {shown}")
        return self.say(f"{self.name(ref)}属于：{shown}", f"{self.name(ref)} is one of: {shown}")

    def _label_of(self, text: str) -> str:
        label = self.vocabulary.labels.get(text)
        return label.text(self.lang) if label else text

    def _compare(self, node: n.Compare) -> str:
        kind = n.kind_of(node.left)
        operator = (DATED if kind == n.DATE else OPERATORS)[node.operator].text(self.lang)
        left, right = self.value(node.left), self.value(node.right)
        return f"{left}{operator}{right}" if self.lang == "zh" else f"{left} {operator} {right}"

    def _span(self, span: tuple[int, int]) -> str:
        return f"{date.fromordinal(span[0])}/{date.fromordinal(span[1])}"

    def _judgement(self, node: n.Judgement) -> str:
        if not node.published:
            return self.say("符合未公布的标准", "meets a standard that was never published")
        by = f"（{node.by}）" if node.by else ""
        return self.say(f"由主管机关裁量：{node.standard}{by}", f"judged by the authority: {node.standard}")

    def _quantified(self, node: n.Quantified) -> str:
        related = self.relation(node.related)
        if node.word == "some":
            return self.say(f"至少有一项{related}", f"at least one of {related}")
        if node.word == "none":
            return self.say(f"没有{related}", f"none of {related}")
        meets = self.condition(node.meets)
        return self.say(f"每一项{related}都{meets}", f"every one of {related}: {meets}")

    # --- values ---

    def value(self, node: n.Value) -> str:
        """The value as a phrase."""
        match node:
            case n.Constant(kind=kind, value=value, places=places):
                return show_number(value, value, kind, places, self.lang)
            case n.FactValue(ref=ref):
                return self.name(ref)
            case n.Asked():
                return self.say("查询日", "the day of asking")
            case n.Governing():
                return self.say("所依据日期", "the governing date")
            case n.Count(related=related):
                return self.say(f"{self.relation(related)}的数量", f"number of {self.relation(related)}")
            case n.SumOf(related=related, of=of):
                return self.say(
                    f"{self.relation(related)}的{self.value(of)}合计", f"sum of {self.value(of)} over {self.relation(related)}"
                )
            case n.Rank(related=related, own=own):
                return self.say(
                    f"{self.value(own)}在{self.relation(related)}中的排名", f"rank of {self.value(own)} among {self.relation(related)}"
                )
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
            case n.ValueReadings(options=options):
                return joined([f"{name}: {self.value(item)}" for name, item in options], self.lang)
            case n.ValueVersions(starts=starts, items=items):
                return joined(
                    [f"{date.fromordinal(start)}: {self.value(item)}" for start, item in zip(starts, items, strict=True)],
                    self.lang,
                )
            case n.ValueTerm(item=item):
                return self.value(item)

    def _step(self, node: n.Step) -> str:
        amount, unit, base = abs(node.amount), UNITS[node.unit].text(self.lang), self.value(node.base)
        if node.amount >= 0:
            return self.say(f"{base}起{amount}{unit}", f"{amount} {unit} after {base}")
        return self.say(f"{base}前{amount}{unit}", f"{amount} {unit} before {base}")


def required(vocabulary: Vocabulary, node: n.Condition) -> Label:
    """What a condition requires, in both languages."""
    return Label(Wording(vocabulary, "zh").condition(node), Wording(vocabulary, "en").condition(node))
