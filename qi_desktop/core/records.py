"""Data classes that are quick to define.

The standard library compiles six methods for each frozen data class when its module is loaded: 0.7 ms a class, and a start loads more than a hundred.
Of those only `__init__` needs code of its own. The others are made here from the names of the fields, without compiling anything.

Type checkers see `dataclasses.dataclass` itself, and everything of that module (`replace`, `fields`, `astuple` …) works on these classes.
"""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Any:
        """The decorator, with what the program uses of the standard library's."""

        def made(plain: type) -> type:
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(plain)
            methods = {"__init__": _initialiser(cls, frozen), "__repr__": _representation}
            if eq:
                methods |= _comparison([item.name for item in fields(cls) if item.compare], frozen)
            if frozen:
                methods |= _FROZEN
            for name, method in methods.items():
                if name not in plain.__dict__:
                    setattr(cls, name, method)
            return cls

        return made


_ABSENT = object()


def _initialiser(cls: type, frozen: bool) -> Any:
    """The `__init__` of a class: arguments in the order of the fields, defaults made anew for each instance where the field says so."""
    known: dict[str, Any] = {"_absent": _ABSENT, "_set": object.__setattr__}
    parameters, lines = ["self"], []
    for number, item in enumerate(fields(cls)):
        name, given, default = item.name, item.name, f"_default{number}"
        if item.default_factory is not MISSING:
            known[default] = item.default_factory
            given = f"{default}() if {name} is _absent else {name}" if item.init else f"{default}()"
            parameters += [f"{name}=_absent"] if item.init else []
        elif item.default is not MISSING:
            known[default] = item.default
            given = name if item.init else default
            parameters += [f"{name}={default}"] if item.init else []
        elif item.init:
            parameters.append(name)
        else:
            continue
        lines.append(f"_set(self, {name!r}, {given})" if frozen else f"self.{name} = {given}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    text = f"def make({', '.join(known)}):\n def __init__({', '.join(parameters)}):\n  {'; '.join(lines) or 'pass'}\n return __init__"
    made: dict[str, Any] = {}
    exec(text, sys.modules[cls.__module__].__dict__, made)
    result = made["make"](**known)
    result.__qualname__ = f"{cls.__qualname__}.__init__"
    result.__annotations__ = {item.name: item.type for item in fields(cls) if item.init} | {"return": None}
    return result


def _comparison(names: list[str], frozen: bool) -> dict[str, Any]:
    """Equal are two of one class with equal fields; what cannot change can be hashed."""
    values = attrgetter(*names) if names else type

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _representation(self: Any) -> str:
    shown = ", ".join(f"{item.name}={getattr(self, item.name)!r}" for item in fields(self) if item.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, item.name) for item in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for item, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, item.name, value)


# The state is for copies and pickles, which would else set the fields of a frozen instance one by one.
_FROZEN = {"__setattr__": _set, "__delattr__": _delete, "__getstate__": _state, "__setstate__": _set_state}
