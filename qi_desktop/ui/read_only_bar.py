"""The line above a library that can only be read: why, and the way to writing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from qi_desktop.session import Session
from qi_desktop.ui.icons import icon
from qi_desktop.ui.plain import plain
from qi_desktop.ui.translate import tr


class ReadOnlyBar(QFrame):
    """Tells who has the library open for writing and since when."""

    write_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("read_only_bar")
        self.setAccessibleName(tr("Read-only"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        drawing = QLabel()
        drawing.setPixmap(icon("lock").pixmap(18, 18))
        words = plain(QLabel(_reason(session)))
        words.setObjectName("read_only_reason")
        words.setWordWrap(True)
        button = QPushButton(tr("Open for writing"))
        button.setObjectName("read_only_write")
        button.setToolTip(tr("Tries again to open the library for writing"))
        button.clicked.connect(lambda checked=False: self.write_requested.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.addWidget(drawing)
        layout.addWidget(words, 1)
        layout.addWidget(button)


def _reason(session: Session) -> str:
    holder = session.holder()
    if not holder.user:
        return tr("This library can only be read here.")
    since = holder.since.replace("T", " ")
    return tr(
        "{user} on {computer} has had this library open for writing since {since}. Here it can only be read.",
        user=holder.user,
        computer=holder.computer,
        since=since,
    )
