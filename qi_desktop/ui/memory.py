"""Memory of a window that stays open all day: who looks for garbage, and what goes back to the system.

Owns when Python looks for what is held by nothing but itself, and two switches of glibc (mallopt(3), malloc_trim(3)); elsewhere these do nothing.
Making the pages of a large report leaves ten megabytes in the allocator, most of them in an arena of their own for the thread that made them.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QTimer

_ARENAS_AT_MOST = -8  # M_ARENA_MAX of malloc.h
_LOOK_EVERY = 1000  # milliseconds
_QUIET = 2000  # milliseconds after which work is taken to be over


@cache
def _library() -> Any:
    """The C library where it is glibc, else None."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


def share_one_arena() -> None:
    """Threads that begin from now on take memory from where all others do; under Python's lock they hardly ever do so at once."""
    if (library := _library()) is not None:
        library.mallopt(_ARENAS_AT_MOST, 1)


def give_back() -> bool:
    """Give whole free pages back to the system; True if there were any."""
    return (library := _library()) is not None and bool(library.malloc_trim(0))


class Collector(QTimer):
    """Looks for garbage in the window's thread only; made there.

    Python looks for it in whatever thread happens to make something, a worker for instance. A dialog that nobody needs any more would be destroyed in
    that thread then, which Qt does not allow: now and then the program was gone.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=_LOOK_EVERY)
        self.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on. What is there lives as long as the window, and searching it each time would be felt in typing."""
        gc.disable()
        gc.freeze()
        self.start()

    def look(self) -> None:
        """As Python would, if enough was made: among the young mostly, seldom among all."""
        due = [generation for generation, limit in enumerate(gc.get_threshold()) if gc.get_count()[generation] > limit]
        if due:
            gc.collect(due[-1])


class Quiet(QTimer):
    """Tells when nothing was made for a while, by `timeout`; `start` it after each piece of work. Make it before the threads that do the work."""

    def __init__(self, parent: QObject) -> None:
        share_one_arena()
        super().__init__(parent, singleShot=True, interval=_QUIET)
