"""Making a picture larger or smaller with the mouse: its right border and lower right corner can be dragged.

Owns the dragging; the picture's place on the screen comes from `Cards`, its new width goes through `Structure` as one step of undo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QRubberBand

from qi_desktop.ui import qtext
from qi_desktop.ui.editor.cards import Cards, PictureFrame
from qi_desktop.ui.editor.text_area import TextArea

_GRIP = 6.0  # pixels beside the border that still count as the border
_SMALLEST = 0.05  # of the text's width


@dataclass(slots=True)
class _Drag:
    block_id: str
    frame: PictureFrame
    share: float


class PictureResize(QObject):
    """Listens to the mouse over one text area."""

    def __init__(self, area: TextArea, cards: Callable[[], Cards]) -> None:
        super().__init__(area)
        self._area = area
        self._cards = cards
        self._drag: _Drag | None = None
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, area.viewport())
        self._band.setObjectName("picture_band")
        area.viewport().installEventFilter(self)
        area.installEventFilter(self)

    def _scroll(self) -> QPointF:
        return QPointF(self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value())

    def _at(self, point: QPointF) -> tuple[str, PictureFrame] | None:
        """The picture whose right border is at a place of the viewport."""
        place = point + self._scroll()
        block_id = qtext.id_of(self._area.cursorForPosition(point.toPoint()).block())
        frame = self._cards().pictures.get(block_id)
        if frame is None or self._area.isReadOnly():
            return None
        box = frame.box
        near = abs(place.x() - box.right()) <= _GRIP and box.top() - _GRIP <= place.y() <= box.bottom() + _GRIP
        return (block_id, frame) if near else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press, move and release on a border; Esc gives up."""
        if isinstance(event, QKeyEvent):
            if self._drag and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._end()
                return True
        elif isinstance(event, QMouseEvent):
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
        found = self._at(event.position()) if kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress) else None
        if found is None:
            return False
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._drag = _Drag(found[0], found[1], found[1].box.width() / found[1].room)
            self._show(self._drag)
            return True
        self._area.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        return kind == QEvent.Type.MouseMove and not event.buttons()

    def _pull(self, drag: _Drag, point: QPointF) -> None:
        """The picture stands in the middle, so its width is twice the mouse's distance from there."""
        wished = 2 * ((point + self._scroll()).x() - drag.frame.box.center().x()) / drag.frame.room
        drag.share = round(max(_SMALLEST, min(wished, 1.0)), 2)
        self._show(drag)

    def _show(self, drag: _Drag) -> None:
        box = drag.frame.box
        width = drag.share * drag.frame.room
        shown = QRectF(box.center().x() - width / 2, box.top(), width, box.height() * width / max(box.width(), 1.0))
        self._band.setGeometry(shown.translated(-self._scroll()).toRect())
        self._band.show()

    def _drop(self, drag: _Drag) -> None:
        self._end()
        block = next((block for block in qtext.blocks(self._area.document()) if qtext.id_of(block) == drag.block_id), None)
        if block is None:
            return
        draft = qtext.draft_of(block)
        if abs(drag.share - drag.frame.box.width() / drag.frame.room) > 0.005:
            self._area.structure.change_object(block, replace(draft, attributes={**draft.attributes, "width": drag.share}))

    def _end(self) -> None:
        self._drag = None
        self._band.hide()
        self._area.viewport().setCursor(Qt.CursorShape.IBeamCursor)
