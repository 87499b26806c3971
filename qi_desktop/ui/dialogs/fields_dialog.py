"""The list of the library's own fields: what they show, how that comes about, where they stand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core import fields
from qi_desktop.core.changes import Changes
from qi_desktop.session.fields import Use
from qi_desktop.ui.dialogs.entered_dialog import EnteredDialog
from qi_desktop.ui.dialogs.field_dialog import FieldDialog
from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.field_names import explained
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.plain import plain, tip
from qi_desktop.ui.translate import language_key, tr

_ID = Qt.ItemDataRole.UserRole


class FieldsDialog(Dialog):
    """All own fields. It follows what is changed; a place where a field stands is shown behind the dialog."""

    place_chosen = Signal(str, str)  # chapter and block
    insert_wished = Signal(str)  # the key of a field

    def __init__(self, hub: Hub, can_insert: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._can_insert = can_insert
        self.setObjectName("fields_dialog")
        self.setWindowTitle(tr("Fields"))
        self.list = QTreeWidget()
        self.list.setObjectName("fields_list")
        self.list.setAccessibleName(tr("Fields"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels([tr("Name"), tr("Value"), tr("How it comes about")])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.list.currentItemChanged.connect(lambda *_: self._show_uses())
        self.list.itemActivated.connect(lambda _: self.edit())
        self.uses = QListWidget()
        self.uses.setObjectName("fields_uses")
        self.uses.setAccessibleName(tr("Where it is used"))
        self.uses.setFixedHeight(self.fontMetrics().height() * 7)
        self.uses.itemActivated.connect(self._go)
        self._words = plain(QLabel(objectName="fields_words"))
        self._words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._words)
        layout.addWidget(self.uses)
        layout.addLayout(self._buttons())
        self.resize(860, 560)
        hub.changed.connect(self._changed)
        self.fill()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for name, words, act in (
            ("new", tr("New field…"), self.new),
            ("enter", tr("New entered value…"), self.enter),
            ("edit", tr("Change or rename…"), self.edit),
            ("delete", tr("Delete"), self.delete),
            ("insert", tr("Insert at the cursor"), self._insert),
        ):
            button = QPushButton(words, objectName=f"fields_{name}")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._act, act))
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        box = QDialogButtonBox()
        close = box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("fields_close")
        box.rejected.connect(self.reject)
        row.addWidget(box)
        return row

    @staticmethod
    def _act(act: object, checked: bool = False) -> None:
        act()  # type: ignore[operator]

    # --- what is shown ---

    def fill(self) -> None:
        """Show the fields as they are; the same one stays chosen."""
        chosen = self.current()
        self.list.clear()
        found = self._hub.session.fields.answers(self._hub.report_id, language_key())
        for own, answer in found.values():
            item = QTreeWidgetItem([own.name, answer.text, explained(answer)])
            item.setData(0, _ID, own.id)
            for column in range(3):
                item.setToolTip(column, tip(item.text(column)))
            self.list.addTopLevelItem(item)
            if own.id == chosen:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self.list.setColumnWidth(1, min(220, max(100, self.list.sizeHintForColumn(1))))
        self._show_uses()

    def current(self) -> str:
        """The id of the chosen field, empty if there is none."""
        item = self.list.currentItem()
        return str(item.data(0, _ID)) if item else ""

    def choose(self, field_id: str) -> None:
        """Choose a field."""
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None and item.data(0, _ID) == field_id:
                self.list.setCurrentItem(item)

    def _show_uses(self) -> None:
        field_id = self.current()
        self.uses.clear()
        uses = self._hub.session.fields.uses(field_id) if field_id else []
        for use in uses:
            item = QListWidgetItem(_place(use))
            item.setData(_ID, use)
            self.uses.addItem(item)
        writable = not self._hub.session.read_only
        for name in ("new", "enter"):
            self.buttons[name].setEnabled(writable)
        self.buttons["edit"].setEnabled(writable and bool(field_id))
        self.buttons["delete"].setEnabled(writable and bool(field_id) and not uses)
        self.buttons["delete"].setToolTip(tr("A field that is used cannot be deleted.") if uses else "")
        self.buttons["insert"].setEnabled(self._can_insert and bool(field_id))
        if not field_id:
            words = tr("There are no fields yet. A field shows a number of a register in the text and is always up to date.")
        elif uses:
            words = tr("Used in {count} places; a double click goes there:", count=len(uses))
        else:
            words = tr("Not used anywhere.")
        self._words.setText(words)

    def _changed(self, changes: Changes) -> None:
        if self._hub.session.fields.concerned(changes) or changes.ids("block") or changes.ids("chapter") or changes.ids("style"):
            self.fill()

    # --- acts ---

    def new(self) -> None:
        """Make a field."""
        if made := FieldDialog.ask(self._hub, parent=self):
            self.choose(made)

    def enter(self) -> None:
        """Enter a value by hand, with the field that shows it."""
        if made := EnteredDialog.ask(self._hub, self):
            self.choose(made)

    def edit(self) -> None:
        """Change the chosen field or its name."""
        if self.current() and not self._hub.session.read_only:
            FieldDialog.ask(self._hub, self.current(), self)

    def delete(self) -> None:
        """Delete the chosen field."""
        self._hub.perform(partial(self._hub.session.fields.remove, self.current()))

    def _insert(self) -> None:
        key = fields.key(self.current())
        self.accept()
        self.insert_wished.emit(key)

    def _go(self, item: QListWidgetItem) -> None:
        use: Use = item.data(_ID)
        if use.chapter_id and not use.deleted and use.report_id == self._hub.report_id:
            self.accept()
            self.place_chosen.emit(use.chapter_id, use.block_id)


def _place(use: Use) -> str:
    if not use.chapter_id:
        return tr("Style sheet “{title}”", title=use.title)
    if use.deleted:
        return tr("{year}: {title} (in the bin)", year=use.year, title=use.title)
    return tr("{year}: {title}", year=use.year, title=use.title)
