"""The worker that makes pages, when the window that wished for them goes."""

from __future__ import annotations

import subprocess
import sys

import pytest

# In a process of its own, as one that waits for ever would keep all tests from ending.
_GOING = """
import sys, threading, time
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from qi_desktop.ui.pages import PageMaker

application = QApplication([])
window, begun = QWidget(), threading.Event()
maker = PageMaker(window)

def job(progress):
    begun.set()
    while sys.argv[1] == "asks":
        progress(0, 1)
    time.sleep(0.3)
    return b"no PDF"

maker.make(job)
begun.wait()
shiboken6.delete(window)
print("gone")
"""


@pytest.mark.parametrize("job", ["asks", "ends by itself"])
def test_a_window_that_goes_in_the_midst_of_a_job_waits_for_no_lock(job: str) -> None:
    result = subprocess.run([sys.executable, "-c", _GOING, job], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.split() == ["gone"]
    assert "Error" not in result.stderr
