"""Where on the screen stands what a search found in a block's text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QTextBlock

from qi_desktop.core import search
from qi_desktop.ui import qtext


def place_of(block: QTextBlock, wanted: int, known: Mapping[str, str]) -> int:
    """Where a place, counted in characters of what a search sees, is on the screen: there an atom may show other words."""
    at = 0
    for place, length, text, form in qtext.fragments(block):
        atom = qtext.atom_of(form)
        size = len(search.shown(atom, known)) if atom else len(text)
        if wanted <= at + size:
            inside = (0 if wanted == at else length) if atom else qtext.utf16_length(text[: wanted - at])
            return place + inside
        at += size
    return block.length() - 1
