"""The frame of most dialogs: labelled fields with OK and Cancel."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from qi_desktop.ui.translate import tr

_W = TypeVar("_W", bound=QWidget)


class Form(QDialog):
    """A dialog of labelled fields with OK and Cancel."""

    def __init__(self, title: str, name: str, parent: QWidget | None, accept: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName(name)
        self.setMinimumWidth(440)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setText(accept or tr("OK"))
        self.accept_button.setObjectName(f"{name}_accept")
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self.form)
        self.body.addWidget(self.buttons)

    def field(self, label: str, widget: _W, name: str) -> _W:
        """Add a named field."""
        widget.setObjectName(name)
        widget.setAccessibleName(label)
        self.form.addRow(label, widget)
        return widget

    def ask_user(self) -> bool:
        """Show the dialog; True if it was accepted."""
        return self.exec() == QDialog.DialogCode.Accepted
