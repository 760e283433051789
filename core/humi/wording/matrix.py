"""The table of a decision: what this applicant could be or claim, the outcome, what is missing, the next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from humi.decision import (
    Decision,
    DesignationDecision,
    DutyDecision,
    Finding,
    IncentiveDecision,
    Outcome,
    RegionDecision,
)
from humi.values.label import Label, Lang
from humi.wording.causes import by_importance, listed, one_record, short
from humi.wording.shape import Line, Row, Table, line, verdict
from humi.wording.show import UNRECORDED
from humi.wording.tree import amount_of, record_of, titled, unheard_of
from humi.wording.words import HEADINGS

EVERYTHING = Label("全部认定与激励", "every designation and incentive")
OWN_ACTS = Label("主管部门自身职责（{number}项）", "Duties of the authority itself ({number})")
BY_READING = Label("（依我们的理解）", " (by our reading)")
OPEN_DUTY = (Outcome.UNDETERMINED, Outcome.NOT_YET_DUE)


def matrix(decision: Decision, lang: Lang) -> Table:
    """Every region's rows."""
    rows = [Row((line(decided.name.text(lang)), *cells)) for decided in decision.regions for cells in _rows(decided, lang)]
    headings = tuple(HEADINGS[key].text(lang) for key in ("region", "what", "outcome", "missing", "next"))
    return Table(headings, tuple(rows), grouped=1, spoken=3)


def summary(decisions: Sequence[tuple[str, Decision]], lang: Lang) -> Table:
    """The outcomes of several dossiers, one below the other."""
    rows = [
        Row((line(name), line(decided.name.text(lang)), *cells[:2]))
        for name, decision in decisions
        for decided in decision.regions
        for cells in _rows(decided, lang)
    ]
    headings = tuple(HEADINGS[key].text(lang) for key in ("dossier", "region", "what", "outcome"))
    return Table(headings, tuple(rows), grouped=2, spoken=4)


Cells = tuple[Line, Line, Line, Line]


def _rows(decided: RegionDecision, lang: Lang) -> Iterator[Cells]:
    """What, outcome, missing, next. Where the whole document does not apply, one row says so."""
    nowhere = decided.scope.outcome is Outcome.OUT_OF_SCOPE
    offered: tuple[DesignationDecision | IncentiveDecision, ...] = (*decided.designations, *decided.incentives)
    shown = [one for one in offered if not (nowhere and one.outcome is Outcome.OUT_OF_SCOPE)]
    for one in shown:
        yield _row(one, lang)
    if len(shown) < len(offered):
        why = decided.scope.remark.text(lang) if decided.scope.remark is not None else ""
        yield line(EVERYTHING.text(lang)), line(verdict(Outcome.OUT_OF_SCOPE, lang)), line(why), ()
    duties = [duty for duty in decided.duties if duty.outcome is not Outcome.OUT_OF_SCOPE]
    for duty in duties:
        if not unheard_of(duty):
            yield _duty_row(duty, lang)
    own = sum(map(unheard_of, duties))
    if own and not nowhere:
        told = OWN_ACTS.text(lang).format(number=own)
        yield line(told), line(verdict(Outcome.UNDETERMINED, lang)), line(UNRECORDED.text(lang)), ()


def _row(decided: DesignationDecision | IncentiveDecision, lang: Lang) -> Cells:
    finding = decided.finding
    name = titled(finding, lang)
    next_step: Line = ()
    if isinstance(decided, IncentiveDecision):
        amount = amount_of(decided, lang)
        name += (f"：{amount}" if lang == "zh" else f": {amount}") if amount else ""
    elif decided.next_step is not None:
        next_step = line(decided.next_step.text(lang))
    return line(name), line(verdict(finding.outcome, lang)), line(_missing(finding, decided.criteria, lang)), next_step


def _duty_row(decided: DutyDecision, lang: Lang) -> Cells:
    finding = decided.finding
    kind = f"{HEADINGS['duties'].zh}：" if lang == "zh" else "Duty: "
    due = ""
    if decided.due not in ("", "..") and decided.outcome in OPEN_DUTY:
        due = f"期限 {decided.due}" if lang == "zh" else f"due {decided.due}"
    name = kind + titled(finding, lang)
    return line(name), line(verdict(finding.outcome, lang)), line(_missing(finding, (), lang)), line(due)


def _missing(finding: Finding, criteria: Sequence[Finding], lang: Lang) -> str:
    """The most important of what is missing or failed."""
    match finding.outcome:
        case Outcome.UNDETERMINED:
            same = bool(record_of(finding)) and one_record(finding.causes)
            told = [short(cause, lang, record=not same) for cause in by_importance(finding.causes)]
            return listed(list(dict.fromkeys(told)), lang)
        case Outcome.NOT_MET:
            return _failed(finding, criteria, lang)
        case Outcome.MET:
            return ""
    return finding.remark.text(lang) if finding.remark is not None else ""


def _failed(finding: Finding, criteria: Sequence[Finding], lang: Lang) -> str:
    """Each fact that fails, with what was found; those that fail by a reading of ours say so."""
    refused = [part for part in criteria if part.outcome is Outcome.NOT_MET] or [finding]
    return listed(list(dict.fromkeys(fact for part in refused for fact in _facts(part, lang))), lang)


def _facts(refused: Finding, lang: Lang) -> Iterator[str]:
    colon = "：" if lang == "zh" else ": "
    ours = BY_READING.text(lang) if refused.interpretation is not None else ""
    told = [f"{reason.name.text(lang)}{colon}{reason.found.text(lang)}" for reason in refused.reasons if reason.what]
    for fact in told or [refused.name.text(lang)]:
        yield fact + ours
