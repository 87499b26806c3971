"""The versions panel: named states of the report, and what differs between one of them and the report as it is, or another one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.core.snapshots import Difference, Fate, Snapshot, SnapshotKind
from qi_desktop.core.text_difference import Kind, Piece, compare_texts
from qi_desktop.session.snapshots import NOW
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.properties import chapter_status_names
from qi_desktop.ui.dialogs.version_dialog import VersionDialog, kind_names
from qi_desktop.ui.field_names import field_label
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.inserted_deleted import html_of
from qi_desktop.ui.panels.operation_model import shown_time
from qi_desktop.ui.tasks import Task
from qi_desktop.ui.translate import language_key, render, tr

if TYPE_CHECKING:
    from qi_desktop.ui.editor import ChapterEditor

_FOLLOW_AFTER = 600  # milliseconds after a change until it is compared
_MOST = 500  # differences that are shown: a page of them is read, not a book
_ICONS = {SnapshotKind.APPROVED: "check", SnapshotKind.REVIEW: "clock", SnapshotKind.OTHER: "report"}


class VersionsPanel(QWidget):
    """A list of versions with what can be done with each, and below it what differs."""

    failed = Signal(object)  # QiError
    kept = Signal()  # a version came, went or has another name

    def __init__(self, hub: Hub, editor: ChapterEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versions_panel")
        self.setAccessibleName(tr("Versions"))
        self._hub, self._editor = hub, editor
        self._old = True
        self._task: Task | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_FOLLOW_AFTER)
        self._wait.timeout.connect(self._compare)
        self.list = QListWidget()
        self.list.setObjectName("versions_list")
        self.list.setAccessibleName(tr("Versions"))
        self._empty = QLabel(
            tr("Keep the report under a name before it is sent out or when it is approved. It can then be compared and exported just as it was.")
        )
        self._empty.setObjectName("versions_empty")
        self._empty.setWordWrap(True)
        self._empty.setMargin(8)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.keep_button = self._button("versions_keep", tr("Keep version …"), self.keep)
        self.rename_button = self._button("versions_rename", tr("Rename …"), self.rename)
        self.remove_button = self._button("versions_remove", tr("Delete"), self.remove)
        self.against = QComboBox()
        self.against.setObjectName("versions_against")
        self.against.setAccessibleName(tr("Compare with"))
        self.difference = QTextBrowser()
        self.difference.setObjectName("versions_difference")
        self.difference.setAccessibleName(tr("What differs"))
        self.difference.setOpenLinks(False)
        buttons = QHBoxLayout()
        for button in (self.keep_button, self.rename_button, self.remove_button):
            buttons.addWidget(button)
        above, below = QWidget(), QWidget()
        first, second = QVBoxLayout(above), QVBoxLayout(below)
        for box in (first, second):
            box.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.list, 1)
        second.addWidget(self.against)
        second.addWidget(self.difference, 1)
        splitter = self._parts = QSplitter(Qt.Orientation.Vertical)
        for number, part in enumerate((above, below)):
            splitter.addWidget(part)
            splitter.setStretchFactor(number, 1 + number)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(buttons)
        layout.addWidget(self._empty)
        layout.addWidget(splitter, 1)
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.against.currentIndexChanged.connect(lambda _: self._compare())
        hub.changed.connect(self._changed)

    def _button(self, name: str, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda _=False: act())  # type: ignore[operator]
        return button

    # --- following ---

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._wait.start()
        else:
            self._old = True

    def showEvent(self, event: QShowEvent) -> None:
        """What was changed while the panel was hidden is read now."""
        super().showEvent(event)
        if self._old:
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew; the chosen version stays chosen if it is still there."""
        self._old = False
        chosen = self.chosen()
        try:
            found = self._hub.session.snapshots.of_report(self._hub.report_id)
        except QiError as error:
            self.failed.emit(error)
            found = []
        self.list.blockSignals(True)
        self.list.clear()
        names = kind_names()
        for snapshot in found:
            words = " · ".join(part for part in (names[snapshot.kind], shown_time(snapshot.time), snapshot.author) if part)
            item = QListWidgetItem(icon(_ICONS[snapshot.kind]), f"{snapshot.name}\n{words}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, snapshot)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{snapshot.name}, {words}")
            item.setToolTip(tr("Digest (SHA-256): {digest}", digest=snapshot.sha256))
            if chosen is not None and snapshot.id == chosen.id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._empty.setVisible(not found)
        self._parts.setVisible(bool(found))
        self._choose()

    def chosen(self) -> Snapshot | None:
        """The version that the list stands on."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _choose(self) -> None:
        chosen, writable = self.chosen(), not self._hub.session.read_only
        self.keep_button.setEnabled(writable and bool(self._hub.report_id))
        self.rename_button.setEnabled(writable and chosen is not None)
        self.remove_button.setEnabled(writable and chosen is not None and chosen.kind is not SnapshotKind.APPROVED)
        before = self.against.currentData()
        self.against.blockSignals(True)
        self.against.clear()
        self.against.addItem(tr("Compare with the report as it is"), NOW)
        for number in range(self.list.count()):
            snapshot: Snapshot = self.list.item(number).data(Qt.ItemDataRole.UserRole)
            if chosen is not None and snapshot.id != chosen.id:
                self.against.addItem(tr("Compare with “{name}”", name=snapshot.name), snapshot.id)
        self.against.setCurrentIndex(max(self.against.findData(before), 0))
        self.against.blockSignals(False)
        self._compare()

    # --- what is done ---

    def _perform(self, verb: object) -> None:
        self._editor.save()
        try:
            verb()  # type: ignore[operator]
        except QiError as error:
            self.failed.emit(error)
            return
        self.refresh()
        self.kept.emit()

    def keep(self) -> None:
        """Ask for a name and keep the report as it is."""
        answer = VersionDialog.ask(self)
        if answer is not None:
            self._perform(lambda: self._hub.session.snapshots.take(self._hub.report_id, *answer))
            self.list.setCurrentRow(0)

    def rename(self) -> None:
        """Ask for another name."""
        chosen = self.chosen()
        answer = VersionDialog.ask(self, chosen) if chosen is not None else None
        if chosen is not None and answer is not None:
            self._perform(lambda: self._hub.session.snapshots.rename(chosen.id, answer[0]))

    def remove(self) -> None:
        """Drop the version, after a question: undo does not bring it back."""
        chosen = self.chosen()
        if chosen is not None and messages.ask(self, tr("Delete the version “{name}”? It cannot be brought back.", name=chosen.name), tr("Delete")):
            self._perform(lambda: self._hub.session.snapshots.remove(chosen.id))

    # --- comparing ---

    def _compare(self) -> None:
        """Begin to compare; what was begun before is no longer waited for."""
        self._wait.stop()
        chosen = self.chosen()
        if chosen is None:
            self._task = None
            self.difference.clear()
            return
        names = [self.list.item(number).data(Qt.ItemDataRole.UserRole).id for number in range(self.list.count())]
        other = self.against.currentData()
        # The list has the newest first; the report as it is, is newer than any.
        old, new = (chosen.id, NOW) if other == NOW else sorted((chosen.id, str(other)), key=names.index, reverse=True)
        try:
            compare = self._hub.session.snapshots.comparer(self._hub.report_id, old, new, language_key())
        except QiError as error:
            self._task = None
            self.difference.setPlainText(render(error.message))
            return
        task = self._task = Task(lambda progress: compare(), self)
        task.finished.connect(lambda found: self._show(task, found))
        task.failed.connect(lambda error: self._show(task, error))
        task.start()

    def _show(self, task: Task, found: list[Difference] | QiError) -> None:
        task.deleteLater()
        if task is not self._task:
            return
        self._task = None
        if isinstance(found, QiError):
            self.difference.setPlainText(render(found.message))
            return
        place = self.difference.verticalScrollBar().value()
        self.difference.setHtml(_html(found, self.palette().color(QPalette.ColorRole.Base).lightness() < 128))
        self.difference.verticalScrollBar().setValue(place)

    @property
    def is_comparing(self) -> bool:
        """True while what differs is not shown yet."""
        return self._task is not None or self._wait.isActive()


def _html(found: list[Difference], dark: bool) -> str:
    if not found:
        return f"<p><i>{escape(tr('Nothing differs.'))}</i></p>"
    fates = {Fate.ADDED: tr("added"), Fate.REMOVED: tr("removed"), Fate.CHANGED: tr("changed"), Fate.MOVED: tr("moved")}
    parts = [f"<p>{escape(tr('{count} differences', count=len(found)))}</p>"]
    page: str | None = None
    for difference in found[:_MOST]:
        if difference.page != page:
            page = difference.page
            parts.append(f"<h4>{escape(difference.title or tr('The report as a whole'))}</h4>")
        words = f"<b>{escape(_what(difference))}</b> {escape(fates[difference.fate])}"
        before, after = _shown(difference.before), _shown(difference.after)
        if difference.fate is Fate.CHANGED:
            text = html_of(compare_texts(before, after), dark)
        elif difference.fate is Fate.MOVED:
            text = escape(after)
        else:
            text = html_of((Piece(Kind.INSERTED if after else Kind.DELETED, after or before),), dark) if before or after else ""
        parts.append(f"<p>{words}{'<br>' + text if text else ''}</p>")
    if len(found) > _MOST:
        parts.append(f"<p><i>{escape(tr('Only the first {shown} are shown.', shown=_MOST))}</i></p>")
    return "".join(parts)


def _what(difference: Difference) -> str:
    """What a difference is about; names of fields in the user's words."""
    name = str(difference.what.values.get("name", ""))
    labels = {"status": tr("Status"), "department": tr("Department"), "due_date": tr("Due")}
    for place in (f"company.{name}", f"report.{name}"):
        if difference.fate is Fate.CHANGED and not difference.page and field_label(place) != place:
            return render(type(difference.what)(difference.what.template, {"name": field_label(place)}))
    if difference.what.template == "Chapter: {name}" and name in labels:
        return labels[name]
    return render(difference.what)


def _shown(text: str) -> str:
    return {status.value: words for status, words in chapter_status_names().items()}.get(text, text)
