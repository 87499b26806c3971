"""Words composed with an input method, as all Chinese text is, open the cell with the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.ui.grids.cell_editors import text_of
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub

BEFORE = {"system": "质量管理体系", "number": "Q1", "valid_to": "2017-01-01", "perpetual": "false", "scope": "设计"}


@pytest.fixture
def grid(tmp_path: Path, qtbot: QtBot) -> Iterator[RegisterGrid]:
    with Session.create(tmp_path / "a.qid", template="blank", year=2018) as session:
        session.rows.add("system_certificates", [BEFORE])
        grid = RegisterGrid(RegisterModel(Hub(session, session.reports.of_year().id), session.registers["system_certificates"]))
        qtbot.addWidget(grid)
        grid.resize(1500, 400)
        grid.show()
        grid.activateWindow()
        grid.setFocus()
        qtbot.waitUntil(grid.hasFocus)
        yield grid


def compose(grid: RegisterGrid, column: str, *steps: tuple[str, str]) -> QWidget:
    """Put the cursor into a column and send what is composed and what is committed, step by step, to who has the focus; the editor is returned."""
    names = [declared.name for declared in grid.rows.register.columns]
    grid.setCurrentIndex(grid.rows.index(0, names.index(column)))
    for composed, committed in steps:
        event = QInputMethodEvent(composed, [])
        event.setCommitString(committed)
        QApplication.sendEvent(QApplication.focusWidget() or grid, event)
    editor = grid.findChild(QWidget, "cell_editor")
    assert isinstance(editor, QWidget)
    return editor


def stored(grid: RegisterGrid, column: str) -> str:
    grid.save()
    return grid.rows.hub.session.rows.of("system_certificates")[0].values[column]


@pytest.mark.parametrize("column", BEFORE)
def test_what_is_composed_replaces_the_cell(grid: RegisterGrid, column: str) -> None:
    editor = compose(grid, column, ("ce", ""), ("ce shi", ""), ("", "测试"))
    assert text_of(editor) == "测试"
    assert QApplication.focusWidget() in (editor, editor.focusProxy())
    assert stored(grid, column) == "测试"


@pytest.mark.parametrize("column", BEFORE)
def test_what_is_given_up_while_it_is_composed_changes_nothing(grid: RegisterGrid, column: str) -> None:
    compose(grid, column, ("ce", ""), ("", ""))
    assert stored(grid, column) == BEFORE[column]


def test_the_words_to_choose_from_stand_where_a_day_is_written(grid: RegisterGrid) -> None:
    editor = compose(grid, "valid_to", ("er ling", ""))
    line = editor.focusProxy()
    assert line is not None
    cursor = line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert cursor.height() > 5
    assert editor.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) == cursor
