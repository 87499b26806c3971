"""The tables of an HTML text: lines of cells with their spans become a table of the library.

Knows neither the tags nor Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from qi_desktop.core import richtext
from qi_desktop.core.model import BlockKind
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text
from qi_desktop.session import Draft


@dataclass(slots=True)
class OpenTable:
    """An open table: its lines of cells with the rows and columns that each one takes."""

    lines: list[list[tuple[Text, int, int]]] = field(default_factory=list)
    unseen: set[int] = field(default_factory=set)


def table(cells: Sequence[Sequence[str]]) -> Draft:
    """A table whose first line is the head."""
    columns = [{"label": label} for label in cells[0]]
    return Draft("", BlockKind.TABLE, (), {"columns": columns, "rows": [list(row) for row in cells[1:]]})


def table_draft(lines: Sequence[Sequence[tuple[Text, int, int]]]) -> Draft:
    """A table from lines of cells with their spans; the first line is the head."""
    grid: dict[tuple[int, int], Text] = {}
    covered: set[tuple[int, int]] = set()
    spans: list[list[int]] = []
    for row, line in enumerate(lines):
        column = 0
        for text, height, width in line:
            while (row, column) in covered:
                column += 1
            height = min(height, len(lines) - row)
            covered |= {(y, x) for y in range(row, row + height) for x in range(column, column + width)}
            grid[row, column] = text
            if not row:
                height = 1  # a label that goes on below the head would have to come again with it on each page
            if height * width > 1:
                spans.append([row - 1, column, height, width])
            column += width
    size = max(column for _, column in covered) + 1
    columns = [{"label": richtext.text_of(grid.get((0, column), ()))} for column in range(size)]
    rows = [[_cell(grid.get((row, column), ())) for column in range(size)] for row in range(1, len(lines))]
    attributes: dict[str, Any] = {"columns": columns, "rows": rows}
    if spans:
        attributes["spans"] = spans
    return Draft("", BlockKind.TABLE, (), attributes)


def _cell(text: Text) -> str | list[Any]:
    return richtext.text_of(text) if all(run.is_plain for run in text) else richtext.to_json(text)


def flat(inner: Draft) -> Text:
    """A table inside a cell as lines of text."""
    rows = [[column["label"] for column in inner.attributes["columns"]], *inner.attributes["rows"]]
    lines = [" ".join(cell if isinstance(cell, str) else richtext.text_of(richtext.from_json(cell)) for cell in row) for row in rows]
    return richtext.plain("\n".join(line.strip() for line in lines if line.strip()))
