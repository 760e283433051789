"""Everything that every author should ask of a pack, in the order of the pack."""

from __future__ import annotations

from collections.abc import Iterator

from humi.policy.pack import Pack
from humi.questions.answers import SECONDS, Answered
from humi.questions.mattering import about_facts
from humi.questions.obliging import about_duty
from humi.questions.phasing import about_phases
from humi.questions.proving import Prover
from humi.questions.qualifying import about_designation
from humi.questions.reaching import about_targets
from humi.questions.reading import about_readings
from humi.questions.rewarding import about_incentive


def prove(pack: Pack, asked: int, seconds: float = SECONDS) -> Iterator[Answered]:
    """The answers on a pack on a day (an ordinal), as they are found, each within some seconds.

    Whether anybody qualifies or is refused, which criteria are idle or contradict, what incentives and duties come to,
    where readings differ, whether phases leave a hole or overlap, which targets imply others, which facts never matter.
    """
    prover = Prover(pack, asked, seconds)
    for designation in pack.designations:
        yield from about_designation(prover, designation)
    for incentive in pack.incentives:
        yield from about_incentive(prover, incentive)
    for duty in pack.duties:
        yield from about_duty(prover, duty)
    yield from about_readings(prover)
    yield from about_phases(prover)
    yield from about_targets(prover)
    yield from about_facts(prover)
