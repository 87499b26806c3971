"""The small dialogs of the editor: links, footnotes, numbers, figures, register views. Each asks and gives back a value; none writes anything.

Owns the forms only. What becomes of the answer is `EditorActions`' business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from qi_desktop.core.model import BlockKind, ViewForm
from qi_desktop.core.registers import Register
from qi_desktop.core.richtext import text_of
from qi_desktop.export.certificates import has_scans
from qi_desktop.session import Draft
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.editor.sources import label_of, with_text
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
        self._text = self.field(tr("Note"), QPlainTextEdit(text), "footnote_text")
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

    def __init__(self, draft: Draft, picture_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(tr("Figure"), "figure_dialog", parent)
        self._draft = draft
        self._file, self._removed = "", False
        attributes = draft.attributes
        self._caption = self.field(tr("Caption"), QLineEdit(text_of(draft.text)), "figure_caption")
        self._alternative = self.field(tr("Alternative text"), QLineEdit(str(attributes.get("alternative", ""))), "figure_alternative")
        self._alternative.setPlaceholderText(tr("What the picture shows, for readers who cannot see it"))
        self._width = self.field(tr("Width"), QSpinBox(), "figure_width")
        self._width.setRange(0, 100)
        self._width.setSuffix(" %")
        self._width.setSpecialValueText(tr("Automatic"))
        share = attributes.get("width", 0)
        self._width.setValue(round(share * 100) if isinstance(share, int | float) and 0 < share <= 1 else 0)
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
        attributes = {name: value for name, value in self._draft.attributes.items() if name not in ("alternative", "width", "required")}
        if self._alternative.text().strip():
            attributes["alternative"] = self._alternative.text().strip()
        if self._width.value():
            attributes["width"] = self._width.value() / 100
        if self._required.isChecked():
            attributes["required"] = True
        draft = with_text(replace(self._draft, attributes=attributes), self._caption.text().strip())
        return FigureAnswer(draft, self._file, self._removed)

    @classmethod
    def ask(cls, draft: Draft, picture_name: str = "", parent: QWidget | None = None) -> FigureAnswer | None:
        """The figure, None for Cancel."""
        dialog = cls(draft, picture_name, parent)
        return dialog.value() if dialog.ask_user() else None


def choose_picture(parent: QWidget | None) -> str:
    """Ask for a picture file; empty for Cancel."""
    file, _ = QFileDialog.getOpenFileName(parent, tr("Choose a picture"), "", f"{tr('Pictures')} ({PICTURE_SUFFIXES})")
    return str(file)


class RegisterViewDialog(Form):
    """Which rows and columns of which register a table shows."""

    def __init__(
        self, draft: Draft, registers: Mapping[str, Register], parents: Mapping[str, Sequence[tuple[str, str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Register table"), "register_view_dialog", parent)
        self._draft, self._registers, self._parents = draft, registers, parents
        self._register = self.field(tr("Register"), QComboBox(), "view_register")
        for name, register in registers.items():
            self._register.addItem(label_of(register.label), name)
        self._caption = self.field(tr("Caption"), QLineEdit(text_of(draft.text)), "view_caption")
        self._parent = self.field(tr("Rows of"), QComboBox(), "view_parent")
        self._columns = self.field(tr("Columns"), QListWidget(), "view_columns")
        self._columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self._columns.setToolTip(tr("Tick what is shown; drag, or press Alt+Up and Alt+Down, to change the order"))
        self._show = self.field(tr("Show as"), QComboBox(), "view_show")
        forms = {
            ViewForm.TABLE: tr("One table"),
            ViewForm.SCAN: tr("Scans, one a page"),
            ViewForm.FACSIMILE: tr("Typeset certificates, one a page"),
            ViewForm.BOTH: tr("Typeset certificates with their scans"),
        }
        for form, words in forms.items():
            self._show.addItem(words, form.value)
        self._show.setCurrentIndex(max(self._show.findData(draft.attributes.get("show", "")), 0))
        self._note = self.field(tr("Note below the table"), QLineEdit(str(draft.attributes.get("note", ""))), "view_note")
        self._register.currentIndexChanged.connect(self._register_chosen)
        place = self._register.findData(draft.attributes.get("register", ""))
        self._register.setCurrentIndex(max(place, 0))
        self._register_chosen()

    def _register_chosen(self) -> None:
        register = self._registers.get(str(self._register.currentData()))
        own = register is not None and register.name == self._draft.attributes.get("register")
        self._columns.clear()
        self._parent.clear()
        if register is None:
            return
        chosen = [name for name in self._draft.attributes.get("columns", ()) if register.column(name)] if own else []
        order = [*chosen, *(column.name for column in register.columns if column.name not in chosen)]
        for name in order:
            column = register.column(name)
            item = QListWidgetItem(label_of(column.label) if column else name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if not chosen or name in chosen else Qt.CheckState.Unchecked)
            self._columns.addItem(item)
        rows = self._parents.get(register.name, ())
        self._parent.addItem(tr("all"), "")
        for row_id, label in rows:
            self._parent.addItem(label, row_id)
        self._parent.setCurrentIndex(max(self._parent.findData(self._draft.attributes.get("parent", "")), 0))
        self.form.setRowVisible(self._parent, bool(register.parent))
        self.form.setRowVisible(self._show, has_scans(register))

    def keyPressEvent(self, event: Any) -> None:
        """Alt+Up and Alt+Down move the chosen column."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(event.key())
        row = self._columns.currentRow()
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier or row < 0:
            super().keyPressEvent(event)
        elif 0 <= row + step < self._columns.count():
            self._columns.insertItem(row + step, self._columns.takeItem(row))
            self._columns.setCurrentRow(row + step)

    def value(self) -> Draft:
        """The view as filled in; filters and labels of the same register stay."""
        register = self._registers[str(self._register.currentData())]
        same = register.name == self._draft.attributes.get("register")
        kept = {name: value for name, value in self._draft.attributes.items() if same and name not in ("columns", "note", "parent", "show")}
        attributes: dict[str, Any] = {**kept, "register": register.name}
        items = [self._columns.item(row) for row in range(self._columns.count())]
        chosen = [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked]
        if chosen and chosen != [column.name for column in register.columns]:
            attributes["columns"] = chosen
        if self._note.text().strip():
            attributes["note"] = self._note.text().strip()
        if has_scans(register) and self._show.currentData() != ViewForm.TABLE:
            attributes["show"] = self._show.currentData()
        if register.parent and self._parent.currentData():
            attributes["parent"] = str(self._parent.currentData())
        return with_text(replace(self._draft, kind=BlockKind.REGISTER_VIEW, attributes=attributes), self._caption.text().strip())

    @classmethod
    def ask(
        cls, draft: Draft, registers: Mapping[str, Register], parents: Mapping[str, Sequence[tuple[str, str]]], parent: QWidget | None = None
    ) -> Draft | None:
        """The view, None for Cancel."""
        dialog = cls(draft, registers, parents, parent)
        return dialog.value() if dialog.ask_user() else None
