"""The rules of a pack that follow from others, as rules of the chain, and what they are run on.

For each matter judged there is a fact `this` (with the identifiers that joins look at) and, where the rule itself is met, a
fact `own`. A rule that is met as a whole is a fact `met`; so one may follow another that follows a third.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from humi.dossier.facts import EXISTS, OTHER, REGIONS, SINGLE, Fact
from humi.dossier.world import Record
from humi.engines.chain_rules import ChainRule, Pattern
from humi.engines.chain_rules import Fact as ChainFact
from humi.engines.envelope import breaches
from humi.language import nodes as n
from humi.policy.pack import Designation, Duty, FollowedRecord, FollowedRule, Incentive, Pack, Rule
from humi.reading.problems import Problems
from humi.road.hearing import Hearing
from humi.values.frozen import Frozen

THIS, OWN, MET, FOLLOWS = "this", "own", "met", "follows"
RULE, ABOUT = "rule", "about"
ONE = "one"
"""What is judged, where a dossier holds it once."""
ANYTHING = "?"
"""An identifier that is not recorded: it may be the same as another that is not recorded."""

Follower = Incentive | Duty


class Facts(Frozen):
    """What is certain, and what is only possible."""

    certain: list[ChainFact]
    possible: list[ChainFact]


def base(rule: Rule) -> str:
    """The path of a rule as others name it: a yearly duty without its year."""
    year = getattr(rule, "year", None)
    return rule.path if year is None else rule.path.removesuffix(f"/{year}")


def followers(pack: Pack) -> list[Follower]:
    """The rules that follow from something."""
    rules: list[Follower] = [*pack.incentives, *pack.duties]
    return [rule for rule in rules if rule.follows]


def check_chain(pack: Pack, problems: Problems) -> None:
    """Report P208 for rules that follow each other in a circle, P222 for what the chain cannot hold."""
    places = {rule.path: rule.place for rule in followers(pack)}
    named = {rule.path: base(rule) for rule in followers(pack)}
    for breach in breaches(chain_rules(pack)):
        path = breach.rule.partition("#")[0]
        if breach.what == "cycle":
            circle = dict.fromkeys(named[name.partition("#")[0]] for name in breach.found.split(" -> "))
            problems.add("P208", places[path], found=" → ".join((*circle, named[path])))
        else:
            problems.add("P222", places[path], what=breach.what, found=breach.found, limit=str(breach.limit or "-"))


# --- rules ---


def chain_rules(pack: Pack) -> list[ChainRule]:
    """The rules of the chain; one for each choice among the members that a record may have."""
    judged: list[Designation | Follower] = [*pack.designations, *pack.incentives, *pack.duties]
    listed = {base(rule): rule.this for rule in judged}
    made: list[ChainRule] = []
    for rule in followers(pack):
        choices = product(*(list(_patterns(premise, rule, listed)) for premise in rule.follows))
        for number, patterns in enumerate(choices, start=1):
            premises = (Pattern(THIS, ((RULE, rule.path),)), *patterns)
            made.append(ChainRule(f"{rule.path}#{number}", premises, FOLLOWS, ((RULE, rule.path), (ABOUT, (0, ABOUT)))))
        whole = (Pattern(FOLLOWS, ((RULE, rule.path),)), Pattern(OWN, ((RULE, rule.path),), ((ABOUT, (0, ABOUT)),)))
        made.append(ChainRule(f"{rule.path}#whole", whole, MET, ((RULE, base(rule)), (ABOUT, (0, ABOUT)))))
    return made


def _patterns(premise: object, rule: Follower, listed: Mapping[str, str]) -> Iterator[Pattern]:
    """Where both judge the records of one list, what is followed must be about the same record."""
    if isinstance(premise, FollowedRule):
        same = rule.this not in SINGLE and rule.this != "claim" and listed.get(premise.rule) == rule.this
        yield Pattern(MET, ((RULE, premise.rule),), ((ABOUT, (0, ABOUT)),) if same else ())
    elif isinstance(premise, FollowedRecord):
        joins = tuple((fact.path, (0, other_name(ref))) for fact, ref in premise.same)
        members = [[(fact.path, member) for member in members] for fact, members in premise.equal]
        for fields in product(*members):
            yield Pattern(premise.related.relation, tuple(fields), joins)


def other_name(ref: n.Ref) -> str:
    """The field of `this` that holds a fact which a join looks at."""
    return f"{ref.owner}.{ref.fact.path}"


# --- facts ---


class Premises:
    """What the rules of a pack may follow from, in one hearing, as facts of the chain.

    A fact is certain with what is known of it. Where something is not known, there are possible ones beside it, one for each
    value that would make a difference.
    """

    def __init__(self, hearing: Hearing, judged: Mapping[str, Sequence[Record]]) -> None:
        """`judged` are the records of lists that each rule judges."""
        self.hearing = hearing
        self._judged = judged
        self.looked_at: dict[str, dict[str, Fact]] = {}
        """For each relation, the facts that rules look at."""
        self._alternatives: dict[str, dict[str, None]] = {}
        records = [(rule, premise) for rule in followers(hearing.pack) for premise in rule.follows]
        for rule, premise in records:
            if isinstance(premise, FollowedRecord):
                self._look(rule, premise)

    def _look(self, rule: Follower, premise: FollowedRecord) -> None:
        names = self.looked_at.setdefault(premise.related.relation, {})
        for fact, members in premise.equal:
            names[fact.path] = fact
            self._alternatives.setdefault(fact.path, {}).update(dict.fromkeys(members))
        listed: Sequence[Record] = getattr(self.hearing.world, premise.related.relation)
        for fact, ref in premise.same:
            names[fact.path] = fact
            here, there = self._alternatives.setdefault(fact.path, {}), self._alternatives.setdefault(other_name(ref), {})
            for record in (getattr(self.hearing.world, ref.owner),) if ref.owner in SINGLE else self._judged[rule.path]:
                here.update(dict.fromkeys(self._values(record, ref.fact) or ()))
            for record in listed:
                there.update(dict.fromkeys(self._values(record, fact) or ()))

    def records(self) -> Facts:
        """The related records."""
        facts = Facts([], [])
        for relation, names in self.looked_at.items():
            for place, record in enumerate(getattr(self.hearing.world, relation)):
                values = {name: self._values(record, fact) for name, fact in names.items()}
                self._add(facts, relation, {"at": f"{relation}[{place}]"}, values, record[EXISTS])
            if self.hearing.world.unlisted[relation][1]:
                self._add(facts, relation, {"at": relation}, dict.fromkeys(names), False)
        return facts

    def matter(self, rule: Follower, about: str, record: Record | None) -> Facts:
        """What is judged, with the identifiers that joins look at."""
        facts = Facts([], [])
        refs = {other_name(ref): ref for one in rule.follows if isinstance(one, FollowedRecord) for _, ref in one.same}
        values = {name: self._values(self._holder(ref, record), ref.fact) for name, ref in refs.items()}
        self._add(facts, THIS, {RULE: rule.path, ABOUT: about}, values, True)
        return facts

    def _holder(self, ref: n.Ref, record: Record | None) -> Record:
        holder: Record | None = getattr(self.hearing.world, ref.owner) if ref.owner in SINGLE else record
        assert holder is not None
        return holder

    def _add(
        self, facts: Facts, kind: str, fixed: dict[str, str], values: Mapping[str, Sequence[str] | None], exists: bool
    ) -> None:
        single = {name: found[0] for name, found in values.items() if found is not None and len(found) == 1}
        if exists:
            facts.certain.append(ChainFact.of(kind, {**fixed, **single}))
        if exists and len(single) == len(values):
            return
        choices = [
            [(name, value) for value in (found if found is not None else (*self._alternatives.get(name, ()), ANYTHING))]
            for name, found in values.items()
        ]
        facts.possible.extend(ChainFact.of(kind, {**fixed, **dict(chosen)}) for chosen in product(*choices))

    def _values(self, record: Record, fact: Fact) -> Sequence[str] | None:
        """What a fact may be: its members still possible, its text, or None where the text is not recorded."""
        slots = record
        if fact.region:
            slots = record[REGIONS].get(fact.region) or self.hearing.pack.vocabulary.template(fact.entity, fact.region)
        held = slots[fact.slot]
        if fact.type == "text":
            return None if held is None else (str(held),)
        names = (*fact.members, OTHER) if fact.has_other else fact.members
        return tuple(name for index, name in enumerate(names) if held >> index & 1)
