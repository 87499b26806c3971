"""Cross-references that print the page of their target: filled in once the pages are known.

Owns the filling in; which page something stands on comes from the layout, for Word as for the PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from qi_desktop.core.richtext import PAGE, Text
from qi_desktop.export.document import Document, Figure, Item, ListItem, Paragraph, Table


def refers_to_pages(document: Document) -> bool:
    """True if a page is printed anywhere in the text."""
    return any(run.shows == PAGE for item in document.items for text in _texts(item) for run in text)


def _texts(item: Item) -> list[Text]:
    match item:
        case Paragraph() | ListItem():
            return [item.text]
        case Figure():
            return [item.caption]
        case Table():
            return [item.caption, item.note, *item.formatted]
        case _:
            return []


def with_pages(document: Document, page_labels: Mapping[str, str]) -> Document:
    """The document with the pages that are known; a reference to a page without a label stays as it is."""
    if not refers_to_pages(document):
        return document
    fill = partial(_filled, page_labels)
    return replace(document, items=tuple(_with_texts(item, fill) for item in document.items))


def _filled(page_labels: Mapping[str, str], text: Text) -> Text:
    return tuple(replace(run, text=page_labels.get(run.reference, run.text)) if run.shows == PAGE else run for run in text)


def _with_texts(item: Item, fill: Callable[[Text], Text]) -> Item:
    match item:
        case Paragraph() | ListItem():
            return replace(item, text=fill(item.text))
        case Figure():
            return replace(item, caption=fill(item.caption))
        case Table():
            rows = tuple(tuple(cell if isinstance(cell, str) else fill(cell) for cell in row) for row in item.rows)
            return replace(item, caption=fill(item.caption), note=fill(item.note), rows=rows, measures=())
        case _:
            return item
