"""Reading and writing the library's content as values of `core.model`.

Owns the way from a dataclass to its row and back: fields are columns of the same name; texts, attributes and cells are JSON. Writes go through
`Library.operation` (the journal refuses any other). Reads never lock and never change anything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import field, fields
from enum import Enum
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from qi_desktop.core import attributes, ranks, richtext
from qi_desktop.core.errors import ContentError, DamagedError, NotFoundError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import (
    Asset,
    Block,
    BlockKind,
    Chapter,
    ChapterStatus,
    Company,
    Dismissal,
    Field,
    Matter,
    OwnRegister,
    Report,
    ReportStatus,
    Requirement,
    Row,
    Style,
)
from qi_desktop.core.records import dataclass
from qi_desktop.store import journal, plain_rows
from qi_desktop.store.failures import plain_failures, unreadable
from qi_desktop.store.library import Library
from qi_desktop.store.reading_beside import ReadingBeside

Entity = Company | Report | Chapter | Block | Row | Asset | Style | Field | OwnRegister | Dismissal
_E = TypeVar("_E", Company, Report, Chapter, Block, Row, Asset, Style, Field, OwnRegister, Dismissal)


# Made once: `json.dumps` would make one for each value.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SORTING_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_DECODER = json.JSONDecoder()
_FEW = 8  # values that are as quickly read one by one
_ROWS_AT_ONCE = 1000  # that are looked at together when they are read
# Values that one INSERT takes. Many rows in one statement: each statement that fires a trigger copies every page it touches, to be able to fail.
_VALUES_AT_ONCE = 30_000
_NOTE = '"footnote":'  # in the JSON of a text that has one


@dataclass(frozen=True, slots=True)
class _Table(Generic[_E]):
    """How one kind of value is kept; `enums` and `json` name the fields that are more than text and number."""

    name: str
    kind: type[_E]
    missing: Message
    enums: dict[str, type[Enum]]
    json: frozenset[str] = frozenset()
    columns: tuple[str, ...] = field(init=False)
    types: tuple[type, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(item.name for item in fields(self.kind)))
        object.__setattr__(self, "types", tuple(int if item.type == "int" else str for item in fields(self.kind)))

    def to_row(self, entity: _E) -> tuple[Any, ...]:
        """What is stored for a value. Raises ContentError for attributes that cannot be."""
        if type(entity) is Row and _needs_no_cleaning(entity):  # as nearly all of the 100,000 that a file may bring
            return entity.id, entity.register, entity.report_id, entity.parent_id, entity.rank, _SORTING_ENCODER.encode(entity.values)
        return tuple(self._stored(name, getattr(entity, name)) for name in self.columns)

    def _stored(self, name: str, value: Any) -> Any:
        if name not in self.json:
            return richtext.clean(value) if isinstance(value, str) else value
        plain = richtext.to_json(richtext.normalise(value)) if name == "text" else _JSON[name](value)
        return (_ENCODER if name == "text" else _SORTING_ENCODER).encode(plain)

    def from_rows(self, rows: Sequence[Sequence[Any]]) -> list[_E]:
        """The values of rows; raises as `from_row` does. Nearly all rows of registers are plain texts, and 100,000 of them may be read at once."""
        plain = _plain_rows(rows) if self.kind is Row else None
        return [self.from_row(row) for row in rows] if plain is None else plain

    def from_row(self, row: Sequence[Any]) -> _E:
        """The value of a row. Raises ValueError, TypeError, RecursionError or ContentError for one that this program cannot have written."""
        if tuple(map(type, row)) != self.types:
            raise TypeError(self.name)
        is_clean = richtext.are_clean([value for value in row if isinstance(value, str)])
        values: dict[str, Any] = dict(zip(self.columns, row if is_clean else map(_clean, row), strict=True))
        if not ranks.is_rank(values.get("rank", ranks.DIGITS)):
            raise ValueError(values["rank"])
        for name, kind in self.enums.items():
            values[name] = kind(values[name])
        for name in self.json:
            value = _decoded(values[name])
            values[name] = richtext.from_json(value) if name == "text" else _JSON[name](value)
        return self.kind(**values)


def _decoded(text: str) -> Any:
    """The value of a JSON text; what stands around it, which this program never writes, is looked at only if there is something."""
    value, end = _DECODER.raw_decode(text)
    return value if end == len(text) else _DECODER.decode(text)


def _plain_rows(rows: Sequence[Sequence[Any]]) -> list[Row] | None:
    """Rows of registers that hold nothing to be cleaned; None if one of them has to be looked at closely."""
    try:
        if not "".join(chain.from_iterable(rows)).isprintable():
            return None
        columns = tuple(zip(*rows, strict=True))
        values = plain_rows.cells_of(columns[_CELLS])
    except (TypeError, AttributeError, ValueError, RecursionError):  # what is wrong is told by the slower way
        return None
    if values is None or not ranks.are_ranks("\n".join(columns[_RANK])):
        return None
    return list(map(Row, *columns[:_CELLS], values))


def _needs_no_cleaning(row: Row) -> bool:
    try:
        texts = "".join((row.id, row.register, row.report_id, row.parent_id, row.rank, *row.values, *row.values.values()))
    except TypeError:  # something that is no text: told by the slower way
        return False
    return type(row.values) is dict and texts.isprintable()


def _clean(value: Any) -> Any:
    return richtext.clean(value) if isinstance(value, str) else value


_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "attributes": attributes.checked,
    "values": plain_rows.checked_cells,
    "settings": attributes.plain_object,
    "query": attributes.plain_object,
    "declaration": attributes.plain_object,
}


_TABLES: dict[type[Any], _Table[Any]] = {
    Company: _Table("company", Company, message("The company's data are missing; restore a backup."), {}),
    Report: _Table("report", Report, message("This report does not exist any more."), {"status": ReportStatus}),
    Chapter: _Table(
        "chapter",
        Chapter,
        message("This chapter does not exist any more."),
        {"matter": Matter, "status": ChapterStatus, "requirement": Requirement},
    ),
    Block: _Table("block", Block, message("This paragraph does not exist any more."), {"kind": BlockKind}, frozenset({"text", "attributes"})),
    Row: _Table("register_row", Row, message("This row does not exist any more."), {}, frozenset({"values"})),
    Asset: _Table("asset", Asset, message("This picture does not exist any more."), {}),
    Style: _Table("style", Style, message("This style sheet does not exist any more; choose another one."), {}, frozenset({"settings"})),
    OwnRegister: _Table("own_register", OwnRegister, message("This register does not exist any more."), {}, frozenset({"declaration"})),
    Dismissal: _Table("dismissal", Dismissal, message("This finding is not dismissed any more."), {}),
    Field: _Table("field", Field, message("This field does not exist any more; choose another one."), {}, frozenset({"query"})),
}


def columns(table: str) -> tuple[str, ...]:
    """The columns of a content table in the order of its values. Raises KeyError for any other table."""
    return _NAMED[table].columns


def entity_of(table: str, row: Sequence[Any]) -> Entity:
    """The value of a row, its columns in the order of `columns`. Raises DamagedError for one that this program cannot have written."""
    try:
        entity: Entity = _NAMED[table].from_row(row)
    except (ValueError, TypeError, RecursionError, ContentError) as error:
        raise unreadable("", table) from error
    return entity


_NAMED: dict[str, _Table[Any]] = {table.name: table for table in _TABLES.values()}


_RANK, _CELLS = (_NAMED["register_row"].columns.index(name) for name in ("rank", "values"))  # where a row has them


class Place(NamedTuple):
    """A row and its rank."""

    id: str
    rank: str


class Repository:
    """The content of one open library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection
        self._chapters: tuple[str, tuple[int, int, int], list[Chapter]] | None = None  # those read last: of which report, and when

    # --- reading ---

    def _select(self, kind: type[_E], where: str = "", values: Sequence[Any] = (), order: str = "rank, id") -> list[_E]:
        table: _Table[_E] = _TABLES[kind]
        names = ", ".join(f'"{name}"' for name in table.columns)
        condition = f" WHERE {where}" if where else ""
        try:
            with plain_failures(self._library.shown), plain_rows.no_search_for_garbage():
                cursor = self._connection.execute(f'SELECT {names} FROM "{table.name}"{condition} ORDER BY {order}', values)
                found: list[_E] = []
                while stored := cursor.fetchmany(_ROWS_AT_ONCE):
                    found += table.from_rows(stored)
                return found
        except (ValueError, TypeError, RecursionError, ContentError) as error:
            raise self._damaged(table.name) from error

    def _damaged(self, table: str) -> DamagedError:
        return unreadable(self._library.shown.name, table)

    def get(self, kind: type[_E], identifier: str) -> _E:
        """The value of that id. Raises NotFoundError."""
        found = self._select(kind, "id = ?", (identifier,), "id")
        if not found:
            raise NotFoundError(_TABLES[kind].missing)
        return found[0]

    def get_many(self, kind: type[_E], identifiers: Iterable[str]) -> list[_E]:
        """The values of those ids, each once, in the order given: many are read together, not one by one. Raises NotFoundError."""
        wanted = list(dict.fromkeys(identifiers))
        if len(wanted) < _FEW:
            return [self.get(kind, identifier) for identifier in wanted]
        found = {value.id: value for value in self._select(kind, "id IN (SELECT value FROM json_each(?))", (_ENCODER.encode(wanted),), "id")}
        if len(found) < len(wanted):
            raise NotFoundError(_TABLES[kind].missing)
        return [found[identifier] for identifier in wanted]

    def exists(self, kind: type[_E], identifier: str) -> bool:
        """True if there is a value of that id."""
        return self._row(f'SELECT 1 FROM "{_TABLES[kind].name}" WHERE id = ?', identifier) is not None

    def _row(self, query: str, *keys: str | int) -> tuple[Any, ...] | None:
        with plain_failures(self._library.shown):
            row: tuple[Any, ...] | None = self._connection.execute(query, keys).fetchone()
            return row

    def all(self, kind: type[_E]) -> list[_E]:
        """Every value of a kind, by id: the order of a dump."""
        return self._select(kind, order="id")

    def company(self) -> Company:
        """The library's company. Raises NotFoundError in a library that was never filled."""
        found = self._select(Company, order="id")
        if not found:
            raise NotFoundError(_TABLES[Company].missing)
        return found[0]

    def reports(self) -> list[Report]:
        """All reports, the newest year first."""
        return self._select(Report, order="year DESC, id")

    def chapters(self, report_id: str) -> list[Chapter]:
        """All chapters of a report, deleted ones too, in no useful order; `core.outline.build` makes the tree.

        Half a dozen views ask for them one after the other, so they are kept until something is written.
        """
        with plain_failures(self._library.shown):
            state = self._library.state()
        if self._chapters is None or self._chapters[:2] != (report_id, state):
            self._chapters = report_id, state, self._select(Chapter, "report_id = ?", (report_id,))
        return list(self._chapters[2])

    def siblings(self, report_id: str, parent_id: str) -> list[Chapter]:
        """The chapters under one parent (or at the top), deleted ones too, by rank."""
        return self._select(Chapter, "report_id = ? AND parent_id = ?", (report_id, parent_id))

    def blocks(self, chapter_id: str) -> list[Block]:
        """A chapter's blocks in order."""
        return self._select(Block, "chapter_id = ?", (chapter_id,))

    def blocks_at(self, chapter_id: str, operation: int) -> list[Block]:
        """A chapter's blocks in order as they were after an operation. Raises DamagedError."""
        table = _TABLES[Block]
        try:
            with plain_failures(self._library.shown):
                rows = journal.blocks_at(self._connection, chapter_id, operation)
                blocks = [table.from_row(tuple(row[name] for name in table.columns)) for row in rows]
        except (ValueError, TypeError, KeyError, RecursionError, ContentError) as error:
            raise journal.damaged() from error
        return sorted(blocks, key=lambda block: (block.rank, block.id))

    def blocks_of_report(self, report_id: str, kinds: Collection[BlockKind] = ()) -> dict[str, list[Block]]:
        """The blocks of a report by chapter, each list in order; `kinds` are those that are wanted, none means all."""
        result: dict[str, list[Block]] = {}
        where = "chapter_id IN (SELECT id FROM chapter WHERE report_id = ?)"
        if kinds:
            where += f" AND kind IN ({', '.join('?' * len(kinds))})"
        for block in self._select(Block, where, (report_id, *(kind.value for kind in kinds)), "chapter_id, rank, id"):
            result.setdefault(block.chapter_id, []).append(block)
        return result

    def blocks_with_notes(self, report_id: str) -> list[Block]:
        """The blocks of a report that have a footnote, or may have one in a table's cells."""
        where = "chapter_id IN (SELECT id FROM chapter WHERE report_id = ?) AND (instr(text, ?) OR instr(attributes, ?))"
        return self._select(Block, where, (report_id, _NOTE, _NOTE), "chapter_id, rank, id")

    def blocks_naming(self, word: str) -> list[Block]:
        """The blocks of all reports whose text or attributes hold a word as it stands in the file."""
        return self._select(Block, "instr(text, ?) OR instr(attributes, ?)", (word, word), "chapter_id, rank, id")

    def target_ids(self, report_id: str) -> set[str]:
        """The ids of all that a cross-reference may lead to besides chapters: tables, figures and register views of chapters in use."""
        kinds = (BlockKind.TABLE, BlockKind.FIGURE, BlockKind.REGISTER_VIEW)
        query = (
            "SELECT block.id FROM block JOIN chapter ON chapter.id = block.chapter_id"
            " WHERE chapter.report_id = ? AND chapter.deleted = '' AND block.kind IN (?, ?, ?)"
        )
        with plain_failures(self._library.shown):
            return {str(row[0]) for row in self._connection.execute(query, (report_id, *(kind.value for kind in kinds)))}

    def rows(self, register: str, report_id: str = "", parent_id: str | None = None) -> list[Row]:
        """The rows of a register in order; of one parent row only when `parent_id` is given."""
        if parent_id is None:
            return self._select(Row, "register = ? AND report_id = ?", (register, report_id))
        return self._select(Row, "register = ? AND report_id = ? AND parent_id = ?", (register, report_id, parent_id))

    def has_rows(self, register: str) -> bool:
        """True if a register has rows, of any report."""
        return self._row("SELECT 1 FROM register_row WHERE register = ? LIMIT 1", register) is not None

    def rows_of_report(self, report_id: str) -> list[Row]:
        """The rows of all registers that a report can show: its own, and those that live across years."""
        return self._select(Row, "report_id IN ('', ?)", (report_id,))

    def row_page(self, register: str, report_id: str, parent_id: str, behind: Row | None, limit: int) -> list[Row]:
        """At most `limit` rows of one table in order, from its first or behind a row; so that a long table is shown before it is read whole."""
        where, values = "register = ? AND report_id = ? AND parent_id = ?", [register, report_id, parent_id]
        if behind is not None:
            where += " AND rank >= ? AND (rank, id) > (?, ?)"
            values += [behind.rank, behind.rank, behind.id]
        return self._select(Row, where, values, f"rank, id LIMIT {int(limit)}")

    def reading_beside(self, register: str, report_id: str, parent_id: str, longer_than: int) -> ReadingBeside | None:
        """All rows of one table, read in a thread of their own from now on; None for a table that is not longer, and if it cannot be done."""
        query = "SELECT 1 FROM register_row WHERE register = ? AND report_id = ? AND parent_id = ? LIMIT 1 OFFSET ?"
        if self._row(query, register, report_id, parent_id, longer_than) is None:
            return None
        try:
            return ReadingBeside(self._library, register, report_id, parent_id)
        except sqlite3.Error:  # it is told when the rows are read one by one
            return None

    def row_places(self, register: str, report_id: str, parent_id: str) -> list[Place]:
        """Where the rows of one table stand, without their cells: for a long table a tenth of the time of `rows`."""
        query = "SELECT id, rank FROM register_row WHERE register = ? AND report_id = ? AND parent_id = ? ORDER BY rank, id"
        with plain_failures(self._library.shown):
            return [Place(str(row[0]), str(row[1])) for row in self._connection.execute(query, (register, report_id, parent_id))]

    def row_standings(self, register: str, report_id: str) -> list[tuple[str, str, str]]:
        """The ids, ranks and parents of a register's rows, those of one parent together and in order, without their cells."""
        query = "SELECT id, rank, parent_id FROM register_row WHERE register = ? AND report_id = ? ORDER BY parent_id, rank, id"
        with plain_failures(self._library.shown):
            return self._connection.execute(query, (register, report_id)).fetchall()

    def row_cells(self, register: str, report_id: str, column: str) -> list[str]:
        """One column's cells of a register as `row_standings` lists its rows, empty ones too: for a long register a quarter of the time of `rows`.

        Raises DamagedError.
        """
        query = "SELECT coalesce(json_extract(\"values\", ?), '') FROM register_row WHERE register = ? AND report_id = ? ORDER BY parent_id, rank, id"
        try:
            with plain_failures(self._library.shown), plain_rows.no_search_for_garbage():
                found = [text for (text,) in self._connection.execute(query, (f'$."{column}"', register, report_id))]
            return found if "".join(found).isprintable() else list(map(richtext.clean, found))
        except (TypeError, sqlite3.OperationalError) as error:  # a cell that is no text, or cells that are no JSON
            raise self._damaged("register_row") from error

    def children(self, row_ids: Iterable[str]) -> list[Row]:
        """The rows that belong to one of some rows, of any register, by rank. Looks through all rows once, however many are asked for."""
        return self._select(Row, "parent_id IN (SELECT value FROM json_each(?))", (_ENCODER.encode(list(row_ids)),))

    def asset_data(self, sha256: str) -> bytes:
        """The bytes of an asset. Raises NotFoundError."""
        row = self._row("SELECT data FROM asset_data WHERE sha256 = ?", sha256)
        if row is None:
            raise NotFoundError(_TABLES[Asset].missing)
        return bytes(row[0])

    def dismissals(self, report_id: str) -> list[Dismissal]:
        """The findings of a report that were dismissed, the oldest first."""
        return self._select(Dismissal, "report_id = ?", (report_id,), "time, id")

    # --- writing, inside an operation ---

    def insert(self, *entities: Entity) -> None:
        """Add new values."""
        self.insert_many(entities)

    def insert_many(self, entities: Iterable[Entity]) -> None:
        """Add many new values; those of one kind that stand together go in at once."""
        batch: list[tuple[Any, ...]] = []
        current: _Table[Any] | None = None
        for entity in entities:
            table = _TABLES[type(entity)]
            if table is not current:
                self._flush(current, batch)
                current, batch = table, []
            batch.append(table.to_row(entity))
        self._flush(current, batch)

    def _flush(self, table: _Table[Any] | None, batch: list[tuple[Any, ...]]) -> None:
        if table is not None and batch:
            names = ", ".join(f'"{name}"' for name in table.columns)
            row = f"({', '.join('?' * len(table.columns))})"
            step = _VALUES_AT_ONCE // len(table.columns)
            for first in range(0, len(batch), step):
                part = batch[first : first + step]
                values = list(chain.from_iterable(part))
                self._connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES {", ".join([row] * len(part))}', values)

    def update(self, entity: Entity) -> None:
        """Write a value over the one of its id; nothing is written when both are equal, so that no empty step enters the history.

        Raises NotFoundError.
        """
        table = _TABLES[type(entity)]
        wanted = table.to_row(entity)
        names = ", ".join(f'"{name}"' for name in table.columns)
        present = self._row(f'SELECT {names} FROM "{table.name}" WHERE id = ?', entity.id)
        if present is None:
            raise NotFoundError(table.missing)
        if present != wanted:
            sets = ", ".join(f'"{name}" = ?' for name in table.columns)
            self._connection.execute(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', (*wanted, entity.id))

    def update_from(self, changed: Iterable[tuple[_E, _E]]) -> None:
        """Write many values over those that were read before in the same operation: pairs of the one of then and the one of now.

        Nothing is written where both are equal.
        """
        for before, after in changed:
            table: _Table[Any] = _TABLES[type(after)]
            stored: tuple[Any, ...] = table.to_row(after)
            if table.to_row(before) != stored:
                sets = ", ".join(f'"{name}" = ?' for name in table.columns)
                self._connection.execute(f'UPDATE "{table.name}" SET {sets} WHERE id = ?', (*stored, after.id))

    def delete(self, entity: Entity) -> None:
        """Take a value out. Undo brings it back."""
        self._connection.execute(f'DELETE FROM "{_TABLES[type(entity)].name}" WHERE id = ?', (entity.id,))

    def keep_data(self, sha256: str, data: bytes) -> None:
        """Store an asset's bytes; the same bytes are stored once."""
        self._connection.execute("INSERT OR IGNORE INTO asset_data (sha256, data) VALUES (?, ?)", (sha256, data))
