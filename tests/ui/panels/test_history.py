"""The history panel: operations newest first and page by page, and a chapter's text compared and restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton, QTextBrowser
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qi_desktop.core.changes import Operation
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain, text_of
from qi_desktop.session import Draft, Session
from qi_desktop.settings import Settings
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.panels.history import HistoryPanel
from qi_desktop.ui.panels.operation_model import PAGE, OperationModel, shown_time
from qi_desktop.ui.workspace import Workspace


def operations(count: int) -> list[Operation]:
    return [Operation(number, "block.write", "质量方针", "李工", "2026-03-01T02:03:04.000+00:00", number % 7 == 0) for number in range(count, 0, -1)]


def reader(everything: list[Operation]) -> OperationModel:
    return OperationModel(lambda limit, before: [entry for entry in everything if not before or entry.id < before][:limit])


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = reader(operations(250))
    qtmodeltester.check(model)
    model.reload()


def test_ten_thousand_operations_are_read_page_by_page() -> None:
    model = reader(operations(10_000))
    model.reload()
    assert model.rowCount() == PAGE
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 10_000
    first, last = model.operation(0), model.operation(9_999)
    assert first is not None
    assert last is not None
    assert (first.id, last.id) == (10_000, 1)
    assert model.operation(10_000) is None


def test_a_line_says_what_when_and_by_whom_and_strikes_out_what_was_undone() -> None:
    model = reader(operations(7))
    model.reload()
    undone, done = model.index(0), model.index(1)
    assert done.data() == f"Write in “质量方针”\n{shown_time('2026-03-01T02:03:04.000+00:00')} · 李工"
    assert done.data(Qt.ItemDataRole.FontRole) is None
    assert "(undone)" in undone.data()
    assert undone.data(Qt.ItemDataRole.FontRole).strikeOut()
    assert shown_time("no time") == "no time"


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    path = tmp_path / "报告.qid"
    Session.create(path, template="outline-2013").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open_library(path)
    assert window.workspace is not None
    window.workspace.side.show_panel("history")
    yield window.workspace
    window.close_library()


def history(workspace: Workspace) -> HistoryPanel:
    panel = workspace.side.panel("history")
    assert isinstance(panel, HistoryPanel)
    return panel


def write(workspace: Workspace, *lines: str) -> int:
    session, chapter = workspace.session, workspace.editor.chapter_id
    drafts = [Draft(f"paragraph00{line[0]}", BlockKind.PARAGRAPH, plain(line)) for line in lines]
    return workspace.hub.perform(lambda: session.blocks.write(chapter, drafts, merge=False)).operation


def choose(panel: HistoryPanel, operation: int) -> None:
    rows = range(panel.model.rowCount())
    panel.list.setCurrentIndex(panel.model.index(next(row for row in rows if (known := panel.model.operation(row)) and known.id == operation)))


def test_the_newest_operation_stands_first_and_undoing_strikes_it_out(workspace: Workspace) -> None:
    panel = history(workspace)
    write(workspace, "a 一")
    newest = panel.model.index(0)
    assert newest.data().startswith("Write in")
    workspace.hub.undo()
    assert "(undone)" in panel.model.index(0).data()


def test_a_chapters_step_is_compared_in_colour_and_line_and_restored(workspace: Workspace) -> None:
    panel = history(workspace)
    first = write(workspace, "a 合格率为97%", "b 二", "c 三", "d 四")
    second = write(workspace, "a 合格率为98%", "b 二", "c 三", "d 四")
    panel.scope.setCurrentIndex(panel.scope.findData("chapter"))
    choose(panel, second)
    browser = panel.findChild(QTextBrowser, "history_difference")
    assert browser is not None
    assert browser.toPlainText() == "a 合格率为97%98%\nb 二\n…"
    assert "line-through" in browser.toHtml()
    assert "underline" in browser.toHtml()
    choose(panel, first)
    panel.against.setCurrentIndex(panel.against.findData("since"))
    assert "98%" in browser.toPlainText()
    button = panel.findChild(QPushButton, "history_restore")
    assert button is not None
    button.click()
    texts = [text_of(block.text) for block in workspace.session.blocks.of_chapter(workspace.editor.chapter_id)]
    assert texts == ["a 合格率为97%", "b 二", "c 三", "d 四"]
    assert "合格率为97%" in workspace.editor.area.toPlainText()
    workspace.hub.undo()
    assert "合格率为98%" in workspace.editor.area.toPlainText()


def test_the_list_follows_the_chapter_in_the_editor(workspace: Workspace) -> None:
    panel = history(workspace)
    write(workspace, "a 一")
    panel.scope.setCurrentIndex(panel.scope.findData("chapter"))
    count = panel.model.rowCount()
    tree = workspace.tree
    other = next(node.chapter.id for node in tree.chapters._nodes.values() if node.chapter.id != workspace.editor.chapter_id)
    tree.show_chapter(other)
    assert panel.model.rowCount() == count - 1


def test_text_that_looks_like_markup_is_shown_as_text(workspace: Workspace) -> None:
    panel = history(workspace)
    write(workspace, "a <b>&amp;")
    panel.scope.setCurrentIndex(panel.scope.findData("chapter"))
    assert "<b>&amp;" in panel.difference.toPlainText()


def test_typing_while_the_history_is_open_keeps_the_list_up_to_date(workspace: Workspace, qtbot: QtBot) -> None:
    panel = history(workspace)
    before = panel.model.operation(0)
    workspace.editor.area.insertPlainText("字")
    workspace.editor.save()
    after = panel.model.operation(0)
    assert after is not None
    assert after != before
