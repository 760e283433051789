"""Cases prove packs: a sentence, a day, facts, and what must come out, in a `cases.yaml` beside the pack.

```yaml
humi: 1
shared:                      # dossiers that several cases start from
  enterprise: {unit: {place: yinchuan, kind: enterprise}}
cases:
  - case: 未记录载体时不予否定      # a sentence
    on: 2026-06-01
    from: enterprise         # optional; `given` is laid over it
    given: {base: {carrier: industrial_park}}
    expect:
      designations/base: {undetermined: [unpublished_standard]}
      designations/base/criteria/carrier: met
```

In place of `given`, `registry` gives what an authority holds, for targets and the authority's duties; there `repeat: 25` in a
record of a list stands for so many records, and `{n}` in its texts for the number of each (`holder: 'E{n}'`).

An expectation is an outcome (`absent`: there is no such finding), or an outcome with exactly the causes that the finding
names. `standing: in` (or with phases: `standing: {in: [survey]}`), `phase/<phase>: in` (`perhaps`, `out`, `undated`),
`amount/<incentive>: 50000 yuan`, `service/<incentive>: tax_services`, `next/<designation>: apply`, `due/<duty or target>:
2026-10-09`, `count/<target>: 40` (or `38..40`), `title/<id>: valid 2027-06-30` and `cites/<path>: gap_payment` ask for more.

`survivors` tell why no case can notice a change of the rules: the id of a mutant (`authoring.mutation`) and `because`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from humi.authoring.found import ABSENT, NOTHING_TO_TELL, PHASE_STATES, SPECIAL, Why, found, why
from humi.decision import CAUSES, Outcome, RegionDecision
from humi.dossier.dossier import Dossier, place_in
from humi.dossier.reading import KeyPath
from humi.dossier.registry import Registry
from humi.errors import InputError
from humi.policy.pack import Pack
from humi.reading.fields import Fields, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Sequence, plain
from humi.reading.located import Mapping as LocatedMapping
from humi.reading.problems import Place, Problem, Problems
from humi.values.dates import NotADate, parse_days
from humi.values.text import nearest

FILE = "cases.yaml"
HEAD = ("humi", "shared", "cases", "survivors")
CASE = ("case", "on", "from", "given", "registry", "expect")
REPEAT, MOST_REPEATED = "repeat", 10_000
CONFIRM = "confirm"
"""Stands for an outcome that the author has still to confirm: nothing is expected yet."""
STATES = ("none", "before", "in", "between", "after", "undated", "uncertain")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come out of one path. `causes` is None where any will do."""

    path: str
    wanted: str
    causes: tuple[str, ...] | None
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a pack. `given` is a dossier, or a registry where `of_authority`.

    `written` are the parts of the file that `given` was made of, the uppermost first; `origins` tells for a record of a
    list the place in the list from which it was repeated.
    """

    sentence: str
    on: date
    given: dict[str, Any]
    expected: tuple[Expectation, ...]
    place: Place
    of_authority: bool = False
    written: tuple[Located, ...] = field(default=(), compare=False, repr=False)
    origins: Mapping[tuple[str, int], int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def to_confirm(self) -> bool:
        """Something of it is still to be confirmed, so it neither passes nor fails by that."""
        return any(one.wanted == CONFIRM for one in self.expected)

    def locate(self, path: KeyPath) -> Place:
        """Where a fact of the case is written, as near as can be told."""
        if len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
            path = (path[0], self.origins.get((path[0], path[1]), path[1]), *path[2:])
        for located in self.written:
            if _holds(located, path):
                return place_in(located, path) or self.place
        return self.place


def _holds(located: Located, path: KeyPath) -> bool:
    """Whether the whole path is written there."""
    for step in path:
        if isinstance(located, LocatedMapping):
            found = located.get(str(step))
        else:
            found = located.items[step] if isinstance(located, Sequence) and isinstance(step, int) else None
        if found is None:
            return False
        located = found
    return True


@dataclass(frozen=True, slots=True)
class Difference:
    """What came out otherwise than expected, and why it came out so."""

    path: str
    place: Place
    wanted: str
    found: str
    why: Why = NOTHING_TO_TELL


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case with what differed, and problems where its dossier could not be read."""

    case: Case
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Nothing differed."""
        return not self.differences and not self.problems

    @property
    def waits(self) -> bool:
        """Somebody has to confirm it: it has neither passed nor failed."""
        return self.case.to_confirm and self.passed


def read_cases(path: Path, problems: Problems) -> tuple[Case, ...]:
    """The cases of a file; problems are reported, the other cases are read all the same."""
    from humi.reading.strict_yaml import read_yaml

    located = read_yaml(path, problems)
    if located is None:
        return ()
    head = Fields(located, problems, HEAD)
    shared, cases = head.get("shared"), head.require("cases")
    if shared is not None and not isinstance(shared, LocatedMapping):
        wrong_type(problems, shared, "mapping")
    if not isinstance(cases, Sequence):
        if cases is not None:
            wrong_type(problems, cases, "list")
        return ()
    starts = dict(_entries_of(shared))
    read = [_read_case(item, starts, problems) for item in cases.items]
    return tuple(case for case in read if case is not None)


def _entries_of(located: Located | None) -> list[tuple[str, Located]]:
    return [(key.text, value) for key, value in located.entries] if isinstance(located, LocatedMapping) else []


def _read_case(located: Located, shared: Mapping[str, Located], problems: Problems) -> Case | None:
    fields = Fields(located, problems, CASE)
    for key in ("case", "on", "expect"):
        if fields.require(key) is None:
            return None
    start = fields.text("from")
    if start and start not in shared:
        problems.add(
            "L105",
            fields.place_of_value("from"),
            found=start,
            allowed=", ".join(shared),
            suggestion=nearest(start, shared) or "",
        )
    given, registry = fields.get("given"), fields.get("registry")
    expect = fields.get("expect")
    if given is not None and registry is not None:
        problems.add("P219", fields.place_of("registry"), found="registry", other="given")
    given = registry or given
    try:
        day, last = parse_days(fields.text("on"))
        if day != last:
            raise NotADate(fields.text("on"), "shape")
    except NotADate as error:
        problems.add("L110", fields.place_of_value("on"), found=fields.text("on"), reason=error.reason)
        return None
    written = tuple(part for part in (given, shared.get(start)) if part is not None)
    for part in (expect, *written):
        if part is not None and not isinstance(part, LocatedMapping):
            wrong_type(problems, part, "mapping")
            return None
    facts: Any = {}
    for part in reversed(written):
        facts = overlaid(facts, plain(part))
    expected = tuple(_read_expectation(key, key_at, value, problems) for key, key_at, value in _expectations(expect))
    origins: dict[tuple[str, int], int] = {}
    if registry is not None:
        facts, origins = repeated(facts)
    return Case(
        fields.text("case"), date.fromordinal(day), facts, expected, fields.place, registry is not None, written, origins
    )


def repeated(document: Mapping[str, Any]) -> tuple[dict[str, Any], dict[tuple[str, int], int]]:
    """A registry with every record that says `repeat` written out, and from where in its list each record comes."""
    whole: dict[str, Any] = {}
    origins: dict[tuple[str, int], int] = {}
    for section, records in document.items():
        if not isinstance(records, list):
            whole[section] = records
            continue
        whole[section] = []
        for index, record in enumerate(records):
            for copy in _copies(record, f"{section}_{index + 1}"):
                origins[section, len(whole[section])] = index
                whole[section].append(copy)
    return whole, origins


def _copies(record: Any, name: str) -> list[Any]:
    number = record.get(REPEAT) if isinstance(record, dict) else None
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST_REPEATED:
        return [record]
    # Without an id of its own, in either spelling, each copy gets one.
    rest = {key: value for key, value in record.items() if key != REPEAT}
    if not any(english(key) == "id" for key in rest):
        rest = {"id": f"{name}-{{n}}", **rest}
    return [
        {key: value.replace("{n}", str(one)) if isinstance(value, str) else value for key, value in rest.items()}
        for one in range(1, number + 1)
    ]


def _expectations(located: Located | None) -> list[tuple[str, Place, Located]]:
    return [(key.text, key.place, value) for key, value in located.entries] if isinstance(located, LocatedMapping) else []


def _read_expectation(path: str, place: Place, located: Located, problems: Problems) -> Expectation:
    if not isinstance(located, LocatedMapping):
        wanted = text_of(located, problems)
        _known_word(path, wanted, located.place, problems)
        return Expectation(path, money_in_yuan(wanted) if path.startswith("amount/") else wanted, None, place)
    if len(located.entries) != 1:
        problems.add("L103", place, found="mapping", expected="one outcome")
        return Expectation(path, "", None, place)
    (outcome, causes), *_ = located.entries
    _known_word(path, outcome.text, outcome.place, problems)
    items = causes.items if isinstance(causes, Sequence) else (causes,)
    names = tuple(sorted(text_of(item, problems) for item in items))
    if path != "standing":
        for name in names:
            if name not in CAUSES:
                problems.add(
                    "L105", causes.place, found=name, allowed=", ".join(CAUSES), suggestion=nearest(name, CAUSES) or ""
                )
    return Expectation(path, outcome.text, names, place)


def money_in_yuan(wanted: str) -> str:
    """An amount, however it is written, as answers tell it; anything else stays."""
    from humi.values.numbers import NotANumber, format_money, parse_money

    try:
        return f"{format_money(parse_money(wanted), 'en').removeprefix('CNY ').replace(',', '')} yuan"
    except NotANumber:
        return wanted


def _known_word(path: str, word: str, place: Place, problems: Problems) -> None:
    """Outcomes and standings come from closed lists; a word of neither could never come out."""
    first = path.partition("/")[0]
    if (first in SPECIAL[1:] and first != "phase") or not word:
        return
    allowed = STATES if path == "standing" else PHASE_STATES if first == "phase" else (*Outcome, ABSENT)
    if word not in (*allowed, CONFIRM):
        problems.add("L105", place, found=word, allowed=", ".join(allowed), suggestion=nearest(word, allowed) or "")


def overlaid(base: Any, top: Any) -> Any:
    """`top` laid over `base`: mappings are merged, anything else is replaced."""
    if isinstance(base, Mapping) and isinstance(top, Mapping):
        return {key: overlaid(base.get(key), top[key]) if key in top else base[key] for key in {**base, **top}}
    return top if top is not None else base


def dossier_of(case: Case, pack: Pack) -> Dossier:
    """The dossier or registry of a case. Raises DossierError with every problem at its place in the file of cases."""
    kind = Registry if case.of_authority else Dossier
    return kind(case.given, pack.vocabulary, case.locate, case.place.file)


def run_case(case: Case, pack: Pack) -> CaseResult:
    """Evaluate one case and compare."""
    # Checking the form of cases needs no engine.
    from humi.road import decide

    try:
        dossier = dossier_of(case, pack)
    except InputError as error:
        return CaseResult(case, problems=error.problems)
    decided = decide(pack, dossier, case.on.toordinal())
    compared = (compare(expectation, decided) for expectation in case.expected)
    return CaseResult(case, tuple(difference for difference in compared if difference is not None))


def compare(expected: Expectation, decided: RegionDecision) -> Difference | None:
    """What differs from an expectation, if anything; of one that is still to be confirmed, nothing does."""
    wanted = expected.wanted
    if wanted == CONFIRM:
        return None
    if expected.causes is not None:
        wanted = f"{wanted}: {', '.join(expected.causes)}"
    came = found(expected.path, decided, expected.causes is not None)
    if came == wanted:
        return None
    return Difference(expected.path, expected.place, wanted, came, why(expected.path, decided))
