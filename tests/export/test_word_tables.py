"""Tables in Word files: merges, widths, alignment, header rows, hostile shapes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qi_desktop.core.richtext import Run, plain
from qi_desktop.export.document import HEAD, Item, SectionStart, Span, TableColumn
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.proportions import PLACEHOLDER_WIDTH
from qi_desktop.export.style_sheet import StyleSheet
from tests.export.word_files import BODY, NAMES, STYLE, Element, W, WordFile, document, heading, paragraph, style_of, table, text_of, write

WIDTH = round((STYLE.page.width - STYLE.page.margin_left - STYLE.page.margin_right) * 1440 / 25.4)


def written(*items: Item, **options: Any) -> WordFile:
    return write(document(BODY, *items), **options)


def grid(file: WordFile, number: int = 0) -> list[list[Element]]:
    """The rows of a table, each a list of its cells."""
    return [row.findall(f"{W}tc") for row in file.find("//w:tbl")[number].findall(f"{W}tr")]


def texts(file: WordFile, number: int = 0) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in grid(file, number)]


def merge(cell: Element) -> str:
    found = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if found is None else found.get(f"{W}val", "continue")


def cell_style(cell: Element) -> str:
    (found,) = cell.findall(f"{W}p")
    return style_of(found)


def test_rows_and_columns_stand_as_in_the_document() -> None:
    file = written(table("t", [("气体流量计", "国家标准"), ("修正仪", "")], "名称", "类别"))
    assert texts(file) == [["名称", "类别"], ["气体流量计", "国家标准"], ["修正仪", ""]]


def test_the_header_row_repeats_and_no_row_is_cut() -> None:
    rows = written(table("t", [("1",), ("2",)], "列")).find("//w:tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_without_labels_has_no_header_row() -> None:
    file = written(table("t", [("批准日期", "二〇一一年")], "", ""))
    assert texts(file) == [["批准日期", "二〇一一年"]]
    assert not file.find("//w:tblHeader")
    assert file.find("//w:tblLook/@w:firstRow") == ["0"]


def test_a_row_taller_than_a_page_may_be_cut() -> None:
    rows = written(table("t", [("长" * 5000,), ("短",)], "列")).find("//w:tr")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, False, True]


def test_a_vertical_span_becomes_a_vertical_merge() -> None:
    file = written(table("t", [("国家标准", "1"), ("", "2"), ("", "3"), ("行业标准", "4")], "类别", "号", spans=(Span(0, 0, 3),)))
    assert [merge(row[0]) for row in grid(file)[1:]] == ["restart", "continue", "continue", ""]
    assert [merge(row[1]) for row in grid(file)[1:]] == ["", "", "", ""]


def test_a_span_in_both_directions_keeps_the_grid() -> None:
    file = written(table("t", [("甲", "", "1"), ("", "", "2"), ("a", "b", "c")], "一", "二", "三", spans=(Span(0, 0, 2, 2),)))
    rows = grid(file)[1:]
    assert [len(row) for row in rows] == [2, 2, 3]
    assert [cell.xpath("string(w:tcPr/w:gridSpan/@w:val)", namespaces=NAMES) for cell in (rows[0][0], rows[1][0])] == ["2", "2"]
    assert [merge(rows[0][0]), merge(rows[1][0])] == ["restart", "continue"]
    assert texts(file)[1:] == [["甲", "1"], ["", "2"], ["a", "b", "c"]]


def test_a_label_across_columns_is_one_cell_of_the_header() -> None:
    file = written(table("t", [("甲", "98", "99")], "项目", "合格率", "", spans=(Span(HEAD, 1, 1, 2),)))
    head, row = grid(file)
    assert [cell.xpath("string(w:tcPr/w:gridSpan/@w:val)", namespaces=NAMES) for cell in head] == ["", "2"]
    assert texts(file) == [["项目", "合格率"], ["甲", "98", "99"]]
    assert len(row) == 3


@pytest.mark.parametrize("span", [Span(5, 0, 2), Span(0, 9, 2), Span(-1, 0, 2), Span(0, 0, 0), Span(0, 0, 1, 1)])
def test_spans_outside_the_table_change_nothing(span: Span) -> None:
    file = written(table("t", [("1", "2"), ("3", "4")], "a", "b", spans=(span,)))
    assert texts(file)[1:] == [["1", "2"], ["3", "4"]]
    assert not file.find("//w:vMerge | //w:gridSpan")


def test_spans_into_one_another_leave_the_first() -> None:
    file = written(table("t", [("1", "2"), ("3", "4"), ("5", "6")], "a", "b", spans=(Span(0, 0, 2), Span(1, 0, 2))))
    assert [merge(row[0]) for row in grid(file)[1:]] == ["restart", "continue", ""]


def test_a_span_that_reaches_too_far_is_cut_to_the_table() -> None:
    file = written(table("t", [("1", ""), ("", "")], "a", "b", spans=(Span(0, 0, 9, 9),)))
    assert [len(row) for row in grid(file)[1:]] == [1, 1]


def test_widths_are_fixed_and_fill_the_page() -> None:
    file = written(table("t", [("1", "封闭管道中流体流量的测量" * 4, "GB/T 34041.1-2017")], "序号", "标准名称", "标准号"))
    columns = [int(width) for width in file.find("//w:gridCol/@w:w")]
    assert file.find("//w:tblLayout/@w:type") == ["fixed"]
    assert sum(columns) == pytest.approx(WIDTH, abs=len(columns))
    assert columns[1] > columns[2] > columns[0]
    assert [int(width) for width in file.find("//w:tr[1]//w:tcW/@w:w")] == columns


def test_a_table_on_a_landscape_page_is_as_wide_as_that() -> None:
    file = write(document(SectionStart("body", NumberFormat.DECIMAL, 1, "", "", landscape=True), table("t", [("1",)], "列")))
    wide = round((STYLE.page.height - STYLE.page.margin_left - STYLE.page.margin_right) * 1440 / 25.4)
    assert int(file.find("//w:tblW/@w:w")[0]) == pytest.approx(wide, abs=1)


@pytest.mark.parametrize(
    ("column", "cell", "style"),
    [
        (TableColumn("值", "number"), "98", "TableNumber"),
        (TableColumn("日", "date"), "2015-12-10", "TableCentred"),
        (TableColumn("类", "choice"), "国家标准", "TableCentred"),
        (TableColumn("名"), "短词", "TableCentred"),
        (TableColumn("名"), "一句相当长的说明文字", "TableText"),
        (TableColumn("名", "number", align="left"), "1", "TableText"),
        (TableColumn("名", align="right"), "一句相当长的说明文字", "TableNumber"),
    ],
)
def test_the_kind_of_a_column_decides_its_alignment(column: TableColumn, cell: str, style: str) -> None:
    assert cell_style(grid(written(table("t", [(cell,)], column)))[1][0]) == style


def test_numbers_stand_below_each_other_at_the_decimal_point() -> None:
    file = written(table("t", [("97.52",), ("98",), ("99.3",), ("无",)], TableColumn("率", "number"), TableColumn("说明")))
    room = [int(cell.xpath("string(.//w:ind/@w:right)", namespaces=NAMES) or 0) for cell in (row[0] for row in grid(file)[1:])]
    digit, point = (STYLE.role("table_cell").size * share * 20 for share in (0.5, 0.25))
    assert [value - room[0] for value in room] == [0, pytest.approx(2 * digit + point, abs=1), pytest.approx(digit, abs=1), 0]


def test_cells_keep_their_formats_and_breaks() -> None:
    file = written(table("t", [((Run("6.5 m"), Run("3", superscript=True)), "一\n二"), ("<&>", " 边 ")], "a", "b"))
    assert texts(file)[1:] == [["6.5 m3", "一\n二"], ["<&>", " 边 "]]
    assert file.find("//w:tbl//w:vertAlign/@w:val") == ["superscript"]


def test_rows_of_the_wrong_length_are_filled_or_cut() -> None:
    assert texts(written(table("t", [("1",), ("1", "2", "3")], "a", "b")))[1:] == [["1", ""], ["1", "2"]]


def test_a_caption_stands_above_and_stays_with_the_table() -> None:
    file = written(table("t", [("1",)], "列", label="表 1-1", caption=plain("目标")))
    element = file.paragraph("表 1-1  目标")
    assert style_of(element) == "TableCaption"
    assert element.getnext().tag == f"{W}tbl"
    assert file.find("//w:style[@w:styleId='TableCaption']//w:keepNext", "word/styles.xml")


def test_a_note_stands_below() -> None:
    file = written(table("t", [("1",)], "列", note=plain("注：以下空白。")))
    assert file.find("//w:tbl")[0].getnext() is not None
    assert text_of(file.find("//w:tbl/following-sibling::w:p")[0]) == "注：以下空白。"
    assert style_of(file.paragraph("注：以下空白。")) == "NoteText"


def test_two_tables_are_never_joined() -> None:
    file = written(table("t", [("1",)], "列"), table("u", [("1",)], "列"))
    assert file.find("//w:tbl")[0].getnext().tag == f"{W}p"


def test_a_table_without_rows_shows_its_header() -> None:
    assert texts(written(table("t", [], "a", "b"))) == [["a", "b"]]


def test_a_table_with_neither_rows_nor_labels_is_still_one_that_word_opens() -> None:
    assert texts(written(table("t", [], "", ""))) == [["", ""]]


def test_a_table_without_columns_is_left_out_and_named() -> None:
    file = written(table("t", [], label="表 1"), paragraph("p", "文"))
    assert not file.find("//w:tbl")
    assert [remark.place for remark in file.result.remarks] == ["t"]


def test_a_table_wider_than_word_allows_is_cut_and_named() -> None:
    row = tuple(str(place) for place in range(130))
    file = written(table("t", [row], *(f"列{place}" for place in range(130)), spans=(Span(0, 62, 1, 3),), label="表 1", caption=plain("宽")))
    assert [len(texts(file, number)[0]) for number in range(3)] == [63, 63, 4]
    assert [text for number in range(3) for text in texts(file, number)[1]] == list(row)
    assert len([element for element in file.paragraphs() if style_of(element) == "TableCaption"]) == 1
    assert "63" in str(file.result.remarks[0].message)


def test_sixty_columns_fit_on_the_page() -> None:
    file = written(table("t", [("值",) * 60], *(f"列{place}" for place in range(60))))
    columns = [int(width) for width in file.find("//w:gridCol/@w:w")]
    assert min(columns) > 0
    assert sum(columns) == pytest.approx(WIDTH, abs=60)


def test_twenty_thousand_rows_are_written() -> None:
    file = written(table("t", [(str(place), "气体流量计") for place in range(20_000)], "序号", "名称"))
    assert len(file.find("//w:tr")) == 20_001


def test_rows_are_as_high_as_in_the_pdf_though_word_adds_the_line_between_them() -> None:
    def space(style: StyleSheet) -> int:
        found = write(document(BODY), style).find("//w:style[@w:styleId='ReportTable']/w:tblPr/w:tblCellMar/w:top/@w:w", "word/styles.xml")
        return int(found[0])

    assert space(STYLE) == 20 * (STYLE.table.padding_y - STYLE.table.line_width / 2)
    assert space(replace(STYLE, table=replace(STYLE.table, style="three-line"))) == 20 * STYLE.table.padding_y
    assert space(replace(STYLE, table=replace(STYLE.table, padding_y=0.0))) == 0


def test_a_paragraph_with_a_distance_of_its_own_follows_a_table_without_a_spacer() -> None:
    made = table("t", [("1",)], "列")

    def spacers(following: Item) -> int:
        return sum(style_of(item) == "Spacer" for item in written(made, following, paragraph("end", "文")).paragraphs())

    assert spacers(heading("h", "标题", (1, 1))) == 0
    assert spacers(table("u", [("1",)], "列", label="表 1-2")) == 1  # below the second table
    assert spacers(paragraph("p", "文")) == 1
    assert spacers(table("u", [("1",)], "列")) == 2  # two tables without anything between them would become one


def test_a_table_without_a_name_keeps_its_distance_from_the_text_above_and_stays_with_it() -> None:
    lead = replace(paragraph("p", "技术指标为："), keep_next=True)
    before, spacer = written(lead, table("t", [("1",)], "列"), paragraph("end", "文")).paragraphs()[:2]
    assert (text_of(before), style_of(spacer)) == ("技术指标为：", "Spacer")
    assert spacer.find(f"{W}pPr/{W}keepNext") is not None
    file = written(paragraph("p", "文"), table("t", [("1",)], "列", label="表 1-1"), paragraph("end", "文"))
    assert [style_of(item) for item in file.paragraphs()].count("Spacer") == 1  # below the table


def test_the_frame_of_a_missing_picture_is_as_wide_as_in_the_pdf() -> None:
    ((left, right),) = [
        (item.get(f"{W}left"), item.get(f"{W}right"))
        for item in write(document(BODY)).find("//w:style[@w:styleId='Placeholder']//w:ind", "word/styles.xml")
    ]
    size = STYLE.role("placeholder").size
    assert left == right
    assert int(left) == pytest.approx(WIDTH * (1 - PLACEHOLDER_WIDTH) / 2 + 20 * size, abs=1)
