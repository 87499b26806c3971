"""Opening a library: every bad file is told in one sentence, and left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_desktop.core.errors import (
    DamagedError,
    LockedError,
    MissingFileError,
    NewerLibraryError,
    NotALibraryError,
    OpenError,
    QiError,
    ReadOnlyError,
    WriteError,
)
from qi_desktop.core.model import Company, Row
from qi_desktop.session import Session, portable
from qi_desktop.store import library as library_module
from qi_desktop.store import schema, version
from qi_desktop.store.library import Library
from qi_desktop.store.lock import LibraryLock, user_name
from qi_desktop.store.repository import Repository
from tests.children import another_computer, child, line_of, no_other_computer, run
from tests.disks import fill_up
from tests.store.conftest import bytes_of

HOLD = """
import sys, pathlib
from qi_desktop.store.library import Library
library = Library.open(pathlib.Path(sys.argv[1]), "王工")
print("open", flush=True)
sys.stdin.read()
"""
REFUSED = """
import sys, pathlib
from qi_desktop.core.errors import LockedError
from qi_desktop.store.library import Library
try:
    Library.open(pathlib.Path(sys.argv[1]), "王工")
except LockedError as error:
    print(error, flush=True)
"""
# Becomes a user without rights after everything is imported, since the tests' Python may not be readable for that user.
AS_NOBODY = """
import os, sys, pathlib
from qi_desktop.core.errors import QiError
from qi_desktop.session import Session, portable
os.setgid(65534)
os.setuid(65534)
for read_only in (False, True):
    try:
        with Session.open(pathlib.Path(sys.argv[1]), read_only=read_only) as session:
            print("opened", portable.problems(session))
    except QiError as error:
        print(type(error).__name__, error)
"""


def company_of(path: Path) -> str:
    with Library.open(path, "李工", read_only=True) as library:
        return Repository(library).company().name


def change(library: Library, name: str = "新名") -> None:
    repository = Repository(library)
    with library.operation("company.change"):
        repository.update(Company(repository.company().id, name=name))


def one_sentence(error: QiError) -> str:
    text = str(error)
    assert "\n" not in text
    assert ";" in text, "the sentence names the next step"
    return text


def test_a_library_is_opened_changed_closed_and_opened_again(path: Path) -> None:
    with Library.open(path, "李工") as library:
        assert not library.read_only
        assert library.problems() == []
        change(library)
    assert company_of(path) == "新名"
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_closing_twice_does_nothing(path: Path) -> None:
    library = Library.open(path, "李工")
    library.close()
    library.close()
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_names_with_every_kind_of_character_are_opened(path: Path) -> None:
    for name in ("50% 报告?mode=ro#1.qid", "a&b=c.qid", '‘引号’ "x".qid', "%41.qid"):
        if sys.platform == "win32" and set(name) & set('?"'):
            continue
        place = path.with_name(name)
        shutil.copy(path, place)
        with Library.open(place, "李工") as library:
            change(library)
        assert company_of(place) == "新名"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are texts there")
def test_a_name_that_is_no_text_is_opened(path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(path.parent) + b"/\xb1\xa8\xb8\xe6.qid"))
    shutil.copy(path, place)
    with Library.open(place, "李工") as library:
        change(library)
    assert company_of(place) == "新名"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("C:/报告/a.qid", "file:///C:/%E6%8A%A5%E5%91%8A/a.qid"),
        ("//server/share/a b.qid", "file:////server/share/a%20b.qid"),
        ("/a?b#c", "file:///a%3Fb%23c"),
    ],
)
def test_a_path_becomes_the_address_that_sqlite_reads(name: str, expected: str) -> None:
    class Named(type(Path())):  # type: ignore[misc]
        def as_posix(self) -> str:
            return name

    assert library_module._address(Named("x")) == expected


# --- files that are no libraries ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read_only", [True, False])
def test_a_missing_file_is_told_and_nothing_is_made(tmp_path: Path, read_only: bool) -> None:
    for place in (tmp_path / "a.qid", tmp_path / "no folder" / "a.qid"):
        with pytest.raises(MissingFileError) as caught:
            Library.open(place, "李工", read_only)
        assert "a.qid" in one_sentence(caught.value)
    (tmp_path / "file").write_text("x")
    with pytest.raises(MissingFileError):
        Library.open(tmp_path / "file" / "a.qid", "李工", read_only)
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def foreign_database(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE company (id, name)")


def marked_foreign_database(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE company (id, name)")
        connection.execute(f"PRAGMA application_id = {version.APPLICATION_ID}")


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda place: place.write_bytes(b""), NotALibraryError),
        (lambda place: place.write_bytes(b"PK\x03\x04" * 100), NotALibraryError),
        (lambda place: place.write_bytes(b"SQLite format 3\x00"), NotALibraryError),
        (lambda place: place.mkdir(), NotALibraryError),
        (foreign_database, NotALibraryError),
        (marked_foreign_database, DamagedError),
    ],
    ids=["empty", "a Word file", "the first bytes only", "a folder", "a foreign database", "a foreign database with our mark"],
)
def test_what_is_no_library_is_told_and_left_as_it_was(tmp_path: Path, make: Callable[[Path], None], error: type[QiError], read_only: bool) -> None:
    place = tmp_path / "a.qid"
    make(place)
    before = bytes_of(tmp_path)
    with pytest.raises(error) as caught:
        Library.open(place, "李工", read_only)
    assert "a.qid" in one_sentence(caught.value)
    assert bytes_of(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.qid")
    with pytest.raises(NotALibraryError):
        Library.open(tmp_path / "a.qid", "李工")


# --- locked -------------------------------------------------------------------------------------------------------------------------------


def test_a_library_that_is_open_elsewhere_is_refused_for_writing_only(path: Path) -> None:
    with child(HOLD, path) as process:
        assert line_of(process) == "open"
        with pytest.raises(LockedError) as caught:
            Library.open(path, "李工")
        sentence = one_sentence(caught.value)
        assert user_name() in sentence
        assert path.name in sentence
        assert company_of(path) == "某仪表有限公司"
        process.kill()
        process.wait()
        with Library.open(path, "李工") as library:
            change(library)


@pytest.mark.skipif(bool(no_other_computer()), reason=no_other_computer())
def test_two_computers_on_one_folder_write_one_after_the_other(path: Path) -> None:
    before = bytes_of(path.parent)
    with child(HOLD, path, apart=another_computer("zhijian-2")) as process:
        assert line_of(process) == "open"
        with pytest.raises(LockedError) as caught:
            Library.open(path, "李工")
        assert "zhijian-2" in one_sentence(caught.value)
        held = bytes_of(path.parent)
        assert company_of(path) == "某仪表有限公司", "reading is possible meanwhile"
        assert bytes_of(path.parent) == held, "and writes nothing, also not into the side file of the holder"
        process.kill()
        assert line_of(process) == "", "the whole computer is gone"
        with Library.open(path, "李工") as library:
            change(library)
    assert before.keys() == bytes_of(path.parent).keys()
    with Library.open(path, "李工"):
        here = run(REFUSED, path)
        with child(REFUSED, path, apart=another_computer("zhijian-2")) as process:
            assert line_of(process) == here.strip(), "who is on the other computer hears the same"


def test_a_library_cannot_be_opened_twice_in_one_program(path: Path) -> None:
    with Library.open(path, "李工"):
        with pytest.raises(LockedError):
            Library.open(path, "李工")
        with Library.open(path, "李工", read_only=True) as reader, pytest.raises(ReadOnlyError):
            change(reader)
    with Library.open(path, "李工"):
        pass


def test_a_refused_opening_gives_the_lock_back(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DamagedError):
        Library.open(path, "李工")
    LibraryLock(path).release()


def test_a_reader_sees_what_the_writer_confirmed(path: Path) -> None:
    with Library.open(path, "李工") as writer, Library.open(path, "李工", read_only=True) as reader:
        change(writer, "一")
        assert Repository(reader).company().name == "一"
        change(writer, "二")
        assert Repository(reader).company().name == "二"


def test_a_reader_writes_nothing(path: Path) -> None:
    before = bytes_of(path.parent)
    with Library.open(path, "李工", read_only=True) as reader:
        reader.problems()
        reader.operations()
        with pytest.raises(ReadOnlyError):
            change(reader)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM block")
    assert bytes_of(path.parent) == before


# --- damaged ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("size", [100, 101, 1000, 4096, 5000, 8192, 40000])
def test_a_file_that_was_cut_off_is_damaged(path: Path, size: int, read_only: bool) -> None:
    path.write_bytes(path.read_bytes()[:size])
    before = bytes_of(path.parent)
    with pytest.raises(DamagedError) as caught:
        Library.open(path, "李工", read_only)
    one_sentence(caught.value)
    assert bytes_of(path.parent) == before


@pytest.mark.parametrize("page", range(1, 12))
def test_a_page_of_rubbish_is_damage(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[page * 4096 : page * 4096 + 200] = b"\xee" * 200
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        Library.open(path, "李工")
    assert path.read_bytes() == bytes(data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), min_size=1, max_size=12), read_only=st.booleans())
def test_whatever_bytes_are_damaged_the_library_opens_or_says_in_words_why_not(path: Path, damage: list[tuple[int, int]], read_only: bool) -> None:
    data = bytearray(path.read_bytes())
    for at, value in damage:
        data[at % len(data)] = value
    place = path.with_name("damaged.qid")
    place.write_bytes(data)
    with suppress(QiError), Session.open(place, read_only=read_only) as session:
        portable.problems(session)
        session.history()
        if not read_only:
            session.undo()
            session.chapters.add(session.reports.of_year().id, "新的一章")


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE asset_data",
        "DROP TABLE journal_state",
        "DROP TABLE operation",
        "ALTER TABLE asset_data RENAME COLUMN data TO x",
        "DROP TRIGGER journal_block_update",
        "CREATE TRIGGER evil AFTER INSERT ON block BEGIN DELETE FROM chapter; END",
        "CREATE VIEW evil AS SELECT * FROM company",
        "UPDATE journal_state SET recording = 0",
        "UPDATE journal_state SET operation = 1",
        "DELETE FROM journal_state",
        "DELETE FROM _sqlite_migrations",
        "DROP TABLE _sqlite_migrations",
        "ALTER TABLE _sqlite_migrations RENAME COLUMN name TO x",
        "ALTER TABLE _sqlite_migrations RENAME COLUMN applied_at TO x",
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_library_without_its_tables_or_with_others_that_act_is_not_opened(path: Path, statement: str, read_only: bool) -> None:
    tamper(path, "PRAGMA foreign_keys = OFF", statement)
    before = bytes_of(path.parent)
    with pytest.raises(DamagedError) as caught:
        Library.open(path, "李工", read_only)
    one_sentence(caught.value)
    assert bytes_of(path.parent) == before


def test_problems_of_pages_and_keys_are_told(path: Path) -> None:
    tamper(
        path,
        "UPDATE journal_state SET recording = 0",
        "INSERT INTO block (id, chapter_id) VALUES ('x', 'nowhere')",
        "UPDATE journal_state SET recording = 1",
    )
    with Library.open(path, "李工", read_only=True) as library:
        assert any("block" in problem for problem in library.problems())


# --- newer, older -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read_only", [True, False])
def test_a_library_of_a_newer_version_is_refused_and_not_touched(path: Path, read_only: bool) -> None:
    tamper(path, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('qi_desktop', 'm999_future', '2030')")
    before = bytes_of(path.parent)
    with pytest.raises(NewerLibraryError) as caught:
        Library.open(path, "李工", read_only)
    assert "m999_future" in one_sentence(caught.value)
    assert bytes_of(path.parent) == before


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Adds a migration to the program, as its next version will."""

    def add(function: Callable[..., None]) -> None:
        monkeypatch.setattr(schema.migrations, "_migrations", list(schema.migrations._migrations))
        schema.migrations()(function)
        monkeypatch.setattr(version, "MIGRATIONS", (*version.MIGRATIONS, function.__name__))
        schema._made.cache_clear()

    yield add
    monkeypatch.undo()
    schema._made.cache_clear()


def m002_test(database: sqlite3.Connection) -> None:
    database.execute("ALTER TABLE company ADD COLUMN fax TEXT NOT NULL DEFAULT ''")
    schema.watch(database, "company")  # type: ignore[arg-type]


def test_an_older_library_is_kept_and_brought_up_to_date(path: Path, home: Path, next_version: Callable[..., None]) -> None:
    with Library.open(path, "李工") as library:
        change(library, "旧名")
        change(library, "新名")
    next_version(m002_test)
    with pytest.raises(ReadOnlyError) as caught:
        Library.open(path, "李工", read_only=True)
    one_sentence(caught.value)
    with Library.open(path, "李工") as library:
        assert library.connection.execute("SELECT name, fax FROM company").fetchall() == [("新名", "")]
        library.undo()
        assert library.connection.execute("SELECT name, fax FROM company").fetchall() == [("旧名", "")], "older history still fits"
    (kept,) = (home / "backups").rglob("*.qid")
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT name FROM company").fetchall() == [("新名",)]
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT fax FROM company")


def test_a_migration_that_fails_leaves_the_library_as_it_was(path: Path, next_version: Callable[..., None]) -> None:
    before = bytes_of(path.parent)

    def m002_broken(database: sqlite3.Connection) -> None:
        m002_test(database)
        raise ZeroDivisionError

    next_version(m002_broken)
    with pytest.raises(ZeroDivisionError):
        Library.open(path, "李工")
    assert bytes_of(path.parent)[path.name] == before[path.name]
    LibraryLock(path).release()


def test_without_room_for_the_backup_nothing_is_migrated(path: Path, home: Path, next_version: Callable[..., None]) -> None:
    before = bytes_of(path.parent)
    (home / "backups").write_text("a file where the folder should be")
    next_version(m002_test)
    with pytest.raises(WriteError) as caught:
        Library.open(path, "李工")
    one_sentence(caught.value)
    assert bytes_of(path.parent) == before


# --- read-only ----------------------------------------------------------------------------------------------------------------------------


def test_a_disk_that_takes_no_writing_is_opened_for_reading_only(path: Path, read_only_disk: Callable[[Path], Path]) -> None:
    place = read_only_disk(path.parent) / path.name
    with pytest.raises(ReadOnlyError) as caught:
        Library.open(place, "李工")
    one_sentence(caught.value)
    assert company_of(place) == "某仪表有限公司"
    with Session.open(place, read_only=True) as session:
        assert portable.problems(session) == []


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike the folders of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="qi-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "expected"),
    [
        (0o755, 0o644, ["ReadOnlyError", "opened []"]),
        (0o777, 0o444, ["ReadOnlyError", "opened []"]),
        (0o777, 0o666, ["opened []", "opened []"]),
        (0o777, 0o600, ["OpenError", "OpenError"]),
        (0o700, 0o666, ["OpenError", "OpenError"]),
    ],
)
def test_a_user_without_rights_is_told_which(path: Path, public_folder: Path, folder_mode: int, file_mode: int, expected: list[str]) -> None:
    place = public_folder / "a.qid"
    shutil.copy(path, place)
    place.chmod(file_mode)
    public_folder.chmod(folder_mode)
    lines = run(AS_NOBODY, place).splitlines()
    assert [line if line.startswith("opened") else line.split()[0] for line in lines] == expected
    assert all(";" in line for line in lines if not line.startswith("opened"))
    assert os.listdir(public_folder) == ["a.qid"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_what_a_dead_process_of_another_user_left_blocks_nobody(path: Path, public_folder: Path) -> None:
    place = public_folder / "a.qid"
    shutil.copy(path, place)
    place.chmod(0o666)
    public_folder.chmod(0o777)
    with child(HOLD, place) as process:
        assert line_of(process) == "open"
        assert run(AS_NOBODY, place).splitlines()[0].startswith("LockedError")
    assert sorted(os.listdir(public_folder)) == ["a.qid", "a.qid.lock"], "killed, it left its side file"
    assert run(AS_NOBODY, place).splitlines() == ["opened []", "opened []"]


# --- gone while open ----------------------------------------------------------------------------------------------------------------------

gone = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file go")


def delete(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("elsewhere.qid"))


def replace(path: Path) -> None:
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


def remove_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("gone"))


@gone
@pytest.mark.parametrize("act", [delete, move, replace, remove_folder])
def test_a_library_that_goes_while_it_is_open_can_still_be_saved_elsewhere(
    path: Path, tmp_path_factory: pytest.TempPathFactory, act: Callable[[Path], None]
) -> None:
    place = path.parent / "inner" / path.name
    place.parent.mkdir()
    path.rename(place)
    with Library.open(place, "李工") as library:
        change(library, "已保存")
        act(place)
        for attempt in (lambda: change(library), library.undo, library.redo):
            with pytest.raises(MissingFileError) as caught:
                attempt()
            one_sentence(caught.value)
        assert Repository(library).company().name == "已保存"
        rescued = tmp_path_factory.mktemp("rescued") / "b.qid"
        library.copy_to(rescued)
    assert company_of(rescued) == "已保存"
    with Library.open(rescued, "李工") as library:
        library.undo()
        assert library.problems() == []


@gone
def test_a_library_that_goes_in_the_middle_of_an_operation_is_told_too(path: Path) -> None:
    def vanish(library: Library) -> None:
        with library.operation("company.change"):
            path.unlink()
            Repository(library).update(Company(Repository(library).company().id, name="x"))

    with Library.open(path, "李工") as library:
        with pytest.raises(QiError) as caught:
            vanish(library)
        one_sentence(caught.value)
        assert Repository(library).company().name == "某仪表有限公司"


@gone
def test_a_library_that_comes_back_can_be_changed_again(path: Path) -> None:
    with Library.open(path, "李工") as library:
        path.rename(path.with_name("x"))
        with pytest.raises(MissingFileError):
            change(library)
        path.with_name("x").rename(path)
        change(library)
    assert company_of(path) == "新名"


# --- full disk ----------------------------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_the_library_is_as_it_was(path: Path) -> None:
    with Library.open(path, "李工") as library:
        before = library.operations()
        (pages,) = library.connection.execute("PRAGMA page_count").fetchone()
        library.connection.execute(f"PRAGMA max_page_count = {pages}")  # the way SQLite has to say where a disk ends
        with pytest.raises(WriteError) as caught:
            change(library, "长" * 100_000)
        assert "full" in one_sentence(caught.value)
        assert Repository(library).company().name == "某仪表有限公司"
        assert library.operations() == before
        library.connection.execute("PRAGMA max_page_count = 1000000")
        change(library, "长" * 100_000)
        assert library.problems() == []


def test_a_really_full_disk_is_told_and_the_library_is_as_it_was(path: Path, small_disk: Callable[[int], Path]) -> None:
    folder = small_disk(2000)
    place = folder / "a.qid"
    shutil.copy(path, place)
    with Library.open(place, "李工") as library:
        filler = fill_up(folder)
        with pytest.raises(WriteError) as caught:
            change(library, "长" * 100_000)
        assert "full" in one_sentence(caught.value)
        assert Repository(library).company().name == "某仪表有限公司"
        assert library.problems() == []
        filler.unlink()
        change(library)
        fill_up(folder)
    assert company_of(place) == "新名"
    with Library.open(place, "李工") as library:
        assert library.problems() == [], "a full disk does not hinder opening, only the holder's name could not be written"


# --- a writer that died -------------------------------------------------------------------------------------------------------------------

DIE = """
import os, signal, sys, pathlib
from qi_desktop.session import Session
with Session.open(pathlib.Path(sys.argv[1])) as session:
    session.library.connection.execute("PRAGMA cache_size = 5")  # so that the change reaches the file before it is confirmed
    with session.library.operation("row.add"):
        session.rows.add("product_certificates", [{"number": "x" * 1000} for _ in range(500)])
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("read_only", [True, False])
def test_what_a_killed_writer_left_half_done_is_taken_back_whoever_comes_next(path: Path, read_only: bool) -> None:
    subprocess.run([sys.executable, "-c", DIE, str(path)], check=False, timeout=60)
    assert path.with_name(path.name + "-journal").stat().st_size > 0, "the change was under way"
    with Session.open(path, read_only=read_only) as session:
        assert portable.problems(session) == []
        assert session.rows.of("product_certificates") == []
    assert [item.name for item in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_on_a_disk_that_takes_no_writing_a_half_done_change_is_told(path: Path, read_only_disk: Callable[[Path], Path]) -> None:
    subprocess.run([sys.executable, "-c", DIE, str(path)], check=False, timeout=60)
    view = read_only_disk(path.parent)
    with pytest.raises(ReadOnlyError, match="not closed properly") as caught:
        Library.open(view / path.name, "李工", read_only=True)
    one_sentence(caught.value)


# --- making -------------------------------------------------------------------------------------------------------------------------------


def test_a_new_library_is_made_without_a_side_file(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.qid", "李工") as library:
        assert not library.read_only
        assert [item.name for item in tmp_path.iterdir()] == ["a.qid"]
        assert schema.is_sound(library.connection)


def test_making_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.qid").write_text("mine")
    with pytest.raises(FileExistsError):
        Library.create(tmp_path / "a.qid", "李工")
    assert (tmp_path / "a.qid").read_text() == "mine"


def test_a_making_that_fails_leaves_nothing(tmp_path: Path, small_disk: Callable[[int], Path]) -> None:
    folder = small_disk(40)
    with pytest.raises(WriteError) as caught:
        Library.create(folder / "passing", "李工", shown=tmp_path / "报告.qid")
    assert "“报告.qid”" in one_sentence(caught.value)
    assert os.listdir(folder) == []


def test_an_error_while_opening_closes_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(library_module, "_migrate", broken)
    with pytest.raises(ZeroDivisionError):
        Library.open(path, "李工")
    monkeypatch.undo()
    with Library.open(path, "李工"):
        pass


def test_a_folder_that_may_not_be_read_is_an_opening_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "stat", refused)
    with pytest.raises(OpenError) as caught:
        Library.open(path, "李工")
    monkeypatch.undo()
    assert not isinstance(caught.value, ReadOnlyError), "that one offers to open for reading, which fails as well"
    one_sentence(caught.value)


def test_what_was_written_since_a_state_is_told_in_order(path: Path) -> None:
    with Library.open(path, "李工") as library:
        repository = Repository(library)
        begin = library.state()
        assert library.changes_since(begin) == []
        with library.operation("one") as first:
            repository.insert(Row("r", "own", "", "", "a", {}))
        between = library.state()
        undone = library.undo()
        assert library.changes_since(begin) == [first.changes, undone]
        assert library.changes_since(between) == [undone]
        assert library.changes_since((0, 0, 0)) is None


def test_writes_of_another_and_failed_ones_cannot_be_told(path: Path) -> None:
    with Library.open(path, "李工") as library:
        begin = library.state()
        with suppress(RuntimeError), library.operation("one"):
            Repository(library).insert(Row("r", "own", "", "", "a", {}))
            raise RuntimeError
        assert library.changes_since(begin) is None
        now = library.state()
        with closing(sqlite3.connect(path)) as stranger:
            stranger.execute("PRAGMA user_version = 99")
            stranger.commit()
        assert library.changes_since(now) is None
