"""What may stand in a block's attributes: plain JSON values, and under the names that the program knows, values of one form.

Owns the forms; what the names mean is said at `core.model.Block`. Other names are kept: a newer version may have made them. A value that passes here
can be stored, written as JSON and read by the documents without a further look.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from qi_desktop.core import queries, richtext
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message

_MAXIMUM_DEPTH = 16
_MAXIMUM_INTEGER = 2**53  # beyond, JSON readers of other languages lose digits


def checked(value: Any) -> dict[str, Any]:
    """A copy with clean texts, lists instead of tuples, and text keys. Raises ContentError for what is no attributes' value."""
    plain = plain_object(value)
    for name, found in plain.items():
        form = _FORMS.get(name)
        if form is not None and not form(found):
            raise _wrong(name)
    return plain


def plain_object(value: Any) -> dict[str, Any]:
    """A copy of any object of plain JSON values, whatever its names mean. Raises ContentError."""
    plain = _plain(value, 0)
    if not isinstance(plain, dict):
        raise _wrong("/")
    return plain


def _plain(value: Any, depth: int) -> Any:
    if depth > _MAXIMUM_DEPTH:
        raise _wrong("…")
    match value:
        case None | bool():
            return value
        case str():
            return richtext.clean(value)
        case int() if abs(value) < _MAXIMUM_INTEGER:
            return value
        case float() if math.isfinite(value):
            return value
        case list() | tuple() if value and depth < _MAXIMUM_DEPTH and isinstance(value[0], str) and richtext.are_clean(value):
            return list(value)
        case list() | tuple():
            return [_plain(item, depth + 1) for item in value]
        case Mapping() if all(isinstance(key, str) for key in value):
            return {richtext.clean(key): _plain(item, depth + 1) for key, item in value.items()}
    raise _wrong(type(value).__name__)


def _wrong(place: str) -> ContentError:
    return ContentError(message("A paragraph's properties have a wrong form at “{place}”; export the data again and load that file.", place=place))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return _is_number(value) and isinstance(value, int)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_names(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _is_columns(value: Any) -> bool:
    """Names of a register's columns, or the columns of a table."""
    return isinstance(value, list) and (all(isinstance(item, str) for item in value) or all(isinstance(item, dict) for item in value))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, list) and (richtext.are_clean(row) or all(map(_is_cell, row))) for row in value)


def _is_cell(value: Any) -> bool:
    if isinstance(value, str):
        return True
    try:
        richtext.from_json(value)
    except ContentError:
        return False
    return True


def _is_spans(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(span, list) and len(span) == 4 and all(_is_whole(edge) for edge in span) for span in value)


def _is_text_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_conditions(value: Any) -> bool:
    try:
        queries.conditions_of(value)
    except ContentError:
        return False
    return isinstance(value, list)


_FORMS: Mapping[str, Callable[[Any], bool]] = {
    "role": _is_text,
    "style": _is_text,
    "level": _is_whole,
    "start": _is_whole,
    "columns": _is_columns,
    "rows": _is_rows,
    "spans": _is_spans,
    "note": _is_cell,
    "asset": _is_text,
    "alternative": _is_text,
    "width": _is_number,
    "required": _is_flag,
    "page": _is_text,
    "register": _is_text,
    "labels": _is_names,
    "parent": _is_text,
    "where": _is_names,
    "date_format": _is_text,
    "show": _is_text,
    "conditions": _is_conditions,
    "sort": _is_text,
    "group": _is_text_list,
    "total": _is_text,
    "end_mark": _is_text,
}
