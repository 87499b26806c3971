"""The preview's content is kept up to date piece by piece, and says the same as the report read as a whole."""

from __future__ import annotations

from pathlib import Path

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.export.assemble import assemble
from qi_desktop.export.document import Place
from qi_desktop.session import Draft, Session, exporting, previewing


def test_every_item_with_a_line_has_a_place_in_the_order_of_the_pages(tmp_path: Path) -> None:
    with Session.create(tmp_path / "样例.qid", template="sample") as session:
        source = previewing.Source(session, session.reports.of_year().id)
        pages = previewing.make_pages(*source.read("", []))
        shown = [
            block.id for chapter in source.read("", [])[0].blocks.values() for block in chapter if block.kind is BlockKind.PARAGRAPH and block.text
        ]
        assert pages.data.startswith(b"%PDF")
        assert set(shown) <= set(pages.places)
        places = [(place.page, place.top) for place in pages.places.values()]
        assert places == sorted(places)


def test_what_the_editor_holds_is_shown_before_it_is_saved(tmp_path: Path) -> None:
    with Session.create(tmp_path / "样例.qid", template="sample") as session:
        report = session.reports.of_year().id
        chapter = session.chapters.add(report, "新章").created
        source = previewing.Source(session, report)
        content, _ = source.read(chapter, [Draft("new", BlockKind.PARAGRAPH, plain("还没有保存"))])
        assert [block.text for block in content.blocks[chapter]] == [plain("还没有保存")]
        assert source.chapter_of("new") == chapter
        assert source.chapter_of(chapter) == chapter
        assert source.chapter_of("unknown") == ""


def test_changes_of_blocks_and_of_all_else_are_taken_over(tmp_path: Path) -> None:
    with Session.create(tmp_path / "样例.qid", template="sample") as session:
        report = session.reports.of_year().id
        source = previewing.Source(session, report)
        chapter = session.chapters.add(report, "新章").created
        source.read("", [])
        added = session.blocks.add(chapter, text=plain("一句话"))
        source.changed(added)
        assert [block.text for block in source.read("", [])[0].blocks[chapter]] == [plain("一句话")]
        source.changed(session.chapters.rename(chapter, "别的名字"))
        assert "别的名字" in [found.title for found in source.read("", [])[0].chapters]


def test_kept_up_to_date_the_content_is_the_same_as_read_anew(tmp_path: Path) -> None:
    with Session.create(tmp_path / "样例.qid", template="sample") as session:
        report = session.reports.of_year().id
        source = previewing.Source(session, report)
        source.read("", [])
        kept, gone = (chapter.id for chapter in session.repository.chapters(report)[:2])
        added = session.chapters.add(report, "新章")
        acts = (
            added,
            session.blocks.add(added.created, text=plain("一句话")),
            session.chapters.move([kept], added.created),
            session.chapters.delete([gone]),
            session.undo(),
            session.reports.change(report, version="V9"),
            session.undo(),
        )
        for changes in acts:
            source.changed(changes)
        content, style = source.read("", [])
        assert assemble(content, style) == assemble(exporting.load_content(session, report), style)


def test_the_item_at_a_height_is_the_last_that_begins_above_it() -> None:
    places = {"a": Place(0, 100.0), "b": Place(0, 200.0), "c": Place(1, 90.0)}
    assert previewing.place_before(places, 0, 150.0) == "a"
    assert previewing.place_before(places, 0, 700.0) == "b"
    assert previewing.place_before(places, 1, 50.0) == "b"  # it goes on there
    assert previewing.place_before(places, 0, 10.0) == ""
