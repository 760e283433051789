"""Boundary cases that notice a change which no case of a pack notices: where there is one, its author need not look for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from humi.authoring.boundaries import Proposed, boundary_cases
from humi.authoring.found import answers
from humi.errors import DossierError
from humi.road import decide

if TYPE_CHECKING:
    from humi.authoring.mutation.mutants import Mutant
    from humi.policy.pack import Pack

MOST_MUTANTS, MOST_CASES = 10, 12
"""Of so many mutants at most, and so many cases for each: more than that nobody waits for."""


def catching(pack: Pack, left: Sequence[Mutant]) -> dict[str, Proposed]:
    """For mutants by their ids the first boundary case of what they change to which they answer otherwise."""
    if not left:
        return {}
    proposed: dict[str, list[Proposed]] = {}
    for one in boundary_cases(pack):
        proposed.setdefault(one.rule or one.path, []).append(one)
    found = {}
    for mutant in left[:MOST_MUTANTS]:
        rules = [rule for rule in proposed if any(_concerns(rule, path) for path in mutant.rules)]
        asked = [one for rule in rules for one in proposed[rule]][:MOST_CASES]
        caught = next((one for one in asked if _notices(one, pack, mutant)), None)
        if caught is not None:
            found[mutant.id] = caught
    return found


def _concerns(rule: str, path: str) -> bool:
    return rule == path or rule.startswith(f"{path}/") or path.startswith(f"{rule}/")


def _notices(proposed: Proposed, pack: Pack, mutant: Mutant) -> bool:
    try:
        dossier, day = proposed.dossier(pack), proposed.on.toordinal()
        before, after = decide(pack, dossier, day), decide(mutant.pack, dossier, day)
    except DossierError:
        return False
    return bool(answers(before) != answers(after))
