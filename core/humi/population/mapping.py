"""The mapping file: what foreign tables and columns are called here.

applicants:
  table: 企业名录                    # a file, sheet or database table; without it, its own name
  columns: {社会信用代码: id, 员工数: staff}
  ignored: [备注]                    # or `others`: every column that is not known
titles:
  table: t_honour
  columns: {企业代码: applicant, 授予日: granted}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from humi.dossier.facts import RELATIONS
from humi.dossier.vocabulary import Vocabulary
from humi.population.slots import APPLICANTS, DETERMINATIONS
from humi.reading.fields import is_text, unknown_key, wrong_type
from humi.reading.keywords import TABLE
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.located import Sequence as ListOf
from humi.reading.problems import Place, Problems
from humi.values.text import nearest, normalise

KEYS = ("table", "columns", "ignored")
OTHERS = "others"
SECTIONS = (APPLICANTS, *RELATIONS, DETERMINATIONS)
IN_CHINESE = {"申请人": APPLICANTS, "各申请人": APPLICANTS, TABLE[DETERMINATIONS]: DETERMINATIONS}


@dataclass(frozen=True, slots=True)
class Foreign:
    """How one table is read. Headings and table are normalised; `columns` maps a heading to ours and its place."""

    table: str = ""
    columns: dict[str, tuple[str, Place]] = field(default_factory=dict)
    ignored: dict[str, Place] = field(default_factory=dict)
    passes_over_others: bool = False

    def meant(self, written: str, place: Place) -> tuple[str | None, Place]:
        """What a heading means, and where that is said; None where its column is passed over."""
        word = normalise(written)
        if word in self.ignored:
            return None, place
        return self.columns.get(word, (written, place))

    def check(self, headings: Sequence[str], problems: Problems) -> None:
        """Report what is said of columns that are not there."""
        headings = list(filter(None, headings))
        there = {normalise(text) for text in headings}
        said = [(word, place) for word, (_, place) in self.columns.items()] + list(self.ignored.items())
        for word, place in said:
            if word not in there:
                problems.add("R660", place, found=word, allowed=", ".join(headings), suggestion=nearest(word, headings) or "")


def section_named(word: str, vocabulary: Vocabulary) -> str:
    """The table of a population that has this name; empty if none has."""
    name = normalise(word)
    found = IN_CHINESE.get(name) or vocabulary.entity(name)
    return found if found in SECTIONS else ""


def nearest_named(word: str, vocabulary: Vocabulary) -> str:
    """The table of a population that was probably meant."""
    spelled = [vocabulary.labels[name].zh for name in RELATIONS]
    return nearest(normalise(word), (*SECTIONS, *IN_CHINESE, *spelled)) or ""


def read_mapping(path: Path, vocabulary: Vocabulary, problems: Problems) -> dict[str, Foreign]:
    """How each table is read, by its name here."""
    from humi.reading.strict_yaml import read_yaml

    located = read_yaml(path, problems)
    if located is None:
        return {}
    found = {}
    for key, value in _entries(located, problems):
        section = section_named(key.text, vocabulary)
        if key.text == "humi":
            continue
        if not section:
            unknown_key(problems, key, SECTIONS)
        else:
            found[section] = _foreign(value, problems)
    return found


def _entries(located: Located, problems: Problems) -> Iterable[tuple[Scalar, Located]]:
    if isinstance(located, Mapping):
        return located.entries
    wrong_type(problems, located, "mapping")
    return ()


def _foreign(located: Located, problems: Problems) -> Foreign:
    table, columns = "", dict[str, tuple[str, Place]]()
    ignored, others = dict[str, Place](), False
    for key, value in _entries(located, problems):
        match key.text:
            case "table":
                table = _text(value, problems)
            case "columns":
                for heading, ours in _entries(value, problems):
                    columns[normalise(heading.text)] = _text(ours, problems), heading.place
            case "ignored" if isinstance(value, ListOf):
                ignored.update((normalise(_text(item, problems)), item.place) for item in value.items)
            case "ignored" if is_text(value) and value.text == OTHERS:
                others = True
            case "ignored":
                wrong_type(problems, value, f"list / {OTHERS}")
            case _:
                unknown_key(problems, key, KEYS)
    return Foreign(normalise(table), columns, ignored, others)


def _text(located: Located, problems: Problems) -> str:
    if isinstance(located, Scalar):
        return located.text
    wrong_type(problems, located, "text")
    return ""
