"""The journal: what each operation changed, and from it undo, redo and the history.

Triggers (see `schema`) write every change of a content row with the row before and after it. This module reads them back. It works on an open
connection inside the transaction of `library` and knows neither files nor locks.

States of an operation: `done`; `undone` (can be done again); `superseded` (undone, and then something else was done); `fixed` (done, and not
to be undone: the making of a library).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from qi_desktop.core.changes import Change, Changes, Operation
from qi_desktop.core.errors import DamagedError
from qi_desktop.core.messages import message
from qi_desktop.core.richtext import clean
from qi_desktop.store import shape
from qi_desktop.store.version import CONTENT, OWNER

# Typing that goes on is one step for the user; after a pause of this length the next save is a step of its own.
MERGE_PAUSE = timedelta(seconds=8)

Finder = Callable[[sqlite3.Connection], Operation | None]
Applier = Callable[[sqlite3.Connection, Operation], Changes]

Entry = tuple[str, str, str | None, str | None]
"""A table's name, a row's id, and the row as JSON before and after; None where there was none."""


def begin(connection: sqlite3.Connection, verb: str, subject: str, author: str, merge_key: str) -> int:
    """Make the operation that the following changes belong to (or take up the last one, see MERGE_PAUSE) and return its number."""
    now = datetime.now(UTC)
    operation = _continued(connection, verb, author, merge_key, now) if merge_key else None
    if operation is None:
        row = (verb, clean(subject), clean(author), now.isoformat(timespec="milliseconds"), merge_key)
        cursor = connection.execute("INSERT INTO operation (verb, subject, author, time, merge_key, state) VALUES (?, ?, ?, ?, ?, 'done')", row)
        operation = int(cursor.lastrowid or 0)
    else:
        connection.execute("UPDATE operation SET time = ? WHERE id = ?", (now.isoformat(timespec="milliseconds"), operation))
    connection.execute("UPDATE journal_state SET operation = ?", (operation,))
    return operation


def _continued(connection: sqlite3.Connection, verb: str, author: str, merge_key: str, now: datetime) -> int | None:
    row = connection.execute("SELECT id, verb, author, time, merge_key, state FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    if row is None or tuple(row[1:3]) != (verb, author) or row[4:] != (merge_key, "done"):
        return None
    try:
        pause = now - datetime.fromisoformat(row[3])
    except (ValueError, TypeError):  # a time that this program did not write
        return None
    return int(row[0]) if timedelta(0) <= pause <= MERGE_PAUSE else None


def end(connection: sqlite3.Connection, operation: int, since: int, fixed: bool) -> Changes:
    """Close the operation: what it wrote since journal entry `since`. An operation without any change leaves no trace."""
    entries = connection.execute(
        "SELECT table_name, row_id, before, after FROM journal WHERE operation = ? AND id > ? ORDER BY id", (operation, since)
    ).fetchall()
    _compact(connection, operation)
    verb, subject = connection.execute("SELECT verb, subject FROM operation WHERE id = ?", (operation,)).fetchone()
    if not connection.execute("SELECT 1 FROM journal WHERE operation = ? LIMIT 1", (operation,)).fetchone():
        connection.execute("DELETE FROM operation WHERE id = ?", (operation,))  # and what was undone can still be redone
    else:
        connection.execute("UPDATE operation SET state = 'superseded' WHERE state = 'undone'")
        if fixed:
            connection.execute("UPDATE operation SET state = 'fixed' WHERE id = ?", (operation,))
    connection.execute("UPDATE journal_state SET operation = NULL")
    items = _changes(entries)
    return Changes(operation if items else 0, verb, subject, items)


def _compact(connection: sqlite3.Connection, operation: int) -> None:
    """Keep one entry a row: its state before the operation and after it; none for a row that ended as it began."""
    several = connection.execute(
        "SELECT table_name, row_id, min(id), max(id) FROM journal WHERE operation = ? GROUP BY table_name, row_id HAVING count(*) > 1",
        (operation,),
    ).fetchall()
    for table, row_id, first, last in several:
        (after,) = connection.execute("SELECT after FROM journal WHERE id = ?", (last,)).fetchone()
        connection.execute("DELETE FROM journal WHERE operation = ? AND table_name = ? AND row_id = ? AND id > ?", (operation, table, row_id, first))
        connection.execute("UPDATE journal SET after = ? WHERE id = ?", (after, first))
    connection.execute("DELETE FROM journal WHERE operation = ? AND before IS after", (operation,))


def _changes(entries: Iterable[Entry]) -> tuple[Change, ...]:
    """What became of each row from its first entry to its last."""
    ends: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for table, row_id, before, after in entries:
        ends[table, row_id] = (ends[table, row_id][0] if (table, row_id) in ends else before, after)
    return tuple(_change(table, row_id, before, after) for (table, row_id), (before, after) in ends.items() if before != after)


def _change(table: str, row_id: str, before: str | None, after: str | None) -> Change:
    action = "insert" if before is None else "delete" if after is None else "update"
    former, owner = (_owner(table, row) for row in (before, after))
    return Change(table, row_id, action, former if after is None else owner, former if after and former != owner else "")


def _owner(table: str, row: str | None) -> str:
    column = OWNER.get(table, "")
    if not column or row is None:
        return ""
    # Found without reading the whole row, as 100,000 may have come in at once. Quotes inside texts are escaped: no text looks like it (see `_mark`).
    found = re.search(f'"{column}":"([^"\\\\]*)"', row)
    return found[1] if found else str(_row(row).get(column, ""))


def last_entry(connection: sqlite3.Connection) -> int:
    """The number of the newest journal entry, 0 for none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])


def next_to_undo(connection: sqlite3.Connection) -> Operation | None:
    """The operation that undo would take back."""
    row = connection.execute(
        "SELECT id, verb, subject, author, time, state FROM operation WHERE state IN ('done', 'fixed') ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return _operation(row) if row and row[5] == "done" else None


def next_to_redo(connection: sqlite3.Connection) -> Operation | None:
    """The operation that redo would do again."""
    row = connection.execute("SELECT id, verb, subject, author, time, state FROM operation WHERE state = 'undone' ORDER BY id LIMIT 1").fetchone()
    return _operation(row) if row else None


def operations(connection: sqlite3.Connection, limit: int, before: int = 0) -> list[Operation]:
    """The history, newest first; with `before`, what is older than that operation."""
    rows = connection.execute(
        "SELECT id, verb, subject, author, time, state FROM operation WHERE ? = 0 OR id < ? ORDER BY id DESC LIMIT ?", (before, before, limit)
    ).fetchall()
    return [_operation(row) for row in rows]


def operations_of(connection: sqlite3.Connection, chapter_id: str, limit: int, before: int = 0) -> list[Operation]:
    """The operations in force that changed a chapter's blocks, newest first."""
    mark = _mark(chapter_id)
    rows = connection.execute(
        "SELECT id, verb, subject, author, time, state FROM operation WHERE state IN ('done', 'fixed') AND (? = 0 OR id < ?) AND id IN "
        "(SELECT operation FROM journal WHERE table_name = 'block' AND (instr(before, ?) OR instr(after, ?))) ORDER BY id DESC LIMIT ?",
        (before, before, mark, mark, limit),
    ).fetchall()
    return [_operation(row) for row in rows]


def blocks_at(connection: sqlite3.Connection, chapter_id: str, operation: int) -> list[dict[str, Any]]:
    """The rows of a chapter's blocks as they were after an operation, in no order: those of now, with all that came later taken back."""
    mark = _mark(chapter_id)
    names = shape.columns(connection, "block")
    listed = ", ".join(f'"{name}"' for name in names)
    now = connection.execute(f"SELECT {listed} FROM block WHERE chapter_id = ?", (chapter_id,)).fetchall()
    rows = {row["id"]: row for row in (dict(zip(names, values, strict=True)) for values in now)}
    later = connection.execute(
        "SELECT row_id, before FROM journal JOIN operation ON operation.id = journal.operation WHERE journal.operation > ? "
        "AND state IN ('done', 'fixed') AND table_name = 'block' AND (instr(before, ?) OR instr(after, ?)) "
        "ORDER BY journal.operation DESC, journal.id DESC",
        (operation, mark, mark),
    )
    for row_id, before in later:
        row = _row(before) if before is not None else {}
        if row.get("chapter_id") == chapter_id:
            rows[row_id] = row | {"id": row_id}
        else:
            rows.pop(row_id, None)
    return [{name: row.get(name) for name in names} for row in rows.values()]


def _mark(chapter_id: str) -> str:
    """What the entry of a chapter's block holds (see schema): quotes inside texts are escaped, so that no text looks like it."""
    return f'"chapter_id":"{chapter_id}"'


def _operation(row: tuple[Any, ...]) -> Operation:
    return Operation(row[0], row[1], row[2], row[3], row[4], row[5] not in ("done", "fixed"))


def undo(connection: sqlite3.Connection, operation: Operation) -> Changes:
    """Bring back every row as it was before the operation."""
    entries = _entries(connection, operation.id)
    steps = [(table, row_id, after, before) for table, row_id, before, after in reversed(entries)]
    _apply(connection, steps)
    connection.execute("UPDATE operation SET state = 'undone' WHERE id = ?", (operation.id,))
    return Changes(operation.id, operation.verb, operation.subject, _changes(steps))


def redo(connection: sqlite3.Connection, operation: Operation) -> Changes:
    """Bring back every row as it was after the operation."""
    entries = _entries(connection, operation.id)
    _apply(connection, entries)
    connection.execute("UPDATE operation SET state = 'done' WHERE id = ?", (operation.id,))
    return Changes(operation.id, operation.verb, operation.subject, _changes(entries))


def damaged() -> DamagedError:
    """The journal does not fit the library, as only somebody else can have written it."""
    return DamagedError(message("The history of this library is damaged, so the step cannot be taken; the library itself is as it was."))


def _row(text: str) -> dict[str, Any]:
    try:
        row = json.loads(text, strict=False)  # see schema: line ends stand in the texts as they are
    except (ValueError, RecursionError) as error:
        raise damaged() from error
    if not isinstance(row, dict) or not all(value is None or isinstance(value, str | int) for value in row.values()):
        raise damaged()
    return row


def _entries(connection: sqlite3.Connection, operation: int) -> list[Entry]:
    return connection.execute("SELECT table_name, row_id, before, after FROM journal WHERE operation = ? ORDER BY id", (operation,)).fetchall()


def _apply(connection: sqlite3.Connection, steps: Iterable[Entry]) -> None:
    """Take each row from its first state to its second. Recording is off meanwhile: the journal already holds these changes."""
    connection.execute("PRAGMA defer_foreign_keys = ON")  # the order of rows within an operation need not fit the keys, its end does
    connection.execute("UPDATE journal_state SET recording = 0")
    columns = {table: shape.columns(connection, table) for table in CONTENT}
    for table, row_id, _, target in steps:
        if table not in columns:
            raise damaged()
        if target is None:
            connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
            continue
        # Names come from the table, never from the entry: an older version wrote other columns, a stranger anything.
        row = {name: value for name, value in _row(target).items() if name in columns[table]} | {"id": row_id}
        names = ", ".join(f'"{name}"' for name in row)
        places = ", ".join("?" for _ in row)
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in row)
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places}) ON CONFLICT(id) DO UPDATE SET {sets}', tuple(row.values()))
    connection.execute("UPDATE journal_state SET recording = 1")
