"""What a condition asks of a cell. Owns the comparing of cells by the types of their columns."""

from __future__ import annotations

from collections.abc import Callable

from qi_desktop.core import registers
from qi_desktop.core.queries import Comparison, Condition, in_year
from qi_desktop.core.readings import read_date, read_number
from qi_desktop.core.registers import Column, ColumnType


def test(column: Column, condition: Condition, year: int) -> Callable[[str], bool]:
    """The test of a condition on a column's cells; `year` is the report's."""
    meant = in_year(condition.text, year)
    wanted = registers.canonical(column, meant)
    match condition.test:
        case Comparison.IS:
            return lambda text: _same(column, text, wanted)
        case Comparison.IS_NOT:
            return lambda text: not _same(column, text, wanted)
        case Comparison.ONE_OF:
            several = [registers.canonical(column, one) for one in meant.split("、")]
            return lambda text: any(_same(column, text, one) for one in several)
        case Comparison.CONTAINS:
            return lambda text: wanted.casefold() in text.casefold()
        case Comparison.FILLED:
            return bool
        case Comparison.EMPTY:
            return lambda text: not text
    return lambda text: _compares(column, text, wanted, condition.test is Comparison.AT_LEAST)


def _same(column: Column, text: str, wanted: str) -> bool:
    if column.type in registers.NUMERIC:
        first, second = read_number(text), read_number(wanted)
        if first is not None and second is not None:
            return first == second
    return text == wanted


def _compares(column: Column, text: str, wanted: str, at_least: bool) -> bool:
    """The order of two cells; False for a text that cannot be ordered."""
    if column.type is ColumnType.DATE:
        first_day, second_day = read_date(text), read_date(wanted)
        return first_day is not None and second_day is not None and (first_day >= second_day if at_least else first_day <= second_day)
    first, second = read_number(text), read_number(wanted)
    return first is not None and second is not None and (first >= second if at_least else first <= second)
