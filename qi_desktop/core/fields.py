"""Fields: named values shown in prose, such as {company.name}.

Owns which names there are and what they stand for. A field's text in a paragraph is only what was last shown; documents always take it from here,
so a value stands in one place. Fields of the library's own (`core.model.Field`) are named by `key`, so that a new name changes no text; a line of a
style sheet names them by their name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from qi_desktop.core import richtext
from qi_desktop.core.errors import ContentError
from qi_desktop.core.model import Block, BlockKind, Company, Field, Report
from qi_desktop.core.richtext import Run, Text, normalise

if TYPE_CHECKING:
    from qi_desktop.core.answers import Answer

OWN = "field."
"""What the keys of the library's own fields begin with."""

_PLACE = re.compile(r"\{([^{}]+)\}")
_COMPANY = tuple(item.name for item in fields(Company) if item.name not in ("id", "logo"))
_REPORT = ("year", "title", "subtitle", "period", "period_start", "period_end", "cycle", "ordinal", "scope", "access", "version")


def key(field_id: str) -> str:
    """What a run names a field of the library's own by."""
    return OWN + field_id


def marked(name: str) -> str:
    """What stands in a text for a field that has no value: plain to see, and never a number."""
    return f"【？{name}】"


def names() -> tuple[str, ...]:
    """The fields that every library has."""
    return (*(f"company.{name}" for name in _COMPANY), *(f"report.{name}" for name in _REPORT))


def values(company: Company, report: Report) -> dict[str, str]:
    """What each field stands for in a report; empty for what is unknown."""
    result = {f"company.{name}": str(getattr(company, name)) for name in _COMPANY}
    for name in _REPORT:
        result[f"report.{name}"] = period(report) if name == "period" else _shown(getattr(report, name))
    for name in ("period_start", "period_end"):
        result[f"report.{name}"] = chinese_date(getattr(report, name))
    return result


def own_values(found: Mapping[str, tuple[Field, Answer]]) -> dict[str, str]:
    """What own fields show, by key (as texts name them) and by name (as lines of style sheets do)."""
    return {place: told.text for key, (field, told) in found.items() for place in (key, field.name)}


def _shown(value: object) -> str:
    return "" if value == 0 else str(value)


def chinese_date(iso: str) -> str:
    """`2018-01-01` as 2018年1月1日; any other text as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日"


def period(report: Report) -> str:
    """The report's period in words; the year is said once if both ends share it (GB/T 15835-2011 writes dates in Arabic digits)."""
    start, end = chinese_date(report.period_start), chinese_date(report.period_end)
    year = start.partition("年")[0] + "年"
    return f"{start}至{end.removeprefix(year)}" if start and end else start or end


def resolve(text: Text, known: Mapping[str, str]) -> Text:
    """The text with each field replaced by its value (see `shown`)."""
    if not any(run.field for run in text):
        return text
    return normalise(_resolved(run, known) for run in text)


def shown(run: Run, known: Mapping[str, str]) -> str:
    """What a field's run shows: its value; a mark for an own field that is gone; for any other unknown one, what it showed last."""
    return known.get(run.field, marked("") if run.field.startswith(OWN) else run.text)


def _resolved(run: Run, known: Mapping[str, str]) -> Run:
    if not run.field:
        return run
    return Run(shown(run, known), run.bold, run.italic, run.underline, run.superscript, run.subscript, run.link)


def used(block: Block) -> frozenset[str]:
    """The names of the fields that stand in a block: in its text or caption, in the cells of a table, and in the note below one."""
    rows = block.attributes.get("rows", ()) if block.kind is BlockKind.TABLE else ()
    lines = [row for row in rows if isinstance(row, list | tuple)] if isinstance(rows, list | tuple) else []
    cells = [cell for line in lines for cell in line if not isinstance(cell, str)]
    texts = (block.text, *map(_cell, cells), _cell(block.attributes.get("note", "")))
    return frozenset(run.field for text in texts for run in text if run.field)


def _cell(cell: Any) -> Text:
    """The text of a table's cell or note; of one with another form, which is shown as it stands, nothing."""
    try:
        return () if isinstance(cell, str) else richtext.from_json(cell)
    except ContentError:
        return ()


def fill(template: str, known: Mapping[str, str]) -> str:
    """A line of a style sheet (header, footer) with its fields replaced; places that are no field, such as {page}, stay."""
    return _PLACE.sub(lambda match: known.get(match[1], match[0]), template)
