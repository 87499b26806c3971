"""Certificates on pages of their own: as a scan, typeset after it, or both.

Owns which items a view makes of each row when its form (`core.model.ViewForm`) is not the table. Any register with a column for scans can be shown
so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from qi_desktop.core.model import Block, Row, ViewForm
from qi_desktop.core.registers import ColumnType, Register
from qi_desktop.core.richtext import Run, Text, text_of
from qi_desktop.export import tables
from qi_desktop.export.content import Content
from qi_desktop.export.document import Figure, Item, PageBreak, Paragraph, Table, TableColumn
from qi_desktop.export.style_sheet import StyleSheet


def has_scans(register: Register) -> bool:
    """True if rows of the register can have a scan."""
    return any(column.type is ColumnType.ASSET for column in register.stored)


def is_shown_singly(block: Block, register: Register) -> bool:
    """True if a view shows each row on a page of its own."""
    return has_scans(register) and block.attributes.get("show") in (ViewForm.SCAN, ViewForm.FACSIMILE, ViewForm.BOTH)


def pages(
    block: Block, register: Register, content: Content, label: str, caption: Text, style: StyleSheet, picture: Callable[[str], str]
) -> Iterator[Item]:
    """The items of a view: for each row a new page with its typeset form, its scan, or both.

    The view's own caption stands at the first one. `picture` takes a stored file into the document and returns its id there, empty when it is
    missing: then a visible placeholder says which scan belongs there.
    """
    form = block.attributes.get("show")
    rows, shown, complete = tables.shown_rows(block, register, content.rows.get(register.name, ()))
    for number, (place, values) in enumerate(zip(shown, complete, strict=True)):
        row = rows[place]
        # The first has the block's own id, by which references and reviews find it.
        name = block.id if number == 0 else f"{block.id}.{number}"
        words = (label, caption) if number == 0 else ("", ())
        if number:
            yield PageBreak(f"{name}.page")
        if form in (ViewForm.FACSIMILE, ViewForm.BOTH):
            yield from _typeset(block, register, content, row, values, name, words, style)
        if form == ViewForm.BOTH:
            yield PageBreak(f"{name}.scan-page")
            yield _scan(register, values, f"{name}.scan", ("", ()), style, picture)
        if form == ViewForm.SCAN:
            yield _scan(register, values, name, words, style, picture)


def _typeset(
    block: Block, register: Register, content: Content, row: Row, values: Mapping[str, str], name: str, words: tuple[str, Text], style: StyleSheet
) -> Iterator[Item]:
    """The title, a table of what is known of the certificate, and the tables of what belongs to it."""
    title = values.get(register.title_column, "")
    yield Paragraph(f"{name}.title", "slogan", (Run(title, bold=True),), keep_next=True)
    lines = [(style.placeholders.holder, content.company.name)] if content.company.name else []
    for column in tables.chosen_columns(block, register):
        text = tables.cell_text(column, values.get(column.name, ""), style.table, block.attributes.get("date_format", "") or "chinese")
        if text and column.name != register.title_column and column.type is not ColumnType.ASSET and not column.derived:
            lines.append((block.attributes.get("labels", {}).get(column.name) or tables.header(column), text))
    columns = (TableColumn("", "text", "center", _LABEL_WIDTH), TableColumn("", "text", "left"))
    yield Table(name, *words, columns, tuple(lines), (), (), tuple(f"{number:x}" for number in range(len(lines))), ("0", "1"))
    for child in content.registers.values():
        belonging = [other for other in content.rows.get(child.name, ()) if other.parent_id == row.id]
        if child.parent != register.name or not belonging:
            continue
        used = [column.name for column in child.columns if any(other.values.get(column.name) for other in belonging) or column.derived]
        view = replace(
            block,
            id=f"{name}.{child.name}",
            text=(),
            attributes={"register": child.name, "parent": row.id, "columns": used, "note": block.attributes.get("note", "")},
        )
        yield tables.of_view(view, child, content.rows[child.name], "", (), style.table)


def _scan(
    register: Register, values: Mapping[str, str], name: str, words: tuple[str, Text], style: StyleSheet, picture: Callable[[str], str]
) -> Figure:
    """The scan as wide as the text, with its caption; the writers make it smaller where it would be too high for the page."""
    title = values.get(register.title_column, "")
    called = style.placeholders.scan.format(title=title)
    column = next(column.name for column in register.stored if column.type is ColumnType.ASSET)
    label, caption = words
    shown = picture(values.get(column, ""))
    return Figure(
        name, label, caption if text_of(caption).strip() else (Run(called),), called, shown, style.placeholders.figure.format(caption=called), 1.0
    )


_LABEL_WIDTH = 8.0  # characters; room for the longest usual label on one line
