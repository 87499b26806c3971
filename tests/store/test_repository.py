"""Values and their rows; rows that nobody but a stranger can have written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.errors import ContentError, DamagedError, NotFoundError
from qi_desktop.core.model import Asset, Block, BlockKind, Chapter, Company, Report, Row
from qi_desktop.core.richtext import Run
from qi_desktop.interchange.library_json import LibraryContents
from qi_desktop.session import Session, portable
from qi_desktop.store.library import Library
from qi_desktop.store.repository import _TABLES, Repository, _plain_rows
from tests.strategies import libraries

KINDS: tuple[type[Any], ...] = (Company, Report, Chapter, Block, Row, Asset)


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path, "李工") as opened:
        yield opened


@pytest.fixture
def repository(library: Library) -> Repository:
    return Repository(library)


def add(library: Library, *values: Any) -> None:
    with library.operation("test"):
        Repository(library).insert_many(values)


@given(libraries())
def test_what_is_written_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, contents: LibraryContents) -> None:
    place = tmp_path_factory.mktemp("any") / "passing"
    with Library.create(place, "李工") as library:
        repository = Repository(library)
        with library.operation("test"):
            for digest, data in contents.data.items():
                repository.keep_data(digest, data)
            for entities in ([contents.company], contents.reports, contents.chapters, contents.blocks, contents.rows, contents.assets):
                repository.insert_many(entities)
        expected: tuple[Any, ...] = ([contents.company], contents.reports, contents.chapters, contents.blocks, contents.rows, contents.assets)
        for kind, values in zip(KINDS, expected, strict=True):
            assert repository.all(kind) == sorted(values, key=lambda value: value.id)
        history = library.operations()
        with library.operation("test"):
            for values in expected:
                for value in values:
                    repository.update(value)
        assert library.operations() == history, "writing the same values leaves no trace"
    os.unlink(place)


def test_what_is_not_there_is_told_in_words(repository: Repository) -> None:
    for kind in KINDS:
        with pytest.raises(NotFoundError) as caught:
            repository.get(kind, "0" * 12)
        assert str(caught.value).endswith((".", "backup."))
        assert not repository.exists(kind, "0" * 12)
    with pytest.raises(NotFoundError):
        repository.asset_data("0" * 64)


def test_changing_what_is_not_there_is_refused(library: Library, repository: Repository) -> None:
    def act() -> None:
        with library.operation("test"):
            repository.update(Company("0" * 12))

    with pytest.raises(NotFoundError):
        act()


def test_siblings_come_in_the_order_of_their_ranks(library: Library, repository: Repository) -> None:
    chapter = repository.all(Chapter)[0]
    add(
        library,
        *(Block(name * 12, chapter.id, rank, BlockKind.PARAGRAPH) for name, rank in (("a", "z"), ("b", "A"), ("c", "a"), ("d", "9"), ("e", "A"))),
    )
    assert "".join(block.id[0] for block in repository.blocks(chapter.id)) == "dbeca"


def test_rows_are_found_by_register_report_and_parent(library: Library, repository: Repository) -> None:
    add(
        library,
        Row("a" * 12, "certificates", "", "", "B"),
        Row("b" * 12, "models", "", "a" * 12, "B"),
        Row("c" * 12, "models", "", "", "A"),
        Row("d" * 12, "models", "r", "", "A"),
    )
    assert [row.id[0] for row in repository.rows("models")] == ["c", "b"]
    assert [row.id[0] for row in repository.rows("models", parent_id="")] == ["c"]
    assert [row.id[0] for row in repository.rows("models", "r")] == ["d"]
    assert [row.id[0] for row in repository.children(["a" * 12])] == ["b"]


def test_texts_are_stored_without_what_no_word_file_can_hold(library: Library, repository: Repository) -> None:
    chapter = repository.all(Chapter)[0]
    with library.operation("test"):
        repository.update(Company(repository.company().id, name="a\x00b\ud800", address="一\r\n二"))
        repository.insert(
            Block("b" * 12, chapter.id, "V", BlockKind.TABLE, (Run("x\x0b", link="\ud800y"), Run("")), {"rows": (("\x00", [{"text": "z"}]),)})
        )
        repository.insert(Row("c" * 12, "facts", "", "", "V", {"na\x00me": "\ufffe1"}))
    assert repository.company() == Company(repository.company().id, name="ab", address="一\n二")
    assert repository.get(Block, "b" * 12) == Block(
        "b" * 12, chapter.id, "V", BlockKind.TABLE, (Run("x", link="y"),), {"rows": [["", [{"text": "z"}]]]}
    )
    assert repository.get(Row, "c" * 12).values == {"name": "1"}


def test_attributes_that_cannot_be_read_again_are_not_written(library: Library, repository: Repository) -> None:
    chapter = repository.all(Chapter)[0]

    def act() -> None:
        add(library, Block("b" * 12, chapter.id, "V", BlockKind.FIGURE, (), {"width": float("nan")}))

    with pytest.raises(ContentError):
        act()
    assert not repository.exists(Block, "b" * 12)


HOSTILE = [
    ("report", "status", "secret"),
    ("chapter", "matter", "dark"),
    ("chapter", "status", None),
    ("chapter", "requirement", ""),
    ("chapter", "title", None),
    ("chapter", "rank", "一"),
    ("chapter", "rank", ""),
    ("chapter", "rank", "a0"),
    ("block", "kind", "script"),
    ("block", "text", "{"),
    ("block", "text", "{}"),
    ("block", "text", '[{"text": 1}]'),
    ("block", "text", None),
    ("block", "text", "[" * 100_000),
    ("block", "attributes", "[]"),
    ("block", "attributes", '{"level": "x"}'),
    ("block", "attributes", '{"x": NaN}'),
    ("block", "attributes", '{"x": 1e999}'),
    ("block", "attributes", '{"x":' * 50_000),
    ("register_row", "values", "null"),
    ("register_row", "values", '{"a": 1}'),
    ("register_row", "values", "not json"),
    ("company", "name", None),
    ("asset", "size", None),
]


@pytest.mark.parametrize(("table", "column", "value"), HOSTILE, ids=lambda value: str(value)[:20])
def test_a_row_that_a_stranger_wrote_is_told_as_damage_and_found_by_the_check(path: Path, table: str, column: str, value: object) -> None:
    with Session.open(path) as session:
        chapter = session.repository.all(Chapter)[0]
        session.blocks.add(chapter.id)
        session.rows.add("product_certificates", [{"number": "x"}])
        session.assets.add("a.png", b"x")
        database = session.library.connection
        database.execute("UPDATE journal_state SET recording = 0")
        database.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
        database.execute("UPDATE journal_state SET recording = 1")
    with Session.open(path, read_only=True) as session:
        (kind,) = (
            kind for kind, name in zip(KINDS, ("company", "report", "chapter", "block", "register_row", "asset"), strict=True) if name == table
        )
        with pytest.raises(DamagedError) as caught:
            session.repository.all(kind)
        assert path.name in str(caught.value)
        assert "\n" not in str(caught.value)
        assert len(portable.problems(session)) == 1


def test_bytes_that_are_no_text_are_damage(path: Path) -> None:
    with Library.open(path, "李工") as library:
        library.connection.execute("UPDATE journal_state SET recording = 0")
        library.connection.execute("UPDATE chapter SET title = CAST(x'ff41' AS TEXT)")
        with pytest.raises(DamagedError):
            Repository(library).all(Chapter)


def test_texts_of_a_stranger_are_read_clean(path: Path) -> None:
    with Library.open(path, "李工") as library:
        library.connection.execute("UPDATE journal_state SET recording = 0")
        library.connection.execute("UPDATE chapter SET title = 'a' || char(11) || 'b', guidance = char(65534)")
        assert {(chapter.title, chapter.guidance) for chapter in Repository(library).all(Chapter)} == {("ab", "")}


def titles(repository: Repository) -> set[str]:
    """The titles of the library's only report, as they are read now."""
    (report,) = repository.reports()
    return {chapter.title for chapter in repository.chapters(report.id)}


def test_chapters_are_read_once_until_something_is_written(library: Library, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[type] = []
    select = Repository._select

    def counted(self: Repository, kind: type[Any], *rest: Any, **named: Any) -> list[Any]:
        reads.append(kind)
        return select(self, kind, *rest, **named)

    monkeypatch.setattr(Repository, "_select", counted)
    assert titles(repository) == titles(repository)
    assert reads.count(Chapter) == 1
    add(library, Report("r" * 12, 1999))
    assert repository.chapters("r" * 12) == []
    assert reads.count(Chapter) == 2


def test_chapters_are_those_of_now_in_and_after_an_operation_that_fails_and_after_undo(library: Library, repository: Repository) -> None:
    (report,) = repository.reports()
    before, new = titles(repository), Chapter("n" * 12, report.id, "", "z", "新的一章")

    def fail() -> None:
        with library.operation("test"):
            assert titles(repository) == before
            repository.insert(new)
            assert titles(repository) == before | {"新的一章"}
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert titles(repository) == before
    add(library, new)
    assert titles(repository) == before | {"新的一章"}
    library.undo()
    assert titles(repository) == before
    library.redo()
    assert titles(repository) == before | {"新的一章"}


def test_a_reader_sees_the_chapters_that_another_opening_wrote(path: Path, library: Library, repository: Repository) -> None:
    (report,) = repository.reports()
    with Library.open(path, "王工", read_only=True) as other:
        reader = Repository(other)
        before = titles(reader)
        add(library, Chapter("n" * 12, report.id, "", "z", "新的一章"))
        assert titles(reader) == before | {"新的一章"}


def test_one_column_is_read_as_whole_rows_tell_it(library: Library, repository: Repository) -> None:
    values = [{"a": "原料\u0007\n二", "b": "1"}, {"b": ""}, {"a": ""}, {"a": 'x"\\y'}]
    rows = [Row(f"r{number}", "own", "", "p" if number % 2 else "", str(9 - number), cells) for number, cells in enumerate(values)]
    add(library, *rows)
    read = sorted(repository.rows("own"), key=lambda row: row.parent_id)
    assert repository.row_cells("own", "", "a") == [row.values.get("a", "") for row in read]
    assert repository.row_standings("own", "") == [(row.id, row.rank, row.parent_id) for row in read]


@pytest.mark.parametrize("stored", ['{"a": 1}', "{", '{"a": "\\ud800"}'])
def test_a_column_of_damaged_rows_is_told(library: Library, repository: Repository, stored: str) -> None:
    add(library, Row("r", "own", "", "", "a", {"a": "x"}))
    with library.operation("test"):
        library.connection.execute('UPDATE register_row SET "values" = ?', (stored,))
    with pytest.raises(DamagedError):
        repository.row_cells("own", "", "a")


# --- rows that are read together ---

CELLS = ('{"a":"甲"}', '{"a":"x,y","b":""}', '{"a":"线\\n段","b":"引\\"号"}', "{}", '{"a":"{花括号}"}', '{"a":"},{"}')
STRANGE = (
    '{"a":5}',
    "[]",
    "",
    '{"a":"x}',
    '{y":"z"}',
    '{"a":"1"},{"a":"2"}',
    '{"a":"\\u0001"}',
    '{"a":"1"} ',
    ' {"a":"1"}',
    '{"a":"\\ud800"}',
    '{"a":{}}',
)


@given(st.lists(st.sampled_from(CELLS + STRANGE), min_size=1, max_size=6), st.booleans())
def test_rows_read_together_are_those_read_one_by_one(cells: list[str], strange_rank: bool) -> None:
    table = _TABLES[Row]
    rows = [
        (f"r{number}", "standards", "", "", "V0" if strange_rank and number == 2 else f"V{number + 1}", text) for number, text in enumerate(cells)
    ]
    try:
        singly = [table.from_row(row) for row in rows]
    except (ValueError, TypeError, RecursionError, ContentError):
        assert _plain_rows(rows) is None
    else:
        assert table.from_rows(rows) == singly


@pytest.mark.parametrize("count", [3, 40])
def test_many_values_are_read_in_the_order_asked_for_each_once(library: Library, repository: Repository, count: int) -> None:
    rows = [Row(f"r{number}", "own", "", "", f"V{number}1", {"a": str(number)}) for number in range(count)]
    add(library, *rows)
    wanted = [row.id for row in reversed(rows)]
    assert repository.get_many(Row, [*wanted, wanted[0]]) == rows[::-1]
    with pytest.raises(NotFoundError):
        repository.get_many(Row, [*wanted, "gone"])


def test_many_values_are_written_where_they_differ(library: Library, repository: Repository) -> None:
    rows = [Row(f"r{number}", "own", "", "", f"V{number + 1}", {"a": str(number)}) for number in range(3)]
    add(library, *rows)
    with library.operation("test") as running:
        repository.update_from([(rows[0], rows[0]), (rows[1], replace(rows[1], values={"a": "新"}))])
    assert [item.id for item in running.changes.items] == ["r1"]
    assert repository.get(Row, "r1").values == {"a": "新"}
