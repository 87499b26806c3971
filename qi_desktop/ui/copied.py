"""What was copied, here or elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def copied() -> QMimeData:
    """What the clipboard holds; empty where nothing was copied yet, or where the program that copied it is gone: Qt then has nothing at all."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()
