"""A long table read in another thread, against the way row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop.core.model import Row
from qi_desktop.session import CellChange, Session
from qi_desktop.store.reading_beside import ReadingBeside


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "报告 1.qid", template="blank") as session:
        report = session.reports.of_year().id
        session.rows.add("inspections", [{"category": f"类别{row}", "passed": str(row)} for row in range(300)], report)
        session.rows.add("supervision_tests", [{"product": "变送器"}], report)
        yield session


def reading_of(session: Session) -> ReadingBeside:
    reading = session.rows.reading_beside("inspections", session.reports.of_year().id)
    assert reading is not None
    return reading


def test_all_rows_of_one_table_come_in_their_order(session: Session) -> None:
    report = session.reports.of_year().id
    session.rows.add("inspections", [{"category": "最前"}], report, after="")
    reading = reading_of(session)
    rows = session.rows.of("inspections", report)
    found = reading.rows()
    assert found is not None
    assert len(found) == len(rows)
    assert found.names == ([row.id for row in rows], [row.rank for row in rows])
    assert reading.is_done
    assert found.cells(0, len(rows)) == [dict(row.values) for row in rows]
    assert found.column("passed") == [row.values.get("passed", "") for row in rows]


def test_what_was_read_before_something_was_written_is_not_told(session: Session) -> None:
    report = session.reports.of_year().id
    reading = reading_of(session)
    session.rows.change([CellChange(session.rows.of("inspections", report)[0].id, "passed", "7")])
    assert reading.rows() is None


def test_a_file_that_cannot_be_opened_once_more_is_not_read_beside(session: Session) -> None:
    session.library.path.rename(session.library.path.with_suffix(".away"))
    assert session.rows.reading_beside("inspections", session.reports.of_year().id) is None
    session.library.path.with_suffix(".away").rename(session.library.path)


def test_a_table_that_is_not_longer_than_what_is_shown_is_not_read_beside(session: Session) -> None:
    report = session.reports.of_year().id
    assert session.rows.reading_beside("inspections", report, longer_than=300) is None
    assert session.rows.reading_beside("supervision_tests", report, longer_than=1) is None
    beside = session.rows.reading_beside("inspections", report, longer_than=299)
    assert beside is not None
    beside.stop()


def test_a_file_without_the_index_tells_nothing(session: Session) -> None:
    session.library.connection.execute('DROP INDEX "idx_register_row_register_report_id_parent_id_rank"')
    assert reading_of(session).rows() is None


def test_rows_of_one_rank_are_left_to_be_read_one_by_one(session: Session) -> None:
    report = session.reports.of_year().id
    first, second = session.rows.of("inspections", report)[:2]
    with session.library.operation("test"):
        session.repository.update(Row(second.id, second.register, second.report_id, second.parent_id, first.rank, second.values))
    found = reading_of(session).rows()
    assert found is not None
    assert found.names is None


def test_reading_can_be_left_off(session: Session) -> None:
    reading = reading_of(session)
    reading.stop()
    assert reading.is_done
    reading.rows()
