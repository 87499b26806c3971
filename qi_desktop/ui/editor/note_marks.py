"""The numbers of footnotes, painted over their marks as they will be printed.

Owns the counting within the chapter that is shown; how many notes come before it is asked. The number is no part of the text, so that a note that is
put in before others changes them without a step of undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QTextBlock

from qi_desktop.core import richtext
from qi_desktop.core.records import dataclass
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.paper import Paper

_SIZE = 2 / 3  # of the text: how large Qt sets raised text


@dataclass(frozen=True, slots=True)
class _Known:
    """What a block had when it was at a revision: all notes, also those in cells, and the places of the marks in its text."""

    revision: int
    count: int
    places: list[tuple[int, int]]


class NoteMarks:
    """Counts and paints the footnotes of one text area."""

    def __init__(self) -> None:
        self.before: Callable[[], int] = lambda: 0
        """How many notes the chapters before have."""
        self._known: dict[str, _Known] = {}  # by block's id

    def numbers(self, block: QTextBlock) -> Iterator[tuple[int, int, int]]:
        """Place in the block, length and number of each of its notes."""
        places = self._of(block).places
        if not places:
            return
        number = self.before()
        previous = block.document().begin()
        while previous.isValid() and previous != block:
            number += self._of(previous).count
            previous = previous.next()
        for offset, (at, length) in enumerate(places, 1):
            yield at, length, number + offset

    def _of(self, block: QTextBlock) -> _Known:
        identifier, revision = qtext.id_of(block), block.revision()
        known = self._known.get(identifier)
        if known is None or known.revision != revision:
            draft = qtext.draft_of(block)
            known = self._known[identifier] = _Known(revision, richtext.count_notes((draft.text, draft.attributes)), _places(block))
        return known

    def forget(self) -> None:
        """Another chapter is shown."""
        self._known.clear()

    def paint(self, painter: QPainter, block: QTextBlock, area: QRectF, paper: Paper, palette: QPalette) -> None:
        """Paint the numbers of a block that lies in `area`."""
        for at, length, number in self.numbers(block):
            line = block.layout().lineForTextPosition(at)
            if not line.isValid():
                continue
            font = paper.font(paper.role_of(qtext.kind_of(block), qtext.attributes_of(block)))
            font.setPointSizeF(font.pointSizeF() * _SIZE)
            painter.setFont(font)
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            left, right = _x_of(line.cursorToX(at)), _x_of(line.cursorToX(at + length))
            top = area.top() + line.y()
            room = QRectF(QPointF(left + area.left(), top), QPointF(max(right, left + 1) + area.left(), top + line.height() * 0.62))
            grown = max(0.0, painter.fontMetrics().horizontalAdvance(str(number)) - room.width())
            painter.drawText(room.adjusted(-grown / 2, 0, grown / 2, 0), Qt.AlignmentFlag.AlignCenter, str(number))


def _places(block: QTextBlock) -> list[tuple[int, int]]:
    return [(at, length) for at, length, _, form in qtext.fragments(block) if (run := qtext.atom_of(form)) and is_bare(run)]


def is_bare(run: richtext.Run) -> bool:
    """True for a footnote that stands for itself, not behind a field or a reference."""
    return bool(run.footnote) and not (run.field or run.reference)


def _x_of(value: object) -> float:
    """PySide gives the place together with the position it was asked for."""
    return float(value[0] if isinstance(value, tuple) else value)  # type: ignore[arg-type]
