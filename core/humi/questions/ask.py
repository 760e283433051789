"""What to ask next: of what a dossier leaves open, what can still change an answer, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from humi.decision import Outcome
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATIONS
from humi.engines.prove import Found, Given, Impossible, Open, Twins, differ
from humi.errors import DossierError, Untranslatable
from humi.language import nodes as n
from humi.policy.pack import Designation, Incentive, Pack
from humi.questions.answers import SECONDS
from humi.questions.outcomes import Outcomes
from humi.questions.prospects import Prospect, prospects
from humi.questions.supposing import supposed
from humi.road.causes import UNPUBLISHED, judged_by
from humi.values.frozen import Frozen
from humi.values.label import Label

KINDS = ("fact", "list", "judgement")


class Question(Frozen):
    """Something open that can still change an answer.

    `kind` is `fact`, `list` or `judgement`, `what` its path, `record` the related record it is of
    (`claims[new]`: a claim that could be filed). `changes` are the paths of
    the rules that answer two completions differently that differ in nothing else; `settles` those of them that the judge
    decides as soon as it is known, if it turns out so; `unsure` those for which neither was found.
    """

    kind: str
    what: str
    record: str
    name: Label
    supplier: str
    supplier_name: Label
    evidence: Label | None
    changes: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Best first: what can settle most answers by itself, then what can change most; facts before judgements."""
        return -len(self.settles), -len(self.changes), -len(self.unsure), KINDS.index(self.kind)


class Asked(Frozen):
    """A rule that the judge leaves open. `possible` is what completions of the dossier come to, each shown by one;
    `sure`: it is proven that there is nothing else. `reason` tells why it could not be asked about."""

    path: str
    name: Label
    outcome: Outcome
    possible: tuple[Outcome, ...] = ()
    sure: bool = False
    reason: str = ""

    @property
    def cautious(self) -> Outcome | None:
        """What every completion comes to, where that is more than the judge says."""
        only = self.possible[0] if self.sure and len(self.possible) == 1 else None
        return only if only is not Outcome.UNDETERMINED else None

    @property
    def stays_open(self) -> bool:
        """Whether no fact can decide it."""
        return self.sure and self.possible == (Outcome.UNDETERMINED,)


class Asking(Frozen):
    """What to ask next in one region. `needless` is left open, is looked at, and can change nothing any more."""

    region: str
    name: Label
    rules: tuple[Asked, ...]
    questions: tuple[Question, ...]
    needless: tuple[Question, ...]


def ask(pack: Pack, dossier: Dossier, asked: int, seconds: float = SECONDS) -> Asking:
    """What to ask next of a dossier on a day (an ordinal), within some seconds for each proof.

    Only rules that the judge leaves undetermined are asked about: it decides nothing that a missing fact could turn round.
    """
    dossier = dossier.under(pack.vocabulary)
    found = _Found(pack)
    rules = []
    for prospect in prospects(pack, dossier, asked):
        if prospect.finding.outcome is Outcome.UNDETERMINED:
            rules.append(_One(pack, asked, seconds, prospect, found).asked())
    questions = sorted((one for one in found.questions() if one.changes or one.unsure), key=lambda one: one.rank)
    needless = [one for one in found.questions() if not one.changes and not one.unsure]
    return Asking(pack.region, pack.label, tuple(rules), tuple(questions), tuple(needless))


class _One:
    """One rule of one dossier."""

    def __init__(self, pack: Pack, asked: int, seconds: float, prospect: Prospect, found: _Found) -> None:
        self.pack = pack
        self.dossier = prospect.dossier
        self.day = asked
        self.seconds = seconds
        self.prospect = prospect
        self.found = found
        self.path = prospect.finding.path

    def asked(self) -> Asked:
        finding = self.prospect.finding
        told = Asked(self.path, finding.name, finding.outcome)
        outcomes = Outcomes(self.pack, self.day, True)
        try:
            given = Given(self.dossier, outcomes.unknowns, self.day)
            said = self.prospect.said(outcomes)
        except Untranslatable:
            return self._not_asked(told, "untranslatable")
        terms = said.met, said.not_met, said.out
        twins = Twins(given, self.day, terms)
        possible, sure = self._possible(twins, dict(zip(_OUTCOMES, (*terms, said.undetermined), strict=True)))
        differing = differ((one, twins.primed(one)) for one in terms)
        for one in twins.open:
            self._ask(twins, one, differing, len(possible) == 1 and sure)
        return Asked(self.path, finding.name, finding.outcome, possible, sure)

    def _not_asked(self, told: Asked, reason: str) -> Asked:
        for cause in self.prospect.finding.causes:
            kind = "judgement" if cause.kind in ("judgement", "unpublished_standard") else "fact"
            if cause.kind in ("missing_fact", "imprecise_fact", "judgement", "unpublished_standard"):
                kind = "list" if cause.what in RELATIONS else kind
                self._add(Open(kind, cause.what, cause.record, ()), unsure=self.path)
        return Asked(told.path, told.name, told.outcome, reason=reason)

    def _possible(self, twins: Twins, said: dict[Outcome, Any]) -> tuple[tuple[Outcome, ...], bool]:
        possible, sure = [], True
        for outcome, term in said.items():
            found = twins.some(term, self.seconds, self._judged([outcome].__eq__))
            if isinstance(found, Found):
                possible.append(outcome)
            elif not isinstance(found, Impossible):
                sure = False
        return tuple(possible), sure

    def _ask(self, twins: Twins, one: Open, differing: Any, alike: bool) -> None:
        if alike:
            self._add(one)
            return
        found = twins.differing(one, differing, self.seconds, self._judged(lambda said: said[0] != said[1]))
        if isinstance(found, Impossible):
            self._add(one)
        elif isinstance(found, Found):
            completions = [self._read(document) for document in (found.document, found.other)]
            settled = any(self._settled(completion, one) for completion in completions)
            self._add(one, changes=self.path, settles=self.path if settled else "")
        else:
            self._add(one, unsure=self.path)

    def _add(self, one: Open, **paths: str) -> None:
        self.found.add(replace(one, record=self.prospect.named(one.record)), **paths)

    def _settled(self, completion: Dossier, one: Open) -> bool:
        known = supposed(self.dossier, completion, (one,))
        return self.prospect.outcome(self.pack, known, self.day) is not Outcome.UNDETERMINED

    def _judged(self, shows: Callable[[Sequence[Outcome | None]], bool]) -> Callable[..., bool]:
        def accept(*documents: dict[str, Any]) -> bool:
            try:
                said = [self.prospect.outcome(self.pack, self._read(document), self.day) for document in documents]
            except DossierError:  # it cannot be written so
                return False
            return None not in said and shows(said)

        return accept

    def _read(self, document: Any) -> Dossier:
        return Dossier.from_dict(document, self.pack.vocabulary)


_OUTCOMES = (Outcome.MET, Outcome.NOT_MET, Outcome.OUT_OF_SCOPE, Outcome.UNDETERMINED)


class _Found:
    """What was found of each thing that is open, over all rules."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._told: dict[tuple[str, str, str], dict[str, list[str]]] = {}

    def add(self, one: Open, **paths: str) -> None:
        """Something open, and the rule that it changes, settles or may change; none where it changes nothing."""
        told = self._told.setdefault(one.key, {"changes": [], "settles": [], "unsure": []})
        for how, path in paths.items():
            told[how] += [path] if path else []

    def questions(self) -> Iterable[Question]:
        """Each with its name and who holds it."""
        for (kind, what, record), told in self._told.items():
            name, supplier, supplier_name, evidence = holder_of(self.pack, kind, what)
            paths = {how: tuple(found) for how, found in told.items()}
            yield Question(kind, what, record, name, supplier, supplier_name, evidence, **paths)


def holder_of(pack: Pack, kind: str, what: str) -> tuple[Label, str, Label, Label | None]:
    """The name of something open, who holds it (a word and a name), and what shows it."""
    vocabulary = pack.vocabulary
    if kind == "judgement":
        node, name = next((node, name) for node, name in _judgements(pack) if node.path == what)
        if node.published:
            name = Label(node.standard, node.standard)
        else:
            name = Label(f"{name.zh}（{UNPUBLISHED.zh}）", f"{name.en} ({UNPUBLISHED.en})")
        return name, node.by or "", judged_by(vocabulary, node.by), None
    if kind == "list":
        identity = vocabulary.find(RELATIONS[what], "id")
        assert identity is not None
        return vocabulary.labels[what], identity.supplier, vocabulary.suppliers[identity.supplier], None
    fact = vocabulary.by_path(what)
    assert fact is not None
    return fact.label, fact.supplier, vocabulary.suppliers[fact.supplier], fact.evidence


def _judgements(pack: Pack) -> Iterable[tuple[n.Judgement, Label]]:
    """Every judgement, with the name of the criterion that it belongs to."""
    rules: tuple[Designation | Incentive, ...] = (*pack.designations, *pack.incentives)
    for criterion in (pack.scope, *(one for rule in rules for one in rule.criteria)):
        yield from ((node, criterion.name()) for node in n.walk(criterion.condition) if isinstance(node, n.Judgement))
