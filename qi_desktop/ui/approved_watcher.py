"""Following how much of a report is not as it was approved."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.core.snapshots import Side, Snapshot
from qi_desktop.session.snapshots import Since
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.tasks import Task
from qi_desktop.ui.translate import tr


class ApprovedWatcher(QObject):
    """The newest approved version of the hub's report, and what has changed since."""

    changed = Signal()

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._snapshot: Snapshot | None = None
        self._since: Since | None = None
        self._task: Task | None = None
        self._closed = False
        hub.changed.connect(self._follow)

    def look(self) -> None:
        """Another version was approved, or another report is shown. The version is read in a worker: a long one takes half a second."""
        self._since, self._task = None, None
        try:
            self._snapshot = self._hub.session.snapshots.approved(self._hub.report_id) if self._hub.report_id else None
            read = self._hub.session.snapshots.reader(self._snapshot) if self._snapshot else None
        except QiError:  # a damaged one is told where versions are shown
            self._snapshot = read = None
        self.changed.emit()
        if read is not None:
            task = self._task = Task(lambda progress: read(), self)
            task.finished.connect(lambda side: self._take(task, side))
            task.start()

    def _take(self, task: Task, side: Side) -> None:
        task.deleteLater()
        if task is self._task and self._snapshot is not None and not self._closed:
            self._task = None
            self._since = self._hub.session.snapshots.since(self._snapshot, side)
            self.changed.emit()

    def _follow(self, changes: Changes) -> None:
        if self._since is not None and not self._closed and self._since.take(changes):
            self.changed.emit()

    def stop(self) -> None:
        """Leave the library alone for good, because it is about to be closed."""
        self._closed = True
        self._since = None

    @property
    def words(self) -> str:
        """One line for the window's foot; empty while nothing is approved."""
        if self._snapshot is None or self._since is None:
            return ""
        if not self._since.count:
            return tr("As in “{name}”", name=self._snapshot.name)
        return tr("{count} changes since “{name}”", count=self._since.count, name=self._snapshot.name)
