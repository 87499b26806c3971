"""The record of an export: what is compared and what is not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from qi_desktop.core.exports import ExportedBlock, TableShape, normalised
from tests.strategies import texts


def test_blanks_do_not_count_but_full_width_letters_do() -> None:
    assert normalised("  质量\u3000方针 \n 2025\t年\r\n") == "质量 方针 2025 年"
    assert normalised("e\u0301") == "é"
    assert normalised("（一）") != normalised("(一)")


@given(texts)
def test_a_normalised_text_stays_as_it_is(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


def test_a_block_reads_differently_when_any_of_its_words_does() -> None:
    shape = TableShape(("一", "二"), ("r1",), ("a", "b"), (("甲", "乙"),))
    table = ExportedBlock("t", "table", "c", 3, "目标", shape)
    assert table.digest == replace(table, place="u", position=9).digest, "its place is not part of what it says"
    others = (
        replace(table, text="目标表"),
        replace(table, shape=replace(shape, headers=("一", "三"))),
        replace(table, shape=replace(shape, cells=(("甲", "丙"),))),
        replace(table, shape=None),
    )
    assert len({table.digest, *(other.digest for other in others)}) == 5
