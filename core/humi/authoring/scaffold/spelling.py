"""A pack's text in Chinese keywords, made from the one in English.

The text stays as it is but for the words themselves: what stands under `zh`, `en` and in ids is the author's.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from humi.dossier.facts import ENTITIES
from humi.dossier.vocabulary import shared_vocabulary
from humi.policy.pack import TOPICS
from humi.reading.keywords import TABLE

VALUES = ("unstated", "complete", "unpublished", "asked")
"""Words that stand as values."""


def in_chinese(text: str) -> str:
    """The same rules with Chinese words."""
    for first, last, word in reversed(list(_words(text))):
        text = text[:first] + word + text[last:]
    return text


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a word stands and what it is in Chinese."""
    is_key = False
    path: list[str] = []
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.KeyToken):
            is_key = True
        elif isinstance(token, yaml.ScalarToken):
            if is_key:
                path = [token.value]
            chinese = _chinese(token.value, is_key, path[-1] if path else "")
            if chinese != token.value and not token.style:
                yield token.start_mark.index, token.end_mark.index, chinese
            is_key = False


def _chinese(word: str, is_key: bool, key: str) -> str:
    labels = shared_vocabulary().labels
    entity, dot, name = word.partition(".")
    if dot and entity in ENTITIES:
        fact = shared_vocabulary().find(entity, name)
        return f"{labels[entity].zh}.{fact.label.zh}" if fact else word
    if is_key:
        return TABLE.get(word, word) if word not in TOPICS else TOPICS[word].zh
    if key == "for" and word in labels:
        return labels[word].zh
    if word in VALUES:
        return TABLE[word]
    return _member(word, key)


def _member(word: str, key: str) -> str:
    fact = shared_vocabulary().by_path(key) if "." in key else None
    if fact is not None and word in fact.members:
        return fact.member_labels[fact.members.index(word)].zh
    return word
