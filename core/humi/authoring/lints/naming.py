"""Names that people read: two rules side by side under one name, and what was forgotten where its neighbours have names.

A name is not required of a criterion or a reading, which are shown by their ids; a pack that names them names all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.said import nodes_of
from humi.authoring.lints.written import place_of
from humi.language import nodes as n
from humi.policy.pack import Criterion, Rule, Target
from humi.reading.problems import Place, Problems
from humi.values.label import Label

CHINESE = re.compile("[\u4e00-\u9fff]")
WORD = re.compile("[a-z]{3}")


def names(draft: Draft, problems: Problems) -> None:
    """F740: two rules side by side have one name. F743: a Chinese name is in another language."""
    seen: dict[tuple[str, str], Rule] = {}
    for rule in draft.pack.rules():
        if rule.label is None or getattr(rule, "year", None):
            continue
        place, parent = place_of(draft, rule.path, rule.place), rule.path.rpartition("/")[0]
        if WORD.search(rule.label.zh) and not CHINESE.search(rule.label.zh) and rule.label.zh != rule.label.en:
            problems.add("F743", place, found=rule.label.zh)
        other = seen.setdefault((parent, rule.label.zh), rule)
        if other is not rule and not (isinstance(rule, Target) and parent == other.path.rpartition("/")[0] != "targets"):
            problems.add("F740", place, found=rule.label.zh, other=other.id)


def forgotten(draft: Draft, problems: Problems) -> None:
    """F741: a criterion has no name, and those beside it have. F742: readings have none, and others of the pack have."""
    criteria = [rule for rule in draft.pack.rules() if isinstance(rule, Criterion) and rule.path.count("/") == 3]
    named = {rule.path.rpartition("/")[0] for rule in criteria if rule.label is not None}
    for rule in criteria:
        if rule.label is None and rule.path.rpartition("/")[0] in named:
            problems.add("F741", place_of(draft, rule.path, rule.place), found=rule.id)
    readings = list(_readings(draft))
    if any(_are_named(labels, ids) for labels, ids, _ in readings):
        for labels, ids, place in readings:
            if not _are_named(labels, ids):
                problems.add("F742", place, found=", ".join(ids))


def _readings(draft: Draft) -> Iterator[tuple[tuple[Label, ...], list[str], Place | None]]:
    for rule in draft.pack.rules():
        for node, _ in nodes_of(rule):
            if isinstance(node, n.Readings | n.ValueReadings):
                yield node.labels, [name for name, _ in node.options], node.place or rule.place


def _are_named(labels: tuple[Label, ...], ids: list[str]) -> bool:
    return bool(labels) and all(label.zh != name for label, name in zip(labels, ids, strict=True))
