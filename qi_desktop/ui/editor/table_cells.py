"""The grid of cells in the table dialog: keys as in Word, copying and pasting as in a spreadsheet.

Owns what keys do in the grid; what becomes of the table is the dialog's business.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QTableWidget, QWidget

from qi_desktop.ui.editor.cell_texts import mime_of

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Cells(QTableWidget):
    """Enter goes down instead of closing the dialog; Tab at the last cell asks for another line; Delete empties what is selected."""

    pasted = Signal()
    line_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.horizontalHeader().setDefaultSectionSize(150)
        self.horizontalHeader().setMinimumSectionSize(30)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The smallest rectangle around the selected cells: first and last line and column; all -1 for none."""
        cells = self.selectedIndexes()
        if not cells:
            return self.currentRow(), self.currentColumn(), self.currentRow(), self.currentColumn()
        lines, columns = [cell.row() for cell in cells], [cell.column() for cell in cells]
        return min(lines), min(columns), max(lines), max(columns)

    def _at_end(self) -> bool:
        line, column = self.currentRow(), self.currentColumn()
        return line + self.rowSpan(line, column) >= self.rowCount() and column + self.columnSpan(line, column) >= self.columnCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), self.currentColumn())
        elif event.key() == Qt.Key.Key_Tab and not event.modifiers() and self._at_end():
            self.line_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab while writing in the last cell."""
        last = hint == QAbstractItemDelegate.EndEditHint.EditNextItem and self._at_end()
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if last else hint)
        if last:
            self.line_wanted.emit()

    def copy(self) -> None:
        """Copy the selected cells as spreadsheets do: cells by tabs, lines by line ends."""
        top, left, bottom, right = self.box
        if top < 0:
            return
        lines = [[self._words(line, column) for column in range(left, right + 1)] for line in range(top, bottom + 1)]
        QApplication.clipboard().setMimeData(mime_of(lines))

    def _words(self, line: int, column: int) -> str:
        item = self.item(line, column)
        return item.text() if item else ""
