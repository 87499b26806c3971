"""The table dialog: rows, columns, merged cells, widths, keys, and what is copied and pasted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableWidget, QTableWidgetSelectionRange
from pytestqt.qtbot import QtBot

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.export.document import Span, Table, TableColumn
from qi_desktop.session import Draft
from qi_desktop.ui.editor.table_dialog import TableDialog
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.editor.table_layout import CellMetrics, shown_spans
from tests.ui.editing import Desk, child, paragraph

BOLD = [{"text": "粗", "bold": True}]


def _grid(*rows: str, spans: list[list[int]] | None = None) -> Grid:
    lines: list[list[Any]] = [list(row) for row in rows]
    return Grid([{"label": ""} for _ in lines[0]], lines, spans or [])


def _table(grid: Grid) -> Draft:
    return Draft("x", BlockKind.TABLE, (), grid.attributes(Draft("", BlockKind.TABLE)))


class Open:
    """A dialog that is shown, with its cells."""

    def __init__(self, qtbot: QtBot, draft: Draft) -> None:
        self.dialog = TableDialog(draft)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.cells = child(self.dialog, QTableWidget, "table_cells")

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        self.cells.setCurrentCell(top, left)
        self.cells.clearSelection()
        self.cells.setRangeSelected(QTableWidgetSelectionRange(top, left, bottom, right), True)

    def click(self, name: str) -> None:
        button = child(self.dialog, QPushButton, name)
        assert button.isEnabled(), name
        button.click()

    def enabled(self, name: str) -> bool:
        return child(self.dialog, QPushButton, name).isEnabled()

    @property
    def attributes(self) -> dict[str, Any]:
        return dict(self.dialog.value().attributes)


@pytest.fixture
def open_table(qtbot: QtBot) -> Any:
    return lambda *rows, spans=None: Open(qtbot, _table(_grid(*rows, spans=spans)))


# --- merged cells ---


def test_cells_are_merged_with_their_words_line_by_line_and_parted_again(open_table: Any) -> None:
    table = open_table("ab", "c ", "ef")
    table.select(1, 0, 2, 1)
    table.click("table_merge")
    assert table.attributes["spans"] == [[0, 0, 2, 2]]
    assert table.attributes["rows"] == [["a\nb\nc", ""], ["", ""], ["e", "f"]]
    table.click("table_split")
    assert "spans" not in table.attributes
    assert table.attributes["rows"][0] == ["a\nb\nc", ""]


def test_the_only_filled_cell_keeps_its_formats() -> None:
    grid = Grid([{"label": ""}, {"label": ""}], [["", BOLD]], [])
    grid.merge(0, 0, 0, 1)
    assert grid.rows == [[BOLD, ""]]


def test_a_merge_grows_over_merged_cells_that_it_cuts() -> None:
    grid = _grid("abc", "def", "ghi", spans=[[0, 1, 2, 2]])
    grid.merge(1, 0, 1, 1)
    assert grid.spans == [[0, 0, 2, 3]]


def test_labels_of_the_head_are_merged_and_parted_again(open_table: Any) -> None:
    table = open_table("ab", "cd")
    table.select(0, 0, 0, 1)
    table.click("table_merge")
    assert table.attributes["spans"] == [[-1, 0, 1, 2]]
    assert table.attributes["rows"] == [["a", "b"], ["c", "d"]]
    table.click("table_split")
    assert "spans" not in table.attributes


def test_a_merged_label_says_what_its_parts_said() -> None:
    grid = Grid([{"label": "甲"}, {"label": "乙"}, {"label": "丙"}], [["1", BOLD, "3"]], [])
    grid.merge(-1, 0, -1, 1)
    assert [column["label"] for column in grid.columns] == ["甲\n乙", "", "丙"]
    assert grid.rows == [["1", BOLD, "3"]]


def test_the_head_cannot_be_merged_with_cells_below_and_one_cell_neither(open_table: Any) -> None:
    table = open_table("ab", "cd")
    table.select(0, 0, 1, 0)
    assert not table.enabled("table_merge")
    table.select(1, 0, 1, 0)
    assert not table.enabled("table_merge")
    assert not table.enabled("table_split")


places = st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 4), st.integers(0, 3))


@given(st.lists(places, max_size=8), st.lists(st.tuples(st.sampled_from(["row", "column"]), st.booleans(), st.integers(0, 3)), max_size=8))
def test_merged_cells_never_overlap_nor_leave_the_table(boxes: list[tuple[int, int, int, int]], steps: list[tuple[str, bool, int]]) -> None:
    grid = _grid(*["abcd"] * 5)
    for top, left, bottom, right in boxes:
        grid.merge(-1, min(left, right), -1, max(left, right))
        grid.merge(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    for what, grows, at in steps:
        if what == "row":
            grid.insert_row(at) if grows else grid.remove_row(at) if at < len(grid.rows) else None
        else:
            grid.insert_column(at) if grows and at <= len(grid.columns) else grid.remove_column(at) if at < len(grid.columns) else None
        if not grid.rows:
            break
    covered = [(row, column) for span in grid.spans for row in range(span[0], span[0] + span[2]) for column in range(span[1], span[1] + span[3])]
    assert len(covered) == len(set(covered))
    assert all(row < len(grid.rows) and column < len(grid.columns) for row, column in covered)
    assert all(len(row) == len(grid.columns) for row in grid.rows)


# --- rows and columns ---


def test_rows_and_columns_come_on_either_side_and_several_go_at_once(open_table: Any) -> None:
    table = open_table("ab", "cd", "ef")
    table.select(1, 0, 1, 0)
    table.click("table_row_above")
    table.click("table_column_left")
    assert table.attributes["rows"] == [["", "", ""], ["", "a", "b"], ["", "c", "d"], ["", "e", "f"]]
    table.select(1, 0, 3, 0)
    table.click("table_delete_row")
    assert table.attributes["rows"] == [["", "e", "f"]]
    table.select(1, 0, 1, 1)
    table.click("table_delete_column")
    assert table.attributes["rows"] == [["f"]]
    assert not table.enabled("table_delete_column")


def test_nothing_goes_above_the_head_and_the_head_stays(open_table: Any) -> None:
    table = open_table("ab")
    table.select(0, 0, 0, 0)
    assert not table.enabled("table_row_above")
    assert not table.enabled("table_delete_row")
    table.click("table_insert_row")
    assert table.attributes["rows"] == [["", ""], ["a", "b"]]


@pytest.mark.parametrize("writing", [True, False])
def test_tab_in_the_last_cell_adds_a_row(open_table: Any, writing: bool) -> None:
    table = open_table("ab")
    table.cells.setFocus()
    table.cells.setCurrentCell(1, 1)
    if writing:
        table.cells.editItem(table.cells.item(1, 1))
        editor = table.cells.findChild(QLineEdit)
        QTest.keyClicks(editor, "z")
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    else:
        QTest.keyClick(table.cells, Qt.Key.Key_Tab)
    assert table.attributes["rows"] == [["a", "z" if writing else "b"], ["", ""]]
    assert (table.cells.currentRow(), table.cells.currentColumn()) == (2, 0)
    QTest.keyClick(table.cells, Qt.Key.Key_Tab)
    assert (table.cells.currentRow(), table.cells.currentColumn()) == (2, 1)
    assert len(table.attributes["rows"]) == 2


def test_delete_empties_the_selected_cells(open_table: Any) -> None:
    table = open_table("ab", "cd")
    table.select(1, 0, 2, 0)
    QTest.keyClick(table.cells, Qt.Key.Key_Delete)
    assert table.attributes["rows"] == [["", "b"], ["", "d"]]


# --- widths and alignment ---


def test_a_dragged_border_is_a_width_in_characters_that_comes_back_and_can_be_forgotten(open_table: Any, qtbot: QtBot) -> None:
    table = open_table("ab")
    table.cells.horizontalHeader().resizeSection(1, 200)
    wished = table.attributes["columns"][1]["weight"]
    assert wished > 5
    assert "weight" not in table.attributes["columns"][0]
    again = Open(qtbot, table.dialog.value())
    assert again.cells.columnWidth(1) == pytest.approx(200, abs=2)
    again.click("table_widths")
    assert "weight" not in again.attributes["columns"][1]
    assert not again.enabled("table_widths")


def test_a_column_is_aligned(open_table: Any) -> None:
    table = open_table("ab")
    table.select(1, 1, 1, 1)
    box = child(table.dialog, QComboBox, "table_align")
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert table.attributes["columns"] == [{"label": ""}, {"label": "", "align": "right"}]
    table.select(1, 0, 1, 0)
    assert box.currentData() == ""


# --- clipboard ---


def test_cells_with_line_ends_are_copied_and_pasted_whole_as_spreadsheets_do(open_table: Any) -> None:
    table = open_table("ab", "cd")
    table.cells.item(1, 0).setText('一\n"二"')
    table.select(1, 0, 2, 1)
    QTest.keyClick(table.cells, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == '"一\n""二"""\tb\nc\td'
    table.cells.setCurrentCell(2, 1)
    QTest.keyClick(table.cells, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.attributes["rows"] == [['一\n"二"', "b", ""], ["c", '一\n"二"', "b"], ["", "c", "d"]]


def test_the_cells_have_a_context_menu_with_the_commands(open_table: Any) -> None:
    table = open_table("ab")
    assert table.cells.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    names = [action.text() for action in table.cells.actions() if isinstance(action, QAction)]
    assert {"Insert row above", "Merge cells", "Delete column"} <= set(names)


def test_a_table_pasted_from_a_spreadsheet_or_word_is_a_table(desk: Desk) -> None:
    desk.show(paragraph("前"))
    desk.put_cursor(0, -1)
    rows = "<tr><td>年度</td><td>合格率</td></tr><tr><td rowspan=2>2017</td><td><b>99%</b></td></tr><tr><td>98%</td></tr>"
    desk.paste("年度\t合格率\n2017\t99%\n\t98%\n", f"<html><body><table>{rows}</table></body></html>")
    made = desk.drafts[1]
    assert made.kind is BlockKind.TABLE
    assert [column["label"] for column in made.attributes["columns"]] == ["年度", "合格率"]
    assert made.attributes["spans"] == [[0, 0, 2, 1]]
    assert made.attributes["rows"][0][1] == [{"text": "99%", "bold": True}]
    assert desk.runs(0) == (Run("前"),)


def test_a_card_cuts_merged_cells_where_the_shown_part_ends() -> None:
    columns = tuple(TableColumn("") for _ in range(3))
    spans = (Span(0, 0, 2, 1), Span(1, 1, 1, 2), Span(5, 0, 4, 3), Span(9, 0, 2, 1))
    table = Table("t", "", (), columns, (("", "", ""),) * 11, spans)
    boxes = shown_spans(table, rows=6, columns=2)
    assert boxes == {(1, 0): (2, 1), (2, 0): (0, 0), (2, 1): (1, 1), (6, 0): (1, 2), (6, 1): (0, 0)}


def test_texts_of_cells_are_measured_as_the_font_says_also_the_second_time(qtbot: QtBot) -> None:
    font = QFont()
    metrics, plain = CellMetrics(font), QFontMetricsF(font)
    for _ in range(2):
        assert metrics.width("合格率 98.5%") == plain.horizontalAdvance("合格率 98.5%")
        assert metrics.height("一二三四五六七八九十", plain.horizontalAdvance("中") * 5.5) == pytest.approx(2 * metrics.height("一", 200.0), abs=2)
