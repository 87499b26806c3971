"""Registers: cells by type, "same as above", computed cells, declarations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import registers
from qi_desktop.core.errors import ContentError
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.session.session import declared_registers


def column(kind: ColumnType = ColumnType.TEXT, **options: object) -> Column:
    return Column("a", {"zh": "甲", "en": "A"}, kind, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "2017-07-12", "2017-7-12", "2017.7.12", "2017. 7. 12", "2017/7/12", "2017年7月12日", "２０１７－０７－１２", "20170712", "2017年7月12号",
        "2017-7-12 0:00:00", "2017/7/12 0:00", "2017-07-12T00:00:00.000", "二〇一七年七月十二日", "二○一七年七月十二日", "二零一七年七月十二日",
    ],
)  # fmt: skip
def test_every_usual_form_of_a_date_is_read(text: str) -> None:
    assert registers.read_date(text) == date(2017, 7, 12)
    assert registers.canonical(column(ColumnType.DATE), text) == "2017-07-12"


@pytest.mark.parametrize(
    "text", ["批准中", "2017-13-01", "2017-02-30", "2017", "12.7.2017", "", "2017-7-12 14:30", "20171301", "17-7-12", "一七年七月十二日"]
)
def test_what_is_no_date_is_kept_as_it_was_typed(text: str) -> None:
    assert registers.read_date(text) is None
    assert registers.canonical(column(ColumnType.DATE), text) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [("二〇一一年六月三日", "2011-06-03"), ("二〇一三年十一月四日", "2013-11-04"), ("二〇一九年三月十日", "2019-03-10"),
     ("二〇二〇年二月二十九日", "2020-02-29"), ("二〇一八年十二月三十一日", "2018-12-31"), ("二 〇 一八年 十月二十日", "2018-10-20")],
)  # fmt: skip
def test_dates_in_chinese_digits_are_read_as_certificates_have_them(text: str, day: str) -> None:
    assert registers.canonical(column(ColumnType.DATE), text) == day


@pytest.mark.parametrize(
    "text", ["二〇一八年十三月一日", "二〇一八年二月三十日", "二〇一八年十一十月一日", "二〇一八年一二月一日", "二〇一八年一月十十日"]
)
def test_chinese_digits_that_make_no_date_stay_as_they_are(text: str) -> None:
    assert registers.canonical(column(ColumnType.DATE), text) == text


def test_a_number_may_be_typed_with_the_column_s_unit() -> None:
    assert registers.canonical(column(ColumnType.INTEGER, unit="件"), "1,234 件") == "1234"
    assert registers.canonical(column(ColumnType.NUMBER, unit="MPa"), "1.6MPa") == "1.6"
    assert registers.canonical(column(ColumnType.NUMBER, unit="MPa"), "1.6kPa") == "1.6kPa"


@pytest.mark.parametrize(
    ("text", "value"),
    [("11585", "11585"), ("11,585", "11585"), ("11 585", "11585"), ("97.70", "97.70"), ("97.7%", "97.7"), ("９７．７", "97.7"), ("-3", "-3")],
)
def test_numbers_are_read_with_their_digits(text: str, value: str) -> None:
    assert registers.read_number(text) == Decimal(value)
    assert registers.canonical(column(ColumnType.PERCENT), text) == value


@pytest.mark.parametrize("text", ["1,58", "1.2.3", "abc", "NaN", "Infinity", "1e5", "--1", "9" * 40])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert registers.read_number(text) is None


@given(st.text(max_size=30))
def test_any_text_can_be_stored_in_any_column_and_stays_as_it_is_then(text: str) -> None:
    for kind in ColumnType:
        once = registers.canonical(column(kind), text)
        assert registers.canonical(column(kind), once) == once
        registers.problem(column(kind), once)
        if not registers.can_be_wrong(column(kind)):
            assert registers.problem(column(kind), once) is None


def test_a_cell_says_why_it_does_not_fit() -> None:
    assert registers.problem(column(ColumnType.INTEGER), "1.5") is not None
    assert registers.problem(column(ColumnType.INTEGER), "15") is None
    assert registers.problem(column(ColumnType.CHOICE, choices=("国家标准",)), "国标") is not None
    assert registers.problem(column(ColumnType.BOOLEAN), registers.canonical(column(ColumnType.BOOLEAN), "是")) is None
    assert registers.problem(column(required=True), "") is not None
    assert registers.problem(column(pattern=r"\d{4}"), "20") is not None
    assert registers.problem(column(ColumnType.DATE, required=True), SAME_AS_ABOVE) is None


def test_same_as_above_takes_the_value_above_it() -> None:
    rows = [{"a": "x"}, {"a": SAME_AS_ABOVE}, {}, {"a": SAME_AS_ABOVE}]
    assert registers.resolve_same(rows, "a") == ["x", "x", "", ""]
    assert registers.resolve_same([{"a": SAME_AS_ABOVE}], "a") == [""]
    assert registers.merged_spans(rows, "a") == [(0, 2), (2, 2)]


@given(st.lists(st.sampled_from(["x", "y", "", SAME_AS_ABOVE])))
def test_merged_cells_never_overlap_and_cover_equal_values(cells: list[str]) -> None:
    rows = [{"a": cell} for cell in cells]
    resolved = registers.resolve_same(rows, "a")
    end = 0
    for first, count in registers.merged_spans(rows, "a"):
        assert first >= end
        assert len(set(resolved[first : first + count])) == 1
        end = first + count
    assert end <= len(cells)


REGISTER = Register(
    "r",
    {"zh": "台账", "en": "Register"},
    (
        Column("number", {"zh": "序号", "en": "No."}, ColumnType.INTEGER, derived="row_number()"),
        Column("inspected", {"zh": "检验数", "en": "Inspected"}, ColumnType.INTEGER),
        Column("passed", {"zh": "合格数", "en": "Passed"}, ColumnType.INTEGER),
        Column("rate", {"zh": "合格率", "en": "Rate"}, ColumnType.PERCENT, derived="ratio(passed, inspected)"),
        Column("target", {"zh": "目标", "en": "Target"}, ColumnType.PERCENT),
        Column("met", {"zh": "达成", "en": "Met"}, ColumnType.BOOLEAN, derived="met(rate, target)"),
        Column("gap", {"zh": "差", "en": "Gap"}, ColumnType.NUMBER, derived="difference(inspected, passed)"),
    ),
)


@pytest.mark.parametrize(("inspected", "passed", "rate"), [("11585", "11319", "97.70"), ("968", "961", "99.28"), ("3583", "3498", "97.63")])
def test_rates_are_computed_from_their_counts_and_rounded_half_up(inspected: str, passed: str, rate: str) -> None:
    (row,) = registers.complete(REGISTER, [{"inspected": inspected, "passed": passed}])
    assert row["rate"] == rate
    assert row["number"] == "1"
    assert row["gap"] == str(int(inspected) - int(passed))


def test_a_computed_cell_is_empty_while_an_operand_is_missing_or_no_number() -> None:
    rows = [{"inspected": "0", "passed": "0"}, {"inspected": "many", "passed": "1"}, {}]
    assert [row["rate"] for row in registers.complete(REGISTER, rows)] == ["", "", ""]


def test_the_declarations_that_ship_are_whole() -> None:
    found = declared_registers()
    assert {"standards_drafted", "product_certificates", "certificate_models", "quality_targets", "inspections"} <= set(found)
    for register in found.values():
        assert register.column(register.title_column) is not None
        assert not register.parent or register.parent in found
        for declared in register.columns:
            assert set(declared.label) == {"zh", "en"}, f"{register.name}.{declared.name}"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": "a", "label": {}, "columns": []},
        {"name": "a", "label": {}, "columns": [{"name": "x"}]},
        {"name": "a", "label": {}, "columns": [{"name": "x", "label": {}, "type": "nonsense"}]},
        {"name": "a", "label": {}, "columns": [{"name": "x", "label": {}}, {"name": "x", "label": {}}]},
        {"name": "a", "label": {}, "title_column": "y", "columns": [{"name": "x", "label": {}}]},
        {"name": "a", "label": {}, "nonsense": 1, "columns": [{"name": "x", "label": {}}]},
    ],
)
def test_an_incomplete_declaration_is_told(data: dict[str, object]) -> None:
    with pytest.raises(ContentError):
        registers.declaration(data)


def test_every_declaration_file_is_named_after_its_register(project: Path) -> None:
    assert {file.stem for file in (project / "resources" / "registers").glob("*.toml")} == set(declared_registers())


def test_all_registers_of_a_report_ship() -> None:
    assert set(declared_registers()) == {
        "facts", "departments", "standards_executed", "standards_drafted", "system_certificates", "product_certificates",
        "certificate_models", "quality_targets", "inspections", "supervision_tests", "measuring_instruments", "special_equipment",
        "special_operators", "control_points", "training", "emergency_plans", "emergency_drills", "complaints", "service_promises",
        "service_outlets", "patents", "honours",
    }  # fmt: skip


def test_no_two_columns_of_a_register_answer_to_the_same_word() -> None:
    for register in declared_registers().values():
        words = [word for declared in register.columns for word in {*declared.label.values(), *declared.also}]
        assert len(set(words)) == len(words), register.name


def test_a_default_is_computed_until_something_is_entered() -> None:
    register = declared_registers()["standards_executed"]
    rows = [{"number": "JB/T 9242-2015", "published": "2015-01-01", "implemented": "2015-06-01"}, {"number": "JB/T 1-2015", "category": "企业标准"}]
    first, second = registers.complete(register, rows, date(2018, 12, 31))
    assert (first["category"], first["status"]) == ("行业标准", "现行")
    assert (second["category"], second["status"]) == ("企业标准", "")


def test_a_certificate_shows_its_status_at_the_reports_end_and_today() -> None:
    register = declared_registers()["system_certificates"]
    (row,) = registers.complete(register, [{"valid_to": "2019-06-30"}], date(2018, 12, 31), date(2020, 1, 1))
    assert (row["status"], row["status_today"]) == ("有效", "已过期")


@pytest.mark.parametrize("derived", ["nonsense()", "ratio(a)", "ratio(a, missing)", "a + b"])
def test_a_declaration_with_a_computation_that_does_not_exist_is_told(derived: str) -> None:
    names = {"zh": "甲", "en": "A"}
    with pytest.raises(ContentError):
        registers.declaration(
            {"name": "r", "label": names, "columns": [{"name": "a", "label": names}, {"name": "b", "label": names, "derived": derived}]}
        )
