"""The policy book of a region: everything its pack says, for people who do not read YAML, as a page.

Each chapter is a function of the material, in a module that says which; a chapter that has nothing to say is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from humi.authoring.book import account, decided, duties, facts, glance, questions, timing
from humi.authoring.book.material import Material, gather
from humi.policy.pack import Pack
from humi.values.label import Lang
from humi.wording.pages.page import Page, Section, numbered

CHAPTERS: tuple[Callable[[Material], Section | None], ...] = (
    glance.at_a_glance,
    decided.applies,
    decided.designations,
    timing.timeline,
    timing.targets,
    decided.incentives,
    duties.by_actor,
    duties.cases,
    questions.open_questions,
    facts.glossary,
    account.coverage,
    account.clauses,
)


def book_of(pack: Pack, asked: date, lang: Lang) -> Page:
    """The book of a pack; `asked` is the day marked in the timeline. Raises PackError where its ledger cannot be read."""
    material = gather(pack, asked, lang)
    chapters = [chapter for make in CHAPTERS if (chapter := make(material)) is not None]
    return Page(
        lang=lang,
        title=pack.label.text(lang),
        subtitle=glance.SUBTITLE.text(lang),
        about=glance.about(material),
        notice=glance.notice(material),
        sections=numbered(chapters),
        running=glance.running(material),
        foot=glance.foot(material),
        contents=True,
    )
