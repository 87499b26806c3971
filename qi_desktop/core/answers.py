"""Answering a field's query from the rows of a register: its text, how it came about, or why there is none.

Owns the computing. An answer is never a guess: a text in a number column, a missing count, no row or several where one is asked for and a division
by zero give a problem, and the field shows a mark instead of a number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, chain
from operator import itemgetter
from typing import TypeVar

from qi_desktop.core import derivations, fields, registers, row_conditions
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Row
from qi_desktop.core.quantities import NumberForm, shown
from qi_desktop.core.queries import Comparison, Condition, Query, What, in_year
from qi_desktop.core.readings import is_plain_number, read_date, read_number
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Column, ColumnType, Register

_BEFORE, _BEHIND = frozenset({"约", "近"}), frozenset({"多", "余"})
"""The words of a fact's vagueness that stand before its number, and those behind it."""
_T = TypeVar("_T")

_CONDITION_WORDS = {
    Comparison.IS: message("{column} = {text}"),
    Comparison.IS_NOT: message("{column} ≠ {text}"),
    Comparison.ONE_OF: message("{column} is one of {text}"),
    Comparison.CONTAINS: message("{column} contains “{text}”"),
    Comparison.AT_LEAST: message("{column} ≥ {text}"),
    Comparison.AT_MOST: message("{column} ≤ {text}"),
    Comparison.FILLED: message("{column} is filled in"),
    Comparison.EMPTY: message("{column} is empty"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a field shows. `text` is a mark when there is a `problem`. `explanation`: how it came about, in parts.

    `confirmed` is false for a fact that was entered by hand and not confirmed yet.
    """

    text: str
    explanation: tuple[Message, ...] = ()
    problem: Message | None = None
    confirmed: bool = True


Reader = Callable[[str], list[str]]
"""Reads the cells of a column as they were entered, one for each row, empty where nothing was."""


class Table:
    """The rows that queries are answered from. A column is read, and its cells are filled in, when they are first asked for: most queries ask for
    few columns. Kept while a library is worked on: `change` takes over what was written to a row.

    `groups` are the ids of the rows in order, one list for each parent row: a cell "same as above" is like one of the same parent. `report_year` is
    the report's own, `year` that of yearly rows, else 0.
    """

    def __init__(
        self, register: Register, groups: Sequence[Sequence[str]], read: Reader, report_year: int, year: int = 0, end: date | None = None
    ) -> None:
        self.register = register
        self.report_year = report_year
        self.year = year if register.yearly else 0
        self._end = end
        self._read = read
        self._places = {row_id: place for place, row_id in enumerate(chain.from_iterable(groups))}
        ends = list(accumulate(map(len, groups)))
        self._bounds = list(zip([0, *ends], ends, strict=False))
        self._entered: dict[str, list[str]] = {}
        self._cells: dict[str, list[str]] = {}
        self._numbers: dict[str, list[Decimal | None]] = {}

    @classmethod
    def of(cls, register: Register, rows: Iterable[Row], report_year: int, year: int = 0, end: date | None = None) -> Table:
        """The table of rows that were read as a whole."""
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.parent_id, []).append(row)
        ordered = [row.values for group in groups.values() for row in group]

        def read(column: str) -> list[str]:
            return [values.get(column, "") for values in ordered]

        return cls(register, [[row.id for row in group] for group in groups.values()], read, report_year, year, end)

    def __len__(self) -> int:
        return len(self._places)

    def cells(self, column: Column) -> list[str]:
        """The cells of a column: derived ones computed, "same as above" resolved."""
        if column.name not in self._cells:
            self._cells[column.name] = [text for begin, end in self._bounds for text in self._filled(column, begin, end)]
        return self._cells[column.name]

    def numbers(self, column: Column) -> list[Decimal | None]:
        """The numbers of a column's cells; None for an empty cell and a text that is none."""
        if column.name not in self._numbers:
            # Nearly all are plain whole numbers, which need no reading.
            cells = self.cells(column)
            self._numbers[column.name] = [Decimal(text) if is_plain_number(text) else read_number(text) if text else None for text in cells]
        return self._numbers[column.name]

    def change(self, row_id: str, values: Mapping[str, str]) -> None:
        """Take over the cells of a row that stays where it is. Raises KeyError for a row that is not here."""
        place = self._places[row_id]
        changed = {name for name, texts in self._entered.items() if texts[place] != values.get(name, "")}
        for name in changed:
            self._entered[name][place] = values.get(name, "")
        behind = place + 1
        last = self._group(place)[1]
        while behind < last and any(self._entered[name][behind] == registers.SAME_AS_ABOVE for name in changed):
            behind += 1
        for name, texts in self._cells.items():
            column = self.register.column(name)
            if column and changed & {name, *_operands(column)}:
                texts[place:behind] = self._filled(column, place, behind)
                if name in self._numbers:
                    self._numbers[name][place:behind] = [read_number(text) if text else None for text in texts[place:behind]]

    def _filled(self, column: Column, begin: int, end: int) -> list[str]:
        """The cells of a stretch of rows of one parent."""
        texts = self._resolved(column.name, begin, end)
        if not (column.derived or column.default):
            return texts
        operands = {name: self._resolved(name, begin, end) for name in _operands(column)}
        rows = [{column.name: texts[index], **{name: cells[index] for name, cells in operands.items()}} for index in range(end - begin)]
        return [row.get(column.name, "") for row in registers.complete(replace(self.register, columns=(column,)), rows, self._end)]

    def _resolved(self, name: str, begin: int, end: int) -> list[str]:
        if name not in self._entered:
            self._entered[name] = self._read(name)
        texts = self._entered[name]
        first, above = self._group(begin)[0], begin
        while above > first and texts[above] == registers.SAME_AS_ABOVE:
            above -= 1
        return registers.resolved(texts[above:end])[begin - above :]

    def _group(self, place: int) -> tuple[int, int]:
        """The first place of the rows of one parent, and the one behind the last."""
        return self._bounds[bisect_right(self._bounds, place, key=itemgetter(0)) - 1]


def _operands(column: Column) -> tuple[str, ...]:
    """The columns that a column's cells are computed from."""
    computation = column.derived or column.default
    return derivations.call(computation).columns if computation else ()


class _Unanswered(Exception):
    """A query that cannot be answered, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def unanswered(name: str, why: Message) -> Answer:
    """The answer of a field that has none."""
    return Answer(fields.marked(name), (why,), why)


def answer(name: str, query: Query, table: Table, language: str = "zh") -> Answer:
    """The answer to the query of the field of that name."""
    try:
        return _Asked(query, table, language).answer()
    except _Unanswered as problem:
        return unanswered(name, problem.why)


class _Asked:
    def __init__(self, query: Query, table: Table, language: str) -> None:
        self._query = query
        self._table = table
        self._language = language
        for column in query.columns:
            self._column(column)
        self._rows = self._fitting(range(len(table)), query.conditions)

    def _column(self, name: str) -> Column:
        column = self._table.register.column(name)
        if column is None:
            raise _Unanswered(message("The register “{register}” has no column “{column}” any more.", register=self._register, column=name))
        return column

    @property
    def _register(self) -> str:
        return self._words(self._table.register.label)

    def _words(self, label: Mapping[str, str]) -> str:
        return label.get(self._language) or label.get("zh", "")

    def answer(self) -> Answer:
        """The answer; raises _Unanswered."""
        query = self._query
        match query.what:
            case What.COUNT:
                return self._told(self._number(Fraction(len(self._rows))), message("{count} rows", count=len(self._rows)))
            case What.VALUE:
                return self._value()
            case What.LIST:
                return self._list()
            case What.RATIO:
                return self._ratio()
        column = self._column(query.column)
        if column.type is ColumnType.DATE and query.what in (What.MINIMUM, What.MAXIMUM):
            return self._date(column)
        numbers = self._numbers(column)
        if not numbers:
            raise self._no_rows()
        total = _total(numbers)
        if query.what is What.SUM:
            return self._told(self._number(total, column), message("{calculation}", calculation=_joined(numbers)))
        if query.what is What.AVERAGE:
            calculation = f"{_exact(total)} ÷ {len(numbers)}"
            return self._told(self._number(total / len(numbers), column), message("{calculation}", calculation=calculation))
        least = query.what is What.MINIMUM
        words = message("The smallest of {count}", count=len(numbers)) if least else message("The largest of {count}", count=len(numbers))
        return self._told(self._number(Fraction(min(numbers) if least else max(numbers)), column), words)

    # --- kinds of answers ---

    def _ratio(self) -> Answer:
        query = self._query
        if query.column:
            part, whole = map(_total, self._pairs(self._column(query.column), self._column(query.whole)))
        else:
            part = Fraction(len(self._fitting(self._rows, query.part)))
            whole = Fraction(len(self._rows))
        if not whole:
            raise _Unanswered(
                message("{part} cannot be divided by nothing: no row of “{register}” counts.", part=_exact(part), register=self._register)
            )
        return self._told(self._number(part / whole), message("{calculation}", calculation=f"{_exact(part)} ÷ {_exact(whole)}"))

    def _pairs(self, part: Column, whole: Column) -> tuple[list[Decimal], list[Decimal]]:
        """The numbers of two columns, of the rows that have both. Raises _Unanswered for a row that has only one, or a text."""
        found = tuple(_without_gaps(self._chosen(self._table.numbers(column))) for column in (part, whole))
        if len(found[0]) < len(self._rows) or len(found[1]) < len(self._rows):
            for row in self._rows:
                cells = self._table.cells(part)[row], self._table.cells(whole)[row]
                if any(cells) and not all(cells):
                    column = self._words((whole if cells[0] else part).label)
                    raise _Unanswered(message("A row of “{register}” has no number in “{column}”.", register=self._register, column=column))
                if all(cells):
                    self._read(part, cells[0]), self._read(whole, cells[1])
        return found[0], found[1]

    def _value(self) -> Answer:
        column = self._column(self._query.column)
        if not self._rows:
            raise self._no_rows()
        if len(self._rows) > 1:
            raise _Unanswered(
                message("{count} rows of “{register}” fit, and a value is that of one.", count=len(self._rows), register=self._register)
            )
        text = self._table.cells(column)[self._rows[0]]
        if not text:
            raise _Unanswered(message("“{column}” is empty in “{register}”.", column=self._words(column.label), register=self._register))
        vagueness = self._beside("vagueness") if column.name == "value" else ""
        shown_text = self._cell(column, text, vagueness)
        parts = [_entered(name, entered) for name in ("source", "department", "as_of") if (entered := self._beside(name))]
        confirmed = self._table.register.column("confirmed") is None or self._beside("confirmed") == "true"
        if not confirmed:
            parts.append(message("not confirmed"))
        return self._told(shown_text, message("{calculation}", calculation=f"{text}{vagueness}"), parts, confirmed)

    def _beside(self, name: str) -> str:
        """Another cell of the row that a value is taken from; empty if the register has no such column."""
        column = self._table.register.column(name)
        return self._table.cells(column)[self._rows[0]] if column else ""

    def _texts(self, column: Column) -> list[str]:
        """The cells of the chosen rows that are not empty."""
        cells = self._table.cells(column)
        return [text for row in self._rows if (text := cells[row])]

    def _list(self) -> Answer:
        column = self._column(self._query.column)
        texts = list(dict.fromkeys(self._cell(column, text) for text in self._texts(column)))
        if not texts:
            raise self._no_rows()
        return self._told(self._query.separator.join(texts), message("{count} entries", count=len(texts)))

    def _date(self, column: Column) -> Answer:
        days = []
        for text in self._texts(column):
            day = read_date(text)
            if day is None:
                raise _Unanswered(message("“{text}” in “{column}” is not a date.", text=text, column=self._words(column.label)))
            days.append(day)
        if not days:
            raise self._no_rows()
        least = self._query.what is What.MINIMUM
        words = message("The earliest of {count}", count=len(days)) if least else message("The latest of {count}", count=len(days))
        return self._told(fields.chinese_date((min(days) if least else max(days)).isoformat()), words)

    def _no_rows(self) -> _Unanswered:
        return _Unanswered(message("No row of “{register}” fits.", register=self._register))

    def _told(self, text: str, calculation: Message, parts: Sequence[Message] = (), confirmed: bool = True) -> Answer:
        """The answer with its explanation: the calculation, where the rows are from, and what else is known of them."""
        explanation = [calculation, message("{register}", register=self._register)]
        explanation += [self._condition_words(item) for item in self._query.conditions]
        if period := self._period():
            explanation.append(period)
        return Answer(text, (*explanation, *parts), confirmed=confirmed)

    def _condition_words(self, condition: Condition) -> Message:
        values = {
            "column": self._words(self._column(condition.column).label),
            "text": in_year(condition.text, self._table.report_year),
        }
        return message(_CONDITION_WORDS[condition.test].template, **values)

    def _period(self) -> Message | None:
        """The time that the rows are about: what they all say themselves, or the year of their report."""
        column = self._table.register.column("period")
        told = set(self._texts(column)) if column else set()
        if len(told) == 1:
            return message("{year}", year=told.pop())
        return message("report of {year}", year=self._table.year) if self._table.year else None

    # --- cells ---

    def _fitting(self, rows: Sequence[int], conditions: Sequence[Condition]) -> Sequence[int]:
        """The rows for which all conditions hold."""
        for condition in conditions:
            column = self._column(condition.column)
            cells, holds = self._table.cells(column), row_conditions.test(column, condition, self._table.report_year)
            held = {text: holds(text) for text in set(cells)}  # few different texts stand in most columns that are asked so
            rows = [row for row in rows if held[cells[row]]]
        return rows

    def _chosen(self, column: list[_T]) -> list[_T]:
        """The column's values in the chosen rows."""
        return column if len(self._rows) == len(column) else [column[row] for row in self._rows]

    def _numbers(self, column: Column) -> list[Decimal]:
        """The numbers of the column's cells; empty cells do not count. Raises _Unanswered for a text."""
        numbers = _without_gaps(self._chosen(self._table.numbers(column)))
        if len(numbers) < len(self._rows):
            for text in self._texts(column):
                self._read(column, text)
        return numbers

    def _read(self, column: Column, text: str) -> Fraction:
        number = read_number(text)
        if number is None:
            raise _Unanswered(
                message(
                    "“{text}” in “{column}” of “{register}” is not a number.", text=text, column=self._words(column.label), register=self._register
                )
            )
        return Fraction(number)

    def _number(self, value: Fraction, column: Column | None = None) -> str:
        """The quantity in the query's format; a number of a percent column counts in hundredths already."""
        form = self._query.format
        if column is not None and column.type is ColumnType.PERCENT and form.form is not NumberForm.PLAIN:
            value /= 100
        return shown(value, form) + form.unit

    def _cell(self, column: Column, text: str, vagueness: str = "") -> str:
        """A cell as prose shows it: a number in the query's format, a date in words, yes and no."""
        form = self._query.format
        number = read_number(text)
        if column.type is ColumnType.DATE:
            text = fields.chinese_date(text)
        elif column.type is ColumnType.BOOLEAN and text in ("true", "false"):
            text = "是" if text == "true" else "否"
        elif number is None and column.type in registers.NUMERIC:
            self._read(column, text)
        elif number is not None and (form.decimals is not None or form.thousands or form.form is not NumberForm.PLAIN):
            hundredths = column.type is ColumnType.PERCENT and form.form is not NumberForm.PLAIN
            text = shown(Fraction(number) / (100 if hundredths else 1), form)
        before, behind = (vagueness if vagueness in words else "" for words in (_BEFORE, _BEHIND))
        return f"{before}{text}{behind}{form.unit}"


def _entered(name: str, text: str) -> Message:
    """A part of the explanation that a fact carries along."""
    match name:
        case "source":
            return message("source: {text}", text=text)
        case "department":
            return message("department: {text}", text=text)
        case _:
            return message("as of {text}", text=text)


_MOST_TERMS = 6


def _without_gaps(numbers: Iterable[Decimal | None]) -> list[Decimal]:
    return [number for number in numbers if number is not None]


def _total(numbers: Iterable[Decimal]) -> Fraction:
    """The exact sum: numbers of cells have at most 30 digits before the point and 20 behind it."""
    with localcontext() as context:
        context.prec = 100
        return Fraction(sum(numbers, Decimal()))


def _joined(numbers: Sequence[Decimal]) -> str:
    """The numbers as a sum; of many, the first and the last."""
    few = numbers if len(numbers) <= _MOST_TERMS else [*numbers[:3], numbers[-1]]
    terms = [_exact(Fraction(number)) for number in few]
    return " + ".join(terms if len(numbers) <= _MOST_TERMS else [*terms[:3], "…", terms[-1]])


def _exact(number: Fraction) -> str:
    """A number of cells as it is: such numbers are decimal fractions of at most 20 digits after the point."""
    whole, rest = divmod(abs(number), 1)
    digits = f".{int(rest * 10**20):020d}".rstrip("0") if rest else ""
    return f"{'-' if number < 0 else ''}{whole}{digits}"
