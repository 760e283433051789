"""The text of a document, split into the clauses that provisions are filed under.

| clause | what |
| --- | --- |
| 元数据 | page metadata and title, up to the addressees or the preamble |
| 通知 | the covering notice, addressees and signature included, where a document with a title of its own follows |
| 序言 | title of the plan proper and preamble, up to the first heading |
| 一, 三(五), 二(二)4 | headings `一、`, `(五)`, `4.` or `4、`, each with the paragraphs below it up to the next heading |
| 四.三 | a paragraph of clause 四 that opens with 三是 |
| 第九条 | an article |
| 落款, 附件 | signature and what follows it, annexes |
| 标题, 段1 | a text without headings (a report): its first paragraph, then the others by number |

Lines that start with `#` are editorial. A clause is its own text only: 三 does not hold what stands under 三(一).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from humi.reading.files import lines_of

NUMERAL = "[一二三四五六七八九十百]+"
SECTION = re.compile(f"({NUMERAL})、")
PART = re.compile(f"[(（]({NUMERAL})[)）]")
ITEM = re.compile(r"(\d{1,3})(?:[.．](?!\d)|、)")
PHASE = re.compile(f"({NUMERAL})是")
ARTICLE = re.compile(r"(第[一二三四五六七八九十百零〇\d]+条)")
ANNEX = re.compile(r"附\s*件\s*\d*\s*(?:[:：]|$)")
ADDRESSEES = re.compile(r"[^。]*(?:各|所属|直属|有关单位)[^。]*[:：]")
DIGITS = r"[一二三四五六七八九十\d]{1,3}"
DAY = re.compile(rf"[〇○零一二三四五六七八九\d]{{4}}\s*年\s*{DIGITS}\s*月\s*{DIGITS}\s*日")
POINTED = re.compile(r"[,，。;；:：!！?？]")

METADATA, NOTICE, PREAMBLE, SIGNATURE, ANNEXES, TITLE = "元数据", "通知", "序言", "落款", "附件", "标题"
UNSPOKEN = (METADATA, SIGNATURE, ANNEXES, TITLE)
"""Clauses of fields and titles, where only what ends in a full stop is a sentence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without the space around it, and where in the file it starts."""

    text: str
    line: int
    column: int = 1


Clauses = dict[str, list[Paragraph]]


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of the document: every line that is neither blank nor editorial."""
    lines = enumerate(lines_of(text), start=1)
    found = (Paragraph(line.strip(), number, len(line) - len(line.lstrip()) + 1) for number, line in lines)
    return [one for one in found if one.text and not one.text.startswith("#")]


def split(text: str) -> Clauses:
    """The clauses of a document by name, in order."""
    found = paragraphs(text)
    start = next((index for index, one in enumerate(found) if _opens_body(one.text)), None)
    if start is None:
        return {(f"段{index}" if index else TITLE): [one] for index, one in enumerate(found)}
    return {**_front(found[:start]), **_body(found[start:])}


def has_marker(text: str) -> bool:
    """Whether a paragraph opens with the number of a section, part or item, which a heading may follow."""
    return any(marker.match(text) for marker in (SECTION, PART, ITEM))


def _opens_body(text: str) -> bool:
    return bool(SECTION.match(text) or ARTICLE.match(text))


def _front(found: list[Paragraph]) -> Clauses:
    """What stands before the first heading."""
    addressed = next((index for index, one in enumerate(found) if ADDRESSEES.fullmatch(one.text)), None)
    if addressed is None:
        # No addressees: the preamble is the first thing said in sentences.
        spoken = next((index for index, one in enumerate(found) if one.text.endswith("。")), len(found))
        return _named({METADATA: found[:spoken], PREAMBLE: found[spoken:]})
    rest = range(addressed + 1, len(found))
    titles = [index for index in rest if _is_title(found, index)]
    if not titles:
        return _named({METADATA: found[:addressed], PREAMBLE: found[addressed:]})
    title = titles[-1]
    return _named({METADATA: found[:addressed], NOTICE: found[addressed:title], PREAMBLE: found[title:]})


def _is_title(found: list[Paragraph], index: int) -> bool:
    """A line without punctuation that is neither a remark in brackets nor a date nor the signature above a date."""
    text = found[index].text
    following = found[index + 1].text if index + 1 < len(found) else ""
    remark = text[0] in "(（" and text[-1] in ")）"
    return not (POINTED.search(text) or remark or DAY.fullmatch(text) or DAY.fullmatch(following))


def _named(clauses: Clauses) -> Clauses:
    return {name: held for name, held in clauses.items() if held}


def _body(found: Iterable[Paragraph]) -> Clauses:
    clauses: Clauses = {}
    section, part, current = "", "", PREAMBLE
    for one in found:
        text = one.text
        if ANNEX.match(text):
            current = ANNEXES
        elif DAY.fullmatch(text):
            signed = _signatories(clauses.get(current, []))
            current = SIGNATURE
            clauses.setdefault(current, []).extend(signed)
        elif current in (SIGNATURE, ANNEXES):
            pass
        elif number := SECTION.match(text):
            section, part = number[1], ""
            current = section
        elif article := ARTICLE.match(text):
            section, part, current = article[1], "", article[1]
        elif number := PART.match(text):
            part = current = f"{section}({number[1]})"
        elif number := ITEM.match(text):
            current = f"{part or section}{number[1]}"
        elif number := PHASE.match(text):
            current = f"{part or section}.{number[1]}"
        clauses.setdefault(current, []).append(one)
    return _named(clauses)


def _signatories(above: list[Paragraph]) -> list[Paragraph]:
    """Take the names that stand right above a date out of the clause they seemed to belong to."""
    keep = len(above)
    while keep and not POINTED.search(above[keep - 1].text) and not has_marker(above[keep - 1].text):
        keep -= 1
    signed = above[keep:]
    del above[keep:]
    return signed
