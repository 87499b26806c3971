"""The commands on a grid: one table for its context menu, its tools, its keys and the window's menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from qi_desktop.core.records import dataclass
from qi_desktop.ui.grids import files
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import tr

if TYPE_CHECKING:
    from qi_desktop.ui.grids.register_grid import RegisterGrid


_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `writes`: not for reading only. `needs_order`: not while rows are sorted. `group`: commands of one group stand together."""

    name: str
    text: str
    act: Callable[[RegisterGrid], object]
    key: str = ""
    drawing: str = ""
    group: str = "cells"
    writes: bool = True
    needs_order: bool = False
    tool: bool = False


def commands() -> tuple[Command, ...]:
    """All commands, in the order of a menu, in the user's language."""
    return (
        Command("row_cut", tr("Cut cells"), lambda grid: grid.cut(), "Ctrl+X"),
        Command("row_copy", tr("Copy cells"), lambda grid: grid.copy(), "Ctrl+C", "copy", writes=False),
        Command("row_paste", tr("Paste cells"), lambda grid: grid.paste(), "Ctrl+V"),
        Command("row_clear", tr("Empty the cells"), lambda grid: grid.clear_cells(), "Del"),
        Command("row_fill_down", tr("Fill down"), lambda grid: grid.fill_down(), "Ctrl+D", "fill-down", "fill", tool=True),
        Command("row_same", tr("Same as above"), lambda grid: grid.same_as_above(), "Ctrl+'", group="fill"),
        Command("row_insert", tr("Insert row above"), lambda grid: grid.insert_row(), "Ctrl+Shift+=", "add-row", "rows", tool=True),
        Command("row_insert_below", tr("Insert row below"), lambda grid: grid.insert_row(below=True), "", "", "rows"),
        Command("row_duplicate", tr("Duplicate rows"), lambda grid: grid.duplicate_rows(), "", "copy", "rows", tool=True),
        Command("row_up", tr("Move rows up"), lambda grid: grid.shift(-1), "Alt+Up", "move-up", "rows", needs_order=True, tool=True),
        Command("row_down", tr("Move rows down"), lambda grid: grid.shift(1), "Alt+Down", "move-down", "rows", needs_order=True, tool=True),
        Command("row_delete", tr("Delete rows"), lambda grid: grid.delete_rows(), "Ctrl+-", "delete-row", "rows", tool=True),
        Command("row_select", tr("Select the whole rows"), lambda grid: _widen(grid, _Flag.Rows), "Shift+Space", "", "select", writes=False),
        Command("column_select", tr("Select the whole columns"), lambda grid: _widen(grid, _Flag.Columns), "Ctrl+Space", "", "select", writes=False),
        Command("row_file", tr("Choose a file …"), lambda grid: grid.choose_file(), "", "open", "file"),
        Command("row_file_show", tr("Show the file"), lambda grid: files.show(grid.rows.hub, _file(grid)), "", "", "file", writes=False),
        Command("row_file_save", tr("Save a copy of the file …"), _save, "", "", "file", writes=False),
    )


def _file(grid: RegisterGrid) -> str:
    """What the cursor's cell holds, which is a file's id in a column of files."""
    return grid.rows.entered(grid.currentIndex())


def _save(grid: RegisterGrid) -> None:
    if files.is_stored(grid.rows.hub, _file(grid)):
        files.save_copy(grid.rows.hub, _file(grid), grid)


def _widen(grid: RegisterGrid, whole: QItemSelectionModel.SelectionFlag) -> None:
    """Select the rows or the columns of the selected cells, as Excel does."""
    model = grid.selectionModel()
    model.select(model.selection(), _Flag.Select | whole)


def make_actions(parent: QObject, grid: Callable[[], RegisterGrid | None]) -> list[QAction]:
    """An action for each command, acting on the grid that `grid` gives at that moment.

    The keys work in the grid that has the focus, and only there: elsewhere Ctrl+C and the others belong to somebody else.
    """
    made = []
    for command in commands():
        action = QAction(command.text, parent)
        action.setObjectName(command.name)
        action.setProperty("group", command.group)
        action.setProperty("writes", command.writes)
        action.setProperty("needs_order", command.needs_order)
        action.setProperty("tool", command.tool)
        if command.drawing:
            action.setIcon(icon(command.drawing))
        if command.key:
            action.setShortcut(QKeySequence(command.key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{command.text} ({keys})")
        action.triggered.connect(lambda checked=False, act=command.act: _on(grid(), act))
        made.append(action)
    return made


def _on(grid: RegisterGrid | None, act: Callable[[RegisterGrid], object]) -> None:
    if grid is not None:
        act(grid)
