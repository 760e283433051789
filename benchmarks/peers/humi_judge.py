"""Humi's side: the pack, compiled by the judge, and the encoded worlds that everybody starts from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.handwritten import Finding
from benchmarks.slots import Slots
from humi.dossier.dossier import Dossier
from humi.dossier.vocabulary import shared_vocabulary
from humi.dossier.world import World
from humi.engines.compiled import compile_findings, compile_verdict
from humi.engines.judge import Setting
from humi.policy.reader import read_pack

PACK = Path(__file__).parent.parent / "pack" / "policy.yaml"


class HumiJudge:
    """The compiled `verdict` and `findings` of the benchmark designation; both take what `arguments` gives."""

    name = "Humi"

    def __init__(self) -> None:
        self.pack = read_pack(PACK, shared_vocabulary())
        self.vocabulary = self.pack.vocabulary
        (self.designation,) = self.pack.designations
        rules = [criterion.condition for criterion in self.designation.criteria]
        setting = Setting(
            self.vocabulary, self.pack.region, self.pack.file, self.designation.this, self.designation.governed_by
        )
        self.verdict = compile_verdict(rules, setting)
        self.findings = compile_findings(rules, setting)

    @property
    def criteria(self) -> list[str]:
        return [criterion.id for criterion in self.designation.criteria]

    def slots(self) -> Slots:
        return Slots(self.vocabulary, self.pack.region)

    def dossier(self, document: dict[str, Any]) -> Dossier:
        """Validated and encoded. Raises where the document does not fit the vocabulary."""
        return Dossier.from_dict(document, self.vocabulary)

    def world(self, dossier: Dossier, asked: date) -> World:
        return dossier.world(self.pack.region, asked.toordinal())

    def arguments(self, world: World) -> tuple[Any, ...]:
        """The designation is about no event, so the day of asking governs."""
        return world, world.unit, world.asked, world.asked

    def from_dict(self, document: dict[str, Any], asked: int) -> Any:
        """From a plain dict to all findings, with causes."""
        world = Dossier.from_dict(document, self.vocabulary).world(self.pack.region, asked)
        return self.findings(world, world.unit, asked, asked)

    @staticmethod
    def plain(world: World, raw: tuple[Any, ...]) -> list[Finding]:
        """Findings in the form of the hand-written ones, to compare; a cause found twice counts once."""
        places = {id(record): index for records in (world.titles, world.cases) for index, record in enumerate(records)}
        return [
            one
            if isinstance(one, int)
            else tuple(
                dict.fromkeys((cause.kind, cause.what, None if record is None else places[id(record)]) for cause, record in one)
            )
            for one in raw
        ]
