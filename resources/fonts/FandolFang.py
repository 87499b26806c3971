"""Makes FandolFang-Regular.ttf of FandolFang-Regular.otf, with fontTools 4.68: `python FandolFang.py FandolFang-Regular.otf FandolFang-Regular.ttf`.

What is changed of the original, as its licence asks to be told: outlines are quadratic curves (TrueType) instead of cubic ones, at most one
thousandth of an em away from the original; only Chinese characters and marks stay in the character map, so that Latin letters, digits and symbols
are taken from the serif face, as in official papers; what only vertical text and shaping need is left out.
"""

from __future__ import annotations

import sys
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

_TOLERANCE = 1.0  # units of the font, which has a thousand to an em
_MARKS = frozenset(map(ord, "‘’“”—…·"))
_FIRST_CHINESE = 0x2E80
_LEFT_OUT = ("CFF ", "VORG", "GSUB", "GPOS", "BASE", "vhea", "vmtx", "DSIG")
_MAXIMA = ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions", "ComponentElements")


def convert(source: str, target: str) -> None:
    """Write the font with quadratic outlines."""
    font = TTFont(source)
    glyphs = _quadratic(font)
    font["loca"], font["glyf"], font["maxp"] = newTable("loca"), newTable("glyf"), newTable("maxp")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), glyphs
    for tag in _LEFT_OUT:
        if tag in font:
            del font[tag]
    font["maxp"].tableVersion, font["maxp"].maxZones = 0x00010000, 1
    for name in _MAXIMA:
        setattr(font["maxp"], f"max{name}", 0)
    for glyph in glyphs.values():
        glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics = {name: (font["hmtx"][name][0], getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()}
    font["post"].formatType = 3.0
    _map_characters(font)
    font.sfntVersion = "\x00\x01\x00\x00"
    font.save(target)


def _quadratic(font: TTFont) -> dict[str, Any]:
    outlines, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, _TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs


def _map_characters(font: TTFont) -> None:
    """One map, of format 12, which the program reads."""
    kept = {code: name for code, name in font.getBestCmap().items() if code >= _FIRST_CHINESE or code in _MARKS}
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, kept
    font["cmap"].tables = [table]


if __name__ == "__main__":
    convert(*sys.argv[1:3])
