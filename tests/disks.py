"""Disks that fail: a small one that fills up and one that takes no writing. Real ones, where the tests may make them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def _mount(*arguments: str) -> None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root on Linux may make a disk for a test")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine lets nobody make a disk: {done.stderr.strip()}")


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Makes a disk of so many KiB and returns its folder."""
    made: list[Path] = []

    def make(kibibytes: int) -> Path:
        folder = tmp_path / f"small-{len(made)}"
        folder.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(folder))
        made.append(folder)
        return folder

    yield make
    for folder in made:
        _unmount(folder)


def fill_up(folder: Path) -> Path:
    """Take all the room that is left with one file; deleting it gives the room back."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            return filler
    raise AssertionError("a write that returns nothing")


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Shows a folder a second time, where nothing may be written, and returns that second folder."""
    made: list[Path] = []

    def make(folder: Path) -> Path:
        view = tmp_path / f"read-only-{len(made)}"
        view.mkdir()
        _mount("--bind", str(folder), str(view))
        made.append(view)
        _mount("-o", "remount,ro,bind", str(view))
        return view

    yield make
    for view in made:
        _unmount(view)
