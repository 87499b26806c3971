"""Registers (台账): typed tables, each by one declaration.

Owns the declaration (`Register`, `Column`), the reading of cell texts by type, derived cells and the resolving of "same as above". A declaration
drives the grid, the checks of a cell, the tables of a document and what goes to other programs. Where rows are kept is the store's business.

Cells are texts in a canonical form: dates `2017-07-12`, numbers `11585` or `97.7`, true and false `true`/`false`, choices as declared. A text that
does not fit its column is kept as it is and reported by `problem`; nothing is dropped or changed silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import Message, message

SAME_AS_ABOVE = "〃"
"""The value of a cell that repeats the one above it; documents merge such cells."""


class ColumnType(StrEnum):
    """What a column's cells are."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    STANDARD_NUMBER = "standard_number"
    ASSET = "asset"


NUMERIC = frozenset({ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.PERCENT})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `label` by language (zh, en); `width` in characters; `merge_down`: cells are usually the same over several rows.

    `derived` computes the cell: `row_number()`, `ratio(part, whole)` in percent, `difference(a, b)`, `met(actual, target)`. `decimals`: digits after
    the point that a derived number is rounded to (half up).
    """

    name: str
    label: Mapping[str, str]
    type: ColumnType = ColumnType.TEXT
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""
    width: float = 12.0
    merge_down: bool = False
    derived: str = ""
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Register:
    """A register. `yearly`: its rows belong to one report, otherwise they live across years. `parent`: the register whose rows its rows belong to.

    `title_column` is the column that names a row for people.
    """

    name: str
    label: Mapping[str, str]
    columns: tuple[Column, ...]
    yearly: bool = False
    parent: str = ""
    title_column: str = ""

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that are entered, not computed."""
        return tuple(column for column in self.columns if not column.derived)


def declaration(data: Mapping[str, Any]) -> Register:
    """The register of a parsed declaration file. Raises ContentError naming what is wrong."""
    try:
        columns = tuple(_column(item) for item in data["columns"])
        register = Register(**{key: value for key, value in data.items() if key != "columns"}, columns=columns)
        if not register.title_column:
            register = Register(**{**{f.name: getattr(register, f.name) for f in fields(register)}, "title_column": register.stored[0].name})
        names = [column.name for column in columns]
        if len(set(names)) != len(names) or register.column(register.title_column) is None:
            raise ValueError("columns")
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ContentError(message("The declaration of a register is incomplete: {detail}.", detail=error)) from error
    return register


def _column(item: Mapping[str, Any]) -> Column:
    return Column(**{**item, "type": ColumnType(item.get("type", "text")), "choices": tuple(item.get("choices", ()))})


# --- reading cells ---------------------------------------------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_FULL_WIDTH = str.maketrans({**{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}, "\u3000": " "})
_TRUE = frozenset({"true", "yes", "y", "1", "是", "√", "对"})
_FALSE = frozenset({"false", "no", "n", "0", "否", "×", "错"})


def canonical(column: Column, text: str) -> str:
    """The cell text as it is stored: trimmed, and in the type's canonical form if it can be read; else as it was typed."""
    text = text.strip()
    if not text or text == SAME_AS_ABOVE:
        return text
    match column.type:
        case ColumnType.DATE:
            value = read_date(text)
            return value.isoformat() if value else text
        case ColumnType.INTEGER | ColumnType.NUMBER | ColumnType.PERCENT:
            number = read_number(text)
            return format(number, "f") if number is not None else text
        case ColumnType.BOOLEAN:
            return "true" if text.lower() in _TRUE else "false" if text.lower() in _FALSE else text
        case _:
            return text


def read_date(text: str) -> date | None:
    """The date of `2017-07-12`, `2017.7.12`, `2017/7/12`, `2017年7月12日`, also with blanks and full-width digits; None for anything else."""
    match = _DATE.fullmatch(text.translate(_FULL_WIDTH).strip())
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def read_number(text: str) -> Decimal | None:
    """The number of `11585`, `11,585`, `11 585`, `97.7%`, `９７．７`; None for anything else. A percent sign is dropped: 97.7% is 97.7."""
    text = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))", "", text.translate(_FULL_WIDTH).strip()).removesuffix("%").strip()
    if not re.fullmatch(r"[+-]?(\d{1,30}(\.\d{0,20})?|\.\d{1,20})", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def can_be_wrong(column: Column) -> bool:
    """True if some text does not fit the column; any text fits one without type, pattern and duty."""
    free = column.type in (ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.STANDARD_NUMBER, ColumnType.ASSET)
    return not column.derived and (column.required or bool(column.pattern) or not free)


def problem(column: Column, text: str) -> Message | None:
    """Why a cell's text does not fit its column, or None if it does."""
    if text == SAME_AS_ABOVE:
        return None
    if not text:
        return message("This cell must be filled in.") if column.required else None
    match column.type:
        case ColumnType.DATE if read_date(text) is None:
            return message("“{text}” is not a date such as 2017-07-12.", text=text)
        case ColumnType.INTEGER if (number := read_number(text)) is None or number != number.to_integral_value():
            return message("“{text}” is not a whole number.", text=text)
        case ColumnType.NUMBER | ColumnType.PERCENT if read_number(text) is None:
            return message("“{text}” is not a number.", text=text)
        case ColumnType.BOOLEAN if text not in ("true", "false"):
            return message("“{text}” is neither yes nor no.", text=text)
        case ColumnType.CHOICE if column.choices and text not in column.choices:
            return message("“{text}” is not one of: {choices}.", text=text, choices="、".join(column.choices))
    if column.pattern and not re.fullmatch(column.pattern, text):
        return message("“{text}” does not have the form this column asks for.", text=text)
    return None


# --- whole tables ----------------------------------------------------------------------------------------------------------------------------


def resolve_same(rows: Sequence[Mapping[str, str]], column: str) -> list[str]:
    """The column's cells with each "same as above" replaced by the value above it (empty if there is none)."""
    result: list[str] = []
    for row in rows:
        value = row.get(column, "")
        result.append((result[-1] if result else "") if value == SAME_AS_ABOVE else value)
    return result


def merged_spans(rows: Sequence[Mapping[str, str]], column: str) -> list[tuple[int, int]]:
    """The (first row, number of rows) of each stretch that one cell of the column covers; single rows are left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or rows[index].get(column, "") != SAME_AS_ABOVE:
            if index - start > 1:
                spans.append((start, index - start))
            start = index
    return spans


_CALL = re.compile(r"(\w+)\(([^()]*)\)")


def derive(column: Column, index: int, values: Mapping[str, str]) -> str:
    """The text of a derived cell in row `index` (from 0); `values` are the row's entered cells with "same as above" resolved.

    Empty when an operand is missing or is no number.
    """
    match = _CALL.fullmatch(column.derived)
    function = _FUNCTIONS.get(match[1]) if match else None
    if match is None or function is None:
        return ""
    operands = [name.strip() for name in match[2].split(",") if name.strip()]
    return function(column, index, [read_number(values.get(name, "")) for name in operands])


def _row_number(column: Column, index: int, operands: Sequence[Decimal | None]) -> str:
    return str(index + 1)


def _ratio(column: Column, index: int, operands: Sequence[Decimal | None]) -> str:
    part, whole = operands
    return "" if part is None or not whole else format(rounded(part * 100 / whole, column.decimals), "f")


def _difference(column: Column, index: int, operands: Sequence[Decimal | None]) -> str:
    first, second = operands
    return "" if first is None or second is None else format(first - second, "f")


def _met(column: Column, index: int, operands: Sequence[Decimal | None]) -> str:
    actual, target = operands
    return "" if actual is None or target is None else ("true" if actual >= target else "false")


_FUNCTIONS: dict[str, Callable[[Column, int, Sequence[Decimal | None]], str]] = {
    "row_number": _row_number,
    "ratio": _ratio,
    "difference": _difference,
    "met": _met,
}


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value rounded half up to so many digits after the point."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def complete(register: Register, rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """All cells of the rows as they are shown: "same as above" stays, derived cells are computed."""
    entered = list(rows)
    derived = [column for column in register.columns if column.derived]
    if not derived:
        return [dict(row) for row in entered]
    resolved = {column.name: resolve_same(entered, column.name) for column in register.stored}
    result = []
    for index, row in enumerate(entered):
        plain = {name: cells[index] for name, cells in resolved.items()}
        result.append({**row, **{column.name: derive(column, index, plain) for column in derived}})
    return result
