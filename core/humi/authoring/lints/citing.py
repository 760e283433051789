"""Citations that can be told to be wrong: a provision of another kind, about somebody else, or one that decides nothing."""

from __future__ import annotations

from humi.authoring.lints.cited import Cited, Library
from humi.authoring.lints.said import Said
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Duty, Incentive, Phase, ProcedureStep, Rule, Target, Validity
from humi.reading.keywords import english
from humi.reading.problems import Problems

GRANTING = frozenset({"incentive", "funding"})
HANDLING = frozenset({"case_handling", "consequence"})
COUNTING = frozenset({"target", "quota", "milestone"})
RUNNING = frozenset({"phase", "milestone", "deadline"})
TITLED = frozenset({"document", "scope", "definition"})

FOREIGN: dict[type[Rule], frozenset[str]] = {
    Incentive: COUNTING | RUNNING | HANDLING | TITLED | {"duty", "periodic_duty", "procedure_step", "structure"},
    Target: GRANTING | HANDLING | TITLED | {"eligibility", "procedure_step", "phase"},
    Phase: GRANTING | HANDLING | COUNTING - RUNNING | TITLED | {"eligibility", "duty", "periodic_duty", "discretion"},
    Duty: GRANTING - {"funding"} | {"quota", "scope", "definition", "eligibility"},
    ProcedureStep: GRANTING | HANDLING | TITLED | {"periodic_duty", "structure"},
    Validity: COUNTING | HANDLING | {"procedure_step", "structure", "funding"},
}
"""Kinds of provisions of which a rule does not come. One that comes of another provision too may cite them beside it."""

CRITERIA = HANDLING | RUNNING | {"funding", "periodic_duty"}
"""The same of a criterion of a designation, below which other criteria stand."""

SCOPE = "scope"

STRANGERS = {
    "case": frozenset({"base", "station", "point", "incentive"}),
    "unit": frozenset({"case", "incentive"}),
    "base": frozenset({"case", "incentive"}),
    "station": frozenset({"case", "incentive"}),
    "point": frozenset({"case", "incentive"}),
    "claim": frozenset({"case", "station", "point"}),
}
"""Whom a provision is not about, where this is judged."""


def kinds(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F720: every provision that the rule cites is of a kind of which no such rule comes."""
    rule = said.rule
    foreign = FOREIGN.get(type(rule), frozenset())
    if isinstance(rule, Criterion) and rule.path.startswith("designations/"):
        foreign = CRITERIA | (GRANTING if "/criteria/" in rule.path else frozenset())
    found = {words.item.kind for words in cited.words}
    if found and found <= foreign:
        told = cited.words[0].item
        problems.add("F720", rule.place, found=told.id.text, kind=told.kind, anchor=cited.said())


def entities(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F721: every provision that the rule cites is about somebody else than the rule judges."""
    rule = said.rule
    this = _judged(rule, library)
    if isinstance(rule, Incentive) or rule.path.startswith("incentives/"):
        this = "claim"
    found = {words.item.entity for words in cited.words}
    if found and found <= STRANGERS.get(this, frozenset()):
        told = cited.words[0].item
        problems.add("F721", rule.place, found=told.id.text, entity=told.entity, this=this, anchor=cited.said())


def _judged(rule: Rule, library: Library) -> str:
    """Whom a rule judges, "" where it judges nobody in particular."""
    if isinstance(rule, Duty):
        return rule.this
    if rule.path.startswith("designations/"):
        name = rule.path.split("/")[1]
        return next((one.this for one in library.pack.designations if one.id == name), "")
    return ""


def certainty(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F722: a rule rests on what was marked as a reading, and tells none. F723: it decides by what the text does not say."""
    rule = said.rule
    if isinstance(rule, Designation) or rule.path == SCOPE or not said.nodes or _tells(said):
        return
    found = {words.item.certainty: words.item.id.text for words in cited.words}
    if list(found) == ["silent"]:
        if isinstance(rule, Criterion | Incentive | Target) and not _cites_gaps(rule, library):
            problems.add("F723", rule.place, found=found["silent"], anchor=cited.said())
    elif "interpretation" in found and "explicit" not in found:
        problems.add("F722", rule.place, found=found["interpretation"], anchor=cited.said())


def _tells(said: Said) -> bool:
    """Whether a reading is told, or left to somebody."""
    if said.rule.interpretation is not None or said.rule.note is not None:
        return True
    if isinstance(said.rule, Target) and any(due.name for due in said.rule.due):
        return True
    return any(isinstance(node, n.Readings | n.ValueReadings | n.Judgement | n.Undecidable) for node, _ in said.nodes)


def _cites_gaps(rule: Rule, library: Library) -> bool:
    return any(source not in library.words for source in rule.sources)


def unpublished(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F724: a standard is called unpublished, and neither a gap nor a provision says that it is missing."""
    for node, _ in said.nodes:
        if not isinstance(node, n.Judgement) or node.published or _cites_gaps(said.rule, library):
            continue
        if all(words.item.certainty != "silent" for words in cited.words):
            place = said.written.find(node.place or said.rule.place, _is_unpublished)
            problems.add("F724", place, found=cited.words[0].item.id.text, anchor=cited.said())


def _is_unpublished(text: str) -> bool:
    return english(text) == "unpublished"
