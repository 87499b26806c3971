"""Simple tables: how large a new one is, and the grid in which one is filled in.

Owns `Grid`, the table as a value whose lines and columns come and go with its merged cells, and the dialog around it. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QTableWidget, QTableWidgetItem, QWidget

from qi_desktop.core import richtext
from qi_desktop.core.errors import ContentError
from qi_desktop.core.model import BlockKind
from qi_desktop.session import Draft
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.editor.sources import with_text
from qi_desktop.ui.translate import tr

Cell = Any  # a string, or the JSON of a formatted text


@dataclass(slots=True)
class Grid:
    """A table's columns, lines and merged cells ([line, column, lines, columns]); line 0 of `text` and `write` is the head."""

    columns: list[dict[str, Any]]
    rows: list[list[Cell]]
    spans: list[list[int]]

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """The grid of a table block; short lines are filled up."""
        attributes = draft.attributes
        columns = [dict(column) for column in attributes.get("columns", ()) if isinstance(column, dict)]
        rows = [list(row) for row in attributes.get("rows", ()) if isinstance(row, list | tuple)]
        width = max([len(columns), *(len(row) for row in rows)], default=0)
        columns += [{"label": ""} for _ in range(width - len(columns))]
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        spans = [list(span) for span in attributes.get("spans", ()) if isinstance(span, list | tuple) and len(span) == 4]
        return cls(columns, rows, spans)

    @classmethod
    def empty(cls, rows: int, columns: int) -> Self:
        """A new table of so many lines below its head."""
        return cls([{"label": ""} for _ in range(columns)], [[""] * columns for _ in range(rows)], [])

    def text(self, line: int, column: int) -> str:
        """What a cell says, without formats."""
        if line == 0:
            return str(self.columns[column].get("label", ""))
        cell = self.rows[line - 1][column]
        if isinstance(cell, str):
            return cell
        try:
            return richtext.text_of(richtext.from_json(cell))
        except ContentError:
            return ""

    def write(self, line: int, column: int, text: str) -> None:
        """Give a cell another text; one that says this already keeps its formats."""
        text = richtext.clean(text)
        if text == self.text(line, column):
            return
        if line == 0:
            self.columns[column]["label"] = text
        else:
            self.rows[line - 1][column] = text

    def insert_row(self, at: int) -> None:
        """An empty line before the line `at` (0: the first below the head)."""
        self.rows.insert(at, [""] * len(self.columns))
        self._grow(0, at)

    def insert_column(self, at: int) -> None:
        """An empty column before the column `at`."""
        self.columns.insert(at, {"label": ""})
        for row in self.rows:
            row.insert(at, "")
        self._grow(1, at)

    def remove_row(self, at: int) -> None:
        """Take a line out."""
        del self.rows[at]
        self._shrink(0, at)

    def remove_column(self, at: int) -> None:
        """Take a column out; the last one stays."""
        if len(self.columns) > 1:
            del self.columns[at]
            for row in self.rows:
                del row[at]
            self._shrink(1, at)

    def _grow(self, axis: int, at: int) -> None:
        for span in self.spans:
            if span[axis] >= at:
                span[axis] += 1
            elif at < span[axis] + span[axis + 2]:
                span[axis + 2] += 1

    def _shrink(self, axis: int, at: int) -> None:
        for span in self.spans:
            if span[axis] > at:
                span[axis] -= 1
            elif at < span[axis] + span[axis + 2]:
                span[axis + 2] -= 1
        self.spans = [span for span in self.spans if span[2] > 0 and span[3] > 0 and span[2] * span[3] > 1]

    def attributes(self, old: Draft) -> dict[str, Any]:
        """The attributes of a table block; what a grid does not know stays."""
        kept = {name: value for name, value in old.attributes.items() if name not in ("columns", "rows", "spans")}
        return kept | {"columns": self.columns, "rows": self.rows} | ({"spans": self.spans} if self.spans else {})


class TableSizeDialog(Form):
    """How many lines and columns a new table has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Insert table"), "table_size_dialog", parent)
        self._columns = self._number(tr("Columns"), 3, 30, "table_columns")
        self._rows = self._number(tr("Rows below the head"), 3, 500, "table_rows")

    def _number(self, label: str, value: int, largest: int, name: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, largest)
        box.setValue(value)
        self.field(label, box, name)
        return box

    def value(self) -> Draft:
        """The empty table."""
        grid = Grid.empty(self._rows.value(), self._columns.value())
        return Draft("", BlockKind.TABLE, (), grid.attributes(Draft("", BlockKind.TABLE)))

    @classmethod
    def ask(cls, parent: QWidget | None = None) -> Draft | None:
        """The empty table, None for Cancel."""
        dialog = cls(parent)
        return dialog.value() if dialog.ask_user() else None


class _Cells(QTableWidget):
    """The grid: Enter goes down instead of closing the dialog, and cells can be pasted."""

    pasted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.horizontalHeader().setDefaultSectionSize(150)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), self.currentColumn())
        else:
            super().keyPressEvent(event)


class TableDialog(Form):
    """The cells, caption and note of a table. The first line of the grid is the head."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(tr("Table"), "table_dialog", parent)
        self._draft = draft
        self._grid = Grid.of(draft)
        self._caption = self.field(tr("Caption"), QLineEdit(richtext.text_of(draft.text)), "table_caption")
        self._cells = self.field(tr("Cells"), _Cells(), "table_cells")
        self._note = self.field(tr("Note below the table"), QLineEdit(str(draft.attributes.get("note", ""))), "table_note")
        self.resize(760, 520)
        row = QHBoxLayout()
        for label, name, act in (
            (tr("Insert row below"), "table_insert_row", self._insert_row),
            (tr("Delete row"), "table_delete_row", self._remove_row),
            (tr("Insert column to the right"), "table_insert_column", self._insert_column),
            (tr("Delete column"), "table_delete_column", self._remove_column),
        ):
            button = QPushButton(label, objectName=name, autoDefault=False)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        self.form.insertRow(1, "", row)
        self._cells.pasted.connect(self._paste)
        self._show()

    def _show(self) -> None:
        grid = self._grid
        self._cells.clearSpans()
        self._cells.setRowCount(len(grid.rows) + 1)
        self._cells.setColumnCount(len(grid.columns))
        self._cells.setVerticalHeaderLabels([tr("Head"), *(str(number + 1) for number in range(len(grid.rows)))])
        for line in range(len(grid.rows) + 1):
            for column in range(len(grid.columns)):
                item = QTableWidgetItem(grid.text(line, column))
                if line == 0:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self._cells.setItem(line, column, item)
        for line, column, height, width in grid.spans:
            if height * width > 1:
                self._cells.setSpan(line + 1, column, height, width)

    def _read(self) -> None:
        for line in range(self._cells.rowCount()):
            for column in range(self._cells.columnCount()):
                item = self._cells.item(line, column)
                self._grid.write(line, column, item.text() if item else "")

    def _change(self, act: Callable[[], None], line: int, column: int) -> None:
        self._read()
        act()
        self._show()
        self._cells.setCurrentCell(max(0, min(line, self._cells.rowCount() - 1)), max(0, min(column, self._cells.columnCount() - 1)))

    def _insert_row(self) -> None:
        line = self._cells.currentRow() if self._cells.currentRow() >= 0 else len(self._grid.rows)
        self._change(lambda: self._grid.insert_row(line), line + 1, self._cells.currentColumn())

    def _remove_row(self) -> None:
        line = self._cells.currentRow()
        if line > 0:
            self._change(lambda: self._grid.remove_row(line - 1), line, self._cells.currentColumn())

    def _insert_column(self) -> None:
        column = self._cells.currentColumn() + 1 if self._cells.currentColumn() >= 0 else len(self._grid.columns)
        self._change(lambda: self._grid.insert_column(column), self._cells.currentRow(), column)

    def _remove_column(self) -> None:
        column = self._cells.currentColumn()
        if column >= 0:
            self._change(lambda: self._grid.remove_column(column), self._cells.currentRow(), column)

    def _paste(self) -> None:
        """Cells copied in a spreadsheet go in from the current cell on; the table grows as needed."""
        lines = [line.split("\t") for line in richtext.clean(QApplication.clipboard().text()).removesuffix("\n").split("\n")]
        line, column = max(self._cells.currentRow(), 0), max(self._cells.currentColumn(), 0)
        self._read()
        while len(self._grid.rows) + 1 < line + len(lines):
            self._grid.insert_row(len(self._grid.rows))
        while len(self._grid.columns) < column + max(len(cells) for cells in lines):
            self._grid.insert_column(len(self._grid.columns))
        for down, cells in enumerate(lines):
            for across, text in enumerate(cells):
                self._grid.write(line + down, column + across, text)
        self._show()
        self._cells.setCurrentCell(line, column)

    def value(self) -> Draft:
        """The table as filled in."""
        self._read()
        attributes = {name: value for name, value in self._grid.attributes(self._draft).items() if name != "note"}
        if self._note.text().strip():
            attributes["note"] = self._note.text().strip()
        return with_text(replace(self._draft, attributes=attributes), self._caption.text().strip())

    @classmethod
    def ask(cls, draft: Draft, parent: QWidget | None = None) -> Draft | None:
        """The table, None for Cancel."""
        dialog = cls(draft, parent)
        return dialog.value() if dialog.ask_user() else None
