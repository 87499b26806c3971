"""Tables as their pages cut them: Word keeps whole what the PDF keeps whole, and repeats a merged value where a page begins."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.richtext import Run, plain
from qi_desktop.export.document import Span, Table, TablePieces
from qi_desktop.export.table_pieces import with_pieces
from tests.export import pdf_files
from tests.export.pdf_files import chinese
from tests.export.word_files import BODY, Element, W, WordFile, document, paragraph, table, text_of, validate, write


def merged(count: int, size: int) -> Table:
    """A table whose first column is merged over `size` rows each."""
    rows = [(f"组{number // size}" if number % size == 0 else "", f"行{number}") for number in range(count)]
    return table("t", rows, "类别", "名称", spans=tuple(Span(first, 0, min(size, count - first)) for first in range(0, count, size)))


def only_table(made: Table, pieces: TablePieces, cut: bool = True) -> Table:
    (found,) = [item for item in with_pieces(document(BODY, made), {made.id: pieces}, cut).items if isinstance(item, Table)]
    return found


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
    rows = [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in file.find("//w:tbl/w:tr[not(w:trPr/w:tblHeader)]")]
    assert [number for number, row in enumerate(rows) if row[0] == "组0"] == [0, *result.tables["t"].begins]
    assert rows[first] == ["组0", f"行{first}"]
    assert not validate(file, shared)


def test_a_review_copy_shows_each_cell_once() -> None:
    made = document(BODY, merged(80, 80))
    file = write(made, pages=pdf_files.write(made).result, export_key="AB12")
    assert [text_of(cell) for cell in file.find("//w:tc[w:tcPr/w:vMerge/@w:val='restart']")] == ["组0"]


def test_word_keeps_a_short_table_whole_and_its_note_with_it(shared: Path) -> None:
    lines = [paragraph(f"p{number}", chinese(300, number)) for number in range(3)]
    made = document(BODY, *lines, table("t", [(str(row),) for row in range(5)], "列", note="注：甲。"))
    result = pdf_files.write(made).result
    assert result.tables["t"] == TablePieces(whole=True)
    file = write(made, pages=result)
    assert kept_rows(file) == [True] * 5
    assert not validate(file, shared)


def test_a_long_table_leaves_no_single_row_at_a_page_end_or_beginning() -> None:
    assert kept_rows(write(document(BODY, table("t", [(str(row),) for row in range(6)], "列")))) == [True, False, False, False, True, False]
    noted = table("t", [(str(row),) for row in range(3)], "列", note="注：甲。")
    assert kept_rows(write(document(BODY, noted))) == [True, True, True]


def test_a_row_that_fills_a_page_is_free_to_be_cut() -> None:
    assert kept_rows(write(document(BODY, table("t", [("长" * 5000,), ("短",)], "列")))) == [False, False]


def test_formatted_cells_are_kept_like_plain_ones() -> None:
    made = table("t", [(plain("甲"),), ("乙",), ("丙",)], "列")
    assert kept_rows(write(document(BODY, made))) == [True, True, False]
