"""The window's middle while a library is open: chapters and registers at the left, the chapter's text or a register's grid
beside them, and a panel at the right."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.core.search import Hit, Part
from qi_desktop.session import Session
from qi_desktop.ui import panes, qtext
from qi_desktop.ui.chapter_tree import ChapterTree
from qi_desktop.ui.editor import ChapterEditor
from qi_desktop.ui.find import FindPanel
from qi_desktop.ui.grids import RegisterPanel
from qi_desktop.ui.grids.own_registers import RegisterListMenu
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.panels import SidePanel
from qi_desktop.ui.read_only_bar import ReadOnlyBar
from qi_desktop.ui.table_files import TableFiles
from qi_desktop.ui.translate import language_key, tr

if TYPE_CHECKING:
    from qi_desktop.ui.approved_watcher import ApprovedWatcher
    from qi_desktop.ui.finding_watcher import FindingWatcher

_CHECK_AFTER = 1500  # milliseconds after opening until the checks begin: the window comes first
_WIDE = 1280  # pixels of a window in which the page fits beside the text
_PANEL_AFTER = 50  # milliseconds after the window is shown


class Workspace(QWidget):
    """The views of one open library; the main window owns menus and files."""

    write_requested = Signal()  # a library that can only be read is to be opened for writing
    settings_requested = Signal(bool)  # the company's data (True) or the report's settings are to be shown
    state_changed = Signal()  # what is shown, or whether it is saved, is another

    def __init__(self, session: Session, report_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self.session = session
        self.hub = Hub(session, report_id, self)
        self.tree = ChapterTree(self.hub)
        self.editor = ChapterEditor(self.hub)
        self.panel = RegisterPanel(self.hub)
        self.side = SidePanel()
        self._side_width = 380
        self.finder = FindPanel(self.hub, lambda: self.shown_register() or self.editor.chapter_id, self._selected_words)
        self.tables = TableFiles(self.hub, self.shown_register, self)
        self.registers = QListWidget()
        self.registers.setObjectName("register_list")
        self.registers.setAccessibleName(tr("Registers"))
        self.register_menu = RegisterListMenu(self.hub, self.registers, self._register_at, self.open_register)
        self.reports = QComboBox()
        self.reports.setObjectName("report_switch")
        self.reports.setAccessibleName(tr("Report"))
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._follow)
        self._late.start(_CHECK_AFTER)
        self._build()
        self._fill_registers()
        self.fill_reports()
        self._connect()
        if session.read_only:
            self.tree.set_read_only(True)
            self.editor.set_read_only(True)
            self.panel.set_read_only(True)

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("side_tabs")
        self.tabs.setAccessibleName(tr("Chapters and registers"))
        self.tabs.setDocumentMode(True)
        chapters = QWidget()
        column = QVBoxLayout(chapters)
        column.setContentsMargins(4, 4, 4, 0)
        column.addWidget(self.reports)
        self.filter = QLineEdit()
        self.filter.setObjectName("chapter_filter")
        self.filter.setAccessibleName(tr("Filter chapters"))
        self.filter.setPlaceholderText(tr("Filter chapters"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.tree.set_filter)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        self.tabs.addTab(chapters, tr("Chapters"))
        registers = QWidget()
        list_column = QVBoxLayout(registers)
        list_column.setContentsMargins(4, 4, 4, 4)
        list_column.addWidget(self.registers, 1)
        new = QPushButton(icon("new"), tr("New register …"))
        new.setObjectName("register_new")
        new.setEnabled(not self.session.read_only)
        new.clicked.connect(lambda _=False: self.register_menu.new())
        list_column.addWidget(new)
        self.tabs.addTab(registers, tr("Registers"))
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self.pages.addWidget(self.editor)
        self.pages.addWidget(self.panel)
        self.pages.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 16)  # the list beside it gives way before the text does
        self.splitter = QSplitter(Qt.Orientation.Horizontal, objectName="splitter")
        self.splitter.addWidget(self.tabs)
        self.middle = QSplitter(Qt.Orientation.Vertical, objectName="middle")
        self.middle.addWidget(self.pages)
        self.middle.addWidget(self.finder)
        self.middle.setStretchFactor(0, 1)
        self.middle.setSizes([600, 320])
        self.finder.hide()
        self.splitter.addWidget(self.middle)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setCollapsible(2, False)
        self.splitter.setSizes([320, 880, self._side_width])
        self.side.add("preview", tr("Preview"), "report", "F7", self._make_preview)
        self.side.add("properties", tr("Properties"), "properties", "Ctrl+F7", self._make_properties)
        self.side.add("findings", tr("Findings"), "warning", "Ctrl+F8", self._make_findings)
        self.side.add("versions", tr("Versions"), "check", "Shift+F8", self._make_versions)
        self.side.add("history", tr("History"), "clock", "Shift+F7", self._make_history)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.session.read_only:
            bar = ReadOnlyBar(self.session)
            bar.write_requested.connect(self.write_requested)
            layout.addWidget(bar)
        layout.addWidget(self.splitter, 1)

    def _make_preview(self) -> QWidget:
        from qi_desktop.ui.panels.preview import PreviewPanel  # the window is painted before its panels are needed

        panel = PreviewPanel(self.hub, self.editor)
        panel.place_requested.connect(self.show_place)
        return panel

    def _make_properties(self) -> QWidget:
        from qi_desktop.ui.panels.properties import PropertiesPanel

        panel = PropertiesPanel(self.hub, self.editor)
        self.state_changed.connect(panel.show_chapter)
        return panel

    def _make_history(self) -> QWidget:
        from qi_desktop.ui.panels.history import HistoryPanel

        panel = HistoryPanel(self.hub, self.editor)
        self.state_changed.connect(panel.show_chapter)
        return panel

    def _make_findings(self) -> QWidget:
        from qi_desktop.ui.panels.findings import FindingsPanel

        self.watcher.begin()
        panel = FindingsPanel(self.hub, self.watcher)
        panel.hit_chosen.connect(self.show_hit)
        panel.place_requested.connect(self.show_place)
        panel.settings_requested.connect(self.settings_requested)
        return panel

    def _make_versions(self) -> QWidget:
        from qi_desktop.ui.panels.versions import VersionsPanel

        panel = VersionsPanel(self.hub, self.editor)
        panel.failed.connect(self.hub.failed)
        panel.kept.connect(lambda: self.approved.look())
        return panel

    def _follow(self) -> None:
        """Begin what goes on beside the writing."""
        self.watcher.begin()
        self.approved.look()

    @cached_property
    def approved(self) -> ApprovedWatcher:
        """What follows the changes since the approved version."""
        from qi_desktop.ui.approved_watcher import ApprovedWatcher

        made = ApprovedWatcher(self.hub, self)
        made.changed.connect(self.state_changed)
        return made

    def since_approved(self) -> str:
        """How much has changed since the report was approved; empty if it is not, or nobody looked yet."""
        return self.approved.words if "approved" in self.__dict__ else ""

    @cached_property
    def watcher(self) -> FindingWatcher:
        """What follows the findings; made once the window is painted, since the rules take a while to load."""
        from qi_desktop.ui.finding_watcher import FindingWatcher

        made = FindingWatcher(self.hub, self)
        self.tree.chapters.follow_findings(made)
        return made

    def close_panels(self) -> None:
        """Stop what the panels do beside the window; to be called before the library is closed."""
        self._late.stop()
        if "watcher" in self.__dict__:
            self.watcher.stop()
        if "approved" in self.__dict__:
            self.approved.stop()
        for name in self.side.made():
            close = getattr(self.side.panel(name), "close_document", None)
            if close is not None:
                close()

    def _fill_registers(self) -> None:
        key, shown = language_key(), self.shown_register()
        self.registers.blockSignals(True)
        self.registers.clear()
        for name, register in self.session.registers.items():
            if not register.parent:  # a child's rows are shown below those they belong to
                item = QListWidgetItem(register.label[key], self.registers)
                item.setData(Qt.ItemDataRole.UserRole, name)
                if name == shown:
                    self.registers.setCurrentItem(item)
        self.registers.blockSignals(False)

    def _register_at(self, place: QPoint) -> str:
        item = self.registers.itemAt(place)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def fill_reports(self) -> None:
        """List the reports of the library."""
        self.reports.blockSignals(True)
        self.reports.clear()
        for report in self.session.reports.all():
            self.reports.addItem(tr("{year}: {title}", year=report.year, title=report.title), report.id)
        self.reports.setCurrentIndex(self.reports.findData(self.hub.report_id))
        self.reports.setVisible(self.reports.count() > 1)
        self.reports.blockSignals(False)

    def _connect(self) -> None:
        self.state_changed.connect(self.tables.refresh)
        self.tables.register_chosen.connect(self.open_register)
        self.tree.chapter_chosen.connect(self.show_chapter)
        self.registers.currentItemChanged.connect(lambda item, _: self._choose_register(item))
        self.registers.itemClicked.connect(self._choose_register)
        self.registers.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.registers.customContextMenuRequested.connect(self.register_menu.show)
        self.editor.register_requested.connect(self.open_register)
        self.editor.place_requested.connect(self.show_place)
        self.editor.fields_requested.connect(self.show_fields)
        self.editor.dirty_changed.connect(lambda _: self.state_changed.emit())
        self.reports.currentIndexChanged.connect(lambda _: self.show_report(self.reports.currentData() or self.hub.report_id))
        self.hub.report_gone.connect(self.show_report)
        self.hub.changed.connect(self._changed)
        self.finder.hit_chosen.connect(self.show_hit)
        for part in (self.finder.closed, self.side.left):
            part.connect(lambda: panes.go([self._centre()], None))

    def _choose_register(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_register(str(item.data(Qt.ItemDataRole.UserRole)))

    def _changed(self, changes: Changes) -> None:
        if changes.ids("own_register"):
            self._fill_registers()
            if self.pages.currentWidget() is self.panel and not self.shown_register():  # what was shown is gone
                self.pages.setCurrentWidget(self.editor)
        if changes.ids("report"):
            self.fill_reports()
        if changes.ids("chapter") and self.pages.currentWidget() is self.editor and not self.tree.currentIndex().isValid():
            self.tree.show_chapter(self.editor.chapter_id)  # it was gone and is back
        self.state_changed.emit()

    # --- what is shown ---

    def show_chapter(self, chapter_id: str) -> None:
        """Show a chapter's text."""
        self.editor.show_chapter(chapter_id)
        self.pages.setCurrentWidget(self.editor)
        self.state_changed.emit()

    def show_place(self, chapter_id: str, block_id: str = "") -> None:
        """Show a chapter, in the tree too, with the cursor in one of its blocks, or at its beginning."""
        self.tree.show_chapter(chapter_id)
        self.show_chapter(chapter_id)
        self.editor.focus_block(block_id)

    def show_fields(self) -> None:
        """Show the library's own fields."""
        from qi_desktop.ui.dialogs.fields_dialog import FieldsDialog

        area = self.editor.area
        dialog = FieldsDialog(self.hub, not area.isReadOnly() and self.pages.currentWidget() is self.editor, self)
        dialog.place_chosen.connect(self.show_place)
        dialog.insert_wished.connect(self.editor.commands.inline.insert_field)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _selected_words(self) -> str:
        """What is selected in the text, if it is a few words of one paragraph: what one is likely to look for."""
        words = self.editor.area.textCursor().selectedText() if self.pages.currentWidget() is self.editor else ""
        return words if len(words) <= 60 and words.isprintable() else ""

    def show_hit(self, hit: Hit, take_focus: bool = True) -> None:
        """Show what a search found: select it in the text, or go to its cell. The focus goes there only if it is to."""
        before = QApplication.focusWidget()
        if hit.page in self.session.registers:
            self._show_cell(hit)
        else:
            self.show_place(hit.page)
            if hit.place.part is not Part.TITLE:
                self.editor.select_text(hit.place.id, hit.start, hit.end, hit.place.part is Part.TEXT)
        if not take_focus and before is not None:
            before.setFocus()

    def _show_cell(self, hit: Hit) -> None:
        try:
            row = self.session.rows.get(hit.place.id)
        except QiError:  # deleted since: the list follows in a moment
            return
        if self.shown_register() != hit.page or row.parent_id:
            self.open_register(hit.page, row.parent_id)
        from qi_desktop.ui.grids.register_grid import RegisterGrid  # loaded with the first register that is shown
        from qi_desktop.ui.grids.register_model import RegisterModel

        grid = self.panel.findChild(RegisterGrid, f"grid_{hit.page}")
        if grid is not None:
            names = [column.name for column in self.session.registers[hit.page].columns]
            model = grid.model()
            assert isinstance(model, RegisterModel)
            grid.setCurrentIndex(model.index(model.line_of(row.id), names.index(hit.place.name)))
            grid.setFocus()

    def show_register(self, name: str, parent_row_id: str = "") -> None:
        """Show a register's grid."""
        self.editor.save()
        self.panel.show_register(name, parent_row_id)
        self.pages.setCurrentWidget(self.panel)
        self.state_changed.emit()

    def open_register(self, name: str, parent_row_id: str = "") -> None:
        """Show a register, also in the list at the left; a child register is shown with its parent."""
        register = self.session.registers[name]
        listed = register.parent or name
        self.tabs.setCurrentIndex(1)
        for row in range(self.registers.count()):
            if self.registers.item(row).data(Qt.ItemDataRole.UserRole) == listed:
                self.registers.setCurrentRow(row)
        self.show_register(name, parent_row_id)

    def show_report(self, report_id: str) -> None:
        """Work on another report of the library; on none where there is none any more."""
        if report_id != self.hub.report_id:
            self.editor.show_chapter("")
            self.hub.report_id = report_id
            self.tree.chapters.reload()
            self.tree.expandToDepth(0)
            self.panel.show_register(self.shown_register())
            self.finder.forget()
            if "watcher" in self.__dict__:
                self.watcher.show_report()
            if "approved" in self.__dict__:
                self.approved.look()
            if "versions" in self.side.made():
                self.side.panel("versions").refresh()  # type: ignore[attr-defined]
            self.fill_reports()
            self.select_first()

    def select_first(self) -> None:
        """Put the cursor on the first chapter, so that the window never opens empty."""
        index = self.tree.chapters.index(0, 0)
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def shown_register(self) -> str:
        """The register that is shown; empty while a chapter is."""
        item = self.registers.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None and self.pages.currentWidget() is self.panel else ""

    # --- for the window ---

    def go_to_pane(self, steps: int) -> None:
        """Give the keys to the next part of the window, or the one before."""
        lists = (self.tabs, lambda: self.tree if self.tabs.currentIndex() == 0 else self.registers)
        side = (self.side, lambda: panes.first(panel) if (panel := self.side.current()) else None)
        panes.go([lists, self._centre(), (self.finder, lambda: None), side], QApplication.focusWidget(), steps)

    def _centre(self) -> panes.Pane:
        return self.pages, lambda: self.editor.area if self.pages.currentWidget() is self.editor else self.panel.current_grid()

    def word_count(self) -> int:
        """字数 of the chapter that is shown."""
        chapter_id = self.editor.chapter_id
        return self.tree.chapters.words(chapter_id) if self.tree.chapters.index_of(chapter_id).isValid() else 0

    def state(self) -> dict[str, str]:
        """Where the user is, to come back there."""
        return {
            "report": self.hub.report_id,
            "chapter": self.editor.chapter_id,
            "block": qtext.id_of(self.editor.area.textCursor().block()),
            "register": self.shown_register(),
            "panel": self.side.shown,
            "splitter": bytes(self.splitter.saveState().toBase64().data()).decode(),
            **self.tree.view_state(),
        }

    def _show_panel_soon(self, name: str | None) -> None:
        """Show the panel of last time; the first time, the preview if there is room for it. What it needs is imported after the first paint."""
        if self.window().isVisible():
            self._show_panel(name)
        else:
            QTimer.singleShot(_PANEL_AFTER, self, lambda: self._show_panel(name) if not self.side.shown else None)

    def _show_panel(self, name: str | None) -> None:
        self.side.show_panel(name if name is not None else "preview" if self.window().width() >= _WIDE else "")

    def restore(self, state: dict[str, str]) -> None:
        """Go where the user was."""
        if state.get("splitter"):
            self.splitter.restoreState(QByteArray.fromBase64(state["splitter"].encode()))
        self._show_panel_soon(state.get("panel"))
        self.tree.restore_view(state)
        self.tree.show_chapter(state.get("chapter", ""))
        if not self.tree.currentIndex().isValid():
            self.select_first()
        if state.get("block") and self.editor.chapter_id == state.get("chapter"):
            self.editor.focus_block(state["block"])
        if state.get("register") in self.session.registers:
            self.open_register(state["register"])
