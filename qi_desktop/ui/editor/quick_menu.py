"""The list that opens where `/` is typed (or `、` in an empty paragraph): everything that can be put in, found by name or pinyin initials.

Owns when it opens and closes and what it offers. What is typed stands in the text like any other typing, so that input methods work as ever; it is
taken away when something is chosen, and stays when the list is closed with Esc.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem

from qi_desktop.core.lists import LIST_STYLES
from qi_desktop.core.pinyin import initials, matches
from qi_desktop.core.records import dataclass
from qi_desktop.ui import qtext
from qi_desktop.ui.translate import tr

if TYPE_CHECKING:
    from qi_desktop.ui.editor.chapter_editor import ChapterEditor

_ANYWHERE, _IN_EMPTY = "/", "、"
_BEFORE = frozenset("，。；：、！？）】》”’")  # behind these a / begins something new; behind a word it means “or” or stands in a number such as GB/T
_LONGEST = 16  # characters: whoever typed more does not mean the list
_SHOWN = 9
_WIDTH = 320
_ORDER = (
    "paragraph_heading",
    *(f"list_{style}" for style in LIST_STYLES),
    "insert_table",
    "insert_register_view",
    "insert_picture",
    "insert_figure",
    "insert_page_break",
    "insert_lying_pages",
    "insert_footnote",
    "insert_reference",
    "paragraph_quote",
    "paragraph_slogan",
    "paragraph_signature",
    "paragraph_body",
)
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_SHOWN, Qt.Key.Key_PageDown: _SHOWN}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be chosen: what it is called, and the command behind it."""

    text: str
    action: QAction

    def rank(self, wanted: str) -> int | None:
        """How well it fits what was typed: 0 begins so, 1 holds it; None if it does not fit."""
        wanted = wanted.casefold()
        english = self.action.objectName().partition("_")[2].replace("_", " ")
        if self.text.casefold().startswith(wanted) or initials(self.text).startswith(wanted) or english.startswith(wanted):
            return 0
        return 1 if matches(wanted, self.text) else None


class QuickMenu(QListWidget):
    """The list over the text. The focus stays in the text."""

    _NAME = "quick_menu"
    _OPENING = (_ANYWHERE, _IN_EMPTY)

    def __init__(self, editor: ChapterEditor) -> None:
        super().__init__(editor)
        self.setObjectName(self._NAME)
        self.setAccessibleName(self._title())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.hide()
        self._editor = editor
        self._area = editor.area
        self._start = -1  # the position of the character that opened the list
        self._entries: list[Entry] = []
        self._area.typed.connect(self._typed)
        self._area.cursorPositionChanged.connect(self._follow)
        self._area.textChanged.connect(self._follow)
        self._area.verticalScrollBar().valueChanged.connect(self.close_list)
        self._area.installEventFilter(self)
        self.itemClicked.connect(self.choose)

    def _title(self) -> str:
        return tr("Quick insert")

    def _offered(self) -> Iterator[Entry]:
        """What there is to choose from, asked when the list opens."""
        known = {action.objectName(): action for action in self._area.actions()}
        for name in _ORDER:
            action = known[name]
            style = LIST_STYLES.get(name.removeprefix("list_"))
            text = action.text().replace("&", "").rstrip("…")
            if style is not None:
                text = tr("Bullet list {example}", example=text) if style.is_bullet else tr("Numbered list {example}", example=text)
            yield Entry(text, action)
        for name, action in known.items():
            if name.startswith("field_"):
                yield Entry(tr("Field: {name}", name=action.text()), action)

    # --- opening and closing ---

    def _typed(self, text: str) -> None:
        if self.isVisible() or text not in self._OPENING or self._area.isReadOnly():
            return
        cursor = self._area.textCursor()
        place = cursor.positionInBlock() - 1
        words = cursor.block().text()
        before = words[place - 1 : place] if place else ""
        if place >= 0 and self._opens(text, before, words):
            self._start = cursor.position() - 1
            self._entries = list(self._offered())
            self._follow()

    def _opens(self, typed: str, before: str, words: str) -> bool:
        """True if what was typed opens the list: behind this character, in a paragraph of these words."""
        begins = not before or before.isspace() or before in _BEFORE
        return len(words) == 1 if typed == _IN_EMPTY else begins

    def close_list(self) -> None:
        """Close it; what was typed stays."""
        self._start = -1
        self.hide()

    def _wanted(self) -> str | None:
        """What was typed behind the opening character; None when the list has no more business here."""
        cursor = self._area.textCursor()
        block = self._area.document().findBlock(self._start) if self._start >= 0 else None
        if block is None or cursor.block() != block or cursor.position() <= self._start or cursor.hasSelection() or qtext.is_object(block):
            return None
        typed = qtext.utf16_slice(block.text(), self._start - block.position(), cursor.positionInBlock())
        return typed[1:] if typed[:1] in self._OPENING and len(typed) <= _LONGEST and " " not in typed else None

    def _follow(self) -> None:
        """Narrow the list to what is typed; nothing that fits closes it."""
        if self._start < 0:
            return
        wanted = self._wanted()
        ranked = [(entry.rank(wanted), entry) for entry in self._entries] if wanted is not None else []
        fitting = [(rank, entry) for rank, entry in ranked if rank is not None and entry.action.isEnabled()]
        if not fitting:
            self.close_list()
            return
        self.clear()
        for _, entry in sorted(fitting, key=lambda pair: pair[0]):
            keys = entry.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(f"{entry.text}\u3000{keys}" if keys else entry.text)
            item.setData(Qt.ItemDataRole.UserRole, entry.action)
            self.addItem(item)
        self.setCurrentRow(0)
        self._place()

    def _place(self) -> None:
        """Below the line of the cursor; above it where there is no room."""
        height = self.sizeHintForRow(0) * min(self.count(), _SHOWN) + 2 * self.frameWidth()
        width = max(_WIDTH, self.sizeHintForColumn(0) + self.verticalScrollBar().sizeHint().width() + 12)
        line = self._area.cursorRect()
        below = self._area.viewport().mapTo(self._editor, QPoint(line.left(), line.bottom() + 4))
        top = below.y() if below.y() + height <= self._editor.height() else max(0, below.y() - 8 - line.height() - height)
        self.setGeometry(max(0, min(below.x(), self._editor.width() - width)), top, min(width, self._editor.width()), height)
        self.show()
        self.raise_()

    # --- choosing ---

    def choose(self, item: QListWidgetItem) -> None:
        """Take what was typed away and carry out the command."""
        action: QAction = item.data(Qt.ItemDataRole.UserRole)
        cursor = self._area.textCursor()
        start, end = self._start, cursor.position()
        self.close_list()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._area.structure.remove(cursor)
        self._area.setTextCursor(cursor)
        self._area.setFocus()
        action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is open, the keys that move and choose belong to it."""
        if not self.isVisible():
            return False
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.close_list()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # Esc closes the list, whatever else it may do in the window
            return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self.setCurrentRow(max(0, min(self.currentRow() + _STEPS[key], self.count() - 1)))
        elif key in _CHOOSING:
            self.choose(self.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return False
        return True
