"""Which rule an answer comes from: the path of an answer, taken apart and put together for another version."""

from __future__ import annotations

from collections.abc import Container

from humi.values.frozen import Frozen

SECTIONS = {"amount": ("incentives",), "next": ("designations",), "count": ("targets",), "due": ("duties", "targets")}
"""The sections of the rules that an answer other than an outcome is about."""
RECORD = 2
"""Where the record stands in the path of a finding: section, rule, record, part."""


class Answered(Frozen):
    """An answer: `word` where it is not an outcome, `rule` the path of the rule, `record` what it is about where there are
    several. Where no rule gives it, as with the standing, `rule` is the path itself."""

    word: str
    rule: str
    record: str

    @property
    def path(self) -> str:
        """The path of the answer, as cases write it."""
        parts = self.rule.split("/")
        if self.record:
            parts.insert(RECORD, self.record)
        return "/".join([self.word, *parts[1:]] if self.word else parts)

    @property
    def kind(self) -> str:
        """The path without the record."""
        return Answered(self.word, self.rule, "").path


def answered(path: str, rules: Container[str]) -> Answered:
    """The answer of a path, under the rules of a pack."""
    word, _, rest = path.partition("/")
    word = word if word in SECTIONS else ""
    for full in (f"{section}/{rest}" for section in SECTIONS[word]) if word else (path,):
        if full in rules:
            return Answered(word, full, "")
        parts = full.split("/")
        rule = "/".join(parts[:RECORD] + parts[RECORD + 1 :])
        if rule in rules:
            return Answered(word, rule, parts[RECORD])
    return Answered("", path, "")
