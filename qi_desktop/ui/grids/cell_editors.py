"""The editors of cells, chosen by the type of their column.

Every editor takes free text as well: what does not fit is kept and marked, never refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qi_desktop.core.errors import MissingFileError
from qi_desktop.core.messages import message
from qi_desktop.core.registers import NUMERIC, ColumnType
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.translate import tr

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Makes an editor for a cell and takes its text back."""

    def __init__(self, model: RegisterModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.column_at(index)
        editor: QWidget
        match column.type:
            case ColumnType.CHOICE:
                editor = self._choice(parent, list(column.choices))
            case ColumnType.BOOLEAN:
                editor = self._choice(parent, [tr("yes"), tr("no")])
            case ColumnType.LONG_TEXT:
                editor = QPlainTextEdit(parent)
                editor.setTabChangesFocus(True)
            case _:
                editor = QLineEdit(parent)
                editor.setFrame(False)
                if column.type in NUMERIC:
                    editor.setAlignment(Qt.AlignmentFlag.AlignRight)
                if column.type is ColumnType.DATE:
                    editor.setPlaceholderText("2017-07-12")
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(str(self._model.headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def _choice(self, parent: QWidget, choices: list[str]) -> QComboBox:
        box = QComboBox(parent)
        box.setEditable(True)
        box.addItems(["", *choices])
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(self._model.data(index, Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            shown = {"true": tr("yes"), "false": tr("no")}.get(text, text) if self._model.column_at(index).type is ColumnType.BOOLEAN else text
            editor.setCurrentText(shown)
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        text = ""
        if isinstance(editor, QComboBox):
            text = editor.currentText()
            if self._model.column_at(index).type is ColumnType.BOOLEAN:
                text = {tr("yes"): "true", tr("no"): "false"}.get(text, text)
        elif isinstance(editor, QPlainTextEdit):
            text = editor.toPlainText()
        elif isinstance(editor, QLineEdit):
            text = editor.text()
        self._model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """A long text gets room for some lines, the others their cell."""
        rectangle = option.rect  # type: ignore[attr-defined]
        if isinstance(editor, QPlainTextEdit):
            rectangle.setHeight(max(rectangle.height(), editor.fontMetrics().height() * 6))
            rectangle.setWidth(max(rectangle.width(), editor.fontMetrics().averageCharWidth() * 48))
        editor.setGeometry(rectangle)


def choose_file(model: RegisterModel, index: Index, parent: QWidget) -> None:
    """Ask for a file, keep it in the library and name it in the cell."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Choose a file"))
    if not chosen:
        return
    file = Path(chosen)
    try:
        data = file.read_bytes()
    except OSError:
        model.hub.failed.emit(MissingFileError(message("“{name}” cannot be read; check the name and the folder.", name=file.name)))
        return
    created = model.hub.perform(lambda: model.hub.session.assets.add(file.name, data)).created
    if created:
        model.setData(index, created)
