"""Settings of the company, of a report and of a chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from qi_desktop.core.model import Chapter, ChapterStatus, Company, Report, ReportStatus, Requirement
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.plain import plain
from qi_desktop.ui.translate import tr


def chapter_status_names() -> dict[ChapterStatus, str]:
    """What the states of a chapter are called."""
    return {
        ChapterStatus.NOT_STARTED: tr("Not started"),
        ChapterStatus.DRAFT: tr("Draft"),
        ChapterStatus.REVIEW: tr("In review"),
        ChapterStatus.FINAL: tr("Final"),
    }


def report_status_names() -> dict[ReportStatus, str]:
    """What the states of a report are called."""
    return {
        ReportStatus.DRAFTING: tr("Drafting"),
        ReportStatus.COUNTERSIGNING: tr("Countersigning"),
        ReportStatus.REVIEW: tr("Under review"),
        ReportStatus.APPROVED: tr("Approved"),
        ReportStatus.PUBLISHED: tr("Published"),
    }


def requirement_names() -> dict[Requirement, str]:
    """What the outline asks of a chapter, in words."""
    return {
        Requirement.REQUIRED: tr("Required"),
        Requirement.RECOMMENDED: tr("Recommended"),
        Requirement.OPTIONAL: tr("Optional"),
    }


def _choice(names: Mapping[Any, str], chosen: Any) -> QComboBox:
    box = QComboBox()
    for value, name in names.items():
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


class CompanyDialog(Form):
    """The company's data."""

    def __init__(self, company: Company, parent: QWidget | None = None) -> None:
        super().__init__(tr("Company"), "company_dialog", parent)
        labels = {
            "name": tr("Full name"),
            "english_name": tr("English name"),
            "short_name": tr("Short name"),
            "legal_representative": tr("Legal representative"),
            "address": tr("Address"),
            "phone": tr("Telephone"),
            "email": tr("E-mail"),
            "website": tr("Web site"),
            "founded": tr("Founded"),
            "stock_code": tr("Stock code"),
        }
        self._edits = {
            item.name: self.field(labels[item.name], QLineEdit(getattr(company, item.name)), f"company_{item.name}")
            for item in sorted(fields(Company), key=lambda item: list(labels).index(item.name) if item.name in labels else 0)
            if item.name in labels
        }

    def values(self) -> dict[str, str]:
        """What was entered."""
        return {name: edit.text().strip() for name, edit in self._edits.items()}

    @classmethod
    def ask(cls, company: Company, parent: QWidget | None = None) -> dict[str, str] | None:
        """The changed data, or None."""
        dialog = cls(company, parent)
        return dialog.values() if dialog.ask_user() else None


class ReportDialog(Form):
    """The settings of a report; `styles` are the style sheets to choose from, by key."""

    def __init__(self, report: Report, styles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(tr("Report settings"), "report_dialog", parent)
        self._year = self.field(tr("Year"), QSpinBox(), "report_year")
        self._year.setRange(1900, 9999)
        self._year.setValue(report.year)
        self._texts = {
            name: self.field(label, QLineEdit(getattr(report, name)), f"report_{name}")
            for name, label in (("title", tr("Title")), ("subtitle", tr("Subtitle")), ("version", tr("Version")), ("cycle", tr("Published every")))
        }
        self._dates = {}
        for name, label in (("period_start", tr("Period from")), ("period_end", tr("Period to"))):
            edit = self.field(label, QDateEdit(), f"report_{name}")
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd")
            date = QDate.fromString(getattr(report, name), "yyyy-MM-dd")
            edit.setDate(date if date.isValid() else QDate(report.year, *((1, 1) if name == "period_start" else (12, 31))))
            self._dates[name] = edit
        self._ordinal = self.field(tr("Which report it is"), QSpinBox(), "report_ordinal")
        self._ordinal.setRange(0, 999)
        self._ordinal.setSpecialValueText(tr("unknown"))
        self._ordinal.setValue(report.ordinal)
        for name, label in (("scope", tr("Organisations covered")), ("access", tr("How to get the report"))):
            self._texts[name] = self.field(label, QLineEdit(getattr(report, name)), f"report_{name}")
        self._status = self.field(tr("Status"), _choice(report_status_names(), report.status), "report_status")
        self._style = self.field(tr("Style sheet"), _choice(styles, report.style), "report_style")

    def values(self) -> dict[str, Any]:
        """What was entered."""
        return {
            "year": self._year.value(),
            **{name: edit.text().strip() for name, edit in self._texts.items()},
            **{name: edit.date().toString("yyyy-MM-dd") for name, edit in self._dates.items()},
            "ordinal": self._ordinal.value(),
            "status": ReportStatus(self._status.currentData()),
            "style": self._style.currentData(),
        }

    @classmethod
    def ask(cls, report: Report, styles: Mapping[str, str], parent: QWidget | None = None) -> dict[str, Any] | None:
        """The changed settings, or None."""
        dialog = cls(report, styles, parent)
        return dialog.values() if dialog.ask_user() else None


class ChapterDialog(Form):
    """What is known of a chapter beside its text."""

    def __init__(self, chapter: Chapter, departments: list[str], parent: QWidget | None = None) -> None:
        super().__init__(tr("Properties of the chapter"), "chapter_dialog", parent)
        title = plain(QLabel(chapter.title))
        title.setWordWrap(True)
        self.form.addRow(tr("Title"), title)
        self._status = self.field(tr("Status"), _choice(chapter_status_names(), chapter.status), "chapter_status")
        self._department = self.field(tr("Department"), QComboBox(), "chapter_department")
        self._department.setEditable(True)
        self._department.addItems(sorted({*departments, chapter.department} - {""}))
        self._department.setCurrentText(chapter.department)
        self._due = self.field(tr("Due"), QLineEdit(chapter.due_date), "chapter_due")
        self._due.setPlaceholderText("2018-03-31")
        self._due.setInputMask("")
        self._requirement = self.field(tr("Outline"), _choice(requirement_names(), chapter.requirement), "chapter_requirement")
        self._guidance = self.field(tr("Guidance (never printed)"), QPlainTextEdit(chapter.guidance), "chapter_guidance_text")
        self._guidance.setTabChangesFocus(True)
        self._guidance.setFixedHeight(self.fontMetrics().height() * 6)

    def values(self) -> dict[str, Any]:
        """What was entered."""
        return {
            "status": ChapterStatus(self._status.currentData()),
            "department": self._department.currentText().strip(),
            "due_date": self._due.text().strip(),
            "requirement": Requirement(self._requirement.currentData()),
            "guidance": self._guidance.toPlainText().strip(),
        }

    @classmethod
    def ask(cls, chapter: Chapter, departments: list[str], parent: QWidget | None = None) -> dict[str, Any] | None:
        """The changed properties, or None."""
        dialog = cls(chapter, departments, parent)
        return dialog.values() if dialog.ask_user() else None
