"""Find and replace below the text: what is looked for, the hits as one types, and replacing those that are ticked.

Owns the pace: texts are read and searched in slices of a few milliseconds, so that typing is never held up and the first hits show at once. What a
hit is, and how it is replaced, is said in `core.search` and `session.search`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError, UsageError
from qi_desktop.core.search import Hit, Query, Search
from qi_desktop.session.search import Replaced, Texts
from qi_desktop.ui import room
from qi_desktop.ui.expressions import Expression
from qi_desktop.ui.find.hit_list import HitKey, HitList, key_of
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import language_key, render, tr

SLICE = 0.006  # seconds of work before the window may do something else
FIRST = 24  # hits that are listed at once: more than a panel shows
LIMIT = 2000  # hits that are listed at all: nobody reads more, and each takes memory
FOLLOW_AFTER = 300  # milliseconds after a change of the library until the hits follow

_W = TypeVar("_W", bound=QWidget)


class FindPanel(QWidget):
    """Two fields, the options and the hits."""

    hit_chosen = Signal(object, bool)  # Hit, and whether the focus goes there
    closed = Signal()

    def __init__(self, hub: Hub, chapter: Callable[[], str], selected: Callable[[], str] = str, parent: QWidget | None = None) -> None:
        """`chapter` tells which chapter or register is shown, `selected` which words are selected in it: those are looked for at first."""
        super().__init__(parent)
        self.setObjectName("find_panel")
        self._hub = hub
        self._chapter = chapter
        self._selected = selected
        self._texts: Texts | None = None
        self._reader: Iterator[None] | None = None
        self._searcher: Iterator[Hit | None] | None = None
        self._found = 0
        self._again: HitKey | None = None
        self._titles: dict[str, str] = {}
        self.hits = HitList(self._title_of)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_AFTER)
        self._follow.timeout.connect(self.search)
        self._build()
        self._make_actions()
        self._connect()

    # --- building ---

    def _build(self) -> None:
        self.wanted = self._named(QLineEdit(), "find_text", tr("Find"))
        self.new = self._named(QLineEdit(), "find_replacement", tr("Replace with"))
        for field in (self.wanted, self.new):
            field.setPlaceholderText(field.accessibleName())
            field.setClearButtonEnabled(True)
            field.installEventFilter(self)
        self.scope = self._named(QComboBox(), "find_scope", tr("Where to look"))
        self.scope.addItem(tr("Whole report and registers"), False)
        self.scope.addItem(tr("What is shown"), True)
        self.match_case = self._named(QCheckBox(tr("Match case")), "find_case", tr("Match case"))
        self.whole_word = self._named(QCheckBox(tr("Whole words")), "find_whole", tr("Whole words"))
        self.whole_word.setToolTip(tr("Concerns Latin letters and digits; Chinese is found anywhere."))
        self.any_width = self._named(QCheckBox(tr("Full and half width alike")), "find_width", tr("Full and half width alike"))
        self.expression = self._named(QCheckBox(tr("Regular expression")), "find_expression", tr("Regular expression"))
        self.status = self._named(QLabel(), "find_status", tr("Result of the search"))
        self.status.setWordWrap(True)
        self._replace_button = self._named(QPushButton(tr("Replace ticked")), "find_replace", tr("Replace ticked"))
        self._close = self._tool("find_close", tr("Close"), "close", self.close_panel)
        self._previous = self._tool("find_previous_button", tr("Previous place"), "move-up", lambda: self.step(-1))
        self._next = self._tool("find_next_button", tr("Next place"), "move-down", lambda: self.step(1))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for column, widget in enumerate((self.wanted, self._previous, self._next, self.scope, self._close)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.new, 1, 0)
        grid.addWidget(self._replace_button, 1, 1, 1, 3)
        grid.setColumnStretch(0, 1)
        options = QHBoxLayout()
        for box in (self.match_case, self.whole_word, self.any_width, self.expression):
            options.addWidget(box)
        options.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addLayout(grid)
        layout.addLayout(options)
        layout.addWidget(self.status)
        layout.addWidget(self.hits, 1)
        room.scroll(self)
        # From what is looked for to what comes in its place, as everywhere; what closes the panel comes last.
        order: list[QWidget] = [self.wanted, self.new, self._replace_button, self._previous, self._next, self.scope]
        order += (self.match_case, self.whole_word, self.any_width, self.expression, self.hits, self._close)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _named(self, widget: _W, name: str, label: str) -> _W:
        widget.setObjectName(name)
        widget.setAccessibleName(label)
        return widget

    def _tool(self, name: str, label: str, drawing: str, act: Callable[[], object]) -> QToolButton:
        button = self._named(QToolButton(), name, label)
        button.setIcon(icon(drawing))
        button.setToolTip(label)
        button.setAutoRaise(True)
        button.clicked.connect(lambda checked=False: act())
        return button

    def _make_actions(self) -> None:
        table: list[tuple[str, str, str, str, Callable[[], object]]] = [
            ("find_here", tr("Find in what is shown …"), "search", "Ctrl+F", lambda: self.open_panel(here=True)),
            ("find_everywhere", tr("Find in the whole report …"), "search", "Ctrl+Shift+F", self.open_panel),
            ("find_and_replace", tr("Replace …"), "", "Ctrl+H", lambda: self.open_panel(replacing=True)),
            ("find_next", tr("Find next"), "", "F3", lambda: self.step(1)),
            ("find_previous", tr("Find previous"), "", "Shift+F3", lambda: self.step(-1)),
        ]
        self._actions = []
        for name, text, drawing, key, act in table:
            action = QAction(text, self)
            action.setObjectName(name)
            action.setShortcut(QKeySequence(key))
            if drawing:
                action.setIcon(icon(drawing))
            action.triggered.connect(lambda checked=False, act=act: act())
            self._actions.append(action)

    def commands(self) -> list[QAction]:
        """The actions for the window's menu."""
        return list(self._actions)

    def _connect(self) -> None:
        for field in (self.wanted, self.new):
            field.textChanged.connect(lambda _: self.search())
        for box in (self.match_case, self.whole_word, self.any_width, self.expression):
            box.toggled.connect(lambda _: self.search())
        self.scope.currentIndexChanged.connect(lambda _: self.search())
        self._replace_button.clicked.connect(lambda checked=False: self.replace_ticked())
        self.hits.itemActivated.connect(lambda *_: self._choose(take_focus=True))
        self.hits.itemClicked.connect(lambda *_: self._choose(take_focus=False))
        self.hits.itemChanged.connect(lambda *_: self._show_buttons())
        self._hub.changed.connect(self._library_changed)

    # --- opening and closing ---

    def open_panel(self, here: bool = False, replacing: bool = False) -> None:
        """Show the panel with the cursor in its first field."""
        focus = QApplication.focusWidget()
        words = "" if focus is not None and self.isAncestorOf(focus) else self._selected()
        if self._hub.session.read_only:
            replacing = False
        self.hits.previewing = replacing
        for widget in (self.new, self._replace_button):
            widget.setVisible(replacing)
        self.scope.setCurrentIndex(int(here))
        if self._texts is None:
            self._begin()
        self.show()
        if words:
            self.wanted.setText(words)
        self.wanted.setFocus()
        self.wanted.selectAll()
        self.search()

    def close_panel(self) -> None:
        """Hide the panel and let go of the texts."""
        self.hide()
        self.closed.emit()

    def forget(self) -> None:
        """Let go of the texts, as when another report is shown; a panel that is open reads the new ones."""
        self._timer.stop()
        self._follow.stop()
        self._texts = self._reader = self._searcher = None
        self.hits.empty()
        if self.isVisible():
            self._begin()
            self.search()

    def _begin(self) -> None:
        self._texts = self._hub.session.search.texts(self._hub.report_id)
        self._reader = self._texts.read()
        self._titles = self._page_titles()

    # --- searching ---

    def search(self) -> None:
        """Search anew with what is entered; the first hits are there when this returns."""
        if self._texts is None:
            return
        current = self.hits.current_hit()
        self._again = key_of(current) if current else None
        self._follow.stop()
        self.hits.empty()
        self._found = 0
        self._searcher = None
        self.any_width.setEnabled(not self.expression.isChecked())
        expression = self.expression.isChecked()
        query = Query(self.wanted.text(), self.match_case.isChecked(), self.whole_word.isChecked(), expression, self.any_width.isChecked())
        try:
            if query.text:
                only = self._chapter() if self.scope.currentData() else ""
                self._searcher = self._texts.hits(Search(query, self.new.text(), Expression), only)
        except QiError as error:
            self._tell(error)
            return
        if self._reader is None:
            self._go_on()
        else:
            self._show_status()
        if self._reader is not None or self._searcher is not None:
            self._timer.start()

    def _go_on(self) -> None:
        """A slice of work: read what is missing, then search."""
        end = time.perf_counter() + SLICE
        if self._reader is not None:
            for _ in self._reader:
                if time.perf_counter() > end:
                    return
            self._reader = None
            self.search()
            return
        if self._searcher is not None:
            try:
                self._search_until(end)
            except UsageError as error:
                self._tell(error)
                return
        if self._searcher is None:
            self._timer.stop()
        self._show_status()

    def _search_until(self, end: float) -> None:
        assert self._searcher is not None
        room = max(0, (LIMIT if self._found else FIRST) - self.hits.count())
        batch: list[Hit] = []
        for step in self._searcher:
            if step is not None:
                self._found += 1
                if len(batch) < room:
                    batch.append(step)
            if len(batch) >= FIRST or (time.perf_counter() > end and (step is None or self._found % 64 == 0)):
                break
        else:
            self._searcher = None
        self.hits.add(batch)
        self.hits.choose(self._again)

    def _page_titles(self) -> dict[str, str]:
        registers = {name: register.label[language_key()] for name, register in self._hub.session.registers.items()}
        return registers | self._hub.session.search.titles(self._hub.report_id)

    def _title_of(self, page: str) -> str:
        return self._titles.get(page) or tr("(no title)")

    def _library_changed(self, changes: Changes) -> None:
        if self._texts is None or not self._texts.take(changes):
            return
        if changes.ids("chapter"):
            self._titles = self._page_titles()
        if not self._texts.is_complete:
            self._reader = self._texts.read()
        self._follow.start()

    # --- what was found ---

    def _tell(self, error: QiError) -> None:
        self._timer.stop()
        self._searcher = None
        self.hits.empty()
        self.status.setText(render(error.message))
        self._show_buttons()

    def _show_status(self) -> None:
        if not self.wanted.text():
            text = ""
        elif self._reader is not None:
            text = tr("Reading the report …")
        elif not self._found:
            text = tr("Nothing found.") if self._searcher is None else ""
        elif self._found > self.hits.count() and self._searcher is None:
            text = tr("{count} places; the first {shown} are listed.", count=self._found, shown=self.hits.count())
        else:
            text = tr("{count} places", count=self._found)
        self.status.setText(text)
        self._show_buttons()

    def _show_buttons(self) -> None:
        some = self.hits.count() > 0
        for button in (self._previous, self._next):
            button.setEnabled(some)
        self._replace_button.setEnabled(self.hits.has_ticked())

    def _choose(self, take_focus: bool) -> None:
        hit = self.hits.current_hit()
        if hit is not None:
            self.hit_chosen.emit(hit, take_focus)

    def step(self, steps: int) -> None:
        """Go to the next or the previous hit; with nothing to look for, ask for it."""
        if self._texts is None or not self.wanted.text():
            self.open_panel()
            return
        hit = self.hits.step(steps)
        if hit is not None:
            self.hit_chosen.emit(hit, False)

    def replace_ticked(self) -> None:
        """Replace the ticked hits in one step."""
        hits = self.hits.ticked()
        if not hits:
            return
        result: list[Replaced] = []

        def verb() -> Changes:
            result.append(self._hub.session.search.replace(self._hub.report_id, hits))
            return result[-1].changes

        self._hub.perform(verb)
        self.search()
        if result:
            done = result[-1]
            words = [tr("{count} places replaced.", count=done.count)]
            if done.locked:
                words.append(tr("{count} left, as their chapters are final.", count=done.locked))
            if done.changed:
                words.append(tr("{count} left, as their text has changed meanwhile.", count=done.changed))
            self.status.setText(" ".join(words))

    # --- keys ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field goes to the next hit, with Shift to the previous one, and the cursor stays; the down key goes into the hits."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Down and self.hits.count():
                self.hits.setFocus()
                if self.hits.current_hit() is None:
                    self.hits.step(1)
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no more: the library may be about to be closed. A window that is only minimised goes on."""
        if not event.spontaneous():
            self.forget()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what was let go of."""
        super().showEvent(event)
        if self._texts is None:
            self._begin()
            self.search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
