"""Backups in the window: kept by themselves, looked at, restored; and the way out of a damaged library."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPlainTextEdit, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.session import backups as backup_verbs
from qi_desktop.session.backups import listed
from qi_desktop.settings import Settings
from qi_desktop.store import archive, backup, soundness
from qi_desktop.store import library as library_module
from qi_desktop.store.library import Library
from qi_desktop.ui import tasks
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.backups_dialog import BackupsDialog
from qi_desktop.ui.dialogs.damage_dialog import DamageDialog, RecoveredDialog
from qi_desktop.ui.main_window import MainWindow
from tests.store.conftest import spoil
from tests.ui.editing import child


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "样例.qid"
    Session.create(place, template="sample").close()
    return place


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close_library()


def opened(window: MainWindow) -> Session:
    """The session of the library that the window shows."""
    assert window.workspace is not None
    return window.workspace.session


def rename(window: MainWindow, name: str) -> None:
    session = opened(window)
    assert window.workspace is not None
    window.workspace.hub.perform(lambda: session.company.change(name=name))


def test_closing_keeps_a_backup_if_something_changed(window: MainWindow, path: Path) -> None:
    window.open_library(path)
    window.close_library()
    assert len(listed(path)) == 1, "the first one"
    window.open_library(path)
    window.close_library()
    assert len(listed(path)) == 1
    window.open_library(path)
    rename(window, "乙公司")
    window.safekeeping.keep()
    assert len(listed(path)) == 2
    window.close_library()
    assert len(listed(path)) == 2


def test_a_long_backup_is_made_beside_the_window_which_says_so(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_verbs, "_LONG", 0)
    monkeypatch.setattr(tasks, "SHOW_AFTER", 0)
    keep, go = archive.keep, threading.Event()
    seen: list[str] = []
    threads: list[threading.Thread] = []

    def slowly(library: Library) -> Path | None:
        threads.append(threading.current_thread())
        go.wait(30)
        return keep(library)

    def look() -> None:
        seen.extend(widget.labelText() for widget in QApplication.topLevelWidgets() if isinstance(widget, QProgressDialog) and widget.isVisible())
        go.set()

    monkeypatch.setattr(archive, "keep", slowly)
    window.open_library(path)
    rename(window, "乙公司")
    QTimer.singleShot(100, look)
    assert window.close_library()
    assert seen == ["Backing up the library …"]
    assert threads[0] is not threading.main_thread()
    with Session.open(listed(path)[0].path, read_only=True) as kept:
        assert kept.company.get().name == "乙公司"


def test_a_long_backup_that_cannot_be_written_is_told(window: MainWindow, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, text, title="": told.append(text))
    monkeypatch.setattr(backup_verbs, "_LONG", 0)
    (home / "backups").write_text("in the way")
    window.open_library(path)
    assert window.close_library()
    assert len(told) == 1


def test_nothing_is_backed_up_in_the_middle_of_an_operation(window: MainWindow, path: Path) -> None:
    window.open_library(path)
    with opened(window).library.operation("test"):
        window.safekeeping.keep()
        assert listed(path) == []
    window.safekeeping.keep()
    assert len(listed(path)) == 1


def test_a_reader_keeps_no_backups(window: MainWindow, path: Path) -> None:
    window.open_library(path, read_only=True)
    window.close_library()
    assert listed(path) == []


def test_a_backup_that_cannot_be_written_is_told_and_the_library_closes(
    window: MainWindow, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, text, title="": told.append(text))
    (home / "backups").write_text("in the way")
    window.open_library(path)
    assert window.close_library()
    assert len(told) == 1
    assert "No backup could be written" in told[0]


def test_the_window_lists_backups_with_what_changed_since_and_what_stands_in_them(qtbot: QtBot, path: Path) -> None:
    with Session.open(path) as session:
        session.backups.keep()
        session.company.change(name="乙公司")
        session.chapters.add(session.reports.of_year().id, "后来的章")
        session.backups.keep()
        dialog = BackupsDialog(session.backups.listed(), session.backups.distance, True)
        qtbot.addWidget(dialog)
        text, distance = child(dialog, QPlainTextEdit, "backups_preview"), child(dialog, QLabel, "backups_distance")
        assert distance.text() == "Nothing has changed since."
        assert "后来的章" in text.toPlainText()
        dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
        assert distance.text().startswith("Changed since: 2 steps; 1 chapters, 0 paragraphs, 0 rows of registers, 1 others")
        assert "后来的章" not in text.toPlainText()
        assert "第一章" in text.toPlainText()


def test_a_damaged_backup_is_told_and_an_empty_list_says_so(qtbot: QtBot, path: Path) -> None:
    with Session.open(path) as session:
        session.backups.keep()
        (kept,) = session.backups.listed()
        kept.path.write_bytes(kept.path.read_bytes()[:9000])
        dialog = BackupsDialog([kept], session.backups.distance, True)
        empty = BackupsDialog([], session.backups.distance, True)
    for made in (dialog, empty):
        qtbot.addWidget(made)
    assert "damaged" in dialog.distance.text()
    assert empty.distance.text() == "There are no backups yet."
    assert not empty.restore_button.isEnabled()


def test_restoring_brings_the_old_state_back_and_keeps_the_present_one(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_library(path)
    before = opened(window).company.get().name
    window.safekeeping.keep()
    rename(window, "乙公司")
    monkeypatch.setattr(messages, "ask", lambda parent, text, accept, title="": True)

    def press(dialog: BackupsDialog) -> int:
        dialog.list.setCurrentIndex(dialog.list.model().index(dialog.list.topLevelItemCount() - 1, 0))
        child(dialog, QPushButton, "backups_restore").click()
        return dialog.result()

    monkeypatch.setattr(BackupsDialog, "exec", press)
    window.menus.backups_action.trigger()
    assert opened(window).company.get().name == before
    newest = listed(path)[0]
    with Session.open(newest.path, read_only=True) as kept:
        assert kept.company.get().name == "乙公司"


def answer(monkeypatch: pytest.MonkeyPatch, button: str) -> list[str]:
    """Press a button of the dialog on damage, and see what it says."""
    seen: list[str] = []

    def press(dialog: DamageDialog) -> int:
        seen.append(child(dialog, QLabel, "damage_words").text())
        child(dialog, QPushButton, button).click()
        return dialog.result()

    monkeypatch.setattr(DamageDialog, "exec", press)
    return seen


def test_a_damaged_library_is_recovered_into_a_new_file(window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 5 * 4096])
    broken = path.read_bytes()
    seen = answer(monkeypatch, "damage_recover")
    target = path.with_name("新.qid")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    shown: list[QWidget] = []
    monkeypatch.setattr(RecoveredDialog, "exec", lambda dialog: shown.append(dialog))
    window.open_library(path)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20000)
    assert "cut off" in seen[0]
    assert opened(window).path == target
    assert "begin anew" in child(shown[0], QPlainTextEdit, "recovered_losses").toPlainText()
    assert path.read_bytes() == broken


@pytest.fixture
def slow_check(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Every library counts as large, and the answer whether its pages are sound comes when the event is set."""
    go, ask = threading.Event(), soundness.check

    def slowly(connection: sqlite3.Connection, path: Path, tables: Collection[str] = ()) -> None:
        if not tables:
            go.wait(30)
        ask(connection, path, tables)

    monkeypatch.setattr(library_module, "_CHECKED_AT_ONCE", 0)
    monkeypatch.setattr(soundness, "check", slowly)
    yield go
    go.set()


def test_damage_found_while_a_large_library_is_shown_already_leads_to_the_same_ways_out(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, slow_check: threading.Event
) -> None:
    monkeypatch.setattr(messages, "tell", lambda parent, text, title="": None)
    broken = spoil(path, "asset_data")
    seen = answer(monkeypatch, "damage_cancel")
    window.open_library(path)
    assert window.workspace is not None, "it is shown"
    slow_check.set()
    qtbot.waitUntil(lambda: bool(seen), timeout=10000)
    assert window.workspace is None
    assert path.read_bytes() == broken


def test_words_that_cannot_be_saved_in_a_damaged_library_stay_until_the_user_lets_them_go(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, slow_check: threading.Event
) -> None:
    monkeypatch.setattr(messages, "tell", lambda parent, text, title="": None)
    asked: list[str] = []

    def keep_it(parent: QWidget, text: str, accept: str, title: str = "") -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr(messages, "ask", keep_it)
    spoil(path, "asset_data")
    seen = answer(monkeypatch, "damage_cancel")
    window.open_library(path)
    workspace = window.workspace
    assert workspace is not None
    workspace.editor.area.insertPlainText("还没有保存的话")
    slow_check.set()
    qtbot.waitUntil(lambda: bool(asked), timeout=10000)
    assert "damaged" in asked[0]
    assert window.workspace is workspace
    assert not seen
    assert "还没有保存的话" in workspace.editor.area.toPlainText()
    workspace.editor.discard()


def test_a_damaged_library_goes_back_to_a_backup(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_library(path)
    window.close_library()
    path.write_bytes(b"")
    seen = answer(monkeypatch, "damage_backup")
    monkeypatch.setattr(BackupsDialog, "exec", lambda dialog: QDialog.DialogCode.Accepted)
    window.open_library(path)
    assert "0 bytes" in seen[0]
    assert opened(window).reports.all()
    assert [item.read_bytes() for item in backup.folder(path).glob("*.damaged")] == [b""]


def test_leaving_a_damaged_library_alone_changes_nothing(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(path.read_bytes()[:20000])
    broken = path.read_bytes()
    answer(monkeypatch, "damage_cancel")
    window.open_library(path)
    assert window.workspace is None
    assert path.read_bytes() == broken
