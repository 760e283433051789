"""Names that people read: two rules of one place under one name, and readings that are shown by their ids."""

from __future__ import annotations

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.said import nodes_of
from humi.authoring.lints.written import place_of
from humi.language import nodes as n
from humi.policy.pack import Criterion, ProcedureStep, Rule, Target
from humi.reading.problems import Problems
from humi.values.label import Label

DESIGNATIONS = "designations/"


def names(draft: Draft, problems: Problems) -> None:
    """F740: two rules side by side have one name. F741: a criterion is shown by its id. F742: so are readings."""
    seen: dict[tuple[str, str], Rule] = {}
    for rule in draft.pack.rules():
        place = place_of(draft, rule.path, rule.place)
        parent = rule.path.rpartition("/")[0]
        if isinstance(rule, Criterion | ProcedureStep) and rule.path.count("/") == 3 and rule.label is None:
            problems.add("F741", place, found=rule.id)
        if rule.label is not None and parent and not getattr(rule, "year", None):
            key = parent, rule.label.zh
            if key in seen and not _one_series(rule, seen[key]):
                problems.add("F740", place, found=rule.label.zh, other=seen[key].id)
            seen.setdefault(key, rule)
        for node, _ in nodes_of(rule):
            if isinstance(node, n.Readings | n.ValueReadings) and not node.labels:
                ids = ", ".join(name for name, _ in node.options)
                problems.add("F742", node.place or place, found=ids)


def _one_series(rule: Rule, other: Rule) -> bool:
    """Whether they are days of one target."""
    return isinstance(rule, Target) and isinstance(other, Target) and rule.path.count("/") == 2


def is_chinese(label: Label) -> bool:
    """Whether the Chinese text has a Chinese character."""
    return any("\u4e00" <= character <= "\u9fff" for character in label.zh)
