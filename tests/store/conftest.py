"""Libraries for the tests of the store."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qi_desktop.session import Session
from tests.disks import read_only_disk, small_disk

__all__ = ["read_only_disk", "small_disk"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with one chapter, closed."""
    place = tmp_path / "报告 1.qid"
    with Session.create(place, author="李工", company="某仪表有限公司", template="blank", year=2025) as session:
        session.chapters.add(session.reports.of_year().id, "质量方针")
    return place


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, to see whether something was changed or left behind."""
    return {name: (folder / name).read_bytes() for name in sorted(os.listdir(folder)) if (folder / name).is_file()}


def first_page(path: Path, table: str) -> int:
    """The page that a table begins with, from 0."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).fetchone()
        return int(root) - 1


def spoil(path: Path, table: str) -> bytes:
    """Write rubbish over the first page of a table; returns the file's bytes."""
    data = bytearray(path.read_bytes())
    at = first_page(path, table) * 4096
    data[at : at + 200] = b"\xee" * 200
    path.write_bytes(data)
    return bytes(data)
