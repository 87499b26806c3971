"""Copies of a library by SQLite's backup interface: complete and consistent even while somebody writes.

Owns where a copy may go and that it appears whole or not at all. Never writes over an existing file.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from qi_desktop import paths
from qi_desktop.core.errors import WriteError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message


def copy(database: Database, target: Path) -> None:
    """Copy an open library to a new file. Raises WriteError when the file exists or cannot be written; nothing is left behind then."""
    if target.exists():
        raise WriteError(message("“{name}” exists already; choose another name.", name=target.name))
    partial = target.with_name(f".{target.name}.{new_id()}.partial")
    try:
        partial.touch(exist_ok=False)
        connection = sqlite3.connect(partial)
        try:
            database.conn.backup(connection)
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
        if verdict != "ok":
            raise WriteError(message("The copy “{name}” would be damaged, so it was not kept; check the library first.", name=target.name))
        publish(partial, target)
    except (OSError, sqlite3.Error) as error:
        raise WriteError(
            message("“{name}” could not be written ({detail}); free some space or choose another folder.", name=target.name, detail=error)
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def publish(partial: Path, target: Path) -> None:
    """Give a finished file its name unless that name is taken (FileExistsError); its bytes are on the disk before."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(partial, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as FAT on a memory stick
        if target.exists():
            raise FileExistsError(target) from None
        os.rename(partial, target)


def folder(library: Path) -> Path:
    """Where a library's automatic backups are kept: a folder of its own, named after the file and its place so that two of one name stay apart."""
    place = hashlib.sha256(os.fsencode(library)).hexdigest()[:8]
    return paths.backups() / f"{library.stem}-{place}"


def before_migration(database: Database, library: Path) -> Path:
    """Keep the library as it was before its tables change; returns the copy."""
    place = folder(library)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            message("No backup could be written to “{folder}”, so the library was left as it is; make room there.", folder=str(place))
        ) from error
    target = place / f"{library.stem}-{datetime.now():%Y%m%d-%H%M%S}-{new_id()[:4]}{library.suffix}"
    copy(database, target)
    return target
