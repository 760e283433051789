"""Questions at a terminal: each with a default, an answer that cannot be read is told and asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from humi.cli.bilingual import lang_of, say
from humi.errors import InputError, UsageError
from humi.values.label import Label
from humi.values.text import normalise

T = TypeVar("T")


class Words(click.Choice[str]):
    """One of a few words, which may be written in Chinese or in full-width characters."""

    def __init__(self, names: Mapping[str, Label]) -> None:
        super().__init__(tuple(names))
        self.names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word that is meant. Raises click.BadParameter where it is none of them."""
        return super().convert(self.meant(str(value)), param, ctx)

    def meant(self, text: str) -> str:
        """The word for its name or the beginning of it; what is none of them stays as it is."""
        found = normalise(text).lower()
        if found in self.names or not found:
            return found
        told = ((word, normalise(one).lower()) for word, names in self.names.items() for one in names)
        return next((word for word, name in told if name.startswith(found)), found)


def ask(question: Label, default: str, read: Callable[[str], T], context: click.Context) -> T:
    """An answer that can be read. `read` raises InputError for any other."""
    while True:
        answer = click.prompt(say(context, question), default=default, show_default=bool(default), err=True)
        try:
            return read(str(answer).strip())
        except InputError as error:
            click.echo(error.render(lang_of(context)), err=True)


def choose(question: Label, words: Words, default: str, context: click.Context) -> str:
    """One of a few words, given by its name or by its number in the list."""
    lang = lang_of(context)
    known = list(words.names)
    for number, name in enumerate(words.names.values(), start=1):
        click.echo(f"  {number}  {name.text(lang)}", err=True)

    def read(text: str) -> str:
        found = words.meant(text)
        if found in known:
            return found
        if found.isdecimal() and 0 < int(found) <= len(known):
            return known[int(found) - 1]
        raise UsageError.of("C433", None, found=text, allowed=", ".join(name.text(lang) for name in words.names.values()))

    return ask(question, words.names[default].text(lang), read, context)
