"""The findings panel: what the checks found, by chapter and register, with the way there and the words that would be right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core.checks import NAMES, Finding, Severity
from qi_desktop.core.search import Hit, Part
from qi_desktop.ui.finding_watcher import FindingWatcher
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class FindingsPanel(QWidget):
    """A list of findings; a click shows the place, a button writes the words that would be right."""

    hit_chosen = Signal(object, bool)  # Hit, and whether the focus goes there
    place_requested = Signal(str, str)  # chapter, block: a finding of a whole block or chapter
    register_requested = Signal(str)

    def __init__(self, hub: Hub, watcher: FindingWatcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings_panel")
        self.setAccessibleName(tr("Findings"))
        self._hub, self._watcher = hub, watcher
        self.scope = QComboBox()
        self.scope.setObjectName("findings_scope")
        self.scope.setAccessibleName(tr("Which findings"))
        for words, severities in (
            (tr("All findings"), tuple(Severity)),
            (tr("Errors and warnings"), (Severity.ERROR, Severity.WARNING)),
            (tr("Errors only"), (Severity.ERROR,)),
        ):
            self.scope.addItem(words, severities)
        self.list = _List()
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setObjectName("findings_list")
        self.list.setAccessibleName(tr("Findings"))
        self.list.setHeaderHidden(True)
        self.list.setWordWrap(True)
        self.list.setIndentation(12)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.status = QLabel()
        self.status.setObjectName("findings_status")
        self.status.setWordWrap(True)
        self.fix_button = QPushButton(tr("Correct it"))
        self.fix_button.setObjectName("findings_fix")
        row = QHBoxLayout()
        row.addWidget(self.status, 1)
        row.addWidget(self.fix_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.scope)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.scope.currentIndexChanged.connect(lambda _: self.refresh())
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.list.itemClicked.connect(lambda item, _: self.show_place(item, False))
        self.list.itemActivated.connect(lambda item, _: self.show_place(item, True))
        self.fix_button.clicked.connect(lambda _=False: self.correct())
        watcher.changed.connect(self.refresh)
        self.refresh()

    # --- the list ---

    def refresh(self) -> None:
        """List what is known now; the current finding stays the current one as long as it is there."""
        kept = self.current()
        place = self.list.verticalScrollBar().value()
        self.list.blockSignals(True)
        self.list.clear()
        severities = self.scope.currentData()
        chosen = [finding for finding in self._watcher.findings.in_order() if finding.severity in severities]
        pages: dict[str, QTreeWidgetItem] = {}
        for finding in chosen[:_MOST]:
            page = finding.places[0].page
            if page not in pages:
                pages[page] = QTreeWidgetItem(self.list, [self._title(page)])
                pages[page].setExpanded(True)
            self._add(pages[page], finding, finding == kept)
        self.list.blockSignals(False)
        self.list.verticalScrollBar().setValue(place)
        self._tell(len(chosen))
        self._choose()

    def _add(self, page: QTreeWidgetItem, finding: Finding, current: bool) -> None:
        words = render(finding.message)
        item = QTreeWidgetItem(page, [words if finding.excerpt in words else f"{words}\n{finding.excerpt}"])
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
        counts = self._watcher.counts()
        if not self._watcher.findings.is_complete:
            self.status.setText(tr("Looking …"))
        elif not sum(counts.values()):
            self.status.setText(tr("Nothing was found. What you change is checked as you go on."))
        else:
            words = tr(
                "{errors} errors, {warnings} warnings, {notes} notes",
                errors=counts[Severity.ERROR],
                warnings=counts[Severity.WARNING],
                notes=counts[Severity.INFO],
            )
            self.status.setText(words if count <= _MOST else words + " · " + tr("the first {shown} are listed", shown=_MOST))

    def current(self) -> Finding | None:
        """The finding that is chosen."""
        item = self.list.currentItem()
        found = item.data(0, _FINDING) if item is not None else None
        return found if isinstance(found, Finding) else None

    # --- what is done with a finding ---

    def _choose(self) -> None:
        finding = self.current()
        hit = self._hit(finding) if finding is not None and finding.fix is not None and not self._hub.session.read_only else None
        self.fix_button.setEnabled(hit is not None)
        self.fix_button.setToolTip(tr("Write “{new}” instead of “{old}”", new=hit.new, old=hit.found) if hit else "")

    def show_place(self, item: QTreeWidgetItem, take_focus: bool) -> None:
        """Go to where a finding is."""
        finding = item.data(0, _FINDING)
        if not isinstance(finding, Finding):
            return
        spot = finding.places[0]
        if spot.place is None:
            return
        if spot.page not in self._hub.session.registers and (spot.start < 0 or spot.place.part is Part.TITLE):
            self.place_requested.emit(spot.page, "" if spot.place.part is Part.TITLE else spot.place.id)
            return
        self.hit_chosen.emit(Hit(spot.page, spot.place, max(spot.start, 0), max(spot.end, 0), "", "", "", False), take_focus)

    def correct(self) -> None:
        """Write the words that would be right, as one step that undo takes back."""
        finding = self.current()
        hit = self._hit(finding) if finding is not None else None
        if hit is not None:
            self._hub.perform(lambda: self._hub.session.search.replace(self._hub.report_id, [hit]).changes)

    def _hit(self, finding: Finding) -> Hit | None:
        """The stretch that a finding would have replaced; None if its text is another one by now."""
        spot = finding.places[0]
        if spot.place is None or spot.start < 0 or finding.fix is None:
            return None
        search = self._hub.session.search
        pages = search.pages(spot.page, self._hub.report_id, search.known(self._hub.report_id))
        text = next((text for page in pages for place, text in page.texts() if place == spot.place), "")
        found = text[spot.start : spot.end]
        return Hit(spot.page, spot.place, spot.start, spot.end, found, "", "", True, finding.fix) if found else None
