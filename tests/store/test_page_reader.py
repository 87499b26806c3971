"""Rows are read from pages as SQLite reads them, and nonsense is passed over."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.store import page_reader


def made(path: Path, rows: Sequence[tuple[object, ...]]) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name, number, data)")
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", rows)
        connection.commit()
    return path.read_bytes()


def test_all_rows_are_read_short_and_long(tmp_path: Path) -> None:
    rows = [(n, "质" * (n * 7 % 9000), (-1) ** n * 3**n % 2**62, bytes(n * 11 % 20000) if n % 3 else None) for n in range(1, 300)]
    found = [row for row in page_reader.rows(made(tmp_path / "a.db", rows)) if len(row.values) == 4]
    assert sorted((row.rowid, *row.values[1:]) for row in found) == sorted(rows)


def test_rows_of_free_pages_are_not_read(tmp_path: Path) -> None:
    made(tmp_path / "a.db", [(n, "质" * 500, n, None) for n in range(100)])
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("DROP TABLE thing")
        connection.commit()
    assert [row for row in page_reader.rows((tmp_path / "a.db").read_bytes()) if len(row.values) == 4] == []


@given(data=st.binary(min_size=0, max_size=300), noise=st.lists(st.tuples(st.integers(0, 8191), st.binary(min_size=1, max_size=40)), max_size=8))
def test_nonsense_is_passed_over(data: bytes, noise: list[tuple[int, bytes]]) -> None:
    page = bytearray(8192)
    page[: len(data)] = data
    page[4096:4101] = b"\x0d\x00\x00\x00\x20"
    for place, part in noise:
        page[place : place + len(part)] = part
    assert all(isinstance(row.values, tuple) for row in page_reader.rows(bytes(page[:8192])))
