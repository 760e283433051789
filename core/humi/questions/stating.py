"""The file that states which facts and judgements of one region stand for those of another.

facts:                                       # there: here
  unit.qingdao_ftz.trained: unit.jiangjin.trained
  unit.lanting.size: {fact: unit.qingxi.class, members: {large: [big, huge], small: little}}
judgements:
  lanting/designations/demo/criteria/rules: qingxi/designations/model/criteria/rules
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from humi.dossier.facts import ENTITIES, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.questions.corresponding import Correspondence, Pairing, members_of
from humi.reading.fields import Fields, is_text, items_of, unknown_word, wrong_type
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place, Problems
from humi.values.text import nearest, normalise

KEYS = {"facts": "事实", "judgements": "裁量"}
PARTS = {"fact": "事实", "members": "取值"}


def read_correspondence(path: Path, vocabulary: Vocabulary, judgements: Iterable[str], problems: Problems) -> Correspondence:
    """What a file states; `judgements` are the paths of all there are."""
    from humi.reading.strict_yaml import read_yaml

    located = read_yaml(path, problems)
    if located is None:
        return Correspondence({}, {})
    fields = Fields(located, problems, ("humi", *KEYS), _english(KEYS))
    facts = (_pairing(key, value, vocabulary, problems) for key, value in _entries(fields.get("facts"), problems))
    known = tuple(judgements)
    return Correspondence(
        {one.there.path: one for one in facts if one is not None},
        dict(_judged(fields.get("judgements"), known, problems)),
    )


def _english(words: dict[str, str]) -> Callable[[str], str]:
    chinese = {there: here for here, there in words.items()}
    return lambda word: chinese.get(word, word)


def _entries(located: Located | None, problems: Problems) -> Sequence[tuple[Scalar, Located]]:
    if located is None:
        return ()
    if isinstance(located, Mapping):
        return located.entries
    wrong_type(problems, located, "mapping")
    return ()


# --- judgements ---


def _judged(located: Located | None, known: tuple[str, ...], problems: Problems) -> Iterator[tuple[str, str]]:
    for key, value in _entries(located, problems):
        if not is_text(value):
            wrong_type(problems, value, "text")
            continue
        there, here = (_judgement(one.text, one.place, known, problems) for one in (key, value))
        if there and here and there.partition("/")[0] == here.partition("/")[0]:
            problems.add("C486", value.place, found=here, wanted=there)
        elif there and here:
            yield there, here


def _judgement(text: str, place: Place, known: tuple[str, ...], problems: Problems) -> str:
    path = normalise(text)
    if path in known:
        return path
    problems.add("C489", place, found=text, suggestion=nearest(path, known) or "")
    return ""


# --- facts ---


def _pairing(key: Scalar, value: Located, vocabulary: Vocabulary, problems: Problems) -> Pairing | None:
    fields = None if is_text(value) else Fields(value, problems, PARTS, _english(PARTS))
    named = value if fields is None else fields.require("fact")
    if named is not None and not is_text(named):
        wrong_type(problems, named, "text")
        return None
    there, here = (_fact(one, vocabulary, problems) for one in (key, named))
    if there is None or here is None or named is None:
        return None
    if not there.region or there.region == here.region:
        problems.add("C486", key.place, found=here.path, wanted=there.path)
        return None
    if not _alike(here, there):
        problems.add("C487", named.place, found=_told(here), wanted=_told(there))
        return None
    return _with_members(here, there, fields, named.place, problems)


def _fact(written: Located | None, vocabulary: Vocabulary, problems: Problems) -> Fact | None:
    if not isinstance(written, Scalar):
        return None
    fact = vocabulary.by_path(normalise(written.text))
    if fact is None:
        known = [one.path for entity in ENTITIES for region in ("", *vocabulary.regions)
                 for one in vocabulary.facts_of(entity, region).values()]  # fmt: skip
        problems.add("C488", written.place, found=written.text, suggestion=nearest(normalise(written.text), known) or "")
    return fact


def _alike(here: Fact, there: Fact) -> bool:
    """Whether one can be read as the other; a boolean may tell whether an event happened."""
    same = here.type == there.type and here.places == there.places
    return here.entity == there.entity and (same or (here.type, there.type) == ("event", "boolean"))


def _told(fact: Fact) -> str:
    digits = f", {fact.places}" if fact.places else ""
    return f"{fact.path} ({fact.type}{digits})"


def _with_members(here: Fact, there: Fact, fields: Fields | None, place: Place, problems: Problems) -> Pairing | None:
    """The pairing, if every member here is one there."""
    own, wanted = members_of(here), members_of(there)
    stated = dict(_stated(fields, own, wanted, problems))
    if not own or there.type == "boolean":
        return Pairing(here, there, {})
    members = {name: stated.get(name, name) for name in own}
    left = [name for name, meant in members.items() if meant not in wanted]
    if left:
        problems.add("C482", place, found=here.path, wanted=there.path, members=", ".join(left), allowed=", ".join(wanted))
        return None
    return Pairing(here, there, members)


def _stated(
    fields: Fields | None, own: tuple[str, ...], wanted: tuple[str, ...], problems: Problems
) -> Iterator[tuple[str, str]]:
    """Members here with what they are there."""
    for key, value in _entries(fields.get("members") if fields is not None else None, problems):
        if key.text not in wanted:
            unknown_word(problems, key.place, key.text, wanted, {one: one for one in wanted})
            continue
        for item in items_of(value):
            if not is_text(item):
                wrong_type(problems, item, "text")
            elif item.text not in own:
                unknown_word(problems, item.place, item.text, own, {one: one for one in own})
            else:
                yield item.text, key.text
