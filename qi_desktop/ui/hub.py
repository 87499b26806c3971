"""The one way from the window to the session.

Every view performs its verbs through the hub, and refreshes itself by the changes the hub announces, whoever made them. So no view knows another one,
an expected failure is shown in one place, and undo refreshes like any other change.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from qi_desktop.core.changes import Changes, Operation
from qi_desktop.core.errors import CancelledError, QiError
from qi_desktop.session import Session
from qi_desktop.ui.tasks import Steps, wait_for
from qi_desktop.ui.translate import tr


class Hub(QObject):
    """An open session for the views. `report_id` is the report that is being worked on."""

    report_gone = Signal(str)  # the report that was worked on is no more, or none was; the one to go on with, or "". Comes before `changed`.
    changed = Signal(object)  # Changes: rows were written; refresh what shows them
    failed = Signal(object)  # QiError: an expected failure, to be told to the user
    undone = Signal(object)  # Operation that was taken back
    redone = Signal(object)  # Operation that was done again
    about_to_change = Signal()  # pending typing is to be saved now, so that operations keep their order

    def __init__(self, session: Session, report_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.report_id = report_id

    def perform(self, verb: Callable[[], Changes], announce_first: bool = True) -> Changes:
        """Carry out a verb and announce what it changed. An expected failure is announced too; the result is then empty.

        `announce_first` False is for the editor's own saving, which is what the others wait for.
        """
        if announce_first:
            self.about_to_change.emit()
        self._await_check()
        try:
            changes = verb()
        except QiError as error:
            self.failed.emit(error)
            return Changes()
        self._announce(changes)
        return changes

    def _announce(self, changes: Changes) -> None:
        if changes.ids("report"):
            reports = [report.id for report in self.session.reports.all()]
            if self.report_id not in reports:
                self.report_gone.emit(next(iter(reports), ""))
        if changes:
            self.changed.emit(changes)

    def perform_stepwise(self, verb: Callable[[], Generator[tuple[int, int], None, Changes]], words: str, window: QWidget) -> Steps:
        """Carry out a verb that writes very much, with a bar over the window; it is announced like any other when it ends."""
        self.about_to_change.emit()
        self._await_check()
        steps = Steps(verb(), words, window)
        steps.finished.connect(self._announce)
        steps.failed.connect(lambda error: None if isinstance(error, CancelledError) else self.failed.emit(error))
        steps.start()
        return steps

    def _await_check(self) -> None:
        """Nothing is written before a large file, which is checked while it is read already, is known to be sound."""
        library = self.session.library
        if not library.read_only and not library.is_settled:
            wait_for(lambda: library.is_settled, tr("Checking the library …"))

    def undo(self) -> Changes:
        """Take back the last operation."""
        self.about_to_change.emit()  # what is typed and not saved yet is the last one
        return self._step(self.session.library.next_to_undo(), self.session.undo, self.undone)

    def redo(self) -> Changes:
        """Do the last undone operation again."""
        self.about_to_change.emit()
        return self._step(self.session.library.next_to_redo(), self.session.redo, self.redone)

    def _step(self, operation: Operation | None, step: Callable[[], Changes], told: SignalInstance) -> Changes:
        changes = self.perform(step)
        if changes and operation is not None:
            told.emit(operation)
        return changes
