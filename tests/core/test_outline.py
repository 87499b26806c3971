"""The tree of chapters: order, numbers, damaged trees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import outline, ranks
from qi_desktop.core.model import Chapter, Matter


def chapter(name: str, parent: str = "", rank: str = "V", matter: Matter = Matter.BODY, deleted: str = "") -> Chapter:
    return Chapter(name, "report", parent, rank, name, matter, deleted=deleted)


def listing(*chapters: Chapter) -> list[tuple[str, int, tuple[int, ...]]]:
    return [(node.chapter.id, node.level, node.counter) for node in outline.walk(outline.build(chapters))]


@st.composite
def trees(draw: st.DrawFn) -> list[Chapter]:
    """Chapters with any parents: right ones, missing ones, rings."""
    names = [f"c{index}" for index in range(draw(st.integers(0, 12)))]
    return [
        chapter(name, draw(st.sampled_from(["", "missing", *names])), draw(st.sampled_from("ABC")), draw(st.sampled_from(Matter))) for name in names
    ]


@given(trees())
def test_every_chapter_in_use_stands_in_the_tree_once_even_in_damaged_data(chapters: list[Chapter]) -> None:
    shown = [node.chapter.id for node in outline.walk(outline.build(chapters))]
    assert sorted(shown) == sorted(chapter.id for chapter in chapters)


@given(trees())
def test_levels_and_counters_follow_the_tree(chapters: list[Chapter]) -> None:
    for node in outline.walk(outline.build(chapters)):
        assert node.level == (node.parent.level + 1 if node.parent else 1)
        assert len(node.counter) == (node.level if outline.matter_of(node) is Matter.BODY else 0)
        assert all(child.parent is node for child in node.children)


def test_chapters_stand_by_matter_then_by_rank_and_only_the_body_counts() -> None:
    found = listing(
        chapter("后记", rank="A", matter=Matter.BACK),
        chapter("二", rank="B"),
        chapter("一", rank="A"),
        chapter("声明", rank="Z", matter=Matter.FRONT),
        chapter("一.一", "一", "A"),
        chapter("一.二", "一", "B"),
        chapter("一.二.一", "一.二"),
    )
    assert found == [
        ("声明", 1, ()),
        ("一", 1, (1,)),
        ("一.一", 2, (1, 1)),
        ("一.二", 2, (1, 2)),
        ("一.二.一", 3, (1, 2, 1)),
        ("二", 1, (2,)),
        ("后记", 1, ()),
    ]


def test_the_matter_of_the_top_chapter_holds_for_all_below() -> None:
    assert listing(chapter("a", matter=Matter.FRONT), chapter("b", "a", matter=Matter.BODY)) == [("a", 1, ()), ("b", 2, ())]


def test_a_deleted_chapter_takes_all_below_away_and_the_numbers_close_up() -> None:
    assert listing(chapter("a", rank="A", deleted="2025"), chapter("below", "a"), chapter("b", rank="B")) == [("b", 1, (1,))]


def test_siblings_of_one_rank_stand_by_name_so_that_two_readers_agree() -> None:
    assert [entry[0] for entry in listing(chapter("b"), chapter("a"))] == ["a", "b"]


def test_a_very_deep_tree_is_built_and_walked() -> None:
    deep = [chapter(str(index), str(index - 1) if index else "") for index in range(5000)]
    assert len(listing(*deep)) == 5000


def test_a_very_long_tree_keeps_its_order() -> None:
    wide = [chapter(str(index), rank=rank) for index, rank in enumerate(ranks.spread(3000))]
    assert [entry[0] for entry in listing(*reversed(wide))] == [str(index) for index in range(3000)]


def test_number_labels_follow_their_patterns() -> None:
    patterns = ["第{1:chinese}章", "{1}.{2}"]
    assert outline.number_label((), patterns) == ""
    assert outline.number_label((12,), patterns) == "第十二章"
    assert outline.number_label((2, 3), patterns) == "2.3"
    assert outline.number_label((2, 3, 4, 5), patterns) == "2.3.4.5"
    assert outline.number_label((3,), ["{1:roman}"]) == "iii"
    assert outline.number_label((3,), []) == ""
    assert outline.number_label((3,), ["{2}"]) == "0"


def test_within_means_the_chapter_itself_and_all_below() -> None:
    chapters = [chapter("a"), chapter("b", "a"), chapter("c", "b"), chapter("d")]
    assert outline.is_within(chapters, "c", "a")
    assert outline.is_within(chapters, "a", "a")
    assert not outline.is_within(chapters, "a", "c")
    assert not outline.is_within(chapters, "d", "a")
    assert not outline.is_within(chapters, "", "")


def test_rings_are_found_and_what_hangs_on_them_is_none() -> None:
    assert outline.rings({"a": "b", "b": "a", "c": "a", "d": "", "e": "e", "f": "missing"}) == {"a", "b", "e"}


@given(trees())
def test_the_path_up_ends_in_any_data(chapters: list[Chapter]) -> None:
    parents = {chapter.id: chapter.parent_id for chapter in chapters}
    for name in parents:
        path = outline.path_up(parents, name)
        assert path[0] == name
        assert len(path) == len(set(path))


@pytest.mark.parametrize(
    ("label", "title", "line"),
    [("1.2", "愿景", "1.2 愿景"), ("一、", "愿景", "一、愿景"), ("（二）", "愿景", "（二）愿景"), ("", "前言", "前言"), ("1.2", "", "1.2")],
)
def test_a_number_and_a_title_stand_in_one_line(label: str, title: str, line: str) -> None:
    assert outline.numbered(label, title) == line
