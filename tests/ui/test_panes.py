"""Going from one part of the window to the next with F6."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.workspace import Workspace
from tests.ui.editing import child


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    Session.create(tmp_path / "a.qid", template="blank").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.open_library(tmp_path / "a.qid")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert window.workspace is not None
    window.workspace.side.show_panel("")
    window.workspace.tree.setFocus()
    yield window
    window.close()


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def focused_name() -> str:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused.objectName()


def test_f6_goes_round_the_parts_that_are_shown(window: MainWindow) -> None:
    names = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        names.append(focused_name())
    assert names == ["chapter_text", "chapter_tree", "chapter_text"]


def test_finding_and_the_side_panel_have_their_turn_while_they_are_open(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.finder.show()
    workspace.side.show_panel("properties")
    names = []
    for _ in range(4):
        press(Qt.Key.Key_F6)
        names.append(focused_name())
    assert names[:2] == ["chapter_text", "find_text"]
    side = QApplication.focusWidget()
    assert names[3] == "chapter_tree"
    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    side = QApplication.focusWidget()
    assert isinstance(side, QWidget)
    assert workspace.side.isAncestorOf(side)
    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert focused_name() == "find_text"


@pytest.mark.parametrize(
    ("panel", "control"),
    [
        ("preview", "preview_sheet"),
        ("properties", "properties_status"),
        ("findings", "findings_scope"),
        ("versions", "versions_keep"),
        ("history", "history_scope"),
    ],
)
def test_f6_gives_the_keys_to_what_the_side_shows_and_closing_it_to_the_text(window: MainWindow, panel: str, control: str) -> None:
    workspace = workspace_of(window)
    workspace.side.show_panel(panel)
    workspace.editor.area.setFocus()
    press(Qt.Key.Key_F6)
    assert focused_name() == control
    close = child(window, QToolButton, "side_close")
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert not workspace.side.isVisible()
    assert focused_name() == "chapter_text"
    workspace.side.show_panel(panel)
    press(Qt.Key.Key_F6)
    assert focused_name() == control, "not to the button that closed it"


def test_a_part_gives_the_keys_to_the_control_that_had_them(window: MainWindow) -> None:
    child(window, QLineEdit, "chapter_filter").setFocus()
    press(Qt.Key.Key_F6)
    assert focused_name() == "chapter_text"
    press(Qt.Key.Key_F6)
    assert focused_name() == "chapter_filter"


def test_f6_leaves_a_grid(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.open_register("standards_executed")
    press(Qt.Key.Key_F6)
    names = {focused_name()}
    press(Qt.Key.Key_F6)
    assert {"grid_standards_executed", "register_list"} == names | {focused_name()}


def test_control_and_end_choose_the_last_chapter(window: MainWindow) -> None:
    tree = workspace_of(window).tree
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert tree.chosen() == [tree.chapters.chapter_id(tree.currentIndex())] != []
    last = tree.chosen()
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert tree.chosen() == [tree.chapters.chapter_id(tree.currentIndex())] != last


def test_going_round_leaves_every_object_alive(window: MainWindow) -> None:
    workspace = workspace_of(window)
    workspace.finder.show()
    workspace.side.show_panel("properties")
    kept = [workspace.editor.area.document(), *workspace.editor.actions()]
    for register in ("standards_executed", "facts", "product_certificates", "honours"):
        workspace.open_register(register)
        for _ in range(8):
            press(Qt.Key.Key_F6)
        workspace.side.show_panel("history")
        workspace.side.show_panel("properties")
    workspace.panel.show_register("")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert all(map(shiboken6.isValid, kept))
