"""All mutants of a pack: each a pack with one change, named so that an author can speak of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from humi.authoring.mutation.change import Change
from humi.authoring.mutation.conditions import Given, condition_changes
from humi.authoring.mutation.rules import nodes_of, rewritten, rule_changes
from humi.authoring.mutation.tables import Relowered, questions, table_changes
from humi.authoring.mutation.values import value_changes
from humi.language import nodes as n
from humi.language.tables.diagram import TooLarge
from humi.language.tables.lowering import lookup_of
from humi.language.tables.table import Table
from humi.policy.pack import Pack, Rule
from humi.reading.problems import Place

SECTIONS = ("designations", "phases", "targets", "incentives", "duties")
ALONE = ("scope", "in_force", "governs")


class Mutant:
    """A pack with one change.

    `id` is the path of a rule, where in it, and the change; it stays when lines move or other rules are added. Of two that
    would have the same, the second is told apart by its number, as parts of conditions are (`steps`). `rules` are
    the rules as they are then, by path; where `wide`, more than those is changed (the scope, a kind of titles).
    """

    def __init__(self, pack: Pack, path: str, change: Change, rules: dict[str, Rule], wide: bool = False) -> None:
        self.of = pack
        self.rule = path
        self.change = change
        self.rules = rules
        self.wide = wide
        self.id = f"{path}#{'.'.join((*change.where, ''))}{change.what}"

    @property
    def place(self) -> Place | None:
        """Where in its file what is changed was written, as near as can be told."""
        return self.change.place

    def __repr__(self) -> str:
        return f"Mutant({self.id!r})"

    @cached_property
    def pack(self) -> Pack:
        """The whole pack with the change."""
        return changed(self.of, self.rules)


def changed(pack: Pack, rules: dict[str, Rule]) -> Pack:
    """A pack with other rules at some paths."""
    parts: dict[str, Any] = {}
    for section in SECTIONS:
        own = getattr(pack, section)
        if any(rule.path in rules for rule in own):
            parts[section] = tuple(rules.get(rule.path, rule) for rule in own)
    parts.update({name: rules[name] for name in ALONE if name in rules})
    if any(rule.path in rules for rule in pack.tables.values()):
        parts["tables"] = {name: rules.get(rule.path, rule) for name, rule in pack.tables.items()}
    return replace(pack, **parts)


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Every mutant of a pack, in the order in which the rules are read."""
    seen = Counter[str]()
    for mutant in _mutants(pack):
        seen[mutant.id] += 1
        if seen[mutant.id] > 1:
            mutant.id = f"{mutant.id}~{seen[mutant.id]}"
        yield mutant


def _mutants(pack: Pack) -> Iterator[Mutant]:
    for name in ALONE:
        rule = getattr(pack, name)
        if rule is not None:
            yield from (Mutant(pack, name, change, {name: change.whole}, wide=True) for change in rule_changes(rule, pack))
    for section in SECTIONS:
        yield from _together(pack, getattr(pack, section))
    yield from _of_terms(pack)
    yield from _of_tables(pack)
    yield from _of_kinds(pack)


def _together(pack: Pack, rules: Iterable[Rule]) -> Iterator[Mutant]:
    """One mutant for what is written once, however often it is read."""
    found: dict[Any, Mutant] = {}
    for rule in rules:
        for change in rule_changes(rule, pack):
            key = (change.where, change.what, change.place) if change.place else id(change)
            first = found.get(key)
            if first is None or rule.path in first.rules:
                found[key if first is None else id(change)] = Mutant(pack, rule.path, change, {rule.path: change.whole})
            else:
                first.rules[rule.path] = change.whole
    yield from found.values()


# --- what many rules share ---


def _of_terms(pack: Pack) -> Iterator[Mutant]:
    """A change of a term changes every rule that uses it."""
    given = Given(pack.titles)
    users: dict[str, list[Rule]] = {}
    items: dict[str, n.Term | n.ValueTerm] = {}
    for rule in _judged(pack):
        for node in nodes_of(rule):
            if isinstance(node, n.Term | n.ValueTerm):
                items[node.name] = node
                if rule not in users.setdefault(node.name, []):
                    users[node.name].append(rule)
    for name, term in items.items():
        changes: Iterator[Change]
        changes = condition_changes(term.item, given) if isinstance(term, n.Term) else value_changes(term.item, given)
        declared = pack.terms.get(name)
        for change in changes:
            rules = {rule.path: rewritten(rule, _term(name, change.whole)) for rule in users[name]}
            told = change if change.place or declared is None else replace(change, place=declared.place)
            yield Mutant(pack, f"terms/{name}", told, rules, wide=any(path in ALONE for path in rules))


def _term(name: str, item: Any) -> Callable[[n.Node], n.Node]:
    def other(node: n.Node) -> n.Node:
        return replace(node, item=item) if isinstance(node, n.Term | n.ValueTerm) and node.name == name else node

    return other


def _of_tables(pack: Pack) -> Iterator[Mutant]:
    """A change of a table changes every rule that asks it, itself or by another table.

    A change after which all that is asked is answered the same is not made; of several that answer alike, one is.
    """
    given = Given(pack.titles)
    asked = {rule.path: questions(rule) for rule in _judged(pack)}
    rules = {rule.path: rule for rule in _judged(pack)}
    for name, declared in pack.tables.items():
        nodes = {key: node for of in asked.values() for key, node in of.items() if key[0] == name}.values()
        users = [rules[path] for path, of in asked.items() if any(key[0] == name for key in of)]
        told = {tuple(node.item for node in nodes)}
        for change in table_changes(declared.table, given) if declared.table is not None and users else ():
            try:
                now = tuple(lookup_of(change.whole, node).item for node in nodes)
                if now not in told:
                    yield Mutant(pack, declared.path, change, *_with_table(pack, users, change.whole))
                    told.add(now)
            except TooLarge:
                continue


def _with_table(pack: Pack, users: Iterable[Rule], table: Table) -> tuple[dict[str, Rule], bool]:
    """The rules that are others with another table, and whether more than those is. Raises TooLarge."""
    other = Relowered(table)
    found: dict[str, Rule] = {}
    for rule in users:
        whole: Any = rewritten(rule, other)
        if whole is not rule:
            found[rule.path] = whole
    tables = [(rule, rule.table) for rule in pack.tables.values() if rule.table is not None]
    found |= {rule.path: replace(rule, table=now) for rule, old in tables if (now := other.table(old)) is not old}
    return found, any(path in ALONE for path in found)


def _of_kinds(pack: Pack) -> Iterator[Mutant]:
    """Each part of a kind of titles left out: wherever the kind is spoken of, titles of that part are none of it."""
    for name, kind in pack.kinds.items():
        for part in kind.either if len(kind.either) > 1 else ():
            rest = tuple(one for one in kind.either if one != part)
            kept = {one for other in rest for one in pack.titles.get(other, (other,))}
            gone = {one for one in pack.titles.get(part, (part,)) if one not in kept}
            rules = {rule.path: _without(rule, pack.titles[name], gone) for rule in _judged(pack)}
            changed_ = {rule.path: rules[rule.path] for rule in _judged(pack) if rules[rule.path] is not rule}
            change = Change(kind, "kind", f"without-{part}", kind, part, ("either",), kind.place, shaped=True)
            if changed_:
                yield Mutant(pack, f"kinds/{name}", change, changed_, wide=any(path in ALONE for path in changed_))


def _without(rule: Rule, covered: tuple[str, ...], gone: set[str]) -> Rule:
    """A rule in which a kind stands for less."""
    from humi.policy.follows import premise_about
    from humi.policy.pack import FollowedRecord

    def members(old: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in old if one not in gone) if set(covered) <= set(old) else old

    def other(node: n.Node) -> n.Node:
        if isinstance(node, n.OneOf) and node.ref.fact.path == "title.kind" and members(node.members) != node.members:
            return replace(node, members=members(node.members))
        return node

    whole: Any = rewritten(rule, other)
    if getattr(rule, "holders", ()) and members(whole.holders) != whole.holders:
        whole = replace(whole, holders=members(whole.holders))
    follows = tuple(
        premise_about(related, premise.place) or premise
        if isinstance(premise, FollowedRecord) and (related := rewritten(premise.related, other)) is not premise.related
        else premise
        for premise in getattr(rule, "follows", ())
    )
    if follows != getattr(rule, "follows", ()):
        whole = replace(whole, follows=follows)
    result: Rule = whole
    return result


def _judged(pack: Pack) -> Iterator[Rule]:
    """The rules that are judged, by whole rules of a section."""
    yield from (rule for name in ALONE if (rule := getattr(pack, name)) is not None)
    for section in SECTIONS:
        yield from getattr(pack, section)
