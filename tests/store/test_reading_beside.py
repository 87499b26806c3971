"""A long table read in another thread, against the way row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop.core.model import Row
from qi_desktop.session import CellChange, Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "报告 1.qid", template="blank") as session:
        report = session.reports.of_year().id
        session.rows.add("inspections", [{"category": f"类别{row}", "passed": str(row)} for row in range(300)], report)
        session.rows.add("supervision_tests", [{"product": "变送器"}], report)
        yield session


def test_all_rows_of_one_table_come_in_their_order(session: Session) -> None:
    report = session.reports.of_year().id
    session.rows.add("inspections", [{"category": "最前"}], report, after="")
    reading = session.rows.reading_beside("inspections", report)
    rows = session.rows.of("inspections", report)
    found = reading.rows()
    assert found is not None
    assert reading.is_done
    assert list(found.ids) == [row.id for row in rows]
    assert list(found.ranks) == [row.rank for row in rows]
    assert found.cells(0, len(rows)) == [dict(row.values) for row in rows]
    assert found.column("passed") == [row.values.get("passed", "") for row in rows]


def test_what_was_read_before_something_was_written_is_not_told(session: Session) -> None:
    report = session.reports.of_year().id
    reading = session.rows.reading_beside("inspections", report)
    session.rows.change([CellChange(session.rows.of("inspections", report)[0].id, "passed", "7")])
    assert reading.rows() is None


def test_a_file_that_cannot_be_read_beside_tells_nothing(session: Session) -> None:
    session.library.path.rename(session.library.path.with_suffix(".away"))
    assert session.rows.reading_beside("inspections", session.reports.of_year().id).rows() is None
    session.library.path.with_suffix(".away").rename(session.library.path)


def test_rows_of_one_rank_are_left_to_be_read_one_by_one(session: Session) -> None:
    report = session.reports.of_year().id
    first, second = session.rows.of("inspections", report)[:2]
    with session.library.operation("test"):
        session.repository.update(Row(second.id, second.register, second.report_id, second.parent_id, first.rank, second.values))
    assert session.rows.reading_beside("inspections", report).rows() is None


def test_reading_can_be_left_off(session: Session) -> None:
    reading = session.rows.reading_beside("inspections", session.reports.of_year().id)
    reading.stop()
    assert reading.is_done
