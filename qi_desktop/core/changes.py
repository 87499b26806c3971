"""What an operation did: the answer of every verb, and what the views refresh by."""

from __future__ import annotations

from qi_desktop.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was written. `action` is insert, update or delete (as seen from now: undoing an insert reports a delete).

    `owner` is what the row hangs on: the report of a chapter, the chapter of a block, the name of a row's register. `former_owner` is what it hung
    on before, if it was moved from one to another.
    """

    table: str
    id: str
    action: str
    owner: str = ""
    former_owner: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All rows of one operation. `operation` is 0 when nothing changed. `created` is the id of the thing that was made, if the verb makes one.

    Typing that comes back to where it began changes rows, but its operation is gone from the history.
    """

    operation: int = 0
    verb: str = ""
    subject: str = ""
    items: tuple[Change, ...] = ()
    created: str = ""

    def __bool__(self) -> bool:
        return bool(self.items)

    def ids(self, table: str) -> tuple[str, ...]:
        """The ids of the table's rows that changed."""
        return tuple(item.id for item in self.items if item.table == table)

    def owners(self, table: str) -> frozenset[str]:
        """The owners of the table's rows that changed, and those that rows left."""
        concerned = [item for item in self.items if item.table == table]
        return frozenset([item.owner for item in concerned] + [item.former_owner for item in concerned if item.former_owner])


@dataclass(frozen=True, slots=True)
class Operation:
    """An entry of the history: one user act. `time` is ISO in UTC; `undone` tells that it is not in force at present."""

    id: int
    verb: str
    subject: str
    author: str
    time: str
    undone: bool
