"""What a library of this version of the program is known by, so that one can be opened without the means to make one.

Owns the mark of a library file, the names of the migrations in their order, the fingerprint of what they make, and the tables of content. `schema`
makes the tables; it is loaded only when there is something to make, as sqlite-utils takes long to import.
"""

from __future__ import annotations

import sqlite3

from qi_desktop.store import shape

# "QIDL" as a number: the mark at byte 68 of every library (sqlite.org/fileformat2.html §1.3.10).
APPLICATION_ID = 0x5149444C

MIGRATIONS = ("m001_first", "m002_exports", "m003_styles", "m004_fields", "m005_snapshots", "m006_own_registers", "m007_dismissals")
"""The names of the functions in `schema`, in their order."""

FINGERPRINT = "7f4fcb212e0459c17227b50ff88b996bf13d6d77cef27378acb919d9b446c075"
"""`shape.fingerprint` of a library of the newest version; the test of old files tells what it is after another migration."""

APPLIED_TABLE = "_sqlite_migrations"
"""Where sqlite-utils lists the migrations that a file went through (its `Migrations.migrations_table`)."""

MIGRATION_SET = "qi_desktop"

FIRST_CONTENT = ("company", "report", "chapter", "block", "register_row", "asset")
CONTENT = (*FIRST_CONTENT, "style", "field", "own_register", "dismissal")
"""Tables whose rows are the library's content, in an order in which rows may be inserted."""

OWNER = dict.fromkeys(CONTENT, "") | {"chapter": "report_id", "block": "chapter_id", "register_row": "register", "dismissal": "report_id"}
"""The column that tells what a row hangs on."""


def applied(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The migrations that an open library went through; none for a file that is no library."""
    if not shape.columns(connection, APPLIED_TABLE):
        return ()
    query = f'SELECT name FROM "{APPLIED_TABLE}" WHERE migration_set = ? ORDER BY rowid'
    return tuple(str(name) for (name,) in connection.execute(query, (MIGRATION_SET,)))


def is_newest(connection: sqlite3.Connection) -> bool:
    """True if nothing is pending."""
    return set(MIGRATIONS) <= set(applied(connection))


def is_known(connection: sqlite3.Connection) -> bool:
    """True if an open library is letter for letter what this version makes. Others may be sound too; `schema.is_sound` compares them."""
    return len(applied(connection)) == len(MIGRATIONS) and shape.fingerprint(connection) == FINGERPRINT


def is_recording(connection: sqlite3.Connection) -> bool:
    """True if the triggers write the history, and no operation was left open."""
    return connection.execute("SELECT id, operation, recording FROM journal_state").fetchall() == [(1, None, 1)]
