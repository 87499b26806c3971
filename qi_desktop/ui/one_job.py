"""A long job that a part of the window does beside it, one at a time: a worker, its progress, and what is told when it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from qi_desktop.core.errors import CancelledError, QiError
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.tasks import Progress, ProgressWindow, Task
from qi_desktop.ui.translate import render


class OneJob(QObject):
    """Starts a job and waits for it; a failure is told over `window`, a bug is shown with its report, cancelling says nothing."""

    changed = Signal()  # a job began or ended

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.task: Task | None = None
        self._finished: Callable[[Any], None] = lambda result: None

    @property
    def is_running(self) -> bool:
        """True while a job is done."""
        return self.task is not None

    def start(self, job: Callable[[Progress], Any], words: str, finished: Callable[[Any], None]) -> None:
        """Do a job in a worker; `finished` gets its result in the window's thread, when the next one may begin already."""
        task = Task(job, self)
        task.finished.connect(self._succeeded)
        task.failed.connect(self._failed)
        task.crashed.connect(self._crashed)
        self.task, self._finished = task, finished
        ProgressWindow(task, words, self._window)
        self.changed.emit()
        task.start()

    def _end(self) -> None:
        if self.task is not None:
            self.task.deleteLater()
        self.task = None
        self.changed.emit()

    def _succeeded(self, result: Any) -> None:
        finished = self._finished
        self._end()
        finished(result)

    def _failed(self, error: QiError) -> None:
        self._end()
        if not isinstance(error, CancelledError):
            messages.tell(self._window, render(error.message))

    def _crashed(self, report: str) -> None:
        self._end()
        messages.CrashDialog.show_report(report, self._window)
