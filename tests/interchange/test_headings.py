"""Telling headings by their numbers and words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qi_desktop.core.model import Matter
from qi_desktop.interchange import headings


def found(lines: Sequence[str]) -> list[tuple[int, str, str]]:
    listed, contents = headings.contents(lines)
    guesses = headings.guess(["" if place in contents else line for place, line in enumerate(lines)], listed)
    return [(guess.level, guess.label, guess.title) for guess in guesses.values()]


def test_chapters_and_what_goes_on_below_them() -> None:
    lines = ["第一章 总则", "1.1 目的", "1.1.1 甲", "1.1.2 乙", "1.2 范围", "第二章 质量", "2.1 检验"]
    assert [level for level, _, _ in found(lines)] == [1, 2, 3, 3, 2, 1, 2]


@pytest.mark.parametrize("line", ["4.1 另一章的号", "1.3 跳过了一个", "1.1 又是这一个", "2.5% 的不合格品", "1.1.1.1 太深", "10.5 米"])
def test_a_number_that_does_not_go_on_is_no_heading(line: str) -> None:
    assert found(["第一章 总则", "1.1 目的", line]) == [(1, "第一章", "总则"), (2, "1.1", "目的")]


@pytest.mark.parametrize("line", ["1.2 这是一句话。", "1.2 例如：", "1.2 " + "很" * 40, "1.2"])
def test_a_sentence_is_no_heading(line: str) -> None:
    assert len(found(["第一章 总则", "1.1 目的", line])) == 2


def test_chinese_numbers_are_chapters_only_where_nothing_higher_is() -> None:
    assert found(["一、概况", "（一）机构", "（二）人员", "二、质量"]) == [
        (1, "一", "概况"),
        (2, "（一）", "机构"),
        (2, "（二）", "人员"),
        (1, "二", "质量"),
    ]
    assert found(["第一章 总则", "一、概况", "二、质量"]) == [(1, "第一章", "总则")]


def test_single_digits_are_chapters_where_they_go_on_and_no_list_items() -> None:
    assert found(["1 总则", "1.1 目的", "2 范围", "4 跳过", "2、清单", "3　结果"]) == [
        (1, "1", "总则"),
        (2, "1.1", "目的"),
        (1, "2", "范围"),
        (1, "3", "结果"),
    ]


def test_what_the_contents_list_names_is_a_heading_and_the_list_is_none() -> None:
    lines = ["目　录", "公司的故事	1", "3 结果..........12", "结束语 …… 20", "", "公司的故事", "话。", "3 结果", "结束语"]
    assert found(lines) == [(1, "", "公司的故事"), (1, "3", "结果"), (1, "", "结束语")]
    assert headings.contents(lines)[1] == {0, 1, 2, 3}


def test_a_title_contents_without_a_list_below_stays() -> None:
    assert headings.contents(["目录", "这里没有目录。"]) == ({}, set())


@pytest.mark.parametrize(
    ("title", "numbered", "before", "behind", "matter"),
    [
        ("企业简介", False, False, False, Matter.FRONT),
        ("附录B 反馈表", False, True, False, Matter.BACK),
        ("寄语", False, True, False, Matter.FRONT),
        ("寄语", False, False, True, Matter.BACK),
        ("寄语", False, False, False, Matter.BODY),
        ("前言", True, True, False, Matter.BODY),
    ],
)
def test_the_part_of_the_book(title: str, numbered: bool, before: bool, behind: bool, matter: Matter) -> None:
    assert headings.matter(title, numbered, before, behind) is matter
