"""What stands inside a line and is more than words: fields, cross-references, footnotes and links.

Owns how they are put in, changed, followed (Ctrl+click) and explained (the hint under the mouse). It listens to the text area's mouse and Enter
before the text area does; the text itself is changed through `Structure` only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QHelpEvent, QKeyEvent, QMouseEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QToolTip

from qi_desktop.core import fields
from qi_desktop.core.outline import numbered
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, text_of
from qi_desktop.ui import qtext
from qi_desktop.ui.editor import dialogs
from qi_desktop.ui.plain import tip
from qi_desktop.ui.translate import tr

if TYPE_CHECKING:
    from qi_desktop.ui.editor.chapter_editor import ChapterEditor

_KEEP = QTextCursor.MoveMode.KeepAnchor
_OPENED = frozenset({"http", "https", "mailto"})  # a file or a program behind a link is never started
_HINT_WIDTH = 60  # characters of a hint's line


@dataclass(frozen=True, slots=True)
class Stretch:
    """An atom or a link in the document: its first and last position, and its run (for a link the run of its first words)."""

    start: int
    end: int
    run: Run

    @property
    def can_follow(self) -> bool:
        """True if it leads somewhere."""
        return bool(self.run.reference or self.run.link)


class Inline(QObject):
    """The commands on what stands inside a line, for one editor."""

    def __init__(self, editor: ChapterEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._area = editor.area
        self._area.installEventFilter(self)
        self._area.viewport().installEventFilter(self)
        self._area.viewport().setMouseTracking(True)

    # --- finding ---

    def at_cursor(self) -> Stretch | None:
        """What is chosen, or stands at the cursor: before it, or behind it."""
        cursor = self._area.textCursor()
        block = cursor.block()
        if qtext.is_object(block):
            return None
        start, end = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
        found = [stretch for stretch in _stretches(block) if stretch.start <= block.position() + start and block.position() + end <= stretch.end]
        if cursor.hasSelection():
            return next((stretch for stretch in found if (stretch.start, stretch.end) == (cursor.selectionStart(), cursor.selectionEnd())), None)
        return found[0] if found else None

    def at_point(self, point: QPointF) -> Stretch | None:
        """What is painted at a place of the viewport."""
        scroll = QPointF(self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value())
        position = self._area.document().documentLayout().hitTest(point + scroll, Qt.HitTestAccuracy.ExactHit)
        if position < 0:
            return None
        return next((stretch for stretch in _stretches(self._area.document().findBlock(position)) if stretch.start <= position < stretch.end), None)

    def select(self, stretch: Stretch) -> QTextCursor:
        """A cursor that holds it, also shown."""
        cursor = self._area.textCursor()
        cursor.setPosition(stretch.start)
        cursor.setPosition(stretch.end, _KEEP)
        self._area.setTextCursor(cursor)
        return cursor

    # --- putting in ---

    def _insert(self, run: Run) -> None:
        cursor = self._area.textCursor()
        form = self._area.typing_run()
        whole = replace(form, text=run.text, link="", field=run.field, reference=run.reference, shows=run.shows, footnote=run.footnote)
        self._area.structure.insert_runs(cursor, (whole,))
        self._area.setTextCursor(cursor)
        self._area.ensureCursorVisible()

    def insert_field(self, name: str) -> None:
        """A field at the cursor."""
        self._insert(Run(self._editor.sources.values.get(name, ""), field=name))

    def new_field(self) -> None:
        """Ask for a new field and put it at the cursor."""
        from qi_desktop.ui.dialogs.field_dialog import FieldDialog

        field_id = FieldDialog.ask(self._editor.sources.hub, parent=self._editor)
        if field_id:
            self.insert_field(fields.key(field_id))

    def _edit_field(self, field_id: str) -> None:
        from qi_desktop.ui.dialogs.field_dialog import FieldDialog

        FieldDialog.ask(self._editor.sources.hub, field_id, self._editor)

    def insert_footnote(self) -> None:
        """Ask for a note and put its mark at the cursor; a note that is chosen is changed."""
        present = self.at_cursor()
        if present and present.run.footnote and self._area.textCursor().hasSelection():
            self.edit(present)
            return
        note = dialogs.FootnoteDialog.ask(parent=self._editor)
        if note:
            self._insert(Run("", footnote=note))

    def insert_reference(self) -> None:
        """Ask for a target and put a reference to it at the cursor; a reference that is chosen is changed."""
        present = self.at_cursor()
        if present and present.run.reference and self._area.textCursor().hasSelection():
            self.edit(present)
            return
        from qi_desktop.ui.editor.reference_dialog import ReferenceDialog

        run = ReferenceDialog.ask(self._editor.sources.targets, None, self._editor)
        if run is not None:
            self._insert(run)

    def edit_link(self) -> None:
        """Make a link of the selection, or change the one at the cursor."""
        area = self._area
        present = self.at_cursor()
        cursor = self.select(present) if present and present.run.link else area.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block = area.document().findBlock(start)
        if len(area.structure.blocks_between(start, end)) > 1 or qtext.is_object(block):
            return
        runs = qtext.runs_of(block, start - block.position(), end - block.position()) if start < end else ()
        text, link = text_of(runs), next((run.link for run in runs if run.link), "")
        answer = dialogs.LinkDialog.ask(text, link, self._editor)
        if answer is None or not answer[0]:
            return
        if answer[0] == text:
            area.structure.change_runs(cursor, lambda run: replace(run, link=answer[1]))
        else:
            area.structure.insert_runs(cursor, (replace(area.typing_run(), text=answer[0], link=answer[1]),))
            area.setTextCursor(cursor)

    # --- changing ---

    def edit(self, stretch: Stretch) -> None:
        """Change a footnote's text, a reference's target or a link."""
        cursor = self.select(stretch)
        run = stretch.run
        if run.footnote:
            note = dialogs.FootnoteDialog.ask(run.footnote, self._editor)
            changed = replace(run, footnote=note) if note else None
        elif run.reference:
            from qi_desktop.ui.editor.reference_dialog import ReferenceDialog

            other = ReferenceDialog.ask(self._editor.sources.targets, run, self._editor)
            changed = replace(run, text=other.text, reference=other.reference, shows=other.shows) if other else None
        elif run.link:
            self.edit_link()
            return
        elif run.field in self._editor.sources.own_fields:
            self._edit_field(self._editor.sources.own_fields[run.field][0].id)
            return
        else:
            return
        if changed is not None and changed != run:
            self._area.structure.insert_runs(cursor, (changed,))
            self._area.setTextCursor(cursor)

    def remove(self, stretch: Stretch) -> None:
        """Take a footnote away; a link or a reference becomes plain words."""
        cursor = self.select(stretch)
        run = stretch.run
        if run.link and not run.is_atom:
            self._area.structure.change_runs(cursor, lambda part: replace(part, link=""))
            return
        words = self._editor.sources.shown(replace(run, footnote="")) if run.reference or run.field else ""
        plain = replace(run, text=words, reference="", shows="", field="", footnote="")
        self._area.structure.insert_runs(cursor, (plain,) if words else ())
        self._area.setTextCursor(cursor)

    # --- following ---

    def follow(self, stretch: Stretch) -> None:
        """Go to a reference's target; open a link's page in the browser."""
        if stretch.run.reference:
            place = self._editor.sources.place_of(stretch.run.reference)
            if place:
                self._editor.place_requested.emit(*place)
        elif (url := QUrl(stretch.run.link)).scheme().lower() in _OPENED:
            QDesktopServices.openUrl(url)

    def hint(self, run: Run) -> str:
        """What the mouse is told; plain text."""
        sources = self._editor.sources
        if run.footnote:
            return run.footnote
        if run.reference:
            target = sources.targets.get(run.reference)
            if target is None:
                return tr("What this refers to is no longer in the report; choose another target.")
            return tr("{target}\nCtrl+click to go there", target=numbered(target.label, target.title))
        if run.field:
            return sources.field_hint(run.field)
        return tr("{address}\nCtrl+click to open", address=run.link)

    # --- listening ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hints, Ctrl+click, double click and Enter on what stands inside a line."""
        kind = event.type()
        if watched is self._area:
            return kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._enter(event)
        if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_hint(event.pos(), event.globalPos())
            return True
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            followed = event.modifiers() & Qt.KeyboardModifier.ControlModifier and (stretch := self.at_point(event.position())) and stretch.can_follow
            self._area.viewport().setCursor(Qt.CursorShape.PointingHandCursor if followed else Qt.CursorShape.IBeamCursor)
        elif kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._ctrl_click(event)
        elif kind == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            stretch = self.at_point(event.position())
            if stretch and self._has_dialog(stretch.run) and not self._area.isReadOnly():
                self.edit(stretch)
                return True
        return False

    def _show_hint(self, place: QPoint, screen: QPoint) -> None:
        stretch = self.at_point(QPointF(place))
        if stretch is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(screen, tip(_wrapped(self.hint(stretch.run))), self._area.viewport())

    def _ctrl_click(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        stretch = self.at_point(event.position())
        if stretch is None or not stretch.can_follow:
            return False
        self.follow(stretch)
        return True

    def _enter(self, event: QKeyEvent) -> bool:
        """Enter opens a footnote or reference that is chosen."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self._area.isReadOnly() or not self._area.textCursor().hasSelection():
            return False
        stretch = self.at_cursor()
        if stretch is None or not self._has_dialog(stretch.run):
            return False
        self.edit(stretch)
        return True

    def _has_dialog(self, run: Run) -> bool:
        return bool(run.footnote or run.reference or run.field in self._editor.sources.own_fields)

    # --- context menu ---

    def add_to_menu(self, menu: QMenu) -> None:
        """What can be done with what stands at the cursor."""
        stretch = self.at_cursor()
        if stretch is None:
            return
        run = stretch.run
        entries = []
        if run.reference:
            entries = [
                (tr("Go to the target"), self.follow, False),
                (tr("Change cross-reference…"), self.edit, True),
                (tr("Turn into text"), self.remove, True),
            ]
        elif run.footnote:
            entries = [(tr("Edit footnote…"), self.edit, True), (tr("Remove footnote"), self.remove, True)]
        elif run.field:
            own = run.field in self._editor.sources.own_fields
            entries = [(tr("Change field…"), self.edit, True)] if own else []
            entries.append((tr("Turn into text"), self.remove, True))
        elif run.link:
            entries = [(tr("Open link"), self.follow, False), (tr("Edit link…"), self.edit, True), (tr("Remove link"), self.remove, True)]
        for text, act, writes in entries:
            action = menu.addAction(text, lambda act=act: act(stretch))
            action.setEnabled(not (writes and self._area.isReadOnly()))
        menu.addSeparator()


def _stretches(block: QTextBlock) -> list[Stretch]:
    """The atoms and links of a block; the parts of one link are one stretch."""
    result: list[Stretch] = []
    for at, length, _, form in qtext.fragments(block):
        start = block.position() + at
        atom = qtext.atom_of(form)
        link = form.stringProperty(qtext.RUN_LINK)
        last = result[-1] if result else None
        if atom:
            result.append(Stretch(start, start + length, atom))
        elif link and last and last.end == start and last.run.link == link and not last.run.is_atom:
            result[-1] = replace(last, end=start + length)
        elif link:
            result.append(Stretch(start, start + length, qtext.run_of(form)))
    return result


def _wrapped(text: str) -> str:
    """A hint in lines that fit on a screen; Qt breaks plain hints nowhere."""
    lines = [line[at : at + _HINT_WIDTH] for line in text.split("\n") for at in range(0, max(len(line), 1), _HINT_WIDTH)]
    return "\n".join(lines[:20])
