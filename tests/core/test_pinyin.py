"""Names are found by the first letters of their pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given

from qi_desktop.core.pinyin import initials, matches
from tests.strategies import any_text


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("表格", "bg"),
        ("质量诚信报告", "zlcxbg"),
        ("啊座", "az"),
        ("交叉引用", "jcyy"),
        ("分页符", "fyf"),
        ("1.2 标题A", "12bta"),
        ("焱、𠮷é", ""),
    ],
)
def test_each_character_gives_its_letter(text: str, letters: str) -> None:
    assert initials(text) == letters


@pytest.mark.parametrize("wanted", ["", "交叉", "JCYY", "yy", " 交 叉", "x-ref"])
def test_words_initials_and_parts_of_them_match(wanted: str) -> None:
    assert matches(wanted, "交叉引用 X-ref")


@pytest.mark.parametrize("wanted", ["引交", "yj", "表"])
def test_another_order_does_not_match(wanted: str) -> None:
    assert not matches(wanted, "交叉引用")


@given(any_text)
def test_any_text_has_initials_of_letters_and_digits(text: str) -> None:
    assert all(letter.isascii() and letter.isalnum() for letter in initials(text))
