"""One writer at a time: an operating-system lock on a side file, which dies with its process.

The side file `NAME.qid.lock` tells who holds it, where and since when; that text is information, never the lock itself.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from qi_desktop.core.errors import LockedError, ReadOnlyError
from qi_desktop.core.messages import message

if sys.platform == "win32":
    import msvcrt

    # A byte far behind the text: Windows' locks are mandatory, and the text must stay readable for the one who is refused.
    _LOCKED_BYTE = 1 << 30

    def _take(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a library open for writing; `since` is local time, ISO to the second. Empty texts where the side file could not be read."""

    user: str = ""
    computer: str = ""
    since: str = ""
    process: int = 0


class LibraryLock:
    """The right to write a library. Raises LockedError when somebody else has it, ReadOnlyError when the folder takes no side file."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(library.name + ".lock")
        self._library = library
        self._handle: int | None = self._acquire()
        self._tell()

    def _acquire(self) -> int:
        while True:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o666)
            except OSError as error:
                raise ReadOnlyError(
                    message(
                        "Nothing may be written in the folder of “{name}”; copy the file to a folder of your own, or open it for reading only.",
                        name=self._library.name,
                    )
                ) from error
            if not _take(handle):
                os.close(handle)
                raise self._refusal()
            if self._is_current(handle):
                return handle
            os.close(handle)  # the holder before us removed the file between our opening and our locking: the lock is on a file nobody sees

    def _is_current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self.path))
        except FileNotFoundError:
            return False

    def _tell(self) -> None:
        holder = Holder(user_name(), platform.node(), datetime.now().isoformat(timespec="seconds"), os.getpid())
        handle = self._handle
        if handle is not None:
            try:
                os.ftruncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode())
            except OSError:
                return  # a full disk: the lock holds all the same, it only cannot be told whose it is

    def _refusal(self) -> LockedError:
        holder = holder_of(self._library)
        if not holder.user:
            return LockedError(
                message("“{name}” is open in another window; close it there, or open it here for reading only.", name=self._library.name)
            )
        return LockedError(
            message(
                "“{name}” is open for {user} on {computer} since {since}; close it there, or open it here for reading only.",
                name=self._library.name,
                user=holder.user,
                computer=holder.computer,
                since=holder.since.replace("T", " "),
            )
        )

    def release(self) -> None:
        """Give the right back; a second call does nothing."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform != "win32" and self._is_current(handle):
            self.path.unlink(missing_ok=True)
        os.close(handle)
        if sys.platform == "win32":
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                return  # another program opened it meanwhile and now owns it

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def user_name() -> str:
    """Who is at the computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return "?"


def holder_of(library: Path) -> Holder:
    """What the side file says; an empty Holder if there is none or it is unreadable."""
    try:
        data = json.loads(library.with_name(library.name + ".lock").read_bytes())
        return Holder(str(data["user"]), str(data["computer"]), str(data["since"]), int(data["process"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()
