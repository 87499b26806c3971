"""Files in the making: seen by nobody else, gone when they are done, and swept away after a program that died."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from qi_desktop.core import files
from tests.children import child, line_of

# Begins a file, says its name and waits to be killed.
WRITE = """
import sys, pathlib, time
from qi_desktop.core import files
with files.passing(pathlib.Path(sys.argv[1])) as path:
    path.write_text("half")
    path.with_name(path.name + "-journal").write_text("half")
    print(path.name, flush=True)
    time.sleep(60)
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files from being removed; there nothing is locked")


def test_a_passing_file_and_its_side_file_go_with_the_block(tmp_path: Path) -> None:
    with files.passing(tmp_path / "a.pdf") as path:
        assert os.listdir(tmp_path) == [path.name]
        path.with_name(path.name + "-journal").touch()
    assert os.listdir(tmp_path) == []


def test_a_passing_file_may_get_its_name_inside_the_block(tmp_path: Path) -> None:
    with files.passing(tmp_path / "a.pdf") as path:
        path.write_text("whole")
        path.rename(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_text() == "whole"


def test_what_others_are_writing_is_left_alone(tmp_path: Path) -> None:
    with files.passing(tmp_path / "a.pdf") as first, files.passing(tmp_path / "a.pdf") as second:
        files.sweep(tmp_path)
        assert first.exists()
        assert second.exists()
    with child(WRITE, tmp_path / "a.pdf") as process:
        name = line_of(process)
        files.sweep(tmp_path)
        assert sorted(os.listdir(tmp_path)) == [name, f"{name}-journal"]


@posix
def test_what_a_killed_program_left_goes_with_the_next_one(tmp_path: Path) -> None:
    with child(WRITE, tmp_path / "a.pdf") as process:
        assert line_of(process)
    assert len(os.listdir(tmp_path)) == 2
    with files.passing(tmp_path / "b.pdf") as path:
        assert os.listdir(tmp_path) == [path.name]


def test_a_file_of_another_computer_is_left_alone_for_a_day(tmp_path: Path) -> None:
    path = tmp_path / ".0123456789ab-00000000.partial"
    path.touch()
    files.sweep(tmp_path)
    assert path.exists()
    yesterday = time.time() - 25 * 60 * 60
    os.utime(path, (yesterday, yesterday))
    files.sweep(tmp_path)
    assert not path.exists()


def test_a_file_from_the_future_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / ".0123456789ab-00000000.partial"
    path.touch()
    os.utime(path, (time.time() + 10**7,) * 2)
    files.sweep(tmp_path)
    assert path.exists()


@posix
def test_only_files_of_that_name_are_swept(tmp_path: Path) -> None:
    with files.passing(tmp_path / "a.pdf") as path:
        name = path.name
    kept = ["a.partial", ".a.partial", f"x{name}", f"{name}.docx"]
    for other in kept:
        (tmp_path / other).write_text("mine")
    os.mkfifo(tmp_path / name)
    (tmp_path / ("." + "b" * 12 + name[13:])).symlink_to(tmp_path / "a.partial")
    files.sweep(tmp_path)
    assert {other: (tmp_path / other).read_text() for other in kept} == dict.fromkeys(kept, "mine")


def test_a_folder_that_is_not_there_is_no_failure(tmp_path: Path) -> None:
    files.sweep(tmp_path / "gone")
    files.remove(tmp_path / "gone" / "a.partial")


def test_a_file_that_was_swept_before_it_was_locked_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exists = os.path.exists
    swept: list[str] = []

    def sweep_once(path: str) -> bool:
        if not swept:
            os.unlink(path)
            swept.append(str(path))
        return exists(path)

    monkeypatch.setattr(os.path, "exists", sweep_once)
    if sys.platform == "win32":
        pytest.skip("nothing is swept while it is open there")
    with files.passing(tmp_path / "a.pdf") as path:
        assert exists(path)
        assert str(path) != swept[0]
