"""The backups of a library: when they were made, how far the library is from each, what stands in one, and which one is to be restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core import outline
from qi_desktop.core.errors import QiError
from qi_desktop.session import Session
from qi_desktop.session.backups import Backup, Distance
from qi_desktop.session.history import words_of
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.translate import render, tr

_MOST_SHOWN = 200_000  # characters of a preview; nobody reads more to tell one backup from another

Measure = Callable[[Backup], Distance]


class BackupsDialog(Dialog):
    """The list of backups with a preview; `chosen` is the file to restore after it was accepted.

    `measure` tells how far the library is from a backup; None for a library that cannot be opened.
    """

    def __init__(self, backups: Sequence[Backup], measure: Measure | None, may_restore: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backups_dialog")
        self.setWindowTitle(tr("Backups"))
        self._backups = list(backups)
        self._measure = measure
        self._may_restore = may_restore
        self.list = QTreeWidget()
        self.list.setObjectName("backups_list")
        self.list.setAccessibleName(tr("Backups"))
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([tr("Made"), tr("File size")])
        locale = QLocale()
        for backup in self._backups:
            item = QTreeWidgetItem([f"{backup.time:%Y-%m-%d %H:%M:%S}", locale.formattedDataSize(backup.size)])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.distance = QLabel()
        self.distance.setObjectName("backups_distance")
        self.distance.setWordWrap(True)
        self.distance.setTextFormat(Qt.TextFormat.PlainText)
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("backups_preview")
        self.preview.setAccessibleName(tr("What stands in the backup"))
        self.preview.setReadOnly(True)
        self._lay_out()
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first)
        else:
            self._show()

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.distance)
        column.addWidget(self.preview, 1)
        splitter = QSplitter()
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([280, 520])
        splitter.setChildrenCollapsible(False)
        buttons = QDialogButtonBox()
        self.restore_button = buttons.addButton(tr("Restore …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.restore_button.setObjectName("backups_restore")
        self.restore_button.clicked.connect(lambda checked=False: self._ask())
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("backups_close")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        words = QLabel(
            tr("The library is backed up by itself: every 30 minutes and on closing if changed, before loading tables and before updates.")
        )
        words.setWordWrap(True)
        layout.addWidget(words)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)
        self.resize(860, 520)

    @property
    def chosen(self) -> Backup | None:
        """The backup that the list stands on."""
        row = self.list.indexOfTopLevelItem(self.list.currentItem())
        return self._backups[row] if row >= 0 else None

    def _show(self) -> None:
        backup = self.chosen
        self.restore_button.setEnabled(backup is not None and self._may_restore)
        if backup is None:
            self.distance.setText(tr("There are no backups yet."))
            self.preview.clear()
            return
        try:
            self.distance.setText(_words(self._measure(backup)) if self._measure else "")
            self.preview.setPlainText(text_of(backup.path))
        except QiError as error:
            self.distance.setText(render(error.message))
            self.preview.clear()
        self.distance.setVisible(bool(self.distance.text()))

    def _ask(self) -> None:
        backup = self.chosen
        if backup is not None and messages.ask(
            self,
            tr("Restore the state of {time}? The present state is kept as a backup first.", time=f"{backup.time:%Y-%m-%d %H:%M:%S}"),
            tr("Restore"),
        ):
            self.accept()

    @classmethod
    def ask(cls, backups: Sequence[Backup], measure: Measure | None, may_restore: bool, parent: QWidget | None = None) -> Backup | None:
        """The backup to restore, or None."""
        dialog = cls(backups, measure, may_restore, parent)
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None


def _words(distance: Distance) -> str:
    if distance == Distance(0, 0, 0, 0, 0):
        return tr("Nothing has changed since.")
    return tr(
        "Changed since: {operations} steps; {chapters} chapters, {blocks} paragraphs, {rows} rows of registers, {others} others.",
        operations=distance.operations,
        chapters=distance.chapters,
        blocks=distance.blocks,
        rows=distance.rows,
        others=distance.others,
    )


def text_of(path: Path) -> str:
    """The chapters of a library's reports with their text, read without changing anything. Raises OpenError."""
    lines: list[str] = []
    length = 0
    with Session.open(path, read_only=True) as session:
        for report in session.reports.all():
            lines += [f"{report.year}  {report.title}", ""]
            patterns = session.styles.usable_sheet(report.style)[0].numbering.levels
            for node in outline.walk(session.chapters.tree(report.id)):
                number = outline.number_label(node.counter, patterns)
                lines.append("  " * (node.level - 1) + " ".join(part for part in (number, node.chapter.title) if part))
                for block in session.blocks.of_chapter(node.chapter.id):
                    if words := words_of(block):
                        lines.append(words)
                        length += len(words)
                lines.append("")
                if length > _MOST_SHOWN:
                    return "\n".join([*lines, "…"])
    return "\n".join(lines)
