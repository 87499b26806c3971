"""The rows of one register as Qt's table model.

Owns what each cell shows: the entered text, the value that "same as above" stands for, computed cells, and the reason why a text does not fit.
Sorting and filtering happen here, on the list of rows, and never change the stored order. Every change is a verb performed through the hub.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QPalette

from qi_desktop.core import registers
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.core.model import Row
from qi_desktop.core.registers import NUMERIC, SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.session import CellChange
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import language_key, render, tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TRUE, _FALSE = "true", "false"


class RegisterModel(QAbstractTableModel):
    """The rows of a register, of one parent row where they belong to one, and below them an empty line to type a new row into."""

    counted = Signal()  # the numbers of rows or of problems may be others

    def __init__(self, hub: Hub, register: Register, parent_row: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.register = register
        self.parent_row = parent_row
        self.read_only = False
        self._rows: list[Row] = []
        self._resolved: dict[str, dict[str, str]] = {}  # row → cells as they are read, computed ones included
        self._order: list[int] = []  # places in `_rows` in the order they are shown
        self._filter = ""
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._load()
        hub.changed.connect(self._changed)

    # --- following the library ---

    def _load(self) -> None:
        report_id = self.hub.report_id
        if self.register.parent and not self.parent_row:
            self._rows = []
        else:
            self._rows = self.hub.session.rows.of(self.register.name, report_id, self.parent_row or None)
        values = [row.values for row in self._rows]
        plain = {column.name: registers.resolve_same(values, column.name) for column in self.register.stored}
        read = [{name: cells[place] for name, cells in plain.items()} for place in range(len(self._rows))]
        self._resolved = {row.id: cells for row, cells in zip(self._rows, registers.complete(self.register, read), strict=True)}
        self._arrange()

    def _arrange(self) -> None:
        """Put the places into the order that is asked for, leaving out what the filter does not let through."""
        wanted = self._filter.casefold()
        order = [
            place for place, row in enumerate(self._rows) if not wanted or any(wanted in text.casefold() for text in self._resolved[row.id].values())
        ]
        if self._sorted is not None:
            column = self.register.columns[self._sorted[0]]
            order.sort(key=lambda place: _sort_key(column, self._resolved[self._rows[place].id].get(column.name, "")))
            if self._sorted[1] is Qt.SortOrder.DescendingOrder:
                order.reverse()
        self._order = order

    def _changed(self, changes: Changes) -> None:
        if self.register.name in changes.owners("register_row"):
            self.reload()

    def reload(self) -> None:
        """Read the rows anew, keeping selection and cursor where their rows still are."""
        before = [row.id for row in self.shown_rows()]
        self._keep(self._load, before)

    def _keep(self, work: Any, before: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        names = [before[index.row()] if index.row() < len(before) else "" for index in old]
        work()
        places = {row.id: place for place, row in enumerate(self.shown_rows())}
        places[""] = len(self._order)
        last = self.rowCount() - 1
        moved = [self.index(places.get(name, min(index.row(), last)), index.column()) for index, name in zip(old, names, strict=True)]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()
        self.counted.emit()

    def set_filter(self, text: str) -> None:
        """Show only the rows in which the text stands."""
        self._filter = text.strip()
        self._keep(self._arrange, [row.id for row in self.shown_rows()])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows by a column; a column of -1 shows the stored order."""
        self._sorted = (column, order) if column >= 0 else None
        self._keep(self._arrange, [row.id for row in self.shown_rows()])

    @property
    def in_stored_order(self) -> bool:
        """True while all rows are shown as they are stored: only then can rows be merged to the eye and moved."""
        return self._sorted is None and not self._filter

    # --- rows ---

    def shown_rows(self) -> list[Row]:
        """The rows in the order they are shown."""
        return [self._rows[place] for place in self._order]

    def row_at(self, line: int) -> Row | None:
        """The row of a line; None for the empty line at the end."""
        return self._rows[self._order[line]] if 0 <= line < len(self._order) else None

    def line_of(self, row_id: str) -> int:
        """The line of a row; -1 if it is not shown."""
        return next((line for line, place in enumerate(self._order) if self._rows[place].id == row_id), -1)

    def column_at(self, index: Index) -> Column:
        """The declaration of the cell's column."""
        return self.register.columns[index.column()]

    def text_at(self, index: Index) -> str:
        """The cell's text as it is stored, or as it is computed."""
        row = self.row_at(index.row())
        column = self.column_at(index)
        if row is None:
            return ""
        return self._resolved[row.id].get(column.name, "") if column.derived else row.values.get(column.name, "")

    def problem_at(self, index: Index) -> str:
        """Why the cell's text does not fit; empty if it does."""
        row = self.row_at(index.row())
        if row is None or self.column_at(index).derived:
            return ""
        found = registers.problem(self.column_at(index), row.values.get(self.column_at(index).name, ""))
        return render(found) if found else ""

    def problems(self) -> list[QModelIndex]:
        """The cells that do not fit, line by line."""
        columns = [place for place, column in enumerate(self.register.columns) if registers.can_be_wrong(column)]
        cells = (self.index(line, column) for line in range(len(self._order)) for column in columns)
        return [index for index in cells if self.problem_at(index)]

    # --- the model ---

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order) + self._has_empty_line

    @property
    def _has_empty_line(self) -> bool:
        return not self.read_only and not (self.register.parent and not self.parent_row)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.register.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1) if section < len(self._order) else "*"
            return None
        column = self.register.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            label = column.label[language_key()]
            return f"{label} ({column.unit})" if column.unit else label
        if role == Qt.ItemDataRole.ToolTipRole and column.derived:
            return tr("Computed from other columns")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, text = self.column_at(index), self.text_at(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._shown(index, column, text)
            case Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.type in NUMERIC else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.problem_at(index) or None
            case Qt.ItemDataRole.ForegroundRole if text == SAME_AS_ABOVE or column.derived:
                return QBrush(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            case Qt.ItemDataRole.BackgroundRole if self.problem_at(index):
                return QBrush(_warning_colour())
            case Qt.ItemDataRole.FontRole if text == SAME_AS_ABOVE:
                font = QFont()
                font.setItalic(True)
                return font
        return None

    def _shown(self, index: Index, column: Column, text: str) -> str:
        row = self.row_at(index.row())
        if row is not None and text == SAME_AS_ABOVE:
            text = self._resolved[row.id].get(column.name, "")
        if column.type is ColumnType.BOOLEAN and text in (_TRUE, _FALSE):
            return tr("yes") if text == _TRUE else tr("no")
        if column.type is ColumnType.ASSET and text and row is not None:
            return _asset_name(self.hub, text)
        return text

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.read_only or self.column_at(index).derived else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = str(value)
        if text == self.text_at(index):
            return True
        row, name = self.row_at(index.row()), self.column_at(index).name
        if row is None:
            if text.strip():
                self.add([{name: text}])
        else:
            self.hub.perform(lambda: self.hub.session.rows.change([CellChange(row.id, name, text)]))
        return True

    # --- acts on rows ---

    def add(self, cells: Sequence[dict[str, str]], after: str | None = None) -> Changes:
        """New rows behind a row (None: at the end)."""
        return self.hub.perform(lambda: self.hub.session.rows.add(self.register.name, cells, self.hub.report_id, self.parent_row, after))


def _sort_key(column: Column, text: str) -> tuple[int, Any, str]:
    """Numbers and dates by their value, before texts that are none; empty cells last."""
    if not text:
        return (2, 0, "")
    if column.type in NUMERIC and (number := registers.read_number(text)) is not None:
        return (0, number, text)
    if column.type is ColumnType.DATE and (day := registers.read_date(text)) is not None:
        return (0, day.toordinal(), text)
    return (1, 0, text.casefold())


def _asset_name(hub: Hub, asset_id: str) -> str:
    try:
        return hub.session.assets.get(asset_id).name
    except QiError:
        return asset_id


def _warning_colour() -> QColor:
    """A tint of the base colour, readable under the text in light and dark."""
    base, warm, share = QGuiApplication.palette().color(QPalette.ColorRole.Base), QColor(200, 110, 0), 0.28
    red, green, blue = (
        round(under * (1 - share) + over * share)
        for under, over in ((base.red(), warm.red()), (base.green(), warm.green()), (base.blue(), warm.blue()))
    )
    return QColor(red, green, blue)
