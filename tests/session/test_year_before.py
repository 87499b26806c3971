"""Last year's rows beside this year's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2017) as opened:
        opened.reports.new(2018, "blank")
        yield opened


def report(session: Session, year: int) -> str:
    return session.reports.of_year(year).id


def test_a_row_of_last_year_is_found_by_its_name_with_computed_cells(session: Session) -> None:
    rows = [{"category": "原料", "inspected": "1000", "passed": "975"}, {"category": "成品", "inspected": "10", "passed": "9"}]
    session.rows.add("inspections", rows, report(session, 2017))
    before = session.rows.year_before("inspections", report(session, 2018))
    assert before is not None
    assert before.year == 2017
    assert before.of({"category": " 原 料"})["rate"] == "97.50"
    assert before.of({"category": "外协件"}) == {}


def test_a_group_that_is_merged_down_tells_rows_of_one_name_apart(session: Session) -> None:
    register = session.registers["quality_targets"]
    groups = [column.name for column in register.stored if column.merge_down]
    assert groups
    rows = [
        {groups[0]: "流量计", register.title_column: "A", "target": "98"},
        {groups[0]: SAME_AS_ABOVE, register.title_column: "B", "target": "96"},
        {groups[0]: "修正仪", register.title_column: "A", "target": "94"},
    ]
    session.rows.add("quality_targets", rows, report(session, 2017))
    before = session.rows.year_before("quality_targets", report(session, 2018))
    assert before is not None
    assert [before.of({groups[0]: group, register.title_column: name}).get("target") for group, name in (("流量计", "B"), ("修正仪", "A"))] == [
        "96",
        "94",
    ]


def test_the_newest_earlier_report_counts_and_there_may_be_none(session: Session) -> None:
    assert session.rows.year_before("inspections", report(session, 2017)) is None
    session.reports.new(2012, "blank")
    before = session.rows.year_before("inspections", report(session, 2018))
    assert before is not None
    assert before.year == 2017


def test_a_register_that_lives_across_years_has_no_year_before(session: Session) -> None:
    assert session.rows.year_before("patents", report(session, 2018)) is None
    assert session.rows.year_before("inspections", "") is None
