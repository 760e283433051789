"""How the differences of a case read: what was expected, what was found, and why it came out so."""

from __future__ import annotations

from collections.abc import Sequence

from humi.decision import Cause, Finding, Outcome
from humi.values.frozen import Frozen
from humi.values.label import Label, Lang
from humi.wording import causes
from humi.wording.answers import in_words
from humi.wording.shape import Line, Node, Span, line, quiet, text_of, verdict
from humi.wording.tree import reason_nodes

EXPECTED, FOUND, WHY = Label("应为", "expected"), Label("实为", "found"), Label("因为", "why")
MOST = 5
"""So many of a kind are told one by one."""
LONG = 100
"""A reason of more letters than that is told once."""


class Told(Frozen):
    """One difference, as it is told: where it was expected, and what decided it."""

    path: str
    place: str
    wanted: str
    found: str
    finding: Finding | None = None
    parts: tuple[Finding, ...] = ()
    causes: Sequence[Cause] = ()


class Failure(Frozen):
    """A case that failed: its sentence, its day, where it stands, what differed."""

    sentence: str
    on: str
    place: str
    differences: tuple[Told, ...]
    problems: tuple[str, ...] = ()


def failure_nodes(failures: Sequence[Failure], lang: Lang) -> list[Node]:
    """The cases that failed; those with the very same differences are told once, with the names of the others."""
    alike: dict[object, list[Failure]] = {}
    for failure in failures:
        alike.setdefault(_told_of(failure, lang), []).append(failure)
    telling = _Telling(lang)
    return [telling.failure(same) for same in alike.values()]


def _told_of(failure: Failure, lang: Lang) -> object:
    """What is said of a case beside its name; what could not be read is said of each case by itself."""
    if failure.problems:
        return id(failure)
    return tuple((one.path, one.wanted, one.found, *_lines(_why(one, lang))) for one in failure.differences)


def _lines(nodes: Sequence[Node]) -> list[str]:
    return [text for node in nodes for text in (text_of(node.line), *_lines(node.below))]


class _Telling:
    """Tells failures one after the other. A long reason is told once; later only where it was told."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.reasons: dict[tuple[str, ...], str] = {}
        """Where each reason was told first."""

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def failure(self, same: list[Failure]) -> Node:
        """A case, with others of which the same is to be said."""
        first, *others = same
        node = Node(self._name(first), [Node(line(problem)) for problem in first.problems])
        alike: dict[object, list[Told]] = {}
        for one in first.differences:
            alike.setdefault((one.wanted, one.found, *_lines(_why(one, self.lang))), []).append(one)
        for told in alike.values():
            node.below.extend(Node(line(self._path(one), quiet(f"  {one.place}"))) for one in told[:MOST])
            if len(told) > MOST:
                node.below.append(self._more(len(told) - MOST))
            node.below[-1].below.extend(self._difference(told[0]))
        if others:
            number = len(others)
            told_of = self.say(f"另有 {number} 个案例差异相同：", f"the same in {number} more case{'s' if number > 1 else ''}:")
            below = [Node(self._name(one)) for one in others[:MOST]]
            node.below.append(Node(line(told_of), [*below, *([self._more(number - MOST)] if number > MOST else [])]))
        return node

    def _more(self, number: int) -> Node:
        return Node(line(self.say(f"……另有 {number} 项", f"... and {number} more")))

    def _name(self, failure: Failure) -> Line:
        on = self.say(f"（{failure.on}）", f" ({failure.on})")
        return line(Span(failure.sentence, "strong"), on, quiet(f"  {failure.place}"))

    def _path(self, one: Told) -> Span:
        """The path, with the name of what it is of."""
        name = one.finding.name.text(self.lang) if one.finding is not None else ""
        if not name or name == one.path.rpartition("/")[2]:
            return Span(one.path)
        return Span(self.say(f"{one.path}（{name}）", f"{one.path} ({name})"))

    def _difference(self, one: Told) -> list[Node]:
        """Expected, found, why."""
        shown = [
            Node(line(self._word(EXPECTED), in_words(one.wanted, self.lang))),
            Node(line(self._word(FOUND), in_words(one.found, self.lang))),
        ]
        why = _why(one, self.lang)
        if not why:
            return shown
        reason = tuple(_lines(why))
        if len("".join(reason)) > LONG and self.reasons.setdefault(reason, one.place) != one.place:
            before = self.reasons[reason]
            return [*shown, Node(line(self._word(WHY), self.say(f"同 {before}", f"as at {before}")))]
        if len(why) == 1 and not why[0].below:
            return [*shown, Node(line(self._word(WHY), *why[0].line))]
        more = [self._more(len(why) - MOST)] if len(why) > MOST else []
        return [*shown, Node(line(self._word(WHY).rstrip()), [*why[:MOST], *more])]

    def _word(self, word: Label) -> str:
        return f"{word.zh}：" if self.lang == "zh" else f"{word.en}:".ljust(len(EXPECTED.en) + 2)


def _why(one: Told, lang: Lang) -> list[Node]:
    """What decided: the parts that came out like the whole, each with what was required and found; or what is open."""
    found = causes.nodes(one.causes, lang)
    if one.finding is None:
        return found
    if one.finding.remark is not None:
        found.append(Node(line(one.finding.remark.text(lang))))
    if not one.parts:
        return [*found, *_of_finding(one.finding, lang)]
    told = {cause.what for part in one.parts for cause in part.causes}
    own = [cause for cause in one.finding.causes if cause.what not in told]
    parts = [node for part in one.parts for node in _part(part, lang)]
    return [*found, *parts, *causes.nodes(own, lang)]


def _part(part: Finding, lang: Lang) -> list[Node]:
    if part.outcome is Outcome.OUT_OF_SCOPE:
        return _of_finding(part, lang)  # the remark has said what it is of
    name = part.name.text(lang)
    return [Node(line(verdict(part.outcome, lang), f"：{name}" if lang == "zh" else f": {name}"), _of_finding(part, lang))]


def _of_finding(finding: Finding, lang: Lang) -> list[Node]:
    """What was required and found of a definite answer; what is open of another."""
    if finding.outcome is Outcome.UNDETERMINED:
        return causes.nodes(finding.causes, lang)
    return reason_nodes(finding, lang)
