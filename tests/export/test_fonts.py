"""Fonts: what is looked up character by character agrees with reportlab's own full reading."""

from __future__ import annotations

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from qi_desktop import paths
from qi_desktop.core.errors import ContentError
from qi_desktop.export import style_sheet
from qi_desktop.export.fonts import FontFile, font_file
from qi_desktop.export.layout.faces import face
from qi_desktop.export.layout.setter import Setter
from qi_desktop.export.layout.typography import NARROW, WIDE
from qi_desktop.export.pdf.subsets import FontProgram, font_program

NAMES = sorted(path.name for path in (paths.resources() / "fonts").glob("*.ttf"))
SERIF = "NotoSerifSC-Regular.ttf"


@cache
def read_whole(name: str) -> TTFontFile:
    return TTFontFile(str(paths.resources() / "fonts" / name))


@pytest.mark.parametrize("name", NAMES)
def test_glyphs_and_widths_are_those_that_reportlab_reads(name: str) -> None:
    whole, font = read_whole(name), font_file(name)
    codes = [code for code in whole.charToGlyph if code != 0xA0]  # reportlab gives the no-break space the glyph of the blank
    assert [font.glyph(code) for code in codes] == [whole.charToGlyph[code] for code in codes]
    assert [round(1000 * font.advance(font.glyph(code))) for code in codes] == [round(whole.charWidths[code]) for code in codes]


def test_a_subset_holds_the_glyphs_in_the_order_asked_for() -> None:
    codes = [ord(character) for character in "质量诚信GB2018，"]
    subset = TTFontFile(io.BytesIO(font_program(SERIF).subset(codes)), charInfo=0)
    assert subset.numGlyphs == len(codes) + 1
    assert font_program(SERIF).subset(codes) == read_whole(SERIF).makeSubset(codes)


def test_a_character_that_the_font_lacks_has_no_glyph() -> None:
    assert font_file(SERIF).glyph(0x1F600) == 0
    assert font_file(SERIF).glyph(0x10FFFF) == 0


def test_forms_are_wider_or_narrower_than_their_character() -> None:
    serif = face(SERIF)
    assert serif.width("，") == 1.0
    assert serif.width(chr(ord("，") + NARROW)) == 0.5
    assert serif.width(chr(ord("质") + WIDE)) == 1.25


def test_a_mark_without_a_blank_half_gives_up_none() -> None:
    kai = face("LXGWWenKai-Regular.ttf")
    assert 0 < kai.width("”") == kai.width(chr(ord("”") + NARROW)) < 0.5


def test_a_character_without_glyph_is_as_wide_as_its_box() -> None:
    serif = face(SERIF)
    assert serif.width("😀") == serif.width("□")
    assert "😀" in serif.missing


@pytest.mark.parametrize("name", ["no such font.ttf", "SOURCES.txt"])
def test_a_missing_or_broken_font_is_told_plainly(name: str) -> None:
    with pytest.raises(ContentError, match="install the program again"):
        FontFile(name)


def test_two_threads_may_cut_one_font() -> None:
    font = font_program(SERIF)
    codes = [list(range(0x4E00 + shift, 0x4E00 + shift + 300)) for shift in range(0, 2400, 300)]
    alone = [font.subset(part) for part in codes]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(font.subset, codes)) == alone


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells the memory of a mapping on Linux only")
def test_a_subset_leaves_no_page_of_the_font_in_memory() -> None:
    font = FontFile(SERIF)
    before = mapped(SERIF)
    FontProgram(font).subset(range(0x4E00, 0x4E00 + 4000))
    assert mapped(SERIF) <= before
    assert font.glyph(ord("质"))


def mapped(name: str) -> int:
    """The KiB of a file that this process has mapped and touched."""
    found, here = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        head = line.split()[0]
        if not head.endswith(":"):
            here = line.endswith(name)
        elif here and head == "Rss:":
            found += int(line.split()[1])
    return found


def test_the_face_of_fang_has_all_common_characters_and_leaves_latin_ones_to_another_face() -> None:
    fang = face("FandolFang-Regular.ttf")
    common = "".join(
        bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) if (high, low) < (0xD7, 0xFA) or high > 0xD7
    )
    assert [character for character in common if not fang.has(character)] == []
    assert [character for character in "，。、；：？！“”‘’（）《》【】—…" if fang.width(character) != 1.0] == []
    assert not any(fang.has(character) for character in "A0%℃²")


def test_a_character_map_of_segments_is_read() -> None:
    times = face("LiberationSerif-Regular.ttf")
    # Widths of Times New Roman in units of 2048, which these letters are known for.
    assert [round(times.width(character) * 2048) for character in "Aamﬁ0 "] == [1479, 909, 1593, 1139, 1024, 512]
    assert not times.has("质")


def test_latin_letters_in_fang_are_as_wide_as_the_latin_font_that_word_takes() -> None:
    sheet = style_sheet.load("official")
    setter = Setter(sheet, frozenset())
    faces = {style.face.name for style, _ in setter.pieces("执行 GB/T 1 标准。“是”℃", setter.style(sheet.role("body")))}
    assert faces == {"FandolFang-Regular.ttf", "LiberationSerif-Regular.ttf", "NotoSerifSC-Regular.ttf"}, "℃ is no Latin letter"
    other = replace(sheet, fonts={**sheet.fonts, "fang": replace(sheet.fonts["fang"], word_latin="Arial")})
    latin = Setter(other, frozenset())
    ((style, _),) = latin.pieces("GB", latin.style(other.role("body")))
    assert style.face.name == "NotoSerifSC-Regular.ttf"
