"""A pre-review sheet: one decision on paper, for whoever has to collect what is missing, to judge, and to sign.

What is known stands in tables with clause, requirement and record; what is missing is a list to tick off; what an authority has
to judge has room for its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from humi.decision import Cause, Decision, DesignationDecision, Finding, IncentiveDecision, Outcome, RegionDecision
from humi.dossier.facts import RELATIONS
from humi.values.frozen import Frozen
from humi.values.label import Label, Lang
from humi.wording import causes
from humi.wording.matrix import matrix
from humi.wording.pages.page import Block, Form, Page, Section
from humi.wording.shape import Line, Node, Row, Span, Table, line, verdict
from humi.wording.show import joined
from humi.wording.timeline import clauses_of
from humi.wording.tree import amount_of, remark_nodes, titled
from humi.wording.words import ASKED, DRY_RUN, HEADINGS, TEXTS

TITLE = Label("预审意见", "Pre-review")
SUBTITLE = Label("商业秘密保护申报（试算）", "Protection of trade secrets (dry run)")
NOTICE = Label(
    "本页依据案卷试算得出，不是行政决定。没有记录的事实不视为“否”；须裁量的事项由有权机关裁定。",
    "The result of a dry run on the dossier, not an administrative decision. What is not recorded is not taken for a no; what "
    "has to be judged is for the authority.",
)
APPLICANT = Label("申请单位", "Applicant")
RESULTS = Label("试算结果", "Results")
FAILED = Label("未能作答的地区", "Regions that could not answer")
MISSING = Label("尚缺的材料", "What is missing")
JUDGEMENTS = Label("须由有权机关裁定的事项", "What an authority has to judge")
REMARKS = Label("理解与说明", "Readings and remarks")
OPINION = Label("审查意见与签章", "Opinion and signature")
OWN = ("missing_fact", "imprecise_fact")
JUDGED = ("judgement", "unpublished_standard")
TO_BE_SAID = Label("由有权机关认定", "for the authority to say")
NOTHING = Label("没有适用的认定或激励。", "No designation or incentive applies.")

Decided = DesignationDecision | IncentiveDecision


def sheet_of(decision: Decision, lang: Lang, whose: str = "") -> Page:
    """The sheet of one decision. `whose` names the applicant otherwise than by the recorded name."""
    return _Sheet(decision, lang, whose).page()


class Wanted(Frozen):
    """Something that is asked for, and what it is asked for."""

    cause: Cause
    uses: tuple[str, ...]


class _Sheet:
    def __init__(self, decision: Decision, lang: Lang, whose: str) -> None:
        self.decision = decision
        self.lang = lang
        self.name = whose or decision.subject or decision.dossier_hash[:12]
        self.inside = [one for one in decision.regions if one.scope.outcome is not Outcome.OUT_OF_SCOPE]
        self.colon = "：" if lang == "zh" else ": "

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def listed(self, parts: Iterable[str]) -> str:
        return joined(list(dict.fromkeys(filter(None, parts))), self.lang)

    def page(self) -> Page:
        lang = self.lang
        regions = self.listed(one.name.text(lang) for one in self.inside) or self.say("无", "none")
        return Page(
            lang=lang,
            title=TITLE.text(lang),
            subtitle=SUBTITLE.text(lang),
            about=(
                (APPLICANT.text(lang), line(Span(self.name, "strong"))),
                (ASKED.text(lang), line(self.decision.asked)),
                (HEADINGS["region"].text(lang), line(regions)),
            ),
            notice=line(NOTICE.text(lang)),
            sections=(self.results(), *map(self.region, self.inside), *self.failed(), self.opinion()),
            running=f"{TITLE.text(lang)} · {self.name} · {DRY_RUN.text(lang)}",
            foot=tuple(self.foot()),
            sheet=True,
        )

    def results(self) -> Section:
        """Everything on one table. Duties are no part of a review."""
        alone = replace(self.decision, regions=tuple(replace(one, duties=()) for one in self.decision.regions))
        return Section(RESULTS.text(self.lang), blocks=(matrix(alone, self.lang),))

    # --- one region ---

    def region(self, decided: RegionDecision) -> Section:
        all_: tuple[Decided, ...] = (*decided.designations, *decided.incentives)
        shown = [one for one in all_ if one.outcome is not Outcome.OUT_OF_SCOPE]
        alike: dict[tuple[Line, tuple[Row, ...]], list[str]] = {}
        for one in shown:
            rows = tuple(map(self.row, parts_of(one) or (one.finding,)))
            alike.setdefault((self.head(one), rows), []).append(titled(one.finding, self.lang))
        sections = [self.whole(names, *told) for told, names in alike.items()]
        for title, blocks in (
            (MISSING, self.missing(decided, shown)),
            (JUDGEMENTS, self.judgements(shown)),
            (REMARKS, self.remarks(decided, shown)),
        ):
            if blocks:
                sections.append(Section(title.text(self.lang), blocks=tuple(blocks)))
        scope = line(f"{HEADINGS['scope'].text(self.lang)}{self.colon}", verdict(decided.scope.outcome, self.lang))
        rest = () if shown else (line(NOTHING.text(self.lang)),)
        return Section(decided.name.text(self.lang), blocks=(scope, *rest), sections=tuple(sections))

    def head(self, decided: Decided) -> Line:
        """The outcome, how much, and what comes next."""
        told = [verdict(decided.outcome, self.lang)]
        if isinstance(decided, IncentiveDecision) and (amount := amount_of(decided, self.lang)):
            told.append(Span(self.say(f" · 金额：{amount}", f" · amount: {amount}")))
        if isinstance(decided, DesignationDecision) and decided.next_step is not None:
            step = decided.next_step.text(self.lang)
            told.append(Span(self.say(f" · 下一步：{step}", f" · next step: {step}")))
        if decided.finding.remark is not None:
            told.append(Span(f" · {decided.finding.remark.text(self.lang)}"))
        return line(*told)

    def whole(self, names: Sequence[str], head: Line, rows: tuple[Row, ...]) -> Section:
        """A designation or an incentive, or several of which the same is so: each rule, what it requires, what was found."""
        headings = (
            self.say("事项", "Rule"),
            HEADINGS["outcome"].text(self.lang),
            self.say("要求", "Required"),
            self.say("记录", "Recorded"),
            self.say("条款", "Clause"),
        )
        return Section(joined(list(names), self.lang), blocks=(head, Table(headings, rows, grouped=0, spoken=2)))

    def row(self, finding: Finding) -> Row:
        reasons = [one for one in finding.reasons if one.what]
        required = self.listed(one.required.text(self.lang) for one in reasons)
        found = self.listed(one.found.text(self.lang) for one in reasons)
        judged = [one for one in finding.causes if one.kind in JUDGED]
        if judged and finding.outcome is Outcome.UNDETERMINED:
            required, found = self.listed(causes.short(one, self.lang) for one in judged), TO_BE_SAID.text(self.lang)
        elif not reasons:
            found = self.listed(causes.whole(one, self.lang) for one in causes.by_importance(finding.causes))
        return Row((
            line(self.name_of(finding)),
            line(verdict(finding.outcome, self.lang)),
            line(required),
            line(found),
            clauses_of(finding.sources, self.lang),
        ))  # fmt: skip

    # --- what is to be done ---

    def missing(self, decided: RegionDecision, shown: Sequence[Decided]) -> list[Block]:
        """To be ticked off: what, from whom, shown by what."""
        wanted = [*wanted_by([("", decided.scope)], OWN, self.lang), *wanted_by(self.findings(shown), OWN, self.lang)]
        rows = [
            Row((
                line(Span("☐", "box"), self.what(one.cause)),
                line(one.cause.supplier_name.text(self.lang) if one.cause.supplier_name else ""),
                line(one.cause.evidence.text(self.lang) if one.cause.evidence else ""),
                line(self.listed(one.uses) or HEADINGS["scope"].text(self.lang)),
            ))
            for one in _once(wanted)
        ]  # fmt: skip
        headings = (
            self.say("事实", "Fact"),
            self.say("由谁提供", "From"),
            self.say("凭证", "Shown by"),
            self.say("用于", "Needed for"),
        )
        return [Table(headings, tuple(rows), grouped=0, spoken=2)] if rows else []

    def what(self, cause: Cause) -> str:
        told = causes.name_of(cause, self.lang, cause.record)
        if cause.what in RELATIONS:
            return self.say(f"{told}：全部列出", f"{told}: all of them listed")
        return self.say(f"{told}（须确切）", f"{told} (exactly)") if cause.kind == "imprecise_fact" else told

    def judgements(self, shown: Sequence[Decided]) -> list[Block]:
        """With room for the answer of whoever judges."""
        rows = [
            Row((
                line(self.listed(one.uses)),
                line(causes.short(one.cause, self.lang)),
                line(one.cause.supplier_name.text(self.lang) if one.cause.supplier_name else ""),
                line(Span("☐", "box"), self.say("符合", "met "), " ", Span("☐", "box"), self.say("不符合", "not met")),
                line(Span("________", "blank")),
            ))
            for one in _once(wanted_by(self.findings(shown), JUDGED, self.lang))
        ]  # fmt: skip
        headings = (
            self.say("事项", "Rule"),
            self.say("标准", "Standard"),
            self.say("由谁裁定", "By whom"),
            self.say("裁定", "Judged"),
            self.say("签字、日期", "Signature, date"),
        )
        return [Table(headings, tuple(rows), grouped=0, spoken=2)] if rows else []

    def findings(self, shown: Sequence[Decided]) -> Iterator[tuple[str, Finding]]:
        """Each finding with the name of the whole that it belongs to."""
        for decided in shown:
            whole = decided.finding.name.text(self.lang)
            for part in parts_of(decided) or (decided.finding,):
                yield whole, part

    def remarks(self, decided: RegionDecision, shown: Sequence[Decided]) -> list[Block]:
        """How the text was understood, where it can be read otherwise, and what it does not say."""
        found: dict[str, Node] = {}
        wholes = [one.finding for one in shown if parts_of(one)]
        for finding in (decided.scope, *(part for _, part in self.findings(shown)), *wholes):
            rest = [one for one in finding.causes if one.kind not in (*OWN, *JUDGED) and finding not in wholes]
            below = [*causes.nodes(rest, self.lang), *remark_nodes(finding, self.lang)]
            if below:
                name = self.name_of(finding)
                node = found.setdefault(name, Node(line(Span(name, "strong"))))
                node.below.extend(one for one in below if one not in node.below)
        return list(found.values())

    # --- the whole ---

    def name_of(self, finding: Finding) -> str:
        """What a rule is called; of one that has no name of its own, what kind of rule it is."""
        key = finding.path.rpartition("/")[2]
        nameless = finding.name == Label(key, key) and key in HEADINGS
        return (HEADINGS[key] if nameless else finding.name).text(self.lang)

    def failed(self) -> tuple[Section, ...]:
        """Regions that could not be asked."""
        failed = [line(f"{one.region}{self.colon}{one.reason.text(self.lang)}") for one in self.decision.missing]
        return (Section(FAILED.text(self.lang), blocks=tuple(failed)),) if failed else ()

    def opinion(self) -> Section:
        fields = (self.say("审查意见", "Opinion"), self.say("审查人、日期", "Reviewer, date"), self.say("盖章", "Seal"))
        return Section(OPINION.text(self.lang), blocks=(Form(fields),))

    def foot(self) -> Iterator[Line]:
        decision, lang = self.decision, self.lang
        yield line(f"{self.say('护密', 'Humi')} {decision.humi} · {DRY_RUN.text(lang)}")
        yield line(f"{self.say('案卷哈希', 'hash of the dossier')} {decision.dossier_hash}")
        for one in self.inside:
            text = TEXTS[one.text].text(lang) if one.text in TEXTS else one.text
            edition = f"{one.region} {one.version}{self.say('，', ', ')}{text}"
            yield line(f"{edition} · {self.say('内容哈希', 'hash')} {one.pack_hash}")


def parts_of(decided: Decided) -> tuple[Finding, ...]:
    """What decides a whole, in order."""
    if isinstance(decided, IncentiveDecision):
        return decided.criteria
    selection = (decided.selection,) if decided.selection is not None else ()
    return (*decided.criteria, *decided.steps, *selection)


def wanted_by(findings: Iterable[tuple[str, Finding]], kinds: Sequence[str], lang: Lang) -> list[Wanted]:
    """The causes of some kinds, each with the rule that it leaves open."""
    found: list[Wanted] = []
    for whole, finding in findings:
        if finding.outcome is Outcome.UNDETERMINED:
            name = finding.name.text(lang)
            use = f"{whole}{'：' if lang == 'zh' else ': '}{name}" if whole and whole != name else whole
            found.extend(Wanted(cause, (use,) if use else ()) for cause in finding.causes if cause.kind in kinds)
    return found


def _once(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Each cause once, with all its uses."""
    found: dict[tuple[str, str], Wanted] = {}
    for one in wanted:
        key = one.cause.what, one.cause.record
        before = found.get(key)
        found[key] = Wanted(before.cause, (*before.uses, *one.uses)) if before else one
    return list(found.values())
