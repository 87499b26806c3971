"""What rules look at: one chapter, one register, the frame that holds them, or what all of them claim.

Plain values. Texts are those that readers see: a field stands with its value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from qi_desktop.core.checks.findings import Slip, Spot, around
from qi_desktop.core.checks.knowledge import Knowledge
from qi_desktop.core.messages import Message
from qi_desktop.core.model import Block, BlockKind, Chapter, Company, Report, Row
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Register
from qi_desktop.core.search import Part, Place
from qi_desktop.core.standard_numbers import Known

if TYPE_CHECKING:
    from qi_desktop.core.checks.claims import Claim


@dataclass(frozen=True, slots=True)
class Words:
    """The words that rules know, from `resources/checks.toml`; see there."""

    relative_time: tuple[str, ...] = ()
    residue: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slogans: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    promises: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absolutes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """The words of the parsed data file. Raises TypeError for a name that no rule knows."""
        made: dict[str, Any] = {}
        for name, item in data.items():
            made[name] = {key: tuple(value) for key, value in item.items()} if isinstance(item, Mapping) else tuple(item)
        return cls(**made)


def labels_of(block: Block) -> list[str]:
    """The labels of a typed table's columns; a column that somebody else's program declared in another way has none."""
    return [str(column.get("label", "")) if isinstance(column, dict) else "" for column in block.attributes.get("columns", ())]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its place. `fixed` are stretches that stand for a value and are not written by hand."""

    place: Place
    text: str
    fixed: Sequence[tuple[int, int]] = ()

    def is_free(self, start: int, end: int) -> bool:
        """True if no part of the stretch stands for a value."""
        return all(end <= first or start >= last for first, last in self.fixed)


@dataclass(frozen=True, slots=True)
class ChapterSubject:
    """A chapter with its blocks and their texts. `targets`: ids that a reference may lead to; `fields`: names of values there are.

    `unanswered`: the fields among them that cannot be answered, with their name and the reason.
    """

    chapter: Chapter
    blocks: Sequence[Block]
    passages: Sequence[Passage]
    report: Report
    words: Words
    has_children: bool = False
    targets: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    registers: frozenset[str] = frozenset()
    unanswered: Mapping[str, tuple[str, Message]] = field(default_factory=dict)
    knowledge: Knowledge = field(default_factory=Knowledge)

    def prose(self) -> list[Passage]:
        """The texts of paragraphs, lists and inner headings, without captions and tables."""
        written = {block.id for block in self.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)}
        return [passage for passage in self.passages if passage.place.part is Part.TEXT and passage.place.id in written]

    def slip(self, message: Message, passage: Passage, start: int, end: int, fix: str | None = None) -> Slip:
        """A slip at a stretch of a text; there is no fix where the stretch stands for a value."""
        free = passage.is_free(start, end) and not passage.place.fixed
        return Slip(message, (Spot(self.chapter.id, passage.place, start, end),), around(passage.text, start, end), fix if free else None)

    def at_block(self, message: Message, block_id: str, excerpt: str = "") -> Slip:
        """A slip of a whole block."""
        return Slip(message, (Spot(self.chapter.id, Place(Part.TEXT, block_id)),), excerpt)

    def at_title(self, message: Message) -> Slip:
        """A slip of the chapter as such."""
        return Slip(message, (Spot(self.chapter.id, Place(Part.TITLE, self.chapter.id)),), self.chapter.title)


@dataclass(frozen=True, slots=True)
class RegisterSubject:
    """Some rows of a register, in order. `start` and `end` are the first and the last day of the report's period."""

    register: Register
    rows: Sequence[Row]
    end: date
    today: date
    known: Known = field(default_factory=Known)
    start: date | None = None
    words: Words = field(default_factory=Words)
    departments: tuple[str, ...] = ()

    def slip(self, message: Message, row: Row, column: str, text: str = "", fix: str | None = None) -> Slip:
        """A slip in a cell."""
        named = row.values.get(self.register.title_column, "")
        spot = Spot(self.register.name, Place(Part.VALUE, row.id, name=column))
        return Slip(message, (spot,), " ".join(dict.fromkeys(part for part in (named, text) if part)), fix)


@dataclass(frozen=True, slots=True)
class FrameSubject:
    """The report and its chapters, without their texts."""

    company: Company
    report: Report
    chapters: Sequence[Chapter]


@dataclass(frozen=True, slots=True)
class AcrossSubject:
    """What all chapters and registers claim (`core.checks.claims`), in reading order, chapters first.

    `departments` are those that are known, `before` is what last year's report claimed.
    """

    claims: Sequence[Claim]
    departments: tuple[str, ...] = ()
    before: Sequence[Claim] = ()
    words: Words = field(default_factory=Words)
