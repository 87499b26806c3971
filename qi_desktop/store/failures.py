"""SQLite's failures as the program's own: each becomes one plain sentence with the next step.

The only place that knows SQLite's result codes (sqlite.org/rescode.html).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qi_desktop.core.errors import DamagedError, LockedError, MissingFileError, QiError, ReadOnlyError, WriteError
from qi_desktop.core.messages import message


@contextmanager
def plain_failures(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a QiError about the library at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        translated = translate(error, path)
        if translated is None:
            raise
        raise translated from error


def translate(error: sqlite3.Error, path: Path) -> QiError | None:
    """The expected failure behind an exception of SQLite, or None if it is a bug of this program (a constraint, wrong SQL)."""
    code = getattr(error, "sqlite_errorcode", None)
    name = path.name
    if code is None:
        # Python's own sentence, without a code, for a text column whose bytes are no text; no library that this program wrote has one.
        return damaged(path) if str(error).startswith("Could not decode") else None
    match code:
        case sqlite3.SQLITE_READONLY_DBMOVED:
            return moved(path)
        case sqlite3.SQLITE_IOERR_READ | sqlite3.SQLITE_IOERR_SHORT_READ:
            return MissingFileError(
                message("The disk with “{name}” cannot be read; check the drive or the network and open the file again.", name=name)
            )
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return WriteError(message("The disk is full, so the last change to “{name}” was not saved; free some space and do it again.", name=name))
        case sqlite3.SQLITE_IOERR:
            return WriteError(
                message(
                    "The disk with “{name}” does not answer, so the last change was not saved; check the drive or the network and do it again.",
                    name=name,
                )
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ReadOnlyError(
                message("“{name}” may not be changed here; copy it to a folder of your own, or open it for reading only.", name=name)
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:  # whether it is a library at all was looked at before SQLite was asked
            return damaged(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LockedError(message("Another program is working in “{name}” at this moment; wait a little and do it again.", name=name))
        case sqlite3.SQLITE_CANTOPEN:
            return MissingFileError(
                message("“{name}” cannot be opened; check that the file and its folder are still there and that you may read them.", name=name)
            )
        case sqlite3.SQLITE_TOOBIG:
            return WriteError(message("This is too large to be kept in “{name}”; make it smaller and do it again.", name=name))
    return None


def damaged(path: Path) -> DamagedError:
    """The library's pages or rows are broken."""
    return DamagedError(message("“{name}” is damaged; open one of its backups, the damaged file is left as it is.", name=path.name))


def unreadable(name: str, table: str) -> DamagedError:
    """What a table of the library `name` holds, this program cannot have written."""
    return DamagedError(message("“{name}” holds data that cannot be read ({detail}); open one of its backups.", name=name, detail=table))


def moved(path: Path) -> MissingFileError:
    """The library's file is gone from under the open program."""
    return MissingFileError(
        message(
            "The file “{name}” was moved or deleted while it was open, so nothing more can be saved in it; save a copy of your work elsewhere.",
            name=path.name,
        )
    )
