"""Grids of registers: the model against Qt's own tester, and writing as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.session import Session
from qi_desktop.ui.grids import RegisterPanel
from qi_desktop.ui.grids.column_menu import ValueFilter, column_menu
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        yield Hub(session, session.reports.of_year().id)


@pytest.fixture
def grid(hub: Hub, qtbot: QtBot) -> RegisterGrid:
    model = RegisterModel(hub, hub.session.registers["standards_drafted"])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert tester.model() is model
    grid = RegisterGrid(model)
    qtbot.addWidget(grid)
    grid.resize(1200, 700)
    grid.show()
    return grid


def at(grid: RegisterGrid, line: int, column: str) -> None:
    names = [declared.name for declared in grid.rows.register.columns]
    grid.setCurrentIndex(grid.rows.index(line, names.index(column)))


def select(grid: RegisterGrid, first: tuple[int, str], last: tuple[int, str]) -> None:
    names = [declared.name for declared in grid.rows.register.columns]
    grid.clearSelection()
    for line in range(first[0], last[0] + 1):
        for column in range(names.index(first[1]), names.index(last[1]) + 1):
            grid.selectionModel().select(grid.rows.index(line, column), QItemSelectionModel.SelectionFlag.Select)


def cells(grid: RegisterGrid, column: str) -> list[str]:
    return [row.values.get(column, "") for row in grid.rows.hub.session.rows.of("standards_drafted")]


def write(grid: RegisterGrid, text: str, qtbot: QtBot) -> None:
    grid.edit(grid.currentIndex())
    editor = QApplication.focusWidget() or grid.findChild(QLineEdit)
    if isinstance(editor, QComboBox):
        editor.setEditText(text)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
    before = grid.rows.hub.session.history(1)[0].id
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.rows.hub.session.history(1)[0].id > before)


def test_it_shows_the_declared_columns_and_the_rows_with_an_empty_line_below(grid: RegisterGrid) -> None:
    model = grid.rows
    assert model.rowCount() == 19
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)] == ["No.", "Title", "Category", "Number"]
    assert model.data(model.index(17, 0)) == "18", "the serial number is computed"
    assert model.headerData(18, Qt.Orientation.Vertical) == "*"


def test_same_as_above_is_shown_as_the_value_and_merged(grid: RegisterGrid) -> None:
    index = grid.rows.index(3, 2)
    assert grid.rows.data(index) == "国家标准"
    assert grid.rows.entered(index) == SAME_AS_ABOVE
    grid.rows.setData(index, "国家标准")
    assert grid.rows.entered(index) == SAME_AS_ABOVE, "what it says already is no edit"
    assert [grid.rows.repeats_above(line, 2) for line in range(9)] == [False, *[True] * 7, False]
    grid.rows.set_filter("34049")
    assert not grid.rows.repeats_above(0, 2), "nothing above is shown that it could repeat"
    assert grid.rows.data(grid.rows.index(0, 2)) == "国家标准"


def test_a_cell_that_does_not_fit_is_kept_and_marked_with_the_reason(grid: RegisterGrid) -> None:
    assert grid.rows.table.count_wrong() == 1
    problem = grid.rows.next_problem(-1, -1, int)
    assert (problem.row(), grid.rows.data(problem)) == (1, "批准中")
    assert "not a date" in grid.rows.data(problem, Qt.ItemDataRole.ToolTipRole)


def test_writing_a_cell_keeps_it_in_canonical_form_and_goes_down(grid: RegisterGrid, qtbot: QtBot) -> None:
    at(grid, 1, "published")
    write(grid, "2017年7月12日", qtbot)
    assert cells(grid, "published")[1] == "2017-07-12"
    assert grid.currentIndex().row() == 2
    grid.rows.hub.undo()
    assert cells(grid, "published")[1] == "批准中"


def test_writing_into_the_empty_line_makes_a_row(grid: RegisterGrid, qtbot: QtBot) -> None:
    at(grid, 18, "title")
    write(grid, "气体超声流量计", qtbot)
    assert cells(grid, "title")[18] == "气体超声流量计"
    assert grid.rows.rowCount() == 20


def test_copy_gives_what_excel_takes(grid: RegisterGrid) -> None:
    select(grid, (0, "title"), (1, "number"))
    grid.copy()
    assert QGuiApplication.clipboard().text() == "气体流量计\t国家标准\tGB/T 32201-2015\n燃气流量计体积修正仪\t国家标准\t20153565-T-604\n"


def test_pasting_a_block_writes_cells_and_new_rows_as_one_step(grid: RegisterGrid) -> None:
    QGuiApplication.clipboard().setText('甲\t国家标准\tGB/T 1-2020\n"乙\n二"\t行业标准\tJB/T 2-2021\n丙\t\t\n')
    before = cells(grid, "title")
    select(grid, (17, "title"), (17, "title"))
    grid.paste()
    assert cells(grid, "title")[17:] == ["甲", "乙\n二", "丙"]
    assert cells(grid, "number")[18] == "JB/T 2-2021"
    grid.rows.hub.undo()
    assert cells(grid, "title") == before


def test_pasting_one_value_fills_the_selection(grid: RegisterGrid) -> None:
    QGuiApplication.clipboard().setText("参与")
    select(grid, (0, "role"), (4, "role"))
    grid.paste()
    assert cells(grid, "role")[:6] == ["参与"] * 5 + [""]


def test_computed_columns_are_never_written(grid: RegisterGrid) -> None:
    before = [dict(row.values) for row in grid.rows.shown_rows()]
    select(grid, (0, "serial"), (2, "serial"))
    grid.clear_cells()
    QGuiApplication.clipboard().setText("99\n98\n97")
    grid.paste()
    assert [dict(row.values) for row in grid.rows.shown_rows()] == before


def test_fill_down_and_same_as_above(grid: RegisterGrid) -> None:
    select(grid, (0, "status"), (0, "status"))
    QGuiApplication.clipboard().setText("现行")
    grid.paste()
    select(grid, (0, "status"), (3, "status"))
    grid.fill_down()
    assert cells(grid, "status")[:5] == ["现行"] * 4 + [""]
    select(grid, (1, "status"), (3, "status"))
    grid.same_as_above()
    assert cells(grid, "status")[:4] == ["现行", *[SAME_AS_ABOVE] * 3]
    assert grid.rows.data(grid.rows.index(3, 7)) == "现行"


def test_rows_are_inserted_duplicated_moved_and_deleted(grid: RegisterGrid) -> None:
    at(grid, 1, "title")
    grid.insert_row()
    assert cells(grid, "title")[:3] == ["气体流量计", "", "燃气流量计体积修正仪"]
    grid.delete_rows()
    select(grid, (0, "title"), (0, "title"))
    grid.duplicate_rows()
    assert cells(grid, "title")[:2] == ["气体流量计"] * 2
    select(grid, (0, "title"), (0, "title"))
    grid.shift(1)
    grid.shift(1)
    assert cells(grid, "title")[:3] == ["气体流量计", "燃气流量计体积修正仪", "气体流量计"]
    grid.shift(-1)
    assert cells(grid, "title")[:3] == ["气体流量计", "气体流量计", "燃气流量计体积修正仪"]


def test_sorting_and_filtering_never_change_the_stored_order(grid: RegisterGrid) -> None:
    before = cells(grid, "title")
    published = 5
    grid.rows.sort(published, Qt.SortOrder.AscendingOrder)
    shown = [row.values.get("published") for row in grid.rows.shown_rows()]
    assert shown[0] == "2014-05-06"
    assert shown[-1] == "批准中", "what is no date comes behind the dates"
    grid.rows.set_filter("t/zzb")
    assert len(grid.rows.shown_rows()) == 2
    grid.rows.set_filter("")
    grid.rows.sort(-1)
    assert [row.values["title"] for row in grid.rows.shown_rows()] == before == cells(grid, "title")


def test_the_cursor_stays_on_its_row_when_rows_come_and_go(grid: RegisterGrid) -> None:
    at(grid, 5, "title")
    row = grid.rows.row_at(5)
    assert row is not None
    grid.rows.hub.perform(lambda: grid.rows.hub.session.rows.add("standards_drafted", [{"title": "新"}], after=""))
    assert grid.currentIndex().row() == 6
    assert grid.rows.row_at(6) == row


@pytest.fixture
def panel(hub: Hub, qtbot: QtBot) -> RegisterPanel:
    panel = RegisterPanel(hub)
    qtbot.addWidget(panel)
    panel.resize(1200, 800)
    panel.show()
    return panel


def test_certificates_show_the_models_of_the_current_one_below(panel: RegisterPanel, hub: Hub) -> None:
    panel.show_register("product_certificates")
    models = panel.findChild(RegisterGrid, "grid_certificate_models")
    assert models is not None
    assert len(models.rows.shown_rows()) == 8
    certificates = panel.findChild(RegisterGrid, "grid_product_certificates")
    assert certificates is not None
    certificates.setCurrentIndex(certificates.rows.index(1, 0))
    models = panel.findChildren(RegisterGrid, "grid_certificate_models")[-1]
    assert len(models.rows.shown_rows()) == 20


def test_a_child_register_is_shown_with_its_parent_on_the_row_that_is_named(panel: RegisterPanel, hub: Hub) -> None:
    second = hub.session.rows.of("product_certificates")[1]
    panel.show_register("certificate_models", second.id)
    certificates = panel.findChild(RegisterGrid, "grid_product_certificates")
    assert certificates is not None
    assert certificates.currentIndex().row() == 1


def test_every_register_can_be_shown(panel: RegisterPanel) -> None:
    for name in panel.register_names():
        panel.show_register(name)
        assert panel.findChild(RegisterGrid, f"grid_{name}") is not None


def test_the_count_and_the_next_problem(panel: RegisterPanel) -> None:
    panel.show_register("standards_drafted")
    assert panel._table is not None
    assert panel._table._count.text() == "18 rows"
    panel._table.next_problem()
    assert panel._table.grid.currentIndex().row() == 1


def test_a_key_goes_to_the_next_problem(panel: RegisterPanel, hub: Hub) -> None:
    panel.show_register("standards_drafted")
    panel.show()
    panel.window().activateWindow()
    table = panel._table
    assert table is not None
    table.grid.setFocus()
    table.grid.setCurrentIndex(table.model.index(0, 0))
    QTest.keyClick(table.grid, Qt.Key.Key_F8)
    assert table.grid.currentIndex().row() == 1


def test_only_what_can_be_read_gets_a_percent_sign(hub: Hub) -> None:
    hub.session.rows.add("inspections", [{"category": "甲", "previous_rate": "97.5"}, {"category": "乙", "previous_rate": "未统计"}], hub.report_id)
    model = RegisterModel(hub, hub.session.registers["inspections"])
    section = [column.name for column in model.register.columns].index("previous_rate")
    lines = range(model.count()[0] - 2, model.count()[0])
    assert [model.unit_at(model.index(line, section)) for line in lines] == ["%", ""]


def test_an_open_cell_is_stored_before_anything_else_is_done(panel: RegisterPanel, hub: Hub) -> None:
    panel.show_register("standards_drafted")
    table = panel._table
    assert table is not None
    title = [column.name for column in table.model.register.columns].index("title")
    before = cells(table.grid, "title")[0]
    for act in (hub.undo, lambda: hub.perform(lambda: hub.session.chapters.add(hub.report_id, "新的一章"))):
        index = table.model.index(0, title)
        table.grid.setCurrentIndex(index)
        table.grid.edit(index)
        editor = table.grid._delegate.editor
        assert isinstance(editor, QLineEdit)
        editor.setText("写到一半")
        act()
        assert table.grid._delegate.editor is None
        assert cells(table.grid, "title")[0] == (before if act == hub.undo else "写到一半")
    assert [operation.verb for operation in hub.session.history(2)] == ["chapter.add", "row.change"]


def test_read_only_shows_no_empty_line_and_takes_no_key(panel: RegisterPanel, hub: Hub) -> None:
    panel.show_register("standards_drafted")
    panel.set_read_only(True)
    grid = panel.findChildren(RegisterGrid, "grid_standards_drafted")[-1]
    assert grid.rows.rowCount() == 18
    assert not grid.rows.flags(grid.rows.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert [action.objectName() for action in grid.commands() if action.isEnabled()] == [
        "row_copy",
        "row_select",
        "column_select",
        "row_file_show",
        "row_file_save",
    ]


def test_a_scan_is_kept_in_the_library(panel: RegisterPanel, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = tmp_path / "证书.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(scan), ""))
    panel.show_register("product_certificates")
    grid = panel.findChild(RegisterGrid, "grid_product_certificates")
    assert grid is not None
    at(grid, 0, "scan")
    grid.choose_file()
    stored = hub.session.rows.of("product_certificates")[0].values["scan"]
    assert hub.session.assets.data(stored) == b"%PDF-1.4 scan"
    assert grid.rows.data(grid.rows.index(0, 9)) == "证书.pdf"


def test_keys_with_ctrl_take_the_selection_along(grid: RegisterGrid) -> None:
    at(grid, 1, "title")
    before = cells(grid, "title")
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(grid, key, Qt.KeyboardModifier.ControlModifier)
        assert grid.chosen() == [grid.currentIndex()]
    at(grid, 1, "title")
    QTest.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert cells(grid, "title") == before
    at(grid, 1, "title")
    QTest.keyClick(grid, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert {index.row() for index in grid.chosen()} == {0, 1}


def test_keys_select_whole_rows_and_columns_and_write_nothing(grid: RegisterGrid) -> None:
    before, history = cells(grid, "title"), grid.rows.hub.session.history(1)[0].id
    at(grid, 1, "title")
    QTest.keyClick(grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert grid.selectionModel().isRowSelected(1)
    assert grid.chosen_lines() == [1]
    at(grid, 1, "title")
    QTest.keyClick(grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert grid.selectionModel().isColumnSelected(grid.currentIndex().column())
    assert (cells(grid, "title"), grid.rows.hub.session.history(1)[0].id) == (before, history)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_field_of_a_filter_takes_the_keys_and_enter_closes_all_menus(grid: RegisterGrid, qtbot: QtBot) -> None:
    title = [column.name for column in grid.rows.register.columns].index("title")
    menu = column_menu(grid.rows, grid, title)
    filters = menu.findChild(QMenu, "filter_menu")
    assert filters is not None
    menu.popup(grid.mapToGlobal(grid.rect().topLeft()))
    filters.popup(grid.mapToGlobal(grid.rect().center()))
    values = filters.findChild(ValueFilter)
    assert values is not None
    qtbot.waitUntil(lambda: filters.focusWidget() is values.wanted)
    values.wanted.setText("气体流量计")
    QTest.keyClick(values.wanted, Qt.Key.Key_Return)
    assert {grid.rows.data(grid.rows.index(line, title)) for line in range(grid.rows.count()[0])} == {"气体流量计"}
    assert not filters.isVisible()
    assert not menu.isVisible()
