"""Whether SQLite finds the pages of a file sound: asked at once, or beside the work for a file so large that the user would wait for it.

Owns the question and its thread. What follows from the answer is `library`'s.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from pathlib import Path

from qi_desktop.core.errors import QiError
from qi_desktop.store.failures import damaged, translate


def check(connection: sqlite3.Connection, path: Path, tables: Collection[str] = ()) -> None:
    """Ask for all pages, or for those of some tables. Raises DamagedError, and sqlite3.Error where the file cannot be asked."""
    questions = [f'PRAGMA quick_check("{table}")' for table in tables] or ["PRAGMA quick_check(1)"]
    for question in questions:
        if [row[0] for row in connection.execute(question)] != ["ok"]:
            raise damaged(path)


class Check:
    """All pages of a file, looked at in a thread of its own by a connection of its own, which `connect` makes there."""

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self._path = path
        self._connect = connect
        self._connection: sqlite3.Connection | None = None
        self._failure: QiError | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="page check", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """True when the answer is there."""
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Wait for the answer. Raises DamagedError, or what else keeps the file from being read."""
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Leave off: nobody needs the answer any more."""
        self._stopped.set()
        while self._thread.is_alive():  # asked again: what is not yet running cannot be interrupted
            if (connection := self._connection) is not None:
                with suppress(sqlite3.ProgrammingError):  # closed just now
                    connection.interrupt()
            self._thread.join(0.05)

    def _run(self) -> None:
        try:
            with closing(self._connect()) as connection:
                self._connection = connection
                try:
                    if not self._stopped.is_set():
                        check(connection, self._path)
                finally:
                    self._connection = None
        except sqlite3.Error as error:
            if not self._stopped.is_set():
                self._failure = translate(error, self._path) or damaged(self._path)  # no question of ours is wrong: the answer is
        except QiError as error:
            self._failure = error
