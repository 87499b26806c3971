"""Verbs on blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_desktop.core.errors import ContentError, NotFoundError, RefusedError
from qi_desktop.core.model import BlockKind, ChapterStatus
from qi_desktop.core.richtext import Run, plain, text_of
from qi_desktop.session import Draft, Session, portable
from tests.strategies import attributes, formatted


@pytest.fixture
def chapter(session: Session, report: str) -> str:
    return session.chapters.add(report, "一").created


@pytest.fixture
def ids(session: Session, chapter: str) -> list[str]:
    """Three paragraphs: 甲乙丙, 丁, 戊."""
    return [session.blocks.add(chapter, text=plain(text)).created for text in ("甲乙丙", "丁", "戊")]


def shown(session: Session, chapter: str) -> list[str]:
    return [text_of(block.text) for block in session.blocks.of_chapter(chapter)]


def drafts(session: Session, chapter: str) -> list[Draft]:
    return [Draft(block.id, block.kind, block.text, block.attributes) for block in session.blocks.of_chapter(chapter)]


def test_blocks_are_added_in_their_places(session: Session, chapter: str, ids: list[str]) -> None:
    session.blocks.add(chapter, text=plain("尾"))
    session.blocks.add(chapter, text=plain("首"), after="")
    session.blocks.add(chapter, text=plain("中"), after=ids[0])
    assert shown(session, chapter) == ["首", "甲乙丙", "中", "丁", "戊", "尾"]


def test_editing_changes_what_is_given_and_leaves_the_rest(session: Session, chapter: str, ids: list[str]) -> None:
    session.blocks.edit(ids[0], attributes={"role": "quote"})
    session.blocks.edit(ids[0], text=(Run("新", bold=True), Run(""), Run("文", bold=True)))
    session.blocks.edit(ids[0], kind=BlockKind.LIST_ITEM)
    block = session.blocks.get(ids[0])
    assert (block.kind, block.text, block.attributes) == (BlockKind.LIST_ITEM, (Run("新文", bold=True),), {"role": "quote"})
    session.blocks.edit(ids[0], text=(), attributes={})
    assert session.blocks.get(ids[0]).text == ()
    assert session.blocks.get(ids[0]).attributes == {}


def test_an_edit_that_changes_nothing_leaves_no_trace(session: Session, ids: list[str]) -> None:
    history = session.history()
    block = session.blocks.get(ids[0])
    assert not session.blocks.edit(ids[0], block.text, block.attributes, block.kind)
    assert session.history() == history


def test_a_number_that_becomes_a_flag_is_a_change(session: Session, ids: list[str]) -> None:
    session.blocks.edit(ids[0], attributes={"of a newer version": 1})
    session.blocks.edit(ids[0], attributes={"of a newer version": True})
    assert session.blocks.get(ids[0]).attributes["of a newer version"] is True


def test_typing_in_one_paragraph_is_one_step_and_in_another_a_new_one(session: Session, chapter: str, ids: list[str]) -> None:
    for text in ("一", "一二", "一二三"):
        session.blocks.edit(ids[1], plain(text))
    session.blocks.edit(ids[2], plain("四"))
    session.undo()
    session.undo()
    assert shown(session, chapter) == ["甲乙丙", "丁", "戊"]


@pytest.mark.parametrize(("position", "head", "tail"), [(0, "", "甲乙丙"), (1, "甲", "乙丙"), (3, "甲乙丙", ""), (99, "甲乙丙", "")])
def test_a_split_keeps_the_id_on_the_first_half(session: Session, chapter: str, ids: list[str], position: int, head: str, tail: str) -> None:
    made = session.blocks.split(ids[0], position).created
    assert [block.id for block in session.blocks.of_chapter(chapter)] == [ids[0], made, *ids[1:]]
    assert shown(session, chapter)[:2] == [head, tail]


def test_the_second_half_of_a_list_item_is_one_too_and_asks_for_no_number(session: Session, chapter: str) -> None:
    item = session.blocks.add(chapter, BlockKind.LIST_ITEM, plain("甲乙"), {"style": "circled", "level": 1, "start": 4}).created
    second = session.blocks.get(session.blocks.split(item, 1).created)
    assert (second.kind, second.attributes) == (BlockKind.LIST_ITEM, {"style": "circled", "level": 1})
    assert session.blocks.get(item).attributes["start"] == 4


def test_the_second_half_of_a_heading_is_a_paragraph(session: Session, chapter: str) -> None:
    heading = session.blocks.add(chapter, BlockKind.HEADING, plain("甲乙")).created
    assert session.blocks.get(session.blocks.split(heading, 1).created).kind is BlockKind.PARAGRAPH


def test_a_join_keeps_the_first_id_and_takes_back_a_split(session: Session, chapter: str, ids: list[str]) -> None:
    session.blocks.split(ids[0], 2)
    session.blocks.join(ids[0])
    assert [block.id for block in session.blocks.of_chapter(chapter)] == ids
    assert shown(session, chapter) == ["甲乙丙", "丁", "戊"]


def test_only_texts_are_split_or_joined(session: Session, chapter: str, ids: list[str]) -> None:
    table = session.blocks.add(chapter, BlockKind.TABLE).created
    acts: tuple[Callable[[], object], ...] = (
        lambda: session.blocks.split(table, 0),
        lambda: session.blocks.join(table),
        lambda: session.blocks.join(ids[2]),
    )
    for act in acts:
        with pytest.raises(RefusedError, match="Only paragraphs"):
            act()
    session.blocks.delete([table])
    with pytest.raises(RefusedError, match="no paragraph behind"):
        session.blocks.join(ids[2])


def test_blocks_move_within_a_chapter_and_to_another(session: Session, report: str, chapter: str, ids: list[str]) -> None:
    session.blocks.move([ids[2], ids[0]], chapter, "")
    assert shown(session, chapter) == ["戊", "甲乙丙", "丁"]
    other = session.chapters.add(report, "二").created
    session.blocks.add(other, text=plain("己"))
    changes = session.blocks.move([ids[1], ids[2]], other, "")
    assert shown(session, chapter) == ["甲乙丙"]
    assert shown(session, other) == ["丁", "戊", "己"]
    assert changes.owners("block") == {chapter, other}, "both chapters are shown anew"


def test_a_move_to_where_blocks_stand_leaves_no_trace(session: Session, chapter: str, ids: list[str]) -> None:
    history = session.history()
    for chosen, after in (([ids[1]], ids[0]), ([ids[1]], ids[1]), ([ids[0], ids[1]], ""), ([ids[2]], None), ([], None)):
        assert not session.blocks.move(chosen, chapter, after)
    assert session.history() == history


def test_blocks_are_deleted_together(session: Session, chapter: str, ids: list[str]) -> None:
    assert session.blocks.delete([ids[0], ids[2], ids[0]]).ids("block") == (ids[0], ids[2])
    assert shown(session, chapter) == ["丁"]
    session.undo()
    assert shown(session, chapter) == ["甲乙丙", "丁", "戊"]
    assert not session.blocks.delete([])


def test_every_verb_refuses_what_is_not_there(session: Session, chapter: str, ids: list[str]) -> None:
    verbs = session.blocks
    acts: tuple[Callable[[], object], ...] = (
        lambda: verbs.get("x"),
        lambda: verbs.add("x"),
        lambda: verbs.edit("x", plain("y")),
        lambda: verbs.split("x", 0),
        lambda: verbs.join("x"),
        lambda: verbs.move(["x"], chapter),
        lambda: verbs.move([ids[0]], "x"),
        lambda: verbs.delete([ids[0], "x"]),
        lambda: verbs.write("x", []),
    )
    for act in acts:
        with pytest.raises(NotFoundError):
            act()
    assert len(shown(session, chapter)) == 3


def test_attributes_of_a_wrong_form_are_refused_and_nothing_is_written(session: Session, chapter: str, ids: list[str]) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: session.blocks.add(chapter, attributes={"level": "x"}),
        lambda: session.blocks.edit(ids[0], attributes={"width": float("inf")}),
        lambda: session.blocks.write(chapter, [Draft("", BlockKind.TABLE, (), {"rows": 3})]),
    )
    for act in acts:
        with pytest.raises(ContentError):
            act()
    assert shown(session, chapter) == ["甲乙丙", "丁", "戊"]


# --- writing a whole chapter ---------------------------------------------------------------------------------------------------------------------


def test_writing_what_is_there_leaves_no_trace(session: Session, chapter: str, ids: list[str]) -> None:
    history = session.history()
    assert not session.blocks.write(chapter, drafts(session, chapter))
    assert session.history() == history


def test_writing_changes_only_what_changed(session: Session, chapter: str, ids: list[str]) -> None:
    wanted = drafts(session, chapter)
    wanted[1] = replace(wanted[1], text=plain("丁丁"))
    wanted.append(Draft("", BlockKind.PARAGRAPH, plain("己")))
    session.chapters.change(chapter, status=ChapterStatus.DRAFT)
    changes = session.blocks.write(chapter, wanted)
    assert [(item.id, item.action) for item in changes.items] == [(ids[1], "update"), (changes.created, "insert")]
    assert shown(session, chapter) == ["甲乙丙", "丁丁", "戊", "己"]


@pytest.mark.parametrize("status", [ChapterStatus.NOT_STARTED, ChapterStatus.DRAFT, ChapterStatus.REVIEW])
def test_a_chapter_that_was_not_started_is_a_draft_once_it_is_written_in(
    session: Session, chapter: str, ids: list[str], status: ChapterStatus
) -> None:
    changed = drafts(session, chapter)
    changed[0] = replace(changed[0], text=plain("新"))
    for whole in (True, False):
        session.chapters.change(chapter, status=status)
        if whole:
            session.blocks.write(chapter, changed)
        else:
            session.blocks.rewrite(chapter, changed[:1])
        expected = ChapterStatus.DRAFT if status is ChapterStatus.NOT_STARTED else status
        assert session.chapters.get(chapter).status is expected
        session.undo()
        assert session.chapters.get(chapter).status is status, "one step back takes back both"


def test_a_paragraph_that_was_dragged_is_the_only_one_that_changes(session: Session, chapter: str, ids: list[str]) -> None:
    wanted = drafts(session, chapter)
    changes = session.blocks.write(chapter, [wanted[2], *wanted[:2]])
    assert changes.ids("block") == (ids[2],)
    assert shown(session, chapter) == ["戊", "甲乙丙", "丁"]


def test_a_paragraph_that_is_left_out_is_deleted_and_one_with_its_id_comes_back(session: Session, chapter: str, ids: list[str]) -> None:
    whole = drafts(session, chapter)
    session.blocks.write(chapter, whole[:1])
    assert shown(session, chapter) == ["甲乙丙"]
    session.blocks.write(chapter, whole)
    assert [block.id for block in session.blocks.of_chapter(chapter)] == ids


def test_ids_stay_unique_and_well_formed(session: Session, report: str, chapter: str, ids: list[str]) -> None:
    other = session.chapters.add(report, "二").created
    foreign = session.blocks.add(other, text=plain("别")).created
    wanted = [Draft(name, BlockKind.PARAGRAPH, plain(str(index))) for index, name in enumerate([ids[0], ids[0], foreign, "no id", "", ids[1]])]
    session.blocks.write(chapter, wanted)
    found = [block.id for block in session.blocks.of_chapter(chapter)]
    assert (found[0], found[5]) == (ids[0], ids[1])
    assert len(set(found)) == 6
    assert foreign not in found
    assert shown(session, chapter) == list("012345")
    assert shown(session, other) == ["别"]
    assert portable.problems(session) == []


def test_saves_while_typing_are_one_step_unless_told_otherwise(session: Session, chapter: str, ids: list[str]) -> None:
    first = drafts(session, chapter)
    for text in ("一", "一二"):
        session.blocks.write(chapter, [replace(first[0], text=plain(text)), *first[1:]])
    session.blocks.write(chapter, [replace(first[0], text=plain("三")), *first[1:]], merge=False)
    session.undo()
    assert shown(session, chapter)[0] == "一二"
    session.undo()
    assert shown(session, chapter)[0] == "甲乙丙"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from(BlockKind), formatted, attributes), max_size=6),
        min_size=1,
        max_size=4,
    )
)
def test_a_chapter_reads_as_it_was_written_whatever_was_there(tmp_path: Path, versions: list[list[tuple[int, BlockKind, object, object]]]) -> None:
    place = tmp_path / "write.qid"
    place.unlink(missing_ok=True)
    known = [f"{index:012d}" for index in range(10)]
    with Session.create(place) as session:
        chapter = session.chapters.add(session.reports.new(2025).created, "一").created
        before = portable.dump(session)
        for version in versions:
            session.blocks.write(chapter, [Draft(known[name], kind, text, values) for name, kind, text, values in version])  # type: ignore[arg-type]
            found = session.blocks.of_chapter(chapter)
            assert [(block.kind, block.text, block.attributes) for block in found] == [entry[1:] for entry in version]
            assert not session.blocks.write(chapter, drafts(session, chapter))
        while (step := session.library.next_to_undo()) and step.verb == "block.write":
            session.undo()
        assert portable.dump(session) == before


def test_a_chapter_of_500_paragraphs_and_3000_rows_are_written_at_once(session: Session, report: str, chapter: str) -> None:
    wanted = [Draft("", BlockKind.PARAGRAPH, plain("质量诚信" * 25)) for _ in range(500)]
    session.blocks.write(chapter, wanted)
    first = drafts(session, chapter)
    session.blocks.write(chapter, list(reversed(first)))
    assert drafts(session, chapter) == list(reversed(first))
    session.rows.add("standards_drafted", [{"number": f"GB/T {index}", "title": "标准"} for index in range(3000)], report)
    assert len(session.rows.of("standards_drafted", report)) == 3000


def test_the_text_of_a_final_chapter_is_locked_until_it_is_reopened(session: Session, report: str, chapter: str, ids: list[str]) -> None:
    verbs = session.blocks
    other = session.chapters.add(report, "二").created
    elsewhere = verbs.add(other, text=plain("己")).created
    session.chapters.change(chapter, status=ChapterStatus.FINAL)
    before = drafts(session, chapter)
    attempts: list[Callable[[], object]] = [
        lambda: verbs.add(chapter),
        lambda: verbs.edit(ids[0], plain("改")),
        lambda: verbs.split(ids[0], 1),
        lambda: verbs.join(ids[0]),
        lambda: verbs.move([ids[0]], other),
        lambda: verbs.move([elsewhere], chapter),
        lambda: verbs.delete([elsewhere, ids[0]]),
        lambda: verbs.write(chapter, []),
        lambda: verbs.rewrite(chapter, before),
    ]
    for attempt in attempts:
        with pytest.raises(RefusedError, match="“一” is final; reopen"):
            attempt()
    assert drafts(session, chapter) == before
    assert shown(session, other) == ["己"]
    session.chapters.change(chapter, status=ChapterStatus.DRAFT)
    verbs.delete([ids[0]])
    assert shown(session, chapter) == ["丁", "戊"]


def test_footnotes_are_counted_by_chapter_also_in_cells(session: Session, report: str, chapter: str, ids: list[str]) -> None:
    assert session.blocks.footnotes(report) == {}
    session.blocks.edit(ids[0], text=(Run("甲"), Run("", footnote="一"), Run("", footnote="二")))
    cells = {"columns": [{"label": "产品"}], "rows": [["footnote"], [[{"text": "", "footnote": "三"}]]]}
    session.blocks.add(chapter, BlockKind.TABLE, attributes=cells)
    assert session.blocks.footnotes(report) == {chapter: 3}
