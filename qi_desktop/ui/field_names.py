"""What fields are called in the window, those of prose (`core.fields`) and those that headers and footers have besides."""

from __future__ import annotations

from qi_desktop.core import fields
from qi_desktop.core.answers import Answer
from qi_desktop.ui.translate import render, tr

PAGE_FIELDS = ("page", "pages", "chapter", *fields.names())
"""What a header or footer may hold (see `export.document.SectionStart`)."""


def field_label(name: str) -> str:
    """What a field is called in menus and while it has no value."""
    return _FIELD_LABELS[name]() if name in _FIELD_LABELS else name


def explained(answer: Answer) -> str:
    """How an own field's value came about, or why it has none."""
    return tr(", ").join(render(part) for part in answer.explanation)


_FIELD_LABELS = {
    "company.name": lambda: tr("Company name"),
    "company.english_name": lambda: tr("English name"),
    "company.short_name": lambda: tr("Short name"),
    "company.website": lambda: tr("Website"),
    "company.phone": lambda: tr("Telephone"),
    "company.email": lambda: tr("E-mail"),
    "company.address": lambda: tr("Address"),
    "company.legal_representative": lambda: tr("Legal representative"),
    "company.founded": lambda: tr("Founded in"),
    "company.stock_code": lambda: tr("Stock code"),
    "report.year": lambda: tr("Year"),
    "report.title": lambda: tr("Title"),
    "report.subtitle": lambda: tr("Subtitle"),
    "report.period": lambda: tr("Reporting period"),
    "report.period_start": lambda: tr("Beginning of the period"),
    "report.period_end": lambda: tr("End of the period"),
    "report.cycle": lambda: tr("Publishing cycle"),
    "report.ordinal": lambda: tr("Number of the report"),
    "report.scope": lambda: tr("Organisations covered"),
    "report.access": lambda: tr("How to obtain the report"),
    "report.version": lambda: tr("Version"),
    "page": lambda: tr("Page number"),
    "pages": lambda: tr("Number of pages"),
    "chapter": lambda: tr("Title of the chapter"),
}
