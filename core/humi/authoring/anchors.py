"""Holding a ledger against the text of its document: anchors stand once in a clause and in order, every sentence has one."""

from __future__ import annotations

from pathlib import Path
from re import escape, finditer

from humi.authoring.clauses import Clauses, split
from humi.authoring.ledger import ItemText, LedgerText
from humi.authoring.sentences import sentences
from humi.reading.files import read_bytes, to_text
from humi.reading.problems import Place, Problems
from humi.values.text import nearest

BRACKETS = str.maketrans("（）", "()")


def check_sources(region: str, ledger: LedgerText, folder: Path, problems: Problems) -> Clauses | None:
    """Verify a ledger against `<folder>/<region>.txt`; gives its clauses, None where there is no text."""
    path = folder / f"{region}.txt"
    if not path.is_file():
        problems.add("S503", Place(str(path), 0, 0), found=region)
        return None
    data = read_bytes(path, problems)
    text = to_text(data, str(path), problems) if data is not None else None
    if text is None:
        return None
    clauses = split(text)
    check_anchors(ledger, clauses, problems)
    check_order(ledger, clauses, problems)
    check_sentences(ledger, clauses, str(path), problems)
    return clauses


def clause_of(item: ItemText) -> str:
    """The clause that an item names, its brackets as the splitter writes them."""
    return item.clause.text.translate(BRACKETS).strip() if item.clause else ""


def check_anchors(ledger: LedgerText, clauses: Clauses, problems: Problems) -> None:
    """S501, S502, S505."""
    for item in ledger.items.values():
        if item.anchor is None or item.clause is None:
            continue
        clause, anchor = clause_of(item), item.anchor.text
        if clause not in clauses:
            problems.add(
                "S505",
                item.clause.place,
                found=item.clause.text,
                allowed=", ".join(clauses),
                suggestion=nearest(clause, clauses) or "",
            )
            continue
        count = _occurrences(anchor, clause, clauses)
        if count > 1:
            problems.add("S502", item.anchor.place, found=anchor, clause=clause, count=count)
        elif not count:
            elsewhere = [name for name in clauses if _occurrences(anchor, name, clauses)]
            where = elsewhere[0] if len(elsewhere) == 1 else ""
            if (other := _swapped(item, where, ledger, clauses)) is not None:
                problems.add("S506", item.anchor.place, found=anchor, clause=where, other=other)
            else:
                problems.add("S501", item.anchor.place, found=anchor, clause=clause, suggestion=where)


def _swapped(item: ItemText, where: str, ledger: LedgerText, clauses: Clauses) -> str | None:
    """The one provision of the clause in which an anchor really stands whose own anchor stands in this item's clause."""
    mine = clause_of(item)
    found = [
        name
        for name, other in ledger.items.items()
        if other.anchor is not None and clause_of(other) == where and where != mine
        if not _occurrences(other.anchor.text, where, clauses) and _occurrences(other.anchor.text, mine, clauses)
    ]
    return found[0] if len(found) == 1 else None


def check_order(ledger: LedgerText, clauses: Clauses, problems: Problems) -> None:
    """S507: of two provisions in a row, the later one stands earlier in their clause."""
    before: dict[str, tuple[tuple[int, int], ItemText]] = {}
    for item in ledger.items.values():
        clause = clause_of(item)
        place = _position(item, clauses)
        if place is None or item.anchor is None:
            continue
        if clause in before and place < before[clause][0]:
            other = before[clause][1]
            problems.add("S507", item.anchor.place, found=item.anchor.text, other=other.id.text, clause=clause)
        before[clause] = place, item


def _position(item: ItemText, clauses: Clauses) -> tuple[int, int] | None:
    """Paragraph and column of an anchor that stands once in its clause."""
    anchor = item.anchor.text if item.anchor is not None else ""
    found = [
        (number, paragraph.text.find(anchor))
        for number, paragraph in enumerate(clauses.get(clause_of(item), ()))
        if anchor and anchor in paragraph.text
    ]
    return found[0] if len(found) == 1 else None


def check_twins(ledger: LedgerText, problems: Problems) -> None:
    """S508: two provisions of a clause with one anchor."""
    seen: dict[tuple[str, str], ItemText] = {}
    for item in ledger.items.values():
        if item.anchor is not None and item.anchor.text:
            key = clause_of(item), item.anchor.text
            if key in seen:
                problems.add("S508", item.anchor.place, found=item.anchor.text, other=seen[key].id.text, clause=key[0])
            seen.setdefault(key, item)


def _occurrences(anchor: str, clause: str, clauses: Clauses) -> int:
    return sum(one.text.count(anchor) for one in clauses[clause]) if anchor else 0


def check_sentences(ledger: LedgerText, clauses: Clauses, file: str, problems: Problems) -> None:
    """S504."""
    anchors: dict[str, list[str]] = {}
    for item in ledger.items.values():
        if item.anchor is not None and item.anchor.text:
            anchors.setdefault(clause_of(item), []).append(item.anchor.text)
    for name, held in clauses.items():
        for paragraph in held:
            spans = [found.span() for anchor in anchors.get(name, ()) for found in finditer(escape(anchor), paragraph.text)]
            for sentence in sentences(name, paragraph):
                if not any(start < sentence.end and end > sentence.start for start, end in spans):
                    place = Place(file, paragraph.line, paragraph.column + sentence.start)
                    problems.add("S504", place, found=sentence.text, clause=name)
