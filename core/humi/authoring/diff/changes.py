"""What changed between two versions of a pack, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from humi.authoring.diff import facts, ledgers
from humi.authoring.diff.change import BASIS, MEANING, WORDING, Change
from humi.authoring.diff.pairing import Pairing
from humi.authoring.diff.places import Places
from humi.authoring.diff.rules import Rules
from humi.authoring.diff.said import arrow, led, listed, same_words, told_otherwise
from humi.policy.pack import TOPICS, Pack, Rule, Silence
from humi.values.label import Label
from humi.wording.show import joined
from humi.wording.words import TEXTS

ANSWERED = Label("原文未作规定 → 现由规则回答：", "the text was silent → now answered by: ")
SILENT = Label("由规则回答 → 现为原文未作规定；原由此回答：", "answered → now the text is silent; was answered by: ")


def compare(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Every change from one version to another, in the order of the new one. Raises PackError where a ledger cannot be read.

    Two versions without a change of weight `meaning` answer every dossier alike.
    """
    return changes_in(Pairing(old, new))


def changes_in(pairing: Pairing) -> tuple[Change, ...]:
    """As `compare`, of rules that are in pairs already."""
    old, new = pairing.packs
    places = Places(old), Places(new)
    found = [
        *_head(old, new, places),
        *facts.changes(old, new, places),
        *Rules(pairing).changes(),
        *_topics(pairing),
        *ledgers.changes(old, new, places),
    ]
    return tuple(_folded(found))


def _head(old: Pack, new: Pack, places: tuple[Places, Places]) -> Iterator[Change]:
    def change(kind: str, weight: str, key: str, told: Label) -> Change:
        return Change(kind, weight, (key,), new.label, told, places[0].head(key), places[1].head(key))

    if old.region != new.region:
        yield change("region", MEANING, "region", same_words(f"{old.region} → {new.region}", "地区：", "region: "))
    if old.label != new.label:
        yield change("name", WORDING, "region", told_otherwise(Label("名称", "name"), old.label, new.label))
    if old.text != new.text:
        was, now = (TEXTS.get(pack.text, Label(pack.text, pack.text)) for pack in (old, new))
        yield change("text", BASIS, "edition", arrow(was, now))
    if old.version != new.version:
        yield change("version", WORDING, "edition", same_words(f"{old.version} → {new.version}", "版本：", "version: "))


def _topics(pairing: Pairing) -> Iterator[Change]:
    """Topics on which the text was silent and is not, or the other way round; other gaps; other rules that answer."""
    old, new = pairing.packs
    before, after = _answers(old), _answers(new)
    for topic, name in TOPICS.items():
        was, now = before.get(topic, ()), after.get(topic, ())
        said = tuple(any(isinstance(one, Silence) for one in rules) for rules in (was, now))
        told, weight = None, MEANING
        if said == (True, False):
            told = led(ANSWERED, _named(now))
        elif said == (False, True):
            told = led(SILENT, _named(was))
        elif said == (True, True) and was[0].sources != now[0].sources:
            weight, gaps = BASIS, [joined(rules[0].sources, "en") for rules in (was, now)]
            told = same_words(f"{gaps[0]} → {gaps[1]}", "所依缺项：", "gap: ")
        elif said == (False, False) and [pairing.now(one.path) for one in was] != [one.path for one in now]:
            weight, told = BASIS, led(Label("由谁回答：", "answered by: "), arrow(_named(was), _named(now)))
        if told is not None:
            places = was[0].place if was else None, now[0].place if now else None
            yield Change("topic", weight, (f"silent/{topic}",), name, told, *places)


def _answers(pack: Pack) -> dict[str, tuple[Rule, ...]]:
    """The rules that answer each topic, or the one silence on it."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in pack.rules():
        for topic in (rule.id,) if isinstance(rule, Silence) else rule.answers:
            found[topic] = (*found.get(topic, ()), rule)
    return found


def _named(rules: Iterable[Rule]) -> Label:
    return listed([rule.name() for rule in rules])


def _folded(changes: Iterable[Change]) -> Iterator[Change]:
    """What is written once, for each year of an entry or by an alias in several rules, changed once."""
    alike: dict[object, list[Change]] = {}
    for one in changes:
        written = (one.old, one.new) if one.old or one.new else one.path
        alike.setdefault((one.kind, one.weight, one.section, one.about, one.told, written), []).append(one)
    for same in alike.values():
        yield replace(same[0], paths=tuple(path for one in same for path in one.paths))
