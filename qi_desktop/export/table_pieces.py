"""Tables as their pages cut them: what the layout found, brought to a writer that lets somebody else make the pages.

Owns the cutting of merged cells where a page begins. Which rows begin a page comes from the layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qi_desktop.core.richtext import Text
from qi_desktop.export.document import Document, Item, Span, Table, TablePieces


def with_pieces(document: Document, pieces: Mapping[str, TablePieces], cut: bool = True) -> Document:
    """The document with its tables marked as kept whole where they are; with `cut`, a merged value comes again in a row that begins a page.

    A value that comes again bears no mark: another program may begin its page a row later, and the value is right there too.
    """
    if not pieces:
        return document
    return replace(document, items=tuple(_piece(item, pieces, cut) for item in document.items))


def _piece(item: Item, pieces: Mapping[str, TablePieces], cut: bool) -> Item:
    if not isinstance(item, Table) or item.id not in pieces:
        return item
    found = pieces[item.id]
    made = replace(item, whole=found.whole) if found.whole else item
    return _cut(made, found.begins) if cut and found.begins else made


def _cut(table: Table, begins: tuple[int, ...]) -> Table:
    spans: list[Span] = []
    again: dict[int, dict[int, str | Text]] = {}
    for span in table.spans:
        end = min(span.row + span.rows, len(table.rows))
        inside = [row for row in begins if span.row < row < end]
        starts = [span.row, *inside]
        if not inside or span.row < 0 or not 0 <= span.column < len(table.rows[span.row]):
            spans.append(span)
            continue
        content = _without_notes(table.rows[span.row][span.column])
        for start, stop in zip(starts, [*inside, end], strict=True):
            spans.append(Span(start, span.column, stop - start, span.columns))
            if start != span.row:
                again.setdefault(start, {})[span.column] = content
    if not again:
        return table
    rows = list(table.rows)
    for row, cells in again.items():
        rows[row] = tuple(cells.get(column, cell) for column, cell in enumerate(rows[row]))
    return replace(table, rows=tuple(rows), spans=tuple(spans))


def _without_notes(cell: str | Text) -> str | Text:
    return cell if isinstance(cell, str) else tuple(replace(run, footnote="") for run in cell)
