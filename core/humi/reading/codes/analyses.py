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
        "{region}没有认定「{found}」",
        "{region} has no designation `{found}`",
        same("humi select list.csv pilot_unt -r jiyuan -o result.xlsx"),
        same("humi select list.csv pilot_unit -r jiyuan -o result.xlsx"),
        Label("写认定的编号或名称", "a designation is named by its id or its name"),
    ),
    "C474": Entry(
        "error",
        "「{found}」不是名额：写一个正整数，如 5，或一个区间，如 3-5",
        "`{found}` is no number of places: write a whole number from 1, such as 5, or a range, such as 3-5",
        same("humi select list.csv point -r yinchuan --places 0 -o result.xlsx"),
        same("humi select list.csv point -r yinchuan --places 5 -o result.xlsx"),
        Label("没有名额就无从选择", "where there is no place there is nothing to select"),
    ),
    "C475": Entry(
        "error",
        "文件没有写明「{found}」的名额，请用 --places 给出",
        "the text gives no number of places for `{found}`: give it with --places",
        same("humi select list.csv point -r yinchuan -o result.xlsx"),
        same("humi select list.csv point -r yinchuan --places 5 -o result.xlsx"),
        Label("名额不能推测", "the number of places is not to be guessed"),
    ),
    "C476": Entry(
        "error",
        "「{found}」的名额在文件中没有数量（{quota}），请用 --places 给出",
        "the text measures no number of places for `{found}` ({quota}): give it with --places",
        same("humi select list.csv key_cultivation -r jiangjin -o result.xlsx"),
        same("humi select list.csv key_cultivation -r jiangjin --places 10 -o result.xlsx"),
        Label("“一定数量”不是数字，名额不能推测", "“a certain number” is no number, and it is not to be guessed"),
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
