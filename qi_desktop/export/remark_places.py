"""Where on a report's pages something could not be shown: the words that name the place of a remark.

Owns those words: the chapter, and in it the table, figure or the beginning of the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qi_desktop.core.messages import message
from qi_desktop.core.outline import numbered
from qi_desktop.core.richtext import text_of
from qi_desktop.export.document import Contents, Document, Figure, Heading, Item, ListItem, Paragraph, Remark, Table

_BEGINNING = 12  # characters of a text that tell which it is


def located(document: Document, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks with their place before them; those that concern no item of the document stay as they are."""
    remarks = tuple(remarks)
    names = _names(document, {remark.place for remark in remarks if remark.place})
    return tuple(
        replace(remark, message=message("{place}: {remark}", place=names[remark.place], remark=remark.message)) if names.get(remark.place) else remark
        for remark in remarks
    )


def _names(document: Document, wanted: set[str]) -> dict[str, str]:
    chapter, result = "", {}
    for item in document.items:
        if isinstance(item, Heading):
            chapter = " ".join(numbered(item.label, item.text).split())
        identifier = getattr(item, "id", "")
        if identifier in wanted and identifier not in result:
            result[identifier] = " / ".join(part for part in (chapter, _name(item)) if part)
    return result


def _name(item: Item) -> str:
    match item:
        case Table() | Figure():
            return " ".join(f"{item.label} {text_of(item.caption)}".split())
        case Paragraph() | ListItem():
            text = " ".join(text_of(item.text).split())
            return f"“{text[:_BEGINNING]}…”" if len(text) > _BEGINNING else f"“{text}”"
        case Contents():
            return item.title
        case _:
            return ""
