"""What computed cells compute: one small function for each name that a declaration may use in `derived` or `default`.

Owns the functions and the form of a call, `name(column, column)`. An operand that is missing or cannot be read gives an empty cell, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from qi_desktop.core import certificates, standard_numbers
from qi_desktop.core.readings import are_short_numbers, read_date, read_number, rounded
from qi_desktop.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell is computed: its row from 0, the decimals of its column, and the days that a status may depend on."""

    row: int
    decimals: int
    report_end: date
    today: date


@dataclass(frozen=True, slots=True)
class Call:
    """A function of this module with the columns it works on."""

    function: Callable[[Place, Sequence[str]], str]
    columns: tuple[str, ...]


_CALL = re.compile(r"(\w+)\(([^()]*)\)")


def call(text: str) -> Call:
    """The call that a declaration spells. Raises ValueError for an unknown function or a wrong number of columns."""
    match = _CALL.fullmatch(text)
    if match is None or match[1] not in FUNCTIONS:
        raise ValueError(text)
    function, counts = FUNCTIONS[match[1]]
    columns = tuple(name.strip() for name in match[2].split(",") if name.strip())
    if len(columns) not in counts:
        raise ValueError(text)
    return Call(function, columns)


def _row_number(place: Place, operands: Sequence[str]) -> str:
    return str(place.row + 1)


def _ratio(place: Place, operands: Sequence[str]) -> str:
    if are_short_numbers(operands) and (counted := int(operands[1])):  # as nearly all cells of a long table are
        unit = 10**place.decimals
        value = (200 * unit * int(operands[0]) + counted) // (2 * counted)  # rounded half up
        return f"{value // unit}.{value % unit:0{place.decimals}}" if place.decimals else str(value)
    part, whole = map(read_number, operands)
    return "" if part is None or not whole else format(rounded(part * 100 / whole, place.decimals), "f")


def _difference(place: Place, operands: Sequence[str]) -> str:
    first, second = map(read_number, operands)
    return "" if first is None or second is None else format(first - second, "f")


def _met(place: Place, operands: Sequence[str]) -> str:
    actual, target = map(read_number, operands)
    return "" if actual is None or target is None else ("true" if actual >= target else "false")


def _standard_category(place: Place, operands: Sequence[str]) -> str:
    return standard_numbers.category(operands[0])


def _standard_status(place: Place, operands: Sequence[str]) -> str:
    published, implemented, withdrawn, replaced_by = [*operands, "", ""][:4]
    dates = [read_date(text) for text in (published, implemented, withdrawn)]
    return standard_numbers.status(dates[0], dates[1], dates[2], replaced_by, place.report_end)


def _validity_at_end(place: Place, operands: Sequence[str]) -> str:
    return certificates.validity(operands[0], operands[1] if len(operands) > 1 else "", place.report_end)


def _validity_today(place: Place, operands: Sequence[str]) -> str:
    return certificates.validity(operands[0], operands[1] if len(operands) > 1 else "", place.today)


FUNCTIONS: dict[str, tuple[Callable[[Place, Sequence[str]], str], tuple[int, ...]]] = {
    "row_number": (_row_number, (0,)),
    "ratio": (_ratio, (2,)),
    "difference": (_difference, (2,)),
    "met": (_met, (2,)),
    "standard_category": (_standard_category, (1,)),
    "standard_status": (_standard_status, (2, 4)),
    "validity_at_end": (_validity_at_end, (1, 2)),
    "validity_today": (_validity_today, (1, 2)),
}
"""The functions by name, with the numbers of columns that each can be called with."""
