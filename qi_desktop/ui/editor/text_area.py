"""The text itself: a QTextEdit whose keys, input methods, drops and pastes all go through `Structure`, so that blocks keep their ids.

Owns what a key does and what one step of undo is; `beside` paints what stands beside the text. Knows neither the session nor dialogs: it asks by
signals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from qi_desktop.core import lists
from qi_desktop.core.lists import ItemInput
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.ui import qtext
from qi_desktop.ui.editor import autoformat, beside
from qi_desktop.ui.editor.note_marks import NoteMarks
from qi_desktop.ui.editor.paper import Paper, item_input, list_level
from qi_desktop.ui.editor.structure import Structure
from qi_desktop.ui.editor.typing_keys import is_typing

_KEEP = QTextCursor.MoveMode.KeepAnchor
_DELETING = {
    QKeySequence.StandardKey.DeleteStartOfWord: QTextCursor.MoveOperation.PreviousWord,
    QKeySequence.StandardKey.DeleteEndOfWord: QTextCursor.MoveOperation.NextWord,
    QKeySequence.StandardKey.DeleteEndOfLine: QTextCursor.MoveOperation.EndOfLine,
}
_CARET = 2  # pixels
_WORD_ENDS = (" ", "\u3000", "\t", "\n", *"，。；：？！、…）】》”’")  # after these, typing is a new step of undo, as in Word
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextArea(QTextEdit):
    """The editor's text. `document_undo` and `document_redo` are left to the editor, since beyond the typing there is the library's history."""

    object_activated = Signal(str)  # id of a block: a double click or Enter on an object
    undo_requested = Signal()
    redo_requested = Signal()
    menu_requested = Signal(object)  # QPoint on the screen
    focus_left = Signal()
    zoom_requested = Signal(int)  # steps, larger or smaller
    typed = Signal(str)  # what a key or an input method has written
    palette_changed = Signal()
    column_moved = Signal(int)  # the width of the margin at the left of the column

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = paper
        self.structure = Structure(self.document(), qtext.Look(paper.block_format))
        self.mime_reader: Callable[[QMimeData], bool] = lambda source: False  # puts what it can read in; False if it cannot
        self.mime_asker: Callable[[QMimeData], bool] = lambda source: False
        self.selection_mover: Callable[[QTextCursor], None] = lambda target: None
        self.mime_writer: Callable[[], QMimeData] = QMimeData
        self.hint = ""
        """What an empty text shows where its first word will stand; Qt's own placeholder knows no indent."""
        self.notes = NoteMarks()
        self._labels: dict[str, str] = {}
        self._labels_old = True
        self._last_position = 0
        self.setAcceptRichText(True)
        self.setUndoRedoEnabled(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(_CARET)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cursorPositionChanged.connect(self._keep_out_of_atoms)

    # --- labels of list items ---

    def labels_changed(self) -> None:
        """The blocks, or what they are, changed: labels are counted anew when they are next painted."""
        self._labels_old = True
        self.viewport().update()

    def labels(self) -> dict[str, str]:
        """The label of each list item by the block's id, as it will be printed."""
        if self._labels_old:
            items = [block for block in qtext.blocks(self.document()) if qtext.kind_of(block) is BlockKind.LIST_ITEM]
            counted = lists.labels(item_input(block) for block in items)
            self._labels = {qtext.id_of(block): label.label for block, label in zip(items, counted, strict=True)}
            self._labels_old = False
        return self._labels

    def items_before(self, block: QTextBlock) -> list[ItemInput]:
        """The list items that stand before a block."""
        earlier = (other for other in qtext.blocks(self.document()) if other.blockNumber() < block.blockNumber())
        return [item_input(other) for other in earlier if qtext.kind_of(other) is BlockKind.LIST_ITEM]

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then the labels at its left, then the frame of a chosen object."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        top = event.rect().top() + self.verticalScrollBar().value()
        bottom = event.rect().bottom() + self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        labels = self.labels()
        cursor = self.textCursor()
        while block.isValid():
            area = layout.blockBoundingRect(block)
            if area.top() > bottom:
                break
            if area.bottom() >= top:
                kind = qtext.kind_of(block)
                if kind is BlockKind.LIST_ITEM:
                    beside.paint_label(painter, block, area, labels.get(qtext.id_of(block), ""), self.paper, self.palette())
                elif kind in qtext.OBJECT_KINDS and self._is_chosen(block, cursor):
                    if (cursor.selectionStart(), cursor.selectionEnd()) == (block.position(), block.position() + 1):
                        beside.paint_object(painter, block, area, self.palette())
                    beside.paint_choice(painter, area, self.palette())
                self.notes.paint(painter, block, area, self.paper, self.palette())
            block = block.next()
        first = self.document().firstBlock()
        if self.hint and first.length() == 1 and not first.next().isValid() and first.layout().lineCount() and not first.layout().preeditAreaText():
            beside.paint_hint(painter, layout.blockBoundingRect(first), first.layout().lineAt(0), self, self.hint)
        painter.end()

    def _is_chosen(self, block: QTextBlock, cursor: QTextCursor) -> bool:
        if cursor.hasSelection():
            return cursor.selectionStart() <= block.position() < cursor.selectionEnd()
        return self.hasFocus() and cursor.block() == block

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, and the cursor in sight if it was: lines are broken anew."""
        in_sight = self.viewport().rect().intersects(self.cursorRect())
        self.fit_column()
        super().resizeEvent(event)
        if in_sight:
            QTimer.singleShot(0, self, self.ensureCursorVisible)  # the scroll bar learns later how long the text is now

    def fit_column(self) -> None:
        """The column is never wider than a printed line; the rest is margin at both sides."""
        column = self.paper.text_width + 2 * self.document().documentMargin()
        bar = self.verticalScrollBar().sizeHint().width()
        side = max(0, int((self.width() - bar - column) / 2))
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)
            self.column_moved.emit(side)

    def changeEvent(self, event: QEvent) -> None:
        """Tell of another palette only now that it is this widget's own: those around it hear of it before."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.palette_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling, or the editor's own zoom: Qt's would change the base font alone."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # --- keys ---

    def event(self, event: QEvent) -> bool:
        """Shortcuts of the editor's own actions win over QTextEdit's keys (on X11 it takes Ctrl+K and Ctrl+U for itself)."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if any(pressed == shortcut for action in self.actions() for shortcut in action.shortcuts()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that change the text are done here; the others move the cursor as QTextEdit does."""
        if event.key() in _ENTER and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier) and self._activate():
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
            event.accept()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._show_menu()
            event.accept()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif self._edit_by(event):
            event.accept()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def _edit_by(self, event: QKeyEvent) -> bool:
        standard = QKeySequence.StandardKey
        cursor = self.textCursor()
        if event.matches(standard.Undo):
            self.undo_requested.emit()
        elif event.matches(standard.Redo):
            self.redo_requested.emit()
        elif event.matches(standard.Cut):
            self.cut_selection()
        elif event.matches(standard.Paste):
            self.paste()
        elif event.key() in _ENTER and not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            self._enter(cursor, soft=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.shift_level(-1 if event.key() == Qt.Key.Key_Backtab else 1)
        elif self._deletes(event, cursor):
            self.setTextCursor(cursor)
        elif is_typing(event):
            self.type_text(event.text())
        else:
            return False
        return True

    def _deletes(self, event: QKeyEvent, cursor: QTextCursor) -> bool:
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        move = next((move for key, move in _DELETING.items() if event.matches(key)), None)
        plain = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not event.modifiers() & control
        if move is None and not plain:
            return False
        if cursor.hasSelection():
            self.structure.remove(cursor)
        elif move is not None and not self._at_border(cursor, move):
            cursor.movePosition(move, _KEEP)
            self.structure.remove(cursor)
        elif event.key() == Qt.Key.Key_Backspace:
            self.structure.backspace(cursor)
        else:
            self.structure.delete(cursor)
        return True

    @staticmethod
    def _at_border(cursor: QTextCursor, move: QTextCursor.MoveOperation) -> bool:
        return cursor.atBlockStart() if move == QTextCursor.MoveOperation.PreviousWord else cursor.atBlockEnd()

    def _activate(self) -> bool:
        """Open the object that is chosen or that the cursor stands before; behind one, as after putting it in, Enter goes on writing."""
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        kind = qtext.kind_of(block)
        if kind not in qtext.OBJECT_KINDS or kind is BlockKind.PAGE_BREAK or cursor.selectionEnd() > block.position() + 1:
            return False
        if not cursor.hasSelection() and not cursor.atBlockStart():
            return False
        self.object_activated.emit(qtext.id_of(block))
        return True

    def _enter(self, cursor: QTextCursor, soft: bool) -> None:
        block = cursor.block()
        if soft and not qtext.is_object(block):
            self.structure.insert_runs(cursor, (replace(self.typing_run(), text="\n"),))
        elif not cursor.hasSelection() and block.length() == 1 and qtext.kind_of(block) is BlockKind.LIST_ITEM:
            if list_level(qtext.attributes_of(block)):
                self.shift_level(-1)
            else:
                self.structure.change_kind([block], BlockKind.PARAGRAPH, lambda attributes: {})
            return
        else:
            self.structure.split(cursor)
        self.setTextCursor(cursor)

    def shift_level(self, step: int) -> bool:
        """Move the selected list items a level deeper or higher; False if none is selected."""
        cursor = self.textCursor()
        touched = self.structure.blocks_between(cursor.selectionStart(), cursor.selectionEnd())
        items = [block for block in touched if qtext.kind_of(block) is BlockKind.LIST_ITEM]
        self.structure.change_kind(items, BlockKind.LIST_ITEM, lambda attributes: autoformat.with_level(attributes, list_level(attributes) + step))
        return bool(items)

    # --- typing ---

    def type_text(self, text: str) -> None:
        """Write text at the cursor as it was typed: in the format that is set there, never into a field or a link's end."""
        cursor = self.textCursor()
        if text == " " and autoformat.is_bare_item(cursor):
            return
        self.leave_object(cursor)
        self.structure.insert_runs(cursor, (replace(self.typing_run(), text=text.replace("\r\n", "\n").replace("\r", "\n")),))
        self.setTextCursor(cursor)
        autoformat.make_item(self.structure, cursor, self.items_before, text)
        self.typed.emit(text)
        if text.endswith(_WORD_ENDS):
            self.end_step()

    def end_step(self) -> None:
        """Let undo take back what is typed from now on apart from what was typed before."""
        self.document().setModified(False)  # Qt's undo joins typing only while this is true

    def typing_run(self) -> Run:
        """The format that typed text gets, as a run without text."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.setPosition(cursor.selectionStart())
            if not cursor.atBlockEnd():
                cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        run = qtext.run_of(cursor.charFormat())
        if run.link and not self._inside_link(cursor, run.link):
            run = replace(run, link="")
        return run

    @staticmethod
    def _inside_link(cursor: QTextCursor, link: str) -> bool:
        if cursor.atBlockStart() or cursor.atBlockEnd():
            return False
        following = QTextCursor(cursor)
        following.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return following.charFormat().stringProperty(qtext.RUN_LINK) == link

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method commits is typed like any other text; what it is still composing stands in no block yet."""
        if self.isReadOnly():  # Qt would take the words all the same
            event.ignore()
            return
        cursor = self.textCursor()
        if event.commitString() or event.replacementLength():
            super().inputMethodEvent(QInputMethodEvent())
            cursor = self.textCursor()
            if event.replacementLength():
                start = max(cursor.position() + event.replacementStart(), cursor.block().position())
                cursor.setPosition(start)
                cursor.setPosition(min(start + event.replacementLength(), cursor.block().position() + cursor.block().length() - 1), _KEEP)
                self.structure.remove(cursor)
                self.setTextCursor(cursor)
            if event.commitString():
                self.type_text(event.commitString())
            if event.preeditString():
                super().inputMethodEvent(QInputMethodEvent(event.preeditString(), event.attributes()))
        else:
            if event.preeditString():
                self._clear_way(cursor)
            super().inputMethodEvent(event)
        event.accept()
        self.ensureCursorVisible()

    def leave_object(self, cursor: QTextCursor) -> None:
        """Go behind an object that alone is chosen: one click and a word typed by mistake must not take a picture or a table away."""
        block = self.document().findBlock(cursor.selectionStart())
        if cursor.hasSelection() and qtext.is_object(block) and cursor.selectionEnd() <= block.position() + 1:
            cursor.setPosition(block.position() + 1)
            self.setTextCursor(cursor)

    def _clear_way(self, cursor: QTextCursor) -> None:
        """Before composing begins: the selection goes, and an object is never composed upon."""
        self.leave_object(cursor)
        if cursor.hasSelection():
            self.structure.remove(cursor)
            self.setTextCursor(cursor)
        if qtext.is_object(cursor.block()):
            self.structure.paragraph_beside(cursor)
            self.setTextCursor(cursor)

    # --- the cursor and atoms ---

    def _keep_out_of_atoms(self) -> None:
        """A field is one character for the cursor: it jumps over, and a selection takes it whole."""
        cursor = self.textCursor()
        position, last = cursor.position(), self._last_position
        self._last_position = position
        block = cursor.block()
        if qtext.is_object(block) or qtext.is_object(self.document().findBlock(last)):
            self.viewport().update()  # the frame of a chosen object is wider than what Qt paints anew
        # Beside an object the frame shows where the cursor is; a caret as high as a picture would only hide it.
        self.setCursorWidth(0 if qtext.is_object(block) else _CARET)
        around = qtext.atom_around(block, cursor.positionInBlock())
        if around is None:
            return
        start, end = block.position() + around[0], block.position() + around[1]
        forward = position > last if last in (start, end) or cursor.hasSelection() else position - start > end - position
        mode = _KEEP if cursor.hasSelection() else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(end if forward else start, mode)
        self._last_position = cursor.position()
        self.setTextCursor(cursor)

    # --- mouse ---

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens an object; chooses a field whole; a word otherwise."""
        block = self.cursorForPosition(event.position().toPoint()).block()
        if qtext.is_object(block) and event.button() == Qt.MouseButton.LeftButton:
            self.setTextCursor(QTextCursor(block))
            self.choose_object()
            self._activate()
            return
        super().mouseDoubleClickEvent(event)
        cursor = self.textCursor()
        start, end = self.structure.whole_atoms(cursor.selectionStart(), cursor.selectionEnd())
        cursor.setPosition(start)
        cursor.setPosition(end, _KEEP)
        self.setTextCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on an object chooses it whole; one below the object that ends a text goes behind it, since who clicks there wants to write."""
        super().mouseReleaseEvent(event)
        cursor = self.textCursor()
        if event.button() != Qt.MouseButton.LeftButton or cursor.hasSelection() or not qtext.is_object(cursor.block()):
            return
        bottom = self.document().documentLayout().blockBoundingRect(cursor.block()).bottom()
        if event.position().y() + self.verticalScrollBar().value() <= bottom:
            self.choose_object()
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The editor's own menu; a click outside the selection moves the cursor there first, and an object is chosen whole."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            place = self.cursorForPosition(event.pos())
            own = self.textCursor()
            if not own.hasSelection() or not own.selectionStart() <= place.position() <= own.selectionEnd():
                self.setTextCursor(place)
        self.choose_object()
        self.menu_requested.emit(event.globalPos())

    def _show_menu(self) -> None:
        """Shift+F10: a menu below the cursor. On Windows Qt makes this event of the key by itself, elsewhere of the menu key alone."""
        place = self.cursorRect().bottomLeft()
        self.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, self.viewport().mapToGlobal(place)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the editor, which saves."""
        super().focusOutEvent(event)
        self.focus_left.emit()

    # --- clipboard and drops ---

    def choose_object(self) -> None:
        """Select the object that the cursor stands beside, if nothing else is selected."""
        cursor = self.textCursor()
        block = cursor.block()
        if not cursor.hasSelection() and qtext.is_object(block):
            cursor.setPosition(block.position())
            cursor.setPosition(block.position() + 1, _KEEP)
            self.setTextCursor(cursor)

    def copy_selection(self) -> None:
        """Copy the selection, or the object at the cursor."""
        self.choose_object()
        self.copy()

    def cut_selection(self) -> None:
        """Copy the selection and take it away. A paragraph whose whole text is cut gives its id away, so that it lives on where it is pasted."""
        self.choose_object()
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return
        self.copy()
        self.structure.cut(cursor)
        self.setTextCursor(cursor)

    def delete_selection(self) -> None:
        """Take the selection, or the object at the cursor, away."""
        self.choose_object()
        cursor = self.textCursor()
        if cursor.hasSelection():
            self.structure.remove(cursor)
            self.setTextCursor(cursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What a copy or a drag takes along."""
        return self.mime_writer()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """True for what can be pasted or dropped."""
        return not self.isReadOnly() and self.mime_asker(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop."""
        if not self.isReadOnly() and self.mime_reader(source):
            self.ensureCursorVisible()

    def loadResource(self, kind: int, name: object) -> object:
        """Never load anything for a pasted text, neither from the network nor from a disk."""
        return None

    def dropEvent(self, event: QDropEvent) -> None:
        """A selection dragged inside the text is moved with its ids; anything else is a paste at the place."""
        inside = event.source() in (self, self.viewport()) and event.dropAction() == Qt.DropAction.MoveAction and not self.isReadOnly()
        if not inside:
            super().dropEvent(event)
            return
        self.selection_mover(self.cursorForPosition(event.position().toPoint()))
        event.accept()
