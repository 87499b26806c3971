"""Ctrl and an arrow: to the edge of the filled cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.ui.grids.edges import leap
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("cells", "at", "step", "reached"),
    [
        ("xxx", 0, 1, 2),
        ("xxx..x", 0, 1, 2),  # the end of those that are filled
        ("xxx..x", 2, 1, 5),  # from their end to the next
        ("..x", 0, 1, 2),
        ("x...", 0, 1, 3),  # none any more: the end of the table
        ("x..xx", 4, -1, 3),
        ("x..xx", 3, -1, 0),
        ("x", 0, 1, 0),
        ("....", 2, -1, 0),
        (".x.x", 2, 1, 3),
    ],
)
def test_a_leap_ends_where_filled_cells_end_or_begin(cells: str, at: int, step: int, reached: int) -> None:
    assert leap(lambda place: cells[place] == "x", at, len(cells) - 1, step) == reached


@pytest.fixture
def grid(tmp_path: Path, qtbot: QtBot) -> Iterator[RegisterGrid]:
    with Session.create(tmp_path / "a.qid", template="blank") as session:
        titles = ["甲", "乙", "", "", "丙"]
        session.rows.add("standards_drafted", [{"title": title, "number": "GB/T 1-2020"} for title in titles])
        grid = RegisterGrid(RegisterModel(Hub(session, ""), session.registers["standards_drafted"]))
        qtbot.addWidget(grid)
        grid.show()
        grid.setCurrentIndex(grid.rows.index(0, grid.rows.section_of("title")))
        yield grid
        grid.rows.stop()


def test_the_cursor_goes_from_edge_to_edge_and_shift_takes_the_cells_along(grid: RegisterGrid) -> None:
    lines = []
    for _ in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Down, CONTROL)
        lines.append(grid.currentIndex().row())
    assert lines == [1, 4, 4], "the empty line for new rows is no edge"
    QTest.keyClick(grid, Qt.Key.Key_Up, CONTROL | SHIFT)
    assert grid.currentIndex().row() == 1
    assert grid.chosen_lines() == [1, 2, 3, 4]
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.chosen_lines() == [2]


def test_left_and_right_go_by_the_columns_as_they_are_seen(grid: RegisterGrid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_Left, CONTROL)
    assert grid.currentIndex().column() == grid.sections()[0]
    QTest.keyClick(grid, Qt.Key.Key_Right, CONTROL)
    assert grid.rows.said(grid.currentIndex()) or grid.currentIndex().column() == grid.sections()[-1]
