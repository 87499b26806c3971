"""What loading a file into a register would do, row by row, before it is done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from qi_desktop.core.readings import read_number
from qi_desktop.core.registers import NUMERIC, ColumnType
from qi_desktop.interchange.table_import import ImportRow, Preview, RowState
from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.plain import tip
from qi_desktop.ui.translate import language_key, render, tr

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
REFUSED = QColor(220, 60, 40, 70)  # seen on a light and on a dark ground


class PreviewModel(QAbstractTableModel):
    """The rows of a preview: line, what would happen, and the cells; each refused or changed cell says why in its tip."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        names = [*preview.columns.values()]
        self.columns = [
            column for column in preview.register.columns if column.name in names or any(column.name in row.problems for row in preview.rows)
        ]
        self._states = {
            RowState.NEW: tr("new"),
            RowState.CHANGED: tr("changed"),
            RowState.UNCHANGED: tr("unchanged"),
            RowState.REFUSED: tr("refused"),
        }
        self._rows: list[ImportRow] = []
        self.show_all(False)

    def show_all(self, everything: bool) -> None:
        """Show all rows, or those only that are not as they were."""
        self.beginResetModel()
        self._rows = [row for row in self._preview.rows if everything or row.state is not RowState.UNCHANGED]
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """One line for each row of the file."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Line, state, then the register's columns that the file has."""
        return 0 if parent.isValid() else len(self.columns) + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The labels of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return (tr("Line"), tr("Result"))[section] if section < 2 else self.columns[section - 2].label[language_key()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, its tip and its colour."""
        row = self._rows[index.row()]
        name = self.columns[index.column() - 2].name if index.column() >= 2 else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._tip(row, name) or "") or None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._tip(row, name)
            case Qt.ItemDataRole.BackgroundRole if row.state is RowState.REFUSED and (name in row.problems or index.column() == 1):
                return QBrush(REFUSED)
            case Qt.ItemDataRole.FontRole if name in row.changed:
                font = QFont()
                font.setBold(True)
                return font
        return None

    def _text(self, row: ImportRow, column: int) -> str:
        if column == 0:
            return str(row.line)
        if column == 1:
            return self._states[row.state]
        shown = self.columns[column - 2]
        text = row.cells.get(shown.name, "")
        if shown.type is ColumnType.BOOLEAN:
            return {"true": tr("Yes"), "false": tr("No")}.get(text, text)
        return f"{text}{shown.unit}" if shown.type in NUMERIC and read_number(text) is not None else text

    def _tip(self, row: ImportRow, name: str) -> str | None:
        if name in row.problems:
            return render(row.problems[name])
        if not name and row.problems:
            return "\n".join(render(why) for why in row.problems.values())
        if name in row.changed:
            return tr("Now: {text}", text=row.changed[name] or tr("(empty)"))
        return None


class ImportTableDialog(Dialog):
    """The preview of a file with its counts, what is remarkable, and the button that loads it."""

    def __init__(self, preview: Preview, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_table_dialog")
        self.setWindowTitle(tr("Import into “{register}”", register=preview.register.label[language_key()]))
        self._read, self._name = preview, name
        self.preview = preview
        self._summary = self._label("import_summary")
        self._notes = self._label("import_remarks")
        self._shares = QCheckBox(tr("“{headings}”: 0.915 means 91.5 %", headings="、".join(preview.shares)))
        self._shares.setObjectName("import_shares")
        self._shares.setToolTip(tip(tr("Nothing above 1 stands there. Untick it where 0.915 means 0.915 %.")))
        self._shares.setChecked(True)
        self._shares.setVisible(preview.as_written is not None)
        self._shares.toggled.connect(self._take_shares)
        self.view = QTableView()
        self.view.setObjectName("import_rows")
        self.view.setAccessibleName(tr("Rows of the file"))
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._unchanged = QCheckBox(tr("Show unchanged rows too"))
        self._unchanged.setObjectName("import_show_all")
        self._unchanged.toggled.connect(lambda on: self.model.show_all(on))
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setObjectName("import_accept")
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("import_cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._summary, self._notes, self._shares):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._unchanged)
        layout.addWidget(buttons)
        self._show(preview)
        self.resize(QSize(900, 520))

    def _label(self, name: str) -> QLabel:
        made = QLabel(objectName=name)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        return made

    def _take_shares(self, on: bool) -> None:
        self._show(self._read if on or self._read.as_written is None else self._read.as_written)

    def _show(self, preview: Preview) -> None:
        """Show what loading by this reading of the file would do."""
        self.preview = preview
        counts = {state.value: preview.count(state) for state in RowState}
        self._summary.setText(tr("{file}: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused", file=self._name, **counts))
        remarks = [render(remark) for remark in preview.remarks]
        if preview.ignored:
            remarks.append(tr("Not read, as the register has no such columns: {headings}", headings="、".join(preview.ignored[:20])))
        if counts["refused"]:
            remarks.append(tr("Refused rows stay out; point at a marked cell to read why. Correct them in the file and import it again."))
        self._notes.setText("\n".join(remarks))
        self._notes.setVisible(bool(remarks))
        self.model = PreviewModel(preview, self.view)
        self.model.show_all(self._unchanged.isChecked())
        self.view.setModel(self.model)
        letter = self.fontMetrics().horizontalAdvance("字")
        for place, column in enumerate(self.model.columns, 2):
            self.view.setColumnWidth(place, int(letter * min(column.width, 24)))
        for place in (0, 1):
            self.view.setColumnWidth(place, letter * 5)
        self._unchanged.setVisible(counts["unchanged"] > 0)
        writes = counts["new"] + counts["changed"]
        self.accept_button.setText(tr("Import {count} rows", count=writes))
        self.accept_button.setEnabled(writes > 0)

    @classmethod
    def ask(cls, preview: Preview, name: str, parent: QWidget | None = None) -> Preview | None:
        """Show what would happen; the reading that is to be loaded, or None."""
        dialog = cls(preview, name, parent)
        return dialog.preview if dialog.exec() == QDialog.DialogCode.Accepted else None
