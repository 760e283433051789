"""Reading the section `targets`: what has to be reached, by its due days.

```yaml
targets:
  sites:                                   # a series: one target for each due day
    count: titles
    where: {kind: site, held: {covers: due}}
    due:
      2025-12-31: {at_least: 20, source: target_2025}
      2026-12-31: {at_least: 40, source: target_2026}
  sites_each_year:                         # one for each year, due on its last day
    count: titles
    where: {kind: site, granted: {within: year}}
    every: {year: 2025/2027}
    at_least: 20
```
"""

from __future__ import annotations

from datetime import date
from typing import Any

from humi.language.conditions import NEVER, read_condition
from humi.language.context import Context
from humi.language.nodes import DATE, Asked, Condition, Constant
from humi.language.value_comparisons import COMPARATORS, read_value_comparison
from humi.language.values import WORDS, bad_versions, read_names, version_starts
from humi.policy.pack import DueDay, Target
from humi.policy.rules import META, RuleReader, identifier
from humi.policy.sections import entries
from humi.policy.yearly import LAST, day_of_year, in_year, returns, years_of
from humi.reading import keywords
from humi.reading.fields import Fields, unknown_key, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place
from humi.values.dates import NotADate, parse_days
from humi.values.label import Label
from humi.values.text import nearest

TARGET = ("kind", "places_for", "when", "due", "every", *META)
TARGET_KINDS = tuple(keywords.TARGET_KINDS)
MEASURES = ("share", *WORDS)
Entry = tuple[Scalar, Located]


def targets(fields: Fields, reader: RuleReader) -> tuple[Target, ...]:
    """The section `targets`; a series becomes one target for each due day, a yearly one for each year."""
    found: list[Target] = []
    for key, value in entries(fields, "targets", reader.problems):
        found.extend(_TargetReader(identifier(key), value, reader).read())
    return tuple(found)


class _TargetReader:
    """Reads one entry of the section."""

    def __init__(self, name: str, located: Located, reader: RuleReader) -> None:
        self.path = f"targets/{name}"
        self.located = located
        self.reader = reader
        self.problems = reader.problems
        written = located.entries if isinstance(located, Mapping) else ()
        own = [entry for entry in written if english(entry[0].text) in TARGET]
        self.measure = tuple(entry for entry in written if english(entry[0].text) not in TARGET)
        self.fields = Fields(Mapping(tuple(own), located.place), self.problems, TARGET, english)

    def read(self) -> list[Target]:
        """The targets of the entry."""
        if not isinstance(self.located, Mapping):
            wrong_type(self.problems, self.located, "mapping")
            return []
        kind = self.reader.one_of(self.fields, "kind", TARGET_KINDS, "target", keywords.TARGET_KINDS)
        kept: dict[str, Any] = {"kind": kind, "places_for": self._places_for(kind)}
        due = self.fields.get("due")
        if self.fields.get("every") is not None:
            return self._yearly(kept, due)
        if isinstance(due, Mapping) and version_starts(due):
            return self._series(kept, due)
        if isinstance(due, Mapping) and due.entries and not returns(due) and bad_versions(due, self.problems):
            return []
        meta = self.reader.meta(self.fields, self.path, named=True)
        return [Target(**meta, **kept, due=self._days(due))]

    def _places_for(self, kind: str) -> str:
        """The designation for which a quota says how many are chosen; empty where it says of none."""
        name = self.fields.text("places_for")
        if name and kind != "quota":
            self.problems.add("P219", self.fields.place_of("places_for"), found="places_for", other=f"kind: {kind}")
        if name and f"designations/{name}" not in self.reader.names.followable:
            known = [path.partition("/")[2] for path in self.reader.names.followable if path.startswith("designations/")]
            place, near = self.fields.place_of_value("places_for"), nearest(name, known) or ""
            self.problems.add("P203", place, found=name, allowed=", ".join(known), suggestion=near)
        return name

    # --- due days ---

    def _yearly(self, kept: dict[str, Any], due: Located | None) -> list[Target]:
        every = self.fields.get("every")
        assert every is not None
        day = LAST if due is None else day_of_year(due, self.problems) or LAST
        meta = self.reader.meta(self.fields, self.path, named=True)
        found = []
        for year in years_of(every, self.problems):
            last = in_year(day, year)
            path = f"{self.path}/{year}"
            on = DueDay(last, self._condition(self.measure, path, last))
            since = date(year, 1, 1).toordinal()
            found.append(Target(**{**meta, **kept, "path": path}, due=(on,), since=since, year=year))
        return found

    def _series(self, kept: dict[str, Any], due: Mapping) -> list[Target]:
        """One target for each day, the earlier first. Each has its own bound and source."""
        meta = self.reader.meta(self.fields, self.path, named=True, sourced=False)
        found: list[Target] = []
        since, seen = None, set[int]()
        for key, value in sorted(due.entries, key=lambda entry: parse_days(entry[0].text)):
            day = self._literal(key)
            if not isinstance(value, Mapping):
                wrong_type(self.problems, value, "mapping")
            if day is None or not isinstance(value, Mapping):
                continue
            name = date.fromordinal(day).isoformat()
            if day in seen:
                self.problems.add("L107", key.place, key=name)
            seen.add(day)
            own = tuple(entry for entry in value.entries if english(entry[0].text) in META)
            bound = tuple(entry for entry in value.entries if english(entry[0].text) not in META)
            path = f"{self.path}/{name}"
            about = Fields(Mapping(own, value.place), self.problems, META, english)
            condition = self._condition((*self.measure, *bound), path, day, value.place)
            merged = _merged(meta, self.reader.said(about, path, sourced=not meta["sources"]))
            found.append(Target(**merged, **kept, due=(DueDay(day, condition),), since=since))
            since = day + 1
        return found

    def _days(self, due: Located | None) -> tuple[DueDay, ...]:
        """The due day, or one for each reading of it; none where the text names none."""
        if returns(due):
            self.problems.add("L102", self.located.place, key="every")
            return ()
        if isinstance(due, Mapping) and due.entries:
            return self._readings(due)
        if due is None or (isinstance(due, Scalar) and english(due.text) == "unstated"):
            return (DueDay(None, self._condition(self.measure, self.path, None)),)
        day = self._literal(due)
        return (DueDay(day, self._condition(self.measure, self.path, day)),) if day is not None else ()

    def _readings(self, due: Mapping) -> tuple[DueDay, ...]:
        fields = Fields(due, self.problems, ("readings", "names"), english)
        readings = fields.require("readings")
        if readings is None:
            return ()
        if not isinstance(readings, Mapping) or len(readings.entries) < 2:
            wrong_type(self.problems, readings, "mapping of two or more readings")
            return ()
        labels = read_names(fields, readings)
        found = []
        for (key, value), label in zip(readings.entries, labels, strict=True):
            day = self._literal(value)
            if day is not None:
                condition = self._condition(self.measure, f"{self.path}/{key.text}", day)
                found.append(DueDay(day, condition, key.text, label))
        return tuple(found)

    def _literal(self, located: Located) -> int | None:
        """A day as it is written; None after a reported problem."""
        if not isinstance(located, Scalar):
            wrong_type(self.problems, located, "date")
            return None
        try:
            first, last = parse_days(located.text)
        except NotADate as error:
            self.problems.add("L110", located.place, found=located.text, reason=error.reason)
            return None
        if first != last:
            self.problems.add("L110", located.place, found=located.text, reason="inexact")
            return None
        return last

    # --- what has to hold ---

    def _condition(self, measure: tuple[Entry, ...], path: str, day: int | None, place: Place | None = None) -> Condition:
        """A value with its comparators, or a condition in `when`; `due` and `year` are those of the due day."""
        place = place or self.located.place
        year = date.fromordinal(day).year if day is not None else None
        context = Context(
            self.reader.names,
            f"{self.reader.names.region}/{path}",
            "programme",
            constants={"due": Asked() if day is None else Constant(DATE, day)},
            spans={} if year is None else {"year": (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())},
        )
        when = self.fields.get("when")
        if when is not None and measure:
            self.problems.add("P219", measure[0][0].place, found=measure[0][0].text, other="when")
        if when is not None:
            return read_condition(when, context)
        words = {english(key.text) for key, _ in measure}
        if words.isdisjoint(MEASURES):
            unknown = [key for key, _ in measure if english(key.text) not in COMPARATORS]
            for key in unknown:
                unknown_key(self.problems, key, (*MEASURES, *COMPARATORS, *TARGET))
            if not unknown:
                self.problems.add("P220", place, allowed=", ".join(COMPARATORS))
            return NEVER
        return read_value_comparison(Mapping(measure, place), context)


def _merged(whole: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """What is said of a series, and of one of its days: the day's own name and remarks come first, sources add up."""
    said: dict[str, Label | None] = {key: own[key] or whole[key] for key in ("label", "interpretation", "note")}
    added = {key: (*own[key], *whole[key]) for key in ("sources", "answers")}
    return {**own, **said, **added}
