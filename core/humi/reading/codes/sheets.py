"""C470 and up: result files of whole tables."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

SHEETS: dict[str, Entry] = {
    "C470": Entry(
        "error",
        "一张工作表最多 {limit} 行，结果更多：请写成 .csv 或 .parquet",
        "a sheet has at most {limit} rows, and there are more: write .csv or .parquet",
        same("humi screen all.parquet -o result.xlsx"),
        same("humi screen all.parquet -o result.csv"),
        Label("工作表的行数由文件格式限定", "the format of workbooks sets the limit"),
    ),
    "C471": Entry(
        "error",
        "「{found}」的扩展名不是结果的格式 可用：{allowed}",
        "the ending of `{found}` is no format for results; allowed: {allowed}",
        same("humi screen list.csv -o result.xls"),
        same("humi screen list.csv -o result.xlsx"),
        Label("格式由扩展名决定", "the ending decides on the format"),
    ),
    "C472": Entry(
        "error",
        "--sql 不读表，不能与「{found}」同用",
        "--sql reads nothing: it does not go with `{found}`",
        same("humi screen list.csv --sql duckdb"),
        same("humi screen --sql duckdb -r yinchuan > screen.sql"),
        Label("SQL 由数据库在它自己的表上运行，与这里的文件无关", "the SQL is run by a database, over tables of its own"),
    ),
}
