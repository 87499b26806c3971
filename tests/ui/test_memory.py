"""Garbage that is looked for in the window's thread, and memory that is given back to the system."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qi_desktop.ui.memory import Collector

# In a process of its own: how many arenas there are is settled for the whole of it.
_WORKER = """
import ctypes, threading
from qi_desktop.ui import memory

def resident():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1])

memory.share_one_arena()
library = ctypes.CDLL(None)
library.malloc.restype, library.malloc.argtypes, library.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
taken = []

def take():  # forty megabytes in small pieces, and one that is kept above them
    taken.extend(library.malloc(20_000) for _ in range(2000))
    for piece in taken:
        ctypes.memset(piece, 1, 20_000)
    taken.append(library.malloc(20_000))

worker = threading.Thread(target=take)
worker.start()
worker.join()
for piece in taken[:-1]:
    library.free(piece)
before = resident()
given = memory.give_back()
print(given, before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the switches are glibc's")
def test_what_a_worker_took_is_given_back() -> None:
    answer = subprocess.run([sys.executable, "-c", _WORKER], check=True, capture_output=True, text=True).stdout.split()
    assert answer[0] == "True"
    assert int(answer[1]) > 30_000, "kilobytes"


class Dropped:
    """Held by nothing but itself; tells in which thread it is destroyed."""

    def __init__(self, found: list[int]) -> None:
        self._found = found
        self._own = self

    def __del__(self) -> None:
        self._found.append(threading.get_ident())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    owner = QObject()
    made = Collector(owner)
    made.begin()
    yield made
    made.stop()
    gc.unfreeze()
    gc.enable()


def test_garbage_is_found_in_the_windows_thread_though_another_one_makes_very_much(collector: Collector, qtbot: QtBot) -> None:
    found: list[int] = []
    Dropped(found)
    kept: list[list[int]] = []
    worker = threading.Thread(target=lambda: kept.extend([number] for number in range(100_000)))
    worker.start()
    worker.join()
    assert found == []
    qtbot.waitUntil(lambda: bool(found))
    assert found == [threading.get_ident()]


def test_nothing_is_searched_while_little_is_made(collector: Collector) -> None:
    gc.collect()
    found: list[int] = []
    Dropped(found)
    collector.look()
    assert found == []
