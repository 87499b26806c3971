"""Room for everything on a small screen: what a window cannot show at once is scrolled to, and no dialog is larger than the screen.

Owns how that is done for dialogs, panels and the start page: their layout is moved onto a page that scrolls as soon as it has less room than it
needs at the least. On a screen with room enough nothing is changed by it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

_FRAME = QSize(16, 40)  # logical pixels that a window manager may draw around a dialog, its title among them
_LEAST = QSize(120, 72)  # logical pixels of a page that is scrolled, at the least: a field and the bars


def scroll(widget: QWidget) -> ScrollingPage:
    """Let what is laid out on a widget be scrolled to wherever the widget is smaller than that needs. The buttons of a dialog stay in sight."""
    layout = widget.layout()
    assert layout is not None, "there is nothing to scroll to"
    boxes = widget.findChildren(QDialogButtonBox, options=Qt.FindChildOption.FindDirectChildrenOnly)
    margins = layout.contentsMargins()
    focused = widget.focusWidget()
    page = _Page(widget)  # in the same window from the beginning: the order of Tab is kept
    for box in boxes:
        layout.removeWidget(box)
    page.setLayout(layout)
    outer = QVBoxLayout(widget)
    outer.setContentsMargins(0, 0, 0, margins.bottom() if boxes else 0)
    area = ScrollingPage(page)
    outer.addWidget(area, 1)
    for box in boxes:
        box.setContentsMargins(margins.left(), 0, margins.right(), 0)
        outer.addWidget(box)
    for part in (page, area, *boxes):
        part.show()  # at once: a layout would let what came into a visible widget be seen some time later
    if focused is not None:
        focused.setFocus()  # it was taken from what changed its parent
    return area


def fit(dialog: QDialog) -> None:
    """Make a dialog that is about to be shown no larger than its screen; what has no room in it then is scrolled to."""
    space = dialog.screen().availableGeometry().size() - _FRAME
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if least.boundedTo(space) != least:
        if dialog.findChild(ScrollingPage, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
            scroll(dialog)
        dialog.setMinimumSize(dialog.minimumSize().boundedTo(space))
    dialog.resize(dialog.size().boundedTo(space))


class _Page(QWidget):
    """What is scrolled: it shrinks to the least that it needs before it is."""

    def heightForWidth(self, width: int) -> int:
        """The least height that the layout needs at a width; Qt would give the one that it likes best."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1


class ScrollingPage(QScrollArea):
    """Scrolls a page without a look of its own: no frame, no stop on the way of Tab."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setObjectName("scrolling_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def _follow(self, _: QWidget | None, focused: QWidget | None) -> None:
        """Show what the keys have come to, by Tab or by its letter."""
        if focused is not None and self.isAncestorOf(focused) and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self.ensureWidgetVisible(focused)

    def sizeHint(self) -> QSize:
        """As large as the page likes to be; Qt would take no more than 36 by 24 letters."""
        page = self.widget()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the page needs, but no more than a little of it."""
        page = self.widget()
        return page.minimumSizeHint().boundedTo(_LEAST) if page is not None else super().minimumSizeHint()
