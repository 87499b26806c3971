"""The operations as Qt's list model, newest first, read page by page as the list is scrolled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette

from qi_desktop.core import verbs
from qi_desktop.core.changes import Operation
from qi_desktop.ui.plain import tip
from qi_desktop.ui.translate import render, tr

PAGE = 100  # operations read at once
_HEIGHT = 2.8  # of a line's height; Chinese letters from another font may be taller than the font's own

Reader = Callable[[int, int], list[Operation]]  # how many at most, and older than which (0: all)
_Index = QModelIndex | QPersistentModelIndex


class OperationModel(QAbstractListModel):
    """What `read` gives, line by line: what was done, when, by whom."""

    def __init__(self, read: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._operations: list[Operation] = []
        self._more = True

    def reload(self, read: Reader | None = None) -> None:
        """Begin anew with the newest, of another history if one is given."""
        self._more = False  # as in fetchMore
        self.beginResetModel()
        self._read = read or self._read
        self._operations = self._read(PAGE, 0)
        self.endResetModel()
        self._more = len(self._operations) == PAGE

    def operation(self, row: int) -> Operation | None:
        """The operation of a row; None if there is no such row."""
        return self._operations[row] if 0 <= row < len(self._operations) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many operations were read so far."""
        return 0 if parent.isValid() else len(self._operations)

    def canFetchMore(self, parent: _Index) -> bool:
        """True while older ones may follow."""
        return not parent.isValid() and self._more

    def fetchMore(self, parent: _Index) -> None:
        """Read the next page."""
        if parent.isValid() or not self._more:
            return
        older = self._read(PAGE, self._operations[-1].id if self._operations else 0)
        self._more = False  # who is told of the new rows may ask for more in the midst of it
        if older:
            self.beginInsertRows(QModelIndex(), len(self._operations), len(self._operations) + len(older) - 1)
            self._operations += older
            self.endInsertRows()
        self._more = len(older) == PAGE

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What was done, and below it when and by whom; what was undone is struck out."""
        operation = self.operation(index.row()) if index.isValid() else None
        if operation is None:
            return None
        label = render(verbs.label(operation.verb, operation.subject))
        when = " · ".join(text for text in (shown_time(operation.time), operation.author) if text)
        undone = tr(" (undone)") if operation.undone else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{label}{undone}\n{when}"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{label}{undone}, {when}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{label}{undone}, {when}"
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, round(_HEIGHT * QFontMetrics(QGuiApplication.font()).height()))
            case Qt.ItemDataRole.FontRole if operation.undone:
                font = QFont(QGuiApplication.font())
                font.setStrikeOut(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if operation.undone:
                return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None


def shown_time(text: str) -> str:
    """A journal's time on this computer's clock, to the minute; as it stands if it is no time."""
    try:
        return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return text
