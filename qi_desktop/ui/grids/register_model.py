"""The rows of one register as Qt's table model, with an empty line below them to type a new row into.

Owns how cells are told to a view, and follows the library: what cells say is read while nothing else is to be done, and a change refreshes only what
it touched. Where rows come from is `arriving_rows`' business; what cells say, their order and their faults are `core.register_table`'s. Every edit is
a verb performed through the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QPalette

from qi_desktop.core import registers, standard_numbers
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, QiError
from qi_desktop.core.model import Row
from qi_desktop.core.readings import read_number
from qi_desktop.core.register_table import Arrangement, RegisterTable
from qi_desktop.core.registers import NUMERIC, SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.session import CellChange
from qi_desktop.session.session import known_standards
from qi_desktop.ui.grids.arriving_rows import PAGE, ArrivingRows
from qi_desktop.ui.grids.labels import column_label, yes_or_no
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.plain import tip
from qi_desktop.ui.theme import readable
from qi_desktop.ui.translate import render, tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

DOUBTFUL = QColor(200, 120, 0)
# Put together once, as they are asked for with each cell that is painted.
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITED = _SHOWN | Qt.ItemFlag.ItemIsEditable
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WAIT = 5  # milliseconds until it is asked again whether the others have come
_FEW = 10  # rows that are looked for one after the other
_MANY = 3000  # changed rows, from which on the table is read anew


class RegisterModel(QAbstractTableModel):
    """The rows of a register, of one parent row where they belong to one."""

    counted = Signal()  # the numbers of rows or of problems may be others

    def __init__(self, hub: Hub, register: Register, parent_row: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.register = register
        self.parent_row = parent_row
        self.read_only = False
        self.arrangement = Arrangement()
        self._names: dict[str, str] = {}  # of stored files, by id
        self._table = RegisterTable(register, self._shown_as, self._report_end())
        self._shown: Sequence[int] = range(0)  # the rows' places in stored order, in the order they are shown
        self._lines: dict[int, int] | None = None  # the other way round, made when it is asked for
        self._arriving: ArrivingRows | None = None  # None where there is no table
        self._typed = False  # the row that is being added was typed into the empty line
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._work)
        self._begin()
        hub.changed.connect(self._changed)

    # --- reading ---

    @property
    def has_table(self) -> bool:
        """False while the row that the rows would belong to, or the year's report, is missing."""
        return (bool(self.parent_row) or not self.register.parent) and (bool(self.hub.report_id) or not self.register.yearly)

    def show_parent(self, parent_row: str) -> None:
        """Show the rows that belong to another row."""
        self.parent_row = parent_row
        self.reload()

    def reload(self) -> None:
        """Read everything anew; what is asked for (filter, order) stays."""
        self.beginResetModel()
        self._begin()
        self.endResetModel()
        self.counted.emit()

    def stop(self) -> None:
        """Read no more, follow no more: the library is about to be closed or something else to be shown."""
        self._idle.stop()
        if self._arriving is not None:
            self._arriving.stop()
            self._arriving = None
        self.hub.changed.disconnect(self._changed)

    def _begin(self, *, row_by_row: bool = False) -> None:
        if self._arriving is not None:
            self._arriving.stop()
        self._table = RegisterTable(self.register, self._shown_as, self._report_end())
        self._arriving = None
        if self.has_table:
            which = self.register.name, self.hub.report_id, self.parent_row
            self._arriving = ArrivingRows(self.hub.session, which, self._table, self.hub.failed.emit, row_by_row=row_by_row)
        self._arrange()
        self._idle.start()

    def _arrange(self) -> None:
        """Show what is wanted, which takes all rows unless it is all of them as they stand."""
        if not self.in_stored_order:
            self._take_rest(named=False)
        try:
            self._show(self._table.arrange(self.arrangement))
        except QiError as error:
            self._cut(error)
            self._show(self._table.arrange(self.arrangement))

    def _report_end(self) -> date | None:
        """The last day of the report's period, on which a status may depend."""
        report_id = self.hub.report_id
        return registers.read_date(self.hub.session.reports.get(report_id).period_end) if report_id else None

    def _work(self) -> None:
        """One step of what can wait: the other rows once they have come, then what sorting and filtering need."""
        arriving = self._arriving
        coming = arriving is not None and arriving.coming
        self._idle.setInterval(_WAIT if coming else 0)
        if coming:
            return
        if arriving is not None and not arriving.complete:
            arriving.more()
            self._show_arrived()
        elif not self._table.name():
            self._keep(self._read_row_by_row)
        elif self._prepare(PAGE):
            self._idle.stop()
            self.counted.emit()

    def _prepare(self, count: int) -> bool:
        try:
            return self._table.prepare(count)
        except QiError as error:
            damage = error
        self._keep(lambda: self._cut(damage))
        return True

    def _cut(self, error: QiError) -> None:
        """Damaged data: tell it, and show what could be read."""
        self.hub.failed.emit(error)
        self._table.cut_damaged()
        self._show([place for place in self._shown if place < len(self._table)])

    def _show_arrived(self) -> None:
        """Show rows that were read behind those that are shown, where all are shown as they are stored."""
        if self.in_stored_order and len(self._shown) < len(self._table):
            self.beginInsertRows(_NOWHERE, len(self._shown), len(self._table) - 1)
            self._show(range(len(self._table)))
            self.endInsertRows()
        self.counted.emit()

    def _take_rest(self, *, named: bool = True) -> None:
        """Have all rows now; what their cells say is read when it is needed."""
        if self._arriving is not None:
            self._arriving.take_rest(named=named)

    def _read_row_by_row(self) -> None:
        self._begin(row_by_row=True)
        self._take_rest()
        self._arrange()

    def read_all(self) -> None:
        """Read what is still missing, now, and look at all cells."""
        self._take_rest()
        self._show_arrived()
        if not self._table.name():
            self._keep(self._read_row_by_row)
        self._check_all()

    def _have_all(self) -> None:
        """`read_all` as part of a change to what is shown."""
        self._take_rest()
        if not self._table.name():
            self._read_row_by_row()
        self._check_all()

    def _check_all(self) -> None:
        try:
            self._table.check_all()
        except QiError as error:
            self._cut(error)

    @property
    def complete(self) -> bool:
        """True when all rows have been read and looked at."""
        return (self._arriving is None or self._arriving.complete) and self._table.checked == len(self._table)

    def _show(self, shown: Sequence[int]) -> None:
        self._shown = shown
        self._lines = None

    # --- following ---

    def _changed(self, changes: Changes) -> None:
        items = [item for item in changes.items if item.table == "register_row" and self.register.name in (item.owner, item.former_owner)]
        if not items or not self.has_table:
            return
        if len(items) > _MANY:
            self._keep(self._read_anew)
            return
        rows = [row for item in items if (row := self._belonging(item.id))]
        here = {row.id for row in rows}
        places = [self._table.place(row.id) for row in rows]
        gone = [item.id for item in items if item.id not in here and self._table.place(item.id) >= 0]
        if not gone and all(place >= 0 and self._table.rank(place) == row.rank for place, row in zip(places, rows, strict=True)):
            self._refresh([place for row in rows for place in self._table.update(row)])
        elif rows or gone:
            added = changes.created if self._typed and changes.created in here else ""
            self._keep(lambda: self._replace(rows, gone), added)
        self._idle.start()

    def _belonging(self, row_id: str) -> Row | None:
        try:
            row = self.hub.session.rows.get(row_id)
        except NotFoundError:
            return None
        report_id = self.hub.report_id if self.register.yearly else ""
        return row if (row.register, row.report_id, row.parent_id) == (self.register.name, report_id, self.parent_row) else None

    def _refresh(self, places: Sequence[int]) -> None:
        for line in sorted(map(self._line, set(places))):
            if line >= 0:
                self.dataChanged.emit(self.index(line, 0), self.index(line, self.columnCount() - 1))
        self.counted.emit()

    def _read_anew(self) -> None:
        self._begin()
        self._have_all()
        self._arrange()

    def _replace(self, rows: list[Row], gone: list[str]) -> None:
        """Take over rows that came, moved or went. What is filtered or sorted stays as it is, so that nothing jumps away under the hand."""
        self._have_all()
        shown = [] if self.in_stored_order else [self._table.id(place) for place in self._shown]
        self._table.replace(rows, gone)
        if self.in_stored_order:
            self._show(range(len(self._table)))
            return
        lines = [place for row_id in shown if (place := self._table.place(row_id)) >= 0]
        known = set(lines)
        for place in sorted(place for row in rows if (place := self._table.place(row.id)) not in known):
            lines.insert(lines.index(place - 1) + 1 if place - 1 in known else len(lines), place)
            known.add(place)
        self._show(lines)

    def _keep(self, work: Callable[[], None], typed: str = "") -> None:
        """Change which rows are shown, or their order; selection and cursor stay on their rows. `typed` is what became of the empty line."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        names = [self.id_at(index.row()) or typed for index in old]
        work()
        last = self.rowCount() - 1
        wanted = dict.fromkeys(names)
        find = self._seek if len(wanted) < _FEW else self.line_of
        lines = {name: find(name) if name else len(self._shown) for name in wanted}
        moved = []
        for index, name in zip(old, names, strict=True):
            line = lines[name]
            moved.append(self.index(line if line >= 0 else min(index.row(), last), index.column()))
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()
        self.counted.emit()

    # --- order ---

    def arrange(self, wanted: Arrangement) -> None:
        """Show other rows, or in another order."""
        if wanted != self.arrangement:
            self.arrangement = wanted
            self.rearrange()

    def rearrange(self) -> None:
        """Filter and sort again, after edits that left the rows where they stood."""
        self._keep(self._arrange)

    def set_filter(self, text: str) -> None:
        """Show only the rows in which all words of the text stand."""
        self.arrange(replace(self.arrangement, text=text.strip()))

    def set_accepted(self, name: str, texts: frozenset[str] | None) -> None:
        """Show only the rows whose cell of a column says one of the texts; None for all."""
        accepted: Mapping[str, frozenset[str]] = {**self.arrangement.accepted, name: texts or frozenset()}  # type: ignore[dict-item]
        self.arrange(replace(self.arrangement, accepted={key: value for key, value in accepted.items() if key != name or texts is not None}))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def set_only_problems(self, only: bool) -> None:
        """Show only the rows that need attention."""
        self.arrange(replace(self.arrangement, only_problems=only))

    def show_all(self) -> None:
        """No filter any more; the order stays."""
        self.arrange(Arrangement(sort=self.arrangement.sort))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows by a column; a column of -1 shows the stored order."""
        sort = (self.register.columns[column].name, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.arrange(replace(self.arrangement, sort=sort))

    @property
    def in_stored_order(self) -> bool:
        """True while all rows are shown as they are stored."""
        return self.arrangement == Arrangement()

    def distinct(self, name: str) -> list[str]:
        """All texts that a column's cells say."""
        self._take_rest(named=False)
        self._show_arrived()
        try:
            return self._table.distinct(name)
        except QiError as error:
            self._cut(error)
            return self._table.distinct(name)

    # --- rows and cells ---

    @property
    def table(self) -> RegisterTable:
        """What the cells say; for reading."""
        return self._table

    def shown_rows(self) -> list[Row]:
        """The rows in the order they are shown."""
        return [self._table.row(place) for place in self._shown]

    def count(self) -> tuple[int, int]:
        """How many rows are shown, and how many there are."""
        return len(self._shown), len(self._table)

    def row_at(self, line: int) -> Row | None:
        """The row of a line; None for the empty line at the end."""
        return self._table.row(self._shown[line]) if 0 <= line < len(self._shown) else None

    def id_at(self, line: int) -> str:
        """The id of the row of a line; empty for the empty line at the end."""
        return self._table.id(self._shown[line]) if 0 <= line < len(self._shown) else ""

    def line_of(self, row_id: str) -> int:
        """The line of a row; -1 if it is not shown."""
        return self._line(self._table.place(row_id))

    def _seek(self, row_id: str) -> int:
        """`line_of` without knowing the lines of all rows, which takes longer than to look for a few."""
        with suppress(ValueError):
            return self._shown.index(self._table.seek(row_id))
        return -1

    def _line(self, place: int) -> int:
        if isinstance(self._shown, range):
            return place if place in self._shown else -1
        if self._lines is None:
            self._lines = {shown: line for line, shown in enumerate(self._shown)}
        return self._lines.get(place, -1)

    def column_at(self, index: Index) -> Column:
        """The declaration of the cell's column."""
        return self.register.columns[index.column()]

    def section_of(self, name: str) -> int:
        """Which column of the table a declared column is."""
        return next(section for section, column in enumerate(self.register.columns) if column.name == name)

    def entered(self, index: Index) -> str:
        """The cell's text as it is stored; empty in computed columns and in the empty line."""
        line = index.row()
        return self._table.entered(self._shown[line], self.column_at(index).name) if 0 <= line < len(self._shown) else ""

    def said(self, index: Index) -> str:
        """What the cell says: what it repeats, or computes to."""
        line = index.row()
        return self._table.said(self._shown[line], self.column_at(index).name) if 0 <= line < len(self._shown) else ""

    def doubt_at(self, index: Index) -> str:
        """What is doubtful about a standard's number that is kept all the same: form, prefix or edition; empty if nothing is."""
        if self.column_at(index).type is not ColumnType.STANDARD_NUMBER:
            return ""
        text = self.entered(index)
        found = standard_numbers.warning(text, known_standards()) if text and text != SAME_AS_ABOVE else None
        return render(found) if found else ""

    def problem_at(self, index: Index) -> str:
        """Why the cell's text does not fit; empty if it does."""
        line, name = index.row(), self.column_at(index).name
        if not 0 <= line < len(self._shown) or name not in self._table.wrong(self._shown[line]):
            return ""
        found = self._table.problem(self._shown[line], name)
        return render(found) if found else ""

    def next_problem(self, line: int, section: int, order: Callable[[int], int]) -> QModelIndex:
        """The next cell behind a place that does not fit, from the start again behind the last one; `order` is where a column is seen."""
        lines = len(self._shown)
        for step in range(lines + 1 if lines else 0):
            at = (line + step) % lines if line >= 0 else step % lines
            found = sorted((self.section_of(name) for name in self._table.wrong(self._shown[at])), key=order)
            if step == 0 and line >= 0:
                found = [other for other in found if order(other) > order(section)]
            if found:
                return self.index(at, found[0])
        return QModelIndex()

    # --- the model ---

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown) + (not self.read_only and self.has_table)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.register.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self._line_label(section) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.register.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            filtered = " ▼" if column.name in self.arrangement.accepted else ""
            return column_label(column) + filtered
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(_column_help(column, column.name in self.arrangement.accepted)) or None
        return None

    def _line_label(self, section: int) -> str:
        return str(self._shown[section] + 1) if section < len(self._shown) else "*"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tell = _TOLD.get(role)
        return tell(self, index) if tell is not None and index.isValid() else None

    def _text(self, index: Index) -> str:
        return self.shown_text(self.column_at(index), self.said(index))

    def _alignment(self, index: Index) -> Qt.AlignmentFlag:
        return _RIGHT if self.column_at(index).type in NUMERIC else _LEFT

    def _foreground(self, index: Index) -> QBrush | None:
        palette = QGuiApplication.palette()
        if self.column_at(index).derived or self.entered(index) == SAME_AS_ABOVE:
            return QBrush(palette.color(QPalette.ColorRole.PlaceholderText))
        return QBrush(readable(DOUBTFUL, palette.color(QPalette.ColorRole.Base))) if self.doubt_at(index) else None

    def _tip(self, index: Index) -> str | None:
        return tip(self.problem_at(index) or self.doubt_at(index)) or None

    def _description(self, index: Index) -> str | None:
        return self.problem_at(index) or (tr("Same as above") if self.entered(index) == SAME_AS_ABOVE else None)

    def unit_at(self, index: Index) -> str:
        """What is written behind the cell's number; mostly nothing, as the column's head tells the unit."""
        unit = self.column_at(index).unit
        return unit if unit == "%" and read_number(self.said(index)) is not None else ""

    def repeats_above(self, line: int, section: int) -> bool:
        """True if a cell repeats the one that is shown above it, as opposed to one that is filtered out or sorted elsewhere."""
        if not 0 < line < len(self._shown):
            return False
        place = self._shown[line]
        return place > 0 and self._shown[line - 1] == place - 1 and self._table.repeats(place, self.register.columns[section].name)

    def shown_text(self, column: Column, text: str) -> str:
        """A cell's text as people read it."""
        show = self._shown_as(column)
        return show(text) if show and text else text

    def _shown_as(self, column: Column) -> Callable[[str], str] | None:
        """How a column's texts are turned into what people read; None where both are the same."""
        return {ColumnType.ASSET: self._asset_name, ColumnType.BOOLEAN: yes_or_no}.get(column.type)

    def _asset_name(self, asset_id: str) -> str:
        """The name of a stored file; a text that names none as it is."""
        if asset_id not in self._names:
            try:
                self._names[asset_id] = self.hub.session.assets.get(asset_id).name
            except QiError:
                return asset_id
        return self._names[asset_id]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _SHOWN if self.read_only or self.column_at(index).derived else _EDITED

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed. What a cell that repeats the one above says already is no edit: it goes on repeating it."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = str(value)
        if text == self.entered(index) or text == self.shown_text(self.column_at(index), self.said(index)):
            return True
        name, row_id = self.column_at(index).name, self.id_at(index.row())
        rows = self.hub.session.rows
        if row_id:
            return bool(self.hub.perform(lambda: rows.change([CellChange(row_id, name, text)])))
        if not text.strip():
            return True
        self._typed = True
        try:
            return bool(self.add([{name: text}]))
        finally:
            self._typed = False

    def add(self, cells: Sequence[Mapping[str, str]], after: str | None = None) -> Changes:
        """New rows behind a row (None: at the end)."""
        return self.hub.perform(lambda: self.hub.session.rows.add(self.register.name, cells, self.hub.report_id, self.parent_row, after))


# A view asks for a dozen roles of each cell it paints; most are never told.
_TOLD: Mapping[int, Callable[[RegisterModel, Index], Any]] = {
    Qt.ItemDataRole.DisplayRole: RegisterModel._text,
    Qt.ItemDataRole.EditRole: RegisterModel._text,
    Qt.ItemDataRole.TextAlignmentRole: RegisterModel._alignment,
    Qt.ItemDataRole.ForegroundRole: RegisterModel._foreground,
    Qt.ItemDataRole.ToolTipRole: RegisterModel._tip,
    Qt.ItemDataRole.AccessibleDescriptionRole: RegisterModel._description,
}


def _column_help(column: Column, filtered: bool) -> str:
    lines = [tr("Computed from other columns")] if column.derived else [tr("Must be filled in")] if column.required else []
    return "\n".join(lines + ([tr("Some rows are filtered out by this column")] if filtered else []))
