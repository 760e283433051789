"""The judge: rules of a pack compiled to Python functions that decide one dossier.

Rules that are asked together are compiled together. Compiled code sits on the lines of the pack's file, so that a traceback
or a profile says `policy.yaml, line 12`. Functions hold no state and may run in many threads at once.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from humi.dossier.facts import EXISTS, RELATIONS
from humi.dossier.vocabulary import Vocabulary
from humi.dossier.world import World
from humi.engines import runtime
from humi.engines.causes import FOUND, Cause, CauseWriter
from humi.engines.python_terms import PythonTerms, assign, constant, lifted, name
from humi.language import nodes as n
from humi.language.pairs import Pairs
from humi.values.dates import FIRST_DAY, in_yearly_window

NOT_MET, MET, UNDETERMINED = 0, 1, 2
RawCause = tuple[Cause, list[Any] | None]
Raw = int | tuple[RawCause, ...]
"""`NOT_MET`, `MET`, or the causes of undetermined, each with the related record it was found at."""

ARGUMENTS = ("world", n.THIS, "governing_low", "governing_high")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where rules are compiled: whose facts they see, what they judge, what chooses their dated versions."""

    vocabulary: Vocabulary
    region: str
    file: str
    this: str = "unit"
    governed_by: n.Ref | None = None

    @property
    def listed(self) -> str:
        """The entity judged, where it is a record of a list."""
        return self.this if self.this in ("title", "claim", "case") else ""


Verdict = Callable[[World, Any, int, int], int]
Findings = Callable[[World, Any, int, int], "tuple[Raw, ...]"]
RangeOf = Callable[[World, Any, int, int], "tuple[int, int]"]


class _Writer:
    """One function being written."""

    def __init__(self, setting: Setting, called: str) -> None:
        self.setting = setting
        self.called = called
        self.namespace: dict[str, Any] = {
            "step": runtime.step,
            "pause": runtime.pause,
            "distinct": runtime.distinct,
            "in_yearly_window": in_yearly_window,
            "unpublished": runtime.unpublished,
            "ANY_TIME": runtime.ANY_TIME,
            "doubts": doubts_of(setting.vocabulary),
        }
        self.terms = PythonTerms(setting.listed, self.namespace, setting.vocabulary.template)
        self.pairs: Pairs[ast.expr] = Pairs(self.terms)
        self.causes = CauseWriter(self.terms, self.pairs, setting.governed_by)

    def at(self, node: n.Node, write: Callable[[], object]) -> None:
        """Emit what `write` writes, placed on the node's line."""
        with self.terms.block() as body:
            write()
        line = node.place.line if node.place and node.place.line else 1
        for statement in body:
            for part in ast.walk(statement):
                if "lineno" in part._attributes and not hasattr(part, "lineno"):
                    part.lineno = part.end_lineno = line  # type: ignore[attr-defined]
                    part.col_offset = part.end_col_offset = 0  # type: ignore[attr-defined]
        self.terms.emit(*body)

    def compile(self) -> Any:
        body = [*self.terms.prologue.values(), *self.terms.blocks[0]]
        module = ast.parse(f"def {self.called}({', '.join(ARGUMENTS)}): pass")
        module.body[0].body = body or [ast.Pass()]  # type: ignore[attr-defined]
        ast.fix_missing_locations(module)
        exec(compile(module, self.setting.file, "exec"), self.namespace)  # noqa: S102 -- a tree built here, no text of a pack
        return self.namespace[self.called]


def compile_findings(rules: Sequence[n.Condition], setting: Setting) -> Findings:
    """A function giving the raw finding of every rule, in order."""
    writer = _Writer(setting, "findings")
    results = []
    for index, rule in enumerate(rules):
        results.append(f"finding{index}")
        writer.at(rule, lambda rule=rule, result=results[-1]: _write_finding(writer, rule, result))  # type: ignore[misc]
    writer.terms.emit(ast.Return(ast.Tuple([name(result) for result in results], ast.Load())))
    function: Findings = writer.compile()
    return function


def _write_finding(writer: _Writer, rule: n.Condition, result: str) -> None:
    surely, possibly = writer.pairs.condition(rule)
    if isinstance(surely, bool) and surely is possibly:
        writer.terms.emit(assign(result, constant(int(surely))))
        return
    with writer.terms.block() as open_:
        _write_causes(writer, rule, result)
    refused = [assign(result, constant(NOT_MET))]
    rest: list[ast.stmt] = open_ if possibly is True else [ast.If(lifted(possibly), open_, list(refused))]
    writer.terms.emit(ast.If(lifted(surely), [assign(result, constant(MET))], rest))


def _write_causes(writer: _Writer, rule: n.Condition, result: str) -> None:
    one = writer.causes.single(rule)
    if one is not None:
        writer.terms.emit(assign(result, ast.Tuple([one], ast.Load())))
        return
    writer.terms.emit(assign(FOUND, ast.List([], ast.Load())))
    writer.causes.condition(rule)
    writer.terms.emit(assign(result, ast.Call(name("tuple"), [name(FOUND)], [])))


def compile_verdict(rules: Sequence[n.Condition], setting: Setting) -> Verdict:
    """A function giving `NOT_MET` as soon as one rule is not met, else `UNDETERMINED` if one is, else `MET`."""
    writer = _Writer(setting, "verdict")
    writer.terms.emit(assign("open", constant(False)))
    for rule in sorted(rules, key=_looks_at_records):
        writer.at(rule, lambda rule=rule: _write_verdict(writer, rule))  # type: ignore[misc]
    outcome = ast.IfExp(name("open"), constant(UNDETERMINED), constant(MET))
    writer.terms.emit(ast.Return(outcome))
    function: Verdict = writer.compile()
    return function


def _looks_at_records(rule: n.Condition) -> bool:
    """Cheap rules first: one that is not met ends the verdict."""
    return any(isinstance(node, n.Related) for node in n.walk(rule))


def _write_verdict(writer: _Writer, rule: n.Condition) -> None:
    surely, possibly = writer.pairs.condition(rule)
    refuse = ast.Return(constant(NOT_MET))
    if possibly is False:
        writer.terms.emit(refuse)
    elif surely is not True:
        leave_open = assign("open", constant(True))
        unsure: list[ast.stmt] = [leave_open]
        if possibly is not True:
            unsure = [ast.If(lifted(possibly), unsure, [refuse])]
        writer.terms.emit(*(unsure if surely is False else [ast.If(writer.terms.negate(surely), unsure, [])]))


def compile_value(value: n.Value, setting: Setting) -> RangeOf:
    """A function giving the least and greatest value, scaled by `places_of(value)`."""
    writer = _Writer(setting, "value")

    def write() -> None:
        found = writer.pairs.value(value)
        writer.terms.emit(ast.Return(ast.Tuple([lifted(found.low), lifted(found.high)], ast.Load())))

    writer.at(value, write)
    function: RangeOf = writer.compile()
    return function


def compile_value_causes(value: n.Value, setting: Setting) -> Callable[[World, Any, int, int], list[RawCause]]:
    """A function giving what keeps a value from being one point."""
    writer = _Writer(setting, "value_causes")

    def write() -> None:
        writer.terms.emit(assign(FOUND, ast.List([], ast.Load())))
        writer.causes.value(value)
        writer.terms.emit(ast.Return(name(FOUND)))

    writer.at(value, write)
    function: Callable[[World, Any, int, int], list[RawCause]] = writer.compile()
    return function


def doubts_of(vocabulary: Vocabulary) -> Callable[[list[Any], str, int], list[RawCause]]:
    """Why a listed record may not exist."""

    def doubts(record: list[Any], relation: str, asked: int) -> list[RawCause]:
        if record[EXISTS]:
            return []
        entity = RELATIONS[relation]
        found: list[RawCause] = []
        region, begins = vocabulary.find(entity, "region"), vocabulary.begins(entity)
        if region is not None and record[region.slot] is None:
            found.append((Cause("missing_fact", region.path, n.Ref(n.RECORD, region)), record))
        if begins is not None and record[begins.slot + 1] > asked and record[begins.slot] > FIRST_DAY:
            found.append((Cause("imprecise_fact", begins.path, n.Ref(n.RECORD, begins)), record))
        return found

    return doubts
