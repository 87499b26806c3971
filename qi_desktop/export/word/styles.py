"""The named styles of a Word file, made from the style sheet.

Owns `styles.xml` and `fontTable.xml`. Which styles there are, and how people see them called, stands in `resources/word/styles.toml`; how they look
stands in the style sheet. Whatever a style can say is said here and never on a paragraph.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from qi_desktop import paths
from qi_desktop.core.lists import LIST_STYLES
from qi_desktop.export.document import Heading
from qi_desktop.export.proportions import PLACEHOLDER_WIDTH
from qi_desktop.export.style_sheet import POINTS_PER_MILLIMETRE, Page, Role, StyleSheet
from qi_desktop.export.word.markup import HEADER, NAMESPACES, TWIPS_PER_MILLIMETRE, escape, twips
from qi_desktop.export.word.numbering import LEVELS, Numbering

LANGUAGES = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_JUSTIFICATION = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_FRAME_GAP = 6.0  # points between the box of a placeholder and the text around it
_LINK_COLOUR = "0563C1"  # what Word itself gives links
_COVER_LINES = {"CoverLogo": "logo", "Title": "title", "CoverOrganisation": "organisation"}
_ROLE_STYLES = {
    "body": "BodyText",
    "slogan": "Slogan",
    "signature": "Signature",
    "quote": "Quote",
    "note": "NoteText",
    "placeholder": "Placeholder",
    "heading_inner": "HeadingInner",
}


@cache
def _declared() -> Mapping[str, Any]:
    return tomllib.loads((paths.resources() / "word" / "styles.toml").read_text("utf-8"))


def paragraph_style(role: str) -> str:
    """The style id of a paragraph's role; the body's for a role that Word has no style for."""
    return _ROLE_STYLES.get(role, "BodyText")


def heading_style(heading: Heading) -> str:
    """The style id of a heading: numbered or not, listed in the contents or not. A numbered heading is always listed by Word's own rules."""
    level = min(max(heading.level, 1), LEVELS)
    if not heading.in_contents and not heading.label:
        return f"Heading{level}Unlisted"
    return f"Heading{level}" if heading.label and heading.level <= LEVELS else f"Heading{level}Unnumbered"


def heading_name(style_id: str) -> str:
    """The name of a heading style, as fields want it."""
    level = style_id.removeprefix("Heading")[0]
    if style_id.endswith("Unnumbered"):
        return str(_declared()["heading"]["unnumbered"]).format(n=level)
    return str(_declared()["heading"]["unlisted"]).format(n=level) if style_id.endswith("Unlisted") else f"heading {level}"


def list_style(name: str) -> str:
    """The style id of a list style of `core.lists`."""
    return str(_declared()["lists"].get(name, _declared()["lists"]["bullet"])["id"])


def table_style(style_id: str, size: float) -> str:
    """The style of a table's paragraphs in letters of that size in points (0: the style sheet's own)."""
    return f"{style_id}{round(2 * size)}" if size else style_id


def styles_xml(style: StyleSheet, numbering: Numbering, table_sizes: Iterable[float] = ()) -> str:
    """The part with all styles; `table_sizes` are further sizes in points for the letters of tables."""
    small = (_small(style, entry, size) for size in sorted(table_sizes) for entry in _declared()["style"] if entry.get("in_tables"))
    return f"{HEADER}<w:styles {NAMESPACES}>{_defaults(style)}{''.join(_styles(style, numbering))}{''.join(small)}</w:styles>"


def _small(style: StyleSheet, entry: Mapping[str, Any], size: float) -> str:
    """The style of a table's paragraphs, in letters of another size."""
    role = style.role("table_head" if entry.get("role") == "table_head" else "table_cell")
    scale = size / style.role("table_cell").size
    role = replace(role, size=role.size * scale, line_points=role.pitch * scale)
    return _paragraph(table_style(entry["id"], size), f"{entry['name']} {size:g}磅", _spacing(role), _size(role), based=entry["id"])


def fonts_xml(style: StyleSheet) -> str:
    """The part that tells which fonts are Chinese and how they are called elsewhere."""
    names = _declared()["font_names"]
    entries = []
    for word in sorted({font.word for font in style.fonts.values()}):
        other = f'<w:altName w:val="{escape(names[word])}"/>' if word in names else ""
        entries.append(f'<w:font w:name="{escape(word)}">{other}<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>')
    for latin in sorted({font.word_latin for font in style.fonts.values()} - {font.word for font in style.fonts.values()}):
        entries.append(f'<w:font w:name="{escape(latin)}"><w:charset w:val="00"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>')
    return f"{HEADER}<w:fonts {NAMESPACES}>{''.join(entries)}</w:fonts>"


def _defaults(style: StyleSheet) -> str:
    body = style.role("body")
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(style, body)}{_size(body)}{LANGUAGES}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )


def _styles(style: StyleSheet, numbering: Numbering) -> Iterator[str]:
    body = style.role("body")
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{_spacing(body)}</w:pPr><w:rPr>{_fonts(style, body)}{_size(body)}</w:rPr></w:style>"
    )
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    yield (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
    )
    for level in range(1, LEVELS + 1):
        yield from _headings(style, numbering, level)
    for entry in _declared()["style"]:
        yield _declared_style(style, entry)
    for name in LIST_STYLES:
        yield _list(numbering, name)
    for level in range(1, LEVELS + 1):
        yield _contents(style, f"contents{level}", f"TOC{level}", f"toc {level}")
    yield _contents(style, "contents_caption", "TableofFigures", "table of figures")
    yield _paragraph("Spacer", "间隔", '<w:spacing w:line="120" w:lineRule="exact"/>', '<w:sz w:val="2"/><w:szCs w:val="2"/>')
    yield from _characters()
    yield from _tables(style)


def _headings(style: StyleSheet, numbering: Numbering, level: int) -> Iterator[str]:
    role = style.role(f"heading{level}")
    number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{numbering.heading_instance(level)}"/></w:numPr>'
    begin = "<w:pageBreakBefore/>" if level <= style.numbering.new_page_levels else ""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    layout = f"<w:keepNext/><w:keepLines/>{begin}{number}{_layout(role)}{outline}"
    yield _paragraph(f"Heading{level}", f"heading {level}", layout, _look(style, role), after="BodyText", quick=True, priority=9)
    plain = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    for kind in ("Unnumbered", "Unlisted"):
        name = f"Heading{level}{kind}"
        yield _paragraph(name, heading_name(name), plain, "", based=f"Heading{level}", after="BodyText", quick=level == 1, priority=9)


def _declared_style(style: StyleSheet, entry: Mapping[str, Any]) -> str:
    layout, look = "<w:keepNext/><w:keepLines/>" if entry.get("keep_next") else "", ""
    if "role" in entry:
        role = style.role(entry["role"])
        if entry.get("begins_page"):
            layout += "<w:pageBreakBefore/>"
            role = replace(role, before=0.0, after=0.0)
        if role.keep_next and not layout:
            layout = "<w:keepNext/>"
        if entry["id"] in ("Placeholder", "Header"):
            layout += _frame(entry["id"], role)
        if entry["id"] == "Placeholder":
            side = 1 + (1 - PLACEHOLDER_WIDTH) / 2 * _text_width(style.page) / role.size
            role = replace(role, before=role.before + _FRAME_GAP, after=role.after + _FRAME_GAP, left=side, right=side)
        share = style.title_page.space_above(_COVER_LINES.get(entry["id"], ""))
        above = share * (style.page.height - style.page.margin_top - style.page.margin_bottom) * POINTS_PER_MILLIMETRE
        if entry.get("natural_line"):
            layout += f'<w:spacing w:before="{twips(role.before + above)}" w:after="0" w:line="240" w:lineRule="auto"/>{_alignment(role)}'
        else:
            layout += _layout(role, above)
        look = _look(style, role)
    if "align" in entry:
        layout += f'<w:jc w:val="{_JUSTIFICATION[entry["align"]]}"/>'
    based, after = entry.get("based", "Normal"), entry.get("next", "")
    return _paragraph(entry["id"], entry["name"], layout, look, based=based, after=after, quick=bool(entry.get("quick")))


def _frame(style_id: str, role: Role) -> str:
    """Borders: a box with room around a placeholder, a hairline under the header."""
    if style_id == "Header":
        return '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
    sides = "".join(
        f'<w:{side} w:val="dashed" w:sz="6" w:space="{space}" w:color="{role.colour.lstrip("#")}"/>'
        for side, space in (("top", 24), ("left", round(role.size)), ("bottom", 24), ("right", round(role.size)))
    )
    return f"<w:pBdr>{sides}</w:pBdr>"


def _text_width(page: Page) -> float:
    """The width between the margins of an upright page in points."""
    return (page.width - page.margin_left - page.margin_right) * POINTS_PER_MILLIMETRE


def _list(numbering: Numbering, name: str) -> str:
    number = f'<w:numPr><w:numId w:val="{numbering.list_instance(name)}"/></w:numPr>'
    return _paragraph(list_style(name), _declared()["lists"][name]["name"], number, "", based="ListParagraph", quick=True)


def _contents(style: StyleSheet, role_name: str, style_id: str, name: str) -> str:
    role = style.role(role_name)
    width = round((style.page.width - style.page.margin_left - style.page.margin_right) * TWIPS_PER_MILLIMETRE)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    return _paragraph(style_id, name, tabs + _layout(role), _look(style, role), after="BodyText", priority=39)


def _characters() -> Iterator[str]:
    yield (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:color w:val="{_LINK_COLOUR}"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    yield (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/>'
        '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )


def _tables(style: StyleSheet) -> Iterator[str]:
    table = style.table
    inner, frame = table.line_width, table.frame_width
    # A line between rows makes them higher by its width, where the PDF draws it over their common edge.
    sides, ends = twips(table.padding_x), twips(max(0.0, table.padding_y - (0.0 if table.style == "three-line" else inner / 2)))
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    every = ("top", "left", "bottom", "right", "insideH", "insideV")
    yield _table_style("TableGrid", "Table Grid", "TableNormal", "".join(_border(side, 0.5) for side in every), "")
    if table.style == "three-line":
        borders = _border("top", frame) + _border("bottom", frame)
        head = f"<w:tcPr><w:tcBorders>{_border('bottom', inner)}</w:tcBorders></w:tcPr>"
    else:
        borders = "".join(_border(side, inner if side.startswith("inside") else frame) for side in every)
        head = _fill(table.head_fill)
    margins = (
        f'<w:tblCellMar><w:top w:w="{ends}" w:type="dxa"/><w:left w:w="{sides}" w:type="dxa"/><w:bottom w:w="{ends}" w:type="dxa"/>'
        f'<w:right w:w="{sides}" w:type="dxa"/></w:tblCellMar>'
    )
    parts = f'<w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>'
    if table.style == "zebra":
        parts += f'<w:tblStylePr w:type="band2Horz">{_fill(table.zebra_fill)}</w:tblStylePr>'
    # A style takes over the lines of the one it is based on, so a table of three lines cannot be based on a grid.
    based = "TableNormal" if table.style == "three-line" else "TableGrid"
    yield _table_style("ReportTable", _declared()["table"]["name"], based, borders, margins, parts)


def _table_style(style_id: str, name: str, based: str, borders: str, margins: str, parts: str = "") -> str:
    # The bands of a zebra are one row high; the merged rows of a register keep one fill by their vertical merge.
    return (
        f'<w:style w:type="table"{"" if name.isascii() else _CUSTOM} w:styleId="{style_id}"><w:name w:val="{escape(name)}"/>'
        f'<w:basedOn w:val="{based}"/><w:uiPriority w:val="59"/><w:qFormat/>'
        f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{borders}</w:tblBorders>{margins}</w:tblPr>'
        f'<w:tcPr><w:vAlign w:val="center"/></w:tcPr>{parts}</w:style>'
    )


def _fill(colour: str) -> str:
    """Cells of this colour; without one they stay as the paper."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{escape(colour.lstrip("#"))}"/>' if colour else ""
    return f"<w:tcPr>{shade}</w:tcPr>"


def _border(side: str, points: float) -> str:
    """A border; Word counts its width in eighths of a point, at least a quarter point."""
    return f'<w:{side} w:val="single" w:sz="{max(2, round(points * 8))}" w:space="0" w:color="auto"/>'


def _paragraph(
    style_id: str, name: str, layout: str, look: str, *, based: str = "Normal", after: str = "", quick: bool = False, priority: int = 0
) -> str:
    following = f'<w:next w:val="{after}"/>' if after else ""
    order = f'<w:uiPriority w:val="{priority}"/>' if priority else ""
    return (
        f'<w:style w:type="paragraph"{"" if name.isascii() else _CUSTOM} w:styleId="{style_id}"><w:name w:val="{escape(name)}"/>'
        f'<w:basedOn w:val="{based}"/>{following}{order}{"<w:qFormat/>" if quick else ""}<w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>'
    )


_CUSTOM = ' w:customStyle="1"'


def _look(style: StyleSheet, role: Role) -> str:
    """The character half of a role, as the elements of `w:rPr`."""
    weight = "<w:b/><w:bCs/>" if role.bold else ""
    colour = "" if role.colour.upper() == "#000000" else f'<w:color w:val="{escape(role.colour.lstrip("#"))}"/>'
    return f"{_fonts(style, role)}{weight}{colour}{_size(role)}"


def _fonts(style: StyleSheet, role: Role) -> str:
    font = style.fonts[role.font]
    latin = escape(font.word_latin)
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{escape(font.word)}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _size(role: Role) -> str:
    return f'<w:sz w:val="{round(role.size * 2)}"/><w:szCs w:val="{round(role.size * 2)}"/>'


def _layout(role: Role, above: float = 0.0) -> str:
    """The paragraph half of a role, as elements of `w:pPr`; `above` is further space before it in points."""
    return f"{_spacing(role, above)}{_indent(role)}{_alignment(role)}"


def _spacing(role: Role, above: float = 0.0) -> str:
    """Space around and between lines. The pitch is exact, so that a page holds the same lines whatever font a machine puts in place of 宋体."""
    line = f'w:line="{max(1, twips(role.pitch))}" w:lineRule="exact"'
    return f'<w:spacing w:before="{twips(role.before + above)}" w:after="{twips(role.after)}" {line}/>'


def _indent(role: Role) -> str:
    """Indents in characters, which follow a changed size, and in twips for programs that do not know characters."""
    names = (("left", role.left), ("right", role.right), ("firstLine", role.first_line))
    values = "".join(f' w:{name}="{twips(count * role.size)}" w:{name}Chars="{round(count * 100)}"' for name, count in names if count)
    return f"<w:ind{values}/>" if values else ""


def _alignment(role: Role) -> str:
    return f'<w:jc w:val="{_JUSTIFICATION.get(role.align, "left")}"/>'
