"""Who cites what: every provision is cited by a rule, kept in the register, or carries a reason; every citation exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from humi.authoring.ledger import LedgerText
from humi.language.nodes import Node, NoValue, Undecidable, walk
from humi.reading.fields import items_of
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar, Sequence
from humi.reading.problems import Problems
from humi.values.text import nearest

if TYPE_CHECKING:
    from humi.policy.pack import Pack, Rule

GAP_PREFIX = "gap_"
FACTS_BELOW = ("where", "meets", "facts")
"""Below these keys a `source` would be somebody's fact."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An id as a rule writes it; `gap` where only a gap may stand."""

    id: Scalar
    gap: bool


def written_citations(located: Located) -> Iterator[Cited]:
    """Every citation of a `policy.yaml`, also of one whose rules cannot be read."""
    if isinstance(located, Mapping):
        for key, value in located.entries:
            word = english(key.text)
            if word in ("source", "no_clause"):
                yield from (Cited(one, word == "no_clause") for one in items_of(value) if isinstance(one, Scalar))
            elif word == "silent" and isinstance(value, Mapping):
                for _, gaps in value.entries:
                    yield from (Cited(one, True) for one in items_of(gaps) if isinstance(one, Scalar))
            elif word not in FACTS_BELOW:
                yield from written_citations(value)
    elif isinstance(located, Sequence):
        for item in located.items:
            yield from written_citations(item)


def citations_of(pack: Pack) -> dict[str, list[str]]:
    """The paths of the rules that cite each id."""
    found: dict[str, list[str]] = {}
    for rule in pack.rules():
        for source in dict.fromkeys((*rule.sources, *_unanswered(rule))):
            found.setdefault(source, []).append(rule.path)
    return found


def _unanswered(rule: Rule) -> Iterator[str]:
    """Gaps that a condition or a table of the rule names as `no_clause`."""
    for item in fields(rule):
        value = getattr(rule, item.name)
        if isinstance(value, Node):
            said = (node for node in walk(value) if isinstance(node, Undecidable | NoValue) and node.cause == "no_clause")
            yield from (node.word for node in said if "/" not in node.word)  # a table without a row is no gap


def check_citations(cited: list[Cited], ledger: LedgerText, problems: Problems) -> None:
    """Every id cited stands in the ledger (P202, P206)."""
    known = list(ledger.ids())
    for one in cited:
        name, place = one.id.text, one.id.place
        if one.gap and name not in ledger.gaps:
            problems.add("P206", place, found=name, allowed=", ".join(ledger.gaps), suggestion=nearest(name, ledger.gaps) or "")
        elif name not in ledger.gaps and name not in ledger.items:
            code = "P206" if name.startswith(GAP_PREFIX) else "P202"
            problems.add(code, place, found=name, suggestion=nearest(name, known) or "")


def check_coverage(cited: set[str], ledger: LedgerText, problems: Problems) -> None:
    """Every provision has one account of itself (P213, P214), every gap a place (P215), every relation an end (P202)."""
    for name, item in ledger.items.items():
        account = item.register or item.reason
        if name in cited and account:
            problems.add("P214", account, found=name)
        elif name not in cited and not account:
            problems.add("P213", item.id.place, found=name)
    for name, gap in ledger.gaps.items():
        for related in gap.related:
            if related.text not in ledger.items:
                problems.add("P202", related.place, found=related.text, suggestion=nearest(related.text, ledger.items) or "")
        if name not in cited and not any(related.text in ledger.items for related in gap.related):
            problems.add("P215", gap.id.place, found=name)
