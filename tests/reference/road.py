"""From dossier to answers: scope, designations with their steps and selection, incentives, duties, silent topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from . import relations
from .comparing import compare
from .evaluator import holds
from .facts import ENTITIES, SINGLE, Vocabulary, vocabulary
from .facts_compared import covers, within
from .frame import Frame, Record, Value, cause_of, happened, point, value_of
from .outcomes import (
    MET,
    NOT_MET,
    NOT_YET_DUE,
    OUT_OF_SCOPE,
    Answer,
    answer,
    condition_of,
    join,
    rule_answer,
    scoped,
)
from .ranges import Event, Period, Span, Text, period_of
from .truth import NO, NOTHING, YES, Told, all_of, any_of, opposite
from .values import of_yearly_day, value


def judge(policy: dict[str, Any], dossier: dict[str, Any], asked: date) -> dict[str, Answer]:
    """Every answer that a pack gives on a dossier on one day, by path."""
    return dict(Road(policy, dossier, asked).answers())


class Road:
    """One pack, one dossier, one day."""

    def __init__(self, policy: dict[str, Any], dossier: dict[str, Any], asked: date) -> None:
        self.policy = policy
        self.dossier = dossier
        self.asked = asked
        self.vocabulary: Vocabulary = vocabulary(policy)
        self.region = self.vocabulary.region

    def section(self, name: str) -> dict[str, Any]:
        return self.policy.get(name) or {}

    def frame(self, this: Record, path: str) -> Frame:
        """A rule about no event: the day of asking governs it."""
        return Frame(
            self.policy,
            self.dossier,
            self.asked,
            self.asked,
            self.vocabulary,
            this,
            f"{self.region}/{path}",
            point(self.asked),
        )

    def subject(self, entity: str) -> Record:
        """A part that a dossier holds once."""
        return Record(entity, self.dossier.get(entity) or {})

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Section after section."""
        if "scope" in self.policy:
            yield "scope", self.scope()
        for name, rule in self.section("designations").items():
            yield from self.designation(name, rule)
        for name, rule in self.section("incentives").items():
            yield from self.incentive(name, rule)
        for name, rule in self.section("duties").items():
            if "done" in rule:
                yield from self.duty(name, rule)
        for topic, gap in self.section("silent").items():
            yield f"silent/{topic}", Answer("undetermined", frozenset({("no_clause", gap, "")}))

    # --- does the pack apply ------------------------------------------------------------------------------------------

    def scope(self, governing: Value | None = None) -> Answer:
        """Whether the document governs this subject at all, on the day of asking or that of what a rule is about."""
        if "scope" not in self.policy:
            return MET
        frame = self.frame(self.subject("unit"), "scope")
        return scoped(holds(condition_of(self.policy["scope"]), frame.at(governing=governing or frame.governing)))

    def applies(self, frame: Frame, about: tuple[Told, Value] | None) -> list[Answer]:
        """Scope, in force, and, where the rule is about an event, whether the document governs it.

        The scope is asked of the applicant; a record belongs to the region by itself, and the programme is the region's.
        """
        this = frame.this
        if this.label:
            place = answer(relations.exists(frame.at(record=this)))
        else:
            place = MET if this.entity == "programme" else self.scope(frame.governing)
        return [place, scoped(self.in_force(frame)), scoped(self.governs(about, frame))]

    def in_force(self, frame: Frame) -> Told:
        """Whether the governing date lies between first and last day; an end that is not stated bounds nothing."""
        in_force = self.section("in_force")
        parts = []
        for end, comparator in (("from", "on_or_after"), ("to", "on_or_before")):
            if in_force.get(end, "unstated") != "unstated":
                parts.append(compare(frame.governing, comparator, value(in_force[end], frame)))
        return all_of(parts)

    def governs(self, about: tuple[Told, Value] | None, frame: Frame) -> Told:
        """Events only, never the day of asking."""
        if about is None or "governs" not in self.policy:
            return YES
        did, day = about
        inside = within(replace(day, happened=YES), self.policy["governs"]["period"], frame)
        return any_of([opposite(did), inside])

    def governed(self, word: str, frame: Frame) -> tuple[Frame, tuple[Told, Value] | None]:
        """The rule governed by the day of an event or date. One that has not happened leaves the day of asking."""
        fact, record = frame.find(word)
        day = value_of(fact, frame, record)
        range_ = frame.known(fact, record)
        did = happened(fact, range_, record) if isinstance(range_, Event) else YES
        governing = replace(day, happened=YES)
        if did.answer is False:
            governing = point(self.asked)
        elif did.answer is None:
            governing = Value(day.lo, self.asked, cause_of(fact, range_, record) if day.lo < self.asked else NOTHING)
        return frame.at(governing=governing), (did, day)

    def holds_title(self, kind: str, frame: Frame) -> Told:
        """Whether such a title is held on the governing date."""
        found = []
        related = relations.related("titles", {"kind": kind}, frame)
        for counts, each in zip(related.counts, related.frames, strict=True):
            fact, record = each.find("held")
            period = each.known(fact, record)
            assert isinstance(period, Period)
            found.append(all_of([counts, covers(period, frame.governing, cause_of(fact, period, record))]))
        return any_of([*found, Told(None, related.itself) if related.unlisted else NO])

    def entity_of(self, word: str) -> str:
        """What is judged where a rule is for an entity, a designation or a kind."""
        if word in ENTITIES:
            return word
        designations = self.section("designations")
        if word in designations:
            return str(designations[word]["for"])
        parts = self.section("kinds").get(word, {}).get("either", ())
        return next((self.entity_of(part) for part in parts), "unit")

    # --- designations -------------------------------------------------------------------------------------------------

    def designation(self, name: str, rule: dict[str, Any]) -> Iterator[tuple[str, Answer]]:
        """Criteria decide; steps and selection follow; the rest is shown."""
        path = f"designations/{name}"
        frame, about = self.frame(self.subject(self.entity_of(rule["for"])), path), None
        if "governed_by" in rule:
            frame, about = self.governed(rule["governed_by"], frame)
        sections = ("criteria", "model", "priority", "factors")
        answers = {section: self.rules(path, section, rule, frame) for section in sections}
        outcome = join([*self.applies(frame, about), *answers["criteria"].values()])
        steps = dict(self.steps(path, rule.get("steps", {}), frame))
        yield path, outcome
        for section in sections:
            yield from answers[section].items()
        yield from steps.items()
        if "selection" in rule:
            ready = {outcome.outcome, *(step.outcome for step in steps.values())} == {"met"}
            at = frame.at(path=f"{self.region}/{path}/selection")
            yield f"{path}/selection", rule_answer(rule["selection"], at) if ready else NOT_YET_DUE

    def rules(self, path: str, section: str, rule: dict[str, Any], frame: Frame) -> dict[str, Answer]:
        """Each rule of one section."""
        return {
            f"{path}/{section}/{name}": rule_answer(each, frame.at(path=f"{frame.path}/{section}/{name}"))
            for name, each in rule.get(section, {}).items()
        }

    def steps(self, path: str, steps: dict[str, Any], frame: Frame) -> Iterator[tuple[str, Answer]]:
        """The procedure, in order. After a step that failed or did not happen, one that is not recorded is not due."""
        stopped = False
        for name, step in steps.items():
            at = frame.at(path=f"{frame.path}/steps/{name}")
            done = holds(step["done"], at)
            if done.answer is None:
                found = NOT_YET_DUE if stopped else answer(done)
            elif done.answer is False:
                found = NOT_YET_DUE
            else:
                found = answer(holds(step.get("passed", {}), at))
            stopped = stopped or done.answer is False or found == NOT_MET
            yield f"{path}/steps/{name}", found

    # --- incentives ---------------------------------------------------------------------------------------------------

    def incentive(self, name: str, rule: dict[str, Any]) -> Iterator[tuple[str, Answer]]:
        """For each claim, or for the unit or the holder of a title."""
        path = f"incentives/{name}"
        if rule["for"] == "claim":
            for this, suffix in self.claims(name):
                frame, about = self.governed("this.filed", self.frame(this, path))
                yield from self.given(path, suffix, rule, frame, self.applies(frame, about))
            return
        frame = self.frame(self.subject(self.entity_of(rule["for"])), path)
        parts = self.applies(frame, None)
        if rule["for"] not in ENTITIES:
            parts.append(scoped(self.holds_title(rule["for"], frame)))
        yield from self.given(path, "", rule, frame, parts)

    def given(
        self, path: str, suffix: str, rule: dict[str, Any], frame: Frame, parts: list[Answer]
    ) -> Iterator[tuple[str, Answer]]:
        """Whether it is due: that the pack applies, every criterion, and the incentive that it follows."""
        criteria = self.rules(path, "criteria", rule, frame)
        parts = [*parts, *criteria.values()]
        if "follows" in rule:
            parts.append(self.followed(rule["follows"], frame))
        yield path + suffix, join(parts)
        for key, found in criteria.items():
            yield key.replace(path, path + suffix, 1), found

    def followed(self, premises: Any, frame: Frame) -> Answer:
        """All premises: rules that are met, records that there are."""
        return join(self.premise(one, frame) for one in (premises if isinstance(premises, list) else [premises]))

    def premise(self, premise: Any, frame: Frame) -> Answer:
        """Of a rule with several claims, the best of them."""
        if isinstance(premise, dict):
            return answer(holds(premise, frame))
        judged = {"designations": self.designation, "incentives": self.incentive}
        section, _, name = str(premise).rpartition("/")
        section = section or next(one for one in judged if name in self.section(one))
        keys = dict(judged[section](name, self.section(section)[name]))
        outcomes = [found for key, found in keys.items() if key.count("/") == 1 or (section == "incentives" and not_part(key))]
        best = max(outcomes, key=lambda found: BEST.index(found.outcome))
        return join(found for found in outcomes if found.outcome == best.outcome)

    def claims(self, incentive: str) -> list[tuple[Record, str]]:
        """The claims on an incentive; where none is recorded, one filed on the day of asking and not paid."""
        found = []
        for index, record in enumerate(relations.listed("claims", self.dossier)):
            on = self.read("incentive", record)
            if self.is_ours(record) and isinstance(on, Text) and on.text == incentive:
                found.append((record, f"/{index}"))
        hypothetical = {
            "region": self.region,
            "incentive": incentive,
            "holder": (self.dossier.get("unit") or {}).get("id"),
            "filed": self.asked,
            "paid": False,
        }
        return found or [(Record("claim", hypothetical, "", listed=True), "")]

    def read(self, name: str, record: Record) -> Any:
        """A fact of a record of a list."""
        frame = self.frame(record, "")
        return frame.known(self.vocabulary.find(record.entity, name), record)

    def is_ours(self, record: Record) -> bool:
        """Not surely of another region, and not surely of the future."""
        region, beginning = self.read("region", record), self.vocabulary.beginning(record.entity)
        begins = self.read(beginning.name, record) if beginning else Span(date.min, date.min)
        return region.text in (None, self.region) and (not begins.recorded or begins.lo <= self.asked)

    # --- duties -------------------------------------------------------------------------------------------------------

    def duty(self, name: str, rule: dict[str, Any]) -> Iterator[tuple[str, Answer]]:
        """For each case, each year, or the subject."""
        path = f"duties/{name}"
        if rule["for"] in ENTITIES and rule["for"] not in SINGLE:
            lists = {"case": "cases", "claim": "claims", "title": "titles"}
            for index, record in enumerate(relations.listed(lists[rule["for"]], self.dossier)):
                if self.is_ours(record):
                    yield f"{path}/{index}", self.duty_of(rule, self.frame(record, path))
            return
        frame = self.frame(self.subject(self.entity_of(rule["for"])), path)
        if "every" not in rule:
            yield path, self.duty_of(rule, frame)
            return
        years = period_of(rule["every"]["year"])
        for year in range(years.first.lo.year, years.last.hi.year + 1):
            yield f"{path}/{year}", self.duty_of(rule, frame.at(year=year))

    def duty_of(self, rule: dict[str, Any], frame: Frame) -> Answer:
        """One duty, if the pack applies."""
        about = None
        named = {frame.find(word)[0].path: word for word in events(rule.get("when", {}), frame)}
        trigger_event = rule.get("governed_by") or (next(iter(named.values())) if len(named) == 1 else None)
        if trigger_event:
            frame, about = self.governed(trigger_event, frame)
        parts = self.applies(frame, about)
        if rule["for"] not in ENTITIES:
            parts.append(scoped(self.holds_title(rule["for"], frame)))
        place = join(parts)
        return join([place, self.performed(rule, frame, place.outcome == "undetermined")])

    def performed(self, rule: dict[str, Any], frame: Frame, perhaps: bool) -> Answer:
        """Trigger, done, due, in this order. `perhaps`: whether the duty applies at all is not known."""
        trigger = holds(rule.get("when", {}), frame)
        followed = self.followed(rule.get("follows", []), frame)
        if followed.outcome not in ("met", "undetermined"):
            return OUT_OF_SCOPE
        if followed.outcome == "undetermined":
            trigger = all_of([trigger, Told(None, followed.causes)])
        if trigger.answer is False:
            return OUT_OF_SCOPE
        due = self.due(rule, frame)
        frame = frame.at(due=due)
        done = holds(rule["done"], frame)
        if due is not None:
            done = all_of([done, *(self.in_time(word, due, frame) for word in events(rule["done"], frame))])
        if done.answer is True:
            return MET
        if trigger.answer is None or perhaps:
            return Answer("undetermined", NOTHING.union(*(part.causes for part in (trigger, done) if part.answer is None)))
        if due is None:
            return answer(done)
        ended = compare(point(self.asked), "after", due)
        if ended.answer is True:
            return answer(done)
        return NOT_YET_DUE if ended.answer is False else Answer("undetermined", ended.causes | done.causes)

    def due(self, rule: dict[str, Any], frame: Frame) -> Value | None:
        """The due day; None where none is stated."""
        by = rule.get("by", "unstated")
        if by == "unstated":
            return None
        return of_yearly_day(by, frame) if isinstance(by, dict) and "each_year" in by else value(by, frame)

    def in_time(self, word: str, due: Value, frame: Frame) -> Told:
        """Whether an event happened on or before the due day."""
        fact, record = frame.find(word)
        return compare(value_of(fact, frame, record), "on_or_before", due)


class Targets(Road):
    """What has to be reached by its due day, judged of what an authority holds."""

    def answers(self) -> Iterator[tuple[str, Answer]]:
        for name, rule in self.section("targets").items():
            yield from self.target(f"targets/{name}", rule)

    def target(self, path: str, rule: dict[str, Any]) -> Iterator[tuple[str, Answer]]:
        """One for each day of a series, one for each year, or one."""
        due = rule.get("due", "unstated")
        if "every" in rule:
            years = period_of(rule["every"]["year"])
            for year in range(years.first.lo.year, years.last.hi.year + 1):
                month, day = map(int, due["each_year"].split("-")) if isinstance(due, dict) else (12, 31)
                yield f"{path}/{year}", self.on(path, rule, date(year, month, day))
        elif due == "unstated":
            yield path, self.on(path, rule, None)
        elif not isinstance(due, dict):
            yield path, self.on(path, rule, date.fromisoformat(due))
        elif "readings" in due:
            readings = {name: self.on(path, rule, date.fromisoformat(day)) for name, day in due["readings"].items()}
            if len({found.outcome for found in readings.values()}) == 1:
                causes = NOTHING.union(*(found.causes for found in readings.values()))
                yield path, Answer(next(iter(readings.values())).outcome, causes)
            else:
                open_ = (found.causes for found in readings.values() if found.outcome == "undetermined")
                yield path, Answer("undetermined", NOTHING.union({("readings", ",".join(readings), "")}, *open_))
        else:
            for day, bound in due.items():
                yield f"{path}/{day}", self.on(path, {**rule, **bound}, date.fromisoformat(day))

    def on(self, path: str, rule: dict[str, Any], due: date | None) -> Answer:
        """By one due day: the state of that day, or of the day of asking where that is earlier."""
        day = due or self.asked
        frame = self.frame(self.subject("programme"), path).at(
            asked=min(day, self.asked), governing=point(day), due=point(day), year=day.year
        )
        applies = join([scoped(self.in_force(frame)), scoped(self.governs((YES, point(day)) if due else None, frame))])
        if applies.outcome == "out_of_scope":
            return OUT_OF_SCOPE
        if due is not None and self.asked < due:
            return NOT_YET_DUE
        own = ("name", "source", "kind", "due", "every", "when", "interpretation", "note", "answers")
        measured = {key: says for key, says in rule.items() if key not in own}
        found = answer(holds(rule.get("when", measured), frame))
        if applies.outcome == "undetermined":
            return Answer("undetermined", applies.causes | found.causes)
        return found


def judge_targets(policy: dict[str, Any], registry: dict[str, Any], asked: date) -> dict[str, Answer]:
    """Every answer on the targets of a pack, by path."""
    return dict(Targets(policy, registry, asked).answers())


BEST = ("out_of_scope", "not_yet_due", "not_met", "undetermined", "met")


def not_part(path: str) -> bool:
    """Whether a path is that of an incentive as a whole, not of one of its criteria."""
    return "/criteria/" not in path


def is_event(word: object, frame: Frame) -> bool:
    """Whether what is written names an event."""
    return isinstance(word, str) and "." in word and frame.find(word)[0].type == "event"


def events(condition: dict[str, Any], frame: Frame) -> list[str]:
    """The events that a condition names at its top."""
    found = [word for word in condition if is_event(word, frame)]
    found += [rest["covers"] for rest in condition.values() if isinstance(rest, dict) and is_event(rest.get("covers"), frame)]
    denied = condition.get("not", {})
    if len(denied) == 1 and next(iter(denied.values())) in (True, {"equals": True}):
        found += events(denied, frame)
    return [*found, *(word for item in condition.get("all", ()) for word in events(item, frame))]
