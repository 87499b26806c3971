"""Records of exports: kept with what stood in them, outside of undo, by the one gate for writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.core.errors import DamagedError, NotFoundError, ReadOnlyError
from qi_desktop.core.exports import Export, ExportedBlock, ExportKind, TableShape
from qi_desktop.store.exports import ExportRecords
from qi_desktop.store.library import Library
from tests.store.conftest import bytes_of

EXPORT = Export("e1", "r1", "ab12c", "2026-01-05T08:00:00.000+00:00", "李工", "book", ExportKind.REVIEW, "V1", "报告.docx", "0" * 64, "1.0")
BLOCKS = [
    ExportedBlock("c1", "heading", "c1", 0, "质量方针"),
    ExportedBlock("t1", "table", "c1", 1, "目标", TableShape(("一", "二"), ("r1", "r2"), ("a", "b"), (("甲", "乙"), ("", "丁")))),
    ExportedBlock("t1", "table", "c1", 2, "", TableShape((), (), (), ())),
]


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path, "李工") as opened:
        yield opened


def test_what_is_recorded_is_read_as_it_was(library: Library) -> None:
    records = ExportRecords(library)
    records.add(EXPORT, BLOCKS)
    assert records.of_key("ab12c") == EXPORT
    assert records.blocks("e1") == BLOCKS
    assert (records.has_key("ab12c"), records.has_key("ab12d")) == (True, False)


def test_the_newest_export_of_a_report_comes_first(library: Library) -> None:
    records = ExportRecords(library)
    later = replace(EXPORT, id="e2", key="zz999", time="2026-02-01T08:00:00.000+00:00")
    for export in (EXPORT, later, replace(EXPORT, id="e3", key="yy999", report_id="r2")):
        records.add(export, [])
    assert records.of_report("r1") == [later, EXPORT]


def test_a_record_is_no_step_of_the_history(library: Library) -> None:
    history, step = library.operations(), library.next_to_undo()
    ExportRecords(library).add(EXPORT, BLOCKS)
    assert (library.operations(), library.next_to_undo()) == (history, step)
    library.undo()
    assert ExportRecords(library).of_key("ab12c") == EXPORT, "undo takes nothing back of what was sent out"
    assert library.redo()


def test_an_export_is_recorded_with_all_its_blocks_or_not_at_all(library: Library) -> None:
    records = ExportRecords(library)
    with pytest.raises(sqlite3.IntegrityError):
        records.add(EXPORT, [*BLOCKS, BLOCKS[0]])
    assert records.of_report("r1") == []
    records.add(EXPORT, BLOCKS)
    with pytest.raises(sqlite3.IntegrityError):
        records.add(replace(EXPORT, id="e2"), BLOCKS)
    assert records.blocks("e2") == []


def test_content_cannot_be_written_as_a_record(library: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError), library.recording():
        library.connection.execute("UPDATE company SET name = 'x'")
    assert library.connection.execute("SELECT name FROM company").fetchone() != ("x",)


def test_a_library_opened_for_reading_takes_no_record(path: Path) -> None:
    before = bytes_of(path.parent)
    with Library.open(path, "李工", read_only=True) as library:
        with pytest.raises(ReadOnlyError):
            ExportRecords(library).add(EXPORT, BLOCKS)
        assert ExportRecords(library).of_report("r1") == []
    assert bytes_of(path.parent) == before


def test_an_unknown_key_is_told(library: Library) -> None:
    with pytest.raises(NotFoundError, match="zzzzz"):
        ExportRecords(library).of_key("zzzzz")


def test_a_record_that_a_stranger_wrote_is_told_as_damage(library: Library) -> None:
    records = ExportRecords(library)
    records.add(EXPORT, BLOCKS)
    for change in ("shape = '{'", "headers = '[1]'", "shape = '{}'"):
        library.connection.execute(f"UPDATE export_block SET {change}")
        with pytest.raises(DamagedError):
            records.blocks("e1")
    library.connection.execute("UPDATE export SET kind = 'x'")
    with pytest.raises(DamagedError):
        records.of_key("ab12c")
