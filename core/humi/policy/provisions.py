"""The ledger of a document: what it says, sentence by sentence, and the gaps. Read only when something is cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from humi.decision import Citation
from humi.values.frozen import Frozen

if TYPE_CHECKING:
    import yaml

LEDGER = "provisions.yaml"
ANCHOR_LIMIT = 20
SECTIONS, FIELDS = 1, 3
"""How deep the keys of a ledger and those of its items lie."""


class Provision(Frozen):
    """One sentence or phrase of the document: where it stands, what it says in our words.

    `register` keeps it in the duty register; `reason` tells why no rule comes of it. One that rules cite has neither.
    """

    id: str
    clause: str
    kind: str
    entity: str
    statement: str
    anchor: str
    certainty: str
    values: dict[str, Any]
    notes: str
    register: bool
    reason: str
    line: int = 0


class Gap(Frozen):
    """What a practitioner would look for and the text does not say."""

    id: str
    expected: str
    document_says: str
    related: tuple[str, ...]


class Ledger(Frozen):
    """Provisions and gaps by id."""

    provisions: dict[str, Provision]
    gaps: dict[str, Gap]


@lru_cache(maxsize=4096)
def read_ledger(folder: str) -> Ledger:
    """The ledger beside a pack; an empty one where there is none. `humi check` looks at its form."""
    import yaml

    path = Path(folder) / LEDGER
    if not path.is_file():
        return Ledger({}, {})
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open("rb") as file:
        document = yaml.load(file, loader)  # noqa: S506 -- a safe loader
    return Ledger(
        {item["id"]: _provision(item) for item in document.get("items", ())},
        {item["id"]: _gap(item) for item in document.get("gaps", ())},
    )


def _provision(item: dict[str, Any]) -> Provision:
    return Provision(
        id=item["id"],
        clause=item["clause"],
        kind=item["kind"],
        entity=item["entity"],
        statement=str(item["statement_en"]).strip(),
        anchor=item["anchor"],
        certainty=item["certainty"],
        values=item.get("values") or {},
        notes=str(item.get("notes") or "").strip(),
        register=bool(item.get("register", False)),
        reason=str(item.get("reason") or "").strip(),
    )


def _gap(item: dict[str, Any]) -> Gap:
    return Gap(
        id=item["id"],
        expected=str(item["expected"]).strip(),
        document_says=str(item["document_says"]).strip(),
        related=tuple(item.get("related", ())),
    )


def cited(file: str, sources: Iterable[str]) -> list[Citation]:
    """Clause and anchor of each source of a rule in the pack `file`; a gap has neither."""
    known = _citations(str(Path(file).parent))
    return [known.get(source) or Citation(source) for source in sources]


@lru_cache(maxsize=4096)
def _citations(folder: str) -> dict[str, Citation]:
    """What can be cited of a ledger. Every answer cites, so only the four short fields are looked at."""
    import yaml

    path = Path(folder) / LEDGER
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        items = list(_items(iter(getattr(yaml, "CSafeLoader", yaml.SafeLoader)(file).get_event, None)))
    return {
        item["id"]: Citation(item["id"], *(item.get(key, "") for key in ("clause", "anchor", "certainty")))
        for item in items
        if "id" in item
    }


def _items(events: Iterable[yaml.Event]) -> Iterator[dict[str, str]]:
    """The texts that each item has, by their keys, from the parser's events: composing a tree would take twice as long."""
    import yaml

    depth, section = 0, ""
    key: str | None = None
    item: dict[str, str] = {}
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            if depth == SECTIONS:
                section = event.value
            elif depth == FIELDS and key is not None:
                item[key], key = event.value, None
            elif depth == FIELDS:
                key = event.value
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == FIELDS:
                item, key = {}, None
        elif isinstance(event, yaml.CollectionEndEvent):
            if depth == FIELDS and section == "items":
                yield item
            depth -= 1
            key = None
        elif isinstance(event, yaml.AliasEvent):
            key = None
