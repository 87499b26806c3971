"""Copies of a library by SQLite's backup interface: complete and consistent even while somebody writes.

Owns where a copy may go and that it appears whole or not at all. Never writes over an existing file.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from qi_desktop import paths, presets
from qi_desktop.core import files
from qi_desktop.core.errors import WriteError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open library to a new file. Raises WriteError when the file exists or cannot be written; nothing is left behind then."""
    try:
        if target.exists():
            raise FileExistsError(target)
        with files.passing(target) as partial:
            _copy_pages(connection, partial, target)
            publish(partial, target)
    except FileExistsError as error:
        raise WriteError(message("“{name}” exists already; choose another name.", name=target.name)) from error
    except OSError as error:
        raise files.not_written(error, target) from error


def _copy_pages(source: sqlite3.Connection, partial: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(partial)) as connection:
            source.backup(connection)
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        match getattr(error, "sqlite_errorcode", 0) & 0xFF:
            case sqlite3.SQLITE_FULL:
                raise WriteError(files.disk_full(target.name)) from error
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                verdict = str(error)
            case _:
                raise WriteError(
                    message("“{name}” could not be written ({detail}); choose another folder.", name=target.name, detail=error)
                ) from error
    if verdict != "ok":
        raise WriteError(message("The copy “{name}” would be damaged, so it was not kept; check the library first.", name=target.name))


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
    files.sync_folder(target.parent)


def folder(library: Path) -> Path:
    """Where a library's automatic backups are kept: a folder of its own, named after the file and its place so that two of one name stay apart."""
    place = hashlib.sha256(os.fsencode(paths.kept_form(library))).hexdigest()[:8]
    return presets.backups() / f"{library.stem}-{place}"


def before_migration(connection: sqlite3.Connection, library: Path) -> Path:
    """Keep the library as it was before its tables change; returns the copy."""
    place = folder(library)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            message("No backup could be written to “{folder}”, so the library was left as it is; make room there.", folder=str(place))
        ) from error
    target = place / f"{library.stem}-{datetime.now():%Y%m%d-%H%M%S}-{new_id()[:4]}{library.suffix}"
    copy(connection, target)
    return target
