"""Writing blocks anew whose order stays: the editor's saving while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.core.errors import NotFoundError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import Block, BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft, Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "report.qid", company="甲公司", template="blank", year=2018) as session:
        yield session


@pytest.fixture
def chapter_id(session: Session) -> str:
    return session.chapters.add(session.reports.all()[0].id, "质量管理").created


def _written(session: Session, chapter_id: str) -> list[Block]:
    session.blocks.write(chapter_id, [Draft(new_id(), BlockKind.PARAGRAPH, (Run(text),)) for text in "甲乙丙"], merge=False)
    return session.blocks.of_chapter(chapter_id)


def test_only_the_given_blocks_change_and_ranks_stay(session: Session, chapter_id: str) -> None:
    first, second, third = _written(session, chapter_id)
    changes = session.blocks.rewrite(chapter_id, [Draft(second.id, BlockKind.HEADING, (Run("新"),), {"role": "quote"})])
    assert changes.ids("block") == (second.id,)
    assert changes.owners("block") == {chapter_id}
    changed = replace(second, kind=BlockKind.HEADING, text=(Run("新"),), attributes={"role": "quote"})
    assert session.blocks.of_chapter(chapter_id) == [first, changed, third]
    session.undo()
    assert session.blocks.of_chapter(chapter_id) == [first, second, third]


def test_it_goes_on_with_the_undo_step_of_a_write_shortly_before(session: Session, chapter_id: str) -> None:
    blocks = _written(session, chapter_id)
    session.blocks.rewrite(chapter_id, [Draft(blocks[0].id, BlockKind.PARAGRAPH, (Run("一"),))])
    session.blocks.rewrite(chapter_id, [Draft(blocks[0].id, BlockKind.PARAGRAPH, (Run("一二"),))])
    session.undo()
    assert session.blocks.of_chapter(chapter_id) == blocks


def test_a_block_that_is_gone_or_of_another_chapter_is_refused_and_nothing_is_written(session: Session, chapter_id: str) -> None:
    blocks = _written(session, chapter_id)
    other = session.chapters.add(session.reports.all()[0].id, "别的").created
    good = Draft(blocks[0].id, BlockKind.PARAGRAPH, (Run("新"),))
    with pytest.raises(NotFoundError):
        session.blocks.rewrite(chapter_id, [good, replace(good, id=new_id())])
    with pytest.raises(NotFoundError):
        session.blocks.rewrite(other, [good])
    assert session.blocks.of_chapter(chapter_id) == blocks


def test_rewriting_with_the_same_leaves_no_trace(session: Session, chapter_id: str) -> None:
    blocks = _written(session, chapter_id)
    before = len(session.history())
    assert not session.blocks.rewrite(chapter_id, [Draft(blocks[0].id, blocks[0].kind, blocks[0].text)])
    assert len(session.history()) == before
