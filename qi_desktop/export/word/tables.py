"""Tables as WordprocessingML, row by row.

Owns widths, merges, alignment and row properties. A table of 20,000 rows passes through here in pieces and never lies in memory as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from qi_desktop.core.richtext import Text, text_of
from qi_desktop.export.column_widths import column_widths, em_width
from qi_desktop.export.document import Table, TableColumn
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.export.word.anchors import HEADER_ROW, Anchors
from qi_desktop.export.word.markup import escape, run, twips
from qi_desktop.export.word.plan import short_id

_SHORT = 6.0  # em; columns with nothing longer are centred
_SAMPLE = 200
_LONG_CELL = 600  # characters; a row with such a cell may be cut by a page's end, or it might fit on no page
_STYLES = {"left": "TableText", "center": "TableCentred", "right": "TableNumber"}
_SEPARATOR = "\x1e"
# A row without any of these can be copied as it is: no markup, no breaks, no characters that need a font's name, no blanks at a cell's ends.
_UNUSUAL = re.compile(
    '[&<>"\x00-\x1d\x1f\ud800-\udfff\ufffe\uffff\u00b7\u00d7\u00f7\u2014\u2018-\u201d\u2026\u2030\u2032\u2033\u2103\u2160-\u217f\u2190-\u2193\u2460-\u249b'
    "\u25a0-\u25cf]|\\s(?:\x1e|$)|(?:^|\x1e)\\s"
)
_EMPTY_RUN = "<w:r><w:t></w:t></w:r>"
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_SPLIT_ROW = "<w:tr>"

_Marks = tuple[tuple[int, str, bool], ...]  # (column, properties of the cell, covered from the left and thus left out)


def table_markup(table: Table, style: StyleSheet, width: float, anchors: Anchors, text: Callable[[Text], str]) -> Iterator[tuple[str, int]]:
    """The table in pieces, each with the number of rows in it. `width` is the text's width in points; `text` turns formatted cells into runs."""
    count = len(table.columns)
    if not count:
        return
    widths = [twips(value) for value in column_widths(table, width, style.role("table_cell").size, style.table.padding_x)]
    styles = [_STYLES[_alignment(table, place)] for place in range(count)]
    opening = [
        (f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/>', f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>')
        for room, name in zip(widths, styles, strict=True)
    ]
    name = anchors.table(table.id)
    yield _beginning(table, widths), 0
    if table.has_header:
        yield _header(table.columns, widths, anchors, name), 0
    marks = _marks(table)
    # One template for each pattern of merges; most rows of a table share a handful.
    templates: dict[_Marks, str] = {}
    row_names: set[str] = set()
    for number, row in enumerate(table.rows):
        if len(row) != count:
            row = (*row[:count], *[""] * (count - len(row)))
        mark = marks.get(number, ())
        row_name = _row_name(table, number, row_names) if name else ""
        if not row_name and _is_plain(row, mark):
            template = templates.get(mark)
            if template is None:
                template = templates[mark] = _template(opening, mark)
            yield (template % row).replace(_EMPTY_RUN, ""), 1
        else:
            yield _row(row, opening, mark, anchors, f"{name}{row_name}c" if row_name else "", text), 1
    if not table.rows and not table.has_header:
        yield _row(("",) * count, opening, (), anchors, "", text), 0
    yield "</w:tbl>", 0


def _beginning(table: Table, widths: Sequence[int]) -> str:
    caption = escape(f"{table.label} {text_of(table.caption)}".strip())
    described = f'<w:tblCaption w:val="{caption}"/>' if caption else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = int(table.has_header)
    flags = f'w:firstRow="{head}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'
    look = f'<w:tblLook w:val="{0x0400 + 0x20 * head:04X}" {flags}/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        f"{look}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _header(columns: Sequence[TableColumn], widths: Sequence[int], anchors: Anchors, name: str) -> str:
    cells = []
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        start, end = anchors.named(f"{name}{HEADER_ROW}c{place}") if name else ("", "")
        content = f'<w:p><w:pPr><w:pStyle w:val="TableHeading"/></w:pPr>{start}{run(column.label)}{end}</w:p>'
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _marks(table: Table) -> dict[int, _Marks]:
    """What the spans mean for each row that they touch. Spans that reach outside the table or into one another are cut or left out."""
    rows, columns = len(table.rows), len(table.columns)
    found: dict[int, dict[int, tuple[str, bool]]] = {}
    for span in table.spans:
        height, width = min(span.rows, rows - span.row), min(span.columns, columns - span.column)
        if span.row < 0 or span.column < 0 or height < 1 or width < 1 or height * width == 1:
            continue
        places = [(row, column) for row in range(span.row, span.row + height) for column in range(span.column, span.column + width)]
        if any(column in found.get(row, {}) for row, column in places):
            continue
        across = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        for row, column in places:
            down = "" if height == 1 else '<w:vMerge w:val="restart"/>' if row == span.row else "<w:vMerge/>"
            found.setdefault(row, {})[column] = (across + down, column > span.column)
    return {row: tuple((column, *value) for column, value in sorted(cells.items())) for row, cells in found.items()}


def _is_plain(row: Sequence[str | Text], mark: _Marks) -> bool:
    try:
        joined = _SEPARATOR.join(row)  # type: ignore[arg-type]
    except TypeError:  # a cell with formats
        return False
    return (
        joined.count(_SEPARATOR) == len(row) - 1 and len(joined) < _LONG_CELL and not _UNUSUAL.search(joined) and not any(skip for _, _, skip in mark)
    )


def _template(opening: Sequence[tuple[str, str]], mark: _Marks) -> str:
    properties = {column: text for column, text, _ in mark}
    cells = (f"{begin}{properties.get(place, '')}{rest}<w:r><w:t>%s</w:t></w:r></w:p></w:tc>" for place, (begin, rest) in enumerate(opening))
    return f"{_ROW}{''.join(cells)}</w:tr>"


def _row(
    row: Sequence[str | Text], opening: Sequence[tuple[str, str]], mark: _Marks, anchors: Anchors, name: str, text: Callable[[Text], str]
) -> str:
    """A row of any contents. `name` begins the bookmarks' names of its cells, empty for none."""
    properties = {column: (markup, skip) for column, markup, skip in mark}
    cells, longest = [], 0
    for place, ((begin, rest), cell) in enumerate(zip(opening, row, strict=True)):
        markup, skip = properties.get(place, ("", False))
        if skip:
            continue
        if isinstance(cell, str):
            content = run(cell) if cell else ""
            longest = max(longest, len(cell))
        else:
            content = text(cell)
            longest = max(longest, len(text_of(cell)))
        # A cell that continues the one above is not seen, so nobody can review it.
        start, end = anchors.named(f"{name}{place}") if name and "<w:vMerge/>" not in markup else ("", "")
        cells.append(f"{begin}{markup}{rest}{start}{content}{end}</w:p></w:tc>")
    return f"{_ROW if longest < _LONG_CELL else _SPLIT_ROW}{''.join(cells)}</w:tr>"


def _row_name(table: Table, number: int, taken: set[str]) -> str:
    """The row's part of a bookmark's name: its id, or its number where it has none; empty if an earlier row had that id."""
    name = short_id(table.row_ids[number]) if number < len(table.row_ids) and table.row_ids[number] else str(number)
    if name in taken or name == HEADER_ROW:
        return ""
    taken.add(name)
    return name


def _alignment(table: Table, place: int) -> str:
    """Numbers to the right, short words in the middle, sentences to the left, unless the column says otherwise."""
    column = table.columns[place]
    if column.align in _STYLES:
        return column.align
    if column.kind == "number":
        return "right"
    if column.kind in ("date", "choice"):
        return "center"
    step = max(1, len(table.rows) // _SAMPLE)
    cells = (row[place] for row in table.rows[::step] if place < len(row))
    return "center" if all(em_width(cell if isinstance(cell, str) else text_of(cell)) <= _SHORT for cell in cells) else "left"
