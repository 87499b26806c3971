"""Reading a long table beside the window: in a thread of its own and through a connection of its own, while the first rows are painted.

SQLite does nearly all of it without Python's lock, so that both go on at once. What the rows say comes first, as a table is sorted by that; what they
are called comes after it.
"""

from __future__ import annotations

import sqlite3
import threading

from qi_desktop.store.beside import Beside
from qi_desktop.store.library import Library
from qi_desktop.store.plain_rows import PlainRows

# Answers of few long texts instead of a hundred thousand rows: each row would wait for Python's lock. Both go through the table by its index and so
# in one order; a subquery that is ordered would take twice the time. What separates the items is written out, as a function would be called for each.
_TABLE = 'register_row INDEXED BY "idx_register_row_register_report_id_parent_id_rank" WHERE register = ? AND report_id = ? AND parent_id = ?'
_CELLS = f"""SELECT group_concat("values", '\n'), count(*) FROM {_TABLE}"""
_NAMES = f"""SELECT group_concat(id, '\n'), group_concat(rank, '\n') FROM {_TABLE}"""


class ReadingBeside(Beside):
    """All rows of one table, on their way. Belongs to the thread that the library belongs to. Raises sqlite3.Error if the file cannot be opened."""

    def __init__(self, library: Library, register: str, report_id: str, parent_id: str) -> None:
        self._library = library
        self._which = (register, report_id, parent_id)
        self._state = library.state()
        self._found: PlainRows | None = None
        self._names = "", ""
        self._said = threading.Event()  # what the rows say is there, or will never be
        connection = library.connect_beside()  # here, where nobody waits for Python's lock at each of its steps
        connection.execute("BEGIN")  # both answers tell of one state
        super().__init__("rows", lambda: connection)

    def rows(self) -> PlainRows | None:
        """What was read; None if something was written meanwhile, or if the rows have to be read one by one. Waits for what the rows say."""
        self._said.wait()
        return self._found if self._library.state() == self._state else None

    def stop(self) -> None:
        super().stop()
        self._said.set()

    def work(self, connection: sqlite3.Connection) -> None:
        try:
            texts, count = connection.execute(_CELLS, self._which).fetchone()
            self._found = PlainRows.of(texts or "", count, self._library.shown.name, self._wait_for_names)
            self._said.set()
            if self._found is not None:
                self._names = connection.execute(_NAMES, self._which).fetchone()
        finally:
            self._said.set()

    def failed(self, error: sqlite3.Error) -> None:
        """Whatever fails here fails again, and is told, when the rows are read one by one."""

    def _wait_for_names(self) -> tuple[str, str]:
        self._thread.join()
        return self._names
