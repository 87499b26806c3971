"""The rows of one table on their way into a window: the first at once, the others in a thread while the first are painted.

Owns where the rows come from, and in which order. What they say is `core.register_table`'s business, and what a view is told of them the model's.
"""

from __future__ import annotations

from collections.abc import Callable

from qi_desktop.core.errors import QiError
from qi_desktop.core.model import Row
from qi_desktop.core.register_table import RegisterTable
from qi_desktop.session import Session

PAGE = 1000  # rows that are read at once
_FIRST = 200  # rows of a longer table that are read before it is shown: more than a window has room for


class ArrivingRows:
    """Puts the rows of a register, of one report and one parent row, into a table. `failed` is told what keeps rows from being read."""

    def __init__(
        self, session: Session, which: tuple[str, str, str], table: RegisterTable, failed: Callable[[QiError], None], *, row_by_row: bool = False
    ) -> None:
        self.table = table
        self._failed = failed
        self._beside = None if row_by_row else session.rows.reading_beside(*which, longer_than=PAGE)
        self._wanted = _FIRST if self._beside is not None else PAGE
        self._pages = session.rows.pages(*which, PAGE, self._wanted)
        self.complete = False
        self._read_page()

    @property
    def coming(self) -> bool:
        """True while a thread is reading."""
        return self._beside is not None and not self._beside.is_done

    def stop(self) -> None:
        """Nobody needs the rows any more."""
        if self._beside is not None:
            self._beside.stop()

    def more(self) -> None:
        """Put in all that is missing if it has come; where rows have to be read one by one, the next of them."""
        if not self._take_beside(named=True):
            self._read_page()

    def take_rest(self, *, named: bool = True) -> None:
        """Put in all that is missing, and wait for it. What rows are called comes later than what they say; `named`: it is waited for too."""
        if not self.complete and not self._take_beside(named):
            while not self.complete:
                self._read_page()

    def _take_beside(self, named: bool) -> bool:
        rows, count = self._beside.rows() if self._beside is not None else None, len(self.table)
        if rows is not None and self.table.complete(rows):
            self.complete = self.table.name() if named else True
            if not self.complete:
                self.table.cut(count)
        if not self.complete:
            self._beside = None
        return self.complete

    def _read_page(self) -> None:
        page: list[Row] = []
        try:
            page = next(self._pages, page)
        except QiError as error:  # damaged data, or a file that is gone: show what could be read
            self._failed(error)
        self.table.append(page)
        self.complete = len(page) < self._wanted
        self._wanted = PAGE
