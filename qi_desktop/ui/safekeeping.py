"""Backups in the window: keeping them while a library is open, restoring one, and the way out when a library is damaged.

Owns when a backup is kept. What a backup is, and how a damaged file is read, is the session's.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from qi_desktop.core.errors import QiError
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.one_job import OneJob
from qi_desktop.ui.tasks import wait_for_result
from qi_desktop.ui.translate import render, tr

if TYPE_CHECKING:
    from qi_desktop.session.backups import Backup
    from qi_desktop.session.recovery import Recovered
    from qi_desktop.ui.main_window import MainWindow

KEEP_EVERY = 30 * 60 * 1000  # milliseconds
_LOOK_EVERY = 100  # milliseconds


class Safekeeping(QObject):
    """Looks after the backups of what a window has open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.job = OneJob(window)
        self._timer = QTimer(self)
        self._timer.setInterval(KEEP_EVERY)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        self._check = QTimer(self)
        self._check.setInterval(_LOOK_EVERY)
        self._check.timeout.connect(self._settle)

    def watch(self) -> None:
        """Ask, until it is known, whether the file that was opened is sound: a large one is checked while it is shown already."""
        self._check.start()

    def _settle(self) -> None:
        workspace = self._window.workspace
        if workspace is not None and not workspace.session.library.is_settled:
            return
        self._check.stop()
        if workspace is None:
            return
        path = workspace.session.path
        try:
            workspace.session.settle()
        except QiError as error:
            if self._window.close_library():
                self.rescue(path, error)

    def keep(self) -> None:
        """Back up the open library if it has changed; a failure is told, and the work goes on."""
        workspace = self._window.workspace
        if workspace is None or workspace.session.read_only or workspace.session.library.is_writing:
            return  # a table is being loaded, step by step: the next time will do
        session = workspace.session
        try:
            if session.backups.is_long():
                from qi_desktop.session import backups

                wait_for_result(partial(backups.keep_beside, session.path), tr("Backing up the library …"))
            else:
                session.backups.keep()
        except QiError as error:
            messages.tell(self._window, render(error.message))

    def show_backups(self) -> None:
        """The backups of the open library."""
        from qi_desktop.ui.dialogs.backups_dialog import BackupsDialog

        workspace = self._window.workspace
        if workspace is None:
            return
        workspace.editor.save()
        session = workspace.session
        chosen = BackupsDialog.ask(session.backups.listed(), session.backups.distance, not session.read_only, self._window)
        if chosen is not None and self._window.close_library():
            self._restore(session.path, chosen)

    def _restore(self, path: Path, backup: Backup) -> None:
        from qi_desktop.session import backups

        try:
            backups.restore(path, backup.path)
        except QiError as error:
            messages.tell(self._window, render(error.message))
        else:
            self._window.statusBar().showMessage(tr("The state of {time} was restored.", time=f"{backup.time:%Y-%m-%d %H:%M:%S}"), 8000)
        if path.exists():
            self._window.open_library(path)

    def rescue(self, path: Path, error: QiError) -> None:
        """Offer the ways out for a library that cannot be opened because of `error`."""
        from qi_desktop.session import backups, recovery
        from qi_desktop.ui.dialogs.backups_dialog import BackupsDialog
        from qi_desktop.ui.dialogs.damage_dialog import DamageDialog, Rescue

        path = path.absolute()
        kept = backups.listed(path)
        try:
            words = render(recovery.damage(path) or error.message)
        except QiError as other:
            words = render(other.message)
        choice = DamageDialog.ask(words, len(kept), self._window)
        if choice is Rescue.RECOVER:
            suggestion = path.with_name(f"{path.stem} {tr('recovered')}.qid")
            target, _ = QFileDialog.getSaveFileName(self._window, tr("Recover into a new file"), str(suggestion), f"{tr('Report library')} (*.qid)")
            if target:
                self.recover(path, Path(target))
        elif choice is Rescue.BACKUP:
            chosen = BackupsDialog.ask(kept, None, True, self._window)
            if chosen is not None:
                self._restore(path, chosen)

    def recover(self, path: Path, target: Path) -> None:
        """Make a new library of what can be read, in a worker, and open it."""
        from qi_desktop.session import recovery

        self.job.start(lambda progress: recovery.recover(path, target, progress), tr("Recovering …"), lambda result: self._recovered(target, result))

    def _recovered(self, target: Path, result: Recovered) -> None:
        from qi_desktop.ui.dialogs.damage_dialog import RecoveredDialog

        RecoveredDialog(render(result.kept), [render(sentence) for sentence in result.lost], self._window).exec()
        self._window.open_library(target)


def has_backups(path: Path) -> bool:
    """True if there are backups of a library at that place."""
    from qi_desktop.session import backups

    return bool(backups.listed(path.absolute()))
