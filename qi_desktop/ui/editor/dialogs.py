"""The small dialogs of the editor: links, footnotes, numbers, figures, register views. Each asks and gives back a value; none writes anything.

Owns the forms only. What becomes of the answer is `EditorActions`' business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from qi_desktop.core.records import dataclass
from qi_desktop.session import Draft
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.editor.caption_line import CaptionLine
from qi_desktop.ui.editor.page_choice import PageChoice
from qi_desktop.ui.translate import tr

PICTURE_SUFFIXES = "*.png *.jpg *.jpeg *.gif *.bmp *.webp *.tif *.tiff"


class LinkDialog(Form):
    """Text and address of a link."""

    def __init__(self, text: str, link: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Link"), "link_dialog", parent)
        self._text = self.field(tr("Text"), QLineEdit(text), "link_text")
        self._link = self.field(tr("Address"), QLineEdit(link), "link_address")
        self._link.setPlaceholderText("https://")
        if text:
            self._link.setFocus()

    def value(self) -> tuple[str, str]:
        """Text and address; an address without its beginning gets one. An empty address takes the link away."""
        link = self._link.text().strip()
        if link and ":" not in link:
            link = f"mailto:{link}" if "@" in link else f"https://{link}"
        return self._text.text().strip() or link, link

    @classmethod
    def ask(cls, text: str, link: str, parent: QWidget | None = None) -> tuple[str, str] | None:
        """Text and address, None for Cancel."""
        dialog = cls(text, link, parent)
        return dialog.value() if dialog.ask_user() else None


class FootnoteDialog(Form):
    """The text of a footnote."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Footnote"), "footnote_dialog", parent)
        self._text = self.field(tr("Footnote text"), QPlainTextEdit(text), "footnote_text")
        self._text.setTabChangesFocus(True)
        # Enter begins another line of the note, so the hands need another key to be done.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    def value(self) -> str:
        """The note."""
        return str(self._text.toPlainText()).strip()

    @classmethod
    def ask(cls, text: str = "", parent: QWidget | None = None) -> str | None:
        """The note, None for Cancel."""
        dialog = cls(text, parent)
        return dialog.value() if dialog.ask_user() else None


class NumberDialog(Form):
    """The number of a list item."""

    def __init__(self, number: int, continued: bool, parent: QWidget | None = None) -> None:
        super().__init__(tr("Set numbering value"), "number_dialog", parent)
        self._continued = QCheckBox(tr("Continue from the item before"), objectName="number_continued")
        self.form.addRow(self._continued)
        self._number = self.field(tr("Number"), QSpinBox(), "number_value")
        self._number.setRange(0, 9999)
        self._number.setValue(number)
        self._continued.toggled.connect(self._number.setDisabled)
        self._continued.setChecked(continued)

    def value(self) -> int | None:
        """The wished number, None to count on."""
        return None if self._continued.isChecked() else int(self._number.value())

    @classmethod
    def ask(cls, number: int, continued: bool, parent: QWidget | None = None) -> tuple[int | None] | None:
        """The wished number in a tuple, None for Cancel."""
        dialog = cls(number, continued, parent)
        return (dialog.value(),) if dialog.ask_user() else None


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """A figure as it was filled in; `file` is a new picture's path, `removed` tells that the present one is to go."""

    draft: Draft
    file: str = ""
    removed: bool = False


class FigureDialog(Form):
    """Caption, alternative text, width and picture of a figure."""

    def __init__(self, draft: Draft, picture_name: str = "", parent: QWidget | None = None, names: Mapping[str, str] | None = None) -> None:
        """`names`: what the fields are called that the caption may hold."""
        super().__init__(tr("Figure"), "figure_dialog", parent)
        self._draft = draft
        self._file, self._removed = "", False
        attributes = draft.attributes
        self._caption = self.field(tr("Caption"), CaptionLine(draft.text, names), "figure_caption")
        self._alternative = self.field(tr("Alternative text"), QLineEdit(str(attributes.get("alternative", ""))), "figure_alternative")
        self._alternative.setPlaceholderText(tr("What the picture shows, for readers who cannot see it"))
        self._width = self.field(tr("Width"), QSpinBox(), "figure_width")
        self._width.setRange(0, 100)
        self._width.setSuffix(" %")
        self._width.setSpecialValueText(tr("Automatic"))
        share = attributes.get("width", 0)
        self._width.setValue(round(share * 100) if isinstance(share, int | float) and 0 < share <= 1 else 0)
        self._page = self.field(tr("Page"), PageChoice(attributes), "figure_page")
        self._required = QCheckBox(tr("The report needs this picture"), objectName="figure_required")
        self._required.setChecked(bool(attributes.get("required")))
        self.form.addRow(self._required)
        self._add_picture_row(picture_name)

    def _add_picture_row(self, picture_name: str) -> None:
        self._picture = QLabel(picture_name or tr("none yet"), objectName="figure_picture")
        choose = QPushButton(tr("Choose…"), objectName="figure_choose", autoDefault=False)
        remove = QPushButton(tr("Remove"), objectName="figure_remove", autoDefault=False)
        remove.setEnabled(bool(picture_name))
        choose.clicked.connect(self._choose)
        remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.addWidget(self._picture, 1)
        row.addWidget(choose)
        row.addWidget(remove)
        self.form.addRow(tr("Picture"), row)

    def _choose(self) -> None:
        file = choose_picture(self)
        if file:
            self._file, self._removed = file, False
            self._picture.setText(file)

    def _remove(self) -> None:
        self._file, self._removed = "", True
        self._picture.setText(tr("none yet"))

    def value(self) -> FigureAnswer:
        """The figure as filled in; what the form does not show stays."""
        attributes = {name: value for name, value in self._draft.attributes.items() if name not in ("alternative", "width", "required", "page")}
        attributes |= self._page.attributes()
        if self._alternative.text().strip():
            attributes["alternative"] = self._alternative.text().strip()
        if self._width.value():
            attributes["width"] = self._width.value() / 100
        if self._required.isChecked():
            attributes["required"] = True
        draft = replace(self._draft, attributes=attributes, text=self._caption.value())
        return FigureAnswer(draft, self._file, self._removed)

    @classmethod
    def ask(cls, draft: Draft, picture_name: str = "", parent: QWidget | None = None, names: Mapping[str, str] | None = None) -> FigureAnswer | None:
        """The figure, None for Cancel."""
        dialog = cls(draft, picture_name, parent, names)
        return dialog.value() if dialog.ask_user() else None


def choose_picture(parent: QWidget | None) -> str:
    """Ask for a picture file; empty for Cancel."""
    file, _ = QFileDialog.getOpenFileName(parent, tr("Choose a picture"), "", f"{tr('Pictures')} ({PICTURE_SUFFIXES})")
    return str(file)
