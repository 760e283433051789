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
    return [_node(same, lang) for same in alike.values()]


def _told_of(failure: Failure, lang: Lang) -> object:
    """What is said of a case beside its name; what could not be read is said of each case by itself."""
    if failure.problems:
        return id(failure)
    return tuple((one.path, *_lines(_of(one, lang))) for one in failure.differences)


def _lines(nodes: Sequence[Node]) -> list[str]:
    return [text for node in nodes for text in (text_of(node.line), *_lines(node.below))]


def _node(same: list[Failure], lang: Lang) -> Node:
    first, *others = same
    node = Node(_name(first, lang))
    node.below.extend(Node(line(problem)) for problem in first.problems)
    alike: dict[object, list[Told]] = {}
    for one in first.differences:
        alike.setdefault(tuple(_lines(_of(one, lang))), []).append(one)
    for told in alike.values():
        node.below.extend(Node(line(_path(one, lang), quiet(f"  {one.place}"))) for one in told[:MOST])
        if len(told) > MOST:
            node.below.append(Node(line(_more(len(told) - MOST, lang))))
        node.below[-1].below.extend(_of(told[0], lang))
    if others:
        told_of = Label(f"另有 {len(others)} 个案例差异相同：", f"the same in {len(others)} more {_cases(len(others))}:")
        below = [Node(_name(one, lang)) for one in others[:MOST]]
        if len(others) > MOST:
            below.append(Node(line(_more(len(others) - MOST, lang))))
        node.below.append(Node(line(told_of.text(lang)), below))
    return node


def _cases(number: int) -> str:
    return "case" if number == 1 else "cases"


def _more(number: int, lang: Lang) -> str:
    return f"……另有 {number} 项" if lang == "zh" else f"... and {number} more"


def _name(failure: Failure, lang: Lang) -> Line:
    on = f"（{failure.on}）" if lang == "zh" else f" ({failure.on})"
    return line(Span(failure.sentence, "strong"), on, quiet(f"  {failure.place}"))


def _path(one: Told, lang: Lang) -> Span:
    """The path, with the name of what it is of."""
    name = one.finding.name.text(lang) if one.finding is not None else ""
    if not name or name == one.path.rpartition("/")[2]:
        return Span(one.path)
    return Span(f"{one.path}（{name}）" if lang == "zh" else f"{one.path} ({name})")


def _of(one: Told, lang: Lang) -> list[Node]:
    """Expected, found, why."""
    shown = [
        Node(line(_word(EXPECTED, lang), in_words(one.wanted, lang))),
        Node(line(_word(FOUND, lang), in_words(one.found, lang))),
    ]
    for index, why in enumerate(_why(one, lang)):
        word = _word(WHY, lang) if index == 0 else " " * _width(lang)
        shown.append(Node(line(word, *why.line), why.below))
    return shown


def _width(lang: Lang) -> int:
    """How wide the words before an answer are, in cells."""
    return 6 if lang == "zh" else len(EXPECTED.en) + 2


def _word(word: Label, lang: Lang) -> str:
    return f"{word.zh}：" if lang == "zh" else f"{word.en}:".ljust(_width(lang))


def _why(one: Told, lang: Lang) -> list[Node]:
    """What decided: the parts that came out like the whole, each with what was required and found; or what is open."""
    found = causes.nodes(one.causes, lang)
    if one.finding is None:
        return found
    if one.finding.remark is not None:
        found.append(Node(line(one.finding.remark.text(lang))))
    parts = [part for part in one.parts if part is not one.finding]
    if not parts:
        return [*found, *_of_finding(one.finding, lang)]
    told = {cause.what for part in parts for cause in part.causes}
    own = [cause for cause in one.finding.causes if cause.what not in told]
    whole = [_part(part, lang) for part in parts]
    return [*found, *whole, *causes.nodes(own, lang)]


def _part(part: Finding, lang: Lang) -> Node:
    name = part.name.text(lang)
    return Node(line(verdict(part.outcome, lang), f"：{name}" if lang == "zh" else f": {name}"), _of_finding(part, lang))


def _of_finding(finding: Finding, lang: Lang) -> list[Node]:
    """What was required and found of a definite answer; what is open of another."""
    if finding.outcome is Outcome.UNDETERMINED:
        return causes.nodes(finding.causes, lang)
    return reason_nodes(finding, lang)
