"""Chinese, Roman and circled numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import numerals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (6, "六"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (2005, "二千零五"),
        (10000, "10000"),
    ],
)
def test_chinese_numbers(value: int, text: str) -> None:
    assert numerals.chinese(value) == text


@given(st.integers(1, 9999))
def test_chinese_numbers_can_be_read_back(value: int) -> None:
    units = {"十": 10, "百": 100, "千": 1000}
    total, digit = 0, 0
    for character in numerals.chinese(value):
        if character in units:
            total, digit = total + (digit or 1) * units[character], 0
        else:
            digit = "零一二三四五六七八九".index(character)
    assert total + digit == value


@pytest.mark.parametrize(
    ("value", "text"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (1990, "mcmxc"), (0, "0"), (-3, "-3"), (10**9, "1000000000")]
)
def test_roman_numbers(value: int, text: str) -> None:
    assert numerals.roman(value) == text


def test_circled_numbers_are_different_up_to_fifty_and_digits_beyond() -> None:
    circled = [numerals.circled(value) for value in range(1, 51)]
    assert len(set(circled)) == 50
    assert all(len(text) == 1 and not text.isdecimal() for text in circled)
    assert circled[0] == "①"
    assert circled[-1] == "㊿"
    assert numerals.circled(51) == "51"
    assert numerals.circled(0) == "0"
