"""Asking what to export and where, and telling what was made of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core.records import dataclass
from qi_desktop.session.exporting import ExportReport
from qi_desktop.ui.dialogs.form import Dialog, Form
from qi_desktop.ui.plain import plain, tip
from qi_desktop.ui.translate import render, tr


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to export: the files (None: not that format), the style sheet's name, and whether it is a draft or a copy for review.

    `version` is the id of the version to write, empty for the report as it is; an empty `style` then stands for the version's own.
    """

    word: Path | None
    pdf: Path | None
    style: str
    draft: bool
    review: bool = False
    version: str = ""


class ExportDialog(Form):
    """Formats, folder, name and style of an export; `styles` are the sheets to choose from, by key, `versions` the names of versions by id.

    A review copy can be asked for where the library can remember it (`may_review`), and of the report as it is only.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        style: str,
        styles: Mapping[str, str],
        word: bool,
        pdf: bool,
        draft: bool,
        parent: QWidget | None = None,
        may_review: bool = True,
        versions: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(tr("Export"), "export_dialog", parent, tr("Export"))
        self._word = QCheckBox(tr("Word (.docx), for review and editing"))
        self._pdf = QCheckBox(tr("PDF, for printing and publishing"))
        self._draft = QCheckBox(tr("Mark every page as a draft"))
        self._review = QCheckBox(tr("Review copy: Word records what is changed"))
        self._review.setObjectName("export_review")
        self._review.setEnabled(may_review)
        self._review.setToolTip(
            tr("The pages are marked as a review copy, and the library remembers them, so that a returned file can be compared.")
            if may_review
            else tr("The library is open for reading only, so it could not remember a review copy.")
        )
        for box, object_name, checked in ((self._word, "export_word", word), (self._pdf, "export_pdf", pdf), (self._draft, "export_draft", draft)):
            box.setObjectName(object_name)
            box.setChecked(checked)
        self.form.addRow(tr("Formats"), self._word)
        self.form.addRow("", self._pdf)
        self._name = self.field(tr("File name"), QLineEdit(name), "export_name")
        self._folder = QLineEdit(str(folder))
        self._folder.setObjectName("export_folder")
        self._folder.setAccessibleName(tr("Folder"))
        browse = QPushButton(tr("Choose …"))
        browse.setObjectName("export_browse")
        browse.clicked.connect(self._browse)
        line = QHBoxLayout()
        line.addWidget(self._folder, 1)
        line.addWidget(browse)
        self.form.addRow(tr("Folder"), line)
        self._own_style, self._may_review = style, may_review
        self._version = QComboBox()
        self._version.addItem(tr("The report as it is"), "")
        for identifier, title in (versions or {}).items():
            self._version.addItem(title, identifier)
        if versions:
            self.field(tr("Version"), self._version, "export_version")
        self._style = self.field(tr("Style sheet"), QComboBox(), "export_style")
        for sheet, title in styles.items():
            self._style.addItem(title, sheet)
        self._style.setCurrentIndex(max(self._style.findData(style), 0))
        self.form.addRow("", self._draft)
        self.form.addRow("", self._review)
        self._review.toggled.connect(self._draft.setDisabled)  # its pages bear the mark of a review copy instead
        for box in (self._word, self._pdf, self._review):
            box.toggled.connect(self._check)
        self._name.textChanged.connect(self._check)
        self._version.currentIndexChanged.connect(lambda _: self._choose_version())
        self._check()

    def _choose_version(self) -> None:
        kept = bool(self._version.currentData())
        self._review.setEnabled(self._may_review and not kept)
        if kept:
            self._review.setChecked(False)

    def _check(self) -> None:
        formats = self._word.isChecked() or (self._pdf.isChecked() and not self._review.isChecked())  # only Word comes back with changes
        self.accept_button.setEnabled(bool(self._name.text().strip()) and formats)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder"), self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def answer(self) -> ExportChoice:
        """What was entered."""
        stem = Path(self._folder.text().strip()) / self._name.text().strip()
        word, pdf = (stem.with_name(stem.name + suffix) for suffix in (".docx", ".pdf"))
        version, style = str(self._version.currentData()), str(self._style.currentData())
        return ExportChoice(
            word if self._word.isChecked() else None,
            pdf if self._pdf.isChecked() else None,
            "" if version and style == self._own_style else style,
            self._draft.isChecked(),
            self._review.isChecked(),
            version,
        )


class ExportedDialog(Dialog):
    """What an export made, with ways to open it."""

    def __init__(self, report: ExportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exported_dialog")
        self.setWindowTitle(tr("Exported"))
        self.setMinimumWidth(440)
        layout = QVBoxLayout(self)
        words = QLabel(tr("{pages} pages were written:", pages=report.pages))
        layout.addWidget(words)
        buttons = QDialogButtonBox()
        for file in report.files:
            label = plain(QLabel(file.name))
            label.setToolTip(tip(str(file)))
            layout.addWidget(label)
            open_button = buttons.addButton(tr("Open {kind}", kind=file.suffix[1:].upper()), QDialogButtonBox.ButtonRole.ActionRole)
            open_button.setObjectName(f"open_{file.suffix[1:]}")
            open_button.clicked.connect(lambda checked=False, file=file: _open(file))
        if report.remarks:
            layout.addWidget(QLabel(tr("What could not be shown as it stands:")))
            remarks = QListWidget()
            remarks.setObjectName("export_remarks")
            remarks.setAccessibleName(tr("What could not be shown as it stands:"))
            remarks.setWordWrap(True)
            remarks.setResizeMode(QListWidget.ResizeMode.Adjust)  # broken anew when the dialog is made wider
            remarks.addItems([render(remark.message) for remark in report.remarks])
            layout.addWidget(remarks)
        folder = buttons.addButton(tr("Open folder"), QDialogButtonBox.ButtonRole.ActionRole)
        folder.setObjectName("open_folder")
        folder.setEnabled(bool(report.files))
        folder.clicked.connect(lambda: _open(report.files[0].parent))
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("exported_close")
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def _open(path: Path) -> None:
    """Hand a file or folder to the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
