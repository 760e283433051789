"""What is declared and what becomes of it: facts, terms, kinds and acts that no rule uses, facts that nobody can supply."""

from __future__ import annotations

import re
from collections import Counter

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.uses import facts_used, terms_used
from humi.authoring.lints.written import entries, everything, section, value_of, words
from humi.dossier.facts import Fact
from humi.policy.rules import identifier
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place, Problems
from humi.values.text import Near, normalise

_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*%?|[0-9]{4}(-[0-9]{2}){1,2}(/[0-9]{4}(-[0-9]{2}){1,2})?")
"""What is nothing but a number, a day or a period."""


def unused(draft: Draft, problems: Problems) -> None:
    """W801, W802, W803."""
    idle = _unused_terms(draft, problems)
    _unused_facts(draft, idle, problems)
    _unused_kinds(draft, problems)


def _unused_terms(draft: Draft, problems: Problems) -> list[Located]:
    used = terms_used(draft.pack)
    idle = [(key, value) for key, value in section(draft, "terms") if identifier(key) not in used]
    for key, _ in idle:
        problems.add("W802", key.place, found=key.text)
    return [value for _, value in idle]


def _unused_facts(draft: Draft, idle: list[Located], problems: Problems) -> None:
    """What only an unused term looks at is told with the term."""
    used, mentioned = facts_used(draft.pack), {word for term in idle for word in words(term)}
    for (key, _), fact in _own_facts(draft):
        if fact.path not in used and mentioned.isdisjoint((key.text, fact.path, fact.name, fact.label.zh)):
            problems.add("W801", key.place, found=key.text)


def _unused_kinds(draft: Draft, problems: Problems) -> None:
    """A kind or act whose id, or Chinese spelling, is written nowhere else."""
    written = Counter(words(draft.located))
    for name in ("kinds", "acts"):
        for key, _ in section(draft, name):
            if written[key.text] == 1:
                problems.add("W803", key.place, found=key.text)


def suppliers(draft: Draft, problems: Problems) -> None:
    """W804: of the authority's own acts, the applicant, who is asked where nobody is named, knows nothing."""
    for (key, value), fact in _own_facts(draft):
        if fact.entity == "programme" and value_of(value, "from") is None:
            problems.add("W804", key.place, found=key.text)


def clashes(draft: Draft, problems: Problems) -> None:
    """W805, W806: own facts that hide a shared one, and bounds between which nothing lies."""
    for (key, value), fact in _own_facts(draft):
        if draft.pack.vocabulary.find(fact.entity, fact.name) is not None:
            problems.add("W805", key.place, found=key.text, shared=f"{fact.entity}.{fact.name}")
        if fact.minimum > fact.maximum:
            low, high = (value_of(value, word) for word in ("minimum", "maximum"))
            if isinstance(low, Scalar) and isinstance(high, Scalar):
                problems.add("W806", low.place, found=low.text, maximum=high.text)


def _own_facts(draft: Draft) -> list[tuple[tuple[Scalar, Located], Fact]]:
    written = section(draft, "facts")
    return list(zip(written, draft.pack.facts, strict=True)) if len(written) == len(draft.pack.facts) else []


# --- what is written of every rule ---


def sources(draft: Draft, problems: Problems) -> None:
    """W808: one rule that cites the same id twice."""
    for part in everything(draft.located):
        cited = value_of(part, "source") if isinstance(part, Mapping) else None
        if cited is not None and not isinstance(cited, Scalar | Mapping):
            seen: set[str] = set()
            for item in cited.items:
                if isinstance(item, Scalar):
                    if item.text in seen:
                        problems.add("W808", item.place, found=item.text)
                    seen.add(item.text)


def empty_sections(draft: Draft, problems: Problems) -> None:
    """W809."""
    for key, value in entries(draft.located):
        if isinstance(value, Mapping) and not value.entries and _alone(key.place, value.place):
            problems.add("W809", key.place, found=key.text)


def _alone(key: Place, value: Place) -> bool:
    return key.line == value.line


def full_width(draft: Draft, problems: Problems) -> None:
    """W845: numbers and dates in characters of double width, which are read all the same."""
    for part in everything(draft.located):
        if isinstance(part, Scalar) and not part.text.isascii() and not part.quoted:
            plain = normalise(part.text)
            if plain != part.text and _NUMBER.fullmatch(plain):
                problems.add("W845", part.place, found=part.text, suggestion=Near(plain, only=True))
