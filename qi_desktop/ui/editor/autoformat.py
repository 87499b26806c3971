"""What typing alone does to a paragraph: a list marker at its beginning makes it a list item.

Owns which typed beginnings count and the attributes of the item that comes of it. It is an undo step of its own, so that one Ctrl+Z gives back
what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QTextBlock, QTextCursor

from qi_desktop.core import lists
from qi_desktop.core.lists import LIST_STYLES, MAXIMUM_LEVEL, NESTED, ItemInput
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import text_of
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.structure import Structure

_LONGEST_MARKER = 8


def make_item(structure: Structure, cursor: QTextCursor, items_before: Callable[[QTextBlock], list[ItemInput]], typed: str) -> bool:
    """Turn the cursor's paragraph into a list item if what stands before the cursor is a list marker and nothing else. True if it did."""
    block = cursor.block()
    place = cursor.positionInBlock()
    if not 0 < place <= _LONGEST_MARKER or not typed or qtext.kind_of(block) is not BlockKind.PARAGRAPH or qtext.attributes_of(block):
        return False
    marker = block.text()[:place]
    before = qtext.runs_of(block, 0, place)
    if any(run.is_atom for run in before) or text_of(before) != marker:
        return False
    read = _read(marker)
    attributes = _attributes(read, marker, items_before(block)) if read else None
    if attributes is None:
        return False
    eraser = QTextCursor(block)
    eraser.beginEditBlock()
    eraser.setPosition(block.position() + place, QTextCursor.MoveMode.KeepAnchor)
    eraser.removeSelectedText()
    structure.change_kind([eraser.block()], BlockKind.LIST_ITEM, lambda old: attributes)
    eraser.endEditBlock()
    return True


def is_bare_item(cursor: QTextCursor) -> bool:
    """True in a list item without text: a blank there belongs to the marker that was typed (1) and a blank, as one types it in Word)."""
    return cursor.block().length() == 1 and qtext.kind_of(cursor.block()) is BlockKind.LIST_ITEM


def _read(marker: str) -> tuple[str, int | None] | None:
    """Style and number of a whole marker. A bullet counts only with the blank behind it: the sign alone may be meant."""
    read = lists.recognise(marker + "x")
    if read is None or read[2] != "x":
        return None
    if LIST_STYLES[read[0]].is_bullet and not marker[-1].isspace():
        return None
    return read[0], read[1]


def _attributes(read: tuple[str, int | None], marker: str, before: list[ItemInput]) -> dict[str, Any] | None:
    style, number = read
    level = 1 if style == NESTED else 0
    expected = lists.labels([*before, ItemInput(style, level)])[-1]
    if style == NESTED and expected.label != marker.strip():
        return None  # 4.1 where no item 4 stands is a number in the text
    start = number if number is not None and number != expected.value else None
    return lists.item_attributes(style, level, start)


def with_level(attributes: Mapping[str, Any], level: int) -> dict[str, Any]:
    """The attributes of a list item on another level."""
    result = {name: value for name, value in attributes.items() if name != "level"}
    level = max(0, min(level, MAXIMUM_LEVEL))
    return result | ({"level": level} if level else {})
