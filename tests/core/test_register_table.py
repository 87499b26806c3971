"""The working table of a register: values, order, filters and cells that do not fit, against a plain way of computing them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import ranks, registers
from qi_desktop.core.errors import ContentError
from qi_desktop.core.model import Row
from qi_desktop.core.register_table import Arrangement, RegisterTable
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType, Register

REGISTER = Register(
    "r",
    {"zh": "台账", "en": "Register"},
    (
        Column("serial", {"zh": "序号", "en": "No."}, ColumnType.INTEGER, derived="row_number()"),
        Column("title", {"zh": "名称", "en": "Title"}, required=True),
        Column("category", {"zh": "类别", "en": "Category"}, ColumnType.CHOICE, choices=("国家标准", "行业标准"), merge_down=True),
        Column("passed", {"zh": "合格数", "en": "Passed"}, ColumnType.INTEGER),
        Column("inspected", {"zh": "检验数", "en": "Inspected"}, ColumnType.INTEGER),
        Column("rate", {"zh": "合格率", "en": "Rate"}, ColumnType.PERCENT, derived="ratio(passed, inspected)"),
        Column("published", {"zh": "发布", "en": "Published"}, ColumnType.DATE),
    ),
)


def rows(*cells: dict[str, str]) -> list[Row]:
    return [Row(f"r{number}", "r", "", "", rank, values) for number, (rank, values) in enumerate(zip(ranks.spread(len(cells)), cells, strict=True))]


def table(*cells: dict[str, str]) -> RegisterTable:
    made = RegisterTable(REGISTER)
    made.append(rows(*cells))
    return made


def texts(made: RegisterTable, order: list[str], name: str) -> list[str]:
    return [made.said(made.place(row_id), name) for row_id in order]


def test_a_cell_says_what_it_repeats_and_what_it_computes_to() -> None:
    made = table({"category": "国家标准", "passed": "11319", "inspected": "11585"}, {"category": "〃", "passed": "〃", "inspected": "11400"})
    assert made.said(1, "category") == "国家标准"
    assert made.repeats(1, "category")
    assert made.said(1, "rate") == "99.29"
    assert made.said(1, "serial") == "2"


def test_numbers_and_dates_sort_by_value_texts_behind_them_empty_cells_always_last() -> None:
    made = table(*[{"passed": text, "published": day} for text, day in [("9", "批准中"), ("", ""), ("10", "2017-01-02"), ("many", "2016-12-31")]])
    order = made.arrange(Arrangement(sort=("passed", False)))
    assert texts(made, order, "passed") == ["9", "10", "many", ""]
    order = made.arrange(Arrangement(sort=("passed", True)))
    assert texts(made, order, "passed") == ["many", "10", "9", ""]
    order = made.arrange(Arrangement(sort=("published", False)))
    assert texts(made, order, "published") == ["2016-12-31", "2017-01-02", "批准中", ""]


def test_texts_sort_by_pinyin_and_the_numbers_in_them_by_value() -> None:
    names = ["张三", "李四", "王五", "GB/T 34041-2017", "GB/T 2624-2006", "第10部分", "第2部分"]
    made = table(*[{"title": name} for name in names])
    order = made.arrange(Arrangement(sort=("title", False)))
    assert texts(made, order, "title") == ["GB/T 2624-2006", "GB/T 34041-2017", "第2部分", "第10部分", "李四", "王五", "张三"]


def test_repeated_values_are_sorted_filtered_and_found_like_written_ones() -> None:
    made = table({"title": "甲", "category": "行业标准"}, {"title": "乙", "category": "〃"}, {"title": "丙", "category": "国家标准"})
    assert made.arrange(Arrangement(text="行业")) == ["r0", "r1"]
    assert made.arrange(Arrangement(text="行业  乙")) == ["r1"]
    assert made.arrange(Arrangement(accepted={"category": {"国家标准"}})) == ["r2"]
    assert made.arrange(Arrangement(sort=("category", False))) == ["r2", "r0", "r1"]
    assert made.distinct("category") == ["国家标准", "行业标准"]


def test_what_is_shown_is_what_is_found() -> None:
    made = RegisterTable(REGISTER, lambda column, text: f"《{text}》" if column.name == "title" else text)
    made.append(rows({"title": "甲"}))
    assert made.shown(0, REGISTER.columns[1]) == "《甲》"
    assert made.arrange(Arrangement(text="《甲》")) == ["r0"]


def test_cells_that_do_not_fit_are_counted_and_found() -> None:
    made = table({"title": "甲", "category": "国标"}, {"category": "〃", "published": "2017-02-30"}, {"title": "丙"})
    assert made.count_wrong() == 3
    assert made.wrong("r1") == ("title", "published")
    assert "国标" in str(made.problem(0, "category"))
    assert made.arrange(Arrangement(only_problems=True)) == ["r0", "r1"]
    made.update(replace(made.rows[1], values={"title": "乙", "published": "2017-02-28"}))
    assert made.count_wrong() == 1


def test_the_first_row_cannot_repeat_anything() -> None:
    made = table({"title": "甲"}, {"title": "〃"})
    assert made.count_wrong() == 0
    made.replace([], {"r0"})
    assert made.wrong("r1") == ("title",)
    made.replace(rows({"title": "甲"}), ())
    assert made.count_wrong() == 0


def test_a_changed_cell_changes_the_rows_that_repeat_it() -> None:
    made = table({"category": "国家标准"}, {"category": "〃"}, {"category": "〃"}, {"category": "行业标准"})
    made.prepare()
    assert made.update(replace(made.rows[0], values={"category": "行业标准"})) == range(3)
    assert [made.said(place, "category") for place in range(4)] == ["行业标准"] * 4
    assert made.arrange(Arrangement(text="国家")) == []


def test_rows_that_come_twice_are_taken_once() -> None:
    made = table({"title": "甲"}, {"title": "乙"})
    made.append(rows({"title": "甲"}, {"title": "乙"}, {"title": "丙"}))
    assert [row.values["title"] for row in made.rows] == ["甲", "乙", "丙"]


def test_everything_can_be_worked_out_in_parts() -> None:
    made = table(*[{"title": str(number)} for number in range(10)])
    assert [made.prepare(4), made.prepare(4), made.prepare(4)] == [False, False, True]
    assert made.arrange(Arrangement(text="7")) == ["r7"]


cell = st.sampled_from(["", SAME_AS_ABOVE, "国家标准", "行业标准", "12", "3", "2017-01-02"])
line = st.fixed_dictionaries({}, optional=dict.fromkeys(("title", "category", "passed", "inspected", "published"), cell))


@given(st.lists(line, max_size=8), st.lists(st.tuples(st.integers(0, 9), line, st.sampled_from(["update", "move", "delete", "add"])), max_size=6))
def test_a_table_that_was_changed_says_what_a_new_one_says(cells: list[dict[str, str]], acts: list[tuple[int, dict[str, str], str]]) -> None:
    made = table(*cells)
    for number, (at, values, act) in enumerate(acts):
        made.prepare(at)
        chosen = made.rows[at % len(made.rows)] if made.rows else None
        if act == "add":
            made.replace([Row(f"n{number}", "r", "", "", ranks.between(chosen.rank if chosen else "", ""), values)], ())
        elif chosen is None:
            continue
        elif act == "update":
            made.update(replace(chosen, values=values))
        elif act == "move":
            made.replace([replace(chosen, rank=ranks.between(made.rows[-1].rank, ""))], ())
        else:
            made.replace([], {chosen.id})
    fresh = RegisterTable(REGISTER)
    fresh.append(made.rows)
    assert list(made.rows) == sorted(made.rows, key=lambda row: (row.rank, row.id))
    expected = registers.complete(REGISTER, [row.values for row in made.rows])
    for column in REGISTER.columns:
        plain = registers.resolve_same(expected, column.name)
        assert [made.said(place, column.name) for place in range(len(made.rows))] == plain
        for downwards in (False, True):
            wanted = Arrangement(sort=(column.name, downwards))
            assert made.arrange(wanted) == fresh.arrange(wanted)
        assert made.arrange(Arrangement(text="标准 1")) == fresh.arrange(Arrangement(text="标准 1"))
    assert made.count_wrong() == fresh.count_wrong()
    assert [made.wrong(row.id) for row in made.rows] == [fresh.wrong(row.id) for row in made.rows]


@pytest.mark.parametrize("derived", ["ratio(passed)", "ratio(passed, nothing)", "nonsense()", "ratio", "ratio(serial, passed)"])
def test_a_computation_that_cannot_be_carried_out_is_refused_with_the_declaration(derived: str) -> None:
    columns = [{"name": name, "label": {"zh": name, "en": name}} for name in ("passed", "inspected")]
    columns += [{"name": "serial", "label": {}, "derived": "row_number()"}, {"name": "rate", "label": {}, "derived": derived}]
    with pytest.raises(ContentError):
        registers.declaration({"name": "r", "label": {"zh": "台账"}, "columns": columns})


def test_a_pattern_that_is_none_is_refused_with_the_declaration() -> None:
    with pytest.raises(ContentError, match="passed"):
        registers.declaration({"name": "r", "label": {"zh": "台账"}, "columns": [{"name": "passed", "label": {}, "pattern": "(["}]})
