"""Pages: what stays together, how pages are counted, what stands above, below and in the contents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qi_desktop.core.errors import CancelledError
from qi_desktop.core.messages import message
from qi_desktop.core.richtext import Run, plain
from qi_desktop.export import style_sheet
from qi_desktop.export.document import Contents, Figure, Item, PageBreak, SectionStart, TableColumn, TitlePage
from qi_desktop.export.kinds import NumberFormat, TargetKind
from qi_desktop.export.layout import lay_out
from qi_desktop.export.layout.typography import gaps, original_text
from tests.export.pdf_files import BODY_WIDTH, BOTTOM, LEFT, STYLE, TOP, body_words, chinese, lay, lines_of
from tests.export.word_files import BODY, COVER, FRONT, document, heading, items, paragraph, table

LINE = STYLE.role("body").pitch
PER_PAGE = int((TOP - BOTTOM) / LINE)


def filler(lines: int) -> list[Item]:
    """Paragraphs of one line each."""
    return [paragraph(f"f{number}", "一行文字") for number in range(lines)]


def test_a_paragraph_leaves_two_lines_on_either_side_of_a_page_break() -> None:
    words = "质" * 34 * 5  # five lines and a bit, the first indented
    for room in range(1, 8):
        made = lay(document(BODY, *filler(PER_PAGE - room), paragraph("p", words)))
        first = [line for line in made.lines(0) if "质" in line]
        second = [line for line in made.lines(1) if "质" in line] if made.layout.pages > 1 else []
        assert len(first) + len(second) == 6
        assert len(first) != 1
        assert len(second) != 1


def test_a_heading_never_stands_alone_at_the_end_of_a_page() -> None:
    for room in range(1, 6):
        made = lay(document(BODY, *filler(PER_PAGE - room), heading("h", "标题文字", (1, 1)), paragraph("p", "质" * 100)))
        page = made.page_with("标题文字")
        lines = made.lines(page)
        assert len(lines) > lines.index("1.1 标题文字") + 2


def test_a_chapter_begins_a_page_and_leaves_no_empty_one() -> None:
    made = lay(document(BODY, heading("a", "一", (1,)), PageBreak("b"), PageBreak("c"), heading("b", "二", (2,)), heading("c", "三", (3,))))
    assert [lines_of(page) for page in made.pages] == [["第一章 一"], ["第二章 二"], ["第三章 三"]]


def test_each_section_counts_pages_its_own_way() -> None:
    made = lay(
        document(
            *COVER,
            FRONT,
            heading("f", "声明", matter="front"),
            heading("g", "致词", matter="front"),
            BODY,
            heading("a", "一", (1,)),
            SectionStart("back", NumberFormat.DECIMAL, None, "", "{page}"),
            heading("z", "结语"),
            SectionStart("x", NumberFormat.ROMAN_UPPER, 4, "", "- {page} -"),
            heading("y", "附录"),
        )
    )
    assert [page.label for page in made.pages] == ["", "i", "ii", "1", "2", "IV"]
    assert {item: anchor.label for item, anchor in made.layout.anchors.items()} == {"f": "i", "g": "ii", "a": "1", "z": "2", "y": "IV"}
    assert [label.index for label in made.layout.labels][-5:] == [0, 1, 3, 4, 5]


def test_header_and_footer_know_page_pages_and_chapter() -> None:
    section = SectionStart("body", NumberFormat.DECIMAL, 1, "某公司 {chapter}", "第{page}页 共{pages}页")
    made = lay(document(section, heading("a", "理念", (1,)), *filler(PER_PAGE + 3), heading("b", "管理", (2,))))
    margins = [[words[3] for words in page.words if not BOTTOM <= words[1] <= TOP] for page in made.pages]
    plain_text = [["".join(chr(ord(c) & 0xFFFF) for c in words) for words in line] for line in margins]
    assert plain_text == [
        ["某公司 第一章 理念", "第1页 共3页"],
        ["某公司 第一章 理念", "第2页 共3页"],
        ["某公司 第二章 管理", "第3页 共3页"],
    ]


def test_contents_give_the_label_of_the_page_where_each_heading_stands() -> None:
    chapters: list[Item] = []
    for number in range(1, 60):
        chapters += [heading(f"h{number}", f"章题{number}号", (number,)), heading(f"s{number}", f"节题{number}号", (number, 1))]
        chapters += [paragraph(f"p{number}", chinese(40 * number, number))]
    made = lay(document(*COVER, FRONT, Contents("c", "目录", 2), BODY, *chapters))
    entries = [line for page in made.pages for line in lines_of(page) if "...." in line]
    assert len(entries) == 118
    for line in entries:
        title, _, label = line.replace(".", " ", 1 if line[0].isdigit() else 0).partition("..")
        title, label = title.split(" ")[-1], label.strip(".")
        name = title.strip()
        page = next(page for page in made.pages if page.label.isdigit() and any(text.endswith(name) for text in lines_of(page)))
        assert page.label == label
    assert made.pages[1].label == "i"
    links = [link for page in made.pages for link in page.links]
    assert {link[4] for link in links} == {f"#h{number}" for number in range(1, 60)} | {f"#s{number}" for number in range(1, 60)}


def test_lists_of_tables_and_figures_give_page_and_link_of_each_caption() -> None:
    shown: list[Item] = []
    for number in range(1, 30):
        shown += [table(f"t{number}", [("值",)], "栏", label=f"表 1-{number}", caption=plain(f"表题{number}号")), *filler(9)]
        shown += [Figure(f"f{number}", f"图 1-{number}", plain(f"图题{number}号"), "", "", "此处插图")]
    lists = (Contents("c", "目录", 2), Contents("ct", "表目录", 1, TargetKind.TABLE), Contents("cf", "图目录", 1, TargetKind.FIGURE))
    made = lay(document(*COVER, FRONT, *lists, BODY, heading("h", "理念", (1,)), *shown))
    front = [line for page in made.pages if not page.label.isdigit() for line in lines_of(page)]
    assert front.index("表目录") < front.index("图目录")
    entries = [line for line in front if "...." in line][1:]
    assert len(entries) == 58
    for line in entries:
        words, _, label = line.partition("..")
        page = next(page for page in made.pages if page.label.isdigit() and words in lines_of(page))
        assert page.label == label.strip(".")
    targets = {link[4] for page in made.pages for link in page.links}
    assert targets == {"#h"} | {f"#t{number}" for number in range(1, 30)} | {f"#f{number}" for number in range(1, 30)}


def test_contents_may_share_their_page() -> None:
    made = lay(document(FRONT, paragraph("p", "前文"), Contents("c", "目录", 1), paragraph("q", "后文"), heading("h", "理念", (1,))))
    assert lines_of(made.pages[0])[0] == "前文"
    assert lines_of(made.pages[0])[-1] == "后文"
    assert lines_of(made.pages[0])[2].replace(".", "") == "第一章 理念ii"


def test_list_items_hang_behind_their_labels() -> None:
    deep = [replace(item, text=plain(chinese(120)), level=level) for level, item in enumerate(items(*[("decimal-comma", 0, None)] * 3))]
    made = lay(document(BODY, *deep))
    size = STYLE.role("list").size
    labels = [words for words in body_words(made.pages[0]) if words[3].endswith("、") and len(words[3]) < 4]
    assert [round((words[0] - LEFT) / size) for words in labels] == [2, 4, 6]
    texts = {round(words[0] - labels[0][0]) for words in body_words(made.pages[0]) if labels[0][1] >= words[1] > labels[1][1]}
    assert texts == {0, round(2.25 * size)}


def test_a_footnote_stands_at_the_foot_of_its_page() -> None:
    runs = (Run("数据来源"), Run("", footnote="见年度检验台账。"), Run("如下。"))
    made = lay(document(BODY, *filler(PER_PAGE - 3), paragraph("p", runs), *filler(6)))
    page = made.page_with("数据来源")
    assert made.lines(page)[-1] == "1 见年度检验台账。"
    assert "数据来源1如下。" in made.lines(page)
    lowest = min(words[1] for words in body_words(made.pages[page]) if words[2].size > 11)
    highest = max(words[1] for words in body_words(made.pages[page]) if words[3].startswith("1 见"))
    assert lowest > highest


def test_a_note_longer_than_its_page_goes_on_at_the_next_foot() -> None:
    runs = (Run("数据"), Run("", footnote=chinese(3000)), Run("完。"))
    made = lay(document(BODY, paragraph("p", runs)))
    assert made.layout.pages >= 2
    assert made.text.replace("\n", "").endswith(chinese(3000)[-20:])


def test_a_figure_keeps_its_caption_and_fits_the_text() -> None:
    figure = Figure("fig", "图 1-1", plain("组织架构图"), "架构图", "asset", "", 0.0)
    made = lay(document(BODY, *filler(PER_PAGE - 4), figure), asset=(900.0, 300.0))
    (image,) = made.pages[1].images
    assert image.width == pytest.approx(BODY_WIDTH)
    assert image.height == pytest.approx(BODY_WIDTH / 3)
    assert made.lines(1) == ["图 1-1  组织架构图"]
    assert made.layout.anchors["fig"].page == 1


@pytest.mark.parametrize(("share", "expected"), [(0.5, BODY_WIDTH / 2), (0.0, 100.0), (7.0, 100.0)])
def test_a_figure_is_as_wide_as_asked(share: float, expected: float) -> None:
    made = lay(document(BODY, Figure("f", "", (), "", "asset", "", share)), asset=(100.0, 50.0))
    assert made.pages[0].images[0].width == pytest.approx(expected)


def test_a_missing_picture_leaves_a_dashed_frame_with_words() -> None:
    made = lay(document(BODY, Figure("f", "图 1-1", plain("架构图"), "", "", "（此处插入：架构图）")))
    assert made.lines(0) == ["（此处插入：架构图）", "图 1-1  架构图"]
    assert [len(rules) for pen, rules in made.pages[0].rules.items() if pen[2]] == [4]


def test_the_cover_stands_alone_without_header_and_number() -> None:
    cover = TitlePage("质量诚信报告", "副题", "甲公司", "Jia Co., Ltd.", "2025年度", "送审稿", "logo")
    made = lay(document(SectionStart("title", NumberFormat.NONE, None, "", ""), cover, BODY, paragraph("p", "正文")), logo=(300.0, 100.0))
    assert made.pages[0].words[0][3] == "质量诚信报告"
    assert len(made.pages[0].words) == 6
    assert made.pages[0].label == ""
    assert len(made.pages[0].images) == 1


def test_a_landscape_section_turns_the_page() -> None:
    made = lay(document(BODY, paragraph("p", "竖"), replace(BODY, landscape=True, first_number=None), paragraph("q", "横")))
    assert [page.width > page.height for page in made.pages] == [False, True]
    assert [page.label for page in made.pages] == ["1", "2"]


def test_a_document_without_items_is_one_empty_page() -> None:
    assert lay(document()).layout.pages == 1


def test_all_style_sheets_lay_out_the_same_words() -> None:
    body = [paragraph(f"p{number}", chinese(300, number)) for number in range(20)]
    section = replace(BODY, header="", footer="")
    texts = set()
    for name in style_sheet.names():
        made = lay(document(section, *body), style_sheet.load(name))
        texts.add("".join(original_text(words[3]) for page in made.pages for words in page.words).replace(" ", ""))
    assert texts == {"".join(chinese(300, number) for number in range(20)).replace(" ", "")}


def test_progress_only_grows_and_may_stop_the_work() -> None:
    steps: list[tuple[int, int]] = []
    made = document(replace(BODY, footer="{page}/{pages}"), *filler(500))
    lay_out(made, STYLE, lambda page: None, {}, lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert len({total for _, total in steps}) == 1
    assert steps[-1][0] == steps[-1][1]

    def stop(done: int, total: int) -> None:
        if done > 100:
            raise CancelledError(message("Cancelled."))

    with pytest.raises(CancelledError):
        lay_out(made, STYLE, lambda page: None, {}, stop)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["body", "slogan", "heading", "quote"]), st.integers(1, 900)), max_size=25))
def test_nothing_sticks_out_of_the_margins(parts: list[tuple[str, int]]) -> None:
    made = lay(
        document(
            BODY,
            *[
                heading(f"h{number}", chinese(length % 60 + 1), (1, number + 1))
                if kind == "heading"
                else paragraph(f"p{number}", chinese(length), kind)
                for number, (kind, length) in enumerate(parts)
            ],
        )
    )
    for page in made.pages:
        for x, y, style, text, added in body_words(page):
            assert x >= LEFT - 0.01
            assert x + style.face.width(text) * style.size + added * (gaps(text) - 1) <= LEFT + BODY_WIDTH + 0.01
            assert y - 0.12 * style.size >= BOTTOM - 0.01
            assert y + 0.88 * style.size <= TOP + 0.01


def test_a_line_end_in_a_text_is_no_character_to_be_shown() -> None:
    laid = lay(document(BODY, paragraph("p", (Run("甲\n乙"), Run("丙🎉", bold=True)))))
    (remark,) = laid.layout.remarks
    assert "U+000A" not in str(remark.message)


def test_a_word_in_several_styles_is_not_spread() -> None:
    text = (Run("质量管理体系的运行与改进，流体的流速为"), Run("Re", bold=True), Run("max"), Run("2", superscript=True), Run("，" + chinese(90)))
    page = lay(document(BODY, paragraph("p", text))).pages[0]
    words = body_words(page)
    at = {original_text(words): (x, x + style.face.width(words) * style.size, added) for x, _, style, words, added in words}
    assert at["Re"][2] > 0
    assert at["Re"][1] == pytest.approx(at["max"][0])
    assert at["max"][1] == pytest.approx(at["2"][0])


def test_a_line_of_two_faces_is_flush_and_spreads_no_word() -> None:
    words = "The flowmeter was tested at the accredited calibration facility. "
    page = lay(document(BODY, paragraph("p", "按照规定" + words * 6)), style_sheet.load("official")).pages[0]
    shown = [(x, style, text, added) for x, _, style, text, added in body_words(page) if "flow" in text]
    assert shown
    assert all("flowmeter" in text for _, _, text, _ in shown)


def test_a_character_is_taken_from_any_font_of_the_program_before_a_box_stands_for_it() -> None:
    laid = lay(document(BODY, paragraph("p", "水 H₂O")))
    assert not laid.layout.remarks
    assert "LXGWWenKai" in " ".join(style.face.name for _, _, style, *_ in body_words(laid.pages[0]))


def test_ticked_boxes_and_raised_minus_signs_are_shown_though_no_font_has_them() -> None:
    laid = lay(document(BODY, paragraph("p", "☑ 是 ☐ 否，流速 3×10⁻³ m·s⁻¹"), table("t", [("10⁻³",)], "单位 s⁻¹")))
    assert not laid.layout.remarks
    text = laid.text
    assert "✓" in text
    assert "□" in text
    assert "⁻" not in text
    raised = [(words, style.rise > 0) for _, _, style, words, _ in body_words(laid.pages[0]) if "−" in words]
    assert raised == [("−", True)] * 4


def test_page_numbers_dots_and_marks_of_notes_stand_in_a_face_that_has_them() -> None:
    fang = style_sheet.load("official")  # 仿宋 and 楷体 have no Latin letters and no digits
    noted = replace(paragraph("p", ""), text=(Run("正文"), Run("", footnote="注文"), Run("又文")))
    rows = [(value,) for value in ("1.5", "100", "12.25")]
    body: list[Item] = [heading("h", "理念", (1,)), heading("s", "使命", (1, 1)), noted, table("t", rows, TableColumn("值", "number"))]
    made = lay(document(*COVER, FRONT, Contents("c", "目录", 2), BODY, *body), fang)
    words = [words for page in made.pages for words in page.words]
    assert any("...." in text[3] and text[2].size == fang.role("contents2").size for text in words)
    assert not [text[3] for text in words if not all(text[2].face.has(character) for character in text[3] if character != " ")]
    points = {
        round(text[0] + sum(text[2].face.width(character) for character in text[3].split(".")[0]) * text[2].size, 2)
        for text in words
        if text[3] in ("1.5", "100", "12.25")
    }
    assert len(points) == 1
