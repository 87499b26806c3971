"""Words of a library where Qt would take them for markup: a name such as `<img src="//server/x">` must not make anything be fetched.

Owns the telling of Qt that a text is a text. Qt guesses from the text itself unless it is told (QLabel::textFormat, QToolTip).
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain(label: QLabel) -> QLabel:
    """The same label, which shows whatever it is given as it stands."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def tip(text: str) -> str:
    """The text for a tool tip, which has no format of its own: what looks like markup becomes markup that shows it."""
    return f'<p style="white-space:pre-wrap">{escape(text)}</p>' if "<" in text or "&" in text else text
