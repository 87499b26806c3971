"""Reading the first sheet of an Excel workbook as plain cells, with a bound on everything.

Owns the way from an .xlsx file to `Sheet`: values with their kind, merged ranges and formulas without a value. What a cell means for a register is
`table_import`'s business. Nothing is computed, no link is followed, no part is read that is not needed; a file that would unpack to more than
`MOST_UNPACKED` bytes is refused before anything is unpacked. Source of the format: ECMA-376 part 1, §18 (SpreadsheetML).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from lxml import etree

from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass

MOST_BYTES = 100 * 2**20
"""A larger file is refused before it is opened."""
MOST_UNPACKED = 512 * 2**20
"""The parts of a workbook that are read may be so large together."""
MOST_ROWS = 200_000
MOST_COLUMNS = 16_384
MOST_TAGS = 40_000_000
"""Tags that a part may have: 200,000 rows of 30 columns have fewer."""
MOST_TAGS_AT_ONCE = 1_000_000
"""Tags that may stand between the ends of two rows, since so much is kept in memory: a full row has a tenth."""
MOST_ELEMENTS = 3_000_000
"""Rows and texts that a part may have, empty ones too."""
MOST_CELLS = 20_000_000
"""Cells of a table, also the empty ones on the left of one that is filled: 200,000 rows of 100 columns."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that the file shows as a percentage: `value` is the share, 0.977 for 97.7 %."""

    value: float


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell whose value cannot be known: `kind` is `error` (the file shows #REF! or the like, `text`) or `formula` (never computed)."""

    kind: str
    text: str = ""


Value = str | int | float | bool | date | datetime | Percent | BadCell | None


@dataclass(slots=True)
class Sheet:
    """The cells of a table: `rows` by line from 0, each a list that may be short; `merged` ranges as (top, left, bottom, right) from 0.

    `since_1904`: numbers that are dates count from 1904 (old files of the Mac).
    """

    rows: list[list[Value]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    since_1904: bool = False


def read_workbook(path: Path) -> Sheet:
    """The first sheet that is shown. Raises ContentError for what is no workbook, damaged, or too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ContentError(
                message("“{name}” is larger than {size} MB; save the one table as a file of its own.", name=path.name, size=MOST_BYTES >> 20)
            )
        with zipfile.ZipFile(path) as package:
            return _Reader(package, path.name).sheet()
    except _TooMuch as error:
        raise too_much(path.name) from error
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        IndexError,
        OverflowError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        if _is_locked(path):
            raise ContentError(
                message("“{name}” is protected by a password; open it in Excel or WPS and save a copy without the password.", name=path.name)
            ) from error
        raise ContentError(
            message("“{name}” is no Excel workbook that can be read; open it in Excel or WPS and save it as .xlsx.", name=path.name)
        ) from error


_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # what a compound file begins with ([MS-CFB] §2.2)


def _is_locked(path: Path) -> bool:
    """True for a workbook with a password: a compound file with a stream EncryptedPackage ([MS-OFFCRYPTO] §2.3.4.4)."""
    try:
        with path.open("rb") as file:
            return file.read(8) == _COMPOUND and "EncryptedPackage".encode("utf-16-le") in file.read(MOST_BYTES)
    except OSError:
        return False


def too_much(name: str) -> ContentError:
    """The refusal of a file that would fill the memory."""
    return ContentError(message("“{name}” holds more cells than can be read; save the one table as a file of its own.", name=name))


class _TooMuch(Exception):
    """A part has more elements than can be read."""


class _Counted:
    """A part while it is read: a few kilobytes may unpack to a hundred million elements, each of which takes a hundred bytes and a microsecond."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._tags = 0
        self.at_once = 0
        """Tags since what was read last was done with."""

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises _TooMuch."""
        data = self._file.read(size)
        tags = data.count(b"<")
        self._tags += tags
        self.at_once += tags
        if self._tags > MOST_TAGS or self.at_once > MOST_TAGS_AT_ONCE:
            raise _TooMuch
        return data


class _Reader:
    """The parts of one workbook."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self._package, self._name = package, name
        self._left = MOST_UNPACKED
        self._cells = 0

    def sheet(self) -> Sheet:
        """Read the first sheet that is not hidden."""
        book = self._tree("xl/workbook.xml")
        properties = book.find("{*}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        sheets = [item for item in book.iterfind("{*}sheets/{*}sheet") if item.get("state", "visible") == "visible"]
        identifier = next(
            value for key, value in sheets[0].attrib.items() if etree.QName(str(key)).localname == "id" and etree.QName(str(key)).namespace
        )
        links = {link.get("Id"): link for link in self._tree("xl/_rels/workbook.xml.rels")}
        part = _place(str(links[identifier].get("Target")))
        kinds = self._kinds(links)
        shared = self._shared(links)
        result = Sheet(since_1904=since_1904)
        self._fill(result, part, kinds, shared)
        return result

    def _open(self, part: str) -> IO[bytes]:
        """A part, if it does not unpack to more than is left to be read; a size that lies is cut off by the unpacking."""
        size = self._package.getinfo(part).file_size
        self._left -= size
        if self._left < 0:
            raise ContentError(
                message(
                    "“{name}” unpacks to more than {size} MB; save the one table as a file of its own.", name=self._name, size=MOST_UNPACKED >> 20
                )
            )
        return self._package.open(part)

    def _walk(self, part: str, *tags: str) -> Iterator[Any]:
        """The elements of these names, each forgotten once it was seen. No entity is expanded, no other file opened."""
        with self._open(part) as file:
            counted = _Counted(file)
            events = etree.iterparse(counted, tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True, load_dtd=False)
            for number, (_, element) in enumerate(events):
                if number > MOST_ELEMENTS:
                    raise _TooMuch
                counted.at_once = 0
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _tree(self, part: str) -> Any:
        with self._open(part) as file:
            return etree.parse(cast("IO[bytes]", _Counted(file)), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)).getroot()

    def _shared(self, links: dict[Any, Any]) -> list[str]:
        for link in links.values():
            if str(link.get("Type")).endswith("/sharedStrings"):
                return [_text(element) for element in self._walk(_place(str(link.get("Target"))), "si")]
        return []

    def _kinds(self, links: dict[Any, Any]) -> list[str]:
        """What a number is by the index of its cell's format: `date`, `percent` or empty."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        for link in links.values():
            if not str(link.get("Type")).endswith("/styles"):
                continue
            styles = self._tree(_place(str(link.get("Target"))))
            own = {item.get("numFmtId"): str(item.get("formatCode")) for item in styles.iterfind("{*}numFmts/{*}numFmt")}
            kinds = []
            for form in styles.iterfind("{*}cellXfs/{*}xf"):
                number = form.get("numFmtId", "0")
                code = own.get(number) or BUILTIN_FORMATS.get(int(number), "")
                chinese = 27 <= int(number) <= 36 or 50 <= int(number) <= 58  # dates of Chinese Excel, without a code of their own  # fmt: skip
                kinds.append("date" if chinese or is_date_format(code) else "percent" if "%" in code else "")
            return kinds
        return []

    def _fill(self, sheet: Sheet, part: str, kinds: list[str], shared: list[str]) -> None:
        for element in self._walk(part, "row", "mergeCell"):
            if etree.QName(element).localname == "mergeCell":
                sheet.merged.append(_range(str(element.get("ref"))))
                continue
            line = int(element.get("r", len(sheet.rows) + 1)) - 1
            cells: list[Value] = []
            for cell in element:
                place = _column(cell.get("r")) if cell.get("r") else len(cells)
                value = _value(cell, kinds, shared, sheet.since_1904)
                if value is None or value == "" or place >= MOST_COLUMNS:
                    continue
                cells += [None] * (place - len(cells))
                cells[place:] = [value]
            if not cells:
                continue
            if line >= MOST_ROWS or line < len(sheet.rows):
                raise ContentError(message("“{name}” has more than {count} rows; load it in parts.", name=self._name, count=MOST_ROWS))
            self._cells += len(cells)
            if self._cells > MOST_CELLS:
                raise _TooMuch
            sheet.rows += [[] for _ in range(line - len(sheet.rows))]
            sheet.rows.append(cells)


def _place(target: str) -> str:
    """The name of a part that xl/workbook.xml names."""
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _text(element: Any) -> str:
    """The text of a string, also of one in several formats; the readings above Japanese characters (rPh) are no part of it."""
    return "".join(
        part.text or "" for part in element.iter("{*}t") if part.getparent() is not None and etree.QName(part.getparent()).localname != "rPh"
    ).replace("_x000D_", "").replace("\r\n", "\n")  # fmt: skip


def _value(cell: Any, kinds: list[str], shared: list[str], since_1904: bool) -> Value:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    found = cell.find("{*}v")
    text = found.text if found is not None else None
    if text is None:
        return BadCell("formula") if cell.find("{*}f") is not None and kind != "str" else None
    match kind:
        case "s":
            return shared[int(text)]
        case "str":
            return str(text)
        case "b":
            return bool(text == "1")
        case "e":
            return BadCell("error", text)
        case "d":
            return datetime.fromisoformat(text)
    number = float(text)
    style = int(cell.get("s", 0))
    form = kinds[style] if 0 <= style < len(kinds) else ""
    if form == "date":
        return day_of_serial(number, since_1904) or number
    if form == "percent":
        return Percent(number)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def day_of_serial(number: float, since_1904: bool) -> date | None:
    """The day of a number that is a date in Excel; None outside the years 1900 to 9999."""
    if not 1 <= number < 2_958_466:
        return None
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if number < 60 else 30)  # Excel counts a 29 February 1900 that never was
    try:
        return start + timedelta(days=int(number))
    except OverflowError:
        return None


_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def _column(reference: str) -> int:
    return _address(reference)[1]


def _address(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _range(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return (*_address(first), *_address(last or first))
