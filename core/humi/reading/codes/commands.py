"""C401 and up: commands, calls, and regions that cannot be loaded."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

COMMANDS: dict[str, Entry] = {
    "C401": Entry(
        "error",
        "文件「{found}」不存在",
        "there is no file `{found}`",
        same("humi evaluate dosier.yaml"),
        same("humi evaluate dossier.yaml"),
        Label("路径按当前目录解析", "paths are resolved from the current directory"),
    ),
    "C402": Entry(
        "error",
        "「{found}」是目录，不是文件",
        "`{found}` is a directory, not a file",
        same("humi evaluate ."),
        same("humi evaluate dossier.yaml"),
        Label("每次只读一个文件", "one file is read at a time"),
    ),
    "C403": Entry(
        "error",
        "不认识的地区「{found}」",
        "unknown region `{found}`",
        same("--region yinchan"),
        same("--region yinchuan"),
        Label("只能用已安装的地区", "only installed regions can be used"),
    ),
    "C405": Entry(
        "error",
        "「{found}」不是日期",
        "`{found}` is not a date",
        same("--on 2024-2-30"),
        same("--on 2024-02-29"),
        Label("日期写作 年-月-日", "a date is written year-month-day"),
    ),
    "C406": Entry(
        "error",
        "没有给出案卷",
        "no dossier is given",
        same("humi evaluate"),
        same("humi evaluate dossier.yaml"),
        Label("没有案卷就没有可判断的事实", "without a dossier there are no facts to judge"),
    ),
    "C407": Entry(
        "error",
        "规则包「{name}」无效",
        "the policy pack `{name}` is invalid",
        Label("带着错误发布", "publish with errors"),
        Label("先运行检查", "run the check first"),
        Label("无效的规则包得不出可靠结论", "an invalid pack leads to no reliable result"),
    ),
    "C408": Entry(
        "error",
        "地区「{name}」的插件无法加载：{reason}",
        "the plugin of the region `{name}` cannot be loaded: {reason}",
        same("from humi import RegionPlugn"),
        same("from humi import RegionPlugin"),
        Label("插件出错时，其他地区照常回答", "the other regions answer although one plugin fails"),
    ),
    "C409": Entry(
        "error",
        "没有代码「{found}」",
        "there is no code `{found}`",
        same("humi check --explain P2130"),
        same("humi check --explain P213"),
        Label("代码列表见 docs/errors.md", "docs/errors.md lists the codes"),
    ),
    "C421": Entry(
        "error",
        "「{found}」无法写入（系统原话：「{reason}」）",
        "`{found}` cannot be written (the system says `{reason}`)",
        same("humi timeline -o /missing/plan.svg"),
        same("humi timeline -o plan.svg"),
        Label("结果先写入同目录的临时文件，再改名", "a temporary file in the same folder is written, then renamed"),
    ),
    "C422": Entry(
        "error",
        "从「{found}」的扩展名看不出格式，请加 --format",
        "the ending of `{found}` names no format: give --format",
        same("humi timeline -o plan.png"),
        same("humi timeline -o plan.svg"),
        Label("不猜测格式，也不写入名不副实的文件", "no format is guessed, and no file says that it is what it is not"),
    ),
    "C423": Entry(
        "error",
        "所选地区没有任何确定的日期，无法写成日历",
        "no day is certain in these regions: there is nothing to put into a calendar",
        same("humi timeline qingdao_ftz --format ics"),
        same("humi timeline qingdao_ftz --format text"),
        Label("没有事件的日历文件不合规范", "a calendar without an event is not a valid one"),
    ),
<<<<<<< HEAD
    "C435": Entry(
        "error",
        "「{found}」里有几个规则包，一本手册只写一个地区",
        "`{found}` holds several packs, and a book is of one region",
        same("humi book plugins"),
        same("humi book plugins/yinchuan"),
        Label("每个地区一本，分别写出", "each region has a book of its own"),
=======
    "C430": Entry(
        "error",
        "「{found}」不能作地区编号：只用小写字母、数字、下划线，以字母开头",
        "`{found}` cannot be the id of a region: lower-case letters, digits and `_`, beginning with a letter",
        same("humi new My-Park"),
        same("humi new my_park"),
        Label("编号写在事实、路径和文件名中", "the id stands in facts, paths and names of files"),
    ),
    "C431": Entry(
        "error",
        "「{found}」已经存在，没有改动",
        "`{found}` exists already and was left as it is",
        same("humi new mypark"),
        same("humi new mypark -o mypark2"),
        Label("新地区写到尚不存在的目录，已有的文件不会被覆盖", "a new region gets a new folder; nothing is written over"),
    ),
    "C432": Entry(
        "error",
        "地区「{found}」已经安装，另取一个编号",
        "a region `{found}` is installed already: choose another id",
        same("humi new yinchuan"),
        same("humi new yinchuan_draft"),
        Label("两个地区不能同用一个编号", "two regions cannot share an id"),
>>>>>>> main
    ),
}
