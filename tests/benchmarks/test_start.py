"""From the start of the process to the painted window on the sample, beside a bare window of the same parts in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from qi_desktop.session import Session

Benchmark = Any  # pytest-benchmark ships no types for its fixture
_ROUNDS = 5
_AT_MOST = 6  # times the bare window; novelWriter's start is fourteen times as long as it
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTableView, QTextEdit, QTreeView
application = QApplication([])
window, parts = QMainWindow(), QSplitter()
for part in (QTreeView(), QTextEdit(), QTableView()):
    parts.addWidget(part)
window.setCentralWidget(parts)
window.show()
application.processEvents()
window.grab()
"""
_OURS = """
import sys
from PySide6.QtWidgets import QApplication
def painted(*_):
    QApplication.instance().processEvents()
    [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()][0].grab()
    return 0
QApplication.exec = painted
from qi_desktop.cli import main
main(sys.argv[1:])
"""


def _start(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)


def _quickest(code: str, *arguments: str) -> float:
    times = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        _start(code, *arguments)
        times.append(time.perf_counter() - begin)
    return min(times)


def test_the_window_is_painted_soon_after_a_bare_one_would_be(tmp_path: Path, benchmark: Benchmark) -> None:
    library = tmp_path / "a.qid"
    Session.create(library, template="sample").close()
    benchmark.pedantic(_start, (_OURS, str(library)), rounds=_ROUNDS)
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < _AT_MOST * _quickest(_BARE)
