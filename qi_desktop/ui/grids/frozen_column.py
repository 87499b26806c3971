"""A table whose first column stays in sight while the others are scrolled, as a spreadsheet freezes it.

Owns where that column is painted, hit by the mouse and edited. It is the first that is shown, whatever its place in the register; what its cells hold
and what is done with them is the business of the table that derives from this one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from qi_desktop.ui.grids.cell_editors import line_colour

Index = QModelIndex | QPersistentModelIndex
_MOST = 0.6  # of the width: a wider column would leave too little for the others
_GRIP = 4  # pixels on both sides of an edge by which a column is made wider


class FrozenHeader(QHeaderView):
    """The titles of the columns; that of the frozen one stands over the others while they are scrolled."""

    clicked_frozen = Signal()  # the title that stays was clicked

    def __init__(self, view: FrozenTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._pressed = False

    def section_at(self, place: QPoint) -> int:
        """The column whose title is seen there; -1 for none."""
        return self._view.first_shown() if place.x() < self._view.frozen_width() else self.logicalIndexAt(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width = self._view.frozen_width()
        if width:
            painter = QPainter(self.viewport())
            painter.fillRect(0, 0, width, self.height(), self.palette().color(QPalette.ColorRole.Button))
            self.paintSection(painter, QRect(0, 0, width, self.height()), self._view.first_shown())
            painter.end()

    def _over_frozen(self, event: QMouseEvent) -> bool:
        return event.position().x() < self._view.frozen_width() + _GRIP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._over_frozen(event)
        if not self._pressed:  # what lies under the frozen title is not to be taken
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed or (self._over_frozen(event) and not event.buttons()):
            self.unsetCursor()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, False
        if not pressed:
            super().mouseReleaseEvent(event)
        elif self._over_frozen(event) and event.button() is Qt.MouseButton.LeftButton:
            self.clicked_frozen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._over_frozen(event):
            super().mouseDoubleClickEvent(event)


class FrozenTable(QTableView):
    """A table with a first column that stays."""

    frozen_changed = Signal()  # whether the first column stays

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frozen = True
        self.titles = FrozenHeader(self)
        self.titles.clicked_frozen.connect(self._sort_by_first)
        self.setHorizontalHeader(self.titles)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    @property
    def frozen(self) -> bool:
        """The first column stays in sight."""
        return self._frozen

    def freeze(self, on: bool) -> None:
        """Let the first column stay in sight, or scroll with the others."""
        if on != self._frozen:
            self._frozen = on
            self.viewport().update()
            self.horizontalHeader().viewport().update()
            self.frozen_changed.emit()

    def _sort_by_first(self) -> None:
        """Upwards, downwards, not at all: as a click on any other title does."""
        first = self.first_shown()
        if self.titles.sortIndicatorSection() != first:
            self.titles.setSortIndicator(first, Qt.SortOrder.AscendingOrder)
        elif self.titles.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder:
            self.titles.setSortIndicator(first, Qt.SortOrder.DescendingOrder)
        else:
            self.titles.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def sections(self) -> list[int]:
        """The columns that are shown, as they are seen from the left."""
        header = self.horizontalHeader()
        return [section for place in range(header.count()) if not header.isSectionHidden(section := header.logicalIndex(place))]

    def first_shown(self) -> int:
        """The first column that is shown; -1 if there is none."""
        return next(iter(self.sections()), -1)

    def frozen_width(self) -> int:
        """The pixels that the frozen column takes from the others; 0 while it stands where it belongs."""
        if not self._frozen or not self.horizontalHeader().offset():
            return 0
        first = self.first_shown()
        width = self.columnWidth(first) if first >= 0 else 0
        return width if width <= self.viewport().width() * _MOST else 0

    # --- places ---

    def indexAt(self, place: QPoint) -> QModelIndex:
        """The cell that is seen there."""
        if 0 <= place.x() < self.frozen_width():
            return self.model().index(self.rowAt(place.y()), self.first_shown())
        return super().indexAt(place)

    def visualRect(self, index: Index) -> QRect:
        """Where a cell is seen."""
        rect = super().visualRect(index)
        if index.isValid() and index.column() == self.first_shown() and self.frozen_width():
            rect.moveLeft(0)
        return rect

    def scrollTo(self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible) -> None:
        """Bring a cell into sight, not under the frozen column."""
        bar = self.horizontalScrollBar()
        before, width = bar.value(), self.frozen_width()
        super().scrollTo(index, hint)
        if width and index.column() == self.first_shown():
            bar.setValue(before)
        elif index.column() != self.first_shown():
            bar.setValue(bar.value() - max(self.frozen_width() - self.columnViewportPosition(index.column()), 0))

    # --- painting ---

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._update_frozen()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._update_frozen()

    def dataChanged(self, first: Index, last: Index, roles: list[int] | None = None) -> None:
        super().dataChanged(first, last, roles or [])
        self._update_frozen()

    def _update_frozen(self) -> None:
        if width := self.frozen_width():  # the view knows only where the column would stand
            self.viewport().update(0, 0, width + 1, self.viewport().height())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx and self._frozen:
            self.horizontalHeader().viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """An editor of the frozen column stays at its place too."""
        done = super().viewportEvent(event)
        if event.type() is QEvent.Type.Resize:
            self._update_frozen()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width = self.frozen_width()
        if width and event.rect().left() <= width:
            painter = QPainter(self.viewport())
            painter.fillRect(QRect(0, 0, width, self.viewport().height()), self.palette().color(QPalette.ColorRole.Base))
            self._paint_cells(painter, width)
            painter.setPen(QPen(line_colour(self.palette()), 3))
            painter.drawLine(width, 0, width, self.viewport().height())
            painter.end()

    def _paint_cells(self, painter: QPainter, width: int) -> None:
        first, line = self.first_shown(), max(self.rowAt(0), 0)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        while line < self.model().rowCount() and (top := self.rowViewportPosition(line)) < self.viewport().height():
            index = self.model().index(line, first)
            cell = QStyleOptionViewItem(option)
            cell.rect = QRect(0, top, width, self.rowHeight(line))  # type: ignore[attr-defined]
            if self.selectionModel().isSelected(index):
                cell.state |= QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
            if index == self.currentIndex() and self.hasFocus():
                cell.state |= QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
            painter.save()
            painter.setClipRect(cell.rect)  # type: ignore[attr-defined]
            self.itemDelegateForIndex(index).paint(painter, cell, index)
            painter.restore()
            line += 1
