"""Exported files appear whole or not at all.

Owns the way of a file to its name: written beside its target, forced to the disk, then put in the target's place in one step.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qi_desktop.core import files


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file to write in; when the block ends well it replaces `target`, otherwise nothing is left of it. Raises WriteError.

    Open for reading and writing. Permissions of a file that is replaced are kept; a link stays one, and the file that it leads to is replaced.
    """
    place = Path(os.path.realpath(target))
    try:
        with files.passing(place) as partial:
            with partial.open("r+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            with suppress(OSError):  # there is no such file yet, or a network drive that knows no permissions
                os.chmod(partial, place.stat().st_mode & 0o777)
            os.replace(partial, place)
            files.sync_folder(place.parent)
    except OSError as error:
        raise files.not_written(error, target) from error
