"""One region's decision as a tree: standing, scope, designations, incentives, duties, and what the text is silent on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from humi.decision import (
    Citation,
    DesignationDecision,
    DutyDecision,
    Finding,
    IncentiveDecision,
    Outcome,
    Reason,
    RegionDecision,
    Standing,
    TitleStanding,
)
from humi.dossier.facts import BOUND
from humi.values.label import Label, Lang
from humi.values.numbers import format_money
from humi.wording import causes
from humi.wording.shape import Line, Node, Span, between, line, quiet, remark, verdict
from humi.wording.show import UNRECORDED, joined
from humi.wording.words import CERTAINTY, DUTY_KINDS, HEADINGS, STATES, TEXTS, TITLE_STATES

if TYPE_CHECKING:
    from humi.policy.pack import Rule

ROLES = ("criteria", "model", "priority", "factors", "steps")
UNTRIGGERED = Label("未触发", "not triggered")
OPEN_SCOPE = Label("是否属于适用范围不能确定（见上）", "whether it is in scope is undetermined (see above)")
OWN_ACTS = Label("主管部门自身工作，案卷未记录", "the authority's own acts, of which the dossier records nothing")
D = TypeVar("D", DesignationDecision, IncentiveDecision, DutyDecision)


def region_tree(decided: RegionDecision, lang: Lang) -> Node:
    """Everything found for one region; where its document does not apply, only what says so."""
    edition = TEXTS.get(decided.text, Label(decided.text, decided.text)).text(lang)
    comma = "，" if lang == "zh" else ", "
    about = quiet(f"  {decided.region} {decided.version}{comma}{edition}")
    root = Node(line(Span(decided.name.text(lang), "title"), about))
    root.below.append(_standing(decided, lang))
    root.below.append(_headed("scope", [finding_node(decided.scope, lang, name="")], lang))
    root.below.append(_headed("designations", _designations(decided, lang), lang))
    root.below.append(_headed("incentives", _incentives(decided, lang), lang))
    root.below.append(_headed("duties", _duties(decided, lang), lang))
    if decided.scope.outcome is not Outcome.OUT_OF_SCOPE:
        root.below.append(_headed("silent", _silent(decided.silent, lang), lang))
    return Node(root.line, [node for node in root.below if node.below])


def _headed(key: str, below: list[Node], lang: Lang) -> Node:
    return Node(line(Span(HEADINGS[key].text(lang), "strong")), below)


# --- standing ---


def _standing(decided: RegionDecision, lang: Lang) -> Node:
    standing = decided.standing
    below = []
    if standing.in_force_remark is not None:
        below.append(Node(line(standing.in_force_remark.text(lang)), remark_nodes(standing, lang)))
    if standing.state in STATES:
        names = joined([name.text(lang) for name in standing.names], lang)
        below.append(Node(line(STATES[standing.state].text(lang).format(names=names), sources(standing.sources, lang))))
    undated = standing.state == "undated"
    below.extend(causes.nodes([one for one in standing.causes if not (undated and one.kind == "undated")], lang))
    return _headed("standing", below, lang)


# --- findings ---


def sources(cited: Sequence[Citation], lang: Lang, gap_names: Mapping[str, str] = MappingProxyType({})) -> Line:
    """Clause and anchor of what a rule cites; of a gap, its id, or another name that it has."""
    clauses: list[Line] = []
    gaps: list[Span] = []
    for citation in dict.fromkeys(cited):
        if not citation.clause:
            gaps.append(quiet(gap_names.get(citation.id, citation.id), gap_link(citation.id)))
            continue
        anchor = f"「{citation.anchor}」" if citation.anchor else ""
        certainty = CERTAINTY.get(citation.certainty)
        note = f"（{certainty.zh}）" if certainty and lang == "zh" else f" ({certainty.en})" if certainty else ""
        clauses.append((quiet(f"{citation.clause}{anchor}{note}", provision_link(citation.id)),))
    if gaps:
        clauses.append((quiet("缺项 " if lang == "zh" else "gap "), *between(gaps, quiet("、" if lang == "zh" else ", "))))
    shown = [span for part in between(clauses, (quiet("；" if lang == "zh" else "; "),)) for span in part]
    return (quiet("  〔"), *shown, quiet("〕")) if shown else ()


def provision_link(name: str) -> str:
    """How a page calls a provision of the ledger."""
    return f"provisions/{name}"


def gap_link(name: str) -> str:
    """How a page calls a gap of the ledger."""
    return f"gaps/{name}"


def finding_node(finding: Finding, lang: Lang, name: str | None = None, record: bool = True) -> Node:
    """The outcome with its name, then why: what was required and found, what is open, how the text was understood."""
    subject = Span(finding.name.text(lang) if name is None else name, "subject")
    node = Node(line(verdict(finding.outcome, lang), subject, sources(finding.sources, lang)))
    if finding.remark is not None:
        node.below.append(Node(line(finding.remark.text(lang))))
    node.below.extend(reason_nodes(finding, lang))
    node.below.extend(causes.nodes(finding.causes, lang, record))
    node.below.extend(remark_nodes(finding, lang))
    return node


def record_of(finding: Finding) -> str:
    """The record or year that tells two findings of one rule apart: `T1` of `yinchuan/duties/report/T1`."""
    return finding.path.split("/", 3)[3] if finding.path.count("/") > 2 else ""


def titled(finding: Finding, lang: Lang, *more: str) -> str:
    """The name of a whole, with what tells it apart and what else there is to say of it."""
    told = joined([part for part in (record_of(finding), *more) if part], lang)
    name = finding.name.text(lang)
    return (f"{name}（{told}）" if lang == "zh" else f"{name} ({told})") if told else name


def reason_nodes(finding: Finding, lang: Lang) -> list[Node]:
    """What was required and found. What no determination settles is told by its cause alone."""
    judged = {cause.what for cause in finding.causes if cause.kind in ("judgement", "unpublished_standard")}
    missing = {cause.what for cause in finding.causes if cause.kind == "missing_fact"}
    return [
        _reason(reason, lang, reason.what not in missing)
        for reason in finding.reasons
        if reason.what and reason.what not in judged
    ]


def _reason(reason: Reason, lang: Lang, recorded: bool) -> Node:
    required, found = reason.required.text(lang), reason.found.text(lang)
    told = f"要求：{required}" if lang == "zh" else f"required: {required}"
    if reason.outcome is Outcome.UNDETERMINED and (reason.found == UNRECORDED or not recorded):
        return Node(line(told))
    if lang == "zh":
        of = f"（{reason.record}）" if reason.record else ""
        return Node(line(f"{told}；记录{of}：{found}"))
    of = f" ({reason.record})" if reason.record else ""
    return Node(line(f"{told}; recorded{of}: {found}"))


def remark_nodes(finding: Finding | Standing | Rule, lang: Lang) -> list[Node]:
    """How the text was understood, and what there is to note."""
    found = []
    if finding.interpretation is not None:
        told = "我们的理解：" if lang == "zh" else "our reading of the text: "
        found.append(Node(line(remark(told + finding.interpretation.text(lang)))))
    if finding.note is not None:
        told = "说明：" if lang == "zh" else "note: "
        found.append(Node(line(quiet(told + finding.note.text(lang)))))
    return found


# --- sections ---

Decided = DesignationDecision | IncentiveDecision | DutyDecision


def _outside(decided: Sequence[Decided], lang: Lang) -> list[Node]:
    """What is out of scope, in one line for each reason."""
    by_reason: dict[Label, list[str]] = {}
    for one in decided:
        if one.outcome is Outcome.OUT_OF_SCOPE:
            by_reason.setdefault(one.finding.remark or UNTRIGGERED, []).append(titled(one.finding, lang))
    colon = "：" if lang == "zh" else ": "
    return [
        Node(
            line(
                verdict(Outcome.OUT_OF_SCOPE, lang),
                Span(f"{why.text(lang)}{colon}{joined(list(dict.fromkeys(names)), lang)}", "subject"),
            )
        )
        for why, names in by_reason.items()
    ]


def _inside(decided: Sequence[D]) -> list[D]:
    return [one for one in decided if one.outcome is not Outcome.OUT_OF_SCOPE]


def _designations(decided: RegionDecision, lang: Lang) -> list[Node]:
    shown = [_designation(one, decided.scope, lang) for one in _inside(decided.designations)]
    return [*shown, *_outside(decided.designations, lang)]


def _designation(decided: DesignationDecision, scope: Finding, lang: Lang) -> Node:
    whole = _whole(decided.finding, decided.criteria, scope, lang)
    for role in ROLES:
        found = [finding_node(finding, lang) for finding in getattr(decided, role)]
        whole.below.extend([_headed(role, found, lang)] if found else [])
    if decided.selection is not None:
        nameless = decided.selection.name == Label("selection", "selection")  # its id: the heading says as much
        shown = finding_node(decided.selection, lang, name="" if nameless else None)
        whole.below.append(_headed("selection", [shown], lang))
    if decided.titles:
        whole.below.append(_headed("titles", [_title(title, lang) for title in decided.titles], lang))
    return whole


def _whole(finding: Finding, criteria: Sequence[Finding], scope: Finding, lang: Lang, extra: str = "") -> Node:
    """A whole, with only the causes that neither its parts nor the scope tell."""
    told = {causes.key_of(cause) for part in criteria for cause in part.causes}
    of_scope = {causes.key_of(cause) for cause in scope.causes}
    own = [cause for cause in finding.causes if causes.key_of(cause) not in told | of_scope]
    subject = Span(titled(finding, lang) + extra, "subject")
    node = Node(line(verdict(finding.outcome, lang), subject, sources(finding.sources, lang)))
    if finding.remark is not None:
        node.below.append(Node(line(finding.remark.text(lang))))
    if any(causes.key_of(cause) in of_scope for cause in finding.causes):
        node.below.append(Node(line(OPEN_SCOPE.text(lang))))
    node.below.extend(causes.nodes(own, lang))
    node.below.extend(remark_nodes(finding, lang))
    return node


def _title(title: TitleStanding, lang: Lang) -> Node:
    state = TITLE_STATES[title.state].text(lang)
    until = f"，至 {title.until}" if lang == "zh" else f", until {title.until}"
    colon = "：" if lang == "zh" else ": "
    head = line(f"{title.title}{colon}{state}{until if title.until != '..' else ''}", sources(title.sources, lang))
    return Node(head, causes.nodes(title.causes, lang))


def amount_of(decided: IncentiveDecision, lang: Lang) -> str:
    """The money, as a range where it is one."""
    if decided.amount is None:
        return ""
    low, high = decided.amount
    if low <= -BOUND * 100 and high >= BOUND * 100:
        return "数额不能确定" if lang == "zh" else "amount undetermined"
    if low == high:
        return format_money(low, lang)
    return f"{format_money(low, lang)}–{format_money(high, lang)}"


def _incentives(decided: RegionDecision, lang: Lang) -> list[Node]:
    shown = [_incentive(one, decided.scope, lang) for one in _inside(decided.incentives)]
    return [*shown, *_outside(decided.incentives, lang)]


def _incentive(decided: IncentiveDecision, scope: Finding, lang: Lang) -> Node:
    amount = amount_of(decided, lang)
    extra = (f"：{amount}" if lang == "zh" else f": {amount}") if amount else ""
    whole = _whole(decided.finding, decided.criteria, scope, lang, extra)
    whole.below.extend(Node(line(_by_table(reason, lang))) for reason in decided.amount_reasons)
    whole.below.extend(finding_node(finding, lang) for finding in decided.criteria)
    return whole


def _by_table(reason: Reason, lang: Lang) -> str:
    """Which rows of a table an amount comes from."""
    table, rows = reason.required.text(lang), reason.found.text(lang)
    return f"数额依{table}：{rows}" if lang == "zh" else f"amount by {table}: {rows}"


def _duties(decided: RegionDecision, lang: Lang) -> list[Node]:
    """Those that records of the dossier call for; the authority's own acts, where nothing is recorded of them, share a
    heading."""
    shown = _inside(decided.duties)
    nodes = [_duty(one, lang) for one in shown if not unheard_of(one)]
    nowhere = decided.scope.outcome is Outcome.OUT_OF_SCOPE
    heard = [] if nowhere else [one for one in shown if unheard_of(one)]
    own = [Node(line(_duty_name(one, lang), sources(one.finding.sources, lang))) for one in heard]
    if own:
        head = line(verdict(Outcome.UNDETERMINED, lang), Span(OWN_ACTS.text(lang), "subject"))
        nodes.append(Node(head, own))
    return [*nodes, *_outside(decided.duties, lang)]


def unheard_of(decided: DutyDecision) -> bool:
    """A duty that nothing but missing facts about the authority's own acts leaves open, and how the text is read."""
    if decided.entity != "programme" or decided.outcome is not Outcome.UNDETERMINED:
        return False
    return all(
        cause.kind == "readings"
        or (cause.kind == "missing_fact" and (cause.what == "acts" or cause.what.startswith("programme.")))
        for cause in decided.finding.causes
    )


def _duty(decided: DutyDecision, lang: Lang) -> Node:
    return finding_node(decided.finding, lang, _duty_name(decided, lang), record=not causes.one_record(decided.finding.causes))


def _duty_name(decided: DutyDecision, lang: Lang) -> str:
    kind = DUTY_KINDS.get(decided.kind, Label(decided.kind, decided.kind)).text(lang) if decided.kind != "duty" else ""
    due = f"期限 {decided.due}" if lang == "zh" else f"due {decided.due}"
    return titled(
        decided.finding,
        lang,
        kind,
        who_of(decided.who, lang) if decided.who else "",
        due if decided.due not in ("", "..") else "",
    )


def who_of(supplier: str, lang: Lang) -> str:
    """Whoever supplies a fact or has to act, as people say it."""
    from humi.dossier.vocabulary import shared_vocabulary

    label = shared_vocabulary().suppliers.get(supplier)
    return label.text(lang) if label else supplier


def _silent(silent: Sequence[Finding], lang: Lang) -> list[Node]:
    """Topics, those with the same gap on one line."""
    by_gap: dict[tuple[str, ...], list[Finding]] = {}
    for finding in silent:
        by_gap.setdefault(tuple(citation.id for citation in finding.sources), []).append(finding)
    nodes = []
    for found in by_gap.values():
        names = joined([finding.name.text(lang) for finding in found], lang)
        node = Node(line(names, sources(found[0].sources, lang)))
        node.below.extend(one for finding in found for one in remark_nodes(finding, lang))
        nodes.append(node)
    return nodes

