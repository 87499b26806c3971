"""The field that lies over a cell of a table while it is written.

Owns what its keys mean; what becomes of them is for `CellEditing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from qi_desktop.ui.editor.cell_texts import block_of
from qi_desktop.ui.mnemonics import give_letters
from qi_desktop.ui.translate import tr

if TYPE_CHECKING:
    from qi_desktop.ui.editor.cell_editing import CellEditing

_PADDING = 10  # pixels that the field is higher than its lines


class CellField(QPlainTextEdit):
    """The field over a cell."""

    def __init__(self, editing: CellEditing) -> None:
        super().__init__(editing.area.viewport())
        self._editing = editing
        self.setObjectName("table_cell_field")
        self.setAccessibleName(tr("Table cell"))
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.setLineWidth(2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._grow)
        self.hide()

    def show_at(self, box: QRectF, text: str) -> None:
        """Lie over a cell and be ready to be written in."""
        self.setPlainText(text)
        self.lie_over(box)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus()
        self._grow()

    def lie_over(self, box: QRectF) -> None:
        """Take the place of a cell, at least as large as it."""
        self.setMinimumHeight(round(box.height()))
        self.setGeometry(box.toAlignedRect())
        self._grow()

    def _grow(self) -> None:
        lines = max(int(self.document().size().height()), 1)
        self.resize(self.width(), max(self.minimumHeight(), lines * self.fontMetrics().lineSpacing() + _PADDING))

    def event(self, event: QEvent) -> bool:
        """The keys of the table's commands are its own while a cell is written; elsewhere some mean another thing."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._editing.command_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab goes on, Esc gives up; undo where nothing was written yet is the text's."""
        step = self._step_out(event)
        if step is not None:
            self._editing.extend(*step)
        elif self._editing.command_of(event) is not None:
            self._editing.run(self._editing.command_of(event))
        elif event.key() == Qt.Key.Key_Tab:
            self._editing.go_on(1)
        elif event.key() == Qt.Key.Key_Backtab:
            self._editing.go_on(-1)
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self._editing.area.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable():
            self._editing.area.redo_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._editing.give_up()
        elif event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier) and self._leaves(event):
            self._editing.go_down(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _step_out(self, event: QKeyEvent) -> tuple[int, int] | None:
        """Lines and columns that Shift and an arrow at the border of the text extend the choice by."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.ShiftModifier:
            return None
        cursor = self.textCursor()
        match event.key():
            case Qt.Key.Key_Left if cursor.position() == 0:
                return 0, -1
            case Qt.Key.Key_Right if cursor.position() == self.document().characterCount() - 1:
                return 0, 1
            case Qt.Key.Key_Up if self._is_at_border(QTextCursor.MoveOperation.Up):
                return -1, 0
            case Qt.Key.Key_Down if self._is_at_border(QTextCursor.MoveOperation.Down):
                return 1, 0
        return None

    def _is_at_border(self, move: QTextCursor.MoveOperation) -> bool:
        return not QTextCursor(self.textCursor()).movePosition(move)

    def _leaves(self, event: QKeyEvent) -> bool:
        """True for an arrow up in the first line or down in the last one."""
        moves = {Qt.Key.Key_Up: QTextCursor.MoveOperation.Up, Qt.Key.Key_Down: QTextCursor.MoveOperation.Down}
        return event.key() in moves and self._is_at_border(moves[Qt.Key(event.key())])

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is the table's."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was written stays, unless only a menu or another window came in front."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._editing.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging out of the field chooses several cells."""
        if event.buttons() & Qt.MouseButton.LeftButton and not self.rect().contains(event.position().toPoint()):
            self._editing.drag_to(self.mapToParent(event.position()))
        else:
            super().mouseMoveEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A block of cells fills cells; any other text comes into this one."""
        block = block_of(source)
        if block is None:
            self.insertPlainText(source.text())
        else:
            self._editing.paste(block)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The commands of a text, and those of a table."""
        menu = self.createStandardContextMenu()
        give_letters(menu)
        menu.addSeparator()
        self._editing.add_commands(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
