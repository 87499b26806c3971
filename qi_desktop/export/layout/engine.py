"""The way of a document onto pages, item by item, in one pass.

Owns which block each kind of item becomes, and what a reader of the pages needs to know about them: labels, outline, where ids stand. The contents
are set where they stand, without page numbers; those are filled in at the end, on pages that were kept back for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import partial
from itertools import accumulate

from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, text_of
from qi_desktop.export.document import (
    Contents,
    Document,
    Figure,
    Heading,
    Item,
    ListItem,
    PageBreak,
    Paragraph,
    Place,
    Remark,
    SectionStart,
    Table,
    TablePieces,
    TitlePage,
    listed,
)
from qi_desktop.export.layout.figures import caption_block, caption_text, set_figure, set_title_page
from qi_desktop.export.layout.flow import Block, Flow, Labels
from qi_desktop.export.layout.page import Page
from qi_desktop.export.layout.setter import Setter
from qi_desktop.export.layout.tables import TableSetter
from qi_desktop.export.page_references import refers_to_pages, with_pages
from qi_desktop.export.proportions import list_label_width
from qi_desktop.export.style_sheet import Role, StyleSheet

_LEADER = "."
_NUMBER_ROOM = 3.0  # em that the contents keep free for the page number
_LEADER_GAP = 0.3  # em between the words, the dots and the number
_MOST_INDENT = 0.5  # of the text's width; deeper lists and contents are not indented further
_TOTAL = "{pages}"
_OUTLINE_DEPTH = 64
_MOST_PASSES = 4  # until printed page numbers agree with the pages
_PROGRESS = 64  # items and rows between two reports


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an item stands: page from 0, height on it in points, and the page's printed label."""

    page: int
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the reader's outline."""

    level: int
    title: str
    anchor: Anchor


@dataclass(slots=True)
class Layout:
    """What is known when all pages are set."""

    pages: int = 0
    anchors: dict[str, Anchor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    outline: list[OutlineEntry] = field(default_factory=list)
    labels: list[Labels] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    tables: dict[str, TablePieces] = field(default_factory=dict)


@dataclass(slots=True)
class _Slot:
    """A line of the contents that waits for its number."""

    id: str
    role: Role
    words_end: float
    right: float
    page: Page | None = None
    baseline: float = 0.0
    place: int = 0


def lay_out(
    document: Document,
    style: StyleSheet,
    finished: Callable[[Page], None] | None,
    picture_sizes: Mapping[str, tuple[float, float]],
    progress: Callable[[int, int], None] | None = None,
) -> Layout:
    """Set all pages. `finished` gets each one when it is complete: in order, but for those of the contents, which come last.

    Without `finished` the pages are only counted, in half the time; what stands in their margins is then not looked at.

    `picture_sizes` are the natural sizes in points of the pictures that can be shown. `progress(done, total)` may raise to stop.
    """
    report = progress or _unwatched
    document = _with_pages(document, style, picture_sizes, report)
    if finished is None or not _counts_pages(document):
        return _Engine(document, style, finished, picture_sizes, report, 0).run()
    total = _Engine(document, style, None, picture_sizes, lambda done, units: report(done, 2 * units), 0).run().pages
    return _Engine(document, style, finished, picture_sizes, lambda done, units: report(units + done, 2 * units), total).run()


def _with_pages(
    document: Document, style: StyleSheet, picture_sizes: Mapping[str, tuple[float, float]], report: Callable[[int, int], None]
) -> Document:
    """The document with the pages that its references print. A page's number may move what stands behind it, so this is done until all agree."""
    if not refers_to_pages(document):
        return document
    for _ in range(_MOST_PASSES):
        made = _Engine(document, style, None, picture_sizes, lambda done, units: report(0, units), 0).run()
        filled = with_pages(document, {item: anchor.label for item, anchor in made.anchors.items() if anchor.label})
        if filled == document:
            break
        document = filled
    return document


def _unwatched(done: int, units: int) -> None:
    """Nobody wants to know."""


def _counts_pages(document: Document) -> bool:
    """True if a header or footer says how many pages there are, which is known only after all of them are set."""
    return any(isinstance(item, SectionStart) and _TOTAL in item.header + item.footer for item in document.items)


class _Engine:
    def __init__(
        self,
        document: Document,
        style: StyleSheet,
        finished: Callable[[Page], None] | None,
        picture_sizes: Mapping[str, tuple[float, float]],
        progress: Callable[[int, int], None],
        total_pages: int,
    ) -> None:
        self._document, self._style, self._sizes, self._progress = document, style, picture_sizes, progress
        self._setter = Setter(
            style, frozenset(item.id for item in document.items if isinstance(item, Heading | Table | Figure)), finished is not None
        )
        watermark = (document.watermark or style.watermark) if document.draft else ""
        self._flow = Flow(self._setter, finished, total_pages, watermark)
        self._result = Layout()
        self._slots: list[_Slot] = []
        self._units = len(document.items) + sum(len(item.rows) for item in document.items if isinstance(item, Table))
        self._done = 0

    def run(self) -> Layout:
        self._progress(0, self._units)
        for item in self._document.items:
            self._item(item)
            self._advance(1)
        self._flow.end()
        if self._flow.drawn:
            self._number_contents()
            self._flow.release()
        self._progress(self._units, self._units)
        result = self._result
        result.pages, result.labels = self._flow.count, self._flow.labels
        result.remarks += self._setter.remarks()
        return result

    def _advance(self, units: int) -> None:
        before, self._done = self._done, self._done + units
        if before // _PROGRESS != self._done // _PROGRESS:
            self._progress(min(self._done, self._units), self._units)

    def _item(self, item: Item) -> None:
        match item:
            case Paragraph():
                self._paragraph(item)
            case ListItem():
                self._list_item(item)
            case Heading():
                self._heading(item)
            case Table():
                self._table(item)
            case Figure():
                self._figure(item)
            case SectionStart():
                self._flow.start_section(item)
            case TitlePage():
                set_title_page(item, self._sizes.get(item.logo), self._setter, self._flow)
            case Contents():
                self._contents(item)
            case PageBreak():
                self._flow.break_page()

    # Text -----------------------------------------------------------------------------------------------------------------------------------

    def _block(self, text: str | tuple[Run, ...], role: Role, place: str) -> Block:
        flow = self._flow
        left, right, first = role.left * role.size, role.right * role.size, role.first_line * role.size
        room = flow.room - left - right
        lines = self._setter.lines(text, role, room, room - first, place=place)
        return Block(lines, role, left, room, role.align, first, role.before, role.after, role.keep_next)

    def _paragraph(self, item: Paragraph) -> None:
        block = self._block(item.text, self._style.role(item.role), item.id)
        block.on_place = partial(self._place, item.id)
        block.keep_next = block.keep_next or item.keep_next
        self._flow.add(block)

    def _list_item(self, item: ListItem) -> None:
        role, flow = self._style.role("list"), self._flow
        size = role.size
        label_room = list_label_width(item.style) * size
        label_x = min((2 + 2 * max(item.level, 0)) * size + role.left * size, flow.room * _MOST_INDENT)
        x = label_x + label_room
        label = self._setter.lines(item.label, role, flow.room, place=item.id, drawn=True)[0]
        first = max(0.0, label.width + 0.25 * size - label_room)
        room = flow.room - x - role.right * size
        lines = self._setter.lines(item.text, role, room, room - first, place=item.id)
        placed = partial(self._place, item.id)
        self._flow.add(
            Block(lines, role, x, room, role.align, first, role.before, role.after, role.keep_next or item.keep_next, label, label_x, placed)
        )

    def _heading(self, item: Heading) -> None:
        role = self._style.role(f"heading{item.level}")
        text = item.label + (self._style.numbering.separator if item.label and item.text else "") + item.text
        if item.new_page:
            self._flow.break_page()
        block = self._block(text, role, item.id)
        block.keep_next = True
        if item.level == 1:
            block.chapter = " ".join(text.split())
        title = " ".join(text.split())

        def placed(page: Page, y: float) -> None:
            anchor = self._anchor(item.id, page, y)
            self._result.outline.append(OutlineEntry(min(max(item.level, 1), _OUTLINE_DEPTH), title, anchor))

        block.on_place = placed
        self._flow.add(block)

    def _anchor(self, item_id: str, page: Page, y: float) -> Anchor:
        anchor = Anchor(page.index, y, page.label)
        self._result.anchors.setdefault(item_id, anchor)
        self._place(item_id, page, y)
        return anchor

    def _place(self, item_id: str, page: Page, y: float) -> None:
        self._result.places.setdefault(item_id, Place(page.index, page.height - y))

    # Tables and figures ---------------------------------------------------------------------------------------------------------------------

    def _table(self, item: Table) -> None:
        if not item.columns:
            self._result.remarks.append(Remark(item.id, message("The table has no columns and was left out.")))
            return
        flow = self._flow
        caption = caption_text(item.label, item.caption, self._style)
        anchored = False
        if text_of(caption).strip():
            block = caption_block(caption, self._setter, flow, item.id, above=True)
            block.on_place = partial(self._keep, item.id)
            flow.add(block)
            anchored = True
        note: Block | None = None
        if text_of(item.note).strip():
            note = self._block(item.note, self._style.role("note"), item.id)
        table = TableSetter(item, self._setter, flow, self._result.remarks.append, self._advance)
        if not anchored:
            table.placed = partial(self._keep, item.id)
        table.set(note.height + note.before if note else 0.0)
        if table.pieces != TablePieces():
            self._result.tables[item.id] = table.pieces
        if note:
            flow.add(note)

    def _keep(self, item_id: str, page: Page, y: float) -> None:
        self._anchor(item_id, page, y)

    def _figure(self, item: Figure) -> None:
        set_figure(item, self._sizes.get(item.asset), self._setter, self._flow, partial(self._keep, item.id))

    # Contents -------------------------------------------------------------------------------------------------------------------------------

    def _contents(self, item: Contents) -> None:
        flow = self._flow
        flow.hold = True
        if item.title:
            title = self._block(item.title, self._style.role("contents_title"), item.id)
            title.keep_next = True
            title.on_place = lambda page, y: self._result.outline.append(OutlineEntry(1, item.title, Anchor(page.index, y, page.label)))
            flow.add(title)
        for entry in listed(item, self._document.items):
            self._contents_line(entry)
        flow.settle(0.0, 0.0)
        flow.stop_holding()

    def _contents_line(self, entry: Heading | Table | Figure) -> None:
        flow = self._flow
        if isinstance(entry, Heading):
            role = self._style.role(f"contents{entry.level}")
            text = entry.label + (self._style.numbering.separator if entry.label and entry.text else "") + entry.text
        else:
            role = self._style.role("contents_caption")
            text = text_of(caption_text(entry.label, entry.caption, self._style))
        left = min(role.left * role.size, flow.room * _MOST_INDENT)
        room = flow.room - left - _NUMBER_ROOM * role.size
        words = (Run(text, reference=entry.id),) if flow.drawn else text  # where nobody can follow a link, the plain text is as long
        lines = self._setter.lines(words, role, room, place=entry.id)
        for line in lines:
            line.last = True
        slot = _Slot(entry.id, role, flow.left + left + lines[-1].width, flow.left + flow.room)
        self._slots.append(slot)

        def ended(page: Page, baseline: float) -> None:
            slot.page, slot.baseline, slot.place = page, baseline, len(page.words)

        flow.add(Block(lines, role, left, room, "left", 0.0, role.before, role.after, on_end=ended))

    def _number_contents(self) -> None:
        """Dots and page numbers, now that they are known: behind the words they belong to, so that they are also copied in that order."""
        for slot in reversed(self._slots):  # from the end, so that the places of those before stay right
            anchor, page = self._result.anchors.get(slot.id), slot.page
            if not page or not anchor or not anchor.label:
                continue
            style = self._setter.style(slot.role)
            label = self._setter.pieces(anchor.label, style)
            widths = [self._setter.width(piece, piece_style) for piece_style, piece in label]
            width = sum(widths)
            ((dot_style, _),) = self._setter.pieces(_LEADER, style)
            dot = self._setter.width(_LEADER, dot_style)
            gap = _LEADER_GAP * style.size
            # The dots stand below each other: their ends are whole dots away from the margin.
            last = slot.right - math.ceil((width + gap) / dot) * dot
            count = int((last - slot.words_end - gap) / dot)
            words = [(last - count * dot, slot.baseline, dot_style, _LEADER * count, 0.0)] if count > 0 else []
            for (piece_style, piece), before in zip(label, accumulate(widths, initial=0.0), strict=False):
                words.append((slot.right - width + before, slot.baseline, piece_style, piece, 0.0))
            page.words[slot.place : slot.place] = words
            page.links.append((slot.words_end, slot.baseline - 0.2 * style.size, slot.right, slot.baseline + style.size, f"#{slot.id}"))
