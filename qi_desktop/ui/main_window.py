"""The main window: opening and closing libraries, menus, status, export.

Owns which library is open and what the menus offer; the views of an open library are the workspace's. Every expected failure ends here as one calm
sentence.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QThreadPool, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QStackedWidget, QToolBar

from qi_desktop import paths, settings
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import CancelledError, DamagedError, LockedError, MissingFileError, NotALibraryError, QiError, ReadOnlyError, WriteError
from qi_desktop.core.messages import message
from qi_desktop.session import Session
from qi_desktop.session.session import SAMPLE
from qi_desktop.settings import Settings
from qi_desktop.ui import theme
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.last_act import LastAct
from qi_desktop.ui.plain import plain, tip
from qi_desktop.ui.report_import import ReportImport
from qi_desktop.ui.safekeeping import Safekeeping, has_backups
from qi_desktop.ui.start_page import StartPage
from qi_desktop.ui.tasks import ProgressWindow, Task
from qi_desktop.ui.translate import language_key, render, tr
from qi_desktop.ui.window_menus import WindowMenus
from qi_desktop.ui.workspace import Workspace

# Dialogs and exporters are imported by what shows or runs them: the window is painted before.
if TYPE_CHECKING:
    from qi_desktop.session.exporting import ExportReport
    from qi_desktop.ui.dialogs.export_dialog import ExportChoice
    from qi_desktop.ui.dialogs.library_dialogs import NewLibrary


class MainWindow(QMainWindow):
    """One window on one library, or the start page."""

    language_chosen = Signal(str)  # the window is to be built anew in this language

    def __init__(self, preferences: Settings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._preferences = preferences
        self.workspace: Workspace | None = None
        self._task: Task | None = None
        self._writing = False
        self._side_before, self._state_before = "", self.windowState()
        self._remember: Callable[[ExportReport], object] | None = None
        self._stack = QStackedWidget()
        self._stack.setObjectName("stack")
        self._start = StartPage()
        self._start.chosen.connect(lambda path: self.open_library(Path(path)))
        self._start.new_requested.connect(self.new_library)
        self._start.open_requested.connect(self.ask_library)
        self._start.sample_requested.connect(self.open_sample)
        self._stack.addWidget(self._start)
        self.setCentralWidget(self._stack)
        self._tools = QToolBar(tr("Tools"), objectName="tools")
        self._tools.setMovable(False)
        self._tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.addToolBar(self._tools)
        self._saved = plain(QLabel(objectName="saved_state"))
        self._words = QLabel(objectName="word_count")
        self._approved = plain(QLabel(objectName="since_approved"))
        for label in (self._approved, self._words, self._saved):
            self.statusBar().addPermanentWidget(label)
        self.safekeeping = Safekeeping(self)
        self.report_import = ReportImport(self, lambda: self.workspace)
        self.menus = WindowMenus(self, self._tools, preferences)
        self._restore_geometry()
        self._show_state()

    def set_appearance(self, appearance: str) -> None:
        """Light, dark, or as the system."""
        self._preferences.set(settings.APPEARANCE, appearance)
        self._preferences.save()
        theme.set_appearance(appearance)

    # --- libraries ---

    def new_library(self) -> None:
        """Ask for a new library and open it."""
        from qi_desktop.ui.dialogs.library_dialogs import NewLibraryDialog

        wished = NewLibraryDialog.ask(self)
        while wished is not None and not self._take(partial(self._create, wished)):
            wished = NewLibraryDialog.ask(self, wished)  # what was entered is not lost with a bad file name

    def ask_library(self) -> None:
        """Ask for a library and open it."""
        from qi_desktop.ui.dialogs.library_dialogs import FILTER

        recent = self._preferences.recent_libraries()
        folder = recent[0].parent if recent else paths.documents()
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Open a library"), str(folder), f"{tr('Report library')} ({FILTER})")
        if chosen:
            self.open_library(Path(chosen))

    def open_sample(self) -> None:
        """Open the sample, made in the user's documents at the first time."""
        from qi_desktop.ui.dialogs.library_dialogs import NewLibrary

        path = paths.documents() / f"{tr('Sample report')}.qid"
        if path.is_file():
            self.open_library(path)
            return
        self._take(lambda: self._create(NewLibrary(path, "", None, SAMPLE)))

    def _create(self, wished: NewLibrary) -> Session:
        """Make a library; the folder that the program itself suggests is made with it, one that the user named is not."""
        if wished.path.parent == paths.documents():
            with contextlib.suppress(OSError):  # where that cannot be, the next line says so in a sentence
                wished.path.parent.mkdir(parents=True, exist_ok=True)
        return Session.create(wished.path, company=wished.company, template=wished.template, year=wished.year)

    def open_library(self, path: Path, read_only: bool = False) -> None:
        """Open a library; one that is in use or write-protected is offered for reading only."""
        if self.workspace is not None and self.workspace.session.path == path.absolute():
            return
        try:
            session = Session.open(path, read_only=read_only, check_beside=True)
        except (LockedError, ReadOnlyError) as error:
            if not read_only and messages.ask(self, render(error.message), tr("Open for reading only")):
                self.open_library(path, read_only=True)
        except (DamagedError, NotALibraryError) as error:
            if isinstance(error, DamagedError) or has_backups(path):
                self.safekeeping.rescue(path, error)
            else:
                messages.tell(self, render(error.message))
        except QiError as error:
            messages.tell(self, render(error.message))
        else:
            self._show(session)

    def _open_for_writing(self) -> None:
        """Open the library anew, for writing; as before if somebody else still has it."""
        if self.workspace is not None:
            path = self.workspace.session.path
            try:
                Session.open(path, check_beside=True).close()
            except QiError as error:
                messages.tell(self, render(error.message))
                return
            self.close_library()
            self.open_library(path)

    def _take(self, make: Callable[[], Session]) -> bool:
        """Show the library that is made; False if it could not be, which is told."""
        try:
            session = make()
        except QiError as error:
            messages.tell(self, render(error.message))
            return False
        self._show(session)
        return True

    def _show(self, session: Session) -> None:
        if not self.close_library():
            session.close()
            return
        state = self._preferences.library_state(session.path)
        reports = session.reports.all()
        report_id = next((report.id for report in reports if report.id == state.get("report")), reports[0].id if reports else "")
        workspace = Workspace(session, report_id)
        workspace.panel.preferences = self._preferences
        # Told once the act is over: the answer may close the very views that are in the middle of it.
        workspace.hub.failed.connect(self._failed, Qt.ConnectionType.QueuedConnection)
        workspace.hub.changed.connect(self._changed)
        LastAct(workspace.hub, self.statusBar())
        workspace.state_changed.connect(self._show_state)
        workspace.write_requested.connect(self._open_for_writing, Qt.ConnectionType.QueuedConnection)  # it closes the view that asks
        workspace.settings_requested.connect(lambda company: (self.edit_company if company else self.edit_report)())
        workspace.editor.set_zoom(self._preferences.get(settings.TEXT_ZOOM))
        workspace.editor.zoom_changed.connect(lambda percent: self._preferences.set(settings.TEXT_ZOOM, percent))
        self.workspace = workspace
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        workspace.restore({"splitter": self._preferences.get(settings.SPLITTER)} | state)  # a library never opened takes the last one's widths
        self._preferences.remember_library(session.path)
        self._preferences.save()
        self._show_state(menus=True)
        workspace.tree.setFocus()
        self.safekeeping.watch()

    def close_library(self) -> bool:
        """Save and close; False if the user would rather keep what could not be saved."""
        workspace = self.workspace
        if workspace is None:
            return True
        workspace.editor.save()
        workspace.panel.save()
        if workspace.editor.dirty:
            reason = render(workspace.editor.failure.message) if workspace.editor.failure else ""
            if not messages.ask(self, tr("What you typed last could not be saved. {reason}", reason=reason), tr("Close and lose it")):
                return False
            workspace.editor.discard()
        if self._task is not None:
            self._task.cancel()
            QThreadPool.globalInstance().waitForDone()
        self._remember = None
        self.safekeeping.keep()
        self._preferences.set_library_state(workspace.session.path, workspace.state())
        self._preferences.set(settings.SPLITTER, workspace.state()["splitter"])
        self._preferences.save()
        self.set_writing_mode(False)
        workspace.close_panels()
        self.workspace = None
        workspace.panel.show_register("")  # it reads long registers while nothing else is to be done
        self._stack.setCurrentWidget(self._start)
        self._stack.removeWidget(workspace)
        workspace.session.close()
        workspace.deleteLater()
        self._show_state(menus=True)
        return True

    def save_copy(self) -> None:
        """Write a copy of the library to another file."""
        from qi_desktop.ui.dialogs.library_dialogs import FILTER

        if self.workspace is None:
            return
        self.workspace.editor.save()
        library = self.workspace.session.library
        suggestion = library.path.with_name(f"{library.path.stem} {tr('copy')}.qid")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), str(suggestion), f"{tr('Report library')} ({FILTER})")
        if not chosen:
            return
        try:
            target = Path(chosen)
            library.copy_to(target)
        except QiError as error:
            messages.tell(self, render(error.message))
        else:
            if not library.is_in_place():  # the work goes on in the copy: the file itself is gone
                self.workspace.editor.discard()
                self.open_library(target)
            self.statusBar().showMessage(tr("Saved as {path}", path=target), 8000)

    # --- the report ---

    def edit_company(self) -> None:
        """Ask for the company's data."""
        from qi_desktop.ui.dialogs.properties import CompanyDialog

        if self.workspace is not None:
            session = self.workspace.session
            answer = CompanyDialog.ask(session.company.get(), self)
            if answer is not None:
                self.workspace.hub.perform(lambda: session.company.change(**answer))

    def edit_report(self) -> None:
        """Ask for the report's settings."""
        from qi_desktop.ui.dialogs.properties import ReportDialog

        if self.workspace is not None and self.workspace.hub.report_id:
            hub, reports, styles = self.workspace.hub, self.workspace.session.reports, self.workspace.session.styles
            answer = ReportDialog.ask(reports.get(hub.report_id), styles.titles(language_key()), self)
            if answer is not None:
                hub.perform(lambda: reports.change(hub.report_id, **answer))

    def show_fields(self) -> None:
        """Show the library's own fields."""
        if self.workspace is not None and self.workspace.hub.report_id:
            self.workspace.show_fields()

    def edit_style(self) -> None:
        """Choose and change the report's style sheet, with a page of the report beside it."""
        from qi_desktop.session import exporting
        from qi_desktop.ui.dialogs.style_dialog import StyleDialog

        if self.workspace is None or not self.workspace.hub.report_id:
            return
        self.workspace.editor.save()
        hub, session = self.workspace.hub, self.workspace.session
        try:
            content = exporting.load_content(session, hub.report_id)
        except QiError as error:
            self._failed(error)
            return

        def remove(key: str) -> None:
            hub.perform(lambda: session.styles.remove(key))

        choice = StyleDialog.ask(session.styles, content, remove, self)
        if choice is not None:
            hub.perform(lambda: session.styles.use(hub.report_id, choice.key, choice.settings, choice.name))

    def new_report(self) -> None:
        """Ask for another report and show it."""
        from qi_desktop.ui.dialogs.library_dialogs import NewReportDialog

        if self.workspace is not None:
            reports = self.workspace.session.reports
            there = reports.all()
            answer = NewReportDialog.ask(max((report.year for report in there), default=2024) + 1, there, self)
            if answer is not None:
                year, before, template = answer
                changes = self.workspace.hub.perform(lambda: reports.roll_over(before, year) if before else reports.new(year, template))
                self.workspace.show_report(changes.created or self.workspace.hub.report_id)

    # --- undo and redo ---

    def _editor_has_focus(self) -> bool:
        return self.workspace is not None and self.workspace.editor.area.hasFocus()

    def undo(self) -> None:
        """Take back the last typing while the text has the focus, else the library's last operation."""
        if self.workspace is not None:
            (self.workspace.editor if self._editor_has_focus() else self.workspace.hub).undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.workspace is not None:
            (self.workspace.editor if self._editor_has_focus() else self.workspace.hub).redo()

    # --- export ---

    def ask_export(self) -> None:
        """Ask what to export and begin."""
        from qi_desktop.ui.dialogs.export_dialog import ExportDialog

        workspace = self.workspace
        if workspace is None or self._task is not None or not workspace.hub.report_id:
            return
        workspace.editor.save()
        report = workspace.session.reports.get(workspace.hub.report_id)
        preferences = self._preferences
        folder = Path(preferences.get(settings.EXPORT_FOLDER) or workspace.session.path.parent)
        name = f"{workspace.session.company.get().name}{report.title}{report.year}"
        word, pdf, draft = (preferences.get(preference) for preference in (settings.EXPORT_WORD, settings.EXPORT_PDF, settings.EXPORT_DRAFT))
        styles = workspace.session.styles.titles(language_key())
        versions = {snapshot.id: snapshot.name for snapshot in workspace.session.snapshots.of_report(report.id)}
        dialog = ExportDialog(folder, name, report.style, styles, word, pdf, draft, self, not workspace.session.read_only, versions)
        if dialog.ask_user():
            choice = dialog.answer()
            preferences.set(settings.EXPORT_WORD, choice.word is not None)
            preferences.set(settings.EXPORT_PDF, choice.pdf is not None)
            preferences.set(settings.EXPORT_DRAFT, choice.draft)
            preferences.set(settings.EXPORT_FOLDER, str((choice.word or choice.pdf or folder).parent))
            preferences.save()
            self.export(choice)

    def export(self, choice: ExportChoice) -> None:
        """Write the report in a worker; the window goes on meanwhile."""
        from qi_desktop.ui.export_job import export_job

        workspace = self.workspace
        if workspace is None:
            return
        try:
            job, self._remember = export_job(workspace.session, workspace.hub.report_id, choice)
        except QiError as error:
            self._failed(error)
            return
        task = Task(job, self)
        task.finished.connect(self._exported)
        task.failed.connect(self._export_failed)
        task.crashed.connect(self._export_crashed)
        self._task = task
        ProgressWindow(task, tr("Exporting …"), self)
        self.statusBar().showMessage(tr("Exporting …"))
        self._show_state()
        task.start()

    def _end_task(self) -> None:
        if self._task is not None:
            self._task.deleteLater()
        self._task = None
        self.statusBar().clearMessage()
        self._show_state()

    def _exported(self, report: ExportReport) -> None:
        self._end_task()
        try:
            if report.review_key:
                if self._remember is None:
                    raise WriteError(message("The library was closed before it could remember the review copy; export the copy again."))
                self._remember(report)
        except QiError as error:
            self._failed(error)
        else:
            from qi_desktop.ui.dialogs.export_dialog import ExportedDialog

            ExportedDialog(report, self).open()

    def _export_failed(self, error: QiError) -> None:
        self._end_task()
        if isinstance(error, CancelledError):
            self.statusBar().showMessage(render(error.message), 5000)
        else:
            messages.tell(self, render(error.message))

    def _export_crashed(self, report: str) -> None:
        self._end_task()
        messages.CrashDialog.show_report(report, self)

    # --- state ---

    def _changed(self, changes: Changes) -> None:
        if changes.ids("company") or changes.ids("report"):
            self._show_state()

    def _failed(self, error: QiError) -> None:
        """Tell an expected failure; a library that is gone is offered to be saved elsewhere."""
        self._show_state()
        workspace = self.workspace
        if isinstance(error, MissingFileError) and workspace is not None and not workspace.session.library.is_in_place():
            if messages.ask(self, render(error.message), tr("Save a copy …")):
                self.save_copy()
            return
        messages.tell(self, render(error.message))

    def _show_state(self, menus: bool = False) -> None:
        workspace = self.workspace
        if menus or not self.menuBar().actions():
            self._start.show_recent(self._preferences.recent_libraries())
            self.menus.build(workspace)
        is_open = workspace is not None
        writable = workspace is not None and not workspace.session.read_only
        for action in (self.menus.copy_action, self.menus.backups_action, self.menus.close_action, self.menus.fields_action, *self.menus.ways):
            action.setEnabled(is_open)
        for action in (*self.menus.settings, self.menus.new_report_action, self.menus.import_action):
            action.setEnabled(writable)
        self.menus.export_action.setEnabled(is_open and self._task is None)
        self._tools.setVisible(is_open and not self._writing)
        self.menus.show_undo(workspace if writable else None)
        title = tr("QI Desktop")
        for label in (self._words, self._saved, self._approved):
            label.clear()
        if workspace is not None:
            mark = tr(" (read-only)") if workspace.session.read_only else ""
            title = f"{workspace.session.path.stem}{mark} — {title}"
            if workspace.pages.currentWidget() is workspace.editor:
                self._words.setText(tr("{count} words", count=workspace.word_count()))
            self._approved.setText(workspace.since_approved())
            self._show_saved(workspace)
        self.setWindowTitle(title)

    def _show_saved(self, workspace: Workspace) -> None:
        failure = workspace.editor.failure
        if workspace.session.read_only:
            words = tr("Read-only")
        elif workspace.editor.dirty:
            words = tr("Not saved: {reason}", reason=render(failure.message)) if failure is not None else tr("Saving …")
        else:
            words = tr("Saved")
        room = self._saved.fontMetrics().horizontalAdvance("字") * 40
        self._saved.setText(self._saved.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._saved.setToolTip(tip(words))

    # --- writing mode ---

    def set_writing_mode(self, on: bool) -> None:
        """Nothing but the text, on the whole screen; or all as it was before."""
        workspace = self.workspace
        if workspace is None or on == self._writing:
            return
        self._writing = on
        if on:
            self._side_before, self._state_before = workspace.side.shown, self.windowState()
            workspace.side.show_panel("")
        for part in (self.menuBar(), self._tools, self.statusBar(), workspace.tabs):
            part.setVisible(not on)
        if on:
            self.showFullScreen()
            workspace.editor.area.setFocus()
        else:
            self.setWindowState(self._state_before)
            workspace.side.show_panel(self._side_before)
        self.menus.writing_action.setChecked(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing in the window has a use for it, leaves the writing mode."""
        if event.key() == Qt.Key.Key_Escape and self._writing:
            self.set_writing_mode(False)
        else:
            super().keyPressEvent(event)

    def _restore_geometry(self) -> None:
        text = self._preferences.get(settings.WINDOW_GEOMETRY)
        if not text or not self.restoreGeometry(QByteArray.fromBase64(text.encode())):
            space = self.screen().availableGeometry()
            self.resize(min(1280, space.width() - 40), min(860, space.height() - 60))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save everything; stay open when something could not be saved and the user wants to keep it."""
        if not self.close_library():
            event.ignore()
            return
        self._preferences.set(settings.WINDOW_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        self._preferences.save()
        event.accept()
