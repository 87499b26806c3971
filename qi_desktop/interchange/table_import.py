"""From the cells of a foreign table to rows of a register, and how they differ from the rows that are there.

Owns the search for the line of headings, the mapping of columns by their words, the reading of each cell for its column, and the comparison: each row
of the file is new, changed, unchanged or refused, with the reason per cell. Nothing is written here; `Preview` says what `session.tables` would do.

Rows are recognised by the id that an export carries, else by being equal, else by the cells that name a row (its title and what is required). Loading
the same file twice therefore changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from qi_desktop.core import registers
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.readings import half_width, read_number
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import NUMERIC, SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.core.richtext import clean
from qi_desktop.interchange.table_habits import are_shares, as_share, is_note, is_total
from qi_desktop.interchange.workbook import BadCell, Percent, Sheet, Value, day_of_serial

ID_HEADING = "ID"
"""The heading of the column that carries the rows' ids."""
_HEAD_LINES = 20
"""The line of headings is looked for in so many lines from the top."""
_TOLD_EVERY = 1000  # lines
Progress = Callable[[int, int], None]


class RowState(StrEnum):
    """What loading would do with a row of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class ImportRow:
    """A row of the file: `line` as programs count it, from 1; `cells` as they would be stored; `changed` the columns that differ, with the text that
    is there now; `problems` why cells do not fit."""

    line: int
    state: RowState
    cells: dict[str, str]
    row_id: str = ""
    parent_id: str = ""
    changed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Message] = field(default_factory=dict)


@dataclass(slots=True)
class Preview:
    """What loading a file would do. `columns` maps the file's headings to columns of the register; `ignored` are headings that belong to none."""

    register: Register
    columns: dict[str, str]
    ignored: list[str]
    remarks: list[Message]
    rows: list[ImportRow]
    writes: list[tuple[str, str, str]] = field(default_factory=list)
    """Cells to write over rows that are there: row id, column, text."""
    shares: list[str] = field(default_factory=list)
    """Headings of percentages whose bare numbers were read as shares of one, 0.915 as 91.5 %, as nothing above 1 stands there."""
    as_written: Preview | None = None
    """The same with these numbers as they stand, 0.915 as 0.915 %, since only a person can know."""

    def count(self, state: RowState) -> int:
        """How many rows are so."""
        return sum(row.state is state for row in self.rows)


@dataclass(frozen=True, slots=True)
class Existing:
    """A row that is there: its cells as they are stored."""

    id: str
    parent_id: str
    cells: Mapping[str, str]


# --- headings --------------------------------------------------------------------------------------------------------------------------------


def plain_heading(text: str) -> str:
    """A heading without unit, blanks, marks and case, to be compared."""
    text = re.sub(r"[(（\[【].*?[)）\]】]", "", half_width(text).casefold()) or text
    return re.sub(r"[\s*:：_]+", "", text)


def _words(register: Register, parent: Register | None) -> dict[str, str]:
    """The words that mean a column, with the column's name; the parent's row is `..`, the row's own id `.`."""
    words = {plain_heading(ID_HEADING): "."}
    if parent is not None:
        words |= {plain_heading(label): ".." for label in (parent.name, *parent.label.values())}
    for column in reversed(register.columns):
        for word in (*column.also, column.name, *column.label.values()):
            words[plain_heading(word)] = column.name
            words[re.sub(r"\s", "", half_width(word).casefold())] = column.name
    return words


def _headings(sheet: Sheet, words: Mapping[str, str]) -> tuple[int, list[str]]:
    """The line of headings and its texts; a heading merged over several lines counts in each of them."""
    covered: dict[tuple[int, int], Value] = {}
    for top, left, bottom, right in sheet.merged:
        if top < _HEAD_LINES and left == right and top < len(sheet.rows) and left < len(sheet.rows[top]):
            covered |= {(line, left): sheet.rows[top][left] for line in range(top + 1, min(bottom + 1, _HEAD_LINES))}
    best, found = -1, 0
    texts: list[str] = []
    for line, cells in enumerate(sheet.rows[:_HEAD_LINES]):
        width = max([len(cells), *(column + 1 for row, column in covered if row == line)])
        own = [_shown(cells[place]) if place < len(cells) else "" for place in range(width)]
        own = [text or _shown(covered.get((line, place))) for place, text in enumerate(own)]
        count = len({words[plain_heading(text)] for text in own if plain_heading(text) in words})
        if count > found:
            best, found, texts = line, count, own
    return best, texts


def _shown(value: Value) -> str:
    return "" if value is None or isinstance(value, BadCell | Percent) else " ".join(str(value).split())


# --- cells -----------------------------------------------------------------------------------------------------------------------------------


def cell_text(column: Column, value: Value, since_1904: bool) -> str:
    """The text of a cell for its column, in canonical form if it can be read."""
    if isinstance(value, str):
        return registers.canonical(column, clean(value))
    if value is None or isinstance(value, BadCell):
        return ""
    if isinstance(value, bool):
        return ("true" if value else "false") if column.type is ColumnType.BOOLEAN else str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if column.type is ColumnType.DATE or not (value.hour or value.minute) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Percent):
        share = Decimal(repr(value.value)) * 100
        return _plain(round(share, 10)) + ("" if column.type in NUMERIC else "%")
    if column.type is ColumnType.DATE and (day := day_of_serial(float(value), since_1904)):
        return day.isoformat()
    return registers.canonical(column, _plain(Decimal(repr(value))))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _problem(column: Column, value: Value, text: str) -> Message | None:
    if isinstance(value, BadCell):
        if value.kind == "formula":
            return message("This formula was never computed; open the file in Excel or WPS, save it and load it again.")
        return message("The file shows the error {error} here.", error=value.text)
    return registers.problem(column, text)


# --- the whole -------------------------------------------------------------------------------------------------------------------------------


def preview(
    sheet: Sheet,
    register: Register,
    existing: Sequence[Existing],
    parent: Register | None = None,
    parents: Mapping[str, str] | None = None,
    end: date | None = None,
    progress: Progress = lambda done, total: None,
    totals: Collection[str] = (),
    may_be_shares: bool = True,
) -> Preview:
    """What loading the sheet into the register would do. `parents` maps what names a row of the parent register to its id; `end` is the last day of
    the report, on which computed cells may depend. `progress` is told how many lines are read, and may raise to stop. `totals` are the words that
    begin a line of totals; `may_be_shares`: percentages may be written as 0.915.

    Raises ContentError if no line has the headings of the register.
    """
    words = _words(register, parent)
    head, texts = _headings(sheet, words)
    if head < 0:
        raise ContentError(
            message(
                "No line of the file has the headings of “{register}”; export a blank form to see them.",
                register=register.label["zh"],
            )
        )
    places: dict[str, int] = {}
    result = Preview(register, {}, [], [], [])
    for place, text in enumerate(texts):
        name = words.get(plain_heading(text))
        if not text:
            continue
        if name is None:
            result.ignored.append(text)
        elif name in places:
            result.remarks.append(message("Two columns are headed “{heading}” or mean the same; the first is read.", heading=text))
        else:
            places[name] = place
            column = register.column(name)
            if column is not None and (column.derived or column.type is ColumnType.ASSET):
                del places[name]  # is computed, or cannot be in a table; no reason to speak of it
            elif column is not None:
                result.columns[text] = name
    if parent is not None and ".." not in places and any(row.parent_id for row in existing):
        result.remarks.append(message("The file has no column “{heading}”; new rows have no place.", heading=parent.label["zh"]))
    columns = [column for column in register.stored if column.name in places]
    asides = _asides(sheet, head, places, register, existing, totals)
    result.remarks += [
        message("Line {line} (“{text}”) adds up or explains the others and is left out.", line=line + 1, text=text) for line, text in asides.items()
    ]
    if may_be_shares:
        result.shares = [texts[places[column.name]] for column in columns if _are_shares(sheet, head, places, column, texts, asides)]
    if result.shares:
        result.as_written = preview(sheet, register, existing, parent, parents, end, progress, totals, may_be_shares=False)
    shared = frozenset(name for name, place in places.items() if texts[place] in result.shares)
    result.rows = list(_read(sheet, head, columns, places, parent is not None, parents or {}, progress, asides, shared))
    for column in register.stored:
        if column.required and column.name not in places:
            result.remarks.append(message("The file has no column “{heading}”, which must be filled in.", heading=column.label["zh"]))
            for row in result.rows:
                row.problems[column.name] = message("This cell must be filled in.")
    _compare(result, columns, existing, end)
    return result


def _at(cells: Sequence[Value], place: int) -> Value:
    return cells[place] if 0 <= place < len(cells) else None


def _asides(
    sheet: Sheet, head: int, places: Mapping[str, int], register: Register, existing: Sequence[Existing], totals: Collection[str]
) -> dict[int, str]:
    """The lines that are no rows, with what they begin with: totals, and notes below the table.

    What an export carries, or is there already, is a row.
    """
    known = {row.cells.get(register.title_column, "") for row in existing}
    found: dict[int, str] = {}
    for line, cells in enumerate(sheet.rows[head + 1 :], head + 1):
        first = next((text for value in cells if (text := _shown(value))), "")
        aside = first and (is_total(first, totals) or (is_note([first]) and is_note(map(_shown, cells))))
        if aside and first not in known and not _shown(_at(cells, places.get(".", -1))):
            found[line] = first
    return found


def _are_shares(sheet: Sheet, head: int, places: Mapping[str, int], column: Column, texts: Sequence[str], asides: Container[int]) -> bool:
    """True if a column of percentages is written in shares of one, as far as its rows are not an export's, which says what it means."""
    if column.type is not ColumnType.PERCENT:
        return False
    place, own = places[column.name], places.get(".", -1)
    lines = (cells for line, cells in enumerate(sheet.rows[head + 1 :], head + 1) if line not in asides and not _shown(_at(cells, own)))
    return are_shares(texts[place], (_at(cells, place) for cells in lines))


def _read(
    sheet: Sheet,
    head: int,
    columns: Sequence[Column],
    places: Mapping[str, int],
    child: bool,
    parents: Mapping[str, str],
    progress: Progress,
    asides: Container[int],
    shares: Container[str],
) -> Iterator[ImportRow]:
    repeats = {
        (line, column)
        for top, left, bottom, right in sheet.merged
        if top > head
        for line in range(top + 1, bottom + 1)
        for column in range(left, right + 1)
    }
    cache: dict[tuple[str, str], tuple[str, Message | None]] = {}  # a column says few different things many times
    last_parent = ""
    for line, cells in enumerate(sheet.rows[head + 1 :], head + 1):
        if line % _TOLD_EVERY == 0:
            progress(line, len(sheet.rows))
        if line in asides:
            continue
        row = ImportRow(line + 1, RowState.NEW, {})
        for column in columns:
            place = places[column.name]
            value = cells[place] if place < len(cells) else None
            if value is None and (line, place) in repeats:
                value = SAME_AS_ABOVE
            if column.name in shares:
                value = as_share(value)
            if isinstance(value, str) and len(value) < 100:
                known = cache.get((column.name, value))
                if known is None:
                    text = registers.canonical(column, clean(value))
                    known = cache[column.name, value] = (text, registers.problem(column, text))
                text, problem = known
            else:
                text = cell_text(column, value, sheet.since_1904)
                problem = _problem(column, value, text)
            if text:
                row.cells[column.name] = text
            if problem is not None:
                row.problems[column.name] = problem
        place = places.get(".", -1)
        row.row_id = _shown(cells[place]) if 0 <= place < len(cells) else ""
        if all(text == SAME_AS_ABOVE for text in row.cells.values()) and not any(isinstance(value, BadCell) for value in cells):
            continue  # an empty line
        if child:
            place = places.get("..", -1)
            named = _shown(cells[place]) if 0 <= place < len(cells) else ""
            last_parent = named if named and named != SAME_AS_ABOVE else last_parent if named or (line, place) in repeats else named
            row.parent_id = parents.get(last_parent, "")
            if not row.parent_id and last_parent:
                row.problems[".."] = message("There is no “{name}” that this row could belong to; enter it first.", name=last_parent)
        yield row


def _same(column: Column, first: str, second: str) -> bool:
    if first == second:
        return True
    if column.type in NUMERIC:
        one, other = read_number(first), read_number(second)
        return one is not None and one == other
    return False


def _compare(result: Preview, columns: Sequence[Column], existing: Sequence[Existing], end: date | None) -> None:
    """Say for each row what it is, and collect what is to be written over rows that are there."""
    register = result.register
    stored = [row.cells for row in existing]
    above = {column.name: registers.resolve_same(stored, column.name) for column in register.stored}
    now = registers.complete(register, [{name: cells[index] for name, cells in above.items()} for index in range(len(existing))], end)
    wanted_cells = {column.name: registers.resolve_same([row.cells for row in result.rows], column.name) for column in columns}
    wanted = [{name: cells[index] for name, cells in wanted_cells.items()} for index in range(len(result.rows))]
    matches = _matches(result, columns, existing, now, wanted)
    by_name = {column.name: column for column in columns}
    final = {column.name: list(above[column.name]) for column in columns}
    touched: set[str] = set()
    last_new = -2
    for index, row in enumerate(result.rows):
        place = matches[index]
        row.row_id = existing[place].id if place >= 0 else ""
        if place >= 0:
            row.changed = {name: now[place][name] for name, text in wanted[index].items() if not _same(by_name[name], now[place].get(name, ""), text)}
            # An unreadable cell that stands there already is no reason to refuse the row.
            row.problems = {name: why for name, why in row.problems.items() if name in row.changed or (name == ".." and row.parent_id == "")}
            row.problems.pop("..", None)
        if row.problems:
            row.state = RowState.REFUSED
        elif place < 0:
            keep = last_new == index - 1 and result.rows[index - 1].parent_id == row.parent_id
            row.cells = {name: text for name in wanted[index] if (text := (row.cells.get(name, "") if keep else wanted[index][name]))}
            last_new = index
        elif row.changed:
            row.state = RowState.CHANGED
            for name in row.changed:
                final[name][place] = wanted[index][name]
                touched.add(name)
        else:
            row.state = RowState.UNCHANGED
    _drop_defaults(result, end)
    for name in touched:
        for place, line in enumerate(existing):
            before = line.cells.get(name, "")
            follows = before == SAME_AS_ABOVE and place > 0 and final[name][place - 1] == final[name][place]
            if not follows and before != final[name][place] and (before == SAME_AS_ABOVE or above[name][place] != final[name][place]):
                result.writes.append((line.id, name, final[name][place]))


def _matches(
    result: Preview, columns: Sequence[Column], existing: Sequence[Existing], now: Sequence[Mapping[str, str]], wanted: Sequence[Mapping[str, str]]
) -> list[int]:
    """For each row of the file the place of the row that it means, or -1."""
    matches = [-1] * len(result.rows)
    free = set(range(len(existing)))
    places = {row.id: place for place, row in enumerate(existing)}
    for index, row in enumerate(result.rows):
        place = places.get(row.row_id, -1) if row.row_id else -1
        if place in free:
            matches[index] = place
            free.discard(place)
    names = [column.name for column in columns]
    numeric = frozenset(column.name for column in columns if column.type in NUMERIC)

    def compared(name: str, text: str) -> str:
        if name not in numeric or (text.isdecimal() and text[0] != "0"):
            return text
        number = read_number(text)
        return text if number is None else format(number.normalize(), "f")

    def key(cells: Mapping[str, str], parent: str) -> tuple[str, ...]:
        return (parent, *(compared(name, cells.get(name, "")) for name in names))

    equal: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place in sorted(free):
        equal[key(now[place], existing[place].parent_id)].append(place)
    for index, row in enumerate(result.rows):
        if matches[index] < 0 and (found := equal.get(key(wanted[index], row.parent_id))):
            matches[index] = found.popleft()
            free.discard(matches[index])
    register = result.register
    naming = [column.name for column in columns if column.required or column.name == register.title_column]
    if not naming:
        return matches

    def identity(cells: Mapping[str, str], parent: str) -> tuple[str, ...]:
        return (parent, *(cells.get(name, "") for name in naming))

    left = [index for index in range(len(result.rows)) if matches[index] < 0]
    here = Counter(identity(now[place], existing[place].parent_id) for place in free)
    there = Counter(identity(wanted[index], result.rows[index].parent_id) for index in left)
    only = {identity(now[place], existing[place].parent_id): place for place in free}
    for index in left:
        name = identity(wanted[index], result.rows[index].parent_id)
        if here[name] == 1 and there[name] == 1 and any(name[1:]):
            matches[index] = only[name]
    return matches


def _drop_defaults(result: Preview, end: date | None) -> None:
    """Leave out of new rows what would be computed anyway, so that it follows its source later."""
    register = result.register
    names = [column.name for column in register.stored if column.default]
    new = [row for row in result.rows if row.state is RowState.NEW]
    if not names or not new:
        return
    cells = [{column.name: "" for column in register.stored} | row.cells for row in new]
    computed = registers.complete(register, [line | dict.fromkeys(names, "") for line in cells], end)
    for row, values in zip(new, computed, strict=True):
        for name in names:
            if row.cells.get(name) and row.cells[name] == values[name]:
                del row.cells[name]
