"""The due list: what expires or is to be audited, the earliest first, with the way to a calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from qi_desktop.core.certificates import Due
from qi_desktop.core.registers import Register
from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.translate import language_key, tr

# Seen on a light and on a dark ground.
OVERDUE = QColor(220, 60, 40, 90)
DUE = QColor(230, 160, 0, 80)


class DueDialog(Dialog):
    """Deadlines with the days that are left; a double click asks for the row's register."""

    register_chosen = Signal(str)
    calendar_wished = Signal()

    def __init__(self, deadlines: Sequence[Due], registers: Mapping[str, Register], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("due_dialog")
        self.setWindowTitle(tr("Due list"))
        self.list = QTreeWidget()
        self.list.setObjectName("due_items")
        self.list.setAccessibleName(tr("Due list"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([tr("Day"), tr("Days left"), tr("Subject"), tr("Deadline"), tr("Register")])
        for due in deadlines:
            register = registers[due.register]
            column = register.column(due.column)
            left = due.days_left(today)
            words = tr("overdue by {days} days", days=-left) if left < 0 else str(left)
            label = column.label[language_key()] if column else due.column
            item = QTreeWidgetItem([due.day.isoformat(), words, due.title, label, register.label[language_key()]])
            item.setData(0, Qt.ItemDataRole.UserRole, due.register)
            if due.is_soon(today):
                item.setBackground(1, QBrush(OVERDUE if left < 0 else DUE))
            self.list.addTopLevelItem(item)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(lambda item: self._choose(item))
        empty = QLabel(tr("Nothing comes due. Enter dates of expiry in the registers of certificates, instruments and equipment."))
        empty.setWordWrap(True)
        empty.setVisible(not deadlines)
        buttons = QDialogButtonBox()
        self.calendar = buttons.addButton(tr("Calendar file (.ics) …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.calendar.setObjectName("due_calendar")
        self.calendar.setEnabled(any(due.day >= today for due in deadlines))
        self.calendar.clicked.connect(self.calendar_wished)
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("due_close")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(760, 420)

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.accept()
        self.register_chosen.emit(str(item.data(0, Qt.ItemDataRole.UserRole)))
