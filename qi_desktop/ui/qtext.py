"""The one bridge between blocks and QTextDocument.

Owns how a block stands in a document, and reads it back without any loss. One block is one QTextBlock; its id, kind and attributes are properties
of the block's format, so that Qt's own undo restores them. A run's format is a set of properties of the character format (the flags, the link);
what they look like is set beside them, and colours and sizes of roles are painted over by the editor. A field, a cross-reference or a footnote
(an atom) is a stretch of characters with one key. A table, a figure, a register view or a page break is a block that holds one object character;
its caption is a property too.

Must not know the session, nor how a role looks on paper: `Look` brings that.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from qi_desktop.core import richtext
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import FLAGS, Run, Text
from qi_desktop.session import Draft

_FIRST = int(QTextFormat.Property.UserProperty.value)
BLOCK_ID, BLOCK_KIND, BLOCK_ATTRIBUTES, BLOCK_TEXT, BLOCK_STAND_IN = range(_FIRST + 1, _FIRST + 6)
RUN_FLAGS, RUN_LINK, RUN_ATOM, RUN_KEY, RUN_SIZE, RUN_RAW = range(_FIRST + 11, _FIRST + 17)
OBJECT_TYPE = int(QTextFormat.ObjectTypes.UserObject.value) + 1

OBJECT = "\ufffc"
LINE = "\u2028"  # how QTextDocument keeps a line end inside a paragraph
_STAND_IN = "\ufffd"
# Characters that mean something to QTextDocument: kept in the format of a stand-in, so that a hostile text comes back as it was.
_RESERVED = frozenset("\u2028\u2029\ufdd0\ufdd1\ufffc")

OBJECT_KINDS = frozenset({BlockKind.TABLE, BlockKind.FIGURE, BlockKind.REGISTER_VIEW, BlockKind.PAGE_BREAK})
_KINDS = {kind.value: kind for kind in BlockKind}
_BITS = {flag: 1 << place for place, flag in enumerate(FLAGS)}
_keys = itertools.count(1)


def _plain_block_format(kind: BlockKind, attributes: Mapping[str, Any]) -> QTextBlockFormat:
    return QTextBlockFormat()


def shown_as_stored(run: Run) -> str:
    """What an atom shows when nobody knows its present value."""
    return run.text + "*" if run.footnote else run.text or f"{{{run.field}}}" if run.field else run.text or "?"


@dataclass(frozen=True, slots=True)
class Look:
    """What the bridge has to be told: the format of a kind of block (without identity), and the words that an atom shows."""

    block_format: Callable[[BlockKind, Mapping[str, Any]], QTextBlockFormat] = _plain_block_format
    shown: Callable[[Run], str] = shown_as_stored


# --- blocks ----------------------------------------------------------------------------------------------------------------------------------


def block_format(draft: Draft, look: Look) -> QTextBlockFormat:
    """The format of a block with its identity. A draft without id gets one."""
    result = look.block_format(draft.kind, draft.attributes)
    result.setProperty(BLOCK_ID, draft.id or new_id())
    result.setProperty(BLOCK_KIND, draft.kind.value)
    if draft.attributes:
        result.setProperty(BLOCK_ATTRIBUTES, json.dumps(dict(draft.attributes), ensure_ascii=False))
    if draft.kind in OBJECT_KINDS and draft.text:
        result.setProperty(BLOCK_TEXT, json.dumps(richtext.to_json(draft.text), ensure_ascii=False))
    return result


def id_of(block: QTextBlock) -> str:
    """The block's id; empty for one that the bridge did not make."""
    return block.blockFormat().stringProperty(BLOCK_ID)


def kind_of(block: QTextBlock) -> BlockKind:
    """What the block is."""
    return _KINDS.get(block.blockFormat().stringProperty(BLOCK_KIND), BlockKind.PARAGRAPH)


def attributes_of(block: QTextBlock) -> dict[str, Any]:
    """The block's attributes, free to be changed."""
    source = block.blockFormat().stringProperty(BLOCK_ATTRIBUTES)
    return json.loads(source) if source else {}


def is_object(block: QTextBlock) -> bool:
    """True for a table, figure, register view or page break."""
    return kind_of(block) in OBJECT_KINDS


def draft_of(block: QTextBlock) -> Draft:
    """The block as a value."""
    form = block.blockFormat()
    kind = _KINDS.get(form.stringProperty(BLOCK_KIND), BlockKind.PARAGRAPH)
    attributes = form.stringProperty(BLOCK_ATTRIBUTES)
    if kind in OBJECT_KINDS:
        caption = form.stringProperty(BLOCK_TEXT)
        text = richtext.from_json(json.loads(caption)) if caption else ()
    else:
        text = runs_of(block)
    return Draft(form.stringProperty(BLOCK_ID), kind, text, json.loads(attributes) if attributes else {})


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """The blocks in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def drafts_of(document: QTextDocument, known: Callable[[QTextBlock], Draft] = draft_of) -> list[Draft]:
    """The document's blocks as values. The empty paragraph that stands for a chapter without any block is left out.

    `known` may bring values that were read before.
    """
    first = document.begin()
    if document.blockCount() == 1 and first.length() == 1 and first.blockFormat().boolProperty(BLOCK_STAND_IN):
        draft = known(first)
        if draft.kind is BlockKind.PARAGRAPH and not draft.attributes:
            return []
    return [known(block) for block in blocks(document)]


def fill(document: QTextDocument, drafts: Sequence[Draft], look: Look) -> None:
    """Make the document consist of these blocks. What could be undone before is forgotten."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    if not drafts:
        cursor.setBlockFormat(_stand_in_format(look))
    for number, draft in enumerate(drafts):
        if number:
            cursor.insertBlock(block_format(draft, look), QTextCharFormat())
        else:
            cursor.setBlockFormat(block_format(draft, look))
        insert_content(cursor, draft, look)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def _stand_in_format(look: Look) -> QTextBlockFormat:
    """The format of the empty paragraph that stands for a chapter without any block."""
    result = block_format(Draft(new_id(), BlockKind.PARAGRAPH), look)
    result.setProperty(BLOCK_STAND_IN, True)
    return result


def refill(document: QTextDocument, old: Sequence[Draft], new: Sequence[Draft], look: Look) -> None:
    """Make a document that holds the blocks `old` hold `new`, touching only what lies between their equal beginnings and ends.

    What could be undone before is forgotten.
    """
    head, tail = _same_ends(old, new)
    if not old or not new or head + tail == 0 or len(old) + len(new) - 2 * (head + tail) > len(new):
        fill(document, new, look)
        return
    document.setUndoRedoEnabled(False)
    exchange(document, old, new, look)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def _same_ends(old: Sequence[Draft] | richtext.Text, new: Sequence[Draft] | richtext.Text) -> tuple[int, int]:
    """How many blocks or runs are the same at the beginning, and at the end."""
    head = _same_start(old, new)
    return head, _same_start(old[head:][::-1], new[head:][::-1])


def _same_start(one: Sequence[object], other: Sequence[object]) -> int:
    """How many members are the same at the beginning."""
    return next((place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))


def exchange(document: QTextDocument, old: Sequence[Draft], new: Sequence[Draft], look: Look) -> None:
    """Make a document that holds the blocks `old` hold `new`, as one step of undo."""
    head, tail = _same_ends(old, new)
    going, coming = old[head : len(old) - tail], new[head : len(new) - tail]
    cursor = QTextCursor(document)
    if len(going) == len(coming) == 1 and _same_but_text(going[0], coming[0]):
        _exchange_text(cursor, document.findBlockByNumber(head), going[0].text, coming[0].text, look)
        return
    cursor.setPosition(document.findBlockByNumber(min(head, len(old) - 1) if old else 0).position())
    cursor.beginEditBlock()  # where the cursor is now, undo will put it
    if head + tail == 0 or not old or not new:
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(_stand_in_format(look))
        for number, draft in enumerate(new):
            if number:
                cursor.insertBlock(block_format(draft, look), QTextCharFormat())
            else:
                cursor.setBlockFormat(block_format(draft, look))
            insert_content(cursor, draft, look)
    elif head:  # what follows is put behind the last block that stays
        last = document.findBlockByNumber(head - 1)
        end = document.findBlockByNumber(head + len(going) - 1)
        form = last.blockFormat()
        cursor.setPosition(last.position() + last.length() - 1)
        cursor.setPosition(end.position() + end.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(form)
        for draft in coming:
            cursor.insertBlock(block_format(draft, look), QTextCharFormat())
            insert_content(cursor, draft, look)
    else:  # before the first one that stays
        first = document.findBlockByNumber(len(going))
        form = first.blockFormat()
        cursor.setPosition(first.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        for draft in coming:
            cursor.setBlockFormat(block_format(draft, look))
            insert_content(cursor, draft, look)
            cursor.insertBlock(form, QTextCharFormat())
        cursor.setBlockFormat(form)
    cursor.endEditBlock()


def _same_but_text(one: Draft, other: Draft) -> bool:
    return replace(one, text=()) == replace(other, text=()) and one.kind not in OBJECT_KINDS


def _exchange_text(cursor: QTextCursor, block: QTextBlock, old: richtext.Text, new: richtext.Text, look: Look) -> None:
    """Write a block's other text; of a run that differs in its words alone, only the words that do, so that undo leaves the cursor beside them."""
    head, tail = _same_ends(old, new)
    going, coming = old[head : len(old) - tail], new[head : len(new) - tail]
    before = behind = 0  # characters of the run that stay
    if len(going) == len(coming) == 1 and not going[0].is_atom and going[0].same_format(coming[0]):
        one, other = going[0].text, coming[0].text
        before = _same_start(one, other)
        behind = _same_start(one[before:][::-1], other[before:][::-1])
        coming = (replace(coming[0], text=other[before : len(other) - behind]),)
    start = sum(_length(run, look) for run in old[:head]) + utf16_length(going[0].text[:before] if before else "")
    end = sum(_length(run, look) for run in old[: len(old) - tail]) - utf16_length(going[0].text[-behind:] if behind else "")
    cursor.setPosition(block.position() + start)
    cursor.beginEditBlock()
    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    insert_runs(cursor, coming, look)
    cursor.endEditBlock()


def _length(run: Run, look: Look) -> int:
    return utf16_length(atom_words(run, look.shown) if run.is_atom else run.text)


def insert_content(cursor: QTextCursor, draft: Draft, look: Look) -> None:
    """Write a draft's runs, or its object, into the empty block of the cursor, which has the draft's format already."""
    if draft.kind in OBJECT_KINDS:
        cursor.insertText(OBJECT, object_format())
    else:
        insert_runs(cursor, draft.text, look)


def object_format() -> QTextCharFormat:
    """The format of the character that an object stands on."""
    form = QTextCharFormat()
    form.setObjectType(OBJECT_TYPE)
    return form


# --- runs ------------------------------------------------------------------------------------------------------------------------------------


def insert_runs(cursor: QTextCursor, runs: Iterable[Run], look: Look) -> None:
    """Write runs at the cursor, each with its own format."""
    for run in runs:
        form = character_format(run)
        if run.is_atom:
            shown = atom_words(run, look.shown)
            form.setProperty(RUN_SIZE, utf16_length(shown))
            cursor.insertText(shown, form)
            continue
        for raw, group in itertools.groupby(run.text, key=lambda character: character if character in _RESERVED else ""):
            text = "".join(group)
            if raw:
                raw_form = QTextCharFormat(form)
                raw_form.setProperty(RUN_RAW, raw)
                cursor.insertText(_STAND_IN * len(text), raw_form)
            else:
                cursor.insertText(text.replace("\n", LINE), form)


def atom_words(run: Run, shown: Callable[[Run], str]) -> str:
    """The characters that stand for an atom."""
    return _harmless(shown(run)) or "?"


def atoms(document: QTextDocument) -> Iterator[tuple[Run, str]]:
    """The atoms of a document with the characters that stand for them at present."""
    for block in blocks(document):
        for _, _, text, form in fragments(block):
            if atom := atom_of(form):
                yield atom, text


def _harmless(text: str) -> str:
    return "".join(" " if character in _RESERVED or character in "\n\r" else character for character in text)


def character_format(run: Run) -> QTextCharFormat:
    """The format of a run: its properties, and what they look like. An atom's format is one of its own each time."""
    form = QTextCharFormat()
    bits = sum(bit for flag, bit in _BITS.items() if getattr(run, flag))
    if bits:
        form.setProperty(RUN_FLAGS, bits)
    if run.bold:
        form.setFontWeight(QFont.Weight.Bold)
    if run.italic:
        form.setFontItalic(True)
    if run.underline:
        form.setFontUnderline(True)
    if run.superscript or run.subscript:
        upper = QTextCharFormat.VerticalAlignment.AlignSuperScript
        form.setVerticalAlignment(upper if run.superscript else QTextCharFormat.VerticalAlignment.AlignSubScript)
    if run.link:
        form.setProperty(RUN_LINK, run.link)
        form.setAnchor(True)
        form.setAnchorHref(run.link)
    if run.is_atom:
        form.setProperty(RUN_ATOM, json.dumps(richtext.to_json((run,)), ensure_ascii=False))
        form.setProperty(RUN_KEY, next(_keys))
    return form


def run_of(form: QTextCharFormat, text: str = "") -> Run:
    """The run of a text in this format, without regard to atoms."""
    bits = form.intProperty(RUN_FLAGS)
    flags = {flag: True for flag, bit in _BITS.items() if bits & bit}
    return Run(text, link=form.stringProperty(RUN_LINK), **flags)  # type: ignore[arg-type]


def atom_of(form: QTextCharFormat) -> Run | None:
    """The field, reference or footnote that a stretch in this format stands for."""
    source = form.stringProperty(RUN_ATOM)
    if not source:
        return None
    (stored,) = richtext.from_json(json.loads(source))
    look = run_of(form)
    return replace(look, text=stored.text, field=stored.field, reference=stored.reference, shows=stored.shows, footnote=stored.footnote)


def runs_of(block: QTextBlock, start: int = 0, end: int | None = None) -> Text:
    """The runs of a block, or of the stretch between two places counted from its start in UTF-16 units; atoms that are touched come whole."""
    result: list[Run] = []
    for at, length, text, form in fragments(block):
        first, last = max(at, start), at + length if end is None else min(at + length, end)
        if first >= last:
            continue
        if atom := atom_of(form):
            result.append(atom)
            continue
        if (first, last) != (at, at + length):
            text = utf16_slice(text, first - at, last - at)
        raw = form.stringProperty(RUN_RAW)
        result.append(run_of(form, raw * len(text) if raw else text.replace(LINE, "\n").replace(OBJECT, "")))
    return richtext.normalise(result)


def fragments(block: QTextBlock) -> Iterator[tuple[int, int, str, QTextCharFormat]]:
    """Place in the block, length (both in UTF-16 units), text and format of each stretch of one format."""
    start = block.position()
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        if fragment.isValid():
            yield fragment.position() - start, fragment.length(), fragment.text(), fragment.charFormat()
        place += 1


def utf16_slice(text: str, start: int, end: int) -> str:
    """The part of a text between two places counted in UTF-16 units, as Qt counts."""
    if text.isascii() or all(ord(character) < 0x10000 for character in text):
        return text[start:end]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "ignore")


def utf16_length(text: str) -> int:
    """The length of a text as Qt counts."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def atom_around(block: QTextBlock, place: int) -> tuple[int, int] | None:
    """The first and last place of the atom that a place (from the block's start) lies strictly inside of."""
    return next(((at, at + length) for at, length, _, form in fragments(block) if at < place < at + length and form.hasProperty(RUN_ATOM)), None)


def atom_beside(block: QTextBlock, place: int, before: bool) -> tuple[int, int] | None:
    """The atom that ends (`before`) or begins at a place."""
    for at, length, _, form in fragments(block):
        if form.hasProperty(RUN_ATOM) and (at + length if before else at) == place:
            return at, at + length
    return None
