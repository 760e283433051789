"""A screened population for people: how many rows came to what, which were set aside and why, and what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from humi.decision import PRECEDENCE
from humi.policy.pack import Pack
from humi.values.label import Label, Lang
from humi.wording.report import asked_line
from humi.wording.shape import Block, Line, Node, Report, Row, Span, Table, line
from humi.wording.show import joined
from humi.wording.words import HEADINGS, OUTCOMES

if TYPE_CHECKING:
    from humi.plugins import Regions
    from humi.screening.sql import Statement
    from humi.sheets.files import Screened

APPLICANTS = Label("申请人", "applicants")
DECISIONS = Label("裁定", "determinations")
READ = Label("已读 {rows:,} 行（{tables}）", "read: {rows:,} rows ({tables})")
NONE_READ = Label("没有读到任何行", "no row was read")
SET_ASIDE = Label("搁置 {rows:,} 行，未采用：", "rows set aside and not used: {rows:,}")
TIMES = Label("{number:,} 处，例如 {example}", "{number:,} times, for example {example}")
WRITTEN = Label("已写入：{files}", "written: {files}")
KEPT = Label("搁置的行：{files}", "rows set aside: {files}")
MEND_THERE = Label(
    "改正方法：在搁置的行里改好格子（# 开头的列不用改），再用同样的命令和选项读取 {folder}；或者在原来的表里改好，整张重来",
    "to mend: correct the cells there (columns that begin with # are passed over), then give {folder} to the same command; "
    "or correct the table they came from, and read all of it again",
)
MEND_RECORDS = Label(
    "申请人自己的行没有搁置时，其记录要在原来的表里改好，整张重来",
    "records of applicants whose own row is good: correct them in the table they came from, and read all of it again",
)
NO_SHEET = Label(
    "{files} 里的行放不进工作表（例如格子数与列名不符），请用文本编辑器改，不要用表格软件打开",
    "{files}: rows that no sheet can hold as they are (such as those with too many or too few cells); mend them in a text "
    "editor, not in a spreadsheet program",
)
READS = Label("读取 {table}：{columns}", "reads {table}: {columns}")
STANDS_FOR = Label("{short} 即 {long}", "{short} stands for {long}")
LOOKED_UP = Label("日期查找表 {name}", "{name}, in which days are looked up")
BEST_FIRST = tuple(reversed(PRECEDENCE))
HEADS = (HEADINGS["region"], HEADINGS["what"], *(OUTCOMES[outcome] for outcome in BEST_FIRST))
"""Of a table with a row for each rule and the number of rows that came to each outcome."""


def screened_report(result: Screened, regions: Regions, on: date, lang: Lang) -> Report:
    """The outcomes of every rule, and what became of the rows."""
    return (
        asked_line(on.isoformat(), lang),
        rows_line(result, regions.vocabulary.labels, lang),
        _table(result, regions.packs, lang),
        *aside_blocks(result, lang),
        *written_lines(result, lang),
    )


def screened_data(result: Screened, on: date) -> dict[str, Any]:
    """The same for programs."""
    return {
        "on": on.isoformat(),
        "rows": dict(result.rows),
        "aside": dict(result.aside),
        "problems": dict(result.codes),
        "outcomes": {
            f"{region}/{path}": {outcome.value: counts[outcome] for outcome in BEST_FIRST if counts[outcome]}
            for (region, path), counts in result.outcomes.items()
        },
        "open": {_path(key): _named(counts) for key, counts in result.open.items() if counts},
        "failed": {_path(key): dict(counts.most_common()) for key, counts in result.failed.items() if counts},
        "written": list(map(str, result.written)),
        "put_aside": list(map(str, result.put_aside)),
    }


def _path(key: tuple[str, str]) -> str:
    return "/".join(key)


def _named(causes: Counter[tuple[str, str]]) -> dict[str, int]:
    """How many rows each cause keeps open, the most frequent first."""
    return {" ".join(cause).strip(): number for cause, number in causes.most_common()}


def sql_script(statement: Statement, on: date, lang: Lang) -> str:
    """A statement, with what it is, reads and calls things in comments above it."""
    what = LOOKED_UP.text(lang).format(name=statement.name)
    told = [f"{statement.region} {statement.name} {on.isoformat()}" if statement.region else what]
    for table, columns in statement.reads.items():
        typed = ", ".join(f"{name} text" if is_text else name for name, is_text in columns.items())
        told.append(READS.text(lang).format(table=table, columns=typed))
    told += [STANDS_FOR.text(lang).format(short=short, long=long) for long, short in statement.shortened.items()]
    return "\n".join([*(f"-- {one}" for one in told), f"{statement.sql};", ""])


def rows_line(result: Screened, labels: Mapping[str, Label], lang: Lang) -> Line:
    """How many rows were read of each table."""
    names = {**labels, "applicants": APPLICANTS, "determinations": DECISIONS}
    tables = joined([f"{names[name].text(lang)} {rows:,}" for name, rows in result.rows.items()], lang)
    if not tables:
        return line(NONE_READ.text(lang))
    return line(READ.text(lang).format(rows=sum(result.rows.values()), tables=tables))


def _table(result: Screened, packs: Mapping[str, Pack], lang: Lang) -> Table:
    names = {(region, rule.path): rule.name() for region, pack in packs.items() for rule in pack.rules()}
    rows = []
    for (region, path), counts in result.outcomes.items():
        numbers = (line(f"{counts[outcome]:,}" if counts[outcome] else "") for outcome in BEST_FIRST)
        label = packs[region].label
        rows.append(Row((line(label.text(lang)), line(names[region, path].text(lang)), *numbers)))
    return Table(tuple(head.text(lang) for head in HEADS), tuple(rows), grouped=1, spoken=2)


def aside_blocks(result: Screened, lang: Lang) -> tuple[Block, ...]:
    """How many rows were set aside, and why."""
    if not result.aside:
        return ()
    told = []
    for code, number in result.codes.most_common():
        example = result.examples.get(code)
        shown = example.render(lang) if example is not None else code
        told.append(Node(line(TIMES.text(lang).format(number=number, example=shown))))
    head = SET_ASIDE.text(lang).format(rows=sum(result.aside.values()))
    return (Node(line(Span(head, "strong")), told),)


def written_lines(result: Screened, lang: Lang) -> tuple[Line, ...]:
    """Which files were written."""
    told = ((WRITTEN, result.written), (KEPT, result.put_aside))
    written = [line(label.text(lang).format(files=joined(list(map(str, paths)), lang))) for label, paths in told if paths]
    return (*written, *_mending(result, lang))


def _mending(result: Screened, lang: Lang) -> Iterator[Line]:
    """What to do about rows set aside. A record is judged with its applicant, so that it cannot be screened without."""
    if not result.put_aside:
        return
    if "applicants" in result.aside:
        yield line(MEND_THERE.text(lang).format(folder=result.mended_in))
    if {".csv", ".xlsx"} <= {path.suffix.lower() for path in (*result.put_aside, *result.written)}:
        texts = [str(path) for path in result.put_aside if path.suffix.lower() == ".csv"]
        if texts:
            yield line(NO_SHEET.text(lang).format(files=joined(texts, lang)))
    if set(result.aside) != {"applicants"}:
        yield line(MEND_RECORDS.text(lang))
