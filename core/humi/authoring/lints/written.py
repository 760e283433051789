"""Where a rule and its parts are written: the keys of the tree, found by the path of the rule."""

from __future__ import annotations

from collections.abc import Iterator

from humi.authoring.lints.draft import Draft
from humi.policy.rules import identifier
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place
from humi.values.dates import NotADate, parse_days


def key_of(draft: Draft, path: str) -> Scalar | None:
    """The key under which a rule stands; of a day of a series that day's. None for what is not written so."""
    key: Scalar | None = None
    located: Located | None = draft.located
    for step in path.split("/"):
        found = next((entry for entry in entries(located) if step in (english(entry[0].text), identifier(entry[0]))), None)
        if found is None:
            due = value_of(located, "due")
            found = next((entry for entry in entries(due) if _is_day(entry[0].text, step)), None)
        if found is None:
            return key
        key, located = found
    return key


def place_of(draft: Draft, path: str, otherwise: Place | None = None) -> Place | None:
    """The place of that key."""
    key = key_of(draft, path)
    return key.place if key is not None else otherwise


def section(draft: Draft, name: str) -> tuple[tuple[Scalar, Located], ...]:
    """The entries of a section of the pack."""
    return entries(value_of(draft.located, name))


def entries(located: Located | None) -> tuple[tuple[Scalar, Located], ...]:
    """The entries of a mapping; none of anything else."""
    return located.entries if isinstance(located, Mapping) else ()


def value_of(located: Located | None, word: str) -> Located | None:
    """What stands under a word, in either spelling."""
    return next((value for key, value in entries(located) if english(key.text) == word), None)


def words(located: Located) -> Iterator[str]:
    """What is written in a tree, without what only people read."""
    if isinstance(located, Scalar):
        yield located.text
    elif not isinstance(located, Mapping):
        for item in located.items:
            yield from words(item)
    elif not is_label(located):
        for key, value in located.entries:
            yield key.text
            yield from words(value)


def is_label(located: Located) -> bool:
    """Whether it is a text in two languages."""
    return isinstance(located, Mapping) and set(located.keys()) == {"zh", "en"}


def everything(located: Located) -> Iterator[Located]:
    """A tree and all its parts; what an alias repeats comes again."""
    yield located
    if isinstance(located, Mapping):
        for key, value in located.entries:
            yield key
            yield from everything(value)
    elif not isinstance(located, Scalar):
        for item in located.items:
            yield from everything(item)


def _is_day(text: str, step: str) -> bool:
    try:
        return parse_days(text) == parse_days(step)
    except NotADate:
        return False
