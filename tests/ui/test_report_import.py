"""Taking a Word or text file over in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QListWidget, QPushButton, QSpinBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from qi_desktop.core import outline
from qi_desktop.core.richtext import text_of
from qi_desktop.session import Session, importing
from qi_desktop.settings import Settings
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.import_report_dialog import ImportReportDialog
from qi_desktop.ui.main_window import MainWindow

TEXT = "某公司\n\n第一章 总则\n\n质量第一。\n\n1.1 目的\n\n写明目的。\n\n1.2 假标题\n\n假的。\n\n第二章 质量\n\n好。\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "去年.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def dialog(source: Path, tmp_path: Path, qtbot: QtBot) -> ImportReportDialog:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        reports = session.reports.all()
    made = ImportReportDialog(importing.read(source), reports, reports[0].id)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(dialog: ImportReportDialog) -> list[tuple[int, str]]:
    """The chapters as they would be taken over."""
    return [(chapter.level, chapter.title) for chapter in dialog.answer().incoming.chapters]


def item(dialog: ImportReportDialog, title: str) -> QTreeWidgetItem:
    (found,) = dialog.tree.findItems(title, Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly)
    return found


def child(dialog: ImportReportDialog, kind: type, name: str) -> object:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def test_the_chapters_are_shown_as_a_tree_with_what_they_hold(dialog: ImportReportDialog) -> None:
    assert shown(dialog) == [(1, "总则"), (2, "目的"), (2, "假标题"), (1, "质量")]
    assert item(dialog, "目的").text(1) == "paragraphs: 1"
    summary = child(dialog, QLabel, "import_report_summary")
    assert isinstance(summary, QLabel)
    assert "chapters: 4, paragraphs: 4" in summary.text()


def test_what_is_unticked_becomes_a_paragraph(dialog: ImportReportDialog) -> None:
    item(dialog, "假标题").setCheckState(0, Qt.CheckState.Unchecked)
    assert shown(dialog) == [(1, "总则"), (2, "目的"), (1, "质量")]
    summary = child(dialog, QLabel, "import_report_summary")
    assert isinstance(summary, QLabel)
    assert "chapters: 3, paragraphs: 5" in summary.text()


def test_the_first_chapter_cannot_be_unticked(dialog: ImportReportDialog) -> None:
    assert not item(dialog, "总则").flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_selected_chapters_go_a_level_up_and_down_by_the_keys_of_the_chapter_tree(dialog: ImportReportDialog, qtbot: QtBot) -> None:
    dialog.tree.setCurrentItem(item(dialog, "质量"))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.tree.setFocus()
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert shown(dialog)[-1] == (2, "质量")
    assert dialog.tree.currentItem().text(0) == "质量"
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(dialog)[-1] == (1, "质量")


def test_what_is_below_a_chapter_goes_with_it(dialog: ImportReportDialog) -> None:
    dialog.tree.setCurrentItem(item(dialog, "质量"))
    demote = child(dialog, QPushButton, "import_report_demote")
    assert isinstance(demote, QPushButton)
    demote.click()
    demote.click()
    assert shown(dialog)[-1] == (3, "质量")
    dialog.tree.setCurrentItem(item(dialog, "假标题"))
    demote.click()
    assert shown(dialog)[-2:] == [(3, "假标题"), (4, "质量")]


def test_what_is_otherwise_is_listed(dialog: ImportReportDialog) -> None:
    remarks = child(dialog, QListWidget, "import_report_remarks")
    assert isinstance(remarks, QListWidget)
    assert [remarks.item(row).text()[:8] for row in range(remarks.count())] == ["Headings", "某公司: The"]


def test_a_new_report_needs_a_year_that_has_none(dialog: ImportReportDialog) -> None:
    target, year = child(dialog, QComboBox, "import_report_target"), child(dialog, QSpinBox, "import_report_year")
    assert isinstance(target, QComboBox)
    assert isinstance(year, QSpinBox)
    assert not year.isVisible()
    target.setCurrentIndex(1)
    assert year.isVisible()
    assert dialog.answer().year == 2017
    assert dialog.accept_button.isEnabled()
    year.setValue(2018)
    assert not dialog.accept_button.isEnabled()


class TestWindow:
    @pytest.fixture
    def window(self, tmp_path: Path, qtbot: QtBot) -> MainWindow:
        Session.create(tmp_path / "库.qid", template="sample").close()
        window = MainWindow(Settings())
        qtbot.addWidget(window)
        window.open_library(tmp_path / "库.qid")
        return window

    def taken(
        self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, source: Path, act: Callable[[ImportReportDialog], None]
    ) -> None:
        """Go through the command with that file; `act` is what a person does in the dialog."""
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))

        def answered(dialog: ImportReportDialog) -> int:
            act(dialog)
            return int(ImportReportDialog.DialogCode.Accepted)

        monkeypatch.setattr(ImportReportDialog, "exec", answered)
        workspace = window.workspace
        assert workspace is not None
        with qtbot.waitSignal(workspace.hub.changed, timeout=10_000):
            window.menus.import_action.trigger()

    def test_a_file_is_taken_over_into_the_report_that_is_shown(
        self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, source: Path
    ) -> None:
        workspace = window.workspace
        assert workspace is not None
        before = len(workspace.session.chapters.tree(workspace.hub.report_id))
        self.taken(window, qtbot, monkeypatch, source, lambda dialog: None)
        tree = workspace.session.chapters.tree(workspace.hub.report_id)
        assert len(tree) == before + 2
        qtbot.waitUntil(lambda: workspace.editor.chapter_id in {node.chapter.id for node in outline.walk(tree)}, timeout=5000)
        assert text_of(workspace.session.blocks.of_chapter(workspace.editor.chapter_id)[0].text) == "质量第一。"
        window.undo()
        assert len(workspace.session.chapters.tree(workspace.hub.report_id)) == before

    def test_a_file_is_taken_over_into_a_new_report(self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, source: Path) -> None:
        def choose(dialog: ImportReportDialog) -> None:
            target = child(dialog, QComboBox, "import_report_target")
            assert isinstance(target, QComboBox)
            target.setCurrentIndex(target.count() - 1)

        self.taken(window, qtbot, monkeypatch, source, choose)
        workspace = window.workspace
        assert workspace is not None
        qtbot.waitUntil(lambda: workspace.session.reports.get(workspace.hub.report_id).year == 2017, timeout=5000)
        assert [node.chapter.title for node in workspace.session.chapters.tree(workspace.hub.report_id)] == ["总则", "质量"]

    def test_what_cannot_be_read_is_told(self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "旧.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100)
        told: list[str] = []
        monkeypatch.setattr(messages, "tell", lambda parent, text: told.append(text))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "旧.doc"), ""))
        window.menus.import_action.trigger()
        qtbot.waitUntil(lambda: bool(told), timeout=5000)
        assert "old format" in told[0]

    def test_it_is_offered_only_where_something_can_be_written(self, window: MainWindow) -> None:
        assert window.menus.import_action.isEnabled()
        window.close_library()
        assert not window.menus.import_action.isEnabled()

    def test_a_file_that_was_read_for_a_library_that_is_closed_is_not_shown(
        self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, source: Path
    ) -> None:
        monkeypatch.setattr(ImportReportDialog, "exec", lambda dialog: pytest.fail("a dialog was shown"))
        assert window.workspace is not None
        window.report_import.read(window.workspace, source)
        window.close_library()
        qtbot.wait(300)
