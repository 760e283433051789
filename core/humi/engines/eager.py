"""The algebra of the judge on values at hand: a rule is decided while it is lowered, nothing is compiled.

Compiling a rule takes as long as deciding it a few hundred times. So rules are decided this way until they have been asked
often enough (`engines.judge`), and explanations, which nobody asks for a thousand times, always.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from humi.dossier.facts import EXISTS, IDENTITY, REGIONS, RELATION_OF, UNKNOWN
from humi.dossier.world import Record, World
from humi.engines import runtime
from humi.language.nodes import RECORD, THIS, Pause, Ref, Step
from humi.values.dates import in_yearly_window

if TYPE_CHECKING:
    from humi.engines.cause import Cause
    from humi.engines.judge import Setting


class EagerTerms:
    """Implements `language.algebra.Algebra` and what causes need; every term is a plain value."""

    def __init__(self, setting: Setting, world: World, this: Record | None, low: int, high: int) -> None:
        self.setting = setting
        self.world = world
        self.this = this
        self.range = low, high
        self.records: list[Record] = []
        self.found: list[Any] = []

    # --- two-valued logic and integers: constants fold before they get here ---

    def both(self, terms: Sequence[Any]) -> bool:
        return all(terms)

    def either(self, terms: Sequence[Any]) -> bool:
        return any(terms)

    def negate(self, term: Any) -> bool:
        return not term

    def enough(self, number: int, terms: Sequence[Any]) -> bool:
        return sum(map(bool, terms)) >= number

    def at_least(self, left: int, right: int) -> bool:
        return left >= right

    def add(self, terms: Sequence[int]) -> int:
        return sum(terms)

    def times(self, left: int, right: int) -> int:
        return left * right

    def smallest(self, terms: Sequence[int]) -> int:
        return min(terms)

    def largest(self, terms: Sequence[int]) -> int:
        return max(terms)

    def choose(self, condition: Any, yes: Any, no: Any) -> Any:
        return yes if condition else no

    # --- facts ---

    def _slots(self, ref: Ref) -> Record:
        record: Any
        if ref.owner == RECORD:
            record = self.records[-1]
        elif ref.owner == THIS:
            record = self.this
        else:
            record = getattr(self.world, ref.owner)
        if not ref.fact.region:
            return record  # type: ignore[no-any-return]
        own: Record | None = record[REGIONS].get(ref.fact.region)
        return own or self.setting.vocabulary.template(ref.fact.entity, ref.fact.region)

    def slot(self, ref: Ref, offset: int) -> Any:
        return self._slots(ref)[ref.fact.slot + offset]

    def touches(self, mask: int, members: int) -> bool:
        return bool(mask & members)

    def inside(self, mask: int, members: int) -> bool:
        return not mask & ~members

    def holds(self, mask: int, members: int) -> bool:
        return mask & members == members

    def recorded(self, text: str | None) -> bool:
        return text is not None

    def text_in(self, text: str | None, members: tuple[str, ...]) -> bool:
        return text in members

    def text_same(self, left: str | None, right: str | None) -> bool:
        return left == right

    # --- the question ---

    def asked(self) -> int:
        return self.world.asked

    def governing(self) -> tuple[int, int]:
        return self.range

    def judged(self, path: str) -> int:
        about = (self.this[IDENTITY] or "") if self.setting.listed and self.this is not None else None
        return self.world.determinations.get((path, about), UNKNOWN)

    # --- related records ---

    def over(self, relation: str, write: Callable[[], object]) -> None:
        """Do something for each listed record; the record judged is never among them."""
        own = self.this if self.setting.listed and RELATION_OF[self.setting.listed] == relation else None
        for record in getattr(self.world, relation):
            if record is not own:
                self.records.append(record)
                write()
                self.records.pop()

    def exists(self) -> bool:
        return bool(self.records[-1][EXISTS])

    def more(self, relation: str) -> tuple[int, int]:
        return self.world.unlisted[relation]

    def count_over(self, relation: str, body: Callable[[], tuple[Any, Any]]) -> tuple[int, int]:
        return self.sum_over(relation, lambda: tuple(map(int, body())))  # type: ignore[arg-type,return-value]

    def sum_over(self, relation: str, body: Callable[[], tuple[int, int]]) -> tuple[int, int]:
        parts: list[tuple[int, int]] = []
        self.over(relation, lambda: parts.append(body()))
        return sum(low for low, _ in parts), sum(high for _, high in parts)

    def distinct_over(self, relation: str, body: Callable[[], tuple[Any, Any, str | None]]) -> tuple[int, int]:
        parts: list[tuple[Any, Any, str | None]] = []
        self.over(relation, lambda: parts.append(body()))
        sure = {text for surely, _, text in parts if surely}
        possible = {text for _, possibly, text in parts if possibly}
        return runtime.distinct(sure, possible, sum(bool(possibly) and text is None for _, possibly, text in parts))

    # --- dates ---

    def step(self, step: Step, low: int, high: int, pauses: Sequence[Any]) -> tuple[int, int]:
        return runtime.step(step.unit, step.amount, step.roll, low, high, pauses)

    def pause(self, pause: Pause, body: Callable[[], tuple[Any, Any]] | None) -> Sequence[runtime.Paused]:
        if pause.related is None or body is None:
            return (runtime.pause(self._slots(pause.ref), pause.ref.fact.slot),)
        found: list[runtime.Paused] = []

        def add() -> None:
            surely, possibly = body()
            if possibly:
                found.append(runtime.pause(self._slots(pause.ref), pause.ref.fact.slot, bool(surely)))

        self.over(pause.related.relation, add)
        return [*found, runtime.ANY_TIME] if self.more(pause.related.relation)[1] else found

    def yearly(self, low: int, high: int, first: tuple[int, int], last: tuple[int, int]) -> tuple[bool, bool]:
        return in_yearly_window((low, high), first, last)

    # --- causes ---

    def when(self, condition: Any, write: Callable[[], object]) -> None:
        if condition:
            write()

    def equal(self, left: Any, right: Any) -> bool:
        return bool(left == right)

    def cause(self, cause: Cause, owner: str) -> Any:
        record = {RECORD: self.records[-1] if self.records else None, THIS: self.this}.get(owner)
        return cause, record

    def collect(self, cause: Any) -> None:
        self.found.append(cause)

    def collect_doubts(self, relation: str) -> None:
        self.found.extend(runtime.doubts(self.setting.vocabulary, self.world, self.records[-1], relation))

    def unpublished(self, step: Step, base: tuple[int, int], result: tuple[int, int], pauses: Sequence[Any]) -> bool:
        return runtime.unpublished(step.unit, step.roll, base, result, pauses)
