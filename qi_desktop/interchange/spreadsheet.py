"""Writing a register as an Excel workbook or as CSV, and its blank form.

Owns how cells look in such files: numbers and dates as such, choices as lists to choose from, texts that begin like a formula as texts. The rows come
as they are stored; the last column carries their ids, hidden in Excel, so that a file that comes back is recognised (see `table_import`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from qi_desktop.core import registers
from qi_desktop.core.readings import read_date, read_number
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import NUMERIC, SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.interchange.table_import import ID_HEADING, Progress

_FORMULA = ("=", "+", "-", "@")
_LONGEST_LIST = 250  # Excel allows 255 characters for a list of choices that stands in the validation itself
_BLANK_ROWS = 500
_DIGITS = 15  # so many a number of Excel holds; a longer one stays text
_AS_TEXT = "@"
_TEXTS = frozenset({ColumnType.TEXT, ColumnType.STANDARD_NUMBER})
"""Columns in which 0012 and 1E5 are to stay what is typed; old versions of Excel show a long text of this format as signs."""
_BOOLEAN = {"true": "是", "false": "否"}
_HINTS = {
    ColumnType.INTEGER: "整数",
    ColumnType.NUMBER: "数字",
    ColumnType.PERCENT: "百分数，如 97.7%",
    ColumnType.DATE: "日期，如 2017-07-12",
    ColumnType.BOOLEAN: "是或否",
    ColumnType.STANDARD_NUMBER: "标准号，如 GB/T 19001-2016",
}


@dataclass(frozen=True, slots=True)
class TableData:
    """A register to be written: `rows` are pairs of a row's id and its stored cells; `parents` names each row's parent, for a child register.

    `names` turns the id of an attached file into its name; `end` is the report's last day, on which computed statuses depend.
    """

    register: Register
    rows: Sequence[tuple[str, Mapping[str, str]]]
    parent: Register | None = None
    parents: Sequence[str] = ()
    names: Mapping[str, str] | None = None
    end: date | None = None


def heading(column: Column) -> str:
    """A column's heading: its label, the unit, and a star if it must be filled in."""
    unit = f"（{column.unit}）" if column.unit and column.type is not ColumnType.PERCENT else ""
    return f"{column.label['zh']}{unit}{'*' if column.required and not column.derived else ''}"


def _lines(data: TableData) -> list[dict[str, str]]:
    """All cells, computed ones too, with "same as above" replaced by what it repeats: files are sorted and filtered by others."""
    cells = [row for _, row in data.rows]
    resolved = {column.name: registers.resolve_same(cells, column.name) for column in data.register.stored}
    return registers.complete(data.register, [{name: texts[index] for name, texts in resolved.items()} for index in range(len(cells))], data.end)


# --- CSV -------------------------------------------------------------------------------------------------------------------------------------


_TOLD_EVERY = 1000  # rows


def _unwatched(done: int, total: int) -> None:
    """Nobody wants to know."""


def write_csv(data: TableData, file: IO[bytes], progress: Progress = _unwatched) -> None:
    """Write UTF-8 with the mark by which Excel knows it. A text that begins like a formula gets an apostrophe, which loading takes off.

    `progress` is told how many rows are written, and may raise to stop.
    """
    columns = data.register.columns
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    parent = [data.parent.label["zh"]] if data.parent else []
    writer.writerow([*parent, *map(heading, columns), ID_HEADING])
    for index, (line, (row_id, _)) in enumerate(zip(_lines(data), data.rows, strict=True)):
        if not index % _TOLD_EVERY:
            progress(index, len(data.rows))
        named = [data.parents[index]] if data.parent else []
        writer.writerow([*named, *(_csv_text(data, column, line.get(column.name, "")) for column in columns), row_id])
    text.detach()


def _csv_text(data: TableData, column: Column, text: str) -> str:
    if column.type in NUMERIC and read_number(text) is not None:
        return f"{text}%" if column.type is ColumnType.PERCENT else text
    text = _shown(data, column, text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _shown(data: TableData, column: Column, text: str) -> str:
    if column.type is ColumnType.BOOLEAN:
        return _BOOLEAN.get(text, text)
    if column.type is ColumnType.ASSET:
        return (data.names or {}).get(text, "")
    return text


# --- Excel -----------------------------------------------------------------------------------------------------------------------------------


def write_workbook(data: TableData, file: IO[bytes], merge: bool = False, blank: bool = False, progress: Progress = _unwatched) -> None:
    """Write a workbook: typed cells, widths, choices, a head that stays in sight, a filter. `merge`: "same as above" as merged cells.

    `blank` adds a sheet that says what each column asks for, and leaves out the computed columns.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    columns = [column for column in data.register.columns if not (blank and (column.derived or column.type is ColumnType.ASSET))]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(data.register.label["zh"].translate(str.maketrans(r"\/*?:[]", "_______"))[:31])
    first = 1 if data.parent else 0
    widths = [24.0] * first + [column.width for column in columns]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(2 * min(width, 40) * 0.6, 8) + 2
        if place > first and columns[place - 1 - first].type in _TEXTS:
            sheet.column_dimensions[get_column_letter(place)].number_format = _AS_TEXT
    last = get_column_letter(len(widths) + 1)
    sheet.column_dimensions[last].hidden = True
    sheet.freeze_panes = "A2"
    _choices(book, sheet, columns, first, len(data.rows) + _BLANK_ROWS)
    heads = [data.parent.label["zh"]] if data.parent else []
    sheet.append(_head_cells(sheet, [*heads, *map(heading, columns), ID_HEADING]))
    styles = _Styles(sheet)
    for index, (line, (row_id, _)) in enumerate(zip(_lines(data), data.rows, strict=True)):
        if not index % _TOLD_EVERY:
            progress(index, len(data.rows))
        named = [styles.text(data.parents[index])] if data.parent else []
        sheet.append([*named, *(styles.cell(column, line.get(column.name, ""), data) for column in columns), styles.text(row_id)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(data.rows) + 1}"
    if merge:
        for place, column in enumerate(columns, first + 1):
            for top, count in registers.merged_spans([cells for _, cells in data.rows], column.name):
                letter = get_column_letter(place)
                sheet.merged_cells.add(f"{letter}{top + 2}:{letter}{top + 1 + count}")
    if blank:
        _instructions(book, columns)
    # Made in the memory: where the disk fails in the middle, openpyxl leaves an archive that complains on standard error when it goes.
    whole = io.BytesIO()
    book.save(whole)
    file.write(whole.getbuffer())


def _head_cells(sheet: Any, texts: Sequence[str]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
        cell.border = Border(bottom=Side("thin", color="8899AA"))
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cells.append(cell)
    return cells


class _Styles:
    """Makes typed cells; one without a format is passed as a bare value, which is much quicker."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._texts: dict[str, Any] = {}  # a cell for each column of texts, written before the next row takes it

    def text(self, text: str, wrap: bool = False, column: str = "") -> Any:
        """A cell of text that stays text; one of a `column` also when it is typed again, as 0012 may be."""
        if not text:
            return None
        column = column if text[0].isdigit() else ""
        if not wrap and not column and not text.startswith(_FORMULA):
            return text
        if column and not text.startswith(_FORMULA):
            cell = self._texts.get(column) or self._texts.setdefault(column, self._formatted(None, _AS_TEXT))
            cell.value = text
            return cell
        from openpyxl.styles import Alignment

        cell = self._formatted(text, _AS_TEXT if column else "General")
        cell.data_type = "s"  # the library takes a text that begins with = for a formula
        if wrap:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if text.startswith(_FORMULA):
            cell.quotePrefix = True
        return cell

    def cell(self, column: Column, text: str, data: TableData) -> Any:
        """The cell of a column, in its type if its text can be read."""
        if not text:
            return None
        if column.type in NUMERIC and (number := read_number(text)) is not None and len(text) <= _DIGITS:
            return self._number(column, number)
        if column.type is ColumnType.DATE and (day := read_date(text)) is not None and day.year > 1900:
            return self._formatted(day, "yyyy-mm-dd")
        long, typed = column.type is ColumnType.LONG_TEXT, column.name if column.type in _TEXTS else ""
        return self.text(_illegal_out(_shown(data, column, text)), long, typed)

    def _number(self, column: Column, number: Decimal) -> Any:
        digits = max(-int(number.as_tuple().exponent), 0)
        places = "." + "0" * digits if digits else ""
        if column.type is ColumnType.PERCENT:
            return self._formatted(number / 100, f"0{places}%")
        return self._formatted(number, f"0{places}") if digits else int(number)

    def _formatted(self, value: Any, form: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value)
        cell.number_format = form
        return cell


def _illegal_out(text: str) -> str:
    """The text without the control characters that no Excel file may hold; its cells hold 32,767 characters at most."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")[:32_767]


def _choices(book: Any, sheet: Any, columns: Sequence[Column], first: int, rows: int) -> None:
    """The lists to choose from; those too long for a validation stand on a hidden sheet."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    lists: list[Sequence[str]] = []
    for place, column in enumerate(columns, first + 1):
        choices = tuple(_BOOLEAN.values()) if column.type is ColumnType.BOOLEAN else column.choices
        if not choices or column.derived:
            continue
        listed = ",".join(choices)
        if len(listed) <= _LONGEST_LIST and not any("," in choice or '"' in choice for choice in choices):
            formula = f'"{listed}"'
        else:
            lists.append(choices)
            letter = get_column_letter(len(lists))
            formula = f"{quote_sheetname('选项')}!${letter}$1:${letter}${len(choices)}"
        letter = get_column_letter(place)
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True, errorStyle="warning")
        rule.error = "请从下拉列表中选择；列表以外的内容导入时会被拒绝。"
        rule.add(f"{letter}2:{letter}{rows + 1}")
        sheet.data_validations.append(rule)
    if lists:
        hidden = book.create_sheet("选项")
        hidden.sheet_state = "hidden"
        for index in range(max(map(len, lists))):
            hidden.append([choices[index] if index < len(choices) else None for choices in lists])


def _instructions(book: Any, columns: Sequence[Column]) -> None:
    sheet = book.create_sheet("填写说明")
    for letter, width in (("A", 22), ("B", 8), ("C", 60)):
        sheet.column_dimensions[letter].width = width
    sheet.append(_head_cells(sheet, ["列", "必填", "怎样填写"]))
    for column in columns:
        sheet.append([column.label["zh"], "是" if column.required else None, _hint(column) or None])


def _hint(column: Column) -> str:
    hints: Iterator[str] = iter(
        [
            "、".join(column.choices),
            _HINTS.get(column.type, ""),
            f"单位：{column.unit}" if column.unit else "",
            f"与上一行相同时可填“{SAME_AS_ABOVE}”或合并单元格" if column.merge_down else "",
        ]
    )
    return "；".join(hint for hint in hints if hint)
