"""The About window: version, all parts, and their licences to be searched."""

from __future__ import annotations

from importlib import metadata
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.ui.dialogs.about import AboutDialog

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def dialog(qtbot: QtBot) -> AboutDialog:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def child(dialog: AboutDialog, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def shown(dialog: AboutDialog) -> list[str]:
    parts = child(dialog, QListWidget, "licence_parts")
    return [parts.item(row).text().split()[0] for row in range(parts.count()) if not parts.item(row).isHidden()]


def text(dialog: AboutDialog) -> QPlainTextEdit:
    return child(dialog, QPlainTextEdit, "licence_text")


def test_the_version_and_all_parts_are_shown(dialog: AboutDialog) -> None:
    assert any(metadata.version("qi-desktop") in label.text() for label in dialog.findChildren(QLabel))
    assert {"CPython", "NotoSansSC", "lxml", "pyside6-essentials"} <= set(shown(dialog))
    assert "Apache" in text(dialog).toPlainText()


def test_choosing_a_part_shows_its_licence_in_full(dialog: AboutDialog) -> None:
    parts = child(dialog, QListWidget, "licence_parts")
    parts.setCurrentRow(shown(dialog).index("NotoSansSC"))
    assert "SIL OPEN FONT LICENSE" in text(dialog).toPlainText()


def test_a_search_leaves_the_parts_that_have_the_words_and_goes_from_place_to_place(dialog: AboutDialog, qtbot: QtBot) -> None:
    search = child(dialog, QLineEdit, "licence_search")
    search.setText("reserved font name")
    assert set(shown(dialog)) == {"LXGWWenKai", "LiberationSerif", "NotoSansSC", "NotoSerifSC"}
    places = []
    for _ in range(3):
        places.append(text(dialog).textCursor().selectionStart())
        assert text(dialog).textCursor().selectedText().lower() == "reserved font name"
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert len(set(places)) > 1
    assert dialog.isVisible()


def test_words_that_are_nowhere_leave_nothing(dialog: AboutDialog) -> None:
    child(dialog, QLineEdit, "licence_search").setText("no such words at all")
    assert (shown(dialog), text(dialog).toPlainText()) == ([], "")
    child(dialog, QLineEdit, "licence_search").clear()
    assert len(shown(dialog)) > 10
