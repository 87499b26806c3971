"""Simple tables: how large a new one is, and the dialog in which one is filled in.

Owns the two forms; `Grid` does the arithmetic, `Cells` the keys. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QPushButton, QSpinBox, QTableWidgetItem, QWidget

from qi_desktop.core import richtext
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind
from qi_desktop.session import Draft
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.editor.caption_line import CaptionLine
from qi_desktop.ui.editor.cell_texts import block_of, lines_of
from qi_desktop.ui.editor.page_choice import PageChoice
from qi_desktop.ui.editor.table_cells import Cells
from qi_desktop.ui.editor.table_commands import can_merge
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.translate import tr

_CELL_PADDING = 16  # pixels of a section that hold no text
_BUTTONS_IN_A_LINE = 5


class TableSizeDialog(Form):
    """The caption of a new table, and how many lines and columns it has; its cells are written where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Insert table"), "table_size_dialog", parent)
        self._caption = self.field(tr("Caption"), QLineEdit(), "new_table_caption")
        self._caption.setPlaceholderText(tr("Without a caption the table gets no number"))
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
        return Draft(new_id(), BlockKind.TABLE, richtext.plain(self._caption.text().strip()), grid.attributes(Draft("", BlockKind.TABLE)))

    @classmethod
    def ask(cls, parent: QWidget | None = None) -> Draft | None:
        """The empty table, None for Cancel."""
        dialog = cls(parent)
        return dialog.value() if dialog.ask_user() else None


class TableDialog(Form):
    """The cells, caption and note of a table. The first line of the grid is the head."""

    def __init__(self, draft: Draft, parent: QWidget | None = None, names: Mapping[str, str] | None = None) -> None:
        """`names`: what the fields are called that the caption may hold."""
        super().__init__(tr("Table"), "table_dialog", parent)
        self._draft = draft
        self._grid = Grid.of(draft)
        self._showing = False
        self._caption = self.field(tr("Caption"), CaptionLine(draft.text, names), "table_caption")
        self._cells = self.field(tr("Cells"), Cells(), "table_cells")
        self._cells.setToolTip(tr("Drag the borders between the column numbers to set widths. Tab in the last cell adds a row."))
        self._note = self.field(tr("Note below the table"), CaptionLine(richtext.of_cell(draft.attributes.get("note", "")), names), "table_note")
        self._page = self.field(tr("Page"), PageChoice(draft.attributes), "table_page")
        self.resize(900, 600)
        self._add_commands()
        self._cells.pasted.connect(self._paste)
        self._cells.line_wanted.connect(self._append_row)
        self._cells.itemSelectionChanged.connect(self._refresh)
        self._cells.currentCellChanged.connect(lambda *_: self._refresh())
        self._cells.horizontalHeader().sectionResized.connect(self._resized)
        self._show()
        self._cells.setCurrentCell(0, 0)

    def _add_commands(self) -> None:
        """Each command is a button, and an entry of the grid's context menu."""
        commands = QGridLayout()
        self._actions: dict[str, QAction] = {}
        for number, (name, label, act) in enumerate(
            (
                ("table_row_above", tr("Insert row above"), lambda: self._insert_row(0)),
                ("table_insert_row", tr("Insert row below"), lambda: self._insert_row(1)),
                ("table_delete_row", tr("Delete row"), self._remove_rows),
                ("table_merge", tr("Merge cells"), self._merge),
                ("table_widths", tr("Automatic column widths"), self._forget_widths),
                ("table_column_left", tr("Insert column to the left"), lambda: self._insert_column(0)),
                ("table_insert_column", tr("Insert column to the right"), lambda: self._insert_column(1)),
                ("table_delete_column", tr("Delete column"), self._remove_columns),
                ("table_split", tr("Split cell"), self._split),
            )
        ):
            action = QAction(label, self)
            action.triggered.connect(lambda checked=False, act=act: act())
            button = QPushButton(label, objectName=name, autoDefault=False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus, and with it the selection, in the cells
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            commands.addWidget(button, number // _BUTTONS_IN_A_LINE, number % _BUTTONS_IN_A_LINE)
            self._cells.addAction(action)
            self._actions[name] = action
        self._align = QComboBox()
        self._align.setObjectName("table_align")
        self._align.setAccessibleName(tr("Alignment of the column"))
        self._align.setToolTip(tr("Alignment of the column"))
        self._align.addItem(tr("Align: automatic"), "")
        for label, align in ((tr("Align: left"), "left"), (tr("Align: centre"), "center"), (tr("Align: right"), "right")):
            self._align.addItem(label, align)
        self._align.activated.connect(self._set_align)
        commands.addWidget(self._align, 1, _BUTTONS_IN_A_LINE - 1)
        self._cells.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.form.insertRow(1, "", commands)

    # --- showing ---

    def _show(self) -> None:
        self._showing = True
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
        for column in range(len(grid.columns)):
            wished = round(grid.width(column) * self._character()) + _CELL_PADDING
            self._cells.setColumnWidth(column, wished if grid.width(column) else self._cells.horizontalHeader().defaultSectionSize())
        self._cells.resizeRowsToContents()
        self._showing = False
        self._refresh()

    def _character(self) -> int:
        return max(self._cells.fontMetrics().horizontalAdvance("中"), 1)

    def _refresh(self) -> None:
        """Only what can be done here can be chosen."""
        top, left, bottom, right = self._cells.box
        spans = self._grid.spans
        touched = [span for span in spans if span[0] <= bottom - 1 and top - 1 < span[0] + span[2] and span[1] <= right and left < span[1] + span[3]]
        self._actions["table_merge"].setEnabled(top >= 0 and can_merge((top, left, bottom, right)))
        self._actions["table_split"].setEnabled(bool(touched))
        self._actions["table_row_above"].setEnabled(top > 0)
        self._actions["table_delete_row"].setEnabled(bottom > 0)
        self._actions["table_delete_column"].setEnabled(left >= 0 and right - left + 1 < len(self._grid.columns))
        self._actions["table_widths"].setEnabled(any(self._grid.width(column) for column in range(len(self._grid.columns))))
        align = str(self._grid.columns[left].get("align", "")) if 0 <= left < len(self._grid.columns) else ""
        self._align.setCurrentIndex(max(self._align.findData(align), 0))

    # --- changing ---

    def _read(self) -> None:
        for line in range(self._cells.rowCount()):
            for column in range(self._cells.columnCount()):
                item = self._cells.item(line, column)
                self._grid.write(line, column, item.text() if item else "")

    def _change(self, acts: Iterable[Callable[[], None]], line: int, column: int) -> None:
        self._read()
        for act in acts:
            act()
        self._show()
        self._cells.setCurrentCell(max(0, min(line, self._cells.rowCount() - 1)), max(0, min(column, self._cells.columnCount() - 1)))

    def _insert_row(self, below: int) -> None:
        top, left, bottom, _ = self._cells.box
        line = (bottom + 1 if below else top) if top >= 0 else len(self._grid.rows) + 1
        self._change([partial(self._grid.insert_row, max(line - 1, 0))], line, left)

    def _append_row(self) -> None:
        count = len(self._grid.rows)
        self._change([partial(self._grid.insert_row, count)], count + 1, 0)

    def _remove_rows(self) -> None:
        top, left, bottom, _ = self._cells.box
        lines = [line for line in range(bottom, top - 1, -1) if line > 0]
        self._change([partial(self._grid.remove_row, line - 1) for line in lines], top, left)

    def _insert_column(self, right_of: int) -> None:
        top, left, _, right = self._cells.box
        column = (right + 1 if right_of else left) if left >= 0 else len(self._grid.columns)
        self._change([partial(self._grid.insert_column, column)], top, column)

    def _remove_columns(self) -> None:
        top, left, _, right = self._cells.box
        if left >= 0:
            self._change([partial(self._grid.remove_column, column) for column in range(right, left - 1, -1)], top, left)

    def _merge(self) -> None:
        top, left, bottom, right = self._cells.box
        self._change([partial(self._grid.merge, top - 1, left, bottom - 1, right)], top, left)

    def _split(self) -> None:
        top, left, bottom, right = self._cells.box
        places = [(line - 1, column) for line in range(max(top, 0), bottom + 1) for column in range(left, right + 1)]
        self._change([partial(self._grid.part, *place) for place in places], top, left)

    def _resized(self, column: int, _: int, width: int) -> None:
        """A border was dragged."""
        if not self._showing:
            self._grid.set_width(column, round(max(width - _CELL_PADDING, self._character()) / self._character(), 1))
            self._refresh()

    def _forget_widths(self) -> None:
        top, left, _, _ = self._cells.box
        self._change([partial(self._grid.set_width, column, 0) for column in range(len(self._grid.columns))], top, left)

    def _set_align(self) -> None:
        _, left, _, right = self._cells.box
        for column in range(max(left, 0), right + 1):
            self._grid.columns[column].pop("align", None)
            if self._align.currentData():
                self._grid.columns[column]["align"] = str(self._align.currentData())

    def _paste(self) -> None:
        """Cells copied in a spreadsheet go in from the current cell on; the table grows as needed."""
        line, column = max(self._cells.currentRow(), 0), max(self._cells.currentColumn(), 0)
        copied = QApplication.clipboard().mimeData()
        self._read()
        self._grid.paste(line, column, block_of(copied) or lines_of(copied.text()))
        self._show()
        self._cells.setCurrentCell(line, column)

    def value(self) -> Draft:
        """The table as filled in."""
        self._read()
        attributes = {name: value for name, value in self._grid.attributes(self._draft).items() if name not in ("note", "page")}
        attributes |= self._page.attributes()
        if note := self._note.value():
            attributes["note"] = richtext.to_cell(note)
        return replace(self._draft, attributes=attributes, text=self._caption.value())

    @classmethod
    def ask(cls, draft: Draft, parent: QWidget | None = None, names: Mapping[str, str] | None = None) -> Draft | None:
        """The table, None for Cancel."""
        dialog = cls(draft, parent, names)
        return dialog.value() if dialog.ask_user() else None
