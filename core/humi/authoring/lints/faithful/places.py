"""Where the parts of a rule are written: what stands at a place of the file, and the place of a text below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place


class Written:
    """Where in a file everything stands."""

    def __init__(self, located: Located) -> None:
        self.scalars: dict[Place, Scalar] = {}
        self._mappings: dict[Place, Mapping] = {}
        self._keys: dict[Place, Scalar] = {}
        self._values: dict[Place, Located] = {}
        self._add(located)

    def _add(self, located: Located) -> None:
        if isinstance(located, Mapping):
            self._mappings[located.place] = located
            for key, value in located.entries:
                self._keys.setdefault(value.place, key)
                self._values[key.place] = value
                self._add(value)
        elif isinstance(located, Scalar):
            self.scalars[located.place] = located
        else:
            for item in located.items:
                self._add(item)

    def says(self, place: Place | None, test: Callable[[str], bool]) -> bool:
        """Whether what stands at a place passes a test; so does what nobody wrote down."""
        if place is None or place in self._mappings:
            return place is None
        scalar = self.scalars.get(place)
        return scalar is None or test(scalar.text)

    def find(self, below: Place | None, test: Callable[[str], bool]) -> Place | None:
        """The place of the first text that passes a test, in what stands at a place: its own key, else what it holds."""
        if below is None:
            return None
        key, held = self._keys.get(below), self._mappings.get(below) or self._values.get(below)
        if key is not None and test(key.text):
            return key.place
        return next((text.place for text in _texts(held) if test(text.text)), below) if held is not None else below


def _texts(located: Located) -> Iterator[Scalar]:
    if isinstance(located, Mapping):
        for key, value in located.entries:
            yield key
            yield from _texts(value)
    elif isinstance(located, Scalar):
        yield located
    else:
        for item in located.items:
            yield from _texts(item)
