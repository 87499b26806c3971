"""Registers and columns of one's own, made and filled in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from qi_desktop.core.registers import ColumnType
from qi_desktop.session import Session
from qi_desktop.ui.dialogs.own_register_dialogs import ColumnDialog, RegisterDialog, RenameDialog
from qi_desktop.ui.grids.column_menu import column_menu
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    session = Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2018)
    made = Workspace(session, session.reports.of_year().id)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    made.panel.save()
    made.close_panels()
    made.panel.show_register("")
    session.close()


def listed(workspace: Workspace) -> list[str]:
    return [workspace.registers.item(number).text() for number in range(workspace.registers.count())]


def grid(workspace: Workspace) -> RegisterGrid:
    found = workspace.panel.current_grid()
    assert found is not None
    return found


def heads(workspace: Workspace) -> list[str]:
    model = grid(workspace).model()
    return [str(model.headerData(section, Qt.Orientation.Horizontal)) for section in range(model.columnCount())]


def command(workspace: Workspace, name: str, section: int) -> QAction:
    menu = column_menu(grid(workspace).rows, grid(workspace), section)
    (found,) = [action for action in menu.actions() if action.objectName() == name]
    return found


def make(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str, *labels: str) -> str:
    monkeypatch.setattr(RegisterDialog, "ask", lambda _: (name, [{"label": label} for label in labels], False))
    workspace.register_menu.new()
    return workspace.shown_register()


def test_a_register_is_made_shown_and_typed_into(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    register = make(workspace, monkeypatch, "供应商", "名称", "评分")
    assert listed(workspace)[-1] == "供应商"
    assert heads(workspace) == ["名称", "评分"]
    for text in ("Foundry", "92.5"):
        grid(workspace).setFocus()
        for letter in text:  # the first opens the cell's editor, which gets the others
            QTest.keyClicks(QApplication.focusWidget() or grid(workspace), letter)
        QTest.keyClick(QApplication.focusWidget() or grid(workspace), Qt.Key.Key_Tab)
    workspace.panel.save()
    (row,) = workspace.session.rows.of(register)
    assert set(row.values.values()) == {"Foundry", "92.5"}


def test_columns_are_added_changed_and_deleted_in_the_head_of_any_register(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.open_register("honours")
    before = heads(workspace)
    answers: list[dict[str, Any]] = [{"label": "备注"}, {"label": "说明", "type": "date"}]
    monkeypatch.setattr(ColumnDialog, "ask", lambda *_: answers.pop(0))
    command(workspace, "column_add", 0).trigger()
    assert heads(workspace) == [*before, "备注"]
    last = len(before)
    assert not command(workspace, "column_change", 0).isEnabled()
    assert not command(workspace, "column_remove", 0).isEnabled()
    command(workspace, "column_change", last).trigger()
    assert heads(workspace)[-1] == "说明"
    assert workspace.session.registers["honours"].columns[-1].type is ColumnType.DATE
    command(workspace, "column_remove", last).trigger()
    assert heads(workspace) == before
    workspace.hub.undo()
    assert heads(workspace)[-1] == "说明"


def test_own_columns_are_moved_in_the_menu_of_their_head(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    make(workspace, monkeypatch, "供应商", "名称", "评分", "日期")
    assert not command(workspace, "column_before", 0).isEnabled()
    assert not command(workspace, "column_behind", 0).isEnabled(), "it names the rows"
    assert not command(workspace, "column_before", 1).isEnabled()
    assert not command(workspace, "column_behind", 2).isEnabled()
    command(workspace, "column_behind", 1).trigger()
    assert heads(workspace) == ["名称", "日期", "评分"]
    command(workspace, "column_before", 2).trigger()
    assert heads(workspace) == ["名称", "评分", "日期"]
    workspace.hub.undo()
    assert heads(workspace) == ["名称", "日期", "评分"]


def test_a_register_is_renamed_and_deleted_and_undo_brings_it_back(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    register = make(workspace, monkeypatch, "供应商", "名称")
    monkeypatch.setattr(RenameDialog, "ask", lambda *_: "合格供应商")
    workspace.register_menu.rename(register)
    assert listed(workspace)[-1] == "合格供应商"
    assert workspace.shown_register() == register
    workspace.register_menu.remove(register)
    assert "合格供应商" not in listed(workspace)
    assert workspace.pages.currentWidget() is workspace.editor
    workspace.hub.undo()
    assert listed(workspace)[-1] == "合格供应商"


def test_the_list_offers_what_can_be_done(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    register = make(workspace, monkeypatch, "供应商", "名称")

    def offered(name: str) -> list[bool]:
        return [action.isEnabled() for action in workspace.register_menu.menu(name).actions()]

    assert offered(register) == [True, True, True]
    assert offered("honours") == [True, False, False]
    assert offered("") == [True, False, False]
    place = workspace.registers.visualItemRect(workspace.registers.item(0)).center()
    assert workspace._register_at(place) == workspace.registers.item(0).data(Qt.ItemDataRole.UserRole)
    assert workspace._register_at(QPoint(5, 5000)) == ""


def test_the_column_dialog_asks_for_what_the_type_needs(qtbot: QtBot) -> None:
    dialog = ColumnDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    name, kind = dialog.findChild(QLineEdit, "column_name"), dialog.findChild(QComboBox, "column_type")
    choices, unit = dialog.findChild(QPlainTextEdit, "column_choices"), dialog.findChild(QLineEdit, "column_unit")
    assert name is not None
    assert kind is not None
    assert choices is not None
    assert unit is not None
    assert not dialog.accept_button.isEnabled()
    name.setText("评分")
    assert dialog.accept_button.isEnabled()
    kind.setCurrentIndex(kind.findData(ColumnType.CHOICE))
    assert (choices.isVisible(), unit.isVisible(), dialog.accept_button.isEnabled()) == (True, False, False)
    choices.setPlainText("甲\n乙")
    assert dialog.answer()["choices"] == ["甲", "乙"]
    kind.setCurrentIndex(kind.findData(ColumnType.NUMBER))
    unit.setText("分")
    assert (dialog.answer()["choices"], dialog.answer()["unit"], dialog.answer()["type"]) == ([], "分", ColumnType.NUMBER)


def test_a_column_that_is_there_is_shown_as_it_is(qtbot: QtBot) -> None:
    known = {"label": {"zh": "等级"}, "type": "choice", "choices": ["甲", "乙"], "unit": "", "width": 8.0, "required": True, "merge_down": True}
    dialog = ColumnDialog(None, known)
    qtbot.addWidget(dialog)
    assert dialog.answer() == {**known, "label": "等级", "type": ColumnType.CHOICE}


def test_the_register_dialog_takes_a_column_a_line(qtbot: QtBot) -> None:
    dialog = RegisterDialog(None)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.name.setText("供应商")
    dialog.columns.setPlainText("名称\n\n 等级 \n")
    assert dialog.accept_button.isEnabled()
    assert dialog._labels() == ["名称", "等级"]


@pytest.mark.parametrize(
    ("typed", "days"), [("", []), ("90", [90]), ("90、60，30", [90, 60, 30]), (" ９０ 30 ", [90, 30]), ("三个月", None), ("99999", None)]
)
def test_a_date_column_is_given_its_reminders(qtbot: QtBot, typed: str, days: list[int] | None) -> None:
    dialog = ColumnDialog(None)
    qtbot.addWidget(dialog)
    dialog.name.setText("到期")
    assert not dialog.form.isRowVisible(dialog.reminders)
    dialog.type.setCurrentIndex(dialog.type.findData(ColumnType.DATE))
    assert dialog.form.isRowVisible(dialog.reminders)
    dialog.reminders.setText(typed)
    assert dialog.accept_button.isEnabled() == (days is not None)
    assert dialog.answer()["reminders"] == days


def test_a_percentage_needs_no_unit_to_be_shown_as_one(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    register = make(workspace, monkeypatch, "供应商", "名称")
    dialog = ColumnDialog(workspace, {"type": "percent", "label": {"zh": "比例", "en": "比例"}})
    qtbot.addWidget(dialog)
    assert not dialog.form.isRowVisible(dialog.unit)
    workspace.session.own_registers.add_column(register, dialog.answer())
    assert workspace.session.registers[register].columns[-1].unit == "%"
