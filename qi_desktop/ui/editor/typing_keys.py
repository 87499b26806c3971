"""Which key presses write a character."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_typing(event: QKeyEvent) -> bool:
    """True for a key press that writes a character."""
    text = event.text()
    if not text or not (text[0].isprintable() or text[0] == "\u00a0" or len(text) > 1):
        return False
    modifiers = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier)
    # AltGr writes characters and comes as Ctrl+Alt on Windows.
    return modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
