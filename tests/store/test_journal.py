"""The journal: what is recorded, merged, undone and done again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from qi_desktop.core import richtext
from qi_desktop.core.changes import Change, Changes
from qi_desktop.core.errors import DamagedError, ReadOnlyError
from qi_desktop.core.model import Asset, Block, BlockKind, Chapter, Company, Report, Row
from qi_desktop.session import Session, portable
from qi_desktop.store import journal
from qi_desktop.store.library import Library
from qi_desktop.store.repository import Entity, Repository
from tests.strategies import texts


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path, "李工") as opened:
        yield opened


@pytest.fixture
def repository(library: Library) -> Repository:
    return Repository(library)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A clock that stands until a test moves it: its one item is the time."""
    now = [datetime(2025, 6, 1, 12, tzinfo=UTC)]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return now[0]

    monkeypatch.setattr(journal, "datetime", Clock)
    return now


def entries(library: Library) -> list[tuple[Any, ...]]:
    return library.connection.execute("SELECT operation, table_name, row_id, before, after FROM journal ORDER BY id").fetchall()


def rename(library: Library, name: str, merge_key: str = "", verb: str = "company.change") -> Changes:
    repository = Repository(library)
    with library.operation(verb, "公司", merge_key) as running:
        repository.update(Company(repository.company().id, name=name))
    return running.changes


def test_a_write_outside_an_operation_fails_and_changes_nothing(library: Library, repository: Repository) -> None:
    before = repository.company()
    with pytest.raises(sqlite3.IntegrityError):
        repository.update(Company(before.id, name="x"))
    with pytest.raises(sqlite3.IntegrityError):
        repository.delete(before)
    with pytest.raises(sqlite3.IntegrityError):
        repository.insert(Row("0" * 12, "facts", "", "", "V"))
    assert repository.company() == before
    assert repository.all(Row) == []


def test_every_kind_of_content_is_recorded_when_it_comes_changes_and_goes(library: Library, repository: Repository) -> None:
    values: list[Entity] = [
        Report("a" * 12, 2030),
        Chapter("b" * 12, "a" * 12, "", "V", "一"),
        Block("c" * 12, "b" * 12, "V", BlockKind.PARAGRAPH),
        Row("d" * 12, "facts", "", "", "V"),
        Asset("e" * 12, "a.png", "image/png", "0" * 64, 3),
    ]
    with library.operation("test") as running:
        repository.insert_many(values)
    assert [(item.action, item.owner) for item in running.changes.items] == [
        ("insert", ""),
        ("insert", "a" * 12),
        ("insert", "b" * 12),
        ("insert", "facts"),
        ("insert", ""),
    ]
    assert [item.action for item in library.undo().items] == ["delete"] * 5
    assert [item.action for item in library.redo().items] == ["insert"] * 5
    with library.operation("test") as running:
        for value in reversed(values):
            repository.delete(value)
    assert [item.action for item in running.changes.items] == ["delete"] * 5
    assert [item.owner for item in running.changes.items] == ["", "facts", "b" * 12, "a" * 12, ""]
    library.undo()
    assert repository.get(Block, "c" * 12) == values[2]


def test_an_operation_without_a_change_leaves_no_trace(library: Library) -> None:
    history, recorded = library.operations(), entries(library)
    with library.operation("test") as running:
        pass
    assert running.changes == Changes(0, "test", "")
    rename(library, "某仪表有限公司 2")
    assert rename(library, "某仪表有限公司 2") == Changes(0, "company.change", "公司")
    library.undo()
    assert library.operations()[1:] == history
    assert entries(library)[: len(recorded)] == recorded


def test_an_operation_without_a_change_does_not_take_away_what_can_be_redone(library: Library, repository: Repository) -> None:
    rename(library, "甲")
    library.undo()
    rename(library, repository.company().name)
    rename(library, repository.company().name, "key")
    assert library.redo()
    assert repository.company().name == "甲"


def test_an_operation_that_takes_back_its_own_changes_leaves_no_trace(library: Library, repository: Repository) -> None:
    history, recorded, company = library.operations(), entries(library), repository.company()
    row = Row("d" * 12, "facts", "", "", "V")
    with library.operation("test") as running:
        repository.insert(row)
        repository.delete(row)
        repository.update(Company(company.id, name="x"))
        repository.update(company)
    assert not running.changes
    assert running.changes.operation == 0
    assert library.operations() == history
    assert entries(library) == recorded


def test_writing_the_same_bytes_by_another_way_leaves_no_trace_either(library: Library) -> None:
    history = library.operations()
    with library.operation("test"):
        library.connection.execute("UPDATE company SET name = name")
    assert library.operations() == history


def test_one_entry_a_row_is_kept_of_an_operation(library: Library, repository: Repository) -> None:
    company, before = repository.company(), len(entries(library))
    with library.operation("test") as running:
        for name in ("甲", "乙", "丙"):
            repository.update(Company(company.id, name=name))
    (entry,) = entries(library)[before:]
    assert json.loads(entry[3])["name"] == company.name
    assert json.loads(entry[4])["name"] == "丙"
    assert running.changes.items == (Change("company", company.id, "update"),)


def test_a_row_that_came_and_changed_in_one_operation_came(library: Library, repository: Repository) -> None:
    row = Row("d" * 12, "facts", "", "", "V")
    with library.operation("test") as running:
        repository.insert(row)
        repository.update(Row(row.id, "facts", "", "", "W"))
    assert [item.action for item in running.changes.items] == ["insert"]


def test_a_row_that_went_and_came_back_changed(library: Library, repository: Repository) -> None:
    company = repository.company()
    with library.operation("test") as running:
        repository.delete(company)
        repository.insert(Company(company.id, name="x"))
    assert [item.action for item in running.changes.items] == ["update"]
    library.undo()
    assert repository.company() == company


def test_a_moved_row_names_both_its_owners_whichever_way_it_goes(library: Library, repository: Repository) -> None:
    report = repository.reports()[0]
    with library.operation("test"):
        repository.insert_many([Chapter("b" * 12, report.id, "", "V", "一"), Chapter("e" * 12, report.id, "", "W", "二")])
        repository.insert(Block("c" * 12, "b" * 12, "V", BlockKind.PARAGRAPH))
    with library.operation("test") as running:
        repository.update(Block("c" * 12, "e" * 12, "V", BlockKind.PARAGRAPH))
    assert running.changes.items == (Change("block", "c" * 12, "update", "e" * 12, "b" * 12),)
    assert library.undo().items == (Change("block", "c" * 12, "update", "b" * 12, "e" * 12),)
    assert library.redo().owners("block") == {"b" * 12, "e" * 12}


# --- merging ------------------------------------------------------------------------------------------------------------------------------


def test_typing_that_goes_on_is_one_step(library: Library, repository: Repository, clock: list[datetime]) -> None:
    before = repository.company().name
    operations = set()
    for text in ("质", "质量", "质量诚", "质量诚信"):
        operations.add(rename(library, text, "key").operation)
        clock[0] += journal.MERGE_PAUSE
    assert len(operations) == 1
    library.undo()
    assert repository.company().name == before
    library.redo()
    assert repository.company().name == "质量诚信"


@pytest.mark.parametrize("step", [journal.MERGE_PAUSE + timedelta(milliseconds=1), timedelta(seconds=-1)])
def test_after_a_pause_or_when_the_clock_jumps_back_typing_is_a_new_step(
    library: Library, repository: Repository, clock: list[datetime], step: timedelta
) -> None:
    rename(library, "甲", "key")
    clock[0] += step
    rename(library, "乙", "key")
    library.undo()
    assert repository.company().name == "甲"


@pytest.mark.parametrize(("key", "verb"), [("other", "company.change"), ("key", "report.change"), ("", "company.change")])
def test_another_key_or_verb_is_a_new_step(library: Library, repository: Repository, clock: list[datetime], key: str, verb: str) -> None:
    rename(library, "甲", "key")
    rename(library, "乙", key, verb)
    library.undo()
    assert repository.company().name == "甲"


def test_another_author_is_a_new_step(path: Path, clock: list[datetime]) -> None:
    with Library.open(path, "李工") as library:
        rename(library, "甲", "key")
    with Library.open(path, "王工") as library:
        rename(library, "乙", "key")
        library.undo()
        assert Repository(library).company().name == "甲"
        assert [operation.author for operation in library.operations()[:2]] == ["王工", "李工"]


def test_something_done_between_ends_the_typing(library: Library, repository: Repository, clock: list[datetime]) -> None:
    rename(library, "甲", "key")
    rename(library, "乙")
    rename(library, "丙", "key")
    library.undo()
    assert repository.company().name == "乙"


def test_typing_after_an_undo_is_a_new_step(library: Library, repository: Repository, clock: list[datetime]) -> None:
    rename(library, "甲")
    rename(library, "乙", "key")
    library.undo()
    rename(library, "丙", "key")
    library.undo()
    assert repository.company().name == "甲"
    assert library.redo().operation
    assert repository.company().name == "丙"


def test_a_merged_save_tells_only_what_it_changed_itself(library: Library, repository: Repository, clock: list[datetime]) -> None:
    with library.operation("typing", merge_key="key"):
        repository.insert(Row("d" * 12, "facts", "", "", "V"))
    with library.operation("typing", merge_key="key") as running:
        repository.insert(Row("e" * 12, "facts", "", "", "W"))
    assert running.changes.ids("register_row") == ("e" * 12,)
    assert library.undo().ids("register_row") == ("e" * 12, "d" * 12)


def test_typing_back_to_the_beginning_removes_the_step(library: Library, repository: Repository, clock: list[datetime]) -> None:
    history, name = library.operations(), repository.company().name
    rename(library, "甲", "key")
    rename(library, name, "key")
    rename(library, name, "key")
    assert [operation.id for operation in library.operations()] == [operation.id for operation in history]


def test_a_time_that_nobody_can_read_only_ends_the_typing(library: Library, repository: Repository) -> None:
    for time in ("yesterday", "2025-01-01T00:00:00", "", None):
        rename(library, f"甲 {time}", "key")
        library.connection.execute("UPDATE operation SET time = ?", (time,))
        rename(library, "乙", "key")
        library.undo()
        assert repository.company().name == f"甲 {time}"


# --- nesting and failing ------------------------------------------------------------------------------------------------------------------


def test_an_operation_inside_another_belongs_to_it(library: Library, repository: Repository) -> None:
    count = len(library.operations())
    with library.operation("outer", "外") as outer:
        inner = rename(library, "甲")
        assert not inner, "what changed is told when the whole is done"
        rename(library, "乙")
    assert outer.changes.verb == "outer"
    assert outer.changes.ids("company")
    assert [operation.verb for operation in library.operations()[: len(library.operations()) - count]] == ["outer"]
    library.undo()
    assert repository.company().name == "某仪表有限公司"


def test_an_operation_inside_another_tells_what_it_made(library: Library) -> None:
    with library.operation("outer"):
        with library.operation("inner") as inner:
            inner.created = "x"
        assert inner.changes.created == "x"


def test_an_exception_takes_back_the_whole_operation(library: Library, repository: Repository) -> None:
    history, recorded = library.operations(), entries(library)

    def fail() -> None:
        with library.operation("outer"):
            rename(library, "甲")
            with library.operation("inner"):
                rename(library, "乙")
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert repository.company().name == "某仪表有限公司"
    assert (library.operations(), entries(library)) == (history, recorded)
    rename(library, "丙")
    library.undo()
    assert repository.company().name == "某仪表有限公司"


def test_a_failed_operation_does_not_take_away_what_can_be_redone(library: Library, repository: Repository) -> None:
    rename(library, "甲")
    library.undo()

    def fail() -> None:
        with library.operation("test"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert library.redo()
    assert repository.company().name == "甲"


# --- undo and redo ------------------------------------------------------------------------------------------------------------------------


def test_undo_and_redo_name_what_they_would_do(library: Library) -> None:
    rename(library, "甲")
    before = library.next_to_undo()
    assert before is not None
    assert (before.verb, before.subject, before.author, before.undone) == ("company.change", "公司", "李工", False)
    assert library.next_to_redo() is None
    library.undo()
    after = library.next_to_redo()
    assert after is not None
    assert (after.id, after.undone) == (before.id, True)


def test_with_nothing_to_undo_or_redo_nothing_happens(path: Path) -> None:
    with Session.create(path.with_name("b.qid")) as session:
        assert session.undo() == Changes()
        assert session.redo() == Changes()
        assert session.library.next_to_undo() is None, "the making of a library is not undone"


def test_undo_reaches_across_a_restart(path: Path) -> None:
    with Library.open(path, "李工") as library:
        rename(library, "甲")
        rename(library, "乙")
    with Library.open(path, "王工") as library:
        library.undo()
        assert Repository(library).company().name == "甲"
    with Library.open(path, "王工") as library:
        library.undo()
        assert Repository(library).company().name == "某仪表有限公司"
        library.redo()
    with Library.open(path, "李工") as library:
        library.redo()
        assert Repository(library).company().name == "乙"


def test_doing_something_new_drops_what_could_be_redone_but_keeps_its_history(library: Library, repository: Repository) -> None:
    rename(library, "甲")
    rename(library, "乙")
    library.undo()
    library.undo()
    rename(library, "丙")
    assert library.redo() == Changes()
    assert repository.company().name == "丙"
    assert [operation.undone for operation in library.operations()[:3]] == [False, True, True]


def test_undo_brings_back_rows_whatever_the_order_of_their_keys(library: Library, repository: Repository) -> None:
    report = repository.reports()[0]
    chapters, blocks = repository.chapters(report.id), [Block("c" * 12, repository.chapters(report.id)[0].id, "V", BlockKind.PARAGRAPH)]
    with library.operation("test"):
        repository.insert_many(blocks)
    with library.operation("test"):
        for value in blocks:
            repository.delete(value)
        for chapter in chapters:
            repository.delete(chapter)
        repository.delete(report)
    library.undo()
    assert repository.reports() == [report]
    assert repository.chapters(report.id) == chapters
    library.redo()
    assert repository.reports() == []


@given(texts, texts, texts)
def test_any_text_survives_undo_and_redo(tmp_path_factory: pytest.TempPathFactory, name: str, cell: str, footnote: str) -> None:
    place = tmp_path_factory.mktemp("any") / "a.qid"
    with Session.create(place) as session:
        first = portable.dump(session)
        session.company.change(name=name)
        session.rows.add("product_certificates", [{"number": cell}])
        session.reports.new(2025)
        chapter = session.chapters.add(session.reports.of_year().id, cell).created
        session.blocks.add(chapter, text=richtext.normalise([richtext.Run("", footnote=footnote + "注", bold=True)]), attributes={"note": cell})
        last = portable.dump(session)
        while session.undo():
            pass
        assert portable.dump(session) == first
        while session.redo():
            pass
        assert portable.dump(session) == last


def test_a_reader_cannot_undo(path: Path) -> None:
    with Library.open(path, "李工", read_only=True) as library:
        for act in (library.undo, library.redo):
            with pytest.raises(ReadOnlyError):
                act()


@pytest.mark.parametrize(
    "entry",
    [
        "not json",
        "[]",
        '{"id": "x", "name": ["list"]}',
        '{"id": "x", "name": 1.5}',
        "[" * 100_000,
        '{"id": "x", "rank": {}}',
        '{"id": "x", "name": null, "name": {"a": 1}}',
    ],
)
def test_a_history_that_somebody_else_wrote_is_told_as_damaged_and_changes_nothing(library: Library, repository: Repository, entry: str) -> None:
    rename(library, "甲")
    library.connection.execute("UPDATE journal SET before = ? WHERE id = (SELECT max(id) FROM journal)", (entry,))
    with pytest.raises(DamagedError):
        library.undo()
    assert repository.company().name == "甲"
    rename(library, "乙")


def test_names_of_columns_in_a_strangers_history_are_never_run(library: Library, repository: Repository) -> None:
    rename(library, "甲")
    evil = json.dumps({"id": "x", "name": "乙", 'name") VALUES (1); DROP TABLE company; --': "z", "gone_column": "old"})
    library.connection.execute("UPDATE journal SET before = ? WHERE id = (SELECT max(id) FROM journal)", (evil,))
    library.undo()
    assert repository.company().name == "乙"


@pytest.mark.parametrize("table", ["journal", "sqlite_schema", "company; DROP TABLE company", ""])
def test_a_strangers_history_reaches_no_other_table(library: Library, repository: Repository, table: str) -> None:
    rename(library, "甲")
    library.connection.execute("UPDATE journal SET table_name = ? WHERE id = (SELECT max(id) FROM journal)", (table,))
    with pytest.raises(DamagedError):
        library.undo()
    assert repository.company().name == "甲"


def test_a_strangers_history_that_breaks_the_keys_is_refused(library: Library, repository: Repository) -> None:
    with library.operation("test"):
        repository.delete(repository.chapters(repository.reports()[0].id)[0])
    left = repository.all(Chapter)
    library.connection.execute('UPDATE journal SET before = replace(before, \'"report_id":"\', \'"report_id":"x\')')
    with pytest.raises(DamagedError):
        library.undo()
    assert repository.all(Chapter) == left
