"""Tables as their pages cut them: what the layout found, brought to a writer that lets somebody else make the pages.

Owns the cutting of merged cells where a page begins. Which rows begin a page comes from the layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType

from qi_desktop.core.richtext import Run, Text, text_of
from qi_desktop.export.document import Document, Item, Span, Table, TablePieces
from qi_desktop.export.style_sheet import Captions


class Cutting(Enum):
    """How far a table follows the pages that the layout found."""

    NONE = "none"  # not at all: each cell stands for one of the library
    VALUES = "values"  # a merged value comes again where a page begins
    PAGES = "pages"  # and the rows that begin a page do so wherever the file is opened


def continued(table: Table, captions: Captions) -> Text:
    """What stands above a table's continuation: 续表 4-1, or the caption again where it has no number; empty if the header row alone comes again."""
    if captions.continuation == "header":
        return ()
    again = captions.continued
    if table.label:
        common = next((size for size in range(min(len(again), len(table.label)), 0, -1) if again.endswith(table.label[:size])), 0)
        before = again[: len(again) - common]
        return (*((Run(before),) if before else ()), Run(table.label, reference=table.id))
    if text_of(table.caption).strip():
        return (Run(again + captions.separator), *_without_notes(table.caption))
    return ()


def with_pieces(document: Document, pieces: Mapping[str, TablePieces], cutting: Cutting, captions: Captions) -> Document:
    """The document with its tables marked as kept whole where they are, and cut where pages begin as far as `cutting` says.

    A value that comes again is marked as a continued one only if the row is sure to begin a page: another program might else begin it a row later.
    """
    if not pieces:
        return document
    return replace(document, items=tuple(_piece(item, pieces, cutting, captions) for item in document.items))


def _piece(item: Item, pieces: Mapping[str, TablePieces], cutting: Cutting, captions: Captions) -> Item:
    if not isinstance(item, Table) or item.id not in pieces:
        return item
    found = pieces[item.id]
    made = replace(item, whole=found.whole, size=found.size) if found.whole or found.size else item
    if cutting is Cutting.NONE or not found.begins:
        return made
    if cutting is Cutting.VALUES or captions.continuation == "header":
        return _cut(made, found.begins)
    marks = dict.fromkeys(found.suffixed, captions.continued_cell)
    return replace(_cut(made, found.begins, marks), begins=tuple(row for row in found.begins if 0 < row < len(item.rows)))


def _cut(table: Table, begins: tuple[int, ...], marks: Mapping[int, str] = MappingProxyType({})) -> Table:
    spans: list[Span] = []
    again: dict[int, dict[int, str | Text]] = {}
    for span in table.spans:
        end = min(span.row + span.rows, len(table.rows))
        inside = [row for row in begins if span.row < row < end]
        starts = [span.row, *inside]
        if not inside or span.row < 0 or not 0 <= span.column < len(table.rows[span.row]):
            spans.append(span)
            continue
        content = table.rows[span.row][span.column]
        content = content if isinstance(content, str) else _without_notes(content)
        if content and (mark := marks.get(span.column)):
            content = content + mark if isinstance(content, str) else (*content, Run(mark))
        for start, stop in zip(starts, [*inside, end], strict=True):
            spans.append(Span(start, span.column, stop - start, span.columns))
            if start != span.row:
                again.setdefault(start, {})[span.column] = content
    if not again:
        return table
    rows = list(table.rows)
    for row, cells in again.items():
        rows[row] = tuple(cells.get(column, cell) for column, cell in enumerate(rows[row]))
    repeated = frozenset((row, column) for row, cells in again.items() for column in cells)
    return replace(table, rows=tuple(rows), spans=tuple(spans), repeated=repeated)


def _without_notes(text: Text) -> Text:
    return tuple(replace(run, footnote="") for run in text)
