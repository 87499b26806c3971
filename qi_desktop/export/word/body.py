"""The text of a Word file: the second pass over the document, streamed.

Owns how each kind of item becomes paragraphs. It holds back one paragraph, because a section's end belongs into the last paragraph of that section.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from qi_desktop.core.messages import message
from qi_desktop.core.richtext import PAGE, Run, Text, text_of
from qi_desktop.export.addresses import link_address
from qi_desktop.export.document import Contents, Figure, Heading, Item, ListItem, PageBreak, Paragraph, Remark, SectionStart, Table, TitlePage, listed
from qi_desktop.export.kinds import TargetKind
from qi_desktop.export.proportions import logo_size, picture_size
from qi_desktop.export.table_pieces import continued
from qi_desktop.export.word import styles
from qi_desktop.export.word.anchors import Anchors
from qi_desktop.export.word.drawings import drawing
from qi_desktop.export.word.markup import HEADER, NAMESPACES, field, field_begin, field_end, paragraph, run
from qi_desktop.export.word.numbering import LEVELS
from qi_desktop.export.word.page_parts import FIRST_FOOTNOTE, text_height, text_width
from qi_desktop.export.word.plan import Plan
from qi_desktop.export.word.tables import table_markup

if TYPE_CHECKING:
    from qi_desktop.export.pictures import PreparedPicture

_CHUNK = 1 << 18  # characters
_BEFORE_BREAK = re.compile(r'^<w:p><w:pPr><w:pStyle w:val="\w+"/>(?:<w:keepNext/>)?')  # what the schema wants before w:pageBreakBefore
_TABLE_GAP = 6.0  # points that the style Spacer keeps free below a table
_PROGRESS_STEP = 256
_HIDDEN = "<w:noProof/><w:webHidden/>"  # page numbers mean nothing in Word's web view
_FORMATS = {
    "bold": "<w:b/><w:bCs/>",
    "italic": "<w:i/><w:iCs/>",
    "underline": '<w:u w:val="single"/>',
    "superscript": '<w:vertAlign w:val="superscript"/>',
    "subscript": '<w:vertAlign w:val="subscript"/>',
}


class Body:
    """Writes `word/document.xml`. `sections` are the section properties in order, `pictures` and `links` relationship ids by asset and address."""

    def __init__(
        self,
        plan: Plan,
        sections: list[str],
        pictures: Mapping[str, str],
        links: Mapping[str, str],
        page_labels: Mapping[str, str],
        anchors: Anchors,
        progress: Callable[[int], object],
    ) -> None:
        self._plan, self._style = plan, plan.style
        self._sections, self._pictures, self._links, self._page_labels = iter(sections), pictures, links, page_labels
        self._anchors, self._progress = anchors, progress
        self._heading_numbers, self._item_numbers = iter(plan.headings), iter(plan.list_items)
        self._targets = {name: f"_Ref{number:09d}" for number, name in enumerate(sorted(plan.targets), 1)}
        self._labelled = {item.id for item in plan.items if isinstance(item, Heading) and item.label}
        lists = [item for item in plan.items if isinstance(item, Contents) and item.kind is not TargetKind.CHAPTER]
        marked = [*(item for item in plan.items if isinstance(item, Heading)), *chain.from_iterable(listed(item, plan.items) for item in lists)]
        self._toc = {id(item): f"_Toc{number:09d}" for number, item in enumerate(marked, 1)}
        self.notes: list[str] = []  # the texts of the footnotes, in the order of their marks
        self._drawing = 0
        self._sequence: dict[str, int] = {}
        self._section = plan.sections()[0]
        self._section_properties = ""
        self._before: Item | None = None
        self._following: Item | None = None
        self._break = False
        self._held = ""
        self._waiting: list[str] = []
        self._length = 0
        self._done = 0

    def write(self, write: Callable[[str], object]) -> None:
        """Write the whole part in pieces."""
        self._write = write
        self._emit(f"{HEADER}<w:document {NAMESPACES}><w:body>")
        for item, following in zip_longest(self._plan.items, self._plan.items[1:]):
            self._following = following
            self._item(item)
            self._before = item
            self._count(1)
        if not self._held:
            # Word wants a paragraph behind a table, and at least one in a document.
            self._add(paragraph("Spacer", ""))
        self._emit(f"{self._held}{self._section_properties}</w:body></w:document>")
        self._flush()

    # Flow -----------------------------------------------------------------------------------------------------------------------------------

    def _emit(self, markup: str) -> None:
        self._waiting.append(markup)
        self._length += len(markup)
        if self._length > _CHUNK:
            self._flush()

    def _flush(self) -> None:
        self._write("".join(self._waiting))
        self._waiting.clear()
        self._length = 0

    def _count(self, units: int) -> None:
        before, self._done = self._done, self._done + units
        if before // _PROGRESS_STEP != self._done // _PROGRESS_STEP:
            self._progress(self._done)

    def _add(self, markup: str) -> None:
        """A paragraph; the one before is now sure not to be the last of its section."""
        if self._break:
            self._break = False
            markup = _BEFORE_BREAK.sub(r"\g<0><w:pageBreakBefore/>", markup, count=1)
        self._emit(self._held)
        self._held = markup

    def _add_table(self, pieces: Iterable[tuple[str, int]]) -> None:
        if self._break:
            self._add(paragraph("Spacer", ""))
        self._emit(self._held)
        self._held = ""
        for markup, rows in pieces:
            self._emit(markup)
            self._count(rows)

    def _start_section(self, item: SectionStart) -> None:
        if self._section_properties:
            self._break = False
            if not self._held or "<w:sectPr>" in self._held:  # a section of its own ends there already: nothing but a page break came since
                self._add(paragraph("Spacer", ""))
            self._held = self._held.replace("</w:pPr>", f"{self._section_properties}</w:pPr>", 1)
        self._section, self._section_properties = item, next(self._sections)

    # Items ----------------------------------------------------------------------------------------------------------------------------------

    def _item(self, item: Item) -> None:
        match item:
            case Paragraph():
                self._add(self._anchored(styles.paragraph_style(item.role), item.id, self._text(item.text), _kept(item)))
            case ListItem():
                self._list_item(item)
            case Heading():
                self._heading(item)
            case Table():
                self._table(item)
            case Figure():
                self._figure(item)
            case SectionStart():
                self._start_section(item)
            case TitlePage():
                self._title_page(item)
            case Contents():
                self._contents(item)
            case PageBreak():
                self._break = True

    def _anchored(self, style: str, item_id: str, content: str, properties: str = "", part: str = "") -> str:
        start, end = self._anchors.block(item_id, part)
        return paragraph(style, f"{start}{content}{end}", properties)

    def _list_item(self, item: ListItem) -> None:
        number = next(self._item_numbers)
        level = min(max(item.level, 0), LEVELS - 1)
        properties = _kept(item)
        if number or level:
            identity = f'<w:numId w:val="{number or self._plan.numbering.list_instance(item.style)}"/>'
            properties += f'<w:numPr><w:ilvl w:val="{level}"/>{identity}</w:numPr>'
        self._add(self._anchored(styles.list_style(item.style), item.id, self._text(item.text), properties))

    def _heading(self, item: Heading) -> None:
        number = next(self._heading_numbers)
        by_style = item.level <= self._style.numbering.new_page_levels
        begins, self._break = item.new_page or self._break, False
        properties = "" if begins == by_style else "<w:pageBreakBefore/>" if begins else '<w:pageBreakBefore w:val="0"/>'
        if number.number_id:
            properties += f'<w:numPr><w:ilvl w:val="{item.level - 1}"/><w:numId w:val="{number.number_id}"/></w:numPr>'
        content = run(f"{number.typed}{self._style.numbering.separator}" if number.typed else "") + run(item.text)
        marks = [self._anchors.named(self._toc[id(item)])]
        if item.id in self._targets:
            marks.append(self._anchors.target(self._targets[item.id]))
        for start, end in marks:
            content = f"{start}{content}{end}"
        self._add(self._anchored(styles.heading_style(item), item.id, content, properties))

    def _table(self, item: Table) -> None:
        if not item.columns:
            self._plan.remarks.append(Remark(item.id, message("The table has no columns and was left out.")))
            return
        if item.label or text_of(item.caption).strip():
            self._add(self._anchored("TableCaption", item.id, self._caption(item, "table")))
        elif isinstance(self._before, Paragraph | ListItem):
            self._add(paragraph("Spacer", "", _kept(self._before)))
        name = continued(item, self._style.captions)
        again = paragraph("TableContinued", self._text(name)) if name else paragraph("Spacer", "", "<w:pageBreakBefore/>")
        self._add_table(table_markup(item, self._style, text_width(self._section, self._style.page), self._anchors, self._text, again))
        if item.note:
            self._add(self._anchored("NoteText", item.id, self._text(item.note), part="n"))
        elif not self._has_space_before(self._following):
            self._add(paragraph("Spacer", ""))

    def _has_space_before(self, item: Item | None) -> bool:
        """True if an item begins with a paragraph that keeps its own distance from the table above it."""
        match item:
            case Heading():
                role = f"heading{item.level}"
            case Paragraph():
                role = item.role
            case Table() if item.label or text_of(item.caption).strip():
                role = "caption"
            case _:
                return False
        return self._style.role(role).before >= _TABLE_GAP

    def _figure(self, item: Figure) -> None:
        captioned = bool(item.label or text_of(item.caption).strip())
        picture = self._plan.pictures.get(item.asset)
        # The figure's own mark stands on its caption, which people can edit, and on the picture only where there is none.
        mark = "" if captioned else item.id
        if picture and item.asset in self._pictures:
            self._add(self._anchored("Figure", mark, self._picture(item.asset, picture, item.alternative, item.width)))
        else:
            keep = "<w:keepNext/>" if captioned else ""
            self._add(self._anchored("Placeholder", mark, run(item.placeholder), keep))
        if captioned:
            self._add(self._anchored("Caption", item.id, self._caption(item, "figure")))

    def _picture(self, asset: str, picture: PreparedPicture, alternative: str, share: float) -> str:
        width, height = picture_size((picture.width, picture.height), share, self._text_size())
        self._drawing += 1
        return drawing(self._drawing, self._pictures[asset], width, height, alternative)

    def _text_size(self) -> tuple[float, float]:
        return text_width(self._section, self._style.page), text_height(self._section, self._style.page)

    def _title_page(self, item: TitlePage) -> None:
        logo = self._plan.pictures.get(item.logo)
        if logo and item.logo in self._pictures:
            width, height = logo_size((logo.width, logo.height), self._text_size(), self._style.title_page)
            self._drawing += 1
            self._add(paragraph("CoverLogo", drawing(self._drawing, self._pictures[item.logo], width, height, item.organisation)))
        lines = (
            ("Title", item.title),
            ("Subtitle", item.subtitle),
            ("CoverNote", item.year),
            ("CoverOrganisation", item.organisation),
            ("CoverForeignOrganisation", item.organisation_foreign),
            ("CoverNote", item.version),
        )
        for style, text in lines:
            if text:
                self._add(paragraph(style, run(text)))

    def _contents(self, item: Contents) -> None:
        if item.title:
            self._add(self._anchored("ContentsHeading", item.id, run(item.title)))
        entries = list(listed(replace(item, depth=min(item.depth, LEVELS)), self._plan.items))
        begin = field_begin(self._contents_instruction(item))
        if not entries:
            self._add(paragraph("TOC1" if item.kind is TargetKind.CHAPTER else "TableofFigures", begin + field_end()))
            return
        for entry in entries:
            style = f"TOC{entry.level}" if isinstance(entry, Heading) else "TableofFigures"
            self._add(paragraph(style, begin + self._contents_entry(entry)))
            begin = ""
        self._add(paragraph("Spacer", field_end()))
        # A section must not end in the paragraph that ends the field: LibreOffice then loses the fields of that section's footer.
        self._add(paragraph("Spacer", ""))

    def _contents_instruction(self, item: Contents) -> str:
        if item.kind is not TargetKind.CHAPTER:
            captions = self._style.captions
            name = _sequence_name(captions.table if item.kind is TargetKind.TABLE else captions.figure, item.kind.value)
            return f'TOC \\h \\z \\c "{name}"'
        # Headings without numbers have styles of their own, which \t names; the headings of the front matter, in none of them, stay out.
        further = ",".join(f"{styles.heading_name(f'Heading{level}Unnumbered')},{level}" for level in range(1, min(item.depth, LEVELS) + 1))
        return f'TOC \\o "1-{min(item.depth, LEVELS)}" \\h \\z \\t "{further}"'

    def _contents_entry(self, entry: Heading | Table | Figure) -> str:
        name = self._toc[id(entry)]
        if isinstance(entry, Heading):
            text = f"{entry.label}{self._style.numbering.separator}{entry.text}" if entry.label else entry.text
        else:
            words = text_of(entry.caption)
            text = f"{entry.label}{self._style.captions.separator}{words}" if words else entry.label
        page = self._page_labels.get(entry.id, "")
        number = f"<w:r><w:rPr>{_HIDDEN}</w:rPr><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", page, _HIDDEN) if page else ""
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}{number}</w:hyperlink>'

    # Captions -------------------------------------------------------------------------------------------------------------------------------

    def _caption(self, item: Table | Figure, kind: str) -> str:
        """Number and words of a caption; the number as a sequence field if it follows the style sheet's pattern."""
        content = self._caption_label(item.label, kind)
        if item.id in self._targets:
            start, end = self._anchors.target(self._targets[item.id])
            content = f"{start}{content}{end}"
        between = run(self._style.captions.separator) if item.label and item.caption else ""
        content = f"{content}{between}{self._text(item.caption)}"
        if id(item) in self._toc:
            start, end = self._anchors.named(self._toc[id(item)])
            content = f"{start}{content}{end}"
        return content

    def _caption_label(self, label: str, kind: str) -> str:
        captions = self._style.captions
        patterns = {
            "table": (captions.table, captions.table_unnumbered_chapter),
            "figure": (captions.figure, captions.figure_unnumbered_chapter),
        }
        for pattern in patterns[kind]:
            match = _label_pattern(pattern).fullmatch(label)
            if match:
                break
        else:
            return run(label)
        name = _sequence_name(pattern, kind)
        parts = []
        for piece in re.split(r"(\{chapter\}|\{number\})", pattern):
            if piece == "{number}":
                parts.append(self._sequence_field(name, int(match["number"]), "{chapter}" in pattern))
            elif piece == "{chapter}":
                # Word can quote a chapter's number only as it stands in the heading; 一 would be wrong here.
                decimal = self._plan.numbering.is_decimal(1)
                parts.append(field("STYLEREF 1 \\s", match["chapter"]) if decimal else run(match["chapter"]))
            else:
                parts.append(run(piece))
        return "".join(parts)

    def _sequence_field(self, name: str, number: int, by_chapter: bool) -> str:
        """`SEQ 表`. The number is given where a program that only counts on would print another one (LibreOffice does not know `\\s`)."""
        expected = self._sequence.get(name, 0) + 1
        self._sequence[name] = number
        chapter = " \\s 1" if by_chapter else ""
        given = f" \\r {number}" if number != expected or (number == 1 and by_chapter) else ""
        return field(f"SEQ {name} \\* ARABIC{chapter}{given}", str(number))

    # Text -----------------------------------------------------------------------------------------------------------------------------------

    def _text(self, text: Text) -> str:
        return "".join(chain.from_iterable(self._run(part) for part in text))

    def _run(self, part: Run) -> Iterator[str]:
        if part.is_plain:
            yield run(part.text)
            return
        properties = "".join(markup for name, markup in _FORMATS.items() if getattr(part, name))
        if part.superscript and part.subscript:
            properties = properties.replace(_FORMATS["subscript"], "")
        if part.reference and part.reference in self._targets:
            # A numbered heading is quoted by its number (\r), anything else by the words that the bookmark holds.
            by_number = " \\r" if part.reference in self._labelled else ""
            bookmark = self._targets[part.reference]
            yield field(f"PAGEREF {bookmark} \\h" if part.shows == PAGE else f"REF {bookmark}{by_number} \\h", part.text, properties)
        elif part.link and (relation := self._links.get(link_address(part.link))):
            yield f'<w:hyperlink r:id="{relation}" w:history="1">{run(part.text, properties, "Hyperlink")}</w:hyperlink>'
        elif part.text:
            yield run(part.text, properties)
        if part.footnote:
            yield f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{FIRST_FOOTNOTE + len(self.notes)}"/></w:r>'
            self.notes.append(part.footnote)


def _sequence_name(pattern: str, kind: str) -> str:
    """The identifier by which SEQ counts the captions of a pattern, and by which TOC lists them: 表 of `表 {chapter}-{number}`."""
    return pattern.split("{")[0].strip() or kind


def _label_pattern(pattern: str) -> re.Pattern[str]:
    escaped = re.escape(pattern)
    return re.compile(escaped.replace(r"\{chapter\}", r"(?P<chapter>\d+)", 1).replace(r"\{number\}", r"(?P<number>\d+)", 1))


def _kept(item: Paragraph | ListItem) -> str:
    """The mark of a paragraph that stays with the next one."""
    return "<w:keepNext/>" if item.keep_next else ""
