"""Calm messages: an expected failure, a question before something is lost, the report of a crash."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.translate import tr


def tell(parent: QWidget | None, text: str, title: str = "") -> None:
    """One sentence and OK."""
    box = _box(parent, text, title, QMessageBox.Icon.Information)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.button(QMessageBox.StandardButton.Ok).setText(tr("OK"))
    box.button(QMessageBox.StandardButton.Ok).setObjectName("message_accept")
    box.exec()


def ask(parent: QWidget | None, text: str, accept: str, title: str = "") -> bool:
    """One sentence and two buttons: `accept` and Cancel. True for the first."""
    box = _box(parent, text, title, QMessageBox.Icon.Question)
    yes = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    yes.setObjectName("message_accept")
    no.setObjectName("message_cancel")
    box.setDefaultButton(yes)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def _box(parent: QWidget | None, text: str, title: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("message")
    box.setWindowTitle(title or tr("QI Desktop"))
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names of files and people are text, never markup
    box.setText(text)
    return box


class CrashDialog(Dialog):
    """What went wrong inside the program, to be read and copied before it is sent to anybody."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(tr("The program made a mistake"))
        self.resize(640, 420)
        words = QLabel(tr("Your work up to this moment is saved. Please send this report to those who look after the program; read it first."))
        words.setWordWrap(True)
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setObjectName("crash_report")
        text.setAccessibleName(tr("Report"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("crash_copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.addButton(tr("Go on"), QDialogButtonBox.ButtonRole.AcceptRole).setObjectName("crash_go_on")
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        for widget in (words, text, buttons):
            layout.addWidget(widget)

    @classmethod
    def show_report(cls, report: str, parent: QWidget | None = None) -> None:
        """Show a report until it is closed."""
        cls(report, parent).exec()
