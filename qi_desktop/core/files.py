"""What all who write files need: passing files, bytes that are really on the disk, and the system's refusals as sentences.

Owns no target and no format: `store.backup` and `export.files` decide what appears where. A passing file is marked by a lock of the operating system
that dies with its process, so that what a killed program left half done is told from what another one is writing now.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from qi_desktop.core.errors import WriteError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import Message, message

if sys.platform != "win32":
    import fcntl

_PASSING = re.compile(r"\.[0-9a-z]{12}-(?P<computer>[0-9a-f]{8})\.partial")
_MINUTE, _DAY = 60, 24 * 60 * 60  # seconds


@contextmanager
def passing(target: Path) -> Iterator[Path]:
    """An empty file beside `target` for what is not complete yet; what has its name when the block ends is removed, with SQLite's side file.

    What programs that died left in the folder is removed first. Its own name is short, so that a long name of the target does not make it too long.
    Raises OSError.
    """
    sweep(target.parent)
    path, handle = _begun(target)
    try:
        yield path
    finally:
        remove(path)
        if handle is not None:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove passing files that nobody writes any more: this computer's where their lock is free, another one's, which cannot be asked, after a day.

    Does nothing where the folder cannot be read or takes no writing.
    """
    with suppress(OSError):
        for name in [entry.name for entry in os.scandir(folder)]:
            found = _PASSING.fullmatch(name)
            if found and _is_abandoned(folder / name, found["computer"] == _computer()):
                remove(folder / name)


def remove(path: Path) -> None:
    """Remove what is left of a file that was not finished, with the side file that SQLite writes beside a database."""
    for place in (path.with_name(path.name + "-journal"), path):
        with suppress(OSError):  # it is gone already, or its folder is
            place.unlink()


def _begun(target: Path) -> tuple[Path, int | None]:
    while True:
        path = target.with_name(f".{new_id()}-{_computer()}.partial")
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
        if sys.platform == "win32":  # an open file can neither be renamed nor removed there: that is the lock, and the writer's own handle has it
            os.close(handle)
            return path, None
        with suppress(OSError):  # a network drive without locks: there a passing file is left alone for a day
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if os.path.exists(path):
            return path, handle
        os.close(handle)  # swept away between its making and its lock


def _is_abandoned(path: Path, is_ours: bool) -> bool:
    age = time.time() - path.lstat().st_mtime
    if not is_ours or sys.platform == "win32":
        # On Windows the file is open to nobody for a moment between its last byte and its new name.
        return age > (_MINUTE if is_ours else _DAY)
    try:
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES) and age > _DAY
    finally:
        os.close(handle)
    return True


@cache
def _computer() -> str:
    """This computer, as part of a file's name."""
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk, so that a file that was renamed or made is found after a power cut.

    Does nothing where the system has no such call (Windows) or refuses it (some network drives): the names then reach the disk a little later.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def not_written(error: OSError, target: Path) -> WriteError:
    """The failure to write `target` as a sentence with the next step."""
    return WriteError(_reason(error, target))


def disk_full(name: str) -> Message:
    """There was no room for the file of that name."""
    return message("The disk is full, so “{name}” was not written; free some space or choose another folder.", name=name)


def _reason(error: OSError, target: Path) -> Message:
    name = target.name
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(name)
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and not os.path.isdir(target.parent):
        return message("There is no folder “{folder}”; make it first, or choose another one.", folder=str(target.parent))
    if error.errno == errno.ENAMETOOLONG:
        return message("The name “{name}” is too long; choose a shorter one.", name=name)
    if os.path.isdir(target):
        return message("“{name}” is a folder; give the file another name.", name=name)
    if isinstance(error, PermissionError) and os.path.exists(target):
        return message("“{name}” may not be replaced; if it is open in Word, WPS or a PDF reader, close it there and export again.", name=name)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return message("Nothing may be written in “{folder}”; choose another folder.", folder=str(target.parent))
    return message("“{name}” could not be written ({detail}); choose another folder.", name=name, detail=error.strerror or error)
