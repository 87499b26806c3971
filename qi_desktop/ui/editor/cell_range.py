"""Several cells of a table that are chosen together.

Owns which they are; a rectangle that cuts a merged cell grows over it. Paints nothing.
"""

from __future__ import annotations

from qi_desktop.ui.editor.table_commands import Box
from qi_desktop.ui.editor.table_layout import Place, TableLayout


class CellRange:
    """A rectangle of cells in one table; `block_id` is empty while nothing is chosen."""

    def __init__(self) -> None:
        self.block_id = ""
        self.first: Place = (0, 0)
        """Where the choice began."""
        self.last: Place = (0, 0)
        """Where it was extended to."""
        self.box: Box = (0, 0, 0, 0)

    def choose(self, block_id: str, first: Place, last: Place, layout: TableLayout) -> None:
        """Choose all from one cell to another."""
        self.block_id, self.first, self.last = block_id, first, last
        box = (min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1]))
        while (wider := _widened(box, layout)) != box:
            box = wider
        self.box = box

    def clear(self) -> None:
        """Choose nothing."""
        self.block_id = ""

    def holds(self, block_id: str, place: Place) -> bool:
        """True for a cell that is chosen."""
        top, left, bottom, right = self.box
        return bool(block_id) and block_id == self.block_id and top <= place[0] <= bottom and left <= place[1] <= right


def _widened(box: Box, layout: TableLayout) -> Box:
    top, left, bottom, right = box
    for (line, column), (down, across) in layout.spans.items():
        if down and line <= bottom and top < line + down and column <= right and left < column + across:
            top, left, bottom, right = min(top, line), min(left, column), max(bottom, line + down - 1), max(right, column + across - 1)
    return top, left, bottom, right
