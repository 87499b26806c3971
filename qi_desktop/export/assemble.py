"""From a report's content to the document that writers get: everything resolved, nothing laid out.

Owns the order of a report (cover, front matter, contents, body, back matter), the numbers of headings, captions and lists, and the values of fields
and references. Guidance for the writer never passes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qi_desktop.core import fields, lists, outline
from qi_desktop.core.lists import ItemInput, ItemLabel
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, BlockKind, Matter, PageForm, ParagraphRole
from qi_desktop.core.outline import Node
from qi_desktop.core.readings import read_date
from qi_desktop.core.richtext import PAGE, Run, Text, text_of
from qi_desktop.export import certificates, tables
from qi_desktop.export.column_widths import measure
from qi_desktop.export.content import Content
from qi_desktop.export.document import (
    HEAD,
    Contents,
    Document,
    Figure,
    Heading,
    Item,
    ListItem,
    PageBreak,
    Paragraph,
    Picture,
    Properties,
    Remark,
    SectionStart,
    Table,
    TitlePage,
)
from qi_desktop.export.keeping import kept
from qi_desktop.export.kinds import NumberFormat, TargetKind
from qi_desktop.export.labels import targets
from qi_desktop.export.orientation import turned
from qi_desktop.export.style_sheet import StyleSheet


def assemble(content: Content, style: StyleSheet, draft: bool = False) -> Document:
    """The document of a report in a style."""
    return _Assembly(content, style).document(draft)


class _Assembly:
    def __init__(self, content: Content, style: StyleSheet) -> None:
        self._content = content
        self._style = style
        self._values = content.values
        self._nodes = list(outline.walk(outline.build(content.chapters)))
        self._targets = {target.id: target for target in targets(self._nodes, content.blocks, style, self._values)}
        self._pictures: dict[str, Picture] = {}

    def document(self, draft: bool) -> Document:
        items = tuple(kept(turned(map(_measured, self._items()), self._style)))
        remarks = (*self._remarks(), *_missing_pictures(items))
        return Document(self._properties(), items, self._pictures, draft, self._style.watermark if draft else "", remarks)

    def _remarks(self) -> Iterator[Remark]:
        """Each field without a value, at the first place where it stands; a chapter's blocks first, then the lines of the style sheet."""
        places: dict[str, str] = {}
        for node in self._nodes:
            for block in self._content.blocks.get(node.chapter.id, ()):
                for key in sorted(fields.used(block)):
                    places.setdefault(key, block.id)
        for key, (own, told) in self._content.fields.items():
            if told.problem is not None and (key in places or self._stands_in_lines(own.name)):
                yield Remark(places.get(key, ""), message("The field “{name}” has no value: {why}", name=own.name, why=told.problem))
        for key, place in places.items():
            if key.startswith(fields.OWN) and key not in self._content.fields:
                yield Remark(place, message("A field stands here that does not exist any more; put another one, or a text, in its place."))

    def _stands_in_lines(self, name: str) -> bool:
        sections = self._style.sections.values()
        return any(f"{{{name}}}" in line for line in (self._style.title_page.year, *(line for s in sections for line in (s.header, s.footer))))

    def _properties(self) -> Properties:
        company, report = self._content.company, self._content.report
        keywords = tuple(word for word in (company.name, company.short_name, report.title, str(report.year)) if word)
        return Properties(report.title, company.name, f"{company.name}{report.year}", keywords, "zh-CN", report.year)

    def _items(self) -> Iterator[Item]:
        company, report = self._content.company, self._content.report
        yield SectionStart("title", NumberFormat.NONE, None, "", "")
        year = fields.fill(self._style.title_page.year, self._values)
        yield TitlePage(report.title, report.subtitle, company.name, company.english_name, year, report.version, self._picture(company.logo))
        for matter in Matter:
            nodes = [node for node in self._nodes if outline.matter_of(node) is matter]
            # The contents close the front matter, also where there is none else.
            if nodes or matter is Matter.FRONT:
                yield self._section(matter)
            for node in nodes:
                yield from self._chapter(node, matter)
            if matter is Matter.FRONT:
                if nodes:
                    yield PageBreak("contents-page")
                yield from self._lists()

    def _lists(self) -> Iterator[Contents]:
        """The table of contents, and the lists of tables and figures where there are enough of them."""
        style = self._style.contents
        yield Contents("contents", style.title, style.depth)
        for kind, title in ((TargetKind.TABLE, style.tables_title), (TargetKind.FIGURE, style.figures_title)):
            if 0 < style.lists_from <= sum(target.kind is kind for target in self._targets.values()):
                yield Contents(f"contents-{kind}", title, 1, kind)

    def _section(self, matter: Matter) -> SectionStart:
        section = self._style.sections[matter.value]
        header, footer = (fields.fill(line, self._values) for line in (section.header, section.footer))
        return SectionStart(matter.value, section.number, section.first, header, footer)

    def _chapter(self, node: Node, matter: Matter) -> Iterator[Item]:
        chapter = node.chapter
        yield Heading(
            chapter.id,
            node.level,
            self._targets[chapter.id].label,
            chapter.title,
            node.counter,
            new_page=node.level <= self._style.numbering.new_page_levels,
            in_contents=matter is not Matter.FRONT and node.level <= self._style.contents.depth,
            matter=matter.value,
        )
        blocks = self._content.blocks.get(chapter.id, ())
        labels = iter(lists.labels(_list_items(blocks)))
        for block in blocks:
            yield from self._block(block, labels)

    def _block(self, block: Block, labels: Iterator[ItemLabel]) -> Iterator[Item]:
        text = self._text(block.text)
        target = self._targets.get(block.id)
        label = target.label if target else ""
        match block.kind:
            case BlockKind.PARAGRAPH:
                if text_of(text).strip() or any(run.is_atom for run in text):
                    yield Paragraph(block.id, _role(block), text)
            case BlockKind.HEADING:
                yield Paragraph(block.id, "heading_inner", text)
            case BlockKind.LIST_ITEM:
                item = next(labels)
                style, level = _list_style(block), _list_level(block)
                yield ListItem(block.id, style, level, f"{block.chapter_id}-{item.key}", item.label, item.value, text)
            case BlockKind.TABLE:
                yield replace(tables.of_block(tables.with_values(block, self._values), label, text, self._values), page=_page(block))
            case BlockKind.REGISTER_VIEW:
                for shown in self._view(tables.with_values(block, self._values), label, text):
                    yield replace(shown, page=_page(block)) if isinstance(shown, Table | Figure) else shown
            case BlockKind.FIGURE:
                yield self._figure(block, label, text)
            case BlockKind.PAGE_BREAK:
                yield PageBreak(block.id, _page(block) == PageForm.LYING)

    def _view(self, block: Block, label: str, caption: Text) -> Iterator[Item]:
        register = self._content.registers.get(str(block.attributes.get("register", "")))
        if register is None:
            return
        if certificates.is_shown_singly(block, register):
            yield from certificates.pages(block, register, self._content, label, caption, self._style, self._picture)
        else:
            end = read_date(self._content.report.period_end)
            yield tables.of_view(block, register, self._content.rows.get(register.name, ()), label, caption, self._style.table, end)

    def _figure(self, block: Block, label: str, caption: Text) -> Figure:
        words = self._style.placeholders
        alternative = str(block.attributes.get("alternative", "")) or text_of(caption)
        width = block.attributes.get("width", 0)
        return Figure(
            block.id,
            label,
            caption,
            alternative or words.picture,
            self._picture(str(block.attributes.get("asset", ""))),
            words.figure.format(caption=alternative or words.picture),
            float(width) if isinstance(width, int | float) and 0 < width <= 1 else 0.0,
            _page(block),
        )

    def _picture(self, asset_id: str) -> str:
        """Take the asset's bytes into the document; empty when there is no such asset, so that the placeholder shows."""
        asset, data = self._content.assets.get(asset_id), self._content.data.get(asset_id)
        if asset is None or data is None:
            return ""
        self._pictures[asset_id] = Picture(asset.id, asset.mime, data, asset.width, asset.height)
        return asset_id

    def _text(self, text: Text) -> Text:
        text = fields.resolve(text, self._values)
        return tuple(part for run in text for part in (self._referred(run) if run.reference else (run,)))

    def _referred(self, run: Run) -> Iterator[Run]:
        """The present words of a reference: its number, and its title as words behind it; what it showed last when its target is gone."""
        target = self._targets.get(run.reference)
        if run.shows == PAGE:  # the layout knows the page; until then, and for a target on a page without number, the number stands here
            yield replace(run, text=target.reference if target else run.text, shows=PAGE if target else "")
            return
        words = target.shown(run.shows).removeprefix(target.reference) if target else ""
        yield replace(run, text=target.reference if target else run.text, shows="", footnote="" if words else run.footnote)
        if words:
            yield replace(run, text=words, reference="", shows="")


def _missing_pictures(items: Iterable[Item]) -> Iterator[Remark]:
    """Figures, and scans of certificates, that nobody has chosen a picture for."""
    for item in items:
        if isinstance(item, Figure) and not item.asset:
            yield Remark(item.id, message("The picture is still missing; a frame holds its place."))


def _measured(item: Item) -> Item:
    """A table with the measures of its columns, which everything behind asks for: once for all."""
    return replace(item, measures=measure(item)) if isinstance(item, Table) else item


def _page(block: Block) -> str:
    page = block.attributes.get("page", "")
    return str(page) if page in set(PageForm) else ""


def _role(block: Block) -> str:
    role = str(block.attributes.get("role", ""))
    return role if role in set(ParagraphRole) else ParagraphRole.BODY.value


def _list_style(block: Block) -> str:
    style = str(block.attributes.get("style", ""))
    return style if style in lists.LIST_STYLES else "bullet"


def _list_level(block: Block) -> int:
    level = block.attributes.get("level", 0)
    return min(level, lists.MAXIMUM_LEVEL) if type(level) is int and level > 0 else 0


def _list_items(blocks: Iterable[Block]) -> Iterator[ItemInput]:
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            start = block.attributes.get("start")
            yield ItemInput(_list_style(block), _list_level(block), start if type(start) is int and 0 <= start < 100_000 else None)


def as_text(document: Document) -> str:
    """The document as plain lines, one item or row a line: for comparing, not for reading."""
    return "\n".join(line for item in document.items for line in _lines(item)) + "\n"


def _lines(item: Item) -> Iterator[str]:
    match item:
        case TitlePage():
            yield from (f"封面 {line}" for line in (item.title, item.subtitle, item.organisation, item.organisation_foreign, item.year) if line)
        case SectionStart():
            yield f"== {item.matter} {item.number_format} {item.first_number} | {item.header} | {item.footer}{' | 横' if item.landscape else ''}"
        case Contents():
            yield f"[{item.title}: {item.depth}]" if item.kind is TargetKind.CHAPTER else f"[{item.title}]"
        case Heading():
            yield f"{'#' * item.level} {item.label} {item.text}".replace("  ", " ")
        case Paragraph():
            yield f"{item.role}: {_marked(item.text)}"
        case ListItem():
            yield f"{'  ' * item.level}* {item.label} {_marked(item.text)}"
        case Figure():
            yield f"[图 {item.label} {_marked(item.caption)} | {item.alternative} | {'有图' if item.asset else item.placeholder}]"
        case Table():
            yield f"[表 {item.label} {_marked(item.caption)}]"
            spans: Mapping[tuple[int, int], str] = {(span.row, span.column): f"↓{span.rows}→{span.columns}" for span in item.spans}
            yield "| " + " | ".join(column.label + spans.get((HEAD, place), "") for place, column in enumerate(item.columns))
            for number, row in enumerate(item.rows):
                cells = (cell if isinstance(cell, str) else _marked(cell) for cell in row)
                yield "| " + " | ".join(cell + spans.get((number, place), "") for place, cell in enumerate(cells))
            if item.note:
                yield f"[注 {_marked(item.note)}]"
        case PageBreak():
            yield "---"


def _marked(text: Text) -> str:
    marks = {"bold": "**", "italic": "*", "underline": "__", "superscript": "^", "subscript": "_"}
    result = ""
    for run in text:
        around = "".join(mark for name, mark in marks.items() if getattr(run, name))
        body = f"[{run.text}]({run.link})" if run.link else run.text
        result += around + body + around[::-1] + (f"[注：{run.footnote}]" if run.footnote else "")
    return result
