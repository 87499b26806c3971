"""The tables that fields are answered from, kept while a library is open.

Owns which of them still hold: an edit of a cell is taken over into the table, anything else that touches its rows has it read anew. So a field over a
long register follows the typing in the grid.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby

from qi_desktop.core.answers import Table
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError
from qi_desktop.core.model import Report, Row
from qi_desktop.core.readings import read_date
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Register
from qi_desktop.session.access import Access
from qi_desktop.store.library import State

_MOST = 12  # tables that are kept, those asked last


@dataclass(frozen=True, slots=True)
class _About:
    """What a table depends on besides its rows. `report_id` is that of yearly rows, else empty; a status depends on `today`."""

    register: str
    report_id: str
    report_year: int
    year: int
    end: date | None
    today: date


@dataclass(slots=True)
class _Kept:
    """A table, the state of the library that it shows, and the parents and ranks of its rows."""

    state: State
    table: Table
    places: dict[str, tuple[str, str]]


class FieldTables:
    """The tables of one library that were asked last, each read once."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository
        self._known: dict[_About, _Kept] = {}

    def get(self, register: Register, report: Report, about: Report) -> Table:
        """A register's table for the fields of a report; the rows of a yearly register are those of the report `about`. Raises DamagedError."""
        rows_of = about.id if register.yearly else ""
        key = _About(register.name, rows_of, report.year, about.year, read_date(about.period_end), date.today())
        state = self._library.state()
        kept = self._known.pop(key, None)
        if kept is None or kept.table.register != register or not self._follow(kept, key):
            kept = self._read(register, key, state)
        kept.state = state
        self._known[key] = kept
        while len(self._known) > _MOST:
            del self._known[next(iter(self._known))]
        return kept.table

    def _read(self, register: Register, about: _About, state: State) -> _Kept:
        standings = self._repository.row_standings(register.name, about.report_id)
        places = {row_id: (parent_id, rank) for row_id, rank, parent_id in standings}
        groups = [list(group) for _, group in groupby(range(len(standings)), lambda number: standings[number][2])]
        groups.sort(key=lambda group: (standings[group[0]][1], standings[group[0]][0]))  # the parent of the foremost row is the first

        def read(column: str) -> list[str]:
            cells = self._repository.row_cells(register.name, about.report_id, column)
            return cells if len(groups) < 2 else [cells[number] for group in groups for number in group]

        ids = [[standings[number][0] for number in group] for group in groups]
        return _Kept(state, Table(register, ids, read, about.report_year, about.year, about.end), places)

    def _follow(self, kept: _Kept, about: _About) -> bool:
        """Take over what was written since; False if the table has to be read anew."""
        steps = self._library.changes_since(kept.state)
        if steps is None:
            return False
        for row_id in dict.fromkeys(row_id for changes in steps for row_id in _rows_of(about.register, changes)):
            row = self._row(row_id)
            here = row is not None and (row.register, row.report_id) == (about.register, about.report_id)
            if row is None or not here:
                if row_id in kept.places:
                    return False
            elif kept.places.get(row_id) != (row.parent_id, row.rank):
                return False
            else:
                kept.table.change(row_id, row.values)
        return True

    def _row(self, row_id: str) -> Row | None:
        try:
            return self._repository.get(Row, row_id)
        except NotFoundError:
            return None


def _rows_of(register: str, changes: Changes) -> list[str]:
    return [item.id for item in changes.items if item.table == "register_row" and register in (item.owner, item.former_owner)]
