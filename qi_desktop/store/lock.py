"""One writer at a time: an operating-system lock on a side file, which dies with its process.

The side file `NAME.qid.lock` tells who holds it, where and since when; that text is information, never the lock itself.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Self

from qi_desktop.core.errors import LockedError, ReadOnlyError
from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import clean

if sys.platform == "win32":
    import msvcrt

    # A byte far behind the text: Windows' locks are mandatory, and the text must stay readable for the one who is refused.
    _LOCKED_BYTE = 1 << 30

    def _take(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # Linux says the first, network drives and other systems may say the second
            return False
        return True


_LONGEST_TEXT = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a library open for writing; `since` is local time, ISO to the second. Empty texts where the side file could not be read."""

    user: str = ""
    computer: str = ""
    since: str = ""
    process: int = 0


class LibraryLock:
    """The right to write a library. Raises LockedError when somebody else has it, ReadOnlyError when the folder takes no side file or no lock."""

    def __init__(self, library: Path) -> None:
        self.path = side_file(library)
        self._library = library
        self._handle: int | None = self._acquire()
        self._tell(self._handle)

    def _acquire(self) -> int:
        while True:
            try:
                handle = self._attempt()
            except OSError as error:
                if self._is_held():  # by another user, whose side file may not be written
                    raise self._refusal() from error
                raise ReadOnlyError(
                    message(
                        "Nothing may be written in the folder of “{name}”; copy the file to a folder of your own, or open it for reading only.",
                        name=self._library.name,
                    )
                ) from error
            if handle is not None:
                return handle

    def _attempt(self) -> int | None:
        """Take the lock, or None if the last holder removed the file between our opening and our locking: the lock is on a file nobody sees."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            if not _take(handle):
                raise self._refusal()
            if self._is_current(handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        return None

    def _is_held(self) -> bool:
        """True if somebody else has the lock, also where it could not be taken."""
        try:
            handle = os.open(self.path, os.O_RDONLY)
        except OSError:
            return False
        try:
            return not _take(handle)
        except OSError:
            return False
        finally:
            os.close(handle)

    def _is_current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self.path))
        except FileNotFoundError:
            return False

    def _tell(self, handle: int) -> None:
        holder = Holder(user_name(), platform.node(), datetime.now().isoformat(timespec="seconds"), os.getpid())
        with suppress(OSError):  # a full disk: the lock holds all the same, it only cannot be told whose it is
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "replace"))
        if sys.platform != "win32":
            with suppress(OSError):  # a drive without permissions
                # A file that a dead process left must not keep out the other users of a shared folder.
                os.fchmod(handle, 0o666)

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
        """Give the right back; a second call does nothing. A side file that cannot be removed stays, and blocks nobody."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        with suppress(OSError):
            if sys.platform != "win32" and self._is_current(handle):
                self.path.unlink()
        os.close(handle)
        if sys.platform == "win32":
            with suppress(OSError):  # another program opened it meanwhile and now owns it
                self.path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def side_file(library: Path) -> Path:
    """The file that is locked for a library: one and the same for all links that lead to it."""
    place = Path(os.path.realpath(library))
    return place.with_name(place.name + ".lock")


def user_name() -> str:
    """Who is at the computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return "?"


def holder_of(library: Path) -> Holder:
    """What the side file says; an empty Holder if there is none or it is unreadable."""
    try:
        with side_file(library).open("rb") as file:
            data = json.loads(file.read(_LONGEST_TEXT))
        return Holder(_line(data["user"]), _line(data["computer"]), _line(data["since"]), int(data["process"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Holder()


def _line(text: object) -> str:
    """Anybody may have written the side file: what is shown of it is one line."""
    return " ".join(clean(str(text)).split())
