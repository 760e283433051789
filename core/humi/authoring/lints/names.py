"""Names that people read: left untranslated, given twice, and forgotten where the neighbours have names.

A name is not required of a criterion or a reading, which are shown by their ids; a pack that names them names all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.faithful.said import nodes_of
from humi.authoring.lints.written import everything, is_label, place_of
from humi.language import nodes as n
from humi.policy.pack import Criterion, Rule, Target
from humi.reading.located import Mapping, Scalar
from humi.reading.problems import Place, Problems
from humi.values.label import Label

CHINESE = re.compile("[\u4e00-\u9fff]")
LETTER = re.compile("[A-Za-z]")
WORD = re.compile("[a-z]{3}")


def untranslated(draft: Draft, problems: Problems) -> None:
    """W807: a text in the other language."""
    for part in everything(draft.located):
        if isinstance(part, Mapping) and is_label(part):
            zh, en = part["zh"], part["en"]
            if isinstance(zh, Scalar) and isinstance(en, Scalar):
                if CHINESE.search(en.text) and not LETTER.search(en.text):
                    problems.add("W807", en.place, found=en.text, lang="en")
                # One short word in both languages is a name of its own: NFC, WAPI.
                if WORD.search(zh.text) and not CHINESE.search(zh.text) and (zh.text != en.text or " " in zh.text.strip()):
                    problems.add("W807", zh.place, found=zh.text, lang="zh")


def repeated(draft: Draft, problems: Problems) -> None:
    """W835: two rules side by side have one name."""
    seen: dict[tuple[str, str], Rule] = {}
    for rule in draft.pack.rules():
        if rule.label is None or getattr(rule, "year", None):
            continue
        parent = rule.path.rpartition("/")[0]
        other = seen.setdefault((parent, rule.label.zh), rule)
        if other is not rule and not _is_series(rule):
            problems.add("W835", place_of(draft, rule.path, rule.place), found=rule.label.zh, other=other.id)


def _is_series(rule: Rule) -> bool:
    """Whether it is one day of a target with several, which all have the name of the target."""
    return isinstance(rule, Target) and rule.path.rpartition("/")[0] != "targets"


def forgotten(draft: Draft, problems: Problems) -> None:
    """W836: a criterion has no name, and those beside it have. W837: readings have none, and others of the pack have."""
    criteria = [rule for rule in draft.pack.rules() if isinstance(rule, Criterion) and rule.path.count("/") == 3]
    named = {rule.path.rpartition("/")[0] for rule in criteria if rule.label is not None}
    for rule in criteria:
        if rule.label is None and rule.path.rpartition("/")[0] in named:
            problems.add("W836", place_of(draft, rule.path, rule.place), found=rule.id)
    readings = list(_readings(draft))
    if any(_are_named(labels, ids) for labels, ids, _ in readings):
        for labels, ids, place in readings:
            if not _are_named(labels, ids):
                problems.add("W837", place, found=", ".join(ids))


def _readings(draft: Draft) -> Iterator[tuple[tuple[Label, ...], list[str], Place | None]]:
    for rule in draft.pack.rules():
        for node, _ in nodes_of(rule):
            if isinstance(node, n.Readings | n.ValueReadings):
                yield node.labels, [name for name, _ in node.options], node.place or rule.place


def _are_named(labels: tuple[Label, ...], ids: list[str]) -> bool:
    return bool(labels) and all(label.zh != name for label, name in zip(labels, ids, strict=True))
