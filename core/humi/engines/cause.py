"""A cause as the engines find it, before it is put into words."""

from __future__ import annotations

from humi.language.nodes import Node
from humi.values.frozen import Frozen


class Cause(Frozen):
    """One reason, of the closed list in `docs/language.md`; `what` is a fact's path, a relation, a rule's path or a word.

    `node` is where in the rule it arose: a fact reference, a judgement, readings.
    """

    kind: str
    what: str
    node: Node | None = None
