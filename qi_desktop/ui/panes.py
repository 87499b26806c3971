"""Going from one part of the window to the next with F6, as in Office: list of chapters or registers, text or table, finding, side panel.

Owns the order, and which control of a part takes the keys. In a text and in a table Tab has a meaning of its own; this is the way out.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

Pane = tuple[QWidget, Callable[[], QWidget | None]]
"""A part of the window, and the control in it that takes the keys at first; None leaves it to `go`."""

_MAIN = (QAbstractItemView, QTextEdit, QPlainTextEdit, QLineEdit, QComboBox, QAbstractSpinBox)  # rather than the buttons beside them


def go(panes: list[Pane], focused: QWidget | None, steps: int = 1) -> None:
    """Give the keys to the pane that comes after the one with the focus, round and round; before it with steps of -1.

    A pane's last control takes them again if it still can. Panes that are hidden, or take no keys, are passed over.
    """
    places = [place for place, (pane, _) in enumerate(panes) if focused is not None and (pane is focused or pane.isAncestorOf(focused))]
    place = places[0] if places else (-1 if steps > 0 else 0)
    for number in range(1, len(panes) + 1):
        pane, main = panes[(place + steps * number) % len(panes)]
        if not pane.isVisible():
            continue
        last = pane.focusWidget()
        for wanted in (last, main(), *_controls(pane)):
            if wanted is not None and _takes_keys(wanted) and (wanted is pane or pane.isAncestorOf(wanted)):
                pane.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as Tab does: where the keys go is shown
                wanted.setFocus(Qt.FocusReason.TabFocusReason)
                return


def first(part: QWidget) -> QWidget | None:
    """What takes the keys at first in a part of a pane: the control that it names itself, else one that shows or takes something."""
    proxy = part.focusProxy()
    return proxy if proxy is not None else next(iter(_controls(part)), None)


def _takes_keys(control: QWidget) -> bool:
    return control.isVisible() and control.isEnabled() and bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _controls(pane: QWidget) -> list[QWidget]:
    """The controls of a pane that take the keys, those that show or take something before buttons.

    In the order in which they were made: asking Qt for the order of Tab (`nextInFocusChain`) makes PySide take living objects for deleted ones.
    """
    return sorted(filter(_takes_keys, pane.findChildren(QWidget)), key=lambda control: not isinstance(control, _MAIN))
