"""Every control of every window: a name for a screen reader, one for tests, and a look that tells that it has the focus.

The walk triggers each command of the window and looks at the dialog that it opens, so a dialog that is added later is walked as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QImage, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui.focus_mark import FocusMark
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.workspace import Workspace
from tests.ui.dialog_looks import look_at_dialogs

_LEAVE = frozenset({"file_quit", "file_close", "file_open", "file_sample", "edit_undo", "edit_redo", "view_writing"})
_SEEN_AT_LEAST = {
    *("main_window", "about_dialog", "backups_dialog", "bin_dialog", "chapter_dialog", "company_dialog", "due_dialog", "export_dialog"),
    *("fields_dialog", "figure_dialog", "footnote_dialog", "new_library_dialog", "reference_dialog", "register_view_dialog", "report_dialog"),
    *("shortcuts_dialog", "style_dialog", "table_size_dialog"),
}
_MARGIN = 4  # pixels around a control, in which a style may draw its frame
_VISIBLE = 20  # pixels that differ, at the least


class Walk:
    """Looks at windows and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.faults: set[tuple[str, str, str]] = set()

    def look_at(self, window: QWidget) -> None:
        """All controls of a window that take the keys."""
        QApplication.processEvents()  # it is laid out
        self.seen.add(window.objectName())
        for control in controls(window):
            interface = QAccessible.queryAccessibleInterface(control)
            if not control.objectName():
                self.fault(window, control, "has no object name")
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                self.fault(window, control, "has no accessible name")
            if control.isEnabled() and not shows_focus(window, control):
                self.fault(window, control, "does not show that it has the focus")
        for keys in doubled(window):
            self.fault(window, window, f"has {keys} twice")

    def fault(self, window: QWidget, control: QWidget, what: str) -> None:
        """Something is wrong."""
        self.faults.add((window.objectName(), f"{type(control).__name__} {control.objectName()}", what))


def controls(window: QWidget) -> list[QWidget]:
    """What Tab reaches in a window, without the parts of a control."""
    return [
        control
        for control in window.findChildren(QWidget)
        if control.isVisibleTo(window)
        and control.window() is window
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and control.focusProxy() is None
        and not control.objectName().startswith("qt_")
        and not isinstance(control.parent(), QAbstractSpinBox | QComboBox)
    ]


def pixels(window: QWidget, control: QWidget) -> memoryview:
    """A control as it is drawn, with what is around it: a number for each pixel."""
    place = QRect(control.mapTo(window, QPoint(0, 0)), control.size()).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    image = window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(image.constBits())).cast("I")


def shows_focus(window: QWidget, control: QWidget) -> bool:
    """True if a control looks otherwise while it has the focus. A default button need not, as Enter is for it in any case; a text has its cursor."""
    if isinstance(control, QPushButton) and control.isDefault():
        return True
    if isinstance(control, QTextEdit | QPlainTextEdit) and not control.isReadOnly():
        return control.cursorWidth() > 0
    for area in window.findChildren(QScrollArea):
        if area.isAncestorOf(control):
            area.ensureWidgetVisible(control)  # as Tab does
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    without = pixels(window, control)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    if QApplication.focusWidget() is not control:
        return True  # it took the keys to something in it
    return sum(before != after for before, after in zip(without, pixels(window, control), strict=False)) >= _VISIBLE


def doubled(window: QWidget) -> list[str]:
    """The mnemonics that two buttons or fields of a window share."""
    found: dict[str, int] = {}
    for button in window.findChildren(QPushButton):
        if button.isVisibleTo(window) and button.window() is window and (keys := QKeySequence.mnemonic(button.text()).toString()):
            found[keys] = found.get(keys, 0) + 1
    return [keys for keys, count in found.items() if count > 1]


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A walk that looks at each dialog instead of waiting for its end."""
    walk = Walk()

    def look(dialog: QDialog, *_: object) -> int:
        dialog.show()
        dialog.activateWindow()
        for _attempt in range(100):  # dialogs that were opened one after the other do not all become active off-screen
            QApplication.processEvents()
            if dialog.isActiveWindow():
                break
        dialog.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        walk.look_at(dialog)
        dialog.hide()
        return 0

    look_at_dialogs(monkeypatch, look)
    return walk


@pytest.fixture(params=["light", "dark"])
def window(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    Session.create(tmp_path / "a.qid", template="sample").close()
    mark = FocusMark(qapp)
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.set_appearance(request.param)
    window.resize(1366, 768)
    window.open_library(tmp_path / "a.qid")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    yield window
    window.set_appearance("system")
    window.close()
    mark.deleteLater()


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def commands(window: MainWindow, wanted: Callable[[str], bool]) -> list[QAction]:
    """The window's commands that can be given now."""
    found = [action for action in window.findChildren(QAction) if action.objectName() and action.menu() is None and action.isEnabled()]
    return [action for action in found if action.objectName() not in _LEAVE and "delete" not in action.objectName() and wanted(action.objectName())]


def test_every_control_has_names_and_shows_that_it_has_the_focus(window: MainWindow, walk: Walk, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    for panel in ("properties", "findings", "history", "versions", "preview"):
        workspace.side.show_panel(panel)
        QApplication.processEvents()
        walk.look_at(window)
    workspace.finder.open_panel(replacing=True)
    walk.look_at(window)
    workspace.finder.close_panel()
    workspace.side.show_panel("")
    workspace.editor.area.setFocus()
    for action in commands(window, lambda name: not name.startswith(("choose_", "view_", "row_", "column_", "chapter_add", "find_"))):
        action.trigger()
    workspace.open_register("system_certificates")
    walk.look_at(window)
    assert sorted(walk.faults) == []
    assert walk.seen >= _SEEN_AT_LEAST
