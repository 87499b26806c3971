"""Reading what can be read of a damaged library. The damaged file itself is never written, nor is anything beside it.

Owns three ways to a row, in this order: by SQLite, around the places that it cannot read; from the history, which holds every row that was written;
from the pages as they are, whatever stands on them. What does not have the form of this program's rows is left out. Putting a library together
again is the session's business.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import astuple, field, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qi_desktop.core import identifiers
from qi_desktop.core.errors import DamagedError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.records import dataclass
from qi_desktop.core.snapshots import Snapshot, SnapshotKind
from qi_desktop.store import page_reader, shape
from qi_desktop.store.library import Library
from qi_desktop.store.repository import Entity, columns, entity_of
from qi_desktop.store.version import CONTENT

Progress = Callable[[int, int], None]
_MAGIC = b"SQLite format 3\x00"
_HIGHEST = 2**62  # no row has a higher number
_JOURNAL_COLUMNS, _OPERATION_COLUMNS = 6, 7
_STATES = ("done", "undone", "superseded", "fixed")
_SNAPSHOT_NAMES = tuple(item.name for item in fields(Snapshot))
_LARGEST = 2**30  # bytes of a snapshot's text


@dataclass(slots=True)
class Salvage:
    """What was read: values by table and id, pictures' bytes by digest, snapshots with their text.

    `broken` names the tables that SQLite could not read to their ends; `from_history` counts the rows of each table that only the history still had.
    """

    entities: dict[str, dict[str, Entity]] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    snapshots: dict[str, tuple[Snapshot, str]] = field(default_factory=dict)
    operations: int = 0
    broken: set[str] = field(default_factory=set)
    from_history: dict[str, int] = field(default_factory=dict)


def damage(path: Path) -> Message | None:
    """What is wrong with a file that should be a library; None for a sound one. Raises MissingFileError, LockedError, NewerLibraryError."""
    name = path.name
    with suppress(OSError):
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
        if not size:
            return message("“{name}” is empty: it has 0 bytes.", name=name)
        if not head.startswith(_MAGIC):
            return message("The beginning of “{name}” is not that of a report library.", name=name)
        whole = page_reader.page_size(head) * int.from_bytes(head[28:32], "big")
        if size < whole:
            return message("“{name}” is cut off: {there} of {whole} bytes are there.", name=name, there=size, whole=whole)
    try:
        with Library.open(path, "", read_only=True) as library:
            found = library.problems()
    except DamagedError as error:
        return error.message
    return message("“{name}” has damaged places: {detail}", name=name, detail=found[0]) if found else None


def salvage(source: Path, progress: Progress = lambda done, total: None) -> Salvage:
    """Read what is left of a library. Raises MissingFileError if the file cannot be read at all, CancelledError by `progress`."""
    result = Salvage()
    with TemporaryDirectory(prefix="qi-desktop-") as folder:
        work = Path(folder) / "work.db"
        shutil.copyfile(source, work)
        side = source.with_name(source.name + "-journal")
        if side.is_file():
            shutil.copyfile(side, work.with_name(work.name + "-journal"))
        progress(1, 10)
        with closing(sqlite3.connect(work, isolation_level=None)) as connection:
            tables = _sql(connection, result, progress)
        progress(6, 10)
        _fill_gaps(work, tables, result)
        progress(9, 10)
    return result


# --- by SQLite -------------------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Known:
    """What the history tells: the state of each operation, and of each row its newest entry in force: (number, row or None)."""

    states: dict[int, str] = field(default_factory=dict)
    newest: dict[tuple[str, str], tuple[int, str | None]] = field(default_factory=dict)

    def take(self, number: int, values: tuple[Any, ...]) -> None:
        """One entry of the journal, in any order."""
        operation, table, row_id, before, after = values
        if self.states.get(operation, "done") not in ("done", "fixed"):
            after = before  # taken back: the row is as it was before, unless an earlier entry in force says more
        key = (table, row_id)
        if key not in self.newest or number > self.newest[key][0]:
            self.newest[key] = (number, after)


def _sql(connection: sqlite3.Connection, result: Salvage, progress: Progress) -> _Known:
    known = _Known()
    with suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA writable_schema = ON")  # the definitions are read even where one of them is broken
    for rowid, row in _scan(connection, "operation", ("state",), result):
        known.states[rowid] = str(row[0])
    result.operations = len(known.states)
    for rowid, row in _scan(connection, "journal", ("operation", "table_name", "row_id", "before", "after"), result):
        known.take(rowid, row)
    for number, table in enumerate(CONTENT):
        found = result.entities.setdefault(table, {})
        for _, row in _scan(connection, table, columns(table), result):
            _take(table, row, found)
        progress(2 + 3 * number // len(CONTENT), 10)
    for _, row in _scan(connection, "asset_data", ("data",), result):
        _take_data(row[0], result)
    for _, row in _scan(connection, "snapshot", (*_SNAPSHOT_NAMES, "content"), result):
        _take_snapshot(row, result)
    return known


def _scan(connection: sqlite3.Connection, table: str, names: tuple[str, ...], result: Salvage) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a table: upwards, over the places that cannot be read, and then from behind each of them back to it."""
    listed = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT rowid, {listed} FROM "{table}" WHERE rowid > ? AND rowid < ? ORDER BY rowid'
    try:
        if not shape.can_be_read(connection, table):
            raise sqlite3.DatabaseError(table)
        gaps: list[tuple[int, int]] = []
        last, step = 0, 0
        while step < _HIGHEST:
            before = last
            try:
                for row in connection.execute(query, (last + step, _HIGHEST)):
                    if row[0] <= last + step:  # a tree that leads back; it would for ever
                        raise sqlite3.DatabaseError(table)
                    if step:
                        gaps.append((before, row[0]))
                        step = 0
                    last = row[0]
                    yield last, tuple(row[1:])
                break
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if not _is_of_the_file(error):
                    raise
                result.broken.add(table)
                step = max(2 * step, 1)
        if step:
            gaps.append((last, _HIGHEST))
        for gap in gaps:
            with suppress(sqlite3.DatabaseError, UnicodeDecodeError):
                above = gap[1]
                for row in connection.execute(query + " DESC", gap):
                    if not gap[0] < row[0] < above:
                        break
                    above = row[0]
                    yield row[0], tuple(row[1:])
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        result.broken.add(table)


def _is_of_the_file(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF == sqlite3.SQLITE_CORRUPT


def _take(table: str, row: tuple[Any, ...], found: dict[str, Entity]) -> None:
    with suppress(DamagedError):
        entity = entity_of(table, row)
        if identifiers.is_id(entity.id):
            found.setdefault(entity.id, entity)


def _take_data(data: object, result: Salvage) -> None:
    if isinstance(data, bytes):
        result.data.setdefault(hashlib.sha256(data).hexdigest(), data)


def _take_snapshot(row: tuple[Any, ...], result: Salvage) -> None:
    *texts, content = row
    with suppress(ValueError, TypeError, zlib.error):
        snapshot = Snapshot(**{**dict(zip(_SNAPSHOT_NAMES, texts, strict=True)), "kind": SnapshotKind(texts[3])})
        text = zlib.decompressobj().decompress(content, _LARGEST)
        if hashlib.sha256(text).hexdigest() == snapshot.sha256 and all(isinstance(value, str) for value in astuple(snapshot)):
            result.snapshots.setdefault(snapshot.id, (snapshot, text.decode("utf-8")))


# --- from the history and the pages -----------------------------------------------------------------------------------------------------------


def _fill_gaps(work: Path, known: _Known, result: Salvage) -> None:
    """Look elsewhere for the rows of tables that SQLite could not read to their ends."""
    if not result.broken:
        return
    raw: dict[str, dict[str, Entity]] = {table: {} for table in CONTENT}
    if work.stat().st_size:
        with work.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as data:
            for rowid, values in page_reader.rows(data) if "operation" in result.broken else ():
                if len(values) == _OPERATION_COLUMNS and values[0] is None and values[-1] in _STATES:
                    known.states.setdefault(rowid, str(values[-1]))
            for rowid, values in page_reader.rows(data):
                _sort(rowid, values, raw, known, result)
    result.operations = len(known.states)
    for table in result.broken & set(CONTENT):
        found = result.entities[table]
        for (owner, row_id), (_, after) in known.newest.items():
            if owner == table and row_id not in found and after is not None:
                _take(table, _from_history(table, after), found)
                result.from_history[table] = result.from_history.get(table, 0) + (row_id in found)
        for row_id, entity in raw[table].items():
            if (table, row_id) not in known.newest:
                found.setdefault(row_id, entity)


def _sort(rowid: int, values: tuple[Any, ...], raw: dict[str, dict[str, Entity]], known: _Known, result: Salvage) -> None:
    """Find out what a row from a page is by its form."""
    if len(values) == _JOURNAL_COLUMNS and values[0] is None and isinstance(values[1], int) and values[2] in CONTENT:
        known.take(rowid, values[1:])
    elif len(values) == 2 and isinstance(values[1], bytes):
        _take_data(values[1], result)
    elif len(values) == len(_SNAPSHOT_NAMES) + 1 and isinstance(values[-1], bytes):
        _take_snapshot(values, result)
    else:
        for table in result.broken & set(CONTENT):
            if len(values) == len(columns(table)):
                _take(table, values, raw[table])


def _from_history(table: str, text: str) -> tuple[Any, ...]:
    try:
        row = json.loads(text, strict=False)
        return tuple(row[name] for name in columns(table))
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()
