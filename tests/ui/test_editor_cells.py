"""The cells of a table are written where it stands in the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind, ChapterStatus
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui.editor.cell_editing import CellField
from tests.ui.editing import Desk, child, paragraph

ROWS = [["流量计", "12"], ["电能表", "7"]]


def table(spans: list[list[int]] | None = None) -> Draft:
    attributes = {"columns": [{"label": "产品"}, {"label": "数量"}], "rows": [list(row) for row in ROWS]} | ({"spans": spans} if spans else {})
    return Draft(new_id(), BlockKind.TABLE, (Run("产量"),), attributes)


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot) -> Desk:
    desk.show(paragraph("前"), table(), paragraph("后"))
    desk.editor.activateWindow()
    qtbot.waitUntil(desk.editor.area.hasFocus)
    desk.editor.area.viewport().repaint()
    return desk


def field(desk: Desk) -> CellField:
    return child(desk.editor, CellField, "table_cell_field")


def click(desk: Desk, line: int, column: int) -> CellField:
    box = desk.editor.cells.boxes(desk.ids[1])[line, column]
    scroll = QPoint(0, desk.editor.area.verticalScrollBar().value())
    QTest.mouseClick(desk.editor.area.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint() - scroll)
    return field(desk)


def cells(desk: Desk) -> list[list[str]]:
    attributes = desk.drafts[1].attributes
    return [[column["label"] for column in attributes["columns"]], *attributes["rows"]]


def command(desk: Desk, name: str) -> None:
    menu = QMenu(desk.editor)
    desk.editor.cells.add_commands(menu)
    child(menu, QAction, name).trigger()
    menu.deleteLater()


def test_a_click_opens_a_cell_and_tab_goes_on_to_the_next_and_to_a_new_line(shown: Desk) -> None:
    identifier = shown.ids[1]
    cell = click(shown, 1, 1)
    assert cell.isVisible()
    assert cell.hasFocus()
    assert cell.toPlainText() == "12"
    QTest.keyClicks(cell, "15")
    QTest.keyClick(cell, Qt.Key.Key_Tab)
    assert cell.toPlainText() == "电能表"
    QTest.keyClick(cell, Qt.Key.Key_Backtab)
    assert cell.toPlainText() == "15"
    for _ in range(3):
        QTest.keyClick(cell, Qt.Key.Key_Tab)
    assert cell.toPlainText() == ""
    QTest.keyClicks(cell, "New")
    shown.editor.save()
    assert cells(shown) == [["产品", "数量"], ["流量计", "15"], ["电能表", "7"], ["New", ""]]
    assert shown.stored == shown.drafts
    assert shown.ids[1] == identifier
    assert cell.isVisible(), "saving does not take the cell away from who writes in it"


def test_enter_is_a_new_line_and_escape_takes_back_what_was_written(shown: Desk) -> None:
    cell = click(shown, 1, 0)
    QTest.keyClicks(cell, "a")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    QTest.keyClicks(cell, "b")
    QTest.keyClick(cell, Qt.Key.Key_Tab)
    assert cells(shown)[1] == ["a\nb", "12"]
    QTest.keyClicks(cell, "99")
    shown.editor.cells.store()
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    assert not cell.isVisible()
    assert shown.editor.area.hasFocus()
    assert cells(shown)[1] == ["a\nb", "12"]


def test_undo_takes_cells_back_one_by_one(shown: Desk) -> None:
    before = cells(shown)
    cell = click(shown, 0, 0)
    QTest.keyClicks(cell, "A")
    QTest.keyClick(cell, Qt.Key.Key_Tab)
    QTest.keyClicks(cell, "B")
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    assert cells(shown)[0] == ["A", "数量"]
    shown.editor.undo()
    while cells(shown) != before and shown.editor.area.document().isUndoAvailable():
        shown.editor.undo()
    assert cells(shown) == before


def test_lines_and_columns_come_and_go_by_the_menu_of_a_cell(shown: Desk) -> None:
    click(shown, 1, 0)
    command(shown, "cell_row_above")
    assert cells(shown)[1:] == [["", ""], *ROWS]
    assert field(shown).isVisible()
    command(shown, "cell_delete_row")
    command(shown, "cell_column_right")
    assert cells(shown) == [["产品", "", "数量"], ["流量计", "", "12"], ["电能表", "", "7"]]
    command(shown, "cell_delete_column")
    assert cells(shown) == [["产品", "数量"], *ROWS]
    command(shown, "cell_row_below")
    command(shown, "cell_column_left")
    assert len(cells(shown)) == 4


def test_a_merged_cell_is_one_and_formats_of_cells_that_stay_the_same_are_kept(desk: Desk) -> None:
    draft = table([[0, 0, 2, 1]])
    draft.attributes["rows"][0][1] = [{"text": "粗", "bold": True}]
    desk.show(paragraph("前"), draft)
    desk.editor.area.viewport().repaint()
    assert sorted(desk.editor.cells.boxes(draft.id)) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1)]
    cell = click(desk, 1, 1)
    assert cell.toPlainText() == "粗"
    QTest.keyClick(cell, Qt.Key.Key_Tab)
    desk.editor.cells.end()
    assert desk.drafts[1].attributes["rows"][0][1] == [{"text": "粗", "bold": True}]


def test_f2_opens_a_table_and_a_locked_chapter_none(shown: Desk) -> None:
    shown.put_cursor(1)
    shown.key(Qt.Key.Key_F2)
    assert field(shown).toPlainText() == "产品"
    shown.editor.cells.end()
    shown.hub.perform(lambda: shown.session.chapters.change(shown.chapter_id, status=ChapterStatus.FINAL))
    assert not click(shown, 1, 1).isVisible()


def test_what_is_written_in_a_cell_is_saved_when_another_chapter_is_shown(shown: Desk) -> None:
    other = shown.session.chapters.add(shown.report_id, "别的").created
    QTest.keyClicks(click(shown, 2, 1), "8")
    shown.editor.show_chapter(other)
    assert not field(shown).isVisible()
    assert shown.stored[1].attributes["rows"][1] == ["电能表", "8"]


def test_an_undo_while_a_cell_is_open_is_seen_in_it(shown: Desk, qtbot: QtBot) -> None:
    cell = click(shown, 1, 1)
    QTest.keyClicks(cell, "15")
    shown.editor.cells.store()
    shown.editor.undo()
    qtbot.waitUntil(lambda: cell.toPlainText() == "12")
    QTest.keyClick(cell, Qt.Key.Key_Tab)
    assert cells(shown)[1] == ["流量计", "12"]


def test_a_cell_whose_table_goes_away_is_closed(shown: Desk, qtbot: QtBot) -> None:
    cell = click(shown, 1, 1)
    shown.hub.perform(lambda: shown.session.blocks.write(shown.chapter_id, [paragraph("别的")]))
    qtbot.waitUntil(lambda: not cell.isVisible())
    assert shown.texts == ["别的"]
