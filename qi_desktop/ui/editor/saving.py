"""When what is typed is written to the library, and what happens when that fails.

Owns the times, what is not saved yet, and what was typed in chapters that were left while they could not be saved. A failed save is told once, and
tried again until it works. What the blocks are is read from the editor; nothing of the screen is known here.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, QiError
from qi_desktop.session import Draft
from qi_desktop.ui.hub import Hub

SAVE_AFTER = 1000  # milliseconds from the first unsaved change: what a power cut can cost at most
RETRY_AFTER = 5000  # milliseconds until a save that failed is tried again


class Saving(QObject):
    """Writes the chapter that is shown: `chapter_id`, whose blocks `drafts` reads from the screen."""

    dirty_changed = Signal(bool)

    def __init__(self, hub: Hub, drafts: Callable[[], list[Draft]], parent: QObject) -> None:
        super().__init__(parent)
        self._hub = hub
        self._drafts = drafts
        self.chapter_id = ""
        self.stored: list[Draft] | None = None
        """The chapter as the library is known to hold it."""
        self.pending = False
        """True while something typed in the chapter that is shown is not in the library."""
        self.writing = False
        """True while a save is under way, so that the editor does not follow its own changes."""
        self.failure: QiError | None = None
        """Why the last save failed; None when all is well."""
        self._kept: dict[str, list[Draft]] = {}  # chapters left while they could not be saved
        self._told = False  # what `dirty_changed` last said
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)

    @property
    def dirty(self) -> bool:
        """True while something typed is not in the library."""
        return self.pending or bool(self._kept)

    @property
    def is_idle(self) -> bool:
        """True if the screen may be filled anew without losing anything."""
        return not self.pending and not self.writing

    # --- what the editor tells ---

    def typed(self) -> None:
        """Something was typed: it is saved in a moment."""
        self.pending = True
        self._tell()
        if not self._timer.isActive():
            self._timer.start(SAVE_AFTER)

    def show(self, chapter_id: str) -> None:
        """Another chapter is about to be shown. What was typed in the one before is saved first, or kept if that fails."""
        self.save()
        if self.pending:
            self._kept[self.chapter_id] = self._drafts()
            self.pending = False
        self._tell()
        self.chapter_id = chapter_id

    def take_kept(self) -> list[Draft] | None:
        """What was typed in this chapter before and could not be saved, if anything: it is pending again once the screen shows it."""
        drafts = self._kept.pop(self.chapter_id, None)
        self.stored = None
        self.pending = drafts is not None
        if self.pending:
            self._timer.start(SAVE_AFTER)
        return drafts

    def loaded(self, drafts: list[Draft] | None) -> None:
        """The screen shows what the library holds."""
        self.stored = drafts
        self.pending = False

    # --- writing ---

    def save(self) -> None:
        """Write what is not saved; what fails is tried again later."""
        if self.writing:
            return
        for chapter_id, drafts in list(self._kept.items()):
            if self._write(chapter_id, drafts):
                del self._kept[chapter_id]
        if self.pending:
            drafts = self._drafts()
            if self._write(self.chapter_id, drafts, self.stored):
                self.stored = drafts
                self.pending = False
        self._tell()
        if self.dirty:
            self._timer.start(RETRY_AFTER)
        else:
            self._timer.stop()

    def discard(self) -> None:
        """Give up what could not be saved, because the library is about to be closed all the same."""
        self._timer.stop()
        self._kept.clear()
        self.pending = False
        self._tell()

    def _write(self, chapter_id: str, drafts: list[Draft], stored: list[Draft] | None = None) -> bool:
        """Write a chapter; False if that failed. Of several failures in a row only the first is told: a message every few seconds helps nobody.

        `stored`: what the library holds, if that is known. While no block comes, goes or moves, only those that changed are written.
        """
        changed = None
        if stored is not None and [draft.id for draft in stored] == [draft.id for draft in drafts]:
            changed = [new for old, new in zip(stored, drafts, strict=True) if old is not new and old != new]
        known, self.failure = self.failure, None

        def attempt() -> Changes:
            try:
                return self._written(chapter_id, drafts, changed)
            except QiError as error:
                self.failure = error
                if known is not None:
                    return Changes()
                raise

        self.writing = True
        try:
            self._hub.perform(attempt, announce_first=False)
        finally:
            self.writing = False
        return self.failure is None

    def _written(self, chapter_id: str, drafts: list[Draft], changed: list[Draft] | None) -> Changes:
        verbs = self._hub.session.blocks
        if changed is not None:
            try:
                return verbs.rewrite(chapter_id, changed)
            except NotFoundError:
                self.stored = None  # the library is not as it was thought to be: write all
        return verbs.write(chapter_id, drafts)

    def _tell(self) -> None:
        if self.dirty != self._told:
            self._told = self.dirty
            self.dirty_changed.emit(self.dirty)
