"""Names and texts of a stranger's library are shown as they stand, and make nothing be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QTreeView
from pytestqt.qtbot import QtBot

from qi_desktop.core.richtext import Run
from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui.dialogs.dismiss_dialog import DismissDialog
from qi_desktop.ui.dialogs.properties import ChapterDialog
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.plain import plain, tip

MARKUP = '<img src="//192.0.2.1/share/x.png"><b>甲</b> &amp; 乙'


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on a library in which every text is markup."""
    path = tmp_path / "a.qid"
    with Session.create(path, company=MARKUP, template="blank", year=2025) as session:
        report = session.reports.of_year().id
        for node in session.chapters.tree(report):
            session.chapters.change(node.chapter.id, guidance=MARKUP, department=MARKUP)
            session.chapters.rename(node.chapter.id, MARKUP)
        chapter = session.chapters.add(report, MARKUP, after="").created
        session.chapters.change(chapter, guidance=MARKUP, department=MARKUP)
        session.blocks.add(chapter, text=(Run(MARKUP), Run("注", footnote=MARKUP)))
        session.rows.add("standards_drafted", [{"number": MARKUP, "issued": MARKUP}], report)
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.show()
    window.open_library(path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    yield window
    window.close_library()


def tips(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            yield str(model.data(model.index(row, column, parent), Qt.ItemDataRole.ToolTipRole) or "")
        yield from tips(model, model.index(row, 0, parent))


def is_harmless(label: QLabel) -> bool:
    return label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text()


def test_no_label_of_a_window_takes_a_name_for_markup(window: MainWindow) -> None:
    labels = window.findChildren(QLabel)
    assert [label.objectName() for label in labels if MARKUP in label.text()] != []
    assert [label.objectName() for label in labels if not is_harmless(label)] == []


def test_no_tip_of_a_window_takes_a_name_for_markup(window: MainWindow) -> None:
    shown = [text for view in window.findChildren(QTreeView) if view.model() for text in tips(view.model(), QModelIndex())]
    assert any("192.0.2.1" in text for text in shown)
    assert [text for text in shown if "<img" in text] == []


def test_dialogs_show_names_as_they_stand(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    chapter = session.chapters.tree(session.reports.of_year().id)[0].chapter
    for dialog in (ChapterDialog(chapter, []), DismissDialog(None, MARKUP)):
        qtbot.addWidget(dialog)
        assert any(MARKUP in label.text() for label in dialog.findChildren(QLabel))
        assert all(is_harmless(label) for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize("text", [MARKUP, "a\n  b <i>", "&lt;b&gt;", "<?xml version='1.0'?>", "甲 < 乙", ""])
def test_a_tip_shows_the_text_itself(qtbot: QtBot, text: str) -> None:
    shown = QTextDocument()
    if tip(text) == text:
        shown.setPlainText(text)
    else:
        shown.setHtml(tip(text))
    assert shown.toPlainText() == text


def test_a_plain_label_keeps_its_text(qtbot: QtBot) -> None:
    label = plain(QLabel(MARKUP))
    qtbot.addWidget(label)
    assert label.text() == MARKUP
    assert label.textFormat() is Qt.TextFormat.PlainText
