"""The history panel: every operation of the library, or those of the chapter with what they did to its text and the way back."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QListView, QPushButton, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from qi_desktop.core.changes import Changes, Operation
from qi_desktop.core.errors import QiError
from qi_desktop.core.text_difference import Compared, Kind
from qi_desktop.ui.editor import ChapterEditor
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.inserted_deleted import html_of
from qi_desktop.ui.panels.operation_model import OperationModel
from qi_desktop.ui.translate import render, tr

_CONTEXT = 1  # unchanged paragraphs that are shown before and after a changed one


class HistoryPanel(QWidget):
    """A list of operations; of a chapter's operation also what it changed, or what has been changed since."""

    def __init__(self, hub: Hub, editor: ChapterEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_panel")
        self.setAccessibleName(tr("History"))
        self._hub, self._editor = hub, editor
        self._old = True
        self._chapter_id = ""
        self._past = hub.session.past
        self.scope = _choice("history_scope", tr("Which operations"), {"all": tr("All operations"), "chapter": tr("Text of this chapter")})
        self.model = OperationModel(partial(self._read, ""), self)
        self.list = QListView()
        self.list.setObjectName("history_list")
        self.list.setAccessibleName(tr("Operations"))
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAlternatingRowColors(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)  # else only the first of the two lines is drawn
        self._empty = QLabel(tr("Nothing has been changed here yet. What you change is listed here, and can be brought back."))
        self._empty.setObjectName("history_empty")
        self._empty.setWordWrap(True)
        self._empty.setMargin(12)
        self._build_details()
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.scope)
        layout.addWidget(self._empty)
        layout.addWidget(splitter, 1)
        self.scope.currentIndexChanged.connect(lambda _: self.refresh())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_difference())
        hub.changed.connect(self._changed)

    def _build_details(self) -> None:
        self.details = QWidget()
        self.against = _choice(
            "history_against", tr("What is compared"), {"step": tr("What this step changed"), "since": tr("What has changed since")}
        )
        self.difference = QTextBrowser()
        self.difference.setObjectName("history_difference")
        self.difference.setAccessibleName(tr("What was changed"))
        self.difference.setOpenLinks(False)
        self.restore_button = QPushButton(tr("Restore the text after this step"))
        self.restore_button.setObjectName("history_restore")
        self.restore_button.clicked.connect(lambda checked=False: self.restore())
        self.against.currentIndexChanged.connect(lambda _: self._show_difference())
        column = QVBoxLayout(self.details)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.against)
        column.addWidget(self.difference, 1)
        column.addWidget(self.restore_button)

    def _read(self, chapter_id: str, limit: int, before: int) -> list[Operation]:
        return self._past.operations(limit, before, chapter_id)

    # --- following ---

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while nobody looked."""
        super().showEvent(event)
        if self._old:
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        self._old = True
        if self.isVisible():
            self.refresh()

    def show_chapter(self) -> None:
        """Another chapter is shown in the editor."""
        if self.scope.currentData() == "chapter" and self._editor.chapter_id != self._chapter_id:
            self._changed(Changes())

    def refresh(self) -> None:
        """Read the list anew; the chosen operation stays chosen if it is still listed, the newest stays the newest."""
        self._old = False
        chosen = self.chosen() if self.list.currentIndex().row() > 0 else None
        of_chapter = self.scope.currentData() == "chapter"
        self._chapter_id = self._editor.chapter_id if of_chapter else ""
        nothing = of_chapter and not self._chapter_id
        self.model.reload((lambda limit, before: []) if nothing else partial(self._read, self._chapter_id))
        self.details.setVisible(of_chapter)
        self._empty.setVisible(self.model.rowCount() == 0)
        rows = range(self.model.rowCount())
        same = next((row for row in rows if chosen is not None and (known := self.model.operation(row)) and known.id == chosen.id), 0)
        self.list.selectionModel().setCurrentIndex(self.model.index(same), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show_difference()

    # --- one operation of the chapter ---

    def chosen(self) -> Operation | None:
        """The operation the list stands on."""
        return self.model.operation(self.list.currentIndex().row())

    def restore(self) -> None:
        """Give the chapter the text it had after the chosen operation."""
        chosen, chapter_id = self.chosen(), self._chapter_id
        if chosen is not None and chapter_id:
            self._hub.perform(lambda: self._past.restore(chapter_id, chosen.id))

    def _show_difference(self) -> None:
        chosen, chapter_id = self.chosen(), self._chapter_id
        possible = chosen is not None and bool(chapter_id)
        self.restore_button.setEnabled(possible and not self._hub.session.read_only)
        if chosen is None or not possible or not self.details.isVisibleTo(self):
            self.difference.clear()
            return
        compare = self._past.changed_since if self.against.currentData() == "since" else self._past.changed_by
        try:
            compared = compare(chapter_id, chosen.id)
        except QiError as error:
            self.difference.setPlainText(render(error.message))
            return
        self.difference.setHtml(_html(compared, self.palette().color(QPalette.ColorRole.Base).lightness() < 128))


def _choice(name: str, label: str, names: dict[str, str]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(label)
    for value, text in names.items():
        box.addItem(text, value)
    return box


def _html(compared: list[Compared], dark: bool) -> str:
    """The changed paragraphs with a little of what stands around them; dots where more was left out."""
    changed = {number for number, pieces in enumerate(compared) if any(piece.kind is not Kind.SAME for piece in pieces)}
    if not changed:
        return f"<p><i>{escape(tr('The text is the same.'))}</i></p>"
    shown = {number + step for number in changed for step in range(-_CONTEXT, _CONTEXT + 1)}
    parts: list[str] = []
    for number, pieces in enumerate(compared):
        if number in shown:
            parts.append(f"<p>{html_of(pieces, dark)}</p>")
        elif not parts or parts[-1] != "<p>…</p>":
            parts.append("<p>…</p>")
    return "".join(parts)
