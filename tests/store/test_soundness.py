"""A large library is looked through beside the work: nothing is written before it is known to be sound, and damage is never written over."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qi_desktop.core.errors import DamagedError
from qi_desktop.core.model import Company
from qi_desktop.store import library as library_module
from qi_desktop.store import soundness
from qi_desktop.store.library import Library
from qi_desktop.store.repository import Repository
from tests.store.conftest import spoil


@pytest.fixture(autouse=True)
def every_library_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "_CHECKED_AT_ONCE", 0)


def rename(library: Library) -> None:
    repository = Repository(library)
    with library.operation("company.change"):
        repository.update(Company(repository.company().id, name="新名"))


def opened_beside(path: Path) -> Library:
    return Library.open(path, "李工", check_beside=True)


def test_a_sound_library_is_changed_as_any_other(path: Path) -> None:
    with opened_beside(path) as library:
        rename(library)
        assert library.is_settled
    with opened_beside(path) as library:
        library.settle()
        assert Repository(library).company().name == "新名"


def test_the_first_change_waits_for_the_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, ask = threading.Event(), soundness.check
    order: list[str] = []

    def slowly(connection: sqlite3.Connection, place: Path, tables: tuple[str, ...] = ()) -> None:
        if not tables:
            go.wait(30)
            order.append("answer")
        ask(connection, place, tables)

    monkeypatch.setattr(soundness, "check", slowly)
    with opened_beside(path) as library:
        assert not library.is_settled
        assert Repository(library).company().name == "某仪表有限公司", "what is there can be read"
        threading.Timer(0.2, go.set).start()
        rename(library)
        order.append("change")
    assert order == ["answer", "change"]


@pytest.mark.parametrize("table", sorted(library_module._LARGE_TABLES))
@pytest.mark.parametrize("read_only", [True, False])
def test_damage_that_is_found_beside_the_work_is_told_and_left_as_it_is(path: Path, table: str, read_only: bool) -> None:
    broken = spoil(path, table)
    with Library.open(path, "李工", read_only, check_beside=True) as library:
        with pytest.raises(DamagedError, match="backups"):
            library.settle()
        assert library.is_settled
        for write in () if read_only else (lambda: rename(library), library.undo, library.redo):
            with pytest.raises(DamagedError):
                write()
    assert path.read_bytes() == broken


@pytest.mark.parametrize("table", ["chapter", "company", "report", "operation"])
def test_damage_where_the_first_views_read_is_told_at_once(path: Path, table: str) -> None:
    broken = spoil(path, table)
    with pytest.raises(DamagedError):
        opened_beside(path)
    assert path.read_bytes() == broken


def test_whoever_does_not_ask_for_it_waits_for_the_whole(path: Path) -> None:
    spoil(path, "asset_data")
    with pytest.raises(DamagedError):
        Library.open(path, "李工")


def test_closing_does_not_wait_for_the_answer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO asset_data WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) SELECT i, zeroblob(1000000) FROM n"
        )
    library = opened_beside(path)
    check = library._check
    assert check is not None
    library.close()
    assert check.is_done
    check.wait()


def test_a_file_that_cannot_be_asked_is_told(path: Path) -> None:
    def none() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{path.with_name('none.qid')}?mode=ro", uri=True)

    check = soundness.Check(path, none)
    with pytest.raises(Exception, match="cannot be opened"):
        check.wait()


def test_what_is_brought_up_to_date_is_looked_through_before(path: Path) -> None:
    path.write_bytes((Path(__file__).parents[1] / "fixtures" / "schema-1.qid").read_bytes())
    with opened_beside(path) as library:
        assert library._check is None
