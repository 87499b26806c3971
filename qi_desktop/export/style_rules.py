"""What a style sheet may say: types and limits, so that no writer meets a page without room or a size of nothing.

Owns the limits. A style sheet comes from a file of the program, but also from a library that a stranger may have made.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from qi_desktop import paths
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import Message, message

if TYPE_CHECKING:
    from qi_desktop.export.style_sheet import Page, StyleSheet

ALIGNMENTS = ("left", "center", "right", "justify")
TABLE_STYLES = ("grid", "three-line", "zebra")
CONTINUATIONS = ("caption", "header")
PAPER = (50.0, 1200.0)
"""The least and the greatest side of a page in millimetres; A0 is 1189 mm high."""
TEXT_AREA = 40.0
"""The least width and height in millimetres that margins must leave."""
SIZES = (4.0, 150.0)
"""The least and the greatest font size in points."""
LINES = (0.8, 5.0)
"""The least and the greatest line spacing as a multiple."""
INDENTS = (0.0, 20.0)
"""The least and the greatest indent in characters."""
SPACES = (0.0, 200.0)
"""The least and the greatest space before or after a paragraph in points."""
COVER = 80.0
"""The most, in percent of the text's height, that spaces and logo may take of the title page: its words need the rest."""
_INDENTS = frozenset({"first_line", "left", "right"})
_PLACE = _INDENTS | {"before", "after"}
_COVER = dict.fromkeys(("title", "subtitle", "organisation", "organisation_foreign", "title_note"), _INDENTS)
_SETTLED: Mapping[str, frozenset[str]] = _COVER | {
    "heading": frozenset({"keep_next"}),
    "list": frozenset({"first_line"}),
    "caption": _INDENTS,
    "table_head": _PLACE,
    "table_cell": _PLACE | {"align"},
    "placeholder": _PLACE,
    "header": _PLACE,
    "footer": _PLACE,
    "footnote": _PLACE,
    "contents": frozenset({"first_line", "right", "align"}),
    "contents_caption": frozenset({"first_line", "left", "right", "align"}),
}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_COUNTER = re.compile(r"\{([^{}]*)\}")
_KINDS: Mapping[str, type | tuple[type, ...]] = {"float": (int, float), "int": int, "int | None": (int, type(None)), "str": str, "bool": bool}


def settled(role: str) -> frozenset[str]:
    """The settings that a kind of text does not have, because its place decides them: a cell's columns its alignment, the page where a header stands.

    Word could follow some of them and the PDF could not; left out for both, the two formats agree. A heading never stands alone at a page's end.
    """
    return _SETTLED.get(role) or _SETTLED.get(role.rstrip("0123456789"), frozenset())


def typed(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values for a dataclass, numbers made to floats where it wants them. Raises TypeError, KeyError or ValueError for what does not fit."""
    declared = {item.name: str(item.type) for item in fields(kind)}
    if unknown := values.keys() - declared.keys():
        raise KeyError(", ".join(sorted(unknown)))
    result = {}
    for name, value in values.items():
        expected = _KINDS.get(declared[name])
        if expected is not None and (not isinstance(value, expected) or (isinstance(value, bool) and declared[name] != "bool")):
            raise TypeError(name)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(name)
        result[name] = float(value) if declared[name] == "float" else value
    return result


def check(sheet: StyleSheet) -> None:
    """Raise ContentError, saying what to change, for a style sheet that no page can be made with."""
    _check_page(sheet.page)
    for name, font in sheet.fonts.items():
        for file in (font.regular, font.bold):
            if "/" in file or "\\" in file or not (paths.resources() / "fonts" / file).is_file():
                raise ContentError(
                    message("The font file “{file}” of “{name}” does not come with the program; choose another font.", file=file, name=name)
                )
    for name in ("body", "heading1", "contents1"):
        if name not in sheet.roles:
            raise ContentError(message("The style sheet does not say how “{name}” looks; restore the original.", name=name))
    for name, role in sheet.roles.items():
        if role.font not in sheet.fonts:
            raise ContentError(message("“{name}” is set in a font that the style sheet does not have; choose another font.", name=name))
        if role.align not in ALIGNMENTS:
            raise _wrong(name, "align")
        size = message("The font size of “{name}” must be between {least} and {most} points.", name=name, least=SIZES[0], most=SIZES[1])
        spacing = message("The line spacing of “{name}” must be between {least} and {most} lines.", name=name, least=LINES[0], most=LINES[1])
        _limit(role.size, SIZES, size)
        _limit(role.line, LINES, spacing)
        if role.line_points:
            _limit(role.line_points / role.size, LINES, spacing)
        for setting, limits in (("first_line", INDENTS), ("left", INDENTS), ("right", INDENTS), ("before", SPACES), ("after", SPACES)):
            _limit(getattr(role, setting), limits, _wrong(name, setting).message)
        if not _COLOUR.fullmatch(role.colour):
            raise _wrong(name, "colour")
    _check_title_page(sheet)
    _check_table(sheet)
    _check_patterns(sheet)


def _check_page(page: Page) -> None:
    for side in (page.width, page.height):
        _limit(side, PAPER, message("A page must be between {least} and {most} mm wide and high.", least=PAPER[0], most=PAPER[1]))
    margins = (page.margin_top, page.margin_bottom, page.margin_left, page.margin_right, page.header_distance, page.footer_distance)
    left = min(page.width - page.margin_left - page.margin_right, page.height - page.margin_top - page.margin_bottom)
    if min(margins) < 0 or left < TEXT_AREA:
        raise ContentError(message("The margins leave too little room; at least {least} mm must remain for the text.", least=TEXT_AREA))


def _check_title_page(sheet: StyleSheet) -> None:
    cover = sheet.title_page
    for name in ("logo_above", "title_above", "organisation_above", "logo_height", "logo_width"):
        _limit(getattr(cover, name), (1.0 if name in ("logo_height", "logo_width") else 0.0, 100.0), _wrong("title_page", name).message)
    if cover.logo_above + cover.title_above + cover.organisation_above + cover.logo_height > COVER:
        raise ContentError(message("The spaces and the logo may take {most} % of the title page's height together; make one smaller.", most=COVER))


def _check_table(sheet: StyleSheet) -> None:
    table = sheet.table
    if table.style not in TABLE_STYLES:
        raise _wrong("table", "style")
    for name in ("line_width", "frame_width", "padding_x", "padding_y"):
        _limit(getattr(table, name), (0.0, 30.0), _wrong("table", name).message)
    for name in ("head_fill", "zebra_fill"):
        value = getattr(table, name)
        if value and not _COLOUR.fullmatch(value):
            raise _wrong("table", name)


def _check_patterns(sheet: StyleSheet) -> None:
    numbering = sheet.numbering
    if not 1 <= len(numbering.levels) <= 9 or not all(isinstance(pattern, str) for pattern in numbering.levels):
        raise _wrong("numbering", "levels")
    for level, pattern in enumerate(numbering.levels, 1):
        for counter in _COUNTER.findall(pattern):
            number, _, form = counter.partition(":")
            if not (number.isdecimal() and 1 <= int(number) <= level and form in ("", "chinese")):
                raise ContentError(
                    message("The number of level {level}, “{pattern}”, may name the levels {{1}} to {{{level}}} only.", level=level, pattern=pattern)
                )
    captions = sheet.captions
    if captions.continuation not in CONTINUATIONS:
        raise _wrong("captions", "continuation")
    for pattern in (captions.table, captions.figure, captions.table_unnumbered_chapter, captions.figure_unnumbered_chapter):
        if not set(_COUNTER.findall(pattern)) <= {"chapter", "number"} or "{number}" not in pattern:
            raise ContentError(message("A caption's pattern needs {{number}}, and may have {{chapter}}; “{pattern}” does not fit.", pattern=pattern))
    if not 0 <= sheet.contents.depth <= 9 or sheet.contents.lists_from < 0:
        raise _wrong("contents", "depth")
    if {"front", "body", "back"} - sheet.sections.keys():
        raise _wrong("sections", "front, body, back")
    if not all(section.first is None or 0 <= section.first <= 99_999 for section in sheet.sections.values()):
        raise _wrong("sections", "first")


def _limit(value: float, limits: tuple[float, float], words: Message) -> None:
    if not limits[0] <= value <= limits[1]:
        raise ContentError(words)


def _wrong(part: str, setting: str) -> ContentError:
    return ContentError(message("The style sheet says something impossible at {part}/{setting}; restore the original.", part=part, setting=setting))
