"""等 at the end of a list against `open`: an open list leaves what it does not name undetermined, a closed one refuses it."""

from __future__ import annotations

from humi.authoring.lints.cited import Cited, nodes_of
from humi.authoring.lints.draft import Draft
from humi.language import nodes as n
from humi.reading.located import Scalar
from humi.reading.problems import Problems

OPEN = "open_list"
"""A recorded value that says that the text ends its list in 等."""


def open_lists(draft: Draft, problems: Problems) -> None:
    """F707: the list of the text is open and the rule's is closed. F708: the other way round, where nothing says 等."""
    if draft.ledger is None:
        return
    for rule in draft.pack.rules():
        cited = Cited(rule, draft)
        if rule.interpretation is not None or not cited.items:
            continue
        found = [node for node, read in nodes_of(rule) if isinstance(node, n.OneOf | n.Includes) and not read]
        named = [node for node in found if len(node.members) > 1]
        is_open = any(_says_open(item.values.get(OPEN)) for item in cited.items if item.values is not None)
        if is_open and named and not any(node.open for node in found):
            problems.add("F707", named[0].place or rule.place, anchor=cited.said())
        for node in found:
            if node.open and not is_open and not any("等" in text or "其他" in text for text in cited.texts):
                problems.add("F708", node.place or rule.place, anchor=cited.said())


def _says_open(located: object) -> bool:
    return isinstance(located, Scalar) and located.value is True
