"""What stands above a chapter's text: its title, the guidance for the writer, and a bar that says when and why the text is locked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qi_desktop.core.errors import QiError
from qi_desktop.ui.editor.paper import mixed
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.plain import plain, tip
from qi_desktop.ui.translate import tr


class LockBar(QFrame):
    """Hidden while the text may be written."""

    reopen_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock_bar")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._words = QLabel(objectName="lock_reason")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._reopen = QPushButton(icon("rename"), tr("Reopen chapter"), objectName="chapter_reopen")
        self._reopen.setAccessibleName(tr("Reopen chapter"))
        self._reopen.clicked.connect(self.reopen_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._reopen)
        self.hide()

    def show_state(self, final: bool, read_only: bool) -> None:
        """Say why the text is locked; a library that is open for reading cannot reopen anything."""
        self.setVisible(final)
        self._reopen.setVisible(not read_only)
        self._words.setText(
            tr("This chapter is final, so its text is locked.")
            if read_only
            else tr("This chapter is final, so its text is locked. Reopen it to go on writing; it is a draft then.")
        )


class Head(QWidget):
    """Bar, title and guidance, above the column of the text. A press on them is one on the page: the text takes the keys."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = 0
        self.lock_bar = LockBar()
        self._title = plain(QLabel(objectName="chapter_title"))
        self._title.setWordWrap(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # never cut, however low the window is
        self._guidance = plain(QLabel(objectName="chapter_guidance"))
        self._guidance.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.lock_bar, self._title, self._guidance):
            layout.addWidget(widget)

    def show_words(self, title: str, guidance: str) -> None:
        """The title with its number, and what the outline asks for, if anything."""
        self._title.setText(title)
        self._guidance.setText(guidance)
        self.fit(self._height)

    def fit(self, height: int) -> None:
        """Keep to so many pixels of height that the text has too: guidance that would take a third of them is told by the title's tip only."""
        self._height = height
        words = self._guidance.text()
        shown = bool(words) and self._guidance.heightForWidth(self.width()) * 3 <= height
        self._guidance.setVisible(shown)
        self._title.setToolTip("" if shown else tip(words))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell it."""
        super().mousePressEvent(event)
        self.pressed.emit()

    def align(self, margin: int) -> None:
        """Begin where the text begins, so many pixels from the left."""
        self._title.setContentsMargins(margin, 16, margin, 4)
        self._guidance.setContentsMargins(margin, 0, margin, 8)

    def set_look(self, font: QFont, palette: QPalette) -> None:
        """The title in the style sheet's font, the guidance in a muted colour."""
        self._title.setFont(font)
        muted = QPalette(palette)
        text, ground = (muted.color(role) for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window))
        # 70 % of the text's colour keeps the contrast above 4.5:1 in light and dark themes; Qt's own placeholder colour does not.
        muted.setColor(QPalette.ColorRole.WindowText, mixed(text, ground, 0.7))
        self._guidance.setPalette(muted)


class HeadAndText(QWidget):
    """The head above the text, which keeps most of the height."""

    def __init__(self, head: Head, text: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = head
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._head.fit(self.height())


def advice(hub: Hub, chapter_id: str) -> str:
    """What the empty page tells to do where no chapter can be shown."""
    if not hub.report_id:
        return tr("There is no report yet. Choose “New report …” in the menu “Report”.")
    try:
        empty = not hub.session.chapters.tree(hub.report_id)
    except QiError:
        empty = False
    if not empty and chapter_id:
        return tr("This chapter is no longer in the report. Choose another one.")
    if not empty:
        return tr("Choose a chapter on the left to write it.")
    if hub.session.read_only:
        return tr("This report has no chapters.")
    if hub.session.chapters.bin(hub.report_id):
        return tr("All chapters are in the bin. “Undo” or “Chapter – Bin …” brings them back; Ctrl+Enter in the list on the left makes a new one.")
    return tr("This report has no chapters yet. Click into the list on the left and press Ctrl+Enter to make the first one.")
