"""A change that has to wait until a large library is known to be sound says what it waits for."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.store import library as library_module
from qi_desktop.store import soundness
from qi_desktop.ui import tasks
from qi_desktop.ui.hub import Hub


def test_a_change_waits_in_sight_of_the_user_and_escape_does_not_hurry_it(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.qid"
    Session.create(path, company="甲公司").close()
    monkeypatch.setattr(library_module, "_CHECKED_AT_ONCE", 0)
    monkeypatch.setattr(tasks, "SHOW_AFTER", 0)
    go, ask = threading.Event(), soundness.check
    monkeypatch.setattr(soundness, "check", lambda connection, path, tables=(): (tables or go.wait(30), ask(connection, path, tables))[1])
    seen: list[str] = []

    def look() -> None:
        dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QProgressDialog) and widget.isVisible())
        seen.append(dialog.labelText())
        if len(seen) == 1:
            QTest.keySequence(dialog, QKeySequence("Escape"))
            QTimer.singleShot(100, look)
        else:
            go.set()

    with Session.open(path, check_beside=True) as session:
        hub = Hub(session, "")
        QTimer.singleShot(100, look)
        assert hub.perform(lambda: session.company.change(name="乙公司"))
        assert session.company.get().name == "乙公司"
    assert seen == ["Checking the library …"] * 2
