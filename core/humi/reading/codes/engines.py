"""L160 and up: what an engine cannot express."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

ENGINES: dict[str, Entry] = {
    "L160": Entry(
        "error",
        "「{engine}」不能表达「{found}」",
        "engine `{engine}` cannot translate `{found}`",
        same("by: {plus: {days: 60}, from: case.ordered, not_counting: case.suspended}"),
        Label("逐份判断（humi evaluate），或改用能表达的词", "judge one by one (`humi evaluate`), or choose other words"),
        Label("译错的规则比不译更坏：宁可停下", "a rule translated wrongly is worse than one refused"),
    ),
}
