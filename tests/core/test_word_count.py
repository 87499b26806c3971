"""字数: Han characters and the words of other scripts."""

from __future__ import annotations

import pytest

from qi_desktop.core.model import Block, BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.core.word_count import count, count_blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("，。“”—— ", 0),
        ("质量诚信报告", 6),
        ("二〇一八年", 5),
        ("𠮷野家", 3),
        ("quality integrity", 2),
        ("合格率97.7%", 4),
        ("GB/T 31870-2015标准", 5),
        ("don't stop", 2),
        ("通过ISO9001认证", 5),
        ("snake_case", 2),
    ],
)
def test_each_han_character_and_each_other_word_is_one(text: str, expected: int) -> None:
    assert count(text) == expected


def test_a_word_is_one_even_where_its_format_changes_inside() -> None:
    block = Block("b", "c", "a", BlockKind.PARAGRAPH, (Run("qual", bold=True), Run("ity")))
    assert count_blocks([block, block]) == 2
