"""What to do about a library that cannot be opened because it is damaged."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.translate import tr


class Rescue(StrEnum):
    """The way out."""

    RECOVER = "recover"
    BACKUP = "backup"
    CANCEL = "cancel"


class DamageDialog(Dialog):
    """Names the damage and offers: recover into a new file, open a backup, or leave it."""

    def __init__(self, damage: str, backups: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("damage_dialog")
        self.setWindowTitle(tr("The report library is damaged"))
        self.choice = Rescue.CANCEL
        words = QLabel(damage)
        words.setObjectName("damage_words")
        words.setTextFormat(Qt.TextFormat.PlainText)
        hint = QLabel(
            tr(
                "The damaged file is left as it is. What can be read of it can be put into a new file; or go back to one of the {count} backups.",
                count=backups,
            )
            if backups
            else tr(
                "The damaged file is left as it is. What can be read of it can be put into a new file. There are no backups of it on this computer."
            )
        )
        for label in (words, hint):
            label.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.recover_button = buttons.addButton(tr("Recover into a new file …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.recover_button.setObjectName("damage_recover")
        self.recover_button.clicked.connect(lambda checked=False: self._take(Rescue.RECOVER))
        self.backup_button = buttons.addButton(tr("Backups …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.backup_button.setObjectName("damage_backup")
        self.backup_button.setEnabled(backups > 0)
        self.backup_button.clicked.connect(lambda checked=False: self._take(Rescue.BACKUP))
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("damage_cancel")
        (self.backup_button if backups else self.recover_button).setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (words, hint, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(520)

    def _take(self, choice: Rescue) -> None:
        self.choice = choice
        self.accept()

    @classmethod
    def ask(cls, damage: str, backups: int, parent: QWidget | None = None) -> Rescue:
        """The way that was chosen."""
        dialog = cls(damage, backups, parent)
        dialog.exec()
        return dialog.choice


class RecoveredDialog(Dialog):
    """What stands in the new file, and what was lost."""

    def __init__(self, kept: str, lost: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovered_dialog")
        self.setWindowTitle(tr("What was recovered"))
        words = QLabel(kept)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        losses = QPlainTextEdit("\n".join(lost))
        losses.setObjectName("recovered_losses")
        losses.setAccessibleName(tr("What is lost or changed"))
        losses.setReadOnly(True)
        heading = QLabel(tr("What is lost or changed"))
        heading.setBuddy(losses)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Open the new file"), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setObjectName("recovered_open")
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        for widget in (words, heading, losses, buttons):
            layout.addWidget(widget)
        self.resize(620, 380)
