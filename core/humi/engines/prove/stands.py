"""A fact that stands for another: what rules of one region ask for is read off a fact of another region."""

from __future__ import annotations

from humi.dossier.facts import Fact
from humi.engines.prove.facts import Mask
from humi.engines.prove.logic import either
from humi.values.frozen import Frozen


class Stands(Frozen):
    """`fact` stands for another one. `members` gives, for each of its own members in order, the place of the one that it is
    there; empty where there are none."""

    fact: Fact
    members: tuple[int, ...] = ()
    count: int = 0
    """How many members the other has."""

    def translated(self, slot: Mask) -> Mask:
        """The members of the other that are still possible (or are sure), given those of this one."""
        pairs = list(zip(slot, self.members, strict=True))
        return tuple(either(bit for bit, there in pairs if there == place) for place in range(self.count))

    def translates(self, offset: int) -> bool:
        """Whether a slot holds members."""
        return bool(self.members) and (offset == 3 if self.fact.type == "event" else True)
