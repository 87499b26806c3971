"""The review edition (送审稿): how it shows that it is one, and what has to be remembered of it.

Owns the marks on its pages, which come from the style sheet, and the form in which each item is kept for the comparison with a returned copy.
Bookmarks and the recording of changes are the Word writer's business; where records are kept is the store's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from qi_desktop.core import fields
from qi_desktop.core.exports import ExportedBlock, TableShape, normalised
from qi_desktop.core.richtext import Text, text_of
from qi_desktop.export.document import Contents, Document, Figure, Heading, Item, ListItem, PageBreak, Paragraph, SectionStart, Table, TitlePage
from qi_desktop.export.style_sheet import StyleSheet

NOTE = "table_note"
"""The kind of a table's note: it has a bookmark of its own beside the table's."""


def marked(document: Document, style: StyleSheet, values: Mapping[str, str], day: date) -> Document:
    """The document with the watermark and the version line of a review edition made on that day. `values` are those of `core.fields`."""
    known = {**values, "export.date": fields.chinese_date(day.isoformat())}
    version = " ".join(fields.fill(style.title_page.review_version, known).split())  # a report without a version leaves no gap
    items = tuple(replace(item, version=version) if isinstance(item, TitlePage) else item for item in document.items)
    return replace(document, items=items, draft=True, watermark=style.review_watermark)


def exported_blocks(document: Document) -> Iterator[ExportedBlock]:
    """Every item that has a bookmark in the Word file, with what it says."""
    chapter = ""
    position = 0
    for item in document.items:
        if isinstance(item, Heading):
            chapter = item.id
        for place, kind, text, shape in _said(item):
            yield ExportedBlock(place, kind, chapter, position, normalised(text), shape)
            position += 1


def _said(item: Item) -> Iterator[tuple[str, str, str, TableShape | None]]:
    """The parts of an item that have a bookmark: whose, what it is, its words, and the shape of a table."""
    match item:
        case Heading():
            yield item.id, "heading", item.text, None
        case Paragraph():
            yield item.id, "paragraph", text_of(item.text), None
        case ListItem():
            yield item.id, "list_item", text_of(item.text), None
        case Figure():
            yield item.id, "figure", text_of(item.caption), None
        case Contents():
            yield item.id, "contents", item.title, None
        case Table():
            yield item.id, "table", text_of(item.caption), _shape(item)
            if item.note:
                yield item.id, NOTE, text_of(item.note), None
        case TitlePage() | SectionStart() | PageBreak():
            pass


def _shape(table: Table) -> TableShape:
    headers = tuple(normalised(column.label) for column in table.columns) if table.has_header else ()
    return TableShape(headers, table.row_ids, table.column_keys, tuple(tuple(_cell(cell) for cell in row) for row in table.rows))


def _cell(cell: str | Text) -> str:
    return normalised(cell if isinstance(cell, str) else text_of(cell))
