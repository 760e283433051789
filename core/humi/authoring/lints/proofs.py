"""Cases that prove nothing: designations that none is about, and cases that repeat one another."""

from __future__ import annotations

from collections.abc import Iterable

from humi.authoring.cases import Case
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.written import place_of
from humi.policy.pack import Pack
from humi.reading.problems import Problems
from humi.road.chaining import base
from humi.values.text import nearest

WITHIN = {
    "amount": "incentives", "next": "designations", "due": "", "count": "targets", "phase": "phases", "cites": ""
}  # fmt: skip
"""The section in which the rest of such a path names a rule; empty where it may be in several, or a path itself."""


def cases(draft: Draft, problems: Problems) -> None:
    """W840: a designation of which no case says anything. Without cases at all, that is what is told."""
    if not draft.cases:
        return
    told = {expected.path for case in draft.cases for expected in case.expected}
    for one in draft.pack.designations:
        if one.path not in told and not any(path.startswith(f"{one.path}/") for path in told):
            problems.add("W840", place_of(draft, one.path, one.place), found=one.id)


def repetitions(draft: Draft, problems: Problems) -> None:
    """W841, W842: a case that another one says already, and two cases with one sentence."""
    seen: dict[str, Case] = {}
    sentences: dict[str, Case] = {}
    for case in draft.cases:
        wanted = sorted((one.path, one.wanted, one.causes or ()) for one in case.expected)
        content = repr((case.on, case.of_authority, case.given, wanted))
        first, same = seen.setdefault(content, case), sentences.setdefault(case.sentence, case)
        if first is not case:
            problems.add("W841", case.place, found=case.sentence, line=first.place.line)
        elif same is not case:
            problems.add("W842", case.place, found=case.sentence, line=same.place.line)


def paths(draft: Draft, problems: Problems) -> None:
    """W844: a path that no rule has. Of rules about records, what follows the rule's own path is the record."""
    known = _paths(draft.pack)
    for case in draft.cases:
        for expected in case.expected:
            wanted = _rule_path(expected.path)
            if wanted and not any(wanted == path or (wanted.startswith(f"{path}/") and many) for path, many in known.items()):
                problems.add("W844", expected.place, found=expected.path, suggestion=_near(wanted, known))


def _rule_path(path: str) -> str:
    """The path of the rule that an expectation is about, where it is about a rule."""
    first, _, rest = path.partition("/")
    if first in ("designations", "incentives", "duties", "targets"):
        return path
    return f"{WITHIN[first]}/{rest}" if WITHIN.get(first) else ""


def _near(wanted: str, known: Iterable[str]) -> str:
    """The path with another last part that was probably meant; else the nearest of all."""
    parent, _, last = wanted.rpartition("/")
    beside = {path.rpartition("/")[2]: path for path in known if path.rpartition("/")[0] == parent}
    near = nearest(last, beside)
    return beside[near] if near in beside else "" if beside else nearest(wanted, known) or ""


def _paths(pack: Pack) -> dict[str, bool]:
    """The paths of all rules, and whether each may be followed by a record or a reading."""
    found: dict[str, bool] = {}
    for rule in pack.rules():
        many = rule.path.startswith(("incentives/", "duties/", "targets/")) or "/validity" in rule.path
        found[rule.path] = found[base(rule)] = many
    return found
