"""Tables down the pages: rows, headers that come again, merged cells that go on, rules.

Owns where a table is cut and what is said at the cut. What stands in a cell is `cells`' business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, Text, text_of
from qi_desktop.export.column_widths import column_widths, fitting_size, measure
from qi_desktop.export.document import HEAD, Remark, Table, TablePieces
from qi_desktop.export.layout.cells import EMPTY, Cell, CellColumn, columns_of, place_cell
from qi_desktop.export.layout.flow import Flow
from qi_desktop.export.layout.lines import Line, trimmed
from qi_desktop.export.layout.page import Page, Pen, baseline_in
from qi_desktop.export.layout.setter import Setter
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.export.table_pieces import continued

_TOLERANCE = 0.01
_LEAST_CHARACTERS = 1.1  # em; a column has room for one character, or the whole table is set smaller
_LEAST_SIZE = 2.0
_READABLE = 6.0  # points; a table in smaller letters is named in the export's report
_TALL = 0.5  # of the page; a merged cell with more text than this is set in its first row, which may be cut
_HEAD_MOST = 0.4  # of the page; a taller header comes only once
_WORTH = 3  # lines of a cut row that must fit, or the row begins on the next page
_PROGRESS = 64  # rows
_SHORT_TABLE, _KEPT_WHOLE = 12, 0.35  # rows, and share of the page's height, of a table that is not cut
_ROUNDING = 2.0  # points by which a page of rows may be higher in Word, which counts in twips and adds the line below the header
_FOLDED, _MOST_SPARE = 4, 3  # one line is left free for so many rows of several lines, but no more than so many
_BLACK = "#000000"
_SPACE_BEFORE = _SPACE_AFTER = 6.0


@dataclass(slots=True)
class _Merged:
    """A merged cell on this page: from `top` down, until row `end`."""

    column: int
    columns: int
    end: int
    content: str | Text
    cell: Cell
    top: float
    repeats: bool = True  # its text comes again on the next page


class TableSetter:
    """Sets one table. `advance` is told of rows that are done."""

    def __init__(self, table: Table, setter: Setter, flow: Flow, remark: Callable[[Remark], None], advance: Callable[[int], None]) -> None:
        self._table, self._setter, self._flow, self._advance = table, setter, flow, advance
        sheet: StyleSheet = setter.sheet
        self._look = sheet.table
        self._captions = sheet.captions
        role, head = sheet.role("table_cell"), sheet.role("table_head")
        measures = measure(table)
        size, padding, pitch = role.size, self._look.padding_x, role.pitch
        size = fitting_size(table, flow.room, size, padding, measures)
        padding, pitch = padding * size / role.size, pitch * size / role.size
        widths = column_widths(table, flow.room, size, padding, measures)
        tight = min(widths) * 0.7
        if tight < _LEAST_CHARACTERS * size:
            scale = max(tight / _LEAST_CHARACTERS, _LEAST_SIZE) / size
            size, padding, pitch = size * scale, padding * scale, pitch * scale
            widths = column_widths(table, flow.room, size, padding, measures)
        if size < min(_READABLE, role.size):
            remark(Remark(table.id, message("The table has {count} columns, so its letters had to be small.", count=len(widths))))
        self._size, self._pitch, self._pad = size, pitch, self._look.padding_y
        self._columns = columns_of(table, setter, role, size, widths, padding, measures, flow.left)
        self._style = self._columns[0].style
        # Where nothing is drawn, only the columns that decide how high rows are have to be looked at; without any, merged cells need not either.
        self._high = None if flow.drawn else self._high_columns()
        self._low = self._high == []
        self._head_role = replace(head, size=head.size * size / role.size) if size != role.size else head
        self._head_pitch = head.pitch * size / role.size
        self._head_style = setter.style(self._head_role)
        self._left, self._right = flow.left, flow.left + sum(widths)
        self._drop = baseline_in(pitch, size)
        self._starts, self._across, self._hidden = _normal_spans(table) if not self._low else ({}, {}, {})
        self._made: dict[int, tuple[list[tuple[int, Cell]], int, list[Cell]]] = {}  # rows that are set, but not yet placed
        self._open: list[_Merged] = []
        self._inner: Pen = (self._look.line_width, _BLACK, False)
        self._frame: Pen = (self._look.frame_width, _BLACK, False)
        self._three_line = self._look.style == "three-line"
        self.placed: Callable[[Page, float], None] | None = None  # told where the table begins
        self.pieces = TablePieces()
        self._whole = False
        self._top = 0.0
        self._band = 0  # the row from which stripes are counted: Word begins anew with each part of a table
        self._covered: dict[tuple[tuple[int, int], ...], list[tuple[float, float]]] = {}

    def set(self, note_height: float) -> None:
        """Place the table from where the flow is. `note_height` must stay free below its last row."""
        table, flow = self._table, self._flow
        rows = table.rows if table.rows or table.has_header else (("",) * len(table.columns),)
        head = self._head_cells() if table.has_header else []
        self._head_height = max((cell.count for cell in head), default=0) * self._head_pitch + 2 * self._pad if head else 0.0
        self._head = head
        first = 0.0
        if rows:
            first = self._beginning(rows) + (note_height if len(rows) == 1 else 0.0)
            if first + self._head_height + 2 * self._look.frame_width > flow.depth:
                first = _WORTH * self._pitch
        cuts = self._captions.continuation != "header"  # Word cuts the table behind the same rows, and so must have room for them
        # Where letters had to be small, labels fill their columns, and one may fold once more in Word's faces.
        tight = self._head_pitch if self._head_role.size != self._setter.sheet.role("table_head").size else 0.0
        tight += 0.0 if self._continued_words() else _SPACE_BEFORE  # a blank paragraph begins the page there
        # What is left free for Word below must be there for the first rows already: else the header would stand alone at the foot of the page.
        free = self._setter.sheet.role("body").pitch + tight if cuts and len(rows) > 2 else 0.0
        flow.settle(min(self._head_height + first + 2 * self._look.frame_width + free, flow.depth), 0.0 if self._is_named else _SPACE_BEFORE)
        spare, folded = self._spare() + tight, 0  # the rows of this piece with more than one line, which may have one more in Word
        if self.placed:
            self.placed(flow.page, flow.y)
        self._begin_piece(repeated=False)
        number, last = 0, len(rows) - 1
        placed = False  # a row stands on this page already
        begins: list[int] = []
        while number <= last:
            cells, height, starting = self._row(number, rows[number])
            need = max([height, *map(self._need, starting)])
            if number >= last - 1:  # the last row is not left alone with the note
                need += note_height + (self._row(last, rows[last])[1] if number < last and number else 0.0)
            available = self._room + _TOLERANCE
            if need + (spare + self._pitch * min(folded // _FOLDED, _MOST_SPARE) if cuts and number < last - 1 else 0.0) > available:
                if height > self._empty_page() and (available >= 2 * self._pad + _WORTH * self._pitch or not placed):
                    self._split_row(number, cells, starting)
                    placed, number = True, number + 1
                    continue
                if placed or not self._at_top():
                    self._continue()
                    begins += [number] if number else []
                    placed, spare, folded = False, _ROUNDING + tight, 0
                    self._band = number if cuts else 0
                    continue
            self._place_row(number, cells, height, starting)
            placed, number = True, number + 1
            folded += height > self._pitch + 2 * self._pad + _TOLERANCE
            if not number % _PROGRESS:
                self._advance(_PROGRESS)
        self._advance(len(rows) % _PROGRESS)
        self._end_piece()
        suffixed = tuple(place for place in range(len(self._columns)) if self._suffix(place)) if begins else ()
        small = self._size if self._size != self._setter.sheet.role("table_cell").size else 0.0
        self.pieces = TablePieces(tuple(begins), self._whole and not begins, suffixed, small)
        flow.occupy(0.0, _SPACE_AFTER)

    def _spare(self) -> float:
        """What the table's first part leaves free, because Word cuts it behind the same row: text above it may be a line longer there."""
        caption = self._setter.sheet.role("caption")
        alone = self._flow.y >= self._flow.top - caption.before - 2 * caption.pitch
        return _ROUNDING if alone else self._setter.sheet.role("body").pitch

    def _beginning(self, rows: Sequence[tuple[str | Text, ...]]) -> float:
        """The height of the rows that must stand below the header at once: all of a short table, the first two of any other."""
        heights = []
        for number, row in enumerate(rows[:_SHORT_TABLE]):
            _, height, starting = self._row(number, row)
            heights.append(height if number else max([height, *map(self._need, starting)]))
        if len(rows) <= _SHORT_TABLE and sum(heights) <= self._flow.depth * _KEPT_WHOLE:
            self._whole = True
            return sum(heights)
        return heights[0] if heights[0] > self._flow.depth * _KEPT_WHOLE else sum(heights[:2])

    def _high_columns(self) -> list[tuple[int, CellColumn]]:
        """The columns, with their places, in which a cell may have more than one line."""
        rows = self._table.rows
        cells = ([row[place] for row in rows if place < len(row)] for place in range(len(self._columns)))
        further = self._captions.continued_cell if self._table.spans else ""  # stands behind a merged value that comes again
        return [(place, own) for place, (own, found) in enumerate(zip(self._columns, cells, strict=True)) if not own.is_surely_low(found, further)]

    # Cells ----------------------------------------------------------------------------------------------------------------------------------

    def _head_cells(self) -> list[Cell]:
        across = {column: width for column, _, width in self._starts.get(HEAD, ())}
        made, align = [], self._head_role.align
        for place, (column, declared) in enumerate(zip(self._columns, self._table.columns, strict=True)):
            if place in self._hidden.get(HEAD, ()) and place not in across:
                continue
            own = CellColumn(self._setter, self._head_role, self._head_style, column.x, column.width, column.padding, align, self._table.id)
            room = sum(item.width for item in self._columns[place : place + across[place]]) - 2 * own.padding if place in across else 0.0
            made.append(own.cell(declared.label, align, room))
        return made

    def _row(self, number: int, row: tuple[str | Text, ...]) -> tuple[list[tuple[int, Cell]], float, list[_Merged]]:
        """The cells of a row, its height, and the merged cells that begin in it."""
        if self._low:
            return [], self._pitch + 2 * self._pad, []
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = self._set_row(number, row)
        cells, most, merged_cells = made
        starting = [
            _Merged(column, columns, number + rows, row[column] if column < len(row) else "", cell, self._flow.y)
            for (column, rows, columns), cell in zip(self._starts.get(number, ()), merged_cells, strict=True)
        ]
        cells = cells if not starting else list(cells)
        height = most * self._pitch + 2 * self._pad
        for merged in starting:
            need = self._need(merged)
            if need > self._flow.depth * _TALL:
                cells.append((merged.column, merged.cell))
                merged.cell, merged.repeats = EMPTY, False
                height = max(height, need)
            elif merged.end == number + 1:
                height = max(height, need)
        for merged in self._open:
            if merged.end == number + 1:
                height = max(height, self._need(merged) - (merged.top - self._flow.y))
        return cells, height, starting

    def _set_row(self, number: int, row: tuple[str | Text, ...]) -> tuple[list[tuple[int, Cell]], int, list[Cell]]:
        """The cells that stand by themselves, their greatest number of lines, and the merged cells.

        To be done only once for each row, because footnotes are counted on the way.
        """
        cells = []
        most = 1
        starting, hidden = self._starts.get(number, ()), self._hidden.get(number, ())
        columns = enumerate(self._columns) if self._high is None else self._high
        for place, own in columns:
            content = row[place] if place < len(row) else ""
            if content and place not in hidden:
                cell = own.kept.get(content) or own.cell(content)
                cells.append((place, cell))
                if cell.count > most:
                    most = cell.count
        return cells, most, [self._merged_cell(column, columns, row[column] if column < len(row) else "") for column, _, columns in starting]

    def _need(self, merged: _Merged) -> float:
        """The height that a merged cell's text asks for."""
        return merged.cell.count * self._pitch + 2 * self._pad

    def _merged_cell(self, column: int, width: int, content: str | Text) -> Cell:
        if not content:
            return EMPTY
        if width == 1:
            return self._columns[column].cell(content)
        covered = self._columns[column : column + width]
        room = sum(item.width for item in covered) - 2 * covered[0].padding
        return covered[0].cell(content, covered[0].align if len(covered) == 1 else "center", room)

    # Rows -----------------------------------------------------------------------------------------------------------------------------------

    def _place_row(self, number: int, cells: list[tuple[int, Cell]], height: float, starting: list[_Merged]) -> None:
        flow, page = self._flow, self._flow.page
        self._made.pop(number, None)
        y = flow.y
        noted: list[Line] = []
        for _, cell in cells:
            if cell.lines:
                noted += cell.noted
        if page.drawn:
            self._draw_row(number, cells, height, starting)
        flow.occupy(height)
        self._finish_row(number, starting, y)
        for merged in starting:
            noted += merged.cell.noted
        if noted:
            flow.take_notes(noted)

    def _draw_row(self, number: int, cells: list[tuple[int, Cell]], height: float, starting: list[_Merged]) -> None:
        page, y, pitch, style = self._flow.page, self._flow.y, self._pitch, self._style
        words, drop = page.words, self._drop
        for _, cell in cells:
            top = y - (height - cell.count * pitch) / 2
            if cell.single:
                words.append((cell.single[0], top - drop, style, cell.single[1], 0.0))
            else:
                place_cell(page, cell, style, top - drop, pitch)
        self._shade(number, y, height, starting)

    def _finish_row(self, number: int, starting: list[_Merged], top: float) -> None:
        """Merged cells that begin or end with this row, and the rules below it."""
        flow = self._flow
        for merged in starting:
            merged.top = top
        self._open += starting
        if self._open:
            going = [merged for merged in self._open if merged.end > number + 1]
            for merged in self._open:
                if merged.end <= number + 1:
                    self._place_merged(merged, flow.y)
            self._open = going
        if not flow.drawn:
            return
        if self._across:
            self._upright(number, top, flow.y)
        if not self._three_line:
            key = tuple((merged.column, merged.columns) for merged in self._open)
            spaces = self._covered.get(key)
            if spaces is None:
                spaces = self._covered[key] = self._free_spaces(self._open)
            y = flow.y
            flow.page.rule(self._inner, *[(left, y, right, y) for left, right in spaces])

    def _free_spaces(self, crossing: list[_Merged]) -> list[tuple[float, float]]:
        """The stretches of a row that no merged cell crosses."""
        spaces, left = [], self._left
        for merged in sorted(crossing, key=lambda item: item.column):
            begin = self._columns[merged.column].x
            end = self._columns[merged.column + merged.columns - 1]
            if begin > left + _TOLERANCE:
                spaces.append((left, begin))
            left = end.x + end.width
        if left < self._right - _TOLERANCE:
            spaces.append((left, self._right))
        return spaces

    def _place_merged(self, merged: _Merged, bottom: float) -> None:
        cell = merged.cell
        if cell.count:
            top = merged.top - (merged.top - bottom - cell.count * self._pitch) / 2
            place_cell(self._flow.page, cell, self._style, top - self._drop, self._pitch)

    def _shade(self, number: int, y: float, height: float, starting: list[_Merged]) -> None:
        if self._look.style != "zebra" or not self._look.zebra_fill or not (number - self._band) % 2:
            return
        for left, right in self._free_spaces([*self._open, *(merged for merged in starting if merged.end > number + 1)]):
            self._flow.page.fills.append((left, y - height, right - left, height, self._look.zebra_fill))

    def _split_row(self, number: int, cells: list[tuple[int, Cell]], starting: list[_Merged]) -> None:
        """Place a row that is taller than a page, as much on each page as has room."""
        flow = self._flow
        del self._made[number]
        for merged in starting:
            if merged.repeats:
                cells.append((merged.column, merged.cell))
                merged.cell, merged.repeats = EMPTY, False
        begun = starting
        rest = [(place, _as_lines(cell, self._style)) for place, cell in cells]
        while True:
            count = max(1, int((self._room - 2 * self._pad + _TOLERANCE) / self._pitch))
            most = max((len(lines) for _, lines in rest), default=0)
            shown = min(count, most)
            height = shown * self._pitch + 2 * self._pad
            y = flow.y
            for _, lines in rest:
                part = lines[:shown]
                place_cell(flow.page, Cell(len(part), part), self._style, y - self._pad - self._drop, self._pitch)
                flow.take_notes([line for _, line in part])
            self._shade(number, y, height, begun)
            flow.occupy(height)
            rest = [(place, lines[shown:]) for place, lines in rest]
            if not any(lines for _, lines in rest):
                break
            if self._across:
                self._upright(number, y, flow.y)
            for merged in begun:
                merged.top = y
            self._open += begun
            begun = []
            self._continue()
            y = flow.y
        self._finish_row(number, begun, y)

    # Pieces ---------------------------------------------------------------------------------------------------------------------------------

    @property
    def _repeats(self) -> bool:
        return bool(self._head) and self._head_height <= self._flow.depth * _HEAD_MOST

    @property
    def _is_named(self) -> bool:
        return bool(self._table.label or text_of(self._table.caption).strip())

    def _empty_page(self) -> float:
        """The room for rows on a page that holds nothing but this table's continuation."""
        return self._flow.depth - (self._head_height if self._repeats else 0.0) - self._continued_height() - 2 * self._look.frame_width

    def _at_top(self) -> bool:
        return self._flow.y >= self._flow.top - self._head_height - self._continued_height() - self._look.frame_width - _TOLERANCE

    @property
    def _room(self) -> float:
        """The height that is left on this page above the line that ends the table's piece."""
        return self._flow.y - self._flow.bottom - self._look.frame_width

    def _continued_words(self) -> Text:
        return continued(self._table, self._captions)

    def _continued_height(self) -> float:
        return self._setter.sheet.role("caption").pitch if self._continued_words() else 0.0

    def _continue(self) -> None:
        """End the piece on this page and begin the next one on the next."""
        flow = self._flow
        if self._open:
            lack = max(self._need(merged) - (merged.top - flow.y) for merged in self._open)
            lack = min(lack, self._room)
            if lack > _TOLERANCE:
                if self._across:
                    self._upright(-1, flow.y, flow.y - lack)
                flow.occupy(lack)
            for merged in self._open:
                self._place_merged(merged, flow.y)
        self._end_piece()
        flow.new_page()
        words = self._continued_words()
        if words:
            role = self._setter.sheet.role("caption")
            for line in self._setter.lines(words, role, flow.room)[:1]:
                flow.page.line(line, flow.left, flow.y - baseline_in(role.pitch, role.size), flow.room, role.align)
            flow.occupy(role.pitch)
        self._begin_piece(repeated=True)
        for merged in self._open:
            merged.top = flow.y
            if merged.repeats and merged.content:
                suffix = self._suffix(merged.column)
                content = merged.content
                again = content + suffix if isinstance(content, str) else (*(replace(run, footnote="") for run in content), Run(suffix))
                merged.cell = self._merged_cell(merged.column, merged.columns, again)
                if self._need(merged) > flow.depth * _TALL:
                    merged.cell = EMPTY

    def _suffix(self, column: int) -> str:
        """What a value is marked with where it comes again; nothing in a column too narrow for it."""
        suffix, item = self._captions.continued_cell, self._columns[column]
        return suffix if item.style.face.width(trimmed(suffix)) * item.style.size <= item.room else ""

    def _begin_piece(self, repeated: bool) -> None:
        flow, page = self._flow, self._flow.page
        self._top = flow.y - self._look.frame_width / 2
        flow.occupy(self._look.frame_width)
        if not self._head or (repeated and not self._repeats):
            return
        y, height = flow.y, self._head_height
        drop = baseline_in(self._head_pitch, self._head_role.size)
        most = int(max(1, (min(height, self._room) - 2 * self._pad + _TOLERANCE) / self._head_pitch))
        for cell in self._head:
            cell = cell if cell.count <= most else Cell(most, cell.lines[:most])
            place_cell(page, cell, self._head_style, y - (height - cell.count * self._head_pitch) / 2 - drop, self._head_pitch)
        if self._look.head_fill and not self._three_line:
            page.fills.append((self._left, y - height, self._right - self._left, height, self._look.head_fill))
        page.rule(self._inner, (self._left, y - height, self._right, y - height))
        flow.occupy(height)
        if self._across:
            self._upright(-1, y, y - height)

    def _end_piece(self) -> None:
        """The rules around the piece of the table on this page."""
        page, top, bottom = self._flow.page, self._top, self._flow.y - self._look.frame_width / 2
        self._flow.occupy(self._look.frame_width)
        page.rule(self._frame, (self._left, top, self._right, top), (self._left, bottom, self._right, bottom))
        if self._three_line:
            return
        page.rule(self._frame, (self._left, top, self._left, bottom), (self._right, top, self._right, bottom))
        if not self._across:
            page.rule(self._inner, *[(column.x, top, column.x, bottom) for column in self._columns[1:]])

    def _upright(self, number: int, top: float, bottom: float) -> None:
        """The rules between the columns of one row, of a table with cells across columns."""
        if self._three_line:
            return
        crossed = self._across.get(number, ())
        self._flow.page.rule(
            self._inner, *[(column.x, top, column.x, bottom) for place, column in enumerate(self._columns) if place and place not in crossed]
        )


def _as_lines(cell: Cell, style: object) -> list[tuple[float, Line]]:
    if cell.single:
        x, words = cell.single
        return [(x, Line([(style, words, 0.0, "")], 0.0, last=True))]  # type: ignore[list-item]
    return list(cell.lines)


def _normal_spans(table: Table) -> tuple[dict[int, list[tuple[int, int, int]]], dict[int, set[int]], dict[int, set[int]]]:
    """Spans by first row as (column, rows, columns); by row the columns whose left rule they hide; by row the columns that merged cells take.

    Spans are cut to the table; one that meets another is left out.
    """
    rows, columns = len(table.rows), len(table.columns)
    starts: dict[int, list[tuple[int, int, int]]] = {}
    across: dict[int, set[int]] = {}
    hidden: dict[int, set[int]] = {}
    taken: set[tuple[int, int]] = set()
    for span in table.spans:
        height, width = min(span.rows, rows - span.row), min(span.columns, columns - span.column)
        if span.row < (0 if height > 1 else HEAD) or span.column < 0 or height < 1 or width < 1 or height * width == 1:
            continue
        places = {(row, column) for row in range(span.row, span.row + height) for column in range(span.column, span.column + width)}
        if places & taken:
            continue
        taken |= places
        starts.setdefault(span.row, []).append((span.column, height, width))
        for row in range(span.row, span.row + height):
            if width > 1:
                across.setdefault(row, set()).update(range(span.column + 1, span.column + width))
            hidden.setdefault(row, set()).update(range(span.column, span.column + width))
    return starts, across, hidden
