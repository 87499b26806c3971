"""What the C library keeps of memory that was given back, given on to the system.

Owns two switches of glibc (mallopt(3), malloc_trim(3)); elsewhere nothing is done. A window stays open all day beside other programs, and making the
pages of a large report leaves ten megabytes in the allocator, most of them in an arena of their own for the thread that made them.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QTimer

_ARENAS_AT_MOST = -8  # M_ARENA_MAX of malloc.h
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


def collect() -> None:
    """Find what is held by nothing but itself, which making pages leaves behind, and give all free memory back."""
    gc.collect()
    give_back()


class Quiet(QTimer):
    """Tells when nothing was made for a while, by `timeout`; `start` it after each piece of work. Make it before the threads that do the work."""

    def __init__(self, parent: QObject) -> None:
        share_one_arena()
        super().__init__(parent, singleShot=True, interval=_QUIET)
