"""The history of a chapter: each text it had can be read, compared and restored."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_desktop.core.errors import RefusedError
from qi_desktop.core.model import Block, BlockKind, ChapterStatus
from qi_desktop.core.richtext import plain, text_of
from qi_desktop.core.text_difference import Kind
from qi_desktop.session import Draft, Session
from qi_desktop.session.history import words_of


def chapter_of(session: Session) -> str:
    return session.chapters.add(session.reports.of_year().id, "质量“方针”").created


def texts(blocks: list[Block]) -> list[str]:
    return [text_of(block.text) for block in blocks]


def write(session: Session, chapter: str, *lines: str) -> int:
    """Make the chapter consist of paragraphs whose ids are their first characters; the operation's number."""
    drafts = [Draft(f"paragraph00{line[0]}", BlockKind.PARAGRAPH, plain(line)) for line in lines]
    return session.blocks.write(chapter, drafts, merge=False).operation


def test_the_text_after_each_operation_can_be_read(session: Session) -> None:
    chapter = chapter_of(session)
    first = write(session, chapter, "a 一", "b 二")
    second = write(session, chapter, "b 二二", "c 三")
    third = write(session, chapter)
    assert texts(session.past.text_after(chapter, first)) == ["a 一", "b 二"]
    assert texts(session.past.text_after(chapter, second)) == ["b 二二", "c 三"]
    assert texts(session.past.text_after(chapter, third)) == []
    assert [operation.id for operation in session.past.operations(chapter_id=chapter)] == [third, second, first]


def test_what_an_operation_did_and_what_became_of_it_are_compared(session: Session) -> None:
    chapter = chapter_of(session)
    write(session, chapter, "a 合格率高")
    second = write(session, chapter, "a 合格率很高")
    write(session, chapter, "a 合格率很高。")
    (changed,) = session.past.changed_by(chapter, second)
    assert [(piece.kind, piece.text) for piece in changed if piece.kind is not Kind.SAME] == [(Kind.INSERTED, "很")]
    (since,) = session.past.changed_since(chapter, second)
    assert [(piece.kind, piece.text) for piece in since if piece.kind is not Kind.SAME] == [(Kind.INSERTED, "。")]


def test_restoring_is_one_operation_that_can_be_undone(session: Session) -> None:
    chapter = chapter_of(session)
    first = write(session, chapter, "a 一", "b 二")
    write(session, chapter, "c 三")
    ids = [block.id for block in session.past.text_after(chapter, first)]
    changes = session.past.restore(chapter, first)
    assert changes.verb == "chapter.restore_text"
    assert texts(session.blocks.of_chapter(chapter)) == ["a 一", "b 二"]
    assert [block.id for block in session.blocks.of_chapter(chapter)] == ids
    session.undo()
    assert texts(session.blocks.of_chapter(chapter)) == ["c 三"]


def test_a_final_chapter_is_not_restored(session: Session) -> None:
    chapter = chapter_of(session)
    first = write(session, chapter, "a 一")
    write(session, chapter, "b 二")
    session.chapters.change(chapter, status=ChapterStatus.FINAL)
    with pytest.raises(RefusedError):
        session.past.restore(chapter, first)
    assert texts(session.blocks.of_chapter(chapter)) == ["b 二"]


def test_what_was_undone_is_no_part_of_a_chapters_history(session: Session) -> None:
    chapter = chapter_of(session)
    first = write(session, chapter, "a 一")
    undone = write(session, chapter, "b 二")
    session.undo()
    assert [operation.id for operation in session.past.operations(chapter_id=chapter)] == [first]
    third = write(session, chapter, "c 三")
    assert texts(session.past.text_after(chapter, first)) == ["a 一"]
    assert [operation.id for operation in session.past.operations(chapter_id=chapter)] == [third, first]
    assert undone in [operation.id for operation in session.past.operations()]


def test_the_text_of_another_chapter_that_speaks_of_this_one_is_not_mixed_in(session: Session) -> None:
    chapter, other = chapter_of(session), chapter_of(session)
    write(session, other, f'a "chapter_id":"{chapter}"')
    assert session.past.operations(chapter_id=chapter) == []


def test_blocks_that_moved_to_another_chapter_are_in_both_histories(session: Session) -> None:
    chapter, other = chapter_of(session), chapter_of(session)
    first = write(session, chapter, "a 一", "b 二")
    block = session.blocks.of_chapter(chapter)[0].id
    moved = session.blocks.move([block], other).operation
    assert texts(session.past.text_after(chapter, first)) == ["a 一", "b 二"]
    assert texts(session.past.text_after(other, first)) == []
    assert texts(session.past.text_after(other, moved)) == ["a 一"]


def test_a_tables_words_are_those_of_its_cells() -> None:
    attributes = {"columns": [{"label": "项目"}, {"label": "值"}], "rows": [["合格率", [{"text": "97%", "bold": True}]]]}
    assert words_of(Block("i", "c", "a", BlockKind.TABLE, plain("表"), attributes)) == "表\n项目\t值\n合格率\t97%"


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6, unique=True), min_size=1, max_size=8))
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_a_chapter_ever_had_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, versions: list[list[str]]) -> None:
    with Session.create(tmp_path_factory.mktemp("h") / "报告.qid", template="blank") as session:
        chapter = chapter_of(session)
        known: dict[int, list[Block]] = {}
        for number, letters in enumerate(versions):
            operation = write(session, chapter, *(f"{letter} {number}" for letter in letters))
            if operation:
                known[operation] = session.blocks.of_chapter(chapter)
        for operation, blocks in known.items():
            assert session.past.text_after(chapter, operation) == blocks


def test_of_ten_thousand_operations_one_page_is_read_after_the_other(tmp_path: Path) -> None:
    with Session.create(tmp_path / "报告.qid", template="blank") as session:
        database = session.library.connection
        with session.library.recording():
            rows = [("block.write", "质量", "李工", "2026-01-01T00:00:00.000+00:00", "", "done")] * 10_000
            database.executemany("INSERT INTO operation (verb, subject, author, time, merge_key, state) VALUES (?, ?, ?, ?, ?, ?)", rows)
        page = session.past.operations(100)
        older = session.past.operations(100, page[-1].id)
        assert [operation.id for operation in page + older] == sorted((operation.id for operation in page + older), reverse=True)
        assert len(page + older) == 200
