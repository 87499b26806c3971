"""The menu of a column: sort, filter by values, hide and show columns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QMenu, QPushButton, QVBoxLayout, QWidget, QWidgetAction

from qi_desktop.ui.grids.frozen_column import FrozenTable
from qi_desktop.ui.grids.labels import column_label
from qi_desktop.ui.grids.own_registers import add_column_commands
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.icons import icon
from qi_desktop.ui.mnemonics import give_letters, keep_plain
from qi_desktop.ui.ticks import TickDelegate
from qi_desktop.ui.translate import tr

_MOST = 1000  # values that a list of them shows; the others are reached by the filter field


class ValueFilter(QWidget):
    """Which of a column's texts are let through: a list to tick, and a field that narrows it."""

    def __init__(self, model: RegisterModel, name: str, menu: QMenu) -> None:
        super().__init__(menu)
        self._model, self._name, self._menu = model, name, menu
        column = model.register.columns[model.section_of(name)]
        accepted = model.arrangement.accepted.get(name)
        self.wanted = QLineEdit()
        self.wanted.setObjectName("filter_values")
        self.wanted.setPlaceholderText(tr("Find a value"))
        self.wanted.setAccessibleName(tr("Find a value"))
        self.wanted.setClearButtonEnabled(True)
        self.wanted.textChanged.connect(self._narrow)
        self.wanted.returnPressed.connect(self.apply)
        self.values = QListWidget()
        self.values.setItemDelegate(TickDelegate(self.values))
        self.values.setObjectName("filter_list")
        self.values.setAccessibleName(tr("Values of {column}", column=column_label(column)))
        for text in model.distinct(name):
            item = QListWidgetItem(model.shown_text(column, text).replace("\n", " ") or tr("(empty)"))
            item.setData(Qt.ItemDataRole.UserRole, text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if accepted is None or text in accepted else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        self._narrow("")
        every = QPushButton(tr("Tick all"))
        every.setObjectName("filter_all")
        every.clicked.connect(lambda: self.tick(True))
        none = QPushButton(tr("Tick none"))
        none.setObjectName("filter_none")
        none.clicked.connect(lambda: self.tick(False))
        show = QPushButton(tr("Show these"))
        show.setObjectName("filter_apply")
        show.clicked.connect(self.apply)
        layout = QVBoxLayout(self)
        for widget in (self.wanted, self.values, every, none, show):
            layout.addWidget(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """What is typed is looked for at once."""
        super().showEvent(event)
        self.wanted.setFocus()

    def _narrow(self, text: str) -> None:
        wanted, shown = text.strip().casefold(), 0
        for row in range(self.values.count()):
            item = self.values.item(row)
            fits = shown < _MOST and wanted in item.text().casefold()
            item.setHidden(not fits)
            shown += fits

    def tick(self, on: bool) -> None:
        """Tick all values that the list shows, or none."""
        for row in range(self.values.count()):
            if not self.values.item(row).isHidden():
                self.values.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def apply(self) -> None:
        """Show the rows with the ticked values; with a text in the field, of the values that it left."""
        items = [self.values.item(row) for row in range(self.values.count())]
        narrowed = bool(self.wanted.text().strip())
        wanted = self.wanted.text().strip().casefold()
        chosen = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked and (not narrowed or wanted in item.text().casefold())
        ]
        self._model.set_accepted(self._name, None if len(chosen) == len(items) else frozenset(chosen))
        above = self._menu.parentWidget()
        self._menu.close()
        if isinstance(above, QMenu):  # the column's own menu has done its work too
            above.close()


def column_menu(model: RegisterModel, view: FrozenTable, section: int) -> QMenu:
    """The menu of a column, ready to be shown."""
    menu, header = QMenu(view), view.horizontalHeader()
    menu.setObjectName("column_menu")
    give_letters(menu)
    column = model.register.columns[section]
    ascending = menu.addAction(icon("move-up"), tr("Sort upwards"), lambda: header.setSortIndicator(section, Qt.SortOrder.AscendingOrder))
    ascending.setObjectName("sort_up")
    descending = menu.addAction(icon("move-down"), tr("Sort downwards"), lambda: header.setSortIndicator(section, Qt.SortOrder.DescendingOrder))
    descending.setObjectName("sort_down")
    stored = menu.addAction(tr("Stored order"), lambda: header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder))
    stored.setObjectName("sort_stored")
    stored.setEnabled(model.arrangement.sort is not None)
    menu.addSeparator()
    filters = menu.addMenu(tr("Filter by value"))
    filters.setObjectName("filter_menu")
    keep_plain(filters)
    filters.aboutToShow.connect(lambda: _fill_filter(filters, model, column.name))
    everything = menu.addAction(tr("Show all rows"), model.show_all)
    everything.setObjectName("filter_off")
    everything.setEnabled(model.arrangement.filters)
    menu.addSeparator()
    visible = [place for place in range(header.count()) if not header.isSectionHidden(place)]
    hide = menu.addAction(tr("Hide this column"), lambda: header.hideSection(section))
    hide.setObjectName("column_hide")
    hide.setEnabled(len(visible) > 1)
    columns = menu.addMenu(tr("Columns"))
    columns.setObjectName("columns_menu")
    keep_plain(columns)
    for place, other in enumerate(model.register.columns):
        action = columns.addAction(column_label(other))
        action.setCheckable(True)
        action.setChecked(place in visible)
        action.setEnabled(len(visible) > 1 or place not in visible)
        action.toggled.connect(lambda on, place=place: header.setSectionHidden(place, not on))
    frozen = menu.addAction(tr("Keep the first column in sight"))
    frozen.setObjectName("column_freeze")
    frozen.setCheckable(True)
    frozen.setChecked(view.frozen)
    frozen.toggled.connect(view.freeze)
    add_column_commands(menu, model.hub, model.register.name, column.name, view)
    return menu


def _fill_filter(menu: QMenu, model: RegisterModel, name: str) -> None:
    """The values are looked for when they are asked for."""
    if menu.isEmpty():
        action = QWidgetAction(menu)
        action.setDefaultWidget(ValueFilter(model, name, menu))
        menu.addAction(action)


def show_at(menu: QMenu, place: QPoint) -> None:
    """Show a menu that goes away for good when it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
