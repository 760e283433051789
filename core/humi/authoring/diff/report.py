"""A comparison of two versions for people: what changed, section by section, then which answers change, each with a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from humi.authoring.diff.change import BASIS, MEANING, WEIGHTS, WORDING, Change
from humi.authoring.diff.flips import Flip, Flips
from humi.authoring.diff.questions import Question
from humi.authoring.diff.said import NONE
from humi.decision import Citation, Outcome
from humi.dossier.saving import to_yaml
from humi.language.nodes import MONEY
from humi.policy.pack import Pack
from humi.reading.problems import Place
from humi.values.label import Label, Lang
from humi.wording.answers import in_words
from humi.wording.shape import Line, Node, Report, Span, Verbatim, line, quiet
from humi.wording.show import joined, show_number
from humi.wording.tree import finding_node, sources
from humi.wording.words import HEADINGS

SECTIONS = {
    "region": Label("地区", "Region"),
    "edition": Label("版本与文本", "Edition"),
    "in_force": Label("施行", "In force"),
    "governs": Label("所管期间", "Period governed"),
    "scope": HEADINGS["scope"],
    "kinds": Label("本地区用语", "Words of the region"),
    "acts": Label("工作事项", "Acts of work"),
    "facts": Label("事实", "Facts"),
    "terms": Label("共用条款", "Terms used more than once"),
    "tables": HEADINGS["tables"],
    "designations": HEADINGS["designations"],
    "phases": Label("阶段", "Phases"),
    "targets": HEADINGS["targets"],
    "incentives": HEADINGS["incentives"],
    "duties": HEADINGS["duties"],
    "silent": HEADINGS["silent"],
    "provisions": Label("条款清单", "Ledger of provisions"),
    "gaps": Label("缺项清单", "Gaps"),
}
COUNTS = {
    MEANING: Label("{number} 处含义改变", "{number} of meaning"),
    BASIS: Label("{number} 处依据改变", "{number} of what it rests on"),
    WORDING: Label("{number} 处措辞改变", "{number} of wording"),
}
WORDS_ONLY = Label("仅措辞改变（含义不变）", "Wording only (nothing else is meant)")
SAME = Label("含义没有差别（内容哈希相同）", "no difference in meaning (the same hash)")
ALIKE = Label("含义没有差别", "no difference in meaning")
REORDERED = Label("含义没有差别（仅次序不同）", "no difference in meaning (only the order is another)")
REMARKS = ("interpretation", "note")
YUAN, PLACES = " yuan", 2
"""What an amount ends with as cases write it, and how many decimals it may have."""
MOST_NAMED = 2
"""So many questions that show a change are named, and the rest counted."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions with what was found of them. `place` says where a place of the old (False) or new version is."""

    names: tuple[str, str]
    packs: tuple[Pack, Pack]
    changes: tuple[Change, ...]
    flips: Flips
    place: Callable[[Place, bool], str]

    @property
    def meant_alike(self) -> bool:
        """No change touches what is decided."""
        return all(one.weight != MEANING for one in self.changes)


def report_of(compared: Compared, lang: Lang) -> Report:
    """The whole comparison in one language."""
    return tuple(_Report(compared, lang).blocks())


class _Report:
    def __init__(self, compared: Compared, lang: Lang) -> None:
        self.compared = compared
        self.lang = lang
        self.colon = "：" if lang == "zh" else ": "

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def blocks(self) -> Iterator[Line | Node | Verbatim]:
        yield from self.head()
        yield from self.sections()
        yield from self.answers()

    # --- what changed ---

    def head(self) -> Iterator[Line]:
        names = " → ".join(self.compared.names)
        yield line(Span(self.compared.packs[1].label.text(self.lang), "title"), f"  {names}")
        yield line(self.verdict())

    def verdict(self) -> str:
        """How much changed, in one line."""
        old, new = self.compared.packs
        counts = {weight: sum(one.weight == weight for one in self.compared.changes) for weight in WEIGHTS}
        told = [COUNTS[weight].text(self.lang).format(number=number) for weight, number in counts.items() if number]
        if not told:
            return (SAME if old.hash == new.hash else REORDERED).text(self.lang)
        counted = joined(told, self.lang)
        counted = counted if self.lang == "zh" else f"changes: {counted}"
        alike = f"{ALIKE.text(self.lang)}{self.say('；', '; ')}" if self.compared.meant_alike else ""
        return alike + counted

    def sections(self) -> Iterator[Node]:
        """Sections with what is meant otherwise first; what is only worded otherwise at the end."""
        by_section: dict[str, list[Change]] = {}
        for one in self.compared.changes:
            if one.weight != WORDING:
                by_section.setdefault(one.section, []).append(one)
        order = list(SECTIONS)
        for section, changes in sorted(by_section.items(), key=lambda item: (_weight(item[1]), order.index(item[0]))):
            heading = Span(SECTIONS[section].text(self.lang), "strong")
            yield Node(line(heading), self.by_path(sorted(changes, key=lambda one: WEIGHTS.index(one.weight))))
        words = [one for one in self.compared.changes if one.weight == WORDING]
        if words:
            yield Node(line(Span(WORDS_ONLY.text(self.lang), "strong")), self.by_path(words))

    def by_path(self, changes: Iterable[Change]) -> list[Node]:
        """What changed at each rule."""
        by_path: dict[tuple[str, ...], list[Change]] = {}
        for one in changes:
            by_path.setdefault(one.paths, []).append(one)
        return [self.rule(same) for same in by_path.values()]

    def rule(self, changes: Sequence[Change]) -> Node:
        """What changed at one rule, and where it is written; of a table, row by row."""
        one = changes[0]
        name, path = one.about.text(self.lang), _path(one.paths)
        head = line(Span(name, "strong"), quiet(f"  {path}" if name != path else ""), self.clauses(one))
        by_place: dict[tuple[Place | None, Place | None], list[Change]] = {}
        for change in changes:
            by_place.setdefault((change.old, change.new), []).append(change)
        return Node(head, [node for where, same in by_place.items() for node in self.told(same, *where)])

    def told(self, changes: Sequence[Change], old: Place | None, new: Place | None) -> Iterator[Node]:
        yield from (Node(line(change.told.text(self.lang))) for change in changes)
        places = [self.compared.place(place, of_new) for place, of_new in ((old, False), (new, True)) if place]
        if places:
            yield Node(line(quiet(" → ".join(places))))

    def clauses(self, change: Change) -> Line:
        """The clauses that the rule rests on; those it rested on too, where they are others."""
        now, was = (_stable(cites) for cites in (change.cites, change.cited))
        return sources(now or was, self.lang)

    # --- which answers change ---

    def answers(self) -> Iterator[Line | Node | Verbatim]:
        found = self.compared.flips
        if self.compared.meant_alike and not found.changed:
            return
        yield Node(line(Span(self.asked(), "strong")), list(self.others()))
        for flip in found.flips:
            yield self.flip(flip)
            yield Verbatim(self.dossier(flip))
        if found.more:
            zh = f"另有 {found.more} 种改变的结果，也没有案例可见"
            yield line(self.say(zh, f"changed answers that no case shows either: {found.more} more"))

    def asked(self) -> str:
        """How many answers changed, of how many dossiers asked."""
        found = self.compared.flips
        count, cases = len(found.flips) + found.more, found.asked - found.proposed
        asked = [(cases, "份案例", "case"), (found.proposed, "份边界案例", "boundary case")]
        told = [self.say(f"{number} {zh}", f"{number} {en}{'s'[: number != 1]}") for number, zh, en in asked if number]
        dossiers = self.say("和 ", " and ").join(told)
        if not told:
            return self.say("没有案例，无从比较结果", "no cases: no answers can be compared")
        if not count and found.changed:
            zh, en = "两个版本都给出的结果没有改变", "no answer that both versions give changes"
            return self.say(f"试算了 {dossiers}，{zh}", f"{dossiers} asked: {en}")
        if not count:
            return self.say(f"试算了 {dossiers}，结果都没有改变", f"{dossiers} asked: no answer changes")
        return self.say(f"改变的结果：{count} 种（试算了 {dossiers}）", f"Answers that change: {count} ({dossiers} asked)")

    def others(self) -> Iterator[Node]:
        """What only one version answers, and what the new one cannot read."""
        found = self.compared.flips
        for paths, zh, en in (
            (found.gone, "只有旧版本回答", "only the old version answers"),
            (found.come, "只有新版本回答", "only the new version answers"),
        ):
            if paths:
                yield Node(line(self.say(zh, en), self.colon, joined(list(paths), self.lang)))
        for one in found.unread:
            head = self.say("新版本不能读取：", "the new version cannot read: ")
            problems = [Node(line(problem.message(self.lang))) for problem in one.problems if problem.severity == "error"]
            yield Node(line(head, self.question(one.question)), problems)

    def flip(self, flip: Flip) -> Node:
        both = zip(self.compared.packs, (flip.before, flip.after), strict=True)
        before, after = (self.answer(flip, told, pack) for pack, told in both)
        finding = flip.new or flip.old
        name = finding.name.text(self.lang) if finding is not None else ""
        shown = f"{name}  " if name and name != flip.path.rpartition("/")[2] else ""
        head = line(Span(shown, "strong"), quiet(flip.path), self.colon, before, " → ", after)
        other = flip.of_outcome and not (flip.old and flip.new and flip.old.outcome is flip.new.outcome)
        return Node(head, [*(self.why(flip) if other else ()), self.shown_by(flip)])

    def why(self, flip: Flip) -> Iterator[Node]:
        """The reasons before and after. What both rest on and remark is told where the change is."""
        for word, found, other in (
            (self.say("原", "before"), flip.old, flip.new),
            (self.say("现", "after"), flip.new, flip.old),
        ):
            if found is not None:
                alike = {name: None for name in REMARKS if other and getattr(found, name) == getattr(other, name)}
                told = finding_node(replace(found, sources=(), **alike), self.lang, name="")  # type: ignore[arg-type]
                yield Node(line(word, self.colon, *told.line), told.below)

    def answer(self, flip: Flip, told: str, pack: Pack) -> Span:
        """An answer of a pack in words; an outcome with its sign."""
        outcome = told.partition(":")[0]
        if flip.path.startswith("next/"):
            return Span(self.step(flip.rule, told, pack))
        if told.endswith(YUAN):
            ends = [int(Decimal(end).scaleb(PLACES)) for end in told.removesuffix(YUAN).split("..")]
            return Span(show_number(ends[0], ends[-1], MONEY, PLACES, self.lang))
        return Span(in_words(told, self.lang), outcome=Outcome(outcome) if outcome in tuple(Outcome) else None)

    def step(self, path: str, told: str, pack: Pack) -> str:
        """The next step by its name."""
        if told == "none":
            return NONE.text(self.lang)
        rules = {rule.path: rule for rule in pack.rules()}
        rule = rules.get(f"{path}/steps/{told}") or rules.get(f"{path}/{told}")
        return rule.name().text(self.lang) if rule is not None else told

    def shown_by(self, flip: Flip) -> Node:
        named = [self.question(one) for one in flip.questions[:MOST_NAMED]]
        more = len(flip.questions) - len(named)
        rest = self.say(f"，另 {more} 份", f", and {more} more") if more > 0 else ""
        if flip.proposed:
            return Node(line(self.say("没有案例可见；见于：", "no case shows it; seen in: "), *named))
        return Node(line(self.say("见于：", "seen in: "), self.say("；", "; ").join(named), rest))

    def question(self, question: Question) -> str:
        about = question.about.text(self.lang)
        if question.place is not None:
            where = self.compared.place(question.place, True)
            return self.say(f"“{about}”（{where}）", f"“{about}” ({where})")
        return self.say(f"边界案例“{about}”", f"boundary case “{about}”")

    def dossier(self, flip: Flip) -> str:
        """The smallest dossier as a file that can be judged."""
        region, on = self.compared.packs[1].region, flip.on
        file = self.say(
            "登记册.yaml" if flip.of_authority else "案卷.yaml", "registry.yaml" if flip.of_authority else "dossier.yaml"
        )
        command = f"targets {region} {file}" if flip.of_authority else f"evaluate {file} -r {region}"
        return f"# humi {command} --on {on}\n{to_yaml(flip.given, short=True)}"


def _weight(changes: Iterable[Change]) -> int:
    return min(WEIGHTS.index(one.weight) for one in changes)


def _path(paths: Sequence[str]) -> str:
    """One path, or several of one entry as one: `targets/sites/2025-12-31, 2026-12-31`."""
    first, *others = paths
    entry = first.rpartition("/")[0]
    return ", ".join([first, *(other.removeprefix(f"{entry}/") for other in others)])


def _stable(cites: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cites))
