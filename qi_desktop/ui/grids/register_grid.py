"""The view of a register: keys and clipboard as in a spreadsheet.

Owns selection, copying and pasting, filling down, and the commands on rows. What cells hold is the model's business.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from qi_desktop.core.registers import SAME_AS_ABOVE, ColumnType, merged_spans
from qi_desktop.session import CellChange
from qi_desktop.ui.grids.cell_editors import CellDelegate, choose_file
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import tr

_MERGE_LIMIT = 5000  # rows: beyond, merged cells are shown one by one, since Qt looks through all spans for every cell
_WIDEST = 48  # characters a column is given at first


class RegisterGrid(QTableView):
    """A table that is written in like a spreadsheet."""

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setObjectName("register_grid")
        self.setAccessibleName(tr("Table of the register"))
        self.setItemDelegate(CellDelegate(model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicatorClearable(True)  # the third click brings the stored order back
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().sortIndicatorChanged.connect(self.rows.sort)
        self.horizontalHeader().setSectionsClickable(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._actions = self._make_actions()
        self.rows.layoutChanged.connect(self._merge)
        self._set_widths()
        self._merge()

    def _set_widths(self) -> None:
        metrics = self.fontMetrics()
        for place, column in enumerate(self.rows.register.columns):
            label = str(self.rows.headerData(place, Qt.Orientation.Horizontal))
            wished = metrics.averageCharWidth() * min(column.width, _WIDEST) * 1.2
            self.setColumnWidth(place, int(max(wished, metrics.horizontalAdvance(label) + 3 * metrics.averageCharWidth() + 16)))

    def _merge(self) -> None:
        """Show runs of "same as above" as one cell, while rows stand as they are stored."""
        self.clearSpans()
        rows = self.rows.shown_rows()
        if not self.rows.in_stored_order or len(rows) > _MERGE_LIMIT:
            return
        values = [row.values for row in rows]
        for place, column in enumerate(self.rows.register.columns):
            if column.merge_down and not column.derived:
                for first, count in merged_spans(values, column.name):
                    self.setSpan(first, place, count, 1)

    # --- commands ---

    def _make_actions(self) -> list[QAction]:
        table: list[tuple[str, str, str, str, Callable[[], object]]] = [
            ("row_cut", tr("Cut cells"), "", "Ctrl+X", self.cut),
            ("row_copy", tr("Copy cells"), "copy", "Ctrl+C", self.copy),
            ("row_paste", tr("Paste cells"), "", "Ctrl+V", self.paste),
            ("row_clear", tr("Empty the cells"), "", "Del", self.clear_cells),
            ("row_fill_down", tr("Fill down"), "fill-down", "Ctrl+D", self.fill_down),
            ("row_same", tr("Same as above"), "", "Ctrl+'", self.same_as_above),
            ("row_insert", tr("Insert row"), "add-row", "Ctrl+Shift++", self.insert_row),
            ("row_duplicate", tr("Duplicate rows"), "", "", self.duplicate_rows),
            ("row_up", tr("Move rows up"), "move-up", "Alt+Up", lambda: self.shift(-1)),
            ("row_down", tr("Move rows down"), "move-down", "Alt+Down", lambda: self.shift(1)),
            ("row_file", tr("Choose a file …"), "open", "", self.choose_file),
            ("row_delete", tr("Delete rows"), "delete-row", "Ctrl+-", self.delete_rows),
        ]
        made = []
        for name, text, drawing, key, act in table:
            action = QAction(text, self)
            action.setObjectName(name)
            if drawing:
                action.setIcon(icon(drawing))
            if key:
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda checked=False, act=act: act())
            self.addAction(action)
            made.append(action)
        return made

    def commands(self) -> list[QAction]:
        """The actions in the order of a menu."""
        return list(self._actions)

    def set_read_only(self, read_only: bool) -> None:
        """Show and copy only."""
        for action in self._actions:
            action.setEnabled(not read_only or action.objectName() == "row_copy")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins to write; the letters of any other key replace the cell, as in a spreadsheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.state() is not QAbstractItemView.State.EditingState and self.rows.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the cursor goes one line down."""
        place = self.currentIndex()
        super().closeEditor(editor, hint)
        if hint in (QAbstractItemDelegate.EndEditHint.SubmitModelCache, QAbstractItemDelegate.EndEditHint.NoHint):
            below = self.rows.index(place.row() + 1, place.column())
            if below.isValid():
                self.setCurrentIndex(below)

    def chosen(self) -> list[QModelIndex]:
        """The selected cells, line by line, in the order of the columns as they are seen."""
        header = self.horizontalHeader()
        return sorted(self.selectionModel().selectedIndexes(), key=lambda index: (index.row(), header.visualIndex(index.column())))

    def chosen_rows(self) -> list[str]:
        """The rows of the selected cells."""
        lines = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [row.id for line in lines if (row := self.rows.row_at(line))]

    # --- clipboard ---

    def copy(self) -> None:
        """Put the selected cells on the clipboard as spreadsheets do: lines with tabs, cells with quotes where they need them."""
        lines: dict[int, list[str]] = {}
        for index in self.chosen():
            lines.setdefault(index.row(), []).append(str(self.rows.data(index) or ""))
        if lines:
            text = io.StringIO()
            csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(lines.values())
            data = QMimeData()
            data.setText(text.getvalue())
            QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy, then empty the cells."""
        self.copy()
        self.clear_cells()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._write("", self.chosen())

    def _write(self, text: str, cells: list[QModelIndex]) -> None:
        changes = [
            CellChange(row.id, self.rows.column_at(index).name, text)
            for index in cells
            if (row := self.rows.row_at(index.row())) and not self.rows.column_at(index).derived
        ]
        if changes:
            self.rows.hub.perform(lambda: self.rows.hub.session.rows.change(changes))

    def paste(self) -> None:
        """Write the clipboard's block from the first selected cell on; lines beyond the last row become new rows.

        One value alone fills the whole selection.
        """
        block = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), dialect="excel-tab"))
        chosen = self.chosen() or [self.currentIndex()]
        if not block or not chosen[0].isValid():
            return
        if len(block) == 1 and len(block[0]) == 1 and len(chosen) > 1:
            self._write(block[0][0], chosen)
            return
        columns = self._columns_from(chosen[0].column())
        changes: list[CellChange] = []
        new_rows: list[dict[str, str]] = []
        for offset, cells in enumerate(block):
            texts = {name: text for name, text in zip(columns, cells, strict=False) if name}
            row = self.rows.row_at(chosen[0].row() + offset)
            if row is None:
                new_rows.append(texts)
            else:
                changes += [CellChange(row.id, name, text) for name, text in texts.items()]
        model = self.rows
        hub = model.hub
        hub.perform(lambda: hub.session.rows.paste(model.register.name, changes, new_rows, hub.report_id, model.parent_row))

    def _columns_from(self, first: int) -> list[str]:
        """The names of the visible columns from one on as they are seen; empty for computed ones, whose pasted cells are passed over."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.visualIndex(first), header.count())]
        columns = self.rows.register.columns
        return ["" if columns[place].derived else columns[place].name for place in places if not self.isColumnHidden(place)]

    # --- rows ---

    def fill_down(self) -> None:
        """Give each column's first selected cell to the others below it."""
        by_column: dict[str, list[str]] = {}
        for index in self.chosen():
            row = self.rows.row_at(index.row())
            if row is not None and not self.rows.column_at(index).derived:
                by_column.setdefault(self.rows.column_at(index).name, []).append(row.id)
        session = self.rows.hub.session
        for column, row_ids in by_column.items():
            if len(row_ids) > 1:
                self.rows.hub.perform(partial(session.rows.fill_down, row_ids, column))

    def same_as_above(self) -> None:
        """Make the selected cells repeat the ones above them."""
        self._write(SAME_AS_ABOVE, [index for index in self.chosen() if index.row() > 0])

    def insert_row(self) -> None:
        """An empty row above the cursor's."""
        line = self.currentIndex().row()
        above = self.rows.row_at(line - 1)
        created = self.rows.add([{}], above.id if above else "" if line == 0 else None).created
        self._go_to(created)

    def duplicate_rows(self) -> None:
        """The selected rows once more, below themselves."""
        rows = [self.rows.hub.session.rows.get(row_id) for row_id in self.chosen_rows()]
        if rows:
            self._go_to(self.rows.add([dict(row.values) for row in rows], rows[-1].id).created)

    def _go_to(self, row_id: str) -> None:
        line = self.rows.line_of(row_id)
        if line >= 0:
            self.setCurrentIndex(self.rows.index(line, max(self.currentIndex().column(), 0)))

    def delete_rows(self) -> None:
        """Take the selected rows out."""
        names = self.chosen_rows()
        if names:
            self.rows.hub.perform(lambda: self.rows.hub.session.rows.delete(names))

    def shift(self, steps: int) -> None:
        """Move the selected rows one line up or down in the stored order."""
        names = self.chosen_rows()
        order = [row.id for row in self.rows.shown_rows()]
        if not names or not self.rows.in_stored_order:
            return
        staying = [name for name in order if name not in names]
        place = order.index(names[0] if steps < 0 else names[-1]) + steps
        if 0 <= place < len(order):
            target = order[place]
            at = staying.index(target) + (steps > 0)
            self.rows.hub.perform(lambda: self.rows.hub.session.rows.move(names, staying[at - 1] if at else ""))

    def choose_file(self) -> None:
        """Put a file into the cursor's cell, if the column holds files."""
        index = self.currentIndex()
        if index.isValid() and self.rows.column_at(index).type is ColumnType.ASSET:
            choose_file(self.rows, index, self)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("row_menu")
        index = self.currentIndex()
        holds_files = index.isValid() and self.rows.column_at(index).type is ColumnType.ASSET
        menu.addActions([action for action in self._actions if holds_files or action.objectName() != "row_file"])
        menu.popup(self.viewport().mapToGlobal(place))
        menu.aboutToHide.connect(menu.deleteLater)
