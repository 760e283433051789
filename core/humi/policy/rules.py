"""Reading what every rule has: name, source, interpretation, note, topics answered; and criteria."""

from __future__ import annotations

from collections.abc import Mapping as WordMapping
from collections.abc import Sequence
from typing import Any

from humi.language.conditions import NEVER, read_condition
from humi.language.context import Context, Names
from humi.language.nodes import Compare, Ref
from humi.language.values import read_order, read_value
from humi.policy.pack import TOPICS, Criterion, Ordering, topic_of
from humi.reading.fields import Fields, is_text, items_of, text_of, unknown_word
from humi.reading.keywords import TABLE, chosen, english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place
from humi.values.text import nearest

META = ("name", "source", "interpretation", "note", "answers", "meant")
"""Keys that any rule may have."""
ORDERING = ("of", "order")
"""Keys of a value that orders."""


def identifier(key: Scalar) -> str:
    """The id that a key gives. A slash would start another part of a path: it is kept apart, and refused with the rest of
    what is no id."""
    return key.text.replace("/", "⁄")


def _apart(located: Mapping) -> tuple[Mapping, Mapping]:
    """What any rule may say, and what this one says."""
    said = [entry for entry in located.entries if english(entry[0].text) in META]
    rest = [entry for entry in located.entries if english(entry[0].text) not in META]
    return Mapping(tuple(said), located.place), Mapping(tuple(rest), located.place)


class RuleReader:
    """Reads rules of one pack; reports into the problems of its names."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.problems = names.problems

    def meta(self, fields: Fields, path: str, named: bool = False, sourced: bool = True) -> dict[str, Any]:
        """The arguments common to every rule."""
        name = path.rpartition("/")[2]
        if not name.replace("_", "a").isalnum():
            self.problems.add("L103", fields.place, found=name, expected="id")
        return self.said(fields, path, named, sourced)

    def said(self, fields: Fields, path: str, named: bool = False, sourced: bool = True) -> dict[str, Any]:
        """As `meta`, of a part whose path ends in something other than an id."""
        if named:
            fields.require("name")
        sources = self.texts(fields, "source")
        if sourced and not sources:
            self.problems.add("P201", fields.place, key=path)
        answers = tuple(self.topic(topic, fields.place_of("answers")) for topic in self.texts(fields, "answers"))
        self._meant(fields)
        return {
            "path": path,
            "place": fields.place,
            "sources": sources,
            "label": fields.label(),
            "interpretation": fields.label("interpretation"),
            "note": fields.label("note"),
            "answers": answers,
        }

    def _meant(self, fields: Fields) -> None:
        """Codes of findings that are no mistake, and a remark that tells a reader why. They are no part of what a rule says."""
        located = fields.get("meant")
        if located is None:
            return
        from humi.reading.catalogue import CATALOGUE, EXCUSABLE

        for item in items_of(located):
            code = text_of(item, self.problems)
            if code[:1] not in EXCUSABLE or code not in CATALOGUE:
                allowed = [known for known in CATALOGUE if known[0] in EXCUSABLE]
                suggestion = nearest(code, allowed) or ""
                self.problems.add("L105", item.place, found=code, allowed=", ".join(allowed), suggestion=suggestion)
        if "note" not in fields and "interpretation" not in fields:
            self.problems.add("L102", fields.place_of("meant"), key="note")

    def one_of(
        self, fields: Fields, key: str, allowed: Sequence[str], default: str = "", choices: WordMapping[str, str] = TABLE
    ) -> str:
        """A key that holds a word of a closed list, spelt as in `choices`; another word is reported."""
        written = fields.text(key, default)
        found = chosen(written, choices)
        if is_text(fields.get(key)) and found != default and found not in allowed:
            unknown_word(self.problems, fields.place_of_value(key), written, allowed, choices)
        return found

    def topic(self, word: str, place: Place) -> str:
        """The topic that a word names; a word that names none is reported."""
        topic = topic_of(word)
        if topic not in TOPICS:
            suggestion = nearest(topic, TOPICS) or ""
            self.problems.add("P209", place, found=topic, allowed=", ".join(TOPICS), suggestion=suggestion)
        return topic

    def texts(self, fields: Fields, key: str) -> tuple[str, ...]:
        """A key that holds one word or a list of words."""
        located = fields.get(key)
        return () if located is None else tuple(text_of(item, self.problems) for item in items_of(located))

    def criterion(self, located: Located, path: str, this: str) -> Criterion:
        """A condition with its source; the condition stands in the same mapping."""
        if not isinstance(located, Mapping):
            self.problems.add("L103", located.place, found=getattr(located, "text", "list"), expected="mapping")
            return Criterion(path, located.place, (), condition=NEVER)
        meta, rest = _apart(located)
        fields = Fields(meta, self.problems, META, english)
        context = Context(self.names, f"{self.names.region}/{path}", this)
        condition = read_condition(rest, context)
        return Criterion(**self.meta(fields, path), condition=condition)

    def preference(self, located: Located, path: str, this: str) -> Criterion:
        """What puts some applicants before others: a condition, or a value `of` which the highest or the lowest comes first."""
        words = {english(key.text) for key, _ in _apart(located)[1].entries} if isinstance(located, Mapping) else set[str]()
        if not words or not words <= set(ORDERING):
            return self.criterion(located, path, this)
        fields = Fields(located, self.problems, (*ORDERING, *META), english)
        of = fields.require("of")
        value = read_value(of, Context(self.names, f"{self.names.region}/{path}", this)) if of is not None else None
        highest_first, meta = read_order(fields, self.problems), self.meta(fields, path)
        if value is None:
            return Criterion(**meta, condition=NEVER)
        known = Compare("==", value, value, place=located.place)
        return Ordering(**meta, condition=known, value=value, highest_first=highest_first)

    def criteria(self, fields: Fields, key: str, path: str, this: str, ordering: bool = False) -> tuple[Criterion, ...]:
        """A section of criteria by id; where they are `ordering`, each may be a value."""
        located = fields.get(key)
        if located is None:
            return ()
        if not isinstance(located, Mapping):
            self.problems.add("L103", located.place, found=getattr(located, "text", "list"), expected="mapping")
            return ()
        read = self.preference if ordering else self.criterion
        return tuple(read(value, f"{path}/{key}/{identifier(name)}", this) for name, value in located.entries)

    def event(self, fields: Fields, key: str, context: Context) -> Ref | None:
        """A key that names the event or date a rule is about."""
        located = fields.get(key)
        if located is None:
            return None
        ref = context.resolve(text_of(located, self.problems), located.place)
        if ref is not None and ref.fact.type not in ("event", "date"):
            self.problems.add("L103", located.place, found=ref.fact.type, expected="event, date")
            return None
        return ref
