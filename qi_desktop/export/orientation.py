"""Wide tables on pages of their own that lie on their side.

Owns the decision which tables need it, the same for Word and PDF: those whose words would have to be cut on an upright page, where a page on its side
is wider than that. For a table or a picture, a person's own decision comes first; a page break
may make all pages lie that follow in its chapter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qi_desktop.core.model import PageForm
from qi_desktop.core.richtext import text_of
from qi_desktop.export.column_widths import em_width, least_width
from qi_desktop.export.document import Figure, Heading, Item, ListItem, PageBreak, Paragraph, SectionStart, Table
from qi_desktop.export.style_sheet import POINTS_PER_MILLIMETRE, StyleSheet

_LITTLE = 9.0  # lines, a heading counted as two: a fifth of a page


def turned(items: Iterable[Item], style: StyleSheet) -> Iterator[Item]:
    """The items, with sections on their side around the tables that need them.

    The headings straight before such a table or picture go along, so that none is left alone at the foot of the page before; those that follow each
    other share a section. So does the little that stands between two of them, or between a heading that begins a page and the first: a page of
    its own would be nearly empty.
    """
    page = style.page
    upright, sideways = page.width, page.height
    room = (upright - page.margin_left - page.margin_right) * POINTS_PER_MILLIMETRE
    if sideways <= upright:
        yield from items
        return
    turner = _Turner(style, room)
    for item in items:
        yield from turner.next(item)
    yield from turner.end()


class _Turner:
    """Takes the items one by one and gives them back with the sections that they need; a few wait until it is known how those behind them stand."""

    def __init__(self, style: StyleSheet, room: float) -> None:
        self._style = style
        self._room = room
        self._line = room / style.role("body").size  # em
        self._section: SectionStart | None = None
        self._lying = False
        self._forced = False
        self._headings: list[Item] = []  # with page breaks: they go where what follows them goes
        self._little: list[Item] = []  # what may stand upright or lie, as it is short and begins a page either way
        self._lines = 0.0
        self._waits = False

    def next(self, item: Item) -> Iterator[Item]:
        """What is settled by one more item."""
        if isinstance(item, SectionStart):
            yield from self.end()
            self._section, self._lying, self._forced = item, False, False
            yield item
        elif isinstance(item, Heading | PageBreak):
            self._headings.append(item)
            if isinstance(item, PageBreak) and item.lying is not None:
                self._forced = item.lying
            elif isinstance(item, Heading) and item.level == 1:
                self._forced = False
        elif self._section is None:
            yield from self._take_headings()
            yield item
        else:
            yield from self._place(item)

    def _place(self, item: Item) -> Iterator[Item]:
        if self._begins_page() or self._breaks_page():
            yield from self._settle()
        if _lies(item, self._forced, self._room, self._style):
            yield from self._turn(True)
            yield item
            self._waits = True
        elif self._can_wait(item):
            self._little += [*self._headings, item]
            self._lines += self._height(item)
            self._headings = []
            self._waits = True
        else:
            yield from self._turn(False)
            yield item
            self._waits = False

    def end(self) -> Iterator[Item]:
        """What still waits, as no lying table comes any more."""
        yield from self._settle()
        yield from self._take_headings()

    def _settle(self) -> Iterator[Item]:
        """What waits, upright; the headings behind it go on waiting."""
        self._waits = False
        if self._little:
            headings, self._headings = self._headings, []
            yield from self._turn(False)
            self._headings = headings

    def _begins_page(self) -> bool:
        return any(isinstance(waiting, Heading) and waiting.new_page for waiting in self._headings)

    def _breaks_page(self) -> bool:
        return any(isinstance(waiting, PageBreak) for waiting in self._headings)

    def _can_wait(self, item: Item) -> bool:
        """True for a few lines behind a lying table, or behind a heading that begins a page."""
        return (self._begins_page() or (self._waits and not self._breaks_page())) and self._lines + self._height(item) <= _LITTLE

    def _height(self, item: Item) -> float:
        """Lines that the item takes with the headings before it, roughly; without end if it is no text."""
        if not isinstance(item, Paragraph | ListItem):
            return math.inf
        return 2.0 * len(self._headings) + max(1.0, em_width(text_of(item.text)) / self._line)

    def _turn(self, lying: bool) -> Iterator[Item]:
        """The section that begins here, if one does, and what waited for it."""
        if lying != self._lying and self._section is not None:
            self._lying = lying
            # The count goes on; only the section's own start may set it.
            yield replace(self._section, first_number=None, landscape=lying)
            # A section begins a page by itself.
            self._little, self._headings = _without_breaks(self._little), self._headings if self._little else _without_breaks(self._headings)
        yield from self._little
        self._little, self._lines = [], 0.0
        yield from self._take_headings()

    def _take_headings(self) -> Iterator[Item]:
        yield from self._headings
        self._headings = []


def _without_breaks(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if not isinstance(item, PageBreak)]


def _lies(item: Item, forced: bool, room: float, style: StyleSheet) -> bool:
    if isinstance(item, Table | Figure) and item.page:
        return item.page == PageForm.LYING
    return forced or (isinstance(item, Table) and needs_room(item, room, style))


def needs_room(table: Table, room: float, style: StyleSheet) -> bool:
    """True if the columns cannot have the width that their longest words need in `room` points."""
    return least_width(table, style.role("table_cell").size, style.table.padding_x) > room
