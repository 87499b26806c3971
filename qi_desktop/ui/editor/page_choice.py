"""The choice on which page a table, a register's table or a picture stands.

Owns the widget and the attribute that it fills in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox

from qi_desktop.core.model import PageForm
from qi_desktop.ui.translate import tr


class PageChoice(QComboBox):
    """Automatic, a lying page, or an upright one."""

    def __init__(self, attributes: Mapping[str, Any]) -> None:
        super().__init__()
        self.addItem(tr("Automatic"), "")
        self.addItem(tr("On a lying page"), PageForm.LYING.value)
        self.addItem(tr("On an upright page"), PageForm.UPRIGHT.value)
        self.setCurrentIndex(max(self.findData(attributes.get("page", "")), 0))
        self.setToolTip(tr("Automatic: a table that is too wide for an upright page stands on a lying one"))

    def attributes(self) -> dict[str, str]:
        """What is to be kept of the choice; nothing if the width decides."""
        return {"page": str(self.currentData())} if self.currentData() else {}
