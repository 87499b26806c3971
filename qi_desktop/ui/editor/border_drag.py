"""Dragging a border of an object in the text with the mouse: what pictures and columns of tables have in common.

Owns press, move, release and Esc, the band that shows where the border will be, and the cursor's shape. What can be dragged, and what becomes of it,
is said by those who build on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextBlock
from PySide6.QtWidgets import QRubberBand

from qi_desktop.ui import qtext
from qi_desktop.ui.editor.cards import Cards
from qi_desktop.ui.editor.text_area import TextArea


class Dragged(Protocol):
    """A border that is dragged."""

    @property
    def block_id(self) -> str:
        """The object that it belongs to."""


_D = TypeVar("_D", bound=Dragged)


class BorderDrag(QObject, Generic[_D]):
    """Listens to the mouse over one text area."""

    cursor = Qt.CursorShape.SizeHorCursor
    """The mouse's shape over a border."""

    def __init__(self, area: TextArea, cards: Callable[[], Cards], shape: QRubberBand.Shape, name: str) -> None:
        super().__init__(area)
        self._area = area
        self._cards = cards
        self._drag: _D | None = None
        self._over = False  # the mouse is over a border, and shows it
        self._band = QRubberBand(shape, area.viewport())
        self._band.setObjectName(name)
        area.viewport().installEventFilter(self)
        area.installEventFilter(self)

    # --- what is dragged ---

    def at(self, point: QPointF) -> _D | None:
        """The border at a place of the viewport."""
        raise NotImplementedError

    def pull(self, drag: _D, point: QPointF) -> None:
        """The mouse is there now."""
        raise NotImplementedError

    def shown(self, drag: _D) -> QRectF:
        """Where the band stands, in the text."""
        raise NotImplementedError

    def drop(self, drag: _D, block: QTextBlock) -> None:
        """Let the object become what was dragged."""
        raise NotImplementedError

    # --- the mouse ---

    def scroll(self) -> QPointF:
        """How far the text is scrolled."""
        return QPointF(self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value())

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
                self.pull(self._drag, event.position())
                self._show(self._drag)
            elif kind == QEvent.Type.MouseButtonRelease:
                self._drop(self._drag)
            return True
        hovers = kind == QEvent.Type.MouseMove and not event.buttons()
        presses = kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        found = self.at(event.position()) if (hovers or presses) and not self._area.isReadOnly() else None
        if found is None:
            if hovers and self._over:
                self._over = False
                self._area.viewport().setCursor(Qt.CursorShape.IBeamCursor)
            return False
        self._area.viewport().setCursor(self.cursor)
        self._over = True
        if presses:
            self._area.setFocus()  # what is written in a cell is kept
            self._drag = found
            self._show(found)
        return True

    def _show(self, drag: _D) -> None:
        self._band.setGeometry(self.shown(drag).translated(-self.scroll()).toRect())
        self._band.show()

    def _drop(self, drag: _D) -> None:
        self._end()
        block = next((block for block in qtext.blocks(self._area.document()) if qtext.id_of(block) == drag.block_id), None)
        if block is not None:
            self.drop(drag, block)

    def _end(self) -> None:
        self._drag = None
        self._over = False
        self._band.hide()
        self._area.viewport().setCursor(Qt.CursorShape.IBeamCursor)
