"""Libraries of every released schema open, with all they held. `fixtures/schema-N.qid` is never made anew; its dump stands beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qi_desktop.core.errors import ReadOnlyError
from qi_desktop.core.exports import ExportKind
from qi_desktop.session import Session, portable
from qi_desktop.store import backup, shape, version
from qi_desktop.store.exports import ExportRecords

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
OLD_FILES = sorted(FIXTURES.glob("schema-*.qid"))


def test_every_schema_has_its_file() -> None:
    assert [file.stem for file in OLD_FILES] == [f"schema-{number}" for number in range(1, len(version.MIGRATIONS) + 1)]


@pytest.mark.parametrize("file", OLD_FILES, ids=lambda file: file.stem)
def test_an_old_library_holds_what_its_dump_holds(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "old.qid")
    with Session.open(tmp_path / "old.qid") as session, Session.load(file.with_suffix(".json"), tmp_path / "fresh.qid") as fresh:
        assert portable.problems(session) == []
        assert portable.dump(session) == portable.dump(fresh)


@pytest.mark.parametrize("file", OLD_FILES, ids=lambda file: file.stem)
def test_the_history_of_an_old_library_can_be_undone_and_done_again(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "old.qid")
    with Session.open(tmp_path / "old.qid") as session:
        now = portable.dump(session)
        redo = session.redo()
        assert redo.verb == "company.change"
        assert session.company.get().phone == "0755-3"
        steps = 0
        while session.undo():
            steps += 1
        assert steps > 15
        assert portable.problems(session) == []
        for _ in range(steps - 1):
            session.redo()
        assert portable.dump(session) == now


@pytest.mark.parametrize("file", OLD_FILES, ids=lambda file: file.stem)
def test_an_old_library_still_gives_the_dump_beside_it_and_is_backed_up_before_it_is_changed(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "old.qid")
    with Session.open(tmp_path / "old.qid") as session:
        assert portable.dump(session) == file.with_suffix(".json").read_text("utf-8")
    is_old = file != OLD_FILES[-1]
    assert len(list(backup.folder(tmp_path / "old.qid").glob("*.qid"))) == is_old


def test_an_old_library_is_not_changed_by_reading_it(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "schema-1.qid", tmp_path / "old.qid")
    with pytest.raises(ReadOnlyError, match="older version"):
        Session.open(tmp_path / "old.qid", read_only=True)
    assert (tmp_path / "old.qid").read_bytes() == (FIXTURES / "schema-1.qid").read_bytes()


def test_the_exports_of_an_old_library_are_still_known(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "schema-2.qid", tmp_path / "old.qid")
    with Session.open(tmp_path / "old.qid") as session:
        records = ExportRecords(session.library)
        export = records.of_key("ab12c")
        assert (export.kind, export.file_name, export.author) == (ExportKind.REVIEW, "报告.docx", "李工")
        assert [block.place for block in records.blocks(export.id)] == ["gx81d2wnmvwc", "7sext8xnjbe1"]


def test_new_and_migrated_libraries_are_known_by_their_definitions(tmp_path: Path) -> None:
    Session.create(tmp_path / "new.qid").close()
    for file in OLD_FILES:
        shutil.copy(file, tmp_path)
    found = set()
    for path in tmp_path.glob("*.qid"):
        with Session.open(path) as session:
            found.add(shape.fingerprint(session.library.connection))
    assert found == {version.FINGERPRINT}
