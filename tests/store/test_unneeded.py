"""Bytes that nothing can show any more are removed, and those that anything may still ask for are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qi_desktop.core.errors import QiError
from qi_desktop.session import Session, portable
from qi_desktop.store import unneeded


def held(session: Session) -> int:
    return int(session.library.connection.execute("SELECT count(*) FROM asset_data").fetchone()[0])


def add(session: Session) -> str:
    return session.assets.add("a.bin", b"x" * 1000).created


def test_bytes_of_a_file_whose_storing_was_undone_and_passed_by_are_removed_with_the_next_opening(path: Path) -> None:
    with Session.open(path) as session:
        add(session)
        session.undo()
        session.chapters.add(session.reports.of_year().id, "二")
        before = portable.dump(session)
        assert held(session) == 1
    with Session.open(path) as session:
        assert held(session) == 0
        assert portable.dump(session) == before
        assert portable.problems(session) == []


def keep_it(session: Session) -> None:
    add(session)


def keep_its_redo(session: Session) -> None:
    add(session)
    session.undo()


def keep_a_second_file_of_the_same_bytes(session: Session) -> None:
    add(session)
    session.assets.add("b.bin", b"x" * 1000)
    session.undo()
    session.chapters.add(session.reports.of_year().id, "二")


def keep_its_snapshot(session: Session) -> None:
    from qi_desktop.core.model import BlockKind

    report = session.reports.of_year().id
    chapter = session.chapters.tree(report)[0].chapter.id
    asset = add(session)
    session.blocks.add(chapter, BlockKind.FIGURE, attributes={"asset": asset})
    session.snapshots.take(report, "送审稿")
    session.undo()
    session.undo()
    session.chapters.add(report, "二")


@pytest.mark.parametrize("act", [keep_it, keep_its_redo, keep_a_second_file_of_the_same_bytes, keep_its_snapshot])
def test_bytes_that_may_still_be_asked_for_stay(path: Path, act: Callable[[Session], None]) -> None:
    with Session.open(path) as session:
        act(session)
    with Session.open(path) as session:
        assert held(session) == 1
        assert unneeded.find(session.library) == []
        while session.redo():
            pass
        assert portable.problems(session) == []


def test_where_a_snapshot_cannot_be_read_nothing_is_removed(path: Path) -> None:
    with Session.open(path) as session:
        keep_its_snapshot(session)
        with session.library.recording():
            session.library.connection.execute("UPDATE snapshot SET content = x'00'")
        assert unneeded.remove(session.library) == 0


def test_a_reader_removes_nothing(path: Path) -> None:
    with Session.open(path) as session:
        add(session)
        session.undo()
        session.chapters.add(session.reports.of_year().id, "二")
    with Session.open(path, read_only=True) as session:
        assert held(session) == 1
        with pytest.raises(QiError):
            unneeded.remove(session.library)
