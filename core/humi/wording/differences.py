"""Why the regions answer differently, in a few lines under the table of a decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from humi.decision import ComparedAnswer, Decision, Difference, Finding, Ground, Outcome
from humi.values.label import Label, Lang
from humi.wording.causes import by_importance, short
from humi.wording.shape import Node, Span, line, quiet, verdict
from humi.wording.show import joined

WHY = Label("各地结果为何不同", "Why the regions differ")
AS = Label("作为{entity}", "as a {entity}")
FORCE = Label("是否施行", "whether it is in force")
MOST = 3
"""So many criteria are named, and the rest counted."""


def differences_tree(decision: Decision, lang: Lang) -> Node | None:
    """A node for each kind of designation that comes out otherwise; None where nothing does."""
    if not decision.differences:
        return None
    told, below = _Told(decision, lang), []
    outside: set[str] = set()
    for one in decision.differences:
        answers, regions = told.answers(one), told.outside_of(one)
        if len(answers) > len(regions) or not outside.issuperset(regions):
            head = AS.text(lang).format(entity=one.name.text(lang))
            below.append(Node(line(head), answers))
        outside.update(regions)
    return Node(line(Span(WHY.text(lang), "strong")), below)


class _Told:
    def __init__(self, decision: Decision, lang: Lang) -> None:
        self.decision = decision
        self.lang = lang
        self.colon = "：" if lang == "zh" else ": "

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def answers(self, difference: Difference) -> list[Node]:
        """Each answer with what it rests on. Where one document alone applies, that the others do not is the whole reason."""
        inside = [one for one in difference.answers if one.outcome is not Outcome.OUT_OF_SCOPE]
        several = len({one.region for one in inside}) > 1
        return [*(map(self.answer, inside) if several else ()), *self.outside(difference)]

    def answer(self, one: ComparedAnswer) -> Node:
        names = joined([self.decision.find(path).name.text(self.lang) for path in one.designations], self.lang)
        head = line(verdict(one.outcome, self.lang), Span(f"{self.region(one.region)}{self.colon}{names}", "subject"))
        alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Ground]] = {}
        for ground in one.grounds:
            alike.setdefault((ground.asked_by, ground.not_asked_by), []).append(ground)
        return Node(head, [self.grounds(same) for same in alike.values()])

    def grounds(self, same: Sequence[Ground]) -> Node:
        """Criteria that the other regions ask, or do not ask, alike."""
        semicolon = self.say("；", "; ")
        shown = semicolon.join(self.ground(one) for one in same[:MOST])
        more = f" +{len(same) - MOST}" if len(same) > MOST else ""
        return Node(line(shown, more, *self.elsewhere(same[0], len(same) > 1)))

    def ground(self, one: Ground) -> str:
        """A criterion with what decides it, and its clause."""
        finding = self.finding(one.path)
        if finding is None:
            return FORCE.text(self.lang)
        name, why = finding.name.text(self.lang), self.why(finding)
        clauses = joined(list(dict.fromkeys(source.clause for source in finding.sources if source.clause)), self.lang)
        told = name if not why or name in why else f"{name}{self.say(f'（{why}）', f' ({why})')}"
        return (why if name in why else told) + (f"〔{clauses}〕" if clauses else "")

    def why(self, finding: Finding) -> str:
        """The fact that decides: what was required, and what is recorded or missing."""
        if finding.outcome is Outcome.UNDETERMINED:
            return next((short(cause, self.lang) for cause in by_importance(finding.causes)), "")
        reason = next((one for one in finding.reasons if one.what), None)
        if reason is None:
            return ""
        required, found = reason.required.text(self.lang), reason.found.text(self.lang)
        return self.say(f"要求{required}，记录：{found}", f"required: {required}, recorded: {found}")

    def elsewhere(self, one: Ground, several: bool) -> Iterator[Span]:
        """Which of the other regions look at the same."""
        these = ("这些", "these") if several else ("这一项", "this")
        for regions, zh, en in (
            (one.not_asked_by, f"{{}}的条件不看{these[0]}", f"in {{}} no criterion looks at {these[1]}"),
            (one.asked_by, f"{{}}的条件也看{these[0]}", f"in {{}} a criterion looks at {these[1]} too"),
        ):
            if regions:
                names = joined([self.region(region) for region in regions], self.lang)
                yield quiet(self.say("；", "; ") + self.say(zh, en).format(names))

    def outside(self, difference: Difference) -> Iterator[Node]:
        """Where the document does not apply, in one line for each reason."""
        by_reason: dict[str, list[str]] = {}
        for one in difference.answers:
            if one.outcome is Outcome.OUT_OF_SCOPE:
                by_reason.setdefault(self.why_outside(one.grounds[0]), []).append(self.region(one.region))
        for why, regions in by_reason.items():
            names = joined(list(dict.fromkeys(regions)), self.lang)
            subject = Span(names + (self.say(f"（{why}）", f" ({why})") if why else ""), "subject")
            yield Node(line(verdict(Outcome.OUT_OF_SCOPE, self.lang), subject))

    @staticmethod
    def outside_of(difference: Difference) -> set[str]:
        """The regions whose documents do not apply."""
        return {one.region for one in difference.answers if one.outcome is Outcome.OUT_OF_SCOPE}

    def why_outside(self, ground: Ground) -> str:
        """The fact that keeps the applicant outside, or whatever else does."""
        finding = self.finding(ground.path)
        if finding is None:
            return ""
        recorded = [f"{one.name.text(self.lang)}{self.colon}{one.found.text(self.lang)}" for one in finding.reasons if one.what]
        if recorded:
            return self.say("；", "; ").join(dict.fromkeys(recorded))
        return finding.remark.text(self.lang) if finding.remark is not None else ""

    def region(self, region: str) -> str:
        return self.decision.region(region).name.text(self.lang)

    def finding(self, path: str) -> Finding | None:
        try:
            return self.decision.find(path)
        except KeyError:
            return None
