"""Keys made for many texts at once, against one after the other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.derivations import Place, call
from qi_desktop.core.readings import read_number, rounded
from qi_desktop.core.registers import Column, ColumnType
from qi_desktop.core.row_order import sort_key, sort_keys

texts = st.sampled_from(
    ["", "7", "007", "12.50", "1,000", "９", "97.7%", "9" * 15, "9" * 40, "2017-01-02", "2017年1月2日", "第10部分", "两行\n字", "甲", "٣"]
)


@given(st.lists(texts, max_size=8), st.sampled_from([ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.DATE, ColumnType.TEXT]))
def test_many_texts_have_the_keys_that_each_has(said: list[str], kind: ColumnType) -> None:
    column = Column("a", {}, kind)
    assert list(sort_keys(column, said)) == [sort_key(column)(text) for text in said]


def test_numbers_are_sorted_by_their_value_however_they_are_written() -> None:
    column = Column("a", {}, ColumnType.NUMBER)
    assert list(sort_keys(column, ["12.50", "007", "1,000", "九"])) == [12.5, 7, 1000, None]


digits = st.one_of(st.integers(0, 10**15 - 1).map(str), st.integers(0, 200).map(str), st.sampled_from(["", "0", "1.5", "-3", "无"]))


@pytest.mark.parametrize("decimals", [0, 1, 2, 6])
@given(part=digits, whole=digits)
def test_a_rate_of_whole_numbers_is_what_exact_division_gives(decimals: int, part: str, whole: str) -> None:
    day = date(2017, 12, 31)
    told = call("ratio(a, b)").function(Place(0, decimals, day, day), [part, whole])
    first, second = read_number(part), read_number(whole)
    if first is None or not second:
        assert told == ""
    else:
        assert abs(Decimal(told) * second - first * 100) <= abs(second) * Decimal(5).scaleb(-decimals - 1) + Decimal("1e-9")
        if part.isdigit() and whole.isdigit() and len(part + whole) < 12:
            assert told == format(rounded(first * 100 / second, decimals), "f")
