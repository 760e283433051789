"""An invented district of any size: its enterprises, their titles, claims and cases, as an authority might hold them.

    python -m benchmarks.registries --rows 100000 --seed 1 --dirty 0.01 --format csv OUT

Sizes are skewed: most enterprises have nothing on record, a few have hundreds of records. The clean district is written in
Parquet parts sorted by enterprise. Dirt is counted: `manifest.json` tells every row that a careful reader sets aside, and why.
The same seed and size give the same district in each format.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
import numpy as np
import polars as pl

PART_ROWS = 500_000
FORMATS = ("csv", "gb18030", "xlsx", "jsonl", "parquet")
FIRST, LAST = date(1990, 1, 1).toordinal(), date(2025, 12, 31).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
PLACES = ("yinchuan", "jiyuan", "qingdao_ftz", "sanmen", "jiangjin", "elsewhere")
KINDS = {"enterprise": "企业", "public_institution": "事业单位", "university": "高等院校", "law_firm": "律师事务所"}
TRAITS = {"knowledge_intensive": "知识密集型", "technology_intensive": "技术密集型", "innovative": "创新型", "large": "大型"}
LEVELS = {"district": "区级", "city": "市级", "province": "省级", "nation": "国家级"}
TITLES = {"yinchuan": ("station", "point", "base"), "jiyuan": ("unit",), "qingdao_ftz": ("demonstration_unit",)}
IN_CHINESE = {
    "id": "编号", "name": "名称", "kind": "类别", "place": "所在地", "founded": "成立日期", "staff": "职工人数",
    "staff_trained": "受训人数", "traits": "特点", "has_rules": "有保密制度", "has_organisation": "有保密机构",
    "has_measures": "有保密措施", "applied": "提出申请", "region": "地区", "level": "级别", "holder": "持有人",
    "granted": "认定日期", "held.from": "held.from", "held.to": "held.to", "filed": "申领日期", "paid": "支付",
    "amount (yuan)": "金额（元）", "respondent": "被投诉人", "received": "收到投诉举报", "accepted": "受理",
    "incentive": "激励", "infringement": "侵犯商业秘密", "yinchuan.willing": "yinchuan.主观意愿",
}  # fmt: skip
HOLDER = {"titles": "holder", "claims": "holder", "cases": "respondent"}
CLAIMANT = {"claims": "申领人"}
SIZES = {"titles": 0.9, "claims": 1.2, "cases": 0.9}
"""Records for one enterprise, on average."""
SPOILED: dict[str, tuple[tuple[str, str], ...]] = {
    "units": (
        ("staff", "许多"),
        ("founded", "2020-02-30"),
        ("kind", "公司"),
        ("has_rules", "也许"),
        ("staff", "#N/A"),
        ("id", ""),
    ),
    "titles": (("level", "镇级"), ("granted", "2025-13-01"), ("held.from", "某日"), ("holder", ""), ("holder", "U-NOBODY")),
    "claims": (("amount (yuan)", "五百"), ("filed", "20250132"), ("holder", "U-NOBODY")),
    "cases": (("received", "2025.02.30"), ("infringement", "不清楚吧"), ("respondent", "")),
}
"""What is written over a cell: no such value, no such day, nobody."""


@dataclass
class Manifest:
    """What was written: rows of each table, and which of them (from 0) are to be set aside, with the reason."""

    rows: dict[str, int] = field(default_factory=dict)
    aside: dict[str, dict[int, str]] = field(default_factory=dict)

    def save(self, path: Path, **about: object) -> None:
        counts = {table: len(rows) for table, rows in self.aside.items()}
        path.write_text(
            json.dumps({**about, "rows": self.rows, "dirty": counts, "aside": self.aside}, ensure_ascii=False), "utf-8"
        )


def write_district(
    out: Path,
    rows: int,
    seed: int = 1,
    dirty: float = 0.0,
    kind: str = "parquet",
    part_rows: int = PART_ROWS,
    busy: float = 1.0,
) -> Manifest:
    """Write a district of so many enterprises into a folder (a workbook for `xlsx`), with its manifest beside it; in a `busy`
    one each has so many times the records."""
    manifest, writer = Manifest(), _WRITERS[kind](out)
    for number, start in enumerate(range(0, rows, part_rows)):
        random = np.random.default_rng([seed, number])
        tables = _tables(random, start, min(part_rows, rows - start), busy)
        if dirty or kind != "parquet":
            tables = {name: _spelled(frame, name, np.random.default_rng([seed, number, 1])) for name, frame in tables.items()}
        if dirty:
            tables = _soiled(tables, manifest, np.random.default_rng([seed, number, 2]), dirty)
        for name, frame in tables.items():
            manifest.rows[name] = manifest.rows.get(name, 0) + frame.height
            writer.put(name, frame)
    writer.close()
    manifest.save(out.with_name(f"{out.name}.manifest.json"), seed=seed, dirty_share=dirty, format=kind)
    return manifest


# --- the district, in values of types of their own ---


def _tables(random: np.random.Generator, start: int, rows: int, busy: float) -> dict[str, pl.DataFrame]:
    number = np.arange(start, start + rows)
    units = _units(random, number)
    tables = {"units": units}
    ids = units["id"]
    for name, mean in SIZES.items():
        # A long tail: the logarithm of how many there are is normal.
        counts = np.floor(random.lognormal(-0.7, 1.1, rows) * mean * busy).astype(np.int64)
        owner = np.repeat(np.arange(rows), counts)
        tables[name] = _MAKERS[name](random, ids.gather(owner), start * 10 + np.arange(len(owner)))
    return tables


def _units(random: np.random.Generator, number: np.ndarray[Any, Any]) -> pl.DataFrame:
    rows = len(number)
    staff = np.minimum(np.floor(random.lognormal(3.3, 1.4, rows)).astype(np.int64) + 1, 500_000)
    traits = random.random((rows, len(TRAITS))) < (0.15, 0.2, 0.25, 0.05)
    listed = pl.DataFrame({name: pl.Series(traits[:, index]) for index, name in enumerate(TRAITS)}).select(
        pl.concat_str([pl.when(name).then(pl.lit(name)) for name in TRAITS], separator=";", ignore_nulls=True).alias("traits")
    )["traits"]
    frame = pl.DataFrame(
        {
            "id": _ids("U", number),
            "name": pl.select(pl.format("护密{}号有限公司", pl.Series(number))).to_series(),
            "kind": _one_of(random, tuple(KINDS), rows, (0.85, 0.05, 0.05, 0.05)),
            "place": _one_of(random, PLACES, rows),
            "founded": _days(random, rows, FIRST, LAST),
            "staff": staff,
            "staff_trained": np.floor(staff * random.random(rows)).astype(np.int64),
            "traits": listed.replace("", "none"),
            **{name: random.random(rows) < 0.6 for name in ("has_rules", "has_organisation", "has_measures")},
            "applied": _days(random, rows, LAST - 700, LAST),
            "yinchuan.willing": random.random(rows) < 0.7,
        }
    )
    return _with_gaps(frame, random, ("id", "name"), 0.12)


def _titles(random: np.random.Generator, owners: pl.Series, number: np.ndarray[Any, Any]) -> pl.DataFrame:
    rows = len(owners)
    granted = random.integers(LAST - 2500, LAST, rows)
    kinds = [(region, kind) for region, of_region in TITLES.items() for kind in of_region]
    chosen = random.integers(0, len(kinds), rows)
    ends = np.where(random.random(rows) < 0.7, 0, granted + random.integers(365, 1500, rows))
    until = pl.select(pl.when(pl.Series(ends) > 0).then(_spelled_day(pl.Series(ends))).otherwise(pl.lit(".."))).to_series()
    frame = pl.DataFrame(
        {
            "id": _ids("T", number),
            "region": pl.Series([region for region, _ in kinds]).gather(chosen),
            "kind": pl.Series([kind for _, kind in kinds]).gather(chosen),
            "level": _one_of(random, tuple(LEVELS), rows, (0.5, 0.35, 0.1, 0.05)),
            "holder": owners,
            "granted": _as_days(granted),
            "held.from": _as_days(granted),
            "held.to": until,
        }
    )
    return _with_gaps(frame, random, ("id", "holder", "region", "kind", "held.from", "held.to"), 0.05)


def _claims(random: np.random.Generator, owners: pl.Series, number: np.ndarray[Any, Any]) -> pl.DataFrame:
    rows = len(owners)
    frame = pl.DataFrame(
        {
            "id": _ids("C", number),
            "region": pl.Series(["qingdao_ftz"] * rows, dtype=pl.String),
            "incentive": pl.Series(["cash"] * rows, dtype=pl.String),
            "holder": owners,
            "filed": _days(random, rows, LAST - 1200, LAST),
            "paid": random.random(rows) < 0.4,
            "amount (yuan)": random.integers(1, 51, rows) * 1000,
        }
    )
    return _with_gaps(frame, random, ("id", "holder", "region", "incentive"), 0.08)


def _cases(random: np.random.Generator, owners: pl.Series, number: np.ndarray[Any, Any]) -> pl.DataFrame:
    rows = len(owners)
    received = random.integers(LAST - 1500, LAST - 60, rows)
    frame = pl.DataFrame(
        {
            "id": _ids("K", number),
            "region": _one_of(random, PLACES[:-1], rows),
            "respondent": owners,
            "received": _as_days(received),
            "accepted": _as_days(received + random.integers(0, 30, rows)),
            "infringement": random.random(rows) < 0.3,
        }
    )
    return _with_gaps(frame, random, ("id", "respondent", "region"), 0.1)


_MAKERS = {"titles": _titles, "claims": _claims, "cases": _cases}


def _ids(letter: str, number: np.ndarray[Any, Any]) -> pl.Series:
    digits = pl.Series(number).cast(pl.String).str.zfill(10)
    return letter + digits


def _one_of(
    random: np.random.Generator, names: tuple[str, ...], rows: int, shares: tuple[float, ...] | None = None
) -> pl.Series:
    return pl.Series(names).gather(random.choice(len(names), rows, p=shares))


def _days(random: np.random.Generator, rows: int, first: int, last: int) -> pl.Series:
    return _as_days(random.integers(first, last, rows))


def _as_days(ordinals: np.ndarray[Any, Any]) -> pl.Series:
    return pl.Series(ordinals - EPOCH).cast(pl.Int32).cast(pl.Date)


def _spelled_day(ordinals: pl.Series) -> pl.Expr:
    return pl.lit((ordinals - EPOCH).cast(pl.Int32).cast(pl.Date)).dt.to_string("%Y-%m-%d")


def _with_gaps(frame: pl.DataFrame, random: np.random.Generator, always: tuple[str, ...], share: float) -> pl.DataFrame:
    """The frame with cells that nobody filled in."""
    return frame.with_columns(
        pl.when(pl.Series(random.random(frame.height) >= share)).then(pl.col(name)).alias(name)
        for name in frame.columns
        if name not in always
    )


# --- as clerks write it ---


def _spelled(frame: pl.DataFrame, table: str, random: np.random.Generator) -> pl.DataFrame:
    """Every cell as text, in one of the ways that people write it."""
    columns = []
    for name, kind in frame.schema.items():
        cell, style = pl.col(name), pl.Series(random.integers(0, 4, frame.height))
        if kind == pl.Date:
            written = (
                pl.when(style == 0).then(cell.dt.to_string("%Y/%-m/%-d"))
                .when(style == 1).then(cell.dt.to_string("%Y年%-m月%-d日"))
                .otherwise(cell.dt.to_string("%Y-%m-%d"))
            )  # fmt: skip
        elif kind == pl.Boolean:
            written = pl.when(cell.is_null()).then(None).when(cell).then(pl.lit("是")).otherwise(pl.lit("否"))
        elif name == "amount (yuan)":
            written = cell.cast(pl.String)
        elif kind == pl.Int64:
            written = (
                pl.when((style == 0) & (cell >= 1000) & (cell < 1_000_000))
                .then(pl.format("{},{}", cell // 1000, (cell % 1000).cast(pl.String).str.zfill(3)))
                .otherwise(cell.cast(pl.String))
            )
        elif name == "traits":
            written = cell.str.replace_many({**TRAITS, "none": "无", ";": "、"})
        elif (name in ("kind", "level") and table != "titles") or name == "level":
            written = pl.when(style == 0).then(cell).otherwise(cell.replace({**KINDS, **LEVELS}))
        elif name == "name":
            written = pl.when(pl.Series(random.random(frame.height)) < 0.01).then(cell + ",分公司").otherwise(cell)
        else:
            written = cell
        columns.append(written.alias(name))
    spelled = frame.select(columns)
    names = {
        **IN_CHINESE,
        **({"holder": CLAIMANT[table]} if table in CLAIMANT else {}),
        **({"kind": "种类"} if table == "titles" else {}),
    }
    return spelled.rename({name: names[name] for name in spelled.columns})


# --- dirt ---


def _soiled(
    tables: dict[str, pl.DataFrame], manifest: Manifest, random: np.random.Generator, share: float
) -> dict[str, pl.DataFrame]:
    """The tables with bad cells and repeated rows, all of which are told in the manifest."""
    made = dict[str, pl.DataFrame]()
    lost: set[str] = set()
    for name, frame in tables.items():
        before, aside = manifest.rows.get(name, 0), dict[int, str]()
        owner = _heading(name, HOLDER.get(name, "id"))
        chosen = random.permutation(frame.height)[: int(frame.height * share)]
        repeated, spoiled = chosen[: len(chosen) // 6], chosen[len(chosen) // 6 :]
        owners = frame[owner].to_list()
        frame = _spoiled(frame, name, spoiled.tolist(), aside)
        if name == "units":
            lost.update(owners[row] for row in aside if owners[row])
            lost.update(owners[row] for row in repeated.tolist())
        if len(repeated):
            aside.update(dict.fromkeys(repeated.tolist(), "repeated"))
            frame, aside = _with_repeated(frame, repeated.tolist(), aside)
        if name != "units":
            for row, who in enumerate(frame[owner].to_list()):
                if who in lost:
                    aside[row] = aside.get(row, "of an enterprise set aside")
        manifest.aside.setdefault(name, {}).update((before + row, why) for row, why in sorted(aside.items()))
        made[name] = frame
    return made


def _heading(table: str, name: str) -> str:
    return CLAIMANT.get(table, "持有人") if name == "holder" else IN_CHINESE[name]


def _spoiled(frame: pl.DataFrame, table: str, rows: list[int], aside: dict[int, str]) -> pl.DataFrame:
    """Bad values written over cells, in turn."""
    for turn, (name, value) in enumerate(SPOILED[table]):
        mine = rows[turn :: len(SPOILED[table])]
        aside.update(dict.fromkeys(mine, f"{name}: {value or 'blank'}"))
        column = _heading(table, name) if name != "kind" else "类别"
        frame = frame.with_columns(frame[column].scatter(mine, [value] * len(mine)).alias(column)) if mine else frame
    return frame


def _with_repeated(frame: pl.DataFrame, rows: list[int], aside: dict[int, str]) -> tuple[pl.DataFrame, dict[int, str]]:
    """Some rows once more, at the end."""
    longer = pl.concat([frame, frame[rows]])
    return longer, {**aside, **{frame.height + index: "repeated" for index in range(len(rows))}}


# --- files ---


class _Parquet:
    """A folder for each table, one part for each part of the district."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.numbers: dict[str, int] = {}

    def put(self, table: str, frame: pl.DataFrame) -> None:
        number = self.numbers[table] = self.numbers.get(table, -1) + 1
        (self.out / table).mkdir(parents=True, exist_ok=True)
        frame.write_parquet(self.out / table / f"part-{number:05}.parquet", compression="lz4")

    def close(self) -> None:
        pass


class _Text:
    """A file for each table."""

    suffix = ""

    def __init__(self, out: Path) -> None:
        self.out = out
        out.mkdir(parents=True, exist_ok=True)
        self.streams: dict[str, Any] = {}

    def put(self, table: str, frame: pl.DataFrame) -> None:
        first = table not in self.streams
        if first:
            self.streams[table] = (self.out / f"{table}{self.suffix}").open("wb")
        self.streams[table].write(self.data(frame, first))

    def data(self, frame: pl.DataFrame, first: bool) -> bytes:
        raise NotImplementedError

    def close(self) -> None:
        for stream in self.streams.values():
            stream.close()


class _Csv(_Text):
    suffix, encoding = ".csv", "utf-8"

    def data(self, frame: pl.DataFrame, first: bool) -> bytes:
        return frame.write_csv(include_header=first).encode(self.encoding)


class _Gb18030(_Csv):
    encoding = "gb18030"


class _Json(_Text):
    suffix = ".jsonl"

    def data(self, frame: pl.DataFrame, first: bool) -> bytes:
        return frame.write_ndjson().encode()


class _Workbook:
    """One workbook, a sheet for each table."""

    def __init__(self, out: Path) -> None:
        from openpyxl import Workbook

        self.out, self.book = out, Workbook(write_only=True)
        self.sheets: dict[str, Any] = {}

    def put(self, table: str, frame: pl.DataFrame) -> None:
        if table not in self.sheets:
            self.sheets[table] = self.book.create_sheet(table)
            self.sheets[table].append(frame.columns)
        for row in frame.iter_rows():
            self.sheets[table].append(row)

    def close(self) -> None:
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(self.out)


_WRITERS: dict[str, Any] = {"csv": _Csv, "gb18030": _Gb18030, "xlsx": _Workbook, "jsonl": _Json, "parquet": _Parquet}


@click.command()
@click.option("--rows", default=100_000, show_default=True, help="Enterprises.")
@click.option("--seed", default=1, show_default=True)
@click.option("--dirty", default=0.0, show_default=True, help="Share of the rows of each table that are dirtied.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="parquet", show_default=True)
@click.argument("out", type=click.Path(path_type=Path))
def main(rows: int, seed: int, dirty: float, kind: str, out: Path) -> None:
    """Write an invented district into OUT: a folder, or a workbook for xlsx."""
    manifest = write_district(out, rows, seed, dirty, kind)
    click.echo(f"{manifest.rows} -> {out}")


if __name__ == "__main__":
    main()
