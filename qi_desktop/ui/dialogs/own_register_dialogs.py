"""Asking for a register or a column of the library's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QWidget

from qi_desktop.core.certificates import LONGEST
from qi_desktop.core.readings import half_width
from qi_desktop.core.registers import NUMERIC, ColumnType
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.translate import tr


def type_names() -> dict[ColumnType, str]:
    """What the types of columns are called."""
    return {
        ColumnType.TEXT: tr("Text"),
        ColumnType.LONG_TEXT: tr("Long text"),
        ColumnType.INTEGER: tr("Whole number"),
        ColumnType.NUMBER: tr("Number"),
        ColumnType.PERCENT: tr("Percentage"),
        ColumnType.DATE: tr("Date"),
        ColumnType.CHOICE: tr("Choice from a list"),
        ColumnType.BOOLEAN: tr("Yes or no"),
        ColumnType.STANDARD_NUMBER: tr("Standard number"),
        ColumnType.ASSET: tr("File"),
    }


class ColumnDialog(Form):
    """Name, type and what belongs to the type of a column; `column` is one that is there."""

    def __init__(self, parent: QWidget | None, column: Mapping[str, Any] | None = None) -> None:
        known = column or {}
        super().__init__(tr("Column properties") if column else tr("Add column"), "column_dialog", parent, "" if column else tr("Add"))
        self.name = self.field(tr("Name"), QLineEdit(known.get("label", {}).get("zh", "")), "column_name")
        self.type = self.field(tr("Type"), QComboBox(), "column_type")
        for kind, words in type_names().items():
            self.type.addItem(words, kind)
        self.type.setCurrentIndex(self.type.findData(ColumnType(known.get("type", ColumnType.TEXT))))
        self.choices = self.field(tr("Choices, one a line"), QPlainTextEdit("\n".join(known.get("choices", ()))), "column_choices")
        self.choices.setTabChangesFocus(True)
        self.choices.setMaximumHeight(self.choices.fontMetrics().height() * 7)
        self.unit = self.field(tr("Unit"), QLineEdit(known.get("unit", "")), "column_unit")
        self.reminders = self.field(tr("Reminders"), QLineEdit("、".join(map(str, known.get("reminders", ())))), "column_reminders")
        self.reminders.setPlaceholderText(tr("Days before, such as 90, 60, 30; empty for no deadline"))
        self.reminders.setToolTip(tr("Dates of a column with reminders stand in the due list and in the calendar file."))
        self._width = self.field(tr("Width in characters"), QDoubleSpinBox(), "column_width")
        self._width.setDecimals(0)
        self._width.setRange(3, 80)
        self._width.setValue(float(known.get("width", 12.0)))
        self.required = self._box("column_required", tr("Must be filled in"), bool(known.get("required", False)))
        self.merged = self._box("column_merge", tr("Often the same over several rows (merged in documents)"), bool(known.get("merge_down", False)))
        self.type.currentIndexChanged.connect(lambda _: self._check())
        self.name.textChanged.connect(lambda _: self._check())
        self.choices.textChanged.connect(self._check)
        self.reminders.textChanged.connect(lambda _: self._check())
        self._check()

    def _box(self, name: str, words: str, checked: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setChecked(checked)
        self.form.addRow("", box)
        return box

    def _check(self) -> None:
        kind = ColumnType(self.type.currentData())
        self.form.setRowVisible(self.choices, kind is ColumnType.CHOICE)
        self.form.setRowVisible(self.unit, kind in NUMERIC and kind is not ColumnType.PERCENT)
        self.form.setRowVisible(self.reminders, kind is ColumnType.DATE)
        listed = kind is not ColumnType.CHOICE or bool(self.choices.toPlainText().strip())
        reminded = kind is not ColumnType.DATE or self._days() is not None
        self.accept_button.setEnabled(bool(self.name.text().strip()) and listed and reminded)

    def _days(self) -> list[int] | None:
        """The days of the reminders; None for a text that is no list of days."""
        words = re.split(r"[\s,，、;；/]+", half_width(self.reminders.text()).strip(" ,，、;；/"))
        if words == [""]:
            return []
        return [int(word) for word in words] if all(word.isdecimal() and int(word) <= LONGEST for word in words) else None

    def answer(self) -> dict[str, Any]:
        """What was entered, as `session.own_registers` takes it."""
        kind = ColumnType(self.type.currentData())
        return {
            "label": self.name.text(),
            "type": kind,
            "choices": self.choices.toPlainText().splitlines() if kind is ColumnType.CHOICE else [],
            "unit": self.unit.text() if kind in NUMERIC and kind is not ColumnType.PERCENT else "",
            "width": self._width.value(),
            "required": self.required.isChecked(),
            "merge_down": self.merged.isChecked(),
            **({"reminders": self._days()} if kind is ColumnType.DATE else {}),
        }

    @classmethod
    def ask(cls, parent: QWidget | None, column: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """What was entered; None if the user cancels."""
        dialog = cls(parent, column)
        return dialog.answer() if dialog.exec() == cls.DialogCode.Accepted else None


class RegisterDialog(Form):
    """Name, columns and span of a new register."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(tr("New register"), "own_register_dialog", parent, tr("Make"))
        self.name = self.field(tr("Name"), QLineEdit(), "own_register_name")
        self.columns = self.field(tr("Columns, one a line"), QPlainTextEdit(tr("Name")), "own_register_columns")
        self.columns.setTabChangesFocus(True)
        self.columns.setMaximumHeight(self.columns.fontMetrics().height() * 9)
        self.columns.setToolTip(tr("The first column names a row. Types are set in the menu of each column's head."))
        self.yearly = QCheckBox(tr("Has rows of its own for each year's report"))
        self.yearly.setObjectName("own_register_yearly")
        self.form.addRow("", self.yearly)
        self.name.textChanged.connect(lambda _: self._check())
        self.columns.textChanged.connect(self._check)
        self._check()

    def _labels(self) -> list[str]:
        return [line.strip() for line in self.columns.toPlainText().splitlines() if line.strip()]

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()) and bool(self._labels()))

    @classmethod
    def ask(cls, parent: QWidget | None) -> tuple[str, list[dict[str, Any]], bool] | None:
        """Name, columns, and whether it is yearly; None if the user cancels."""
        dialog = cls(parent)
        if dialog.exec() != cls.DialogCode.Accepted:
            return None
        return dialog.name.text(), [{"label": label} for label in dialog._labels()], dialog.yearly.isChecked()


class RenameDialog(Form):
    """Another name for a register."""

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(tr("Rename register"), "rename_register_dialog", parent)
        self.name = self.field(tr("Name"), QLineEdit(name), "rename_register_name")
        self.name.selectAll()
        self.name.textChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))

    @classmethod
    def ask(cls, parent: QWidget | None, name: str) -> str | None:
        """The name that was entered; None if the user cancels."""
        dialog = cls(parent, name)
        return dialog.name.text() if dialog.exec() == cls.DialogCode.Accepted else None
