"""Every system call that writes may fail: full disk, I/O error, no right. The library and every target are then the old or the new state."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.children import PROJECT
from tests.faults.acts import ACTS, BACK, VANISHES, all_faults
from tests.faults.shim import shim

__all__ = ["shim"]


def fail(shim: Path, act: str, folder: Path, every: int) -> dict[tuple[str, str, bool], int]:
    """Try an act with every `every`-th fault; returns how many calls of each kind were let fail. Raises AssertionError for a broken promise."""
    environment = os.environ | {"LD_PRELOAD": str(shim), "QI_DESKTOP_HOME": str(folder / "work" / "home"), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tests.faults.acts", act, str(folder), str(every)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=900)
    assert done.stderr == "", done.stderr[-3000:]
    assert done.returncode == 0
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {(line["kind"], line["code"], line["lasts"]): line["calls"] for line in told}


def check_act(shim: Path, act: str, folder: Path, every: int) -> None:
    calls = fail(shim, act, folder, every)
    assert set(calls) == set(all_faults())
    assert calls["write", "ENOSPC", False] > 2
    assert calls["fsync", "EIO", False] > 0
    assert calls["open", "EACCES", True] > 1
    assert calls["any", VANISHES, True] > 4
    assert calls["clock", BACK, False] > 0


@pytest.mark.parametrize("act", ACTS)
def test_whichever_call_fails_nothing_is_lost_and_nothing_is_half_done(shim: Path, act: str, tmp_path: Path) -> None:
    check_act(shim, act, tmp_path, every=11)


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS)
def test_each_single_call_may_fail(shim: Path, act: str, tmp_path: Path) -> None:
    check_act(shim, act, tmp_path, every=1)
