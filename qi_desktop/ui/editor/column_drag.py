"""Making the columns of a table wider or narrower with the mouse: the borders between them can be dragged.

Where the borders are comes from `Cards`. The two columns beside a border share what they had together, so that the others stay;
the new widths go through `Structure` as one step of undo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock
from PySide6.QtWidgets import QRubberBand

from qi_desktop.core.model import BlockKind
from qi_desktop.core.records import dataclass
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.border_drag import BorderDrag
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


class ColumnDrag(BorderDrag[_Drag]):
    """Listens to the mouse over one text area."""

    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, area: TextArea, cards: Callable[[], Cards]) -> None:
        super().__init__(area, cards, QRubberBand.Shape.Line, "column_band")

    def at(self, point: QPointF) -> _Drag | None:
        """The border between two columns at a place of the viewport."""
        block = self._area.cursorForPosition(point.toPoint()).block()
        if not block.isValid() or qtext.kind_of(block) is not BlockKind.TABLE:
            return None
        block_id = qtext.id_of(block)
        table = self._cards().tables.get(block_id)
        if table is None:
            return None
        place = point + self.scroll() - table.corner
        if not 0 <= place.y() <= table.layout.height:
            return None
        borders = table.layout.columns[1:-1]
        return next((_Drag(block_id, table, column) for column, border in enumerate(borders) if abs(place.x() - border) <= _GRIP), None)

    def pull(self, drag: _Drag, point: QPointF) -> None:
        """Neither column becomes narrower than a character."""
        left, border, right = drag.table.layout.columns[drag.column : drag.column + 3]
        place = (point + self.scroll() - drag.table.corner).x()
        least = min(self._em() + CELL_SPACE, (right - left) / 2)
        drag.shift = min(max(place, left + least), right - least) - border

    def _em(self) -> float:
        return QFontMetricsF(self._cards().cell_font(True)).horizontalAdvance("中")

    def shown(self, drag: _Drag) -> QRectF:
        """A line from the head to the last row."""
        line = QRectF(drag.table.layout.columns[drag.column + 1] + drag.shift - 1, 0, 2, drag.table.layout.height)
        return line.translated(drag.table.corner)

    def drop(self, drag: _Drag, block: QTextBlock) -> None:
        """Give all columns the widths that they are seen with now."""
        if abs(drag.shift) < 1:
            return
        edges = list(drag.table.layout.columns)
        edges[drag.column + 1] += drag.shift
        draft = qtext.draft_of(block)
        grid = Grid.of(draft)
        for column in range(min(len(grid.columns), len(edges) - 1)):
            grid.set_width(column, round(max(edges[column + 1] - edges[column] - CELL_SPACE, 1.0) / self._em(), 2))
        self._area.structure.change_object(block, replace(draft, attributes=grid.attributes(draft)))
