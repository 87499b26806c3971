"""Faces as a PDF file holds them: composite fonts (ISO 32000-1 §9.7) with the glyphs in use.

Owns the numbers that stand for characters in content streams. Each form of a character (see `layout.typography`) has a number of its own with the
form's width, the same glyph, and the plain character as its meaning, so that spacing is never taken for blanks when text is copied.
"""

from __future__ import annotations

import struct

from qi_desktop.export.layout import typography
from qi_desktop.export.layout.faces import BOX, Face
from qi_desktop.export.pdf.file import PdfFile
from qi_desktop.export.pdf.subsets import font_program

_NOTDEF = 0
_FLAG_SYMBOLIC = 4
_PER_BLOCK = 100  # mappings that one block of a CMap may hold


class _Codes(dict[str, str]):
    """Character or form → its number in four hexadecimal digits, given in the order of first use."""

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self) + 1:04X}"
        return code


class EmbeddedFace:
    """A face that a file uses. `name` is its name among the resources of pages."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self.codes = _Codes()

    def encode(self, text: str) -> str:
        """A spaced text as the digits of a hexadecimal string."""
        return "".join(map(self.codes.__getitem__, text))

    def write(self, file: PdfFile, number: int, tag: str) -> None:
        """Write the font and all that belongs to it under the object number that pages refer to."""
        font, whole = self.face.font, font_program(self.face.name)
        meant = [typography.original(character) for character in self.codes]
        drawn = [character if font.glyph(ord(character)) else BOX for character in meant]
        order = list(dict.fromkeys(map(ord, drawn)))
        # Characters that share a glyph share its number in the subset, which counts glyphs by first appearance.
        places: dict[int, int] = {_NOTDEF: _NOTDEF}
        for code in order:
            places.setdefault(font.glyph(code), len(places))
        glyphs = [places[font.glyph(ord(character))] for character in drawn]
        data = whole.subset(order)
        program = file.stream(data, f"/Length1 {len(data)}")
        mapping = file.stream(struct.pack(f">{len(glyphs) + 1}H", _NOTDEF, *glyphs))
        unicode = file.stream(_unicode_map(meant))
        name = f"{tag}+{whole.name.decode('latin-1')}"
        box = " ".join(f"{value:.0f}" for value in whole.bbox)
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags {_FLAG_SYMBOLIC}/FontBBox[{box}]/ItalicAngle {whole.italicAngle:g}/Ascent {whole.ascent:g}"
            f"/Descent {whole.descent:g}/CapHeight {whole.capHeight:g}/StemV {whole.stemV:g}/FontFile2 {program} 0 R>>"
        )
        widths = " ".join(f"{1000 * self.face.characters[character]:.0f}" for character in self.codes)
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap {mapping} 0 R/DW 1000/W[1[{widths}]]>>"
        )
        file.put(
            number,
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>",
        )


def _unicode_map(meant: list[str]) -> bytes:
    """The CMap by which readers turn numbers back into characters (§9.10.3)."""
    parts = [
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
    ]
    for first in range(0, len(meant), _PER_BLOCK):
        block = meant[first : first + _PER_BLOCK]
        lines = "".join(f"<{code:04X}><{character.encode('utf-16-be').hex().upper()}>\n" for code, character in enumerate(block, first + 1))
        parts.append(f"{len(block)} beginbfchar\n{lines}endbfchar\n")
    parts.append("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return "".join(parts).encode("ascii")
