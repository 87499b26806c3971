"""The library file's tables, as migrations.

Owns every table, index and trigger; what a file is recognised by stands in `version`. A migration, once released, is never changed: the next change
of the schema is the next function. What rows mean is said in `core.model`; this module only keeps them.

Tables of content (`CONTENT`) are watched by triggers that write every change into `journal` under the current operation; the triggers are made from
the tables' columns, so no write can bypass the history. A write outside an operation fails on journal's NOT NULL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cache

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Column

from qi_desktop.store import shape, version
from qi_desktop.store.shape import Shape
from qi_desktop.store.version import FIRST_CONTENT, MIGRATION_SET

migrations = Migrations(MIGRATION_SET)


def watch(database: Database, table: str) -> None:
    """(Re)make the triggers that record every insert, update and delete of a content table.

    Every migration that changes a content table's columns calls it at its end.
    """
    before, after = (_row_as_json(side, database.table(table).columns) for side in ("old", "new"))
    for action, key, old, new in (("insert", "new", "NULL", after), ("update", "new", before, after), ("delete", "old", before, "NULL")):
        database.execute(f'DROP TRIGGER IF EXISTS "journal_{table}_{action}"')
        database.execute(
            f'CREATE TRIGGER "journal_{table}_{action}" AFTER {action.upper()} ON "{table}" '
            "WHEN (SELECT recording FROM journal_state) BEGIN "
            f'INSERT INTO journal ("operation", "table_name", "row_id", "before", "after") '
            f"VALUES ((SELECT operation FROM journal_state), '{table}', {key}.\"id\", {old}, {new}); END"
        )


def _row_as_json(side: str, columns: Iterable[Column]) -> str:
    """An SQL expression for a row as JSON. Written with `replace`, since SQLite refuses json_object() in triggers while `trusted_schema` is off.

    Only `\\` and `"` are escaped: readers of the journal parse with strict=False, which allows line ends inside strings.
    """
    members = []
    for column in columns:
        name = f'{side}."{column.name}"'
        if column.type == "TEXT":
            name = f"""'"' || replace(replace({name}, '\\', '\\\\'), '"', '\\"') || '"'"""
        members.append(f"""'"{column.name}":' || coalesce({name}, 'null')""")
    return "'{' || " + " || ',' || ".join(members) + " || '}'"


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Apply what is pending, all of it or nothing. Raises sqlite3.OperationalError, also where the disk fails and sqlite-utils keeps silent."""
    database = Database(connection, execute_plugins=False)
    with database.atomic():
        # sqlite-utils finds out by trying whether tables can be strict, and remembers the answer; in here, so that nothing is left of the trial.
        # Every SQLite that this program runs on can make them (3.37): a "no" is the disk's, and would give other tables.
        if not database.supports_strict:
            with database.atomic():
                database.execute("CREATE TABLE strict_again (name TEXT) STRICT")
                raise _disk_failure()
        migrations.apply(database)
        if not connection.in_transaction or not is_sound(connection):
            raise _disk_failure()


def _disk_failure() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


def is_sound(connection: sqlite3.Connection) -> bool:
    """True if a library has just the tables, keys and triggers of its version, nothing else in it acts, and it is recording."""
    number = len(version.applied(connection))
    # One that this program made is known by its definitions, letter for letter: making another one to compare with takes as long as all else here.
    if not version.is_known(connection) and not shape.of(connection).fits(_made(number if number < len(version.MIGRATIONS) else None)):
        return False
    return version.is_recording(connection)


@cache
def _made(number: int | None = None) -> Shape:
    """The shape of a library that is made now, with the first `number` migrations or all."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        database = Database(connection, execute_plugins=False)
        pending = migrations.pending(database)
        migrations.apply(database, stop_before=pending[number].name if number is not None and number < len(pending) else None)
        return shape.of(connection)


@migrations()
def m001_first(database: Database) -> None:
    """Company, reports, chapters, blocks, register rows, assets; journal and operations."""
    text = str
    database.table("company").create(
        dict.fromkeys(
            (
                "id",
                "name",
                "english_name",
                "short_name",
                "website",
                "phone",
                "email",
                "address",
                "legal_representative",
                "founded",
                "stock_code",
                "logo",
            ),
            text,
        ),
        pk="id",
        strict=True,
    )
    database.table("report").create(
        {
            "id": text, "year": int, "title": text, "subtitle": text, "period_start": text, "period_end": text, "cycle": text, "ordinal": int,
            "scope": text, "access": text, "version": text, "status": text, "template": text, "style": text,
        },
        pk="id",
        not_null={"year", "ordinal"},
        strict=True,
    )  # fmt: skip
    database.table("chapter").create(
        dict.fromkeys(
            (
                "id",
                "report_id",
                "parent_id",
                "rank",
                "title",
                "matter",
                "status",
                "department",
                "due_date",
                "requirement",
                "template_key",
                "guidance",
                "deleted",
            ),
            text,
        ),
        pk="id",
        foreign_keys=[("report_id", "report", "id")],
        strict=True,
    )
    database.table("chapter").create_index(["report_id", "parent_id", "rank"])
    database.table("block").create(
        dict.fromkeys(("id", "chapter_id", "rank", "kind", "text", "attributes"), text),
        pk="id",
        foreign_keys=[("chapter_id", "chapter", "id")],
        strict=True,
    )
    database.table("block").create_index(["chapter_id", "rank"])
    database.table("register_row").create(
        dict.fromkeys(("id", "register", "report_id", "parent_id", "rank", "values"), text),
        pk="id",
        strict=True,
    )
    database.table("register_row").create_index(["register", "report_id", "parent_id", "rank"])
    database.table("asset").create(
        {"id": text, "name": text, "mime": text, "sha256": text, "size": int, "width": int, "height": int},
        pk="id",
        strict=True,
    )
    # The bytes stand apart from the rows: the history then never copies a picture, and undoing its deletion finds it again.
    database.table("asset_data").create({"sha256": text, "data": bytes}, pk="sha256", not_null={"data"}, strict=True)

    database.table("operation").create(
        {"id": int, "verb": text, "subject": text, "author": text, "time": text, "merge_key": text, "state": text},
        pk="id",
        not_null={"verb", "state"},
        strict=True,
    )
    database.table("journal").create(
        {"id": int, "operation": int, "table_name": text, "row_id": text, "before": text, "after": text},
        pk="id",
        not_null={"operation", "table_name", "row_id"},
        foreign_keys=[("operation", "operation", "id")],
        strict=True,
    )
    database.table("journal").create_index(["operation"])
    database.table("journal").create_index(["row_id"])
    database.table("journal_state").create({"id": int, "operation": int, "recording": int}, pk="id", not_null={"recording"}, strict=True)
    database.table("journal_state").insert({"id": 1, "operation": None, "recording": 1})
    for table in FIRST_CONTENT:
        watch(database, table)


@migrations()
def m002_exports(database: Database) -> None:
    """What was sent out for review: the exports, and each block as it stood in them.

    Records, like the operations: no triggers watch them. No foreign key leads to a report: it may be deleted, and its returns still be read.
    """
    database.table("export").create(
        dict.fromkeys(
            ("id", "report_id", "key", "time", "author", "style", "kind", "version", "file_name", "sha256", "program_version"),
            str,
        ),
        pk="id",
        not_null={"report_id", "key", "time", "author", "style", "kind", "version", "file_name", "sha256", "program_version"},
        strict=True,
    )
    database.table("export").create_index(["key"], unique=True)
    database.table("export").create_index(["report_id"])
    database.table("export_block").create(
        {
            "export_id": str, "position": int, "place": str, "kind": str, "chapter_id": str, "text": str, "hash": str, "headers": str, "shape": str,
        },
        pk=("export_id", "position"),
        not_null={"place", "kind", "chapter_id", "text", "hash"},
        foreign_keys=[("export_id", "export", "id")],
        strict=True,
    )  # fmt: skip
    database.table("export_block").create_index(["export_id", "place"])


@migrations()
def m003_styles(database: Database) -> None:
    """Style sheets of the company's own."""
    database.table("style").create(
        {"id": str, "name": str, "base": str, "settings": str}, pk="id", not_null={"name", "base", "settings"}, strict=True
    )
    watch(database, "style")


@migrations()
def m004_fields(database: Database) -> None:
    """Fields of the library's own: named questions to registers."""
    database.table("field").create({"id": str, "name": str, "query": str}, pk="id", not_null={"name", "query"}, strict=True)
    watch(database, "field")


@migrations()
def m005_snapshots(database: Database) -> None:
    """Named states of a report. Records, like the exports: undo does not reach them, so that nothing approved goes by a wrong key."""
    database.table("snapshot").create(
        {
            "id": str, "report_id": str, "name": str, "kind": str, "time": str, "author": str, "sha256": str, "program_version": str,
            "content": bytes,
        },
        pk="id",
        not_null={"report_id", "name", "kind", "time", "author", "sha256", "program_version", "content"},
        strict=True,
    )  # fmt: skip
    database.table("snapshot").create_index(["report_id", "time"])


@migrations()
def m006_own_registers(database: Database) -> None:
    """Registers of the library's own, and columns of its own for those that ship. Their cells stand with the others of their rows."""
    database.table("own_register").create({"id": str, "extends": str, "declaration": str}, pk="id", not_null={"extends", "declaration"}, strict=True)
    watch(database, "own_register")


@migrations()
def m007_dismissals(database: Database) -> None:
    """Findings that stand for a reason."""
    names = ("id", "report_id", "rule", "place", "digest", "reason", "author", "time")
    database.table("dismissal").create(
        dict.fromkeys(names, str), pk="id", not_null=set(names[1:]), foreign_keys=[("report_id", "report", "id")], strict=True
    )
    database.table("dismissal").create_index(["report_id"])
    watch(database, "dismissal")
