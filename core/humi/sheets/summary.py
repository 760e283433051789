"""The first sheet of a workbook of results: how many rows came to what, what is missing most often, what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from humi.decision import Cause
from humi.policy.pack import Pack
from humi.sheets.columns import names_in
from humi.sheets.workbook import LINE, Workbook, width_of, write_row
from humi.values.label import Label, Lang
from humi.wording.causes import short
from humi.wording.plain import plain
from humi.wording.screening import BEST_FIRST, HEADS, aside_blocks, rows_line
from humi.wording.shape import text_of
from humi.wording.words import ASKED, DRY_RUN

if TYPE_CHECKING:
    from humi.sheets.files import Screened

TITLE = Label("汇总", "summary")
MISSING = Label("最常缺的（不能确定的行数）", "missing most often (rows undetermined)")
FAILED = Label("最常不符合的（行数）", "failed most often (rows)")
MOST = 5
"""So many are named."""
WIDTHS = (16, 34, *[13] * len(BEST_FIRST), 60, 44)


def write_summary(result: Screened, packs: Sequence[Pack], labels: Mapping[str, Label], on: date, lang: Lang) -> Any:
    """What writes the sheet, for `Output.put_front`."""

    def write(book: Workbook, sheet: Any) -> None:
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width)
        colon = "：" if lang == "zh" else ": "
        sheet.write_string(0, 0, f"{ASKED.text(lang)}{colon}{on.isoformat()}  {DRY_RUN.text(lang)}", book.title)
        sheet.write_string(1, 0, text_of(rows_line(result, labels, lang)))
        heads = [*(head.text(lang) for head in HEADS), MISSING.text(lang), FAILED.text(lang)]
        sheet.set_row(3, 2 * LINE)
        write_row(sheet, 3, heads, None, book.heading)
        at = 3
        for at, row in enumerate(_rows(result, packs, lang), 4):
            numbers = slice(2, 2 + len(BEST_FIRST))
            lines = max(-(-width_of(cell) // (width - 1)) for cell, width in zip(row, WIDTHS, strict=True))
            sheet.set_row(at, LINE * lines)
            write_row(sheet, at, row[:2], None, book.wrapped)
            for column, number in enumerate(row[numbers], 2):
                sheet.write_number(at, column, number, book.number)
            for column, text in enumerate(row[numbers.stop :], numbers.stop):
                sheet.write_string(at, column, text, book.wrapped)
        sheet.freeze_panes(4, 2)
        told = plain(aside_blocks(result, lang), lang).splitlines() if result.aside else []
        for line in told:
            at += 1
            sheet.write_string(at + 1, 0, line)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    return write


def _rows(result: Screened, packs: Sequence[Pack], lang: Lang) -> Iterator[list[Any]]:
    """A row for each rule."""
    for pack in packs:
        names, rules = names_in(pack), {rule.path: rule.name() for rule in pack.rules()}
        for (region, path), counts in result.outcomes.items():
            if region != pack.region:
                continue
            causes = result.open[region, path].most_common()
            missing = [(short(Cause(*cause, name=names.get(cause[1])), lang), number) for cause, number in causes]
            failed = [(rules[name].text(lang), number) for name, number in result.failed[region, path].most_common()]
            yield [
                pack.label.text(lang),
                rules[path].text(lang),
                *(counts[outcome] for outcome in BEST_FIRST),
                _told(missing, lang),
                _told(failed, lang),
            ]


def _told(counted: Sequence[tuple[str, int]], lang: Lang) -> str:
    """`own wish 11,203; place 8,100`; of two that are told alike, the more frequent."""
    told: dict[str, int] = {}
    for name, number in counted:
        told.setdefault(name, number)
    return ("；" if lang == "zh" else "; ").join(f"{name} {number:,}" for name, number in list(told.items())[:MOST])
