"""C470 and up: whole tables, proofs, and what is asked and advised."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

ANALYSES: dict[str, Entry] = {
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
    "C473": Entry(
        "error",
        "没有一个申请人可以试算（已读 {rows} 行，搁置 {aside} 行），没有写出结果",
        "there is no applicant to screen (rows read: {rows}, set aside: {aside}): no result was written",
        same("humi screen titles.csv -o result.xlsx"),
        same("humi screen registry/ -o result.xlsx"),
        Label("空的结果会被当作没有人符合", "an empty result would be taken for nobody that qualifies"),
    ),
    "C480": Entry(
        "error",
        "没有「{found}」这项事实或列表",
        "there is no fact or list `{found}`",
        same("humi how dossier.yaml --keep place"),
        same("humi how dossier.yaml --keep unit.place --keep titles"),
        Label("事实以所属对象开头：unit.place、base.carrier", "a fact begins with what it is of: unit.place, base.carrier"),
    ),
    "C481": Entry(
        "error",
        "「{found}」不是 事实=整数",
        "`{found}` is not FACT=N with a whole number",
        same("humi how dossier.yaml --cost unit.place=dear"),
        same("humi how dossier.yaml --cost unit.place=30"),
        Label("代价是整数，最多九位，单位自定", "a cost is a whole number of up to nine digits, of whatever you count"),
    ),
    "C485": Entry(
        "error",
        "没有「{found}」这项认定：写作 地区/designations/编号、地区编号或 all",
        "there is no designation `{found}`: write REGION/designations/ID, a REGION, or `all`",
        same("humi prove --implies sanmen/key_enterprise yinchuan"),
        same("humi prove --implies sanmen/designations/key_enterprise yinchuan"),
        Label("要比较的认定必须找得到", "what is compared has to be found"),
    ),
    "C490": Entry(
        "error",
        "两个版本对事实「{found}」的规定不同（类型、取值或范围），同一张表不能供两个版本试算",
        "the versions declare the fact `{found}` otherwise (its type, values or bounds): no one table can be read for both",
        same("humi diff v1.0:plugins/yinchuan plugins/yinchuan --over list.csv"),
        same("humi diff v1.0:plugins/yinchuan plugins/yinchuan"),
        Label("表中的一格在两个版本中意思不同", "one cell would mean two things"),
    ),
    "C491": Entry(
        "error",
        "{found} 只与 --over 一起使用",
        "{found} goes with --over only",
        same("humi diff old/yinchuan new/yinchuan -o changes.xlsx"),
        same("humi diff old/yinchuan new/yinchuan --over list.csv -o changes.xlsx"),
        Label("案例各有自己的日期，结果印在屏幕上", "cases have days of their own, and what they show is printed"),
    ),
}
