"""Widths of table columns, computed from what stands in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.richtext import Run
from qi_desktop.export.column_widths import column_widths, em_width, fitting_size, measure
from qi_desktop.export.document import Span, Table, TableColumn, TablePieces
from qi_desktop.export.layout.faces import face
from qi_desktop.export.table_pieces import Cutting, with_pieces
from tests.export import pdf_files, word_files
from tests.export.word_files import BODY, STYLE, document

WIDTH, SIZE, PADDING = 415.0, 10.5, 4.0
ALPHABET = st.characters(codec="utf-8") | st.sampled_from("气体流量计GB/T 34041.1-2017\n")


def table(rows: Any, *columns: TableColumn | str, spans: tuple[Span, ...] = ()) -> Table:
    made = tuple(column if isinstance(column, TableColumn) else TableColumn(column) for column in columns)
    return Table("t", "", (), made, tuple(rows), spans)


def widths(*arguments: Any, **values: Any) -> list[float]:
    return column_widths(table(*arguments, **values), WIDTH, SIZE, PADDING)


def em(points: float) -> float:
    return (points - 2 * PADDING) / SIZE


@pytest.mark.parametrize(("text", "width"), [("", 0), ("气体流量计", 5), ("2017", 2), ("7.6 m³", 3.25), ("\ud800", 0.5)])
def test_a_chinese_character_is_one_em_and_a_latin_one_half(text: str, width: float) -> None:
    assert em_width(text) == pytest.approx(width, abs=0.1)


@given(st.lists(st.lists(st.text(ALPHABET, max_size=40), min_size=3, max_size=3).map(tuple), max_size=8), st.floats(50, 900))
def test_the_columns_fill_the_table_exactly(rows: list[tuple[str, ...]], width: float) -> None:
    found = column_widths(table(rows, "甲", "", "丙丙丙"), width, SIZE, PADDING)
    assert sum(found) == pytest.approx(width)
    assert min(found) > 0


def test_a_long_column_is_wider_than_a_short_one() -> None:
    first, second, third = widths([("1", "使用差压装置测量流体流量偏离给出的要求和工作条件的影响", "国家标准")], "序号", "标准名称", "类别")
    assert first < third < second


def test_numbers_of_standards_are_not_broken_while_there_is_room() -> None:
    rows = [("18", "封闭管道中流体流量的测量气体超声流量计" * 3, "国家标准", "GB/T 34041.1-2017", "2018-04-01")]
    found = widths(rows, "序号", "标准名称", "类别", "标准号", "发布时间")
    assert em(found[3]) >= em_width("GB/T 34041.1-2017") * 0.9
    assert em(found[4]) >= em_width("2018-04-01")
    assert em(found[2]) >= 4


def test_a_column_of_sentences_beside_numbers_that_cannot_be_cut_is_wide_enough_to_be_read() -> None:
    rows = [("TBQM-G160-DN80", "TBQM-G250-DN100", "GB/T 34041.1-2017", "在检验期内出现质量问题，无条件退货；" * 3)]
    assert em(widths(rows, "型号", "替代型号", "标准号", "条件")[3]) >= 6


def test_a_long_label_is_broken_rather_than_the_cells() -> None:
    rows = [("气体流量计的通用技术条件和检定规程" * 3, "98", "国家标准国家标准国家")]
    found = widths(rows, "名称", "一个相当长的列标题需要折行", "依据")
    assert em(found[1]) < 6 < em(found[2])


def test_a_columns_weight_wins_over_its_contents() -> None:
    found = widths([("1", "短")], TableColumn("甲", weight=30.0), TableColumn("乙", weight=5.0))
    assert em(found[0]) > 3 * em(found[1])


def test_cells_that_span_columns_do_not_widen_the_first() -> None:
    rows = [("一句横跨两列的相当长的说明文字，很长很长", ""), ("甲", "乙")]
    assert widths(rows, "", "", spans=(Span(0, 0, 1, 2),)) == pytest.approx([WIDTH / 2] * 2)


def test_formatted_cells_are_measured_by_their_words() -> None:
    plain, formatted = widths([("气体流量计", "x")], "a", "b"), widths([((Run("气体"), Run("流量计", bold=True)), "x")], "a", "b")
    assert plain == formatted


def test_no_columns_have_no_widths() -> None:
    assert widths([]) == []


def test_sixty_columns_still_have_room() -> None:
    found = widths([("值",) * 60], *("列",) * 60)
    assert min(found) > 0
    assert sum(found) == pytest.approx(WIDTH)


def test_short_words_with_a_number_stay_on_one_line_with_the_space_that_is_set_between_them() -> None:
    rows = [("产品11", "类别0", "封闭管道中流体流量的测量气体超声流量计" * 5)] * 3
    first, second, _ = (em(width) for width in widths(rows, "产品", "类别", "说明"))
    serif = face("NotoSerifSC-Regular.ttf")
    assert first > serif.width("产品11") + 0.25
    assert second > serif.width("类别0") + 0.25


def test_columns_are_as_wide_when_a_page_cuts_the_table() -> None:
    rows = [("组", "一"), ("", "二"), ("", "三")]
    whole = table(rows, "类别", "名称", spans=(Span(0, 0, 3),))
    parted = with_pieces(document(replace(whole, label="表 1")), {"t": TablePieces((1,), suffixed=(0,))}, Cutting.PAGES, STYLE.captions).items[0]
    assert isinstance(parted, Table)
    assert parted.rows[1][0] == "组（续）"
    assert column_widths(parted, WIDTH, SIZE, PADDING) == column_widths(whole, WIDTH, SIZE, PADDING)


@pytest.mark.parametrize(("count", "size"), [(4, 10.5), (8, 9.0), (11, 6.5), (14, 5.5), (60, 4.0)])
def test_letters_are_as_small_as_the_numbers_of_a_wide_table_need(count: int, size: float) -> None:
    made = table([("67793.07",) * count] * 3, *[TableColumn("数值", "number")] * count)
    assert fitting_size(made, WIDTH, SIZE, PADDING, measure(made)) == size


def test_no_number_of_a_wide_table_is_cut_and_word_sets_it_in_the_same_letters(shared: Path) -> None:
    made = document(BODY, word_files.table("t", [("67793.07",) * 12] * 40, *[TableColumn("数值", "number")] * 12))
    pdf = pdf_files.write(made)
    size = pdf.result.tables["t"].size
    assert 0 < size < SIZE
    assert "".join(pdf.texts()).count("67793.07") == 12 * 40
    file = word_files.write(made, pages=pdf.result)
    names = {word_files.style_of(item) for item in file.find("//w:tbl//w:p")}
    assert names == {f"TableNumber{2 * size:g}", f"TableHeading{2 * size:g}"}
    (found,) = file.find(f"//w:style[@w:styleId='TableNumber{2 * size:g}']/w:rPr/w:sz/@w:val", "word/styles.xml")
    assert float(found) == 2 * size
    assert not word_files.validate(file, shared)
