"""The table of contents of Word files: a real field whose stored entries are right already."""

from __future__ import annotations

from qi_desktop.core.richtext import plain
from qi_desktop.export.document import Contents, Figure, SectionStart
from qi_desktop.export.kinds import TargetKind
from tests.export.word_files import BODY, FRONT, W, WordFile, document, heading, paragraph, sample, style_of, table, text_of, write

PAGES = {"one": "1", "two": "2", "back": "17", "front": "i"}


def entries(file: WordFile) -> list[tuple[str, str]]:
    return [(style_of(element), text_of(element)) for element in file.paragraphs() if style_of(element).startswith("TOC")]


def instructions(file: WordFile) -> list[str]:
    return [element.text.strip() for element in file.find("//w:instrText")]


def test_entries_hold_number_title_and_the_page_of_the_layout() -> None:
    assert entries(write(sample(), pages=PAGES)) == [("TOC1", "第一章 质量理念\t1"), ("TOC2", "1.1 企业使命\t2"), ("TOC1", "结束语\t17")]


def test_an_entry_without_a_known_page_has_no_number() -> None:
    assert entries(write(sample(), pages={"one": "1"}))[1] == ("TOC2", "1.1 企业使命")


def test_the_contents_are_one_field_that_takes_the_listed_levels() -> None:
    first = instructions(write(sample(), pages=PAGES))[0]
    assert first.startswith('TOC \\o "1-2" \\h \\z \\t ')
    assert "标题 1 无编号,1" in first


def test_nothing_asks_word_to_compute_the_contents_at_opening() -> None:
    file = write(sample(), pages=PAGES)
    assert not file.find("//w:updateFields", "word/settings.xml")
    assert not file.find("//w:fldChar[@w:dirty]")


def test_each_entry_leads_to_its_heading() -> None:
    file = write(sample(), pages=PAGES)
    anchors = file.find("//w:hyperlink/@w:anchor")
    headings = [text_of(element.getparent()) for name in anchors for element in file.find(f"//w:bookmarkStart[@w:name='{name}']")]
    assert headings == ["质量理念", "企业使命", "结束语"]
    assert [f"PAGEREF {name} \\h" for name in anchors] == [text for text in instructions(file) if text.startswith("PAGEREF")]


def test_front_matter_that_is_not_listed_has_a_style_that_the_field_does_not_take() -> None:
    file = write(sample())
    assert style_of(file.paragraph("郑重声明")) == "Heading1Unlisted"
    assert "不入目录" not in instructions(file)[0]


def test_a_heading_without_number_is_listed_by_its_own_style() -> None:
    assert style_of(write(sample(), pages=PAGES).paragraph("结束语")) == "Heading1Unnumbered"


def test_fields_are_complete() -> None:
    depth = 0
    for mark in write(sample(), pages=PAGES).find("//w:fldChar/@w:fldCharType"):
        depth += {"begin": 1, "separate": 0, "end": -1}[mark]
        assert depth >= 0
    assert depth == 0


def test_contents_without_headings_are_still_a_field() -> None:
    file = write(document(BODY, Contents("contents", "目录", 3), paragraph("a", "文")))
    assert instructions(file)[0].startswith("TOC")
    assert entries(file) == [("TOC1", "")]


TABLES = Contents("ct", "表目录", 1, TargetKind.TABLE)
FIGURES = Contents("cf", "图目录", 1, TargetKind.FIGURE)


def with_lists() -> WordFile:
    made = document(
        FRONT,
        TABLES,
        FIGURES,
        BODY,
        heading("one", "理念", (1,)),
        table("t1", [("值",)], "栏", label="表 1-1", caption=plain("目标")),
        table("t2", [("值",)], "栏"),
        table("t3", [("值",)], "栏", label="表 1-2", caption=plain("检验")),
        Figure("f1", "图 1-1", plain("架构"), "", "", "此处插图"),
    )
    return write(made, pages={"t1": "1", "t3": "2", "f1": "3"})


def test_lists_of_tables_and_figures_are_fields_over_the_sequences_of_the_captions() -> None:
    found = instructions(with_lists())
    assert [text for text in found if text.startswith("TOC")] == ['TOC \\h \\z \\c "表"', 'TOC \\h \\z \\c "图"']
    assert {text.split()[1] for text in found if text.startswith("SEQ")} == {"表", "图"}


def test_entries_of_the_lists_hold_number_caption_and_page_and_lead_to_the_caption() -> None:
    file = with_lists()
    shown = [text_of(element) for element in file.paragraphs() if style_of(element) == "TableofFigures"]
    assert shown == ["表 1-1  目标\t1", "表 1-2  检验\t2", "图 1-1  架构\t3"]
    anchors = file.find("//w:hyperlink/@w:anchor")
    captions = [text_of(element.getparent()) for name in anchors for element in file.find(f"//w:bookmarkStart[@w:name='{name}']")]
    assert captions == ["表 1-1  目标", "表 1-2  检验", "图 1-1  架构"]
    assert file.find("//w:style[@w:styleId='TableofFigures']/w:name/@w:val", "word/styles.xml") == ["table of figures"]


def test_an_empty_list_is_still_a_field() -> None:
    file = write(document(BODY, TABLES, paragraph("a", "文")))
    assert instructions(file)[0] == 'TOC \\h \\z \\c "表"'
    assert file.find("//w:fldChar/@w:fldCharType")[:3] == ["begin", "separate", "end"]


def test_a_section_never_ends_in_the_paragraph_that_ends_the_field() -> None:
    """LibreOffice would lose the page numbers of that section."""
    file = write(document(FRONT, Contents("contents", "目录", 2), BODY, heading("one", "一", (1,))))
    (last,) = file.find("//w:p[w:pPr/w:sectPr]")
    assert not last.findall(f".//{W}fldChar")


def test_levels_below_the_depth_stay_out() -> None:
    made = document(BODY, Contents("c", "目录", 1), heading("one", "一", (1,)), heading("two", "二", (1, 1)))
    assert entries(write(made)) == [("TOC1", "第一章 一")]


def test_the_pages_of_the_layout_are_handed_back() -> None:
    assert write(sample(), pages=PAGES).result.page_labels == PAGES


def test_the_title_of_the_contents_is_no_heading() -> None:
    assert style_of(write(sample()).paragraph("目录")) == "ContentsHeading"


def test_the_running_chapter_is_taken_from_the_headings_of_the_section() -> None:
    chapters = SectionStart("body", BODY.number_format, 1, "{chapter}", "第 {page} 页，共 {pages} 页")
    file = write(
        document(chapters, heading("one", "质量理念", (1,)), SectionStart("back", BODY.number_format, None, "{chapter}", ""), heading("b", "结束语"))
    )
    headers = [name for name in file.names if name.startswith("word/header")]
    commands = [element.text.strip() for name in headers for element in file.find("//w:instrText", name)]
    assert commands == ["STYLEREF 1", 'STYLEREF "标题 1 无编号"']
    assert [text_of(file.xml(name)) for name in headers] == ["质量理念", "结束语"]
