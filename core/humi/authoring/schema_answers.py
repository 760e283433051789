"""The JSON Schemas of what the solver answers: `humi ask`, `humi how`, `humi prove` and `humi prove --implies` as JSON."""

from __future__ import annotations

from typing import Any, Literal

from humi.authoring.schema_decision import answer_schema
from humi.authoring.schema_parts import Schema
from humi.questions.answers import HOPED, Dossiers
from humi.questions.ask import Asking
from humi.questions.how import Ways
from humi.values.frozen import Frozen
from humi.values.label import Label

VERSION = 1
DOSSIER: Schema = {"type": "object", "description": "一份案卷 / a dossier, as a file of its own"}
EXAMPLE: Schema = {
    "type": "object",
    "description": "评判引擎认可的例子 / what the judge confirms; `other`: a second one, where two are set side by side",
    "properties": {
        "document": DOSSIER,
        "asked": {"type": "string"},
        "registry": {"type": "boolean"},
        "other": {"anyOf": [DOSSIER, {"type": "null"}]},
    },
    "required": ["document", "asked", "registry", "other"],
}
VERDICTS: Schema = {
    "allOf": [
        {"if": {"properties": {"verdict": {"const": verdict}}}, "then": {"required": [*keys]}}
        for verdict, keys in {
            "proven": ("holds_for", "assuming"),
            "refuted": ("holds_for", "assuming", "example"),
            "unknown": ("reason", "within", "records", "node", "place", "rejected"),
        }.items()
    ],
}
"""What is told beside each verdict."""
BESIDE: Schema = {
    "holds_for": {"enum": list(Dossiers.__args__)},  # type: ignore[attr-defined]
    "assuming": {"type": "string"},
    "example": EXAMPLE,
    "reason": {"enum": ["time", "example", "untranslatable"]},
    "within": {"type": "number"},
    "records": {"type": "integer"},
    "node": {"type": "string"},
    "place": {},
    "rejected": {"anyOf": [DOSSIER, {"type": "null"}]},
}


class RegionAnswer(Frozen):
    """The ways of one region."""

    region: str
    name: Label
    rules: tuple[Ways, ...]


class Questions(Frozen):
    """`humi ask --format json`."""

    humi: str
    schema: int
    asked: str
    dossier_hash: str
    regions: tuple[Asking, ...]


class Advice(Frozen):
    """`humi how --format json`."""

    humi: str
    schema: int
    asked: str
    dossier_hash: str
    regions: tuple[RegionAnswer, ...]


class Edition(Frozen):
    """The version of a pack, and of its text."""

    version: str
    text: str


class Answer(Frozen):
    """A claim about a rule, and whether it holds. `expected`: whether an author hopes for this; null for neither."""

    claim: str
    path: str
    beside: tuple[str, ...]
    expected: bool | None
    verdict: Literal["proven", "refuted", "unknown"]


class RegionProofs(Frozen):
    """The answers on one pack."""

    region: str
    name: Label
    language: int
    edition: Edition
    hash: str
    answers: tuple[Answer, ...]


class Proofs(Frozen):
    """`humi prove --format json`; of two versions (`--same`) also what only one of them has."""

    humi: str
    schema: int
    asked: str
    seconds: float
    regions: tuple[RegionProofs, ...]


class Looked(Frozen):
    """What a designation elsewhere looks at: what is the `same` here, what something here `stands` for, what is its `own`."""

    same: tuple[str, ...]
    stands: dict[str, str]
    own: tuple[str, ...]


class Pair(Frozen):
    """Whether whoever `qualifies` for one designation `meets` every criterion of another. `nobody`: nobody qualifies."""

    qualifies: str
    meets: str
    verdict: Literal["proven", "refuted", "unknown"]
    nobody: bool
    met: tuple[str, ...]
    missed: tuple[str, ...]
    looked: Looked


class Implied(Frozen):
    """`humi prove --implies A B --format json`."""

    humi: str
    schema: int
    asked: str
    pairs: tuple[Pair, ...]


def answer_schemas() -> tuple[Schema, ...]:
    """The schemas of all of them."""
    ask = answer_schema(Questions, "ask.json", VERSION, "护密追问 / what to ask next of a dossier")
    how = answer_schema(Advice, "how.json", VERSION, "护密办法 / the shortest ways to yes")
    prove = answer_schema(Proofs, "prove.json", VERSION, "护密证明 / what is proven of packs")
    implies = answer_schema(Implied, "implies.json", VERSION, "护密对照证明 / whoever qualifies here, elsewhere")
    prove["$defs"]["Answer"]["properties"]["claim"]["enum"] = sorted(HOPED)
    for part in (prove["$defs"]["Answer"], implies["$defs"]["Pair"]):
        _add_verdicts(part)
    lists: dict[str, Any] = {key: {"type": "array", "items": {"type": "string"}} for key in ONLY}
    prove["properties"] |= lists
    return ask, how, prove, implies


ONLY = ("only_old", "only_new", "not_compared")
"""What `--same` tells beside."""


def _add_verdicts(part: Schema) -> None:
    part["properties"] |= BESIDE
    part |= VERDICTS
