"""Changes of a pack that none of its cases notices: proven to make no difference, or here is the case that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from humi.authoring.measuring import survivors
from humi.authoring.suite import run_suite
from humi.authoring.targets import Target
from humi.wording.mutants import told

if TYPE_CHECKING:
    from humi.policy.pack import Pack
    from humi.questions.answers import Answered


def unnoticed(target: Target, pack: Pack, asked: int, seconds: float) -> Iterator[Answered]:
    """For each mutant that no case of the pack notices: the claim that no dossier ever does. `asked` is a day (an ordinal)
    that is asked about beside those on which the rules turn."""
    from humi.questions.changing import Changed, no_difference

    cases = [result.case for result in run_suite(target).results]
    for mutant in survivors(pack, cases):
        changed = Changed(pack, mutant.pack, mutant.rules, mutant.wide)
        yield no_difference(changed, mutant.rule, told(mutant.change), asked, seconds)
