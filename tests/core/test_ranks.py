"""Ranks: always room between two siblings, in the order of SQLite, and short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import ranks
from tests.strategies import rank_pairs, rank_texts


def is_between(rank: str, before: str, after: str) -> bool:
    return before < rank and (not after or rank < after)


@given(rank_pairs())
def test_there_is_always_a_rank_between_two_others(ends: tuple[str, str]) -> None:
    rank = ranks.between(*ends)
    assert is_between(rank, *ends)
    assert ranks.is_rank(rank)


@given(rank_pairs(), st.integers(0, 200))
def test_spread_ranks_stand_in_order_between_the_ends(ends: tuple[str, str], count: int) -> None:
    found = ranks.spread(count, *ends)
    assert len(found) == count
    assert found == sorted(set(found))
    assert all(is_between(rank, *ends) and ranks.is_rank(rank) for rank in found)


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_things_put_in_anywhere_stand_where_they_were_put(places: list[int]) -> None:
    order: list[str] = []
    for place in places:
        index = place % (len(order) + 1)
        rank = ranks.between(order[index - 1] if index else "", order[index] if index < len(order) else "")
        order.insert(index, rank)
    assert order == sorted(set(order))


@pytest.mark.parametrize(("before", "after"), [("b", "a"), ("a", "a"), ("a", "a0"), ("a0", "a"), ("", "0"), ("", "000")])
def test_there_is_no_rank_between_ends_in_the_wrong_order(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="no rank between"):
        ranks.between(before, after)
    with pytest.raises(ValueError, match="no rank between"):
        ranks.spread(3, before, after)


@pytest.mark.parametrize("at_the_end", [True, False])
def test_ten_thousand_things_added_one_by_one_keep_short_ranks(at_the_end: bool) -> None:
    rank = ranks.between("", "")
    for _ in range(10_000):
        rank = ranks.between(rank, "") if at_the_end else ranks.between("", rank)
    assert len(rank) <= 4


@pytest.mark.parametrize("forwards", [True, False])
def test_a_thousand_paragraphs_typed_between_two_others_keep_short_ranks(forwards: bool) -> None:
    before, after = "V", "W"
    for _ in range(1000):
        rank = ranks.between(before, after)
        before, after = (rank, after) if forwards else (before, rank)
    assert len(before) + len(after) <= 14


def test_many_things_added_at_once_behind_others_keep_short_ranks() -> None:
    assert max(len(rank) for rank in ranks.spread(3000, "V")) <= 4
    assert max(len(rank) for rank in ranks.spread(3000, "V", "W")) <= 4


@given(rank_texts)
def test_a_rank_is_recognised(rank: str) -> None:
    assert ranks.is_rank(rank)


@pytest.mark.parametrize("text", ["", "0", "a0", "a b", "一", "-", "a\n", "٣"])
def test_other_texts_are_no_ranks(text: str) -> None:
    assert not ranks.is_rank(text)


def test_digits_sort_as_sqlite_sorts_them() -> None:
    assert list(ranks.DIGITS) == sorted(ranks.DIGITS, key=str.encode)
