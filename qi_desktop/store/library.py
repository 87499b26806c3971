"""The library file: making, opening, locking, changing, closing.

Owns the connection and the one gate for writes, `Library.operation`. A library belongs to the thread that opened it. What is in the file is
`repository`'s business, how it is kept from one version to the next `schema`'s.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import quote_from_bytes

from qi_desktop.core import files
from qi_desktop.core.changes import Changes, Operation
from qi_desktop.core.errors import DamagedError, MissingFileError, NewerLibraryError, NotALibraryError, OpenError, ReadOnlyError
from qi_desktop.core.messages import message
from qi_desktop.store import backup, journal, shape, soundness, version
from qi_desktop.store.failures import damaged, moved, plain_failures
from qi_desktop.store.lock import LibraryLock

SUFFIX = ".qid"
_MAGIC = b"SQLite format 3\x00"
# How long a reader waits for a writer's commit on a slow or remote disk.
_BUSY_MILLISECONDS = 5000
# Bytes. A scan of a thick report has a few dozen million; a row that claims more would fill the memory before it is looked at.
_LONGEST_VALUE = 256 * 1024 * 1024
# Bytes. Checking the pages of a file of that size takes some hundredths of a second.
_CHECKED_AT_ONCE = 64 * 1024 * 1024
# Writes that `changes_since` can tell, and rows of one beyond which reading anew is as quick.
_STEPS = 100
_MANY = 3000
State = tuple[int, int, int]
# What makes a file larger than _CHECKED_AT_ONCE; the first views need none of it, but for the first rows of a register.
_LARGE_TABLES = frozenset({"asset_data", "journal", "register_row", "snapshot", "export_block"})


class Running:
    """An operation in progress. `changes` is set when its block ends; the verb may set `created` to name what it made."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.created = ""


class Library:
    """An open library. Make it by `create` or `open`; use it as a context manager or call `close`."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        author: str,
        identity: os.stat_result,
        *,
        lock: LibraryLock | None = None,
        read_only: bool = False,
        check: soundness.Check | None = None,
    ) -> None:
        self.path = path
        self.connection = connection
        """For reading, and for writing inside an operation."""
        self.author = author
        self.read_only = read_only
        """True if this opening may not write."""
        self.shown = path
        """The file as it is named to people; another one than `path` while a library is made under a passing name."""
        self._identity = identity
        self._lock = lock
        self._check = check
        self._depth = 0
        self._transactions = 0
        self._steps: deque[tuple[State, State, Changes]] = deque(maxlen=_STEPS)  # the last writes: the states before and after

    # --- making and opening ---

    @classmethod
    def create(cls, path: Path, author: str, shown: Path | None = None) -> Self:
        """A new, empty library in a passing file, which nobody else knows: it is not locked. `backup.publish` then gives it its own name, `shown`.

        Raises FileExistsError if the file holds something already, OSError or WriteError if it cannot be written; nothing is left behind then.
        """
        path = Path(os.path.abspath(path))
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
        try:
            identity = os.fstat(handle)
        finally:
            os.close(handle)
        if identity.st_size:
            raise FileExistsError(path)
        try:
            with plain_failures(shown or path):
                connection = _connect(path, read_only=False)
                try:
                    connection.execute(f"PRAGMA application_id = {version.APPLICATION_ID}")
                    _bring_up_to_date(connection)
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            files.remove(path)
            raise
        library = cls(path, connection, author, identity)
        library.shown = shown or path
        return library

    @classmethod
    def open(cls, path: Path, author: str, read_only: bool = False, check_beside: bool = False) -> Self:
        """Open a library: exists → lock → not newer → its tables are as they must be → undamaged → migrated (after a backup).

        `check_beside`: of a large file, the pages that are not needed at once are looked at beside the work, see `settle`. Raises MissingFileError,
        LockedError, NotALibraryError, DamagedError, NewerLibraryError, ReadOnlyError, WriteError.
        """
        path = Path(os.path.abspath(path))
        identity = _check_file(path)
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
                connection, check = _connect_checked(path, read_only, check_beside and identity.st_size > _CHECKED_AT_ONCE)
            if not read_only:
                files.sweep(Path(os.path.realpath(path)).parent)
            return cls(path, connection, author, identity, lock=lock, read_only=read_only, check=check)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the file and let others write it. A second call does nothing."""
        if self._check is not None:
            self._check.stop()
        self.connection.close()
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
        self.check_writable()
        with plain_failures(self.shown), self._transaction():
            before = self.state()
            since = journal.last_entry(self.connection)
            number = journal.begin(self.connection, verb, subject, self.author, merge_key)
            yield running
            changes = journal.end(self.connection, number, since, fixed)
        running.changes = Changes(changes.operation, changes.verb, changes.subject, changes.items, running.created)
        self._remember(before, changes)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Write a record that is no content (an export): one transaction, but no step of the history; content cannot be written inside.

        Raises ReadOnlyError, WriteError, MissingFileError.
        """
        self.check_writable()
        with plain_failures(self.shown), self._transaction():
            before = self.state()
            yield
        self._remember(before, Changes())

    def undo(self) -> Changes:
        """Take back the last operation; empty Changes if there is none."""
        return self._step(journal.next_to_undo, journal.undo)

    def redo(self) -> Changes:
        """Do again what was undone last; empty Changes if there is nothing."""
        return self._step(journal.next_to_redo, journal.redo)

    def _step(self, find: journal.Finder, apply: journal.Applier) -> Changes:
        self.check_writable()
        try:
            with plain_failures(self.shown), self._transaction():
                before = self.state()
                operation = find(self.connection)
                changes = apply(self.connection, operation) if operation else Changes()
        except sqlite3.IntegrityError as error:  # rows that never stood together in this library: somebody else wrote its history
            raise journal.damaged() from error
        self._remember(before, changes)
        return changes

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._depth += 1
        try:
            with self.connection:  # confirms, or takes back, also where confirming fails
                self.connection.execute("BEGIN")
                yield
                if not self.is_in_place():  # SQLite would confirm into a file that nobody can find any more
                    raise moved(self.shown)
        finally:
            self._depth -= 1
            self._transactions += 1

    @property
    def is_writing(self) -> bool:
        """True inside an operation: what stands in the file's tables then is not yet confirmed."""
        return self._depth > 0

    def check_writable(self) -> None:
        """Raise ReadOnlyError if this opening may not write, MissingFileError if the file is gone, DamagedError if its pages are."""
        if self.read_only:
            raise ReadOnlyError(
                message("“{name}” is open for reading only; close it elsewhere and open it again to change it.", name=self.shown.name)
            )
        if not self.is_in_place():
            raise moved(self.shown)
        self.settle()

    def settle(self) -> None:
        """Wait until all pages are known to be sound, if that is still being found out; nothing is written before.

        Raises DamagedError, and MissingFileError where the disk cannot be read.
        """
        if self._check is not None:
            self._check.wait()
            self._check = None

    @property
    def is_settled(self) -> bool:
        """True if all pages are known to be sound, or the answer is there: `settle` then does not wait."""
        return self._check is None or self._check.is_done

    def is_in_place(self) -> bool:
        """True while the file that was opened still stands at its path."""
        try:
            return os.path.samestat(os.stat(self.path), self._identity)
        except OSError:
            return False

    def state(self) -> State:
        """Equal as long as what can be read is the same: neither this opening nor another one has written, or taken back, anything in between."""
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        return version, self.connection.total_changes, self._transactions

    def _remember(self, before: State, changes: Changes) -> None:
        if len(changes.items) > _MANY:
            self._steps.clear()
        else:
            self._steps.append((before, self.state(), changes))

    def changes_since(self, state: State) -> list[Changes] | None:
        """What was written since a state, for what is kept in mind and follows; None if it was very much, long ago, or by somebody else."""
        found: list[Changes] = []
        now = self.state()
        for before, after, changes in self._steps:
            if before == state:
                found.append(changes)
                state = after
        return found if state == now else None

    # --- history and health ---

    def next_to_undo(self) -> Operation | None:
        """What `undo` would take back."""
        with plain_failures(self.shown):
            return journal.next_to_undo(self.connection)

    def next_to_redo(self) -> Operation | None:
        """What `redo` would do again."""
        with plain_failures(self.shown):
            return journal.next_to_redo(self.connection)

    def operations(self, limit: int = 200, before: int = 0, chapter_id: str = "") -> list[Operation]:
        """The history, newest first: what is older than operation `before` (0: all), and of one chapter's text only what is in force."""
        with plain_failures(self.shown):
            if chapter_id:
                return journal.operations_of(self.connection, chapter_id, limit, before)
            return journal.operations(self.connection, limit, before)

    def problems(self) -> list[str]:
        """What SQLite finds wrong in the file's pages, indexes and keys; empty for a sound file."""
        try:
            found = [row[0] for row in self.connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [f"{row[0]} {row[1]} → {row[2]}" for row in self.connection.execute("PRAGMA foreign_key_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return found

    def connect_beside(self) -> sqlite3.Connection:
        """Another connection to the file, for reading in another thread, which has to close it. Raises sqlite3.Error."""
        return _connect(self.path, read_only=True, any_thread=True)

    def copy_to(self, target: Path) -> None:
        """Write a sound copy of the library as it stands to another file, which must not exist; also from a file that was deleted while open."""
        backup.copy(self.connection, target)


def _connect(path: Path, read_only: bool, any_thread: bool = False) -> sqlite3.Connection:
    address = f"{_address(path)}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=not any_thread)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            # WAL breaks on network folders and leaves side files when a library is copied; FULL keeps what was confirmed through a power cut.
            with _complaints_are_damage(path):
                connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = FULL")
        return connection
    except BaseException:
        connection.close()
        raise


def _address(path: Path) -> str:
    """The path as SQLite's URI. Unlike `Path.as_uri`, a network folder's server is part of the path: SQLite refuses it as the URI's host."""
    text = path.as_posix()
    return "file://" + quote_from_bytes(os.fsencode(text if text.startswith("/") else f"/{text}"), safe=b"/:")


def _connect_checked(path: Path, read_only: bool, beside: bool) -> tuple[sqlite3.Connection, soundness.Check | None]:
    try:
        return _checked(path, _connect(path, read_only), read_only, beside)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    _roll_back(path)
    return _checked(path, _connect(path, read_only), read_only, beside)


def _checked(path: Path, connection: sqlite3.Connection, read_only: bool, beside: bool) -> tuple[sqlite3.Connection, soundness.Check | None]:
    check = None
    try:
        with _complaints_are_damage(path):
            # In this order: checking the pages evaluates what the definitions say, so it comes after them, and a newer library may have others.
            _check_version(path, connection)
            _check_tables(path, connection)
            # What is about to be written must be sound now.
            beside = beside and version.is_newest(connection) and not os.path.exists(f"{path}-journal")
            soundness.check(connection, path, sorted(shape.tables(connection) - _LARGE_TABLES) if beside else ())
            if not read_only:
                _clear_away(path, connection)
        _migrate(path, connection, read_only)
        if beside:
            check = soundness.Check(path, lambda: _connect(path, read_only=True))
    except BaseException:
        connection.close()
        raise
    return connection, check


@contextmanager
def _complaints_are_damage(path: Path) -> Iterator[None]:
    """The checks ask for nothing that a library does not have: if SQLite finds fault with a question (SQLITE_ERROR), it is the file's."""
    try:
        yield
    except (KeyError, UnicodeDecodeError) as error:  # no such column in the list of migrations; a name in the complaint that is no text
        raise damaged(path) from error
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) != sqlite3.SQLITE_ERROR:  # no code: bytes that are no text
            raise
        raise damaged(path) from error


def _roll_back(path: Path) -> None:
    """Take back what a writer that died in the middle left half done: a reader cannot read before, and may not do it."""
    try:
        with LibraryLock(path), closing(_connect(path, read_only=False)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except (ReadOnlyError, sqlite3.OperationalError) as error:
        raise ReadOnlyError(message("“{name}” was not closed properly; open it once for writing to bring it in order.", name=path.name)) from error


def _clear_away(path: Path, connection: sqlite3.Connection) -> None:
    """Have SQLite remove the side file of a writer that died before it changed anything: it does so with its next change only."""
    if os.path.exists(f"{path}-journal"):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {version}")


def _check_file(path: Path) -> os.stat_result:
    """Refuse what cannot be a library before anything (a lock file even) is written beside it; returns which file it is."""
    name = path.name
    try:
        kind = os.stat(path).st_mode
        if stat.S_ISDIR(kind):
            raise NotALibraryError(message("“{name}” is a folder; choose a file that ends in .qid.", name=name))
        if not stat.S_ISREG(kind):  # reading a pipe or a device could wait for ever
            raise NotALibraryError(message("“{name}” is not a report library; choose a file that this program made.", name=name))
        with path.open("rb") as file:
            identity = os.fstat(file.fileno())
            head = file.read(100)
    except PermissionError as error:
        raise OpenError(message("“{name}” cannot be read; ask its owner for the right to read it.", name=name)) from error
    except OSError as error:
        raise MissingFileError(message("There is no file “{name}”; check the name and the folder, or make a new library.", name=str(path))) from error
    if not head:
        raise NotALibraryError(message("“{name}” is empty; open one of its backups, or make a new library under another name.", name=name))
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise NotALibraryError(message("“{name}” is not a report library; choose a file that this program made.", name=name))
    if int.from_bytes(head[68:72], "big") != version.APPLICATION_ID:
        raise NotALibraryError(message("“{name}” is a database of another program; choose a file that this program made.", name=name))
    return identity


def _check_version(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a library of a newer version, and one whose versions are not a beginning of ours."""
    if not shape.is_plain_table(connection, version.APPLIED_TABLE):
        raise damaged(path)
    applied = version.applied(connection)
    if unknown := set(applied) - set(version.MIGRATIONS):
        raise NewerLibraryError(
            message(
                "“{name}” was made by a newer version of this program ({detail}); install that version to open it.",
                name=path.name,
                detail=", ".join(sorted(unknown)),
            )
        )
    if not applied or applied != version.MIGRATIONS[: len(applied)]:
        raise damaged(path)


def _migrate(path: Path, connection: sqlite3.Connection, read_only: bool) -> None:
    if version.is_newest(connection):
        return
    if read_only:
        raise ReadOnlyError(
            message("“{name}” was made by an older version and must be brought up to date; open it once for writing.", name=path.name)
        )
    backup.before_migration(connection, path)
    _bring_up_to_date(connection)


def _check_tables(path: Path, connection: sqlite3.Connection) -> None:
    """Every table and trigger that the program counts on is there and none that it does not know acts: otherwise changes would not be recorded."""
    if version.is_known(connection) and version.is_recording(connection):
        return
    from qi_desktop.store import schema  # brings sqlite-utils, which only a new or an old file needs

    if not schema.is_sound(connection):
        raise DamagedError(
            message("The tables of “{name}” are not those of a report library; open one of its backups, the file is left as it is.", name=path.name)
        )


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    from qi_desktop.store import schema  # brings sqlite-utils

    schema.bring_up_to_date(connection)
