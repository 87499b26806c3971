"""What tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.editing import Desk


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QGuiApplication) -> Iterator[None]:
    """Leave nothing on the clipboard: the off-screen one outlives Python, and the process would crash on its way out over what Python made."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A new library with one chapter, and an editor that is shown and has the focus."""
    desk = Desk.open(tmp_path)
    qtbot.addWidget(desk.editor)
    desk.editor.resize(700, 600)
    desk.editor.show()
    desk.editor.area.setFocus()
    yield desk
    desk.close()
