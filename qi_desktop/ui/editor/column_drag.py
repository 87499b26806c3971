"""Making the columns of a table wider or narrower with the mouse: the borders between them can be dragged.

Owns the dragging; where the borders are comes from `Cards`. The two columns beside a border share what they had together, so that the others stay;
the new widths go through `Structure` as one step of undo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QRubberBand

from qi_desktop.core.model import BlockKind
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.cards import Cards, PlacedTable
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.editor.table_layout import CELL_SPACE
from qi_desktop.ui.editor.text_area import TextArea

_GRIP = 4.0  # pixels beside a border that still count as the border


@dataclass(slots=True)
class _Drag:
    block_id: str
    table: PlacedTable
    column: int  # the one at the left of the border
    shift: float = 0.0  # pixels to the right


class ColumnDrag(QObject):
    """Listens to the mouse over one text area."""

    def __init__(self, area: TextArea, cards: Callable[[], Cards]) -> None:
        super().__init__(area)
        self._area = area
        self._cards = cards
        self._drag: _Drag | None = None
        self._over = False  # the mouse is over a border, and shows it
        self._band = QRubberBand(QRubberBand.Shape.Line, area.viewport())
        self._band.setObjectName("column_band")
        area.viewport().installEventFilter(self)
        area.installEventFilter(self)

    def _scroll(self) -> QPointF:
        return QPointF(self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value())

    def _at(self, point: QPointF) -> _Drag | None:
        """The border at a place of the viewport."""
        block = self._area.cursorForPosition(point.toPoint()).block()
        if self._area.isReadOnly() or not block.isValid() or qtext.kind_of(block) is not BlockKind.TABLE:
            return None
        block_id = qtext.id_of(block)
        table = self._cards().tables.get(block_id)
        if table is None:
            return None
        place = point + self._scroll() - table.corner
        if not 0 <= place.y() <= table.layout.height:
            return None
        borders = table.layout.columns[1:-1]
        return next((_Drag(block_id, table, column) for column, border in enumerate(borders) if abs(place.x() - border) <= _GRIP), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press, move and release on a border; Esc gives up."""
        if isinstance(event, QKeyEvent):
            if self._drag and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._end()
                return True
        elif isinstance(event, QMouseEvent) and watched is self._area.viewport():
            return self._mouse(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if self._drag is not None:
            if kind == QEvent.Type.MouseMove:
                self._pull(self._drag, event.position())
            elif kind == QEvent.Type.MouseButtonRelease:
                self._drop(self._drag)
            return True
        hovers = kind == QEvent.Type.MouseMove and not event.buttons()
        presses = kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        found = self._at(event.position()) if hovers or presses else None
        if found is None:
            if hovers and self._over:
                self._over = False
                self._area.viewport().setCursor(Qt.CursorShape.IBeamCursor)
            return False
        self._area.viewport().setCursor(Qt.CursorShape.SplitHCursor)
        self._over = True
        if presses:
            self._area.setFocus()  # what is written in a cell is kept
            self._drag = found
            self._show(found)
        return True

    def _pull(self, drag: _Drag, point: QPointF) -> None:
        """Neither column becomes narrower than a character."""
        left, border, right = drag.table.layout.columns[drag.column : drag.column + 3]
        place = (point + self._scroll() - drag.table.corner).x()
        least = min(self._em() + CELL_SPACE, (right - left) / 2)
        drag.shift = min(max(place, left + least), right - least) - border
        self._show(drag)

    def _em(self) -> float:
        return QFontMetricsF(self._cards().cell_font(True)).horizontalAdvance("中")

    def _show(self, drag: _Drag) -> None:
        line = QRectF(drag.table.layout.columns[drag.column + 1] + drag.shift - 1, 0, 2, drag.table.layout.height)
        self._band.setGeometry(line.translated(drag.table.corner - self._scroll()).toRect())
        self._band.show()

    def _drop(self, drag: _Drag) -> None:
        self._end()
        block = next((block for block in qtext.blocks(self._area.document()) if qtext.id_of(block) == drag.block_id), None)
        if block is None or abs(drag.shift) < 1:
            return
        edges = list(drag.table.layout.columns)
        edges[drag.column + 1] += drag.shift
        draft = qtext.draft_of(block)
        grid = Grid.of(draft)
        for column in range(min(len(grid.columns), len(edges) - 1)):
            grid.set_width(column, round(max(edges[column + 1] - edges[column] - CELL_SPACE, 1.0) / self._em(), 2))
        self._area.structure.change_object(block, replace(draft, attributes=grid.attributes(draft)))

    def _end(self) -> None:
        self._drag = None
        self._over = False
        self._band.hide()
        self._area.viewport().setCursor(Qt.CursorShape.IBeamCursor)
