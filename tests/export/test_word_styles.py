"""Styles of Word files: what the style sheet says stands in named styles and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.core.richtext import Run
from qi_desktop.export import style_sheet
from qi_desktop.export.style_sheet import Role
from tests.export.word_files import BODY, NAMES, STYLE, W, WordFile, document, heading, paragraph, sample, style_of, validate, write


def style(file: WordFile, style_id: str, path: str) -> list[str]:
    return [str(value) for value in file.find(f"//w:style[@w:styleId='{style_id}']/{path}", "word/styles.xml")]


def test_styles_bear_the_names_that_word_knows() -> None:
    names = {one.name for one in write(sample()).python_docx().styles}
    assert {"Normal", "Body Text", "Title", "Heading 1", "Heading 9", "Caption", "toc 1", "TOC Heading", "Header", "Footer"} <= names
    assert {"footnote text", "footnote reference", "Hyperlink", "List Paragraph", "List Bullet", "List Number", "Table Grid"} <= names


@pytest.mark.parametrize(("style_id", "role"), [("BodyText", "body"), ("Heading1", "heading1"), ("Heading3", "heading3"), ("Caption", "caption")])
def test_fonts_and_sizes_come_from_the_style_sheet(style_id: str, role: str) -> None:
    file, wanted = write(sample()), STYLE.role(role)
    font = STYLE.fonts[wanted.font]
    assert style(file, style_id, "w:rPr/w:rFonts/@w:eastAsia") == [font.word]
    assert style(file, style_id, "w:rPr/w:rFonts/@w:ascii") == style(file, style_id, "w:rPr/w:rFonts/@w:hAnsi") == [font.word_latin]
    assert style(file, style_id, "w:rPr/w:sz/@w:val") == [str(round(wanted.size * 2))]
    assert style(file, style_id, "w:pPr/w:spacing/@w:line") == [str(round(wanted.pitch * 20))]


def test_no_theme_font_stands_between_a_style_and_its_font() -> None:
    assert not write(sample()).find("//w:rFonts/@*[contains(local-name(), 'heme')]", "word/styles.xml")


def test_the_first_line_is_indented_by_characters() -> None:
    file = write(sample())
    assert style(file, "BodyText", "w:pPr/w:ind/@w:firstLineChars") == ["200"]
    assert style(file, "BodyText", "w:pPr/w:ind/@w:firstLine") == [str(round(2 * STYLE.role("body").size * 20))]


def test_headings_carry_their_outline_level_and_stay_with_the_next_paragraph() -> None:
    file = write(sample())
    assert [style(file, f"Heading{level}", "w:pPr/w:outlineLvl/@w:val") for level in range(1, 10)] == [[str(level)] for level in range(9)]
    assert all(style(file, f"Heading{level}", "w:pPr/w:keepNext") for level in range(1, 10))


def test_a_chapter_begins_a_page_by_its_style() -> None:
    file = write(document(BODY, heading("a", "一", (1,)), heading("b", "一一", (1, 1)), heading("c", "二", (2,))))
    assert style(file, "Heading1", "w:pPr/w:pageBreakBefore")
    assert not style(file, "Heading2", "w:pPr/w:pageBreakBefore")
    assert not file.find("//w:body//w:pageBreakBefore")


def test_a_heading_that_differs_from_its_style_says_so_itself() -> None:
    file = write(document(BODY, heading("a", "一", (1,), new_page=False), heading("b", "一一", (1, 1), new_page=True)))
    assert file.find("//w:body//w:pageBreakBefore/@w:val") == ["0"]
    assert len(file.find("//w:body//w:pageBreakBefore")) == 2


def test_the_languages_are_chinese_and_english() -> None:
    (language,) = write(sample()).find("//w:docDefaults//w:lang", "word/styles.xml")
    assert (language.get(f"{W}eastAsia"), language.get(f"{W}val")) == ("zh-CN", "en-US")


def test_paragraphs_have_no_look_of_their_own() -> None:
    file = write(sample())
    allowed = {f"{W}{name}" for name in ("pStyle", "numPr", "sectPr", "ind", "keepNext")}  # ind: room beside aligned numbers
    assert {child.tag for element in file.paragraphs() for child in element.find(f"{W}pPr")} <= allowed
    assert not file.find("//w:body//w:sz | //w:body//w:color | //w:body//w:jc[not(parent::w:tblPr)]")


def test_every_style_that_is_used_is_there() -> None:
    file = write(sample(), export_key="ab12")
    used = set(file.find("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    assert used <= set(file.find("//w:style/@w:styleId", "word/styles.xml"))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("body", "BodyText"),
        ("slogan", "Slogan"),
        ("signature", "Signature"),
        ("quote", "Quote"),
        ("note", "NoteText"),
        ("placeholder", "Placeholder"),
        ("heading_inner", "HeadingInner"),
        ("unheard of", "BodyText"),
    ],
)
def test_each_role_has_its_style(role: str, expected: str) -> None:
    assert style_of(write(document(BODY, paragraph("a", "文", role))).paragraph("文")) == expected


def test_quotation_marks_in_chinese_text_are_chinese() -> None:
    (run,) = write(document(BODY, paragraph("a", "称为“天然气”。"))).find("//w:body//w:r[w:t]")
    assert run.xpath("w:rPr/w:rFonts/@w:hint", namespaces=NAMES) == ["eastAsia"]


def test_quotation_marks_in_english_text_stay_latin() -> None:
    assert not write(document(BODY, paragraph("a", (Run("called “gas”"),)))).find("//w:body//w:rFonts")


@pytest.mark.parametrize("name", style_sheet.names())
def test_every_style_sheet_makes_a_file_that_obeys_the_schema(name: str, shared: Path) -> None:
    chosen = style_sheet.load(name)
    file = write(sample(), chosen)
    assert validate(file, shared) == []
    assert style(file, "BodyText", "w:rPr/w:rFonts/@w:eastAsia") == [chosen.fonts[chosen.role("body").font].word]
    assert file.python_docx().paragraphs


def test_a_fixed_line_pitch_and_a_colour_reach_the_style() -> None:
    roles = {**STYLE.roles, "body": Role("song", 16.0, line_points=28.0, colour="#AA0000", left=1.5)}
    file = write(sample(), replace(STYLE, roles=roles))
    assert style(file, "BodyText", "w:pPr/w:spacing/@w:line") == ["560"]
    assert style(file, "BodyText", "w:rPr/w:color/@w:val") == ["AA0000"]
    assert style(file, "BodyText", "w:pPr/w:ind/@w:leftChars") == ["150"]


def test_no_fill_in_the_style_sheet_is_no_fill_in_the_file() -> None:
    file = write(sample(), replace(STYLE, table=replace(STYLE.table, style="zebra", head_fill="", zebra_fill="")))
    assert not file.find("//w:style[@w:type='table']//w:shd", "word/styles.xml")


@pytest.mark.parametrize(("kind", "inside"), [("grid", 6), ("zebra", 6), ("three-line", 2)])
def test_the_table_style_has_the_lines_of_the_style_sheet(kind: str, inside: int) -> None:
    file = write(sample(), replace(STYLE, table=replace(STYLE.table, style=kind)))
    assert len(style(file, "ReportTable", "w:tblPr/w:tblBorders/w:*/@w:val")) == inside
    assert bool(style(file, "ReportTable", "w:tblStylePr[@w:type='band2Horz']/@w:type")) == (kind == "zebra")
    assert style(file, "ReportTable", "w:basedOn/@w:val") == ["TableNormal" if kind == "three-line" else "TableGrid"]
