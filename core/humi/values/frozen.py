"""Immutable values with named fields: a frozen dataclass in everything but how it is made.

`dataclasses.dataclass` generates and compiles half a dozen functions for every class, about 0.4 ms each time a program starts;
the language has some seventy such classes, and `humi evaluate` should answer at once. This base does the same with shared
methods. `dataclasses.fields`, `replace` and `is_dataclass`, and type checkers, take its classes for dataclasses.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, field
from typing import Any, ClassVar, NoReturn, dataclass_transform

_ORDINARY = dataclasses._FIELD  # type: ignore[attr-defined]  # what `fields` and `replace` look for


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen:
    """Subclasses declare fields by annotation, as in a dataclass; inherited fields come first, keyword-only ones last."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = {}
    _positional: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}
    _compared: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        declared = dict(cls.__dataclass_fields__)
        for name, annotation in cls.__dict__.get("__annotations__", {}).items():  # noqa: RUF063 -- own ones, unresolved
            declared[name] = _field(cls, name, annotation)
        cls.__dataclass_fields__ = declared
        cls._positional = tuple(name for name, one in declared.items() if not one.kw_only)
        cls._defaults = {name: one.default for name, one in declared.items() if one.default is not MISSING}
        cls._compared = tuple(name for name, one in declared.items() if one.compare)

    def __init__(self, *values: Any, **named: Any) -> None:
        if len(values) > len(self._positional):
            raise TypeError(f"{type(self).__name__} takes {len(self._positional)} values, got {len(values)}")
        given = {**self._defaults, **dict(zip(self._positional, values, strict=False)), **named}
        if given.keys() != self.__dataclass_fields__.keys():
            wrong = ", ".join(sorted(given.keys() ^ self.__dataclass_fields__.keys()))
            raise TypeError(f"{type(self).__name__}: missing or unknown: {wrong}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _key(self) -> tuple[Any, ...]:
        values = self.__dict__
        return tuple(values[name] for name in self._compared)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self is other or self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._key()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name, one in self.__dataclass_fields__.items() if one.repr)
        return f"{type(self).__name__}({shown})"


def _field(cls: type, name: str, annotation: Any) -> Field[Any]:
    default = cls.__dict__.get(name, MISSING)
    made: Field[Any] = default if isinstance(default, Field) else field(default=default)
    if made is default:
        delattr(cls, name)
        if made.kw_only is MISSING:
            made.kw_only = False
    else:
        made.kw_only = False
    made.name, made.type, made._field_type = name, annotation, _ORDINARY  # type: ignore[attr-defined]
    return made
