"""What the styles of a Word file say of a paragraph: outline level, numbering, alignment, and what its name tells.

Values are looked up along `basedOn` (ECMA-376 part 1, §17.7.4.3). Word keeps the English names of its own styles in Chinese files; other programs
translate them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from qi_desktop.core.patterns import pattern
from qi_desktop.core.records import dataclass
from qi_desktop.interchange.word_reading.markup import VALUE, is_on, value, w, whole

BODY_LEVEL = 9
_DEEPEST = 32  # of a chain of styles; a longer one leads in a ring
_HEADING_NAME = pattern(r"(?:heading|标题)\s*(\d)\b", re.IGNORECASE)
_CONTENTS_NAME = pattern(r"(?:toc|目录)\s*\d|table of figures|图表目录|toc heading", re.IGNORECASE)
_FLAGS = {"b": "bold", "i": "italic"}


@dataclass(frozen=True, slots=True)
class Style:
    """A style as far as a reader needs it; None: it says nothing. `number` is (list, level), list 0 switches numbers off."""

    name: str
    based: str
    level: int | None
    number: tuple[str, int] | None
    align: str
    flags: Mapping[str, bool] = field(default_factory=dict)


class Styles:
    """The styles of a file by id."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for item in root.iter(w("style")) if root is not None else ():
            identifier = item.get(w("styleId"), "")
            self._styles[identifier] = _style(item)
            if item.get(w("type")) == "paragraph" and item.get(w("default")) in ("1", "true", "on"):
                self.default = identifier

    def name(self, identifier: str) -> str:
        """The style's name in small letters; empty for an unknown one."""
        found = self._styles.get(identifier)
        return found.name.casefold() if found else ""

    def level(self, identifier: str) -> int:
        """The outline level from 0, `BODY_LEVEL` for text. A style called heading N has it, whatever it says."""
        for style in self._chain(identifier):
            if style.level is not None:
                return style.level
            match = _HEADING_NAME.match(style.name)
            if match:
                return int(match[1]) - 1 if match[1] != "0" else BODY_LEVEL
        return BODY_LEVEL

    def number(self, identifier: str) -> tuple[str, int] | None:
        """The list and level that the style gives; None if it gives none."""
        return next((style.number for style in self._chain(identifier) if style.number is not None), None)

    def align(self, identifier: str) -> str:
        """`center`, `right` …; empty if nothing is said."""
        return next((style.align for style in self._chain(identifier) if style.align), "")

    def flags(self, identifier: str) -> dict[str, bool]:
        """The formats of a character style."""
        result: dict[str, bool] = {}
        for style in reversed(list(self._chain(identifier))):
            result.update(style.flags)
        return result

    def is_contents(self, identifier: str) -> bool:
        """True for the lines of a contents list, and for its title."""
        return bool(_CONTENTS_NAME.match(self.name(identifier)))

    def is_called(self, identifier: str, *names: str) -> bool:
        """True if the style or one it is based on has one of these names."""
        return any(style.name.casefold() in names for style in self._chain(identifier))

    def _chain(self, identifier: str) -> list[Style]:
        result: list[Style] = []
        while (style := self._styles.get(identifier)) is not None and len(result) < _DEEPEST:
            result.append(style)
            identifier = style.based
        return result


def number_of(properties: Any) -> tuple[str, int] | None:
    """The list and level of `w:pPr`; None if it names no list."""
    numbering = None if properties is None else properties.find(w("numPr"))
    if numbering is None or numbering.find(w("numId")) is None:
        return None
    return value(numbering, "numId", "0"), whole(value(numbering, "ilvl", "0"))


def level_of(properties: Any) -> int | None:
    """The outline level that `w:pPr` says itself."""
    said = value(properties, "outlineLvl")
    return min(max(whole(said), 0), BODY_LEVEL) if said else None


def run_flags(properties: Any) -> dict[str, bool]:
    """The formats that `w:rPr` switches on or off."""
    if properties is None:
        return {}
    result = {name: on for tag, name in _FLAGS.items() if (on := is_on(properties, tag)) is not None}
    line = properties.find(w("u"))
    if line is not None:
        result["underline"] = line.get(VALUE, "single") != "none"
    place = value(properties, "vertAlign")
    if place:
        result |= {"superscript": place == "superscript", "subscript": place == "subscript"}
    return result


def _style(item: Any) -> Style:
    properties = item.find(w("pPr"))
    number = number_of(properties)
    flags = run_flags(item.find(w("rPr"))) if item.get(w("type")) == "character" else {}
    return Style(value(item, "name"), value(item, "basedOn"), level_of(properties), number, value(properties, "jc"), flags)
