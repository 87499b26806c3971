"""What a database file is made of, so that a stranger's can be told from a library before anything in it is used.

Owns the comparison of tables, keys, unique indexes, triggers and views, and which definitions can do something by themselves: a view, a virtual
table, a check, a computed column or an index over an expression runs when the file is merely read or checked. Knows no migration.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3

from qi_desktop.core.records import dataclass

Fact = tuple[object, ...]

# Names, texts and remarks in a definition: what stands in them is no word of the language (sqlite.org/lang_keywords.html, lang_comment.html).
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/""", re.DOTALL)
# Words that begin an expression which SQLite evaluates by itself, or a module that does the reading. All but the last two are reserved.
_ACTING = re.compile(r"\b(?:CHECK|AS|WHERE|COLLATE|GENERATED|VIRTUAL)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """The tables by name, and the facts about them; `acting` is what acts by itself: triggers, views, and definitions that evaluate something."""

    tables: frozenset[str]
    facts: frozenset[Fact]
    keys: frozenset[Fact]
    acting: frozenset[Fact]

    def fits(self, known: Shape) -> bool:
        """True if all that is known is there just so, and nothing else is that could act on it: plain tables of other programs do no harm."""
        ours = frozenset(fact for fact in self.facts if fact[1] in known.tables)
        return ours == known.facts and self.keys == known.keys and self.acting == known.acting


def of(connection: sqlite3.Connection) -> Shape:
    """The shape of an open database. Reads nothing but its definitions."""
    definitions = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    tables = frozenset(name for kind, name, _, _ in definitions if kind == "table" and not name.startswith("sqlite_"))
    acting = frozenset(row for row in map(tuple, definitions) if row[0] in ("trigger", "view") or not _is_plain(row[3]))
    facts: set[Fact] = set()
    keys: set[Fact] = set()
    for table in tables:
        columns = connection.execute('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)', (table,))
        facts |= {("column", table, *row) for row in columns}
        facts |= {("kind", table, *row) for row in connection.execute("SELECT type, wr, strict FROM pragma_table_list(?)", (table,))}
        for (index,) in connection.execute('SELECT name FROM pragma_index_list(?) WHERE "unique"', (table,)).fetchall():
            held = connection.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,))
            facts.add(("unique", table, tuple(name for (name,) in held)))
        led = connection.execute('SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?)', (table,))
        keys |= {(table, *row) for row in led}
    return Shape(tables, frozenset(facts), frozenset(keys), acting)


def fingerprint(connection: sqlite3.Connection) -> str:
    """The SHA-256 of all definitions of an open database; two with the same one have the same shape, but not the other way round."""
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name").fetchall()
    return hashlib.sha256("\0".join(str(value) for row in rows for value in row).encode("utf-8", "surrogatepass")).hexdigest()


def is_plain_table(connection: sqlite3.Connection, name: str) -> bool:
    """True if reading that table (or finding that there is none) runs nothing."""
    definitions = connection.execute("SELECT type, sql FROM sqlite_schema WHERE tbl_name = ? COLLATE NOCASE", (name,)).fetchall()
    return all(kind in ("table", "index") and _is_plain(sql) for kind, sql in definitions)


def can_be_read(connection: sqlite3.Connection, name: str) -> bool:
    """True if there is a table of that name and reading it runs nothing; what would act when it is written does not matter."""
    definitions = connection.execute(
        "SELECT type, sql FROM sqlite_schema WHERE tbl_name = ? COLLATE NOCASE AND type <> 'trigger'", (name,)
    ).fetchall()
    return any(kind == "table" for kind, _ in definitions) and all(kind in ("table", "index") and _is_plain(sql) for kind, sql in definitions)


def _is_plain(sql: object) -> bool:
    """True for a table or index of mere columns; also for what SQLite made by itself, which has no definition."""
    if not isinstance(sql, str):
        return sql is None
    bare = _QUOTED.sub(" x ", sql)
    if _ACTING.search(bare):
        return False
    # An index over an expression has brackets within its brackets.
    return not re.match(r"\s*CREATE\s+(?:UNIQUE\s+)?INDEX\b", bare, re.IGNORECASE) or bare.count("(") == 1


def tables(connection: sqlite3.Connection) -> set[str]:
    """The names of all tables."""
    return {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The names of a table's columns, in their order; empty when there is no such table."""
    return tuple(str(name) for (name,) in connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,)))
