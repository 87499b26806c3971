"""Cells on their way to and from the clipboard: as spreadsheets write them, by tabs and line ends, and as an HTML table for word processors."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from qi_desktop.core import richtext
from qi_desktop.core.registers import SAME_AS_ABOVE


def lines_of(text: str) -> list[list[str]]:
    """The cells of a text, line by line; at least one."""
    return list(csv.reader(io.StringIO(richtext.clean(text), newline=""), delimiter="\t")) or [[""]]


def block_of(source: QMimeData) -> list[list[str]] | None:
    """The cells that another program has put on the clipboard; None for a text that is no block of cells."""
    from qi_desktop.ui.grids import clipboard  # after the window is painted

    text = source.text()
    if not text or not ("\t" in text or (source.hasHtml() and "<table" in source.html().lower())):
        return None
    shown = QMimeData()  # what people read, also of cells of a register, whose own form says how they are stored
    shown.setText(text)
    if source.hasHtml():
        shown.setHtml(source.html())
    return [["" if cell == SAME_AS_ABOVE else cell for cell in map(richtext.clean, line)] for line in clipboard.from_mime(shown)] or None


def mime_of(lines: Sequence[Sequence[str]]) -> QMimeData:
    """Cells for the clipboard."""
    result = QMimeData()
    result.setText("\n".join("\t".join(_quoted(cell) for cell in line) for line in lines))
    rows = ("".join(f"<td>{html.escape(cell).replace(chr(10), '<br>')}</td>" for cell in line) for line in lines)
    result.setHtml("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return result


def _quoted(cell: str) -> str:
    """A cell with line ends or tabs in quotation marks, as spreadsheets write it."""
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in '\t\n"') else cell
