"""Reading a long table beside the window: in a thread of its own and through a connection of its own, while the first rows are painted.

SQLite does nearly all of it without Python's lock, so that both go on at once.
"""

from __future__ import annotations

import sqlite3

from qi_desktop.store.beside import Beside
from qi_desktop.store.library import Library
from qi_desktop.store.plain_rows import PlainRows

# One answer of three long texts instead of a hundred thousand rows: each row would wait for Python's lock. That the texts come in the order of the
# subquery, SQLite does not promise; `PlainRows.of` makes sure.
_QUERY = (
    'SELECT group_concat(id, char(10)), group_concat(rank, char(10)), group_concat("values", char(10))'
    ' FROM (SELECT id, rank, "values" FROM register_row WHERE register = ? AND report_id = ? AND parent_id = ? ORDER BY rank)'
)


class ReadingBeside(Beside):
    """All rows of one table, on their way. Belongs to the thread that the library belongs to."""

    def __init__(self, library: Library, register: str, report_id: str, parent_id: str) -> None:
        self._library = library
        self._which = (register, report_id, parent_id)
        self._state = library.state()
        self._found: PlainRows | None = None
        super().__init__("rows", library.connect_beside)

    def rows(self) -> PlainRows | None:
        """What was read; None if something was written meanwhile, or if the rows have to be read one by one. Waits for the answer."""
        self._thread.join()
        return self._found if self._library.state() == self._state else None

    def work(self, connection: sqlite3.Connection) -> None:
        ids, ranks, texts = connection.execute(_QUERY, self._which).fetchone()
        self._found = PlainRows.of(ids or "", ranks or "", texts or "", self._library.shown.name)

    def failed(self, error: sqlite3.Error) -> None:
        """Whatever fails here fails again, and is told, when the rows are read one by one."""
