"""The flow: blocks of lines down the pages, one after the other.

Owns page breaks and what they must respect: headings stay with what follows, two lines at least of a paragraph on either side of a break, notes at
the foot of the page that their mark is on. Pages are handed on as soon as they are complete.
"""

from __future__ import annotations

from collections.abc import Callable

from qi_desktop.core import numerals
from qi_desktop.core.records import dataclass
from qi_desktop.export.document import SectionStart
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.layout.lines import Line, Note
from qi_desktop.export.layout.page import CountedPage, Page, baseline_in
from qi_desktop.export.layout.setter import Setter
from qi_desktop.export.style_sheet import POINTS_PER_MILLIMETRE, Role

_TOLERANCE = 0.01
_FEW = 3  # lines; a paragraph with no more is never broken
_KEPT_MOST = 12  # headings in a row that move together
_NOTES_MOST = 0.5  # of the text's height that notes may take on one page
_NOTE_GAP = 6.0
_NOTE_RULE = (0.5, "#000000", False)
_HEADER_RULE = (0.5, "#000000", False)
_HEADER_GAP = 1.5


@dataclass(slots=True)
class Block:
    """Lines of one role. `x` is the left end of the lines, from the left margin; `room` their width; `first` a further indent of the first line.

    `label` stands before the first line at `label_x`. `chapter` is set for the title of one.
    """

    lines: list[Line]
    role: Role
    x: float
    room: float
    align: str
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    label: Line | None = None
    label_x: float = 0.0
    on_place: Callable[[Page, float], None] | None = None  # told the page and the top of the block
    on_end: Callable[[Page, float], None] | None = None  # told the page and the base line of the last line
    chapter: str = ""

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.role.pitch


@dataclass(slots=True)
class Labels:
    """From page `index` on, pages are counted in `form`, beginning with `first`."""

    index: int
    form: NumberFormat
    first: int


class Flow:
    """Places blocks. `finished` gets each page when nothing more will come onto it; pages of the contents are kept until `end`.

    Without `finished` the pages are only counted: `drawn` is false, and nobody need place anything on them.
    """

    def __init__(self, setter: Setter, finished: Callable[[Page], None] | None, total_pages: int, watermark: str) -> None:
        self._setter, self._sheet, self._finished = setter, setter.sheet, finished
        self.drawn = setter.drawn
        self._total, self._watermark = total_pages, watermark
        self._section = SectionStart("body", NumberFormat.DECIMAL, 1, "", "")
        self._number = 1
        self.labels = [Labels(0, NumberFormat.DECIMAL, 1)]
        self.count = 0
        self._page: Page | None = None
        self.y = 0.0
        self._fresh = True
        self._forced = True  # the page was asked for, so that space before its first block stays
        self._gap = 0.0
        self._pending: list[Block] = []
        self._pending_height = 0.0
        self._notes: list[Line] = []
        self._notes_height = 0.0
        self.hold = self._hold_page = False
        self._held: list[Page] = []
        self._chapter = self._page_chapter = ""
        self._chapter_set = False
        self._measure_page()
        self._note_role = self._sheet.role("footnote")

    # Geometry -------------------------------------------------------------------------------------------------------------------------------

    def _measure_page(self) -> None:
        page, points = self._sheet.page, POINTS_PER_MILLIMETRE
        width, height = page.width * points, page.height * points
        self.width, self.height = (height, width) if self._section.landscape else (width, height)
        self.left = page.margin_left * points
        # However the margins are set, there is room for a character.
        self.room = max(self.width - (page.margin_left + page.margin_right) * points, 20.0)
        self.top = self.height - page.margin_top * points
        self._bottom = min(page.margin_bottom * points, self.top - 40.0)

    @property
    def depth(self) -> float:
        """The height of the text on an empty page."""
        return self.top - self._bottom

    @property
    def bottom(self) -> float:
        """The lowest place for text on this page, above its notes."""
        return self._bottom + self._notes_height

    @property
    def page(self) -> Page:
        """The page in the making."""
        if self._page is None:
            self._open()
        assert self._page is not None
        return self._page

    # Pages ----------------------------------------------------------------------------------------------------------------------------------

    def start_section(self, section: SectionStart) -> None:
        """Go on with other headers, footers and numbers on a new page."""
        self.break_page()
        self._section = section
        self._measure_page()
        if section.number_format is not NumberFormat.NONE and section.first_number is not None:
            self._number = section.first_number
        self.labels.append(Labels(self.count, section.number_format, self._number))

    def break_page(self) -> None:
        """What follows begins a page."""
        self._settle(0.0, 0.0)
        if self._page is not None:
            if not self._fresh or self._notes:
                self._close()
            else:  # nothing came onto it
                self._page = None
                self.count -= 1
        self._forced = True

    def new_page(self) -> None:
        """Go on at the top of the next page, because this one is full."""
        self._close()
        self._forced = False
        self._open()

    def _open(self) -> None:
        kind = Page if self.drawn else CountedPage
        self._page = kind(self.count, self._label(), self.width, self.height, watermark=self._watermark)
        self.count += 1
        self.y, self._fresh, self._gap = self.top, True, 0.0
        self._page_chapter, self._chapter_set = self._chapter, False
        carried, self._notes, self._notes_height = self._notes, [], 0.0
        if carried:
            self._reserve(carried)

    def _label(self) -> str:
        form = self._section.number_format
        if form is NumberFormat.NONE:
            return ""
        if form is NumberFormat.DECIMAL:
            return str(self._number)
        roman = numerals.roman(self._number)
        return roman.upper() if form is NumberFormat.ROMAN_UPPER else roman

    def _close(self) -> None:
        page, self._page = self.page, None
        self._place_notes(page)
        if self._section.number_format is not NumberFormat.NONE:
            self._number += 1
        self._gap = 0.0
        if self._finished is None:
            return
        self._margin_lines(page)
        if self.hold or self._hold_page:
            self._held.append(page)
            self._hold_page = False
        else:
            self._finished(page)

    def _margin_lines(self, page: Page) -> None:
        """Header and footer."""
        sheet, points = self._sheet.page, POINTS_PER_MILLIMETRE
        for text, name in ((self._section.header, "header"), (self._section.footer, "footer")):
            for place, value in (("{pages}", str(self._total)), ("{chapter}", self._page_chapter), ("{page}", page.label)):
                text = text.replace(place, value)
            if not text.strip():
                continue
            role = self._sheet.role(name)
            line = self._setter.lines(text, role, self.room)[0]
            if name == "header":
                top = self.height - sheet.header_distance * points
                low = top - role.pitch - _HEADER_GAP
                page.rule(_HEADER_RULE, (self.left, low, self.left + self.room, low))
            else:
                top = sheet.footer_distance * points + role.pitch
            page.line(line, self.left, top - baseline_in(role.pitch, role.size), self.room, role.align)

    def stop_holding(self) -> None:
        """The page in the making is the last that is kept back."""
        self._hold_page = self.hold and self._page is not None
        self.hold = False

    def end(self) -> None:
        """Close the last page. Those that were kept back wait for `release`."""
        self._settle(0.0, 0.0)
        if self._page is not None or not self.count:
            self.page  # noqa: B018  # a document without anything is one empty page
            self._close()
        while self._notes:
            self._open()
            self._close()

    def release(self) -> None:
        """Hand on the pages that were kept back."""
        for page in self._held:
            if self._finished is not None:
                self._finished(page)
        self._held = []

    # Blocks ---------------------------------------------------------------------------------------------------------------------------------

    def add(self, block: Block) -> None:
        """Place a block, together with those before it that must stay with it."""
        if block.keep_next and len(self._pending) < _KEPT_MOST:
            self._pending.append(block)
            return
        count = len(block.lines)
        self.settle(block.role.pitch * (count if count <= _FEW else 2) + self._note_room(block.lines[:2]), block.before)
        self._place(block)

    def settle(self, first: float, before: float) -> None:
        """Place what waits for its successor. Afterwards `y` is the top of something whose first part is `first` high, after a space of `before`."""
        self._settle(first, before)
        if self._page is None:
            self._open()
        self._space(before)

    def _settle(self, first: float, before: float) -> None:
        pending, self._pending = self._pending, []
        need, gap = 0.0, self._gap
        for block in pending:
            need += max(gap, block.before) + block.height
            gap = block.after
        need += max(gap, before) + first
        if first and self._page is not None and not self._fresh and self.y - need < self.bottom - _TOLERANCE:
            self.new_page()
        for block in pending:
            if self._page is None:
                self._open()
            self._space(block.before)
            self._place(block)

    def _space(self, before: float) -> None:
        """The space between two blocks is the greater of what both ask for; at the top of a page only if the page was asked for."""
        if not self._fresh:
            self.y -= max(self._gap, before)
        elif self._forced:
            self.y -= before
        self._gap = 0.0

    def occupy(self, height: float, after: float = 0.0) -> None:
        """Note that something was placed from `y` down."""
        self.y -= height
        self._fresh = False
        self._gap = after

    def _place(self, block: Block) -> None:
        lines, pitch = block.lines, block.role.pitch
        drop = baseline_in(pitch, block.role.size)
        if self.y - pitch < self.bottom - _TOLERANCE and not self._fresh:
            self.new_page()
        if block.chapter:
            self._chapter = block.chapter
            if not self._chapter_set:
                self._page_chapter, self._chapter_set = block.chapter, True
        if block.on_place:
            block.on_place(self.page, self.y)
        done = 0
        while done < len(lines):
            count = self._fitting(lines, done, pitch)
            if done + count < len(lines):
                count = max(1, min(count, len(lines) - done - 2)) if len(lines) - done > _FEW else count
            page = self.page
            for number in range(done, done + count):
                x, room = block.x, block.room
                if not number:
                    if block.label:
                        page.line(block.label, self.left + block.label_x, self.y - drop, block.room, "left")
                    x, room = x + block.first, room - block.first
                page.line(lines[number], self.left + x, self.y - drop, room, block.align)
                if lines[number].notes:
                    self._take_notes(lines[number].notes)
                self.y -= pitch
            self._fresh = False
            done += count
            if done < len(lines):
                self.new_page()
        if block.on_end:
            block.on_end(self.page, self.y + pitch - drop)
        self._gap = block.after

    def _fitting(self, lines: list[Line], done: int, pitch: float) -> int:
        """How many lines, from `done` on, fit on this page; at least one."""
        available = self.y - self.bottom + _TOLERANCE
        count = int(available / pitch)
        if any(line.notes for line in lines[done : done + count]):
            used, count = 0.0, 0
            for line in lines[done:]:
                used += pitch + self._note_room([line])
                if used > available:
                    break
                count += 1
        return max(1, min(count, len(lines) - done))

    # Notes ----------------------------------------------------------------------------------------------------------------------------------

    def _note_lines(self, note: Note) -> list[Line]:
        return self._setter.lines(f"{note.mark} {note.text}", self._note_role, self.room)

    def _note_room(self, lines: list[Line]) -> float:
        """The height that the notes of these lines would take from the text."""
        count = sum(len(self._note_lines(note)) for line in lines for note in line.notes)
        if not count:
            return 0.0
        return min(count * self._note_role.pitch + (0.0 if self._notes else _NOTE_GAP), self.depth * _NOTES_MOST)

    def take_notes(self, lines: list[Line]) -> None:
        """Put the notes of lines that were placed without `add` to the page's foot."""
        for line in lines:
            if line.notes:
                self._take_notes(line.notes)

    def _take_notes(self, notes: list[Note]) -> None:
        for note in notes:
            self._reserve(self._note_lines(note))

    def _reserve(self, lines: list[Line]) -> None:
        self._notes += lines
        self._notes_height = min(len(self._notes) * self._note_role.pitch + _NOTE_GAP, self.depth * _NOTES_MOST)

    def _place_notes(self, page: Page) -> None:
        """As many lines of notes as have room at the foot; the rest goes to the next page."""
        if not self._notes:
            return
        pitch = self._note_role.pitch
        count = max(1, int((self._notes_height - _NOTE_GAP + _TOLERANCE) / pitch))
        top = self._bottom + self._notes_height
        page.rule(_NOTE_RULE, (self.left, top - _NOTE_GAP / 2, self.left + self.room / 4, top - _NOTE_GAP / 2))
        y = top - _NOTE_GAP
        for line in self._notes[:count]:
            page.line(line, self.left, y - baseline_in(pitch, self._note_role.size), self.room, self._note_role.align)
            y -= pitch
        self._notes = self._notes[count:]
