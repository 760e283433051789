"""A page as Markdown, as GitHub shows it: tables, links within the page, drawings as Mermaid diagrams.

Packs are untrusted: whatever could be markup is escaped, so that a name stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from humi.wording.pages.page import Block, Drawing, Form, Page, Section, anchors_of, fragment
from humi.wording.shape import Line, Node, Span, Table
from humi.wording.svg import clean
from humi.wording.words import SIGNS

SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&#!])")
SCHEME = re.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=www)\.", re.IGNORECASE)
"""Where something would become a link by itself."""
AT_START = re.compile(r"^(?:[-+=]|\d+[.)](?=\s|$))")
"""What would begin a list, or make a heading of the line before."""
INDENT = "  "


def to_markdown(page: Page) -> str:
    """The page, ending in a line break."""
    return "\n".join(_Writer(page).lines()) + "\n"


class _Writer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.known = anchors_of(page)
        self.colon = "：" if page.lang == "zh" else ": "

    def lines(self) -> Iterator[str]:
        page = self.page
        yield from (f"# {escaped(page.title)}", "", self.strong(page.subtitle), "")
        yield from (f"> {self.words(page.notice)}", "")
        for name, held in page.about:
            yield f"- {self.strong(name)}{self.colon}{self.words(held)}"
        if page.contents:
            yield from ("", f"## {'目录' if page.lang == 'zh' else 'Contents'}", "")
            yield from self.contents(page.sections, 0)
        for section in page.sections:
            yield from self.section(section, 2)
        yield from ("", "---")
        for held in page.foot:
            yield from ("", self.words(held))

    def contents(self, sections: tuple[Section, ...], depth: int) -> Iterator[str]:
        for section in sections:
            if section.anchor:
                yield f"{INDENT * depth}- [{section.number} {escaped(section.title)}](#{fragment(section.anchor)})"
                yield from self.contents(section.sections, depth + 1)

    def section(self, section: Section, depth: int) -> Iterator[str]:
        yield ""
        if section.anchor:
            yield from (f'<a id="{fragment(section.anchor)}"></a>', "")
        yield f"{'#' * depth} {' '.join(filter(None, (section.number, escaped(section.title))))}"
        before: Block | None = None
        for block in section.blocks:
            if not (isinstance(block, Node) and isinstance(before, Node)):
                yield ""
            yield from self.block(block)
            before = block
        for inner in section.sections:
            yield from self.section(inner, depth + 1)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Table():
                yield from self.table(block)
            case Node():
                yield from self.node(block, 0)
            case Drawing(caption=caption, mermaid=mermaid):
                yield from (begun(escaped(caption)), "", "```mermaid", *mermaid.splitlines(), "```") if mermaid else ()
            case Form(fields=fields):
                yield from (f"- {begun(escaped(name))}{self.colon}________" for name in fields)
            case _:
                yield self.words(block)

    def node(self, node: Node, depth: int) -> Iterator[str]:
        yield f"{INDENT * depth}- {anchors(node.anchors)}{self.words(node.line)}"
        for below in node.below:
            yield from self.node(below, depth + 1)

    def table(self, table: Table) -> Iterator[str]:
        yield f"| {' | '.join(escaped(heading) for heading in table.headings)} |"
        yield f"|{' --- |' * len(table.headings)}"
        for row in table.rows:
            first, *rest = map(self.words, row.cells)
            yield f"| {' | '.join((anchors(row.anchors) + first, *rest))} |"

    # --- words ---

    def words(self, spans: Line) -> str:
        return begun("".join(map(self.span, spans)))

    def span(self, span: Span) -> str:
        text = escaped(span.text)
        if span.link in self.known:
            inner = text.strip()
            return text.replace(inner, f"[{inner}](#{fragment(span.link)})") if inner else text
        if span.outcome is not None:
            return f"{SIGNS[span.outcome]} {text}"
        if span.role in ("strong", "title"):
            return self.strong(span.text)
        return f"{self.colon}{text}" if span.role == "subject" else text

    def strong(self, text: str) -> str:
        """Stars do not mark what begins or ends with a mark of its own, where letters follow."""
        plain = text.strip()
        if plain[:1].isalnum() and plain[-1:].isalnum():
            return f"**{escaped(plain)}**"
        return f"<strong>{escaped(plain)}</strong>" if plain else ""


def anchors(names: tuple[str, ...]) -> str:
    """Places that links lead to."""
    return "".join(f'<a id="{fragment(name)}"></a>' for name in names)


def begun(text: str) -> str:
    """Text that stands at the beginning of a line."""
    return AT_START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text.strip())


def escaped(text: str) -> str:
    """Text of which nothing is markup."""
    return SCHEME.sub(lambda found: f"\\{found[0]}", SPECIAL.sub(r"\\\1", clean(text)))
