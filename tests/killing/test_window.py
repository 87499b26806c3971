"""The window itself is killed while somebody types without a pause: at most one second of typing is lost."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qi_desktop.core.richtext import text_of
from qi_desktop.session import Session, portable
from tests.children import PROJECT

TYPE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from qi_desktop import app

class Program(app.Program):
    def open(self, library):
        super().open(library)
        self.number = int(sys.argv[2])
        self.keys = QTimer(self)
        self.keys.timeout.connect(self.press)
        self.keys.start(20)

    def press(self):
        self.number += 1
        area = self.window.workspace.editor.area
        cursor = area.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        area.setTextCursor(cursor)
        area.insertPlainText(f"{self.number} ")
        print(self.number, time.monotonic(), flush=True)

app.Program = Program
sys.exit(app.run(Path(sys.argv[1])))
"""
# A second after the keystroke the save begins; on a busy machine it takes its time.
SECONDS = 1.0 + 0.5


def type_and_die(path: Path, number: int, seconds: float) -> list[tuple[int, float]]:
    """Let a window type on from a number, and kill it so many seconds after its first keystroke; each number with the time of its key."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", TYPE, str(path), str(number)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    assert lines[0], "the window came to its first keystroke"
    time.sleep(seconds)
    process.kill()
    lines += process.communicate()[0].splitlines()
    return [(int(line.split()[0]), float(line.split()[1])) for line in lines if len(line.split()) == 2]


def kill_windows(folder: Path, times: int, seed: int, seconds: float = SECONDS) -> None:
    """`seconds` before its end, whatever a window was told is safe; nothing is ever missing in the middle."""
    chance = random.Random(seed)
    path = folder / "报告.qid"
    Session.create(path, template="blank", year=2025).close()
    number = 0
    for _ in range(times):
        typed = type_and_die(path, number, chance.uniform(2.2, 4))
        died = typed[-1][1]
        with Session.open(path) as session:
            assert portable.problems(session) == []
            chapters = session.blocks.of_report(session.reports.of_year().id)  # the window shows the first one
            text = "".join(text_of(block.text or ()) for blocks in chapters.values() for block in blocks)
            held = [int(word) for word in text.split()]
            assert held == list(range(1, len(held) + 1)), "no keystroke is missing in the middle"
            safe = [key for key, when in typed if when < died - seconds]
            assert safe or seconds > SECONDS, "it was typed for longer than may be lost"
            assert not safe or len(held) >= safe[-1], f"{typed[-1][0] - len(held)} keystrokes were lost"
            number = len(held)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process in another way")
def test_a_killed_window_leaves_a_sound_library_with_a_beginning_of_what_was_typed(tmp_path: Path) -> None:
    kill_windows(tmp_path, 1, seed=int(time.time()), seconds=math.inf)  # how much may be lost is a time, for the long run


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process in another way")
def test_windows_that_are_killed_one_after_the_other_lose_at_most_a_second_each(tmp_path: Path) -> None:
    kill_windows(tmp_path, int(os.environ.get("QI_TEST_WINDOWS", "15")), seed=int(os.environ.get("QI_TEST_SEED", "1")))
