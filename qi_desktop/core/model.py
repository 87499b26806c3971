"""The things a library holds, as frozen values.

Owns the dataclasses of company, report, chapter, block, register row and asset. They know neither SQL nor Qt; `store.repository` keeps them.
Every `id` is one of `core.identifiers`, every `rank` one of `core.ranks`; dates are ISO texts, empty when unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text


class Matter(StrEnum):
    """The part of a book a chapter belongs to: only the body's chapters are numbered."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


class ChapterStatus(StrEnum):
    """How far a chapter is."""

    NOT_STARTED = "not-started"
    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


class ReportStatus(StrEnum):
    """How far a report is: 起草, 会签, 审核, 批准, 发布."""

    DRAFTING = "drafting"
    COUNTERSIGNING = "countersigning"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"


class Requirement(StrEnum):
    """What the outline asks of a chapter."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class BlockKind(StrEnum):
    """What a block is; the keys of its `attributes` are listed at `Block`."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FIGURE = "figure"
    REGISTER_VIEW = "register_view"
    PAGE_BREAK = "page_break"


class ParagraphRole(StrEnum):
    """How a paragraph stands: running text, centred line, right-aligned line, quotation."""

    BODY = "body"
    SLOGAN = "slogan"
    SIGNATURE = "signature"
    QUOTE = "quote"


class PageForm(StrEnum):
    """On which page a table, view or figure stands, where a person decided it: one that lies on its side, or one that stands as all others.

    A page break with `LYING` makes the pages behind it lie, to the next page break or the end of the chapter of the first level.
    """

    LYING = "lying"
    UPRIGHT = "upright"


class ViewForm(StrEnum):
    """How a register view shows its rows: as one table, or each row (a certificate) as its scan, as a typeset page, or as both."""

    TABLE = "table"
    SCAN = "scan"
    FACSIMILE = "facsimile"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Company:
    """The company that reports; a library has exactly one. `logo` is an asset's id."""

    id: str
    name: str = ""
    english_name: str = ""
    short_name: str = ""
    website: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    legal_representative: str = ""
    founded: str = ""
    stock_code: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One edition. `ordinal` says which of the company's reports it is (0: unknown); `style` is a style sheet's name, `template` an outline's."""

    id: str
    year: int
    title: str = ""
    subtitle: str = ""
    period_start: str = ""
    period_end: str = ""
    cycle: str = ""
    ordinal: int = 0
    scope: str = ""
    access: str = ""
    version: str = ""
    status: ReportStatus = ReportStatus.DRAFTING
    template: str = ""
    style: str = "book"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A node of a report's tree. `parent_id` is empty at the top. `guidance` is for the writer and is never exported.

    `deleted` is the time of its deletion, empty for a chapter in use; its descendants stay attached and come back with it.
    """

    id: str
    report_id: str
    parent_id: str
    rank: str
    title: str
    matter: Matter = Matter.BODY
    status: ChapterStatus = ChapterStatus.NOT_STARTED
    department: str = ""
    due_date: str = ""
    requirement: Requirement = Requirement.OPTIONAL
    template_key: str = ""
    guidance: str = ""
    deleted: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, table, figure, register view or page break of a chapter. `text` is the caption of tables, figures and views.

    `attributes` by kind, all optional:
    paragraph: `role` (ParagraphRole). list_item: `style` (core.lists), `level` from 0, `start`.
    table: `columns` [{"label", "kind", "align", "weight"}], `rows` [[text JSON or string]], `spans` [[row, column, rows, columns]] (row -1:
    the head), `note` (a cell).
    figure: `asset`, `alternative`, `width` (share of the text width), `required`.
    register_view: `register`, `columns` [names], `labels` {name: label}, `parent` (row id), `where` {column: value}, `note`, `date_format`,
    `show` (ViewForm), `conditions` [{"column", "test", "text"}] (core.queries), `sort` (a column; with - before it downwards), `group` [columns whose
    equal cells below each other are merged], `total` (the word before the sums), `end_mark` (a last line such as 以下空白).
    table, register_view, figure, page_break: `page` (PageForm); without it only a table that is too wide for an upright page lies.
    """

    id: str
    chapter_id: str
    rank: str
    kind: BlockKind
    text: Text = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a register. `report_id` is empty for registers that live across years, `parent_id` for rows that belong to no other row.

    `values` holds the cells as canonical text by column name; a missing column is empty, `core.registers.SAME_AS_ABOVE` repeats the cell above.
    """

    id: str
    register: str
    report_id: str
    parent_id: str
    rank: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """A style sheet of the library's own: a copy of one that ships with the program, changed by the company.

    `base` is the name of the shipped one; `settings` has the shape of its file (`resources/style_sheets`), and what it leaves out is as in the base.
    A report that uses it names its id as `style`.
    """

    id: str
    name: str
    base: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A named value of the library's own, shown in prose. `query` has the form of `core.queries`; no two fields have one `name`.

    What is entered by hand stands in the register of facts, with source, department and confirmation; a field only asks for it.
    """

    id: str
    name: str
    query: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnRegister:
    """A register of the library's own, or columns of its own for one that ships (`extends` is then that one's name).

    `declaration` has the shape of the files in `resources/registers`; of an extension it holds the added `columns` only. The rows of an own register
    name its id as `register`.
    """

    id: str
    extends: str
    declaration: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A finding of the checks that somebody has looked at and lets stand, and why.

    `place` is the id of the chapter, block, row, report or company that it is about; `digest` tells what was found there
    (`core.checks.findings.digest`), so that it counts no longer once something else is found. `time` is ISO in UTC.
    """

    id: str
    report_id: str
    rule: str
    place: str
    digest: str
    reason: str
    author: str
    time: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A stored file, such as a picture or a scan. `width` and `height` are pixels, 0 when it is no picture."""

    id: str
    name: str
    mime: str
    sha256: str
    size: int
    width: int = 0
    height: int = 0
