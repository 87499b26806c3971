"""Writing in the cells of a register where a view shows them: a click opens a cell with the grid's editor for its column.

Owns which cell is open and what its keys do: Tab goes on, Enter goes down, Esc gives up, F2 on a chosen view opens its first cell. A view that
is too narrow for its columns is turned by a press on its foot, or by going on to a cell that has no room. What is
written goes to the register by the verb that its grid uses, as a step of undo of its own. Computed cells, attached files, sums and the head are not
written here.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from qi_desktop.core import registers
from qi_desktop.core.model import BlockKind
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType
from qi_desktop.session import CellChange
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.cards import Cards
from qi_desktop.ui.editor.sources import Sources
from qi_desktop.ui.editor.table_layout import Place
from qi_desktop.ui.editor.text_area import TextArea
from qi_desktop.ui.grids.labels import column_label, shown_text
from qi_desktop.ui.translate import render

_LEAVES_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a register that a view shows."""

    column: Column
    row_id: str
    text: str  # what it says, also where it repeats the one above


class ViewCells(QObject):
    """Listens to mouse and keys over one text area."""

    def __init__(self, area: TextArea, sources: Sources, cards: Callable[[], Cards]) -> None:
        super().__init__(area)
        self._area, self._sources, self._cards = area, sources, cards
        self._open: tuple[str, Place, _Cell] | None = None
        self.editor: QWidget | None = None
        self._focus: QWidget | None = None  # the part of the editor that the keys go to
        area.viewport().installEventFilter(self)
        area.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(lambda _: self.end())

    # --- opening ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mouse and keys of the text, and of the open editor."""
        if watched is self._focus:
            return self._editor_event(event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress and watched is self._area.viewport():
            self.end()
            plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
            found = self._at(event.position()) if plain else None
            return self.open(*found) if found else plain and self._turn(event.position())
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_F2 and self.editor is None:
            return self._open_first()
        return False

    def _open_first(self) -> bool:
        block = self._area.textCursor().block()
        return self._is_view(block) and any(self.open(qtext.id_of(block), place) for place in sorted(self.boxes(qtext.id_of(block))))

    def _turn(self, point: QPointF) -> bool:
        """A press on what tells of columns without room shows them; False if there is no such thing."""
        block = self._area.cursorForPosition(point.toPoint()).block()
        foot = self._cards().feet.get(qtext.id_of(block)) if block.isValid() else None
        if foot is None or not foot.contains(point + self._scroll()):
            return False
        self._cards().turn(qtext.draft_of(block))
        self._area.viewport().update()
        return True

    def _is_view(self, block: QTextBlock) -> bool:
        return not self._area.isReadOnly() and block.isValid() and qtext.kind_of(block) is BlockKind.REGISTER_VIEW

    def boxes(self, block_id: str) -> dict[Place, QRectF]:
        """Where the cells of a view were painted last, in the document's pixels."""
        placed = self._cards().views.get(block_id)
        return {place: box for place in placed.layout.places() if (box := placed.box(place)) and box.width()} if placed else {}

    def _scroll(self) -> QPointF:
        return QPointF(self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value())

    def _at(self, point: QPointF) -> tuple[str, Place] | None:
        """The cell of a view at a place of the viewport."""
        block = self._area.cursorForPosition(point.toPoint()).block()
        if not self._is_view(block):
            return None
        block_id = qtext.id_of(block)
        return next(((block_id, place) for place, box in self.boxes(block_id).items() if box.contains(point + self._scroll())), None)

    def _block(self, block_id: str) -> QTextBlock | None:
        return next((block for block in qtext.blocks(self._area.document()) if qtext.id_of(block) == block_id), None)

    def _cell(self, block: QTextBlock, place: Place) -> _Cell | None:
        """What stands there; None for the head, sums, computed cells and files."""
        draft = qtext.draft_of(block)
        table = self._sources.table(draft)
        register = self._sources.registers.get(str(draft.attributes.get("register", "")))
        if table is None or register is None or not 0 < place[0] <= len(table.row_ids):
            return None
        row_id, column = table.row_ids[place[0] - 1], register.column(table.column_keys[place[1]])
        if not row_id or column is None or column.derived or column.type is ColumnType.ASSET:
            return None
        return self._origin(column, row_id)

    def _origin(self, column: Column, row_id: str) -> _Cell:
        """The cell that says it: what repeats the one above is written there, for all that repeat it, as they are shown as one."""
        rows = self._sources.hub.session.rows
        row = rows.get(row_id)
        if row.values.get(column.name, "") == SAME_AS_ABOVE:
            beside = [other for other in rows.of(row.register, self._sources.hub.report_id) if other.parent_id == row.parent_id]
            for other in reversed(beside[: [other.id for other in beside].index(row_id)]):
                row = other
                if row.values.get(column.name, "") != SAME_AS_ABOVE:
                    break
        text = row.values.get(column.name, "")
        return _Cell(column, row.id, "" if text == SAME_AS_ABOVE else text)

    def open(self, block_id: str, place: Place) -> bool:
        """Write in a cell; False if it cannot be written here, or is not in sight."""
        from qi_desktop.ui.grids import cell_editors  # the window is painted before a cell is opened

        self.end()
        block = self._block(block_id)
        box = self.boxes(block_id).get(place)
        cell = self._cell(block, place) if block is not None and box is not None and self._is_view(block) else None
        if block is None or box is None or cell is None:
            return False
        self._area.setTextCursor(QTextCursor(block))
        self._area.ensureCursorVisible()
        editor = cell_editors.editor_of(cell.column, self._area.viewport(), column_label(cell.column))
        editor.setObjectName("view_cell_editor")
        editor.setAutoFillBackground(True)
        editor.setFont(self._cards().cell_font(False))
        if isinstance(editor, QLineEdit):
            editor.setFrame(True)  # a grid's cells have lines of their own
        cell_editors.write_into(editor, shown_text(cell.column, cell.text))
        self._open, self.editor, self._focus = (block_id, place, cell), editor, editor.focusProxy() or editor
        self._focus.installEventFilter(self)
        cell_editors.place_over(editor, box.translated(-self._scroll()).toAlignedRect())
        editor.show()
        editor.setFocus()
        return True

    # --- writing ---

    def end(self, keep: bool = True) -> None:
        """Close the open cell; what was written goes to the register."""
        if self._open is None or self.editor is None or self._focus is None:
            return
        from qi_desktop.ui.grids import cell_editors

        (block_id, place, cell), editor, had_focus = self._open, self.editor, self._focus.hasFocus()
        self._open = self.editor = self._focus = None  # first: the change that follows is announced to the views
        text = cell_editors.text_of(editor)
        editor.hide()
        editor.deleteLater()
        if had_focus:
            self._area.setFocus()
        if not keep or text == shown_text(cell.column, cell.text):
            return
        hub = self._sources.hub
        if hub.perform(lambda: hub.session.rows.change([CellChange(cell.row_id, cell.column.name, text)])):
            # The typing before it is stored: the library's history undoes both in their order, while the text knows nothing of the cell.
            self._area.document().clearUndoRedoStacks()
        self._area.viewport().update()
        if problem := registers.problem(cell.column, registers.canonical(cell.column, text)):
            self._tell(render(problem), self.boxes(block_id).get(place))

    def _tell(self, words: str, box: QRectF | None) -> None:
        """Why a cell does not fit; it is kept, and marked in the grid and among the findings."""
        if box is not None:
            rect = box.translated(-self._scroll()).toAlignedRect()
            QToolTip.showText(self._area.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2)), words, self._area.viewport(), QRect(rect))

    # --- keys ---

    def _editor_event(self, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in _LEAVES_OPEN:
            self.end()
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Escape:
                self.end(keep=False)
            case Qt.Key.Key_Tab:
                self._go(lambda place, other: other > place)
            case Qt.Key.Key_Backtab:
                self._go(lambda place, other: other < place, back=True)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                if isinstance(self.editor, QPlainTextEdit):
                    self.editor.insertPlainText("\n")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._go(lambda place, other: other[1] == place[1] and (other < place if back else other > place), back)
            case _:
                return False
        return True

    def _go(self, leads: Callable[[Place, Place], bool], back: bool = False) -> None:
        """Close the cell and open the nearest one that can be written among those where a key leads."""
        if self._open is None:
            return
        block_id, place, _ = self._open
        self.end()
        self._area.viewport().repaint()  # only what is painted has a place, and a sorted view may have changed its order
        block = self._block(block_id)
        for other in sorted(self._places(block_id), reverse=back):
            if leads(place, other) and block is not None and self._cell(block, other) is not None:
                if other not in self.boxes(block_id):  # its column has no room yet
                    self._cards().reveal(qtext.draft_of(block), other[1])
                    self._area.viewport().repaint()
                if self.open(block_id, other):
                    return

    def _places(self, block_id: str) -> list[Place]:
        """The cells of the rows that a view shows, also in columns that have no room."""
        placed, block = self._cards().views.get(block_id), self._block(block_id)
        table = self._sources.table(qtext.draft_of(block)) if block is not None else None
        if placed is None or table is None:
            return []
        return [(line, column) for line in range(len(placed.layout.lines) - 1) for column in range(len(table.columns))]
