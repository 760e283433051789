"""In which order the terms of a frame are computed, and which of them become columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from humi.engines.screen.frames import Frame, Term

BELOW = ("any", "sum", "texts")
PLAIN = ("column", "outer", "stretch", *BELOW, "judged")
"""What is a column already, once the tables are joined."""
LONGEST = 40
"""So many operations at most are written as one expression."""


class Plan:
    """In which order the terms of a frame are computed."""

    def __init__(self, frame: Frame, wanted: Sequence[Term]) -> None:
        self.frame = frame
        self.terms = reachable(wanted)
        self.above = looked_at(wanted)
        self._stages: dict[Term, int] = {}
        for term in self.terms:
            self._stages[term] = self._stage(term)
        self.stages = max(self._stages.values(), default=0) + 1
        self.named = self._named(wanted)

    def _stage(self, term: Term) -> int:
        before = max((self._stages[part] for part in _parts(term)), default=-1)
        if term.op not in BELOW:
            return max(before, 0)
        waits = term.args[0].not_itself or before >= 0
        return max(before + 1, 1) if waits else 0

    def _named(self, wanted: Sequence[Term]) -> set[Term]:
        """What becomes a column: what is asked for, used more than once, needed below or in a later stage, or long."""
        needed, named = set(wanted), set[Term]()
        uses, sizes = dict.fromkeys(self.terms, 0), dict[Term, int]()
        for term in self.terms:
            for part in _parts(term):
                uses[part] += 1
                if term.op in (*BELOW, "moved"):
                    needed.add(part)
                elif self._stages[part] < self._stages[term]:
                    named.add(part)
        for term in self.terms:
            if uses[term] > 1 and term.op != "not":
                named.add(term)
            sizes[term] = 1 + sum(1 if part in named else sizes[part] for part in _parts(term))
            if sizes[term] > LONGEST or term.op == "moved":
                named.add(term)
        return needed | {term for term in named if term.op not in PLAIN}

    def below(self, stage: int) -> list[tuple[Frame, list[Term]]]:
        """What is said of rows below in a stage, by frame and by whether those rows look at this one."""
        found: dict[tuple[Frame, bool], list[Term]] = {}
        for term in self.terms:
            if term.op in BELOW and self._stages[term] == stage:
                found.setdefault((term.args[0], bool(_parts(term))), []).append(term)
        return [(frame, terms) for (frame, _), terms in found.items()]

    def layers(self, stage: int) -> list[list[Term]]:
        """The named terms of a stage, each after those it needs."""
        depth: dict[Term, int] = {}
        for term in self.terms:
            here = [depth[part] + (part in self.named) for part in _parts(term) if self._stages[part] == stage]
            depth[term] = max(here, default=0)
        layers: dict[int, list[Term]] = {}
        for term in self.terms:
            if term in self.named and self._stages[term] == stage:
                layers.setdefault(depth[term], []).append(term)
        return [layers[level] for level in sorted(layers)]


def _parts(term: Term) -> list[Term]:
    """The terms of its own frame that a term needs."""
    if term.op in BELOW:
        return looked_at([arg for arg in term.args[1:] if isinstance(arg, Term)])
    if term.op in ("outer", "column", "judged"):
        return []
    return [arg for arg in term.args if isinstance(arg, Term)]


def reachable(wanted: Iterable[Term]) -> list[Term]:
    """Terms and all they need in their frame, parts first."""
    found: dict[Term, None] = {}
    left: list[tuple[Term, bool]] = [(term, False) for term in wanted]
    while left:
        term, ready = left.pop()
        if term in found:
            continue
        if ready:
            found[term] = None
        else:
            left.append((term, True))
            left.extend((part, False) for part in _parts(term) if part not in found)
            if term.op == "judged" and term.args[1] is not None:
                left.append((term.args[1], False))
    return list(found)


def looked_at(terms: Sequence[Term]) -> list[Term]:
    """The terms of the frame above that these look at."""
    return list(dict.fromkeys(term.args[0] for term in reachable(terms) if term.op == "outer"))


def everything(wanted: Iterable[Any]) -> list[Term]:
    """Terms and all that they rest on, in every frame."""
    found: dict[Term, None] = {}
    left = [term for term in wanted if isinstance(term, Term)]
    while left:
        term = left.pop()
        if term not in found:
            found[term] = None
            left.extend(arg for arg in (*term.args, *term.frame.rests_on()) if isinstance(arg, Term))
    return list(found)
