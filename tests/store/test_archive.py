"""Automatic backups: kept when something changed, and restored without losing what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qi_desktop.core.errors import DamagedError, LockedError, ReadOnlyError, WriteError
from qi_desktop.session import Session
from qi_desktop.session.backups import listed, restore
from qi_desktop.store import archive, backup


def name_of(path: Path) -> str:
    with Session.open(path, read_only=True) as session:
        return session.company.get().name


def rename(path: Path, name: str) -> None:
    with Session.open(path) as session:
        session.company.change(name=name)
        session.backups.keep()


def test_a_library_is_backed_up_only_if_it_has_changed(path: Path) -> None:
    with Session.open(path) as session:
        first = session.backups.keep()
        assert first is not None
        assert session.backups.keep() is None
        session.company.change(name="乙")
        second = session.backups.keep()
        assert second is not None
        assert name_of(second) == "乙"
        session.undo()
        assert session.backups.keep() is not None
        session.snapshots.take(session.reports.of_year().id, "送审稿")
        assert session.backups.keep() is not None
        assert session.backups.keep() is None
        assert len(session.backups.listed()) == 4


def test_after_the_clock_was_put_back_nothing_is_backed_up_twice_and_nothing_thinned(path: Path) -> None:
    with Session.open(path) as session:
        first = session.backups.keep()
        assert first is not None
        ahead = first.with_name(first.name.replace(f"{datetime.now():%Y}", f"{datetime.now().year + 1}"))
        first.rename(ahead)
        assert session.backups.keep() is None
        session.company.change(name="乙")
        second = session.backups.keep()
        assert second is not None
        assert session.backups.keep() is None
        assert {backup.path for backup in session.backups.listed()} == {ahead, second}


def test_backups_are_listed_with_time_and_size_and_nothing_else_is(path: Path) -> None:
    rename(path, "乙")
    folder = backup.folder(path)
    for name in ("note.txt", "x-20261399-999999-abcd.qid", "mine.qid"):
        (folder / name).write_text("x")
    (found,) = listed(path)
    assert found.size == found.path.stat().st_size > 0
    assert timedelta(0) <= datetime.now() - found.time < timedelta(minutes=10)


def test_old_backups_are_thinned_when_a_new_one_is_kept(path: Path) -> None:
    rename(path, "乙")
    (made,) = listed(path)
    day = datetime.now() - timedelta(days=3)
    old = [made.path.with_name(f"{path.stem}-{day:%Y%m%d}-{hour:02}0000-abcd.qid") for hour in range(5)]
    for place in old:
        shutil.copyfile(made.path, place)
    rename(path, "丙")
    assert [item.path for item in listed(path)][2:] == old[-1:]
    assert made.path in [item.path for item in listed(path)]


def test_the_distance_counts_what_differs(path: Path) -> None:
    with Session.open(path) as session:
        session.backups.keep()
        (kept,) = session.backups.listed()
        assert session.backups.distance(kept) == archive.Distance(0, 0, 0, 0, 0)
        session.chapters.add(session.reports.of_year().id, "新章")
        session.rows.add("honours", [{"name": "奖"}, {"name": "二"}])
        session.company.change(name="乙")
        assert session.backups.distance(kept) == archive.Distance(3, 1, 0, 2, 1)


def test_restoring_keeps_the_present_state_as_a_backup(path: Path) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    with Session.open(path) as session:
        session.company.change(name="新")
    replaced = restore(path, kept.path)
    assert name_of(path) == "旧"
    assert replaced is not None
    assert replaced in [item.path for item in listed(path)]
    restore(path, replaced)
    assert name_of(path) == "新"


def test_a_library_in_use_is_not_restored(path: Path) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    with Session.open(path) as session:
        session.company.change(name="新")
        with pytest.raises(LockedError):
            restore(path, kept.path)
    assert name_of(path) == "新"


def test_a_damaged_file_that_is_replaced_is_kept_byte_for_byte(path: Path) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    path.write_bytes(path.read_bytes()[:5000])
    broken = path.read_bytes()
    replaced = restore(path, kept.path)
    assert name_of(path) == "旧"
    assert replaced is not None
    assert replaced.read_bytes() == broken
    assert [item.path for item in listed(path)] == [kept.path]


def test_a_library_that_is_gone_comes_back(path: Path) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    path.unlink()
    assert restore(path, kept.path) is None
    assert name_of(path) == "旧"


def test_a_broken_writers_journal_is_not_played_into_the_restored_library(path: Path) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    side = path.with_name(path.name + "-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i, hex(i) FROM n"
        )
        journal, half = side.read_bytes(), path.read_bytes()
    path.write_bytes(b"SQLite format 3\0" + os.urandom(len(half) - 16))
    side.write_bytes(journal)
    restore(path, kept.path)
    assert not side.exists()
    assert name_of(path) == "旧"


def test_a_damaged_backup_is_not_restored(path: Path) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    kept.path.write_bytes(kept.path.read_bytes()[:9000])
    before = path.read_bytes()
    with pytest.raises(DamagedError):
        restore(path, kept.path)
    assert path.read_bytes() == before


def test_a_disk_that_fails_while_restoring_leaves_the_library_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(WriteError):
        restore(path, kept.path)
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == [path.name]


def test_one_who_only_reads_can_list_and_compare(path: Path) -> None:
    rename(path, "旧")
    with Session.open(path, read_only=True) as session:
        (kept,) = session.backups.listed()
        assert session.backups.distance(kept).operations == 0
        with pytest.raises(ReadOnlyError):
            session.company.change(name="新")


def test_a_backup_of_an_older_version_can_be_restored(path: Path, project: Path) -> None:
    rename(path, "旧")
    (kept,) = listed(path)
    old = replace(kept, path=kept.path.with_name(f"{path.stem}-20200101-000000-abcd.qid"))
    shutil.copyfile(project / "tests" / "fixtures" / "schema-1.qid", old.path)
    restore(path, old.path)
    with Session.open(path) as session:
        assert session.reports.all()
