"""A simple table while it is edited: a value whose lines and columns come and go with its merged cells.

Owns the arithmetic of rows, columns and merged cells; knows no widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from qi_desktop.core import richtext
from qi_desktop.core.errors import ContentError
from qi_desktop.core.records import dataclass
from qi_desktop.session import Draft

Cell = Any  # a string, or the JSON of a formatted text


@dataclass(slots=True)
class Grid:
    """A table's columns, lines and merged cells ([row, column, rows, columns]); the head is line 0 of `text` and `write`, row -1 of a merged cell."""

    columns: list[dict[str, Any]]
    rows: list[list[Cell]]
    spans: list[list[int]]

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """The grid of a table block; short lines are filled up."""
        attributes = draft.attributes
        columns = [dict(column) for column in attributes.get("columns", ()) if isinstance(column, dict)]
        rows = [list(row) for row in attributes.get("rows", ()) if isinstance(row, list | tuple)]
        width = max([len(columns), *(len(row) for row in rows)], default=0)
        columns += [{"label": ""} for _ in range(width - len(columns))]
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        spans = [list(span) for span in attributes.get("spans", ()) if isinstance(span, list | tuple) and len(span) == 4]
        return cls(columns, rows, spans)

    @classmethod
    def empty(cls, rows: int, columns: int) -> Self:
        """A new table of so many lines below its head."""
        return cls([{"label": ""} for _ in range(columns)], [[""] * columns for _ in range(rows)], [])

    def text(self, line: int, column: int) -> str:
        """What a cell says, without formats."""
        if line == 0:
            return str(self.columns[column].get("label", ""))
        cell = self.rows[line - 1][column]
        if isinstance(cell, str):
            return cell
        try:
            return richtext.text_of(richtext.from_json(cell))
        except ContentError:
            return ""

    def write(self, line: int, column: int, text: str) -> None:
        """Give a cell another text; one that says this already keeps its formats."""
        text = richtext.clean(text)
        if text == self.text(line, column):
            return
        if line == 0:
            self.columns[column]["label"] = text
        else:
            self.rows[line - 1][column] = text

    def paste(self, line: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        """Write a block of cells from a place on; the table grows as needed."""
        while len(self.rows) + 1 < line + len(lines):
            self.insert_row(len(self.rows))
        while len(self.columns) < column + max((len(cells) for cells in lines), default=0):
            self.insert_column(len(self.columns))
        for down, cells in enumerate(lines):
            for across, cell in enumerate(cells):
                self.write(line + down, column + across, cell)

    def insert_row(self, at: int) -> None:
        """An empty line before the line `at` (0: the first below the head)."""
        self.rows.insert(at, [""] * len(self.columns))
        self._grow(0, at)

    def insert_column(self, at: int) -> None:
        """An empty column before the column `at`."""
        self.columns.insert(at, {"label": ""})
        for row in self.rows:
            row.insert(at, "")
        self._grow(1, at)

    def remove_row(self, at: int) -> None:
        """Take a line out."""
        del self.rows[at]
        self._shrink(0, at)

    def remove_column(self, at: int) -> None:
        """Take a column out; the last one stays."""
        if len(self.columns) > 1:
            del self.columns[at]
            for row in self.rows:
                del row[at]
            self._shrink(1, at)

    def _grow(self, axis: int, at: int) -> None:
        for span in self.spans:
            if span[axis] >= at:
                span[axis] += 1
            elif at < span[axis] + span[axis + 2]:
                span[axis + 2] += 1

    def _shrink(self, axis: int, at: int) -> None:
        for span in self.spans:
            if span[axis] > at:
                span[axis] -= 1
            elif at < span[axis] + span[axis + 2]:
                span[axis + 2] -= 1
        self.spans = [span for span in self.spans if span[2] > 0 and span[3] > 0 and span[2] * span[3] > 1]

    # --- merged cells ---

    def covering(self, row: int, column: int) -> list[int] | None:
        """The merged cell that a place belongs to; `row` counts from 0 below the head, which is -1."""
        return next((span for span in self.spans if span[0] <= row < span[0] + span[2] and span[1] <= column < span[1] + span[3]), None)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make one cell of a rectangle, which grows over merged cells that it cuts. What its cells say stands in it, line by line.

        Labels of the head (row -1) can be merged with one another, not with cells below: the head comes again on each page.
        """
        box = [top, left, bottom, right]
        grown = True
        while grown:
            grown = False
            for row, column, rows, columns in self.spans:
                touched = row <= box[2] and box[0] < row + rows and column <= box[3] and box[1] < column + columns
                wide = [min(box[0], row), min(box[1], column), max(box[2], row + rows - 1), max(box[3], column + columns - 1)]
                if touched and wide != box:
                    box, grown = wide, True
        top, left, bottom, right = box
        if (top, left) == (bottom, right):
            return
        places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        filled = [place for place in places if self.text(place[0] + 1, place[1]).strip()]
        words = "\n".join(self.text(row + 1, column) for row, column in filled)
        only = self.rows[filled[0][0]][filled[0][1]] if len(filled) == 1 and top >= 0 else None
        for row, column in places:
            self.write(row + 1, column, "")
        self.write(top + 1, left, words)
        if only is not None:  # with its formats
            self.rows[top][left] = only
        self.spans = [span for span in self.spans if not (top <= span[0] <= bottom and left <= span[1] <= right)]
        self.spans.append([top, left, bottom - top + 1, right - left + 1])

    def part(self, row: int, column: int) -> None:
        """Make single cells of a merged one again; its text stays in the first."""
        self.spans = [span for span in self.spans if span is not self.covering(row, column)]

    # --- columns ---

    def width(self, column: int) -> float:
        """The wished width of a column in characters; 0 leaves it to the program."""
        weight = self.columns[column].get("weight", 0)
        return float(weight) if isinstance(weight, int | float) and not isinstance(weight, bool) and 0 < weight < 1000 else 0.0

    def set_width(self, column: int, characters: float) -> None:
        """Wish a width in characters; 0 leaves it to the program."""
        self.columns[column].pop("weight", None)
        if characters > 0:
            self.columns[column]["weight"] = characters

    def attributes(self, old: Draft) -> dict[str, Any]:
        """The attributes of a table block; what a grid does not know stays."""
        kept = {name: value for name, value in old.attributes.items() if name not in ("columns", "rows", "spans")}
        return kept | {"columns": self.columns, "rows": self.rows} | ({"spans": self.spans} if self.spans else {})
