"""Wide tables stand on pages that lie on their side, in both formats, and nothing else does."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from qi_desktop.core.model import PageForm
from qi_desktop.core.richtext import Run
from qi_desktop.export import style_sheet
from qi_desktop.export.document import (
    Document,
    ExportResult,
    Figure,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Properties,
    SectionStart,
    Table,
    TableColumn,
)
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.orientation import turned
from qi_desktop.export.pdf import write_pdf
from qi_desktop.export.word import write_word

STYLE = style_sheet.load("book")
BODY = SectionStart("body", NumberFormat.DECIMAL, 1, "页眉", "{page}")


def table(name: str, columns: int) -> Table:
    """A table with a standard's number in each column: four of them fill an upright page, six one on its side."""
    rows = tuple(tuple(f"GB/T {row}{column}041.1-2017" for column in range(columns)) for row in range(3))
    return Table(name, f"表 1-{name}", (Run("标准"),), tuple(TableColumn(f"列{column}") for column in range(columns)), rows)


def paragraph(name: str) -> Paragraph:
    return Paragraph(name, "body", (Run("正文" * 30),))


def heading(name: str, new_page: bool = False) -> Heading:
    return Heading(name, 2, "1.1", "标题", (1, 1), new_page, True, "body")


def shape(*items: Item) -> str:
    """The items as letters: P and L for upright and lying sections, h, p, t, f and b for a page break."""
    letters = {Heading: "h", Paragraph: "p", Table: "t", Figure: "f", PageBreak: "b"}
    return "".join(("L" if item.landscape else "P") if isinstance(item, SectionStart) else letters[type(item)] for item in turned(items, STYLE))


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([BODY, paragraph("a"), table("b", 3), paragraph("c")], "Pptp"),
        ([BODY, paragraph("a"), table("b", 6), paragraph("c")], "PpLtPp"),
        ([BODY, paragraph("a"), heading("h"), table("b", 6), heading("i"), paragraph("c")], "PpLhtPhp"),
        ([BODY, table("b", 6), heading("h"), table("c", 6)], "PLtht"),
        ([BODY, table("b", 6), table("c", 3)], "PLtPt"),
        ([BODY, table("b", 6), heading("h"), replace(BODY, matter="back"), paragraph("c")], "PLthPp"),
        # A few lines between two lying tables would leave a page nearly empty.
        ([BODY, table("b", 6), heading("h"), paragraph("c"), table("d", 6), paragraph("e")], "PLthptPp"),
        ([BODY, table("b", 6), *(paragraph(str(number)) for number in range(9)), table("d", 6)], "PLt" + "P" + "p" * 9 + "Lt"),
        ([BODY, table("b", 6), paragraph("c"), PageBreak("x"), paragraph("d"), table("e", 6)], "PLtPpbpLt"),
        ([BODY, table("b", 6), paragraph("c"), table("d", 3), table("e", 6)], "PLtPptLt"),
        # So would a heading that begins a page with a line before its lying table.
        ([BODY, paragraph("a"), heading("h", True), paragraph("c"), table("d", 6)], "PpLhpt"),
        ([BODY, paragraph("a"), heading("h", True), paragraph("c"), paragraph("d")], "Pphpp"),
        ([BODY, table("b", 6), paragraph("c"), heading("h", True), paragraph("d"), table("e", 6)], "PLtPpLhpt"),
    ],
)
def test_sections_lie_around_wide_tables_and_their_headings(items: list[Item], expected: str) -> None:
    assert shape(*items) == expected


LYING, UPRIGHT = PageForm.LYING.value, PageForm.UPRIGHT.value


def figure(name: str, page: str) -> Figure:
    return Figure(name, "", (Run("图"),), "图", "", "占位", page=page)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([BODY, paragraph("a"), replace(table("b", 3), page=LYING), paragraph("c")], "PpLtPp"),
        ([BODY, paragraph("a"), replace(table("b", 6), page=UPRIGHT), paragraph("c")], "Pptp"),
        ([BODY, heading("h"), figure("b", LYING), replace(table("c", 3), page=LYING), paragraph("d")], "PLhftPp"),
        ([BODY, figure("b", UPRIGHT), figure("c", "")], "Pff"),
        ([BODY, figure("b", LYING), PageBreak("x"), figure("c", LYING), PageBreak("y"), paragraph("d")], "PLfbfPp"),
        ([BODY, paragraph("a"), PageBreak("x"), figure("c", LYING)], "PpLf"),
        ([BODY, paragraph("a"), PageBreak("x"), paragraph("d")], "Ppbp"),
        (
            [BODY, paragraph("a"), PageBreak("x", True), paragraph("c"), heading("h"), figure("f", ""), PageBreak("y", False), paragraph("d")],
            "PpLphfPp",
        ),
        ([BODY, PageBreak("x", True), paragraph("c"), replace(heading("h"), level=1), paragraph("d")], "PLpPhp"),
        ([BODY, PageBreak("x", True), paragraph("c"), PageBreak("y"), paragraph("d"), BODY, paragraph("e")], "PLpbpPp"),
        ([BODY, PageBreak("x", True), paragraph("c"), replace(table("b", 6), page=UPRIGHT), PageBreak("y", True), paragraph("d")], "PLpPtLp"),
    ],
)
def test_tables_pictures_and_whole_stretches_lie_or_stand_as_a_person_decided(items: list[Item], expected: str) -> None:
    assert shape(*items) == expected


def test_page_numbers_go_on_through_a_lying_section() -> None:
    sections = [item for item in turned([BODY, paragraph("a"), table("b", 6), paragraph("c")], STYLE) if isinstance(item, SectionStart)]
    assert [section.first_number for section in sections] == [1, None, None]
    assert {(section.header, section.footer, section.number_format) for section in sections} == {("页眉", "{page}", NumberFormat.DECIMAL)}


def test_a_page_that_is_wider_than_high_is_not_turned() -> None:
    wide = replace(STYLE, page=replace(STYLE.page, width=297.0, height=210.0))
    assert not any(isinstance(item, SectionStart) and item.landscape for item in turned([BODY, table("b", 20)], wide))


def document() -> Document:
    items = (BODY, heading("h"), paragraph("a"), heading("i"), table("b", 6), paragraph("c"), paragraph("d"))
    return Document(Properties("报告", "公司", "主题", (), "zh-CN", 2025), tuple(turned(items, STYLE)), {})


def _opened(data: bytes) -> Any:
    return pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]


def test_the_pdf_has_a_lying_page_with_the_table_and_its_heading() -> None:
    target = io.BytesIO()
    write_pdf(document(), STYLE, target)
    pdf = _opened(target.getvalue())
    shapes = [page.get_width() > page.get_height() for page in pdf]
    assert shapes == [False, True, False]
    words = [page.get_textpage().get_text_range() for page in pdf]
    assert "标题" in words[1]
    assert "GB/T 25041.1-2017" in words[1]
    assert [pdf.get_page_label(index) for index in range(3)] == ["1", "2", "3"]
    pdf.close()


def test_no_number_is_cut_on_the_lying_page() -> None:
    target = io.BytesIO()
    write_pdf(document(), STYLE, target)
    pdf = _opened(target.getvalue())
    found = re.findall(r"GB/T \d{5}\.1-2017", pdf[1].get_textpage().get_text_range())
    assert len(found) == 18
    pdf.close()


def test_word_has_a_section_that_lies_and_goes_on_counting() -> None:
    target = io.BytesIO()
    write_word(document(), STYLE, target, ExportResult(0))
    xml = zipfile.ZipFile(target).read("word/document.xml").decode("utf-8")
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", xml)
    sizes = [re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"( w:orient="landscape")?/>', section) for section in sections]
    assert [bool(size and size[3]) for size in sizes] == [False, True, False]
    assert all(size and (int(size[1]) > int(size[2])) == bool(size[3]) for size in sizes)
    assert [('w:start="' in section) for section in sections] == [True, False, False]
    # The table stands between the ends of the first and the second section.
    ends = [match.start() for match in re.finditer("<w:sectPr>", xml)]
    assert [xml.count("<w:tbl>", start, end) for start, end in pairwise([0, *ends])] == [0, 1, 0]
