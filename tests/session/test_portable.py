"""The check of a library's contents."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.core.messages import Message
from qi_desktop.session import Session, portable


@pytest.fixture
def filled(session: Session, report: str) -> Session:
    chapter = session.chapters.add(report, "一").created
    session.chapters.add(report, "二", chapter)
    session.blocks.add(chapter)
    session.rows.add("product_certificates", [{"number": "x"}])
    session.assets.add("标志.png", b"picture")
    return session


def tampered(session: Session, statement: str) -> list[Message]:
    """The problems after somebody else wrote into the file."""
    database = session.library.connection
    database.execute("UPDATE journal_state SET recording = 0")
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute(statement)
    database.execute("UPDATE journal_state SET recording = 1")
    return portable.problems(session)


def test_a_sound_library_has_no_problems(filled: Session) -> None:
    assert portable.problems(filled) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE asset_data SET data = x'00'", "标志.png"),
        ("DELETE FROM asset_data", "picture"),
        ("UPDATE asset SET size = 1", "标志.png"),
        ("UPDATE chapter SET report_id = 'x'", "chapter"),
        ("UPDATE block SET chapter_id = 'x'", "block"),
        ("UPDATE chapter SET parent_id = (SELECT id FROM chapter WHERE title = '二')", "parent_id"),
        ("UPDATE chapter SET parent_id = 'missing'", "parent_id"),
        ("UPDATE chapter SET matter = 'dark'", "chapter"),
        ("UPDATE register_row SET parent_id = id", "parent_id"),
        ("UPDATE register_row SET \"values\" = '[]'", "register_row"),
        ("UPDATE company SET id = 'x'", "/company/id"),
        ("DELETE FROM company", "company"),
    ],
)
def test_what_is_wrong_is_told_once_in_a_sentence(filled: Session, statement: str, words: str) -> None:
    (problem, *_) = tampered(filled, statement)
    assert words in str(problem)
    assert "\n" not in str(problem)


def test_every_damaged_picture_is_named(filled: Session) -> None:
    filled.assets.add("二.png", b"other")
    found = tampered(filled, "UPDATE asset_data SET data = x'00'")
    assert len(found) == 2


def test_a_dump_is_the_same_from_a_writer_and_a_reader(filled: Session, tmp_path: Path) -> None:
    with Session.open(filled.path, read_only=True) as reader:
        assert portable.dump(reader) == portable.dump(filled)
        portable.write_dump(reader, tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes().decode("utf-8") == portable.dump(filled)
