"""A page as the layout leaves it: words, rules, fills and pictures at their places, in points from the lower left corner.

Owns nothing but the place of things. Whoever draws a page takes it as it is.
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar

from qi_desktop.core.records import dataclass
from qi_desktop.export.layout import typography
from qi_desktop.export.layout.faces import TextStyle
from qi_desktop.export.layout.lines import Line, Piece

Words = tuple[float, float, TextStyle, str, float]  # left end, base line, style, spaced text, room added behind each character (typography.gaps)
Rule = tuple[float, float, float, float]  # from x, y to x, y
Pen = tuple[float, str, bool]  # width, colour, dashed

ASCENT = 0.88  # of an em; where the base line stands in the square of a Chinese character
_LOOSEST = 0.5  # em between two characters; a line that would need more, before a long word, is left as it is
_UNDERLINE_DEPTH, _UNDERLINE_WIDTH = 0.14, 0.05  # em


@dataclass(slots=True)
class Image:
    """A picture in its frame. `asset` is its id in the document."""

    asset: str
    x: float
    y: float
    width: float
    height: float
    alternative: str


@dataclass(slots=True)
class Page:
    """One page. `index` counts all pages from 0; `label` is the printed number or empty."""

    index: int
    label: str
    width: float
    height: float
    words: list[Words] = field(default_factory=list)
    rules: dict[Pen, list[Rule]] = field(default_factory=dict)
    fills: list[tuple[float, float, float, float, str]] = field(default_factory=list)  # x, y, width, height, colour
    images: list[Image] = field(default_factory=list)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)  # left, bottom, right, top, target
    watermark: str = ""
    drawn: ClassVar[bool] = True

    def rule(self, pen: Pen, *rules: Rule) -> None:
        """Draw straight lines."""
        self.rules.setdefault(pen, []).extend(rules)

    def line(self, line: Line, x: float, baseline: float, room: float, align: str) -> None:
        """Place a line of text in `room` points from `x` on, spread to both margins if `align` is justify and it is not a paragraph's last."""
        pieces = line.pieces
        added = 0.0
        if align == "justify":
            if not line.last and line.width < room:
                count = sum(map(_gaps, pieces, [*pieces[1:], None])) - 1
                added = (room - line.width) / count if count > 0 else 0.0
            if pieces and added > _LOOSEST * pieces[0][0].size:
                added = 0.0
        elif align != "left":
            x += (room - line.width) * (0.5 if align == "center" else 1.0)
        for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
            style, text, width, target = piece
            spread = width + added * _gaps(piece, following) if added else width
            self.words.append((x, baseline + style.rise, style, text, added))
            if style.underlined:
                depth = baseline + style.rise - _UNDERLINE_DEPTH * style.size
                self.rule((_UNDERLINE_WIDTH * style.size, style.colour, False), (x, depth, x + spread, depth))
            if target:
                self.links.append((x, baseline - 0.2 * style.size, x + spread, baseline + ASCENT * style.size, target))
            x += spread


class CountedPage(Page):
    """A page that nobody looks at: it is asked for its number only, and keeps nothing of what is placed on it."""

    __slots__ = ()
    drawn = False

    def rule(self, pen: Pen, *rules: Rule) -> None:
        """Draw nothing."""

    def line(self, line: Line, x: float, baseline: float, room: float, align: str) -> None:
        """Place nothing."""


def _gaps(piece: Piece, following: Piece | None) -> int:
    """Where a stretch may be spread. A word, a formula or a note's mark that goes on in another style stays close to it."""
    if following is None:
        return typography.gaps(piece[1])
    raised = following[0].rise not in (0.0, piece[0].rise)
    return typography.gaps(piece[1]) - (raised or typography.is_one_word(piece[1], following[1]))


def baseline_in(pitch: float, size: float) -> float:
    """How far below the top of a line of that pitch the base line stands."""
    return (pitch - size) / 2 + ASCENT * size
