"""Y001 to Y009: a file that cannot be read as text at all."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

FILES: dict[str, Entry] = {
    "Y001": Entry(
        "error",
        "文件不存在",
        "file does not exist",
        same("policy.yml"),
        same("policy.yaml"),
        Label("路径按当前目录解析", "paths are resolved from the current directory"),
    ),
    "Y002": Entry(
        "error",
        "这是目录，不是文件",
        "is a directory, not a file",
        same("regions/shanghai/"),
        same("regions/shanghai/policy.yaml"),
        Label("每次只读一个文件", "one file is read at a time"),
    ),
    "Y003": Entry(
        "error",
        "文件无法读取（系统原话：「{reason}」）",
        "file cannot be read (the system says `{reason}`)",
        same("chmod 000 policy.yaml"),
        same("chmod 644 policy.yaml"),
        Label("操作系统拒绝读取该文件", "the operating system refuses to read the file"),
    ),
    "Y004": Entry(
        "error",
        "不是普通文件（可能是设备、管道或套接字）",
        "is not a regular file (perhaps a device, a pipe or a socket)",
        same("/dev/zero"),
        same("policy.yaml"),
        Label("设备与管道可能永远读不完", "a device or a pipe may never end"),
    ),
    "Y005": Entry(
        "error",
        "文件有 {found} 字节，超过上限 {limit} 字节",
        "file has {found} bytes, more than the limit of {limit}",
        Label("把整份扫描件贴进 YAML", "a whole scan pasted into YAML"),
        Label("只写规则与事实", "write rules and facts only"),
        Label("过大的文件多半是选错了文件", "a file that large is most likely the wrong file"),
    ),
    "Y006": Entry(
        "error",
        "不是 UTF-8 文本，像是二进制文件",
        "is not UTF-8 text, it looks like a binary file",
        same("policy.docx"),
        same("policy.yaml"),
        Label("YAML 是纯文本", "YAML is plain text"),
    ),
    "Y007": Entry(
        "error",
        "不是 UTF-8 编码，像是 {found} 编码，请另存为 UTF-8",
        "is not UTF-8, it looks like {found}, so save it again as UTF-8",
        Label("编码：ANSI（GB18030）", "encoding: ANSI (GB18030)"),
        Label("编码：UTF-8", "encoding: UTF-8"),
        Label("猜测编码会悄悄改变文字", "guessing an encoding changes text silently"),
    ),
    "Y008": Entry(
        "error",
        "文件是空的，或者只有注释",
        "file is empty or holds only comments",
        Label("# 稍后填写", "# to be written"),
        same("title: x"),
        Label("空文件多半是没有保存", "an empty file was most likely never saved"),
    ),
    "Y009": Entry(
        "error",
        "含有不允许的字符「{found}」",
        "holds the forbidden character `{found}`",
        same('name: "\\0"'),
        same('name: ""'),
        Label(
            "看不见的控制符与特殊换行符会让人和程序读出不同内容",
            "invisible control characters and odd line breaks make people and programs read different things",
        ),
    ),
}
