"""A value that is entered by hand: with where it is from, who answers for it, its day, and whether it is confirmed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from qi_desktop.session.fields import FACTS, LONGEST_NAME
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import tr


class EnteredDialog(Form):
    """Makes a fact of the report and the field that shows it."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(tr("New entered value"), "entered_dialog", parent)
        self._hub = hub
        self.result_id = ""
        self._name = self.field(tr("Name"), QLineEdit(), "entered_name")
        self._name.setMaxLength(LONGEST_NAME)
        self._value = self.field(tr("Value"), QLineEdit(), "entered_value")
        self._vagueness = self.field(tr("Exact or about"), QComboBox(), "entered_vagueness")
        self._vagueness.addItem(tr("exact"), "")
        register = hub.session.registers.get(FACTS)
        column = register.column("vagueness") if register else None
        for word in column.choices if column else ():
            self._vagueness.addItem(word, word)
        self._source = self.field(tr("Source"), QLineEdit(), "entered_source")
        self._department = self.field(tr("Department"), self._departments(), "entered_department")
        self._as_of = self.field(tr("As of"), QLineEdit(), "entered_as_of")
        self._confirmed = QCheckBox(tr("Confirmed for this report"), objectName="entered_confirmed")
        self.form.addRow("", self._confirmed)
        for line in (self._name, self._value):
            line.textChanged.connect(lambda _: self._refresh())
        self._refresh()

    @classmethod
    def ask(cls, hub: Hub, parent: QWidget | None = None) -> str:
        """Let the user enter a value; the id of its field, empty if she would rather not."""
        dialog = cls(hub, parent)
        return dialog.result_id if dialog.ask_user() else ""

    def _departments(self) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.addItem("")
        if "departments" in self._hub.session.registers:
            names = (row.values.get("name", "") for row in self._hub.session.rows.of("departments"))
            box.addItems([name for name in dict.fromkeys(names) if name])
        return box

    def _refresh(self) -> None:
        filled = bool(self._name.text().strip() and self._value.text().strip())
        self.accept_button.setEnabled(filled and not self._hub.session.read_only)

    def accept(self) -> None:
        """Keep the value; the dialog stays open where it cannot be kept."""
        known = {
            "source": self._source.text(),
            "department": self._department.currentText(),
            "as_of": self._as_of.text(),
            "vagueness": str(self._vagueness.currentData()),
            "confirmed": "true" if self._confirmed.isChecked() else "false",
        }
        enter = partial(self._hub.session.fields.enter, self._hub.report_id, self._name.text(), self._value.text(), **known)
        self.result_id = self._hub.perform(enter).created
        if self.result_id:
            super().accept()
