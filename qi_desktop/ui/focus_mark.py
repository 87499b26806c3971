"""A frame around what takes the keys, where it would not be seen otherwise: lists without a current line, pages, texts that are only read.

Qt draws the focus of fields, buttons and current lines itself, the frames of larger areas not at all.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QPlainTextEdit, QTextEdit, QWidget

_WIDTH = 2.0


class FocusMark(QObject):
    """Follows the focus while it is moved by keys, for the whole program."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._frame: _Frame | None = None
        application.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, focused: QWidget | None) -> None:
        if self._frame is not None:
            self._frame.leave()
            self._frame = None
        if focused is not None and focused.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange) and _is_bare(focused):
            self._frame = _Frame(focused)
            self._frame.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self._frame = None


def _is_bare(control: QWidget) -> bool:
    """True for an area in which nothing shows that it has the focus."""
    if isinstance(control, QTextEdit | QPlainTextEdit):
        return control.isReadOnly()
    if isinstance(control, QAbstractItemView):
        return not control.currentIndex().isValid()
    return isinstance(control, QAbstractScrollArea) or control.layout() is not None  # one made of others draws nothing itself


class _Frame(QWidget):
    """Lies over the area as long as it has the focus, and lets everything through to it."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self.setObjectName("focus_mark")
        self.setAccessibleName(area.accessibleName())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(area.rect())
        area.installEventFilter(self)
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Take it away."""
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the area."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The frame."""
        area = self.parentWidget()
        if isinstance(area, QAbstractItemView) and area.currentIndex().isValid():
            return  # the line shows it now
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), _WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(_WIDTH / 2, _WIDTH / 2, -_WIDTH / 2, -_WIDTH / 2), 2, 2)
