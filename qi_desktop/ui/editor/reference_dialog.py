"""Choosing what a cross-reference leads to: the chapters, tables and figures of the report with the numbers they have now.

Owns the form only; `inline` puts the reference into the text.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from qi_desktop.core.outline import numbered
from qi_desktop.core.pinyin import matches
from qi_desktop.core.richtext import PAGE, WITH_TITLE, Run
from qi_desktop.export.kinds import TargetKind
from qi_desktop.export.labels import Target
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.translate import tr

_INDENT = "\u3000"  # a Chinese character's width for each level
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ReferenceDialog(Form):
    """The target of a cross-reference, and what is shown of it."""

    def __init__(self, targets: Mapping[str, Target], present: Run | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Cross-reference"), "reference_dialog", parent, tr("Insert") if present is None else "")
        self._targets = targets
        self._filter = self.field(tr("Find"), QLineEdit(), "reference_filter")
        self._filter.setPlaceholderText(tr("Number, words or pinyin initials"))
        self._filter.setClearButtonEnabled(True)
        self._kind = self.field(tr("Refer to"), QComboBox(), "reference_kind")
        for text, kind in (
            (tr("Everything"), None),
            (tr("Chapters"), TargetKind.CHAPTER),
            (tr("Tables"), TargetKind.TABLE),
            (tr("Figures"), TargetKind.FIGURE),
        ):
            self._kind.addItem(text, kind)
        self._list = self.field(tr("Target"), QListWidget(), "reference_targets")
        self._list.setMinimumHeight(260)
        self._list.setUniformItemSizes(True)
        hint = QLabel(tr("Tables and figures stand here once they have a caption."), objectName="reference_hint")
        hint.setWordWrap(True)
        self.form.addRow("", hint)
        self._shows = self.field(tr("Show"), QComboBox(), "reference_shows")
        self._shows.addItem(tr("Number only"), "")
        self._shows.addItem(tr("Number and title"), WITH_TITLE)
        self._shows.addItem(tr("Page number"), PAGE)
        self._fill()
        self._filter.textChanged.connect(self._narrow)
        self._filter.installEventFilter(self)
        self._kind.currentIndexChanged.connect(self._narrow)
        self._list.currentItemChanged.connect(self._chosen)
        self._list.itemActivated.connect(self.accept)
        if present is not None:
            self._shows.setCurrentIndex(max(self._shows.findData(present.shows), 0))
            self._choose(present.reference)
        self._narrow()
        self.resize(560, self.sizeHint().height())

    def _fill(self) -> None:
        for target in self._targets.values():
            indent = _INDENT * (target.level - (target.kind is TargetKind.CHAPTER))
            item = QListWidgetItem(f"{indent}{numbered(target.label, target.title)}")
            item.setData(Qt.ItemDataRole.UserRole, target.id)
            self._list.addItem(item)

    def _choose(self, target_id: str) -> None:
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == target_id:
                self._list.setCurrentRow(row)

    def _narrow(self) -> None:
        """Show what fits the filter; the first one is chosen where the chosen one does not."""
        wanted, kind = self._filter.text(), self._kind.currentData()
        first = -1
        for row in range(self._list.count()):
            item = self._list.item(row)
            target = self._targets[str(item.data(Qt.ItemDataRole.UserRole))]
            fits = (kind is None or target.kind == kind) and matches(wanted, numbered(target.label, target.title))
            item.setHidden(not fits)
            if fits and first < 0:
                first = row
        current = self._list.currentItem()
        if current is None or current.isHidden():
            self._list.setCurrentRow(first)
        self._chosen()

    def _chosen(self) -> None:
        current = self._list.currentItem()
        self.accept_button.setEnabled(current is not None and not current.isHidden())
        if current is not None:
            self._list.scrollToItem(current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys in the filter move in the list."""
        if watched is self._filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            rows = [row for row in range(self._list.count()) if not self._list.item(row).isHidden()]
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}[Qt.Key(event.key())]
            if rows:
                at = rows.index(self._list.currentRow()) if self._list.currentRow() in rows else 0
                self._list.setCurrentRow(rows[max(0, min(at + step, len(rows) - 1))])
            return True
        return super().eventFilter(watched, event)

    def value(self) -> Run:
        """The reference as a run, with what it shows now."""
        target = self._targets[str(self._list.currentItem().data(Qt.ItemDataRole.UserRole))]
        shows = str(self._shows.currentData())
        return Run(target.shown(shows), reference=target.id, shows=shows)

    @classmethod
    def ask(cls, targets: Mapping[str, Target], present: Run | None = None, parent: QWidget | None = None) -> Run | None:
        """The reference, None for Cancel."""
        dialog = cls(targets, present, parent)
        return dialog.value() if dialog.ask_user() and dialog._list.currentItem() is not None else None
