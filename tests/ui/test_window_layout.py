"""The window's layout: full-screen writing, what is remembered with a library, the read-only bar, and whether all is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qi_desktop.core.errors import WriteError
from qi_desktop.core.messages import message
from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui import qtext
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.workspace import Workspace


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "样例.qid"
    Session.create(path, template="sample").close()
    return path


@pytest.fixture
def window(tmp_path: Path, library: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open_library(library)
    yield window
    window.close_library()


def shown(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def test_writing_mode_shows_the_text_alone_and_escape_brings_all_back(window: MainWindow, qtbot: QtBot) -> None:
    workspace = shown(window)
    workspace.side.show_panel("preview")
    window.menus.writing_action.trigger()
    parts = (window.menuBar(), window._tools, window.statusBar(), workspace.tabs, workspace.side)
    assert window.isFullScreen()
    assert not any(part.isVisible() for part in parts)
    workspace.state_changed.emit()
    assert not window._tools.isVisible()
    assert workspace.editor.area.isVisible()
    QTest.keyClick(workspace.editor.area, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert all(part.isVisible() for part in parts)
    assert not window.menus.writing_action.isChecked()
    assert workspace.side.shown == "preview"


def test_closing_a_library_leaves_the_writing_mode(window: MainWindow) -> None:
    window.set_writing_mode(True)
    window.close_library()
    assert not window.isFullScreen()
    assert window.menuBar().isVisible()
    assert not window.menus.writing_action.isEnabled()


def test_a_library_opens_as_it_was_left_with_widths_panel_chapter_and_cursor(window: MainWindow, library: Path, qtbot: QtBot) -> None:
    workspace = shown(window)
    chapter = next(node.chapter.id for node in workspace.tree.chapters._nodes.values() if node.chapter.title == "质量方针")
    workspace.tree.show_chapter(chapter)
    block = [qtext.id_of(block) for block in qtext.blocks(workspace.editor.area.document())][3]
    workspace.editor.focus_block(block)
    workspace.side.show_panel("preview")
    workspace.splitter.setSizes([220, 700, 446])
    sizes = workspace.splitter.sizes()
    window.close_library()
    window.open_library(library)
    workspace = shown(window)
    qtbot.waitUntil(lambda: workspace.splitter.sizes() == sizes)
    assert workspace.editor.chapter_id == chapter
    assert qtext.id_of(workspace.editor.area.textCursor().block()) == block
    assert workspace.side.shown == "preview"


def test_each_library_has_a_layout_of_its_own(window: MainWindow, library: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一.qid"
    Session.create(other, template="blank").close()
    shown(window).side.show_panel("")
    window.open_library(other)
    assert shown(window).side.shown == "preview", "the first time there is room for it"
    window.open_library(library)
    assert shown(window).side.shown == ""


def test_a_second_window_says_who_writes_and_can_take_over_when_they_have_closed(
    window: MainWindow, library: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, text, title="": told.append(text))
    monkeypatch.setattr(messages, "ask", lambda *_: True)
    second = MainWindow(Settings(tmp_path / "other.json"))
    qtbot.addWidget(second)
    second.show()
    second.open_library(library)
    reason = second.findChild(QLabel, "read_only_reason")
    assert reason is not None
    holder = shown(window).session.holder()
    assert holder.user in reason.text()
    assert holder.since.replace("T", " ") in reason.text()
    button = second.findChild(QPushButton, "read_only_write")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: bool(told))
    assert shown(second).session.read_only
    window.close_library()
    button.click()
    qtbot.waitUntil(lambda: second.workspace is not None and not second.workspace.session.read_only)
    assert second.workspace is not None
    assert second.workspace.findChild(QLabel, "read_only_reason") is None
    second.close_library()


def test_the_status_bar_says_whether_all_is_saved_and_why_not(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "tell", lambda *_: None)
    workspace = shown(window)
    saved = window.findChild(QLabel, "saved_state")
    assert saved is not None
    assert saved.text() == "Saved"
    workspace.editor.area.insertPlainText("字")
    assert saved.text() == "Saving …"
    with monkeypatch.context() as patch:

        def refuse(*_: object) -> None:
            raise WriteError(message("The disk is full; make room on it."))

        patch.setattr(workspace.session.blocks, "rewrite", refuse)
        patch.setattr(workspace.session.blocks, "write", refuse)
        workspace.editor.save()
        qtbot.waitUntil(lambda: saved.text() == "Not saved: The disk is full; make room on it.")
    workspace.editor.save()
    assert saved.text() == "Saved"


def test_the_first_time_the_preview_is_shown_where_there_is_room_and_afterwards_as_it_was_left(
    window: MainWindow, library: Path, qtbot: QtBot
) -> None:
    assert shown(window).side.shown == "preview"
    shown(window).side.show_panel("")
    window.close_library()
    window.open_library(library)
    assert shown(window).side.shown == ""
    window.close_library()
    other = library.with_name("另一个.qid")
    Session.create(other, template="sample").close()
    window.resize(1000, 700)
    window.open_library(other)
    assert shown(window).side.shown == ""


def test_a_panel_comes_after_the_window_is_painted(tmp_path: Path, library: Path, qtbot: QtBot) -> None:
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.open_library(library)
    assert shown(window).side.made() == []
    window.show()
    qtbot.waitUntil(lambda: shown(window).side.shown == "preview")
    window.close_library()


def test_a_report_without_chapters_says_what_to_do(window: MainWindow) -> None:
    workspace = shown(window)
    workspace.hub.perform(lambda: workspace.session.chapters.delete([node.chapter.id for node in workspace.tree.chapters._roots]))
    workspace.show_chapter("")
    words = workspace.editor.findChild(QLabel, "chapter_empty")
    assert words is not None
    assert "Ctrl+Enter" in words.text()


def test_a_chapter_that_is_gone_and_back_is_chosen_in_the_tree_and_counted(window: MainWindow) -> None:
    workspace = shown(window)
    chapter = next(node.chapter.id for node in workspace.tree.chapters._nodes.values() if node.chapter.title == "企业简介")
    workspace.tree.show_chapter(chapter)
    words = workspace.word_count()
    workspace.tree.delete()
    workspace.tree.show_chapter(chapter)
    workspace.hub.perform(lambda: workspace.session.chapters.restore(chapter))
    workspace.tree.show_chapter(chapter)
    workspace.hub.undo()
    assert workspace.editor.chapter_id == chapter
    assert workspace.word_count() == 0
    workspace.hub.undo()
    assert workspace.tree.chosen() == [chapter]
    assert workspace.word_count() == words > 0
