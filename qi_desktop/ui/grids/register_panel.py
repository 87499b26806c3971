"""One register with its tools, and below it the rows that belong to the current row.

Owns which register is shown, which of two tables the commands are for, and that columns look as they were left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from qi_desktop import settings
from qi_desktop.core.changes import Changes
from qi_desktop.core.registers import Register
from qi_desktop.settings import Settings
from qi_desktop.ui.grids.commands import make_actions
from qi_desktop.ui.hub import Hub

if TYPE_CHECKING:
    from qi_desktop.ui.grids.register_grid import RegisterGrid
    from qi_desktop.ui.grids.table_pane import TablePane


class RegisterPanel(QWidget):
    """Shows one register at a time; one whose rows have rows of their own shows those below."""

    def __init__(self, hub: Hub, parent: QWidget | None = None, preferences: Settings | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register_panel")
        self.preferences = preferences
        self._hub = hub
        self._read_only = False
        self._name = ""
        self._table: TablePane | None = None
        self._details: TablePane | None = None
        self._actions = make_actions(self, self.current_grid)
        for action in self._actions:
            action.setObjectName(f"menu_{action.objectName()}")
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setObjectName("register_splitter")
        self._splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        hub.about_to_change.connect(self.save)
        hub.changed.connect(self._changed)

    # --- contract ---

    def register_names(self) -> list[str]:
        """The registers that can be shown on their own."""
        return [name for name, register in self._hub.session.registers.items() if not register.parent]

    def show_register(self, name: str, parent_row_id: str = "") -> None:
        """Show a register; a child register is shown with its parent, on the row that is named. An empty name shows none."""
        for pane in (self._details, self._table):
            self._drop(pane)
        self._table = self._details = None
        self._name = name
        if not name:
            return
        register = self._hub.session.rows.register(name)
        if register.parent:
            register = self._hub.session.rows.register(register.parent)
        self._table = self._add(register, "")
        child = self._child_of(register)
        if child is not None:
            self._details = self._add(child, "")
            self._table.current_row_changed.connect(lambda _: self._show_details())
            self._splitter.setSizes([1, 2])
        if parent_row_id:
            self._table.model.read_all()
        if not (parent_row_id and self._table.grid.go_to(parent_row_id)):
            first = next((section for section, column in enumerate(register.columns) if not column.derived), 0)
            where = self._table.model.index(0, first)
            self._table.grid.selectionModel().setCurrentIndex(where, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show_details()

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self._read_only = read_only
        for action in self._actions:
            action.setEnabled(not read_only or not action.property("writes"))
        self.show_register(self._name)

    def actions(self) -> list[QAction]:
        """Commands for the window's menu; each acts on the table that has the focus, or had it last."""
        return list(self._actions)

    def save(self) -> None:
        """Write what stands in an open cell editor."""
        for pane in (self._table, self._details):
            if pane is not None:
                pane.grid.save()

    # --- tables ---

    def current_grid(self) -> RegisterGrid | None:
        """The grid that commands are for."""
        focused = QApplication.focusWidget()
        if self._details is not None and focused is not None and self._details.isAncestorOf(focused):
            return self._details.grid
        return self._table.grid if self._table is not None else None

    def _child_of(self, register: Register) -> Register | None:
        return next((other for other in self._hub.session.registers.values() if other.parent == register.name), None)

    def _add(self, register: Register, parent_row: str) -> TablePane:
        from qi_desktop.ui.grids.table_pane import TablePane  # the window is painted before a register is shown

        pane = TablePane(self._hub, register, parent_row, self._read_only)
        if self.preferences is not None:
            pane.grid.restore_columns(self.preferences.get(settings.REGISTER_COLUMNS).get(register.name))
        pane.grid.columns_changed.connect(lambda: self._keep_columns(register.name, pane.grid))
        self._splitter.addWidget(pane)
        return pane

    def _keep_columns(self, name: str, grid: RegisterGrid) -> None:
        if self.preferences is not None:
            kept = self.preferences.get(settings.REGISTER_COLUMNS)
            self.preferences.set(settings.REGISTER_COLUMNS, {**kept, name: grid.columns()})

    def _drop(self, pane: TablePane | None) -> None:
        if pane is not None:
            pane.close_table()
            pane.hide()
            pane.setParent(None)
            pane.deleteLater()

    def _show_details(self) -> None:
        """Show the rows that belong to the current row, if the register has such."""
        if self._table is not None and self._details is not None:
            self._details.show_parent(*self._current_row(self._table))

    def _current_row(self, pane: TablePane) -> tuple[str, str]:
        """The id of the row with the cursor, and what people call it."""
        row_id, register = pane.current_row(), pane.model.register
        title = register.column(register.title_column)
        return row_id, pane.model.table.shown(pane.model.table.place(row_id), title) if row_id and title else ""

    def _changed(self, changes: Changes) -> None:
        """The current row may have come, gone or been renamed, and the register may have other columns or be gone."""
        if changes.ids("own_register"):
            self.show_register(self._name if self._name in self._hub.session.registers else "")
        if self._table is not None and self._details is not None and self._table.model.register.name in changes.owners("register_row"):
            self._show_details()
