"""Taking a report over that came from a file."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from qi_desktop.core import lists, outline
from qi_desktop.core.drafts import Draft, DraftChapter
from qi_desktop.core.errors import ContentError, MissingFileError, ReadOnlyError
from qi_desktop.core.model import BlockKind, ChapterStatus, Matter
from qi_desktop.core.richtext import plain, text_of
from qi_desktop.session import Session, importing, portable
from qi_desktop.session.importing import Choice, IncomingReport

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def draft(text: str) -> Draft:
    return Draft("", BlockKind.PARAGRAPH, plain(text))


def incoming(*chapters: tuple[int, str, list[Draft]], pictures: Mapping[str, bytes] | None = None) -> IncomingReport:
    made = [DraftChapter(level, title, Matter.BODY, blocks) for level, title, blocks in chapters]
    return IncomingReport("去年.docx", made, pictures or {}, {}, {}, [])


def shown(session: Session, report: str) -> list[tuple[int, str, list[str]]]:
    return [
        (node.level, node.chapter.title, [text_of(block.text) for block in session.blocks.of_chapter(node.chapter.id)])
        for node in outline.walk(session.chapters.tree(report))
    ]


def test_chapters_come_in_their_order_with_their_text(session: Session, report: str) -> None:
    come = incoming((1, "总则", [draft("甲")]), (2, "目的", [draft("乙"), draft("丙")]), (2, "范围", []), (1, "质量", []))
    changes = importing.take(session, report, come)
    assert shown(session, report) == [(1, "总则", ["甲"]), (2, "目的", ["乙", "丙"]), (2, "范围", []), (1, "质量", [])]
    nodes = list(outline.walk(session.chapters.tree(report)))
    assert changes.created == nodes[0].chapter.id
    assert [node.chapter.status for node in nodes] == [ChapterStatus.DRAFT] * 2 + [ChapterStatus.NOT_STARTED] * 2
    assert portable.problems(session) == []


def test_one_undo_takes_all_of_it_back(session: Session, report: str) -> None:
    before = portable.dump(session)
    importing.take(session, report, incoming((1, "总则", [draft("甲")]), (2, "目的", [])))
    session.undo()
    assert portable.dump(session) == before


def test_a_chapter_of_an_outline_that_has_no_text_yet_takes_what_has_its_title(session: Session, report: str) -> None:
    waiting = session.chapters.add(report, "质量理念", guidance="写使命").created
    session.chapters.add(report, "结语")
    importing.take(session, report, incoming((1, "质 量 理 念", [draft("甲")]), (2, "使命", [draft("乙")]), (1, "新的", [])))
    assert shown(session, report) == [(1, "质量理念", ["甲"]), (2, "使命", ["乙"]), (1, "新的", []), (1, "结语", [])]
    kept = session.chapters.get(waiting)
    assert (kept.guidance, kept.status) == ("写使命", ChapterStatus.DRAFT)


def test_what_is_there_already_is_never_changed(session: Session, report: str) -> None:
    come = incoming((1, "总则", [draft("新")]))
    importing.take(session, report, incoming((1, "总则", [draft("旧")])))
    importing.take(session, report, come)
    assert shown(session, report) == [(1, "总则", ["旧"]), (1, "总则", ["新"])]


def test_a_final_chapter_stays_empty(session: Session, report: str) -> None:
    done = session.chapters.add(report, "总则").created
    session.chapters.change(done, status=ChapterStatus.FINAL)
    importing.take(session, report, incoming((1, "总则", [draft("新")])))
    assert shown(session, report) == [(1, "总则", []), (1, "总则", ["新"])]


def test_a_picture_is_kept_once_and_only_if_it_is_shown(session: Session, report: str) -> None:
    figures = [Draft("", BlockKind.FIGURE, plain("图"), {"asset": "word/media/a.png"}) for _ in range(2)]
    importing.take(session, report, incoming((1, "总则", figures), pictures={"word/media/a.png": PNG, "word/media/b.png": PNG + b"x"}))
    chapter = session.chapters.tree(report)[0].chapter
    first, second = (block.attributes["asset"] for block in session.blocks.of_chapter(chapter.id))
    assert first == second
    asset = session.assets.get(first)
    assert (asset.name, asset.mime, asset.width, session.assets.data(first)) == ("a.png", "image/png", 1, PNG)


def test_a_taking_over_that_is_left_off_leaves_nothing(session: Session, report: str) -> None:
    steps = importing.taking(session, report, incoming(*((1, f"章{number}", [draft("甲")]) for number in range(5))))
    for _ in range(3):
        next(steps)
    steps.close()
    assert shown(session, report) == []


def test_nothing_is_written_into_a_library_that_is_only_read(session: Session, report: str) -> None:
    with Session.open(session.path, read_only=True) as other, pytest.raises(ReadOnlyError):
        importing.take(other, report, incoming((1, "总则", [])))


def test_a_heading_that_is_none_becomes_a_paragraph_of_the_chapter_before() -> None:
    come = incoming((1, "总则", [draft("甲")]), (2, "假标题", [draft("乙")]), (3, "深", []), (1, "质量", []))
    chosen = importing.rearranged(come, [Choice(True, 1), Choice(False, 2), Choice(True, 5), Choice(True, 1)])
    assert [(chapter.level, chapter.title) for chapter in chosen.chapters] == [(1, "总则"), (2, "深"), (1, "质量")]
    assert [text_of(block.text) for block in chosen.chapters[0].blocks] == ["甲", "假标题", "乙"]
    assert chosen.imported == {"chapters": 3, "paragraphs": 3}
    assert len(come.chapters[0].blocks) == 1  # what was read is as it was


def test_the_lists_of_a_heading_that_is_none_keep_their_numbers() -> None:
    def items(*starts: int | None) -> list[Draft]:
        return [Draft("", BlockKind.LIST_ITEM, plain("项"), lists.item_attributes("decimal-comma", 0, start)) for start in starts]

    come = incoming((1, "总则", items(None, None)), (1, "假标题", items(None, None, 5)))
    chosen = importing.rearranged(come, [Choice(True, 1), Choice(False, 1)])
    assert [block.attributes.get("start") for block in chosen.chapters[0].blocks] == [None, None, None, 1, None, 5]


def test_the_kind_of_a_file_is_told_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("第一章 总则\n话。\n", "utf-8")
    (tmp_path / "a.txt").write_text("第一章 总则\n话。\n", "utf-8")
    with pytest.raises(ContentError, match="no Word file"):
        importing.read(tmp_path / "a.docx")
    assert importing.read(tmp_path / "a.txt").chapters[0].title == "总则"
    with pytest.raises(MissingFileError):
        importing.read(tmp_path / "b.docx")
    with pytest.raises(ContentError):
        importing.read(tmp_path)
