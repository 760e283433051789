"""Reading members of categories, texts and kinds, by id or Chinese name."""

from __future__ import annotations

from humi.dossier.facts import Fact
from humi.language.context import Context
from humi.reading.fields import items_of, text_of, wrong_type
from humi.reading.keywords import english, truth
from humi.reading.located import Located, Scalar
from humi.values.text import nearest

ORDERED = ("at_least", "more_than", "at_most", "less_than")


def read_members(fact: Fact, word: str, located: Located, context: Context) -> tuple[str, ...]:
    if fact.type == "boolean":
        values = [truth(item.value) if isinstance(item, Scalar) else None for item in items_of(located)]
        if None in values:
            wrong_type(context.problems, located, "true / false")
        return tuple("yes" if value else "no" for value in values)
    if fact.type == "text":
        return _texts(fact, located, context)
    members = known_members(fact, located, context)
    if word in ORDERED and members:
        at = fact.members.index(members[0])
        ranges = {"at_least": (at, None), "more_than": (at + 1, None), "at_most": (0, at + 1), "less_than": (0, at)}
        first, last = ranges[word]
        return fact.members[first:last]
    return members


def known_members(fact: Fact, located: Located, context: Context) -> tuple[str, ...]:
    """Members by id or Chinese name; an unknown one is reported where it stands."""
    spelled = {label.zh: member for member, label in zip(fact.members, fact.member_labels, strict=False)}
    members = []
    for item in items_of(located):
        word = text_of(item, context.problems)
        member = spelled.get(word, word)
        if member in fact.members or (english(member) == "other" and fact.has_other):
            members.append(member if member in fact.members else "other")
        else:
            context.problems.add(
                "L105",
                item.place,
                found=word,
                allowed=", ".join(fact.members),
                suggestion=nearest(word, [*fact.members, *spelled]) or "",
            )
    return tuple(members)


def _texts(fact: Fact, located: Located, context: Context) -> tuple[str, ...]:
    """Texts as they stand; kinds of titles, kinds of acts and ids of incentives must be declared by the pack."""
    names = context.names
    known: tuple[str, ...] = ()
    if fact.path == "title.kind":
        known = tuple(names.kinds)
    elif fact.path == "claim.incentive":
        known = names.incentives
    elif fact.path == "act.kind":
        known = names.acts
    else:
        return tuple(text_of(item, context.problems) for item in items_of(located))
    texts: list[str] = []
    for item in items_of(located):
        word = text_of(item, context.problems)
        # What the pack declares comes before the Chinese name of an entity.
        kind = names.vocabulary.entity(word) if fact.path == "title.kind" and word not in known else word
        if kind in known:
            texts.extend(names.kinds.get(kind, (kind,)) if fact.path == "title.kind" else (kind,))
        else:
            context.problems.add(
                "L105", item.place, found=word, allowed=", ".join(known), suggestion=nearest(word, known) or ""
            )
    return tuple(dict.fromkeys(texts))
