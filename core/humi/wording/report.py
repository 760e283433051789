"""A decision for people: who asked about which day, the table of what is possible, and a tree for every region."""

from __future__ import annotations

from collections.abc import Sequence

from humi.decision import Decision
from humi.values.label import Lang
from humi.wording.differences import differences_tree
from humi.wording.matrix import matrix, summary
from humi.wording.plain import plain
from humi.wording.shape import Line, Report, Span, line
from humi.wording.tree import region_tree
from humi.wording.words import ASKED, DRY_RUN, HEADINGS

NAMELESS = 12
"""A dossier without a name is called by the beginning of its hash."""


def report_of(decision: Decision, lang: Lang, whose: str = "") -> Report:
    """The report of one decision. `whose` names the applicant otherwise than by name."""
    from humi.wording.targets import target_tables

    table = matrix(decision, lang)
    why = differences_tree(decision, lang)
    return (
        *_head(decision, lang, whose),
        *target_tables(decision, lang),
        *((table,) if table.rows else ()),
        *((why,) if why is not None else ()),
        *(region_tree(decided, lang) for decided in decision.regions),
        *missing_lines(decision, lang),
    )


def report_of_many(decisions: Sequence[tuple[str, Decision]], lang: Lang) -> Report:
    """A summary of several decisions; the report of each follows it."""
    asked = decisions[0][1].asked
    return asked_line(asked, lang), summary(decisions, lang)


def plain_report(decision: Decision, lang: Lang, whose: str = "") -> str:
    """The report as plain text."""
    return plain(report_of(decision, lang, whose), lang)


def _head(decision: Decision, lang: Lang, whose: str) -> tuple[Line, ...]:
    colon = "：" if lang == "zh" else ": "
    named = Span(whose or decision.subject or decision.dossier_hash[:NAMELESS], "title")
    return line(HEADINGS[decision.about].text(lang), colon, named), asked_line(decision.asked, lang)


def asked_line(day: str, lang: Lang) -> Line:
    """Which day was asked about, and that this is a dry run."""
    if lang == "zh":
        return line(f"{ASKED.zh}：", Span(day, "strong"), f"（{DRY_RUN.zh}）")
    return line(f"{ASKED.en}: ", Span(day, "strong"), f" ({DRY_RUN.en})")


def missing_lines(decision: Decision, lang: Lang) -> tuple[Line, ...]:
    """The regions that could not answer, and why."""
    told = "地区 {region} 未能作答：{reason}" if lang == "zh" else "region {region} could not answer: {reason}"
    return tuple(line(told.format(region=one.region, reason=one.reason.text(lang))) for one in decision.missing)
