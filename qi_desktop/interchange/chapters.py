"""From what a reader has found to the chapters of a report.

Owns the tree: which heading is a chapter below which, what is front and back matter, what stands before the first heading, which tables are one table
that was cut at a page's end. Knows no file format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qi_desktop.core import drafts, richtext
from qi_desktop.core.drafts import CAPTION, Draft, DraftChapter, DraftItem
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind, Matter
from qi_desktop.core.patterns import pattern
from qi_desktop.core.records import dataclass
from qi_desktop.interchange import headings
from qi_desktop.interchange.incoming import FoundHeading, ImportRemark, IncomingReport, Reading, import_words

NOTE = "note"
"""The role of a paragraph that is a table's note, while it looks for its table."""
_SPACED_OUT = pattern("(?:[\u4e00-\u9fff] )+[\u4e00-\u9fff]")  # 结 束 语
_GOES_ON = "（续）"
_COVER_LINES, _COVER_CHARACTERS = 12, 40  # what stands before the first heading is a cover if it has so few and so short lines
_COUNTED = {
    BlockKind.PARAGRAPH: "paragraphs",
    BlockKind.HEADING: "paragraphs",
    BlockKind.LIST_ITEM: "list_items",
    BlockKind.TABLE: "tables",
    BlockKind.FIGURE: "figures",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided of a chapter that was found: whether it is one, and on which level from 1."""

    is_chapter: bool
    level: int


def arrange(name: str, reading: Reading) -> IncomingReport:
    """The report that a reader's finds make; `name` is the file's."""
    remarks = list(reading.remarks)
    content = _whole_tables(_with_captions(reading.content))
    first = next((place for place, item in enumerate(content) if isinstance(item, FoundHeading)), len(content))
    opening = content[:first]
    chapters = _chapters(content[first:])
    if opening and not chapters:
        chapters = [(DraftChapter(1, name.rpartition(".")[0] or name, Matter.BODY), opening)]
    elif opening and _is_cover(opening):
        lines = " / ".join(" ".join(richtext.text_of(item.text).split()) for item in opening if item.text)
        remarks.append(ImportRemark("cover", lines, message("The program makes the title page from the data of report and company.")))
    elif opening:
        chapters.insert(0, (DraftChapter(1, str(import_words()["opening_title"]), Matter.FRONT), opening))
    for chapter, held in chapters:
        chapter.blocks = _without_page_ends(drafts.numbered([item for item in held if not isinstance(item, FoundHeading)]))
    made = [chapter for chapter, _ in chapters]
    return IncomingReport(name, made, reading.pictures, dict(reading.found), _counted(made), remarks)


def rearranged(incoming: IncomingReport, choices: Sequence[Choice]) -> IncomingReport:
    """The report with a person's choices, one for each chapter: what is no chapter becomes a paragraph at the end of the one before.

    The first chapter stays one. A level that leaves one out is the next one below the chapter above.
    """
    chapters: list[DraftChapter] = []
    for chapter, choice in zip(incoming.chapters, choices, strict=True):
        if choice.is_chapter or not chapters:
            level = min(max(choice.level, 1), chapters[-1].level + 1 if chapters else 1)
            matter = chapter.matter if level == 1 or not chapters else chapters[-1].matter
            chapters.append(DraftChapter(level, chapter.title, matter, list(chapter.blocks)))
        else:
            title = Draft("", BlockKind.PARAGRAPH, richtext.plain(chapter.title))
            chapters[-1].blocks += [title, *drafts.with_same_numbers(chapter.blocks, chapters[-1].blocks)]
    return replace(incoming, chapters=chapters, imported=_counted(chapters))


def _counted(chapters: Sequence[DraftChapter]) -> dict[str, int]:
    imported = Counter({"chapters": len(chapters)})
    for chapter in chapters:
        for block in chapter.blocks:
            imported[_COUNTED.get(block.kind, "others")] += 1
            imported["footnotes"] += richtext.count_notes((block.text, block.attributes))
            imported["pictures"] += "asset" in block.attributes
    return {kind: count for kind, count in imported.items() if count}


_Item = Draft | DraftItem | FoundHeading


def _chapters(content: Sequence[_Item]) -> list[tuple[DraftChapter, list[_Item]]]:
    result: list[tuple[DraftChapter, list[_Item]]] = []
    found = [item for item in content if isinstance(item, FoundHeading)]
    highest = min((heading.level for heading in found), default=1)
    tops = [place for place, heading in enumerate(found) if heading.level == highest]
    with_number = [place for place in tops if found[place].label]
    level, part, at = 0, Matter.BODY, -1
    for item in content:
        if not isinstance(item, FoundHeading):
            result[-1][1].append(item)
            continue
        at += 1
        title = " ".join(richtext.text_of(item.text).split())
        title = "".join(title.split()) if _SPACED_OUT.fullmatch(title) else title
        level = min(item.level - highest + 1, level + 1)
        if level == 1:
            before, behind = bool(with_number) and at < with_number[0], bool(with_number) and at > with_number[-1]
            part = headings.matter(title, bool(item.label), before, behind)
        result.append((DraftChapter(level, title, part), []))
    return result


def _is_cover(opening: Sequence[_Item]) -> bool:
    texts = [richtext.text_of(item.text) for item in opening if not (isinstance(item, Draft) and item.kind is BlockKind.PAGE_BREAK)]
    only_text = all(isinstance(item, Draft) and item.kind in (BlockKind.PARAGRAPH, BlockKind.PAGE_BREAK) for item in opening)
    return only_text and len(texts) <= _COVER_LINES and all(len(text) <= _COVER_CHARACTERS and "。" not in text for text in texts)


def _without_page_ends(blocks: Sequence[Draft]) -> list[Draft]:
    """Page breaks at a chapter's ends say nothing: what begins a page is the style sheet's business."""
    result: list[Draft] = []
    for block in blocks:
        if block.kind is BlockKind.PAGE_BREAK and (not result or result[-1].kind is BlockKind.PAGE_BREAK):
            continue
        result.append(block)
    while result and result[-1].kind is BlockKind.PAGE_BREAK:
        result.pop()
    return result


# --- captions and tables ---------------------------------------------------------------------------------------------------------------------


def _with_captions(content: Sequence[_Item]) -> list[_Item]:
    """Each stretch between two headings with its captions where they belong."""
    result: list[_Item] = []
    stretch: list[Draft | DraftItem] = []
    for item in content:
        if isinstance(item, FoundHeading):
            result += [*drafts.captioned(_joined(stretch)), item]
            stretch = []
        else:
            stretch.append(item)
    return [*result, *drafts.captioned(_joined(stretch))]


def _joined(stretch: Sequence[Draft | DraftItem]) -> list[Draft | DraftItem]:
    """The parts of a table that was cut at a page's end as one: each stands below 续表, or says so in its first cells."""
    result: list[Draft | DraftItem] = []
    for item in stretch:
        result.append(item)
        if not (isinstance(item, Draft) and item.kind is BlockKind.TABLE and item.attributes["rows"]):
            continue
        at = len(result) - 2
        while at >= 0 and _stands_between(result[at]):
            at -= 1
        above, rows = result[at] if at >= 0 else None, item.attributes["rows"]
        is_told = any(_is_continued_caption(between) for between in result[at + 1 : -1]) or any(_without_mark(cell) != cell for cell in rows[0])
        if not is_told or not isinstance(above, Draft) or above.kind is not BlockKind.TABLE:
            continue
        if above.attributes["columns"] == item.attributes["columns"]:
            below = {**item.attributes, "rows": [[_without_mark(cell) for cell in rows[0]], *rows[1:]]}
            result[at:] = [replace(above, attributes=_one_table(above.attributes, below))]
    return result


def _stands_between(item: Draft | DraftItem) -> bool:
    return isinstance(item, Draft) and (item.kind is BlockKind.PAGE_BREAK or _is_continued_caption(item))


def _is_continued_caption(item: Draft | DraftItem) -> bool:
    return isinstance(item, Draft) and CAPTION in item.attributes and richtext.text_of(item.text).startswith("续表")


def _without_mark(cell: Any) -> Any:
    """A cell without the mark that its value goes on from the page before."""
    return cell.removesuffix(_GOES_ON) if isinstance(cell, str) and cell != _GOES_ON else cell


def _one_table(above: Mapping[str, Any], below: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of both. A merged cell that went on is one again: its value was repeated at the top of the second part."""
    count = len(above["rows"])
    rows = [*above["rows"], *([*row] for row in below["rows"])]
    spans = [list(span) for span in above.get("spans", ())]
    added = [[row + count, *rest] for row, *rest in below.get("spans", ()) if row >= 0]  # the head's own spans, the first part has too
    for column in range(len(above["columns"])):
        upper = next((span for span in spans if span[1] == column and span[3] == 1 and span[0] + span[2] == count), None)
        lower = next((span for span in added if span[1] == column and span[3] == 1 and span[0] == count), None)
        top = upper[0] if upper else count - 1
        if (upper is None and lower is None) or not rows[count][column] or rows[top][column] != rows[count][column]:
            continue
        if lower is not None:
            added.remove(lower)
        if upper is not None:
            spans.remove(upper)
        spans.append([top, column, count - top + (lower[2] if lower else 1), 1])
        rows[count][column] = ""
    spans += added
    return {**above, "rows": rows, **({"spans": sorted(spans)} if spans else {})}


def _whole_tables(content: list[_Item]) -> list[_Item]:
    """A paragraph in the role of a table's note that stands right below one belongs to it."""
    result: list[_Item] = []
    for item in content:
        above = result[-1] if result else None
        if (
            isinstance(item, Draft)
            and item.attributes.get("role") == NOTE
            and isinstance(above, Draft)
            and above.kind is BlockKind.TABLE
            and "note" not in above.attributes
        ):
            result[-1] = replace(above, attributes={**above.attributes, "note": richtext.to_cell(item.text)})
        elif isinstance(item, Draft) and item.attributes.get("role") == NOTE:
            result.append(replace(item, attributes={}))
        else:
            result.append(item)
    return result
