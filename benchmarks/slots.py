"""Where each fact stands in an encoded record, and which bits stand for which members."""

from __future__ import annotations

from typing import Any, Protocol


class Fact(Protocol):
    """What is used of Humi's facts."""

    @property
    def slot(self) -> int: ...

    @property
    def members(self) -> tuple[str, ...]: ...

    def mask(self, members: tuple[str, ...]) -> int: ...

    def unknown(self) -> list[Any]: ...


class Facts(Protocol):
    """What is used of Humi's vocabulary."""

    def by_path(self, path: str) -> Fact | None: ...

    def template(self, entity: str, region: str = "") -> list[Any]: ...


class Slots:
    """Slots and masks by the path of a fact (`unit.staff`, `unit.bench.risk`)."""

    def __init__(self, facts: Facts, region: str) -> None:
        self._facts = facts
        self.region = region
        self.nothing_recorded = facts.template("unit", region)
        """The unit's own facts of the region where a dossier says nothing about them."""

    def _fact(self, path: str) -> Fact:
        fact = self._facts.by_path(path)
        assert fact is not None, path
        return fact

    def __getitem__(self, path: str) -> int:
        return self._fact(path).slot

    def mask(self, path: str, *members: str) -> int:
        return self._fact(path).mask(members)

    def members(self, path: str) -> tuple[str, ...]:
        return self._fact(path).members

    def unknown(self, path: str) -> list[Any]:
        """The slots of the fact where it is not recorded."""
        return self._fact(path).unknown()
