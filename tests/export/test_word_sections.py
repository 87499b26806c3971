"""Sections, headers, footers and the draft's watermark in Word files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.export.document import Figure, PageBreak, SectionStart
from qi_desktop.export.kinds import NumberFormat
from tests.export.word_files import (
    BODY,
    FRONT,
    NAMES,
    STYLE,
    W,
    WordFile,
    document,
    heading,
    paragraph,
    sample,
    style_of,
    table,
    text_of,
    validate,
    write,
)


def numbers(file: WordFile) -> list[tuple[str, str]]:
    """Format and first number of each section."""
    result = []
    for section in file.find("//w:sectPr"):
        found = section.find(f"{W}pgNumType")
        result.append(("", "") if found is None else (found.get(f"{W}fmt"), found.get(f"{W}start", "")))
    return result


def referred(file: WordFile, kind: str) -> list[str]:
    """The text of each section's header or footer."""
    targets = {one.get("Id"): one.get("Target") for one in file.xml("word/_rels/document.xml.rels")}
    return [text_of(file.xml(f"word/{targets[name]}")) for name in file.find(f"//w:sectPr/w:{kind}Reference/@r:id")]


def test_front_matter_counts_in_roman_and_the_body_begins_at_one() -> None:
    assert numbers(write(sample())) == [("", ""), ("lowerRoman", "1"), ("decimal", "1"), ("decimal", "")]


def test_the_cover_has_neither_header_nor_number() -> None:
    file = write(sample())
    assert referred(file, "header")[0] == referred(file, "footer")[0] == ""
    assert referred(file, "header")[1] == "甲公司质量诚信报告"
    assert not file.find("//w:p[w:pPr/w:pStyle/@w:val='Header']", "word/header1.xml")


def test_page_and_margins_come_from_the_style_sheet() -> None:
    size, margins = write(sample()).find("//w:sectPr[last()]/w:pgSz | //w:sectPr[last()]/w:pgMar")[:2]
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert margins.get(f"{W}left") == str(round(STYLE.page.margin_left * 1440 / 25.4))


def test_a_landscape_section_turns_the_page() -> None:
    wide = SectionStart("body", NumberFormat.DECIMAL, None, "", "", landscape=True)
    first, second = write(document(BODY, paragraph("a", "竖"), wide, paragraph("b", "横"))).find("//w:sectPr/w:pgSz")
    assert (first.get(f"{W}w"), first.get(f"{W}orient")) == ("11906", None)
    assert (second.get(f"{W}w"), second.get(f"{W}orient")) == ("16838", "landscape")


def test_a_section_ends_in_its_last_paragraph() -> None:
    file = write(document(FRONT, paragraph("a", "甲"), paragraph("b", "乙"), BODY, paragraph("c", "丙")))
    assert [text_of(element) for element in file.find("//w:p[w:pPr/w:sectPr]")] == ["乙"]
    assert [text_of(element) for element in file.paragraphs()] == ["甲", "乙", "丙"]


def test_a_section_that_ends_in_a_table_still_ends() -> None:
    file = write(document(FRONT, table("t", [("1",)], "列"), BODY, paragraph("c", "丙")))
    assert len(file.find("//w:sectPr")) == 2


def test_a_section_of_nothing_but_a_page_break_ends_in_a_paragraph_of_its_own() -> None:
    file = write(document(FRONT, paragraph("a", "甲"), BODY, PageBreak("x"), BODY, paragraph("b", "乙")))
    assert len(file.find("//w:sectPr")) == 3
    assert len(file.find("//w:p[count(.//w:sectPr) = 1]")) == 2


def test_sections_without_contents_are_left_out() -> None:
    assert numbers(write(document(FRONT, BODY, paragraph("a", "文")))) == [("decimal", "1")]


def test_a_document_without_sections_or_items_is_a_file_all_the_same() -> None:
    assert write(document()).python_docx().paragraphs
    assert len(write(document(paragraph("a", "文"))).python_docx().sections) == 1


def test_a_page_break_begins_the_page_of_the_next_paragraph() -> None:
    file = write(document(BODY, paragraph("a", "甲"), PageBreak("x"), paragraph("b", "乙")))
    assert [text_of(element) for element in file.find("//w:p[w:pPr/w:pageBreakBefore]")] == ["乙"]
    assert style_of(file.paragraph("乙")) == "BodyText"


def test_a_page_break_before_a_table_or_a_chapter_makes_one_new_page() -> None:
    file = write(document(BODY, PageBreak("x"), table("t", [("1",)], "列"), PageBreak("y"), heading("h", "一", (1,))))
    assert [style_of(element) for element in file.find("//w:p[w:pPr/w:pageBreakBefore]")] == ["Spacer"]


def test_a_page_break_before_a_heading_that_would_not_begin_one() -> None:
    file = write(document(BODY, PageBreak("x"), heading("h", "一", (1,), new_page=False), PageBreak("y"), heading("i", "一一", (1, 1))))
    assert [element.get(f"{W}val") for element in file.find("//w:body//w:pageBreakBefore")] == [None]


def test_a_page_break_before_a_placeholder_with_a_caption_obeys_the_schema(shared: Path) -> None:
    figure = Figure("f", "图 1", (), "", "", "（此处插入）")
    file = write(document(BODY, paragraph("a", "文"), PageBreak("x"), figure))
    assert len(file.find("//w:p[w:pPr/w:pageBreakBefore]")) == 1
    assert validate(file, shared) == []


def test_a_draft_bears_its_word_behind_every_page() -> None:
    file = write(replace(sample(), draft=True))
    headers = [name for name in file.names if name.startswith("word/header")]
    assert len(headers) >= 3
    for name in headers:
        assert b"PowerPlusWaterMarkObject" in file.bytes(name)
        assert f'string="{STYLE.watermark}"'.encode() in file.bytes(name)


def test_a_document_may_choose_the_word() -> None:
    file = write(replace(sample(), watermark='送审 & "稿"'))
    assert b"\xe9\x80\x81\xe5\xae\xa1 &amp; &quot;" in file.bytes("word/header1.xml")


def test_a_final_report_bears_none() -> None:
    assert not any(b"WaterMark" in write(sample()).bytes(name) for name in write(sample()).names)


@pytest.mark.parametrize(("line", "commands"), [("第 {page} 页", ["PAGE"]), ("{page}/{pages}", ["PAGE", "NUMPAGES"]), ("{other}", [])])
def test_places_in_a_footer_become_fields(line: str, commands: list[str]) -> None:
    file = write(document(SectionStart("body", NumberFormat.DECIMAL, 1, "", line), paragraph("a", "文")))
    (name,) = [name for name in file.names if name.startswith("word/footer")]
    assert [element.text.strip() for element in file.xml(name).iter(f"{W}instrText")] == commands
    assert file.xml(name).xpath("count(//w:p)", namespaces=NAMES) == 1


def test_a_header_without_words_takes_no_room_from_the_text() -> None:
    file = write(document(replace(BODY, header="")))
    (style,) = file.find("//w:pStyle/@w:val", "word/header1.xml")
    assert style == "Spacer"
