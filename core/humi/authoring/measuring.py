"""How much the cases of a pack prove: which criteria they have seen in every way, and which changes of it they notice."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from humi.authoring.cases import Case
from humi.authoring.catching import catching
from humi.authoring.forked import in_pairs
from humi.reading.fields import Fields
from humi.reading.located import Located, Scalar
from humi.reading.located import Mapping as LocatedMapping
from humi.reading.located import Sequence as LocatedSequence
from humi.reading.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from humi.authoring.boundaries import Proposed
    from humi.authoring.mutation.mutants import Mutant
    from humi.authoring.mutation.trial import Bench
    from humi.policy.pack import Pack

SURVIVORS = "survivors"
REASON = ("mutant", "because")
FEW = 50
"""So many mutants are tried before another process has even begun."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured. `explained` mutants survive for a reason that the author gives; `problems` tell the others, criteria
    not seen in every way, and reasons for mutants that are none or do not survive."""

    criteria: int
    covered: int
    mutants: int
    noticed: int
    explained: int
    problems: tuple[Problem, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Everything was seen, and every change is noticed or explained."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Reason:
    """Why mutants survive, in the words of the author; `mutant` is an id, with `*` for any characters."""

    mutant: str
    place: Place


def measure(
    pack: Pack, cases: Sequence[Case], reasons: Sequence[Reason] = (), helping: bool = False
) -> Measure | None:
    """How much cases prove; None where one does not come out as expected. Where `helping`, boundary cases are looked for that
    notice what none of them does. Raises DossierError where the dossier of a case cannot be read."""
    from humi.authoring.coverage import coverage
    from humi.authoring.mutation.mutants import mutants
    from humi.authoring.mutation.trial import Bench, Heard

    problems = Problems()
    with _uncollected():
        heard = [Heard(case, pack) for case in cases]
        if not all(one.passed for one in heard):
            return None
        counted, unseen = coverage(pack, (one.decision for one in heard))
        made = list(mutants(pack))
        left = _left(Bench(pack, heard), made)
        unexplained = [mutant for mutant in left if not _reasons_for(mutant, reasons)]
        caught = catching(pack, unexplained) if helping else {}
    for one in unseen:
        for outcome in one.outcomes:
            problems.add("T901", one.rule.place, path=one.rule.path, outcome=outcome.value)
    explained = _explain(left, reasons, caught, problems)
    return Measure(counted, counted - len(unseen), len(made), len(made) - len(left), explained, tuple(problems))


def survivors(pack: Pack, cases: Sequence[Case]) -> list[Mutant]:
    """The mutants that no case notices."""
    from humi.authoring.mutation.mutants import mutants
    from humi.authoring.mutation.trial import Bench, Heard

    with _uncollected():
        return _left(Bench(pack, [Heard(case, pack) for case in cases]), list(mutants(pack)))


def _left(bench: Bench, made: Sequence[Mutant]) -> list[Mutant]:
    shares = [range(0, len(made), 2), range(1, len(made), 2)] if len(made) > FEW else [range(len(made))]
    unnoticed = in_pairs(lambda share: [at for at in share if bench.notices(made[at]) is None], shares)
    return [made[at] for at in sorted(chain.from_iterable(unnoticed))]


def _reasons_for(mutant: Mutant, reasons: Sequence[Reason]) -> list[Reason]:
    return [reason for reason in reasons if mutant.id == reason.mutant or fnmatchcase(mutant.id, reason.mutant)]


def _explain(
    left: Sequence[Mutant], reasons: Sequence[Reason], caught: Mapping[str, Proposed], problems: Problems
) -> int:
    """How many survivors are explained; the others are told, and reasons that explain none."""
    from humi.wording.mutants import told

    used: set[Reason] = set()
    explained = 0
    for mutant in left:
        mine = _reasons_for(mutant, reasons)
        used.update(mine)
        if mine:
            explained += 1
        else:
            said = told(mutant.change)
            problems.add("T902", mutant.place, said=said.en, said_zh=said.zh, path=mutant.rule, mutant=mutant.id)
            if (proposed := caught.get(mutant.id)) is not None:
                facts = json.dumps(proposed.given, ensure_ascii=False, default=str)
                day = proposed.on.isoformat()
                problems.add("T904", mutant.place, about=proposed.about.en, about_zh=proposed.about.zh, on=day, facts=facts)
    for reason in reasons:
        if reason not in used:
            problems.add("T903", reason.place, found=reason.mutant)
    return explained


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles of objects again and again: thousands of small trees are made, and none has one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# --- reasons ---


def read_reasons(path: Path, problems: Problems) -> tuple[Reason, ...]:
    """The reasons in a file of cases."""
    from humi.reading.strict_yaml import read_yaml

    located = read_yaml(path, problems)
    written = located.get(SURVIVORS) if isinstance(located, LocatedMapping) else None
    items = written.items if isinstance(written, LocatedSequence) else ()
    return tuple(reason for item in items if (reason := _reason(item, problems)) is not None)


def _reason(located: Located, problems: Problems) -> Reason | None:
    fields = Fields(located, problems, REASON)
    fields.require("because")
    fields.label("because")
    mutant = fields.require("mutant")
    return Reason(mutant.text, mutant.place) if isinstance(mutant, Scalar) else None
