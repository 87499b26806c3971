"""A library with one chapter and an editor on it, and hands to type with."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, Text, text_of
from qi_desktop.session import Draft, Session
from qi_desktop.ui.editor import ChapterEditor
from qi_desktop.ui.hub import Hub

HOME, END = QTextCursor.MoveOperation.Start, QTextCursor.MoveOperation.End


def paragraph(text: str | Text = "", **attributes: object) -> Draft:
    """A paragraph with an id."""
    return Draft(new_id(), BlockKind.PARAGRAPH, (Run(text),) if isinstance(text, str) and text else text or (), attributes)


def item(text: str, style: str = "decimal-comma", **attributes: object) -> Draft:
    """A list item with an id."""
    return Draft(new_id(), BlockKind.LIST_ITEM, (Run(text),) if text else (), {"style": style, **attributes})


def figure(caption: str = "图") -> Draft:
    """A figure slot with an id."""
    return Draft(new_id(), BlockKind.FIGURE, (Run(caption),))


_Child = TypeVar("_Child", bound=QObject)


def child(parent: QObject, kind: type[_Child], name: str) -> _Child:
    """The part of a window of that name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


class Desk:
    """An open library with one report and one chapter, and the editor that shows it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.report_id = session.reports.new(2018, "blank").created
        self.chapter_id = session.chapters.add(self.report_id, "质量管理").created
        self.hub = Hub(session, self.report_id)
        self.failures: list[object] = []
        self.hub.failed.connect(self.failures.append)
        self.editor = ChapterEditor(self.hub)

    @classmethod
    def open(cls, folder: Path) -> Desk:
        """A desk on a new library."""
        return cls(Session.create(folder / "report.qid", company="甲公司"))

    def show(self, *drafts: Draft) -> None:
        """Write these blocks to the chapter and show it."""
        self.session.blocks.write(self.chapter_id, drafts, merge=False)
        self.editor.show_chapter(self.chapter_id)
        self.editor.setFocus()

    # --- what is there ---

    @property
    def drafts(self) -> list[Draft]:
        """The blocks on the screen."""
        return self.editor.drafts()

    @property
    def texts(self) -> list[str]:
        """The words of the blocks on the screen."""
        return [text_of(draft.text) for draft in self.drafts]

    @property
    def ids(self) -> list[str]:
        """The ids of the blocks on the screen."""
        return [draft.id for draft in self.drafts]

    @property
    def stored(self) -> list[Draft]:
        """The blocks in the library."""
        return [Draft(block.id, block.kind, block.text, block.attributes) for block in self.session.blocks.of_chapter(self.chapter_id)]

    def runs(self, number: int) -> Text:
        """The runs of a block on the screen."""
        return self.drafts[number].text

    @property
    def labels(self) -> list[str]:
        """The labels of the list items."""
        return list(self.editor.area.labels().values())

    # --- hands ---

    def put_cursor(self, number: int, place: int = 0) -> None:
        """Put the cursor into a block."""
        block = self.editor.area.document().findBlockByNumber(number)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + (place if place >= 0 else block.length() + place))
        self.editor.area.setTextCursor(cursor)

    def select(self, first: int, start: int, last: int, end: int) -> None:
        """Select from a place in one block to a place in another; -1 is a block's end."""
        self.put_cursor(first, start)
        cursor = self.editor.area.textCursor()
        block = self.editor.area.document().findBlockByNumber(last)
        cursor.setPosition(block.position() + (end if end >= 0 else block.length() + end), QTextCursor.MoveMode.KeepAnchor)
        self.editor.area.setTextCursor(cursor)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the text."""
        QTest.keyClick(self.editor.area, key, modifier)

    def control(self, key: Qt.Key, shift: bool = False) -> None:
        """Press a key with Ctrl."""
        modifier = Qt.KeyboardModifier.ControlModifier
        self.key(key, modifier | Qt.KeyboardModifier.ShiftModifier if shift else modifier)

    def enter(self) -> None:
        """Press Enter."""
        self.key(Qt.Key.Key_Return)

    def backspace(self) -> None:
        """Press Backspace."""
        self.key(Qt.Key.Key_Backspace)

    def commit(self, text: str) -> None:
        """Write as an input method does: compose letters, then commit the words."""
        area = self.editor.area
        QApplication.sendEvent(area, QInputMethodEvent("pin yin", []))
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(area, event)

    def paste(self, text: str = "", html: str = "") -> None:
        """Put something on the clipboard as another program would, and paste it."""
        data = QMimeData()
        if text:
            data.setText(text)
        if html:
            data.setHtml(html)
        QApplication.clipboard().setMimeData(data)
        self.control(Qt.Key.Key_V)

    def action(self, name: str) -> None:
        """Carry out one of the editor's commands by its object name."""
        found = [action for action in self.editor.area.actions() if action.objectName() == name]
        assert len(found) == 1, name
        found[0].trigger()

    def close(self) -> None:
        """Save and close as the window does."""
        self.editor.save()
        self.editor.discard()
        self.editor.close()
        self.session.close()
