"""The view of a register: keys, clipboard, rows and columns as in a spreadsheet.

Owns selection, where the cursor goes, copying and pasting, and the commands on cells and rows. What cells hold is the model's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QWidget

from qi_desktop.core.registers import SAME_AS_ABOVE, ColumnType
from qi_desktop.session import CellChange
from qi_desktop.ui.copied import copied
from qi_desktop.ui.drop_line import paint_drop_line
from qi_desktop.ui.grids import clipboard, column_menu, files
from qi_desktop.ui.grids.cell_editors import CellDelegate, begin_at_end
from qi_desktop.ui.grids.clipboard import Block, CopiedCell
from qi_desktop.ui.grids.commands import make_actions
from qi_desktop.ui.grids.edges import edge
from qi_desktop.ui.grids.frozen_column import FrozenTable
from qi_desktop.ui.grids.labels import column_label
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.grids.row_header import RowHeader
from qi_desktop.ui.mnemonics import give_letters
from qi_desktop.ui.translate import tr

_WIDEST = 48  # characters a column is given at first
_TALLEST = 5  # lines of text that a row shows
_WRAPPED = 1000  # rows: in a longer table all rows have one line, since each would have to be measured
_Trigger = QAbstractItemView.EditTrigger
_Flag = QItemSelectionModel.SelectionFlag
_PLAIN_ENTER = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class RegisterGrid(FrozenTable):
    """A table that is written in like a spreadsheet."""

    noticed = Signal(str)  # something the user should know; no question, no failure
    columns_changed = Signal()  # widths, order, or which columns are hidden

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setObjectName("register_grid")
        self.setAccessibleName(tr("Table of the register"))
        self._row_header = RowHeader(self)
        self._row_header.dropped.connect(self._drop_rows)
        self.setVerticalHeader(self._row_header)
        self.setModel(model)
        self._delegate = CellDelegate(model, self)
        self._delegate.moved.connect(self.step)
        self._delegate.entered.connect(self._go_on)
        self._delegate.filled.connect(lambda text: self._write(text, self.chosen()))
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed)
        self.setShowGrid(False)  # the delegate draws the lines, but for those inside merged cells
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self._first_tab = -1  # the column in which a line of Tabs began, to which Enter goes back
        self._read_only = False
        self._arrange_header()
        self._actions = make_actions(self, lambda: self)
        self.addActions(self._actions)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.setInterval(0)
        self._fit.timeout.connect(self.fit_rows)
        model.counted.connect(self._fit.start)
        self.set_default_columns()
        self.fit_rows()

    def _arrange_header(self) -> None:
        header = self.titles
        header.setObjectName("column_header")
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)  # the third click brings the stored order back
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_column_menu)
        header.sectionResized.connect(self._columns_resized)
        header.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        self.frozen_changed.connect(self.columns_changed)

    # --- columns and heights ---

    def _columns_resized(self) -> None:
        self._fit.start()
        self.columns_changed.emit()

    def set_default_columns(self) -> None:
        """Give each column the width that its declaration asks for."""
        metrics = self.fontMetrics()
        for section, column in enumerate(self.rows.register.columns):
            wished = metrics.horizontalAdvance("0") * (min(column.width, _WIDEST) * 1.2 + 2)
            self.setColumnWidth(section, int(max(wished, metrics.horizontalAdvance(column_label(column)) + metrics.height())))

    def columns(self) -> dict[str, Any]:
        """Widths by column, the hidden ones, the order, and whether the first stays in sight, to be kept for the next time."""
        header, names = self.horizontalHeader(), [column.name for column in self.rows.register.columns]
        return {
            "widths": {name: header.sectionSize(section) for section, name in enumerate(names) if not header.isSectionHidden(section)},
            "hidden": [name for section, name in enumerate(names) if header.isSectionHidden(section)],
            "order": [names[header.logicalIndex(place)] for place in range(len(names))],
            "frozen": self.frozen,
        }

    def restore_columns(self, kept: object) -> None:
        """Take back what `columns` gave; whatever does not fit (another version, a damaged file) is left out."""
        state = kept if isinstance(kept, dict) else {}
        self.freeze(state.get("frozen") is not False)
        widths, hidden, order = (state.get(key) for key in ("widths", "hidden", "order"))
        header, names = self.horizontalHeader(), [column.name for column in self.rows.register.columns]
        for section, name in enumerate(names):
            width = widths.get(name) if isinstance(widths, dict) else None
            if isinstance(width, int) and 8 <= width <= 4000:
                header.resizeSection(section, width)
        if isinstance(order, list):
            for place, name in enumerate([name for name in order if name in names]):
                header.moveSection(header.visualIndex(names.index(name)), place)
        leaving = [name for name in names if isinstance(hidden, list) and name in hidden]
        for name in leaving if len(leaving) < len(names) else []:
            header.hideSection(names.index(name))

    def fit_rows(self) -> None:
        """Give each row the lines that its longest text needs."""
        header, metrics = self.verticalHeader(), self.fontMetrics()
        single = metrics.height() + 10
        header.setMinimumSectionSize(single)
        if header.defaultSectionSize() != single:
            header.setDefaultSectionSize(single)
        shown, _ = self.rows.count()
        if shown > _WRAPPED or not self.rows.complete:  # how many rows there are is known when all have been read
            return
        widths = {section: max(self.columnWidth(section) - 10, 1) for section in self.sections()}
        for line in range(shown):
            lines = 1
            for section, width in widths.items():
                text = str(self.rows.data(self.rows.index(line, section)) or "")
                if "\n" in text or len(text) * metrics.maxWidth() > width:
                    lines = max(lines, sum(-(-metrics.horizontalAdvance(part) // width) or 1 for part in text.split("\n")))
            self.setRowHeight(line, single + (min(lines, _TALLEST) - 1) * metrics.lineSpacing())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_fit"):
            self._fit.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # what stands in the first visible cell of a merged one depends on where it is

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_drop_line(self.viewport(), self._row_header.drop_line(), self.palette())

    # --- commands ---

    def commands(self) -> list[QAction]:
        """The actions in the order of a menu."""
        return list(self._actions)

    def set_read_only(self, read_only: bool) -> None:
        """Show and copy only."""
        self._read_only = read_only
        self._row_header.movable = not read_only
        self._enable()

    def _enable(self) -> None:
        sorted_now = self.rows.arrangement.sort is not None
        for action in self._actions:
            action.setEnabled(not (self._read_only and action.property("writes")) and not (sorted_now and action.property("needs_order")))

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        self.rows.sort(section, order)
        self._row_header.movable = section < 0 and not self._read_only
        self._enable()

    def _show_menu(self, place: QPoint) -> None:
        index = self.currentIndex()
        holds_files = index.isValid() and self.rows.column_at(index).type is ColumnType.ASSET
        shown = holds_files and files.can_be_shown(self.rows.hub, self.rows.entered(index))
        menu = QMenu(self)
        menu.setObjectName("row_menu")
        give_letters(menu)
        group = self._actions[0].property("group")
        for action in self._actions:
            if action.property("group") == "file" and not (shown or (holds_files and action.objectName() != "row_file_show")):
                continue
            if action.property("group") != group:
                menu.addSeparator()
            group = action.property("group")
            menu.addAction(action)
        column_menu.show_at(menu, self.viewport().mapToGlobal(place))

    def _show_column_menu(self, place: QPoint) -> None:
        section = self.titles.section_at(place)
        if section >= 0:
            self.show_column_menu(section, self.horizontalHeader().mapToGlobal(place))

    def show_column_menu(self, section: int, place: QPoint) -> None:
        """Show what can be done with a column."""
        column_menu.show_at(column_menu.column_menu(self.rows, self, section), place)

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keys & ~_PLAIN_ENTER:
            self._go_on(bool(keys & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not keys & Qt.KeyboardModifier.ControlModifier:
            self.step(0, -1 if key == Qt.Key.Key_Backtab else 1)
        elif key == Qt.Key.Key_Backspace and not keys:
            self.clear_cells()
        elif key == Qt.Key.Key_F2 and self.rows.column_at(self.currentIndex()).type is ColumnType.ASSET:
            self.choose_file()
        else:
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
                self._first_tab = -1
            super().keyPressEvent(event)

    def selectionCommand(self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None) -> _Flag:
        """Keys with Ctrl take the selection along, as in Excel: what is emptied or filled is always where the cursor is."""
        if isinstance(event, QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event = QKeyEvent(event.type(), event.key(), event.modifiers() & ~Qt.KeyboardModifier.ControlModifier)
        return super().selectionCommand(index, event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """With Ctrl, an arrow leads to the edge of the filled cells."""
        found = edge(self.rows, self.currentIndex(), self.sections(), action) if modifiers & Qt.KeyboardModifier.ControlModifier else None
        return found or super().moveCursor(action, modifiers)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes from cell to cell, Ctrl+Tab out of the table."""
        return False

    def edit(self, index: QModelIndex | QPersistentModelIndex, trigger: Any = None, event: QEvent | None = None) -> Any:
        """Open an editor. One that is opened by typing begins empty, any other with the cursor behind the text."""
        if trigger is None:
            super().edit(index)
            return None
        if index.isValid() and self.rows.column_at(index).type is ColumnType.ASSET and trigger != _Trigger.NoEditTriggers:
            if trigger in (_Trigger.DoubleClicked, _Trigger.EditKeyPressed) and self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.choose_file()
            return False
        self._delegate.typed = trigger == _Trigger.AnyKeyPressed
        opened = super().edit(index, trigger, event)  # type: ignore[arg-type]
        if opened and not self._delegate.typed and self._delegate.editor is not None:
            begin_at_end(self._delegate.editor)
        return opened

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word that is composed opens a cell; when it is given up, the cell says again what it said."""
        if self._delegate.editor is not None and not event.preeditString() and not event.commitString():
            self._delegate.editor.setProperty("filled", False)
        super().inputMethodEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._delegate.editor = None
        super().closeEditor(editor, hint)
        self.setFocus()

    def save(self) -> None:
        """Write what stands in an open editor."""
        editor = self._delegate.editor
        if editor is not None and not self._delegate.storing:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def step(self, lines: int, columns: int) -> None:
        """Move the cursor; beyond the end of a line to the next one."""
        at, sections = self.currentIndex(), self.sections()
        if not at.isValid() or not sections:
            return
        line = at.row() + lines
        place = (sections.index(at.column()) if at.column() in sections else 0) + columns
        if columns and self._first_tab < 0:
            self._first_tab = at.column()
        if place >= len(sections) and line + 1 < self.rows.rowCount():
            line, place = line + 1, 0
        elif place < 0 and line > 0:
            line, place = line - 1, len(sections) - 1
        self._put(line, sections[max(min(place, len(sections) - 1), 0)])

    def _go_on(self, upwards: bool) -> None:
        """Enter: one line on, in the column where the Tabs began."""
        at = self.currentIndex()
        column = self._first_tab if self._first_tab >= 0 else at.column()
        self._first_tab = -1
        self._put(at.row() + (-1 if upwards else 1), column)

    def _put(self, line: int, section: int) -> None:
        index = self.rows.index(max(min(line, self.rows.rowCount() - 1), 0), section)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)

    # --- what is chosen ---

    def chosen(self) -> list[QModelIndex]:
        """The selected cells of shown columns, line by line, as they are seen."""
        places = {section: place for place, section in enumerate(self.sections())}
        cells = [index for index in self.selectionModel().selectedIndexes() if index.column() in places]
        return sorted(cells, key=lambda index: (index.row(), places[index.column()])) or [index for index in [self.currentIndex()] if index.isValid()]

    def chosen_lines(self) -> list[int]:
        """The lines of the selected cells, without the empty one at the end."""
        lines: set[int] = set()
        selection = self.selectionModel().selection()
        for number in range(selection.size()):
            lines.update(range(selection.at(number).top(), selection.at(number).bottom() + 1))
        lines = lines or {self.currentIndex().row()}
        return sorted(line for line in lines if self.rows.id_at(line))

    def chosen_rows(self) -> list[str]:
        """The rows of the selected cells."""
        return [self.rows.id_at(line) for line in self.chosen_lines()]

    # --- cells ---

    def copy(self) -> None:
        """Put the rectangle of the selected cells on the clipboard."""
        cells = self.chosen()
        lines = sorted({index.row() for index in cells if self.rows.id_at(index.row())})
        places = {section: place for place, section in enumerate(self.sections())}
        sections = sorted({index.column() for index in cells}, key=places.__getitem__)
        block = [[self._copied(self.rows.index(line, section)) for section in sections] for line in lines]
        if block:
            QGuiApplication.clipboard().setMimeData(clipboard.to_mime(block))

    def _copied(self, index: QModelIndex) -> CopiedCell:
        entered = self.rows.entered(index)
        if entered == SAME_AS_ABOVE and not self.selectionModel().isSelected(index.siblingAtRow(index.row() - 1)):
            entered = self.rows.said(index)  # what it repeats is not copied with it
        return CopiedCell(entered or self.rows.said(index), str(self.rows.data(index) or ""), self.rows.column_at(index).type)

    def cut(self) -> None:
        """Copy, then empty the cells."""
        self.copy()
        self.clear_cells()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._write("", self.chosen())

    def same_as_above(self) -> None:
        """Make the selected cells repeat the ones above them."""
        self._write(SAME_AS_ABOVE, [index for index in self.chosen() if index.row() > 0])

    def _write(self, text: str, cells: Iterable[QModelIndex]) -> None:
        changes = [
            CellChange(row_id, column.name, text)
            for index in cells
            if (row_id := self.rows.id_at(index.row())) and not (column := self.rows.column_at(index)).derived
        ]
        if changes and not self._read_only:
            self.rows.hub.perform(lambda: self.rows.hub.session.rows.change(changes))

    def paste(self) -> None:
        """Write the clipboard's block from the first selected cell on; lines beyond the last row become new rows.

        A block fills a selection that is a multiple of it. A first line of column titles is left out.
        """
        cells, sections = self.chosen(), self.sections()
        block = clipboard.from_mime(copied())
        if self._read_only or not self.rows.has_table or not block or not cells:
            return
        first, start = cells[0].row(), min(sections.index(index.column()) for index in cells)
        targets = sections[start:]
        block = self._without_titles(block, targets)
        block = clipboard.tiled(block, len({index.row() for index in cells}), len({index.column() for index in cells}))
        width = max(map(len, block), default=0)
        changes: list[CellChange] = []
        new_rows: list[dict[str, str]] = []
        for line, texts in enumerate(block, first):
            row_id = self.rows.id_at(line)
            values = {
                column.name: text
                for section, text in zip(targets, texts, strict=False)
                if not (column := self.rows.register.columns[section]).derived
            }
            if row_id:
                changes += [CellChange(row_id, name, text) for name, text in values.items()]
            elif any(values.values()):
                new_rows.append(values)
        hub, register = self.rows.hub, self.rows.register.name
        changed = hub.perform(lambda: hub.session.rows.paste(register, changes, new_rows, hub.report_id, self.rows.parent_row))
        if changed:
            last = min(first + len(block), self.rows.rowCount()) - 1
            self._select(first, last, targets[:width])
        if width > len(targets):
            self.noticed.emit(tr("{count} columns of the pasted block have no place at the right; they were left out.", count=width - len(targets)))

    def _without_titles(self, block: Block, targets: Sequence[int]) -> Block:
        labels = [
            set(self.rows.register.columns[section].label.values()) | {column_label(self.rows.register.columns[section])} for section in targets
        ]
        head = block[0]
        named = [text.strip() in known for text, known in zip(head, labels, strict=False) if text.strip()]
        return block[1:] if len(block) > 1 and len(named) > 1 and all(named) else block

    def _select(self, first: int, last: int, sections: Sequence[int]) -> None:
        selection = QItemSelection()
        for section in sections:
            selection.select(self.rows.index(first, section), self.rows.index(last, section))
        self.selectionModel().setCurrentIndex(self.rows.index(first, sections[0]), _Flag.NoUpdate)
        self.selectionModel().select(selection, _Flag.ClearAndSelect)

    def fill_down(self) -> None:
        """Give the first selected line's cells to the lines below it; in a single line, those of the line above."""
        cells, lines = self.chosen(), self.chosen_lines()
        if len(lines) == 1 and lines[0] > 0:
            lines = [lines[0] - 1, lines[0]]
        columns = dict.fromkeys(column.name for index in cells if not (column := self.rows.column_at(index)).derived)
        names = [self.rows.id_at(line) for line in lines]
        if len(names) > 1 and columns and not self._read_only:
            self.rows.hub.perform(lambda: self.rows.hub.session.rows.fill_down(names, *columns))

    # --- rows ---

    def insert_row(self, below: bool = False) -> None:
        """An empty row above the first chosen line, or below the last; between merged cells it belongs to them."""
        if self._read_only or not self.rows.has_table:
            return
        lines = self.chosen_lines() or [self.rows.count()[0]]
        chosen = self.rows.id_at(lines[-1] if below else lines[0])
        table = self.rows.table
        place = table.place(chosen) + below if chosen else len(table)
        repeated: dict[str, str] = {}
        if 0 < place < len(table):
            repeated = {column.name: SAME_AS_ABOVE for column in self.rows.register.columns if table.repeats(place, column.name)}
            repeated = {name: text for name, text in repeated.items() if (known := self.rows.register.column(name)) and known.merge_down}
        created = self.rows.add([repeated], table.id(place - 1) if place else "").created
        self.go_to(created)

    def duplicate_rows(self) -> None:
        """The selected rows once more, with what belongs to them, behind themselves."""
        names = self.chosen_rows()
        if names and not self._read_only:
            self.go_to(self.rows.hub.perform(lambda: self.rows.hub.session.rows.duplicate(names)).created)

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on a row; False if it is not shown."""
        line = self.rows.line_of(row_id) if row_id else -1
        if line >= 0:
            column = self.currentIndex().column()
            self._put(line, column if column >= 0 else self.sections()[0])
        return line >= 0

    def delete_rows(self) -> None:
        """Take the selected rows out."""
        names, line = self.chosen_rows(), self.currentIndex().row()
        if names and not self._read_only:
            column = self.currentIndex().column()
            self.rows.hub.perform(lambda: self.rows.hub.session.rows.delete(names))
            self._put(min(line, self.rows.rowCount() - 1), column)

    def shift(self, steps: int) -> None:
        """Move the selected rows one line up or down."""
        lines = self.chosen_lines()
        if lines:
            self._move(lines, lines[0] - 1 if steps < 0 else lines[-1] + 2)

    def _drop_rows(self, target: int) -> None:
        self._move(self.chosen_lines(), target)

    def _move(self, lines: Sequence[int], target: int) -> None:
        """Place rows before the line `target`."""
        if not lines or self._read_only or self.rows.arrangement.sort is not None or not 0 <= target <= self.rows.count()[0]:
            return
        names = [self.rows.id_at(line) for line in lines]
        above = next((line for line in range(target - 1, -1, -1) if line not in lines), -1)
        after = self.rows.id_at(above) if above >= 0 else ""
        if above < 0 and self.rows.arrangement.filters:  # before the first row that is shown, not before those that are hidden
            first = next((line for line in range(self.rows.count()[0]) if line not in lines), -1)
            place = self.rows.table.place(self.rows.id_at(first)) if first >= 0 else 0
            after = self.rows.table.id(place - 1) if place > 0 else ""
        if self.rows.hub.perform(lambda: self.rows.hub.session.rows.move(names, after)) and self.rows.arrangement.filters:
            self.rows.rearrange()

    # --- files ---

    def choose_file(self) -> None:
        """Put a file into the cursor's cell, if the column holds files."""
        index = self.currentIndex()
        row_id = self.rows.id_at(index.row())
        if index.isValid() and self.rows.column_at(index).type is ColumnType.ASSET and not self._read_only:
            if row_id:
                files.choose(self.rows.hub, row_id, self.rows.column_at(index).name, self)
            else:
                self.noticed.emit(tr("Write something else into the new row first; then a file can be added to it."))
