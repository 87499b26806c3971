"""The frame around an area that has the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.ui.focus_mark import FocusMark


class Window(QWidget):
    """A field, a text and a list."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.field, self.text, self.list = QLineEdit(), QPlainTextEdit("文"), QListWidget()
        for part in (self.field, self.text, self.list):
            layout.addWidget(part)

    def marked(self) -> list[QWidget | None]:
        """What has a frame now."""
        return [mark.parentWidget() for mark in self.findChildren(QWidget, "focus_mark") if mark.isVisible()]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    mark = FocusMark(qapp)
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.field.setFocus()
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    yield window
    mark.deleteLater()


def test_an_area_in_which_nothing_shows_the_focus_gets_a_frame_and_loses_it(window: Window) -> None:
    window.list.setFocus()
    assert window.marked() == [window.list]
    window.field.setFocus()
    assert window.marked() == []


def test_a_text_shows_its_cursor_unless_it_is_only_read(window: Window) -> None:
    window.text.setFocus()
    assert window.marked() == []
    window.field.setFocus()
    window.text.setReadOnly(True)
    window.text.setFocus()
    assert window.marked() == [window.text]


def test_a_current_line_shows_the_focus_itself(window: Window) -> None:
    window.list.addItem("一")
    window.list.setFocus()  # Qt makes the first line the current one
    assert window.marked() == []


def test_whoever_uses_the_mouse_sees_no_frame(window: Window) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    window.list.setFocus()
    assert window.marked() == []


def test_the_frame_stays_as_large_as_its_area_and_goes_with_it(window: Window) -> None:
    window.list.setFocus()
    window.resize(500, 400)
    QApplication.processEvents()
    frame = window.list.findChild(QWidget, "focus_mark")
    assert frame is not None
    assert frame.rect() == window.list.rect()
    window.list.setParent(None)
    window.field.setFocus()
    assert window.marked() == []
