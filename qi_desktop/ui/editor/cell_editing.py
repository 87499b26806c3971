"""Writing in the cells of a table where it stands in the text: a click opens a cell, Tab goes on, Enter is a new line, Esc gives up.

Owns the field that lies over the cell while it is written. Where the cells are comes from `Cards`, rows and columns come and go by `Grid`, and each
change goes through `Structure` as one step of undo, so that the block keeps its id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit

from qi_desktop.core.model import BlockKind
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.cards import Cards
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.editor.text_area import TextArea
from qi_desktop.ui.translate import tr

_STORE_AFTER = 500  # milliseconds without a key until the text gets what was written; the editor saves it a moment later
_Place = tuple[int, int]
"""Line and column of a cell; line 0 is the head."""


class CellField(QPlainTextEdit):
    """The field over a cell."""

    def __init__(self, editing: CellEditing) -> None:
        super().__init__(editing.area.viewport())
        self._editing = editing
        self.setObjectName("table_cell_field")
        self.setAccessibleName(tr("Table cell"))
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.setLineWidth(2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._grow)
        self.hide()

    def show_at(self, box: QRectF, text: str) -> None:
        """Lie over a cell, at least as large as it, and be ready to be written in."""
        self.setGeometry(box.toAlignedRect())
        self.setMinimumHeight(round(box.height()))
        self.setPlainText(text)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus()
        self._grow()

    def _grow(self) -> None:
        lines = max(int(self.document().size().height()), 1)
        self.resize(self.width(), max(self.minimumHeight(), lines * self.fontMetrics().lineSpacing() + 10))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab goes on, Esc gives up; undo where nothing was written yet is the text's."""
        match event.key():
            case Qt.Key.Key_Tab:
                self._editing.go_on(1)
            case Qt.Key.Key_Backtab:
                self._editing.go_on(-1)
            case Qt.Key.Key_Escape:
                self._editing.give_up()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is the table's."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was written stays, unless only a menu or another window came in front."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._editing.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The commands of a text, and those of a table."""
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        self._editing.add_commands(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class CellEditing(QObject):
    """Listens to the mouse over one text area."""

    def __init__(self, area: TextArea, cards: Callable[[], Cards]) -> None:
        super().__init__(area)
        self.area = area
        self._cards = cards
        self._block_id = ""
        self._place: _Place = (0, 0)
        self._before = ""  # what the open cell said
        self._known = ""  # what the text is known to say there
        self.field = CellField(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_STORE_AFTER)
        self._pause.timeout.connect(self.store)
        self.field.textChanged.connect(self._pause.start)
        area.viewport().installEventFilter(self)
        area.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(lambda _: self.end())
        area.document().contentsChange.connect(self._follow)

    @property
    def is_open(self) -> bool:
        """True while a cell is written."""
        return bool(self._block_id)

    def boxes(self, block_id: str) -> dict[_Place, QRectF]:
        """Where the cells of a table were painted last, in the document's pixels."""
        return self._cards().cells.get(block_id, {})

    # --- opening ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into a cell opens it, F2 the first one of a table that is chosen."""
        if isinstance(event, QMouseEvent) and event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() and (found := self._at(event.position())):
                return self.open(*found)
            self.end()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_F2:
            return self.open(qtext.id_of(self.area.textCursor().block()), (0, 0))
        return False

    def _scroll(self) -> QPointF:
        return QPointF(self.area.horizontalScrollBar().value(), self.area.verticalScrollBar().value())

    def _at(self, point: QPointF) -> tuple[str, _Place] | None:
        """The cell at a place of the viewport."""
        block = self.area.cursorForPosition(point.toPoint()).block()
        if self.area.isReadOnly() or not block.isValid() or qtext.kind_of(block) is not BlockKind.TABLE:
            return None
        block_id = qtext.id_of(block)
        boxes = self.boxes(block_id)
        return next(((block_id, place) for place, box in boxes.items() if box.contains(point + self._scroll())), None)

    def open(self, block_id: str, place: _Place) -> bool:
        """Write in a cell; False if it is not in sight."""
        self.end()
        block = self._block(block_id)
        box = self.boxes(block_id).get(place)
        if block is None or box is None or self.area.isReadOnly():
            return False
        self.area.setTextCursor(QTextCursor(block))
        self._block_id, self._place = block_id, place
        self.field.setFont(self._cards().cell_font(place[0] == 0))
        self.area.ensureCursorVisible()
        self._before = self._known = Grid.of(qtext.draft_of(block)).text(*place)
        self.field.show_at(box.translated(-self._scroll()), self._before)
        return True

    def _block(self, block_id: str) -> QTextBlock | None:
        return next((block for block in qtext.blocks(self.area.document()) if qtext.id_of(block) == block_id), None)

    # --- writing ---

    def _change(self, block_id: str, act: Callable[[Grid], None]) -> None:
        block = self._block(block_id)
        if block is None or self.area.isReadOnly() or qtext.kind_of(block) is not BlockKind.TABLE:
            return
        draft = qtext.draft_of(block)
        grid = Grid.of(draft)
        act(grid)
        changed = replace(draft, attributes=grid.attributes(draft))
        if changed != draft:
            self.area.structure.change_object(block, changed)

    def store(self) -> None:
        """Give the text what was written so far; the cell stays open."""
        self._pause.stop()
        line, column = self._place
        words = self.field.toPlainText()

        def write(grid: Grid) -> None:
            if line <= len(grid.rows) and column < len(grid.columns):
                grid.write(line, column, words)

        if self._block_id:
            self._known = words
            self._change(self._block_id, write)

    def end(self) -> None:
        """Keep what was written and close the cell."""
        if self._block_id:
            self.store()
            self._shut()

    def give_up(self) -> None:
        """Close the cell as it was when it was opened."""
        self.field.setPlainText(self._before)
        self.end()

    def _shut(self) -> None:
        self._block_id = ""
        self._pause.stop()
        had_focus = self.field.hasFocus()
        self.field.hide()
        if had_focus:
            self.area.setFocus()

    def _follow(self, *_: object) -> None:
        """The text was changed while a cell is open, perhaps by undo; what it says is asked once the change is complete."""
        if self._block_id:
            QTimer.singleShot(0, self, self._refresh)

    def _refresh(self) -> None:
        if not self._block_id:
            return
        block, (line, column) = self._block(self._block_id), self._place
        grid = Grid.of(qtext.draft_of(block)) if block is not None else None
        if grid is None or self.area.isReadOnly() or line > len(grid.rows) or column >= len(grid.columns):
            self._shut()
        elif grid.text(line, column) != self._known:
            self._known = grid.text(line, column)
            self.field.setPlainText(self._known)

    def go_on(self, step: int) -> None:
        """To the next or previous cell; behind the last one, to a new line."""
        block_id, place = self._block_id, self._place
        self.end()
        block = self._block(block_id)
        if block is None:
            return
        places = sorted(self.boxes(block_id))
        number = places.index(place) + step if place in places else -1
        if 0 <= number < len(places):
            self.open(block_id, places[number])
        elif number == len(places):
            self._insert(block_id, len(Grid.of(qtext.draft_of(block)).rows), (place[0] + 1, 0))

    def _insert(self, block_id: str, at: int, place: _Place) -> None:
        """A new line below the others, with the field in one of its cells."""
        self._change(block_id, lambda grid: grid.insert_row(at))
        self._open_painted(block_id, place)

    def _open_painted(self, block_id: str, place: _Place) -> None:
        self.area.viewport().repaint()  # only what is painted has a place
        self.open(block_id, place)

    # --- lines and columns ---

    def add_commands(self, menu: QMenu) -> None:
        """What can be done with the line and the column of the open cell."""
        block = self._block(self._block_id)
        if block is None:
            return
        grid, (line, column) = Grid.of(qtext.draft_of(block)), self._place
        entries: list[tuple[str, str, bool, Callable[[Grid], None], _Place]] = [
            ("cell_row_above", tr("Row above"), line > 0, lambda grid: grid.insert_row(line - 1), (line, column)),
            ("cell_row_below", tr("Row below"), True, lambda grid: grid.insert_row(line), (line + 1, column)),
            ("cell_delete_row", tr("Delete row"), line > 0, lambda grid: grid.remove_row(line - 1), (min(line, len(grid.rows) - 1), column)),
            ("cell_column_left", tr("Column to the left"), True, lambda grid: grid.insert_column(column), (line, column)),
            ("cell_column_right", tr("Column to the right"), True, lambda grid: grid.insert_column(column + 1), (line, column + 1)),
            (
                "cell_delete_column",
                tr("Delete column"),
                len(grid.columns) > 1,
                lambda grid: grid.remove_column(column),
                (line, min(column, len(grid.columns) - 2)),
            ),
        ]
        for name, words, possible, act, place in entries:
            action = menu.addAction(words)
            action.setObjectName(name)
            action.setEnabled(possible)
            action.triggered.connect(lambda checked=False, act=act, place=place: self._act(act, place))

    def _act(self, act: Callable[[Grid], None], place: _Place) -> None:
        block_id = self._block_id
        self.end()
        self._change(block_id, act)
        self._open_painted(block_id, place)
