"""Reading a library's file in a thread of its own, through a connection of its own, which can be left off at any time."""

from __future__ import annotations

import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing, suppress

_LOOK_EVERY = 0.02  # seconds


class Beside(ABC):
    """Begins with its making. `connect` makes the connection, in the thread."""

    def __init__(self, name: str, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._connection: sqlite3.Connection | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """True when the answer is there."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Leave off: nobody needs the answer any more."""
        self._stopped.set()
        while self._thread.is_alive():  # asked again: what is not yet running cannot be interrupted
            if (connection := self._connection) is not None:
                with suppress(sqlite3.ProgrammingError):  # closed just now
                    connection.interrupt()
            self._thread.join(_LOOK_EVERY)

    @abstractmethod
    def work(self, connection: sqlite3.Connection) -> None:
        """What is to be done, in the thread."""

    @abstractmethod
    def failed(self, error: sqlite3.Error) -> None:
        """What SQLite refused, in the thread; not told when it was left off."""

    def _run(self) -> None:
        try:
            with closing(self._connect()) as connection:
                self._connection = connection
                try:
                    if not self._stopped.is_set():
                        self.work(connection)
                finally:
                    self._connection = None
        except sqlite3.Error as error:
            if not self._stopped.is_set():
                self.failed(error)
