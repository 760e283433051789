"""The facts of two versions of a pack as one vocabulary, so that a population is read once for both."""

from __future__ import annotations

from humi.dossier.facts import ENTITIES, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.errors import UsageError
from humi.policy.pack import Pack

ALIKE = ("type", "members", "ordered", "places", "minimum", "maximum")
"""What a recorded fact is read by."""


def facts_of_both(old: Pack, new: Pack, others: Vocabulary) -> Vocabulary:
    """The facts of both versions, and those of `others`. A fact that a version does not know is nothing to it.

    Raises UsageError for a fact that the versions read otherwise: one table cannot hold it for both.
    """
    vocabulary = others
    for region in dict.fromkeys((old.region, new.region)):
        own = {fact.path: fact for pack in (old, new) for fact in _own(pack, region)}
        for fact in _own(old, region):
            if any(getattr(fact, name) != getattr(own[fact.path], name) for name in ALIKE):
                raise UsageError.of("C490", None, found=fact.path)
        vocabulary = vocabulary.with_region(region, own.values())
    return vocabulary


def _own(pack: Pack, region: str) -> list[Fact]:
    return [fact for entity in ENTITIES for fact in pack.vocabulary.facts_of(entity, region).values()]
