"""Snapshots (版本): named states of a report, and how two states differ.

Owns what a snapshot is called and the list of differences that people read. What a state holds is said by `Side`; where it comes from is the
session's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum

from qi_desktop.core import outline
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Block, BlockKind, Chapter, Company, Field, OwnRegister, Report, Row, Style
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Register
from qi_desktop.core.richtext import of_cell, text_of


class SnapshotKind(StrEnum):
    """For what a state was kept: 送审稿, 批准稿, or any other."""

    REVIEW = "review"
    APPROVED = "approved"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A named state. `time` is UTC in ISO form, `sha256` the digest of what it holds, by which anybody can tell that it is still the same."""

    id: str
    report_id: str
    name: str
    kind: SnapshotKind
    time: str
    author: str
    sha256: str
    program_version: str


@dataclass(frozen=True, slots=True)
class Side:
    """A state of a report: all that its pages are made of."""

    company: Company
    report: Report
    chapters: Sequence[Chapter]
    blocks: Sequence[Block]
    rows: Sequence[Row]
    styles: Sequence[Style] = ()
    fields: Sequence[Field] = ()
    registers: Sequence[OwnRegister] = ()


class Fate(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the chapter or register it is in (`page`, with the `title` it bears; both empty: the report as a whole), what it is about, and
    the words before and after."""

    page: str
    title: str
    fate: Fate
    what: Message
    before: str = ""
    after: str = ""


def differences(old: Side, new: Side, registers: Mapping[str, Register], language: str = "zh") -> list[Difference]:
    """What differs between two states, in reading order of the new one: the frame, the chapters, the registers."""
    return [*_frame(old, new), *_chapters(old, new), *_rows(old.rows, new.rows, registers, language)]


# --- the frame -------------------------------------------------------------------------------------------------------------------------------


def _frame(old: Side, new: Side) -> Iterator[Difference]:
    pairs: tuple[tuple[Company | Report, Company | Report, Callable[[str], Message]], ...] = (
        (old.company, new.company, lambda name: message("Company: {name}", name=name)),
        (old.report, new.report, lambda name: message("Report settings: {name}", name=name)),
    )
    for left, right, words in pairs:
        for item in fields(right):
            first, second = str(getattr(left, item.name)), str(getattr(right, item.name))
            if first != second:
                yield Difference("", "", Fate.CHANGED, words(item.name), first, second)
    styles = {style.id: style for style in old.styles}
    for style in new.styles:
        if style.id == new.report.style and styles.get(style.id) not in (None, style):
            yield Difference("", "", Fate.CHANGED, message("Style sheet “{name}”", name=style.name))
    yield from _fields(old.fields, new.fields)
    yield from _registers(old.registers, new.registers)


def _registers(old: Sequence[OwnRegister], new: Sequence[OwnRegister]) -> Iterator[Difference]:
    before, after = {item.id: item for item in old}, {item.id: item for item in new}
    for item in (*new, *(item for item in old if item.id not in after)):
        former, latter = before.get(item.id), after.get(item.id)
        if former != latter:
            fate = Fate.ADDED if former is None else Fate.REMOVED if latter is None else Fate.CHANGED
            name = item.declaration.get("label", {}).get("zh", "") or item.extends
            yield Difference("", "", fate, message("Columns of the register “{name}”", name=name), _columns(former), _columns(latter))


def _columns(item: OwnRegister | None) -> str:
    return "、".join(str(column.get("label", {}).get("zh", "")) for column in item.declaration.get("columns", ())) if item else ""


def _fields(old: Sequence[Field], new: Sequence[Field]) -> Iterator[Difference]:
    before, after = {field.id: field for field in old}, {field.id: field for field in new}
    for field in (*new, *(field for field in old if field.id not in after)):
        former, latter = before.get(field.id), after.get(field.id)
        if former != latter:
            fate = Fate.ADDED if former is None else Fate.REMOVED if latter is None else Fate.CHANGED
            yield Difference("", "", fate, message("Field “{name}”", name=field.name), former.name if former else "", latter.name if latter else "")


# --- chapters --------------------------------------------------------------------------------------------------------------------------------


def _chapters(old: Side, new: Side) -> Iterator[Difference]:
    before = {node.chapter.id: node.chapter for node in outline.walk(outline.build(old.chapters))}
    after = {node.chapter.id: node.chapter for node in outline.walk(outline.build(new.chapters))}
    old_blocks, new_blocks = _by_chapter(old.blocks, before), _by_chapter(new.blocks, after)
    gone = {block.id: block for blocks in old_blocks.values() for block in blocks}
    here = {block.id for blocks in new_blocks.values() for block in blocks}
    for name, chapter in after.items():
        former = before.get(name)
        if former is None:
            yield Difference(name, chapter.title, Fate.ADDED, message("Chapter"), "", chapter.title)
        else:
            if former.title != chapter.title:
                yield Difference(name, chapter.title, Fate.CHANGED, message("Title of the chapter"), former.title, chapter.title)
            if (former.parent_id, former.rank, former.matter) != (chapter.parent_id, chapter.rank, chapter.matter):
                yield Difference(name, chapter.title, Fate.MOVED, message("Chapter"))
            for item in ("status", "department", "due_date"):
                first, second = str(getattr(former, item)), str(getattr(chapter, item))
                if first != second:
                    yield Difference(name, chapter.title, Fate.CHANGED, message("Chapter: {name}", name=item), first, second)
        yield from _blocks(chapter, old_blocks.get(name, []), new_blocks.get(name, []), gone, here)
    for name, chapter in before.items():
        if name not in after:
            lost = "\n".join(_words(block) for block in old_blocks.get(name, []) if block.id not in here)
            yield Difference(name, chapter.title, Fate.REMOVED, message("Chapter"), "\n".join(part for part in (chapter.title, lost) if part))


def _by_chapter(blocks: Sequence[Block], chapters: Mapping[str, Chapter]) -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {}
    for block in sorted(blocks, key=lambda block: (block.rank, block.id)):
        if block.chapter_id in chapters:
            found.setdefault(block.chapter_id, []).append(block)
    return found


def _blocks(chapter: Chapter, old: Sequence[Block], new: Sequence[Block], before: Mapping[str, Block], here: set[str]) -> Iterator[Difference]:
    for block in new:
        former = before.get(block.id)
        if former is None:
            yield Difference(chapter.id, chapter.title, Fate.ADDED, _name(block), "", _words(block))
            continue
        if (former.kind, former.text, former.attributes) != (block.kind, block.text, block.attributes):
            yield Difference(chapter.id, chapter.title, Fate.CHANGED, _name(block), _words(former), _words(block))
        if (former.chapter_id, former.rank) != (block.chapter_id, block.rank):
            yield Difference(chapter.id, chapter.title, Fate.MOVED, _name(block), "", _words(block))
    for block in old:
        if block.id not in here:
            yield Difference(chapter.id, chapter.title, Fate.REMOVED, _name(block), _words(block))


_NAMES = {
    BlockKind.PARAGRAPH: message("Paragraph"),
    BlockKind.HEADING: message("Heading inside the chapter"),
    BlockKind.LIST_ITEM: message("List item"),
    BlockKind.TABLE: message("Table"),
    BlockKind.FIGURE: message("Picture"),
    BlockKind.REGISTER_VIEW: message("Register in the text"),
    BlockKind.PAGE_BREAK: message("Page break"),
}


def _name(block: Block) -> Message:
    return _NAMES[block.kind]


def _words(block: Block) -> str:
    """What a person would read of a block, a line for each row of a table."""
    lines = [text_of(block.text) + "".join(f"〔{run.footnote}〕" for run in block.text if run.footnote)]
    if block.kind is BlockKind.TABLE:
        lines.append(" | ".join(str(column.get("label", "")) for column in block.attributes.get("columns", ())))
        for row in block.attributes.get("rows", ()):
            lines.append(" | ".join(text_of(of_cell(cell)) for cell in row))
    if "note" in block.attributes:
        lines.append(text_of(of_cell(block.attributes["note"])))
    if block.kind is BlockKind.FIGURE:
        lines.append(str(block.attributes.get("alternative", "")))
    return "\n".join(line for line in lines if line.strip(" |"))


# --- registers -------------------------------------------------------------------------------------------------------------------------------


def _rows(old: Sequence[Row], new: Sequence[Row], registers: Mapping[str, Register], language: str) -> Iterator[Difference]:
    before = {row.id: row for row in old}
    after = {row.id: row for row in new}
    names = [*registers, *sorted({row.register for row in (*old, *new)} - registers.keys())]
    by_register: dict[str, list[str]] = {}
    for row in sorted((*new, *(row for row in old if row.id not in after)), key=lambda row: (row.rank, row.id)):
        by_register.setdefault(row.register, []).append(row.id)
    for name in names:
        register = registers.get(name)
        title = register.label.get(language, register.label["en"]) if register else name
        for identifier in by_register.get(name, ()):
            yield from _row(name, title, register, before.get(identifier), after.get(identifier), language)


def _row(page: str, title: str, register: Register | None, old: Row | None, new: Row | None, language: str) -> Iterator[Difference]:
    called = next((row.values.get(register.title_column, "") for row in (new, old) if row and register), "")
    if old is None and new is not None:
        yield Difference(page, title, Fate.ADDED, message("Row “{name}”", name=called), "", _cells(new, register, language))
        return
    if new is None and old is not None:
        yield Difference(page, title, Fate.REMOVED, message("Row “{name}”", name=called), _cells(old, register, language))
        return
    assert old is not None
    assert new is not None
    for name in dict.fromkeys((*old.values, *new.values)):
        first, second = old.values.get(name, ""), new.values.get(name, "")
        if first != second:
            words = message("Row “{name}”, {column}", name=called, column=_label(register, name, language))
            yield Difference(page, title, Fate.CHANGED, words, first, second)
    if (old.rank, old.parent_id) != (new.rank, new.parent_id):
        yield Difference(page, title, Fate.MOVED, message("Row “{name}”", name=called))


def _cells(row: Row, register: Register | None, language: str) -> str:
    return "；".join(f"{_label(register, name, language)}：{value}" for name, value in row.values.items() if value)


def _label(register: Register | None, name: str, language: str) -> str:
    column = register.column(name) if register else None
    return column.label.get(language, column.label["en"]) if column else name
