"""Putting a Word file together: plan the document, make the package, stream the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from qi_desktop.export.document import Document, ExportResult, Heading, SectionStart
from qi_desktop.export.page_references import with_pages
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.export.table_pieces import Cutting, with_pieces
from qi_desktop.export.word import styles
from qi_desktop.export.word.anchors import Anchors
from qi_desktop.export.word.body import Body
from qi_desktop.export.word.package import WordPackage
from qi_desktop.export.word.page_parts import footer_xml, footnotes_xml, header_xml, section_properties
from qi_desktop.export.word.plan import Plan, plan


def write_word(
    document: Document,
    style: StyleSheet,
    target: BinaryIO,
    pages: ExportResult,
    export_key: str = "",
    track_changes: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ExportResult:
    """Write the document as a .docx file.

    `pages` is what the PDF's layout found. Its page labels become the stored entries of the contents and of references to pages (a heading
    without one is listed without a number), and its tables tell which are kept whole and where they are continued on a further page.
    `export_key` (4–6 letters and digits) names the export: every paragraph and cell then gets a hidden bookmark by which a reviewed copy is matched
    again. `track_changes` makes Word record what reviewers do. `progress(done, total)` may raise CancelledError, which passes through.

    Word lays out pages itself, so the result counts none; its page labels are those it was given.
    """
    report = progress or _ignore
    report(0, 1)
    # In a review copy each cell stands for one of the library, so no value is shown twice; a draft is still written in, so no table is cut.
    cutting = Cutting.NONE if export_key else Cutting.VALUES if document.draft else Cutting.PAGES
    paged = with_pieces(with_pages(document, pages.page_labels), pages.tables, cutting, style.captions)
    findings = plan(paged, style, lambda: report(0, 1))
    total = findings.units
    report(0, total)
    package = WordPackage()
    relations = {asset: package.add_picture(picture.data, picture.extension, picture.content_type) for asset, picture in findings.pictures.items()}
    links = {address: package.add_link(address, number) for address, number in findings.links.items()}
    sections = _sections(findings, package)
    package.add_text_parts(
        styles.styles_xml(style, findings.numbering, findings.small - {0.0}), styles.fonts_xml(style), findings.numbering.xml(), track_changes
    )
    package.add_properties(document.properties, export_key)
    body = Body(findings, sections, relations, links, pages.page_labels, Anchors(export_key), lambda done: report(min(done, total), total))
    package.save(target, body.write, lambda: footnotes_xml(body.notes))
    report(total, total)
    return ExportResult(0, dict(pages.page_labels), tuple(findings.remarks))


def _ignore(done: int, total: int) -> None:
    """Nobody wants to know."""


def _sections(findings: Plan, package: WordPackage) -> list[str]:
    """The properties of all sections; headers and footers go into the package. Sections with the same ones share them."""
    document, style = findings.document, findings.style
    watermark = document.watermark or (style.watermark if document.draft else "")
    headers: dict[str, str] = {}
    footers: dict[str, str] = {}
    result = []
    for section, chapter in _with_chapters(findings):
        name = styles.heading_style(chapter) if chapter else "Heading1"
        # A digit means the built-in heading style in every language of Word.
        wanted = "1" if name == "Heading1" else f'"{styles.heading_name(name)}"'
        title = chapter.text if chapter else ""
        header, footer = header_xml(section, wanted, title, watermark), footer_xml(section, wanted, title)
        if header not in headers:
            headers[header] = package.add_header(header)
        if footer not in footers:
            footers[footer] = package.add_footer(footer)
        result.append(section_properties(section, style.page, headers[header], footers[footer]))
    return result


def _with_chapters(findings: Plan) -> list[tuple[SectionStart, Heading | None]]:
    """Each section with its first chapter, whose title stands in a header until a program finds the page's own."""
    result: list[tuple[SectionStart, Heading | None]] = []
    for item in findings.items:
        if isinstance(item, SectionStart):
            result.append((item, None))
        elif isinstance(item, Heading) and item.level == 1 and result[-1][1] is None:
            result[-1] = (result[-1][0], item)
    return result
