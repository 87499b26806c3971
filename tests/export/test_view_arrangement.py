"""What a register view makes of its rows: conditions, order, merged groups, sums and a last line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qi_desktop.core.model import Block, BlockKind, Row
from qi_desktop.core.registers import SAME_AS_ABOVE, declaration
from qi_desktop.export import style_sheet, tables
from qi_desktop.export.document import Span, Table

REGISTER = declaration(
    {
        "name": "inspections",
        "label": {"zh": "检验", "en": "Inspections"},
        "columns": [
            {"name": "group", "label": {"zh": "类别", "en": "Group"}},
            {"name": "name", "label": {"zh": "名称", "en": "Name"}},
            {"name": "inspected", "label": {"zh": "检验数", "en": "Inspected"}, "type": "integer"},
            {"name": "passed", "label": {"zh": "合格数", "en": "Passed"}, "type": "integer"},
            {"name": "rate", "label": {"zh": "合格率", "en": "Rate"}, "type": "percent", "derived": "ratio(passed, inspected)", "decimals": 1},
            {"name": "day", "label": {"zh": "日期", "en": "Day"}, "type": "date"},
        ],
    }
)
CELLS = [
    ("原料", "铸件", "968", "961", "2018-03-01"),
    (SAME_AS_ABOVE, "外协件", "3583", "3498", "2017-05-02"),
    ("成品", "流量计", "37037", "34635", ""),
    ("原料", "电子件", "7034", "6860", "2018-01-09"),
]
ROWS = [
    Row(f"row{number}", "inspections", "", "", f"{number}", dict(zip(("group", "name", "inspected", "passed", "day"), cells, strict=True)))
    for number, cells in enumerate(CELLS)
]
COLUMNS = ["group", "name", "inspected", "passed", "rate"]


def view(rows: list[Row] = ROWS, **attributes: Any) -> Table:
    block = Block("v", "c", "a", BlockKind.REGISTER_VIEW, (), {"register": "inspections", "columns": COLUMNS} | attributes)
    return tables.of_view(block, REGISTER, rows, "", (), style_sheet.load("book").table, date(2018, 12, 31))


def names(table: Table) -> list[str | Any]:
    return [row[1] for row in table.rows]


def condition(column: str, test: str, text: str = "") -> dict[str, str]:
    return {"column": column, "test": test, "text": text}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([condition("group", "is", "原料")], ["铸件", "外协件", "电子件"]),
        ([condition("inspected", "at_least", "3583")], ["外协件", "流量计", "电子件"]),
        ([condition("rate", "at_most", "97.6")], ["外协件", "流量计", "电子件"]),
        ([condition("day", "at_least", "{year}-01-01")], ["铸件", "电子件"]),
        ([condition("day", "empty")], ["流量计"]),
        ([condition("group", "is", "原料"), condition("name", "contains", "件"), condition("day", "filled")], ["铸件", "外协件", "电子件"]),
        ([condition("gone", "is", "x")], ["铸件", "外协件", "流量计", "电子件"]),
    ],
)
def test_the_rows_for_which_all_conditions_hold_are_shown(conditions: list[dict[str, str]], expected: list[str]) -> None:
    assert names(view(conditions=conditions)) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("inspected", ["铸件", "外协件", "电子件", "流量计"]),
        ("-inspected", ["流量计", "电子件", "外协件", "铸件"]),
        ("day", ["外协件", "电子件", "铸件", "流量计"]),
        ("-day", ["铸件", "电子件", "外协件", "流量计"]),
        ("rate", ["流量计", "电子件", "外协件", "铸件"]),
        ("gone", ["铸件", "外协件", "流量计", "电子件"]),
    ],
)
def test_rows_are_sorted_by_value_and_empty_cells_come_last(sort: str, expected: list[str]) -> None:
    table = view(sort=sort)
    assert names(table) == expected
    assert sorted(table.row_ids) == ["row0", "row1", "row2", "row3"]


def test_a_sorted_view_keeps_the_register_s_merged_cells_while_their_rows_stand_together() -> None:
    table = view(sort="-group")
    assert [row[0] for row in table.rows] in (["成品", "原料", "", "原料"], ["原料", "", "原料", "成品"])
    (span,) = table.spans  # the last 原料 stands alone in the register too
    assert (span.column, span.rows) == (0, 2)
    apart = view(sort="inspected")
    assert [row[0] for row in apart.rows] == ["原料", "", "原料", "成品"]
    assert (names(apart), apart.spans) == (["铸件", "外协件", "电子件", "流量计"], (Span(0, 0, 2),))
    merged = view(sort="-group", group=["group"])
    (span,) = merged.spans
    assert (span.column, span.rows) == (0, 3)
    assert sum(row[0] == "原料" for row in merged.rows) == 1


def test_rows_of_a_merged_cell_that_are_parted_by_the_order_each_show_it() -> None:
    texts = (("原料", "9"), (SAME_AS_ABOVE, "1"), ("成品", "5"))
    rows = [Row(f"r{n}", "inspections", "", "", f"{n}", {"group": group, "inspected": count}) for n, (group, count) in enumerate(texts)]
    table = view(rows, sort="inspected")
    assert ([row[0] for row in table.rows], table.spans) == (["原料", "成品", "原料"], ())
    down = view([rows[0], rows[1]], sort="inspected")  # the one that repeats comes first now
    assert ([row[0] for row in down.rows], down.spans) == (["原料", ""], (Span(0, 0, 2),))


def test_a_later_column_is_never_merged_across_an_earlier_one() -> None:
    rows = [Row(f"r{n}", "inspections", "", "", f"{n}", {"group": group, "name": "同"}) for n, group in enumerate(("甲", "甲", "乙", "乙"))]
    assert view(rows, group=["group", "name"]).spans == (Span(0, 0, 2), Span(2, 0, 2), Span(0, 1, 2), Span(2, 1, 2))
    assert view(rows, group=["name"]).spans == (Span(0, 1, 4),)


def test_the_total_adds_up_counts_and_computes_rates_from_the_sums() -> None:
    table = view(total="合计")
    assert table.rows[-1] == ("合计", "", "48622", "45954", "94.5%")
    assert table.row_ids[-1] == ""


def test_where_every_column_has_a_sum_the_word_stands_before_the_first() -> None:
    assert view(columns=["inspected", "passed"], total="合计").rows[-1] == ("合计 48622", "45954")


def test_a_total_of_shown_rows_only_and_none_without_rows() -> None:
    assert view(total="合计", conditions=[condition("name", "is", "铸件")]).rows[-1] == ("合计", "", "968", "961", "99.3%")
    assert view(total="合计", conditions=[condition("name", "is", "无")]).rows == ()


def test_a_column_with_words_among_its_numbers_has_no_sum_and_no_rate() -> None:
    spoilt = [*ROWS, Row("r9", "inspections", "", "", "9", {"name": "其他", "inspected": "若干", "passed": "5"})]
    assert view(spoilt, total="合计").rows[-1] == ("合计", "", "", "45959", "")


def test_the_last_line_goes_across_all_columns() -> None:
    table = view(end_mark="以下空白", total="合计")
    assert table.rows[-1] == ("以下空白", "", "", "", "")
    assert Span(5, 0, 1, 5) in table.spans


def test_a_plain_view_is_as_it_was() -> None:
    table = view()
    assert names(table) == ["铸件", "外协件", "流量计", "电子件"]
    assert table.spans == (Span(0, 0, 2),)


def test_no_rate_of_the_sums_stands_where_a_row_has_only_one_of_its_numbers() -> None:
    half = [*ROWS, Row("r9", "inspections", "", "", "9", {"name": "其他", "inspected": "1000"})]
    assert view(half, total="合计").rows[-1] == ("合计", "", "49622", "45954", "")


def test_a_filter_asks_what_a_computed_cell_says() -> None:
    assert names(view(where={"rate": "97.6"})) == ["外协件"]


@pytest.mark.parametrize("chosen", [[], ["name", "scan"]])
def test_files_have_no_text_that_stands_in_a_table(chosen: list[str]) -> None:
    own = declaration(
        {
            "name": "own",
            "label": {"zh": "证", "en": "Own"},
            "columns": [
                {"name": "name", "label": {"zh": "名称", "en": "Name"}},
                {"name": "scan", "label": {"zh": "扫描件", "en": "Scan"}, "type": "asset"},
            ],
        }
    )
    block = Block("v", "c", "a", BlockKind.REGISTER_VIEW, (), {"register": "own", "columns": chosen})
    rows = [Row("row", "own", "", "", "1", {"name": "甲", "scan": "4q38cky3h4gp"})]
    table = tables.of_view(block, own, rows, "", (), style_sheet.load("book").table)
    assert ([column.label for column in table.columns], table.rows, table.column_keys) == (["名称"], (("甲",),), ("name",))
