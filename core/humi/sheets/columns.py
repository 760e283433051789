"""What a screen found, row by row: under names for programs, or in words that a clerk can sort and filter by.

The same few combinations of outcomes and causes come back in millions of rows, so each is told once and joined to its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, TypeAlias

import polars as pl

from humi.decision import PRECEDENCE, Cause, Outcome
from humi.dossier.facts import ENTITIES
from humi.dossier.vocabulary import Vocabulary
from humi.language import nodes as n
from humi.policy.pack import Designation, Duty, Incentive, Pack, Rule
from humi.screening.incentives import NO_LIMIT
from humi.screening.screen import BITS
from humi.sheets.batches import Part
from humi.values.label import Label, Lang
from humi.wording.causes import by_importance, listed, short
from humi.wording.words import HEADINGS, OUTCOMES

OUTSIDE = Label("不在该地区适用范围内", "outside the region's scope")
FAILED = Label("未满足：{names}", "fails: {names}")
AMOUNT = Label("金额（元）", "amount (yuan)")
CENTS = 100
Offered: TypeAlias = Designation | Incentive | Duty

# --- for programs ---


def named(part: Part) -> pl.DataFrame:
    """Outcomes by name, causes as lists of `kind what`, amounts in yuan: columns under region and path of each rule."""
    frame, region = part.frame, part.pack.region
    columns = []
    for path in part.sheet.findings:
        legend = part.sheet.legend(path)
        columns.append(outcome_names(frame[path]).alias(f"{region}/{path}"))
        if legend:
            told = each_once(frame, masks(frame, path), partial(texts, path, legend))
            columns.append(told.alias(f"{region}/{path}/causes"))
        if path in part.sheet.amounts:
            columns += [yuan(frame, path, end).alias(f"{region}/{path}/amount_{end}") for end in ("least", "most")]
    return pl.DataFrame(columns)


def outcome_names(codes: pl.Series) -> pl.Series:
    """Outcomes as programs know them, of their places in `decision.PRECEDENCE`."""
    names = [outcome.value for outcome in PRECEDENCE]
    return codes.replace_strict(list(range(len(names))), names, return_dtype=pl.Enum(names))


def masks(frame: pl.DataFrame, path: str) -> list[str]:
    """The columns with the causes of a finding."""
    return [name for name in frame.columns if name.startswith(f"{path}?")]


def causes_in(path: str, legend: Sequence[tuple[str, str]], row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The causes of a finding in a row that has the columns of `masks`."""
    parts = [mask for name, mask in row.items() if name.startswith(f"{path}?")]
    return [cause for bit, cause in enumerate(legend) if parts[bit // BITS] >> bit % BITS & 1]


def open_causes(part: Part, path: str) -> Counter[tuple[str, str]]:
    """What leaves a rule undetermined, and in how many rows."""
    columns = masks(part.frame, path)
    counted: Counter[tuple[str, str]] = Counter()
    if columns:
        undetermined = part.frame.filter(pl.col(path) == PRECEDENCE.index(Outcome.UNDETERMINED))
        for row in undetermined.group_by(columns).len("#rows").iter_rows(named=True):
            number = row.pop("#rows")
            counted.update(dict.fromkeys(causes_in(path, part.sheet.legend(path), row), number))
    return counted


def failed_parts(part: Part, rule: Offered) -> Counter[str]:
    """What of a rule is not met where it is not met itself, and in how many rows."""
    not_met = PRECEDENCE.index(Outcome.NOT_MET)
    refused = part.frame.filter(pl.col(rule.path) == not_met)
    parts = [one.path for one in deciding(rule) if one.path in part.sheet.findings]
    return Counter({path: number for path in parts if (number := int((refused[path] == not_met).sum()))})


def texts(path: str, legend: Sequence[tuple[str, str]], row: Mapping[str, Any]) -> list[str]:
    """The causes in a row, as programs know them."""
    return [f"{kind} {what}".strip() for kind, what in causes_in(path, legend, row)]


def yuan(frame: pl.DataFrame, path: str, end: str) -> pl.Series:
    """An end of an amount in yuan; nothing where there is none or no limit."""
    fen, outside = pl.col(f"{path}>{end}"), PRECEDENCE.index(Outcome.OUT_OF_SCOPE)
    limited = (pl.col(path) != outside) & (fen.abs() < NO_LIMIT)
    return frame.select(pl.when(limited).then(fen.cast(pl.Decimal(38, 2)) / CENTS).cast(pl.Decimal(38, 2)))[:, 0]


def each_once(frame: pl.DataFrame, columns: Sequence[str], tell: Callable[[dict[str, Any]], Any]) -> pl.Series:
    """What is told of each row, where all that counts stands in some columns."""
    if not columns:
        return pl.Series([tell({})]).new_from_index(0, frame.height) if frame.height else pl.Series([], dtype=pl.String)
    different = frame.select(columns).unique()
    told = pl.Series("#told", [tell(row) for row in different.iter_rows(named=True)])
    known = different.with_columns(told)
    return frame.select(columns).join(known, on=list(columns), how="left", nulls_equal=True, maintain_order="left")["#told"]


# --- for people ---


def in_words(part: Part, lang: Lang) -> pl.DataFrame:
    """The outcome of everything that can be become, claimed or has to be done, and beside it what is missing or failed."""
    columns: dict[str, pl.Series] = {}
    names = names_in(part.pack)
    words = {code: OUTCOMES[outcome].text(lang) for code, outcome in enumerate(PRECEDENCE)}
    for rule in part.rules():
        heading = f"{part.pack.label.text(lang)} {rule.name().text(lang)}"
        heading = heading if heading not in columns else f"{heading} ({rule.path})"
        columns[heading] = part.frame[rule.path].replace_strict(words, return_dtype=pl.String)
        wording = Missing(part, rule, names, lang)
        columns[f"{heading} {HEADINGS['missing'].text(lang)}"] = each_once(part.frame, wording.columns, wording.tell)
        if rule.path in part.sheet.amounts:
            columns[f"{heading} {AMOUNT.text(lang)}"] = yuan(part.frame, rule.path, "least")
    return pl.DataFrame(columns)


class Missing:
    """What is missing or failed of one rule, in a few words."""

    def __init__(self, part: Part, rule: Offered, names: Mapping[str, Label], lang: Lang) -> None:
        self.part, self.rule, self.names, self.lang = part, rule, names, lang
        self.legend = part.sheet.legend(rule.path)
        self.parts = [one for one in deciding(rule) if one.path in part.sheet.findings]
        scope = [part.pack.scope.path] if part.pack.scope.path in part.frame.columns else []
        self.columns = [rule.path, *masks(part.frame, rule.path), *(one.path for one in self.parts), *scope]

    def tell(self, row: Mapping[str, Any]) -> str:
        """It of a row with the `columns`."""
        outcome = PRECEDENCE[row[self.rule.path]]
        if outcome is Outcome.UNDETERMINED:
            causes = [Cause(*key, name=self.names.get(key[1])) for key in causes_in(self.rule.path, self.legend, row)]
            return self._listed(short(cause, self.lang) for cause in by_importance(causes))
        if outcome is Outcome.NOT_MET:
            failed = [one for one in self.parts if PRECEDENCE[row[one.path]] is Outcome.NOT_MET]
            names = self._listed(one.name().text(self.lang) for one in failed)
            return FAILED.text(self.lang).format(names=names) if names else ""
        if outcome is Outcome.OUT_OF_SCOPE and PRECEDENCE[row.get(self.part.pack.scope.path, -1)] is Outcome.OUT_OF_SCOPE:
            return OUTSIDE.text(self.lang)
        return ""

    def _listed(self, told: Iterable[str]) -> str:
        """All of it, each once: a clerk filters by what a cell holds."""
        different = list(dict.fromkeys(told))
        return listed(different, self.lang, len(different))


def deciding(rule: Offered) -> Sequence[Rule]:
    """What decides beside the rule itself."""
    match rule:
        case Designation():
            return (*rule.criteria, *rule.steps)
        case Incentive():
            return rule.criteria
    return ()


def names_in(pack: Pack) -> dict[str, Label]:
    """What all that a cause can be about is called."""
    return {**_facts(pack.vocabulary), **pack.names, **_standards(pack)}


def _facts(vocabulary: Vocabulary) -> dict[str, Label]:
    """What facts are called, by their paths."""
    facts = (vocabulary.facts_of(entity, region) for entity in ENTITIES for region in ("", *vocabulary.regions_of(entity)))
    return {fact.path: fact.label for each in facts for fact in each.values()}


def _standards(pack: Pack) -> dict[str, Label]:
    """The standards of judgements, by their paths."""
    parts = (getattr(rule, item.name) for rule in pack.rules() for item in fields(rule))
    nodes = (node for part in parts if isinstance(part, n.Node) for node in n.walk(part))
    return {node.path: Label(node.standard, node.standard) for node in nodes if isinstance(node, n.Judgement)}
