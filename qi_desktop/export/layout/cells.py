"""Columns and cells of a table: their places, their alignment, and the lines in them.

Owns what a cell looks like by itself. Most tables hold short plain strings, many of them again and again, so a column remembers what it has set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import partial

from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text, text_of
from qi_desktop.export.column_widths import SHORT, alignment
from qi_desktop.export.document import Measure, Table
from qi_desktop.export.layout import typography
from qi_desktop.export.layout.faces import TextStyle
from qi_desktop.export.layout.lines import Line
from qi_desktop.export.layout.page import Page
from qi_desktop.export.layout.setter import Setter
from qi_desktop.export.style_sheet import Role

_NUMBER = re.compile(r"([^\d.]{0,3}\d[\d,]*)((?:\.\d+)?[%‰]?)")
_KEPT = 4000  # cells that a column remembers


@dataclass(slots=True)
class Cell:
    """The lines of a cell. `single` is the place and the spaced text of a cell that is one line in the column's own style, the usual case."""

    count: int
    lines: Sequence[tuple[float, Line]]
    single: tuple[float, str] | None = None

    @property
    def noted(self) -> list[Line]:
        """The lines that have footnotes."""
        return [line for _, line in self.lines if line.notes]


EMPTY = Cell(0, ())
_COUNTED = Cell(1, ())  # one line that nobody draws


@dataclass(slots=True)
class CellColumn:
    """A column on paper: its left end and width, padding, and how its cells stand.

    `point` is where the decimal points of its numbers are, from its left end; 0 if they need not stand below each other.
    """

    setter: Setter
    role: Role
    style: TextStyle
    x: float
    width: float
    padding: float
    align: str
    place: str
    point: float = 0.0
    room: float = field(init=False)  # the width of its lines
    kept: dict[str | Text, Cell] = field(default_factory=dict)  # cells without formats that are set already

    def __post_init__(self) -> None:
        self.room = max(self.width - 2 * self.padding, self.style.size * 0.5)

    def cell(self, content: str | Text, align: str = "", room: float = 0.0) -> Cell:
        """The cell with this content; `align` and `room` for one that is not like the others of its column (a header, one across columns)."""
        if not isinstance(content, str):
            return self._set(content, align or self.align, room or self.room) if content else EMPTY
        if align or room:
            return self._set(content, align or self.align, room or self.room)
        found = self.kept.get(content)
        if found is None:
            if len(self.kept) > _KEPT:
                self.kept.clear()
            found = self.kept[content] = self._plain(content)
        return found

    def _plain(self, text: str) -> Cell:
        style = self.style
        if not text:
            return EMPTY
        if text.isprintable():
            if not self.setter.drawn and self._surely_fits(text):
                return _COUNTED
            words = typography.spaced(text)
            width = sum(map(style.face.characters.__getitem__, words)) * style.size
            if width <= self.room and (not style.face.missing or style.face.missing.isdisjoint(text)):
                return Cell(1, (), (self.x + self._offset(words, width), words))
        made = self._set(text, self.align, self.room)
        if made.count != 1:
            return made
        # One line after all, in more than one face: it stands as those above and below it do.
        ((_, line),) = made.lines
        return Cell(1, [(self.x + self._offset(text, line.width), line)])

    def is_surely_low(self, cells: Sequence[str | Text], further: str = "") -> bool:
        """True if each of these cells is surely one line, also with `further` behind it; only long ones are measured."""
        texts = [cell for cell in cells if isinstance(cell, str)]
        found = "".join(texts)
        if len(texts) < len(cells) or not found.isprintable():  # one has formats, or line ends
            return False
        face = self.style.face
        characters, space = face.characters, 0.0 if found.isascii() else typography.quarter_space()
        widest = max(map(characters.__getitem__, set(found)), default=0.0) + space
        room = self.room / self.style.size - (face.width(further) + typography.quarter_space() if further else 0.0)
        if not face.missing.isdisjoint(found + further):
            return False
        long = {cell for cell in texts if len(cell) * widest > room}
        return all(sum(map(characters.__getitem__, cell)) + space * len(cell) <= room for cell in long)

    def _surely_fits(self, text: str) -> bool:
        """True if the text is one line even with a quarter space behind each character; quicker than putting them where they belong."""
        face = self.style.face
        width = sum(map(face.characters.__getitem__, text)) + typography.quarter_space() * len(text)
        return width * self.style.size <= self.room and (not face.missing or face.missing.isdisjoint(text))

    def _offset(self, words: str, width: float) -> float:
        """Where a single line begins, from the column's left end."""
        if self.point and (match := _NUMBER.fullmatch(words)):
            return self.point - self.setter.width(match[1], self.style)
        return self.padding + _shift(self.align if not self.point else "center", self.room - width)

    def _set(self, content: str | Text, align: str, room: float) -> Cell:
        lines = self.setter.lines(content, self.role, room, place=self.place, size=self.style.size)
        return Cell(len(lines), [(self.x + self.padding + _shift(align, room - line.width), line) for line in lines])

    def align_numbers(self, cells: Iterable[str | Text], found: Measure) -> None:
        """Put the decimal points below each other, and the numbers as a block in the middle of the column."""
        whole: set[str] = set()
        rest: set[str] = set()
        for content in cells:
            match = _NUMBER.fullmatch(content if isinstance(content, str) else text_of(content))
            if match:
                whole.add(match[1])
                rest.add(match[2])
        if not whole:
            return
        width = partial(self.setter.width, style=self.style)
        # Widths of the longest few only: a column of 20,000 numbers has as many wholes.
        before = max(map(width, sorted(whole, key=len)[-50:]))
        behind = max(map(width, sorted(rest, key=len)[-50:]))
        free = self.room - before - behind
        if free >= 0:
            self.point = self.padding + before + (free / 2 if found.longest <= SHORT else free)


def _shift(align: str, free: float) -> float:
    return 0.0 if align == "left" else free if align == "right" else free / 2


def columns_of(
    table: Table,
    setter: Setter,
    role: Role,
    size: float,
    widths: Sequence[float],
    padding: float,
    measures: Sequence[Measure],
    left: float,
) -> list[CellColumn]:
    """The columns of a table whose left end is at `left`."""
    style = setter.style(role, size)
    result, x = [], left
    for place, (column, width, found) in enumerate(zip(table.columns, widths, measures, strict=True)):
        own = min(padding, width * 0.15)
        made = CellColumn(setter, role, style, x, width, own, alignment(column, found), table.id)
        if setter.drawn and column.kind == "number" and not column.align:
            made.align_numbers((row[place] for row in table.rows if place < len(row)), found)
        result.append(made)
        x += width
    return result


def place_cell(page: Page, cell: Cell, style: TextStyle, baseline: float, pitch: float) -> None:
    """Draw a cell's lines down from the base line of its first."""
    if cell.single:
        page.words.append((cell.single[0], baseline, style, cell.single[1], 0.0))
        return
    for x, line in cell.lines:
        page.line(line, x, baseline, line.width, "left")
        baseline -= pitch
