"""The frozen program is on the screen almost as soon as the one that is not frozen: both in the same run, from the command to the visible window."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from qi_desktop.session import Session

pytestmark = pytest.mark.slow
_TRIES = 5
_MOST = 1.5  # times as long


@pytest.fixture
def screen() -> Iterator[str]:
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb or xdotool (packages xvfb, xdotool) is not installed")
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        yield f":{int(answer.readline())}"
    server.terminate()
    server.wait()


def until_visible(command: Sequence[str], screen: str) -> float:
    """Seconds from the command to its visible window."""
    environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    began = time.perf_counter()
    program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--name", "QI Desktop"], env=environment, check=True, timeout=60, stdout=subprocess.DEVNULL
    )
    seconds = time.perf_counter() - began
    program.kill()
    program.wait()
    return seconds


def test_the_frozen_program_starts_within_half_as_long_again(project: Path, tmp_path: Path, screen: str) -> None:
    frozen = project / "build/frozen/qi-desktop/qi-desktop"
    if not frozen.is_file():
        pytest.skip("no program is frozen here: make one with “python3 start.py installer”")
    library = tmp_path / "a.qid"
    Session.create(library, template="sample").close()
    commands = {"frozen": [str(frozen), str(library)], "not frozen": [sys.executable, "-m", "qi_desktop", str(library)]}
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_TRIES):  # by turns, so that a busy machine slows both
        for name, command in commands.items():
            took[name].append(until_visible(command, screen))
    middle = {name: statistics.median(times) for name, times in took.items()}
    print({name: round(seconds, 2) for name, seconds in middle.items()})
    assert middle["frozen"] <= _MOST * middle["not frozen"]
