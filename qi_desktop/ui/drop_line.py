"""Where something that is dragged would be put: a line between rows, and a small label beside the pointer that leaves the line to be seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDrag, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget

_WIDTH = 3
_BESIDE = QPoint(-16, -12)  # the label's distance from the pointer, to the right and below
_LONGEST = 240  # pixels


def paint_drop_line(viewport: QWidget, height: int, palette: QPalette, left: int = 0) -> None:
    """A line before which dragged rows would be put; none at a negative height."""
    if height >= 0:
        painter = QPainter(viewport)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), _WIDTH))
        height = max(height, 1)
        painter.drawLine(left, height, viewport.width(), height)
        painter.end()


def paint_drop_frame(viewport: QWidget, row: QRect, palette: QPalette) -> None:
    """A frame around the row into which dragged rows would be put."""
    painter = QPainter(viewport)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), _WIDTH - 1))
    painter.drawRect(row.adjusted(1, 1, -1, -1))
    painter.end()


def label_drag(drag: QDrag, text: str, widget: QWidget) -> None:
    """Show a text beside the pointer for what is dragged."""
    metrics = widget.fontMetrics()
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, _LONGEST)
    ratio = widget.devicePixelRatioF()
    width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 8
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setFont(widget.font())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(widget.palette().color(QPalette.ColorRole.Highlight))
    painter.setBrush(widget.palette().base())
    painter.drawRoundedRect(QRect(0, 0, width - 1, height - 1), 4, 4)
    painter.setPen(widget.palette().color(QPalette.ColorRole.Text))
    painter.drawText(QRect(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    drag.setPixmap(picture)
    drag.setHotSpot(_BESIDE)
