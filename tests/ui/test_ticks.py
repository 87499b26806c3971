"""Boxes to tick in lists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QStyleFactory
from pytestqt.qtbot import QtBot

from qi_desktop.ui import theme
from qi_desktop.ui.theme import contrast
from qi_desktop.ui.ticks import TickDelegate


@pytest.fixture(params=["dark", "light"])
def appearance(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.set_appearance(request.param)
    yield request.param
    theme.set_appearance("system")


def test_an_empty_box_can_be_seen_in_the_dark_and_in_the_light(appearance: str, qtbot: QtBot) -> None:
    pictures = []
    for delegate in (True, False):
        view = QListWidget()
        qtbot.addWidget(view)
        view.setStyle(QStyleFactory.create("Fusion"))
        if delegate:
            view.setItemDelegate(TickDelegate(view))
        item = QListWidgetItem("")
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setSizeHint(QSize(60, 24))
        view.addItem(item)
        view.resize(80, 40)
        pictures.append(view.viewport().grab().toImage())
    assert pictures[0] != pictures[1]
    ground = view.palette().color(QPalette.ColorRole.Base)
    drawn = [pictures[0].pixelColor(across, 12) for across in range(24)]
    assert max(contrast(colour, ground) for colour in drawn) >= 3
