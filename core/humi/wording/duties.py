"""Duties for people: the register of a region, and what of it is open for somebody on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from humi.decision import Decision, DutyDecision, Outcome, RegionDecision
from humi.policy.pack import Duty, Pack
from humi.policy.provisions import Ledger, cited
from humi.values.label import Label, Lang
from humi.wording.ledger import register
from humi.wording.matrix import missing_of
from humi.wording.report import asked_line, missing_lines
from humi.wording.requirements import Wording
from humi.wording.shape import Line, Node, Report, Row, Span, Table, line, verdict
from humi.wording.tree import record_of, sources, who_of
from humi.wording.words import DUTY_KINDS, HEADINGS

UNSTATED = Label("未写明", "not stated")
KEPT = Label("仅登记，不计算", "Kept, not computed")
NOTHING = Label("没有尚未办结的职责", "nothing is open")
REST = Label("另有{done}项已办结，{outside}项不适用", "{done} more are done, {outside} do not apply")
AUTHORITY = Label("主管部门", "the authority")
YEARLY = Label("每年{years}", "each year, {years}")
DAY_OF_YEAR = Label("每年{day}", "{day} of each year")
REGISTER_COLUMNS = (
    Label("职责", "Duty"),
    Label("类型", "Kind"),
    Label("责任方", "Who"),
    Label("对象", "About"),
    Label("期限", "Due"),
    Label("出处", "Source"),
)
OPEN_COLUMNS = (
    Label("地区", "Region"),
    Label("对象", "About"),
    Label("职责", "Duty"),
    Label("责任方", "Who"),
    Label("期限", "Due"),
    Label("结果", "Outcome"),
    Label("所缺或所违", "Missing or failed"),
)
Packs = Sequence[tuple[Pack, Ledger]]


# --- the register ---


def register_report(packs: Packs, lang: Lang) -> Report:
    """The duties of each region: those that are judged, then those that are only kept."""
    found: list[Table | Node | Line] = []
    for pack, ledger in packs:
        found.append(line(Span(pack.label.text(lang), "title")))
        headings = tuple(column.text(lang) for column in REGISTER_COLUMNS)
        rows = tuple(_register_row(pack, same, lang) for same in _by_rule(pack))
        if rows:
            found.append(Table(headings, rows, grouped=0, spoken=1))
        kept = register(ledger, lang)
        if kept:
            found.append(Node(line(Span(KEPT.text(lang), "strong")), kept))
    return tuple(found)


def _by_rule(pack: Pack) -> list[list[Duty]]:
    """A yearly duty with all its years is one duty."""
    found: dict[str, list[Duty]] = {}
    for duty in pack.duties:
        found.setdefault(duty.path.removesuffix(f"/{duty.year}"), []).append(duty)
    return list(found.values())


def _register_row(pack: Pack, same: list[Duty], lang: Lang) -> Row:
    duty = same[0]
    kind = DUTY_KINDS.get(duty.kind, Label(duty.kind, duty.kind)).text(lang)
    who = who_of(duty.who, lang) if duty.who else UNSTATED.text(lang)
    about = pack.vocabulary.labels[duty.this].text(lang)
    return Row(
        (
            line(duty.name().text(lang)),
            line(kind),
            line(who),
            line(about),
            line(_due_of(pack, same, lang)),
            line(sources(cited(pack.file, duty.sources), lang).text.strip()),
        )
    )


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
    """What is open on the day asked, the late first, then what nothing is recorded of, then what is still to come."""
    colon = "：" if lang == "zh" else ": "
    about = HEADINGS["dossier" if _of_applicant(decision) else "registry"].text(lang)
    rows = [row for region in decision.regions for row in _open_rows(region, lang)]
    headings = tuple(column.text(lang) for column in OPEN_COLUMNS)
    body: Table | Line = Table(headings, tuple(rows), grouped=2, spoken=3) if rows else line(NOTHING.text(lang))
    judged = [duty for region in decision.regions for duty in region.duties]
    done = sum(duty.outcome is Outcome.MET for duty in judged)
    outside = sum(duty.outcome is Outcome.OUT_OF_SCOPE for duty in judged)
    return (
        line(about, colon, Span(whose, "title")),
        asked_line(decision.asked, lang),
        body,
        line(REST.text(lang).format(done=done, outside=outside)),
        *missing_lines(decision, lang),
    )


def _of_applicant(decision: Decision) -> bool:
    return any(region.designations for region in decision.regions) or not any(region.targets for region in decision.regions)


ORDER = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.NOT_YET_DUE)


def _open_rows(region: RegionDecision, lang: Lang) -> Iterator[Row]:
    for duty in _in_order(duty for duty in region.duties if duty.is_open):
        finding = duty.finding
        yield Row(
            (
                line(region.name.text(lang)),
                line(_about(duty, lang)),
                line(finding.name.text(lang)),
                line(who_of(duty.who, lang) if duty.who else UNSTATED.text(lang)),
                line(duty.due if duty.due not in ("", "..") else UNSTATED.text(lang)),
                line(verdict(duty.outcome, lang)),
                line(missing_of(finding, (), lang)),
            )
        )


def _in_order(duties: Iterable[DutyDecision]) -> list[DutyDecision]:
    return sorted(duties, key=lambda duty: (duty.entity, record_of(duty.finding), ORDER.index(duty.outcome)))


def _about(duty: DutyDecision, lang: Lang) -> str:
    """The authority, or the entity with its record or year."""
    from humi.dossier.vocabulary import shared_vocabulary

    name = AUTHORITY.text(lang) if duty.entity == "programme" else shared_vocabulary().labels[duty.entity].text(lang)
    return " ".join(filter(None, (name, record_of(duty.finding))))
