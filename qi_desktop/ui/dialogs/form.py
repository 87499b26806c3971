"""The frame of all dialogs, which fits the screen, and that of most: labelled fields with OK and Cancel."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from qi_desktop.ui import room
from qi_desktop.ui.translate import tr

_W = TypeVar("_W", bound=QWidget)


class Dialog(QDialog):
    """A dialog that is never larger than the screen."""

    def showEvent(self, event: QShowEvent) -> None:
        """Take no more room than there is."""
        if not event.spontaneous():
            room.fit(self)
        super().showEvent(event)


class Form(Dialog):
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
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(tr("Cancel"))
        cancel.setObjectName(f"{name}_cancel")
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

    def showEvent(self, event: QShowEvent) -> None:
        """The fields come before the buttons, and the cursor stands in the first one, or in the one that the dialog has chosen."""
        fields = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.window() is self
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and not self.buttons.isAncestorOf(widget)
        ]
        if fields:
            for before, after in pairwise([fields[-1], *self.buttons.buttons()]):
                QWidget.setTabOrder(before, after)
            chosen = self.focusWidget()
            (chosen if chosen in fields else fields[0]).setFocus()
        super().showEvent(event)

    def ask_user(self) -> bool:
        """Show the dialog; True if it was accepted."""
        return self.exec() == QDialog.DialogCode.Accepted
