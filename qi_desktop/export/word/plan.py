"""What must be known before the first byte of a Word file is written.

Owns the first pass over a document: numbering instances, links, pictures, which items are referred to, and what cannot be shown. The parts
made from it stand before the body in the file; the body is then streamed in a second pass.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from typing import TYPE_CHECKING

from qi_desktop.core.messages import Message, message
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text
from qi_desktop.export.addresses import link_address
from qi_desktop.export.document import Document, Figure, Heading, Item, ListItem, Paragraph, Remark, SectionStart, Span, Table, TitlePage
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.export.word.numbering import HeadingNumber, Numbering

if TYPE_CHECKING:
    from qi_desktop.export.pictures import PreparedPicture

MAXIMUM_COLUMNS = 63  # Word opens no table with more
# A document that names no section at all is one.
_PLAIN_SECTION = SectionStart("body", NumberFormat.DECIMAL, 1, "", "{page}")
_NAME = re.compile("[0-9A-Za-z]{1,12}")


@dataclass(slots=True)
class Plan:
    """The findings of the first pass. Lists are in the order of the items, so the second pass takes them one after the other."""

    document: Document
    style: StyleSheet
    numbering: Numbering
    items: list[Item] = field(default_factory=list)
    headings: list[HeadingNumber] = field(default_factory=list)
    list_items: list[int] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    pictures: dict[str, PreparedPicture] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    small: set[float] = field(default_factory=set)  # sizes of tables' letters that are not the style sheet's, and 0
    contents_depth: int = 0
    units: int = 0
    _failed: dict[str, Message] = field(default_factory=dict)

    @property
    def targets(self) -> set[str]:
        """Ids of headings, tables and figures that a reference leads to."""
        return self.wanted & self.known

    def sections(self) -> list[SectionStart]:
        """The starts of the sections in order."""
        return [item for item in self.items if isinstance(item, SectionStart)]


def plan(document: Document, style: StyleSheet, check: Callable[[], object]) -> Plan:
    """The first pass. `check` is called before each picture, the only thing here that takes its time, and may raise to stop the export."""
    result = Plan(document, style, Numbering(style))
    for item in _in_sections(_split_wide(document.items, result.remarks)):
        result.items.append(item)
        result.units += 1
        match item:
            case Paragraph():
                _scan(result, item.text)
            case ListItem():
                result.list_items.append(result.numbering.item(item))
                _scan(result, item.text)
            case Heading():
                result.headings.append(result.numbering.heading(item))
                result.known.add(item.id)
            case Table():
                result.units += len(item.rows)
                result.known.add(item.id)
                result.small.add(item.size)
                _scan(result, item.caption)
                if item.begins and item.label:
                    result.wanted.add(item.id)  # its continuations quote its number
                for cell in item.formatted:
                    _scan(result, cell)
            case Figure():
                result.known.add(item.id)
                _scan(result, item.caption)
                _take_picture(result, item.asset, item.id, check)
            case TitlePage():
                _take_picture(result, item.logo, "", check)
            case _:
                pass
    return result


def short_id(item_id: str) -> str:
    """The id as a bookmark's name may hold it: ids of the library stay as they are, any other becomes a digest of the same length."""
    if _NAME.fullmatch(item_id):
        return item_id
    data = item_id.encode("utf-8", "replace")
    return f"x{zlib.crc32(data):08x}{zlib.adler32(data) & 0xFFF:03x}"


def _scan(result: Plan, text: Text) -> None:
    for run in text:
        if run.is_plain:
            continue
        if run.reference:
            result.wanted.add(run.reference)
        elif run.link and (address := link_address(run.link)):
            result.links.setdefault(address, len(result.links) + 1)


def _take_picture(result: Plan, asset: str, place: str, check: Callable[[], object]) -> None:
    """Prepare a picture once; say for each place what is the matter with it."""
    if not asset:
        return
    from qi_desktop.export.pictures import prepare  # Pillow takes its time to load, and most reports without pictures need none of it

    if asset not in result.pictures and asset not in result._failed:
        check()
        picture = result.document.pictures.get(asset)
        prepared = prepare(picture) if picture else message("The picture is missing; choose the picture file again.")
        if isinstance(prepared, Message):
            result._failed[asset] = prepared
        else:
            result.pictures[asset] = prepared
    trouble = result._failed.get(asset) or result.pictures[asset].remark
    if trouble:
        result.remarks.append(Remark(place, trouble))


def _in_sections(items: Iterator[Item]) -> Iterator[Item]:
    """The items with a section start before the first of them, and without sections in which nothing stands."""
    waiting: SectionStart | None = None
    begun = False
    for item in items:
        if isinstance(item, SectionStart):
            waiting = item
            continue
        if waiting or not begun:
            yield waiting or _PLAIN_SECTION
            waiting, begun = None, True
        yield item
    if not begun:
        yield waiting or _PLAIN_SECTION


def _split_wide(items: tuple[Item, ...], remarks: list[Remark]) -> Iterator[Item]:
    """The items, with tables that have more columns than Word can open cut into several, one below the other."""
    for item in items:
        if not isinstance(item, Table) or len(item.columns) <= MAXIMUM_COLUMNS:
            yield item
            continue
        remarks.append(Remark(item.id, message("Word allows {count} columns; the table was cut into several.", count=MAXIMUM_COLUMNS)))
        for first in range(0, len(item.columns), MAXIMUM_COLUMNS):
            columns = slice(first, first + MAXIMUM_COLUMNS)
            spans = tuple(
                Span(span.row, span.column - first, span.rows, min(span.columns, columns.stop - span.column))
                for span in item.spans
                if columns.start <= span.column < columns.stop
            )
            rows = tuple(row[columns] for row in item.rows)
            # The parts stand below each other, so their pages are not those of the whole.
            part = replace(
                item,
                columns=item.columns[columns],
                rows=rows,
                spans=spans,
                column_keys=item.column_keys[columns],
                begins=(),
                repeated=frozenset(),
                measures=(),
            )
            yield part if first == 0 else replace(part, id=f"{item.id}.{first}", label="", caption=())
