"""What is painted beside the text: labels of list items, the frame of a chosen object, the hint of an empty text.

Knows where the text stands, not what a key does.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit

from qi_desktop.ui import qtext
from qi_desktop.ui.editor.paper import Paper


def paint_hint(painter: QPainter, area: QRectF, line: QTextLine, text: QTextEdit, hint: str) -> None:
    """What an empty text shows where its first word will stand."""
    painter.setFont(text.font())
    colour = text.palette().color(QPalette.ColorRole.Text)
    colour.setAlphaF(0.7)  # keeps the contrast above 4.5:1 in light and dark themes
    painter.setPen(colour)
    left, top = area.left() + line.x() + 2 * text.cursorWidth(), area.top() + line.y()
    room = QRectF(left, top + max(0.0, (line.height() - painter.fontMetrics().height()) / 2), area.right() - left, text.height())
    painter.drawText(room, Qt.TextFlag.TextWordWrap, hint)


def paint_label(painter: QPainter, block: QTextBlock, area: QRectF, label: str, paper: Paper, palette: QPalette) -> None:
    """The label of a list item at the left of its first line."""
    lines = block.layout()
    if lines.lineCount() == 0:
        return
    line = lines.lineAt(0)
    painter.setFont(paper.font(paper.style.role("list")))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    width = painter.fontMetrics().horizontalAdvance(label)
    text_left = area.left() + line.x()
    room = paper.label_room(qtext.attributes_of(block))
    # A label that is wider than its room begins further left, never under the text.
    left = min(text_left - room, text_left - width - 4)
    painter.drawText(QPointF(left, area.top() + line.y() + line.ascent()), label)


def paint_object(painter: QPainter, block: QTextBlock, area: QRectF, palette: QPalette) -> None:
    """An object that is chosen alone, once more without the colour that Qt lays over it: its frame tells enough, and a picture is to be seen."""
    document, line = block.document(), block.layout().lineAt(0)
    room = QRectF(area.left() + line.x(), area.top() + line.y(), line.naturalTextWidth(), line.height())
    painter.fillRect(room, palette.color(QPalette.ColorRole.Base))
    handler = document.documentLayout().handlerForObject(qtext.OBJECT_TYPE)
    handler.drawObject(painter, room, document, block.position(), block.begin().fragment().charFormat())


def paint_choice(painter: QPainter, area: QRectF, palette: QPalette) -> None:
    """The frame of a chosen object."""
    colour = palette.color(QPalette.ColorRole.Highlight)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(-3, -3, 3, 3), 5, 5)
