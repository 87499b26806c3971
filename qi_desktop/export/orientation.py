"""Wide tables on pages of their own that lie on their side.

Owns the decision which tables need it, the same for Word and PDF: those whose words would have to be cut on an upright page, where a page on its side
is wider than that. For a table or a picture, a person's own decision comes first; a page break
may make all pages lie that follow in its chapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qi_desktop.core.model import PageForm
from qi_desktop.export.column_widths import least_width
from qi_desktop.export.document import Figure, Heading, Item, PageBreak, SectionStart, Table
from qi_desktop.export.style_sheet import POINTS_PER_MILLIMETRE, StyleSheet


def turned(items: Iterable[Item], style: StyleSheet) -> Iterator[Item]:
    """The items, with sections on their side around the tables that need them.

    The headings straight before such a table or picture go along, so that none is left alone at the foot of the page before; those that follow each
    other share a section.
    """
    page = style.page
    upright, sideways = page.width, page.height
    room = (upright - page.margin_left - page.margin_right) * POINTS_PER_MILLIMETRE
    if sideways <= upright:
        yield from items
        return
    section: SectionStart | None = None
    lying = forced = False
    headings: list[Item] = []
    for item in items:
        if isinstance(item, SectionStart):
            yield from headings
            headings, section, lying, forced = [], item, False, False
            yield item
            continue
        if isinstance(item, Heading | PageBreak):
            headings.append(item)
            if isinstance(item, PageBreak) and item.lying is not None:
                forced = item.lying
            elif isinstance(item, Heading) and item.level == 1:
                forced = False
            continue
        wide = section is not None and _lies(item, forced, room, style)
        if wide != lying and section is not None:
            lying = wide
            # The count goes on; only the section's own start may set it.
            yield replace(section, first_number=None, landscape=lying)
            headings = [waiting for waiting in headings if not isinstance(waiting, PageBreak)]  # a section begins a page by itself
        yield from headings
        headings = []
        yield item
    yield from headings


def _lies(item: Item, forced: bool, room: float, style: StyleSheet) -> bool:
    if isinstance(item, Table | Figure) and item.page:
        return item.page == PageForm.LYING
    return forced or (isinstance(item, Table) and needs_room(item, room, style))


def needs_room(table: Table, room: float, style: StyleSheet) -> bool:
    """True if the columns cannot have the width that their longest words need in `room` points."""
    return least_width(table, style.role("table_cell").size, style.table.padding_x) > room
