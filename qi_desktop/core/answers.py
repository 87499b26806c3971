"""Answering a field's query from the rows of a register: its text, how it came about, or why there is none.

Owns the computing. An answer is never a guess: a text in a number column, a missing count, no row or several where one is asked for and a division
by zero give a problem, and the field shows a mark instead of a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from qi_desktop.core import derivations, fields, registers, row_conditions
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Row
from qi_desktop.core.quantities import NumberForm, shown
from qi_desktop.core.queries import Comparison, Condition, Query, What, in_year
from qi_desktop.core.readings import read_date, read_number
from qi_desktop.core.registers import Column, ColumnType, Register

_BEFORE, _BEHIND = frozenset({"约", "近"}), frozenset({"多", "余"})
"""The words of a fact's vagueness that stand before its number, and those behind it."""


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


class Table:
    """The rows that queries are answered from. A column's cells are filled in when they are first asked for: most queries ask for few columns.

    `report_year` is the report's own, `year` that of yearly rows, else 0.
    """

    def __init__(self, register: Register, rows: Iterable[Row], report_year: int, year: int = 0, end: date | None = None) -> None:
        self.register = register
        self.report_year = report_year
        self.year = year if register.yearly else 0
        self._end = end
        groups: dict[str, list[Mapping[str, str]]] = {}
        for row in rows:
            groups.setdefault(row.parent_id, []).append(row.values)
        self._groups = list(groups.values())  # a cell "same as above" is like one of the same parent
        self._cells: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._groups))

    def cells(self, column: Column) -> list[str]:
        """The cells of a column: derived ones computed, "same as above" resolved."""
        if column.name not in self._cells:
            self._cells[column.name] = [text for group in self._groups for text in self._resolved(group, column)]
        return self._cells[column.name]

    def _resolved(self, group: Sequence[Mapping[str, str]], column: Column) -> list[str]:
        computation = column.derived or column.default
        texts = registers.resolve_same(group, column.name)
        if not computation:
            return texts
        operands = {name: registers.resolve_same(group, name) for name in derivations.call(computation).columns}
        rows = [{column.name: texts[index], **{name: cells[index] for name, cells in operands.items()}} for index in range(len(group))]
        return [row.get(column.name, "") for row in registers.complete(replace(self.register, columns=(column,)), rows, self._end)]


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
        total = sum(numbers, Fraction())
        if query.what is What.SUM:
            return self._told(self._number(total, column), message("{calculation}", calculation=_joined(numbers)))
        if query.what is What.AVERAGE:
            calculation = f"{_exact(total)} ÷ {len(numbers)}"
            return self._told(self._number(total / len(numbers), column), message("{calculation}", calculation=calculation))
        least = query.what is What.MINIMUM
        words = message("The smallest of {count}", count=len(numbers)) if least else message("The largest of {count}", count=len(numbers))
        return self._told(self._number(min(numbers) if least else max(numbers), column), words)

    # --- kinds of answers ---

    def _ratio(self) -> Answer:
        query = self._query
        if query.column:
            pairs = self._pairs(self._column(query.column), self._column(query.whole))
            part, whole = (sum((pair[side] for pair in pairs), Fraction()) for side in (0, 1))
        else:
            part = Fraction(len(self._fitting(self._rows, query.part)))
            whole = Fraction(len(self._rows))
        if not whole:
            raise _Unanswered(
                message("{part} cannot be divided by nothing: no row of “{register}” counts.", part=_exact(part), register=self._register)
            )
        return self._told(self._number(part / whole), message("{calculation}", calculation=f"{_exact(part)} ÷ {_exact(whole)}"))

    def _pairs(self, part: Column, whole: Column) -> list[tuple[Fraction, Fraction]]:
        pairs = []
        parts, wholes = self._table.cells(part), self._table.cells(whole)
        for cells in ((parts[row], wholes[row]) for row in self._rows):
            if any(cells) and not all(cells):
                column = self._words((whole if cells[0] else part).label)
                raise _Unanswered(message("A row of “{register}” has no number in “{column}”.", register=self._register, column=column))
            if all(cells):
                pairs.append((self._read(part, cells[0]), self._read(whole, cells[1])))
        return pairs

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

    def _fitting(self, rows: Iterable[int], conditions: Sequence[Condition]) -> list[int]:
        """The rows for which all conditions hold."""
        for condition in conditions:
            column = self._column(condition.column)
            cells, holds = self._table.cells(column), row_conditions.test(column, condition, self._table.report_year)
            rows = [row for row in rows if holds(cells[row])]
        return list(rows)

    def _numbers(self, column: Column) -> list[Fraction]:
        """The numbers of the column's cells; empty cells do not count. Raises _Unanswered for a text."""
        return [self._read(column, text) for text in self._texts(column)]

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


def _joined(numbers: Sequence[Fraction]) -> str:
    """The numbers as a sum; of many, the first and the last."""
    terms = [_exact(number) for number in numbers]
    return " + ".join(terms if len(terms) <= _MOST_TERMS else [*terms[:3], "…", terms[-1]])


def _exact(number: Fraction) -> str:
    """A number of cells as it is: such numbers are decimal fractions of at most 20 digits after the point."""
    whole, rest = divmod(abs(number), 1)
    digits = f".{int(rest * 10**20):020d}".rstrip("0") if rest else ""
    return f"{'-' if number < 0 else ''}{whole}{digits}"
