"""Making a library or a report, and bringing chapters back from the bin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from qi_desktop import paths, presets
from qi_desktop.core.model import Chapter, Report
from qi_desktop.core.records import dataclass
from qi_desktop.session import templates
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.translate import language_key, tr

FILTER = "*.qid"


@dataclass(frozen=True, slots=True)
class NewLibrary:
    """What a new library begins with."""

    path: Path
    company: str
    year: int | None  # None: as the template has it
    template: str


class TemplateChoice(QWidget):
    """The outline templates with what each is for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setObjectName("template")
        self.box.setAccessibleName(tr("Outline"))
        self._description = QLabel()
        self._description.setWordWrap(True)
        self._description.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        key = language_key()
        self._descriptions = {}
        for name in templates.names():
            template = templates.load(name)
            self.box.addItem(template.title[key], name)
            self._descriptions[name] = template.description.get(key, "")
        self.box.setCurrentIndex(max(self.box.findData(templates.preferred()), 0))
        self.box.currentIndexChanged.connect(self._describe)
        self._describe()

    def add_to(self, form: Form) -> None:
        """Put the choice and its description into a form."""
        form.form.addRow(tr("Outline"), self.box)
        form.form.addRow("", self._description)

    def set_visible(self, form: QFormLayout, visible: bool) -> None:
        """Show or hide the choice with its description."""
        for part in (self.box, self._description):
            form.setRowVisible(part, visible)

    def _describe(self) -> None:
        self._description.setText(self._descriptions.get(self.box.currentData(), ""))


class NewLibraryDialog(Form):
    """Place, company, year and outline of a new library."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("New report library"), "new_library_dialog", parent, tr("Make"))
        self._company = self.field(tr("Company"), QLineEdit(), "new_company")
        self._company.setPlaceholderText(tr("Full name as registered"))
        self._company.setText(presets.read().company.get("name", ""))
        self._year = self.field(tr("Year"), QSpinBox(), "new_year")
        self._year.setRange(1900, 9999)
        self._year.setValue(date.today().year - 1)  # a report is written in the year after the one it covers
        self._template = TemplateChoice(self)
        self._template.add_to(self)
        self._path = QLineEdit()
        self._path.setObjectName("new_path")
        self._path.setAccessibleName(tr("File"))
        browse = QPushButton(tr("Choose …"))
        browse.setObjectName("new_browse")
        browse.clicked.connect(self._browse)
        line = QHBoxLayout()
        line.addWidget(self._path, 1)
        line.addWidget(browse)
        self.form.addRow(tr("File"), line)
        self._suggested = ""
        self._company.textChanged.connect(self._suggest)
        self._year.valueChanged.connect(self._suggest)
        self._path.textChanged.connect(lambda: self.accept_button.setEnabled(bool(self._path.text().strip())))
        self._suggest()

    def _suggest(self) -> None:
        """Name the file after company and year until the user names it."""
        if self._path.text() != self._suggested:
            return
        name = "".join(character for character in self._company.text() if character not in '\\/:*?"<>|').strip() or tr("Quality integrity report")
        self._suggested = str(paths.documents() / f"{name}{self._year.value()}.qid")
        self._path.setText(self._suggested)

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("New report library"), self._path.text(), f"{tr('Report library')} ({FILTER})")
        if chosen:
            self._path.setText(chosen)

    def enter(self, wished: NewLibrary) -> None:
        """Fill the fields."""
        self._company.setText(wished.company)
        if wished.year is not None:
            self._year.setValue(wished.year)
        self._template.box.setCurrentIndex(max(self._template.box.findData(wished.template), 0))
        self._path.setText(str(wished.path))

    def answer(self) -> NewLibrary:
        """What was entered; the file's name ends in .qid."""
        path = Path(self._path.text().strip())
        if path.suffix.lower() != ".qid":
            path = path.with_name(path.name + ".qid")
        return NewLibrary(path, self._company.text().strip(), self._year.value(), self._template.box.currentData())

    @classmethod
    def ask(cls, parent: QWidget | None = None, before: NewLibrary | None = None) -> NewLibrary | None:
        """What the new library shall be, or None. `before`: what was entered the last time, to be mended."""
        dialog = cls(parent)
        if before is not None:
            dialog.enter(before)
        return dialog.answer() if dialog.ask_user() else None


class NewReportDialog(Form):
    """Year of another report in the library, and what it begins with: a report that is there, or an outline."""

    def __init__(self, year: int, reports: Sequence[Report] = (), parent: QWidget | None = None) -> None:
        """`reports`: those that are there, the newest first."""
        super().__init__(tr("New report"), "new_report_dialog", parent, tr("Make"))
        self._year = self.field(tr("Year"), QSpinBox(), "new_report_year")
        self._year.setRange(1900, 9999)
        self._year.setValue(year)
        self._before = self.field(tr("Begin with"), QComboBox(), "new_report_before")
        for report in reports:
            self._before.addItem(tr("The report of {year}", year=report.year), report.id)
        self._before.addItem(tr("An outline"), "")
        self._template = TemplateChoice(self)
        self._template.add_to(self)
        carried = QLabel(tr("Chapters, texts, facts and targets are taken over. Everything is a draft again, and the facts are to be confirmed."))
        carried.setWordWrap(True)
        self.form.addRow("", carried)
        self._before.currentIndexChanged.connect(lambda _: self._show_outlines(carried))
        self._show_outlines(carried)

    def _show_outlines(self, carried: QLabel) -> None:
        from_outline = not self._before.currentData()
        self._template.set_visible(self.form, from_outline)
        self.form.setRowVisible(carried, not from_outline)

    @classmethod
    def ask(cls, year: int, reports: Sequence[Report] = (), parent: QWidget | None = None) -> tuple[int, str, str] | None:
        """Year, the report to begin with (or ""), and the template; None for Cancel."""
        dialog = cls(year, reports, parent)
        return (dialog._year.value(), dialog._before.currentData(), dialog._template.box.currentData()) if dialog.ask_user() else None


class BinDialog(Form):
    """The chapters in the bin."""

    def __init__(self, chapters: list[Chapter], parent: QWidget | None = None) -> None:
        super().__init__(tr("Bin"), "bin_dialog", parent, tr("Restore"))
        self._list = QListWidget()
        self._list.setObjectName("bin_list")
        self._list.setAccessibleName(tr("Deleted chapters"))
        for chapter in chapters:
            item = QListWidgetItem(tr("{title} (deleted {day})", title=chapter.title, day=_local_day(chapter.deleted)), self._list)
            item.setData(Qt.ItemDataRole.UserRole, chapter.id)
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(self.accept)
        self.form.addRow(self._list if chapters else QLabel(tr("The bin is empty.")))
        self.accept_button.setEnabled(bool(chapters))

    @classmethod
    def ask(cls, chapters: list[Chapter], parent: QWidget | None = None) -> str:
        """The id of the chapter to restore, or ""."""
        dialog = cls(chapters, parent)
        accepted = dialog.ask_user()
        item = dialog._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if accepted and item is not None else ""


def _local_day(moment: str) -> str:
    """The day of a moment in UTC as the calendar on the wall has it."""
    try:
        return datetime.fromisoformat(moment).astimezone().date().isoformat()
    except ValueError:
        return moment[:10]
