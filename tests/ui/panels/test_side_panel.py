"""The row of buttons above the panels at the right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.ui.panels.side_panel import SidePanel


def panel() -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLabel("What the panel shows"))
    return made


@pytest.fixture
def side(qtbot: QtBot) -> SidePanel:
    side = SidePanel()
    qtbot.addWidget(side)
    for name, title in (("preview", "Preview"), ("properties", "Properties"), ("findings", "Findings"), ("versions", "Versions")):
        side.add(name, title, "close", "", panel)
    side.show_panel("findings")
    return side


def labelled(side: SidePanel) -> list[str]:
    buttons = [button for button in side.findChildren(QToolButton) if button.objectName() != "side_close"]
    return [button.text() for button in buttons if button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon]


def test_buttons_have_words_where_there_is_room_and_else_only_that_of_the_shown_panel(side: SidePanel, qtbot: QtBot) -> None:
    side.resize(900, 400)
    side.show()
    assert len(labelled(side)) == 4
    side.resize(280, 400)
    assert labelled(side) == ["Findings"]
    side.show_panel("versions")
    assert labelled(side) == ["Versions"]
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in side.findChildren(QToolButton)))
    side.resize(900, 400)
    assert len(labelled(side)) == 4
