"""How cells are painted and edited, by the type of their column.

Every editor takes free text as well: what does not fit is kept and marked, never refused. Keys are those of a spreadsheet: an editor that was opened
by typing lets the arrows go on to the next cell, one that was opened by F2 or a double click keeps them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPalette, QPen, QPolygon, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from qi_desktop.core import registers
from qi_desktop.core.registers import NUMERIC, Column, ColumnType
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import tr

Index = QModelIndex | QPersistentModelIndex

_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_WARNING = QColor(214, 96, 0)  # mixed with the palette's base, see `warning_tint`


class DateEdit(QWidget):
    """A line for a date in any usual form, and a calendar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.line = QLineEdit()
        self.line.setFrame(False)
        self.line.setObjectName("date_text")
        self.line.setPlaceholderText("2017-07-12")
        self.button = QToolButton()
        self.button.setObjectName("date_calendar")
        self.button.setAccessibleName(tr("Calendar"))
        self.button.setIcon(icon("calendar"))
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.button)
        self.calendar = QCalendarWidget(menu)
        self.calendar.setObjectName("calendar")
        action = QWidgetAction(menu)
        action.setDefaultWidget(self.calendar)
        menu.addAction(action)
        menu.aboutToShow.connect(self._show_day)
        self.calendar.activated.connect(self._choose)
        self.calendar.clicked.connect(self._choose)
        self.button.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the view asks for it before it hands the keys over

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is composed while the view still has the focus is meant for the line."""
        QApplication.sendEvent(self.line, event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Where the line's cursor is, so that the words to choose from stand below it."""
        return self.line.inputMethodQuery(query)

    def _show_day(self) -> None:
        day = registers.read_date(self.line.text())
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())

    def _choose(self, day: QDate) -> None:
        self.line.setText(day.toString("yyyy-MM-dd"))
        menu = self.button.menu()
        menu.close()
        self.line.setFocus()


class CellDelegate(QStyledItemDelegate):
    """Paints cells, makes their editors, and takes their texts back."""

    moved = Signal(int, int)  # an editor was closed by a key that goes on: so many lines and columns
    entered = Signal(bool)  # closed by Enter; true: upwards
    filled = Signal(str)  # closed by Ctrl+Enter: this text is for all selected cells

    def __init__(self, model: RegisterModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.typed = False  # the next editor is opened by typing
        self.editor: QWidget | None = None
        self.storing = False  # the text of the editor is on its way to the library
        self._pen = -1, QPen()  # of the lines between cells, and the palette that it was mixed for

    # --- painting ---

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = QStyleOptionViewItem(option)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if problem := self._model.problem_at(index):
            painter.fillRect(rect, warning_tint(option.palette))  # type: ignore[attr-defined]
        super().paint(painter, chosen, index)
        before = painter.pen()
        if problem:
            corner = QPolygon([rect.topRight(), rect.topRight() - QPoint(7, 0), rect.topRight() + QPoint(0, 7)])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_WARNING)
            painter.drawPolygon(corner)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._line_pen(option.palette))  # type: ignore[attr-defined]
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if not self._model.repeats_above(index.row() + 1, index.column()):
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(before)

    def _line_pen(self, palette: QPalette) -> QPen:
        """Mixed once for a palette, and not for each cell."""
        if (key := palette.cacheKey()) != self._pen[0]:
            self._pen = key, QPen(line_colour(palette))
        return self._pen[1]

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if unit := self._model.unit_at(index):
            option.text += unit  # type: ignore[attr-defined]
        # The first cell of merged ones says it for all, or the first that can be seen; a selected one tells what it repeats.
        repeats = self._model.repeats_above(index.row(), index.column())
        if repeats and option.rect.top() > 0 and not option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            option.text = ""  # type: ignore[attr-defined]

    # --- editing ---

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = editor_of(self._model.column_at(index), parent, str(self._model.headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.setProperty("typed", self.typed)
        if isinstance(editor, DateEdit):
            editor.line.installEventFilter(self)
        self.editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):  # the row was refreshed meanwhile: what is being typed stays
            return
        editor.setProperty("filled", True)
        write_into(editor, str(self._model.data(index, Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        self.storing = True
        try:
            self._model.setData(index, text_of(editor))
        finally:
            self.storing = False

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell; the lines around it stay."""
        place_over(editor, QRect(option.rect).adjusted(0, 0, -1, -1))  # type: ignore[attr-defined]

    # --- keys ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = watched.parent() if isinstance(watched, QLineEdit) else None
        if isinstance(editor, DateEdit):  # its line has the focus, so that the line gets what is meant for the editor
            return editor is self.editor and self._date_event(editor, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _date_event(self, editor: DateEdit, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(editor, event) or (event.key() == Qt.Key.Key_Escape and super().eventFilter(editor, event))
        leaves = event.type() == QEvent.Type.FocusOut and not isinstance(QApplication.activePopupWidget(), QMenu)
        return super().eventFilter(editor, event) if leaves else False

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        key, keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if keys & Qt.KeyboardModifier.AltModifier:
                if isinstance(editor, QPlainTextEdit):
                    editor.insertPlainText("\n")
            elif keys & Qt.KeyboardModifier.ControlModifier:
                text = text_of(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                self.filled.emit(text)
            else:
                self._close(editor)
                self.entered.emit(bool(keys & Qt.KeyboardModifier.ShiftModifier))
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._close(editor)
            self.moved.emit(0, -1 if key == Qt.Key.Key_Backtab else 1)
            return True
        if key == Qt.Key.Key_F2:
            editor.setProperty("typed", not editor.property("typed"))
            return True
        if key in _ARROWS and not keys and editor.property("typed"):
            self._close(editor)
            self.moved.emit(*_ARROWS[Qt.Key(key)])
            return True
        return False

    def _close(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def editor_of(column: Column, parent: QWidget, name: str) -> QWidget:
    """An editor for a column's cells, wherever they are shown; `name` is the column's for screen readers."""
    editor: QWidget
    match column.type:
        case ColumnType.CHOICE:
            editor = _choice(parent, list(column.choices))
        case ColumnType.BOOLEAN:
            editor = _choice(parent, [tr("yes"), tr("no")])
        case ColumnType.LONG_TEXT:
            editor = QPlainTextEdit(parent)
            editor.setFrameShape(QFrame.Shape.Box)
        case ColumnType.DATE:
            editor = DateEdit(parent)
        case _:
            editor = QLineEdit(parent)
            editor.setFrame(False)
            if column.type in NUMERIC:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
    editor.setObjectName("cell_editor")
    for named in (editor, editor.focusProxy()):
        if named is not None:
            named.setAccessibleName(name)
    return editor


def write_into(editor: QWidget, text: str) -> None:
    """Show a cell's text in its editor."""
    if isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
        editor.selectAll() if editor.property("typed") else editor.moveCursor(QTextCursor.MoveOperation.End)
    if line := _line_of(editor):
        line.setText(text)
        line.selectAll()


def place_over(editor: QWidget, box: QRect) -> None:
    """Lay an editor over a cell. A long text gets room for some lines, the others their cell; nothing leaves the view."""
    rect = QRect(box)
    metrics = editor.fontMetrics()
    rect.setHeight(max(rect.height(), metrics.height() + 6))
    parent = editor.parentWidget()
    if isinstance(editor, QPlainTextEdit):
        rect.setHeight(max(rect.height(), metrics.lineSpacing() * 6 + 10))
        rect.setWidth(max(rect.width(), metrics.horizontalAdvance("0") * 56))
    elif isinstance(editor, QComboBox | DateEdit):
        rect.setWidth(max(rect.width(), metrics.horizontalAdvance("0") * 18))
    if parent is not None:
        rect.moveLeft(max(min(rect.left(), parent.width() - rect.width()), 0))
        rect.moveTop(max(min(rect.top(), parent.height() - rect.height()), 0))
    editor.setGeometry(rect)


def _choice(parent: QWidget, choices: list[str]) -> QComboBox:
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(["", *choices])
    return box


def _line_of(editor: QWidget) -> QLineEdit | None:
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    if isinstance(editor, DateEdit):
        return editor.line
    return editor if isinstance(editor, QLineEdit) else None


def text_of(editor: QWidget) -> str:
    """What is written in an editor."""
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    line = _line_of(editor)
    return line.text() if line is not None else ""


def begin_at_end(editor: QWidget) -> None:
    """Put the cursor behind the text of an editor that was opened to change it."""
    if line := _line_of(editor):
        line.deselect()
        line.end(False)


def warning_tint(palette: QPalette) -> QColor:
    """A tint of the base colour, readable under the text in light and dark."""
    return _mixed(palette.color(QPalette.ColorRole.Base), _WARNING, 0.22)


def line_colour(palette: QPalette) -> QColor:
    """The lines between cells; styles have a colour for them that is not to be seen in dark."""
    return _mixed(palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.2)


def _mixed(under: QColor, over: QColor, share: float) -> QColor:
    pairs = ((under.red(), over.red()), (under.green(), over.green()), (under.blue(), over.blue()))
    return QColor(*(round(below * (1 - share) + above * share) for below, above in pairs))
