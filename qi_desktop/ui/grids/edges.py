"""Where Ctrl and an arrow lead in a table: to the next edge between filled and empty cells, as in Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView

from qi_desktop.ui.grids.register_model import RegisterModel

_Move = QAbstractItemView.CursorAction
_STEPS = {_Move.MoveUp: (-1, 0), _Move.MoveDown: (1, 0), _Move.MoveLeft: (0, -1), _Move.MoveRight: (0, 1)}  # lines and columns


def edge(rows: RegisterModel, at: QModelIndex, sections: Sequence[int], move: QAbstractItemView.CursorAction) -> QModelIndex | None:
    """The cell that an arrow with Ctrl leads to from another one; None for what is no arrow. `sections`: the columns as they are seen."""
    if move not in _STEPS or at.column() not in sections:
        return None
    lines, columns = _STEPS[move]
    if columns:
        place = leap(lambda place: bool(rows.said(at.siblingAtColumn(sections[place]))), sections.index(at.column()), len(sections) - 1, columns)
        return at.siblingAtColumn(sections[place])
    last = max(rows.count()[0] - 1, 0)  # the empty line behind the rows is none of them
    return at.siblingAtRow(leap(lambda line: bool(rows.said(at.siblingAtRow(line))), min(at.row(), last), last, lines))


def leap(filled: Callable[[int], bool], at: int, last: int, step: int) -> int:
    """The place that is reached from `at`, between 0 and `last`: the end of the filled cells that one stands in, or else the next filled one.

    The end of the table where there is none. `filled` tells it of a place; `step` is 1 or -1.
    """
    end = last if step > 0 else 0
    if at == end:
        return end
    within = filled(at) and filled(at + step)
    place = at + step
    while place != end and filled(place + step if within else place) == within:
        place += step
    return place
