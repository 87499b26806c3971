"""The first column stays in sight while the others are scrolled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.ui.grids.cell_editors import write_into
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub


@pytest.fixture
def grid(tmp_path: Path, qtbot: QtBot) -> Iterator[RegisterGrid]:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        hub = Hub(session, session.reports.of_year().id)
        grid = RegisterGrid(RegisterModel(hub, session.registers["standards_drafted"]))
        qtbot.addWidget(grid)
        grid.resize(600, 400)
        grid.show()
        qtbot.waitUntil(lambda: grid.rows.rowCount() > 3 and grid.horizontalScrollBar().maximum() > 0)
        yield grid


def to_the_end(grid: RegisterGrid) -> int:
    """Scroll as far as it goes, and return the pixels that the first column takes there."""
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    return grid.columnWidth(grid.first_shown())


def test_the_first_column_is_hit_by_the_mouse_where_it_is_seen(grid: RegisterGrid) -> None:
    assert grid.frozen_width() == 0  # nothing is scrolled
    width = to_the_end(grid)
    assert grid.frozen_width() == width
    middle = grid.rowViewportPosition(2) + grid.rowHeight(2) // 2
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(width // 2, middle))
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, grid.first_shown())
    assert grid.horizontalScrollBar().value() == grid.horizontalScrollBar().maximum()  # the others stay where they were
    assert grid.visualRect(grid.currentIndex()).left() == 0


def test_a_cell_of_the_first_column_is_edited_where_it_is_seen(grid: RegisterGrid, qtbot: QtBot) -> None:
    while grid.rows.register.columns[grid.first_shown()].derived:
        grid.hideColumn(grid.first_shown())
    to_the_end(grid)
    index = grid.rows.index(1, grid.first_shown())
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.findChild(QWidget, "cell_editor")
    assert isinstance(editor, QWidget)
    assert editor.geometry().left() == 0
    write_into(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.rows.data(grid.rows.index(1, grid.first_shown())) == "x")


def test_the_cursor_never_goes_under_the_first_column(grid: RegisterGrid) -> None:
    to_the_end(grid)
    sections = grid.sections()
    grid.setCurrentIndex(grid.rows.index(0, sections[-1]))
    for section in reversed(sections[1:]):
        QTest.keyClick(grid, Qt.Key.Key_Left) if section != sections[-1] else None
        assert grid.currentIndex().column() == section
        assert grid.columnViewportPosition(section) >= grid.frozen_width()


def test_a_click_on_the_title_that_stays_sorts_by_it(grid: RegisterGrid) -> None:
    first, width = grid.first_shown(), to_the_end(grid)
    orders = []
    for _ in range(3):
        QTest.mouseClick(grid.titles.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(width // 2, 8))
        orders.append((grid.titles.sortIndicatorSection(), grid.titles.sortIndicatorOrder()))
    assert orders[:2] == [(first, Qt.SortOrder.AscendingOrder), (first, Qt.SortOrder.DescendingOrder)]
    assert orders[2][0] == -1
    assert grid.titles.section_at(QPoint(width // 2, 8)) == first


def test_it_scrolls_with_the_others_if_that_is_wished_and_is_remembered(grid: RegisterGrid) -> None:
    to_the_end(grid)
    grid.freeze(False)
    assert grid.frozen_width() == 0
    assert grid.visualRect(grid.rows.index(0, grid.first_shown())).left() < 0
    kept = grid.columns()
    grid.freeze(True)
    grid.restore_columns(kept)
    assert not grid.frozen


def test_a_column_that_would_leave_no_room_is_not_kept(grid: RegisterGrid) -> None:
    grid.setColumnWidth(grid.first_shown(), grid.viewport().width() - 20)
    to_the_end(grid)
    assert grid.frozen_width() == 0


def test_the_first_column_is_painted_over_the_others(grid: RegisterGrid) -> None:
    cell = grid.visualRect(grid.rows.index(0, grid.first_shown())).adjusted(2, 2, -4, -2)
    before = grid.viewport().grab(cell).toImage()
    to_the_end(grid)
    assert grid.viewport().grab(cell).toImage() == before
    grid.freeze(False)
    assert grid.viewport().grab(cell).toImage() != before
