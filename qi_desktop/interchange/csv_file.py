"""Reading a text file of separated values as plain cells: its encoding and its separator are recognised.

Owns the bytes → cells step for .csv, .tsv and .txt. Excel in Chinese writes CSV in GB18030, or UTF-8 with a mark; "Unicode text" is UTF-16 with tabs.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.interchange.workbook import MOST_BYTES, MOST_CELLS, MOST_ROWS, Sheet, too_much

_SEPARATORS = (",", "\t", ";", "，")
_HEAD_LINES = 20
_LONGEST_CELL = 1_000_000
_MOST_SEPARATORS = 1_000_000  # in a line; a long text has them too


def read_csv(path: Path) -> Sheet:
    """The cells of the file. Raises ContentError for what is no table of text, or too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ContentError(
                message("“{name}” is larger than {size} MB; save the one table as a file of its own.", name=path.name, size=MOST_BYTES >> 20)
            )
        text = decoded(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(message("“{name}” is no text that can be read; save it as CSV (UTF-8) and load it again.", name=path.name)) from error
    head = text[:4096].splitlines()[:_HEAD_LINES]  # the first line may be a title, without any separator
    separator = max(_SEPARATORS, key=lambda sign: max((line.count(sign) for line in head), default=0))
    csv.field_size_limit(_LONGEST_CELL)
    sheet = Sheet()
    try:
        count = 0
        for cells in csv.reader(_lines(text, separator, path.name), delimiter=separator):
            count += len(cells)
            if count > MOST_CELLS:
                raise too_much(path.name)
            if len(sheet.rows) >= MOST_ROWS:
                raise ContentError(message("“{name}” has more than {count} rows; load it in parts.", name=path.name, count=MOST_ROWS))
            sheet.rows.append([_unquoted(cell) for cell in cells])
    except csv.Error as error:
        raise ContentError(message("“{name}” is no text that can be read; save it as CSV (UTF-8) and load it again.", name=path.name)) from error
    return sheet


def _lines(text: str, separator: str, name: str) -> Iterator[str]:
    """The lines of the text. Raises ContentError before a line of a hundred million cells is taken apart."""
    for line in io.StringIO(text, newline=""):
        if line.count(separator) > _MOST_SEPARATORS:
            raise too_much(name)
        yield line


def decoded(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16 or GB18030. Raises UnicodeDecodeError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    sample = data[:2000]
    if sample.count(0) > len(sample) // 5:  # ASCII signs in UTF-16 without a mark have a zero beside them
        return data.decode("utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _unquoted(cell: str) -> str:
    """The text without the mark that keeps other programs from taking it as a formula (see `spreadsheet`)."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell.replace("\r\n", "\n")
