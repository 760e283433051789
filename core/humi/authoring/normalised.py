"""A pack as plain data for programs: every rule with what it cites, every provision with what became of it.

The same for English and Chinese spelling, but for the places. `SCHEMA` changes when a key changes its meaning or goes away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from humi.authoring.citations import citations_of
from humi.errors import PackError
from humi.language.nodes import Node
from humi.policy.pack import LANGUAGE_VERSION, Criterion, Pack, Rule, canonical, fact_content
from humi.policy.provisions import LEDGER, Gap, Ledger, Provision, read_ledger
from humi.reading.problems import Place, Problems
from humi.values.label import Label
from humi.wording.requirements import required

SCHEMA = 1
CITED, REGISTER, REASON, RELATED, NOTHING = "cited", "register", "reason", "related", "nothing"


def normalised(pack: Pack) -> dict[str, Any]:
    """Everything that a region's pack says."""
    ledger, citations = ledger_of(pack), citations_of(pack)
    return {
        **summary(pack),
        "file": pack.file,
        "governs": list(map(_day, pack.governs.span)) if pack.governs else None,
        "facts": [{"path": fact.path, **fact_content(fact)} for fact in pack.facts],
        "rules": [_rule(rule, pack) for rule in pack.rules()],
        "silent": {silence.id: list(silence.sources) for silence in pack.silent},
        "provisions": [_provision(one, citations) for one in ledger.provisions.values()],
        "gaps": [_gap(one, ledger, citations) for one in ledger.gaps.values()],
    }


def summary(pack: Pack) -> dict[str, Any]:
    """What tells a pack from others: region, versions, hash."""
    return {
        "region": pack.region,
        "name": _label(pack.label),
        "language": LANGUAGE_VERSION,
        "edition": {"version": pack.version, "text": pack.text},
        "hash": pack.hash,
    }


def ledger_of(pack: Pack) -> Ledger:
    """The ledger beside a pack. Raises PackError with every problem where it cannot be read."""
    folder = Path(pack.file).parent
    try:
        return read_ledger(str(folder))
    except Exception:
        # The fast reader trusts what it reads; the strict one can say what is wrong.
        from humi.authoring.ledger import read_ledger_text

        problems = Problems()
        read_ledger_text(folder / LEDGER, problems)
        problems.raise_if_errors(PackError)
        raise


def account(provision: Provision, citations: Mapping[str, list[str]]) -> dict[str, Any]:
    """What became of a provision."""
    if provision.id in citations:
        return {"became": CITED, "by": citations[provision.id]}
    if provision.register:
        return {"became": REGISTER}
    if provision.reason:
        return {"became": REASON, "reason": provision.reason}
    return {"became": NOTHING}


def _rule(rule: Rule, pack: Pack) -> dict[str, Any]:
    """One rule; its parts are rules of their own and stand after it. One that Python made tells by which hook."""
    content: dict[str, Any] = {"path": rule.path, "is": type(rule).__name__, "place": _place(rule.place)}
    content["source"] = list(rule.sources)
    content["name"] = _label(rule.label) if rule.label else None
    for item in fields(rule):
        value = getattr(rule, item.name)
        if item.name in ("path", "place", "sources", "label") or _has_rules(value) or value in (None, "", ()):
            continue
        content[item.name] = canonical(value) if isinstance(value, Node | Label | tuple) else value
    if isinstance(rule, Criterion):
        content["requires"] = _label(required(pack, rule.condition))
    return content


def _has_rules(value: object) -> bool:
    return isinstance(value, Rule) or (isinstance(value, tuple) and any(isinstance(part, Rule) for part in value))


def _provision(one: Provision, citations: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "id": one.id,
        "clause": one.clause,
        "kind": one.kind,
        "entity": one.entity,
        "anchor": one.anchor,
        "statement": one.statement,
        "certainty": one.certainty,
        "values": _plain(one.values),
        "notes": one.notes,
        **account(one, citations),
    }


def _gap(one: Gap, ledger: Ledger, citations: Mapping[str, list[str]]) -> dict[str, Any]:
    related = [name for name in one.related if name in ledger.provisions]
    found: dict[str, Any] = {"became": RELATED if related else NOTHING}
    if one.id in citations:
        found = {"became": CITED, "by": citations[one.id]}
    return {
        "id": one.id,
        "expected": one.expected,
        "document_says": one.document_says,
        "related": list(one.related),
        **found,
    }


def _plain(value: Any) -> Any:
    """The fast YAML reader takes unquoted dates for dates."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file, "line": place.line, "column": place.column} if place is not None else None


def _label(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
