"""A register's rows as people work with them: what cells say, in which order rows are shown, and which cells do not fit.

Owns the working table of one register: entered rows in stored order, the values that "same as above" and computed cells stand for, sorting,
filtering, and the cells that need attention. It neither reads nor writes a library and knows no window.

Made for long tables: what a cell says is found by looking upwards, so that a few rows are shown without touching the others, and a table is sorted by
what one column holds before the others are read. `prepare` works out everything for all rows, which sorting and filtering stand on; whoever shows the
table calls it when nothing else is to be done.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from itertools import repeat
from operator import itemgetter
from typing import Protocol

from qi_desktop.core import derivations, registers, row_order
from qi_desktop.core.derivations import Place
from qi_desktop.core.errors import DamagedError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Row
from qi_desktop.core.readings import is_plain_number
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import NUMERIC, SAME_AS_ABOVE, Column, Register

_AT_ONCE = 1024  # rows that are read together while the last sound one is looked for
_FEW = 100  # rows that are put in or taken out one after the other
_PART = 20  # a word that stands in fewer than one of so many rows is looked for in these
_DIGITS = frozenset("0123456789.-")  # what computed numbers are written with
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


class WholeRows(Protocol):
    """All rows of a table as they are stored, in order; their cells are read when they are asked for."""

    def __len__(self) -> int: ...

    @property
    def names(self) -> tuple[Sequence[str], Sequence[str]] | None:
        """Ids and ranks, which may have to be waited for; None if the rows must be read another way."""

    def cells(self, begin: int, end: int) -> Sequence[Mapping[str, str]]:
        """What is entered in some rows. Raises DamagedError."""

    def column(self, name: str) -> Sequence[str]:
        """What is entered in one column of all rows. Raises DamagedError."""

    def holding(self, word: str, most: int) -> Sequence[int] | None:
        """The places of all rows that hold a casefolded word in what is entered, and perhaps of others; None if there is no telling, or for more than
        `most`."""

    def repeats(self, name: str) -> bool:
        """True if a cell of a column may say "same as above"."""


class RegisterTable:
    """The rows of one table. `show` says how a column's texts are turned into what people read; None where both are the same.

    A status depends on the last day of the report's period, `report_end`, and on `today`; each is this day if left out.
    """

    def __init__(
        self,
        register: Register,
        show: Callable[[Column], Callable[[str], str] | None] = lambda column: None,
        report_end: date | None = None,
        today: date | None = None,
    ) -> None:
        self.register = register
        self._shows = {column.name: shown for column in register.columns if (shown := show(column))}
        self._today = today or date.today()
        self._end = report_end or self._today
        # A column is computed, or filled by a computation while nothing is entered.
        self._calls = {
            column.name: derivations.call(column.derived or column.default) for column in register.columns if column.derived or column.default
        }
        self._columns = {column.name: column for column in register.columns}
        # The serial number tells a row from the others by nothing that anybody looks for: looking for 12 would find row 12.
        self._looked_in = [column for column in register.columns if not column.derived.startswith("row_number")]
        self._doubted = [column for column in register.columns if registers.can_be_wrong(column)]
        self._verdicts: dict[str, dict[str, Message | None]] = {column.name: {} for column in register.columns}
        # The rows in stored order. Cells that are not there yet stand in `_whole`, except for places in `_changed`.
        self._table = register.name, "", ""  # the register, the report and the parent row that all rows belong to
        self._ids: list[str] = []
        self._ranks: list[str] = []
        self._unnamed: WholeRows | None = None  # has the ids and ranks of the rows behind those
        self._cells: list[Mapping[str, str] | None] = []
        self._whole: WholeRows | None = None
        self._changed: set[int] = set()
        self._places: dict[str, int] | None = {}  # of the ids; made when it is asked for
        # Of the first rows: what their cells say, what they are sorted by, and the text that words are looked for in.
        self._said: dict[str, list[str]] = {}
        self._keys: dict[str, list[object]] = {}
        self._searched: list[str] = []
        self._wrong: dict[str, tuple[str, ...]] = {}  # names of the columns that do not fit, by row
        self._checked = 0  # so many of the first rows

    # --- rows ---

    def __len__(self) -> int:
        return len(self._cells)

    def id(self, place: int) -> str:
        """The id of the row at a place in stored order; empty if it cannot be known."""
        return self._ids[place] if place < len(self._ids) or self.name() else ""

    def rank(self, place: int) -> str:
        """What the row at a place is ordered by; empty if it cannot be known."""
        return self._ranks[place] if place < len(self._ranks) or self.name() else ""

    def row(self, place: int) -> Row:
        """The row at a place in stored order."""
        return Row(self.id(place), *self._table, self.rank(place), self._values(place))

    def place(self, row_id: str) -> int:
        """The place of a row in stored order, from 0; -1 for a row that is not here."""
        if self._places is None:
            self.name()
            self._places = {known: place for place, known in enumerate(self._ids)}
        return self._places.get(row_id, -1)

    def seek(self, row_id: str) -> int:
        """`place` for a row or two of a table that has just been read: where all rows are is not found out for them."""
        if self._places is None and row_id in self._ids:
            return self._ids.index(row_id)
        return self.place(row_id)

    def name(self) -> bool:
        """Have the ids and ranks of all rows; False if they cannot be had, so that the table has to be read anew, row by row."""
        if self._unnamed is not None:
            names, count = self._unnamed.names, len(self._ids)
            if names is None or (list(names[0][:count]), list(names[1][:count])) != (self._ids, self._ranks):
                return False
            self._ids, self._ranks = list(names[0]), list(names[1])
            self._unnamed = None
        return True

    def _values(self, place: int) -> Mapping[str, str]:
        found = self._cells[place]
        if found is None and self._whole is not None:
            try:
                (found,) = self._whole.cells(place, place + 1)
            except DamagedError:  # told by `prepare`, which comes to all rows
                return {}
            self._cells[place] = found
        return found or {}

    def append(self, rows: Iterable[Row]) -> None:
        """Rows that stand behind all others; those that are here already are left out."""
        before = len(self)
        for row in rows:
            if self.place(row.id) < 0:
                self._table = row.register, row.report_id, row.parent_id
                self._put(len(self), row)
        if self._checked == before:
            self._check_until(len(self))

    def _put(self, place: int, row: Row) -> None:
        if self._places is not None and place == len(self._ids):
            self._places[row.id] = place
        else:
            self._places = None
        self._ids.insert(place, row.id)
        self._ranks.insert(place, row.rank)
        self._cells.insert(place, row.values)

    def complete(self, rows: WholeRows) -> bool:
        """Take over all rows behind the first ones, which are here already; False if those are others.

        What their cells say is read when it is asked for, and by `prepare`; what they are called likewise, and by `name`.
        """
        count = len(self)
        if len(rows) < count:
            return False
        self._cells += [None] * (len(rows) - count)
        self._whole, self._unnamed, self._places = rows, rows, None
        self._changed.update(range(count))
        return True

    def cut_damaged(self) -> None:
        """Keep only the rows before the first one that cannot be read."""
        sound, step = self._checked, _AT_ONCE
        while sound < len(self) and step:
            try:
                self._read(sound, min(len(self), sound + step))
                sound = min(len(self), sound + step)
            except DamagedError:
                step //= 2
        self.cut(sound)
        self._check_until(len(self))

    def cut(self, count: int) -> None:
        """Keep only the first rows."""
        if count > len(self._ids) and not self.name():
            count = len(self._ids)
        del self._ids[count:], self._ranks[count:], self._cells[count:]
        self._whole, self._unnamed, self._places = None, None, None
        self._changed.clear()
        self._forget(count)
        self._checked = min(self._checked, count)

    def update(self, row: Row) -> range:
        """Take over new cells of a row that keeps its place; returns the places of all rows that say something else now."""
        first = self.place(row.id)
        old, self._cells[first] = self._values(first), row.values
        self._changed.add(first)
        names = {name for name in {*old, *row.values} if old.get(name) != row.values.get(name)}
        end = first + 1
        while end < len(self) and any(self._values(end).get(name) == SAME_AS_ABOVE for name in names):
            end += 1
        self._check(first)
        self._renew(range(first, end))
        return range(first, end)

    def replace(self, changed: Iterable[Row], gone: Collection[str]) -> None:
        """Take rows out and put new or moved ones to the places that their ranks give them. Raises DamagedError."""
        self.check_all()
        arriving = list(changed)
        first = self._ids[:1]
        leaving = {*gone, *(row.id for row in arriving)}
        places = sorted(place for row_id in leaving if (place := self.place(row_id)) >= 0)
        touched = places[0] if places else len(self._ids)
        for row in arriving[:1]:
            self._table = row.register, row.report_id, row.parent_id
        if len(places) + len(arriving) > _FEW:
            self._merge(arriving, leaving)
        else:
            for place in reversed(places):
                del self._ids[place], self._ranks[place], self._cells[place]
            for row in arriving:
                place = bisect_left(self._ranks, row.rank)
                while place < len(self._ids) and (self._ranks[place], self._ids[place]) < (row.rank, row.id):
                    place += 1
                self._put(place, row)
        self._places = None
        touched = min([touched, *(self.place(row.id) for row in arriving)])
        self._forget(touched)
        for row_id in leaving:
            self._wrong.pop(row_id, None)
        for row_id in dict.fromkeys([*(row.id for row in arriving), *self._ids[:1], *first]):
            if (place := self.place(row_id)) >= 0:
                self._check(place)
        self._checked = len(self._ids)

    def _merge(self, arriving: Iterable[Row], leaving: Collection[str]) -> None:
        """Take rows out and put others in: for many, all are put together anew."""
        staying = [row for row in zip(self._ranks, self._ids, self._cells, strict=True) if row[1] not in leaving]
        rows = sorted([*staying, *((row.rank, row.id, row.values) for row in arriving)], key=itemgetter(0, 1))
        self._ranks, self._ids, self._cells = (list(part) for part in zip(*rows, strict=True)) if rows else ([], [], [])

    def _forget(self, begin: int) -> None:
        """What was worked out for the rows from a place on does not hold any more."""
        del self._searched[begin:]
        for name, texts in self._said.items():
            del texts[begin:], self._keys.get(name, [])[begin:]

    # --- cells ---

    def entered(self, place: int, name: str) -> str:
        """A cell's text as it is stored; empty for a computed one."""
        return self._values(place).get(name, "")

    def said(self, place: int, name: str) -> str:
        """What a cell says: the text it repeats from above, or what it computes to."""
        known = self._said.get(name, ())
        if place < len(known):
            return known[place]
        column = self._columns[name]
        text = ""
        if not column.derived:
            while place >= 0 and (text := self.entered(place, name)) == SAME_AS_ABOVE:
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
        return self._shows[column.name](text) if text and column.name in self._shows else text

    def repeats(self, place: int, name: str) -> bool:
        """True for a cell that says "same as above"."""
        return self.entered(place, name) == SAME_AS_ABOVE

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

    def wrong(self, place: int) -> tuple[str, ...]:
        """The names of a row's columns that do not fit, as far as the row was looked at."""
        return self._wrong.get(self._ids[place], ()) if place < self._checked else ()

    def count_wrong(self) -> int:
        """How many cells of the rows that were looked at do not fit."""
        return sum(map(len, self._wrong.values()))

    @property
    def checked(self) -> int:
        """How many of the first rows were read and looked at."""
        return self._checked

    def check_all(self) -> None:
        """Read all cells and look at them. Raises DamagedError."""
        self._read(0, len(self))
        self._check_until(len(self))
        self._whole = None
        self._changed.clear()

    def _check_until(self, end: int) -> None:
        """Look at rows that were not looked at before: cell by cell only at those with a text that fits in no row."""
        if not self.name():
            return
        begin, self._checked = self._checked, max(end, self._checked)
        doubtful: set[int] = {0} if begin == 0 < end else set()
        for column in self._doubted:
            texts = self._entered(column.name, begin, end)
            different = set(texts)
            if column.type in NUMERIC and not column.pattern:  # nearly all numbers are plain ones, and no two may be the same
                different = {text for text in different if not text.isdigit() or not is_plain_number(text)}
            unfit = {text for text in different if self._verdict(column, text) is not None}
            if unfit:
                doubtful.update(place for place, text in enumerate(texts, begin) if text in unfit)
        for place in sorted(doubtful):
            self._check(place)

    def _check(self, place: int) -> None:
        columns = self.register.stored if place == 0 else self._doubted
        names: list[str] = []
        for column in columns:
            text = self.entered(place, column.name)
            if place == 0 if text == SAME_AS_ABOVE else self._verdict(column, text) is not None:
                names.append(column.name)
        if names:
            self._wrong[self._ids[place]] = tuple(names)
        else:
            self._wrong.pop(self._ids[place], None)

    # --- order ---

    def arrange(self, wanted: Arrangement) -> Sequence[int]:
        """The places of the rows to be shown, in their order. Raises DamagedError."""
        places: Sequence[int] = range(len(self))
        if wanted.only_problems:
            self.check_all()
            places = [place for place in places if self.wrong(place)]
        for name, texts in wanted.accepted.items():
            said = self._column(name)
            places = [place for place in places if said[place] in texts]
        for word in wanted.text.casefold().split():
            places = self._with_word(places, word)
        return self._sorted(places, *wanted.sort) if wanted.sort is not None else places

    def _with_word(self, places: Sequence[int], word: str) -> list[int]:
        if len(self._searched) == len(self):
            searched = self._searched
            return [place for place in places if word in searched[place]]
        rows = self._rows_that_may_hold(word)
        found: set[int] = set()
        for column in self._looked_in:
            if column.derived and column.type in NUMERIC and not _DIGITS.issuperset(word):
                continue  # what is computed there cannot hold it
            if rows is not None and self._is_said_as_entered(column):
                found.update([place for place in rows if word in self.entered(place, column.name).casefold()])
            else:
                found.update([place for place, text in enumerate(self._shown_part(column, 0, len(self))) if word in text.casefold()])
        return [place for place in places if place in found]

    def _rows_that_may_hold(self, word: str) -> Collection[int] | None:
        """Rows that were not read yet are few where a word stands in few; None if they are better looked through column by column."""
        rows = self._whole.holding(word, len(self) // _PART) if self._whole is not None else None
        return None if rows is None else {*rows, *self._changed}

    def _is_said_as_entered(self, column: Column) -> bool:
        """True if a column's cells say what is entered in them, and show it so."""
        return self._whole is not None and not (column.name in self._calls or column.name in self._shows or self._whole.repeats(column.name))

    def distinct(self, name: str) -> list[str]:
        """All different texts that the column's cells say, sorted. Raises DamagedError."""
        said = self._column(name)
        firsts = dict(zip(reversed(said), reversed(range(len(said))), strict=True))
        return [said[place] for place in self._sorted(sorted(firsts.values()), name, False)]

    def _sorted(self, places: Sequence[int], name: str, downwards: bool) -> Sequence[int]:
        """Numbers and dates by their value, behind them texts that are none, empty cells last; equal ones keep the stored order."""
        said, keys = self._column(name), self._sort_keys(name)
        if "" not in said and None not in keys:
            return sorted(places, key=keys.__getitem__, reverse=downwards)  # type: ignore[arg-type]
        readable = [place for place in places if said[place] and keys[place] is not None]
        rest = [place for place in places if not said[place] or keys[place] is None]
        others = [place for place in rest if said[place]]
        empty = [place for place in rest if not said[place]]
        readable.sort(key=keys.__getitem__, reverse=downwards)  # type: ignore[arg-type]
        others.sort(key=lambda place: row_order.text_key(said[place]), reverse=downwards)
        return [*others, *readable, *empty] if downwards else [*readable, *others, *empty]

    # --- everything of all rows ---

    def prepare(self, count: int = 1 << 60) -> bool:
        """Work out what sorting and filtering need for up to `count` more rows; True when nothing is left to do. Raises DamagedError."""
        begin = len(self._searched)
        until = min(len(self), begin + count)
        self._read(begin, until)
        if until > self._checked:
            self._check_until(until)
        for column in self.register.columns:
            self._sort_keys(column.name, until)
        self._texts(until)
        if until < len(self):
            return False
        self.check_all()
        return True

    def _read(self, begin: int, end: int) -> None:
        """Read the cells of some rows together."""
        if self._whole is not None and None in self._cells[begin:end]:
            stored = self._whole.cells(begin, end)
            self._cells[begin:end] = [new if old is None else old for old, new in zip(self._cells[begin:end], stored, strict=True)]

    def _entered(self, name: str, begin: int, end: int) -> list[str]:
        cells = self._cells[begin:end]
        if self._whole is None or None not in cells:
            return [values.get(name, "") if values else "" for values in cells]
        texts = list(self._whole.column(name)[begin:end])
        for place in self._changed:
            if begin <= place < end:
                texts[place - begin] = self.entered(place, name)
        return texts

    def _column(self, name: str, until: int | None = None) -> list[str]:
        known = self._said.setdefault(name, [])
        until = len(self) if until is None else until
        begin = len(known)
        column = self._columns[name]
        if begin == until:
            return known
        if call := self._calls.get(name):
            operands = [self._column(operand, until)[begin:until] for operand in call.columns]
            if column.derived:
                places = [Place(place, column.decimals, self._end, self._today) for place in range(begin, until)]
                known.extend(map(call.function, places, zip(*operands, strict=True) if operands else repeat(())))
                return known
        texts = self._entered(name, begin, until)
        if SAME_AS_ABOVE in texts or column.default:
            last = known[-1] if known else ""
            for place, text in enumerate(texts, begin):
                if text != SAME_AS_ABOVE:
                    last = text or (self._computed(place, column) if column.default else "")
                known.append(last)
        else:
            known.extend(texts)
        return known

    def _sort_keys(self, name: str, until: int | None = None) -> list[object]:
        keys = self._keys.setdefault(name, [])
        said = self._column(name, until)
        if len(keys) < (len(said) if until is None else until):
            keys.extend(row_order.sort_keys(self._columns[name], said[len(keys) : until]))
        return keys

    def _texts(self, until: int | None = None) -> list[str]:
        until = len(self) if until is None else until
        begin = len(self._searched)
        shown = [self._shown_part(column, begin, until) for column in self._looked_in]
        self._searched.extend(["\n".join(cells).casefold() for cells in zip(*shown, strict=True)])
        return self._searched

    def _shown_part(self, column: Column, begin: int, until: int) -> list[str]:
        texts, show = self._column(column.name, until)[begin:until], self._shows.get(column.name)
        return texts if show is None else [show(text) if text else text for text in texts]

    def _renew(self, places: range) -> None:
        """Work out anew what had been worked out for some rows."""
        for column in sorted(self.register.columns, key=lambda column: bool(column.default) + 2 * bool(column.derived)):  # after what they stand on
            said, keys, key = self._said.get(column.name, []), self._keys.get(column.name, []), row_order.sort_key(column)
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
