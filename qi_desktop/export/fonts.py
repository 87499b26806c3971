"""TrueType fonts: widths for the layout, subsets for the file.

Owns reading the bundled fonts. reportlab reads and cuts them; what is added here is that only the characters in use are looked up, which makes
opening one of 15 MB a matter of milliseconds and takes no memory of note.
"""

from __future__ import annotations

import mmap
import sys
import threading
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFile

from qi_desktop import paths
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message

_MISSING = 0  # the glyph that stands for "no such character"


class FontFile(TTFontFile):
    """A font of `resources/fonts`. Raises ContentError when there is none of that name or it is broken."""

    def __init__(self, name: str) -> None:
        try:
            super().__init__(str(paths.resources() / "fonts" / name), charInfo=0)
            self._one_at_a_time = threading.Lock()
            self._metrics = self._numbers("hmtx", "H")
            self._full_metrics = self.get_ushort(self.get_table_pos("hhea")[0] + 34)
            long_offsets = self.get_ushort(self.get_table_pos("head")[0] + 50)
            # The names below are those that reportlab's `makeSubset` reads.
            self.glyphPos: Sequence[int] = self._numbers("loca", "I") if long_offsets else [2 * place for place in self._numbers("loca", "H")]
            self.hmetrics = _Metrics(self)
            self.charToGlyph: dict[int, int] = {}
            self._read_cmap()
        except Exception as error:  # whatever reportlab meets in a broken file
            raise ContentError(message("The font {name} cannot be read; install the program again.", name=name)) from error

    def readFile(self, f: Any) -> None:
        """Map the file instead of reading it: only the pages in use then count as memory."""
        self.filename = str(f)
        with open(f, "rb") as file:
            self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._pos = 0

    def glyph(self, code: int) -> int:
        """The glyph of a character, 0 if the font has none."""
        place = bisect_right(self._starts, code) - 1
        if place < 0 or code > self._ends[place]:
            return _MISSING
        return self._first_glyphs[place] + code - self._starts[place]

    def advance(self, glyph: int) -> float:
        """The width of a glyph in em."""
        last = self._full_metrics - 1
        return float(self._metrics[2 * min(glyph, last)] / self.unitsPerEm)

    def subset(self, codes: Sequence[int]) -> bytes:
        """A font file with the glyphs of these characters, numbered from 1 in that order; characters that share a glyph get one number."""
        with self._one_at_a_time:  # a preview and an export may both need it; reportlab reads through a position of the font's own
            self.charToGlyph = {code: self.glyph(code) for code in codes}
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

    def _read_cmap(self) -> None:
        """The character map as groups of consecutive characters and glyphs; format 12 is what fonts with rare characters have."""
        offset, _ = self.get_table_pos("cmap")
        data = self._ttf_data
        for record in range(offset + 4, offset + 4 + 8 * self.get_ushort(offset + 2), 8):
            at = offset + self.get_ulong(record + 4)
            if self.get_ushort(at) == 12:
                groups = array("I")
                groups.frombytes(data[at + 16 : at + 16 + 12 * self.get_ulong(at + 12)])
                if sys.byteorder == "little":
                    groups.byteswap()
                self._starts, self._ends, self._first_glyphs = groups[0::3], groups[1::3], groups[2::3]
                return
        raise ValueError("no character map of format 12")


class _Metrics:
    """Width and left bearing of each glyph, as `makeSubset` asks for them."""

    def __init__(self, font: FontFile) -> None:
        self._numbers, self._full = font._metrics, font._full_metrics

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        if glyph < self._full:
            return self._numbers[2 * glyph], self._numbers[2 * glyph + 1]
        return self._numbers[2 * self._full - 2], self._numbers[self._full + glyph]


@cache
def font_file(name: str) -> FontFile:
    """The font of that file name, opened once."""
    return FontFile(name)
