"""Tables down the pages: headers that come again, merged cells that go on, numbers below each other, rows of any height."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qi_desktop.core.richtext import Run, plain
from qi_desktop.export.document import HEAD, Span, Table, TableColumn
from qi_desktop.export.layout import Page
from qi_desktop.export.layout.typography import original_text
from qi_desktop.export.style_sheet import StyleSheet
from tests.export.pdf_files import BODY_WIDTH, BOTTOM, LEFT, STYLE, TOP, LaidOut, body_words, chinese, lay, squeezed
from tests.export.word_files import BODY, document, paragraph, table

NUMBER = TableColumn("数值", "number")
THREE_LINES = replace(STYLE, table=replace(STYLE.table, style="three-line"))
ZEBRA = replace(STYLE, table=replace(STYLE.table, style="zebra"))


def laid(made: Table, style: StyleSheet = STYLE) -> LaidOut:
    return lay(document(BODY, made), style)


def numbered(count: int, **values: Any) -> Table:
    """A table of so many rows with a number and a name."""
    return table(
        "t", [(str(number), f"名称{number}号") for number in range(1, count + 1)], "序号", "名称", label="表 4-1", caption=plain("一览表"), **values
    )


def at(page: Page, words: str) -> tuple[float, float]:
    """Where words stand."""
    (found,) = [(x, y) for x, y, _, text, _ in body_words(page) if original_text(text) == words]
    return found


def grouped(count: int, size: int, **values: Any) -> Table:
    """A table whose first column is merged over `size` rows each."""
    rows = [(f"组{number // size}" if number % size == 0 else "", f"行{number}") for number in range(count)]
    spans = tuple(Span(first, 0, min(size, count - first)) for first in range(0, count, size))
    return table("t", rows, "类别", "名称", spans=spans, label="表 4-1", caption=plain("分组"), **values)


def test_header_and_continued_line_stand_on_every_page() -> None:
    made = laid(numbered(100))
    assert made.layout.pages > 2
    assert made.lines(0)[:2] == ["表 4-1  一览表", "序号名称"]
    for page in range(1, made.layout.pages):
        assert made.lines(page)[:2] == ["续表 4-1", "序号名称"]
    rows = [line for page in range(made.layout.pages) for line in made.lines(page) if line.endswith("号") and line[0].isdigit()]
    assert rows == [f"{number}名称{number}号" for number in range(1, 101)]


def test_a_table_without_number_repeats_its_caption() -> None:
    made = laid(replace(numbered(60), label=""))
    assert made.lines(1)[0] == "续表  一览表"


def test_a_table_without_caption_has_no_continued_line() -> None:
    made = laid(replace(numbered(60), label="", caption=()))
    assert made.lines(1)[0] == "序号名称"


def test_a_merged_cell_says_its_value_again_behind_a_page_break() -> None:
    made = laid(grouped(50, 45))
    assert any(line.startswith("组0") or "组0行" in line for line in made.lines(0))
    assert any("组0（续）" in line for line in made.lines(1))
    assert not any("组1（续）" in line for page in made.pages for line in made.lines(page.index))
    rules = [rule for pen, rules in made.pages[0].rules.items() for rule in rules]
    bottom = min(rule[1] for rule in rules if rule[1] == rule[3] and rule[1] > BOTTOM - 1)
    assert all(y > bottom for _, y, style, text, _ in body_words(made.pages[0]))


def test_no_rule_crosses_a_merged_cell() -> None:
    made = laid(grouped(6, 3))
    page = made.pages[0]
    name, first, last = at(page, "组0"), at(page, "行0"), at(page, "行2")
    crossing = [
        rule
        for rules in page.rules.values()
        for rule in rules
        if rule[1] == rule[3] and last[1] < rule[1] < first[1] and min(rule[0], rule[2]) < name[0] < max(rule[0], rule[2])
    ]
    assert crossing == []
    assert last[1] < name[1] < first[1]


def test_a_label_across_columns_stands_in_their_middle_on_every_page() -> None:
    rows = [(f"行{number}", "甲", "乙") for number in range(60)]
    made = laid(table("t", rows, "项目", TableColumn("合格率", weight=10), TableColumn("", weight=10), spans=(Span(HEAD, 1, 1, 2),)))
    assert made.layout.pages > 1
    for page in made.pages:
        (place,) = {x for x, _, _, text, _ in body_words(page) if original_text(text) == "合格率"}
        left, right = (min(x for x, _, _, text, _ in body_words(page) if original_text(text) == name) for name in ("甲", "乙"))
        assert left < place < right
        height = at(page, "合格率")[1]
        upright = [rule[0] for rules in page.rules.values() for rule in rules if rule[0] == rule[2] and rule[1] > height > rule[3]]
        assert not [x for x in upright if left < x < right]


def test_a_merged_value_with_more_lines_than_its_rows_makes_room() -> None:
    made = laid(table("t", [(chinese(200), "甲"), ("", "乙")], TableColumn("类", weight=4), TableColumn("名", weight=20), spans=(Span(0, 0, 2),)))
    page = made.pages[0]
    lowest = min(y for _, y, _, _, _ in body_words(page))
    frame = [rule for pen, rules in page.rules.items() if pen[0] == STYLE.table.frame_width for rule in rules]
    assert min(rule[1] for rule in frame) < lowest
    assert squeezed(chinese(200)) in squeezed("".join(original_text(words[3]) for words in body_words(page)))


def test_cells_across_columns_have_no_rule_through_them() -> None:
    made = laid(table("t", [("横跨两列", "", "丙"), ("1", "2", "3")], "A", "B", "C", spans=(Span(0, 0, 1, 2),)))
    page = made.pages[0]
    across, below = at(page, "横跨两列"), at(page, "2")
    upright = [rule for rules in page.rules.values() for rule in rules if rule[0] == rule[2] and LEFT + 1 < rule[0] < below[0]]
    assert upright
    assert all(not min(rule[1], rule[3]) < across[1] < max(rule[1], rule[3]) for rule in upright)


def test_decimal_points_stand_below_each_other() -> None:
    made = laid(table("t", [("1.5",), ("100",), ("12.25%",), ("批准中",)], NUMBER))
    page = made.pages[0]

    def point(words: str) -> float:
        (x, style, text) = next((x, style, text) for x, _, style, text, _ in body_words(page) if original_text(text) == words)
        return x + style.face.width(text.partition(".")[0]) * style.size

    assert point("1.5") == pytest.approx(point("100"), abs=0.01)
    assert point("1.5") == pytest.approx(point("12.25%"), abs=0.01)


def test_short_columns_are_centred_and_sentences_left() -> None:
    made = laid(table("t", [("甲", chinese(60)), ("乙丙", chinese(50))], TableColumn("短", weight=10), TableColumn("长", weight=30)))
    page = made.pages[0]
    width = BODY_WIDTH
    middles = [x + style.face.width(text) * style.size / 2 for x, _, style, text, _ in body_words(page) if original_text(text) in ("甲", "乙丙")]
    assert middles[0] == pytest.approx(middles[1], abs=0.01)
    assert LEFT < middles[0] < LEFT + width / 3


def test_a_row_taller_than_a_page_is_cut_and_loses_nothing() -> None:
    long = chinese(5000)
    made = laid(table("t", [("1", "甲"), ("2", long), ("3", "乙")], "号", "文"))
    assert made.layout.pages >= 3
    assert made.lines(0)[1] == "1甲"
    cell = [original_text(words[3]) for page in made.pages for words in body_words(page) if words[0] > at(made.pages[0], "甲")[0] - 1]
    assert squeezed(long) in squeezed("".join(text for text in cell if text != "文"))
    assert made.lines(made.layout.pages - 1)[-1] == "3乙"
    for page in made.pages:
        assert all(BOTTOM - 1 < y < TOP for _, y, _, _, _ in body_words(page))


def test_a_merged_cell_taller_than_a_page_is_cut_too() -> None:
    long = chinese(4000)
    made = laid(table("t", [(long, "甲"), ("", "乙"), ("丙", "丁")], "类", "名", spans=(Span(0, 0, 2),)))
    assert made.layout.pages >= 3
    everything = squeezed("".join(original_text(words[3]) for page in made.pages for words in page.words))
    assert all(piece in everything for piece in ("甲", "乙", "丙", "丁", squeezed(long)[-30:]))


def test_a_short_table_stays_on_one_page() -> None:
    made = lay(document(BODY, *[paragraph(f"p{number}", "一行") for number in range(25)], numbered(6)))
    assert not any("续表" in line for line in made.lines(1))
    assert "表 4-1  一览表" in made.lines(1)


@pytest.mark.parametrize("columns", [2, 9])
def test_no_header_stands_alone_at_the_foot_of_a_page(columns: int) -> None:
    rows = [tuple(f"AB{number:02}{place}CD" for place in range(columns)) for number in range(40)]  # nine of them ask for small letters
    made = table("t", rows, *(f"列{place}" for place in range(columns)), label="表 4-1", caption=plain("一览表"))
    for before in range(12, 40):
        found = lay(document(BODY, *[paragraph(f"p{number}", "一行") for number in range(before)], made))
        begins = next(page.index for page in found.pages if "表 4-1  一览表" in found.lines(page.index))
        assert any(line.startswith("AB000CD") for line in found.lines(begins)), before


def test_the_note_stays_with_the_last_rows() -> None:
    for rows in range(24, 34):
        made = laid(numbered(rows, note=plain("注：以下空白")))
        last = made.lines(made.layout.pages - 1)
        assert last[-1] == "注：以下空白"
        assert len(last) == rows + 3 or last[-2].endswith("号")


def test_a_table_of_sixty_columns_is_set_small_and_said_so() -> None:
    wide = table("t", [tuple(str(number) for number in range(60))], *[f"列{number}" for number in range(60)])
    made = laid(wide)
    assert [remark.place for remark in made.layout.remarks] == ["t"]
    assert all(LEFT - 1 < x < LEFT + BODY_WIDTH for x, _, _, _, _ in body_words(made.pages[0]))


def test_a_table_without_rows_shows_its_header_and_one_without_columns_is_named() -> None:
    assert laid(table("t", [], "甲", "乙")).lines(0) == ["甲乙"]
    made = laid(table("t", []))
    assert made.text == ""
    assert [remark.place for remark in made.layout.remarks] == ["t"]


def test_three_lines_are_three_lines() -> None:
    made = laid(numbered(5), THREE_LINES)
    rules = [rule for rules in made.pages[0].rules.values() for rule in rules if BOTTOM < rule[1] < TOP]
    assert len(rules) == 3
    assert all(rule[1] == rule[3] for rule in rules)


def test_zebra_shades_every_second_row() -> None:
    made = laid(numbered(6), ZEBRA)
    assert [fill[4] for fill in made.pages[0].fills].count(ZEBRA.table.zebra_fill) == 3


def test_formats_links_and_footnotes_work_in_cells() -> None:
    cell = (Run("粗", bold=True), Run("m"), Run("3", superscript=True), Run("网址", link="www.example.com"), Run("", footnote="单元格注"))
    made = laid(table("t", [(cell, "乙")], "甲", "名"))
    assert made.lines(0)[-1] == "1 单元格注"
    assert [link[4] for link in made.pages[0].links] == ["www.example.com"]
    assert any(words[2].face.name == "NotoSerifSC-Bold.ttf" for words in body_words(made.pages[0]))


def test_anchors_of_tables_are_kept_with_and_without_caption() -> None:
    made = lay(document(BODY, replace(numbered(3), id="a"), replace(numbered(3), id="b", label="", caption=())))
    assert {"a", "b"} <= made.layout.anchors.keys()


CELLS = st.sampled_from(["", "甲", "GB/T 34041.1-2017", "98%", chinese(80), chinese(700)])


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 5).flatmap(lambda count: st.lists(st.lists(CELLS, min_size=count, max_size=count).map(tuple), min_size=1, max_size=25)),
    st.lists(st.builds(Span, st.integers(0, 20), st.integers(0, 4), st.integers(1, 12), st.integers(1, 3)), max_size=4),
)
def test_every_cell_of_any_table_is_on_some_page_within_the_margins(rows: list[tuple[str, ...]], spans: list[Span]) -> None:
    cells = [list(row) for row in rows]
    kept: list[Span] = []
    taken: set[tuple[int, int]] = set()
    for span in spans:
        places = {(row, column) for row in range(span.row, span.row + span.rows) for column in range(span.column, span.column + span.columns)}
        if any(row >= len(cells) or column >= len(cells[0]) for row, column in places) or places & taken:
            continue
        taken |= places
        kept.append(span)
        for row, column in places - {(span.row, span.column)}:
            cells[row][column] = ""
    made = laid(table("t", [tuple(row) for row in cells], *[f"列{number}" for number in range(len(cells[0]))], spans=tuple(kept), note=plain("注")))
    everything = "".join(original_text(words[3]) for page in made.pages for words in page.words)
    for character in "甲标%":
        assert everything.count(character) >= sum(cell.count(character) for row in cells for cell in row)
    for page in made.pages:
        for x, y, style, text, _ in body_words(page):
            assert x >= LEFT - 0.1
            assert x + style.face.width(text) * style.size <= LEFT + BODY_WIDTH + 6.5
            assert y - 0.12 * style.size >= BOTTOM - 0.1


def test_a_part_that_is_cut_leaves_a_line_free_below_text_and_none_when_alone() -> None:
    def gap(*before: Any) -> float:
        page = lay(document(BODY, *before, numbered(80))).pages[0]
        return min(y for _, y, *_ in body_words(page)) - BOTTOM

    pitch, row = STYLE.role("body").pitch, STYLE.role("table_cell").pitch + 2 * STYLE.table.padding_y
    for count in range(1, 12):
        above = [paragraph(f"p{line}", "短") for line in range(count)]
        assert pitch < gap(*above) < pitch + 2 * row
    assert gap() < 2 * row


def test_the_lines_around_a_table_have_room_of_their_own() -> None:
    thick = replace(STYLE, table=replace(STYLE.table, frame_width=9.0))

    def below(style: StyleSheet) -> float:
        made = document(BODY, table("t", [("甲",)], "列"), paragraph("p", "后文"))
        return at(lay(made, style).pages[0], "后文")[1]

    assert below(STYLE) - below(thick) == pytest.approx(2 * (9.0 - STYLE.table.frame_width))


def test_stripes_begin_anew_on_each_page_as_word_counts_them() -> None:
    pages = laid(numbered(80), ZEBRA).pages
    shaded = [sorted(-fill[1] for fill in page.fills if fill[4] == ZEBRA.table.zebra_fill) for page in pages]
    tops = [page.fills[0][1] for page in pages]  # the ground of the header comes first
    heights = {round(top + fills[0]) for top, fills in zip(tops, shaded, strict=True)}
    assert len(pages) > 2
    assert len(heights) == 1
