"""The assembled document: what the writers get.

Owns the frozen, flat form of a report in which everything is resolved: numbers, captions, references, field values, spans, list labels, sections.
`assemble` makes it, `word` and `pdf` write it. A writer decides how a thing looks, never what it says, so both formats cannot differ in content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import chain

from qi_desktop.core.messages import Message
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text
from qi_desktop.export.kinds import NumberFormat, TargetKind


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The cover: lines from top to bottom. `logo` is the id of an asset or empty. It stands in a section of its own, without header and number."""

    title: str
    subtitle: str
    organisation: str
    organisation_foreign: str
    year: str
    version: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class SectionStart:
    """From here on: a new page, and pages with this header, footer and count.

    `header` and `footer` may hold `{page}`, `{pages}` and `{chapter}` (title of the chapter the page is in); all else is resolved.
    `first_number` is the number of the first page, or None to go on counting.
    """

    matter: str  # "title", "front", "body", "back"
    number_format: NumberFormat
    first_number: int | None
    header: str
    footer: str
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter's title. `level` counts from 1. `label` is its number as printed (`第一章`, `1.1`) or empty; `new_page` begins a page.

    `in_contents` says whether the table of contents lists it. `counter` holds the numbers of all levels (3, 1, 2), empty if unnumbered.
    """

    id: str
    level: int
    label: str
    text: str
    counter: tuple[int, ...]
    new_page: bool
    in_contents: bool
    matter: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `role` names the style: body, slogan (centred), signature (right), quote, note, placeholder, heading_inner.

    `keep_next`: no page ends behind it.
    """

    id: str
    role: str
    text: Text
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list.

    `label` is what is printed (`1、`, `4.1`, `●`). `style` is the list style's name, `level` its depth from 0, `list_key` the same for all items
    of one list (a new key restarts the numbers), `value` its own number (0 for bullets). `keep_next`: no page ends behind it.
    """

    id: str
    style: str
    level: int
    list_key: str
    label: str
    value: int
    text: Text
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column as printed. `kind` is text, number, date or choice and decides the alignment when `align` is empty; `weight` is the wished width
    in characters (0: let the writer measure)."""

    label: str
    kind: str = "text"
    align: str = ""
    weight: float = 0.0


HEAD = -1  # the row of a merged label in the header


@dataclass(frozen=True, slots=True)
class Measure:
    """A column in em: the least it needs, what keeps its cells on one line, the same for its label, and the longest line of its cells."""

    least: float
    natural: float
    label: float
    longest: float


@dataclass(frozen=True, slots=True)
class Span:
    """The cell at (row, column) covers `rows` x `columns` cells. Rows count from 0 below the header, which is row -1 (`HEAD`)."""

    row: int
    column: int
    rows: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table. A cell is a plain string, or a Text where it has formats; covered cells are empty strings.

    `label` is the caption's number (`表 4-1`) or empty, `caption` its words (both empty: no caption line). `note` stands below. `row_ids` has an id a
    row (anchors for the review). `columns` with empty labels throughout means: no header row. `whole` forbids a page's end among its rows; `begins`
    are rows that begin a page, in a document whose pages are known, and `repeated` the cells (row, column) that say there again what stands above.
    `size` is that of the letters in points if it is not the style sheet's. `page` is a PageForm, empty if the table's width decides. `measures` are
    those of the columns as far as they are known (see `column_widths.measure`).
    """

    id: str
    label: str
    caption: Text
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | Text, ...], ...]
    spans: tuple[Span, ...] = ()
    note: Text = ()
    row_ids: tuple[str, ...] = ()
    column_keys: tuple[str, ...] = ()
    whole: bool = False
    begins: tuple[int, ...] = ()
    repeated: frozenset[tuple[int, int]] = frozenset()
    size: float = 0.0
    page: str = ""
    measures: tuple[Measure, ...] = field(default=(), compare=False)

    @property
    def formatted(self) -> list[Text]:
        """The cells that are no plain strings."""
        try:
            "".join(chain.from_iterable(self.rows))  # type: ignore[arg-type]
        except TypeError:
            return [cell for row in self.rows for cell in row if not isinstance(cell, str)]
        return []

    @property
    def has_header(self) -> bool:
        """True if at least one column has a label."""
        return any(column.label for column in self.columns)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, or its visible placeholder while `asset` is empty.

    `label` is the caption's number (`图 2-1`) or empty. `width` is the share of the text width (0 … 1], 0 for the picture's own size. `page` is a
    PageForm or empty.
    """

    id: str
    label: str
    caption: Text
    alternative: str
    asset: str
    placeholder: str
    width: float = 0.0
    page: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Here stands a list with page numbers: of the headings down to `depth`, or of the tables or figures that have a number."""

    id: str
    title: str
    depth: int
    kind: TargetKind = TargetKind.CHAPTER


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page.

    `lying`: from there on pages lie on their side, until a break that says otherwise or the end of the chapter; None leaves them as they are.
    """

    id: str
    lying: bool | None = None


Item = TitlePage | SectionStart | Heading | Paragraph | ListItem | Table | Figure | Contents | PageBreak


def listed(contents: Contents, items: Iterable[Item]) -> Iterator[Heading | Table | Figure]:
    """What of the items stands in the list, in order."""
    for item in items:
        match item:
            case Heading():
                if contents.kind is TargetKind.CHAPTER and item.in_contents and item.level <= contents.depth:
                    yield item
            case Table():
                if contents.kind is TargetKind.TABLE and item.label and item.columns:
                    yield item
            case Figure():
                if contents.kind is TargetKind.FIGURE and item.label:
                    yield item
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of an asset that the document shows."""

    id: str
    mime: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    year: int


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, ready to be written. `draft` asks for the visible mark of a draft; `watermark` is its word.

    `remarks` tell what could not be resolved and is shown marked.
    """

    properties: Properties
    items: tuple[Item, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    draft: bool = False
    watermark: str = ""
    remarks: tuple[Remark, ...] = ()

    def headings(self) -> Iterator[Heading]:
        """All headings in order."""
        return (item for item in self.items if isinstance(item, Heading))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the writer could not show as it stands; `place` is the id of the item."""

    place: str
    message: Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item begins: page from 0, and points below the page's upper edge."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class TablePieces:
    """How a table stands on its pages: the rows that begin a page after its first, and whether it is short enough to be kept in one piece.

    `size` is that of its letters in points where the style sheet's has no room, else 0. `suffixed` are the columns in which a merged value that comes
    again has room for the mark （续）.
    """

    begins: tuple[int, ...] = ()
    whole: bool = False
    suffixed: tuple[int, ...] = ()
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What a writer reports: pages made, the page label of each heading, table and figure id, and what could not be shown.

    `places` is by item id, in the order of the pages; an item without any line has none. `tables` lists those that were cut or kept whole.
    """

    pages: int
    page_labels: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    tables: Mapping[str, TablePieces] = field(default_factory=dict)
