"""Ranks for things that are placed among siblings."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import ranks
from qi_desktop.session.access import ranks_after, ranks_of_moved


@dataclass(frozen=True)
class Thing:
    id: str
    rank: str


def things(names: str) -> list[Thing]:
    return [Thing(name, rank) for name, rank in zip(names, ranks.spread(len(names)), strict=True)]


def order_after(siblings: list[Thing], moving: list[str], after: str | None) -> str:
    by_id = {thing.id: thing for thing in siblings}
    chosen = [by_id[name] for name in moving]
    placed = zip(moving, ranks_of_moved(siblings, chosen, after), strict=True)
    result = [(thing.rank, thing.id) for thing in siblings if thing.id not in moving] + [(rank, name) for name, rank in placed]
    return "".join(name for _, name in sorted(result))


def test_things_are_placed_at_the_front_behind_a_sibling_and_at_the_end() -> None:
    siblings = things("abc")
    assert ranks_after(siblings, "")[0] < siblings[0].rank
    assert siblings[1].rank < ranks_after(siblings, "b")[0] < siblings[2].rank
    assert ranks_after(siblings, None)[0] > siblings[2].rank
    assert ranks_after(siblings, "unknown")[0] > siblings[2].rank


def test_moved_things_stand_behind_the_one_that_was_named() -> None:
    assert order_after(things("abcde"), ["b"], "d") == "acdbe"
    assert order_after(things("abcde"), ["e", "a"], "b") == "beacd"
    assert order_after(things("abcde"), ["c"], "") == "cabde"
    assert order_after(things("abcde"), ["a", "b"], None) == "cdeab"


def test_behind_one_that_moves_itself_means_where_it_stood() -> None:
    assert order_after(things("abcde"), ["b"], "b") == "abcde"
    assert order_after(things("abcde"), ["d", "b"], "b") == "adbce"


@given(st.permutations("abcdef"), st.integers(0, 6), st.sampled_from([None, "", *"abcdef"]))
def test_any_move_keeps_everything_and_the_order_of_the_rest(names: list[str], count: int, after: str | None) -> None:
    moving = names[:count]
    found = order_after(things("abcdef"), moving, after)
    assert sorted(found) == list("abcdef")
    assert [name for name in found if name in moving] == moving
    assert [name for name in found if name not in moving] == [name for name in "abcdef" if name not in moving]


def test_a_move_to_where_things_stand_already_changes_no_rank() -> None:
    siblings = things("abcd")
    assert ranks_of_moved(siblings, siblings[1:3], "a") == [siblings[1].rank, siblings[2].rank]
    assert ranks_of_moved(siblings, siblings[2:], None) == [siblings[2].rank, siblings[3].rank]


def test_siblings_of_one_rank_do_not_stop_anything() -> None:
    siblings = [Thing("a", "V"), Thing("b", "V"), Thing("c", "W")]
    assert "V" < ranks_after(siblings, "a")[0] < "W"
    assert order_after(siblings, ["c"], "") == "cab"
