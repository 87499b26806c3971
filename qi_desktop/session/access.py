"""What every group of verbs stands on: the open library, its repository and the declarations of registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from qi_desktop.core import ranks
from qi_desktop.core.records import dataclass
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

    `siblings` are in order; those in `moving` are about to leave their places and do not count: behind one of them means where it stood. An unknown
    `after` means the end.
    """
    place = len(siblings)
    if after is not None:
        place = 0 if after == "" else next((index + 1 for index, sibling in enumerate(siblings) if sibling.id == after), len(siblings))
    before = max((sibling.rank for sibling in siblings[:place] if sibling.id not in moving), default="")
    behind = next((sibling.rank for sibling in siblings[place:] if sibling.id not in moving and sibling.rank > before), "")
    return ranks.spread(count, before, behind)


def ranks_of_moved(siblings: Sequence[_R], moving: Sequence[_R], after: str | None) -> list[str]:
    """Ranks that place `moving`, in the order given, behind `after` among `siblings` (see `ranks_after`); their own where they stand so already."""
    chosen = frozenset(thing.id for thing in moving)
    places = ranks_after(siblings, after, len(moving), chosen)
    staying = [(sibling.rank, sibling.id) for sibling in siblings if sibling.id not in chosen]
    arriving = [(rank, thing.id) for rank, thing in zip(places, moving, strict=True)]
    if [identifier for _, identifier in sorted([*staying, *arriving])] == [sibling.id for sibling in siblings]:
        return [thing.rank for thing in moving]
    return places
