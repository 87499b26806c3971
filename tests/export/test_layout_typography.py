"""What a line's end may not cut, and how wide signs stand beside each other."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qi_desktop.export.layout import typography
from qi_desktop.export.layout.typography import NARROW, WIDE

FORMS = {"narrow": NARROW, "wide": WIDE}


def pieces(text: str) -> list[str]:
    return [typography.original_text(piece) for piece in typography.clusters(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "GB/T 34041.1-2017",
        "T/ZZB 0110-2016",
        "ISO 9001:2015",
        "ISO/IEC 17025:2017",
        "OIML R 137-1&2:2012",
        "JJF(新) 94-2023",
        "DB33/T 944-2014",
        "CPA 99-F166",
        "TBQM-G100-DN100",
        "11585批",
        "97.7%",
        "24小时",
        "2018年",
        "38个",
        "480人",
        "30多项",
        "5 项",
        "37 万台",
        "20 mm",
        "1.6 MPa",
        "m³/h",
        "≥98.5%",
        "第3章",
        "1,234.50元",
        "http://www.tancy.com.cn",
        "——",
        "……",
    ],
)
def test_numbers_words_and_their_units_stay_whole(whole: str) -> None:
    assert [piece for piece in pieces(f"共检{whole}记录") if whole in piece] in ([whole], [f"检{whole}"])


def test_marks_stay_with_the_words_they_belong_to() -> None:
    assert pieces("见《手册》（第二版）。“好！”他说……") == ["见", "《手", "册》", "（第", "二", "版）。", "“好！”", "他", "说……"]


def test_a_line_break_is_a_piece_of_its_own() -> None:
    assert pieces("甲\n乙") == ["甲", "\n", "乙"]


def test_chinese_and_latin_are_a_quarter_apart_without_a_typed_blank() -> None:
    spaced = typography.spaced("执行GB标准2018年")
    assert [ord(character) >= WIDE for character in spaced] == [False, True, False, True, False, True, False, False, False, True, False]
    assert typography.original_text(spaced) == "执行GB标准2018年"


def test_a_typed_blank_is_the_only_room() -> None:
    assert typography.spaced("执行 GB 标准") == "执行 GB 标准"


@pytest.mark.parametrize(("text", "narrowed"), [("》，", 0), ("）（", 0), ("：“", 0), ("《“", 0)])
def test_two_marks_share_one_blank_half(text: str, narrowed: int) -> None:
    spaced = typography.spaced(f"字{text}字")
    assert [place for place, character in enumerate(spaced) if ord(character) >= NARROW] == [narrowed + 1]


@given(st.text(st.sampled_from("质量，。（）《》“”：——……GBa1 9.-/%年\n")))
def test_pieces_joined_are_the_spaced_text(text: str) -> None:
    assert "".join(typography.clusters(text)) == "".join(typography.spaced(part) if part != "\n" else part for part in _split(text))
    assert typography.original_text("".join(typography.clusters(text))) == text


@given(st.text(st.sampled_from("质量诚信第五年个台，。、（）“”·—… \nAbz0129./-%≥℃²") | st.characters(max_codepoint=0xFFFF), max_size=30))
@example("按第A条和第B款办理")
@example("量·第P类，质量·诚信")
def test_a_stretch_of_ideographs_falls_apart_as_they_do_one_by_one(text: str) -> None:
    one_by_one = re.compile(typography._clusters().pattern.partition("|")[2], re.DOTALL)
    assert [typography.original_text(piece) for piece in typography.clusters(text)] == typography._held(one_by_one.findall(text))


@pytest.mark.parametrize("text", ["甲·乙", "甲· 乙丙·丁", "卡尔·弗里德里希·高斯", "·甲", "甲·"])
def test_a_mark_between_names_holds_them_together(text: str) -> None:
    pieces = typography.clusters(text)
    assert typography.original_text("".join(pieces)) == text
    assert not any(piece.rstrip().endswith("·") for piece in pieces[:-1])
    assert not any(piece.startswith("·") for piece in pieces[1:])


def _split(text: str) -> list[str]:
    """The text cut at line ends, which part neighbours for good."""
    parts: list[str] = []
    for number, part in enumerate(text.split("\n")):
        parts += ["\n", part] if number else [part]
    return parts


@given(st.text())
def test_any_text_becomes_one_that_a_page_can_hold(text: str) -> None:
    plain = typography.plain(text)
    assert all(character.isprintable() or character in "\n\u3000" or character.isspace() or ord(character) > 0x7F for character in plain)
    plain.encode("utf-8")
    assert typography.plain(plain) == plain


def test_invisible_marks_go_and_tabulators_become_blanks() -> None:
    assert typography.plain("a\tb\u200f\u202ec\x01\ue000") == "a bc\ufffd"
    assert typography.lost("a\tb\u200f\x01") == {"\u200f", "\x01"}


def test_gaps_are_counted_between_characters_but_not_inside_words() -> None:
    assert typography.gaps("质量诚信") == 4
    assert typography.gaps(typography.spaced("按GB标准")) == 4
    assert typography.gaps("two words") == 2


@pytest.mark.parametrize("words", ["3.2×10⁻³", "3.2×10−³", "m·s⁻¹", "CaSO₄·2H₂O", "10³", "R²"])
def test_powers_and_formulas_are_not_cut(words: str) -> None:
    assert typography.original_text(typography.clusters(f"为{words}的")[1]) == words
