"""Letters of menus and dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QDialogButtonBox, QLabel, QMenu, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui import translate
from qi_desktop.ui.grids.column_menu import column_menu
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.mnemonics import give_letters, letter_dialog, letter_of, spread
from tests.ui.dialog_looks import look_at_dialogs
from tests.ui.editing import child
from tests.ui.test_every_control import commands, workspace_of


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = translate.language()
    translate.set_language(request.param)
    yield request.param
    translate.set_language(before)


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_english_words_get_one_of_their_own_letters_and_keep_those_they_bring(language: str) -> None:
    given = spread([("Copy", "a_copy"), ("&Close", "a_close"), ("Clear &all", ""), ("R&&D plans", ""), ("Save a copy …", ""), ("质量", "")])
    assert given == ["C&opy", "&Close", "Clear &all", "&R&&D plans", "&Save a copy …", "质量(&B)"]


@pytest.mark.parametrize("language", ["zh_CN"], indirect=True)
def test_chinese_words_get_a_letter_of_their_command_in_brackets_before_the_dots(language: str) -> None:
    given = spread([("打开 …", "file_open"), ("文件(&F)", "menu_file"), ("打开示例", "file_sample"), ("其他…", "")])
    assert given == ["打开(&O)…", "文件(&F)", "打开示例(&S)", "其他(&A)…"]


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_menu_has_its_letters_while_it_is_shown_and_plain_words_otherwise(language: str, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    renamed = [menu.addAction(text) for text in ("Undo", "Undo all", "R&&D")]
    give_letters(menu)
    menu.aboutToShow.emit()
    assert [action.text() for action in renamed] == ["&Undo", "Undo &all", "&R&&D"]
    renamed[1].setText("Undo typing")
    menu.aboutToHide.emit()
    assert [action.text() for action in renamed] == ["Undo", "Undo typing", "R&&D"]


def faults_of(menu: QMenu) -> list[str]:
    """The entries without a letter, and those whose letter another has, in a menu and in the menus in it."""
    menu.aboutToShow.emit()
    found: list[str] = []
    seen: set[str] = set()
    for action in menu.actions():
        inner = action.menu()
        if action.isVisible() and not action.isSeparator():
            letter = letter_of(action.text())
            if not letter or letter in seen:
                found.append(f"{menu.objectName()}: {action.text()}")
            seen.add(letter)
        if isinstance(inner, QMenu) and inner.objectName() not in ("filter_menu", "columns_menu"):
            found += faults_of(inner)
    menu.aboutToHide.emit()
    return found


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, language: str) -> Iterator[MainWindow]:
    Session.create(tmp_path / "a.qid", template="sample").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.open_library(tmp_path / "a.qid")
    window.show()
    yield window
    window.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"], indirect=True)
def test_every_entry_of_every_menu_has_a_letter_of_its_own(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # off the screen nothing can take the keys
    workspace = workspace_of(window)
    entries = window.menuBar().actions()  # kept, as PySide gives up a menu with the action that it was asked of
    assert len(entries) >= 8
    assert [fault for entry in entries for fault in faults_of(entry.menu())] == []  # type: ignore[arg-type]
    editor = workspace.editor
    assert faults_of(editor.commands.context_menu()) == []
    workspace.open_register("system_certificates")
    grid = child(window, RegisterGrid, "grid_system_certificates")
    assert faults_of(column_menu(grid.rows, grid, 1)) == []
    assert faults_of(workspace.register_menu.menu("system_certificates")) == []
    for view, name in ((grid, "row_menu"), (workspace.tree, "chapter_menu")):
        view.customContextMenuRequested.emit(QPoint(20, 20))
        popup = child(view, QMenu, name)
        assert len(popup.actions()) >= 8
        assert faults_of(popup) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"], indirect=True)
def test_every_button_and_field_of_every_dialog_has_a_letter_of_its_own(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: set[str] = set()
    seen: set[str] = set()

    def look(dialog: QDialog, *_: object) -> int:
        dialog.show()
        QApplication.processEvents()
        letter_dialog(dialog)
        look_at(dialog)
        for pages in dialog.findChildren(QTabWidget):
            for page in range(pages.count()):
                pages.setCurrentIndex(page)
                look_at(dialog)
        seen.add(dialog.objectName())
        dialog.hide()
        return 0

    def look_at(dialog: QDialog) -> None:
        letters: dict[str, str] = {}
        for control in [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton), *dialog.findChildren(QCheckBox)]:
            field = control.buddy() if isinstance(control, QLabel) else control
            if (
                field is None
                or not field.focusPolicy() & Qt.FocusPolicy.TabFocus
                or not control.isVisibleTo(dialog)
                or control.window() is not dialog
            ):
                continue
            text = str(control.property("text"))
            letter = letter_of(text)
            if letter in letters:
                faults.add(f"{dialog.objectName()}: {text}, {letters[letter]}")
            elif letter:
                letters[letter] = text
            elif text.strip() and not isinstance(control.parent(), QDialogButtonBox):
                faults.add(f"{dialog.objectName()}: {text}")

    look_at_dialogs(monkeypatch, look)
    workspace_of(window).editor.area.setFocus()
    for action in commands(window, lambda name: not name.startswith(("choose_", "view_", "row_", "column_", "chapter_add", "find_"))):
        action.trigger()
    assert faults == set()
    assert len(seen) >= 12
