"""Fields: named values shown in prose, such as {company.name}.

Owns which names there are and what they stand for. A field's text in a paragraph is only what was last shown; documents always take it from here,
so a value stands in one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from qi_desktop.core.model import Company, Report
from qi_desktop.core.richtext import Run, Text, normalise

_PLACE = re.compile(r"\{([a-z_]+\.[a-z_]+)\}")
_COMPANY = tuple(item.name for item in fields(Company) if item.name not in ("id", "logo"))
_REPORT = ("year", "title", "subtitle", "period", "period_start", "period_end", "cycle", "ordinal", "scope", "access", "version")


def names() -> tuple[str, ...]:
    """All fields there are."""
    return (*(f"company.{name}" for name in _COMPANY), *(f"report.{name}" for name in _REPORT))


def values(company: Company, report: Report) -> dict[str, str]:
    """What each field stands for in a report; empty for what is unknown."""
    result = {f"company.{name}": str(getattr(company, name)) for name in _COMPANY}
    for name in _REPORT:
        result[f"report.{name}"] = period(report) if name == "period" else _shown(getattr(report, name))
    for name in ("period_start", "period_end"):
        result[f"report.{name}"] = chinese_date(getattr(report, name))
    return result


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
    """The text with each field replaced by its value; a field that is not known keeps what it last showed."""
    if not any(run.field for run in text):
        return text
    return normalise(_resolved(run, known) for run in text)


def _resolved(run: Run, known: Mapping[str, str]) -> Run:
    if not run.field:
        return run
    shown = known.get(run.field, run.text)
    return Run(shown, run.bold, run.italic, run.underline, run.superscript, run.subscript, run.link)


def fill(template: str, known: Mapping[str, str]) -> str:
    """A line of a style sheet (header, footer) with its fields replaced; places that are no field, such as {page}, stay."""
    return _PLACE.sub(lambda match: known.get(match[1], match[0]), template)
