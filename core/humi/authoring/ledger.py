"""`provisions.yaml` read strictly, with the place of everything: what evaluation reads fast, an author wants checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from humi.policy.provisions import ANCHOR_LIMIT
from humi.reading.fields import Fields, shown, text_of, wrong_type
from humi.reading.located import Located, Scalar, Sequence
from humi.reading.located import Mapping as LocatedMapping
from humi.reading.problems import Place, Problems
from humi.values.text import nearest

HEAD = ("humi", "region", "region_name_zh", "document_type", "page", "source", "items", "gaps")
ITEM = (
    "id",
    "clause",
    "kind",
    "entity",
    "statement_en",
    "anchor",
    "values",
    "certainty",
    "notes",
    "register",
    "reason",
)
ITEM_REQUIRED = ("id", "clause", "kind", "entity", "statement_en", "anchor", "certainty")
GAP = ("id", "expected", "document_says", "related")
GAP_REQUIRED = ("id", "expected", "document_says")
KINDS = (
    "document",
    "scope",
    "definition",
    "eligibility",
    "discretion",
    "procedure_step",
    "phase",
    "milestone",
    "deadline",
    "periodic_duty",
    "target",
    "quota",
    "structure",
    "incentive",
    "case_handling",
    "consequence",
    "funding",
    "duty",
)
ENTITIES = ("unit", "base", "station", "point", "case", "incentive", "region", "agency")
CERTAINTIES = ("explicit", "interpretation", "silent")
CLOSED = {"kind": KINDS, "entity": ENTITIES, "certainty": CERTAINTIES}
"""Keys of a provision whose values come from a closed list."""


@dataclass(frozen=True, slots=True)
class ItemText:
    """A provision as written. What could not be read is None or "", and so is `values` where there are none."""

    id: Scalar
    clause: Scalar | None
    anchor: Scalar | None
    register: Place | None
    reason: Place | None
    values: LocatedMapping | None = None
    certainty: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class GapText:
    """A gap as written, with the ids that it is related to."""

    id: Scalar
    related: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class LedgerText:
    """A ledger as written."""

    place: Place
    region: Scalar | None = None
    items: dict[str, ItemText] = field(default_factory=dict)
    gaps: dict[str, GapText] = field(default_factory=dict)

    def ids(self) -> Iterator[str]:
        """Of provisions and gaps."""
        yield from self.items
        yield from self.gaps


def read_ledger_text(path: Path, problems: Problems) -> LedgerText | None:
    """The ledger of a file, or None where it is no YAML. Problems are reported; the rest is read all the same."""
    from humi.reading.strict_yaml import read_yaml

    located = read_yaml(path, problems)
    if located is None:
        return None
    head = Fields(located, problems, HEAD)
    ledger = LedgerText(located.place, _scalar(head, "region", problems))
    head.require("items")
    for entry in _entries(head, "items", problems):
        _item(Fields(entry, problems, ITEM), ledger, problems)
    for entry in _entries(head, "gaps", problems):
        _gap(Fields(entry, problems, GAP), ledger, problems)
    return ledger


def _entries(head: Fields, key: str, problems: Problems) -> tuple[Located, ...]:
    located = head.get(key)
    if located is None:
        return ()
    if isinstance(located, Sequence):
        return located.items
    wrong_type(problems, located, "list")
    return ()


def _text(scalar: Scalar | None) -> str:
    return scalar.text if scalar is not None else ""


def _item(fields: Fields, ledger: LedgerText, problems: Problems) -> None:
    for key in ITEM_REQUIRED:
        fields.require(key)
    closed = {key: _scalar(fields, key, problems) for key in CLOSED}
    for key, found in closed.items():
        allowed = CLOSED[key]
        if found is not None and found.text not in allowed:
            problems.add(
                "L105",
                found.place,
                found=found.text,
                allowed=", ".join(allowed),
                suggestion=nearest(found.text, allowed) or "",
            )
    statement = _scalar(fields, "statement_en", problems)
    _scalar(fields, "notes", problems)
    values = fields.get("values")
    if values is not None and not isinstance(values, LocatedMapping):
        wrong_type(problems, values, "mapping")
    anchor = _scalar(fields, "anchor", problems)
    if anchor is not None and len(anchor.text) > ANCHOR_LIMIT:
        problems.add("P212", anchor.place, found=anchor.text, limit=ANCHOR_LIMIT)
    register, clause = _register(fields, problems), _scalar(fields, "clause", problems)
    reason = _scalar(fields, "reason", problems)
    name = _scalar(fields, "id", problems)
    if name is not None and _is_new(name, ledger, problems):
        excused = fields.place_of("reason") if reason is not None and reason.text.strip() else None
        ledger.items[name.text] = ItemText(
            name,
            clause,
            anchor,
            register,
            excused,
            values if isinstance(values, LocatedMapping) else None,
            _text(closed["certainty"]),
            _text(statement),
        )


def _gap(fields: Fields, ledger: LedgerText, problems: Problems) -> None:
    for key in GAP_REQUIRED:
        fields.require(key)
    for key in ("expected", "document_says"):
        _scalar(fields, key, problems)
    related = tuple(one for one in _entries(fields, "related", problems) if isinstance(one, Scalar))
    name = _scalar(fields, "id", problems)
    if name is not None and _is_new(name, ledger, problems):
        ledger.gaps[name.text] = GapText(name, related)


def _is_new(name: Scalar, ledger: LedgerText, problems: Problems) -> bool:
    if name.text in ledger.items or name.text in ledger.gaps:
        problems.add("L107", name.place, key=name.text)
        return False
    return True


def _register(fields: Fields, problems: Problems) -> Place | None:
    located = fields.get("register")
    if located is None:
        return None
    if isinstance(located, Scalar) and isinstance(located.value, bool):
        return fields.place_of("register") if located.value else None
    problems.add("L103", located.place, found=shown(located), expected="true / false")
    return None


def _scalar(fields: Fields, key: str, problems: Problems) -> Scalar | None:
    """A key that holds text, also for the fast reader, which takes `2021-06-29` and `no` for something else."""
    located = fields.get(key)
    if located is None:
        return None
    if not isinstance(located, Scalar):
        text_of(located, problems)
        return None
    if located.text.strip() and not _is_text(located):
        wrong_type(problems, located, "text in quotes")
    return located


def _is_text(scalar: Scalar) -> bool:
    if scalar.quoted:
        return True
    import yaml

    resolver: Any = yaml.resolver.Resolver()
    tag: str = resolver.resolve(yaml.ScalarNode, scalar.text, (True, False))
    return tag == "tag:yaml.org,2002:str"
