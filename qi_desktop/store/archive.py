"""The automatic backups of a library: keeping one, thinning, listing, comparing with the library, restoring.

Owns their names and places (`backup.folder`), and that restoring loses nothing: what it replaces is kept as a backup first. How a copy is made sound
is said in `backup`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from qi_desktop.core import files, retention
from qi_desktop.core.errors import DamagedError, LockedError, MissingFileError, NewerLibraryError, NotALibraryError, OpenError, ReadOnlyError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass
from qi_desktop.store import backup
from qi_desktop.store.failures import plain_failures
from qi_desktop.store.library import Library
from qi_desktop.store.lock import LibraryLock
from qi_desktop.store.version import CONTENT

_NAME = re.compile(r".*-(\d{8}-\d{6})-[0-9a-z]{4}")
_TIME = "%Y%m%d-%H%M%S"
# Tables that no trigger watches; they change with exports and snapshots only.
_RECORDS = ("export", "snapshot")


@dataclass(frozen=True, slots=True)
class Backup:
    """An automatic backup: where it is, when it was made (local time), its size in bytes."""

    path: Path
    time: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Distance:
    """How many operations, chapters, paragraphs and register rows a library has otherwise than its backup; `others` counts the rest of the rows."""

    operations: int
    chapters: int
    blocks: int
    rows: int
    others: int


def listed(library: Path) -> list[Backup]:
    """The backups of a library, the newest first; none where their folder cannot be read."""
    found: list[tuple[datetime, int, Backup]] = []  # backups of one second stand as they were written
    with suppress(OSError):
        for path in backup.folder(library).iterdir():
            name = _NAME.fullmatch(path.stem)
            if name is not None and path.suffix == library.suffix:
                with suppress(ValueError, OSError):  # a name that only looks like a time; a file that has just been removed
                    time, status = datetime.strptime(name[1], _TIME), path.stat()
                    found.append((time, status.st_mtime_ns, Backup(path, time, status.st_size)))
    return [item for *_, item in sorted(found, key=lambda item: item[:2], reverse=True)]


def keep(library: Library) -> Path | None:
    """Back the library up if it is not as in its newest backup, and thin the old ones out; None if there was nothing to do.

    Raises WriteError; the library and the other backups are as they were then.
    """
    backups = listed(library.path)
    state = _state(library.connection)
    # Where the clock was put back, the newest one by its name may be older than the newest of those that are not ahead of the clock.
    newest = [*backups[:1], *[backup for backup in backups[1:] if backup.time <= datetime.now() < backups[0].time][:1]]
    if any(state == _state_of(backup.path) for backup in newest):
        return None
    made = backup.before_migration(library.connection, library.path)
    thin(library.path)
    return made


def thin(library: Path) -> None:
    """Remove the backups that `core.retention` does not keep; one that cannot be removed stays."""
    backups = listed(library)
    kept = retention.kept([item.time for item in backups], datetime.now())
    for item in backups:
        if item.time not in kept:
            with suppress(OSError):
                item.path.unlink()


def _state(connection: sqlite3.Connection) -> str | None:
    """A digest of the history and the records: two libraries of one history with the same one hold the same. None if it cannot be read."""
    digest = hashlib.sha256()
    try:
        for row in connection.execute("SELECT id, state, time FROM operation ORDER BY id"):
            digest.update(repr(tuple(row)).encode())
        for table in _RECORDS:
            names = "id, name" if table == "snapshot" else "id"
            for row in connection.execute(f'SELECT {names} FROM "{table}" ORDER BY id'):
                digest.update(repr((table, *row)).encode())
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None
    return digest.hexdigest()


def _state_of(path: Path) -> str | None:
    try:
        with Library.open(path, "", read_only=True) as library:
            return _state(library.connection)
    except OpenError:
        return None


def distance(library: Library, kept: Path) -> Distance:
    """How far a library is from one of its backups. Raises the OpenErrors of `Library.open` for a backup that cannot be read."""
    with plain_failures(library.shown), Library.open(kept, "", read_only=True) as old:
        counts = {table: _differing(library.connection, old.connection, table, "*") for table in CONTENT}
        operations = _differing(library.connection, old.connection, "operation", "id, state, time")
    chapters, blocks, rows = (counts.pop(table) for table in ("chapter", "block", "register_row"))
    return Distance(operations, chapters, blocks, rows, sum(counts.values()))


def _differing(first: sqlite3.Connection, second: sqlite3.Connection, table: str, columns: str) -> int:
    sides = [{row[0]: hash(tuple(row)) for row in connection.execute(f'SELECT {columns} FROM "{table}"')} for connection in (first, second)]
    return sum(sides[0].get(key) != sides[1].get(key) for key in sides[0].keys() | sides[1].keys())


def restore(library: Path, kept: Path) -> Path | None:
    """Put a backup in the library's place; returns where the replaced state is kept, None if there was no file.

    A replaced file that cannot be opened is kept byte for byte, beside the backups. Nobody may have the library open (LockedError).
    Raises the OpenErrors of a backup that cannot be read and WriteError; the library is as it was then.
    """
    library = Path(os.path.abspath(library))
    with suppress(ReadOnlyError):  # of an older version: it is brought up to date when the library is opened
        Library.open(kept, "", read_only=True).close()
    try:
        replaced = _keep_present(library)
        before = _stamp(library)
        with LibraryLock(library):
            if _stamp(library) != before:
                raise LockedError(message("Another program is working in “{name}” at this moment; wait a little and do it again.", name=library.name))
            _replace(library, kept)
    except OSError as error:
        raise files.not_written(error, library) from error
    return replaced


def _replace(library: Path, kept: Path) -> None:
    with files.passing(library) as partial:
        shutil.copyfile(kept, partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):  # what a broken library's writer left: it must not be played into the restored one
            _side_file(library).unlink()
        os.replace(partial, library)
    files.sync_folder(library.parent)


def _keep_present(library: Path) -> Path | None:
    try:
        with Library.open(library, "") as present:
            return backup.before_migration(present.connection, library)
    except MissingFileError:
        if not library.exists():
            return None
        raise
    except (DamagedError, NotALibraryError, NewerLibraryError):
        return keep_bytes(library)


def keep_bytes(library: Path) -> Path:
    """Copy a file that cannot be opened, byte for byte, beside the library's backups. Raises OSError."""
    place = backup.folder(library)
    place.mkdir(parents=True, exist_ok=True)
    target = place / f"{library.stem}-{datetime.now():{_TIME}}-{new_id()[:4]}.damaged"
    for source, copied in ((_side_file(library), _side_file(target)), (library, target)):
        if source.exists():
            shutil.copyfile(source, copied)
            with copied.open("rb+") as file:
                os.fsync(file.fileno())
    files.sync_folder(place)
    return target


def _side_file(path: Path) -> Path:
    """What SQLite writes beside a database while it changes it."""
    return path.with_name(path.name + "-journal")


def _stamp(path: Path) -> tuple[int, ...]:
    """What tells that a file was written in between."""
    if not path.exists():
        return ()
    found = path.stat()
    return (found.st_ino, found.st_size, found.st_mtime_ns)
