"""The right side of the window: one panel at a time, chosen by a row of buttons.

Owns which panel is shown and the actions that show it. A panel is made when it is first shown, so that the start does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from qi_desktop.ui import room
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import tr


class SidePanel(QWidget):
    """A switch and the panel it shows. Hidden until a panel is chosen."""

    chosen = Signal(str)  # the panel's name, "" when the side is closed
    left = Signal()  # the side was closed while something in it had the keys

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self.setAccessibleName(tr("Side panel"))
        self.setMinimumWidth(240)
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._actions: dict[str, QAction] = {}
        self._buttons: list[QToolButton] = []
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._switch = QHBoxLayout()
        self._switch.setContentsMargins(4, 4, 4, 0)
        self._switch.setSpacing(2)
        self._switch.addStretch(1)
        close = QToolButton()
        close.setObjectName("side_close")
        close.setIcon(icon("close"))
        close.setAccessibleName(tr("Close the side panel"))
        close.setToolTip(tr("Close the side panel"))
        close.setAutoRaise(True)
        close.clicked.connect(lambda: self.show_panel(""))
        self._switch.addWidget(close)
        self._stack = QStackedWidget()
        self._stack.setObjectName("side_stack")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._switch)
        layout.addWidget(self._stack, 1)
        self.hide()

    def add(self, name: str, title: str, drawing: str, key: str, make: Callable[[], QWidget]) -> None:
        """Offer a panel; `key` is the shortcut that shows and hides it."""
        action = QAction(icon(drawing), title, self)
        action.setObjectName(f"view_{name}")
        action.setCheckable(True)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda checked: self.show_panel(name if checked else ""))
        self._group.addAction(action)
        self._actions[name] = action
        self._makers[name] = make
        button = QToolButton()
        button.setObjectName(f"side_{name}")
        button.setDefaultAction(action)
        button.setAccessibleName(title)
        button.setAutoRaise(True)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._buttons.append(button)
        self._switch.insertWidget(len(self._actions) - 1, button)
        self._label_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Label the buttons as far as there is room."""
        super().resizeEvent(event)
        self._label_buttons()

    def _label_buttons(self) -> None:
        """Words beside all pictures, or beside that of the shown panel only where they would be cut."""
        for button in self._buttons:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        room = self.width() - sum(self._switch.itemAt(place).sizeHint().width() + self._switch.spacing() for place in range(self._switch.count()))
        margins = self._switch.contentsMargins()
        if room < margins.left() + margins.right():
            for button in self._buttons:
                style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if button.isChecked() else Qt.ToolButtonStyle.ToolButtonIconOnly
                button.setToolButtonStyle(style)

    def commands(self) -> list[QAction]:
        """The actions that show and hide the panels, for a menu."""
        return list(self._actions.values())

    @property
    def shown(self) -> str:
        """The name of the panel that is shown; empty while the side is closed."""
        return next((name for name, action in self._actions.items() if action.isChecked()), "")

    def made(self) -> list[str]:
        """The names of the panels that were shown at least once."""
        return list(self._made)

    def panel(self, name: str) -> QWidget:
        """A panel, made if it was never shown."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
            room.scroll(self._made[name])
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def current(self) -> QWidget | None:
        """The panel that is shown, if any."""
        return self._made.get(self.shown)

    def show_panel(self, name: str) -> None:
        """Show a panel; "" or a name that this version does not know closes the side."""
        last = self.focusWidget()
        left = last is not None and last.hasFocus()
        if last is not None and name not in self._makers:
            last.clearFocus()  # when the side is opened again, the keys do not go to what closed it
        for known, action in self._actions.items():
            action.setChecked(known == name)
        if name in self._makers:
            self._stack.setCurrentWidget(self.panel(name))
        self.setVisible(name in self._makers)
        self._label_buttons()
        self.chosen.emit(self.shown)
        if left and not self.shown:
            self.left.emit()
