"""Filling lines: the rules of line starts and ends hold for any text, nothing is lost, nothing sticks out."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from qi_desktop.core.richtext import Run
from qi_desktop.export.layout import typography
from qi_desktop.export.layout.faces import TextStyle, face
from qi_desktop.export.layout.lines import Line, plain_lines
from qi_desktop.export.layout.page import Page
from qi_desktop.export.layout.setter import Setter
from tests.export.pdf_files import STYLE, chinese

SERIF = face("NotoSerifSC-Regular.ttf")
STYLE_12 = TextStyle(SERIF, 12.0)
NO_START = set(typography.rules()["no_line_start"])
NO_END = set(typography.rules()["no_line_end"])
WORDS = st.sampled_from(
    [
        *("GB/T 34041.1-2017", "T/ZZB 0110-2016", "11585批", "97.7%", "24小时", "2018年", "ISO9001", "TBQM-G100", "20 mm", "and", "a"),
        *("质量诚信报告管理体系，。、；：？！）》”’…（《“‘"),
        *("——", "……", " ", "℃", "·"),
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=120).map("".join)
ROOMS = st.floats(100.0, 440.0)


def text(line: Line) -> str:
    return typography.original_text("".join(piece[1] for piece in line.pieces))


def check(lines: list[Line], whole: str, first: float, room: float) -> None:
    """Every rule that a paragraph's lines must keep."""
    assert "".join(map(text, lines)).replace(" ", "") == whole.replace(" ", "")
    for number, line in enumerate(lines):
        assert line.width <= (room if number else first) + 0.01
        assert line.last == (number == len(lines) - 1)
    for line in lines[1:]:
        assert not text(line) or text(line)[0] not in NO_START, text(line)
    for line in lines[:-1]:
        assert text(line)[-1:] not in NO_END, text(line)
    ends, at = set(), 0
    for line in lines:
        at += len(text(line).replace(" ", ""))
        ends.add(at)
    at = 0
    for piece in typography.clusters(whole):
        end = at + len(piece.replace(" ", ""))
        assert not any(at < cut < end for cut in ends), f"{piece} is cut"
        at = end


def fits(whole: str, room: float) -> bool:
    """True if no single piece is wider than a line, so that nothing has to be cut."""
    return all(SERIF.width(piece.rstrip(" ")) * 12 <= room for piece in typography.clusters(whole))


@given(TEXTS, ROOMS, st.sampled_from([0.0, 24.0]))
def test_lines_keep_all_rules(whole: str, room: float, indent: float) -> None:
    assume(fits(whole, room - indent))
    check(plain_lines(whole, STYLE_12, room - indent, room), whole, room - indent, room)


@given(st.lists(st.tuples(TEXTS, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=5), ROOMS)
def test_lines_of_several_formats_keep_all_rules(parts: list[tuple[str, bool, bool, bool]], room: float) -> None:
    runs = tuple(Run(words, bold=bold, italic=italic, superscript=raised) for words, bold, italic, raised in parts)
    whole = "".join(words for words, *_ in parts)
    assume(fits(whole, room * 0.85))  # bold letters are wider
    check(Setter(STYLE, frozenset()).lines(runs, STYLE.role("body"), room), whole, room, room)


@given(st.text(st.sampled_from("质，。（A-/.1 \n"), max_size=200), st.floats(1.0, 60.0))
def test_nothing_is_lost_however_narrow_the_column(whole: str, room: float) -> None:
    lines = plain_lines(whole, STYLE_12, room, room)
    assert lines
    assert "".join(map(text, lines)).replace(" ", "") == whole.replace(" ", "").replace("\n", "")


def test_a_word_longer_than_a_line_is_cut_and_begins_where_it_stands() -> None:
    lines = plain_lines("型号" + "x" * 5000 + "，结束。", STYLE_12, 400.0, 400.0)
    assert text(lines[0]).startswith("型号xxx")
    assert all(line.width <= 400.01 for line in lines)
    assert all(line.width > 390 for line in lines[:-1])
    assert text(lines[-1]).endswith("，结束。")


def test_a_closing_mark_gives_up_its_blank_half_at_a_lines_end() -> None:
    room = 12 * 5.6  # five characters and a mark do not fit, five and half a mark do
    lines = plain_lines("质量诚信报，告告告告告告", STYLE_12, room, room)
    assert text(lines[0]) == "质量诚信报，"
    assert abs(lines[0].width - 12 * 5.5) < 0.01


def test_no_character_ends_a_paragraph_alone() -> None:
    lines = plain_lines("质" * 41 + "。", STYLE_12, 240.0, 240.0)
    assert [len(text(line)) for line in lines] == [20, 19, 3]


def test_a_line_that_a_number_left_loose_shares_its_room_with_those_above() -> None:
    whole = "质" * 95 + "TBQM-G1000-DN200-LONG" + "量" * 40
    room = 300.0
    lines = plain_lines(whole, STYLE_12, room - 24, room)
    check(lines, whole, room - 24, room)
    number = next(place for place, line in enumerate(lines) if "TBQM" in text(line))
    empty = [(room if place else room - 24) - line.width for place, line in enumerate(lines[:number])]
    assert sum(empty) > 0.1 * room
    assert max(empty) - min(empty) <= 12.01


def test_evening_a_paragraph_makes_it_no_longer() -> None:
    whole = chinese(95) + "TBQM-G1000-DN200-LONG" + chinese(200, 3)
    lines = plain_lines(whole, STYLE_12, 276.0, 300.0)
    assert len(lines) <= -(-SERIF.width(typography.spaced(whole)) * 12 // 270)


def test_an_address_is_cut_rather_than_leaving_the_line_half_empty() -> None:
    lines = plain_lines("报告获取方式：通过公司网站http://www.example.com.cn/quality/reports下载", STYLE_12, 300.0, 300.0)
    assert text(lines[0]).endswith("/") or text(lines[0]).endswith(".")
    assert lines[0].width > 260
    long = plain_lines("网址https://www.example.com/quality/2024/report?id=20241231&lang=zh-CN", STYLE_12, 160.0, 160.0)
    assert len(long) > 2
    assert all(text(line)[-1] in "/.?&=-" for line in long[:-1]), "also where it is longer than a line"
    model = plain_lines("本公司研制的新型号产品" + "TBQM-G1000-DN200" + "已投产", STYLE_12, 230.0, 230.0)
    assert text(model[1]).startswith("TBQM-G1000-DN200")


def test_a_line_end_in_the_text_ends_a_line_that_is_not_spread() -> None:
    lines = plain_lines("甲\n\n乙", STYLE_12, 240.0, 240.0)
    assert [(text(line), line.last) for line in lines] == [("甲", True), ("", True), ("乙", True)]


def test_lines_are_spread_to_both_margins() -> None:
    for line in plain_lines(chinese(800), STYLE_12, 391.0, 415.0)[1:-1]:
        page = Page(0, "1", 595, 842)
        page.line(line, 90.0, 700.0, 415.0, "justify")
        ((x, _, style, words, added),) = page.words
        end = x + style.face.width(words) * style.size + added * (typography.gaps(words) - 1)
        assert abs(x - 90.0) < 0.01
        assert abs(end - 505.0) < 0.01


def test_a_footnotes_mark_stays_with_its_word_and_its_note_with_the_line() -> None:
    runs = (Run("质" * 20), Run("", footnote="注文"), Run("量" * 20))
    lines = Setter(STYLE, frozenset()).lines(runs, STYLE.role("body"), 12 * 20 + 1.0)
    assert [text(line)[-1] for line in lines[:1]] == ["质"]
    assert text(lines[1]).startswith("质1量")
    assert [[note.text for note in line.notes] for line in lines] == [[], ["注文"], []][: len(lines)]


def test_formats_choose_face_size_and_place() -> None:
    runs = (Run("粗", bold=True), Run("斜", italic=True), Run("划", underline=True), Run("2", superscript=True), Run("3", subscript=True), Run("常"))
    (line,) = Setter(STYLE, frozenset()).lines(runs, STYLE.role("body"), 400.0)
    bold, italic, underlined, above, below, usual = [piece[0] for piece in line.pieces]
    assert (bold.face.name, usual.face.name) == ("NotoSerifSC-Bold.ttf", "NotoSerifSC-Regular.ttf")
    assert (italic.slanted, underlined.underlined) == (True, True)
    assert above.size == below.size < usual.size
    assert above.rise > 0 > below.rise


def test_a_character_that_no_font_has_is_named_with_its_place() -> None:
    setter = Setter(STYLE, frozenset())
    setter.lines("表情😀与\u200f标记", STYLE.role("body"), 400.0, place="p1")
    remarks = [(remark.place, str(remark.message)) for remark in setter.remarks()]
    assert [place for place, _ in remarks] == ["p1", "p1"]
    assert "U+1F600" in remarks[0][1]
    assert "U+200F" in remarks[1][1]
