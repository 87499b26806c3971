"""The row numbers at the left: whole rows are chosen by them, and chosen rows are dragged to another place."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from qi_desktop.ui.drop_line import paint_drop_line


class RowHeader(QHeaderView):
    """A vertical header. Pressing a number of a row that is chosen as a whole, and moving, drags the chosen rows."""

    dropped = Signal(int)  # the chosen rows are to stand before this line

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self.setObjectName("row_header")
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000"))
        self.movable = True
        self._view = view
        self._pressed: QPoint | None = None
        self._target = -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.logicalIndexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self.movable and line >= 0 and self._view.selectionModel().isRowSelected(line) and not self._on_edge(event.position().toPoint()):
            self._pressed = event.position().toPoint()
            return
        super().mousePressEvent(event)

    def _on_edge(self, place: QPoint) -> bool:
        """True where the height of a row is dragged."""
        grip = 4
        return self.logicalIndexAt(place - QPoint(0, grip)) != self.logicalIndexAt(place + QPoint(0, grip))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif self._target >= 0 or (place - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._drag_to(place)

    def _drag_to(self, place: QPoint) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if not 0 <= place.y() < self.viewport().height():  # a place out of sight is reached by holding the mouse there
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + (1 if place.y() > 0 else -1))
        line = self.logicalIndexAt(QPoint(0, max(min(place.y(), self.viewport().height() - 1), 0)))
        if line < 0:
            line = self.count()
        elif place.y() > self.sectionViewportPosition(line) + self.sectionSize(line) // 2:
            line += 1
        self._target = line
        self.viewport().update()
        self._view.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        pressed, target = self._pressed, self._target
        self._pressed, self._target = None, -1
        self.unsetCursor()
        self.viewport().update()
        self._view.viewport().update()
        if target >= 0:
            self.dropped.emit(target)
        else:  # a click without dragging chooses the row alone
            self._view.selectRow(self.logicalIndexAt(pressed))

    def drop_line(self) -> int:
        """Where the line stands before which dragged rows would be put, in the viewport's pixels; -1 while nothing is dragged."""
        if self._target < 0:
            return -1
        if self._target < self.count():
            return self.sectionViewportPosition(self._target)
        return self.sectionViewportPosition(self.count() - 1) + self.sectionSize(self.count() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_drop_line(self.viewport(), self.drop_line(), self.palette())
