"""Whether SQLite finds the pages of a file sound: asked at once, or beside the work for a file so large that the user would wait for it.

Owns the question. What follows from the answer is `library`'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path

from qi_desktop.core.errors import QiError
from qi_desktop.store.beside import Beside
from qi_desktop.store.failures import damaged, translate


def check(connection: sqlite3.Connection, path: Path, tables: Collection[str] = ()) -> None:
    """Ask for all pages, or for those of some tables. Raises DamagedError, and sqlite3.Error where the file cannot be asked."""
    questions = [f'PRAGMA quick_check("{table}")' for table in tables] or ["PRAGMA quick_check(1)"]
    for question in questions:
        if [row[0] for row in connection.execute(question)] != ["ok"]:
            raise damaged(path)


class Check(Beside):
    """All pages of a file, looked at while it is worked on already. `connect` makes a connection to it."""

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self._path = path
        self._failure: QiError | None = None
        super().__init__("page check", connect)

    def wait(self) -> None:
        """Wait for the answer. Raises DamagedError, or what else keeps the file from being read."""
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def work(self, connection: sqlite3.Connection) -> None:
        try:
            check(connection, self._path)
        except QiError as error:
            self._failure = error

    def failed(self, error: sqlite3.Error) -> None:
        self._failure = translate(error, self._path) or damaged(self._path)  # no question of ours is wrong: the answer is
