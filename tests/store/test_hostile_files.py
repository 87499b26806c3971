"""Libraries from strangers: nothing in them runs, nothing outside of them is written, and what is refused is told in a sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qi_desktop.core.errors import DamagedError, OpenError, WriteError
from qi_desktop.session import Session
from qi_desktop.store import library as library_module
from qi_desktop.store.library import Library
from tests.store.conftest import bytes_of


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)


def refused(path: Path, read_only: bool) -> str:
    """Opening is refused as damage, and nothing is written; the sentence."""
    before = bytes_of(path.parent)
    with pytest.raises(DamagedError) as caught:
        Library.open(path, "李工", read_only)
    assert bytes_of(path.parent) == before
    assert ";" in str(caught.value)
    return str(caught.value)


OVERFLOW = "abs(-9223372036854775807 - 1)"
"""An expression that fails when it is evaluated: a file that holds it tells whether it ran."""


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    "statement",
    [
        f"CREATE TABLE notes (text, CHECK ({OVERFLOW}))",
        "CREATE TABLE notes (text, more AS (hex(zeroblob(text))))",
        "CREATE TABLE notes (text, more GENERATED ALWAYS AS (text) STORED)",
        "ALTER TABLE block ADD COLUMN more TEXT AS (upper(text))",
        "ALTER TABLE block ADD COLUMN more TEXT",
        "ALTER TABLE block ADD COLUMN more TEXT NOT NULL DEFAULT 'x'",
        "CREATE INDEX evil ON block (upper(text))",
        "CREATE INDEX evil ON block (text) WHERE text LIKE 'x%'",
        "CREATE UNIQUE INDEX evil ON chapter (title)",
        "CREATE UNIQUE INDEX evil ON operation (verb)",
        "CREATE VIRTUAL TABLE evil USING fts5(x)",
        "CREATE TABLE evil (id TEXT REFERENCES chapter (id) ON DELETE CASCADE)",
        "CREATE TRIGGER evil AFTER INSERT ON operation BEGIN DELETE FROM chapter; END",
        "CREATE TRIGGER evil INSTEAD OF INSERT ON x BEGIN SELECT 1; END",
        "CREATE VIEW x AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
        "DROP INDEX idx_export_key",
    ],
)
def test_what_acts_by_itself_or_hinders_is_refused_and_never_runs(path: Path, statement: str, read_only: bool) -> None:
    if "INSTEAD" in statement:
        tamper(path, "CREATE VIEW x AS SELECT 1")
    tamper(path, statement)
    refused(path, read_only)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("block", "CREATE TABLE block (id TEXT PRIMARY KEY, chapter_id TEXT, rank TEXT, kind TEXT, text TEXT, attributes TEXT)"),
        ("block", "CREATE VIEW block AS SELECT * FROM block"),
        ("block", "CREATE TABLE"),
        ("block", "x" * 100_000),
        ("journal_block_insert", "CREATE TRIGGER journal_block_insert AFTER INSERT ON block BEGIN ATTACH '/tmp/evil' AS evil; END"),
        ("journal_block_insert", "CREATE TRIGGER journal_block_insert AFTER INSERT ON block BEGIN SELECT writefile('/tmp/evil', 'x'); END"),
        ("journal_block_insert", "CREATE TRIGGER journal_block_insert AFTER INSERT ON block BEGIN SELECT " + "(" * 5000 + "1" + ")" * 5000 + "; END"),
        ("_sqlite_migrations", "CREATE VIEW _sqlite_migrations AS SELECT 1 AS id, 'qi_desktop' AS migration_set, 'm001' AS name, '' AS applied_at"),
    ],
)
def test_definitions_that_were_written_by_hand_are_refused(path: Path, name: str, sql: str, read_only: bool) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, name))
    refused(path, read_only)
    assert not Path("/tmp/evil").exists()


@pytest.mark.parametrize("read_only", [True, False])
def test_two_tables_on_the_same_pages_are_refused(path: Path, read_only: bool) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'block') WHERE name = 'journal'")
    refused(path, read_only)


@pytest.mark.parametrize("text", ["CHECK", "as (where)", "-- VIRTUAL", "it's", 'a "quoted" GENERATED'])
def test_plain_tables_of_other_programs_may_have_any_names(path: Path, text: str) -> None:
    quoted = text.replace('"', '""')
    tamper(path, f'CREATE TABLE "{quoted}" ("{quoted}" TEXT /* CHECK */, other) -- WHERE', f'CREATE INDEX "i {quoted}" ON "{quoted}" ("{quoted}")')
    Library.open(path, "李工").close()


def test_a_library_of_a_newer_version_may_be_made_of_anything(path: Path) -> None:
    tamper(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('qi_desktop', 'm999_future', '2030')",
        "CREATE VIRTUAL TABLE words USING fts5(x)",
    )
    with pytest.raises(OpenError, match="newer version"):
        Library.open(path, "李工")


def test_a_row_that_is_larger_than_any_of_ours_is_told_and_not_loaded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session.open(path) as session:
        asset = session.assets.add("a", b"x" * 3_000_000).created
    monkeypatch.setattr(library_module, "_LONGEST_VALUE", 1_000_000)
    with Session.open(path) as session:
        with pytest.raises((OpenError, WriteError), match=";"):
            session.assets.data(asset)
        with pytest.raises(WriteError, match="too large"):
            session.assets.add("b", b"y" * 3_000_000)
        session.chapters.add(session.reports.of_year().id, "还可以写")
