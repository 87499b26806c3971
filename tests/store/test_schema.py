"""The library file's tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields

import pytest
from hypothesis import given
from sqlite_utils import Database

from qi_desktop.core.model import Asset, Block, Chapter, Company, Dismissal, Field, OwnRegister, Report, Row, Style
from qi_desktop.store import schema, shape, version
from tests.strategies import texts


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(Database(sqlite3.connect(":memory:", isolation_level=None), execute_plugins=False)) as made:
        made.execute("PRAGMA trusted_schema = OFF")
        made.execute("PRAGMA foreign_keys = ON")
        schema.migrations.apply(made)
        yield made


def test_every_content_table_has_the_fields_of_its_value(database: Database) -> None:
    for table, kind in zip(version.CONTENT, (Company, Report, Chapter, Block, Row, Asset, Style, Field, OwnRegister, Dismissal), strict=True):
        assert [column.name for column in database.table(table).columns] == [item.name for item in fields(kind)]


def test_every_content_table_is_watched_and_strict(database: Database) -> None:
    triggers = {trigger.name for trigger in database.triggers}
    assert triggers == {f"journal_{table}_{action}" for table in version.CONTENT for action in ("insert", "update", "delete")}
    assert all(database.table(table).strict for table in version.CONTENT)


def test_a_new_library_is_sound(database: Database) -> None:
    assert schema.is_sound(database.conn)


def test_a_library_is_recognised_by_the_migrations_that_make_one(database: Database) -> None:
    assert tuple(migration.name for migration in schema.migrations.applied(database)) == version.MIGRATIONS
    assert version.applied(database.conn) == version.MIGRATIONS
    assert schema.migrations.migrations_table == version.APPLIED_TABLE
    assert version.is_known(database.conn)


def test_records_of_exports_are_strict_tables_outside_of_the_history(database: Database) -> None:
    assert all(database.table(table).strict for table in ("export", "export_block"))
    assert not {"export", "export_block"} & {trigger.table for trigger in database.triggers}


def test_tables_of_other_programs_beside_ours_do_no_harm(database: Database) -> None:
    database.execute("CREATE TABLE notes (text)")
    database.execute("ANALYZE")
    assert schema.is_sound(database.conn)


@given(texts, texts)
def test_the_journal_holds_every_text_as_json(name: str, phone: str) -> None:
    with closing(Database(sqlite3.connect(":memory:", isolation_level=None), execute_plugins=False)) as database:
        schema.migrations.apply(database)
        database.execute("INSERT INTO operation (verb, state) VALUES ('test', 'done')")
        database.execute("UPDATE journal_state SET operation = 1")
        database.execute("INSERT INTO company (id, name, phone) VALUES ('x', ?, ?)", (name, phone))
        (after,) = database.execute("SELECT after FROM journal").fetchone()
        row = json.loads(after, strict=False)
        assert (row["id"], row["name"], row["phone"], row["logo"]) == ("x", name, phone, None)


def test_numbers_stay_numbers_in_the_journal(database: Database) -> None:
    database.execute("INSERT INTO operation (verb, state) VALUES ('test', 'done')")
    database.execute("UPDATE journal_state SET operation = 1")
    database.execute("INSERT INTO report (id, year, ordinal) VALUES ('x', 2025, -9007199254740993)")
    (after,) = database.execute("SELECT after FROM journal").fetchone()
    assert (json.loads(after)["year"], json.loads(after)["ordinal"]) == (2025, -9007199254740993)


def test_a_table_takes_no_value_of_another_type(database: Database) -> None:
    database.execute("INSERT INTO operation (verb, state) VALUES ('test', 'done')")
    database.execute("UPDATE journal_state SET operation = 1")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO report (id, year, ordinal) VALUES ('x', 'soon', 0)")


def test_a_library_whose_definitions_are_written_otherwise_is_compared_piece_by_piece(database: Database) -> None:
    (sql,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'style'").fetchone()
    database.execute("PRAGMA writable_schema = ON")
    database.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'style'", (sql.replace("\n", " "),))
    assert shape.fingerprint(database.conn) != version.FINGERPRINT
    assert schema.is_sound(database.conn)
