"""Random packs, dossiers, days of asking, and dossiers that know more, for the property tests of every engine.

Hypothesis draws a seed and a size; the rest is plain `random`, which is twenty times faster than composite strategies.
So hypothesis shrinks the size only; `smallest` then removes rules, parts and facts one by one while a test still fails.

Everything is a plain dict as `yaml.safe_load` gives it, with dates as text. Every rule has `source: p1`, gaps are `g1`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.reference.facts import NUMBERS, RELATIONS, SINGLE, Fact, Vocabulary, vocabulary
from tests.reference.ranges import Event, Period, Span, day_of, is_unknown, known, number

Plain = dict[str, Any]

REGION = "testland"
NAME = {"zh": "名称", "en": "name"}
ANCHORS = ("2019-04-23", "2023-07-01", "2024-02-29", "2025-02-21", "2025-06-30", "2025-12-31", "2026-12-24")
"""Days that rules name; dossiers and days of asking lie on them and beside them."""
NUMBERS_USED = (0, 1, 2, 3, 10, 300)
DECIMALS_USED = (0, 0.5, 0.9, 1, "90%", "50%", 2.25)
MONEY_USED = ("0 yuan", "30000 yuan", "50000 yuan", "5万元", "30000.50 yuan", "8万元")
TEXTS: dict[str, tuple[str, ...]] = {
    "place": (REGION, "elsewhere"),
    "business_place": (REGION, "elsewhere"),
    "region": (REGION, "elsewhere"),
    "holder": ("u1", "u2"),
    "respondent": ("u1", "u2"),
    "title": ("t0", "t1"),
    "base": ("b0", "b1"),
}
BODIES = ("bureau", "court")
ACTS = ("report", "survey")


def _fact(kind: str, **more: Any) -> Plain:
    return {"type": kind, "name": NAME, **more}


def _members(*names: str) -> Plain:
    return {name: {"zh": name, "en": name} for name in names}


OWN: dict[str, Plain] = {
    "unit.willing": _fact("boolean", **{"from": "applicant"}, evidence={"zh": "说明", "en": "statement"}),
    "unit.score": _fact("decimal", minimum=0, maximum=100, places=2),
    "unit.turnover": _fact("money", minimum="0 yuan", maximum="100000000 yuan"),
    "unit.grade": _fact("category", members=_members("low", "middle", "high"), ordered=True),
    "unit.tags": _fact("categories", members=_members("red", "green", "blue")),
    "unit.inspected": _fact("event", members=_members("passed", "failed"), **{"from": "authority"}),
    "unit.closed": _fact("period", note={"zh": "停业", "en": "closed for business"}),
    "unit.code": _fact("text"),
    "base.approved": _fact("event", members=_members("passed", "failed")),
    "base.area": _fact("decimal", minimum=0, maximum=1000),
    "station.rooms": _fact("integer", minimum=0, maximum=100),
    "point.visits": _fact("integer", minimum=0, maximum=1000),
    "programme.reported": _fact("event", **{"from": "authority"}),
    "programme.budget": _fact("money", minimum="0 yuan"),
    "programme.surveyed": _fact("boolean"),
    "programme.survey": _fact("period"),
    "title.score": _fact("integer", minimum=0, maximum=100),
    "claim.weight": _fact("decimal", minimum=0, maximum=10),
    "case.gravity": _fact("category", members=_members("minor", "major", "grave"), ordered=True),
    "case.days": _fact("integer", minimum=-10, maximum=1000),
}
WITH_OWN: Vocabulary = vocabulary({"region": {"id": REGION}, "facts": OWN})
FACTS_OF = {entity: WITH_OWN.of(entity) for entity in (*SINGLE, "title", "claim", "case", "act")}

TOPICS = (
    "incentive amount validity renewal withdrawal repayment appeal decider application_window review_time_limits fees "
    "case_time_limits double_claim phases credit_repair"
).split()


class Pack:
    """One random pack in the making. `this` is the entity judged, `record` that of the related records in a `where`."""

    def __init__(self, random: Random, size: int) -> None:
        self.random = random
        self.size = size
        self.facts: Plain = {}
        self.terms: Plain = {}
        self.condition_terms: list[str] = []
        self.value_terms: dict[str, str] = {}
        self.tables: Plain = {}
        self.asked_tables: list[Plain] = []
        """Conditions that ask tables."""
        self.value_tables: dict[str, list[Plain]] = {}
        """Values that tables give, by kind."""
        self.kinds: Plain = {}
        self.this = "unit"
        self.record = ""
        self.yearly = False
        self.judgements = True
        self.versioned = True
        self.in_versions = False
        """Whether a dated version may stand here: in what is a criterion, not in a scope, a trigger or a due day."""
        self.named = 0
        self.incentives = [f"i{index}" for index in range(random.randint(1, size))] if random.random() < 0.5 else []
        self.designations: list[tuple[str, str]] = []
        self.made: list[str] = []
        """Incentives that duties may follow."""

    # --- small choices ------------------------------------------------------------------------------------------------

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def one(self, items: Any) -> Any:
        return items[int(self.random.random() * len(items))]

    def some(self, items: Any, least: int = 1, most: int = 2) -> list[Any]:
        number_ = min(len(items), self.random.randint(least, most))
        return self.random.sample(list(items), number_)

    def day(self) -> str:
        return str(self.one(ANCHORS))

    def literal(self, kind: str) -> Any:
        return self.one({"integer": NUMBERS_USED, "decimal": DECIMALS_USED, "money": MONEY_USED}.get(kind, ANCHORS))

    # --- facts --------------------------------------------------------------------------------------------------------

    def word(self, fact: Fact, entity: str, bare: bool) -> str:
        """One of the spellings of a fact, which is declared where it is the region's own."""
        name = fact.name
        if fact.region:
            self.facts[f"{entity}.{fact.name}"] = OWN[f"{entity}.{fact.name}"]
            if self.maybe(0.4) and not bare:
                name = f"{fact.region}.{name}"
        if bare:
            return name
        return f"{'this' if entity == self.this and self.maybe(0.4) else entity}.{name}"

    def fact(self, types: tuple[str, ...], anywhere: bool = False) -> tuple[Fact, str] | None:
        """A fact of one of these types: of the related record, of what is judged, or of a part of the dossier."""
        if self.record and not (anywhere or self.maybe(0.12)):
            owner, bare = self.record, True
        else:
            owner, bare = (self.this if self.this and self.maybe(0.7) else self.one(SINGLE)), False
        found = [fact for fact in FACTS_OF[owner] if fact.type in types]
        if not found:
            return None
        fact = self.one(found)
        return fact, self.word(fact, owner, bare)

    ALL = ("boolean", "integer", "decimal", "money", "date", "period", "event", "category", "categories", "text")

    def fact_condition(self) -> Plain:
        found = self.fact((self.one(self.ALL),)) or self.fact(("boolean", "text", "date"))
        if found is None:
            return {"unmeasured": "一批"}
        fact, word = found
        return {word: getattr(self, f"of_{'number' if fact.type in NUMBERS else fact.type}")(fact)}

    def of_boolean(self, fact: Fact) -> Any:
        return self.one([True, True, False, {"equals": False}, {"in": [True]}, {"in": [True, False]}])

    def of_category(self, fact: Fact) -> Any:
        wanted = self.one(fact.members)
        if fact.ordered and self.maybe(0.6):
            return {self.one(["at_least", "more_than", "at_most", "less_than"]): wanted}
        several = self.some(fact.members, 1, 3)
        open_ = {"in": several} if fact.ordered else {"in": several, "open": True}
        return self.one([wanted, {"equals": wanted}, {"in": several}, open_])

    def of_categories(self, fact: Fact) -> Any:
        several = self.some(fact.members, 1, 2)
        says = self.one([{"include": several[0]}, {"include": several}, {"include_all": several}])
        return {**says, "open": True} if self.maybe(0.3) else says

    def of_text(self, fact: Fact) -> Any:
        pool = self.texts(fact)
        other = self.fact(("text",), anywhere=True)
        several = self.some(pool, 1, 2)
        choices: list[Any] = [several[0], {"equals": several[0]}, {"in": several}, {"in": several, "open": True}]
        if fact.path == "claim.incentive" and not self.incentives:
            return {"same_as": "this.id"} if self.this else {"same_as": "unit.id"}
        if other and fact.path != "title.kind":
            choices += [{"same_as": other[1]}] * 2
        return self.one(choices)

    def for_titles(self) -> list[str]:
        """What a rule for holders of a title may name; `place` would be two entities."""
        return [*(kind for kind in self.kinds if kind != "place"), *(name for name, _ in self.designations)]

    def texts(self, fact: Fact) -> Any:
        """What a text may be compared with."""
        named = {"title.kind": self.title_kinds(), "claim.incentive": self.incentives, "act.kind": ACTS}
        return named.get(fact.path) or TEXTS.get(fact.name, ("A", "B", "u1"))

    def title_kinds(self) -> list[str]:
        return [*self.kinds, *(name for name, _ in self.designations), "station", "point"]

    def of_number(self, fact: Fact) -> Any:
        kind = fact.type
        if self.maybe(0.1):
            return self.literal(kind)
        if self.maybe(0.12):
            return {"between": sorted([self.literal(kind), self.literal(kind)], key=number)}
        if self.maybe(0.12):
            low, high = sorted([self.literal(kind), self.literal(kind)], key=number)
            return {self.one(["at_least", "more_than"]): low, self.one(["at_most", "less_than"]): high}
        right = self.literal(kind) if self.maybe(0.7) else self.value("money" if kind == "money" else "number", 1)
        return {self.one(["at_least", "more_than", "at_most", "less_than", "equals"]): right}

    def of_date(self, fact: Fact) -> Any:
        if self.maybe(0.3):
            return {"within": self.period()}
        word = self.one(["before", "on_or_before", "after", "on_or_after", "before", "after", "equals"])
        return {word: self.day() if self.maybe(0.5) else self.value("date", 1)}

    def period(self) -> Any:
        if self.yearly and self.maybe(0.6):
            return "year"
        first = self.one(["2023", "2025", "2025-02", "2024-02-29"])
        choices: list[Any] = [f"{first}/{self.one(['2025', '2025-06', '2025-12-31', '2026'])}", "2025/2027", "2025/.."]
        choices += [{"each_year": self.one(["06-01/06-30", "01-01/07-01", "02-21/12-31"])}] * 2
        found = self.fact(("period",), anywhere=True)
        return self.one([*choices, found[1]] if found else choices)

    def of_event(self, fact: Fact) -> Any:
        if fact.members and self.maybe(0.4):
            return {"result": self.one(["passed", "failed", ["passed", "failed"]])}
        if self.maybe(0.35):
            return self.one([True, True, False, {"equals": True}])
        if self.maybe(0.2):
            return {self.one(["by", "to"]): self.one(BODIES)}
        return self.of_date(fact)

    def of_period(self, fact: Fact) -> Any:
        return {"covers": self.value("date", 1)}

    # --- conditions ---------------------------------------------------------------------------------------------------

    def condition(self, depth: int = 0) -> Plain:
        """A condition; about half of them a fact."""
        if depth >= 3 or self.maybe(0.45):
            return self.fact_condition()
        makers: list[Callable[[int], Plain]] = [
            self.joined, self.joined, self.negated, self.several_of, self.with_readings, self.undecidable,
            self.compared_value,
        ]  # fmt: skip
        if self.versioned:
            makers.append(self.dated)
        if not self.record:
            makers += [self.quantified, self.quantified, self.shared, self.counted, self.ranked, self.compared_value]
        if self.judgements and not self.record:
            makers.append(self.judged)
        if self.asked_tables and not self.record:
            makers += [lambda _: dict(self.one(self.asked_tables))] * 2
        if self.condition_terms and self.versioned and not self.record:
            makers += [lambda _: {"term": self.one(self.condition_terms)}]
        made: Plain = self.one(makers)(depth)
        return made

    def joined(self, depth: int) -> Plain:
        if self.maybe(0.3):
            return {**self.fact_condition(), **self.fact_condition()}
        return {self.one(["all", "any"]): [self.condition(depth + 1) for _ in range(self.one([2, 2, 3]))]}

    def negated(self, depth: int) -> Plain:
        return {"not": self.condition(depth + 1)}

    def several_of(self, depth: int) -> Plain:
        return {"at_least_of": self.one([1, 2, 2]), "of": [self.condition(depth + 1) for _ in range(3)]}

    def with_readings(self, depth: int) -> Plain:
        return {"readings": {name: self.condition(depth + 1) for name in self.some(["narrow", "wide", "third"], 2, 3)}}

    def dated(self, depth: int) -> Plain:
        days = sorted(self.some(ANCHORS[:5], 2, 3))
        return {"all": [self.versions(days, depth)]} if self.maybe(0.2) else self.versions(days, depth)

    def versions(self, days: list[str], depth: int) -> Plain:
        return {day: self.condition(depth + 1) for day in days}

    def undecidable(self, depth: int) -> Plain:
        return self.one([{"unmeasured": "一批"}, {"no_clause": "g1"}]) if self.maybe(0.4) else self.fact_condition()

    def judged(self, depth: int) -> Plain:
        says: Plain = {"standard": self.one(["择优", "unpublished"]), "by": self.one(["unstated", "bureau"])}
        self.named += 1
        return {"judgement": {**says, "name": f"j{self.named}"}}

    def where(self, relation: str, depth: int) -> Plain:
        """Fields of the related record; sometimes nothing at all."""
        if self.maybe(0.2):
            return {}
        before, self.record = self.record, RELATIONS[relation]
        condition = self.fact_condition() if self.maybe(0.7) else self.condition(max(depth, 1) + 1)
        if self.record == "title" and self.maybe(0.3):
            condition = {"kind": self.one(self.title_kinds())}
        if self.record == "claim" and self.this == "claim" and self.maybe(0.4):
            condition = {"paid": True, "holder": {"same_as": "this.holder"}}
        self.record = before
        return {"where": condition}

    def relation(self) -> str:
        return str(self.one([*RELATIONS, "titles", "titles", "stations", "claims", "cases", "acts"]))

    def quantified(self, depth: int) -> Plain:
        relation = self.relation()
        word = self.one(["some", "some", "none", "every"])
        says = {word: relation, **self.where(relation, depth)}
        return {**says, "meets": self.meets(relation)} if word == "every" else says

    def meets(self, relation: str) -> Plain:
        before, self.record = self.record, RELATIONS[relation]
        condition = self.fact_condition()
        self.record = before
        return condition

    def shared(self, depth: int) -> Plain:
        relation = self.relation()
        says = {"share": relation, **self.where(relation, depth), "meets": self.meets(relation)}
        return {**says, self.one(["at_least", "more_than", "at_most", "less_than"]): self.one([0.5, "90%", "100%", 0])}

    def counted(self, depth: int) -> Plain:
        word = self.one(["at_least", "at_least", "more_than", "at_most", "less_than", "equals"])
        return {**self.count(depth), word: self.one([0, 1, 1, 2, 3])}

    def ranked(self, depth: int) -> Plain:
        found = self.rank(depth)
        return {**found, self.one(["at_most", "at_most", "less_than", "more_than"]): self.one([1, 2, 3])}

    def compared_value(self, depth: int) -> Plain:
        kind = self.one(["number", "number", "money", "date"])
        left = self.value_mapping(kind, 1, left=True)
        if not isinstance(left, dict):
            return self.fact_condition()
        if kind == "date":
            return {**left, **self.of_date(WITH_OWN.find("unit", "founded"))}
        right = self.literal("money") if kind == "money" else self.one([0, 1, 2, 15, 30, 365, 0.5])
        return {**left, self.one(["at_least", "more_than", "at_most", "less_than", "equals"]): right}

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, kind: str, depth: int) -> Any:
        """A number, an amount of money or a date."""
        if depth >= 3 or self.maybe(0.3):
            return self.literal("integer" if kind == "number" else kind)
        if self.maybe(0.5):
            dated = ("date",) if self.in_versions else ("date", "event")
            found = self.fact({"number": ("integer", "decimal"), "money": ("money",), "date": dated}[kind])
            if found:
                return found[1]
        if kind == "date" and self.maybe(0.4):
            return self.one(["asked", "governing", "due"] if self.yearly else ["asked", "asked", "governing"])
        if self.maybe(0.15) and self.versioned:
            days = sorted(self.some(ANCHORS[:5], 2, 3))
            # Whether an event of a version not chosen must have happened is told apart in a test of its own.
            self.in_versions, before = True, self.in_versions
            versions = {day: self.value(kind, depth + 1) for day in days}
            self.in_versions = before
            return versions
        return self.value_mapping(kind, depth)

    def value_mapping(self, kind: str, depth: int, left: bool = False) -> Any:
        """A value that is a mapping. `left` of a comparator stand no readings: those are a condition."""
        terms = [name for name, of in self.value_terms.items() if of == kind]
        if terms and self.maybe(0.25) and self.versioned and not self.record:
            return {"term": self.one(terms)}
        if self.value_tables.get(kind) and self.maybe(0.4) and not self.record:
            return dict(self.one(self.value_tables[kind]))
        if self.maybe(0.15) and not left:
            names = self.some(["narrow", "wide", "third"], 2, 2)
            return {"readings": {name: self.value(kind, depth + 1) for name in names}}
        if self.maybe(0.12):
            return {self.one(["min", "max"]): [self.value(kind, depth + 1) for _ in range(2)]}
        if kind == "date":
            return self.step(depth) if self.maybe(0.75) else self.edge() or self.step(depth)
        if self.maybe(0.2):
            return {"sum": [self.value(kind, depth + 1), self.worth(kind, depth), self.worth(kind, depth)]}
        if self.maybe(0.12):
            return {"product": [self.one([0.5, "90%", 2]), self.value(kind, depth + 1)]}
        if self.maybe(0.12):
            of = "date" if kind == "number" and self.maybe(0.7) else kind
            return {"difference": [self.value(of, depth + 1), self.value(of, depth + 1)]}
        if self.maybe(0.15) or self.record:
            return self.worth(kind, depth)
        if kind == "money":
            return {"sum": "claims", "of": "amount", **self.where("claims", depth)}
        return self.one([self.count, self.count, self.total, self.rank])(depth)

    def worth(self, kind: str, depth: int) -> Plain:
        return {"value": self.literal("integer" if kind == "number" else kind), "when": self.condition(depth + 2)}

    def count(self, depth: int) -> Plain:
        relation = self.relation()
        says: Plain = {"count": relation, **self.where(relation, depth)}
        if self.maybe(0.25):
            texts = [fact for fact in FACTS_OF[RELATIONS[relation]] if fact.type == "text"]
            says["once_per"] = self.word(self.one(texts), RELATIONS[relation], bare=True)
            if self.maybe(0.3):
                says["once_per"] = {"readings": {"each_record": "id", "each_text": says["once_per"]}}
        return says

    def numeric(self) -> tuple[str, Fact]:
        """A relation whose records hold a number, and that fact."""
        if self.this == "unit" and self.maybe(0.4):
            return "units", WITH_OWN.find("unit", "score")
        relation = self.one(["units", "stations", "points", "titles", "claims", "cases", "bases"])
        of = [fact for fact in FACTS_OF[RELATIONS[relation]] if fact.type in ("integer", "decimal")]
        return relation, self.one(of)

    def total(self, depth: int) -> Plain:
        relation, fact = self.numeric()
        return {"sum": relation, "of": self.word(fact, fact.entity, bare=True), **self.where(relation, depth)}

    def rank(self, depth: int) -> Plain:
        relation, fact = self.numeric()
        says = {"rank": relation, **self.where(relation, depth), "of": self.word(fact, fact.entity, bare=True)}
        if fact.entity != self.this or self.maybe(0.3):
            own = self.fact(("integer", "decimal"), anywhere=True)
            says["own"] = own[1] if own and self.maybe(0.6) else self.literal("integer")
        if self.maybe(0.5):
            says["order"] = self.one(["highest_first", "lowest_first"])
        return says

    def step(self, depth: int) -> Plain:
        unit = self.one(["years", "months", "days", "working_days", "working_days"])
        amount = self.random.randint(1, {"years": 3, "months": 24, "days": 60, "working_days": 25}[unit])
        base = self.value("date", depth + 1) if self.maybe(0.7) else self.day()
        says: Plain = {self.one(["plus", "plus", "minus"]): {unit: amount}, "from": base}
        if unit in ("days", "working_days") and self.maybe(0.3):
            says["not_counting"] = [self.pause(depth) for _ in range(self.one([1, 1, 2, 3]))]
        if self.maybe(0.3):
            says["roll"] = "next_working_day"
        return says

    def pause(self, depth: int) -> Any:
        """A period that does not count: one of the dossier, or that of each related record."""
        own = self.fact(("period",)) if self.maybe(0.5) else None
        if own is not None:
            return own[1]
        relation, period = self.one([("cases", "suspended"), ("cases", "suspended"), ("titles", "held")])
        return {"each": relation, **self.where(relation, max(depth, 2)), "period": period}

    def edge(self) -> Plain | None:
        found = self.fact(("period",), anywhere=True)
        return {self.one(["start_of", "end_of"]): found[1]} if found else None

    # --- rules --------------------------------------------------------------------------------------------------------

    def rule(self) -> Plain:
        """A criterion: its condition in `when` or directly."""
        condition = self.condition()
        direct = all(isinstance(key, str) and not key[:1].isdigit() for key in condition) and "when" not in condition
        says = condition if direct and self.maybe(0.5) else {"when": condition}
        more: Plain = {"source": self.one(["p1", ["p1", "g1"]])}
        if self.maybe(0.1):
            more |= {"name": NAME, "interpretation": NAME, "note": NAME}
        return {**says, **more}

    def rules(self, most: int) -> Plain:
        return {f"c{index}": self.rule() for index in range(self.random.randint(1, most))}

    def term(self, index: int) -> None:
        self.this, self.judgements = "", self.maybe(0.3)
        said = {"name": NAME, "source": "p1"}
        if self.maybe(0.5):
            self.terms[f"k{index}"] = {"when": self.condition(1), **said}
            self.condition_terms.append(f"k{index}")
        else:
            kind = self.one(["number", "money", "date"])
            self.terms[f"k{index}"] = {"value": self.value(kind, 1), **said}
            self.value_terms[f"k{index}"] = kind
        self.this, self.judgements = "unit", True

    # --- tables -------------------------------------------------------------------------------------------------------

    POLICIES = (
        "unique", "any", "first", "priority", "collect", "rule_order", "output_order", "collect_sum", "collect_count",
        "collect_min", "collect_max",
    )  # fmt: skip

    def table(self, index: int) -> None:
        """A decision table with few rows, and how other rules may ask it."""
        self.this, self.judgements, self.versioned = "", False, False
        name, policy = f"m{index}", self.one(self.POLICIES)
        figures = policy in ("collect_sum", "collect_min", "collect_max")
        inputs: Plain = {}
        cells: dict[str, Callable[[], Any]] = {}
        for at in range(self.one([1, 2, 2, 3])):
            column = self.column()
            alike = [str(each).replace(f"{REGION}.", "") for each in inputs.values()]
            if column is not None and str(column[0]).replace(f"{REGION}.", "") not in alike:
                inputs[f"a{at}"], cells[f"a{at}"] = column
        self.this, self.judgements, self.versioned = "unit", True, True
        if not inputs:
            return
        outputs: Plain = {}
        answers: dict[str, Callable[[], Any]] = {}
        for at in range(1 if policy.startswith("collect_") else self.one([1, 1, 2])):
            outputs[f"b{at}"], answers[f"b{at}"] = self.output(figures, policy)
        rows = [
            {**{key: cell() for key, cell in cells.items()}, **{key: said() for key, said in answers.items()}}
            for _ in range(self.random.randint(1, 5))
        ]
        if policy == "any" and self.maybe(0.7):
            said = {key: rows[0][key] for key in answers}
            rows = [row if self.maybe(0.3) else {**row, **said} for row in rows]
        said = {"name": NAME, "source": "p1", **({} if policy == "unique" and self.maybe(0.5) else {"hit_policy": policy})}
        self.tables[name] = {**said, "inputs": inputs, "outputs": outputs, "rows": rows}
        for key, output in outputs.items():
            self.ask_table(name if len(outputs) == 1 else {"name": name, "output": key}, output, policy)

    def ask_table(self, asked: Any, output: Plain, policy: str) -> None:
        kind, members = output["type"], list(output.get("members", ()))
        listed = policy in ("collect", "rule_order", "output_order")
        if policy == "collect_count":
            self.value_tables.setdefault("number", []).append({"table": asked})
        elif kind == "boolean" and not listed:
            self.asked_tables += [{"table": asked}, {"table": asked}, {"table": asked, "equals": False}]
        elif kind in ("boolean", "category"):
            several = self.some(members or [True, False], 1, 2)
            if listed:
                self.asked_tables += [{"table": asked, self.one(["include", "include_all"]): several}]
            elif output.get("ordered") and self.maybe(0.5):
                word = self.one(["at_least", "at_most", "more_than", "less_than"])
                ends = {"more_than": members[:-1], "less_than": members[1:]}.get(word, members)
                self.asked_tables.append({"table": asked, word: self.one(ends)})
            else:
                self.asked_tables += [{"table": asked, "equals": several[0]}, {"table": asked, "in": several}]
        elif not listed:
            group = {"integer": "number", "decimal": "number"}.get(kind, kind)
            self.value_tables.setdefault(group, []).append({"table": asked})

    def column(self) -> tuple[Any, Callable[[], Any]] | None:
        """What a table looks at, and a maker of cells for it."""
        if self.maybe(0.15):
            return {"when": self.condition(2)}, lambda: self.one(["-", True, False, "true", "not(true)"])
        if self.maybe(0.1):
            return self.count(2) | {}, lambda: self.cell_of(NUMBERS_USED)
        kinds = ("boolean", "integer", "decimal", "money", "date", "event", "category", "text")
        found = self.fact((self.one(kinds),))
        if found is None:
            return None
        fact, word = found
        if fact.type in ("boolean", "event"):
            only: Callable[[], Any] = lambda: self.one(["-", True, False])  # noqa: E731
            days: Callable[[], Any] = lambda: self.cell_of(ANCHORS) if self.maybe(0.6) else only()  # noqa: E731
            return word, only if fact.type == "boolean" else days
        if fact.type in ("category", "text"):
            pool = fact.members if fact.type == "category" else self.texts(fact)
            if fact.path in ("title.kind", "claim.incentive", "act.kind"):
                return None
            return word, lambda: self.one(["-", *pool, self.several(pool), f"not({self.several(pool)})"])
        used = {"integer": NUMBERS_USED, "decimal": DECIMALS_USED, "money": MONEY_USED}.get(fact.type, ANCHORS)
        return word, lambda: self.cell_of(used)

    def several(self, pool: Any) -> str:
        return ", ".join(map(str, self.some(pool, 1, 2)))

    def cell_of(self, used: Any) -> str:
        """A cell of numbers, amounts or days."""
        one, other = sorted([self.one(used), self.one(used)], key=lambda at: at if used is ANCHORS else number(at))
        interval = f"{self.one('[(]')}{one}..{other}{self.one('])[')}"
        if one == other or (used is not ANCHORS and number(one) == number(other)):
            interval = f"[{one}..{other}]"
        simple = [f"{self.one(['<', '<=', '>', '>='])} {one}", str(one), interval]
        listed = ", ".join(self.some(simple, 2, 2))
        return str(self.one(["-", *simple, *simple, listed, f"not({self.one(simple)})"]))

    def output(self, figures: bool, policy: str) -> tuple[Plain, Callable[[], Any]]:
        """What a table gives, and a maker of answers."""
        every = ["boolean", "category", "category", "integer", "money", "date"]
        kind = self.one(["integer", "money", "decimal"] if figures else every)
        pool: Any = {
            "boolean": [True, False],
            "category": ["low", "middle", "high"],
            "integer": [0, 5, 10, -3],
            "decimal": ["0.5", "90%", 2],
            "money": MONEY_USED[:4],
            "date": ANCHORS,
        }[kind]
        says: Plain = {"type": kind}
        if kind == "category":
            says |= {"members": _members(*pool), **({"ordered": True} if self.maybe(0.4) else {})}
        if policy in ("priority", "output_order") and kind not in ("boolean", "category"):
            pool = pool[:3]
            says["order"] = self.random.sample(list(pool), len(pool))
        elif policy in ("priority", "output_order") and kind == "boolean":
            says["order"] = self.one([[True, False], [False, True]])
        if kind in ("integer", "money") and self.maybe(0.5):
            says |= {"minimum": -10, "maximum": 100} if kind == "integer" else {"minimum": "0 yuan", "maximum": "90000 yuan"}
        if policy not in ("collect_sum", "collect_count") and self.maybe(0.4):
            listed = policy in ("collect", "rule_order", "output_order")
            says["default"] = {"no_clause": "g1"} if self.maybe(0.4) and not listed else self.one(pool)
        return says, lambda: self.one(pool)

    def designation(self, entity: str) -> Plain:
        self.this = entity
        says: Plain = {"for": entity, "name": NAME}
        if self.maybe(0.4):
            dates = [fact for fact in FACTS_OF[entity] if fact.type == "event" or fact.path == "unit.founded"]
            if dates:
                fact = self.one(dates)
                self.word(fact, entity, bare=True)
                says["governed_by"] = fact.path
        says["criteria"] = self.rules(1 + self.size)
        for section in ("model", "priority", "factors"):
            if self.maybe(0.12):
                says[section] = self.rules(1)
        if self.maybe(0.3):
            says["steps"] = {f"s{index}": self.procedure(entity) for index in range(self.one([1, 2, 3]))}
        if self.maybe(0.3):
            standard = {"standard": self.one(["择优", "unpublished"]), "by": "unstated"}
            says["selection"] = {"judgement": standard, "source": "p1"}
        if self.maybe(0.15):
            until = {"plus": {"years": 3}, "from": "title.granted"}
            says["validity"] = {"until": until, "source": "p1"}
        return says

    def procedure(self, entity: str) -> Plain:
        says: Plain = {"who": self.one(["applicant", "authority"]), "name": NAME, "source": "p1"}
        done = [fact for fact in FACTS_OF[entity] if fact.type in ("event", "boolean")]
        if not done:
            return {"done": {"unit.applied": True}, **says}
        fact = self.one(done)
        word = self.word(fact, entity, bare=False)
        if fact.members and self.maybe(0.7):
            says["passed"] = {word: {"result": "passed"}}
        elif self.maybe(0.3):
            says["passed"] = {"judgement": {"standard": "验收合格", "by": "bureau"}}
        return {"done": {word: True}, **says}

    def incentive(self, earlier: list[str]) -> Plain:
        titles = self.for_titles()
        for_ = self.one(["claim", "claim", "unit", *titles[:2]])
        self.this = self.entity_of(for_)
        gives = self.one([{"amount": self.amount()}, {"service": "tax_services"}, {"priority_of": "higher_title"}])
        says: Plain = {"for": for_, **gives, "name": NAME, "source": "p1"}
        if self.maybe(0.75) or for_ == "claim":
            says["criteria"] = self.rules(self.size)
        if self.maybe(0.5):
            says["follows"] = self.follows([f"incentives/{name}" for name in earlier])
        return says

    def follows(self, earlier: list[str]) -> Any:
        """Rules that stand before, and records, of which all must hold."""
        rules = [*earlier, *(f"designations/{name}" for name, _ in self.designations)]
        found = [self.one(rules) if self.maybe(0.6) else self.followed_record() for _ in range(self.one([1, 1, 1, 2]))]
        names = [item["some"] if isinstance(item, dict) else item for item in found]
        if len(set(names)) < len(names):
            found = found[:1]
        return found[0] if len(found) == 1 and self.maybe(0.7) else found

    def followed_record(self) -> Plain:
        """A related record with equal categories and the same identifiers."""
        lists = ["titles", "titles", "claims", "cases", "acts", "stations"]
        relation = self.one([name for name in lists if RELATIONS[name] != self.this])
        entity = RELATIONS[relation]
        facts = [fact for fact in FACTS_OF[entity] if fact.type in ("boolean", "category", "text")]
        where: Plain = {}
        joins: list[Fact] = []
        for fact in self.some([fact for fact in facts if fact.path != "claim.incentive"], 0, 2):
            word = self.word(fact, entity, bare=True)
            if fact.type == "boolean":
                where[word] = self.maybe(0.5)
            elif fact.type == "category":
                where[word] = {"in": self.some(fact.members, 1, 2)}
            else:
                same = self.fact(("text",), anywhere=True)
                joined = same is not None and same[0] not in joins and self.maybe(0.6)
                where[word] = {"same_as": same[1]} if same and joined else self.one(self.texts(fact))
                joins += [same[0]] if same and joined else []
        return {"some": relation, **({"where": where} if where else {})}

    def entity_of(self, for_: str) -> str:
        if for_ in self.kinds:
            for_ = self.kinds[for_]["either"][0]
        return dict(self.designations).get(for_, for_)

    def amount(self) -> Any:
        before, self.this = self.this, "claim"
        amount = self.one(["50000 yuan", "5万元", self.value("money", 2)])
        self.this = before
        return amount if self.this == "claim" else "50000 yuan"

    def duty(self) -> Plain:
        titles = self.for_titles()
        for_ = self.one(["case", "case", "unit", "programme", "programme", *titles[:1]])
        self.this = self.entity_of(for_)
        kind = self.one(["duty", "case_handling", "consequence", "publicity", "funding"])
        says: Plain = {"for": for_, "who": self.one(["authority", "applicant"]), "name": NAME, "source": "p1"}
        if self.maybe(0.4):
            says["kind"] = kind
        if self.maybe(0.25):
            says["follows"] = self.follows([f"incentives/{name}" for name in self.made])
        if for_ == "programme" and self.maybe(0.7):
            return {**says, **self.yearly_duty()}
        if self.maybe(0.7):
            says["when"] = self.trigger(says)
        if self.maybe(0.92):
            says["done"] = self.done(("event", "event", "boolean"))
        if self.maybe(0.6):
            self.versioned = False
            says["by"] = self.step(2) if self.maybe(0.75) else self.one(["unstated", self.day()])
            self.versioned = True
        return says

    def trigger(self, says: Plain) -> Plain:
        if self.maybe(0.3):
            condition = self.plain_condition()
            events = [fact for fact in FACTS_OF[self.this] if fact.type == "event"]
            if events and self.maybe(0.4):
                fact = self.one(events)
                self.word(fact, self.this, bare=True)
                says["governed_by"] = fact.path
            return {"all": [condition]} if "governed_by" not in says else condition
        return self.done(("event", "event", "boolean"))

    def plain_condition(self) -> Plain:
        """Without judgements and dated versions."""
        self.judgements = self.versioned = False
        condition = self.condition(2)
        self.judgements = self.versioned = True
        return condition

    def done(self, types: tuple[str, ...]) -> Plain:
        """One fact of what is judged, by which something is done."""
        found = [fact for fact in FACTS_OF[self.this] if fact.type == self.one(types)]
        found = found or [fact for fact in FACTS_OF[self.this] if fact.type in types]
        if not found:
            return {"unit.applied": True}
        return {self.word(self.one(found), self.this, bare=False): True}

    def yearly_duty(self) -> Plain:
        self.yearly = True
        word = self.word(WITH_OWN.find("programme", "reported"), "programme", bare=False)
        done = self.one([{word: {"within": "year"}}, {word: {"within": "year"}}, {word: {"on_or_before": "due"}}])
        end: Any = {"each_year": self.one(["12-31", "05-25", "06-30"])}
        says: Plain = {"every": {"year": self.one(["2023/2025", "2024/2026", "2025/2025"])}, "done": done, "by": end}
        if self.maybe(0.3):
            says["when"] = {self.word(WITH_OWN.find("programme", "surveyed"), "programme", bare=False): True}
        self.yearly = False
        return says

    def target(self) -> Plain:
        """A goal or quota: for one day, a series of days, every year, by two readings of the day, or without a day."""
        self.this, self.versioned, self.judgements = "programme", False, False
        says: Plain = {"name": NAME, "source": "p1", "kind": self.one(["target", "quota", "milestone"])}
        form = self.one(["day", "series", "yearly", "yearly", "readings", "unstated"])
        self.yearly = form != "unstated"
        bound: Plain = {}
        if form == "series" or self.maybe(0.75):
            measure, bound = self.measure()
            says |= measure
        else:
            says["when"] = self.condition(1)
        self.this, self.versioned, self.judgements, self.yearly = "unit", True, True, False
        if form == "series":
            days = sorted(self.some(ANCHORS, 2, 3))
            return {**says, "due": {day: {**bound, "source": "p1"} for day in days}}
        says |= bound
        if form == "yearly":
            says["every"] = {"year": self.one(["2023/2025", "2025/2026"])}
            return {**says, "due": {"each_year": "05-25"}} if self.maybe(0.3) else says
        readings = {"readings": {"included": self.day(), "excluded": self.day()}}
        return {**says, "due": {"day": self.day(), "readings": readings, "unstated": "unstated"}[form]}

    def measure(self) -> tuple[Plain, Plain]:
        """A value and its bound."""
        if self.maybe(0.2):
            relation = self.relation()
            before, self.record = self.record, RELATIONS[relation]
            meets = self.fact_condition()
            self.record = before
            return {"share": relation, **self.where(relation, 1), "meets": meets}, {"at_least": self.one(["90%", "50%", 1])}
        bounds = ({"at_least": 2}, {"at_least": 1}, {"at_most": 1}, {"equals": 1}, {"between": [1, 2]}, {"more_than": 1})
        return self.count(1), dict(self.one(bounds))

    def pack(self) -> Plain:
        """The whole, with few rules of each section."""
        entities = self.some(["unit", "unit", "base", "station", "point", "programme"], 1, 1 + (self.size > 2))
        self.designations = [(f"d{index}", entity) for index, entity in enumerate(entities)]
        if self.maybe(0.4):
            self.kinds["site"] = {"either": ["d0"], "name": NAME}
        if self.maybe(0.3):
            self.kinds["place"] = {"either": ["station", "point"], "name": NAME}
        for index in range(self.one([0, 0, 1, 2])):
            self.term(index)
        for index in range(self.one([0, 0, 1, 1, 2])):
            self.table(index)
        whole: Plain = {
            "humi": 1,
            "region": {"id": REGION, "name": NAME},
            "edition": {"version": "1.0.0", "text": self.one(["complete", "abridged", "reported"])},
            "in_force": {"from": self.beginning(), "to": self.one(["unstated"] * 4 + ["2025-12-31"]), "source": "p1"},
        }
        if self.maybe(0.2):
            period = self.one(["2025/2027", "2023/2025", "2025-02-21/2026"])
            whole["governs"] = {"period": period, "source": "p1"}
        self.this = "unit"
        place = {"unit.place": {"in": [REGION, "elsewhere"]}} if self.maybe(0.5) else {"unit.place": REGION}
        whole["scope"] = {"when": place if self.maybe(0.85) else self.plain_condition(), "source": "p1"}
        whole["designations"] = {name: self.designation(entity) for name, entity in self.designations}
        if self.maybe(0.15):
            said = {"name": NAME, "source": "p1"}
            period = self.one(["2025-02/2025-06", "undated"])
            whole["phases"] = {
                "survey": {"order": 1, "period": period, **said},
                "check": {"order": 2, "from": "2025-07", "to": "2025-12-31", **said},
            }
        if self.incentives:
            incentives: Plain = {}
            for each in self.incentives:
                incentives[each] = self.incentive(list(incentives))
            whole["incentives"] = incentives
            self.made = list(incentives)
        if self.maybe(0.6):
            whole["duties"] = {f"o{index}": self.duty() for index in range(self.random.randint(1, self.size))}
        if self.maybe(0.5):
            whole["targets"] = {f"g{index}": self.target() for index in range(self.random.randint(1, self.size))}
        answered = self.some(TOPICS, 1, 2) if self.maybe(0.3) else []
        if answered:
            whole["designations"]["d0"]["criteria"]["c0"]["answers"] = answered
        whole["silent"] = {topic: "g1" for topic in TOPICS if topic not in answered}
        whole["acts"] = {name: {"name": NAME} for name in ACTS}
        more = {"kinds": self.kinds, "facts": self.facts, "terms": self.terms, "tables": self.tables}
        return {**whole, **{key: says for key, says in more.items() if says}}

    def beginning(self) -> Any:
        readings = {"readings": {"signed": "2025-02-21", "written": "2025-06-30"}}
        return self.one(["unstated", "2019-04-23", "2019-04-23", "2023-07-01", "2025-02-21", readings])


def a_policy(random: Random, size: int = 2) -> Plain:
    """A well-typed small pack; `size` 1 to 4."""
    pack: Plain = json.loads(json.dumps(Pack(random, size).pack()))  # nothing shared: no aliases when it is dumped
    return pack


# --- dossiers -------------------------------------------------------------------------------------------------------


def words_of(tree: Any) -> set[str]:
    """Every key and every text of a pack or a dossier, and its last part."""
    found: set[str] = set()
    left = [tree]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left += item
            left += item.values()
        elif isinstance(item, list):
            left += item
        elif isinstance(item, str):
            found |= {item, item.rpartition(".")[2]}
    return found


def judgement_paths(policy: Plain) -> list[tuple[str, str]]:
    """Every path that a determination may name, and the list whose records it is about, if any."""
    found: list[tuple[str, str]] = []
    lists = {"case": "cases", "claim": "claims"}

    def look(tree: Any, path: str, about: str) -> None:
        if isinstance(tree, dict):
            if "judgement" in tree:
                name = tree["judgement"].get("name")
                found.append((f"{path}/{name}" if name else path, about))
            for says in tree.values():
                look(says, path, about)
        elif isinstance(tree, list):
            for item in tree:
                look(item, path, about)

    for section in ("designations", "incentives", "duties"):
        for name, rule in policy.get(section, {}).items():
            about = lists.get(rule["for"], "")
            for part in ("criteria", "model", "priority", "factors", "steps"):
                for each, says in rule.get(part, {}).items():
                    look(says, f"{REGION}/{section}/{name}/{part}/{each}", about)
            look(rule.get("selection"), f"{REGION}/{section}/{name}/selection", about)
    for name, term in policy.get("terms", {}).items():
        look(term, f"{REGION}/terms/{name}", "")
    return found


def a_day(random: Random, latest: date | None = None, whole: bool = False) -> str:
    """A day on or beside the days that rules name, known to the day, the month or the year."""
    step = random.choice((0, 0, -1, 1, -1, 1, -30, 31, 182, -365))
    day = date.fromisoformat(random.choice(ANCHORS)) + timedelta(step)
    if latest is not None and day > latest:
        day = latest - timedelta(random.choice((0, 1, 30, 400)))
    chance = random.random()
    return day.isoformat() if whole or chance < 0.75 else day.isoformat()[:7] if chance < 0.9 else str(day.year)


class Filler:
    """Writes facts of a dossier for one pack."""

    def __init__(self, random: Random, policy: Plain) -> None:
        self.random = random
        self.policy = policy
        own = policy.get("facts", {})
        shared = [fact for facts in FACTS_OF.values() for fact in facts if not fact.region or fact_key(fact) in own]
        self.facts = {entity: [fact for fact in shared if fact.entity == entity] for entity in FACTS_OF}
        self.words = words_of(policy)
        self.words |= {(fact.begins and fact.name) or "region" for fact in shared} | {"held", "incentive", "filed"}
        self.kinds = [*policy.get("kinds", {}), *policy["designations"], "station", "point", "other_kind"]
        self.incentives = list(policy.get("incentives", {})) or ["i0"]

    def number(self, fact: Fact) -> Any:
        """A number on or beside those that rules name."""
        random = self.random
        if fact.type == "money":
            return random.choice((*MONEY_USED, "49999.99 yuan", "5.01万元"))
        if fact.type == "decimal":
            return random.choice((*DECIMALS_USED, 0.89, 0.49, "91%", 3))
        pool = [item + step for item in NUMBERS_USED for step in (0, 0, -1, 1)]
        return random.choice([item for item in pool if fact.minimum <= item <= fact.maximum])

    def value(self, fact: Fact) -> Any:
        """Something that a dossier may say about a fact."""
        random, chance = self.random, self.random.random()
        match fact.type:
            case "boolean":
                return chance < 0.6
            case "integer" | "decimal" | "money":
                if chance < 0.8:
                    return self.number(fact)
                ends = sorted((self.number(fact), self.number(fact)), key=number)
                return {"from": ends[0], "to": ends[1]} if chance < 0.94 else {random.choice(("from", "to")): ends[0]}
            case "category":
                return {"other": "银行"} if chance < 0.1 and not fact.ordered else random.choice(fact.members)
            case "categories":
                return random.sample(fact.members, random.randint(0, 2))
            case "date":
                return a_day(random)
            case "period":
                ends = sorted((a_day(random, whole=True), a_day(random, whole=True)))
                return f"{ends[0]}/{random.choice((ends[1], ends[1], '..', ''))}"
            case "event":
                return self.event(fact, chance)
        return self.text(fact)

    def event(self, fact: Fact, chance: float) -> Any:
        random = self.random
        if chance < 0.4:
            return random.choice((True, False))
        if chance < 0.75:
            return a_day(random)
        details: Plain = {} if chance > 0.95 else {"on": a_day(random)}
        if fact.members and random.random() < 0.8:
            details["result"] = random.choice(fact.members)
        if random.random() < 0.5 or not details:
            details[random.choice(("by", "to"))] = random.choice(BODIES)
        return details

    def text(self, fact: Fact) -> str:
        if fact.path == "title.kind":
            return str(self.random.choice(self.kinds))
        if fact.path == "claim.incentive":
            return str(self.random.choice(self.incentives))
        if fact.path == "act.kind":
            return str(self.random.choice(ACTS))
        return str(self.random.choice(TEXTS.get(fact.name, ("A", "B", "u1"))))

    def record(self, entity: str, id_: str, fullness: float) -> Plain:
        """One record: facts that rules name, mostly recorded; now and then one that they do not."""
        random = self.random
        record: Plain = {}
        if random.random() < 0.8:
            record["id"] = id_
        for fact in self.facts[entity]:
            if fact.name == "id" or random.random() > (fullness if fact.name in self.words else 0.03):
                continue
            value = "unknown" if random.random() < 0.04 else self.value(fact)
            if fact.name in ("place", "region") and random.random() < 0.6:
                value = REGION
            put(record, fact, value)
        for left, right in PAIRS.get(entity, ()):
            if not consistent(record, entity, left, right):
                record.pop(right, None)
        return record

    def listed(self, relation: str, count: int, start: int = 0) -> list[Plain]:
        entity = RELATIONS[relation]
        letter = "t" if entity == "title" else "u" if entity == "unit" else relation[:2]
        offset = 2 if entity == "unit" else 0
        fullness = self.random.choice((0.6, 0.9, 1.0))
        return [self.record(entity, f"{letter}{start + offset + index}", fullness) for index in range(count)]


def fact_key(fact: Fact) -> str:
    """How a pack declares a fact."""
    return f"{fact.entity}.{fact.name}"


def put(record: Plain, fact: Fact, value: Any) -> None:
    """Write a fact; a region's own under the region."""
    if fact.region:
        record.setdefault(fact.region, {})[fact.name] = value
    else:
        record[fact.name] = value


def written(record: Plain, fact: Fact) -> Any:
    """What a record says about a fact."""
    return (record.get(fact.region) or {} if fact.region else record).get(fact.name)


PAIRS = {
    "unit": [("staff_trained", "staff")],
    "title": [("granted", "held")],
    "case": [("received", "accepted"), ("accepted", "disposed"), ("received", "disposed")],
}
"""The `consistent` section of the vocabulary."""


def consistent(record: Plain, entity: str, left: str, right: str) -> bool:
    """Whether `left` may be at most (on or before) `right`; an event before one that happened has happened."""
    low, high = (known(WITH_OWN.find(entity, name), record.get(name), date.max, date.max) for name in (left, right))
    if isinstance(high, Period):
        high = high.first
    if isinstance(low, Event) and isinstance(high, Event):
        if True not in low.happened:
            return not high.recorded
        if True not in high.happened:
            return True
        low, high = low.day, high.day
    assert isinstance(low, Span)
    assert isinstance(high, Span)
    return bool(low.lo <= high.hi)


def a_dossier(random: Random, policy: Plain, fill: Filler | None = None) -> Plain:
    """A dossier that says more or less about what the pack asks; one filler does for many dossiers of a pack."""
    fill = fill or Filler(random, policy)
    fullness = random.choice((0.4, 0.75, 0.95, 1.0))
    dossier: Plain = {"humi": 1}
    for entity in SINGLE:
        if entity == "unit" or entity in fill.words or random.random() < 0.1:
            dossier[entity] = fill.record(entity, f"{entity[0]}1", fullness)
    for relation, entity in RELATIONS.items():
        used = relation in fill.words or relation == "titles" or entity in fill.words
        if not used or random.random() < (0.1 if fullness > 0.8 else 0.3):
            continue
        dossier[relation] = fill.listed(relation, random.choice((0, 1, 1, 2, 2, 3)))
    lists = [relation for relation in RELATIONS if relation in dossier]
    if random.random() < 0.2:
        some = [relation for relation in lists if random.random() < 0.6]
        dossier["complete"] = random.choice((False, True, some))
    for relation in RELATIONS:
        if relation in fill.words and random.random() < 0.1:
            least = len(dossier.get(relation, ())) + random.choice((0, 1, 2))
            more = random.choice((least, {"from": least, "to": least + 2}, {"from": least}))
            dossier.setdefault("counted", {})[relation] = more
    determinations = [
        determination(random, path, about, dossier)
        for path, about in judgement_paths(policy)
        for _ in range(random.choice((0, 1, 1, 1, 2)))
    ]
    if determinations:
        dossier["determinations"] = determinations
    return dossier


def a_registry(random: Random, policy: Plain, fill: Filler | None = None) -> Plain:
    """What an authority holds: a dossier without an applicant, with more records."""
    fill = fill or Filler(random, policy)
    held = {key: says for key, says in a_dossier(random, policy, fill).items() if key not in SINGLE or key == "programme"}
    held.pop("counted", None)
    for relation in RELATIONS:
        if relation in held:
            held[relation] += fill.listed(relation, random.choice((0, 1, 3)), start=20)
    return held


def determination(random: Random, path: str, relation: str, dossier: Plain, latest: date | None = None) -> Plain:
    """What an authority decided; about a record of a list where the rule judges each of them."""
    says: Plain = {"criterion": path, "result": random.choice(("met", "met", "met", "not_met", "not_met", "unknown"))}
    if relation:
        ids = [record["id"] for record in dossier.get(relation, ()) if "id" in record]
        says["about"] = random.choice(ids or ["nobody"])
    if random.random() < 0.8:
        says["on"] = a_day(random, latest, whole=latest is not None)
    if random.random() < 0.5:
        says |= {"by": "bureau", "evidence": "文件"}
    return says


# --- knowing more ---------------------------------------------------------------------------------------------------


def narrow(random: Random, policy: Plain, dossier: Plain, asked: date) -> Plain:
    """A dossier that knows more about the same things, as of the same day of asking, and contradicts nothing."""
    fill = Filler(random, policy)
    more = copy.deepcopy(dossier)
    for entity in SINGLE:
        if entity in more or random.random() < 0.5:
            more[entity] = narrowed(fill, entity, more.get(entity) or {}, asked, listed=False)
    for relation, entity in RELATIONS.items():
        if relation in more:
            more[relation] = [narrowed(fill, entity, record, asked, listed=True) for record in more[relation]]
        if random.random() < 0.6:
            close(fill, relation, more, asked)
    decided = {(each["criterion"], each.get("about")) for each in more.get("determinations", ())}
    for path, relation in judgement_paths(policy):
        says = determination(random, path, relation, more, latest=asked)
        if (path, says.get("about")) not in decided and random.random() < 0.6:
            decided.add((path, says.get("about")))
            more["determinations"] = [*more.get("determinations", ()), says]
    return more


def rests_on_claims(policy: Plain, path: str) -> bool:
    """Whether a rule follows an incentive for claims: a claim that turns up takes the place of the one that could be filed."""
    section, name = path.split("/")[:2]
    follows = policy.get(section, {}).get(name, {})
    follows = follows.get("follows", []) if isinstance(follows, dict) else []
    rules = [one for one in (follows if isinstance(follows, list) else [follows]) if isinstance(one, str)]
    incentives = [one for one in rules if one.startswith("incentives/")]
    return any(policy["incentives"][one.split("/")[1]]["for"] == "claim" or rests_on_claims(policy, one) for one in incentives)


def narrowed(fill: Filler, entity: str, record: Plain, asked: date, listed: bool) -> Plain:
    """A record of which more is known."""
    more = copy.deepcopy(record)
    for fact in fill.facts[entity]:
        before = written(record, fact)
        if (is_unknown(before) and fact.name not in fill.words and fact.name != "id") or fill.random.random() < 0.4:
            continue
        after = narrower(fill, fact, before, asked, listed)
        if after is not before:
            put(more, fact, after)
    for left, right in PAIRS.get(entity, ()):
        if not consistent(more, entity, left, right):
            # What was consistent before stays as it was.
            for name in {name for pair in PAIRS[entity] for name in pair}:
                more.pop(name, None)
                if name in record:
                    more[name] = record[name]
            break
    return more


def narrower(fill: Filler, fact: Fact, before: Any, asked: date, listed: bool) -> Any:
    """What a fact may turn out to be; the same object where nothing more is to be known."""
    random = fill.random
    if is_unknown(before):
        if fact.begins and listed:
            return a_day(random, asked, whole=True)
        if fact.name == "id":
            return f"new{random.randint(0, 10**9)}"
        return fill.value(fact)
    if fact.type in NUMBERS and isinstance(before, dict):
        ends = [number(before[end]) if end in before else None for end in ("from", "to")]
        known_ends = [before[end] for end in ("from", "to") if end in before]
        middle = [item for item in (fill.number(fact) for _ in range(4)) if inside(number(item), ends)]
        return random.choice(middle or known_ends)
    if fact.type == "date":
        return narrower_day(random, before, None)
    if fact.type == "period" and str(before).endswith("/"):
        start = str(before)[:-1]
        return f"{start}/{random.choice(['..', max(start, a_day(random, whole=True))])}"
    if fact.type == "event":
        return narrower_event(fill, fact, before, asked)
    return before


def inside(item: Any, ends: list[Any]) -> bool:
    """Whether a number lies between two ends, either of which may be missing."""
    return (ends[0] is None or ends[0] <= item) and (ends[1] is None or item <= ends[1])


def narrower_day(random: Random, before: Any, latest: date | None) -> Any:
    """One day of a month or year."""
    day = day_of(before)
    if day.is_point:
        return before
    within_ = [item for item in (day_of(a_day(random, whole=True)).lo for _ in range(4)) if day.lo <= item <= day.hi]
    chosen = random.choice([*within_, day.lo, day.hi, day.lo + timedelta(random.randint(0, (day.hi - day.lo).days))])
    return (min(chosen, latest) if latest else chosen).isoformat()


def narrower_event(fill: Filler, fact: Fact, before: Any, asked: date) -> Any:
    """The day of an event that happened is not after the day of asking; one that perhaps happened may lie anywhere."""
    if before is False:
        return before
    details = dict(before) if isinstance(before, dict) else {"on": before}
    on = details.get("on", True)
    details["on"] = a_day(fill.random, asked, whole=True) if on is True else narrower_day(fill.random, on, None)
    if fact.members and "result" not in details and fill.random.random() < 0.8:
        details["result"] = fill.random.choice(fact.members)
    for key in ("by", "to"):
        if key not in details and fill.random.random() < 0.3:
            details[key] = fill.random.choice(BODIES)
    return details


def close(fill: Filler, relation: str, more: Plain, asked: date) -> None:
    """An open list gets zero or more records and is whole; a count that is not certain gets nearer."""
    random = fill.random
    counted, complete = more.get("counted", {}), more.get("complete", True)
    length = len(more.get(relation, ()))
    if relation in counted:
        says = counted[relation]
        least, most = (says, says) if isinstance(says, int) else (says.get("from", 0), says.get("to", length + 3))
        total = random.randint(max(least, length), max(most, least, length))
        if total <= (most if isinstance(says, int) or "to" in says else total):
            counted[relation] = total
            add = random.randint(0, total - length)
            new = fill.listed(relation, add, start=50 + length)
            for record in new:
                begin = WITH_OWN.beginning(RELATIONS[relation])
                if begin and begin.name in record:
                    record[begin.name] = a_day(random, asked, whole=True)
                    record.pop("held", None)
            if relation in more or add:
                more[relation] = [*more.get(relation, ()), *new]
        return
    is_open = relation not in more or complete is False or (isinstance(complete, list) and relation not in complete)
    if not is_open:
        return
    more[relation] = [*more.get(relation, ()), *fill.listed(relation, random.choice((0, 0, 1, 2)), start=50 + length)]
    if complete is not True and random.random() < 0.7:
        more["complete"] = [*(complete or []), relation]


# --- for hypothesis -------------------------------------------------------------------------------------------------

SEEDS = st.integers(0, 2**48)
SIZES = st.integers(1, 4)


def policies() -> st.SearchStrategy[Plain]:
    """Small packs."""
    return st.builds(lambda size, seed: a_policy(Random(seed), size), SIZES, SEEDS)


def dossiers(policy: Plain) -> st.SearchStrategy[Plain]:
    """Dossiers that fit a pack."""
    return st.builds(lambda seed: a_dossier(Random(seed), policy), SEEDS)


def an_asked_date(random: Random) -> date:
    """A day of asking, on or beside the days that rules name."""
    return date.fromisoformat(a_day(random, whole=True))


def asked_dates() -> st.SearchStrategy[date]:
    """Days of asking."""
    return st.builds(lambda seed: an_asked_date(Random(seed)), SEEDS)


def narrowings(policy: Plain, dossier: Plain, asked: date) -> st.SearchStrategy[Plain]:
    """Dossiers that know more."""
    return st.builds(lambda seed: narrow(Random(seed), policy, dossier, asked), SEEDS)


def cases(seed: int, size: int, dossiers_each: int = 4) -> Iterator[tuple[Plain, Plain, date, Random]]:
    """One pack with several dossiers and days of asking: the fastest way to many pairs."""
    random = Random(seed)
    policy = a_policy(random, size)
    fill = Filler(random, policy)
    for _ in range(dossiers_each):
        yield policy, a_dossier(random, policy, fill), an_asked_date(random), random


def smallest(policy: Plain, dossier: Plain, fails: Callable[[Plain, Plain], bool]) -> tuple[Plain, Plain]:
    """Remove parts of a pack and a dossier one by one while `fails` still holds. An error counts as not failing."""
    found = {"policy": copy.deepcopy(policy), "dossier": copy.deepcopy(dossier)}

    def still() -> bool:
        try:
            return fails(found["policy"], found["dossier"])
        except Exception:  # noqa: BLE001 -- told above
            return False

    size = -1
    while size != (size := len(json.dumps(found, default=str))):
        for path in sorted(paths_in(found), key=len):
            if len(path) > 1:
                removed_while(found, path, still)
    return found["policy"], found["dossier"]


def paths_in(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every entry and item, last items first."""
    if isinstance(tree, dict | list):
        for key in list(tree) if isinstance(tree, dict) else reversed(range(len(tree))):
            yield (*path, key)
            yield from paths_in(tree[key], (*path, key))


def removed_while(tree: Any, path: tuple[Any, ...], still: Callable[[], bool]) -> None:
    """Take one part away, and put it back where the test then no longer fails."""
    for key in path[:-1]:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return
    key = path[-1]
    if isinstance(tree, dict) and key in tree:
        before = dict(tree)
        del tree[key]
        if not still():
            tree.clear()
            tree.update(before)
    elif isinstance(tree, list) and isinstance(key, int) and key < len(tree):
        item = tree.pop(key)
        if not still():
            tree.insert(key, item)
