"""Faces: how wide characters and words stand, before anything is drawn.

Owns the widths in em that line breaking works with. A character that a font lacks is as wide as the box that is drawn in its place.
"""

from __future__ import annotations

from functools import cache

from qi_desktop.core.records import dataclass
from qi_desktop.export.fonts import FontFile, font_file
from qi_desktop.export.layout import typography

BOX = "□"
_HALF = 0.5
_FULL = 0.75  # a mark that is narrower has no blank half to give up, such as the quotation marks of fonts that share them with Latin text
_WORDS_KEPT = 50_000


class _Characters(dict[str, float]):
    """Character or form → its width in em."""

    def __init__(self, font: FontFile, missing: set[str]) -> None:
        super().__init__()
        self._font, self._missing = font, missing

    def __missing__(self, character: str) -> float:
        code = ord(character)
        if code >= typography.NARROW:
            whole = self[typography.original(character)]
            width = whole - _HALF if whole > _FULL else whole
        elif code >= typography.WIDE:
            width = self[typography.original(character)] + typography.quarter_space()
        else:
            glyph = self._font.glyph(code)
            if not glyph:
                self._missing.add(character)
                glyph = self._font.glyph(ord(BOX))
            width = self._font.advance(glyph)
        self[character] = width
        return width


class _Words(dict[str, float]):
    """Piece of text → its width in em; forgets all when it has seen too many."""

    def __init__(self, characters: _Characters) -> None:
        super().__init__()
        self._characters = characters

    def __missing__(self, piece: str) -> float:
        if len(self) > _WORDS_KEPT:
            self.clear()
        width = self[piece] = sum(map(self._characters.__getitem__, piece))
        return width


class Face:
    """One font: widths in em of characters (`characters`) and pieces of text (`words`), and which characters it turned out to lack."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.font = font_file(name)
        self.missing: set[str] = set()
        self.characters = _Characters(self.font, self.missing)
        self.words = _Words(self.characters)

    def width(self, text: str) -> float:
        """The width of a spaced text in em."""
        return sum(map(self.characters.__getitem__, text))

    def has(self, character: str) -> bool:
        """True if the font has the character or the one it is a form of."""
        return bool(self.font.glyph(ord(typography.original(character))))


@cache
def face(name: str) -> Face:
    """The face of that font file. Widths never change, so all documents share them."""
    return Face(name)


@dataclass(frozen=True, slots=True, eq=False)
class TextStyle:
    """How a stretch of text is drawn. `rise` lifts it above the base line; sizes and rise are points.

    Compared by identity: the setter makes each style once.
    """

    face: Face
    size: float
    colour: str = "#000000"
    slanted: bool = False
    underlined: bool = False
    rise: float = 0.0
