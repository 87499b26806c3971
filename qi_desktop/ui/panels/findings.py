"""The findings panel: what the checks found, by chapter and register, with the way there, the right words, and the way to let one stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core.changes import Changes
from qi_desktop.core.checks import NAMES, Finding, Severity, Spot
from qi_desktop.core.model import Dismissal
from qi_desktop.core.search import Hit, Part
from qi_desktop.ui.dialogs.dismiss_dialog import DismissDialog
from qi_desktop.ui.finding_watcher import FindingWatcher
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.panels.operation_model import shown_time
from qi_desktop.ui.plain import plain, tip
from qi_desktop.ui.translate import language_key, render, tr

ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "information"}
_MOST = 2000  # findings that are listed: nobody reads more, and each takes memory
_FINDING = Qt.ItemDataRole.UserRole


class _Lines(QStyledItemDelegate):
    """Gives each item as many lines as its words need; Qt counts only those that are written as such."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, QTreeWidget)
        style = view.style()
        around = 2 * (style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1)
        drawn = style.pixelMetric(QStyle.PixelMetric.PM_SmallIconSize) + around if index.parent().isValid() else 0
        metrics = view.fontMetrics()
        room = view.viewport().width() - view.indentation() * (2 if index.parent().isValid() else 1) - drawn - 2 * around
        words = metrics.boundingRect(QRect(0, 0, max(room, 80), 10000), Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(max(room, 80), max(words.height(), metrics.height()) + around)


class _List(QTreeWidget):
    """The tree of findings; its lines follow its width."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        actions = [action for action in self.actions() if action.isEnabled() and action.isVisible()]
        item = self.currentItem()
        if actions and item is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            place = self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft()) if by_key else event.globalPos()
            QMenu.exec(actions, place, None, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class FindingsPanel(QWidget):
    """A list of findings; a click shows the place, a button writes the words that would be right."""

    hit_chosen = Signal(object, bool)  # Hit, and whether the focus goes there
    place_requested = Signal(str, str)  # chapter, block: a finding of a whole block or chapter
    settings_requested = Signal(bool)  # what the report lacks as a whole: True, the company's data; False, the report's settings

    def __init__(self, hub: Hub, watcher: FindingWatcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings_panel")
        self.setAccessibleName(tr("Findings"))
        self._hub, self._watcher = hub, watcher
        self._shown = 0  # which place of the current finding was gone to
        self.scope = QComboBox()
        self.scope.setObjectName("findings_scope")
        self.scope.setAccessibleName(tr("Which findings"))
        for words, severities in (
            (tr("All findings"), tuple(Severity)),
            (tr("Errors and warnings"), (Severity.ERROR, Severity.WARNING)),
            (tr("Errors only"), (Severity.ERROR,)),
            (tr("Dismissed"), ()),
        ):
            self.scope.addItem(words, severities)
        self.list = _List()
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setObjectName("findings_list")
        self.list.setAccessibleName(tr("Findings"))
        self.list.setHeaderHidden(True)
        self.list.setWordWrap(True)
        self.list.setIndentation(12)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.status = plain(QLabel())
        self.status.setObjectName("findings_status")
        self.status.setWordWrap(True)
        self.other_action = self._act("findings_other", tr("Other place"), "Space", self.show_other_place)
        self.fix_action = self._act("findings_fix", tr("Correct it"), "", self.correct)
        self.dismiss_action = self._act("findings_dismiss", tr("Dismiss …"), "Del", self.dismiss)
        self.restore_action = self._act("findings_restore", tr("Let it count again"), "Ins", self.restore)
        self.alike_action = self._act("findings_alike", tr("Mark all of this kind"), "", self.mark_alike)
        self.other_button = self._button("findings_other", self.other_action)
        self.fix_button = self._button("findings_fix", self.fix_action)
        self.dismiss_button = self._button("findings_dismiss", self.dismiss_action)
        self.restore_button = self._button("findings_restore", self.restore_action)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.other_button, self.fix_button, self.dismiss_button, self.restore_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.scope)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.status)
        layout.addLayout(row)
        self.scope.currentIndexChanged.connect(lambda _: self.refresh())
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemClicked.connect(lambda item, _: self.show_place(item, False))
        self.list.itemActivated.connect(lambda item, _: self.show_place(item, True))
        watcher.changed.connect(self.refresh)
        self.refresh()

    def _act(self, name: str, words: str, key: str, do: Callable[[], None]) -> QAction:
        """Something that is done with the chosen findings, in the menu of the list and by a key there."""
        action = QAction(words, self.list)
        action.setObjectName(f"{name}_action")
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: do())
        self.list.addAction(action)
        return action

    def _button(self, name: str, action: QAction) -> QPushButton:
        button = QPushButton(action.text())
        button.setObjectName(name)
        button.clicked.connect(lambda _=False: action.trigger())
        action.enabledChanged.connect(button.setEnabled)
        action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
        return button

    # --- the list ---

    @property
    def shows_dismissed(self) -> bool:
        """True while the list holds what was dismissed."""
        return not self.scope.currentData()

    def refresh(self) -> None:
        """List what is known now; the current finding stays the current one as long as it is there, then the one in its place does."""
        kept = self.current()
        number = next((number for number, item in enumerate(self._items()) if item is self.list.currentItem()), -1)
        place = self.list.verticalScrollBar().value()
        self.list.blockSignals(True)
        self.list.clear()
        chosen = self._chosen()
        pages: dict[str, QTreeWidgetItem] = {}
        for finding, why in chosen[:_MOST]:
            page = finding.places[0].page
            if page not in pages:
                pages[page] = QTreeWidgetItem(self.list, [self._title(page)])
                pages[page].setExpanded(True)
            self._add(pages[page], finding, why, finding == kept)
        if kept is not None and self.current() is None and (items := self._items()):
            self.list.setCurrentItem(items[min(number, len(items) - 1)])
        self.list.blockSignals(False)
        self.list.verticalScrollBar().setValue(place)
        self._tell(len(chosen))
        self._choose()

    def _chosen(self) -> list[tuple[Finding, Dismissal | None]]:
        """The findings that the list is to show, with why they were dismissed."""
        if self.shows_dismissed:
            return [*self._watcher.findings.dismissed()]
        severities = self.scope.currentData()
        return [(finding, None) for finding in self._watcher.findings.in_order() if finding.severity in severities]

    def _add(self, page: QTreeWidgetItem, finding: Finding, why: Dismissal | None, current: bool) -> None:
        words = render(finding.message)
        lines = [words] if finding.excerpt in words else [words, finding.excerpt]
        if why is not None:
            lines.append(tr("Dismissed by {author}, {time}: {reason}", author=why.author, time=shown_time(why.time), reason=why.reason))
        item = QTreeWidgetItem(page, ["\n".join(lines)])
        item.setData(0, _FINDING, finding)
        item.setIcon(0, icon(ICONS[finding.severity]))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{render(NAMES[finding.severity])}: {words}")
        item.setToolTip(0, f"{render(NAMES[finding.severity])} · {finding.rule}")
        if current:
            self.list.setCurrentItem(item)

    def _title(self, page: str) -> str:
        chapter = self._watcher.findings.chapter(page)
        if chapter is not None:
            return chapter.title or tr("(no title)")
        register = self._hub.session.registers.get(page)
        return tr("Register: {name}", name=register.label[language_key()]) if register else tr("The report as a whole")

    def _tell(self, count: int) -> None:
        counts, dismissed = self._watcher.counts(), len(self._watcher.findings.dismissed())
        if not self._watcher.findings.is_complete:
            self.status.setText(tr("Looking …"))
        elif self.shows_dismissed:
            self.status.setText(tr("{count} were dismissed", count=dismissed) if dismissed else tr("None was dismissed."))
        elif not sum(counts.values()) and not dismissed:
            self.status.setText(tr("Nothing was found. What you change is checked as you go on."))
        else:
            words = tr(
                "{errors} errors, {warnings} warnings, {notes} notes",
                errors=counts[Severity.ERROR],
                warnings=counts[Severity.WARNING],
                notes=counts[Severity.INFO],
            )
            words += " · " + tr("{count} were dismissed", count=dismissed) if dismissed else ""
            self.status.setText(words if count <= _MOST else words + " · " + tr("the first {shown} are listed", shown=_MOST))

    def current(self) -> Finding | None:
        """The finding that is chosen."""
        item = self.list.currentItem()
        found = item.data(0, _FINDING) if item is not None else None
        return found if isinstance(found, Finding) else None

    def selected(self) -> list[Finding]:
        """The findings that are marked; a page stands for none."""
        found = (item.data(0, _FINDING) for item in self.list.selectedItems())
        return [finding for finding in found if isinstance(finding, Finding)]

    # --- what is done with a finding ---

    def _choose(self) -> None:
        findings, writable = self.selected(), not self._hub.session.read_only
        single = findings[0] if len(findings) == 1 else None
        hit = self._hit(single) if single is not None else None
        several = len(findings) > 1 and any(finding.fix is not None for finding in findings)
        self.fix_action.setEnabled(writable and (hit is not None or several))
        self.fix_button.setToolTip(tip(tr("Write “{new}” instead of “{old}”", new=hit.new, old=hit.found)) if hit else "")
        self.other_action.setEnabled(single is not None and len(single.places) > 1)
        self.alike_action.setEnabled(single is not None)
        self.dismiss_action.setVisible(not self.shows_dismissed)
        self.dismiss_action.setEnabled(writable and not self.shows_dismissed and bool(findings))
        self.restore_action.setVisible(self.shows_dismissed)
        self.restore_action.setEnabled(writable and self.shows_dismissed and bool(findings))

    def show_place(self, item: QTreeWidgetItem, take_focus: bool) -> None:
        """Go to where a finding is."""
        finding = item.data(0, _FINDING)
        if isinstance(finding, Finding):
            self._shown = 0
            if finding.places[0].page or take_focus:  # a dialog comes only when it is asked for
                self._show(finding.places[0], take_focus)

    def show_other_place(self) -> None:
        """Go to the next place of a finding that has several, such as the other one of two figures that disagree."""
        finding = self.current()
        if finding is not None and len(finding.places) > 1:
            self._shown = (self._shown + 1) % len(finding.places)
            self._show(finding.places[self._shown], False)

    def _show(self, spot: Spot, take_focus: bool) -> None:
        if spot.place is None:
            return
        if not spot.page:
            self.settings_requested.emit(spot.place.id == self._hub.session.company.get().id)
            return
        if spot.page not in self._hub.session.registers and (spot.start < 0 or spot.place.part is Part.TITLE):
            self.place_requested.emit(spot.page, "" if spot.place.part is Part.TITLE else spot.place.id)
            return
        self.hit_chosen.emit(Hit(spot.page, spot.place, max(spot.start, 0), max(spot.end, 0), "", "", "", False), take_focus)

    def mark_alike(self) -> None:
        """Mark all findings of the current one's rule, to correct or dismiss them at once."""
        current = self.current()
        if current is not None:
            for item in self._items():
                item.setSelected(item.data(0, _FINDING).rule == current.rule)

    def correct(self) -> None:
        """Write the words that would be right for all marked findings, as one step that undo takes back."""
        hits = [hit for finding in self.selected() if (hit := self._hit(finding)) is not None]
        if not hits:
            return
        locked: list[int] = []

        def write() -> Changes:
            replaced = self._hub.session.search.replace(self._hub.report_id, hits)
            locked.append(replaced.locked)
            return replaced.changes

        self._hub.perform(write)
        if any(locked):
            self.status.setText(tr("A chapter is final and was left as it is; change its status first."))

    def dismiss(self) -> None:
        """Let the marked findings stand, for a reason that is asked for."""
        findings = self.selected()
        if not findings:
            return
        known = [why.reason for _, why in self._watcher.findings.dismissed()]
        told = render(findings[0].message) if len(findings) == 1 else tr("{count} findings", count=len(findings))
        reason = DismissDialog.ask(self, told, sorted(set(known), key=known.count, reverse=True))
        if reason is not None:
            self._hub.perform(lambda: self._hub.session.checks.dismiss(self._hub.report_id, findings, reason))

    def restore(self) -> None:
        """Let the marked findings count again."""
        findings = self.selected()
        if findings:
            self._hub.perform(lambda: self._hub.session.checks.restore(self._hub.report_id, findings))

    def _items(self) -> list[QTreeWidgetItem]:
        """The items of findings, in order."""
        pages = [page for number in range(self.list.topLevelItemCount()) if (page := self.list.topLevelItem(number)) is not None]
        return [page.child(number) for page in pages for number in range(page.childCount())]

    def _hit(self, finding: Finding) -> Hit | None:
        """The stretch that a finding would have replaced; None if its text is another one by now."""
        spot = finding.places[0]
        if spot.place is None or spot.start < 0 or finding.fix is None:
            return None
        search = self._hub.session.search
        pages = search.pages(spot.page, self._hub.report_id, search.known(self._hub.report_id))
        text = next((text for page in pages for place, text in page.texts() if place == spot.place), "")
        found = text[spot.start : spot.end]
        if found not in finding.excerpt:  # written over since, and not looked at again yet
            return None
        return Hit(spot.page, spot.place, spot.start, spot.end, found, "", "", True, finding.fix) if found else None
