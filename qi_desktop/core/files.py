"""What all who write files need: passing names, bytes that are really on the disk, and the system's refusals as sentences.

Owns no file and no format: `store.backup` and `export.files` decide what appears where.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from qi_desktop.core.errors import WriteError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import Message, message


def passing_name(target: Path) -> Path:
    """A name beside `target` for a file that is not complete yet. It is short, so that a long name of the target does not make it too long."""
    return target.with_name(f".{new_id()}.partial")


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
