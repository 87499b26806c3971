"""SQLite's failures in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qi_desktop.core.errors import DamagedError, LockedError, MissingFileError, QiError, ReadOnlyError, WriteError
from qi_desktop.store.failures import plain_failures, translate


def failure(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("technical")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, WriteError),
        (sqlite3.SQLITE_IOERR, WriteError),
        (sqlite3.SQLITE_IOERR_WRITE, WriteError),
        (sqlite3.SQLITE_IOERR_FSYNC, WriteError),
        (sqlite3.SQLITE_IOERR_READ, MissingFileError),
        (sqlite3.SQLITE_READONLY, ReadOnlyError),
        (sqlite3.SQLITE_PERM, ReadOnlyError),
        (sqlite3.SQLITE_READONLY_DBMOVED, MissingFileError),
        (sqlite3.SQLITE_CORRUPT, DamagedError),
        (sqlite3.SQLITE_NOTADB, DamagedError),
        (sqlite3.SQLITE_BUSY, LockedError),
        (sqlite3.SQLITE_CANTOPEN, MissingFileError),
        (sqlite3.SQLITE_TOOBIG, WriteError),
    ],
)
def test_each_expected_failure_is_one_sentence_with_the_next_step(code: int, expected: type[QiError]) -> None:
    with pytest.raises(expected) as caught, plain_failures(Path("/somewhere/报告.qid")):
        raise failure(code)
    sentence = str(caught.value)
    assert "报告.qid" in sentence
    assert "somewhere" not in sentence
    assert ";" in sentence
    assert "technical" not in sentence


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE])
def test_a_bug_stays_a_bug(code: int) -> None:
    with pytest.raises(sqlite3.OperationalError, match="technical"), plain_failures(Path("a.qid")):
        raise failure(code)


def test_pythons_own_complaints_stay_bugs_but_for_bytes_that_are_no_text() -> None:
    assert translate(sqlite3.ProgrammingError("Cannot operate on a closed database."), Path("a.qid")) is None
    assert isinstance(translate(sqlite3.OperationalError("Could not decode to UTF-8 column 'title'"), Path("a.qid")), DamagedError)
