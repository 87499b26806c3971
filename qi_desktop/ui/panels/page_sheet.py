"""A printed page that can be scrolled, zoomed and clicked. Knows nothing of where the page comes from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from qi_desktop.ui.translate import tr

MARGIN = 10
_MARK_WIDTH = 4


class Sheet(QLabel):
    """The page itself; a label, as Qt tells a screen reader of one with a picture that it is a graphic.

    `mark` is the height of the cursor's paragraph as a share of the page's height, below 0 for none.
    """

    clicked = Signal(float)  # the share of the height

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview_sheet")
        self.setPixmap(QPixmap(1, 1))  # never painted
        self.setAccessibleName(tr("Page"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.drawing = QPixmap()
        self.mark = -1.0

    def paper(self) -> QRect:
        """Where the page stands."""
        return self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which height of the page was clicked."""
        paper = self.paper()
        if event.button() is Qt.MouseButton.LeftButton and paper.contains(event.position().toPoint()) and not self.drawing.isNull():
            self.clicked.emit((event.position().y() - paper.top()) / paper.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, and a mark beside the cursor's paragraph."""
        painter = QPainter(self)
        paper = self.paper()
        painter.fillRect(paper.translated(2, 2), QColor(0, 0, 0, 70))
        painter.fillRect(paper, Qt.GlobalColor.white)  # paper is white in the dark, too
        if not self.drawing.isNull():
            sharp = self.drawing.deviceIndependentSize().toSize() == paper.size()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not sharp)
            painter.drawPixmap(paper.topLeft(), self.drawing) if sharp else painter.drawPixmap(paper, self.drawing)
        if self.mark >= 0:
            top = paper.top() + round(self.mark * paper.height())
            painter.fillRect(paper.left(), top, _MARK_WIDTH, 2 * self.fontMetrics().height(), self.palette().highlight())
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(paper.adjusted(-2, -2, 1, 1))
        painter.end()


class SheetArea(QScrollArea):
    """The sheet in a scrolled frame; tells when it wants another size or another page."""

    resized = Signal()
    zoom_wished = Signal(int)  # steps
    turn_wished = Signal(int)  # pages

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview_area")
        self.setAccessibleName(tr("Preview"))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # a bar that comes and goes would change the width it depends on
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = Sheet()
        self.setWidget(self.sheet)
        self._turned = 0

    def show_height(self, share: float) -> None:
        """Scroll so that a height of the page can be seen; where it can be already, nothing moves."""
        y = self.sheet.paper().top() + round(share * self.sheet.paper().height())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() <= y <= bar.value() + height - 60:
            bar.setValue(y - height // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the new size."""
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; go on to the next page where this one ends."""
        delta = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wished.emit((delta > 0) - (delta < 0))
            event.accept()
            return
        bar = self.verticalScrollBar()
        if (delta < 0 and bar.value() == bar.maximum()) or (delta > 0 and bar.value() == bar.minimum()):
            self._turned += delta
            if abs(self._turned) >= 120:
                self.turn_wished.emit(1 if self._turned < 0 else -1)
                self._turned = 0
            event.accept()
            return
        self._turned = 0
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with Page Up and Page Down, scroll with the arrows."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        scrolls = {Qt.Key.Key_Up: QPoint(0, -40), Qt.Key.Key_Down: QPoint(0, 40), Qt.Key.Key_Left: QPoint(-40, 0), Qt.Key.Key_Right: QPoint(40, 0)}
        if event.key() in steps:
            self.turn_wished.emit(steps[Qt.Key(event.key())])
        elif event.key() in scrolls:
            move = scrolls[Qt.Key(event.key())]
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + move.y())
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + move.x())
        else:
            super().keyPressEvent(event)
