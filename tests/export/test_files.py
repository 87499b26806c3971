"""Exported files appear whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qi_desktop.core.errors import CancelledError, WriteError
from qi_desktop.core.messages import message
from qi_desktop.export.files import replacing
from tests.disks import fill_up, read_only_disk, small_disk

__all__ = ["read_only_disk", "small_disk"]


def write(target: Path, data: bytes = b"new") -> None:
    with replacing(target) as file:
        file.write(data)


def test_a_file_is_made_or_replaced(tmp_path: Path) -> None:
    write(tmp_path / "a.docx", b"first")
    write(tmp_path / "a.docx", b"second")
    assert (tmp_path / "a.docx").read_bytes() == b"second"
    assert [item.name for item in tmp_path.iterdir()] == ["a.docx"]


def test_what_was_written_can_be_read_before_it_is_done(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.docx") as file:
        file.write(b"abc")
        file.seek(0)
        assert file.read() == b"abc"
        assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("error", [ZeroDivisionError(), KeyboardInterrupt(), CancelledError(message("Cancelled; nothing was changed."))])
def test_whatever_interrupts_the_writing_leaves_the_old_file_alone(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def act() -> None:
        with replacing(target) as file:
            file.write(b"half")
            raise error

    with pytest.raises(type(error)):
        act()
    assert target.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_disk_that_fails_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(WriteError) as caught:
        write(target)
    assert ";" in str(caught.value)
    assert "partial" not in str(caught.value)
    assert target.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.docx"]


def test_a_file_that_is_open_in_word_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def refused(*_: object) -> None:  # what Windows answers for a file that another program holds
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(WriteError, match="close it there and export again"):
        write(target)


@pytest.mark.parametrize(
    ("name", "words"), [("no folder/a.docx", "no folder"), ("x" * 300, "too long"), ("folder", "is a folder"), ("file/a.docx", "no folder")]
)
def test_a_place_that_cannot_be_is_told(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match=words) as caught:
        write(tmp_path / name)
    assert "partial" not in str(caught.value)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["file", "folder"]


def test_the_longest_name_that_a_file_may_have_is_written(tmp_path: Path) -> None:
    target = tmp_path / ("质" * 83 + ".pdf")
    write(target)
    assert target.read_bytes() == b"new"


def test_a_full_disk_is_told_and_the_old_file_is_left_alone(small_disk: Callable[[int], Path]) -> None:
    folder = small_disk(64)
    (folder / "a.pdf").write_bytes(b"old")
    filler = fill_up(folder)
    with pytest.raises(WriteError, match="disk is full"):
        write(folder / "a.pdf", b"x" * 20_000)
    filler.unlink()
    assert {item.name: item.read_bytes() for item in folder.iterdir()} == {"a.pdf": b"old"}
    write(folder / "a.pdf", b"x" * 20_000)


def test_a_folder_that_takes_no_writing_is_told(tmp_path: Path, read_only_disk: Callable[[Path], Path]) -> None:
    with pytest.raises(WriteError, match="choose another folder"):
        write(read_only_disk(tmp_path) / "a.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="about POSIX permissions")
def test_permissions_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write(target)
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "real.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "inner" / "real.pdf")
    write(tmp_path / "link.pdf")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "inner" / "real.pdf").read_bytes() == b"new"


def test_a_folder_that_vanishes_meanwhile_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    def act() -> None:
        with replacing(folder / "a.pdf") as file:
            file.write(b"x")
            folder.rename(tmp_path / "gone")

    with pytest.raises(WriteError, match="no folder"):
        act()
