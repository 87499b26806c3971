"""Where the cells of a table stand when it is shown in the text.

Owns the arithmetic of column widths and row heights; paints nothing. All lengths are pixels, counted from the table's upper left corner. Line 0 is
the head.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import text_of

if TYPE_CHECKING:
    from qi_desktop.export.document import Table

Place = tuple[int, int]
"""Line and column of a cell."""

MOST_PLACES = 20_000  # cells whose text is measured; in larger tables each row has the height of one line

_REMEMBERED = 50_000  # texts of one font whose size is kept
_NARROWEST = 70.0  # the mean width of a column below which fewer columns of a register are shown
CELL_SPACE = 12.0  # of a cell that holds no text, left and right together
_HIGH = 4.0  # of a cell that holds no text, above and below together


class CellMetrics:
    """What texts take in one font, measured once: while somebody writes in a cell, all the others stay as they are."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self._heights: dict[tuple[str, float], float] = {}
        self.character = self._metrics.horizontalAdvance("中")
        """The width of a Chinese character."""

    def width(self, text: str) -> float:
        """The width of a text in one line."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) > _REMEMBERED:
                self._widths.clear()
            found = self._widths[text] = self._metrics.horizontalAdvance(text)
        return found

    def height(self, text: str, room: float) -> float:
        """The height of a text that is broken into lines of that width."""
        found = self._heights.get((text, room))
        if found is None:
            if len(self._heights) > _REMEMBERED:
                self._heights.clear()
            flags = Qt.TextFlag.TextWrapAnywhere if room < self.character * 3 else Qt.TextFlag.TextWordWrap
            found = self._heights[text, room] = self._metrics.boundingRect(QRectF(0, 0, room, 1e6), flags, text).height()
        return found


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The edges of columns and lines, and the merged cells: height and width in cells by place, (0, 0) for a place that one covers."""

    columns: tuple[float, ...]
    lines: tuple[float, ...]
    spans: Mapping[Place, tuple[int, int]] = field(default_factory=dict)

    def shows(self, column: int) -> bool:
        """True for a column that has room here."""
        return column + 1 < len(self.columns) and self.columns[column + 1] > self.columns[column]

    @property
    def height(self) -> float:
        """How high the table is."""
        return self.lines[-1]

    def box(self, place: Place) -> QRectF | None:
        """The rectangle of a cell; None where there is none, or a merged one covers it."""
        line, column = place
        down, across = self.spans.get(place, (1, 1))
        if not (0 <= line < len(self.lines) - 1 and 0 <= column < len(self.columns) - 1) or not down:
            return None
        return QRectF(QPointF(self.columns[column], self.lines[line]), QPointF(self.columns[column + across], self.lines[line + down]))

    def places(self) -> Iterator[Place]:
        """The cells that can be written, line by line."""
        for line in range(len(self.lines) - 1):
            for column in range(len(self.columns) - 1):
                if self.spans.get((line, column), (1, 1))[0]:
                    yield line, column

    def owner(self, place: Place) -> Place:
        """The merged cell that covers a place, or the place itself."""
        line, column = place
        if self.spans.get(place) != (0, 0):
            return place
        return next(at for at, (down, across) in self.spans.items() if at[0] <= line < at[0] + down and at[1] <= column < at[1] + across)

    def at(self, point: QPointF) -> Place | None:
        """The cell at a point."""
        line, column = bisect_right(self.lines, point.y()) - 1, bisect_right(self.columns, point.x()) - 1
        if not (0 <= line < len(self.lines) - 1 and 0 <= column < len(self.columns) - 1):
            return None
        return self.owner((line, column))

    def between(self, top: float, bottom: float) -> range:
        """The lines of which something lies between two heights."""
        return range(max(bisect_right(self.lines, top) - 1, 0), min(bisect_right(self.lines, bottom), len(self.lines) - 1))


def words_of(table: Table, rows: int) -> list[list[str]]:
    """What head and first rows say."""
    result = [[column.label for column in table.columns]]
    return result + [[cell if isinstance(cell, str) else text_of(cell) for cell in row] for row in table.rows[:rows]]


def of_register(table: Table, rows: int, metrics: CellMetrics, width: float, line_height: float, first: int = 0) -> TableLayout:
    """The first rows and as many columns as fit, from the column `first` on, each row one line high; the columns before have no width."""
    words = words_of(table, rows)
    least = [metrics.width(label) + CELL_SPACE for label in words[0][first:]]
    while len(least) > 1 and (sum(least) > width or width / len(least) < _NARROWEST):
        least.pop()
    edges = _edges(_widths([row[first:] for row in words], metrics, width, least, [column.weight for column in table.columns[first:]]))
    edges = (0.0,) * first + edges
    return TableLayout(edges, tuple(number * line_height for number in range(len(words) + 1)), shown_spans(table, len(words) - 1, len(edges) - 1))


def of_table(table: Table, head: CellMetrics, cells: CellMetrics, width: float, line_height: float) -> TableLayout:
    """All rows and columns; long texts are broken into lines."""
    words = words_of(table, len(table.rows))
    count = len(table.columns)
    least = [min(head.character + CELL_SPACE, width / count)] * count
    edges = _edges(_widths(words, head, width, least, [column.weight for column in table.columns]))
    spans = shown_spans(table, len(table.rows), count)
    if len(words) * count > MOST_PLACES:
        return TableLayout(edges, tuple(number * line_height for number in range(len(words) + 1)), spans)
    heights = [line_height] * len(words)
    tall: list[tuple[int, int, float]] = []
    for number, row in enumerate(words):
        for column, text in enumerate(row[:count]):
            down, across = spans.get((number, column), (1, 1))
            if not down or not text:
                continue
            need = _need(text, cells if number else head, edges[column + across] - edges[column], line_height)
            if down > 1:
                tall.append((number, down, need))
            else:
                heights[number] = max(heights[number], need)
    for number, down, need in tall:  # the last line of a merged cell takes what its text needs beyond the others
        heights[number + down - 1] += max(0.0, need - sum(heights[number : number + down]))
    return TableLayout(edges, (0.0, *accumulate(heights)), spans)


def _need(text: str, metrics: CellMetrics, width: float, line_height: float) -> float:
    room = max(width - CELL_SPACE + 4, 8.0)
    if "\n" not in text and metrics.width(text) <= room:
        return line_height
    return max(line_height, metrics.height(text, room) + _HIGH + 2)


def _edges(widths: Sequence[float]) -> tuple[float, ...]:
    return (0.0, *accumulate(widths))


def shown_spans(table: Table, rows: int, columns: int) -> dict[Place, tuple[int, int]]:
    """The merged cells (see `TableLayout`), cut off where the shown part ends."""
    result: dict[Place, tuple[int, int]] = {}
    for span in table.spans:
        down, across = min(span.rows, rows - span.row), min(span.columns, columns - span.column)
        for row in range(span.row, span.row + down):
            for column in range(span.column, span.column + across):
                result[row + 1, column] = (0, 0)
        if down > 0 and across > 0:
            result[span.row + 1, span.column] = (down, across)
    return result


def _widths(rows: list[list[str]], metrics: CellMetrics, width: float, least: list[float], wishes: Sequence[float]) -> list[float]:
    """The widths of columns: each gets at least its `least`; the rest is shared out by what the cells need, or by a width that was chosen."""
    em = metrics.character
    wanted = [max((metrics.width(part) for row in rows for part in row[at].split("\n")), default=0.0) + CELL_SPACE for at in range(len(least))]
    wanted = [max(wish * em + CELL_SPACE if wish else want, low) - low for wish, want, low in zip(wishes, wanted, least, strict=False)]
    spare = width - sum(least)
    if sum(wanted) <= spare:
        more = (spare - sum(wanted)) / len(least)
        return [low + want + more for low, want in zip(least, wanted, strict=True)]
    # A column gets all it needs while that is less than an even share of what is left; the long ones divide the rest.
    widths = list(least)
    waiting = sorted(range(len(least)), key=lambda place: wanted[place])
    while waiting:
        place = waiting.pop(0)
        given = min(wanted[place], spare / (len(waiting) + 1))
        widths[place] += given
        spare -= given
    return widths
