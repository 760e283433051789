"""What every chapter is written from: the pack, its ledger, who cites what, and the names of its rules as links."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from humi.authoring.citations import citations_of
from humi.authoring.normalised import ledger_of
from humi.language.nodes import Lookup, Term, ValueLookup, ValueTerm, children
from humi.language.nodes import Node as Said
from humi.policy.pack import Designation, DueDay, Pack, Rule, canonical
from humi.policy.provisions import Ledger
from humi.road.timeline import timeline
from humi.timeline import SCHEMA_VERSION, Timeline
from humi.values.label import Label, Lang
from humi.version import __version__
from humi.wording.pack import FORCE, PackTree, terms_in
from humi.wording.requirements import Wording
from humi.wording.shape import Line, Node, Span, between, line
from humi.wording.show import joined
from humi.wording.words import HEADINGS

OWN_NAMES = {
    "in_force": FORCE,
    "governs": Label("适用期间", "period governed"),
    "scope": HEADINGS["scope"],
    "validity": Label("有效期", "period of validity"),
    "selection": HEADINGS["selection"],
}
"""What rules are called that have no name of their own."""


@dataclass(frozen=True)
class Material:
    """One pack, looked at from all sides, in one language."""

    pack: Pack
    ledger: Ledger
    lang: Lang
    asked: date

    def say(self, zh: str, en: str) -> str:
        """One of the two."""
        return zh if self.lang == "zh" else en

    @cached_property
    def tree(self) -> PackTree:
        """What says the rules as sentences."""
        return PackTree(self.pack, self.ledger, self.lang, self.gap_names)

    @property
    def words(self) -> Wording:
        """Phrases with the names of this pack."""
        return self.tree.words

    @cached_property
    def gap_names(self) -> Mapping[str, str]:
        """The gaps by their numbers: an id tells a reader nothing."""
        return {name: str(number) for number, name in enumerate(self.ledger.gaps, 1)}

    @cached_property
    def citations(self) -> Mapping[str, list[str]]:
        """The paths of the rules that cite each provision and gap."""
        return citations_of(self.pack)

    @cached_property
    def timeline(self) -> Timeline:
        """The dates of the document."""
        asked = self.asked
        return Timeline(__version__, SCHEMA_VERSION, asked.isoformat(), (timeline(self.pack, asked.toordinal()),))

    @property
    def folder(self) -> Path:
        """Where the files of the pack are."""
        return Path(self.pack.file).parent

    # --- rules ---

    @cached_property
    def by_path(self) -> Mapping[str, Rule]:
        """Every rule."""
        return {rule.path: rule for rule in self.pack.rules()}

    @cached_property
    def alike(self) -> list[list[Designation]]:
        """The designations, those together that differ in nothing but their names."""
        found: dict[str, list[Designation]] = {}
        for rule in self.pack.designations:
            content = json.dumps(canonical(replace(rule, label=None)), ensure_ascii=False, sort_keys=True)
            found.setdefault(content.replace(rule.path, ""), []).append(rule)
        return list(found.values())

    @cached_property
    def first_of(self) -> Mapping[str, str]:
        """The path of each designation, and the path of the one that it is told with."""
        return {rule.path: same[0].path for same in self.alike for rule in same}

    def told_at(self, path: str) -> str:
        """The path under which a rule is told: of designations that are alike, that of the first."""
        whole = "/".join(path.split("/")[:2])
        return self.first_of.get(whole, whole) + path[len(whole) :]

    def rules(self) -> Iterator[Rule]:
        """Every rule, of designations that are alike the first only."""
        return (rule for rule in self.pack.rules() if self.told_at(rule.path) == rule.path)

    def said(self, rule: Rule) -> Iterator[Said]:
        """What the rule itself says, node by node. What a term says is said by the term."""
        for item in fields(rule):
            value = getattr(rule, item.name)
            for node in value if isinstance(value, tuple) else (value,):
                if isinstance(node, DueDay):
                    yield from _below(node.condition)
                elif isinstance(node, Said):
                    yield from _below(node)
        if rule.path.startswith("terms/") and rule.id in self._terms:
            yield from _below(self._terms[rule.id].item)

    @cached_property
    def _terms(self) -> Mapping[str, Term | ValueTerm]:
        return {node.name: node for rule in self.pack.rules() for node in terms_in(rule)}

    # --- names ---

    def whole(self, path: str) -> str:
        """What the rule is called that a rule is part of, or that it is itself."""
        first, _, _ = path.partition("/")
        if first == "silent":
            return HEADINGS["silent"].text(self.lang)
        top = "/".join(path.split("/")[:2])
        same = next((same for same in self.alike if top == same[0].path), None)
        if same is not None:
            return joined([rule.name().text(self.lang) for rule in same], self.lang)
        rule = self.by_path.get(top) or self.by_path.get(path)  # a yearly rule has no rule of its own for all years
        if rule is not None and rule.label is not None:
            return rule.label.text(self.lang)
        return OWN_NAMES[top].text(self.lang) if top in OWN_NAMES else top.rpartition("/")[2]

    def part(self, path: str) -> str:
        """What a rule is called within the whole; empty where it is the whole."""
        parts = path.split("/")
        rule = self.by_path.get(path)
        if parts[0] == "silent" and rule is not None:
            return rule.name().text(self.lang)
        if len(parts) < 3:
            return ""
        if len(parts) > 3 and rule is not None and rule.label is not None:
            return rule.label.text(self.lang)
        return OWN_NAMES[parts[-1]].text(self.lang) if parts[-1] in OWN_NAMES else parts[-1]

    def link(self, path: str) -> Line:
        """A rule with its whole, leading to it."""
        whole, part = self.whole(path), self.part(path)
        return line(whole, self.say("：", ": "), Span(part, link=path)) if part else (Span(whole, link=path),)

    def links(self, paths: Sequence[str]) -> Line:
        """Several rules, each once, the parts of a whole together."""
        by_whole: dict[str, list[str]] = {}
        for path in dict.fromkeys(map(self.told_at, paths)):
            by_whole.setdefault(self.whole(path), []).append(path)
        told: list[Line] = []
        for whole, held in by_whole.items():
            itself = next((path for path in held if not self.part(path)), "")
            parts = [Span(self.part(path), link=path) for path in held if self.part(path)]
            colon = self.say("：", ": ") if parts else ""
            told.append(line(Span(whole, link=itself), colon, tuple(between(parts, Span(self.say("、", ", "))))))
        return line(*between(told, line(self.say("；", "; "))))

    def together(self, rules: Iterable[Rule]) -> list[Node]:
        """Rules with their sources, the parts of a whole below it."""
        found: dict[str, Node] = {}
        for rule in rules:
            whole, part = self.whole(rule.path), self.part(rule.path)
            node = found.setdefault(whole, Node(line(whole)))
            if part:
                node.below.append(Node(line(Span(part, link=rule.path), self.tree.sources(rule))))
            else:
                found[whole] = Node(line(Span(whole, link=rule.path), self.tree.sources(rule)), node.below)
        return list(found.values())


def gather(pack: Pack, asked: date, lang: Lang) -> Material:
    """The material of a pack. Raises PackError where its ledger cannot be read."""
    return Material(pack, ledger_of(pack), lang, asked)


def _below(node: Said) -> Iterator[Said]:
    yield node
    if not isinstance(node, Term | ValueTerm | Lookup | ValueLookup):
        for child in children(node):
            yield from _below(child)


def also_at(node: Node, path: str, others: Sequence[str]) -> Node:
    """The node, anchored at the same places of other rules too."""
    own = tuple(anchor for anchor in node.anchors if anchor == path or anchor.startswith(f"{path}/"))
    more = tuple(other + anchor[len(path) :] for other in others for anchor in own)
    return Node(node.line, [also_at(below, path, others) for below in node.below], (*node.anchors, *more))
