"""From the document's texts to lines: roles become styles, runs become stretches, characters without a glyph find another face.

Owns what a run's formats mean on paper, the numbers of footnotes, and the remarks on characters that could not be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain, groupby

from qi_desktop import paths
from qi_desktop.core.messages import message
from qi_desktop.core.richtext import Run, Text
from qi_desktop.export.document import Remark
from qi_desktop.export.layout import typography
from qi_desktop.export.layout.faces import Face, TextStyle, face
from qi_desktop.export.layout.lines import Line, Note, Span, plain_lines, rich_lines
from qi_desktop.export.style_sheet import Role, StyleSheet

_SMALL = 0.62  # size of superscripts and subscripts, as a share of the text's
_RAISED, _LOWERED = 0.34, -0.14  # their shift in em of the text
_RAISED_MINUS = "⁻"
_BEHIND_LATIN = "\u0250"  # the first character that is no letter of Latin 1 or its extensions
_NAMED = 12  # characters that a remark quotes
LINK_COLOUR = "#0563C1"  # what Word gives links


class Setter:
    """Sets texts in the style of one sheet. `targets` are the ids that a reference may lead to; `drawn` says that lines are not only counted."""

    def __init__(self, style: StyleSheet, targets: frozenset[str], drawn: bool = True) -> None:
        self.sheet, self.drawn = style, drawn
        self._targets = targets
        self._notes = 0
        self._boxed: dict[str, set[str]] = {}
        # For the characters that a style's face lacks, the styles that show them, and what finds stretches of such characters.
        self._others: dict[TextStyle, tuple[dict[str, TextStyle], re.Pattern[str]]] = {}
        self._lost: dict[str, set[str]] = {}
        self.variant = lru_cache(maxsize=None)(_variant)
        self.style = lru_cache(maxsize=None)(self._style)

    def _style(self, role: Role, size: float = 0.0) -> TextStyle:
        """The style of a role's text without formats; `size` replaces the role's own."""
        font = self.sheet.fonts.get(role.font) or next(iter(self.sheet.fonts.values()))
        return TextStyle(face(font.bold if role.bold else font.regular), size or role.size, role.colour)

    def _bold(self, role: Role) -> Face:
        font = self.sheet.fonts.get(role.font) or next(iter(self.sheet.fonts.values()))
        return face(font.bold)

    def lines(
        self, text: str | Text, role: Role, room: float, first: float | None = None, *, place: str = "", size: float = 0.0, drawn: bool = False
    ) -> list[Line]:
        """The lines of a text in `room` points, the first in `first` (None: the same). `place` is the item that remarks name. Never empty.

        `drawn` lines have their words and widths even where lines are only counted.
        """
        style = self.style(role, size)
        room = max(room, 1.0)
        first = room if first is None else max(first, 1.0)
        if not isinstance(text, str) and len(text) == 1 and text[0].is_plain:
            text = text[0].text
        if isinstance(text, str):
            words = self.clean(text, place)
            # A face that is known to lack some of the characters, such as 仿宋 without Latin letters, would set the text in vain.
            if _RAISED_MINUS in words or not style.face.missing.isdisjoint(words):
                return self._rich((Run(words),), role, style, first, room, place)
            lines = plain_lines(words, style, first, room, drawn or self.drawn)
            if not style.face.missing or style.face.missing.isdisjoint(words):
                return lines
            text = (Run(words),)
        return self._rich(text, role, style, first, room, place)

    def clean(self, text: str, place: str) -> str:
        """The text as a page can hold it; what is lost is kept for a remark."""
        words = typography.with_stand_ins(typography.plain(text))
        if words is not text and (lost := typography.lost(text)):
            self._lost.setdefault(place, set()).update(lost)
        return words

    def pieces(self, text: str, style: TextStyle) -> list[tuple[TextStyle, str]]:
        """A text without line breaks as stretches of one face each: for words that are placed without being set as a line."""
        return [(other, text[start:end]) for start, end, other in self._faces(text, style, "")]

    def width(self, text: str, style: TextStyle) -> float:
        """The width of a spaced text without line breaks in points, each character in the face that shows it."""
        bare = style.face.width(text) * style.size
        if not style.face.missing or style.face.missing.isdisjoint(text):
            return bare
        return sum(other.face.width(piece) * other.size for other, piece in self.pieces(text, style))

    def _rich(self, text: Text, role: Role, base: TextStyle, first: float, room: float, place: str) -> list[Line]:
        spans: list[Span] = []
        words = ""
        for run in chain.from_iterable(map(_with_minus, text)):
            style = self._run_style(run, role, base)
            target = f"#{run.reference}" if run.reference in self._targets and run.reference else run.link
            if run.text:
                shown = self.clean(run.text, place)
                for start, end, other in self._faces(shown, style, place):
                    spans.append(Span(len(words) + start, len(words) + end, other, target))
                words += shown
            if run.footnote:
                self._notes += 1
                mark = str(self._notes)
                raised = self.variant(base, base.face, base.colour, False, False, 1)
                # A mark is one span, which brings its note; all its digits are in the face that has the first.
                shown_in = self.pieces(mark, raised)[0][0]
                spans.append(Span(len(words), len(words) + len(mark), shown_in, "", Note(mark, run.footnote)))
                words += mark
        return rich_lines(words, spans, first, room)

    def _run_style(self, run: Run, role: Role, base: TextStyle) -> TextStyle:
        if run.is_plain:
            return base
        shift = 1 if run.superscript else -1 if run.subscript else 0
        chosen = self._bold(role) if run.bold else base.face
        colour = LINK_COLOUR if run.link else base.colour
        return self.variant(base, chosen, colour, run.italic, run.underline or bool(run.link), shift)

    def _faces(self, text: str, style: TextStyle, place: str) -> Iterable[tuple[int, int, TextStyle]]:
        """The stretches of a text by the face that has their characters."""
        style.face.width(text.replace("\n", ""))  # meets every character once, so that `missing` is complete for this text
        missing = style.face.missing.intersection(text) if style.face.missing else set()
        if not missing:
            yield 0, len(text), style
            return
        others: dict[str, TextStyle] = {}
        pattern: re.Pattern[str] | None = None
        if known := self._others.get(style):
            others, pattern = known
        unknown = missing.difference(others)
        for character in unknown:
            found = next((other for other in self._other_faces(style.face, character) if other.has(character)), None)
            others[character] = self.variant(style, found, style.colour, style.slanted, style.underlined, 0) if found else style
        if unknown or pattern is None:
            pattern = re.compile(f"[{re.escape(''.join(others))}]+")
            self._others[style] = others, pattern
        if boxed := {character for character in missing if others[character] is style}:
            self._boxed.setdefault(place, set()).update(boxed)
        at = 0
        for match in pattern.finditer(text):
            if match.start() > at:
                yield at, match.start(), style
            at = match.start()
            for chosen, stretch in groupby(match[0], others.__getitem__):
                count = len(list(stretch))
                yield at, at + count, chosen
                at += count
        if at < len(text):
            yield at, len(text), style

    def _other_faces(self, own: Face, character: str) -> Iterable[Face]:
        """For a Latin letter the face that is as wide as the one Word takes, then the sheet's faces, then all others that come with the program."""
        fonts = self.sheet.fonts.values()
        named = typography.rules()["latin_faces"]
        latin = (named[font.word_latin] for font in fonts if font.regular == own.name and font.word_latin in named and character < _BEHIND_LATIN)
        own_faces = (name for font in fonts for name in (font.regular, font.bold))
        for name in dict.fromkeys((*latin, *own_faces, *_bundled())):
            if name != own.name:
                yield face(name)

    def remarks(self) -> list[Remark]:
        """What was noticed about characters so far, place by place."""
        result = []
        for place, characters in self._boxed.items():
            quoted = _quoted(characters)
            result.append(Remark(place, message("No font has these characters; a box stands in their place: {characters}", characters=quoted)))
        for place, characters in self._lost.items():
            result.append(Remark(place, message("Characters that cannot be printed were left out: {characters}", characters=_quoted(characters))))
        return result


@cache
def _bundled() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in (paths.resources() / "fonts").glob("*.ttf")))


def _with_minus(run: Run) -> Iterable[Run]:
    """The run with each ⁻ (10⁻³, m·s⁻¹), which no font of the program has, as a minus sign that is raised."""
    if _RAISED_MINUS not in run.text:
        return (run,)
    pieces = re.split(f"({_RAISED_MINUS})", run.text)
    made = [replace(run, text="−", superscript=True) if piece == _RAISED_MINUS else replace(run, text=piece) for piece in pieces if piece]
    return [replace(piece, footnote="") for piece in made[:-1]] + made[-1:]


def _quoted(characters: set[str]) -> str:
    """The characters with their numbers; only those a message can hold as themselves."""
    named = [
        f"{character} U+{ord(character):04X}" if character.isprintable() else f"U+{ord(character):04X}" for character in sorted(characters)[:_NAMED]
    ]
    return ", ".join(named) + (" …" if len(characters) > _NAMED else "")


def _variant(base: TextStyle, chosen: Face, colour: str, slanted: bool, underlined: bool, shift: int) -> TextStyle:
    """A style like `base` with these differences; `shift` 1 raises, -1 lowers."""
    size = base.size * _SMALL if shift else base.size
    rise = base.rise + base.size * (_RAISED if shift > 0 else _LOWERED if shift < 0 else 0.0)
    return TextStyle(chosen, size, colour, slanted, underlined, rise)
