"""The editor of one chapter: loading, and following what others change.

Owns what the screen shows. The text area owns the typing, `Saving` when it is written to the library, `EditorActions` the commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from qi_desktop.core import outline
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.core.model import Chapter, ChapterStatus
from qi_desktop.session import Draft
from qi_desktop.ui import qtext
from qi_desktop.ui.editor import hits
from qi_desktop.ui.editor.actions import EditorActions
from qi_desktop.ui.editor.cards import Cards
from qi_desktop.ui.editor.cell_editing import CellEditing
from qi_desktop.ui.editor.clipboard import Clipboard
from qi_desktop.ui.editor.column_drag import ColumnDrag
from qi_desktop.ui.editor.field_menu import FieldMenu
from qi_desktop.ui.editor.head import Head, HeadAndText, advice
from qi_desktop.ui.editor.paper import Paper, Tint, prepare
from qi_desktop.ui.editor.picture_resize import PictureResize
from qi_desktop.ui.editor.quick_menu import QuickMenu
from qi_desktop.ui.editor.saving import Saving
from qi_desktop.ui.editor.sources import Sources
from qi_desktop.ui.editor.steps import Steps
from qi_desktop.ui.editor.text_area import TextArea
from qi_desktop.ui.editor.view_cells import ViewCells
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import tr

PAUSE = 1000  # milliseconds without a key, after which typing is a new step of undo
SMALLEST_ZOOM, LARGEST_ZOOM = 50, 300  # percent


class ChapterEditor(QWidget):
    """A chapter's title and text. `dirty` tells that something typed is not in the library yet."""

    dirty_changed = Signal(bool)
    zoom_changed = Signal(int)  # percent
    register_requested = Signal(str, str)  # register's name, id of the parent row or ""
    fields_requested = Signal()  # the list of the library's own fields
    place_requested = Signal(str, str)  # chapter, block or "": where a cross-reference leads

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chapter_editor")
        self._hub = hub
        self._read_only = False
        self._block_count = 0
        self._unsettled: tuple[int, int] | None = None  # the stretch of the document that `_settle` is to look at
        self._loading = False
        self._values_old = False  # fields or registers show something else, and the editor is out of sight
        self._numbers_old = False  # a caption came or went, so references may be others once this is saved
        self._drafts: dict[str, Draft] = {}  # blocks as they were last read from the document
        self._saving = Saving(hub, self.drafts, self)
        self.sources = Sources(hub)
        self.area = TextArea(Paper(self.sources.style, self.logicalDpiY()), self)
        self._build()
        self.clipboard = Clipboard(self.area, self.sources, lambda: self.chapter_id, self._at_length)
        self.commands = EditorActions(self, hub)
        self.quick_menu = QuickMenu(self)
        self.field_menu = FieldMenu(self)
        PictureResize(self.area, lambda: self._cards)
        self.cells = CellEditing(self.area, lambda: self._cards)
        self.view_cells = ViewCells(self.area, self.sources, lambda: self._cards)
        ColumnDrag(self.area, lambda: self._cards)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._end_step)
        self._connect()
        self.show_chapter("")

    # --- building ---

    def _build(self) -> None:
        area = self.area
        area.setObjectName("chapter_text")
        area.setAccessibleName(tr("Text of the chapter"))
        prepare(area.document(), area.paper)
        self._empty = QLabel(tr("Choose a chapter on the left to write it."), objectName="chapter_empty")
        self._empty.setWordWrap(True)
        self._empty.setMargin(32)
        self.head = Head()
        page = HeadAndText(self.head, area)
        self._align_heads(0)
        area.column_moved.connect(self._align_heads)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(area)
        area.notes.before = self.sources.notes_before
        area.structure.look = qtext.Look(area.paper.block_format, self.sources.shown)
        self._cards = Cards(area.document(), area.paper, self.sources, area.palette)
        area.document().documentLayout().registerHandler(qtext.OBJECT_TYPE, self._cards)
        self._tint = Tint(area.document(), area.paper, area.palette(), self.sources.is_broken)
        self._set_fonts()

    def _align_heads(self, side: int) -> None:
        """Title and guidance stand above the column of the text."""
        self.head.align(side + int(self.area.document().documentMargin()))

    def _set_fonts(self) -> None:
        self.head.set_look(self.area.paper.font(self.area.paper.style.role("heading2")), self.palette())

    def _connect(self) -> None:
        self._saving.dirty_changed.connect(self.dirty_changed)
        self.area.document().contentsChange.connect(self._content_changed)
        self.area.zoom_requested.connect(lambda steps: self.set_zoom(self.zoom + 10 * steps))
        self.area.undo_requested.connect(self.undo)
        self.area.redo_requested.connect(self.redo)
        self.area.focus_left.connect(self.save)
        self.area.palette_changed.connect(self._take_colours)
        self.head.pressed.connect(self.area.setFocus)
        self.head.lock_bar.reopen_requested.connect(self.reopen)
        self.area.object_activated.connect(self.commands.open_object)
        self.area.menu_requested.connect(self.commands.show_menu)
        self._hub.about_to_change.connect(self.save)
        self._hub.changed.connect(self._library_changed)

    def _take_colours(self) -> None:
        """Another theme: tints and cards take its colours."""
        self._loading = True
        self._tint.set_look(self.area.paper, self.area.palette())
        self._loading = False
        self._set_fonts()
        self.area.viewport().update()

    # --- what the window asks ---

    @property
    def chapter_id(self) -> str:
        """The chapter that is shown; empty for none."""
        return self._saving.chapter_id

    @property
    def dirty(self) -> bool:
        """True while something typed is not in the library."""
        return self._saving.dirty

    @property
    def failure(self) -> QiError | None:
        """Why the last save failed; None when all is well."""
        return self._saving.failure

    def actions(self) -> list[QAction]:
        """The editor's commands for menus and toolbar; the property `group` of each is edit, format, paragraph or insert."""
        return self.commands.all()

    def set_read_only(self, read_only: bool) -> None:
        """Allow reading only, or writing again."""
        self.save()
        self._read_only = read_only
        self._show_state()

    def show_chapter(self, chapter_id: str) -> None:
        """Show a chapter; "" for none. What was typed in the one before is saved first, or kept if that fails."""
        if chapter_id == self.chapter_id and chapter_id:
            return
        self.cells.end()
        self.view_cells.end()
        self._end_step()
        self._saving.show(chapter_id)
        self._load()

    def focus_block(self, block_id: str) -> None:
        """Put the cursor into a block and show it; "" is the first one."""
        block = self.block_of(block_id) if block_id else self.area.document().begin()
        if block is not None:
            self.area.setTextCursor(QTextCursor(block))
            self.area.ensureCursorVisible()
            self.area.setFocus()

    def select_text(self, block_id: str, start: int, end: int, words: bool = True) -> None:
        """Select what a search found in a block; places count as `core.search` does. `words` False: it is somewhere inside a table."""
        block = self.block_of(block_id)
        if block is None:
            return
        self.focus_block(block_id)
        if not words or qtext.is_object(block):
            return
        known = self._hub.session.search.known(self._hub.report_id)
        cursor = self.area.textCursor()
        cursor.setPosition(block.position() + hits.place_of(block, start, known))
        cursor.setPosition(block.position() + hits.place_of(block, end, known), QTextCursor.MoveMode.KeepAnchor)
        self.area.setTextCursor(cursor)
        self.area.ensureCursorVisible()

    def block_of(self, block_id: str) -> QTextBlock | None:
        """The document's block of that id."""
        return next((block for block in qtext.blocks(self.area.document()) if qtext.id_of(block) == block_id), None)

    def undo(self) -> None:
        """Take back the last typing; the library's last operation when there is none."""
        document = self.area.document()
        if document.isUndoAvailable() and not self.area.isReadOnly():
            self._step(document.undo)
        else:
            self._hub.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        document = self.area.document()
        if document.isRedoAvailable() and not self.area.isReadOnly():
            self._step(document.redo)
        else:
            self._hub.redo()

    def _step(self, step: object) -> None:
        cursor = self.area.textCursor()
        step(cursor)  # type: ignore[operator]
        self.area.setTextCursor(cursor)

    # --- zoom ---

    @property
    def zoom(self) -> int:
        """How large the text is shown, in percent."""
        return round(self.area.paper.zoom * 100)

    def set_zoom(self, percent: int) -> None:
        """Show the text larger or smaller."""
        percent = max(SMALLEST_ZOOM, min(percent, LARGEST_ZOOM))
        if percent == self.zoom:
            return
        self.cells.end()
        self.view_cells.end()
        self._loading = True
        steps = Steps.of(self.area.document(), self.drafts)
        self._use_paper(Paper(self.area.paper.style, self.logicalDpiY(), percent / 100))
        self._fill_again(steps.now, None, steps)
        self.zoom_changed.emit(percent)

    # --- saving ---

    def save(self) -> None:
        """Write pending typing at once."""
        self.cells.store()
        self._saving.save()
        self._end_step()

    def _end_step(self) -> None:
        self._pause.stop()
        self.area.end_step()

    def discard(self) -> None:
        """Give up what could not be saved, because the library is about to be closed all the same."""
        self._saving.discard()

    def drafts(self) -> list[Draft]:
        """The chapter's blocks as they stand on the screen."""
        return qtext.drafts_of(self.area.document(), self._draft)

    def _draft(self, block: QTextBlock) -> Draft:
        identifier = qtext.id_of(block)
        draft = self._drafts.get(identifier)
        if draft is None:
            draft = self._drafts[identifier] = qtext.draft_of(block)
        return draft

    # --- following the document ---

    def _content_changed(self, position: int, removed: int, added: int) -> None:
        """Remember which blocks must be read anew, and that there is something to save."""
        document = self.area.document()
        block = document.findBlock(position)
        end = position + added
        structural = self.area.document().blockCount() != self._block_count
        self._block_count = document.blockCount()
        captioned = structural
        while block.isValid() and block.position() <= end:
            old = self._drafts.pop(qtext.id_of(block), None)
            structural = structural or old is None or (old.kind, old.attributes) != (qtext.kind_of(block), qtext.attributes_of(block))
            captioned = captioned or qtext.is_object(block)
            block = block.next()
        if structural:
            self.area.labels_changed()
        if self._loading:
            return
        self._unsettled = (min(position, self._unsettled[0]), max(end, self._unsettled[1])) if self._unsettled else (position, end)
        if structural:
            QTimer.singleShot(0, self._settle)
        if captioned:
            QTimer.singleShot(0, self._follow_captions)
        self._pause.start()
        self._saving.typed()

    @contextmanager
    def _at_length(self) -> Iterator[None]:
        """What is put in meanwhile, part by part, is followed when all of it is there."""
        self.save()
        self._loading = True
        try:
            yield
        finally:
            self._loading = False
            self._content_changed(0, 0, self.area.document().characterCount() - 1)

    def _settle(self) -> None:
        """Repair what assistive tools, which edit past the keys, may have left: see `Structure.settle`."""
        if self._unsettled:
            start, end = self._unsettled
            self._unsettled = None
            self.area.structure.settle(start, end)

    def _follow_captions(self) -> None:
        """Tables and figures came, went or were named: the cards show the numbers they have now."""
        if self.sources.show_captions(self.chapter_id, self.drafts()):
            self._numbers_old = True
            self._relayout_cards()

    # --- following the library ---

    def _load(self) -> None:
        chapter = self._chapter()
        self._take_style()  # another report may be set in another one
        kept = self._saving.take_kept() if chapter else None
        if kept is not None:
            self._fill(kept)
        else:
            drafts = self._read() if chapter else []
            self._saving.loaded(drafts if chapter else None)
            self._fill(drafts)
        self._show_state_of(chapter)

    def _chapter(self) -> Chapter | None:
        """The chapter that is shown, if it is one of the report and not in the bin."""
        if not self.chapter_id:
            return None
        try:
            nodes = outline.walk(self._hub.session.chapters.tree(self._hub.report_id))
        except QiError:
            return None
        return next((node.chapter for node in nodes if node.chapter.id == self.chapter_id), None)

    def _read(self) -> list[Draft]:
        blocks = self._hub.session.blocks.of_chapter(self.chapter_id)
        return [Draft(block.id, block.kind, block.text, block.attributes) for block in blocks]

    def _fill(self, drafts: list[Draft], before: list[Draft] | None = None, steps: Steps | None = None) -> None:
        """Put blocks on the screen; `before` are those that stand there, if they are to stay where they are the same.

        `steps`: what undo and redo are to go through from then on.
        """
        QGuiApplication.inputMethod().reset()
        self._loading = True
        self._drafts.clear()
        self.sources.show_captions(self.chapter_id, drafts)
        if steps is not None:
            steps.replay(self.area.document(), self.area.structure.look)
        elif before is None:
            qtext.fill(self.area.document(), drafts, self.area.structure.look)
        else:
            qtext.refill(self.area.document(), before, drafts, self.area.structure.look)
        self._loading = False
        self.area.labels_changed()
        self.area.notes.forget()
        self._cards.forget()
        self.area.moveCursor(QTextCursor.MoveOperation.Start)

    def _show_state(self) -> None:
        """Title, guidance, lock and the choice between text and empty page."""
        self._show_state_of(self._chapter())

    def _show_state_of(self, chapter: Chapter | None) -> None:
        self._pages.setCurrentIndex(1 if chapter else 0)
        if chapter is None:
            self._empty.setText(advice(self._hub, self.chapter_id))
        else:
            self.head.show_words(self._heading(chapter), chapter.guidance)
            self.area.setAccessibleDescription(chapter.title)
        final = chapter is not None and chapter.status is ChapterStatus.FINAL
        read_only = self._read_only or self._hub.session.read_only
        self.head.lock_bar.show_state(final, read_only)
        self.area.setReadOnly(chapter is None or read_only or final)
        self.area.hint = (
            "" if self.area.isReadOnly() else tr("Write here. A line that begins with 1、 or - becomes a list; / shows all that can be put in.")
        )
        self.area.viewport().update()
        self.commands.refresh()

    def reopen(self) -> None:
        """Make a final chapter a draft again, so that it can be written."""
        self._hub.perform(lambda: self._hub.session.chapters.change(self.chapter_id, status=ChapterStatus.DRAFT))
        self.area.setFocus()

    def _heading(self, chapter: Chapter) -> str:
        return outline.numbered(self.sources.number_of(chapter.id), chapter.title)

    def _library_changed(self, changes: Changes) -> None:
        elsewhere = self.sources.forget(changes)
        only_values = {item.table for item in changes.items} <= {"register_row", "field"}
        if only_values and not self.isVisible():  # the grid is worked in, and a long register is not asked anew after each cell
            self._values_old = True
            return
        if not self.chapter_id:
            if changes.ids("chapter"):
                self._show_state()  # what the empty page advises may be another thing now
            return
        restyled = bool(changes.ids("report") or changes.ids("style")) and self._take_style()
        if changes.ids("chapter") or restyled:
            gone = self._pages.currentIndex() == 0
            self._show_state()
            if gone and self._pages.currentIndex() == 1:
                self._load()
        mine = (
            restyled
            or self._hub.session.fields.concerned(changes)
            or changes.ids("report")
            or changes.ids("company")
            or self.chapter_id in changes.owners("block")
        )
        if mine and self._saving.is_idle:
            self._reload(restyled)
        if elsewhere:
            self._relayout_cards()
        if elsewhere or self._numbers_old:
            self._numbers_old = False
            QTimer.singleShot(0, self._follow_numbers)

    def showEvent(self, event: QShowEvent) -> None:
        """Values that changed while another page was shown are read now."""
        super().showEvent(event)
        if self._values_old:
            self._values_old = False
            if self.chapter_id and self._saving.is_idle:
                self._reload(anew=True)

    def _follow_numbers(self) -> None:
        """Show the chapter anew if a cross-reference in it has other words now; while something is unsaved, the next save leads here again."""
        if not self._saving.is_idle:
            return
        sources = self.sources
        words = {(run.reference, run.shows): qtext.atom_words(run, sources.shown) for draft in self.drafts() for run in draft.text if run.reference}
        shown = {(run.reference, run.shows): text for run, text in qtext.atoms(self.area.document()) if run.reference} if words else {}
        if shown != words:
            self._reload(anew=True)

    def _take_style(self) -> bool:
        """Follow the report's style sheet; True if it is another one than before."""
        style = self.sources.style
        if style == self.area.paper.style:
            return False
        self._use_paper(Paper(style, self.logicalDpiY(), self.area.paper.zoom))
        return True

    def _use_paper(self, paper: Paper) -> None:
        self.area.paper = self._cards.paper = paper
        self.area.structure.look = qtext.Look(self.area.paper.block_format, self.sources.shown)
        self._loading = True
        prepare(self.area.document(), self.area.paper)
        self._tint.set_look(self.area.paper, self.area.palette())
        self._loading = False
        self._set_fonts()
        self.area.fit_column()

    def _reload(self, anew: bool = False) -> None:
        """Show the chapter as the library has it now; the cursor stays in its block, or goes to the nearest one that is left.

        `anew`: also what is the same, since it looks different.
        """
        if self._chapter() is None:
            return
        before, drafts = self.drafts(), self._read()
        self._saving.stored = drafts
        anew = anew or (drafts == before and any(run.field for draft in drafts for run in draft.text))
        if drafts == before and not anew:
            return
        self._fill_again(drafts, None if anew else before)

    def _fill_again(self, drafts: list[Draft], before: list[Draft] | None, steps: Steps | None = None) -> None:
        """Put blocks on the screen in place of those that stand there; the cursor stays."""
        cursor = self.area.textCursor()
        place, number = cursor.positionInBlock(), cursor.blockNumber()
        identifier = qtext.id_of(cursor.block())
        scroll = self.area.verticalScrollBar().value()
        self._fill(drafts, before, steps)
        document = self.area.document()
        block = self.block_of(identifier) or document.findBlockByNumber(min(number, document.blockCount() - 1))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(place, block.length() - 1))
        self.area.setTextCursor(cursor)
        self.area.verticalScrollBar().setValue(scroll)
        self.area.ensureCursorVisible()

    def _relayout_cards(self) -> None:
        self._loading = True
        for block in qtext.blocks(self.area.document()):
            if qtext.is_object(block):
                self.area.document().markContentsDirty(block.position(), block.length())
        self._loading = False
        self.area.viewport().update()
