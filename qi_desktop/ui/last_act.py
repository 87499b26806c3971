"""What was just undone, done again or deleted, told in the status bar: that it happened, and how it comes back."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStatusBar

from qi_desktop.core import verbs
from qi_desktop.core.changes import Changes, Operation
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import render, tr

_LONG_ENOUGH = 8000  # milliseconds


class LastAct(QObject):
    """Follows a hub for as long as it lives."""

    def __init__(self, hub: Hub, status: QStatusBar) -> None:
        super().__init__(hub)
        self._status = status
        self._words = ""
        hub.changed.connect(self._changed)
        hub.undone.connect(lambda operation: self._tell(tr("Undone: {operation}", operation=_name(operation))))
        hub.redone.connect(lambda operation: self._tell(tr("Done again: {operation}", operation=_name(operation))))

    def _changed(self, changes: Changes) -> None:
        if changes.verb == "chapter.delete":
            self._tell(tr("{operation}: “Undo” or “Chapter – Bin …” brings it back.", operation=_name(changes)))
        elif changes.verb in ("row.delete", "block.delete"):
            self._tell(tr("{operation}: “Undo” brings it back.", operation=_name(changes)))
        elif self._status.currentMessage() == self._words:
            self._status.clearMessage()  # what it told is no longer the last act

    def _tell(self, words: str) -> None:
        self._words = words
        self._status.showMessage(words, _LONG_ENOUGH)


def _name(act: Changes | Operation) -> str:
    return render(verbs.label(act.verb, act.subject))
