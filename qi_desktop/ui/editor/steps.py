"""The steps of typing that undo and redo can go through, kept while the document is made anew in another size.

Block formats hold pixels, and Qt knows no change of a document that its undo does not count: so a zoomed document is a new one, in which the same
steps are taken once more.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextDocument

from qi_desktop.core.records import dataclass
from qi_desktop.session import Draft
from qi_desktop.ui import qtext

MOST = 200  # steps that are kept in each direction; older ones are in the library's history all the same


@dataclass(frozen=True, slots=True)
class Steps:
    """The chapter's blocks before and after each step, and which of these states is the present one."""

    states: list[list[Draft]]
    present: int

    @classmethod
    def of(cls, document: QTextDocument, read: Callable[[], list[Draft]]) -> Steps:
        """Go back through a document's steps, then forward; it is left at the last one. `read` reads its blocks."""
        past, future = [read()], list[list[Draft]]()
        while document.isUndoAvailable() and len(past) <= MOST:
            document.undo()
            past.insert(0, read())
        for _ in past[1:]:
            document.redo()
        while document.isRedoAvailable() and len(future) < MOST:
            document.redo()
            future.append(read())
        return cls(past + future, len(past) - 1)

    @property
    def now(self) -> list[Draft]:
        """The blocks of the present state."""
        return self.states[self.present]

    def replay(self, document: QTextDocument, look: qtext.Look) -> None:
        """Fill a document with the first state, take all steps in it, and go back to the present one."""
        qtext.fill(document, self.states[0], look)
        for old, new in zip(self.states, self.states[1:], strict=False):
            document.setModified(False)  # else Qt would make one step of two
            qtext.exchange(document, old, new, look)
        for _ in self.states[self.present + 1 :]:
            document.undo()
        document.setModified(False)
