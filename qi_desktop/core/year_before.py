"""The rows of a yearly register beside those of the year before: which row of then is the one of now.

Owns what makes two rows of different years the same: the column that names a row, and those that are merged down, since they say to which group it
belongs. Names count without blanks, as they are typed anew each year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from qi_desktop.core import registers
from qi_desktop.core.model import Row
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Register


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The rows of an earlier year, all cells as they are shown, by what makes them the same."""

    year: int
    keys: tuple[str, ...]
    rows: Mapping[tuple[str, ...], Mapping[str, str]]

    def of(self, said: Mapping[str, str]) -> Mapping[str, str]:
        """The cells of then for a row of now, of which `said` has at least the columns of `keys`; none where there was no such row."""
        return self.rows.get(_key(self.keys, said), {})


def keys_of(register: Register) -> tuple[str, ...]:
    """The columns that make two rows the same."""
    return tuple(column.name for column in register.stored if column.merge_down or column.name == register.title_column)


def year_before(register: Register, year: int, rows: Sequence[Row], end: date) -> YearBefore:
    """The rows of a year whose period ended on `end`. Of two that are the same, the first counts."""
    keys = keys_of(register)
    resolved = {column.name: registers.resolve_same([row.values for row in rows], column.name) for column in register.stored}
    found: dict[tuple[str, ...], Mapping[str, str]] = {}
    for cells in registers.complete(register, _lines(resolved, len(rows)), end, end):
        found.setdefault(_key(keys, cells), cells)
    return YearBefore(year, keys, found)


def _lines(columns: Mapping[str, Sequence[str]], count: int) -> Iterable[dict[str, str]]:
    return ({name: cells[index] for name, cells in columns.items()} for index in range(count))


def _key(names: Iterable[str], said: Mapping[str, str]) -> tuple[str, ...]:
    return tuple("".join(said.get(name, "").split()) for name in names)
