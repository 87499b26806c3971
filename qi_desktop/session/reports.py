"""Verbs on the company, reports and stored files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Asset, Chapter, Company, Report
from qi_desktop.core.richtext import clean
from qi_desktop.session import pictures, rollover, templates
from qi_desktop.session.access import Access


class CompanyVerbs:
    """The company that the library belongs to."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository

    def get(self) -> Company:
        """The company."""
        return self._repository.company()

    def change(self, **fields: str) -> Changes:
        """Change the company's data by field name; raises TypeError for an unknown one."""
        _refuse_id(fields)
        company = replace(self.get(), **_cleaned(fields))
        with self._library.operation("company.change", company.name) as running:
            self._repository.update(company)
        return running.changes


class ReportVerbs:
    """The editions of the report."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._library = access.library
        self._repository = access.repository

    def all(self) -> list[Report]:
        """All reports, the newest year first."""
        return self._repository.reports()

    def get(self, report_id: str) -> Report:
        """The report of that id."""
        return self._repository.get(Report, report_id)

    def of_year(self, year: int | None = None) -> Report:
        """The report of a year, or the newest one. Raises NotFoundError naming the years there are."""
        reports = self.all()
        found = next((report for report in reports if year is None or report.year == year), None)
        if not reports:
            raise NotFoundError(message("The library holds no report yet; make one with a year and a template."))
        if found is None:
            years = ", ".join(str(report.year) for report in reports)
            raise NotFoundError(message("There is no report of {year}; the library has: {years}.", year=year, years=years))
        return found

    def new(self, year: int, template: str = "blank", with_chapters: bool = True, **settings: Any) -> Changes:
        """A report with the chapters of an outline template, or without any; `created` is its id. Raises RefusedError if the year has one already."""
        if any(report.year == year for report in self.all()):
            raise RefusedError(message("There is a report of {year} already; open it, or choose another year.", year=year))
        outline = templates.load(template)
        defaults = {"title": outline.report_title, "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "cycle": "一年"}
        with self._library.operation("report.new", str(year)) as running:
            running.created = new_id()
            self._repository.insert(Report(running.created, year, template=outline.name, **{**defaults, **_cleaned(settings)}))
            if with_chapters:
                self._repository.insert_many(outline.chapters(running.created))
        return running.changes

    def roll_over(self, report_id: str, year: int) -> Changes:
        """The report of another year from one that is there, see `session.rollover`. Raises NotFoundError, RefusedError."""
        return rollover.roll_over(self._access, report_id, year)

    def change(self, report_id: str, **fields: Any) -> Changes:
        """Change a report's settings by field name; raises RefusedError for a year that is taken, TypeError for an unknown field."""
        _refuse_id(fields)
        report = replace(self.get(report_id), **_cleaned(fields))
        if any(other.year == report.year and other.id != report.id for other in self.all()):
            raise RefusedError(message("There is a report of {year} already; open it, or choose another year.", year=report.year))
        with self._library.operation("report.change", str(report.year)) as running:
            self._repository.update(report)
        return running.changes

    def chapters(self, report_id: str) -> list[Chapter]:
        """All chapters, deleted ones too."""
        return self._repository.chapters(report_id)


class AssetVerbs:
    """Pictures and scans, kept inside the library."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository

    def get(self, asset_id: str) -> Asset:
        """What is known of a stored file."""
        return self._repository.get(Asset, asset_id)

    def data(self, asset_id: str) -> bytes:
        """The bytes of a stored file."""
        return self._repository.asset_data(self.get(asset_id).sha256)

    def add(self, name: str, data: bytes) -> Changes:
        """Store a file; `created` is its id. The same bytes take up room once. What kind it is, is read from the bytes, never from the name."""
        mime, width, height = pictures.recognise(data)
        digest = hashlib.sha256(data).hexdigest()
        with self._library.operation("asset.add", clean(name)) as running:
            running.created = new_id()
            self._repository.keep_data(digest, data)
            self._repository.insert(Asset(running.created, clean(name), mime, digest, len(data), width, height))
        return running.changes


def _refuse_id(fields: dict[str, Any]) -> None:
    if "id" in fields:
        raise TypeError("an id is never changed")


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(value) if type(value) is str else value for name, value in fields.items()}
