"""A grid with what stands around it: title, filter, tools, numbers of rows and of cells that need attention."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolBar, QToolButton, QVBoxLayout, QWidget

from qi_desktop.core.errors import QiError
from qi_desktop.core.registers import NUMERIC, Register
from qi_desktop.core.year_before import YearBefore
from qi_desktop.ui.grids.labels import column_label, label, shown_text
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.plain import tip
from qi_desktop.ui.translate import tr

_FILTER_AFTER = 120  # milliseconds after the last key, from which on rows are looked for
_NOTICE_FOR = 12_000  # milliseconds


class TablePane(QWidget):
    """One table of a register."""

    current_row_changed = Signal(str)  # id of the row with the cursor, empty for none

    def __init__(self, hub: Hub, register: Register, parent_row: str, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"pane_{register.name}")
        self.model = RegisterModel(hub, register, parent_row, self)
        self.model.read_only = read_only
        self.grid = RegisterGrid(self.model, self)
        self.grid.setObjectName(f"grid_{register.name}")
        self.grid.setAccessibleName(tr("Table “{name}”", name=label(register.label)))
        self.grid.set_read_only(read_only)
        self.title = QLabel(label(register.label))
        self.title.setObjectName(f"title_{register.name}")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 10)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.title.setFont(font)
        self._count = QLabel(objectName=f"count_{register.name}")
        self._problems = self._make_problems()
        self.filter = self._make_filter()
        self._only = self._button(f"only_problems_{register.name}", tr("Only these"))
        self._only.setToolTip(tr("Show only the rows that need attention"))
        self._only.setCheckable(True)
        self._only.toggled.connect(self.model.set_only_problems)
        self._all = self._button(f"show_all_{register.name}", tr("Show all rows"))
        self._all.clicked.connect(self.show_all)
        self._notice = QLabel(objectName=f"notice_{register.name}")
        self._notice.setWordWrap(True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.hide()
        self._notice_timer = QTimer(self, singleShot=True, interval=_NOTICE_FOR)
        self._notice_timer.timeout.connect(self._notice.hide)
        self._before = QLabel(objectName=f"before_{register.name}")
        self._before.setTextFormat(Qt.TextFormat.PlainText)
        self._year_before: YearBefore | None = None
        self._empty = QLabel(objectName=f"empty_{register.name}")
        self._empty.setWordWrap(True)
        self._build()
        self.grid.noticed.connect(self._tell)
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._announce_row())
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._show_before())
        self._read_before()
        self.model.counted.connect(self._show_counts)
        self.model.modelReset.connect(self._announce_row)
        self._show_counts()

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setAutoRaise(True)
        return button

    def _make_problems(self) -> QToolButton:
        button = self._button(f"problems_{self.model.register.name}", "")
        button.setIcon(icon("warning"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tr("Go to the next one (F8)"))
        # No shortcut of the button: setText takes it away.
        key = QShortcut(QKeySequence("F8"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.next_problem)
        button.clicked.connect(self.next_problem)
        return button

    def _make_filter(self) -> QLineEdit:
        field = QLineEdit(objectName=f"filter_{self.model.register.name}")
        field.setAccessibleName(tr("Filter"))
        field.setPlaceholderText(tr("Filter"))
        field.setToolTip(tr("Show the rows in which all these words stand; for values of one column, right-click its head"))
        field.setClearButtonEnabled(True)
        field.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 28)
        self._filter_timer = QTimer(self, singleShot=True, interval=_FILTER_AFTER)
        self._filter_timer.timeout.connect(lambda: self.model.set_filter(field.text()))
        field.textChanged.connect(lambda _: self._filter_timer.start())
        field.returnPressed.connect(self._filter_now)
        return field

    def _filter_now(self) -> None:
        self._filter_timer.stop()
        self.model.set_filter(self.filter.text())
        self.grid.setFocus()

    def _build(self) -> None:
        tools = QToolBar(objectName=f"tools_{self.model.register.name}")
        tools.setIconSize(tools.iconSize() * 0.75)
        tools.addActions([action for action in self.grid.commands() if action.property("tool")])
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.filter)
        head.addWidget(tools)
        foot = QHBoxLayout()
        for widget in (self._count, self._all, self._problems, self._only):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self._before)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._notice)
        layout.addLayout(foot)

    # --- what is told ---

    def _show_counts(self) -> None:
        shown, count = self.model.count()
        problems = self.model.table.count_wrong()
        more = "" if self.model.complete else " …"
        if shown == count:
            self._count.setText(tr("{count} rows", count=count) + more)
        else:
            self._count.setText(tr("{shown} of {count} rows", shown=shown, count=count))
        self._problems.setText(tr("{count} cells need attention", count=problems))
        self._problems.setVisible(problems > 0)
        self._only.setVisible(problems > 0 or self.model.arrangement.only_problems)
        self._all.setVisible(self.model.arrangement.filters)
        self._empty.setText(self._advice(shown, count))
        self._empty.setVisible(bool(self._empty.text()))
        if not self.model.arrangement.only_problems and self._only.isChecked():
            self._only.setChecked(False)

    def _advice(self, shown: int, count: int) -> str:
        """What to do while there is nothing to be seen."""
        if not self.model.has_table:
            return tr("Choose a row above; what belongs to it is written here.") if self.model.register.parent else tr("Make a report first.")
        if count and not shown:
            return tr("No row fits the filter.")
        if count or self.model.read_only:
            return ""
        return tr("No rows yet. Type into the empty line, or paste rows from Excel or WPS.")

    def _tell(self, text: str) -> None:
        self._notice.setText(text)
        self._notice.show()
        self._notice_timer.start()

    def _announce_row(self) -> None:
        self.current_row_changed.emit(self.current_row())

    def _read_before(self) -> None:
        """The rows of the year before, for a register that has rows of its own for each year."""
        hub, register = self.model.hub, self.model.register
        try:
            self._year_before = hub.session.rows.year_before(register.name, hub.report_id)
        except QiError as error:
            hub.failed.emit(error)
        self._show_before()

    def _show_before(self) -> None:
        """What stood a year ago in the cell with the cursor; in one that names the row, all numbers of the row."""
        self._before.setText(self._words_before())
        self._before.setToolTip(tip(self._before.text()))

    def _words_before(self) -> str:
        before, index = self._year_before, self.grid.currentIndex()
        place = self.model.table.place(self.current_row())
        if before is None or not index.isValid() or place < 0:
            return ""
        cells = before.of({name: self.model.table.said(place, name) for name in before.keys})
        if not cells:
            return tr("{year}: no such row", year=before.year)
        current = self.model.register.columns[index.column()]
        wanted = [current] if current.name not in before.keys else [column for column in self.model.register.columns if column.type in NUMERIC]
        told = [f"{column_label(column)} {shown_text(column, cells[column.name])}" for column in wanted if cells.get(column.name)]
        return tr("{year}: {values}", year=before.year, values=" · ".join(told) or "—")

    # --- acts ---

    def current_row(self) -> str:
        """The id of the row with the cursor; empty for none."""
        return self.model.id_at(self.grid.currentIndex().row())

    def next_problem(self) -> None:
        """Go to the next cell that does not fit."""
        self.model.read_all()
        at = self.grid.currentIndex()
        found = self.model.next_problem(at.row(), at.column(), self.grid.horizontalHeader().visualIndex)
        if not found.isValid() and self.model.table.count_wrong():  # it is filtered out
            self.show_all()
            found = self.model.next_problem(-1, -1, self.grid.horizontalHeader().visualIndex)
        if found.isValid():
            if self.grid.isColumnHidden(found.column()):
                self.grid.showColumn(found.column())
            self.grid.selectionModel().setCurrentIndex(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.grid.scrollTo(found)
            self.grid.setFocus()

    def show_all(self) -> None:
        """No filter any more."""
        self.filter.clear()
        self._filter_timer.stop()
        self.model.show_all()

    def show_parent(self, row_id: str, title: str) -> None:
        """Show the rows that belong to another row, which is called `title`."""
        self.title.setText(f"{label(self.model.register.label)} — {title}" if title else label(self.model.register.label))
        if row_id != self.model.parent_row:
            self.grid.save()
            self.filter.clear()
            self._filter_timer.stop()
            self.model.show_all()
            self.model.show_parent(row_id)

    def close_table(self) -> None:
        """Write what is being typed, and follow the library no more."""
        self.grid.save()
        self._filter_timer.stop()
        self.model.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "filter"):
            self.filter.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 28)
