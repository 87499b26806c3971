"""The library file: making, opening, locking, changing, closing.

Owns the connection and the one gate for writes, `Library.operation`. A library belongs to the thread that opened it. What is in the file is
`repository`'s business, how it is kept from one version to the next `schema`'s.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from qi_desktop.core.changes import Changes, Operation
from qi_desktop.core.errors import DamagedError, MissingFileError, NewerLibraryError, NotALibraryError, ReadOnlyError
from qi_desktop.core.messages import message
from qi_desktop.store import backup, journal, schema
from qi_desktop.store.failures import moved, plain_failures
from qi_desktop.store.lock import LibraryLock

SUFFIX = ".qid"
_MAGIC = b"SQLite format 3\x00"
# How long a reader waits for a writer's commit on a slow or remote disk.
_BUSY_MILLISECONDS = 5000


class Running:
    """An operation in progress. `changes` is set when its block ends; the verb may set `created` to name what it made."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.created = ""


class Library:
    """An open library. Make it by `create` or `open`; use it as a context manager or call `close`."""

    def __init__(self, path: Path, database: Database, lock: LibraryLock | None, author: str) -> None:
        self.path = path
        self.database = database
        self.author = author
        self._lock = lock
        self._depth = 0
        self._identity = os.stat(path)

    # --- making and opening ---

    @classmethod
    def create(cls, path: Path, author: str) -> Self:
        """A new, empty library. Raises FileExistsError if something is there already, WriteError or ReadOnlyError if it cannot be written."""
        lock = LibraryLock(path)
        try:
            with plain_failures(path):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
                database = _connect(path, read_only=False)
                database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                schema.migrations.apply(database)
            return cls(path, database, lock, author)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path, author: str, read_only: bool = False) -> Self:
        """Open a library: exists → lock → undamaged → ours → not newer → migrated (after a backup).

        Raises MissingFileError, LockedError, NotALibraryError, DamagedError, NewerLibraryError, ReadOnlyError, WriteError.
        """
        path = Path(os.path.abspath(path))
        _check_file(path)
        lock = None if read_only else LibraryLock(path)
        try:
            with plain_failures(path):
                if not read_only and not os.access(path, os.W_OK):
                    raise ReadOnlyError(
                        message(
                            "“{name}” may not be changed here; copy it to a folder of your own, or open it for reading only.",
                            name=path.name,
                        )
                    )
                database = _connect(path, read_only)
                try:
                    _check_content(path, database)
                    _migrate(path, database, read_only)
                except BaseException:
                    database.close()
                    raise
            return cls(path, database, lock, author)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @property
    def read_only(self) -> bool:
        """True if this opening may not write."""
        return self._lock is None

    def close(self) -> None:
        """Close the file and let others write it. A second call does nothing."""
        self.database.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- changing ---

    @contextmanager
    def operation(self, verb: str, subject: str = "", merge_key: str = "", fixed: bool = False) -> Iterator[Running]:
        """One act of the user: all changes inside are one transaction and one undo step; an exception inside leaves the library as it was.

        `merge_key`: an operation of the same verb, author and key that follows at once continues the last one (typing). `fixed`: it cannot be undone.
        An operation inside another one belongs to it. Raises ReadOnlyError, WriteError, MissingFileError.
        """
        running = Running()
        if self._depth:
            yield running
            running.changes = Changes(created=running.created)
            return
        self._writable()
        with plain_failures(self.path), self._transaction():
            since = journal.last_entry(self.database)
            number = journal.begin(self.database, verb, subject, self.author, merge_key)
            yield running
            changes = journal.end(self.database, number, since, fixed)
        running.changes = Changes(changes.operation, changes.verb, changes.subject, changes.items, running.created)

    def undo(self) -> Changes:
        """Take back the last operation; empty Changes if there is none."""
        return self._step(journal.next_to_undo, journal.undo)

    def redo(self) -> Changes:
        """Do again what was undone last; empty Changes if there is nothing."""
        return self._step(journal.next_to_redo, journal.redo)

    def _step(self, find: journal.Finder, apply: journal.Applier) -> Changes:
        self._writable()
        with plain_failures(self.path), self._transaction():
            operation = find(self.database)
            return apply(self.database, operation) if operation else Changes()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._depth += 1
        try:
            with self.database.atomic():
                yield
        finally:
            self._depth -= 1

    def _writable(self) -> None:
        if self.read_only:
            raise ReadOnlyError(message("“{name}” is open for reading only; close it elsewhere and open it again to change it.", name=self.path.name))
        if not self.is_in_place():
            raise moved(self.path)

    def is_in_place(self) -> bool:
        """True while the file that was opened still stands at its path."""
        try:
            return os.path.samestat(os.stat(self.path), self._identity)
        except OSError:
            return False

    # --- history and health ---

    def next_to_undo(self) -> Operation | None:
        """What `undo` would take back."""
        return journal.next_to_undo(self.database)

    def next_to_redo(self) -> Operation | None:
        """What `redo` would do again."""
        return journal.next_to_redo(self.database)

    def operations(self, limit: int = 200) -> list[Operation]:
        """The history, newest first."""
        return journal.operations(self.database, limit)

    def problems(self) -> list[str]:
        """What SQLite finds wrong in the file's pages, indexes and keys; empty for a sound file."""
        try:
            found = [row[0] for row in self.database.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [f"{row[0]} {row[1]} → {row[2]}" for row in self.database.execute("PRAGMA foreign_key_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return found

    def copy_to(self, target: Path) -> None:
        """Write a sound copy of the library as it stands to another file, which must not exist; also from a file that was deleted while open."""
        backup.copy(self.database, target)


def _connect(path: Path, read_only: bool) -> Database:
    connection = sqlite3.connect(f"{path.as_uri()}?mode={'ro' if read_only else 'rw'}", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        # WAL breaks on network folders and leaves side files when a library is copied; FULL keeps what was confirmed through a power cut.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
    return Database(connection, execute_plugins=False)


def _check_file(path: Path) -> None:
    """Refuse what cannot be a library before anything (a lock file even) is written beside it."""
    name = path.name
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise MissingFileError(message("There is no file “{name}”; check the name and the folder, or make a new library.", name=str(path))) from None
    except IsADirectoryError:
        raise NotALibraryError(message("“{name}” is a folder; choose a file that ends in .qid.", name=name)) from None
    except OSError as error:
        raise ReadOnlyError(message("“{name}” cannot be read; ask its owner for the right to read it.", name=name)) from error
    if not head:
        raise NotALibraryError(message("“{name}” is empty; open one of its backups, or make a new library under another name.", name=name))
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise NotALibraryError(message("“{name}” is not a report library; choose a file that this program made.", name=name))
    if int.from_bytes(head[68:72], "big") != schema.APPLICATION_ID:
        raise NotALibraryError(message("“{name}” is a database of another program; choose a file that this program made.", name=name))


def _check_content(path: Path, database: Database) -> None:
    verdict = [row[0] for row in database.execute("PRAGMA quick_check(1)")]
    if verdict != ["ok"]:
        raise DamagedError(message("“{name}” is damaged; open one of its backups, the damaged file is left as it is.", name=path.name))
    with closing(Database(memory=True)) as empty:
        ours = {migration.name for migration in schema.migrations.pending(empty)}
    if unknown := _applied(database) - ours:
        raise NewerLibraryError(
            message(
                "“{name}” was made by a newer version of this program ({detail}); install that version to open it.",
                name=path.name,
                detail=", ".join(sorted(unknown)),
            )
        )


def _applied(database: Database) -> set[str]:
    return {migration.name for migration in schema.migrations.applied(database)}


def _migrate(path: Path, database: Database, read_only: bool) -> None:
    pending = schema.migrations.pending(database)
    if not pending:
        return
    if read_only:
        raise ReadOnlyError(
            message("“{name}” was made by an older version and must be brought up to date; open it once for writing.", name=path.name)
        )
    backup.before_migration(database, path)
    schema.migrations.apply(database)
