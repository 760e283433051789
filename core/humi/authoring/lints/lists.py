"""等 at the end of a list against `open`: an open list leaves what it does not name undetermined, a closed one refuses it."""

from __future__ import annotations

from humi.authoring.lints.cited import Cited, Library, Words
from humi.authoring.lints.said import Said
from humi.language import nodes as n
from humi.reading.located import Scalar
from humi.reading.problems import Problems

OPEN = "open_list"
"""A recorded value that says that the text ends its list in 等."""


def open_lists(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F707: the list of the text is open and the rule's is closed. F708: the other way round, where nothing says 等."""
    if said.rule.interpretation is not None:
        return
    found = [node for node, read in said.nodes if isinstance(node, n.OneOf | n.Includes) and not read]
    named = [node for node in found if len(node.members) > 1]
    is_open = any(_is_open(words) for words in cited.words)
    if is_open and named and not any(node.open for node in found):
        problems.add("F707", named[0].place or said.rule.place, anchor=cited.said())
    for node in found:
        if node.open and not is_open and not any("等" in text or "其他" in text for one in cited.words for text in one.texts):
            problems.add("F708", node.place or said.rule.place, anchor=cited.said())


def _is_open(words: Words) -> bool:
    told = words.item.values.get(OPEN) if words.item.values is not None else None
    return isinstance(told, Scalar) and told.value is True
