"""Small screens: the window becomes as small as it must, dialogs are no larger than the screen, and everything on them is in reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui import translate
from qi_desktop.ui.chapter_model import TreeColumn
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.room import ScrollingPage
from qi_desktop.ui.workspace import Workspace
from tests.ui.dialog_looks import look_at_dialogs
from tests.ui.test_every_control import controls

_SCREEN = QRect(0, 0, 683, 384)  # 1366 × 768 at 200 %
_TITLE_BAR = 40
_LEAVE = frozenset({"file_quit", "file_close", "file_open", "file_sample", "view_writing"})


@pytest.fixture(params=["en", "zh_CN"])
def small(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: _SCREEN)
    before = translate.language()
    translate.set_language(request.param)
    Session.create(tmp_path / "a.qid", template="sample").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.resize(683, 384 - _TITLE_BAR)
    window.show()
    window.open_library(tmp_path / "a.qid")
    yield window
    window.close_library()
    translate.set_language(before)


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def laid_out() -> None:
    for _ in range(3):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def test_the_window_keeps_to_a_small_screen_whatever_is_open_in_it(small: MainWindow) -> None:
    workspace = workspace_of(small)
    for panel in ("properties", "findings", "history", "versions", "preview"):
        workspace.side.show_panel(panel)
        workspace.finder.open_panel(replacing=True)
        laid_out()
        least = small.minimumSizeHint()
        assert least.width() <= 683, panel
        assert least.height() <= 384 - _TITLE_BAR, panel
        assert workspace.editor.area.width() >= 160, panel
    workspace.open_register("system_certificates")
    laid_out()
    assert small.minimumSizeHint().width() <= 683
    small.close_library()
    laid_out()
    assert small.minimumSizeHint().height() <= 384 - _TITLE_BAR


def test_no_dialog_is_larger_than_the_screen_and_its_buttons_are_in_sight(small: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, list[str]] = {}

    def look(dialog: QDialog, *_: object) -> int:
        dialog.show()
        laid_out()
        faults = seen.setdefault(dialog.objectName(), [])
        if dialog.width() > 683 or dialog.height() > 384 - _TITLE_BAR:
            faults.append(f"is {dialog.width()} × {dialog.height()}")
        for box in dialog.findChildren(QDialogButtonBox):
            place = QRect(box.mapTo(dialog, QPoint(0, 0)), box.size())
            if not dialog.rect().contains(place):
                faults.append("has buttons out of sight")
        for control in controls(dialog):
            least = control.minimumSizeHint()
            if isinstance(control.parent(), QTabBar):
                continue  # its arrows, which Qt makes as narrow as it likes
            if control.height() < least.height() or control.width() < least.width():
                faults.append(f"squeezes {control.objectName()}")
        dialog.hide()
        return 0

    look_at_dialogs(monkeypatch, look)
    workspace_of(small).editor.area.setFocus()
    for action in small.findChildren(QAction):
        if action.objectName() and action.text().endswith("…") and action.isEnabled() and action.objectName() not in _LEAVE:
            action.trigger()
    assert {name: faults for name, faults in seen.items() if faults} == {}
    assert len(seen) >= 15


def test_what_the_keys_come_to_in_a_dialog_is_scrolled_to(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: _SCREEN)
    dialog = Form("Many", "many", None)
    qtbot.addWidget(dialog)
    fields = [dialog.field(f"Field {number}", QLineEdit(), f"field_{number}") for number in range(40)]
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    area = dialog.findChild(ScrollingPage)
    assert area is not None
    assert fields[0].visibleRegion().boundingRect() == fields[0].rect()
    assert fields[-1].visibleRegion().isEmpty()
    for _ in fields[1:]:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert fields[-1].hasFocus()
    assert fields[-1].visibleRegion().boundingRect() == fields[-1].rect()
    QTest.keyClick(fields[-1], Qt.Key.Key_Tab)
    assert dialog.buttons.isAncestorOf(focused())


def test_a_dialog_with_room_enough_scrolls_nothing(qtbot: QtBot) -> None:
    dialog = Form("Few", "few", None)
    qtbot.addWidget(dialog)
    dialog.field("Field", QLineEdit(), "field")
    dialog.show()
    assert dialog.findChild(ScrollingPage) is None


def test_in_a_narrow_list_titles_keep_room_and_columns_come_back_with_it(small: MainWindow) -> None:
    workspace, tree = workspace_of(small), workspace_of(small).tree
    workspace.splitter.setSizes([150, 533, 0])
    laid_out()
    assert tree.columnWidth(TreeColumn.TITLE) >= tree.fontMetrics().horizontalAdvance("字") * 6
    assert tree.isColumnHidden(TreeColumn.WORDS)
    assert "WORDS" in tree.view_state()["columns"].split()
    due = next(action for action in tree.header().actions() if action.objectName() == "column_due_date")
    workspace.splitter.setSizes([320, 363, 0])
    laid_out()
    assert not tree.isColumnHidden(TreeColumn.WORDS)
    due.setChecked(True)
    assert not tree.isColumnHidden(TreeColumn.DUE_DATE), "what was asked for last is shown"
    due.setChecked(False)
    assert not tree.isColumnHidden(TreeColumn.WORDS)


def test_long_guidance_gives_way_to_the_text_and_is_told_by_the_title(small: MainWindow) -> None:
    workspace = workspace_of(small)
    title, guidance = (workspace.editor.findChild(QLabel, name) for name in ("chapter_title", "chapter_guidance"))
    assert title is not None
    assert guidance is not None
    workspace.side.show_panel("preview")
    laid_out()
    assert guidance.isHidden()
    assert title.toolTip() == guidance.text() != ""
    workspace.side.show_panel("")
    small.resize(1366, 768)
    laid_out()
    assert not guidance.isHidden()
    assert title.toolTip() == ""
