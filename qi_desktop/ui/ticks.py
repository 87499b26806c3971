"""Lists with boxes to tick, whose empty boxes can be seen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qi_desktop.ui.theme import outlined


class TickDelegate(QStyledItemDelegate):
    """Draws items as always, the outlines of their boxes so that they are seen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """What an item is drawn with."""
        super().initStyleOption(option, index)
        palette: QPalette = option.palette  # type: ignore[attr-defined]  # Qt's stubs leave its fields out
        option.palette = outlined(palette)  # type: ignore[attr-defined]
