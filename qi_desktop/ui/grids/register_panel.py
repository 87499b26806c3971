"""One register with its tools: filter, counts, grid, and below it the rows that belong to the current one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSplitter, QToolBar, QVBoxLayout, QWidget

from qi_desktop.core.registers import Register
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import language_key, tr


class _Table(QWidget):
    """A grid with its title, filter and counts."""

    def __init__(self, hub: Hub, register: Register, parent_row: str, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RegisterModel(hub, register, parent_row, self)
        self.model.read_only = read_only
        self.grid = RegisterGrid(self.model, self)
        self.grid.setObjectName(f"grid_{register.name}")
        self.grid.set_read_only(read_only)
        title = QLabel(register.label[language_key()])
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        title.setFont(font)
        self.filter = QLineEdit()
        self.filter.setObjectName(f"filter_{register.name}")
        self.filter.setAccessibleName(tr("Filter"))
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.filter.textChanged.connect(self.model.set_filter)
        self._count = QLabel()
        self._problems = QPushButton()
        self._problems.setObjectName(f"problems_{register.name}")
        self._problems.setFlat(True)
        self._problems.clicked.connect(self.next_problem)
        self._empty = QLabel(tr("No rows yet. Type into the empty line, or paste rows from Excel or WPS."))
        self._empty.setWordWrap(True)
        tools = QToolBar()
        tools.addActions([action for action in self.grid.commands() if not action.icon().isNull()])
        head = QHBoxLayout()
        for widget in (title, self._count, self._problems):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.filter)
        head.addWidget(tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.grid, 1)
        self.model.counted.connect(self._show_counts)
        self._show_counts()

    def _show_counts(self) -> None:
        count, problems = len(self.model.shown_rows()), len(self.model.problems())
        self._count.setText(tr("{count} rows", count=count))
        self._problems.setText(tr("{count} cells need attention", count=problems))
        self._problems.setVisible(problems > 0)
        self._empty.setVisible(not count and not self.filter.text() and not self.model.read_only)

    def next_problem(self) -> None:
        """Go to the next cell that does not fit."""
        at = self.grid.currentIndex()
        problems = self.model.problems()
        if problems:
            behind = [index for index in problems if (index.row(), index.column()) > (at.row(), at.column())]
            self.grid.setCurrentIndex((behind or problems)[0])
            self.grid.setFocus()


class RegisterPanel(QWidget):
    """Shows one register at a time; one whose rows have rows of their own shows those below."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register_panel")
        self._hub = hub
        self._read_only = False
        self._name = ""
        self._table: _Table | None = None
        self._details: _Table | None = None
        self._proxies = self._make_proxies()
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    # --- contract ---

    def register_names(self) -> list[str]:
        """The registers that can be shown on their own."""
        return [name for name, register in self._hub.session.registers.items() if not register.parent]

    def show_register(self, name: str, parent_row_id: str = "") -> None:
        """Show a register; a child register is shown with its parent, on the row that is named. An empty name shows none."""
        for table in (self._details, self._table):
            self._drop(table)
        self._table = self._details = None
        self._name = name
        if not name:
            return
        register = self._hub.session.rows.register(name)
        if register.parent:
            register = self._hub.session.rows.register(register.parent)
        self._table = self._add(register, "")
        grid = self._table.grid
        grid.selectionModel().currentRowChanged.connect(lambda *_: self._show_details())
        line = self._table.model.line_of(parent_row_id) if parent_row_id else 0
        grid.setCurrentIndex(self._table.model.index(max(line, 0), 0))
        self._show_details()

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self._read_only = read_only
        self.show_register(self._name)

    def actions(self) -> list[QAction]:
        """Commands for the window's menu; each acts on the grid that has the focus."""
        return self._proxies

    # --- tables ---

    def _add(self, register: Register, parent_row: str) -> _Table:
        table = _Table(self._hub, register, parent_row, self._read_only)
        table.grid.installEventFilter(self)
        self._splitter.addWidget(table)
        return table

    def _drop(self, table: _Table | None) -> None:
        if table is not None:
            self._hub.changed.disconnect(table.model._changed)
            table.hide()
            table.setParent(None)
            table.deleteLater()

    def _show_details(self) -> None:
        """Show the rows that belong to the current row, if the register has such."""
        if self._table is None:
            return
        register = self._table.model.register
        child = next((other for other in self._hub.session.registers.values() if other.parent == register.name), None)
        row = self._table.model.row_at(self._table.grid.currentIndex().row())
        parent_row = row.id if row else ""
        if child is None or (self._details is not None and self._details.model.parent_row == parent_row):
            return
        self._drop(self._details)
        self._details = self._add(child, parent_row)

    # --- commands ---

    def _make_proxies(self) -> list[QAction]:
        """One action for each command of a grid; grids come and go, the menu stays."""
        model = RegisterModel(self._hub, next(iter(self._hub.session.registers.values())))
        pattern = RegisterGrid(model)
        made = []
        for action in pattern.commands():
            proxy = QAction(action.icon(), action.text(), self)
            proxy.setObjectName(f"menu_{action.objectName()}")
            name = action.objectName()
            proxy.triggered.connect(lambda checked=False, name=name: self._trigger(name))
            made.append(proxy)
        self._hub.changed.disconnect(model._changed)
        pattern.deleteLater()
        return made

    def _trigger(self, name: str) -> None:
        grid = self._focused_grid()
        action = next((action for action in grid.commands() if action.objectName() == name), None) if grid else None
        if action is not None:
            action.trigger()

    def _focused_grid(self) -> RegisterGrid | None:
        if self._details is not None and self._details.grid.hasFocus():
            return self._details.grid
        return self._table.grid if self._table is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A row that a parent row was waiting for may exist now: show its details when its grid gets the focus back."""
        if event.type() == QEvent.Type.FocusIn and self._table is not None and watched is self._table.grid:
            self._show_details()
        return super().eventFilter(watched, event)
