"""The rules of a pack that follow from others, as rules of the chain, and what they are run on.

For each matter judged there is a fact `this` (with the identifiers that joins look at) and, where the rule itself is met, a
fact `own`. A rule that is met as a whole is a fact `met`; so one may follow another that follows a third.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from humi.dossier.facts import EXISTS, OTHER, REGIONS, SINGLE, Fact
from humi.dossier.world import Record
from humi.engines.chain_rules import ChainRule, Pattern
from humi.engines.chain_rules import Fact as ChainFact
from humi.engines.envelope import breaches
from humi.language import nodes as n
from humi.language.pairs import counts_unlisted
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


Values = tuple[Sequence[str] | None, ...]
"""What facts may be, in an order; None where a text is not recorded."""


class Premises:
    """What the rules of a pack may follow from, in one hearing, as facts of the chain.

    A fact is certain with what is known of it. Where something is not known, there are possible ones beside it: for each
    record and each matter that it may belong to, both with what they would then share. They are made by twos: all values
    that each field may have, one field with another, would multiply with every field that is not recorded.
    """

    def __init__(self, hearing: Hearing, judged: Mapping[str, Sequence[Record]]) -> None:
        """`judged` are the records of lists that each rule judges."""
        self.hearing = hearing
        self._about: dict[str, dict[FollowedRecord, dict[Values, None]]] = {}
        """The premises about each relation, with what the matters they are asked of hold to share; each of these once."""
        for rule in followers(hearing.pack):
            matters: Sequence[Record | None] = judged[rule.path] or ((None,) if rule.this in SINGLE else ())
            for premise in _about_records(rule):
                asked = self._about.setdefault(premise.related.relation, {}).setdefault(premise, {})
                asked.update(dict.fromkeys(self._held(premise, record) for record in matters))
        self._listed = {premise: self._offered(premise) for premises in self._about.values() for premise in premises}
        """What the records that a premise may be about hold to share; each of these once."""

    def _held(self, premise: FollowedRecord, record: Record | None) -> Values:
        return tuple(self._values(self._holder(ref, record), ref.fact) for _, ref in premise.same)

    def _offered(self, premise: FollowedRecord) -> list[Values]:
        """Of the records with one of the members that the premise asks for; one that is not listed may hold anything."""
        world, relation = self.hearing.world, premise.related.relation
        found: dict[Values, None] = {}
        for record in getattr(world, relation):
            if all(_agree(self._values(record, fact), members) for fact, members in premise.equal):
                found.setdefault(tuple(self._values(record, fact) for fact, _ in premise.same))
        if world.unlisted[relation][1]:
            found.setdefault((None,) * len(premise.same))
        return list(found)

    def records(self) -> Facts:
        """The related records."""
        certain: list[ChainFact] = []
        possible: dict[ChainFact, None] = {}
        for relation, premises in self._about.items():
            facts = {fact.path: fact for premise in premises for fact, _ in (*premise.equal, *premise.same)}
            for place, record in enumerate(getattr(self.hearing.world, relation)):
                values = {name: self._values(record, fact) for name, fact in facts.items()}
                known = {"at": f"{relation}[{place}]", **_single(values)}
                if record[EXISTS]:
                    certain.append(ChainFact.of(relation, known))
                if not record[EXISTS] or len(known) <= len(values):
                    possible.update(dict.fromkeys(_guesses(relation, known, values, premises)))
            least, most = self.hearing.world.unlisted[relation]
            if least and any(counts_unlisted(premise.related) for premise in premises):
                # There is one, and nothing is asked of it.
                certain.append(ChainFact.of(relation, {"at": relation}))
            if most:
                guesses = _guesses(relation, {"at": relation}, dict.fromkeys(facts), premises)
                possible.update(dict.fromkeys(guesses))
        return Facts(certain, list(possible))

    def matter(self, rule: Follower, about: str, record: Record | None) -> Facts:
        """What is judged, with the identifiers that joins look at."""
        premises = _about_records(rule)
        values: dict[str, Sequence[str] | None] = {}
        for premise in premises:
            values.update(zip(_names(premise), self._held(premise, record), strict=True))
        known = {RULE: rule.path, ABOUT: about, **_single(values)}
        facts = Facts([ChainFact.of(THIS, known)], [])
        if len(known) < len(values) + 2:
            guesses = _joined([self._guessed(premise, record, known) for premise in premises])
            facts.possible.extend(ChainFact.of(THIS, {**known, **guess}) for guess in guesses)
        return facts

    def _guessed(self, premise: FollowedRecord, record: Record | None, known: Mapping[str, str]) -> list[dict[str, str]]:
        """What is not known of a matter, as records give it with which it may share the rest; each once."""
        names, held = _names(premise), self._held(premise, record)
        found = dict.fromkeys(
            tuple((name, value) for name, value in zip(names, chosen, strict=True) if name not in known)
            for offered in self._listed[premise]
            for chosen in _shared(offered, held)
        )
        return [dict(guess) for guess in found]

    def _holder(self, ref: n.Ref, record: Record | None) -> Record:
        holder: Record | None = getattr(self.hearing.world, ref.owner) if ref.owner in SINGLE else record
        assert holder is not None
        return holder

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


def _about_records(rule: Follower) -> list[FollowedRecord]:
    return [premise for premise in rule.follows if isinstance(premise, FollowedRecord)]


def _names(premise: FollowedRecord) -> list[str]:
    return [other_name(ref) for _, ref in premise.same]


def _single(values: Mapping[str, Sequence[str] | None]) -> dict[str, str]:
    """What is known exactly."""
    return {name: found[0] for name, found in values.items() if found is not None and len(found) == 1}


def _agree(one: Sequence[str] | None, other: Sequence[str] | None) -> Sequence[str]:
    """What both may be."""
    if one is None or other is None:
        return (ANYTHING,) if one is other else one or other or ()
    return [value for value in one if value in other]


def _shared(one: Values, other: Values) -> Iterator[tuple[str, ...]]:
    """What two may share, fact by fact; nothing where they differ in one."""
    return product(*map(_agree, one, other))


def _joined(guesses: Sequence[Sequence[Mapping[str, str]]]) -> Iterator[dict[str, str]]:
    """A guess for each premise, where they agree. It only matters that there is one, so of those in which no other premise
    has a say the first is enough."""
    if not all(guesses):
        return
    said = Counter(name for one in guesses for name in one[0])
    for chosen in product(*(one if any(said[name] > 1 for name in one[0]) else one[:1] for one in guesses)):
        whole = {name: value for guess in chosen for name, value in guess.items()}
        if all(guess.items() <= whole.items() for guess in chosen):
            yield whole


def _guesses(
    relation: str,
    known: Mapping[str, str],
    values: Mapping[str, Sequence[str] | None],
    premises: Mapping[FollowedRecord, Iterable[Values]],
) -> Iterator[ChainFact]:
    """What a record may be, for each premise and each matter that it may belong to."""
    for premise, asked in premises.items():
        names = [fact.path for fact, _ in (*premise.equal, *premise.same)]
        held = tuple(values[name] for name in names)
        for wanted in asked:
            for chosen in _shared(held, (*(members for _, members in premise.equal), *wanted)):
                yield ChainFact.of(relation, {**known, **dict(zip(names, chosen, strict=True))})
