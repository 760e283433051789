"""`proposed.yaml` beside a pack: boundary cases for its author to confirm.

They are written as in `cases.yaml`, in the author's spelling, with `confirm` in place of the outcome. What an author has
made of them is never written over: new ones are added at the end, and only the comment on what comes out now is kept fresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from humi.authoring.boundaries.covered import Covered
from humi.authoring.boundaries.proposals import Proposed, Proposer, Unreached
from humi.authoring.boundaries.situation import DETERMINATIONS
from humi.authoring.cases import CONFIRM, FILE, Case, dossier_of, read_cases
from humi.authoring.found import found
from humi.authoring.repeating import repeated
from humi.authoring.spelling import in_chinese
from humi.authoring.suite import PROPOSED
from humi.decision import Outcome, RegionDecision
from humi.dossier.facts import RELATIONS, SINGLE
from humi.errors import InputError
from humi.policy.pack import Pack, Rule
from humi.policy.provisions import cited
from humi.reading.located import Located, Sequence
from humi.reading.located import Mapping as LocatedMapping
from humi.reading.problems import Problem, Problems

WIDTH = 110
HEAD = """\
# 由 humi test --propose 提出的边界案例。按原文把 confirm 改为应得的结果，该案例才计入；重新运行不会改动已有内容。
# Boundary cases from `humi test --propose`. Put the outcome that the text asks for in place of confirm: only then does a case
# count. Running it again leaves what stands here as it is.
humi: 1
cases:
"""
NOW = "# now 现为:"


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed for one pack. `text` is that of the whole file; None where the file there cannot be added to."""

    path: Path
    text: str | None
    added: tuple[Proposed, ...] = ()
    waiting: int = 0
    """How many were there before and still wait for the author."""
    unreached: tuple[Unreached, ...] = ()
    problems: tuple[Problem, ...] = ()
    before: str = ""
    """The text that was there."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.text is not None and self.text != self.before and bool(self.added or self.before)


def propose(pack: Pack, folder: Path, path: Path | None = None) -> Proposals:
    """Boundary cases that no case of the folder shows yet, added to those proposed before (in `proposed.yaml`, or `path`)."""
    path, problems = path or folder / PROPOSED, Problems()
    confirmed = read_cases(folder / FILE, Problems()) if (folder / FILE).exists() else ()
    before = read_cases(path, problems) if path.exists() else ()
    if problems.has_errors:
        return Proposals(path, None, problems=tuple(problems))
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    covered, proposer = Covered(pack, (*confirmed, *before)), Proposer(pack)
    added = tuple(one for one in proposer.cases() if covered.take(one))
    writer = _Writer(pack, _is_chinese(folder))
    waiting = [case for case in before if case.to_confirm]
    start = _refreshed(text, waiting, pack) if text else _marked(folder, path) + HEAD
    whole = _added(start, [writer.case(one) for one in added], path, problems)
    return Proposals(path, whole, added, len(waiting), tuple(proposer.unreached), tuple(problems), text)


def _is_chinese(folder: Path) -> bool:
    """Whether the author writes facts in Chinese: as the cases do, or else the rules."""
    for name, keys in ((FILE, "单位|基地|站|点|各[^:]{1,4}"), ("policy.yaml", "地区|认定|职责")):
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8").strip():
            text = path.read_text(encoding="utf-8")
            return re.search(rf"(?m)(^\s*|\{{\s*)({keys})\s*[:：]", text) is not None
    return False


def _marked(folder: Path, path: Path) -> str:
    """The line that tells an editor the schema, as the cases have it."""
    cases = folder / FILE
    if path.parent != folder or not cases.exists():
        return ""
    first = cases.read_text(encoding="utf-8").partition("\n")[0]
    return f"{first}\n" if "yaml-language-server" in first else ""


# --- writing ---


class _Writer:
    """Writes cases in the spelling of one pack."""

    def __init__(self, pack: Pack, chinese: bool) -> None:
        self.pack = pack
        self.chinese = chinese
        self.rules: dict[str, Rule] = {rule.path: rule for rule in pack.rules()}

    def case(self, one: Proposed) -> list[str]:
        """The lines of a case, not indented."""
        given = repeated(one.given) if one.of_authority else one.given
        given = {key: given[key] for key in sorted(given, key=ORDER.index)}
        facts = in_chinese(given, self.pack.vocabulary) if self.chinese else given
        section = "registry" if one.of_authority else "given"
        return [
            f"# {self._place(one)}",
            f"- case: {_scalar(self._sentence(one))}",
            f"  on: {one.on}",
            *(f"  {line}" for line in _entry(section, facts)),
            "  expect:",
            f"    {_scalar(one.path)}: {CONFIRM}  {NOW} {self._now(one)}",
            "",
        ]

    def _now(self, one: Proposed) -> str:
        from humi.road import decide

        return now(one.path, decide(self.pack, one.dossier(self.pack), one.on.toordinal()))

    def _sentence(self, one: Proposed) -> str:
        rule = self.rules.get(one.rule)
        if rule is None or rule.label is None:
            return f"{one.about.zh} / {one.about.en}"
        return f"{rule.label.zh}：{one.about.zh} / {rule.label.en}: {one.about.en}"

    def _place(self, one: Proposed) -> str:
        """Where the rule is written, and what it cites."""
        rule = self.rules.get(one.rule)
        if rule is None:
            return one.rule
        clauses = dict.fromkeys(citation.clause or citation.id for citation in cited(self.pack.file, rule.sources))
        place = f"{Path(rule.place.file).name}:{rule.place.line}" if rule.place is not None else one.rule
        return f"{place}  {'、'.join(clauses)}"


def now(path: str, decided: RegionDecision) -> str:
    """What comes out now, as it would be written in place of `confirm`."""
    came = found(path, decided, True)
    outcome, colon, causes = came.partition(": ")
    return f"{{{outcome}: [{causes}]}}" if colon and outcome in tuple(Outcome) else came


def _entry(key: str, value: Any) -> Iterator[str]:
    """A key with its value, on one line where it fits."""
    flow = _flow(value)
    if len(key) + len(flow) <= WIDTH - 20 or not value or not isinstance(value, Mapping | list):
        yield f"{_key(key)}: {flow}"
        return
    yield f"{_key(key)}:"
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from (f"  {line}" for line in _entry(name, item))
    else:
        for item in value:
            yield f"  - {_flow(item)}"


def _flow(value: Any) -> str:
    """Any value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _key(key: str) -> str:
    """A key; `on` is one to our reader, whatever it is to others."""
    return key if key == "on" else _scalar(key)


def _scalar(value: Any) -> str:
    """A scalar as YAML, quoted where it would read as something else."""
    import yaml

    if isinstance(value, str) and DAY.fullmatch(value):
        return value  # a text to the reader of dossiers, and nobody puts days in quotes
    # Inside brackets, so that what has a meaning there is quoted.
    return yaml.safe_dump([value], allow_unicode=True, width=10**6, default_flow_style=True).strip()[1:-1]


ORDER = (*SINGLE, *RELATIONS, DETERMINATIONS)
"""The sections of a dossier, in the order in which people write them."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


# --- adding to a file ---


def _refreshed(text: str, waiting: Iterable[Case], pack: Pack) -> str:
    """What comes out now of the cases that wait, in their comments; nothing else is touched."""
    from humi.road import decide

    lines = text.splitlines()
    for case in waiting:
        try:
            decided = decide(pack, dossier_of(case, pack), case.on.toordinal())
        except InputError:
            continue
        for one in case.expected:
            if one.wanted == CONFIRM and NOW in lines[one.place.line - 1]:
                before = lines[one.place.line - 1].partition(NOW)[0]
                lines[one.place.line - 1] = f"{before}{NOW} {now(one.path, decided)}"
    return "\n".join(lines) + "\n"


def _added(text: str, cases: list[list[str]], path: Path, problems: Problems) -> str | None:
    """The text with more cases at the end of its list."""
    if not cases:
        return text
    from humi.reading.strict_yaml import read_yaml_text

    located = read_yaml_text(text, str(path), Problems())
    lines = text.splitlines()
    at, indent = len(lines), "  "
    listed = located.get("cases") if isinstance(located, LocatedMapping) else None
    if isinstance(listed, Sequence) and listed.items:
        first = lines[listed.items[0].place.line - 1]
        if not first.lstrip().startswith("-"):
            problems.add("T932", listed.place, found=PROPOSED)
            return None
        indent = first[: len(first) - len(first.lstrip())]
        at = _end(located, listed, lines)
    elif listed is not None:
        lines[listed.place.line - 1] = re.sub(r"cases:\s*\[\s*\]", "cases:", lines[listed.place.line - 1])
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    apart = [] if lines[at - 1] == "cases:" else [""]
    new = [*apart, *(f"{indent}{line}" if line else "" for case in cases for line in case)]
    return "\n".join((*lines[:at], *new[:-1], *lines[at:])).rstrip("\n") + "\n"


def _end(located: Located | None, listed: Sequence, lines: list[str]) -> int:
    """The line before the next key of the file, and before the comments that belong to it."""
    assert isinstance(located, LocatedMapping)
    later = [key.place.line for key, _ in located.entries if key.place.line > listed.place.line]
    if not later:
        return len(lines)
    at = min(later) - 1
    while at > 0 and (lines[at - 1].startswith("#") or not lines[at - 1].strip()):
        at -= 1
    return at
