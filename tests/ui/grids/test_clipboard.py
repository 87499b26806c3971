"""Blocks of cells as Excel, WPS and Word put them on the clipboard, and as we do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from qi_desktop.core.registers import SAME_AS_ABOVE, ColumnType
from qi_desktop.ui.grids import clipboard
from qi_desktop.ui.grids.clipboard import CopiedCell


def text(plain: str) -> clipboard.Block:
    data = QMimeData()
    data.setText(plain)
    return clipboard.from_mime(data)


def markup(html: str, plain: str | None = None) -> clipboard.Block:
    data = QMimeData()
    data.setHtml(html)
    if plain is not None:
        data.setText(plain)
    return clipboard.from_mime(data)


@pytest.mark.parametrize(
    ("plain", "block"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ("甲", [["甲"]]),
        ("甲\t\n\t乙\n", [["甲", ""], ["", "乙"]]),
        ('"第一行\n第二行"\t乙\n', [["第一行\n第二行", "乙"]]),
        ('"他说""好"""\t乙\n', [['他说"好"', "乙"]]),
        ('3"管\t乙\n', [['3"管', "乙"]]),
        ('"甲"级\t"乙\n丙\t丁\n', [['"甲"级', '"乙'], ["丙", "丁"]]),
        ("", []),
        ("甲\n\n乙\n", [["甲"], [""], ["乙"]]),
    ],
)
def test_lines_with_tabs_are_read_as_spreadsheets_write_them(plain: str, block: clipboard.Block) -> None:
    assert text(plain) == block


@pytest.mark.parametrize(
    ("html", "plain", "block"),
    [
        ("<td>多<br>行</td>", "多\n行", [["多\n行"]]),
        ("<td>塞尺</td><td>多<br>行</td>", "塞尺\t多 行\n", [["塞尺", "多\n行"]]),
        ("<td>a  b</td><td>多<br>行</td>", 'a  b\t"多\n行"\n', [["a  b", "多\n行"]]),
        ("<td><p>一</p><p>二</p></td><td>三</td>", "一\n二\t三\n", [["一\n二", "三"]]),
        ("<td>另一个<br>表</td>", "甲\t乙\n丙\t丁\n", [["甲", "乙"], ["丙", "丁"]]),
    ],
)
def test_line_breaks_inside_a_cell_are_kept_from_calc_and_word(html: str, plain: str, block: clipboard.Block) -> None:
    assert markup(f"<table><tr>{html}</tr></table>", plain) == block


def test_merged_cells_of_a_word_table_say_same_as_above() -> None:
    html = (
        "<html><head><style>td {color: red}</style></head><body><!--StartFragment--><table border=1>"
        '<tr><td rowspan=3><p>气体涡轮\n  流量计</p></td><td colspan="2">1.0级</td></tr>'
        "<tr><td>G16&nbsp;&amp; G25</td><td>6.5-65</td></tr><tr><td>G40</td><td>10-100</td></tr></table><p>以下空白</p></body></html>"
    )
    assert markup(html) == [["气体涡轮流量计", "1.0级", ""], [SAME_AS_ABOVE, "G16 & G25", "6.5-65"], [SAME_AS_ABOVE, "G40", "10-100"]]


def test_texts_of_a_merged_table_come_from_the_plain_text_if_it_has_the_same_shape() -> None:
    html = "<table><tr><td rowspan=2>国家标准</td><td>GB/T  1</td></tr><tr><td>GB/T 2</td></tr></table>"
    assert markup(html, "国家标准\tGB/T  1\n\tGB/T 2\n") == [["国家标准", "GB/T  1"], [SAME_AS_ABOVE, "GB/T 2"]]


def test_an_unmerged_table_is_taken_from_its_plain_text() -> None:
    assert markup("<table><tr><td>1,5</td></tr></table>", "1.50\n") == [["1.50"]]


def test_paragraphs_and_line_breaks_in_a_cell_are_lines() -> None:
    assert markup("<table><tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁</td></tr></table>") == [["甲\n乙", "丙\n丁"]]


def test_a_table_inside_a_cell_is_text() -> None:
    assert markup("<table><tr><td>甲<table><tr><td>乙</td></tr></table></td><td>丙</td></tr></table>") == [["甲\n乙", "丙"]]


@pytest.mark.parametrize("html", ["<table>", "<table><td>甲", "<table><tr><td rowspan=999999999 colspan=99999999>甲", "<table><tr><td rowspan=x>甲"])
def test_broken_tables_are_read_as_far_as_they_go(html: str) -> None:
    assert markup(html) in ([], [["甲"]])


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b'[["a", 1]]', b'{"a": 1}', b"\xff"])
def test_a_strangers_data_under_our_name_are_nothing(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(clipboard.MIME, data)
    assert clipboard.from_mime(mime) == []


cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=12)


@given(st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_copied_is_what_is_pasted(block: clipboard.Block) -> None:
    data = clipboard.to_mime([[CopiedCell(text, text, ColumnType.TEXT) for text in line] for line in block])
    assert clipboard.from_mime(data) == block
    assert text(data.text()) == block


def test_other_programs_get_what_cells_say_and_texts_stay_texts() -> None:
    line = [
        CopiedCell(SAME_AS_ABOVE, "=1+1", ColumnType.TEXT),
        CopiedCell("12", "12", ColumnType.INTEGER),
        CopiedCell("a\nb", "a\nb", ColumnType.TEXT),
    ]
    data = clipboard.to_mime([line])
    assert data.text() == '=1+1\t12\t"a\nb"\n'
    assert '<td sdnum="1033;0;@" style="mso-number-format:\'\\@\'">=1+1</td><td>12</td>' in data.html()
    assert "a<br" in data.html()
    assert clipboard.from_mime(data) == [[SAME_AS_ABOVE, "12", "a\nb"]]
