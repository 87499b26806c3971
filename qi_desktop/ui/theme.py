"""Fonts of the window: the system's own, or the bundled ones where it has none for Chinese."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from qi_desktop import paths

_BUNDLED = "Noto Sans SC"


@cache
def family(file: str) -> str:
    """The family of a font file of the program, made known to Qt once; empty if the file cannot be read."""
    number = QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""


def set_fonts(application: QApplication) -> None:
    """Make the bundled fonts known and use the sans serif one if the system cannot write Chinese.

    Regular and bold are both loaded: with one of them alone, Qt would smear the other.
    """
    system = [family for family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese) if not QFontDatabase.isPrivateFamily(family)]
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        family(file.name)
    if not system:
        font = QFont(_BUNDLED)
        font.setPointSizeF(max(application.font().pointSizeF(), 9.5))
        application.setFont(font)
