"""Blocks of cells on the clipboard, as Excel, WPS and Word write and read them.

Owns three forms of a block: our own (exact, with "same as above"), a table in HTML (merged cells, types), and lines with tabs. It knows neither model
nor view.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import NUMERIC, SAME_AS_ABOVE, ColumnType

MIME = "application/x-qi-desktop-cells"
_LARGEST = 20_000_000  # characters of a clipboard that are looked at
_CELLS = 2_000_000  # of an HTML table: a colspan or rowspan beyond is a slip or a trap
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_BREAK_IN_HAN = re.compile(rf"(?<={_HAN})\s*\n\s*(?={_HAN})")
_SPACE = re.compile(r"[ \t\r\n\f]+")

Block = list[list[str]]


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """A cell that is put on the clipboard: as it is stored, as people read it."""

    entered: str
    shown: str
    type: ColumnType


def to_mime(block: Sequence[Sequence[CopiedCell]]) -> QMimeData:
    """A block in all three forms. Other programs get what the cells say; only our own form keeps "same as above"."""
    data = QMimeData()
    data.setData(MIME, json.dumps([[cell.entered for cell in line] for line in block], ensure_ascii=False).encode())
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows([[cell.shown for cell in line] for line in block])
    data.setText(text.getvalue())
    lines = "".join(f"<tr>{''.join(map(_cell, line))}</tr>" for line in block)
    data.setHtml(f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>')
    return data


def _cell(cell: CopiedCell) -> str:
    # Without the marks, Excel (the style) and LibreOffice (sdnum) would make a date of the number 1-2, 12 of 0012, a formula of a text with =.
    mark = "" if cell.type in NUMERIC or cell.type is ColumnType.DATE else ' sdnum="1033;0;@" style="mso-number-format:\'\\@\'"'
    text = html.escape(cell.shown).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td{mark}>{text}</td>"


def from_mime(data: QMimeData) -> Block:
    """The block on the clipboard; empty if there is no text. Cells that a merged cell covers from above say "same as above"."""
    if data.hasFormat(MIME):
        return _own(bytes(data.data(MIME).data()))
    lines = _tabbed(data.text()) if data.hasText() else []
    if data.hasHtml() and "<table" in (markup := data.html()[:_LARGEST]).casefold():
        table = _Table.read(markup)
        if table.cells and (table.merged or not lines or table.breaks):
            # Where both have the same shape, the plain text is the truer one: HTML folds blanks.
            same_shape = len(lines) == len(table.cells) and all(len(line) == len(row) for line, row in zip(lines, table.cells, strict=True))
            if table.merged or not lines or same_shape or _says(lines) == _says(table.cells):
                return table.block(lines if same_shape else None)
    return lines


def _says(block: Block) -> list[str]:
    """The words of a block, however they are divided among cells: LibreOffice writes a line break inside a single cell without quotes."""
    return [word for line in block for text in line for word in text.split()]


def tiled(block: Block, lines: int, columns: int) -> Block:
    """The block as often as it fits into a selection of that size; once if it does not fit evenly."""
    height, width = len(block), max(map(len, block), default=0)
    if not height or not width or lines % height or columns % width or (lines, columns) == (height, width):
        return block
    whole = [line + [""] * (width - len(line)) for line in block]
    return [line * (columns // width) for _ in range(lines // height) for line in whole]


def _own(data: bytes) -> Block:
    try:
        block = json.loads(data)
    except ValueError:
        return []
    whole = isinstance(block, list) and all(isinstance(line, list) and all(isinstance(cell, str) for cell in line) for line in block)
    return block if whole else []


def _tabbed(text: str) -> Block:
    text = text[:_LARGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text:
        return []
    if '"' in text and not _well_quoted(text):
        return [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    csv.field_size_limit(_LARGEST)
    return [line or [""] for line in csv.reader(io.StringIO(text), dialect="excel-tab")]


def _well_quoted(text: str) -> bool:
    """True if the quotes are a spreadsheet's, who doubles those inside; false for text in which somebody wrote a quote."""
    rest = re.sub(r'(?:(?<=\A)|(?<=[\t\n]))"(?:[^"]|"")*"(?=[\t\n]|\Z)', "", text)
    return not re.search(r'(?:\A|[\t\n])"', rest)


class _Table(HTMLParser):
    """Reads the first table of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: Block = []
        self.merged = False
        self._covered: dict[tuple[int, int], bool] = {}  # cells under a merged one; true: from above
        self._depth = 0
        self._done = False
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._hidden = 0

    @classmethod
    def read(cls, markup: str) -> _Table:
        """Read a table; what is no HTML gives an empty one."""
        table = cls()
        table.feed(markup)
        table.close()
        table._end_cell()
        width = max((len(line) for line in table.cells), default=0)
        for line in table.cells:
            line += [""] * (width - len(line))
        return table

    @property
    def breaks(self) -> bool:
        """Some cell has several lines."""
        return any("\n" in text for line in self.cells for text in line)

    def block(self, lines: Block | None) -> Block:
        """The cells, with other texts of the same shape if there are such, which may have lost the line breaks inside a cell (LibreOffice)."""
        block = self.cells
        if lines:
            block = [
                [told if "\n" in told and told.split() == plain.split() else plain for plain, told in zip(line, row, strict=True)]
                for line, row in zip(lines, self.cells, strict=True)
            ]
        return [[SAME_AS_ABOVE if self._covered.get((row, column)) else text for column, text in enumerate(line)] for row, line in enumerate(block)]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden += tag != "head"
        elif tag == "table":
            self._depth += 1
        elif self._done or self._depth != 1:
            self._separate(tag)
        elif tag == "tr":
            self._end_cell()
            self.cells.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(dict(attributes))
        else:
            self._separate(tag)

    def _separate(self, tag: str) -> None:
        if self._text and tag in ("br", "p", "div", "li", "tr"):
            self._text.append("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title"):
            self._hidden = max(self._hidden - 1, 0)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_cell()
                self._done = True
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._hidden:
            self._text.append(data)

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        if not self.cells:
            self.cells.append([])
        line = self.cells[-1]
        while (len(self.cells) - 1, len(line)) in self._covered:
            line.append("")
        self._span = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        self._text = []

    def _end_cell(self) -> None:
        if self._text is None or not self.cells:
            return
        row, line = len(self.cells) - 1, self.cells[-1]
        column = len(line)
        line.append(_plain("".join(self._text)))
        self._text = None
        rows, columns = self._span
        if rows * columns > 1 and rows * columns + len(self._covered) < _CELLS:
            self.merged = True
            for below in range(rows):
                for right in range(columns):
                    if below or right:
                        self._covered[row + below, column + right] = below > 0 and right == 0
        while (row, len(line)) in self._covered:
            line.append("")


def _span(text: str | None) -> int:
    return min(int(text), 65_536) if text and text.isascii() and text.isdigit() and int(text) > 0 else 1


def _plain(text: str) -> str:
    """The text of a cell as it is read: line ends of the source are blanks, or nothing between Chinese characters."""
    lines = [_SPACE.sub(" ", _BREAK_IN_HAN.sub("", line)).strip() for line in text.replace("\xa0", " ").split("\v")]
    return "\n".join(line for line in lines if line)
