"""What the program is, whose work it stands on, and under which licences."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qi_desktop import licences
from qi_desktop.licences import Part
from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.icons import APPLICATION, icon
from qi_desktop.ui.translate import tr


class AboutDialog(Dialog):
    """Version, and the licences of everything that the program is shipped with; a search looks into names and texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(tr("About QI Desktop"))
        self.resize(820, 620)
        picture = QLabel()
        picture.setPixmap(icon(APPLICATION).pixmap(64, 64))
        picture.setAccessibleName(tr("QI Desktop"))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (
            tr("QI Desktop {version}, Qt {qt}", version=metadata.version("qi-desktop"), qt=qVersion()),
            tr("Drafts the yearly quality integrity report, offline. It never uses the network."),
            tr("Its own licence is Apache-2.0. It is shipped with the works of others that are listed here:"),
        ):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        self._search = QLineEdit()
        self._search.setObjectName("licence_search")
        self._search.setAccessibleName(tr("Search names and licence texts"))
        self._search.setPlaceholderText(tr("Search names and licence texts"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._search.returnPressed.connect(self._find_next)
        layout.addWidget(self._search)
        layout.addWidget(self._make_list(), 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("about_close")
        close.setAutoDefault(False)  # Enter goes to the next place found
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self._search.setFocus()

    def _make_list(self) -> QSplitter:
        self._list = QListWidget()
        self._list.setObjectName("licence_parts")
        self._list.setAccessibleName(tr("Parts of the program"))
        self._text = QPlainTextEdit()
        self._text.setObjectName("licence_text")
        self._text.setAccessibleName(tr("Licence"))
        self._text.setReadOnly(True)
        self._texts = []
        for part in licences.parts():
            item = QListWidgetItem(part.title, self._list)
            item.setToolTip(part.licence)
            self._texts.append(_shown(part))
        self._list.currentRowChanged.connect(self._show)
        splitter = QSplitter()
        splitter.addWidget(self._list)
        splitter.addWidget(self._text)
        splitter.setSizes([240, 560])
        splitter.setChildrenCollapsible(False)
        self._list.setCurrentRow(0)
        return splitter

    def _show(self, row: int) -> None:
        self._text.setPlainText(self._texts[row] if row >= 0 else "")
        if self._search.text():
            self._text.find(self._search.text())

    def _filter(self, words: str) -> None:
        """Show the parts that have the words in their name or licence, and the first place."""
        hits = [row for row, text in enumerate(self._texts) if words.lower() in text.lower()]
        for row in range(self._list.count()):
            self._list.item(row).setHidden(row not in hits)
        row = self._list.currentRow()
        if row not in hits:
            row = hits[0] if hits else -1
        self._list.setCurrentRow(row)
        self._show(row)

    def _find_next(self) -> None:
        """Go to the next place in this text, after the last one to the first again."""
        if not self._text.find(self._search.text()):
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            self._text.find(self._search.text())


def _shown(part: Part) -> str:
    head = part.title + "\n" + tr("Licence: {licence}", licence=part.licence)
    return f"{head}\n\n{licences.text(part) or tr('Its author ships no text with it.')}"
