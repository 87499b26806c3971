"""Blocks without a place yet: as the editor holds them, and as they come in from Word files, web pages and plain text.

Owns what a reader of foreign text needs whatever the format: captions go to their table or picture, typed labels become list items that count on,
and lines of cells become a table. Knows no format and no library.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from qi_desktop.core import lists, richtext
from qi_desktop.core.lists import LIST_STYLES, ItemInput
from qi_desktop.core.model import BlockKind, Matter
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, Text

CAPTION = "caption"
"""The attribute of a paragraph that names the table below it or the picture above it, until `captioned` gives it to that."""
_CAPTION_NUMBER = re.compile(r"(?:(?P<table>续?表|Table)|(?P<figure>图|Figure))\s*(?:[A-Z][-–.])?\d+(?:[-–—.．·]\d+)*[\s:：.、]*")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block as the editor holds it; `id` is empty for one that is new."""

    id: str
    kind: BlockKind
    text: Text = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class DraftChapter:
    """A chapter with its blocks; `level` counts from 1, its matter is that of the level-1 chapter it stands under."""

    level: int
    title: str
    matter: Matter
    blocks: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class DraftItem:
    """A list item with the number it had; None goes on counting."""

    style: str
    level: int
    number: int | None
    text: Text


# --- captions --------------------------------------------------------------------------------------------------------------------------------


def captioned(found: Sequence[Draft | DraftItem]) -> list[Draft | DraftItem]:
    """Captions go to the table below or the picture above them, without the number that stood there; any other is a paragraph."""
    result: list[Draft | DraftItem] = []
    waiting: Text = ()
    for place, item in enumerate(found):
        if isinstance(item, Draft) and CAPTION in item.attributes:
            printed = caption_number(richtext.text_of(item.text))
            words = richtext.split(item.text, printed.end())[1] if printed else item.text
            below, above = _kind_at(found, place + 1), result[-1] if result else None
            if below is BlockKind.TABLE and not (printed and printed["figure"]):
                waiting = words
            elif isinstance(above, Draft) and above.kind is BlockKind.FIGURE and not above.text and not (printed and printed["table"]):
                result[-1] = replace(above, text=words)
            else:
                result.append(replace(item, attributes={}))
            continue
        result.append(replace(item, text=waiting) if waiting and isinstance(item, Draft) else item)
        waiting = ()
    return result


def caption_number(text: str) -> re.Match[str] | None:
    """The number that a caption begins with, such as 表 4-1; its group `table` or `figure` tells which."""
    return _CAPTION_NUMBER.match(text)


def _kind_at(found: Sequence[Draft | DraftItem], place: int) -> BlockKind | None:
    item = found[place] if place < len(found) else None
    return item.kind if isinstance(item, Draft) else None


# --- list items ------------------------------------------------------------------------------------------------------------------------------


def recognised(line: str) -> DraftItem | None:
    """The list item that a typed line is."""
    text = line.lstrip(" \u3000\t")
    item = lists.recognise(text)
    if item is None or item[0] == lists.NESTED:  # 4.1 at a line's start is rather a heading's number
        return None
    return DraftItem(item[0], 0, item[1], richtext.plain(item[2]))


def labelled(level: int, label: str, text: Text) -> Draft | DraftItem:
    """The item that a program printed with that label, Wingdings letters for bullets; a paragraph where no list of ours prints such a label."""
    read = lists.recognise(f"{label} x") or lists.recognise(label.translate(str.maketrans("()", "（）")) + " x")
    if read is None and len(label) > 1 and any(character.isalnum() for character in label):
        # 一、 or a): no list of ours prints such a number, and what refers to it must find it.
        return Draft("", BlockKind.PARAGRAPH, richtext.normalise((Run(label + " " * label.isascii()), *text)))
    if read is None:
        return DraftItem("bullet", min(level, lists.MAXIMUM_LEVEL), None, text)
    return DraftItem(read[0], min(level, lists.MAXIMUM_LEVEL), read[1], text)


def typed_label(item: DraftItem) -> str:
    """How a person would type the item's label, for places that hold no lists, such as cells."""
    shown = lists.labels([ItemInput(item.style, 0, item.number)])[0].label
    return shown if shown.endswith(("、", "）")) else f"{shown} "


def numbered(found: Sequence[Draft | DraftItem], before: Sequence[ItemInput] = ()) -> list[Draft]:
    """The items with a wished number only where counting on would give another one. `before`: the items that stand before the place."""
    inputs = list(before)
    result: list[Draft] = []
    for item in found:
        if isinstance(item, Draft):
            result.append(item)
            continue
        expected = lists.labels([*inputs, ItemInput(item.style, item.level)])[-1].value
        start = item.number if item.number is not None and item.number != expected and not LIST_STYLES[item.style].is_bullet else None
        inputs.append(ItemInput(item.style, item.level, start))
        result.append(Draft("", BlockKind.LIST_ITEM, item.text, lists.item_attributes(item.style, item.level, start)))
    return result


def with_same_numbers(blocks: Sequence[Draft], before: Sequence[Draft]) -> list[Draft]:
    """Blocks that come from a place of their own to stand behind others: their lists have the numbers that they had there."""
    values = iter(lists.labels([_input(block) for block in blocks if block.kind is BlockKind.LIST_ITEM]))
    found = [_with_number(block, next(values).value) if block.kind is BlockKind.LIST_ITEM else block for block in blocks]
    return numbered(found, [_input(block) for block in before if block.kind is BlockKind.LIST_ITEM])


def _with_number(block: Draft, number: int) -> DraftItem:
    item = _input(block)
    return DraftItem(item.style, item.level, number, block.text)


def _input(block: Draft) -> ItemInput:
    return ItemInput(str(block.attributes["style"]), int(block.attributes.get("level", 0)), block.attributes.get("start"))


# --- tables ----------------------------------------------------------------------------------------------------------------------------------


def table(cells: Sequence[Sequence[str]]) -> Draft:
    """A table whose first line is the head."""
    columns = [{"label": label} for label in cells[0]]
    return Draft("", BlockKind.TABLE, (), {"columns": columns, "rows": [list(row) for row in cells[1:]]})


def spanned_table(lines: Sequence[Sequence[tuple[Text, int, int]]]) -> Draft:
    """A table from lines of cells, each with the rows and columns that it takes; the first line is the head."""
    grid: dict[tuple[int, int], Text] = {}
    covered: set[tuple[int, int]] = set()
    spans: list[list[int]] = []
    for row, line in enumerate(lines):
        column = 0
        for text, height, width in line:
            while (row, column) in covered:
                column += 1
            height = min(height, len(lines) - row)
            covered |= {(y, x) for y in range(row, row + height) for x in range(column, column + width)}
            grid[row, column] = text
            if not row:
                height = 1  # a label that goes on below the head would have to come again with it on each page
            if height * width > 1:
                spans.append([row - 1, column, height, width])
            column += width
    size = max(column for _, column in covered) + 1
    columns = [{"label": richtext.text_of(grid.get((0, column), ()))} for column in range(size)]
    rows = [[richtext.to_cell(grid.get((row, column), ())) for column in range(size)] for row in range(1, len(lines))]
    attributes: dict[str, Any] = {"columns": columns, "rows": rows}
    if spans:
        attributes["spans"] = spans
    return Draft("", BlockKind.TABLE, (), attributes)


def flat(inner: Draft) -> Text:
    """A table inside a cell as lines of text."""
    rows = [[column["label"] for column in inner.attributes["columns"]], *inner.attributes["rows"]]
    lines = [" ".join(richtext.text_of(richtext.of_cell(cell)) for cell in row) for row in rows]
    return richtext.plain("\n".join(line.strip() for line in lines if line.strip()))
