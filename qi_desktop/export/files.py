"""Exported files appear whole or not at all.

Owns the way of a file to its name: written beside its target, forced to the disk, then put in the target's place in one step.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qi_desktop.core.errors import WriteError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import Message, message


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file to write in; when the block ends well it replaces `target`, otherwise nothing is left of it. Raises WriteError.

    Open for reading and writing. Permissions of a file that is replaced are kept.
    """
    partial = target.with_name(f".{target.name}.{new_id()}.partial")
    try:
        with partial.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(partial, target.stat().st_mode & 0o777)
        os.replace(partial, target)
    except OSError as error:
        raise WriteError(_reason(error, target)) from error
    finally:
        with suppress(OSError):  # the folder is gone, and the half file with it
            partial.unlink(missing_ok=True)


def _reason(error: OSError, target: Path) -> Message:
    name = target.name
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return message("The disk is full, so “{name}” was not written; free some space or choose another folder.", name=name)
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and not target.parent.is_dir():
        return message("There is no folder “{folder}”; make it first, or choose another one.", folder=str(target.parent))
    if target.is_dir():
        return message("“{name}” is a folder; give the file another name.", name=name)
    if isinstance(error, PermissionError) and target.exists():
        return message("“{name}” may not be replaced; if it is open in Word, WPS or a PDF reader, close it there and export again.", name=name)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return message("Nothing may be written in “{folder}”; choose another folder.", folder=str(target.parent))
    if error.errno == errno.ENAMETOOLONG:
        return message("The name “{name}” is too long; choose a shorter one.", name=name)
    return message("“{name}” could not be written ({detail}); choose another folder.", name=name, detail=error.strerror or error)
