"""The cells of a register are written where a view shows them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind, ChapterStatus
from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui.grids.cell_editors import DateEdit, text_of
from tests.ui.editing import Desk, paragraph

COLUMNS: list[dict[str, Any]] = [
    {"label": "产品"},
    {"label": "类别", "merge_down": True},
    {"label": "数量", "type": "integer"},
    {"label": "合格", "type": "boolean"},
    {"label": "等级", "type": "choice", "choices": ["一等", "二等"]},
    {"label": "日期", "type": "date"},
    {"label": "说明", "type": "long_text"},
]


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot) -> Desk:
    """A register that did not exist when the code was written, shown in a chapter."""
    session = desk.session
    register = session.own_registers.add("新品", COLUMNS).created
    names = [column.name for column in session.registers[register].columns]
    texts = (("甲", "表", "5", "true", "一等", "2018-01-02", "x"), ("乙", SAME_AS_ABOVE, "7", "", "", "", ""))
    session.rows.add(register, [dict(zip(names, row, strict=True)) for row in texts])
    view = Draft(new_id(), BlockKind.REGISTER_VIEW, (Run("新品一览"),), {"register": register, "total": "合计"})
    desk.editor.resize(1100, 700)
    desk.show(paragraph("前"), view, paragraph("后"))
    desk.editor.activateWindow()
    qtbot.waitUntil(desk.editor.area.hasFocus)
    desk.editor.area.viewport().repaint()
    return desk


def click(desk: Desk, line: int, column: int) -> QWidget | None:
    box = desk.editor.view_cells.boxes(desk.ids[1])[line, column]
    scroll = QPoint(0, desk.editor.area.verticalScrollBar().value())
    QTest.mouseClick(desk.editor.area.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint() - scroll)
    return desk.editor.view_cells.editor


def key(desk: Desk, code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    editor = desk.editor.view_cells.editor
    assert editor is not None
    QTest.keyClick(editor.focusProxy() or editor, code, modifiers)


def cells(desk: Desk) -> list[list[str]]:
    register = desk.drafts[1].attributes["register"]
    names = [column.name for column in desk.session.registers[register].columns]
    return [[row.values.get(name, "") for name in names] for row in desk.session.rows.of(register)]


def test_each_kind_of_column_has_the_editor_that_its_grid_has(shown: Desk) -> None:
    kinds = [type(click(shown, 1, column)) for column in range(7)]
    assert kinds == [QLineEdit, QLineEdit, QLineEdit, QComboBox, QComboBox, DateEdit, QPlainTextEdit]
    found = click(shown, 1, 3)
    assert found is not None
    assert text_of(found) == "yes"
    assert found.accessibleName() == "合格"


def test_what_is_typed_goes_to_the_register_and_tab_and_enter_go_on(shown: Desk) -> None:
    editor = click(shown, 1, 2)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "1,234")
    key(shown, Qt.Key.Key_Return)
    assert cells(shown)[0][2] == "1234"
    below = shown.editor.view_cells.editor
    assert below is not None
    assert text_of(below) == "7"
    QTest.keyClicks(below, "8")
    key(shown, Qt.Key.Key_Tab)
    assert cells(shown)[1][2] == "8"
    key(shown, Qt.Key.Key_Escape)
    assert shown.editor.view_cells.editor is None
    assert shown.editor.area.hasFocus()


def test_a_step_of_undo_takes_it_back(shown: Desk) -> None:
    editor = click(shown, 1, 0)
    assert editor is not None
    QTest.keyClicks(editor, "abc")
    shown.editor.view_cells.end()
    assert cells(shown)[0][0] == "abc"
    shown.control(Qt.Key.Key_Z)
    assert cells(shown)[0][0] == "甲"


def test_undo_goes_back_from_a_cell_to_the_typing_before_it(shown: Desk) -> None:
    shown.editor.area.setTextCursor(QTextCursor(shown.editor.area.document().begin()))
    QTest.keyClicks(shown.editor.area, "xyz")
    editor = click(shown, 1, 0)
    assert editor is not None
    QTest.keyClicks(editor, "abc")
    shown.editor.view_cells.end()
    texts = [shown.editor.area.document().begin().text()]
    for expected in ("甲", "甲"):
        shown.control(Qt.Key.Key_Z)
        assert cells(shown)[0][0] == expected
        texts.append(shown.editor.area.document().begin().text())
    assert [text.count("xyz") for text in texts] == [1, 1, 0]


def test_a_merged_cell_is_written_once_for_all_its_rows(shown: Desk) -> None:
    editor = click(shown, 1, 1)
    assert editor is not None
    QTest.keyClicks(editor, "meter")
    shown.editor.view_cells.end()
    assert [row[1] for row in cells(shown)] == ["meter", SAME_AS_ABOVE]
    assert (2, 1) not in shown.editor.view_cells.boxes(shown.ids[1])


def test_a_text_that_does_not_fit_is_kept_and_the_reason_is_told(shown: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget, box: told.append(text))
    editor = click(shown, 1, 2)
    assert editor is not None
    QTest.keyClicks(editor, "many")
    shown.editor.view_cells.end()
    assert cells(shown)[0][2] == "many"
    assert (told, shown.failures) == (["“many” is not a whole number."], [])


def test_head_and_sums_are_not_written(shown: Desk) -> None:
    assert click(shown, 0, 0) is None
    assert click(shown, 3, 2) is None


def test_escape_gives_up_and_f2_begins_with_the_first_cell(shown: Desk) -> None:
    shown.put_cursor(1, 0)
    QTest.keyClick(shown.editor.area, Qt.Key.Key_F2)
    editor = shown.editor.view_cells.editor
    assert editor is not None
    assert text_of(editor) == "甲"
    QTest.keyClicks(editor, "x")
    key(shown, Qt.Key.Key_Escape)
    assert cells(shown)[0][0] == "甲"


def test_a_locked_chapter_leaves_the_view_alone(shown: Desk) -> None:
    shown.hub.perform(lambda: shown.session.chapters.change(shown.chapter_id, status=ChapterStatus.FINAL))
    shown.editor.show_chapter(shown.chapter_id)
    shown.editor.area.viewport().repaint()
    assert click(shown, 1, 0) is None


def test_a_long_text_is_written_in_lines(shown: Desk) -> None:
    editor = click(shown, 1, 6)
    assert editor is not None
    QTest.keyClicks(editor, "a")
    key(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(editor, "b")
    key(shown, Qt.Key.Key_Return)
    assert cells(shown)[0][6] == "xa\nb"


def test_the_foot_of_a_view_counts_its_rows_and_tells_what_has_no_room(shown: Desk) -> None:
    draft = shown.drafts[1]
    cards = shown.editor.view_cells._cards()
    table = shown.editor.sources.table(draft)
    assert table is not None
    assert len(table.rows) == 3, "two rows and the sum"
    assert cards.foot(draft, table) == "2 rows"
    shown.editor.resize(420, 700)
    shown.editor.area.viewport().repaint()
    hidden = 7 + 1 - len(cards.views[draft.id].layout.columns)
    assert hidden > 0
    assert cards.foot(draft, table) == f"2 rows; click to show {hidden} more columns"


def narrow(desk: Desk) -> None:
    """Leave no room for all columns."""
    desk.editor.resize(420, 700)
    desk.editor.area.viewport().repaint()
    assert (1, 6) not in desk.editor.view_cells.boxes(desk.ids[1])


def test_tab_goes_to_the_columns_that_have_no_room_and_back(shown: Desk) -> None:
    narrow(shown)
    editor = click(shown, 1, 0)
    for _ in range(5):
        key(shown, Qt.Key.Key_Tab)
    editor = shown.editor.view_cells.editor
    assert isinstance(editor, DateEdit)
    QTest.keyClicks(editor.line, "2018-5-6")
    key(shown, Qt.Key.Key_Tab)
    assert cells(shown)[0][5] == "2018-05-06"
    assert isinstance(shown.editor.view_cells.editor, QPlainTextEdit)
    key(shown, Qt.Key.Key_Tab)
    assert shown.editor.view_cells._open is not None
    assert shown.editor.view_cells._open[1] == (2, 0), "behind the last column the next row begins"
    key(shown, Qt.Key.Key_Backtab)
    assert isinstance(shown.editor.view_cells.editor, QPlainTextEdit)


def test_a_press_on_the_foot_shows_the_columns_that_have_no_room(shown: Desk) -> None:
    narrow(shown)
    shown_first = [place for place in shown.editor.view_cells.boxes(shown.ids[1]) if place[0] == 1]
    seen = set(shown_first)
    for _ in range(6):
        QTest.mouseClick(
            shown.editor.area.viewport(), Qt.MouseButton.LeftButton, pos=shown.editor.view_cells._cards().feet[shown.ids[1]].center().toPoint()
        )
        shown.editor.area.viewport().repaint()
        now = [place for place in shown.editor.view_cells.boxes(shown.ids[1]) if place[0] == 1]
        seen |= set(now)
        if now == shown_first:
            break
    assert now == shown_first, "behind the last columns the first come again"
    assert seen == {(1, column) for column in range(7)}
