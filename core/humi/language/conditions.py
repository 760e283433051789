"""Reading conditions: a mapping of facts and words means all of them."""

from __future__ import annotations

from humi.language.comparators import read_comparison
from humi.language.context import Context
from humi.language.members import ORDERED
from humi.language.nodes import (
    All,
    Always,
    AnyOf,
    AtLeastOf,
    Condition,
    Judgement,
    Not,
    Quantified,
    Readings,
    Term,
    Undecidable,
    Versions,
)
from humi.language.tables.table import INCLUDED
from humi.language.value_comparisons import COMPARATORS, read_value_comparison
from humi.language.values import bad_versions, dated_entries, read_names, read_related, value_word, version_starts
from humi.reading.fields import Fields, items_of, text_of, unknown_key, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar, Sequence
from humi.reading.problems import Place
from humi.values.label import Label
from humi.values.text import nearest

WORDS = {
    "all": ("all",),
    "any": ("any",),
    "not": ("not",),
    "when": ("when",),
    "at_least_of": ("at_least_of", "of"),
    "term": ("term",),
    "table": ("table",),
    "readings": ("readings", "names"),
    "judgement": ("judgement",),
    "unmeasured": ("unmeasured",),
    "no_clause": ("no_clause",),
    "some": ("some", "where"),
    "none": ("none", "where"),
    "every": ("every", "where", "meets"),
}
"""Each condition word with the keys that belong to it."""

MEMBERSHIP = ("equals", "in", *ORDERED, *INCLUDED)
"""How the answer of a table that is a category, and a list of answers, is compared."""

NEVER = Always(False)
"""Stands where nothing could be read; the pack is refused anyway."""


def read_condition(located: Located, context: Context) -> Condition:
    """A condition. Every problem is reported; what cannot be read becomes `NEVER`."""
    if context.too_deep(located.place):
        return NEVER
    if isinstance(located, Scalar) and isinstance(located.value, bool):
        return Always(located.value, place=located.place)
    if not isinstance(located, Mapping):
        wrong_type(context.problems, located, "mapping")
        return NEVER
    if not located.entries:
        context.problems.add("L114", located.place)
        return NEVER
    starts = version_starts(located)
    if starts:
        dated = dated_entries(located, context.problems)
        return Versions(starts, tuple(read_condition(value, context.deeper()) for _, value in dated), place=located.place)
    if bad_versions(located, context.problems):
        return NEVER
    return joined(_entries(located, context), located.place)


def joined(items: list[Condition], place: Place) -> Condition:
    """All of the items; one alone stands for itself."""
    return items[0] if len(items) == 1 else All(tuple(items), place=place)


def _entries(located: Mapping, context: Context) -> list[Condition]:
    """The conditions of a mapping, entry by entry; keys that belong to a word are read with it."""
    written = {english(key.text) for key, _ in located.entries}
    compares = not written.isdisjoint(COMPARATORS)
    if "table" in written and not written.isdisjoint((*COMPARATORS, *MEMBERSHIP)):
        return [_compared_table(located, context)]
    compares = compares or _is_value_term(located, context)
    if "share" in written or value_word(located) not in ((None,) if compares else (None, "term", "readings", "table")):
        return [read_value_comparison(located, context)]
    claimed = {key for word, keys in WORDS.items() if word in written for key in keys[1:]}
    conditions: list[Condition] = []
    for key, value in located.entries:
        word = english(key.text)
        if word in claimed:
            continue
        if word in WORDS and not (context.record and context.is_fact(key)):
            names = WORDS[word]
            own = Mapping(tuple(entry for entry in located.entries if english(entry[0].text) in names), place=located.place)
            conditions.append(_word(Fields(own, context.problems, names, english), word, value, key.place, context))
        elif context.is_fact(key):
            conditions.append(read_comparison(key, value, context))
        else:
            known = [*WORDS, *(context.names.vocabulary.facts_of(context.record) if context.record else ())]
            meant = context.spelled_out(key)
            if meant:
                context.problems.add("L104", key.place, found=key.text, suggestion=meant[0])
            else:
                unknown_key(context.problems, key, known)
    return conditions


def _is_value_term(located: Mapping, context: Context) -> bool:
    """Whether a value is named that was declared once: whatever stands beside it is meant as a comparator."""
    named = next((value for key, value in located.entries if english(key.text) == "term"), None)
    term = context.names.terms.get(named.text) if isinstance(named, Scalar) else None
    return term is not None and term.value is not None


def _word(fields: Fields, word: str, located: Located, place: Place, context: Context) -> Condition:
    problems, inner = context.problems, context.deeper()
    match word:
        case "when":
            return read_condition(located, inner)
        case "all" | "any":
            items = _list(located, context)
            return (All if word == "all" else AnyOf)(items, place=place) if items else NEVER
        case "not":
            return Not(read_condition(located, inner), place=place)
        case "at_least_of":
            of = fields.require("of")
            items = _list(of, context) if of is not None else ()
            if not isinstance(located, Scalar) or not isinstance(located.value, int) or isinstance(located.value, bool):
                wrong_type(problems, located, "integer")
                return NEVER
            if items and not 1 <= located.value <= len(items):
                problems.add("D303", located.place, found=located.text, minimum="1", maximum=str(len(items)), fact=word)
            return AtLeastOf(located.value, items, place=place)
        case "term":
            return _term(located, context, place)
        case "table":
            from humi.language.tables.lookups import read_lookup

            return read_lookup(located, place, context) or NEVER
        case "readings":
            return _readings(located, read_names(fields, located), inner, place)
        case "judgement":
            return _judgement(located, context, place)
        case "unmeasured" | "no_clause":
            return Undecidable(word, text_of(located, problems), place=place)
        case _:
            related = read_related(fields, word, context)
            if related is None:
                return NEVER
            meets: Condition = Always(True)
            if word == "every":
                required = fields.require("meets")
                meets = read_condition(required, context.among(related.relation)) if required is not None else NEVER
            return Quantified(word, related, meets, place=place)


def _compared_table(located: Mapping, context: Context) -> Condition:
    """What a table answers against what stands under comparators: a figure as any value, else by its members."""
    from humi.language.tables.lookups import holds_figures, read_lookup_comparison

    if holds_figures(located, context):
        return read_value_comparison(located, context)
    fields = Fields(located, context.problems, ("table", *MEMBERSHIP), english)
    return read_lookup_comparison(fields, located.place, context) or NEVER


def _list(located: Located, context: Context) -> tuple[Condition, ...]:
    if not isinstance(located, Sequence) or not located.items:
        wrong_type(context.problems, located, "list of conditions")
        return ()
    return tuple(read_condition(item, context.deeper()) for item in items_of(located))


def _term(located: Located, context: Context, place: Place) -> Condition:
    name = text_of(located, context.problems)
    term = context.names.terms.get(name)
    if term is None and name in context.names.declared:
        context.problems.add("L116", located.place, found=name)
        return NEVER
    if term is None or term.condition is None:
        known = [word for word, text in context.names.terms.items() if text.condition is not None]
        context.problems.add("L105", located.place, found=name, allowed=", ".join(known), suggestion=nearest(name, known) or "")
        return NEVER
    return Term(name, term.condition, place=place)


def _readings(located: Located, labels: tuple[Label, ...], context: Context, place: Place) -> Condition:
    if not isinstance(located, Mapping) or len(located.entries) < 2:
        wrong_type(context.problems, located, "mapping of two or more readings")
        return NEVER
    options = tuple((key.text, read_condition(value, context)) for key, value in located.entries)
    return Readings(options, labels, place=place)


def _judgement(located: Located, context: Context, place: Place) -> Condition:
    fields = Fields(located, context.problems, ("standard", "by", "name"), english)
    standard = fields.text("standard") if fields.require("standard") is not None else ""
    published = english(standard) != "unpublished"
    name, by = fields.text("name"), english(fields.text("by", "unstated"))
    path = "/".join(filter(None, (context.path, name)))
    if path in context.names.judgements:
        context.problems.add("L111", place, path=path)
    context.names.judgements.add(path)
    named = standard if published else "unpublished"
    return Judgement(path, named, published, None if by == "unstated" else by, place=place)
