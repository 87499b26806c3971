"""Inserted and deleted words as they are shown: underlined and struck out, in colours that can be read on light and on dark paper."""

from __future__ import annotations

from html import escape

from qi_desktop.core.text_difference import Compared, Kind

# Colours of at least 4.5 : 1 on light and on dark paper. Colour never stands alone: inserted words are underlined, deleted ones struck out.
_INSERTED = {False: "#116329", True: "#7ee787"}
_DELETED = {False: "#a40e26", True: "#ffa198"}


def html_of(pieces: Compared, dark: bool) -> str:
    """A compared paragraph."""
    return "".join(_piece(piece.kind, piece.text, dark) for piece in pieces)


def _piece(kind: Kind, text: str, dark: bool) -> str:
    words = escape(text).replace("\n", "<br>")
    if kind is Kind.SAME:
        return words
    colour, line = (_INSERTED[dark], "underline") if kind is Kind.INSERTED else (_DELETED[dark], "line-through")
    return f'<span style="color:{colour}; text-decoration:{line}">{words or "¶"}</span>'
