"""Duties for people: the register of a region, and what of it is open for somebody on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from humi.decision import Decision, DutyDecision, Outcome, RegionDecision
from humi.dossier.facts import SINGLE
from humi.policy.pack import Duty, Pack
from humi.policy.provisions import Ledger, cited
from humi.values.label import Label, Lang
from humi.wording.ledger import register
from humi.wording.report import asked_line, missing_lines
from humi.wording.requirements import Wording
from humi.wording.shape import Node, Report, Span, line
from humi.wording.tree import finding_node, record_of, sources, unheard_of, who_of
from humi.wording.words import DUTY_KINDS, HEADINGS

UNSTATED = Label("未写明", "not stated")
NOBODY = Label("未写明责任方", "nobody is named")
TOLD = Label("（{who}；对象：{about}；期限：{due}）", " ({who}; about {about}; due: {due})")
BY = Label("（{who}；期限：{due}）", " ({who}; due: {due})")
UNHEARD = Label("自身工作{number}项，案卷未记录", "{number} acts of its own, of which the dossier records nothing")
KEPT = Label("仅登记，不计算", "Kept, not computed")
NOTHING = Label("没有尚未办结的职责", "nothing is open")
REST = Label("另有{done}项已办结，{outside}项不适用", "{done} more are done, {outside} do not apply")
AUTHORITY = Label("主管部门", "the authority")
YEARLY = Label("每年{years}", "each year, {years}")
DAY_OF_YEAR = Label("每年{day}", "{day} of each year")
Packs = Sequence[tuple[Pack, Ledger]]


# --- the register ---


def register_report(packs: Packs, lang: Lang) -> Report:
    """The duties of each region: those that are judged, by their kind, then those that are only kept."""
    return tuple(_register(pack, ledger, lang) for pack, ledger in packs)


def _register(pack: Pack, ledger: Ledger, lang: Lang) -> Node:
    root = Node(line(Span(pack.label.text(lang), "title")))
    by_kind: dict[str, list[Node]] = {}
    for same in pack.duties_by_rule():
        by_kind.setdefault(same[0].kind, []).append(_registered(pack, same, lang))
    for kind, below in by_kind.items():
        root.below.append(Node(line(Span(DUTY_KINDS.get(kind, Label(kind, kind)).text(lang), "strong")), below))
    kept = register(ledger, lang)
    if kept:
        root.below.append(Node(line(Span(KEPT.text(lang), "strong")), kept))
    return root


def _registered(pack: Pack, same: list[Duty], lang: Lang) -> Node:
    """Who has to do it, for whom or what, and until when."""
    duty = same[0]
    who = who_of(duty.who, lang) if duty.who else NOBODY.text(lang)
    about = AUTHORITY if duty.this == "programme" else pack.vocabulary.labels[duty.this]
    told = TOLD.text(lang).format(who=who, about=about.text(lang), due=_due_of(pack, same, lang))
    return Node(line(f"{duty.name().text(lang)}{told}", sources(cited(pack.file, duty.sources), lang)))


def _due_of(pack: Pack, same: list[Duty], lang: Lang) -> str:
    """The due day as the text gives it; of a yearly duty the day of the year, and the years."""
    duty = same[0]
    if duty.due is None:
        return UNSTATED.text(lang)
    if duty.year is None:
        return Wording(pack, lang).value(duty.due)
    years = f"{duty.year}–{same[-1].year}"
    days = {date.fromordinal(value).strftime("%m-%d") for one in same if (value := getattr(one.due, "value", None))}
    if len(days) == 1:
        return f"{DAY_OF_YEAR.text(lang).format(day=days.pop())}（{years}）" if lang == "zh" else f"{days.pop()}, {years}"
    return YEARLY.text(lang).format(years=years)


def register_data(packs: Packs) -> list[dict[str, Any]]:
    """The register for programs: the duties of each region, and the provisions that are only kept."""
    return [
        {
            "region": pack.region,
            "duties": [
                {
                    "path": f"{pack.region}/{duty.path}",
                    "name": {"zh": duty.name().zh, "en": duty.name().en},
                    "kind": duty.kind,
                    "who": duty.who or None,
                    "about": duty.this,
                    "due": Wording(pack, "en").value(duty.due) if duty.due is not None else None,
                    "judged": duty.done is not None,
                    "source": list(duty.sources),
                }
                for duty in pack.duties
            ],
            "kept": [
                {"id": one.id, "clause": one.clause, "statement": one.statement, "actor": one.values.get("actor")}
                for one in ledger.provisions.values()
                if one.register
            ],
        }
        for pack, ledger in packs
    ]


# --- what is open ---


def open_report(decision: Decision, whose: str, lang: Lang) -> Report:
    """What is open on the day asked, by whom or what it is about: the late first, then what nothing is recorded of, then what
    is still to come."""
    colon = "：" if lang == "zh" else ": "
    about = HEADINGS[decision.about].text(lang)
    regions = [_open(region, decision.about == "dossier", lang) for region in decision.regions]
    judged = [duty for region in decision.regions for duty in region.duties]
    done = sum(duty.outcome is Outcome.MET for duty in judged)
    outside = sum(duty.outcome is Outcome.OUT_OF_SCOPE for duty in judged)
    return (
        line(about, colon, Span(whose, "title")),
        asked_line(decision.asked, lang),
        *(node for node in regions if node.below),
        *(() if any(node.below for node in regions) else (line(NOTHING.text(lang)),)),
        line(REST.text(lang).format(done=done, outside=outside)),
        *missing_lines(decision, lang),
    )


ORDER = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.NOT_YET_DUE)


def _open(region: RegionDecision, of_applicant: bool, lang: Lang) -> Node:
    """An applicant's dossier does not tell of the authority's own acts: those share a line there."""
    open_ = [duty for duty in region.duties if duty.is_open]
    unheard = [duty for duty in open_ if of_applicant and unheard_of(duty)]
    below: dict[str, list[Node]] = {}
    for duty in _in_order(duty for duty in open_ if duty not in unheard):
        below.setdefault(_about(duty, lang), []).append(_open_duty(duty, lang))
    nodes = [Node(line(Span(about, "strong")), duties) for about, duties in below.items()]
    if unheard:
        told = UNHEARD.text(lang).format(number=len(unheard))
        nodes.append(Node(line(Span(AUTHORITY.text(lang), "strong")), [Node(line(told))]))
    return Node(line(Span(region.name.text(lang), "title")), nodes)


def _open_duty(duty: DutyDecision, lang: Lang) -> Node:
    who = who_of(duty.who, lang) if duty.who else NOBODY.text(lang)
    due = duty.due if duty.due not in ("", "..") else UNSTATED.text(lang)
    year = f" {record_of(duty.finding)}" if duty.entity in SINGLE and record_of(duty.finding) else ""
    name = duty.finding.name.text(lang) + year + BY.text(lang).format(who=who, due=due)
    return finding_node(duty.finding, lang, name)


def _in_order(duties: Iterable[DutyDecision]) -> list[DutyDecision]:
    return sorted(duties, key=lambda duty: (duty.entity, record_of(duty.finding), ORDER.index(duty.outcome)))


def _about(duty: DutyDecision, lang: Lang) -> str:
    """The authority, the applicant's own part, or a record with what tells it apart."""
    from humi.dossier.vocabulary import shared_vocabulary

    name = AUTHORITY.text(lang) if duty.entity == "programme" else shared_vocabulary().labels[duty.entity].text(lang)
    return name if duty.entity in SINGLE else f"{name} {record_of(duty.finding)}"
