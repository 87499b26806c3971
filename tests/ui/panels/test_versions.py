"""The versions panel, the line at the window's foot, and the export of a version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from qi_desktop.core.errors import QiError
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.core.snapshots import SnapshotKind
from qi_desktop.session import Session
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.export_dialog import ExportDialog
from qi_desktop.ui.dialogs.version_dialog import VersionDialog
from qi_desktop.ui.panels.versions import VersionsPanel
from qi_desktop.ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    session = Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2018)
    report_id = session.reports.of_year().id
    chapter = session.chapters.add(report_id, "方针").created
    session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("质量第一。"))
    made = Workspace(session, report_id)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    made.close_panels()
    session.close()


@pytest.fixture
def panel(workspace: Workspace) -> VersionsPanel:
    workspace.side.show_panel("versions")
    made = workspace.side.panel("versions")
    assert isinstance(made, VersionsPanel)
    return made


def answer(monkeypatch: pytest.MonkeyPatch, name: str, kind: SnapshotKind = SnapshotKind.OTHER) -> None:
    monkeypatch.setattr(VersionDialog, "ask", lambda *_: (name, kind))


def edit(workspace: Workspace, words: str) -> None:
    node = workspace.session.chapters.tree(workspace.hub.report_id)[-1]
    block = workspace.session.blocks.of_chapter(node.chapter.id)[0]
    workspace.hub.perform(lambda: workspace.session.blocks.edit(block.id, plain(words)))


def names(panel: VersionsPanel) -> list[str]:
    return [panel.list.item(number).text().split("\n")[0] for number in range(panel.list.count())]


def test_without_versions_the_panel_says_what_they_are_for(panel: VersionsPanel) -> None:
    assert panel._empty.isVisible()
    assert not panel.rename_button.isEnabled()
    assert panel.keep_button.isEnabled()


def test_a_version_is_kept_and_what_differs_is_shown_as_one_writes(
    workspace: Workspace, panel: VersionsPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "送审稿", SnapshotKind.REVIEW)
    panel.keep_button.click()
    assert names(panel) == ["送审稿"]
    qtbot.waitUntil(lambda: "Nothing differs" in panel.difference.toPlainText())
    edit(workspace, "用户第一。")
    qtbot.waitUntil(lambda: "质量用户第一。" in panel.difference.toPlainText())
    assert "1 differences" in panel.difference.toPlainText()


def test_two_versions_are_compared_the_older_one_first(
    workspace: Workspace, panel: VersionsPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, words in (("一", "质量第一。"), ("二", "质量第二。")):
        edit(workspace, words)
        answer(monkeypatch, name)
        panel.keep()
    panel.list.setCurrentRow(1)
    panel.against.setCurrentIndex(panel.against.count() - 1)
    qtbot.waitUntil(lambda: not panel.is_comparing)
    text = panel.difference.toHtml()
    assert text.index("一") < text.index("二")
    assert "line-through" in text


def test_a_version_is_renamed_and_removed_after_a_question(panel: VersionsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "草稿")
    panel.keep()
    answer(monkeypatch, "初稿")
    panel.rename()
    assert names(panel) == ["初稿"]
    monkeypatch.setattr(messages, "ask", lambda *_: False)
    panel.remove()
    assert names(panel) == ["初稿"]
    monkeypatch.setattr(messages, "ask", lambda *_: True)
    panel.remove()
    assert names(panel) == []


def test_an_approved_version_cannot_be_deleted(panel: VersionsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "批准稿", SnapshotKind.APPROVED)
    panel.keep()
    assert not panel.remove_button.isEnabled()


def test_a_name_that_is_taken_is_told(panel: VersionsPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[QiError] = []
    workspace.hub.failed.connect(told.append)
    answer(monkeypatch, "草稿")
    panel.keep()
    panel.keep()
    assert "already" in str(told[0])
    assert names(panel) == ["草稿"]


def test_the_foot_of_the_window_counts_what_changed_since_the_approval(
    workspace: Workspace, panel: VersionsPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workspace.since_approved() == ""
    answer(monkeypatch, "批准稿", SnapshotKind.APPROVED)
    panel.keep()
    qtbot.waitUntil(lambda: workspace.since_approved() == "As in “批准稿”")
    edit(workspace, "用户第一。")
    assert workspace.since_approved() == "1 changes since “批准稿”"
    workspace.hub.undo()
    assert workspace.since_approved() == "As in “批准稿”"
    workspace.show_report(workspace.session.reports.new(2019, "blank").created)
    assert workspace.since_approved() == ""


def test_the_dialog_suggests_the_kinds_name_until_one_is_entered(qtbot: QtBot) -> None:
    dialog = VersionDialog(None)
    qtbot.addWidget(dialog)
    kind, name = dialog.findChild(QComboBox, "version_kind"), dialog.findChild(QLineEdit, "version_name")
    assert kind is not None
    assert name is not None
    assert name.text() == "For review"
    kind.setCurrentIndex(1)
    assert name.text() == "Approved"
    name.setText("2018 final")
    kind.setCurrentIndex(0)
    assert name.text() == "2018 final"
    name.setText("  ")
    assert not dialog.accept_button.isEnabled()


def test_a_version_is_exported_in_its_own_style_and_never_as_a_review_copy(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(tmp_path, "报告", "book", {"book": "Book", "official": "Official"}, True, True, False, None, True, {"s1": "批准稿"})
    qtbot.addWidget(dialog)
    dialog._review.setChecked(True)
    version = dialog.findChild(QComboBox, "export_version")
    assert version is not None
    version.setCurrentIndex(1)
    assert not dialog._review.isEnabled()
    assert (dialog.answer().version, dialog.answer().style, dialog.answer().review) == ("s1", "", False)
    dialog._style.setCurrentIndex(1)
    assert dialog.answer().style == "official"
    version.setCurrentIndex(0)
    assert (dialog.answer().version, dialog._review.isEnabled()) == ("", True)
