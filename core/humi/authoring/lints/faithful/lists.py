"""Lists of the text beside those of rules: 等 at the end against `open`, and what stands in one and not in the other.

An open list leaves what it does not name undetermined, a closed one refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from humi.authoring.lints.faithful.cited import Cited, Library, Words
from humi.authoring.lints.faithful.said import Said
from humi.authoring.quantities import NUMBER, quantities
from humi.dossier.facts import Fact
from humi.language import nodes as n
from humi.reading.located import Located, Mapping, Scalar, Sequence
from humi.reading.problems import Problems

COUNTED = "项种类个件款条步"
"""Units in which an interpretation counts what is in a list."""

OPEN = "open_list"
"""A recorded value that says that the text ends its list in 等."""

ENDS_OPEN = re.compile("[、和及与](?:[^、，。；,;]{1,20}?)(?<![高中初平同对相均])等(?![级待于同候额值效比次])")
JOINED = re.compile("[、和及与或]|以及|或者|并且?")
SAYS_OPEN = re.compile("(?<!没)有“等”|以“等”字?收尾|“等”字?结尾")
SAYS_CLOSED = re.compile("没有“等”|无“等”")
ABOUT_LISTS = re.compile("等|列|项|种|类|其他|其它|具备|任一|之一|均")
"""Words by which an interpretation speaks of what is in a list."""


def open_lists(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F707: the list of the text is open and the rule's is closed. F708: the other way round, where nothing says 等."""
    found = [node for node, reading in said.nodes if isinstance(node, n.OneOf | n.Includes) and reading is None]
    named = [node for node in found if len(node.members) > 1]
    is_open = any(_is_open(words, named) for words in cited.words)
    read_open = True if SAYS_OPEN.search(said.explained) else False if SAYS_CLOSED.search(said.explained) else None
    if read_open is None and said.rule.interpretation is not None:
        return
    is_open = is_open if read_open is None else read_open
    asked = [node for node in named if not (isinstance(node, n.Includes) and node.every)] if read_open else named
    if is_open and asked and not any(node.open for node in found):
        problems.add("F707", asked[0].place or said.rule.place, anchor=cited.said())
    for node in found:
        if node.open and not is_open and (read_open is False or not _says_other(cited)):
            problems.add("F708", node.place or said.rule.place, anchor=cited.said())


def _says_other(cited: Cited) -> bool:
    return any("等" in text or "其他" in text for one in cited.words for text in one.texts)


def _is_open(words: Words, named: list[n.OneOf | n.Includes]) -> bool:
    told = words.item.values.get(OPEN) if words.item.values is not None else None
    if isinstance(told, Scalar) and isinstance(told.value, bool):
        return told.value
    # Of another list of the sentence nothing is known here.
    names = [name for node in named for member, name in _names(node.ref.fact).items() if member in node.members]
    return any(name in words.segment for name in names) and bool(ENDS_OPEN.search(words.segment))


def members(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F711, F712: the list of the rule and the one that it cites name different members. F713: one is shorter."""
    lists = [node for node, _ in said.nodes if isinstance(node, n.OneOf | n.Includes) and node.ref.fact.member_labels]
    read = ABOUT_LISTS.search(said.explained) is not None
    told = [not read and _named_apart(node, said, cited, problems) for node in lists]
    if not any(told):
        _counted(lists, said, cited, problems)


def _named_apart(node: n.OneOf | n.Includes, said: Said, cited: Cited, problems: Problems) -> bool:
    """F711 and F712 of one list; whether there was any."""
    if len(node.members) < 2:
        return False
    place, own, names = node.place or said.rule.place, set(node.members), _names(node.ref.fact)
    recorded = [ids for ids in _recorded(cited) if len(ids & own) > 1 and ids <= set(names)]
    listed = [*recorded, *(found for found in _named(names, cited) if len(found & own) > 1)]
    lacking = sorted({one for found in listed for one in found - own})
    added = sorted(own - set().union(*listed)) if recorded else []
    for one in lacking:
        problems.add("F711", place, found=one, name=names[one], anchor=cited.said())
    for one in added:
        problems.add("F712", place, found=one, name=names.get(one, one), anchor=cited.said())
    return bool(lacking or added)


def _counted(lists: list[n.OneOf | n.Includes], said: Said, cited: Cited, problems: Problems) -> None:
    """F713: the one list of the rule is shorter than the one that was recorded, or than an interpretation says."""
    recorded = [ids for ids in _recorded(cited) if len(ids) > 1]
    if len(lists) != 1 or len(recorded) != 1 or not _is_same_list(lists[0], recorded[0]):
        return
    node, asked = lists[0], len(recorded[0])
    told = [int(one.value) for one in quantities(said.explained) if one.kind == NUMBER and one.words[-1:] in COUNTED]
    if not 2 <= len(node.members) < asked or len(node.members) in told or (told and asked not in told):
        return
    place, shown = node.place or said.rule.place, "、".join(sorted(recorded[0]))
    problems.add("F713", place, found=str(len(node.members)), count=str(asked), listed=shown, anchor=cited.said())


def _is_same_list(node: n.OneOf | n.Includes, recorded: set[str]) -> bool:
    """Whether a list that was recorded, in its own words, names a member of the rule's: `legal_training` is `training`."""
    names = _names(node.ref.fact)
    known = [name for member in node.members for name in (member, names.get(member, member))]
    return any(one in other or other in one for one in recorded for other in known)


def _names(fact: Fact) -> dict[str, str]:
    """The members of a fact by id, in Chinese."""
    return {name: label.zh for name, label in zip(fact.members, fact.member_labels, strict=True)}


def _named(names: dict[str, str], cited: Cited) -> Iterator[set[str]]:
    """The members whose names stand in the part of a sentence in which an anchor stands."""
    for words in cited.words:
        for text in {words.anchor, words.segment}:
            parts = [part for part in JOINED.split(text) if part]
            yield {name for name, zh in names.items() if len(zh) > 1 and any(zh in part for part in parts)}


def _recorded(cited: Cited) -> Iterator[set[str]]:
    """The lists that were recorded, of ids."""
    for words in cited.words:
        if words.item.values is not None:
            yield from _sequences(words.item.values)


def _sequences(located: Located) -> Iterator[set[str]]:
    if isinstance(located, Mapping):
        for _, value in located.entries:
            yield from _sequences(value)
    elif isinstance(located, Sequence):
        yield {item.text for item in located.items if isinstance(item, Scalar)}
