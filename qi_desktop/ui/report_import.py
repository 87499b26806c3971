"""Taking a Word or text file over into the library: the file is asked for, read beside the window, shown, and written step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from qi_desktop.core.changes import Changes
from qi_desktop.ui.one_job import OneJob
from qi_desktop.ui.translate import tr

if TYPE_CHECKING:
    from qi_desktop.session.importing import IncomingReport
    from qi_desktop.ui.workspace import Workspace


class ReportImport(QObject):
    """The command of a window; one file at a time."""

    def __init__(self, window: QWidget, shown: Callable[[], Workspace | None]) -> None:
        """`shown`: what the window has open."""
        super().__init__(window)
        self._window, self._shown = window, shown
        self._job = OneJob(window)

    def ask(self) -> None:
        """Ask for a file and take over what is wished of it."""
        from qi_desktop.session.importing import TEXT_ENDINGS, WORD_ENDINGS

        workspace = self._shown()
        if workspace is None or self._job.is_running:
            return
        kinds = " ".join(f"*{ending}" for ending in (*WORD_ENDINGS, *TEXT_ENDINGS, ".doc", ".wps", ".rtf"))
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Import a report"), str(workspace.session.path.parent), f"{tr('Word and text files')} ({kinds})"
        )
        if chosen:
            self.read(workspace, Path(chosen))

    def read(self, workspace: Workspace, source: Path) -> None:
        """Read a file in a worker and show what it holds."""
        from qi_desktop.session import importing

        self._job.start(lambda progress: importing.read(source, progress), tr("Reading the file"), lambda incoming: self._show(workspace, incoming))

    def _show(self, workspace: Workspace, incoming: IncomingReport) -> None:
        from qi_desktop.session import importing
        from qi_desktop.ui.dialogs.import_report_dialog import ImportReportDialog

        if self._shown() is not workspace:  # another library was opened meanwhile
            return
        session, hub = workspace.session, workspace.hub
        wish = ImportReportDialog.ask(incoming, session.reports.all(), hub.report_id, self._window)
        if wish is None:
            return
        if wish.report_id:
            steps = hub.perform_stepwise(lambda: importing.taking(session, wish.report_id, wish.incoming), tr("Importing …"), self._window)
        else:
            steps = hub.perform_stepwise(lambda: importing.taking_as_new(session, wish.year, wish.incoming), tr("Importing …"), self._window)
        steps.finished.connect(lambda changes: self._taken(workspace, wish.report_id, changes))

    def _taken(self, workspace: Workspace, report_id: str, changes: Changes) -> None:
        """Show the first chapter that came."""
        if not changes:
            return
        if not report_id:
            workspace.show_report(changes.created)
            workspace.select_first()
            return
        workspace.show_report(report_id)
        workspace.show_place(changes.created)
