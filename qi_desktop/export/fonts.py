"""TrueType fonts as the layout sees them: which glyph a character has, and how wide it is.

Owns reading the bundled fonts. Only the characters in use are looked up, where they lie in the file, which makes opening one of 15 MB a matter of
microseconds and takes no memory of note. Table and field names are those of the OpenType specification.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_right
from functools import cache
from struct import error as StructError
from struct import unpack_from

from qi_desktop import paths
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message

_MISSING = 0  # the glyph that stands for "no such character"
# The formats of a character map: of fonts with rare characters, and of others. Both tell of consecutive characters with consecutive glyphs.
_GROUPS, _SEGMENTS = 12, 4


class FontFile:
    """A font of `resources/fonts`; `data` are its bytes. Raises ContentError when there is none of that name or it is broken."""

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            with (paths.resources() / "fonts" / name).open("rb") as file:
                # Mapped, not read: only the pages in use then count as memory.
                self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            tables = {tag: offset for tag, _, offset, _ in (unpack_from(">4sIII", self.data, 12 + 16 * place) for place in range(self._short(4)))}
            self._units = self._short(tables[b"head"] + 18)
            self._metrics = tables[b"hmtx"]
            self._last = self._short(tables[b"hhea"] + 34) - 1
            self._read_map(tables[b"cmap"])
        except (OSError, ValueError, KeyError, StructError) as error:
            raise unreadable(name) from error

    def glyph(self, code: int) -> int:
        """The glyph of a character, 0 if the font has none."""
        place = bisect_right(self._starts, code) - 1
        if place < 0 or code > self._ends[place]:
            return _MISSING
        return self._first_glyphs[place] + code - self._starts[place]

    def advance(self, glyph: int) -> float:
        """The width of a glyph in em; all from a certain one on share the last width."""
        return self._short(self._metrics + 4 * min(glyph, self._last)) / self._units

    def _short(self, place: int) -> int:
        return int(unpack_from(">H", self.data, place)[0])

    def _read_map(self, start: int) -> None:
        self._starts = self._ends = self._first_glyphs = array("I")
        for record in range(self._short(start + 2)):
            at = start + unpack_from(">I", self.data, start + 8 + 8 * record)[0]
            if self._short(at) == _GROUPS:
                groups = array("I")
                groups.frombytes(self.data[at + 16 : at + 16 + 12 * unpack_from(">I", self.data, at + 12)[0]])
                if sys.byteorder == "little":
                    groups.byteswap()
                self._starts, self._ends, self._first_glyphs = groups[0::3], groups[1::3], groups[2::3]
                return
            if self._short(at) == _SEGMENTS:
                self._starts, self._ends, self._first_glyphs = self._segments(at)
        if not self._starts:
            raise ValueError(f"no character map of format {_GROUPS} or {_SEGMENTS}")

    def _segments(self, at: int) -> tuple[array[int], array[int], array[int]]:
        """The characters of a map of format 4 that stand together and whose glyphs do, as a map of format 12 has them."""
        size = self._short(at + 6)
        numbers = [unpack_from(f">{size // 2}H", self.data, at + 14 + offset) for offset in (0, size + 2, 2 * size + 2, 3 * size + 2)]
        found: list[tuple[int, int, int]] = []
        for place, (end, start, delta, offset) in enumerate(zip(*numbers, strict=True)):
            if not offset:
                found.append((start, end, (start + delta) % 0x10000))
                continue
            glyphs = at + 16 + 3 * size + 2 * place + offset  # counted from where the offset itself stands
            for code in range(start, end + 1):
                if glyph := self._short(glyphs + 2 * (code - start)):
                    found.append((code, code, (glyph + delta) % 0x10000))
        starts, ends, first_glyphs = (array("I", column) for column in zip(*found, strict=True))
        return starts, ends, first_glyphs


def unreadable(name: str) -> ContentError:
    """The error of a font file that is missing or broken."""
    return ContentError(message("The font {name} cannot be read; install the program again.", name=name))


@cache
def font_file(name: str) -> FontFile:
    """The font of that file name, opened once."""
    return FontFile(name)
