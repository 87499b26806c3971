"""Following the findings of the report that is worked on, beside the writing.

Owns the pace: what was changed is looked at again a moment after the change, in slices of a few milliseconds, so that typing is never held up.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from qi_desktop.core.changes import Changes
from qi_desktop.core.checks import Finding, Severity
from qi_desktop.core.errors import QiError
from qi_desktop.ui.hub import Hub

SLICE = 0.006  # seconds of work before the window may do something else
FOLLOW_AFTER = 400  # milliseconds after a change


class FindingWatcher(QObject):
    """The findings of the hub's report, kept up to date."""

    changed = Signal()  # something was found, or is no longer there

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.findings = hub.session.checks.findings(hub.report_id)
        self._reader: Iterator[None] | None = None
        self._closed = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._begin)
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._go_on)
        hub.changed.connect(self._follow)

    def begin(self) -> None:
        """Look at everything once."""
        self._wait.start(0)

    def _follow(self, changes: Changes) -> None:
        if self._closed or not self.findings.take(changes):
            return
        if self.findings.is_complete:  # nothing to read: a finding was dismissed, or counts again
            self.changed.emit()
        else:
            self._slices.stop()
            self._reader = None
            self._wait.start(FOLLOW_AFTER)

    def show_report(self) -> None:
        """Look at another report of the library."""
        self.findings = self._hub.session.checks.findings(self._hub.report_id)
        self._reader = None
        self._slices.stop()
        self.changed.emit()
        self._wait.start(FOLLOW_AFTER)

    def finish(self) -> None:
        """Look at all that is left at once."""
        self._wait.stop()
        self._slices.stop()
        self._reader = None
        for _ in self.findings.read():
            pass
        self.changed.emit()

    def stop(self) -> None:
        """Leave the library alone for good, because it is about to be closed."""
        self._closed = True
        self._wait.stop()
        self._slices.stop()
        self._reader = None

    @property
    def is_waiting(self) -> bool:
        """True while something is still to be looked at."""
        return self._wait.isActive() or self._slices.isActive()

    def _begin(self) -> None:
        self._reader = self.findings.read()
        self._slices.start()

    def _go_on(self) -> None:
        """One slice of work."""
        end = time.perf_counter() + SLICE
        try:
            for _ in self._reader or ():
                if time.perf_counter() > end:
                    return
        except QiError:  # the file cannot be read now: that is told when something is wanted of it; the next change tries again
            pass
        self._slices.stop()
        self._reader = None
        self.changed.emit()

    def counts(self, page: str | None = None) -> dict[Severity, int]:
        """How many findings of each severity there are; of one page only, if it is named."""
        found: list[Finding] = self.findings.in_order() if page is None else self.findings.of(page)
        return {severity: sum(finding.severity is severity for finding in found) for severity in Severity}
