"""The dialog that asks why findings may stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QWidget

from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.plain import plain
from qi_desktop.ui.translate import tr

_LONGEST = 400  # characters


class DismissDialog(Form):
    """What was found, and a line for the reason; reasons that were given before can be chosen again."""

    def __init__(self, parent: QWidget | None, found: str, reasons: Sequence[str] = ()) -> None:
        super().__init__(tr("Dismiss"), "dismiss_dialog", parent, tr("Dismiss"))
        self.found = plain(QLabel(found))
        self.found.setObjectName("dismiss_found")
        self.found.setWordWrap(True)
        self.body.insertWidget(0, self.found)
        self.reason = self.field(tr("Reason"), QComboBox(), "dismiss_reason")
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = QLineEdit()
        line.setAccessibleName(tr("Reason"))
        line.setMaxLength(_LONGEST)
        line.setPlaceholderText(tr("For example: agreed with the sales department"))
        self.reason.setLineEdit(line)
        self.reason.addItems(list(reasons))
        self.reason.setCurrentIndex(-1)  # empty; the key down gives the first one
        told = QLabel(tr("It does not count any more, and counts again when the text or the figures it is about change."))
        told.setWordWrap(True)
        self.body.insertWidget(2, told)
        self.reason.editTextChanged.connect(lambda _: self._check())
        self._check()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.reason.currentText().strip()))

    @classmethod
    def ask(cls, parent: QWidget | None, found: str, reasons: Sequence[str] = ()) -> str | None:
        """The reason; None if the user cancels."""
        dialog = cls(parent, found, reasons)
        return dialog.reason.currentText() if dialog.ask_user() else None
