"""The overview of keys."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui import translate
from qi_desktop.ui.dialogs.shortcuts import ShortcutsDialog, all_groups, group_of_search, group_of_tables, groups_of
from qi_desktop.ui.main_window import MainWindow
from tests.ui.editing import child


def shown(dialog: ShortcutsDialog) -> list[str]:
    groups = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    lines = [group.child(number) for group in groups if group is not None and not group.isHidden() for number in range(group.childCount())]
    return [line.text(0) for line in lines if not line.isHidden()]


def test_commands_of_menus_and_of_menus_inside_them_are_listed_with_all_their_keys(qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menu = bar.addMenu("&Edit")
    find = QAction("&Find …", bar)
    find.setShortcuts([QKeySequence("Ctrl+F"), QKeySequence("F3")])
    menu.addAction(find)
    menu.addSeparator()
    menu.addAction("Without keys")
    inner = menu.addMenu("More")
    inner.addAction("Deep", QKeySequence("Alt+1"), lambda: None)
    bar.addMenu("Empty")
    assert groups_of(bar) == [("Edit", [("Find", "Ctrl+F or F3"), ("More: Deep", "Alt+1")])]


def test_one_name_of_two_keys_is_told_once(qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    action = QAction("Page break", bar)
    action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Return")])
    bar.addMenu("Insert").addAction(action)
    assert groups_of(bar) == [("Insert", [("Page break", "Ctrl+Return")])]


def test_the_keys_inside_a_table_are_told_too() -> None:
    title, lines = group_of_tables()
    assert title == "In a table"
    assert ("Merge cells", "Ctrl+Shift+M") in lines
    assert all(keys for _, keys in lines)


def test_the_keys_of_find_and_replace_are_told_too() -> None:
    title, lines = group_of_search()
    assert title == "In find and replace"
    assert ("Previous place, the cursor staying in the field", "Shift+Return") in lines
    assert all(keys for _, keys in lines)


def test_the_overview_tells_the_keys_of_registers_of_the_preview_and_what_is_opened_by_typing(qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    groups = dict(all_groups(bar))
    assert ("Fill down", "Ctrl+D") in groups["In a register"]
    assert ("To the edge of the filled cells", "Ctrl+Down") in groups["In a register"]
    assert ("Insert a field: list of values", "{") in groups["While writing"]
    assert ("Next page", "PgDown") in groups["In the preview"]
    assert all(name and keys for lines in groups.values() for name, keys in lines)
    assert all(len(dict(lines)) == len(lines) for lines in groups.values()), "nothing is told twice"


def test_every_line_of_the_overview_says_what_its_keys_do(tmp_path: Path, qtbot: QtBot) -> None:
    Session.create(tmp_path / "a.qid", template="blank").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.open_library(tmp_path / "a.qid")
    names = [name for _, lines in groups_of(window.menuBar()) for name, _ in lines]
    assert "List: ●" in names
    assert [name for name in names if not any(letter.isalpha() for letter in name)] == []
    window.close()


def test_a_menu_is_called_by_its_name_without_its_letter_and_lives_on(tmp_path: Path, qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menu = bar.addMenu("文件(&F)")
    menu.addMenu(QMenu("更多(&M)…", bar)).setObjectName("more")
    bar.findChildren(QMenu)[1].addAction("打开(&O)…", QKeySequence("Ctrl+O"), lambda: None)
    assert groups_of(bar) == [("文件", [("更多: 打开", "Ctrl+O")])]
    gc.collect()
    assert all(shiboken6.isValid(menu) for menu in bar.findChildren(QMenu))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_two_commands_of_a_menu_share_their_letter(tmp_path: Path, qtbot: QtBot, language: str) -> None:
    before = translate.language()
    translate.set_language(language)
    try:
        Session.create(tmp_path / "a.qid", template="blank").close()
        window = MainWindow(Settings(tmp_path / "settings.json"))
        qtbot.addWidget(window)
        window.open_library(tmp_path / "a.qid")
        bar = window.menuBar()
        letters = {menu.title(): _letters(menu) for menu in window.findChildren(QMenu)}
        letters["bar"] = _letters(bar)
        assert len(letters["bar"]) >= 8  # each menu opens by Alt and its letter
        assert {title: found for title, found in letters.items() if len(found) != len(set(found))} == {}
        window.close()
    finally:
        translate.set_language(before)


def _letters(menu: QMenu | QMenuBar) -> list[str]:
    """The letters that open or trigger what stands in a menu."""
    return [keys for action in menu.actions() if (keys := QKeySequence.mnemonic(action.text()).toString())]


def test_f1_shows_the_keys_of_what_is_open(tmp_path: Path, qtbot: QtBot) -> None:
    Session.create(tmp_path / "a.qid", template="blank").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.open_library(tmp_path / "a.qid")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = child(window, ShortcutsDialog, "shortcuts_dialog")
    qtbot.waitUntil(dialog.isVisible)
    assert {"Rename", "Bold", "Find next", "Undo"} <= set(shown(dialog))
    child(dialog, QLineEdit, "shortcuts_filter").setText("shift+f3")
    assert shown(dialog) == ["Find previous"]
    dialog.reject()
    QApplication.sendPostedEvents()
    window.close()


def _as_pressed(keys: str) -> str:
    """The keys as they are pressed on a keyboard of the United States or of China: `Ctrl++` and `Ctrl+Shift+=` are one press."""
    shifted = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))
    held, _, last = (keys[:-2], "", "+") if keys.endswith("++") else keys.rpartition("+")
    modifiers = {*held.split("+")} - {""}
    if last in shifted:
        modifiers, last = modifiers | {"Shift"}, shifted[last]
    return "+".join([*sorted(modifiers), last])


def test_no_two_commands_of_the_window_share_their_keys(tmp_path: Path, qtbot: QtBot) -> None:
    Session.create(tmp_path / "a.qid", template="blank").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.open_library(tmp_path / "a.qid")
    found: dict[str, set[str]] = {}
    for action in window.findChildren(QAction):
        if action.shortcutContext() is Qt.ShortcutContext.WindowShortcut:
            for keys in action.shortcuts():
                found.setdefault(keys.toString(), set()).add(action.objectName())
    assert {keys: names for keys, names in found.items() if len(names) > 1} == {}
    one_press: dict[str, list[str]] = {}
    for name in found:
        one_press.setdefault(_as_pressed(name), []).append(name)
    # Where two names of one press are both taken, even by one command, Qt calls them ambiguous and does neither.
    assert {pressed: names for pressed, names in one_press.items() if len(names) > 1} == {}
    window.close()
