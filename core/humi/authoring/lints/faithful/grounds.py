"""Whether what a rule cites can be its ground: a reading has to be told, and what the text does not say decides nothing."""

from __future__ import annotations

from humi.authoring.lints.faithful.cited import Cited, Library
from humi.authoring.lints.faithful.said import Said
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Incentive, Rule, Target
from humi.reading.keywords import english
from humi.reading.problems import Problems

SCOPE = "scope"


def certainty(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F722: a rule rests on what was marked as a reading, and tells none. F723: it decides by what the text does not say."""
    rule = said.rule
    if isinstance(rule, Designation) or rule.path == SCOPE or not said.nodes or _tells(said):
        return
    found = {words.item.certainty: words.item.id.text for words in cited.words}
    if list(found) == ["silent"]:
        if isinstance(rule, Criterion | Incentive | Target) and not _cites_gaps(rule, library):
            problems.add("F723", rule.place, found=found["silent"], anchor=cited.said())
    elif "interpretation" in found and "explicit" not in found:
        problems.add("F722", rule.place, found=found["interpretation"], anchor=cited.said())


def _tells(said: Said) -> bool:
    """Whether a reading is told, or left to somebody."""
    if said.rule.interpretation is not None or said.rule.note is not None:
        return True
    if isinstance(said.rule, Target) and any(due.name for due in said.rule.due):
        return True
    return any(isinstance(node, n.Readings | n.ValueReadings | n.Judgement | n.Undecidable) for node, _ in said.nodes)


def _cites_gaps(rule: Rule, library: Library) -> bool:
    return any(source not in library.words for source in rule.sources)


def unpublished(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F724: a standard is called unpublished, and neither a gap nor a provision says that it is missing."""
    for node, _ in said.nodes:
        if not isinstance(node, n.Judgement) or node.published or _cites_gaps(said.rule, library):
            continue
        if all(words.item.certainty != "silent" for words in cited.words):
            place = said.written.find(node.place or said.rule.place, _is_unpublished)
            problems.add("F724", place, found=cited.words[0].item.id.text, anchor=cited.said())


def _is_unpublished(text: str) -> bool:
    return english(text) == "unpublished"
