"""What a report is built of: chapters that are empty, pictures that are missing, lists that miscount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qi_desktop.core.checks.findings import Severity, Slip, Spot, rule
from qi_desktop.core.checks.subjects import ChapterSubject, FrameSubject, Passage
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind, Chapter, Requirement
from qi_desktop.core.richtext import text_of
from qi_desktop.core.search import Part, Place

_END_MARKS = "。，、；：,.;:"
_TYPED = re.compile(r"(?P<number>\d{1,2})(?P<mark>[、)）]|\.(?!\d))|(?P<open>[(（])(?P<inner>\d{1,2})[)）]")
_ROWS = 3  # rows of a table that readers will want to refer to


@rule("empty-section", Severity.WARNING, message("A chapter has a title and nothing below it."))
def empty_section(subject: ChapterSubject) -> Iterator[Slip]:
    """A chapter that its outline requires is an error; one that was added and left empty is worth a look."""
    chapter = subject.chapter
    written = any(block.kind is not BlockKind.PARAGRAPH or text_of(block.text).strip() for block in subject.blocks)
    if written or subject.has_children:
        return
    slip = subject.at_title(message("The chapter “{title}” is empty; write it or delete it.", title=chapter.title))
    grave = {Requirement.REQUIRED: Severity.ERROR, Requirement.OPTIONAL: Severity.INFO}.get(chapter.requirement)
    yield Slip(slip.message, slip.spots, slip.excerpt, severity=grave)


@rule("guide-text-left", Severity.ERROR, message("A hint for the writer was left in the text."))
def guide_text_left(subject: ChapterSubject) -> Iterator[Slip]:
    """Guidance that was copied into the chapter goes to the printer like any other text."""
    hint = subject.chapter.guidance.strip()
    if len(hint) < 8:
        return
    for passage in subject.prose():
        at = passage.text.find(hint)
        if at >= 0:
            yield subject.slip(
                message("This is the hint for the writer of the chapter; it does not belong into the report."), passage, at, at + len(hint)
            )


@rule("figure-missing", Severity.WARNING, message("A place for a picture has no picture."))
def figure_missing(subject: ChapterSubject) -> Iterator[Slip]:
    """The printed page shows an empty frame there."""
    for block in subject.blocks:
        if block.kind is BlockKind.FIGURE and not block.attributes.get("asset"):
            caption = text_of(block.text).strip() or str(block.attributes.get("alternative", ""))
            yield subject.at_block(message("The picture “{caption}” is still missing.", caption=caption), block.id, caption)


@rule("caption-missing", Severity.INFO, message("A table of several rows has no caption."))
def caption_missing(subject: ChapterSubject) -> Iterator[Slip]:
    """Nobody can refer to a table without a number."""
    for block in subject.blocks:
        rows = block.attributes.get("rows", ())
        if block.kind is BlockKind.TABLE and len(rows) > _ROWS and not text_of(block.text).strip():
            yield subject.at_block(message("The table has no caption, so it gets no number."), block.id)


@rule("single-item-list", Severity.INFO, message("A numbered list has one item."))
def single_item_list(subject: ChapterSubject) -> Iterator[Slip]:
    """A first without a second is no list."""
    blocks = list(subject.blocks)
    for number, block in enumerate(blocks):
        style = str(block.attributes.get("style", ""))
        if block.kind is not BlockKind.LIST_ITEM or style.startswith("bullet") or block.attributes.get("start"):
            continue
        level = block.attributes.get("level", 0)
        same = [
            other
            for other in blocks
            if other is not block
            and other.kind is BlockKind.LIST_ITEM
            and (other.attributes.get("style", ""), other.attributes.get("level", 0)) == (style, level)
        ]
        if not same:
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if following is None or following.kind is not BlockKind.LIST_ITEM:
                yield subject.at_block(message("This numbered list has one item only."), block.id, text_of(block.text)[:24])


@rule("list-gap", Severity.WARNING, message("Numbers typed by hand leave one out or come twice."))
def list_gap(subject: ChapterSubject) -> Iterator[Slip]:
    """Paragraphs that begin with typed numbers of one form, one after the other. The automatic lists cannot miscount."""
    expected: dict[str, int] = {}
    for passage in subject.prose():
        match = _TYPED.match(passage.text)
        if match is None:
            continue
        form = match["mark"] or "()"
        number = int(match["number"] or match["inner"])
        wanted = expected.get(form)
        if wanted is not None and number not in (wanted, 1):
            if number == wanted - 1:
                text = message("The number {number} comes twice.", number=number)
            else:
                text = message("After {before} comes {number}.", before=wanted - 1, number=number)
            yield subject.slip(text, passage, match.start(), match.end())
        expected[form] = number + 1


@rule("heading-end-mark", Severity.INFO, message("A heading ends with a punctuation mark."))
def heading_end_mark(subject: ChapterSubject) -> Iterator[Slip]:
    """Headings bear no mark at their end (GB/T 15834-2011 gives none)."""
    inner = {block.id for block in subject.blocks if block.kind is BlockKind.HEADING}
    titles = [passage for passage in subject.passages if passage.place.part is Part.TITLE or passage.place.id in inner]
    for passage in titles:
        if passage.text.rstrip()[-1:] in _END_MARKS and passage.text.strip():
            end = len(passage.text.rstrip())
            yield subject.slip(message("A heading ends without a mark."), passage, end - 1, end, "")


@rule("duplicate-title", Severity.WARNING, message("Two chapters side by side have one title."), "frame")
def duplicate_title(subject: FrameSubject) -> Iterator[Slip]:
    """Under one parent a title should name one chapter."""
    known: dict[tuple[str, str, str], Chapter] = {}
    for chapter in subject.chapters:
        key = (chapter.parent_id, chapter.matter, chapter.title.strip())
        first = known.setdefault(key, chapter)
        if first is not chapter and key[2]:
            spots = tuple(Spot(found.id, Place(Part.TITLE, found.id)) for found in (chapter, first))
            yield Slip(message("Two chapters side by side are called “{title}”.", title=chapter.title), spots, chapter.title)


@rule("metadata-missing", Severity.WARNING, message("The report or the company lacks what every report states."), "frame")
def metadata_missing(subject: FrameSubject) -> Iterator[Slip]:
    """Name of the company, title, period, cycle and where the report can be had (pilot guide of 2013: 报告数据说明)."""
    report, company = subject.report, subject.company
    for owner, value, text in (
        (company, company.name, message("The company's name is missing; enter it under Report → Company.")),
        (report, report.title, message("The report has no title; enter it under Report → Report settings.")),
        (report, report.period_start and report.period_end, message("The period of the report is missing; enter it under Report → Report settings.")),
        (report, report.cycle, message("How often the report comes out is missing; enter it under Report → Report settings.")),
        (report, report.access, message("Where the report can be had is missing; enter it under Report → Report settings.")),
    ):
        if not str(value).strip():
            yield Slip(text, (Spot("", Place(Part.VALUE, owner.id)),))


@rule("template-residue", Severity.ERROR, message("Words of a template still wait to be replaced."))
def template_residue(subject: ChapterSubject) -> Iterator[Slip]:
    """×××, XX, ____ and the like."""
    for passage in subject.passages:
        for found in _residues(subject, passage):
            yield subject.slip(message("“{words}” still has to be replaced.", words=found[0]), passage, found.start(), found.end())


def _residues(subject: ChapterSubject, passage: Passage) -> Iterator[re.Match[str]]:
    words = subject.words.residue
    return re.finditer("|".join(words), passage.text) if words else iter(())
