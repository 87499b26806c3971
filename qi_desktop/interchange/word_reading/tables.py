"""The grid of a Word table: lines of cells with their spans (ECMA-376 part 1, §17.4), bounded whatever the file claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text
from qi_desktop.interchange.word_reading.markup import VALUE, value, w, whole

MOST_COLUMNS = 256
"""Word allows 63; other programs write more. What claims to be wider is cut."""


@dataclass(slots=True)
class Cell:
    """A cell: its element, the rows and columns it takes, and its text once that was read."""

    element: Any
    rows: int = 1
    columns: int = 1
    text: Text = ()


@dataclass(slots=True)
class Grid:
    """The cells of a table by line; a merged area is the cell at its upper left corner. `deleted`: rows that a reviewer took out."""

    lines: list[list[Cell]] = field(default_factory=list)
    deleted: int = 0


def grid(table: Any) -> Grid:
    """The cells of a `w:tbl`."""
    result = Grid()
    above: dict[int, Cell] = {}  # the cell that a vertical merge in this column goes on from
    for row in _inner(table, w("tr")):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            result.deleted += 1
            continue
        line: list[Cell] = []
        open_now: dict[int, Cell] = {}
        column = min(whole(value(properties, "gridBefore")), MOST_COLUMNS)
        if column > 0:
            line.append(Cell(None, 1, column))
        for element in _inner(row, w("tc")):
            cell_properties = element.find(w("tcPr"))
            width = min(max(whole(value(cell_properties, "gridSpan", "1"), 1), 1), MOST_COLUMNS - column)
            if width < 1:
                break
            merge = None if cell_properties is None else cell_properties.find(w("vMerge"))
            owner = above.get(column) if merge is not None and merge.get(VALUE, "continue") != "restart" else None
            if owner is not None and owner.columns == width:
                owner.rows += 1
            else:
                owner = Cell(element, 1, width)
                line.append(owner)
            if merge is not None:
                open_now[column] = owner
            column += width
        above = open_now
        result.lines.append(line)
    return result


def _inner(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those inside content controls and insertions."""
    for item in parent:
        if item.tag == tag:
            yield item
        elif item.tag in (w("sdt"), w("sdtContent"), w("ins"), w("moveTo"), w("customXml")):
            yield from _inner(item, tag)
