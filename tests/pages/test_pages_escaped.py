"""Whatever a pack or dossier says stays words: in HTML, in its style sheet, in pictures, in Markdown, in Mermaid."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from humi.wording.pages.flow import Flow, Item, Stage, drawing_of, mermaid, timeline_mermaid
from humi.wording.pages.html import to_html
from humi.wording.pages.markdown import to_markdown
from humi.wording.pages.page import Form, Page, Section, fragment, numbered
from humi.wording.shape import Node, Row, Span, Table, line
from tests.pages.reading import Element, parsed, tokens, words


def flat(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


MARKS = "ab1 <>&\"'`*_[]()#-+=.|\\!~$:/;{}@%^\n\t银。《"
TEXTS = st.text(st.sampled_from(MARKS) | st.characters(codec="utf-8"), min_size=1, max_size=40)
MARKUP = st.sampled_from((
    "</style>", "<script>", "<!--", "]]>", "```", "[a](b)", "![a](b)", "&lt;", "https://a.b", "www.a.b", "1. a", "- a", "| a |",
    "**a**", "*/", "</title>", "\\", "end", "#", "<b>a</b>", "a\n\n# b", "%%{init}%%",
))  # fmt: skip
NAMES = (TEXTS | MARKUP | st.tuples(TEXTS, MARKUP, TEXTS).map("".join)).filter(lambda text: bool(flat(text)))


def tags(root: Element) -> list[str]:
    """The elements in their order; a picture has a line of text more or less."""
    return [str(one.tag) for one in root.iter() if not str(one.tag).endswith("svg}text")]


def page_with(name: str) -> Page:
    """The name wherever there may be one."""
    shown = line(Span(name, "strong"), name, Span(name, "quiet", link="x/y"))
    flow = Flow(name, (Stage(name, (Item("fact", name, (Item("open", name),)),), said=name), Stage(name, goal=True)))
    blocks = (
        shown,
        Node(shown, [Node(shown)], ("x/y",)),
        Table((name, name), (Row((shown, shown), (f"x/{name}",)),), 0, 1),
        drawing_of(flow, "en"),
        Form((name,)),
    )
    sections = numbered((Section(name, "a", blocks, (Section(name, f"b/{name}", (shown,)),)),))
    return Page("en", name, name, ((name, shown),), shown, sections, name, (shown,), contents=True)


@settings(deadline=None)
@given(NAMES)
def test_html_says_the_name_and_holds_no_other_elements(name: str) -> None:
    made, plain = to_html([page_with(name)]), to_html([page_with("plain")])
    root = parsed(made)
    assert tags(root) == tags(parsed(plain))
    assert flat(words(root.find("body/article/main/section/h2"))) == f"1 {flat(name)}"


@settings(deadline=None)
@given(NAMES)
def test_the_style_sheet_holds_the_name_as_a_string(name: str) -> None:
    (style,) = parsed(to_html([page_with(name)])).iter("style")
    (content,) = re.findall(r'@top-left \{ content: "([^"]*)"; \}', style.text)
    read = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), content)
    assert flat(read) == flat(name)
    assert "\n" not in content


@settings(deadline=None)
@given(NAMES)
def test_markdown_says_the_name_and_holds_no_other_markup(name: str) -> None:
    made, plain = list(tokens(to_markdown(page_with(name)))), list(tokens(to_markdown(page_with("plain"))))
    structure = [one.type for one in made if one.type.endswith("_open") and one.type not in ("strong_open",)]
    assert structure == [one.type for one in plain if one.type.endswith("_open") and one.type not in ("strong_open",)]
    raw = "".join(one.content for one in made if one.type in ("html_inline", "html_block"))
    assert re.fullmatch(r'(<a id="[^"<>&]+">|</a>|</?strong>|\s)*', raw)
    heading = next(index for index, one in enumerate(made) if one.type == "heading_open" and one.tag == "h1")
    texts = [one.content for one in made[heading + 1].children or () if one.type == "text"]
    assert flat("".join(texts)) == flat(name)


@settings(deadline=None)
@given(NAMES)
def test_mermaid_finds_nothing_to_read_in_a_name(name: str) -> None:
    flow = Flow(name, (Stage(name, (Item("fact", name),)), Stage(name, goal=True)))
    text = mermaid(flow, "en")
    assert len(text.split("\n")) == 6
    assert text.count('"') == 2 * 3
    inner = re.sub(r"#\d+;|<b>|</b>|<br/>", "", "".join(re.findall(r'"([^"]*)"', text)))
    assert not set(inner) & set("<>\"`[]{}()|&;#\\%")
    assert ":" not in timeline_mermaid("a", [(name, name)]).splitlines()[2].replace(" : ", "", 1)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_anchors_are_never_called_the_same(one: str, other: str) -> None:
    assert re.fullmatch(r"[\w.-]+", fragment(one))
    slashed = {one.replace("/", "--"), other.replace("/", "--")}
    assert (fragment(one) == fragment(other)) == (len(slashed) == 1)
