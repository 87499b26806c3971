"""Fonts of the window: the system's own, or the bundled ones where it has none for Chinese."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from qi_desktop import paths

_BUNDLED = "Noto Sans SC"


def set_fonts(application: QApplication) -> None:
    """Make the bundled fonts known and use the sans serif one if the system cannot write Chinese.

    Regular and bold are both loaded: with one of them alone, Qt would smear the other.
    """
    system = [family for family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese) if not QFontDatabase.isPrivateFamily(family)]
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    if not system:
        font = QFont(_BUNDLED)
        font.setPointSizeF(max(application.font().pointSizeF(), 9.5))
        application.setFont(font)
