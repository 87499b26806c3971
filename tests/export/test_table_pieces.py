"""Tables as their pages cut them: Word keeps whole what the PDF keeps whole, and repeats a merged value where a page begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.richtext import Run, plain
from qi_desktop.export.document import Span, Table, TablePieces
from qi_desktop.export.style_sheet import Captions, StyleSheet
from qi_desktop.export.table_pieces import Cutting, continued, with_pieces
from tests.export import pdf_files
from tests.export.pdf_files import chinese
from tests.export.word_files import BODY, STYLE, Element, W, WordFile, document, paragraph, style_of, table, text_of, validate, write


def merged(count: int, size: int) -> Table:
    """A table whose first column is merged over `size` rows each."""
    rows = [(f"组{number // size}" if number % size == 0 else "", f"行{number}") for number in range(count)]
    return table("t", rows, "类别", "名称", spans=tuple(Span(first, 0, min(size, count - first)) for first in range(0, count, size)))


def only_table(made: Table, pieces: TablePieces, cutting: Cutting = Cutting.VALUES, captions: Captions = STYLE.captions) -> Table:
    (found,) = [item for item in with_pieces(document(BODY, made), {made.id: pieces}, cutting, captions).items if isinstance(item, Table)]
    return found


def without_continuations() -> StyleSheet:
    return replace(STYLE, captions=replace(STYLE.captions, continuation="header"))


def kept_rows(file: WordFile) -> list[bool]:
    """For each row below the header whether all its cells stay with what follows."""
    rows: list[Element] = file.find("//w:tbl/w:tr[not(w:trPr/w:tblHeader)]")
    return [all(cell.find(f"{W}p/{W}pPr/{W}keepNext") is not None for cell in row.findall(f"{W}tc")) for row in rows]


def test_a_merged_value_comes_again_in_the_row_that_begins_a_page() -> None:
    made = only_table(merged(6, 3), TablePieces(begins=(2, 3)))
    assert [row[0] for row in made.rows] == ["组0", "", "组0", "组1", "", ""]
    assert made.spans == (Span(0, 0, 2), Span(2, 0, 1), Span(3, 0, 3))


def test_a_footnote_is_not_counted_twice_when_its_cell_comes_again() -> None:
    made = table("t", [((Run("甲", footnote="注"),), "一"), ("", "二")], "列", "名", spans=(Span(0, 0, 2),))
    assert only_table(made, TablePieces(begins=(1,))).rows[1][0] == (Run("甲"),)


@given(st.integers(1, 40), st.integers(1, 9), st.sets(st.integers(0, 45)))
def test_every_row_reads_the_same_however_the_pages_cut_it(count: int, size: int, begins: set[int]) -> None:
    made = only_table(merged(count, size), TablePieces(begins=tuple(sorted(begins))))
    shown = {}
    for span in made.spans:
        for row in range(span.row, span.row + span.rows):
            assert row not in shown
            shown[row] = made.rows[span.row][0]
    assert [shown.get(row, made.rows[row][0]) for row in range(count)] == [f"组{row // size}" for row in range(count)]
    assert all(span.row in begins or span.row % size == 0 for span in made.spans)


def test_word_shows_the_value_again_where_the_pdf_begins_a_page(shared: Path) -> None:
    made = document(BODY, merged(80, 80))
    result = pdf_files.write(made).result
    (first, *_) = result.tables["t"].begins
    file = write(made, pages=result)
    rows = body_rows(file)
    assert [number for number, row in enumerate(rows) if row[0].startswith("组0")] == [0, *result.tables["t"].begins]
    assert rows[first] == ["组0（续）", f"行{first}"]
    assert not validate(file, shared)


def body_rows(file: WordFile) -> list[list[str]]:
    return [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in file.find("//w:tbl/w:tr[not(w:trPr/w:tblHeader)]")]


def test_a_table_with_a_name_goes_on_in_word_where_it_does_in_the_pdf(shared: Path) -> None:
    made = document(BODY, replace(merged(80, 80), label="表 4-1", caption=plain("标准")))
    pages = pdf_files.write(made).result
    begins = pages.tables["t"].begins
    file = write(made, pages=pages)
    again = [item for item in file.find("//w:body/w:p") if style_of(item) == "TableContinued"]
    assert [text_of(item) for item in again] == ["续表 4-1"] * len(begins)
    assert len(file.find("//w:tbl")) == len(file.find("//w:tr[w:trPr/w:tblHeader]")) == len(begins) + 1
    assert len({str(file.find(f"(//w:tblGrid)[{number}]/w:gridCol/@w:w")) for number in range(1, len(begins) + 2)}) == 1
    rows = body_rows(file)
    assert [row[1] for row in rows] == [f"行{number}" for number in range(80)]
    assert [row[0] for row in rows if row[0]] == ["组0", *["组0（续）"] * len(begins)]
    assert not validate(file, shared)


def test_the_number_of_a_continuation_is_quoted_and_so_follows_the_caption() -> None:
    made = document(BODY, replace(merged(80, 80), label="表 4-1", caption=plain("标准")))
    file = write(made, pages=pdf_files.write(made).result)
    (bookmark,) = file.find("//w:bookmarkStart[starts-with(@w:name, '_Ref')]/@w:name")
    assert f" REF {bookmark} \\h " in file.find("//w:p[w:pPr/w:pStyle/@w:val='TableContinued']//w:instrText/text()")


def test_a_continuation_begins_a_page_by_its_style() -> None:
    file = write(document(BODY))
    (style,) = file.find("//w:style[@w:styleId='TableContinued']/w:pPr", "word/styles.xml")
    assert style.find(f"{W}pageBreakBefore") is not None
    assert style.find(f"{W}keepNext") is not None
    assert style.find(f"{W}spacing").get(f"{W}before") == "0"


def test_the_tables_of_a_draft_stay_in_one_piece() -> None:
    made = document(BODY, replace(merged(80, 80), label="表 4-1", caption=plain("标准")), draft=True)
    file = write(made, pages=pdf_files.write(made).result)
    assert len(file.find("//w:tbl")) == 1
    assert {row[0] for row in body_rows(file)} == {"组0", ""}


def test_a_style_sheet_may_ask_for_the_header_row_alone_in_both_formats() -> None:
    made, style = document(BODY, replace(merged(80, 80), label="表 4-1", caption=plain("标准"))), without_continuations()
    pdf = pdf_files.write(made, style)
    assert "续表" not in "".join(pdf.texts())
    assert "续表" in "".join(pdf_files.write(made).texts())
    file = write(made, style, pages=pdf.result)
    assert len(file.find("//w:tbl")) == 1
    assert [row[0] for row in body_rows(file) if row[0]] == ["组0"] * (len(pdf.result.tables["t"].begins) + 1)


@pytest.mark.parametrize(
    ("label", "caption", "word", "words"),
    [
        ("表 4-1", "标准", "续表", "续表 4-1"),
        ("附表 2", "标准", "续表", "续表附表 2"),
        ("表 4-1", "标准", "接", "接表 4-1"),
        ("", "标准", "续表", "续表  标准"),
        ("", "", "续表", ""),
    ],
)
def test_a_continuation_is_named_after_its_table(label: str, caption: str, word: str, words: str) -> None:
    made = replace(merged(2, 1), label=label, caption=plain(caption))
    assert "".join(run.text for run in continued(made, replace(STYLE.captions, continued=word))) == words


def test_a_table_without_a_name_is_cut_by_a_page_that_begins_with_nothing(shared: Path) -> None:
    made = document(BODY, merged(80, 80))
    pages = pdf_files.write(made).result
    file = write(made, pages=pages)
    begins = pages.tables["t"].begins
    assert len(file.find("//w:tbl")) == len(begins) + 1
    again = [item for item in file.find("//w:body/w:p") if item.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [(style_of(item), text_of(item)) for item in again] == [("Spacer", "")] * len(begins)
    assert [row[0] for row in body_rows(file) if row[0]] == ["组0", *["组0（续）"] * len(begins)]
    assert not validate(file, shared)


def test_a_narrow_column_has_no_room_for_the_mark() -> None:
    pieces = TablePieces(begins=(2,), suffixed=())
    assert only_table(replace(merged(6, 3), label="表 1"), pieces, Cutting.PAGES).rows[2][0] == "组0"
    assert only_table(replace(merged(6, 3), label="表 1"), replace(pieces, suffixed=(0,)), Cutting.PAGES).rows[2][0] == "组0（续）"


def test_a_review_copy_shows_each_cell_once() -> None:
    made = document(BODY, merged(80, 80))
    file = write(made, pages=pdf_files.write(made).result, export_key="AB12")
    assert [text_of(cell) for cell in file.find("//w:tc[w:tcPr/w:vMerge/@w:val='restart']")] == ["组0"]


def test_word_keeps_a_short_table_whole_and_its_note_with_it(shared: Path) -> None:
    lines = [paragraph(f"p{number}", chinese(300, number)) for number in range(3)]
    made = document(BODY, *lines, table("t", [(str(row),) for row in range(5)], "列", note=plain("注：甲。")))
    result = pdf_files.write(made).result
    assert result.tables["t"] == TablePieces(whole=True)
    file = write(made, pages=result)
    assert kept_rows(file) == [True] * 5
    assert not validate(file, shared)


def test_a_long_table_leaves_no_single_row_at_a_page_end_or_beginning() -> None:
    assert kept_rows(write(document(BODY, table("t", [(str(row),) for row in range(6)], "列")))) == [True, False, False, False, True, False]
    noted = table("t", [(str(row),) for row in range(3)], "列", note=plain("注：甲。"))
    assert kept_rows(write(document(BODY, noted))) == [True, True, True]


def test_a_row_that_fills_a_page_is_free_to_be_cut() -> None:
    assert kept_rows(write(document(BODY, table("t", [("长" * 5000,), ("短",)], "列")))) == [False, False]


def test_formatted_cells_are_kept_like_plain_ones() -> None:
    made = table("t", [(plain("甲"),), ("乙",), ("丙",)], "列")
    assert kept_rows(write(document(BODY, made))) == [True, True, False]


def test_a_table_with_more_columns_than_word_opens_is_cut_by_columns_alone(shared: Path) -> None:
    columns = [str(number) for number in range(70)]
    made = document(BODY, table("t", [tuple(columns)] * 80, *columns, label="表 1-1"))
    pages = pdf_files.write(made).result
    assert pages.tables["t"].begins
    file = write(made, pages=pages)
    assert len(file.find("//w:tbl")) == 2
    assert len(file.find("//w:tbl[1]/w:tr")) == 81
    assert not validate(file, shared)
