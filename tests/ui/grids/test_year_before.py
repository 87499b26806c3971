"""The line below a grid that says what stood there a year ago."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.ui.grids import RegisterPanel
from qi_desktop.ui.hub import Hub


def test_last_years_value_is_told_for_the_cell_with_the_cursor(tmp_path: Path, qtbot: QtBot) -> None:
    with Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2017) as session:
        this_year = session.reports.new(2018, "blank").created
        for year, inspected in ((2017, "1000"), (2018, "1100")):
            session.rows.add("inspections", [{"category": "原料", "inspected": inspected, "passed": "975"}], session.reports.of_year(year).id)
        session.rows.add("inspections", [{"category": "新品", "inspected": "5"}], this_year)
        panel = RegisterPanel(Hub(session, this_year))
        qtbot.addWidget(panel)
        panel.show_register("inspections")
        panel.show()
        grid = panel.current_grid()
        said = panel.findChild(QLabel, "before_inspections")
        assert grid is not None
        assert said is not None
        names = [column.name for column in session.registers["inspections"].columns]

        def at(row: int, column: str) -> str:
            grid.setCurrentIndex(grid.model().index(row, names.index(column)))
            return said.text()

        assert at(0, "inspected") == "2017: Inspected 1000"
        assert at(0, "rate").startswith("2017: Pass rate")
        assert at(0, "counting_unit") == "2017: —"
        assert "Inspected 1000 · Passed 975" in at(0, "category")
        assert at(1, "inspected") == "2017: no such row"
        assert at(2, "inspected") == ""
        panel.show_register("honours")
        assert panel.findChild(QLabel, "before_honours").text() == ""  # type: ignore[union-attr]
        panel.show_register("")
