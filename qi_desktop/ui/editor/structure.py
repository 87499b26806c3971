"""Edits that cut, join, add or take away blocks, and what becomes of their ids.

Owns the rules: a split keeps the id on the first half, unless that half is empty (Enter at a paragraph's start puts a new one before it); a join
keeps the first block, unless nothing of it remains; an object is never part of a paragraph. Every edit is one step of the document's undo. Works
on cursors and knows neither the window nor the session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui import qtext
from qi_desktop.ui.qtext import Look

_PART = 100  # blocks that are put in before it is told how many are in
_KEEP = QTextCursor.MoveMode.KeepAnchor


def end_of(block: QTextBlock) -> int:
    """The position behind a block's last character."""
    return block.position() + block.length() - 1


def is_empty(block: QTextBlock) -> bool:
    """True for a block without any character."""
    return block.length() == 1


class Structure:
    """The edits on one document. The cursors that are passed stand behind the edit afterwards."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        self._document = document
        self.look = look

    # --- formats with identity ---

    def _format(self, draft: Draft) -> QTextBlockFormat:
        return qtext.block_format(draft, self.look)

    def _fresh(self, kind: BlockKind = BlockKind.PARAGRAPH, attributes: Mapping[str, Any] | None = None) -> QTextBlockFormat:
        return self._format(Draft(new_id(), kind, (), attributes or {}))

    def _second_half(self, block: QTextBlock) -> QTextBlockFormat:
        """What follows a block when Enter is pressed in it: one of its kind; after a heading a paragraph."""
        kind = qtext.kind_of(block)
        if kind is BlockKind.HEADING:
            return self._fresh()
        return self._fresh(kind, {name: value for name, value in qtext.attributes_of(block).items() if name != "start"})

    # --- splitting ---

    def split(self, cursor: QTextCursor) -> None:
        """Enter: one block becomes two. At an object, a paragraph comes before or behind it."""
        cursor.beginEditBlock()
        if cursor.hasSelection():
            self.remove(cursor)
        block = cursor.block()
        if qtext.is_object(block):
            self.paragraph_beside(cursor)
        elif cursor.atBlockStart() and not is_empty(block):
            self._open_before(cursor)
        else:
            cursor.insertBlock(self._second_half(block), QTextCharFormat())
        cursor.endEditBlock()

    def _open_before(self, cursor: QTextCursor) -> None:
        """A new empty block like the cursor's before it; the text keeps its id, but a wished number goes to the one that is now first."""
        own = cursor.blockFormat()
        draft = qtext.draft_of(cursor.block())
        kind = BlockKind.PARAGRAPH if draft.kind is BlockKind.HEADING else draft.kind
        before = self._fresh(kind, draft.attributes)
        if "start" in draft.attributes:
            own = self._format(replace(draft, attributes={name: value for name, value in draft.attributes.items() if name != "start"}))
        cursor.insertBlock(own)
        QTextCursor(cursor.block().previous()).setBlockFormat(before)

    def paragraph_beside(self, cursor: QTextCursor) -> None:
        """Go from an object to a new empty paragraph: before it if the cursor stands before it, else behind it."""
        block = cursor.block()
        cursor.beginEditBlock()
        if cursor.atBlockStart():
            own = cursor.blockFormat()
            cursor.insertBlock(own)
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.setBlockFormat(self._fresh())
        else:
            cursor.setPosition(end_of(block))
            cursor.insertBlock(self._fresh(), QTextCharFormat())
        cursor.endEditBlock()

    # --- taking away ---

    def remove(self, cursor: QTextCursor) -> None:
        """Take the selection away."""
        start, end = self.whole_atoms(cursor.selectionStart(), cursor.selectionEnd())
        first, last = self._document.findBlock(start), self._document.findBlock(end)
        cursor.beginEditBlock()
        if first == last:
            self._cut(cursor, start, end, self._fresh() if qtext.is_object(first) and start < end else first.blockFormat())
        elif qtext.is_object(first) and start > first.position():
            self._remove_behind_object(cursor, first, last, end)
        elif qtext.is_object(last) and end == last.position():
            self._remove_before_object(cursor, first, last, start)
        else:
            self._cut(cursor, start, end, self._survivor(first, last, start, end))
        cursor.endEditBlock()

    def cut(self, cursor: QTextCursor) -> None:
        """Take the selection away to the clipboard.

        What is left of a block that went whole is a new one, so that its id can live on where it is pasted.
        """
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        gone = {qtext.id_of(block) for block in self.blocks_between(start, end) if start <= block.position() and end_of(block) <= end}
        cursor.beginEditBlock()
        self.remove(cursor)
        block = cursor.block()
        if is_empty(block) and qtext.id_of(block) in gone:
            cursor.setBlockFormat(self._format(replace(qtext.draft_of(block), id=new_id())))
        cursor.endEditBlock()

    def _cut(self, cursor: QTextCursor, start: int, end: int, form: QTextBlockFormat) -> None:
        cursor.setPosition(start)
        cursor.setPosition(end, _KEEP)
        cursor.removeSelectedText()
        if cursor.blockFormat() != form:
            cursor.setBlockFormat(form)

    def _survivor(self, first: QTextBlock, last: QTextBlock, start: int, end: int) -> QTextBlockFormat:
        """The format of what remains when a selection over several blocks goes: that of the block whose text remains, the first if both or none."""
        head = start > first.position()
        tail = end < end_of(last) or (start == first.position() and end == last.position())
        if not head and (tail or qtext.is_object(first)) and not qtext.is_object(last):
            return last.blockFormat()
        return self._fresh() if qtext.is_object(first) else first.blockFormat()

    def _remove_behind_object(self, cursor: QTextCursor, first: QTextBlock, last: QTextBlock, end: int) -> None:
        """The object stays; what is selected behind it goes."""
        if qtext.is_object(last):
            if end > last.position():
                self._cut(cursor, end_of(first), end, first.blockFormat())
            else:
                self._cut(cursor, end_of(first), end_of(last.previous()), first.blockFormat())
            return
        form = last.blockFormat()
        self._cut(cursor, first.next().position(), end, form)

    def _remove_before_object(self, cursor: QTextCursor, first: QTextBlock, last: QTextBlock, start: int) -> None:
        """The object stays; what is selected before it goes, with a block of which nothing remains."""
        if start == first.position():
            self._cut(cursor, start, last.position(), last.blockFormat())
        else:
            self._cut(cursor, start, end_of(last.previous()), first.blockFormat())

    def backspace(self, cursor: QTextCursor) -> None:
        """Backspace without a selection."""
        block, previous = cursor.block(), cursor.block().previous()
        if qtext.is_object(block) and not cursor.atBlockStart():
            self._select(cursor, block.position(), end_of(block))
            self.remove(cursor)
        elif not cursor.atBlockStart():
            self._erase(cursor, before=True)
        elif qtext.kind_of(block) is BlockKind.LIST_ITEM:
            self.change_kind([block], BlockKind.PARAGRAPH, lambda attributes: {})
        elif not previous.isValid():
            self._reset_first(block)
        elif is_empty(previous) and not qtext.is_object(previous):
            self._cut(cursor, previous.position(), block.position(), block.blockFormat())
        elif qtext.is_object(previous):
            self._towards_object(cursor, block, previous, at_end=True)
        elif qtext.is_object(block):
            cursor.setPosition(end_of(previous))
        else:
            self._cut(cursor, end_of(previous), block.position(), previous.blockFormat())

    def delete(self, cursor: QTextCursor) -> None:
        """The Delete key without a selection."""
        block, following = cursor.block(), cursor.block().next()
        if qtext.is_object(block) and cursor.atBlockStart():
            self._select(cursor, block.position(), end_of(block))
            self.remove(cursor)
        elif not cursor.atBlockEnd():
            self._erase(cursor, before=False)
        elif not following.isValid():
            return
        elif is_empty(block):
            self._cut(cursor, block.position(), following.position(), following.blockFormat())
        elif is_empty(following):
            self._cut(cursor, end_of(block), following.position(), block.blockFormat())
        elif qtext.is_object(following):
            self._towards_object(cursor, block, following, at_end=False)
        elif qtext.is_object(block):
            cursor.setPosition(following.position())
        else:
            self._cut(cursor, end_of(block), following.position(), block.blockFormat())

    def _reset_first(self, block: QTextBlock) -> None:
        if qtext.kind_of(block) is BlockKind.HEADING or (not qtext.is_object(block) and qtext.attributes_of(block)):
            self.change_kind([block], BlockKind.PARAGRAPH, lambda attributes: {})

    def _towards_object(self, cursor: QTextCursor, block: QTextBlock, neighbour: QTextBlock, at_end: bool) -> None:
        """A text is never joined with an object: an empty one goes, any other lets the object be chosen, so that the next key takes it."""
        if is_empty(block):
            self._cut(cursor, end_of(neighbour), block.position(), neighbour.blockFormat())
        elif not qtext.is_object(block):
            self._select(cursor, neighbour.position(), end_of(neighbour))
        else:
            cursor.setPosition(end_of(neighbour) if at_end else neighbour.position())

    def _erase(self, cursor: QTextCursor, before: bool) -> None:
        place = cursor.positionInBlock()
        atom = qtext.atom_beside(cursor.block(), place, before)
        if atom:
            start = cursor.block().position()
            self._select(cursor, start + atom[0], start + atom[1])
            cursor.removeSelectedText()
        elif before:
            cursor.deletePreviousChar()
        else:
            cursor.deleteChar()

    @staticmethod
    def _select(cursor: QTextCursor, start: int, end: int) -> None:
        cursor.setPosition(start)
        cursor.setPosition(end, _KEEP)

    def whole_atoms(self, start: int, end: int) -> tuple[int, int]:
        """A stretch widened so that it cuts through no atom."""
        first, last = self._document.findBlock(start), self._document.findBlock(end)
        if around := qtext.atom_around(first, start - first.position()):
            start = first.position() + around[0]
        if around := qtext.atom_around(last, end - last.position()):
            end = last.position() + around[1]
        return start, end

    # --- adding ---

    def insert_runs(self, cursor: QTextCursor, runs: Iterable[Run]) -> None:
        """Write runs at the cursor, in place of the selection; at an object into a new paragraph beside it."""
        if not cursor.hasSelection() and not qtext.is_object(cursor.block()):
            qtext.insert_runs(cursor, runs, self.look)  # as no step of its own, so that undo takes back what was typed in one go
            return
        cursor.beginEditBlock()
        if cursor.hasSelection():
            self.remove(cursor)
        if qtext.is_object(cursor.block()):
            self.paragraph_beside(cursor)
        qtext.insert_runs(cursor, runs, self.look)
        cursor.endEditBlock()

    def insert_drafts(self, cursor: QTextCursor, drafts: Sequence[Draft], open_start: bool = False, open_end: bool = False) -> None:
        """Put blocks in at the cursor, in place of the selection. An id of a draft must be free; without one the block gets a new id.

        `open_start`: the first draft is the rest of a paragraph and goes on with the one at the cursor; `open_end`: the last one is the
        beginning of one.
        """
        cursor.beginEditBlock()
        for _ in self.inserting(cursor, drafts, open_start, open_end):
            pass
        cursor.endEditBlock()

    def inserting(self, cursor: QTextCursor, drafts: Sequence[Draft], open_start: bool = False, open_end: bool = False) -> Iterator[int]:
        """`insert_drafts` part by part, within an edit block of the caller; tells how many of the blocks are in."""
        if not drafts:
            return
        if cursor.hasSelection():
            self.remove(cursor)
        block = cursor.block()
        items = list(drafts)
        if qtext.is_object(block):
            yield from self._put(cursor, items, before=cursor.atBlockStart())
        elif is_empty(block):
            yield from self._fill_empty(cursor, items, open_start)
        else:
            yield from self._put_in_text(cursor, items, open_start, open_end)

    def _fill_empty(self, cursor: QTextCursor, items: list[Draft], open_start: bool) -> Iterator[int]:
        first = items.pop(0)
        if not (open_start and first.kind not in qtext.OBJECT_KINDS and qtext.kind_of(cursor.block()) is not BlockKind.PARAGRAPH):
            cursor.setBlockFormat(self._format(first if first.id else replace(first, id=qtext.id_of(cursor.block()))))
        qtext.insert_content(cursor, first, self.look)
        yield from self._put(cursor, items, before=False)

    def _put_in_text(self, cursor: QTextCursor, items: list[Draft], open_start: bool, open_end: bool) -> Iterator[int]:
        if open_start and items[0].kind not in qtext.OBJECT_KINDS and not (cursor.atBlockStart() and len(items) > 1):
            qtext.insert_runs(cursor, items.pop(0).text, self.look)
        if not items:
            return
        closing = items.pop() if open_end and items[-1].kind not in qtext.OBJECT_KINDS and not cursor.atBlockEnd() else None
        if cursor.atBlockStart():
            yield from self._put(cursor, items, before=True)
        else:
            if not cursor.atBlockEnd():
                cursor.insertBlock(self._second_half(cursor.block()), QTextCharFormat())
                tail = QTextCursor(cursor)
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                tail.setKeepPositionOnInsert(False)
                yield from self._put(cursor, items, before=False)
                cursor.setPosition(tail.position() if closing else cursor.position())
            else:
                yield from self._put(cursor, items, before=False)
        if closing:
            qtext.insert_runs(cursor, closing.text, self.look)

    def _put(self, cursor: QTextCursor, items: Sequence[Draft], before: bool) -> Iterator[int]:
        """Blocks before the cursor's block, from whose start it is called, or behind it, from its end; tells how many there are."""
        for count, draft in enumerate(items, 1):
            if before:
                cursor.insertBlock(cursor.blockFormat())
                new = QTextCursor(cursor.block().previous())
                new.setBlockFormat(self._format(draft))
                qtext.insert_content(new, draft, self.look)
                cursor.setPosition(new.block().next().position())
            else:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                cursor.insertBlock(self._format(draft), QTextCharFormat())
                qtext.insert_content(cursor, draft, self.look)
            if count % _PART == 0:
                yield count

    # --- changing ---

    def change_kind(self, blocks: Iterable[QTextBlock], kind: BlockKind, attributes: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
        """Make text blocks another kind; `attributes` gives the new ones from the old. Objects stay what they are."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for block in [block for block in blocks if not qtext.is_object(block)]:
            cursor.setPosition(block.position())
            wanted = Draft(qtext.id_of(block), kind, (), attributes(qtext.attributes_of(block)))
            if (kind, dict(wanted.attributes)) != (qtext.kind_of(block), qtext.attributes_of(block)):
                cursor.setBlockFormat(self._format(wanted))
        cursor.endEditBlock()

    def change_object(self, block: QTextBlock, draft: Draft) -> None:
        """Give an object another caption or other attributes."""
        QTextCursor(block).setBlockFormat(self._format(replace(draft, id=qtext.id_of(block))))

    def change_runs(self, cursor: QTextCursor, change: Callable[[Run], Run]) -> None:
        """Give every run of the selection another format."""
        start, end = self.whole_atoms(cursor.selectionStart(), cursor.selectionEnd())
        writer = QTextCursor(self._document)
        writer.beginEditBlock()
        for block, at, length, form in list(self._stretches(start, end)):
            run = change(qtext.atom_of(form) or qtext.run_of(form))
            wanted = qtext.character_format(run)
            for name in (qtext.RUN_RAW, qtext.RUN_SIZE):
                if form.hasProperty(name):
                    wanted.setProperty(name, form.property(name))
            self._select(writer, block.position() + at, block.position() + at + length)
            writer.setCharFormat(wanted)
        writer.endEditBlock()

    def _stretches(self, start: int, end: int) -> Iterator[tuple[QTextBlock, int, int, QTextCharFormat]]:
        for block in self.blocks_between(start, end):
            if qtext.is_object(block):
                continue
            for at, length, _, form in qtext.fragments(block):
                first, last = max(at, start - block.position()), min(at + length, end - block.position())
                if first < last:
                    yield block, first, last - first, form

    def runs_between(self, start: int, end: int) -> list[Run]:
        """The formats in a stretch of the document."""
        return [qtext.atom_of(form) or qtext.run_of(form) for _, _, _, form in self._stretches(start, end)]

    def blocks_between(self, start: int, end: int) -> list[QTextBlock]:
        """The blocks that a stretch touches; the one behind a selection that ends at its very start is not meant."""
        last = self._document.findBlock(end)
        if start < end and end == last.position():
            last = last.previous()
        result = [self._document.findBlock(start)]
        while result[-1] != last and result[-1].next().isValid():
            result.append(result[-1].next())
        return result

    # --- keeping order ---

    def settle(self, start: int, end: int) -> bool:
        """Put right what an edit that did not come through this class (assistive tools edit by their own way) left wrong; False if all was right.

        Two blocks of one id, an object's block without object or with text, a part of an atom.
        """
        last = self._document.characterCount() - 1
        touched = self._document.findBlock(min(start, last)).blockNumber(), self._document.findBlock(min(end, last)).blockNumber()
        everything = list(qtext.blocks(self._document))
        seen = {qtext.id_of(block) for number, block in enumerate(everything) if not touched[0] <= number <= touched[1]}
        wrong: list[Callable[[], None]] = []
        for block in everything[touched[0] : touched[1] + 1]:
            identifier = qtext.id_of(block)
            if not identifier or identifier in seen:
                wrong.append(partial(self._renew, block.position()))
            seen.add(identifier)
            if qtext.is_object(block) and block.text() != qtext.OBJECT:
                wrong.append(partial(self._part_object, block.position()))
            wrong += [partial(self._drop, block.position() + at, length) for at, length in self._broken_atoms(block)]
        if wrong:
            cursor = QTextCursor(self._document)
            cursor.joinPreviousEditBlock()
            for repair in reversed(wrong):
                repair()
            cursor.endEditBlock()
        return bool(wrong)

    def _renew(self, place: int) -> None:
        block = self._document.findBlock(place)
        cursor = QTextCursor(block)
        cursor.setBlockFormat(self._format(replace(qtext.draft_of(block), id=new_id())))

    def _part_object(self, place: int) -> None:
        """Text beside an object moves into a paragraph of its own; a block without its object becomes a paragraph."""
        block = self._document.findBlock(place)
        cursor = QTextCursor(block)
        at = block.text().find(qtext.OBJECT)
        if at < 0:
            cursor.setBlockFormat(self._fresh())
            return
        own = block.blockFormat()
        cursor.setPosition(block.position() + qtext.utf16_length(block.text()[:at]) + 1)
        if not cursor.atBlockEnd():
            cursor.insertBlock(self._fresh(), QTextCharFormat())
        if at:
            cursor.setPosition(place + qtext.utf16_length(block.text()[:at]))
            cursor.insertBlock(own)
            QTextCursor(self._document.findBlock(place)).setBlockFormat(self._fresh())

    def _broken_atoms(self, block: QTextBlock) -> Iterator[tuple[int, int]]:
        for at, length, text, form in qtext.fragments(block):
            size = form.intProperty(qtext.RUN_SIZE)
            if form.hasProperty(qtext.RUN_ATOM) and size and qtext.utf16_length(text) != size:
                yield at, length

    def _drop(self, position: int, length: int) -> None:
        cursor = QTextCursor(self._document)
        self._select(cursor, position, position + length)
        cursor.removeSelectedText()
