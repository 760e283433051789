"""How `humi check` prints what it found: place, severity and message, and on a terminal the line with a mark below it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from humi.cli.shown import COLOURS, paint, short_path, short_place
from humi.reading.problems import Problem, one_line
from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.authoring.check import Checked
    from humi.authoring.excerpts import Excerpts
    from humi.authoring.mends import Mend

SEVERITIES = {"error": ("", ""), "warning": ("警告：", "warning: "), "note": ("提示：", "note: ")}
COUNTED = {"error": ("个错误", "error"), "warning": ("个警告", "warning"), "note": ("个提示", "note")}
MANY = 20
"""From so many findings on, it is also told how many there are of each code."""


def finding_lines(problem: Problem, lang: Lang, excerpts: Excerpts | None) -> list[str]:
    """A finding on one line; with `excerpts` in colour, with its line of the file and what it suggests below."""
    place = f"{short_place(problem.place)}: " if problem.place is not None else ""
    severity = SEVERITIES[problem.severity][lang == "en"]
    if excerpts is None:
        return [f"{place}{severity}{problem.told(lang)} [{problem.code}]"]
    said, hint = f"{severity}{problem.message(lang)}", problem.hint(lang)
    shade = COLOURS[problem.severity]
    lines = [f"{paint(place, True, bold=True)}{said} {paint(f'[{problem.code}]', True, fg=shade)}"]
    shown = excerpts.excerpt(problem)
    if shown is not None and problem.place is not None:
        number = str(problem.place.line)
        margin = " " * len(number)
        lines.append(paint(f"  {number} | ", True, dim=True) + shown[0])
        lines.append(paint(f"  {margin} | ", True, dim=True) + paint(shown[1], True, fg=shade))
    if hint:
        lines.append(f"    {hint}")
    return lines


def mended_line(mend: Mend, lang: Lang) -> str:
    """What was mended: the place, before and after."""
    place = f"{short_path(mend.place.file)}:{mend.place.line}"
    before, after = (one_line(text.rstrip()) for text in (mend.found, mend.written))
    if not before:
        return f"{place}：加上「{after}」" if lang == "zh" else f"{place}: added `{after}`"
    if not after:
        return f"{place}：删去「{before}」" if lang == "zh" else f"{place}: removed `{before}`"
    return f"{place}：「{before}」改为「{after}」" if lang == "zh" else f"{place}: `{before}` -> `{after}`"


def summary_lines(checked: Checked, mendable: int, lang: Lang, colour: bool) -> list[str]:
    """How many findings of which severity, how much there is of the pack, and what can be mended."""
    counts = {severity: checked.count(severity) for severity in COUNTED}
    lines = []
    if sum(counts.values()) >= MANY:
        codes = Counter(problem.code for problem in checked.problems).most_common()
        lines.append(("其中：" if lang == "zh" else "of these: ") + ", ".join(f"{code} {count}" for code, count in codes))
    name = checked.region or checked.name
    if checked.pack is not None:
        name = f"{name} {checked.pack.label.text(lang)}"
    shade = next((COLOURS[severity] for severity, count in counts.items() if count), "green")
    if lang == "zh":
        found = "，".join(f"{count} {COUNTED[severity][0]}" for severity, count in counts.items() if count) or "没有问题"
        size = f"（{checked.rules} 条规则，{checked.provisions} 个条款，{checked.gaps} 个空白，{checked.cases} 个案例）"
        lines.append(f"{paint(name, colour, bold=True)}：{paint(found, colour, fg=shade)}{size}")
        return [*lines, f"其中 {mendable} 处可用 --fix 自动改正"] if mendable else lines
    found = ", ".join(plural(count, COUNTED[severity][1]) for severity, count in counts.items() if count) or "no problems"
    parts = ((checked.rules, "rule"), (checked.provisions, "provision"), (checked.gaps, "gap"), (checked.cases, "case"))
    size = ", ".join(plural(number, noun) or f"no {noun}s" for number, noun in parts)
    lines.append(f"{paint(name, colour, bold=True)}: {paint(found, colour, fg=shade)} ({size})")
    return [*lines, f"{mendable} of them can be mended by --fix"] if mendable else lines


def plural(number: int, noun: str) -> str:
    """`2 rules`, `1 rule`; nothing where there is none."""
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""
