"""Tables of a document: from register views and from tables typed into a chapter.

Owns which cells a table shows, in which form, and which of them are merged. Labels of captions come from `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from qi_desktop.core import derivations, fields, queries, registers, richtext, row_conditions
from qi_desktop.core.derivations import Place
from qi_desktop.core.errors import ContentError
from qi_desktop.core.model import Block, Row
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.core.richtext import Text
from qi_desktop.export.document import HEAD, Span, Table, TableColumn
from qi_desktop.export.style_sheet import TableStyle

_KINDS = {
    ColumnType.INTEGER: "number",
    ColumnType.NUMBER: "number",
    ColumnType.PERCENT: "number",
    ColumnType.DATE: "date",
    ColumnType.CHOICE: "choice",
    ColumnType.BOOLEAN: "choice",
}


def of_view(block: Block, register: Register, rows: Sequence[Row], label: str, caption: Text, style: TableStyle, end: date | None = None) -> Table:
    """The table of a register view: the chosen columns of the rows that the view's filters let through; `end` is the report's last day."""
    attributes = block.attributes
    columns = chosen_columns(block, register)
    labels: Mapping[str, str] = attributes.get("labels", {})
    rows, shown, complete = shown_rows(block, register, rows, end)
    grid: list[list[str]] = [[""] * len(columns) for _ in shown]
    spans: list[Span] = []
    grouped = _grouped(attributes, complete)
    for place, column in enumerate(columns):
        marks = grouped.get(column.name) or _repeats(rows, shown, column.name)
        for first, count in registers.merged_spans([{"": SAME_AS_ABOVE if mark else "x"} for mark in marks], ""):
            spans.append(Span(first, place, count))
        for line, mark in enumerate(marks):
            if not mark:
                grid[line][place] = cell_text(column, complete[line].get(column.name, ""), style, attributes.get("date_format", ""))
    if attributes.get("total") and shown:
        grid.append(_totals(str(attributes["total"]), register, columns, complete, style))
    if attributes.get("end_mark") and columns:
        spans += [Span(len(grid), 0, 1, len(columns))] if len(columns) > 1 else []
        grid.append([str(attributes["end_mark"]), *[""] * (len(columns) - 1)])
    return Table(
        block.id,
        label,
        caption,
        tuple(TableColumn(labels.get(column.name) or header(column), _KINDS.get(column.type, "text")) for column in columns),
        tuple(tuple(line) for line in grid),
        tuple(spans),
        _note(attributes),
        (*(rows[index].id for index in shown), *[""] * (len(grid) - len(shown))),
        tuple(column.name for column in columns),
    )


def shown_rows(
    block: Block, register: Register, rows: Sequence[Row], end: date | None = None
) -> tuple[Sequence[Row], list[int], Sequence[Mapping[str, str]]]:
    """The rows that belong to a view, the places among them of those that its filters let through, and these rows' values, computed ones too."""
    parent = block.attributes.get("parent", "")
    rows = [row for row in rows if not parent or row.parent_id == parent]
    resolved = {column.name: registers.resolve_same([row.values for row in rows], column.name) for column in register.stored}
    entered = [{name: cells[index] for name, cells in resolved.items()} for index in range(len(rows))]
    where: Mapping[str, str] = block.attributes.get("where", {})
    known = entered if where.keys() <= resolved.keys() else registers.complete(register, entered, end)  # a filter may ask a computed cell
    shown = [index for index in range(len(rows)) if all(known[index].get(name, "") == value for name, value in where.items())]
    shown = _arranged(block.attributes, register, entered, shown, end)
    complete = registers.complete(register, [entered[index] for index in shown], end)
    return rows, shown, complete


def _arranged(
    attributes: Mapping[str, Any], register: Register, values: Sequence[Mapping[str, str]], shown: list[int], end: date | None
) -> list[int]:
    """The rows for which the view's conditions hold, in the view's order; empty cells come last, and equal ones stay as they were."""
    conditions, sort = attributes.get("conditions", ()), str(attributes.get("sort", ""))
    by = register.column(sort.removeprefix("-"))
    if not conditions and by is None:
        return shown
    complete = registers.complete(register, values, end)
    for condition in queries.conditions_of(conditions):
        column = register.column(condition.column)
        if column is not None:
            holds = row_conditions.test(column, condition, end.year if end else 0)
            shown = [index for index in shown if holds(complete[index].get(column.name, ""))]
    if by is None:
        return shown
    filled = [index for index in shown if complete[index].get(by.name, "")]
    filled.sort(key=lambda index: _order(by, complete[index][by.name]), reverse=sort.startswith("-"))
    return [*filled, *(index for index in shown if not complete[index].get(by.name, ""))]


def _order(column: Column, text: str) -> tuple[int, Decimal | int, str]:
    """Where a cell stands among those of its column: numbers and dates by their value, then texts."""
    if column.type in registers.NUMERIC and (number := registers.read_number(text)) is not None:
        return 0, number, ""
    if column.type is ColumnType.DATE and (day := registers.read_date(text)):
        return 0, day.toordinal(), ""
    return 1, 0, text


def _grouped(attributes: Mapping[str, Any], complete: Sequence[Mapping[str, str]]) -> dict[str, list[bool]]:
    """For each column that a view groups by: which cells repeat the one above. A later column never groups across an earlier one."""
    found: dict[str, list[bool]] = {}
    inside = [bool(line) for line in range(len(complete))]
    for name in attributes.get("group", ()):
        inside = [
            going and bool(complete[line].get(name)) and complete[line].get(name) == complete[line - 1].get(name) for line, going in enumerate(inside)
        ]
        found[str(name)] = list(inside)
    return found


def _totals(word: str, register: Register, columns: Sequence[Column], complete: Sequence[Mapping[str, str]], style: TableStyle) -> list[str]:
    """The line of sums. A rate is computed from the sums, never added up; a column with a text that is no number has no sum.

    As a field does (see `core.answers`), it tells no rate where a row has only one of the numbers: it would be wrong without anybody seeing it.
    """
    sums: dict[str, str] = {}
    for column in register.stored:
        cells = [text for row in complete if (text := row.get(column.name, "").strip())]
        numbers = [number for text in cells if (number := registers.read_number(text)) is not None]
        if column.type in (ColumnType.INTEGER, ColumnType.NUMBER) and numbers and len(numbers) == len(cells):
            sums[column.name] = format(sum(numbers, Decimal(0)), "f")
    for column in register.columns:
        if column.derived and column.type in registers.NUMERIC:
            call = derivations.call(column.derived)
            whole = all(len({bool(row.get(name)) for name in call.columns}) == 1 for row in complete)
            if call.columns and sums.keys() >= set(call.columns) and whole:
                sums[column.name] = call.function(Place(0, column.decimals, date.min, date.min), [sums[name] for name in call.columns])
    line = [cell_text(column, sums[column.name], style) if column.name in sums else "" for column in columns]
    free = next((place for place, text in enumerate(line) if not text), None)
    if free is not None:
        line[free] = word
    elif line:  # every column has a sum
        line[0] = f"{word} {line[0]}"
    return line


def chosen_columns(block: Block, register: Register) -> list[Column]:
    """The columns that a view shows: those that it names, or all. A file has no text that could stand in a table."""
    chosen = [column for name in block.attributes.get("columns", ()) if (column := register.column(name))]
    return [column for column in chosen or register.columns if column.type is not ColumnType.ASSET]


def header(column: Column) -> str:
    """The label with its unit, except for percentages, which carry the sign in the cell."""
    return f"{column.label['zh']}（{column.unit}）" if column.unit and column.type is not ColumnType.PERCENT else column.label["zh"]


def _repeats(rows: Sequence[Row], shown: Sequence[int], column: str) -> list[bool]:
    """For each shown row whether its cell and the one right above it in the view are one merged cell of the register, whatever the view's order."""
    origins: list[int] = []
    for place, row in enumerate(rows):
        origins.append(origins[-1] if origins and row.values.get(column, "") == SAME_AS_ABOVE else place)
    return [line > 0 and origins[place] == origins[shown[line - 1]] for line, place in enumerate(shown)]


def cell_text(column: Column, text: str, style: TableStyle, date_format: str = "") -> str:
    """A cell as it is printed; a text that does not fit its column's type stands as it was typed.

    `date_format`: iso (2017-07-12, the default), dotted (2017.7.12), chinese (2017年7月12日), month (2017年7月).
    """
    if column.type is ColumnType.DATE and (day := registers.read_date(text)):
        return _date(day, date_format)
    if column.type is ColumnType.PERCENT and registers.read_number(text) is not None:
        return f"{text}%"
    if column.type is ColumnType.BOOLEAN and text in ("true", "false"):
        return style.true_text if text == "true" else style.false_text
    return text


def _date(day: date, form: str) -> str:
    match form:
        case "dotted":
            return f"{day.year}.{day.month}.{day.day}"
        case "chinese":
            return fields.chinese_date(day.isoformat())
        case "month":
            return f"{day.year}年{day.month}月"
        case _:
            return day.isoformat()


def of_block(block: Block, label: str, caption: Text, known: Mapping[str, str]) -> Table:
    """The table typed into a chapter. Lines shorter than the widest are filled up; spans that do not fit are cut to the table."""
    attributes = block.attributes
    rows = [line for line in attributes.get("rows", ()) if isinstance(line, list)]
    lines = [line if richtext.are_clean(line) else [_cell(cell, known) for cell in line] for line in rows]
    declared = [column for column in attributes.get("columns", ()) if isinstance(column, dict)]
    width = max([len(declared), *(len(line) for line in lines)], default=0)
    columns = [
        TableColumn(str(item.get("label", "")), str(item.get("kind", "text")), str(item.get("align", "")), _weight(item.get("weight", 0)))
        for item in (*declared, *({} for _ in range(width - len(declared))))
    ]
    grid = [[*line, *[""] * (width - len(line))] for line in lines]
    spans = tuple(_spans(attributes.get("spans", ()), len(grid), width))
    for span in spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                if (row, column) == (span.row, span.column):
                    continue
                if row == HEAD:
                    columns[column] = replace(columns[column], label="")
                else:
                    grid[row][column] = ""
    return Table(
        block.id,
        label,
        caption,
        tuple(columns),
        tuple(tuple(line) for line in grid),
        spans,
        _note(attributes),
        tuple(f"{line:x}" for line in range(len(grid))),
        tuple(f"{column:x}" for column in range(width)),
    )


def _cell(value: Any, known: Mapping[str, str]) -> str | Text:
    if isinstance(value, str):
        return richtext.clean(value)
    try:
        return fields.resolve(richtext.from_json(value), known)
    except ContentError:
        return ""


def _note(attributes: Mapping[str, Any]) -> Text:
    found = _cell(attributes.get("note", ""), {})
    return richtext.plain(found) if isinstance(found, str) else found


def with_values(block: Block, known: Mapping[str, str]) -> Block:
    """The block with the values of fields in the note below it."""
    note = block.attributes.get("note", "")
    if isinstance(note, str):
        return block
    text = fields.resolve(richtext.from_json(note), known)
    return replace(block, attributes={**block.attributes, "note": richtext.to_cell(text)})


def _weight(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1000 else 0.0


def _spans(values: Any, rows: int, columns: int) -> Iterable[Span]:
    taken: set[tuple[int, int]] = set()
    for value in values if isinstance(values, list | tuple) else ():
        if not (isinstance(value, list | tuple) and len(value) == 4 and all(type(number) is int and number >= HEAD for number in value)):
            continue
        row, column, height, width = value
        if row >= rows or not 0 <= column < columns:
            continue
        # A label may lie across columns; a cell that began in the header and went on below it could not be repeated on the next page.
        height, width = 1 if row == HEAD else min(height, rows - row), min(width, columns - column)
        cells = {(y, x) for y in range(row, row + height) for x in range(column, column + width)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            yield Span(row, column, height, width)
