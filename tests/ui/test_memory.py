"""Memory that is given back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
