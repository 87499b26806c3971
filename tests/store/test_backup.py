"""Copies of a library appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qi_desktop.core.errors import WriteError
from qi_desktop.core.model import Company
from qi_desktop.store import backup
from qi_desktop.store.library import Library
from qi_desktop.store.repository import Repository
from tests.store.conftest import bytes_of


def content(path: Path) -> list[str]:
    with Library.open(path, "李工", read_only=True) as library:
        return list(library.connection.iterdump())


def test_a_copy_holds_the_same_and_opens(path: Path, tmp_path: Path) -> None:
    with Library.open(path, "李工") as library:
        library.copy_to(tmp_path / "copy.qid")
        assert not (tmp_path / "copy.qid.lock").exists()
    assert content(tmp_path / "copy.qid") == content(path)
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted(["copy.qid", path.name])


def test_a_reader_can_copy_while_somebody_writes(path: Path, tmp_path: Path) -> None:
    with Library.open(path, "李工") as writer, Library.open(path, "李工", read_only=True) as reader:
        company = Repository(writer).company()
        with writer.operation("test"):
            Repository(writer).update(Company(company.id, name="未确认"))
            reader.copy_to(tmp_path / "copy.qid")
    with Library.open(tmp_path / "copy.qid", "李工", read_only=True) as copy:
        assert Repository(copy).company() == company, "what is not confirmed is not copied"


def test_a_copy_never_replaces_a_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.qid").write_text("mine")
    before = bytes_of(tmp_path)
    with Library.open(path, "李工", read_only=True) as library, pytest.raises(WriteError, match="exists already"):
        library.copy_to(tmp_path / "mine.qid")
    assert bytes_of(tmp_path) == before


def test_a_file_that_appears_in_the_last_moment_is_not_replaced(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copy.qid"
    fsync = os.fsync

    def appear(handle: int) -> None:
        target.write_text("theirs")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", appear)
    with Library.open(path, "李工", read_only=True) as library, pytest.raises(WriteError, match="exists already"):
        library.copy_to(target)
    assert target.read_text() == "theirs"
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted(["copy.qid", path.name])


def test_without_hard_links_a_copy_is_renamed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", unsupported)
    with Library.open(path, "李工", read_only=True) as library:
        library.copy_to(tmp_path / "copy.qid")
        with pytest.raises(WriteError, match="exists already"):
            library.copy_to(tmp_path / "copy.qid")
    assert content(tmp_path / "copy.qid") == content(path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("call", ["fsync", "link"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EROFS])
def test_a_disk_that_fails_leaves_no_half_copy(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    before = bytes_of(tmp_path)
    with Library.open(path, "李工", read_only=True) as library:
        monkeypatch.setattr(os, call, fail)
        if call == "link":
            monkeypatch.setattr(os, "rename", fail)
        with pytest.raises(WriteError) as caught:
            library.copy_to(tmp_path / "copy.qid")
    assert "“copy.qid”" in str(caught.value) or str(tmp_path) in str(caught.value)
    assert "partial" not in str(caught.value)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("name", ["no folder/copy.qid", "x" * 300 + ".qid"])
def test_a_place_that_cannot_be_is_told(path: Path, tmp_path: Path, name: str) -> None:
    with Library.open(path, "李工", read_only=True) as library, pytest.raises(WriteError) as caught:
        library.copy_to(tmp_path / name)
    assert "partial" not in str(caught.value)
    assert ";" in str(caught.value)
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_the_longest_name_that_a_file_may_have_is_written(path: Path, tmp_path: Path) -> None:
    target = tmp_path / ("质" * 83 + ".qid")  # 253 bytes; a file system allows 255
    with Library.open(path, "李工", read_only=True) as library:
        library.copy_to(target)
    assert target.exists()


def test_a_full_disk_leaves_no_half_copy(path: Path, small_disk: Callable[[int], Path]) -> None:
    folder = small_disk(64)
    with Library.open(path, "李工") as library:
        with pytest.raises(WriteError, match="disk is full"):
            library.copy_to(folder / "copy.qid")
        assert library.problems() == []
    assert os.listdir(folder) == []


def test_a_folder_that_takes_no_writing_is_told(path: Path, read_only_disk: Callable[[Path], Path]) -> None:
    view = read_only_disk(path.parent)
    with Library.open(path, "李工") as library, pytest.raises(WriteError, match="choose another folder"):
        library.copy_to(view / "copy.qid")


def test_a_damaged_library_gives_no_copy(path: Path, tmp_path: Path) -> None:
    before = sorted(item.name for item in tmp_path.iterdir())
    data = bytearray(path.read_bytes())
    with Library.open(path, "李工", read_only=True) as library:
        library.connection.execute("PRAGMA cache_size = 1")
        library.connection.execute("PRAGMA shrink_memory")  # so that the pages come from the file, not from memory
        data[3 * 4096 : 3 * 4096 + 300] = b"\xee" * 300
        with path.open("rb+") as file:
            file.write(data)
        with pytest.raises(WriteError, match="would be damaged"):
            library.copy_to(tmp_path / "copy.qid")
    assert sorted(item.name for item in tmp_path.iterdir()) == before


def test_libraries_of_one_name_keep_their_backups_apart(tmp_path: Path, home: Path) -> None:
    folders = {backup.folder(tmp_path / place / "报告.qid") for place in ("a", "b")}
    assert len(folders) == 2
    assert all(folder.parent == home / "backups" and folder.name.startswith("报告-") for folder in folders)


def test_the_copy_before_a_migration_stands_in_the_librarys_folder(path: Path, home: Path) -> None:
    with Library.open(path, "李工") as library:
        first = backup.before_migration(library.connection, path)
        second = backup.before_migration(library.connection, path)
    assert first.parent == second.parent == backup.folder(path)
    assert first != second
    shutil.rmtree(home / "backups")


def test_a_copy_can_be_read_by_any_sqlite(path: Path, tmp_path: Path) -> None:
    with Library.open(path, "李工") as library:
        library.copy_to(tmp_path / "copy.qid")
    with closing(sqlite3.connect(tmp_path / "copy.qid")) as connection:
        assert connection.execute("SELECT name FROM company").fetchall() == [("某仪表有限公司",)]
