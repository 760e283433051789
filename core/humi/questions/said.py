"""What a rule comes to in terms of the prover, and what several come to together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from humi.engines.prove.logic import Term, both, either, negate
from humi.values.frozen import Frozen

Pair = tuple[Term, Term]
"""Surely and possibly."""


class Said(Frozen):
    """What a rule comes to: `met`, `not_met`, `out`side its scope and `not_yet` due exclude one another; what is left is
    undetermined."""

    met: Term
    not_met: Term
    out: Term = False
    not_yet: Term = False

    @property
    def undetermined(self) -> Term:
        """None of these."""
        return negate(either(self.told))

    @property
    def told(self) -> tuple[Term, ...]:
        """What is not undetermined."""
        return self.met, self.not_met, self.out, self.not_yet

    def differs(self, other: Said) -> Term:
        """Whether two come to different outcomes."""
        pairs = zip(self.told, other.told, strict=True)
        return either(either((both((one, negate(two))), both((negate(one), two)))) for one, two in pairs)


def joined(applies: Pair, parts: Iterable[Said]) -> Said:
    """What several come to together, where they apply."""
    surely, possibly = applies
    parts = list(parts)
    out = either((negate(possibly), *(part.out for part in parts)))
    not_yet = both((negate(out), either(part.not_yet for part in parts)))
    refused = both((negate(out), negate(not_yet), either(part.not_met for part in parts)))
    return Said(both((surely, *(part.met for part in parts))), refused, out, not_yet)


class Owed(Frozen):
    """A duty: whether it applies, is triggered, is done in time, its due day has ended, and what it follows from."""

    applies: Pair
    trigger: Pair
    done: Pair
    ended: Pair
    followed: Said

    @property
    def arises(self) -> Term:
        """Somebody surely has it."""
        return both((self.applies[0], self.trigger[0], self.followed.met))

    @property
    def said(self) -> Said:
        """What it comes to (`road.duties`)."""
        open_ = either((self.followed.met, self.followed.undetermined))
        some = both((self.applies[1], self.trigger[1], open_))
        met = both((some, self.done[0], self.applies[0]))
        left = both((self.arises, negate(self.done[0])))
        not_yet = both((left, negate(self.ended[1])))
        return Said(met, both((left, self.ended[0], negate(self.done[1]))), negate(some), not_yet)


class Parts:
    """What a designation comes to, criterion by criterion. What all criteria but one come to is said with what is common to
    those before, and to those after it, so that it takes no longer for many than for few."""

    def __init__(self, applies: Pair, said: Sequence[Said]) -> None:
        self._applies = applies
        self.said = tuple(said)
        """What each criterion comes to, in order."""
        nothing = joined((True, True), ())
        self._before = list(accumulate(self.said, _beside, initial=nothing))
        self._after = list(accumulate(reversed(self.said), _beside, initial=nothing))[::-1]

    @property
    def whole(self) -> Said:
        """What the designation comes to."""
        return joined(self._applies, self.said)

    def only(self, places: Sequence[int]) -> Said:
        """What it would come to with some of its criteria only."""
        return joined(self._applies, [self.said[place] for place in places])

    def without(self, place: int) -> Said:
        """What it would come to without one of its criteria."""
        return joined(self._applies, (self._before[place], self._after[place + 1]))

    def changes(self, place: int) -> Term:
        """Whether it would come to something else without one of its criteria."""
        own, others = self.said[place], self.without(place)
        return joined((True, True), (own, others)).differs(others)


def _beside(one: Said, other: Said) -> Said:
    return joined((True, True), (one, other))
