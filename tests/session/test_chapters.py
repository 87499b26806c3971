"""Verbs on chapters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_desktop.core import outline
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.model import ChapterStatus, Matter, Requirement
from qi_desktop.session import Session


@pytest.fixture
def ids(session: Session, report: str) -> dict[str, str]:
    """Chapters by title: 前 in front, 一 with 甲 and 乙 (with 子), 二 in the body, 后 in the back."""
    made: dict[str, str] = {}
    for title, parent, matter in (
        ("前", "", Matter.FRONT),
        ("一", "", Matter.BODY),
        ("二", "", Matter.BODY),
        ("后", "", Matter.BACK),
        ("甲", "一", None),
        ("乙", "一", None),
        ("子", "乙", None),
    ):
        made[title] = session.chapters.add(report, title, made.get(parent, ""), matter=matter).created
    return made


def shown(session: Session, report: str) -> str:
    """The tree as one line: titles with their level."""
    return " ".join(f"{node.chapter.title}{node.level}" for node in outline.walk(session.chapters.tree(report)))


def test_chapters_are_added_in_their_places(session: Session, report: str, ids: dict[str, str]) -> None:
    assert shown(session, report) == "前1 一1 甲2 乙2 子3 二1 后1"
    session.chapters.add(report, "新", ids["一"], after="")
    session.chapters.add(report, "尾", ids["一"])
    session.chapters.add(report, "中", ids["一"], after=ids["甲"])
    session.chapters.add(report, "三", after=ids["一"])
    assert shown(session, report) == "前1 一1 新2 甲2 中2 乙2 子3 尾2 三1 二1 后1"


def test_a_new_chapter_has_the_matter_of_its_neighbourhood(session: Session, report: str, ids: dict[str, str]) -> None:
    def matter(title: str, **where: str) -> Matter:
        return session.chapters.get(session.chapters.add(report, title, **where).created).matter  # type: ignore[arg-type]

    assert matter("a", after=ids["前"]) is Matter.FRONT
    assert matter("b", parent_id=ids["后"]) is Matter.BACK
    assert matter("c") is Matter.BODY
    session.chapters.change(ids["一"], matter=Matter.BACK)
    assert matter("d", parent_id=ids["乙"]) is Matter.BACK, "the top chapter decides, not what its children remember"


def test_adding_to_what_is_not_there_is_refused(session: Session, report: str, ids: dict[str, str]) -> None:
    history = session.history()
    with pytest.raises(NotFoundError):
        session.chapters.add("0" * 12, "x")
    with pytest.raises(NotFoundError):
        session.chapters.add(report, "x", "0" * 12, matter=Matter.BODY)
    other = session.reports.new(2026).created
    with pytest.raises(RefusedError):
        session.chapters.add(other, "x", ids["一"])
    assert session.history()[1:] == history


def test_a_title_is_one_clean_line(session: Session, report: str) -> None:
    chapter = session.chapters.add(report, "  一\n\t二\x00 \u3000三 ").created
    assert session.chapters.get(chapter).title == "一 二 三"
    session.chapters.rename(chapter, "\n四\r\n五")
    assert session.chapters.get(chapter).title == "四 五"


def test_renaming_to_the_same_title_leaves_no_trace(session: Session, report: str, ids: dict[str, str]) -> None:
    history = session.history()
    assert not session.chapters.rename(ids["一"], " 一 ")
    assert session.history() == history


def test_properties_are_changed_one_by_one(session: Session, ids: dict[str, str]) -> None:
    before = session.chapters.get(ids["一"])
    session.chapters.change(ids["一"], status=ChapterStatus.REVIEW, department="品质部", due_date="2025-12-01")
    session.chapters.change(ids["一"], requirement=Requirement.REQUIRED, guidance="写\x0b清楚")
    after = session.chapters.get(ids["一"])
    assert (after.status, after.department, after.due_date, after.requirement) == (ChapterStatus.REVIEW, "品质部", "2025-12-01", Requirement.REQUIRED)
    assert after.guidance == "写清楚"
    assert (after.title, after.rank, after.matter) == (before.title, before.rank, before.matter)
    assert not session.chapters.change(ids["一"])


def test_chapters_move_with_all_below(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.move([ids["乙"]], ids["二"])
    assert shown(session, report) == "前1 一1 甲2 二1 乙2 子3 后1"
    session.chapters.move([ids["子"], ids["甲"]], "", ids["二"])
    assert shown(session, report) == "前1 一1 二1 乙2 子1 甲1 后1"


def test_a_chapter_chosen_with_its_child_takes_it_along(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.move([ids["子"], ids["乙"]], ids["二"])
    assert shown(session, report) == "前1 一1 甲2 二1 乙2 子3 后1"


def test_a_chapter_never_moves_into_itself(session: Session, report: str, ids: dict[str, str]) -> None:
    before = shown(session, report)
    for target in ("一", "乙", "子"):
        with pytest.raises(RefusedError, match="into itself"):
            session.chapters.move([ids["二"], ids["一"]], ids[target])
    assert shown(session, report) == before


def test_a_move_to_where_it_stands_leaves_no_trace(session: Session, report: str, ids: dict[str, str]) -> None:
    history = session.history()
    assert not session.chapters.move([ids["乙"]], ids["一"], ids["甲"])
    assert not session.chapters.move([ids["乙"]], ids["一"], ids["乙"])
    assert not session.chapters.move([ids["一"], ids["二"]], "", ids["前"], Matter.BODY)
    assert not session.chapters.move([], "")
    assert session.history() == history


def test_a_move_beside_the_front_matter_makes_front_matter(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.move([ids["二"]], "", ids["前"])
    assert session.chapters.get(ids["二"]).matter is Matter.FRONT
    session.chapters.move([ids["二"]], "", ids["前"], Matter.BODY)
    assert session.chapters.get(ids["二"]).matter is Matter.BODY


def test_a_chapter_that_comes_to_the_top_stays_in_the_part_where_it_was_seen(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.change(ids["一"], matter=Matter.BACK)
    session.chapters.move([ids["子"]], "")
    assert session.chapters.get(ids["子"]).matter is Matter.BACK
    session.chapters.promote(ids["乙"])
    assert session.chapters.get(ids["乙"]).matter is Matter.BACK


def test_chapters_of_two_reports_never_mix(session: Session, report: str, ids: dict[str, str]) -> None:
    other = session.reports.new(2026).created
    foreign = session.chapters.add(other, "别").created
    for chosen, parent in (([ids["二"]], foreign), ([ids["二"], foreign], ""), ([foreign], ids["一"])):
        with pytest.raises(RefusedError):
            session.chapters.move(chosen, parent)


def test_promoting_places_a_chapter_behind_its_parent(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.promote(ids["子"])
    assert shown(session, report) == "前1 一1 甲2 乙2 子2 二1 后1"
    session.chapters.promote(ids["乙"])
    assert shown(session, report) == "前1 一1 甲2 子2 乙1 二1 后1"
    with pytest.raises(RefusedError, match="highest level"):
        session.chapters.promote(ids["乙"])


def test_demoting_places_a_chapter_last_below_the_one_before(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.demote(ids["二"])
    assert shown(session, report) == "前1 一1 甲2 乙2 子3 二2 后1"
    session.chapters.demote(ids["二"])
    assert shown(session, report) == "前1 一1 甲2 乙2 子3 二3 后1"
    for first in ("甲", "一", "后"):
        with pytest.raises(RefusedError, match="no chapter before"):
            session.chapters.demote(ids[first])


def test_a_chapter_is_never_demoted_into_a_deleted_one(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.delete([ids["甲"]])
    with pytest.raises(RefusedError):
        session.chapters.demote(ids["乙"])


def test_a_deleted_chapter_goes_to_the_bin_with_all_below_and_comes_back_to_its_place(session: Session, report: str, ids: dict[str, str]) -> None:
    before = shown(session, report)
    session.chapters.delete([ids["一"]])
    assert shown(session, report) == "前1 二1 后1"
    assert [chapter.title for chapter in session.chapters.bin(report)] == ["一"]
    session.chapters.restore(ids["一"])
    assert shown(session, report) == before
    assert session.chapters.bin(report) == []


def test_deleting_twice_keeps_the_first_time_and_leaves_no_trace(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.delete([ids["一"]])
    history = session.history()
    assert not session.chapters.delete([ids["一"]])
    assert not session.chapters.delete([])
    assert session.history() == history


def test_a_chapter_whose_parent_is_in_the_bin_comes_back_at_the_top_where_it_can_be_seen(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.change(ids["一"], matter=Matter.BACK)
    session.chapters.delete([ids["子"]])
    session.chapters.delete([ids["一"]])
    session.chapters.restore(ids["子"])
    assert shown(session, report) == "前1 二1 后1 子1"
    session.chapters.restore(ids["一"])
    assert "子1" in shown(session, report)


def test_the_bin_lists_the_last_deleted_first(session: Session, report: str, ids: dict[str, str]) -> None:
    for title in ("甲", "二", "前"):
        session.chapters.delete([ids[title]])
    assert [chapter.title for chapter in session.chapters.bin(report)] == ["前", "二", "甲"] or len(
        {chapter.deleted for chapter in session.chapters.bin(report)}
    ) < 3


def test_every_verb_refuses_a_chapter_that_is_not_there(session: Session, report: str) -> None:
    verbs = session.chapters
    acts: tuple[Callable[[], object], ...] = (
        lambda: verbs.get("x"),
        lambda: verbs.rename("x", "y"),
        lambda: verbs.change("x", department="y"),
        lambda: verbs.move(["x"], ""),
        lambda: verbs.promote("x"),
        lambda: verbs.demote("x"),
        lambda: verbs.delete(["x"]),
        lambda: verbs.restore("x"),
    )
    for act in acts:
        with pytest.raises(NotFoundError):
            act()


def test_every_verb_is_one_step_that_names_its_chapter(session: Session, report: str, ids: dict[str, str]) -> None:
    acts: tuple[tuple[str, Callable[[], Changes]], ...] = (
        ("rename", lambda: session.chapters.rename(ids["一"], "一章")),
        ("change", lambda: session.chapters.change(ids["一"], department="x")),
        ("move", lambda: session.chapters.move([ids["甲"], ids["乙"]], ids["二"])),
        ("promote", lambda: session.chapters.promote(ids["子"])),
        ("demote", lambda: session.chapters.demote(ids["子"])),
        ("delete", lambda: session.chapters.delete([ids["甲"], ids["乙"]])),
        ("restore", lambda: session.chapters.restore(ids["甲"])),
    )
    for verb, act in acts:
        count = len(session.history())
        changes = act()
        assert changes.ids("chapter")
        assert changes.owners("chapter") == {report}
        assert len(session.history()) == count + 1
        assert session.history()[0].verb == f"chapter.{verb}"
        assert session.history()[0].subject


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.data())
def test_whatever_is_moved_no_chapter_is_lost(tmp_path: Path, data: st.DataObject) -> None:
    place = tmp_path / "walk.qid"
    place.unlink(missing_ok=True)
    with Session.create(place) as session:
        report = session.reports.new(2025).created
        chapters = [node.chapter.id for node in outline.walk(session.chapters.tree(report))]
        chapters += [session.chapters.add(report, str(index)).created for index in range(5)]
        for _ in range(12):
            act = data.draw(st.sampled_from(["move", "promote", "demote"]))
            chosen = data.draw(st.lists(st.sampled_from(chapters), min_size=1, max_size=3))
            parent, after = data.draw(st.sampled_from(["", *chapters])), data.draw(st.sampled_from([None, "", *chapters]))
            try:
                if act == "move":
                    session.chapters.move(chosen, parent, after)
                else:
                    getattr(session.chapters, act)(chosen[0])
            except RefusedError:
                continue
            found = [node.chapter.id for node in outline.walk(session.chapters.tree(report))]
            assert sorted(found) == sorted(chapters)
        assert outline.rings({chapter.id: chapter.parent_id for chapter in session.reports.chapters(report)}) == set()


def test_a_final_chapter_stays_as_and_where_it_is_until_it_is_a_draft_again(session: Session, report: str, ids: dict[str, str]) -> None:
    before = shown(session, report)
    session.chapters.change(ids["子"], status=ChapterStatus.FINAL)
    acts: list[Callable[[], object]] = [
        lambda: session.chapters.rename(ids["子"], "别的"),
        lambda: session.chapters.move([ids["甲"], ids["子"]], ids["二"]),
        lambda: session.chapters.promote(ids["子"]),
        lambda: session.chapters.delete([ids["子"]]),
        lambda: session.chapters.delete([ids["二"], ids["一"]]),  # the final one stands below
    ]
    for act in acts:
        with pytest.raises(RefusedError, match="子"):
            act()
    assert shown(session, report) == before
    session.chapters.move([ids["乙"]], ids["二"])
    assert "二1 乙2 子3" in shown(session, report), "it travels with the chapter it belongs to"
    session.chapters.change(ids["子"], status=ChapterStatus.DRAFT)
    session.chapters.delete([ids["乙"]])
    assert "子" not in shown(session, report)


def test_a_final_chapter_in_the_bin_does_not_keep_others_from_it(session: Session, report: str, ids: dict[str, str]) -> None:
    session.chapters.delete([ids["子"]])
    session.chapters.change(ids["子"], status=ChapterStatus.FINAL)
    session.chapters.delete([ids["一"]])
    assert "一" not in shown(session, report)
