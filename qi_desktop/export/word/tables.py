"""Tables as WordprocessingML, some rows at a time.

Owns merges, alignment and row properties. A table of 20,000 rows passes through here in pieces and never lies in memory as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from itertools import chain, pairwise

from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text, text_of
from qi_desktop.export.column_widths import SHORT, alignment, column_widths, measure
from qi_desktop.export.document import HEAD, Measure, Table
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.export.word.anchors import HEADER_ROW, Anchors
from qi_desktop.export.word.markup import escape, run, twips
from qi_desktop.export.word.plan import short_id
from qi_desktop.export.word.styles import table_style

_LONG_CELL = 600  # characters; a row with such a cell may be cut by a page's end, or it might fit on no page
_BATCH = 64  # rows
_STYLES = {"left": "TableText", "center": "TableCentred", "right": "TableNumber"}
_SEPARATOR = "\x1e"
# Rows without any of these can be copied as they are: no markup, no breaks, no characters that need a font's name, no blanks at a cell's ends.
_UNUSUAL = re.compile(
    '[&<>"\x00-\x1d\x1f\ud800-\udfff\ufffe\uffff\u00b7\u00d7\u00f7\u2014\u2018-\u201d\u2026\u2030\u2032\u2033\u2103\u2160-\u217f\u2190-\u2193\u2460-\u249b'
    "\u25a0-\u25cf]|[ \u3000](?:\x1e|$)|(?:^|\x1e)[ \u3000]"
)
_EMPTY_RUN = "<w:r><w:t></w:t></w:r>"
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_SPLIT_ROW = "<w:tr>"
_NUMBER = re.compile(r"[^\d.]{0,3}\d[\d,]*(?:\.(\d+))?[%‰]?")
_DIGIT, _POINT = 0.5, 0.25  # em, in the Latin faces that reports use

_Row = Sequence[str | Text]
_Marks = tuple[tuple[int, tuple[str, bool]], ...]  # (column, (properties of the cell, covered from the left and thus left out))


@dataclass(slots=True)
class _Pattern:
    """What merged cells do to a row, the same for many rows. `templates` are by the decimals that numbers lack and whether the row is kept."""

    marks: _Marks = ()
    skips: bool = False
    templates: dict[tuple[tuple[int, ...], bool], str] = field(default_factory=dict)


def table_markup(
    table: Table, style: StyleSheet, width: float, anchors: Anchors, text: Callable[[Text], str], again: str = ""
) -> Iterator[tuple[str, int]]:
    """The table in pieces, each with the number of rows in it. `width` is the text's width in points; `text` turns formatted cells into runs.

    Where a row begins a page (`table.begins`) the table ends, and another of the same columns follows `again`, the paragraph that begins the page.
    """
    if not table.columns:
        return
    writer = _TableWriter(table, style, width, anchors, text)
    beginning = writer.beginning()
    yield beginning, 0
    rows = table.rows if table.rows or table.has_header else (("",) * len(table.columns),)  # Word opens no table without a row
    starts = sorted({*range(0, len(rows), _BATCH), *table.begins})
    for first, end in pairwise([*starts, len(rows)]):
        if first in table.begins:
            yield f"</w:tbl>{again}{beginning}", 0
        yield writer.rows(first, rows[first:end]), end - first
    yield "</w:tbl>", 0


class _TableWriter:
    def __init__(self, table: Table, style: StyleSheet, width: float, anchors: Anchors, text: Callable[[Text], str]) -> None:
        self._table, self._anchors, self._text = table, anchors, text
        usual = style.role("table_cell").size
        self._size = size = table.size or usual
        self._padding = padding = style.table.padding_x * size / usual
        measures = measure(table)
        widths = column_widths(table, width, size, padding, measures)
        self._widths = [twips(value) for value in widths]
        self._columns = [
            _column(table, place, size, (room - 2 * padding) / size, found) for place, (room, found) in enumerate(zip(widths, measures, strict=True))
        ]
        self._aligned = [place for place, (_, decimals, _) in enumerate(self._columns) if decimals]
        self._patterns, self._plain = _patterns(table), _Pattern()
        self._name = anchors.table(table.id)
        self._row_names: set[str] = set()
        self._last = len(table.rows) - 1

    def beginning(self) -> str:
        """Everything before the first row below the header."""
        table = self._table
        caption = escape(f"{table.label} {text_of(table.caption)}".strip())
        described = f'<w:tblCaption w:val="{caption}"/>' if caption else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        head = int(table.has_header)
        flags = f'w:firstRow="{head}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/>{self._margins()}'
            f'<w:tblLook w:val="{0x0400 + 0x20 * head:04X}" {flags}/>{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{self._header() if head else ''}"
        )

    def _margins(self) -> str:
        """The room beside a cell's words, where letters are smaller than the table style thinks."""
        if not self._table.size:
            return ""
        sides = twips(self._padding)
        return f'<w:tblCellMar><w:left w:w="{sides}" w:type="dxa"/><w:right w:w="{sides}" w:type="dxa"/></w:tblCellMar>'

    def _header(self) -> str:
        style = table_style("TableHeading", self._table.size)
        cells = []
        merged = dict(self._patterns.get(HEAD, self._plain).marks)
        for place, (column, width) in enumerate(zip(self._table.columns, self._widths, strict=True)):
            across, covered = merged.get(place, ("", False))
            if covered:
                continue
            start, end = self._anchors.named(f"{self._name}{HEADER_ROW}c{place}") if self._name else ("", "")
            content = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{start}{run(column.label)}{end}</w:p>'
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}</w:tcPr>{content}</w:tc>')
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def rows(self, first: int, batch: Sequence[_Row]) -> str:
        """Some rows, the first of them being number `first` of the table."""
        if self._name or not _is_plain(batch, len(self._columns)):
            return "".join(self._row(number, row) for number, row in enumerate(batch, first))
        result = []
        whole, last = self._table.whole, self._last
        missing: tuple[int, ...] = ()
        for number, row in enumerate(batch, first):
            pattern = self._patterns.get(number, self._plain)
            if pattern.skips:
                result.append(self._row(number, row))
                continue
            keeps = whole if 0 < number < last - 1 else self._keeps(number)
            if self._aligned:
                missing = self._missing(row)
            template = pattern.templates.get((missing, keeps))
            if template is None:
                template = pattern.templates[missing, keeps] = self._template(pattern.marks, missing, keeps)
            result.append(template % tuple(row))
        return "".join(result).replace(_EMPTY_RUN, "")

    def _missing(self, row: _Row) -> tuple[int, ...]:
        """For each column that is aligned at the decimal point: by how many decimals the cell falls short of the column's longest."""
        found = ((self._columns[place][1], _decimals(row[place])) for place in self._aligned)
        return tuple(most - decimals if decimals >= 0 else 0 for most, decimals in found)

    def _keeps(self, number: int) -> bool:
        """True if a row may not be the last of a page: first and last but one have company, the last one its note, a short table is whole."""
        if number == self._last:
            return bool(self._table.note)
        return self._table.whole or number in (0, self._last - 1)

    def _opening(self, place: int, properties: str, missing: int, keeps: bool) -> str:
        """A cell up to its text. The decimals that a number lacks become room at its right, so that the points stand below each other."""
        style, decimals, indent = self._columns[place]
        if missing:
            indent += (missing * _DIGIT + (_POINT if missing == decimals else 0.0)) * self._size
        room = f'<w:ind w:right="{twips(indent)}"/>' if indent else ""
        width = f'<w:tcW w:w="{self._widths[place]}" w:type="dxa"/>'
        keep = "<w:keepNext/>" if keeps else ""
        return f'<w:tc><w:tcPr>{width}{properties}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{table_style(style, self._table.size)}"/>{keep}{room}</w:pPr>'

    def _template(self, mark: _Marks, missing: tuple[int, ...], keeps: bool) -> str:
        properties = {column: markup for column, (markup, _) in mark}
        short = dict(zip(self._aligned, missing, strict=True))
        cells = (
            f"{self._opening(place, properties.get(place, ''), short.get(place, 0), keeps)}<w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
            for place in range(len(self._columns))
        )
        return f"{_ROW}{''.join(cells)}</w:tr>"

    def _row(self, number: int, row: _Row) -> str:
        """A row of any contents."""
        count = len(self._columns)
        row = (*row[:count], *[""] * (count - len(row)))
        properties = dict(self._patterns.get(number, self._plain).marks)
        short = dict(zip(self._aligned, self._missing(row), strict=True))
        row_name = self._row_name(number)
        cells, longest = [], max((len(cell if isinstance(cell, str) else text_of(cell)) for cell in row), default=0)
        keeps = self._keeps(number) and longest < _LONG_CELL
        for place, cell in enumerate(row):
            markup, skipped = properties.get(place, ("", False))
            if skipped:
                continue
            content = run(cell) if isinstance(cell, str) else self._text(cell)
            # A cell that continues the one above is not seen, so nobody can review it.
            start, end = self._anchors.named(f"{row_name}{place}") if row_name and "<w:vMerge/>" not in markup else ("", "")
            cells.append(f"{self._opening(place, markup, short.get(place, 0), keeps)}{start}{content}{end}</w:p></w:tc>")
        return f"{_ROW if longest < _LONG_CELL else _SPLIT_ROW}{''.join(cells)}</w:tr>"

    def _row_name(self, number: int) -> str:
        """What the names of the row's cells begin with: by the row's id, or its number where it has none; empty if an earlier row had that id."""
        if not self._name:
            return ""
        ids = self._table.row_ids
        name = short_id(ids[number]) if number < len(ids) and ids[number] else str(number)
        if name in self._row_names or name == HEADER_ROW:
            return ""
        self._row_names.add(name)
        return f"{self._name}{name}c"


def _column(table: Table, place: int, size: float, room: float, found: Measure) -> tuple[str, int, float]:
    """A column's paragraph style, its decimals if its numbers differ in them, and the room in points right of its longest number.

    Numbers stand below each other at the point, and as a block in the middle of a wide column.
    """
    column = table.columns[place]
    name = _STYLES[alignment(column, found)]
    if column.kind != "number" or column.align:
        return name, 0, 0.0
    decimals = {_decimals(row[place]) for row in table.rows if place < len(row)} - {-1}
    middle = max(0.0, (room - found.longest) / 2) * size if found.longest <= SHORT else 0.0
    return name, max(decimals) if len(decimals) > 1 else 0, middle


def _decimals(cell: str | Text) -> int:
    """How many decimals a number has; -1 if the cell holds something else."""
    match = _NUMBER.fullmatch(cell if isinstance(cell, str) else text_of(cell))
    return len(match[1] or "") if match else -1


def _patterns(table: Table) -> dict[int, _Pattern]:
    """What the spans mean for each row that they touch. Spans that reach outside the table or into one another are cut or left out."""
    rows, columns = len(table.rows), len(table.columns)
    found: defaultdict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for span in table.spans:
        height, width = min(span.rows, rows - span.row), min(span.columns, columns - span.column)
        if span.row < (0 if height > 1 else HEAD) or span.column < 0 or height < 1 or width < 1 or height * width == 1:
            continue
        covered = range(span.column, span.column + width)
        lines = [found[row] for row in range(span.row, span.row + height)]
        if any(column in line for line in lines for column in covered):
            continue
        across = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        first, further = (across, across) if height == 1 else (f'{across}<w:vMerge w:val="restart"/>', f"{across}<w:vMerge/>")
        for column in covered:
            lines[0][column] = (first, column > span.column)
            for line in lines[1:]:
                line[column] = (further, column > span.column)
    made: dict[_Marks, _Pattern] = {}
    result = {}
    for row, cells in found.items():
        marks = tuple(sorted(cells.items()))
        pattern = made.get(marks)
        if pattern is None:
            pattern = made[marks] = _Pattern(marks, any(skipped for _, (_, skipped) in marks))
        result[row] = pattern
    return result


def _is_plain(batch: Sequence[_Row], count: int) -> bool:
    """True if all cells are strings that can be copied as they are, and all rows have their cells."""
    try:
        joined = _SEPARATOR.join(chain.from_iterable(batch))  # type: ignore[arg-type]
    except TypeError:  # a cell with formats
        return False
    if len(joined) > _LONG_CELL and max(map(len, chain.from_iterable(batch))) >= _LONG_CELL:
        return False
    return all(len(row) == count for row in batch) and joined.count(_SEPARATOR) == len(batch) * count - 1 and not _UNUSUAL.search(joined)
