"""Find and replace through the session: what is read, what follows a change, what one replacement does."""

from __future__ import annotations

import pytest

from qi_desktop.core.model import BlockKind, ChapterStatus
from qi_desktop.core.richtext import Run, plain, text_of
from qi_desktop.core.search import Hit, Query, Search
from qi_desktop.session import CellChange, Session
from qi_desktop.session.search import Texts


@pytest.fixture
def chapters(session: Session, report: str) -> list[str]:
    """Two chapters with a paragraph each."""
    made = [session.chapters.add(report, title).created for title in ("质量方针", "质量目标")]
    for chapter in made:
        session.blocks.add(chapter, text=plain("质量第一"))
    return made


def read(session: Session, report: str) -> Texts:
    texts = session.search.texts(report)
    assert len(list(texts.read())) > 0
    assert texts.is_complete
    return texts


def hits(texts: Texts, word: str, new: str = "", only: str = "") -> list[Hit]:
    return [hit for hit in texts.hits(Search(Query(word), new), only) if hit is not None]


def words(session: Session, chapter: str) -> list[str]:
    return [text_of(block.text) for block in session.blocks.of_chapter(chapter)]


def test_titles_and_paragraphs_are_found_in_reading_order(session: Session, report: str, chapters: list[str]) -> None:
    found = hits(read(session, report), "质量")
    assert [(hit.page, hit.place.part) for hit in found] == [(name, part) for name in chapters for part in ("title", "text")]


def test_one_chapter_can_be_searched_alone(session: Session, report: str, chapters: list[str]) -> None:
    assert {hit.page for hit in hits(read(session, report), "质量", only=chapters[1])} == {chapters[1]}


def test_registers_are_searched_and_their_numbers_and_dates_are_not_replaced(session: Session, report: str) -> None:
    session.rows.add("standards_drafted", [{"number": "GB/T 2018-1", "title": "标准2018", "published": "2018-01-01"}])
    found = hits(read(session, report), "2018", "2019")
    assert [(hit.page, hit.place.name, hit.replaceable) for hit in found] == [
        ("standards_drafted", "title", True),
        ("standards_drafted", "number", True),
        ("standards_drafted", "published", False),
    ]
    assert session.search.replace(report, found).count == 2
    (row,) = session.rows.of("standards_drafted")
    assert dict(row.values)["title"] == "标准2019"
    assert dict(row.values)["published"] == "2018-01-01"


def test_the_texts_follow_what_is_written(session: Session, report: str, chapters: list[str]) -> None:
    texts = read(session, report)
    assert texts.take(session.blocks.add(chapters[0], text=plain("检验")))
    assert [hit.page for hit in hits(texts, "检验")] == [chapters[0]]
    assert texts.take(session.chapters.delete([chapters[0]]))
    assert hits(texts, "检验") == []
    assert texts.take(session.undo())
    assert list(texts.read()) == []
    assert [hit.page for hit in hits(texts, "检验")] == [chapters[0]]
    assert texts.take(session.rows.add("standards_drafted", [{"title": "检验规则"}]))
    assert [hit.page for hit in hits(texts, "检验")] == [chapters[0], "standards_drafted"]


def test_a_new_value_of_a_field_is_found(session: Session, report: str, chapters: list[str]) -> None:
    session.blocks.add(chapters[0], text=(Run("旧", field="company.name"),))
    texts = read(session, report)
    assert texts.take(session.company.change(name="新仪表公司"))
    list(texts.read())
    assert [hit.found for hit in hits(texts, "新仪表")] == ["新仪表"]


def test_many_hits_are_replaced_as_one_step_that_keeps_the_ids(session: Session, report: str, chapters: list[str]) -> None:
    before = [block.id for chapter in chapters for block in session.blocks.of_chapter(chapter)]
    done = session.search.replace(report, hits(read(session, report), "质量", "品质"))
    assert (done.count, done.locked, done.changed, done.changes.verb) == (4, 0, 0, "text.replace")
    assert [session.chapters.get(chapter).title for chapter in chapters] == ["品质方针", "品质目标"]
    assert [block.id for chapter in chapters for block in session.blocks.of_chapter(chapter)] == before
    session.undo()
    assert [words(session, chapter) for chapter in chapters] == [["质量第一"], ["质量第一"]]
    assert session.chapters.get(chapters[0]).title == "质量方针"


def test_final_chapters_are_left_and_counted(session: Session, report: str, chapters: list[str]) -> None:
    session.chapters.change(chapters[0], status=ChapterStatus.FINAL)
    done = session.search.replace(report, hits(read(session, report), "质量", "品质"))
    assert (done.count, done.locked, done.changed) == (2, 2, 0)
    assert words(session, chapters[0]) == ["质量第一"]
    assert words(session, chapters[1]) == ["品质第一"]


def test_texts_that_were_changed_or_deleted_since_are_left_and_counted(session: Session, report: str, chapters: list[str]) -> None:
    found = hits(read(session, report), "第一", "为本")
    first, second = (session.blocks.of_chapter(chapter)[0].id for chapter in chapters)
    session.blocks.edit(first, text=plain("总又是第一"))
    session.blocks.delete([second])
    done = session.search.replace(report, found)
    assert (done.count, done.locked, done.changed, bool(done.changes)) == (0, 0, 2, False)
    assert words(session, chapters[0]) == ["总又是第一"]


def test_replacing_nothing_leaves_no_step(session: Session, report: str, chapters: list[str]) -> None:
    before = session.history()
    assert not session.search.replace(report, []).changes
    assert session.history() == before


def test_cells_of_tables_are_replaced_inside_their_table(session: Session, report: str, chapters: list[str]) -> None:
    table = session.blocks.add(
        chapters[0], BlockKind.TABLE, attributes={"columns": [{"label": "项目"}], "rows": [["外观检验"], ["尺寸检验"]]}
    ).created
    assert session.search.replace(report, hits(read(session, report), "检验", "检查")).count == 2
    assert session.blocks.get(table).attributes["rows"] == [["外观检查"], ["尺寸检查"]]


def test_a_long_register_is_read_in_parts_and_again_after_a_change(session: Session, report: str) -> None:
    made = session.rows.add("standards_drafted", [{"title": f"标准{row}"} for row in range(2000)])
    texts = session.search.texts(report)
    steps = sum(1 for _ in texts.read())
    assert steps > 2000 / 300
    assert [hit.place.id for hit in hits(texts, "标准1999")] == [made.created]
    assert len(hits(texts, "标准", only="standards_drafted")) == 2000
    reading = texts.read()
    assert texts.take(session.rows.change([CellChange(made.created, "title", "规范")]))
    assert not texts.is_complete
    for _ in texts.read():
        pass
    assert list(reading) == []
    assert [hit.place.id for hit in hits(texts, "规范")] == [made.created]
