"""The cells of a table are written where it stands in the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind, ChapterStatus
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui import translate
from qi_desktop.ui.editor.cell_field import CellField
from qi_desktop.ui.editor.table_dialog import TableSizeDialog
from tests.ui.editing import Desk, child, paragraph
from tests.ui.test_mnemonics import faults_of

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


def test_cells_of_a_spreadsheet_keep_their_lines(shown: Desk) -> None:
    cell = click(shown, 1, 0)
    data = QMimeData()  # as LibreOffice Calc copies two cells, the first of two lines
    data.setText("名称 换行\t001")
    data.setHtml("<table><tr><td><font>名称<br>换行</font></td><td sdnum='1033;0;@'>001</td></tr></table>")
    cell.insertFromMimeData(data)
    assert cells(shown)[1] == ["名称\n换行", "001"]


def test_what_escape_took_back_can_be_undone(shown: Desk) -> None:
    cell = click(shown, 1, 0)
    QTest.keyClicks(cell, "long words")
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    before = cells(shown)[1][0]
    shown.editor.undo()
    assert cells(shown)[1][0] == "long words" != before


def test_undo_in_an_open_cell_where_nothing_was_written_is_the_tables(shown: Desk) -> None:
    cell = click(shown, 0, 0)
    QTest.keyClick(cell, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    shown.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert shown.drafts[1].attributes["spans"] == [[-1, 0, 1, 2]]
    QTest.keyClick(field(shown), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "spans" not in shown.drafts[1].attributes
    QTest.keyClick(field(shown), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert shown.drafts[1].attributes["spans"] == [[-1, 0, 1, 2]]


def test_arrows_lead_into_a_table_from_above_and_from_below(shown: Desk) -> None:
    shown.put_cursor(0, 0)
    shown.key(Qt.Key.Key_Down)
    assert field(shown).isVisible()
    assert field(shown).toPlainText() == "产品"
    QTest.keyClick(field(shown), Qt.Key.Key_Up)
    assert not field(shown).isVisible()
    shown.put_cursor(2, 0)
    shown.key(Qt.Key.Key_Up)
    assert field(shown).toPlainText() == ROWS[-1][0]


def test_down_from_the_last_line_of_a_chapter_that_ends_with_a_table_leads_below_it(desk: Desk) -> None:
    desk.show(paragraph("前"), table())
    desk.editor.area.viewport().repaint()
    cell = click(desk, len(ROWS), 0)
    QTest.keyClick(cell, Qt.Key.Key_Down)
    desk.commit("后")
    assert desk.texts == ["前", "产量", "后"]


def test_a_word_typed_over_a_chosen_table_comes_behind_it(shown: Desk) -> None:
    shown.put_cursor(1, 0)
    shown.editor.area.choose_object()
    shown.commit("字")
    assert [draft.kind for draft in shown.drafts][1:3] == [BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert shown.texts[2] == "字"


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


# --- several cells ---


def point(desk: Desk, line: int, column: int) -> QPoint:
    return desk.editor.cells.boxes(desk.ids[1])[line, column].center().toPoint() - QPoint(0, desk.editor.area.verticalScrollBar().value())


def choose(desk: Desk, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Drag from one cell to another."""
    viewport = desk.editor.area.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=point(desk, *first))
    place = QPointF(point(desk, *last))
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, viewport.mapToGlobal(place), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=point(desk, *last))


def test_dragged_cells_are_merged_and_split_by_a_key_as_one_step_each(shown: Desk) -> None:
    choose(shown, (1, 0), (2, 0))
    assert not field(shown).isVisible()
    assert shown.editor.cells.chosen.box == (1, 0, 2, 0)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    shown.key(Qt.Key.Key_M, keys)
    assert shown.drafts[1].attributes["spans"] == [[0, 0, 2, 1]]
    assert field(shown).toPlainText() == "流量计\n电能表"
    QTest.keyClick(field(shown), Qt.Key.Key_M, keys)
    assert "spans" not in shown.drafts[1].attributes
    shown.editor.cells.end()
    shown.editor.undo()
    assert shown.drafts[1].attributes["spans"] == [[0, 0, 2, 1]]
    shown.editor.undo()
    assert cells(shown) == [["产品", "数量"], *ROWS]
    assert not shown.editor.area.document().isUndoAvailable()


def test_shift_and_arrows_or_a_click_choose_cells_and_delete_empties_them(shown: Desk) -> None:
    cell = click(shown, 1, 0)
    QTest.keyClick(cell, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert shown.editor.cells.chosen.box == (1, 0, 1, 1)
    shown.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown.editor.cells.chosen.box == (1, 0, 2, 1)
    shown.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    shown.key(Qt.Key.Key_Delete)
    assert cells(shown)[1:] == [["", ""], ["电能表", "7"]]
    shown.editor.undo()
    assert cells(shown)[1:] == ROWS
    assert click(shown, 1, 0).isVisible()
    QTest.mouseClick(shown.editor.area.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, point(shown, 2, 1))
    assert shown.editor.cells.chosen.box == (1, 0, 2, 1)
    shown.put_cursor(0)
    assert not shown.editor.cells.chosen.block_id


def test_a_choice_grows_over_merged_cells_and_typing_writes_into_the_first(desk: Desk) -> None:
    desk.show(paragraph("前"), table([[0, 0, 2, 1]]))
    desk.editor.area.viewport().repaint()
    choose(desk, (0, 0), (1, 1))
    assert desk.editor.cells.chosen.box == (0, 0, 2, 1)
    typed = QInputMethodEvent()
    typed.setCommitString("名称")
    QApplication.sendEvent(desk.editor.area, typed)
    desk.editor.cells.end()
    assert cells(desk)[0] == ["名称", "数量"]
    assert desk.texts[0] == "前"


def test_a_block_of_cells_fills_cells_from_the_open_one_on_and_the_table_grows(shown: Desk) -> None:
    cell = click(shown, 2, 1)
    QApplication.clipboard().setText("8\t台\n9\t套\n")
    QTest.keyClick(cell, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert cells(shown) == [["产品", "数量", ""], ["流量计", "12", ""], ["电能表", "8", "台"], ["", "9", "套"]]
    shown.editor.cells.end()
    shown.editor.undo()
    assert cells(shown) == [["产品", "数量"], *ROWS]
    cell = click(shown, 2, 1)
    QApplication.clipboard().setText("一行\n两行")
    QTest.keyClick(cell, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shown.editor.cells.end()
    assert cells(shown)[2] == ["电能表", "一行\n两行"]


def test_chosen_cells_are_copied_as_spreadsheets_and_word_take_them_and_pasted_back(shown: Desk) -> None:
    choose(shown, (1, 0), (2, 1))
    shown.control(Qt.Key.Key_C)
    data = QApplication.clipboard().mimeData()
    assert data.text() == "流量计\t12\n电能表\t7"
    assert "<table>" in data.html()
    shown.control(Qt.Key.Key_X)
    assert cells(shown)[1:] == [["", ""], ["", ""]]
    shown.control(Qt.Key.Key_V)
    assert cells(shown)[1:] == ROWS


def test_lines_come_and_go_by_keys_while_a_cell_is_written(shown: Desk) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    cell = click(shown, 1, 0)
    QTest.keyClick(cell, Qt.Key.Key_Return, control)
    assert cells(shown)[1:] == [ROWS[0], ["", ""], ROWS[1]]
    QTest.keyClick(cell, Qt.Key.Key_Minus, control)
    assert cells(shown)[1:] == ROWS
    QTest.keyClick(cell, Qt.Key.Key_Right, control | Qt.KeyboardModifier.AltModifier)
    assert len(cells(shown)[0]) == 3
    QTest.keyClick(cell, Qt.Key.Key_Minus, control | shift)
    QTest.keyClick(cell, Qt.Key.Key_Return, control | shift)
    assert len(cells(shown)) == 4


def test_arrows_go_from_line_to_line_and_out_of_the_table(shown: Desk) -> None:
    cell = click(shown, 0, 1)
    for expected in ("12", "7"):
        QTest.keyClick(cell, Qt.Key.Key_Down)
        assert cell.toPlainText() == expected
    QTest.keyClick(cell, Qt.Key.Key_Down)
    assert not cell.isVisible()
    assert shown.editor.area.textCursor().blockNumber() == 2


def test_all_lines_and_columns_of_a_large_table_can_be_written_and_are_brought_in_sight(desk: Desk) -> None:
    columns = [{"label": f"第{number}列"} for number in range(20)]
    rows = [[f"{line}-{column}" for column in range(20)] for line in range(300)]
    draft = Draft(new_id(), BlockKind.TABLE, (), {"columns": columns, "rows": rows})
    desk.show(paragraph("前"), draft)
    desk.editor.area.viewport().repaint()
    assert len(desk.editor.cells.boxes(draft.id)) == 301 * 20
    assert desk.editor.cells.open(draft.id, (300, 19))
    cell = field(desk)
    assert cell.toPlainText() == "299-19"
    assert desk.editor.area.viewport().rect().contains(cell.geometry().center())
    QTest.keyClick(cell, Qt.Key.Key_Tab)
    assert len(cells(desk)) == 302


def test_a_long_text_makes_its_line_higher(shown: Desk, qtbot: QtBot) -> None:
    before = shown.editor.cells.boxes(shown.ids[1])[1, 0].height()
    cell = click(shown, 1, 0)
    QApplication.clipboard().setText("很长的文字" * 60)
    QTest.keyClick(cell, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shown.editor.cells.store()
    qtbot.waitUntil(lambda: cell.minimumHeight() > 2 * before)
    assert shown.editor.cells.boxes(shown.ids[1])[1, 0].height() > 2 * before


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_entry_of_the_menu_of_cells_has_a_letter_of_its_own(shown: Desk, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "_language", language)
    choose(shown, (1, 0), (2, 1))
    assert faults_of(shown.editor.cells.menu_of_chosen()) == []


def test_the_menu_of_chosen_cells_offers_what_can_be_done_with_them(shown: Desk) -> None:
    choose(shown, (1, 0), (2, 1))
    menu = shown.editor.cells.menu_of_chosen()
    assert child(menu, QAction, "cell_merge").isEnabled()
    assert not child(menu, QAction, "cell_split").isEnabled()
    child(menu, QAction, "cell_align_right").trigger()
    assert [column["align"] for column in shown.drafts[1].attributes["columns"]] == ["right", "right"]
    menu.deleteLater()


def test_dragging_a_border_gives_its_two_columns_other_widths_as_one_step(shown: Desk) -> None:
    viewport = shown.editor.area.viewport()
    boxes = shown.editor.cells.boxes(shown.ids[1])
    start = QPoint(round(boxes[1, 0].right()), point(shown, 1, 0).y())
    target = start + QPoint(-80, 0)
    QTest.mouseMove(viewport, start)
    assert viewport.cursor().shape() is Qt.CursorShape.SplitHCursor
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, target)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=target)
    viewport.repaint()
    after = shown.editor.cells.boxes(shown.ids[1])
    assert after[1, 0].right() == pytest.approx(target.x(), abs=3)
    assert after[1, 1].right() == pytest.approx(boxes[1, 1].right(), abs=1)
    assert all(column["weight"] > 0 for column in shown.drafts[1].attributes["columns"])
    shown.editor.undo()
    assert not any("weight" in column for column in shown.drafts[1].attributes["columns"])
    assert not shown.editor.area.document().isUndoAvailable()


def test_a_new_table_is_written_at_once_where_it_stands(shown: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = TableSizeDialog()
    child(dialog, QLineEdit, "new_table_caption").setText(" 检验结果 ")
    monkeypatch.setattr(TableSizeDialog, "ask", lambda parent: dialog.value())
    shown.put_cursor(2, -1)
    shown.action("insert_table")
    made = shown.drafts[3]
    assert made.kind is BlockKind.TABLE
    assert made.text == (Run("检验结果"),)
    assert field(shown).isVisible()
    QTest.keyClicks(field(shown), "No.")
    shown.editor.cells.end()
    assert shown.drafts[3].attributes["columns"][0]["label"] == "No."
