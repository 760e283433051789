"""Examples of the prover as cases: a file that `humi test` runs, each expecting what the judge says today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.dossier.saving import to_yaml
from humi.policy.pack import Pack
from humi.questions.answers import Answered, Example, Refuted
from humi.questions.folding import folded
from humi.road import decide

LEFT_OUT = frozenset({"never_matters", "no_difference", "implies_elsewhere", "same"})
"""Claims whose examples are about two dossiers, or two packs."""


def cases_of(pack: Pack, answers: Iterable[Answered], sentence: Any) -> str:
    """The examples as a case file. `sentence` gives the words of an answer."""
    cases = [
        _case(pack, one, one.answer.example, sentence(one))
        for one in answers
        if isinstance(one.answer, Refuted) and one.kind not in LEFT_OUT
    ]
    return to_yaml({"humi": 1, "cases": cases})


def _case(pack: Pack, answered: Answered, example: Example, sentence: str) -> dict[str, Any]:
    document = {section: held for section, held in example.document.items() if section != "humi"}
    given = {"registry": folded(document)} if example.registry else {"given": document}
    on = date.fromordinal(example.asked)
    return {"case": sentence, "on": on, **given, "expect": _expected(pack, answered.path, example)}


def _expected(pack: Pack, path: str, example: Example) -> dict[str, str]:
    """What the judge says of the rule: of an incentive of each claim, of a series of targets of each day, of a phase where
    the plan stands."""
    reader = Registry if example.registry else Dossier
    decided = decide(pack, reader.from_dict(example.document, pack.vocabulary), example.asked)
    if path.startswith("phases/"):
        return {"standing": decided.standing.state}
    found = {one.path.removeprefix(f"{pack.region}/"): one.outcome.value for one in decided.findings()}
    if path in found:
        return {path: found[path]}
    section, name, *rest = path.split("/")
    within = [
        one for one in found if one.startswith(f"{section}/{name}/") and one.endswith("/".join(["", *rest]) if rest else "")
    ]
    depth = path.count("/") + 1
    return {one: found[one] for one in within if one.count("/") == depth}
