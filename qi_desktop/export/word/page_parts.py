"""What stands around the text: headers, footers, the draft's watermark, section properties, footnotes.

Owns these parts' markup. Must not know how they get into the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qi_desktop.export.document import SectionStart
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.style_sheet import Page
from qi_desktop.export.word.markup import HEADER, NAMESPACES, TWIPS_PER_MILLIMETRE, escape, field, paragraph, run

_PLACE = re.compile(r"(\{page\}|\{pages\}|\{chapter\})")
_FORMATS = {NumberFormat.ROMAN_LOWER: "lowerRoman", NumberFormat.ROMAN_UPPER: "upperRoman", NumberFormat.DECIMAL: "decimal"}
FIRST_FOOTNOTE = 1  # 0 and -1 are the lines above the notes


def header_xml(section: SectionStart, chapter_style: str, chapter: str, watermark: str) -> str:
    """A header with the section's text. `chapter_style` names the style of the chapters' titles, `chapter` is the first of them."""
    marks = _watermark(watermark) if watermark else ""
    text = _line(section.header, chapter_style, chapter)
    # A header without words has no line below it, which the style Header would draw, and is no higher than a blank: a higher one moves the text down.
    return f"{HEADER}<w:hdr {NAMESPACES}>{paragraph('Header' if text else 'Spacer', text + marks)}</w:hdr>"


def footer_xml(section: SectionStart, chapter_style: str, chapter: str) -> str:
    """A footer with the section's text."""
    return f"{HEADER}<w:ftr {NAMESPACES}>{paragraph('Footer', _line(section.footer, chapter_style, chapter))}</w:ftr>"


def _line(text: str, chapter_style: str, chapter: str) -> str:
    pieces = []
    for piece in _PLACE.split(text):
        if piece == "{page}":
            pieces.append(field("PAGE", "1"))
        elif piece == "{pages}":
            pieces.append(field("NUMPAGES", "1"))
        elif piece == "{chapter}":
            pieces.append(field(f"STYLEREF {chapter_style}", chapter))
        else:
            pieces.append(run(piece))
    return "".join(pieces)


def _watermark(word: str) -> str:
    """Slanting grey letters behind the text, the way Word's own watermark command makes them, so that it also takes them away."""
    width, height = max(150, min(440, 130 * len(word))), 130
    return (
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
        '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
        '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" '
        'shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;'
        f"width:{width}pt;height:{height}pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#c0c0c0" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style="font-family:&quot;SimHei&quot;;font-size:1pt" string="{escape(word)}"/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )


def section_properties(section: SectionStart, page: Page, header: str, footer: str) -> str:
    """The end of a section; `header` and `footer` are relationship ids."""
    width, height = (round(length * TWIPS_PER_MILLIMETRE) for length in (page.width, page.height))
    orientation = ' w:orient="landscape"' if section.landscape else ""
    if section.landscape:
        width, height = height, width
    margins = {
        "top": page.margin_top,
        "right": page.margin_right,
        "bottom": page.margin_bottom,
        "left": page.margin_left,
        "header": page.header_distance,
        "footer": page.footer_distance,
    }
    sides = "".join(f' w:{name}="{round(length * TWIPS_PER_MILLIMETRE)}"' for name, length in margins.items())
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/><w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orientation}/><w:pgMar{sides} w:gutter="0"/>'
        f'{_page_numbers(section)}<w:cols w:space="425"/></w:sectPr>'
    )


def _page_numbers(section: SectionStart) -> str:
    form = _FORMATS.get(section.number_format)
    first = "" if section.first_number is None else f' w:start="{max(0, section.first_number)}"'
    return f'<w:pgNumType w:fmt="{form}"{first}/>' if form else ""


def text_width(section: SectionStart, page: Page) -> float:
    """The width between the margins in points."""
    return ((page.height if section.landscape else page.width) - page.margin_left - page.margin_right) * 72 / 25.4


def text_height(section: SectionStart, page: Page) -> float:
    """The height between the margins in points."""
    return ((page.width if section.landscape else page.height) - page.margin_top - page.margin_bottom) * 72 / 25.4


def footnotes_xml(notes: Iterable[str]) -> str:
    """The part with the notes in the order of their marks, and the lines that part them from the text."""
    spacing = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{spacing}<w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
    texts = "".join(
        f'<w:footnote w:id="{number}">{paragraph("FootnoteText", mark + run(note))}</w:footnote>' for number, note in enumerate(notes, FIRST_FOOTNOTE)
    )
    return f"{HEADER}<w:footnotes {NAMESPACES}>{lines}{texts}</w:footnotes>"
