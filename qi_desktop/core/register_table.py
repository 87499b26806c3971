"""A register's rows as people work with them: what cells say, in which order rows are shown, and which cells do not fit.

Owns the working table of one register: entered rows in stored order, the values that "same as above" and computed cells stand for, sorting,
filtering, and the cells that need attention. It neither reads nor writes a library and knows no window.

Made for long tables: what a cell says is found by looking upwards, so that a few rows are shown without touching the others. `prepare` works out
everything for all rows, which sorting and filtering stand on; whoever shows the table calls it when nothing else is to be done.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from qi_desktop.core import derivations, registers
from qi_desktop.core.derivations import Place
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Row
from qi_desktop.core.readings import is_plain_number
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import NUMERIC, SAME_AS_ABOVE, Column, ColumnType, Register

_NUMBER = re.compile(r"\d+")
_WORDS_IN_MIND = 50_000  # texts whose verdict is remembered, so that a text that stands in many rows is judged once


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown, and in which order. The stored order of all rows unless something is asked for.

    `text`: words that must all stand in a row. `accepted`: for columns by name, the texts that are let through. `only_problems`: rows with a cell
    that does not fit. `sort`: a column's name and whether it is sorted downwards.
    """

    text: str = ""
    accepted: Mapping[str, Collection[str]] = field(default_factory=dict)
    only_problems: bool = False
    sort: tuple[str, bool] | None = None

    @property
    def filters(self) -> bool:
        """True if rows are left out."""
        return bool(self.text.strip() or self.accepted or self.only_problems)


class RegisterTable:
    """The rows of one table. `show` turns a cell's text into what people read where both differ (yes and no, names of files).

    A status depends on the last day of the report's period, `report_end`, and on `today`; each is this day if left out.
    """

    def __init__(
        self, register: Register, show: Callable[[Column, str], str] | None = None, report_end: date | None = None, today: date | None = None
    ) -> None:
        self.register = register
        self._show = show
        self._today = today or date.today()
        self._end = report_end or self._today
        # A column is computed, or filled by a computation while nothing is entered.
        self._calls = {
            column.name: derivations.call(column.derived or column.default) for column in register.columns if column.derived or column.default
        }
        self._columns = {column.name: column for column in register.columns}
        # The serial number tells a row from the others by nothing that anybody looks for: looking for 12 would find row 12.
        self._looked_in = [column for column in register.columns if not column.derived.startswith("row_number")]
        self._checked = [column for column in register.columns if registers.can_be_wrong(column)]
        self._verdicts: dict[str, dict[str, Message | None]] = {column.name: {} for column in register.columns}
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        # Of the first rows: what their cells say, what they are sorted by, and the text that words are looked for in.
        self._said: dict[str, list[str]] = {}
        self._keys: dict[str, list[object]] = {}
        self._searched: list[str] = []
        self._wrong: dict[str, tuple[str, ...]] = {}  # names of the columns that do not fit, by row

    # --- rows ---

    @property
    def rows(self) -> Sequence[Row]:
        """All rows in stored order."""
        return self._rows

    def place(self, row_id: str) -> int:
        """The place of a row in stored order, from 0; -1 for a row that is not here."""
        return self._places.get(row_id, -1)

    def append(self, rows: Iterable[Row]) -> None:
        """Rows that stand behind all others; those that are here already are left out."""
        before = len(self._rows)
        for row in rows:
            if row.id not in self._places:
                self._places[row.id] = len(self._rows)
                self._rows.append(row)
        self._check_all(self._rows[before:])

    def update(self, row: Row) -> range:
        """Take over new cells of a row that keeps its place; returns the places of all rows that say something else now."""
        first = self._places[row.id]
        old, self._rows[first] = self._rows[first], row
        names = {name for name in {*old.values, *row.values} if old.values.get(name) != row.values.get(name)}
        end = first + 1
        while end < len(self._rows) and any(self._rows[end].values.get(name) == SAME_AS_ABOVE for name in names):
            end += 1
        self._check(row)
        self._renew(range(first, end))
        return range(first, end)

    def replace(self, changed: Iterable[Row], gone: Collection[str]) -> None:
        """Take rows out and put new or moved ones to the places that their ranks give them."""
        arriving = list(changed)
        first = self._rows[:1]
        leaving = {*gone, *(row.id for row in arriving)}
        touched = min((self._places[row_id] for row_id in leaving if row_id in self._places), default=len(self._rows))
        rows = [row for row in self._rows if row.id not in leaving] if any(row_id in self._places for row_id in leaving) else self._rows
        if len(arriving) > 100:
            rows = sorted([*rows, *arriving], key=_stored_order)
        else:
            for row in arriving:
                insort(rows, row, key=_stored_order)
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows)}
        touched = min([touched, *(self._places[row.id] for row in arriving)])
        del self._searched[touched:]
        for name in self._said:
            del self._said[name][touched:], self._keys.setdefault(name, [])[touched:]
        for row_id in leaving:
            self._wrong.pop(row_id, None)
        for row in (*arriving, *rows[:1], *(row for row in first if row.id not in leaving)):
            self._check(row)

    # --- cells ---

    def entered(self, place: int, name: str) -> str:
        """A cell's text as it is stored; empty for a computed one."""
        return self._rows[place].values.get(name, "")

    def said(self, place: int, name: str) -> str:
        """What a cell says: the text it repeats from above, or what it computes to."""
        known = self._said.get(name, ())
        if place < len(known):
            return known[place]
        column = self._columns[name]
        text = ""
        if not column.derived:
            while place >= 0 and (text := self._rows[place].values.get(name, "")) == SAME_AS_ABOVE:
                place -= 1
            if place < 0:
                return ""
        return text or self._computed(place, column)

    def _computed(self, place: int, column: Column) -> str:
        """What a cell computes to; empty in a column that is entered only."""
        call = self._calls.get(column.name)
        if call is None:
            return ""
        return call.function(Place(place, column.decimals, self._end, self._today), [self.said(place, name) for name in call.columns])

    def shown(self, place: int, column: Column) -> str:
        """What people read in a cell."""
        text = self.said(place, column.name)
        return self._show(column, text) if self._show and text else text

    def repeats(self, place: int, name: str) -> bool:
        """True for a cell that says "same as above"."""
        return self._rows[place].values.get(name) == SAME_AS_ABOVE

    # --- cells that do not fit ---

    def problem(self, place: int, name: str) -> Message | None:
        """Why a cell's text does not fit, or None if it does."""
        column = self._columns[name]
        text = self.entered(place, name)
        if text == SAME_AS_ABOVE:
            return message("There is no cell above that this one could repeat.") if place == 0 else None
        return self._verdict(column, text)

    def _verdict(self, column: Column, text: str) -> Message | None:
        known = self._verdicts[column.name]
        if text not in known:
            if len(known) > _WORDS_IN_MIND:
                known.clear()
            known[text] = registers.problem(column, text) if registers.can_be_wrong(column) else None
        return known[text]

    def wrong(self, row_id: str) -> tuple[str, ...]:
        """The names of a row's columns that do not fit."""
        return self._wrong.get(row_id, ())

    def count_wrong(self) -> int:
        """How many cells do not fit."""
        return sum(map(len, self._wrong.values()))

    def _check_all(self, rows: Sequence[Row]) -> None:
        """Check many rows that were not here before: cell by cell only those with a text that fits in no row."""
        doubtful: dict[str, Row] = {row.id: row for row in rows[:1] if self._places[row.id] == 0}
        for column in self._checked:
            texts = [row.values.get(column.name, "") for row in rows]
            different = set(texts)
            if column.type in NUMERIC and not column.pattern:  # nearly all numbers are plain ones, and no two may be the same
                different = {text for text in different if not text.isdigit() or not is_plain_number(text)}
            unfit = {text for text in different if self._verdict(column, text) is not None}
            if unfit:
                doubtful.update((row.id, row) for row, text in zip(rows, texts, strict=True) if text in unfit)
        for row in doubtful.values():
            self._check(row)

    def _check(self, row: Row) -> None:
        place = self._places[row.id]
        columns = self.register.stored if place == 0 else self._checked
        names: list[str] = []
        for column in columns:
            text = row.values.get(column.name, "")
            if place == 0 if text == SAME_AS_ABOVE else self._verdict(column, text) is not None:
                names.append(column.name)
        if names:
            self._wrong[row.id] = tuple(names)
        else:
            self._wrong.pop(row.id, None)

    # --- order ---

    def arrange(self, wanted: Arrangement) -> list[str]:
        """The ids of the rows to be shown, in their order."""
        places: Iterable[int] = range(len(self._rows))
        if wanted.only_problems:
            places = [place for place in places if self._rows[place].id in self._wrong]
        for name, texts in wanted.accepted.items():
            said = self._column(name)
            places = [place for place in places if said[place] in texts]
        if words := wanted.text.casefold().split():
            searched = self._texts()
            for word in words:
                places = [place for place in places if word in searched[place]]
        if wanted.sort is not None:
            places = self._sorted(places, *wanted.sort)
        ids = list(self._places)  # in stored order
        return [ids[place] for place in places]

    def distinct(self, name: str) -> list[str]:
        """All different texts that the column's cells say, sorted."""
        said = self._column(name)
        firsts: dict[str, int] = {}
        for place, text in enumerate(said):
            firsts.setdefault(text, place)
        return [said[place] for place in self._sorted(firsts.values(), name, False)]

    def _sorted(self, places: Iterable[int], name: str, downwards: bool) -> list[int]:
        """Numbers and dates by their value, behind them texts that are none, empty cells last; equal ones keep the stored order."""
        said, keys = self._column(name), self._sort_keys(name)
        wanted = list(places)
        readable = [place for place in wanted if said[place] and keys[place] is not None]
        rest = [place for place in wanted if not said[place] or keys[place] is None] if len(readable) < len(wanted) else []
        others = [place for place in rest if said[place]]
        empty = [place for place in rest if not said[place]]
        readable.sort(key=keys.__getitem__, reverse=downwards)  # type: ignore[arg-type]
        others.sort(key=lambda place: _text_key(said[place]), reverse=downwards)
        return [*others, *readable, *empty] if downwards else [*readable, *others, *empty]

    # --- everything of all rows ---

    def prepare(self, count: int = 1 << 60) -> bool:
        """Work out what sorting and filtering need for up to `count` more rows; True when nothing is left to do."""
        until = min(len(self._rows), len(self._searched) + count)
        for column in self.register.columns:
            self._sort_keys(column.name, until)
        self._texts(until)
        return until == len(self._rows)

    def _column(self, name: str, until: int | None = None) -> list[str]:
        known = self._said.setdefault(name, [])
        until = len(self._rows) if until is None else until
        column = self._columns[name]
        if column.derived:
            known.extend([self._computed(place, column) for place in range(len(known), until)])
            return known
        last = known[-1] if known else ""
        for row in self._rows[len(known) : until]:
            text = row.values.get(name, "")
            if text != SAME_AS_ABOVE:
                last = text or (self._computed(len(known), column) if column.default else "")
            known.append(last)
        return known

    def _sort_keys(self, name: str, until: int | None = None) -> list[object]:
        keys = self._keys.setdefault(name, [])
        said = self._column(name, until)
        key = _key_of(self._columns[name])
        keys.extend([key(text) for text in said[len(keys) : until]])
        return keys

    def _texts(self, until: int | None = None) -> list[str]:
        until = len(self._rows) if until is None else until
        begin = len(self._searched)
        shown = [[self._show(column, text) if self._show and text else text for text in cells] for column, cells in self._cells(begin, until)]
        self._searched.extend(["\n".join(cells).casefold() for cells in zip(*shown, strict=True)])
        return self._searched

    def _cells(self, begin: int, until: int) -> Iterator[tuple[Column, list[str]]]:
        for column in self._looked_in:
            yield column, self._column(column.name, until)[begin:until]

    def _renew(self, places: range) -> None:
        """Work out anew what had been worked out for some rows."""
        for column in sorted(self.register.columns, key=lambda column: bool(column.default) + 2 * bool(column.derived)):  # after what they stand on
            said, keys, key = self._said.get(column.name, []), self._keys.get(column.name, []), _key_of(column)
            for place in places:
                if place < len(said):
                    text = "" if column.derived else self.entered(place, column.name)
                    if text == SAME_AS_ABOVE:
                        said[place] = said[place - 1] if place else ""
                    else:
                        said[place] = text or self._computed(place, column)
                if place < len(keys):
                    keys[place] = key(said[place])
        for place in places:
            if place < len(self._searched):
                self._searched[place] = "\n".join(self.shown(place, column) for column in self._looked_in).casefold()


def _stored_order(row: Row) -> tuple[str, str]:
    return row.rank, row.id


def _key_of(column: Column) -> Callable[[str], object]:
    """What a column is sorted by; None for a text that is none of the column's type."""
    if column.type in NUMERIC:
        return _number_key
    return _date_key if column.type is ColumnType.DATE else _text_key


def _number_key(text: str) -> float | None:
    number = registers.read_number(text) if text else None
    return None if number is None else float(number)


def _date_key(text: str) -> int | None:
    day = registers.read_date(text) if text else None
    return None if day is None else day.toordinal()


def _text_key(text: str) -> bytes:
    """Common Chinese characters stand in the order of their pinyin in GB 2312, which GB 18030 keeps; numbers inside a text count by their value."""
    return _NUMBER.sub(lambda match: match[0].zfill(9), text.casefold()).encode("gb18030", "replace")
