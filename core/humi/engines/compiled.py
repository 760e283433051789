"""Rules compiled to Python functions.

Rules that are asked together are compiled together. Compiled code sits on the lines of the pack's file, so that a traceback
or a profile says `policy.yaml, line 12`. Functions hold no state and may run in many threads at once.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from humi.engines import runtime
from humi.engines.causes import CauseWriter
from humi.engines.judge import MET, NOT_MET, UNDETERMINED, Findings, RangeOf, Setting, Verdict
from humi.engines.python_terms import FOUND, PythonTerms, assign, constant, lifted, name
from humi.language import nodes as n
from humi.language.pairs import Pairs
from humi.values.dates import in_yearly_window

ARGUMENTS = ("world", n.THIS, "governing_low", "governing_high")


class _Writer:
    """One function being written."""

    def __init__(self, setting: Setting, called: str) -> None:
        self.setting = setting
        self.called = called
        self.namespace: dict[str, Any] = {
            "step": runtime.step,
            "month_step": runtime.month_step,
            "pause": runtime.pause,
            "distinct": runtime.distinct,
            "in_yearly_window": in_yearly_window,
            "unpublished": runtime.unpublished,
            "ANY_TIME": runtime.ANY_TIME,
            "doubts": partial(runtime.doubts, setting.vocabulary),
        }
        self.terms = PythonTerms(setting.listed, self.namespace, setting.vocabulary.template)
        self.pairs: Pairs[ast.expr] = Pairs(self.terms)
        self.causes = CauseWriter(self.terms, self.pairs, bool(setting.listed), setting.governed_by)

    def at(self, node: n.Node, write: Callable[[], object]) -> None:
        """Emit what `write` writes, placed on the node's line."""
        with self.terms.block() as body:
            write()
        line = node.place.line if node.place and node.place.line else 1
        for statement in body:
            _place(statement, line)
        self.terms.emit(*body)

    def compile(self) -> Any:
        module = ast.parse(f"def {self.called}({', '.join(ARGUMENTS)}): pass")
        body = [*self.terms.prologue.values(), *self.terms.blocks[0]]
        for statement in body:
            _place(statement, 1)
        module.body[0].body = body or [ast.Pass()]  # type: ignore[attr-defined]
        exec(compile(module, self.setting.file, "exec"), self.namespace)  # noqa: S102 -- a tree built here, no text of a pack
        return self.namespace[self.called]


def _place(part: ast.AST, line: int) -> None:
    """Put a tree on a line; parts that have a place keep it. Nodes may be shared, so each is visited once."""
    if "lineno" in part._attributes:
        if "lineno" in part.__dict__:
            return
        part.__dict__.update(lineno=line, end_lineno=line, col_offset=0, end_col_offset=0)
    for name_ in part._fields:
        value = part.__dict__.get(name_)
        if isinstance(value, list):
            for item in value:
                if isinstance(item, ast.AST):
                    _place(item, line)
        elif isinstance(value, ast.AST):
            _place(value, line)


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
        writer.terms.emit(assign(result, writer.terms.only(one)))
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
