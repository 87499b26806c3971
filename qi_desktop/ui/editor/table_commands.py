"""What can be done with lines, columns and cells of a table, as data: for the menu of a cell, and for its keys.

Owns the commands and when each is possible. Each works on a `Grid`; who calls it makes one step of undo of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qi_desktop.core.records import dataclass
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.editor.table_layout import Place
from qi_desktop.ui.translate import tr

Box = tuple[int, int, int, int]
"""First line and column, last line and column of the chosen cells; line 0 is the head."""


@dataclass(frozen=True, slots=True)
class Command:
    """`act` returns the cell that is to be written next. `keys` is empty where a command has none."""

    name: str
    text: str
    keys: str
    possible: Callable[[Grid, Box], bool]
    act: Callable[[Grid, Box], Place]


def commands() -> list[list[Command]]:
    """The commands in the groups of a menu."""
    return [
        [
            Command("cell_row_above", tr("Row above"), "Ctrl+Shift+Return", lambda grid, box: box[0] > 0, _row_above),
            Command("cell_row_below", tr("Row below"), "Ctrl+Return", _always, _row_below),
            Command("cell_delete_row", tr("Delete row"), "Ctrl+-", lambda grid, box: box[2] > 0, _delete_rows),
        ],
        [
            Command("cell_column_left", tr("Column to the left"), "Ctrl+Alt+Left", _always, _column_left),
            Command("cell_column_right", tr("Column to the right"), "Ctrl+Alt+Right", _always, _column_right),
            Command(
                "cell_delete_column", tr("Delete column"), "Ctrl+Shift+-", lambda grid, box: len(grid.columns) > box[3] - box[1] + 1, _delete_columns
            ),
            Command("cell_widths", tr("Automatic column widths"), "", _has_widths, _forget_widths),
        ],
        [
            Command(
                "cell_merge",
                tr("Merge cells"),
                "Ctrl+Shift+M",
                lambda grid, box: can_merge(box) and not _one_cell(grid, box),
                _merge,
            ),
            Command("cell_split", tr("Split cell"), "Ctrl+Shift+M", lambda grid, box: bool(_merged(grid, box)), _split),
        ],
        [
            Command(f"cell_align_{align or 'automatic'}", text, "", _always, partial(_align, align))
            for align, text in (
                ("", tr("Align: automatic")),
                ("left", tr("Align: left")),
                ("center", tr("Align: centre")),
                ("right", tr("Align: right")),
            )
        ],
    ]


def _always(grid: Grid, box: Box) -> bool:
    return True


def _row_above(grid: Grid, box: Box) -> Place:
    grid.insert_row(box[0] - 1)
    return box[0], box[1]


def _row_below(grid: Grid, box: Box) -> Place:
    grid.insert_row(box[2])
    return box[2] + 1, box[1]


def _delete_rows(grid: Grid, box: Box) -> Place:
    for line in range(box[2], max(box[0], 1) - 1, -1):
        grid.remove_row(line - 1)
    return min(box[0], len(grid.rows)), box[1]


def _column_left(grid: Grid, box: Box) -> Place:
    grid.insert_column(box[1])
    return box[0], box[1]


def _column_right(grid: Grid, box: Box) -> Place:
    grid.insert_column(box[3] + 1)
    return box[0], box[3] + 1


def _delete_columns(grid: Grid, box: Box) -> Place:
    for column in range(box[3], box[1] - 1, -1):
        grid.remove_column(column)
    return box[0], min(box[1], len(grid.columns) - 1)


def _has_widths(grid: Grid, box: Box) -> bool:
    return any(grid.width(column) for column in range(len(grid.columns)))


def _forget_widths(grid: Grid, box: Box) -> Place:
    for column in range(len(grid.columns)):
        grid.set_width(column, 0)
    return box[0], box[1]


def can_merge(box: Box) -> bool:
    """True for several cells that are all in the head or all below it."""
    return box[:2] != box[2:] and (box[0] > 0 or box[2] == 0)


def _merge(grid: Grid, box: Box) -> Place:
    grid.merge(box[0] - 1, box[1], box[2] - 1, box[3])
    return box[0], box[1]


def _merged(grid: Grid, box: Box) -> list[Place]:
    """A place in each merged cell that is touched."""
    return [
        (row, column)
        for row, column, rows, columns in grid.spans
        if row + 1 <= box[2] and box[0] < row + 1 + rows and column <= box[3] and box[1] < column + columns
    ]


def _one_cell(grid: Grid, box: Box) -> bool:
    return [box[0] - 1, box[1], box[2] - box[0] + 1, box[3] - box[1] + 1] in grid.spans


def _split(grid: Grid, box: Box) -> Place:
    for place in _merged(grid, box):
        grid.part(*place)
    return box[0], box[1]


def _align(align: str, grid: Grid, box: Box) -> Place:
    for column in range(box[1], box[3] + 1):
        grid.columns[column].pop("align", None)
        if align:
            grid.columns[column]["align"] = align
    return box[0], box[1]
