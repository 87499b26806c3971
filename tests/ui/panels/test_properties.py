"""The properties panel: what is known of the chapter, changed field by field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qi_desktop.core.model import ChapterStatus
from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.panels.properties import PropertiesPanel
from qi_desktop.ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    path = tmp_path / "报告.qid"
    Session.create(path, template="outline-2013").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    window.open_library(path)
    assert window.workspace is not None
    window.workspace.side.show_panel("properties")
    yield window.workspace
    window.close_library()


def properties(workspace: Workspace) -> PropertiesPanel:
    panel = workspace.side.panel("properties")
    assert isinstance(panel, PropertiesPanel)
    return panel


def test_each_field_is_written_when_it_is_left_and_undone_by_itself(workspace: Workspace) -> None:
    panel, chapter = properties(workspace), workspace.editor.chapter_id
    chapters = workspace.session.chapters
    former = chapters.get(chapter)
    panel.status.setCurrentIndex(panel.status.findData(ChapterStatus.REVIEW))
    panel.status.activated.emit(panel.status.currentIndex())
    assert isinstance(panel.due, QLineEdit)
    panel.due.clear()
    QTest.keyClicks(panel.due, "2026-03-31")
    panel.due.editingFinished.emit()
    panel.guidance.setFocus()
    panel.guidance.selectAll()
    panel.guidance.insertPlainText("写清依据。")
    panel.guidance.left.emit()
    changed = chapters.get(chapter)
    assert (changed.status, changed.due_date, changed.guidance) == (ChapterStatus.REVIEW, "2026-03-31", "写清依据。")
    workspace.hub.undo()
    assert panel.guidance.toPlainText() == former.guidance
    workspace.hub.undo()
    assert panel.due.text() == former.due_date
    assert chapters.get(chapter).status is ChapterStatus.REVIEW


def test_guidance_that_is_being_written_is_kept_when_the_library_is_closed(workspace: Workspace) -> None:
    panel, chapter, path = properties(workspace), workspace.editor.chapter_id, workspace.session.path
    panel.guidance.setFocus()
    panel.guidance.selectAll()
    panel.guidance.insertPlainText("还没有离开")
    window = workspace.window()
    assert isinstance(window, MainWindow)
    assert window.close_library()
    with Session.open(path) as session:
        assert session.chapters.get(chapter).guidance == "还没有离开"


def test_leaving_a_field_as_it_was_writes_nothing(workspace: Workspace) -> None:
    panel = properties(workspace)
    before = workspace.session.history(1)
    panel.due.editingFinished.emit()
    panel.guidance.left.emit()
    panel.status.activated.emit(panel.status.currentIndex())
    assert workspace.session.history(1) == before


def test_it_follows_the_chapter_and_says_so_when_there_is_none(workspace: Workspace) -> None:
    panel = properties(workspace)
    other = next(node.chapter for node in workspace.tree.chapters._nodes.values() if node.chapter.id != workspace.editor.chapter_id)
    workspace.tree.show_chapter(other.id)
    assert panel._title.text() == other.title
    workspace.show_chapter("")
    assert panel._empty.isVisible()
    assert not panel._form.isVisible()
