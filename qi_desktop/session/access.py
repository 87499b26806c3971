"""What every group of verbs stands on: the open library, its repository and the declarations of registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from qi_desktop.core import ranks
from qi_desktop.core.registers import Register
from qi_desktop.store.library import Library
from qi_desktop.store.repository import Repository


@dataclass(frozen=True, slots=True)
class Access:
    """The open library and what is needed to read and write it."""

    library: Library
    repository: Repository
    registers: dict[str, Register]


class Ranked(Protocol):
    """Anything that stands among siblings."""

    @property
    def id(self) -> str: ...

    @property
    def rank(self) -> str: ...


_R = TypeVar("_R", bound=Ranked)


def ranks_after(siblings: Sequence[_R], after: str | None, count: int = 1, moving: frozenset[str] = frozenset()) -> list[str]:
    """Ranks for `count` things placed behind the sibling `after` ("" for the front, None for the end).

    `siblings` are in order; those in `moving` are about to leave their places and do not count. An unknown `after` means the end.
    """
    staying = [sibling for sibling in siblings if sibling.id not in moving]
    position = len(staying)
    if after is not None:
        position = 0 if after == "" else next((index + 1 for index, sibling in enumerate(staying) if sibling.id == after), len(staying))
    before = staying[position - 1].rank if position else ""
    behind = next((sibling.rank for sibling in staying[position:] if sibling.rank > before), "")
    return ranks.spread(count, before, behind)
