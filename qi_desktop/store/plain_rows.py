"""Many rows of a register read at once: what nearly all of them hold, plain texts, is told of all together and not of one after the other.

Owns the short ways. Whatever is not plain is left to the way through `repository`, row by row, which also says what is wrong.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from operator import lt

from qi_desktop.core import ranks, richtext
from qi_desktop.core.lines import Lines
from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.store.failures import unreadable

_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_WITHOUT, _WITH_ESCAPES = r':"([^"]*)"', r':"([^"\\]*(?:\\.[^"\\]*)*)"'  # a text behind its key


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """What is read is kept, and nothing in it leads back to itself: searching it again and again takes a quarter of the time of a long table."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def cells_of(texts: Sequence[str]) -> list[dict[str, str]] | None:
    """The cells of rows, read all at once: that takes half the time, and keeps each name once. None if they must be read one by one.

    `texts` are printable. Raises ValueError, TypeError or AttributeError for something that is no row's cells.
    """
    count = len(texts)
    whole = ",\n".join(texts)
    # One object in each text and nothing else, so that none can reach into the next: printable texts have no line ends of their own.
    if not (whole.count("{") == whole.count("}") == count == whole.count("},\n{") + 1 and whole.startswith("{") and whole.endswith("}")):
        return None
    found: list[dict[str, str]] = _DECODER.decode(f"[{whole}]")
    cells = "".join(chain.from_iterable(map(dict.values, found)))  # fails where one is no text
    if "\\" in whole and not "".join(chain(cells.replace("\n", ""), chain.from_iterable(found))).isprintable():
        return None
    return found


def cells_of_one(text: str) -> dict[str, str]:
    """The cells of one row. Raises ValueError, TypeError or RecursionError for something that is no row's cells."""
    value, end = _DECODER.raw_decode(text)
    return checked_cells(value if end == len(text) else _DECODER.decode(text))  # what stands around it is never written, and seldom looked at


def checked_cells(value: object) -> dict[str, str]:
    """The cells that a decoded JSON text holds. Raises TypeError."""
    if not isinstance(value, dict | Mapping) or not all(isinstance(cell, str) for cell in value.values()):
        raise TypeError("cells")
    return {richtext.clean(name): richtext.clean(cell) for name, cell in value.items()}


class PlainRows:
    """The rows of a long table as they stand in the file, in order; what their cells say is taken out of the stored text when it is asked for.

    A whole column is found without reading the other cells, so that a table is sorted before it is read.
    """

    def __init__(self, whole: str, count: int, library: str, wait_for_names: Callable[[], tuple[str, str]]) -> None:
        self._whole = whole  # what is stored for each row, on a line of its own
        self._lines = Lines(whole)
        self._count = count
        self._library = library
        self._wait_for_names = wait_for_names

    def __len__(self) -> int:
        return self._count

    @cached_property
    def names(self) -> tuple[list[str], list[str]] | None:
        """Ids and ranks; None if they are not plainly in order, so that the rows must be read one by one. Waits for them."""
        ids, ranks_ = self._wait_for_names()
        if not (ids.replace("\n", "").isprintable() and ranks.are_ranks(ranks_)):
            return None
        found = ids.split("\n"), ranks_.split("\n")
        return found if all(len(part) == self._count for part in found) and all(map(lt, found[1], found[1][1:])) else None

    @classmethod
    def of(cls, texts: str, count: int, library: str, wait_for_names: Callable[[], tuple[str, str]]) -> PlainRows | None:
        """The rows whose stored texts stand one on each line; None if they must be read one by one.

        `library` is what its file is called. `wait_for_names` tells ids and ranks, which may come later, likewise one on each line.
        """
        rows = cls(texts, count, library, wait_for_names)
        return rows if rows._lines.count == count else None

    def cells(self, begin: int, end: int) -> list[dict[str, str]]:
        """The cells of some rows. Raises DamagedError."""
        texts = self._lines.part(begin, end)
        try:
            with no_search_for_garbage():
                found = cells_of(texts) if len(texts) > 1 and "".join(texts).isprintable() else None
                return list(map(cells_of_one, texts)) if found is None else found
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise unreadable(self._library, "register_row") from error

    def column(self, name: str) -> list[str]:
        """What is entered in one column. Raises DamagedError."""
        key = _ENCODER.encode(name)  # inside a text its quotes would have a backslash before them
        whole = self._whole
        escaped = "\\" in whole  # one letter is found ten times as quickly as two
        if escaped and "\\u" in whole:  # the name may be written so
            return self._decoded(name)
        cell = re.compile(re.escape(key) + (_WITH_ESCAPES if escaped else _WITHOUT))
        found = cell.findall(whole)
        if len(found) != self._count:  # some cells are empty
            if whole.count(key + ":") != len(found) or key + " " in whole:  # spaces that this program does not write, or what is no text
                return self._decoded(name)
            filled, found = found, [""] * self._count
            for line, text in zip(self._lines.of(match.start() for match in cell.finditer(whole)), filled, strict=True):
                found[line] = text
        try:
            return found if not escaped and "".join(found).isprintable() else [_text_of(text) for text in found]
        except ValueError as error:
            raise unreadable(self._library, "register_row") from error

    def _decoded(self, name: str) -> list[str]:
        return [cells.get(name, "") for cells in self.cells(0, self._count)]

    def holding(self, word: str, most: int) -> list[int] | None:
        """The places of rows that may hold a word, which is casefolded, in what is entered; None if there is no telling, or for more than `most`."""
        if "\\" in self._whole and "\\u" in self._whole:
            return None
        stored = _ENCODER.encode(word)[1:-1]
        lines = self._lines if word.upper() == word.lower() else Lines(self._whole.casefold())
        if lines.text.count(stored) > 2 * most:
            return None
        found = list(dict.fromkeys(lines.of(match.start() for match in re.finditer(re.escape(stored), lines.text))))
        return None if len(found) > most else found

    def repeats(self, name: str) -> bool:
        """True if a cell of a column may say "same as above"."""
        return f'{_ENCODER.encode(name)}:"{SAME_AS_ABOVE}"' in self._whole


def _text_of(text: str) -> str:
    """What a text between its quotes says. Raises ValueError."""
    return richtext.clean(_DECODER.decode(f'"{text}"') if "\\" in text else text)
