"""Fonts cut to the characters in use, for embedding.

Owns the way to reportlab, which knows a font's outlines and cuts them; what is added here is that only the characters in use are looked up.
"""

from __future__ import annotations

import mmap
import sys
import threading
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFile

from qi_desktop.export.fonts import FontFile, font_file, unreadable


class FontProgram(TTFontFile):
    """A font with all that a PDF says about it. Raises ContentError when it is broken.

    The names of its attributes are those that reportlab's `makeSubset` reads.
    """

    def __init__(self, font: FontFile) -> None:
        self._font = font
        try:
            super().__init__(font.name, charInfo=0)
            self._one_at_a_time = threading.Lock()
            long_offsets = self.get_ushort(self.get_table_pos("head")[0] + 50)
            self.glyphPos: Sequence[int] = self._numbers("loca", "I") if long_offsets else [2 * place for place in self._numbers("loca", "H")]
            self.hmetrics = _Metrics(self._numbers("hmtx", "H"), self.get_ushort(self.get_table_pos("hhea")[0] + 34))
            self.charToGlyph: dict[int, int] = {}
        except Exception as error:  # whatever reportlab meets in a broken file
            raise unreadable(font.name) from error

    def readFile(self, f: Any) -> None:
        """Share what is mapped already."""
        self.filename = str(f)
        self._ttf_data = self._font.data
        self._pos = 0

    def subset(self, codes: Sequence[int]) -> bytes:
        """A font file with the glyphs of these characters, numbered from 1 in that order; characters that share a glyph get one number."""
        with self._one_at_a_time:  # a preview and an export may both need it; reportlab reads through a position of the font's own
            self.charToGlyph = {code: self._font.glyph(code) for code in codes}
            try:
                return bytes(self.makeSubset(codes))
            finally:
                self._forget_pages()

    def _forget_pages(self) -> None:
        """Let the system have back what was mapped: around each outline it maps its neighbours too, in the end the whole file."""
        if hasattr(mmap, "MADV_DONTNEED"):  # Windows has no such word, and trims by itself
            self._ttf_data.madvise(mmap.MADV_DONTNEED)

    def _numbers(self, tag: str, kind: str) -> array[int]:
        offset, length = self.get_table_pos(tag)
        numbers = array(kind)
        numbers.frombytes(self._ttf_data[offset : offset + length - length % numbers.itemsize])
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers


class _Metrics:
    """Width and left bearing of each glyph; `full` of them have a width of their own, the others the last one's."""

    def __init__(self, numbers: array[int], full: int) -> None:
        self._numbers, self._full = numbers, full

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        if glyph < self._full:
            return self._numbers[2 * glyph], self._numbers[2 * glyph + 1]
        return self._numbers[2 * self._full - 2], self._numbers[self._full + glyph]


@cache
def font_program(name: str) -> FontProgram:
    """The font of that file name, opened once."""
    return FontProgram(font_file(name))
