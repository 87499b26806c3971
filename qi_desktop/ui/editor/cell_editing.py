"""Writing in the cells of a table where it stands in the text: a click opens a cell, Tab goes on, Enter is a new line, Esc gives up.

Owns which cell is open and which are chosen together (by dragging, Shift+click or Shift and arrows). Where the cells are comes from `Cards`, what can
be done with lines and columns from `table_commands`; each change goes through `Structure` as one step of undo, so that the block keeps its id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from qi_desktop.core.model import BlockKind
from qi_desktop.ui import qtext
from qi_desktop.ui.copied import copied
from qi_desktop.ui.editor.cards import Cards, PlacedTable
from qi_desktop.ui.editor.cell_field import CellField
from qi_desktop.ui.editor.cell_range import CellRange
from qi_desktop.ui.editor.cell_texts import block_of, mime_of
from qi_desktop.ui.editor.table_commands import Box, Command, commands
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.editor.table_layout import Place
from qi_desktop.ui.editor.text_area import TextArea
from qi_desktop.ui.editor.typing_keys import is_typing
from qi_desktop.ui.mnemonics import give_letters
from qi_desktop.ui.translate import tr

_STORE_AFTER = 500  # milliseconds without a key until the text gets what was written; the editor saves it a moment later
_AIR = 24  # pixels that stay between a cell that is opened and the border of the window
_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_OPENING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellEditing(QObject):
    """Listens to the mouse over one text area."""

    def __init__(self, area: TextArea, cards: Callable[[], Cards]) -> None:
        super().__init__(area)
        self.area = area
        self._cards = cards
        self._block_id = ""
        self._place: Place = (0, 0)
        self._left: tuple[str, Place] = ("", (0, 0))  # the cell that was written last: a click with Shift has closed it before it is heard of
        self._before = ""  # what the open cell said
        self._known = ""  # what the text is known to say there
        self.field = CellField(self)
        self.chosen = CellRange()
        self._commands = commands()
        self._pressed: tuple[str, Place] | None = None  # the cell on which the mouse went down
        cards().is_chosen = self.chosen.holds
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_STORE_AFTER)
        self._pause.timeout.connect(self.store)
        self.field.textChanged.connect(self._pause.start)
        area.viewport().installEventFilter(self)
        area.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(lambda _: self.end())
        area.document().contentsChange.connect(self._follow)
        area.cursorPositionChanged.connect(self._leave_chosen)

    @property
    def is_open(self) -> bool:
        """True while a cell is written."""
        return bool(self._block_id)

    def boxes(self, block_id: str) -> dict[Place, QRectF]:
        """Where the cells of a table stand, in the document's pixels; none for a table that was not in sight yet."""
        placed = self._table(block_id)
        return {place: box for place in placed.layout.places() if (box := placed.box(place)) is not None} if placed else {}

    def _table(self, block_id: str) -> PlacedTable | None:
        return self._cards().tables.get(block_id)

    # --- opening ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into a cell opens it, F2 the first one of a table that is chosen; over cells that are chosen the keys are theirs."""
        if watched is self.area:
            return self._key(event) if isinstance(event, QKeyEvent) else self._composed(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        return isinstance(event, QContextMenuEvent) and self._menu(event)

    def _mouse(self, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and event.buttons() == Qt.MouseButton.LeftButton and self._pressed:
            return self.drag_to(event.position())
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            found = self._at(event.position())
            if event.button() == Qt.MouseButton.LeftButton and found:
                if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and self._extend_to(*found):
                    return True
                if not event.modifiers():
                    self._pressed = found
                    return self.open(*found)
            if event.button() != Qt.MouseButton.RightButton or not found:
                self.end()
                self._unchoose()
            return found is not None and event.button() == Qt.MouseButton.RightButton
        return False

    def _menu(self, event: QContextMenuEvent) -> bool:
        """The menu of the cell, or of the chosen ones."""
        found = self._at(QPointF(event.pos()))
        if found is None:
            return False
        if not self.chosen.holds(*found) and not self.open(*found):
            return False
        if self.is_open:
            self.field.contextMenuEvent(event)
            return True
        menu = self.menu_of_chosen()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
        return True

    def menu_of_chosen(self) -> QMenu:
        """What can be done with the chosen cells."""
        menu = QMenu(self.area)
        give_letters(menu)
        for name, text, act in (
            ("cells_cut", tr("Cu&t"), self.cut),
            ("cells_copy", tr("&Copy"), self.copy),
            ("cells_clear", tr("&Delete"), self.clear),
        ):
            menu.addAction(text, act).setObjectName(name)
        paste = menu.addAction(tr("&Paste"), self._paste_clipboard)
        paste.setObjectName("cells_paste")
        menu.addSeparator()
        self.add_commands(menu)
        return menu

    def _scroll(self) -> QPointF:
        return QPointF(self.area.horizontalScrollBar().value(), self.area.verticalScrollBar().value())

    def _at(self, point: QPointF) -> tuple[str, Place] | None:
        """The cell at a place of the viewport."""
        block = self.area.cursorForPosition(point.toPoint()).block()
        if self.area.isReadOnly() or not block.isValid() or qtext.kind_of(block) is not BlockKind.TABLE:
            return None
        placed = self._table(qtext.id_of(block))
        place = placed.layout.at(point + self._scroll() - placed.corner) if placed else None
        return (qtext.id_of(block), place) if place is not None else None

    def open(self, block_id: str, place: Place) -> bool:
        """Write in a cell; False if it is not in sight."""
        self.end()
        self._unchoose()
        block, placed = self._block(block_id), self._table(block_id)
        box = placed.box(place) if placed else None
        if block is None or box is None or self.area.isReadOnly():
            return False
        self.area.setTextCursor(QTextCursor(block))
        self._bring_in_sight(box)
        self._block_id, self._place = block_id, place
        self.field.setFont(self._cards().cell_font(place[0] == 0))
        self._before = self._known = Grid.of(qtext.draft_of(block)).text(*place)
        self.field.show_at(box.translated(-self._scroll()), self._before)
        return True

    def _bring_in_sight(self, box: QRectF) -> None:
        """Scroll so that a cell can be seen: its table may be higher than the window."""
        bar, height = self.area.verticalScrollBar(), self.area.viewport().height()
        bar.setValue(round(min(max(bar.value(), box.bottom() + _AIR - height), max(box.top() - _AIR, 0.0))))

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
            self._left = (self._block_id, self._place)
            self.store()
            self._shut()

    def give_up(self) -> None:
        """Close the cell as it was when it was opened; undo brings back what was written meanwhile."""
        self.store()
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
        if self._block_id:
            self.area.viewport().repaint()  # what was written may have made its line higher
            placed = self._table(self._block_id)
            if placed and (box := placed.box(self._place)) is not None:
                self.field.lie_over(box.translated(-self._scroll()))

    def go_on(self, step: int) -> None:
        """To the next or previous cell; behind the last one, to a new line."""
        block_id, place = self._block_id, self._place
        self.end()
        block = self._block(block_id)
        if block is None:
            return
        placed = self._table(block_id)
        places = list(placed.layout.places()) if placed else []
        number = places.index(place) + step if place in places else -1
        if 0 <= number < len(places):
            self.open(block_id, places[number])
        elif number == len(places):
            self._insert(block_id, len(Grid.of(qtext.draft_of(block)).rows), (place[0] + 1, 0))

    def go_down(self, step: int) -> None:
        """To the cell below or above; out of the table behind its last line, or before its head."""
        block_id, (line, column) = self._block_id, self._place
        placed = self._table(block_id)
        if placed is None:
            return
        down = placed.layout.spans.get(self._place, (1, 1))[0]
        aim = line + (down if step > 0 else -1)
        if 0 <= aim < len(placed.layout.lines) - 1:
            self.open(block_id, placed.layout.owner((aim, column)))
        else:
            self.end()
            cursor = self.area.textCursor()
            moved = cursor.movePosition(QTextCursor.MoveOperation.NextBlock if step > 0 else QTextCursor.MoveOperation.PreviousBlock)
            if step > 0 and not moved:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)  # what is typed now comes below the table
            self.area.setTextCursor(cursor)

    def _insert(self, block_id: str, at: int, place: Place) -> None:
        """A new line below the others, with the field in one of its cells."""
        self._change(block_id, lambda grid: grid.insert_row(at))
        self._open_painted(block_id, place)

    def open_new(self, block_id: str) -> None:
        """Write in the first cell of a table that was just put in."""
        self._open_painted(block_id, (0, 0))

    def _open_painted(self, block_id: str, place: Place) -> None:
        self.area.viewport().repaint()  # only what is painted has a place
        self.open(block_id, place)

    # --- several cells ---

    def _unchoose(self) -> None:
        if self.chosen.block_id:
            self.chosen.clear()
            self.area.viewport().update()

    def _leave_chosen(self) -> None:
        if self.chosen.block_id and qtext.id_of(self.area.textCursor().block()) != self.chosen.block_id:
            self._unchoose()

    def _choose(self, block_id: str, first: Place, last: Place) -> None:
        placed, block = self._table(block_id), self._block(block_id)
        if placed is None or block is None:
            return
        self.end()
        self.area.setTextCursor(QTextCursor(block))
        self.area.setFocus()
        self.chosen.choose(block_id, first, last, placed.layout)
        self.area.viewport().update()

    def drag_to(self, point: QPointF) -> bool:
        """The mouse is dragged from a cell to a point of the viewport."""
        start = self._pressed or ((self._block_id, self._place) if self._block_id else None)
        found = self._at(point)
        if start is None or found is None or found[0] != start[0] or (found[1] == start[1] and not self.chosen.block_id):
            return False
        self._pressed = start
        self._choose(start[0], start[1], found[1])
        return True

    def _extend_to(self, block_id: str, place: Place) -> bool:
        """Shift+click: from the open cell, or the first that was chosen, to this one."""
        is_here = qtext.id_of(self.area.textCursor().block()) == block_id
        start = self.chosen.first if self.chosen.block_id == block_id else self._left[1] if is_here and self._left[0] == block_id else None
        if start is None:
            return False
        self._choose(block_id, start, place)
        return True

    def extend(self, down: int, across: int) -> None:
        """Choose one line or column more, or one less."""
        block_id = self._block_id or self.chosen.block_id
        placed = self._table(block_id)
        if placed is None:
            return
        first, last = (self._place, self._place) if self._block_id else (self.chosen.first, self.chosen.last)
        lines, columns = len(placed.layout.lines) - 2, len(placed.layout.columns) - 2
        aim = (min(max(last[0] + down, 0), lines), min(max(last[1] + across, 0), columns))
        self._choose(block_id, first, aim)
        box = placed.box(placed.layout.owner(aim))
        if box is not None:
            self._bring_in_sight(box)

    def _key(self, event: QKeyEvent) -> bool:
        """A key in the text: those of chosen cells are done here."""
        if event.type() == QEvent.Type.ShortcutOverride and self.chosen.block_id and self.command_of(event) is not None:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if not self.chosen.block_id:
            return self._step_in(event)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.ShiftModifier and event.key() in _ARROWS:
            self.extend(*_ARROWS[Qt.Key(event.key())])
        elif (command := self.command_of(event)) is not None:
            self.run(command)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste_clipboard()
        elif event.key() in _OPENING or (not plain and event.key() in _ARROWS):
            self.open(self.chosen.block_id, self.chosen.first)
        elif is_typing(event):
            self.open(self.chosen.block_id, self.chosen.first)
            QApplication.sendEvent(self.field, event)
        else:
            return False
        return True

    def _step_in(self, event: QKeyEvent) -> bool:
        """F2 opens the first cell of the table at the cursor, an arrow down or up the first or last line of the one it leads to, as in Word."""
        cursor = self.area.textCursor()
        if event.key() == Qt.Key.Key_F2:
            return self.open(qtext.id_of(cursor.block()), (0, 0))
        down = event.key() == Qt.Key.Key_Down
        if not (down or event.key() == Qt.Key.Key_Up) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        start = cursor.block()
        cursor.movePosition(QTextCursor.MoveOperation.Down if down else QTextCursor.MoveOperation.Up)
        placed = self._table(qtext.id_of(cursor.block())) if cursor.block() != start else None
        return placed is not None and self.open(qtext.id_of(cursor.block()), placed.layout.owner((0 if down else len(placed.layout.lines) - 2, 0)))

    def _composed(self, event: QEvent) -> bool:
        """Words from an input method over chosen cells come into the first of them."""
        if event.type() != QEvent.Type.InputMethod or not self.chosen.block_id:
            return False
        self.open(self.chosen.block_id, self.chosen.first)
        QApplication.sendEvent(self.field, event)
        return True

    def copy(self) -> None:
        """The chosen cells to the clipboard."""
        block = self._block(self.chosen.block_id)
        if block is not None:
            grid, (top, left, bottom, right) = Grid.of(qtext.draft_of(block)), self.chosen.box
            lines = [[grid.text(line, column) for column in range(left, right + 1)] for line in range(top, bottom + 1)]
            QApplication.clipboard().setMimeData(mime_of(lines))

    def cut(self) -> None:
        """The chosen cells to the clipboard; they are empty then."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Empty the chosen cells."""
        top, left, bottom, right = self.chosen.box

        def empty(grid: Grid) -> None:
            for line in range(top, bottom + 1):
                for column in range(left, right + 1):
                    grid.write(line, column, "")

        self._change(self.chosen.block_id, empty)

    def _paste_clipboard(self) -> None:
        source = copied()
        self.paste(block_of(source) or [[source.text()]])

    def paste(self, lines: Sequence[Sequence[str]]) -> None:
        """Fill cells from the open one, or the first chosen one, on; the table grows as needed."""
        block_id, (line, column) = (self._block_id, self._place) if self._block_id else (self.chosen.block_id, self.chosen.box[:2])
        self.end()
        self._change(block_id, lambda grid: grid.paste(line, column, lines))
        self._open_painted(block_id, (line, column))

    # --- lines and columns ---

    @property
    def _box(self) -> Box:
        if self.chosen.block_id:
            return self.chosen.box
        placed = self._table(self._block_id)
        down, across = placed.layout.spans.get(self._place, (1, 1)) if placed else (1, 1)
        return (*self._place, self._place[0] + down - 1, self._place[1] + across - 1)

    def _grid(self) -> Grid | None:
        block = self._block(self._block_id or self.chosen.block_id)
        return Grid.of(qtext.draft_of(block)) if block is not None else None

    def command_of(self, event: QKeyEvent) -> Command | None:
        """The command of the table that a key means and that can be done now."""
        pressed = QKeySequence(event.keyCombination())
        fitting = [command for group in self._commands for command in group if command.keys and pressed == QKeySequence(command.keys)]
        grid = self._grid() if fitting and not self.area.isReadOnly() else None
        return next((command for command in fitting if grid is not None and command.possible(grid, self._box)), None)

    def add_commands(self, menu: QMenu) -> None:
        """What can be done with the open cell or the chosen ones, their lines and columns."""
        grid, block_id = self._grid(), self._block_id or self.chosen.block_id
        if grid is None:
            return
        for group in self._commands:
            target = menu.addMenu(tr("Alignment of the column")) if group[0].name.startswith("cell_align") else menu
            for command in group:
                action = target.addAction(command.text, lambda command=command: self.run(command))
                action.setObjectName(command.name)
                action.setEnabled(command.possible(grid, self._box))
                if command.keys:
                    action.setShortcut(QKeySequence(command.keys))
            menu.addSeparator()
        menu.addAction(tr("Edit table…"), lambda: self.area.object_activated.emit(block_id)).setObjectName("cell_edit_table")

    def run(self, command: Command | None) -> None:
        """Do a command with the open cell or the chosen ones, and go to the cell it leads to."""
        if command is None:
            return
        block_id, box = self._block_id or self.chosen.block_id, self._box
        self.end()
        place: list[Place] = []
        self._change(block_id, lambda grid: place.append(command.act(grid, box)))
        if place:
            self._open_painted(block_id, place[0])
