"""Making a picture larger or smaller with the mouse: its right border and lower right corner can be dragged.

The picture's place on the screen comes from `Cards`, its new width goes through `Structure` as one step of undo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QRubberBand

from qi_desktop.core.records import dataclass
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.border_drag import BorderDrag
from qi_desktop.ui.editor.cards import Cards, PictureFrame
from qi_desktop.ui.editor.text_area import TextArea

_GRIP = 6.0  # pixels beside the border that still count as the border
SMALLEST_SHARE = 0.05  # of the text's width


@dataclass(slots=True)
class _Drag:
    block_id: str
    frame: PictureFrame
    share: float


class PictureResize(BorderDrag[_Drag]):
    """Listens to the mouse over one text area."""

    def __init__(self, area: TextArea, cards: Callable[[], Cards]) -> None:
        super().__init__(area, cards, QRubberBand.Shape.Rectangle, "picture_band")

    def at(self, point: QPointF) -> _Drag | None:
        """The picture whose right border is at a place of the viewport."""
        place = point + self.scroll()
        block_id = qtext.id_of(self._area.cursorForPosition(point.toPoint()).block())
        frame = self._cards().pictures.get(block_id)
        if frame is None:
            return None
        box = frame.box
        near = abs(place.x() - box.right()) <= _GRIP and box.top() - _GRIP <= place.y() <= box.bottom() + _GRIP
        return _Drag(block_id, frame, box.width() / frame.room) if near else None

    def pull(self, drag: _Drag, point: QPointF) -> None:
        """The picture stands in the middle, so its width is twice the mouse's distance from there."""
        wished = 2 * ((point + self.scroll()).x() - drag.frame.box.center().x()) / drag.frame.room
        drag.share = round(max(SMALLEST_SHARE, min(wished, 1.0)), 2)

    def shown(self, drag: _Drag) -> QRectF:
        """The picture as large as it will be."""
        box = drag.frame.box
        width = drag.share * drag.frame.room
        return QRectF(box.center().x() - width / 2, box.top(), width, box.height() * width / max(box.width(), 1.0))

    def drop(self, drag: _Drag, block: QTextBlock) -> None:
        """Keep the width as a share of the text's."""
        draft = qtext.draft_of(block)
        if abs(drag.share - drag.frame.box.width() / drag.frame.room) > 0.005:
            self._area.structure.change_object(block, replace(draft, attributes={**draft.attributes, "width": drag.share}))
