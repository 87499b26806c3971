"""Registers (台账): typed tables, each by one declaration.

Owns the declaration (`Register`, `Column`), the reading of cell texts by type, derived cells and the resolving of "same as above". A declaration
drives the grid, the checks of a cell, the tables of a document and what goes to other programs. Where rows are kept is the store's business.

Cells are texts in a canonical form: dates `2017-07-12`, numbers `11585` or `97.7`, true and false `true`/`false`, choices as declared. A text that
does not fit its column is kept as it is and reported by `problem`; nothing is dropped or changed silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from qi_desktop.core import derivations, standard_numbers
from qi_desktop.core.certificates import Reminders
from qi_desktop.core.derivations import Place
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import OwnRegister
from qi_desktop.core.readings import FALSE, TRUE, is_plain_number
from qi_desktop.core.readings import read_date as read_date  # part of reading cells, and asked for here by all who do
from qi_desktop.core.readings import read_number as read_number
from qi_desktop.core.readings import rounded as rounded
from qi_desktop.core.records import dataclass

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

    `derived` computes the cell by a function of `core.derivations`, such as `ratio(passed, inspected)` in percent; `default` does so only while
    nothing is entered. `decimals`: digits after the point that a derived number is rounded to (half up). `also`: other words for the column, as the
    heads of tables from elsewhere have them. `reminders`: its dates are deadlines, and how long before each people are reminded.
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
    default: str = ""
    decimals: int = 2
    also: tuple[str, ...] = ()
    reminders: Reminders = Reminders()


@dataclass(frozen=True, slots=True)
class Register:
    """A register. `yearly`: its rows belong to one report, otherwise they live across years. `parent`: the register whose rows its rows belong to.

    `title_column` is the column that names a row for people; `place` orders the registers in lists. `next_year` says what a row of the next year's
    report takes over: column → the column of the year before that it comes from; a yearly register without it begins empty.
    """

    name: str
    label: Mapping[str, str]
    columns: tuple[Column, ...]
    yearly: bool = False
    parent: str = ""
    title_column: str = ""
    place: int = 1000
    next_year: Mapping[str, str] = field(default_factory=dict)

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
        return _sound(register)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ContentError(message("The declaration of a register is incomplete: {detail}.", detail=error)) from error


def _sound(register: Register) -> Register:
    """The register, if its columns fit together. Raises ValueError."""
    names = [column.name for column in register.columns]
    entered = {column.name for column in register.stored}
    for column in register.columns:
        if not isinstance(column.label, Mapping) or not {"zh", "en"} <= column.label.keys():
            raise ValueError(column.name)
        _check_pattern(column)
        computation = column.derived or column.default
        if computation and not entered.issuperset(derivations.call(computation).columns):
            raise ValueError(computation)
    if not entered.issuperset(register.next_year) or not set(names).issuperset(register.next_year.values()):
        raise ValueError("next_year")
    if len(set(names)) != len(names) or register.column(register.title_column) is None:
        raise ValueError("columns")
    return register


OWN_COLUMN = "own_"
"""What the names of columns of the library's own begin with."""


def combined(shipped: Mapping[str, Register], own: Iterable[OwnRegister]) -> dict[str, Register]:
    """The registers of a library: those that ship with the columns that it adds, then its own. What cannot be read is left out, its rows are kept."""
    found = dict(shipped)
    for item in sorted(own, key=lambda item: item.id):
        try:
            if not item.extends:
                found[item.id] = declaration({**item.declaration, "name": item.id})
            elif item.extends in shipped:
                register = found[item.extends]
                columns = tuple(_column(column) for column in item.declaration["columns"])
                found[item.extends] = _sound(replace(register, columns=(*register.columns, *columns)))
        except (ContentError, KeyError, TypeError, ValueError, IndexError):
            continue
    return found


def _check_pattern(column: Column) -> None:
    """Raise ValueError for a pattern that is none: told once, not wherever a cell is shown."""
    try:
        re.compile(column.pattern)
    except re.error as error:
        raise ValueError(f"{column.name}: {error}") from error


def _column(item: Mapping[str, Any]) -> Column:
    kind = ColumnType(item.get("type", "text"))
    read = {
        "type": kind,
        "unit": item.get("unit") or ("%" if kind is ColumnType.PERCENT else ""),  # nobody who adds such a column thinks of it
        "choices": tuple(item.get("choices", ())),
        "also": tuple(item.get("also", ())),
        "reminders": Reminders.declared(item.get("reminders", [])),
    }
    return Column(**{**item, **read})


# --- reading cells ---------------------------------------------------------------------------------------------------------------------------


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
            if is_plain_number(text):
                return text
            number = read_number(text.removesuffix(column.unit))  # 12 件 is 12 in a column that counts 件
            return format(number, "f") if number is not None else text
        case ColumnType.BOOLEAN:
            return "true" if text.lower() in TRUE else "false" if text.lower() in FALSE else text
        case ColumnType.STANDARD_NUMBER:
            return standard_numbers.fold(text)
        case _:
            return text


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
    if column.type in NUMERIC and is_plain_number(text):
        return _form_problem(column, text)
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
    return _form_problem(column, text)


def _form_problem(column: Column, text: str) -> Message | None:
    if column.pattern and not re.fullmatch(column.pattern, text):
        return message("“{text}” does not have the form this column asks for.", text=text)
    return None


# --- whole tables ----------------------------------------------------------------------------------------------------------------------------


def resolve_same(rows: Sequence[Mapping[str, str]], column: str) -> list[str]:
    """The column's cells with each "same as above" replaced by the value above it (empty if there is none)."""
    return resolved([row.get(column, "") for row in rows])


def resolved(cells: Sequence[str]) -> list[str]:
    """The cells of one column as `resolve_same` tells them."""
    result = list(cells)
    if SAME_AS_ABOVE in result:
        for place, text in enumerate(result):
            if text == SAME_AS_ABOVE:
                result[place] = result[place - 1] if place else ""
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


def complete(
    register: Register, rows: Iterable[Mapping[str, str]], report_end: date | None = None, today: date | None = None
) -> list[dict[str, str]]:
    """All cells of the rows as they are shown: "same as above" stays, derived cells are computed, empty ones of a column with a default filled.

    A status depends on the last day of the report's period, `report_end`, and on `today`; each is this day if left out.
    """
    entered = list(rows)
    computed = [(column, derivations.call(column.derived or column.default)) for column in register.columns if column.derived or column.default]
    if not computed:
        return [dict(row) for row in entered]
    now = today or date.today()
    end = report_end or now
    needed = {name for _, call in computed for name in call.columns}
    resolved = {name: resolve_same(entered, name) for name in needed}
    result = []
    for index, row in enumerate(entered):
        cells = dict(row)
        for column, call in computed:
            if column.derived or not row.get(column.name, ""):
                place = Place(index, column.decimals, end, now)
                cells[column.name] = call.function(place, [resolved[name][index] for name in call.columns])
        result.append(cells)
    return result
