"""Pages read back: HTML by the parser that browsers agree on, Markdown by the one that rich uses."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import html5lib
from markdown_it import MarkdownIt
from markdown_it.token import Token

Element = Any


def parsed(text: str) -> Element:
    """The document; any mistake in it is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def ids(root: Element) -> list[str]:
    return [one.get("id") for one in root.iter() if one.get("id")]


def links(root: Element) -> list[str]:
    return [one.get("href") for one in root.iter("a") if one.get("href")]


def words(element: Element) -> str:
    return "".join(element.itertext())


def tokens(markdown: str) -> Iterator[Token]:
    """Every token, those within lines too."""
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        yield token
        yield from token.children or ()
