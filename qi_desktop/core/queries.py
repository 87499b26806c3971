"""What a field asks of a register: the query, its form in a file, and its checking.

Owns `Query` and its JSON. `core.answers` answers queries; this module knows neither rows nor texts.

JSON: an object with the members of `Query` that differ from their defaults; `register` and `what` always stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field, fields
from enum import StrEnum
from typing import Any

from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.core.quantities import MOST_DECIMALS, NumberForm, NumberFormat, Rounding
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import clean


class What(StrEnum):
    """What is asked for: a number of rows, something made of a column's numbers, one cell, or all cells of a column in a row."""

    COUNT = "count"
    SUM = "sum"
    RATIO = "ratio"
    VALUE = "value"
    LIST = "list"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    AVERAGE = "average"


class Comparison(StrEnum):
    """How a condition compares a cell."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    FILLED = "filled"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a column's cell. In `text`, `{year}` is the report's year, `{year-1}` the year before; `ONE_OF` has several parted by 、."""

    column: str
    test: Comparison = Comparison.IS
    text: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question to a register.

    `column` is the column that is added up, shown or listed; of a ratio, the numerator. A ratio is the sum of `column` over the sum of `whole`;
    without columns, the number of rows for which `part` holds too, over the number of all rows that `conditions` let through. `year` counts from
    the report's own: -1 asks the rows of the report of the year before. `separator` stands between the cells of a list.
    """

    register: str
    what: What = What.COUNT
    column: str = ""
    whole: str = ""
    conditions: tuple[Condition, ...] = ()
    part: tuple[Condition, ...] = ()
    year: int = 0
    format: NumberFormat = field(default_factory=NumberFormat)
    separator: str = "、"

    @property
    def columns(self) -> frozenset[str]:
        """The names of all columns that the query reads."""
        return frozenset({self.column, self.whole, *(item.column for item in (*self.conditions, *self.part))} - {""})


_MOST_YEARS = 100
_YEAR = re.compile(r"\{year([+-]\d{1,2})?\}")


def in_year(text: str, year: int) -> str:
    """The text of a condition with the report's year put in."""
    return _YEAR.sub(lambda match: str(year + int(match[1] or 0)), text)


def to_json(query: Query) -> dict[str, Any]:
    """The query as a JSON object."""
    plain: dict[str, Any] = {"register": query.register, "what": query.what.value}
    usual = Query("")
    for name in ("column", "whole", "year", "separator"):
        if getattr(query, name) != getattr(usual, name):
            plain[name] = getattr(query, name)
    for name in ("conditions", "part"):
        if found := getattr(query, name):
            plain[name] = conditions_to_json(found)
    chosen = {item.name: getattr(query.format, item.name) for item in fields(NumberFormat)}
    changed = {name: value for name, value in chosen.items() if value != getattr(usual.format, name)}
    if changed:
        plain["format"] = {name: value.value if isinstance(value, StrEnum) else value for name, value in changed.items()}
    return plain


def from_json(value: Any) -> Query:
    """The query of a JSON object. Raises ContentError for anything of another form."""
    try:
        return _query(value)
    except (ValueError, TypeError, KeyError) as error:
        raise ContentError(message("A field asks for something that this version of the program does not know: {detail}.", detail=error)) from error


def _query(value: Any) -> Query:
    values = _members(value, Query)
    texts = {name: _text(values[name]) for name in ("column", "whole", "separator") if name in values}
    year = values.get("year", 0)
    if type(year) is not int or abs(year) > _MOST_YEARS:
        raise ValueError("year")
    conditions = {name: tuple(_condition(item) for item in values.get(name, ())) for name in ("conditions", "part")}
    return Query(_text(values["register"]), What(values["what"]), year=year, format=_format(values.get("format", {})), **texts, **conditions)  # type: ignore[arg-type]


def _members(value: Any, kind: type[Any]) -> Mapping[str, Any]:
    known = {item.name for item in fields(kind)}
    if not isinstance(value, Mapping) or not value.keys() <= known:
        raise TypeError(kind.__name__.lower())
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return clean(value)


def _condition(value: Any) -> Condition:
    values = _members(value, Condition)
    return Condition(_text(values["column"]), Comparison(values.get("test", "is")), _text(values.get("text", "")))


def conditions_of(value: Any) -> tuple[Condition, ...]:
    """The conditions of a list of JSON objects, as a register view has them. Raises ContentError for anything of another form."""
    try:
        return tuple(map(_condition, value))
    except (TypeError, ValueError, KeyError) as error:
        raise ContentError(message("The conditions of a table have a wrong form; set them again.")) from error


def conditions_to_json(conditions: Iterable[Condition]) -> list[dict[str, str]]:
    """The inverse of `conditions_of`."""
    return [{"column": item.column, "test": item.test.value, "text": item.text} for item in conditions]


def _format(value: Any) -> NumberFormat:
    values = _members(value, NumberFormat)
    decimals, thousands = values.get("decimals"), values.get("thousands", False)
    if decimals is not None and (type(decimals) is not int or not 0 <= decimals <= MOST_DECIMALS):
        raise ValueError("decimals")
    if type(thousands) is not bool:
        raise TypeError("thousands")
    return NumberFormat(
        decimals,
        Rounding(values.get("rounding", Rounding.HALF_UP)),
        NumberForm(values.get("form", NumberForm.PLAIN)),
        thousands,
        _text(values.get("unit", "")),
    )
